r"""Rules for lines that are no text: 252 patterns as a person collects them for Chinese and English pages, or 20.

All but five have a literal that stands in every line they match; a list that was written by hand is like that.  They
are here to be run, not to be good: corpusclean's own rules of chrome are another matter (docs/explanation/chrome.md).

>>> len(line_rules(252)), len(line_rules(20))
(252, 20)
>>> print(line_rules(252)[247].pattern)
^[\s=_*~#.·—-]{5,}$
"""

import re
from typing import NamedTuple

__all__ = ["COUNTS", "LineRule", "line_rules"]

#: How many rules there can be.
COUNTS = (20, 252)


class LineRule(NamedTuple):
    """A pattern that is searched in a line, and the literals of which such a line has at least one; maybe none."""

    pattern: str
    literals: tuple[str, ...] = ()


#: Kinds of lines: a pattern with a place for a word, and the words, with commas between.
KINDS = (
    # a link to a neighbour or back, and what it is called
    (
        r"^\s*{}[:：]?.{{0,40}}$",
        """上一篇,下一篇,上一页,下一页,上一頁,下一頁,上一章,下一章,返回首页,返回首頁,返回目录,返回目錄,返回上页,回到顶部,回到頂部,
        关闭本页""",
    ),
    # a label with a short value behind a colon
    (
        r"^\s*[【\[]?{}[】\]]?\s*[:：]\s*\S{{0,30}}\s*$",
        """责任编辑,責任編輯,责编,校对,校對,来源,來源,稿源,作者,记者,記者,发布时间,發布時間,更新时间,更新時間,阅读量,閱讀量,点击量,
        點擊量,浏览量,瀏覽量,字体大小,字體大小,评论数""",
    ),
    # whose it is, and what may not be done with it
    (
        r"^.{{0,40}}{}.{{0,60}}$",
        """版权所有,版權所有,翻印必究,侵权必究,请勿转载,請勿轉載,谢绝转载,不得转载,不得轉載,注明出处,註明出處,保留一切权利""",
    ),
    # where to share it
    (
        r"^\s*(?:分享|转发|轉發|推荐|share)\s*(?:到|至|给|to)?\s*[:：]?.*{}.*$",
        "微博,微信,QQ空间,朋友圈,豆瓣,贴吧,Facebook,Twitter,LINE,WhatsApp",
    ),
    # the number of a site's licence, by province
    (
        r"{}[备備证證]\s*\d{{5,10}}号?(?:-\d+)?",
        """京ICP,津ICP,沪ICP,渝ICP,冀ICP,晋ICP,辽ICP,吉ICP,黑ICP,苏ICP,浙ICP,皖ICP,闽ICP,赣ICP,鲁ICP,豫ICP,鄂ICP,湘ICP,粤ICP,琼ICP,
        川ICP,贵ICP,云ICP,陕ICP,甘ICP,青ICP,蒙ICP,桂ICP,宁ICP,新ICP""",
    ),
    # click here to do that: two words with a gap
    (
        r"^.{{0,10}}{}.{{0,20}}$",
        """点击…阅读全文,点击…查看详情,点击…下载,点击…收听,点击…报名,点击…订阅,點擊…阅读全文,點擊…查看详情,點擊…下载,點擊…收听,點擊…报名,
        點擊…订阅,点这里…阅读全文,点这里…查看详情,点这里…下载,点这里…收听,点这里…报名,点这里…订阅,戳我…阅读全文,戳我…查看详情,戳我…下载,
        戳我…收听,戳我…报名,戳我…订阅""",
    ),
    # the items of a menu, and the headings of boxes
    (
        r"^[\s|｜>»·•]*{}.{{0,30}}$",
        """扫码关注,掃碼關注,关注公众号,官方微博,手机客户端,手機版,电脑版,免责声明,免責聲明,联系我们,聯絡我們,关于我们,關於我們,网站地图,
        網站地圖,友情链接,設為首頁,加入收藏,在线客服,投诉建议,商务合作,招聘信息,隐私政策,隱私權政策,热门推荐,热门文章,最新文章,相关阅读,
        相關閱讀,延伸阅读,延伸閱讀,相关新闻,相關新聞,猜你喜欢,大家都在看,最新评论,发表评论,發表評論,查看更多,请先登录,忘记密码,立即注册,
        會員登入,會員中心,我的订单""",
    ),
    # the items of an English menu, one or more in a row
    (
        r"^\s*(?:[A-Z][\w ]{{0,20}}\s*[|>»·]\s*){{0,8}}{}(?:\s*[|>»·]\s*[A-Z][\w ]{{0,20}}){{0,8}}\s*$",
        """Home,About,About Us,Contact,Contact Us,Privacy,Privacy Policy,Terms of Use,Terms and Conditions,Sitemap,
        Search,Log in,Login,Sign up,Subscribe,Newsletter,Advertise,Careers,Help,FAQ,Feedback,Archives""",
    ),
    # phrases of English pages
    (
        r"^.{{0,60}}{}.{{0,80}}$",
        """All rights reserved,All Rights Reserved,Copyright ©,Copyright (c),Powered by,Back to top,Back to Top,
        Read more,Read More,Click here,Continue reading,Leave a comment,Leave a reply,Post a comment,Posted by,
        Posted in,Filed under,Tagged with,Share this,Share on,Tweet this,Email this,Print this page,Related articles,
        Related posts,Recent posts,You might also like,Most popular,Skip to content,Skip to navigation,Toggle menu,
        Please enable JavaScript,Your browser does not support,This site uses cookies,Accept cookies,
        Download our app,Follow us on,Sign in to,
        Sponsored content,Advertisement,View all posts,Show more,Next page,Previous page,No comments yet""",
    ),
    # the date under a heading
    (
        r"^\s*(?:Posted|Published|Updated)?\s*(?:on|:)?\s*{}\s+\d{{1,2}},\s+\d{{4}}(?:\s+at\s+\d+:\d+\s*[ap]m)?\s*$",
        "January,February,March,April,May,June,July,August,September,October,November,December",
    ),
)
#: Lines with a literal that are of no kind.
SINGLE = (
    LineRule(r"^\s*第\s*\d+\s*[页頁](?:[，,]?\s*共\s*\d+\s*[页頁])?\s*$", ("页", "頁")),
    LineRule(r"^\s*Page\s+\d+\s+of\s+\d+\s*$", ("Page",)),
    LineRule(r"^\s*(?:https?://)?www\.[\w.-]+/?\s*$", ("www.",)),
    LineRule(r"^\s*[评評][论論]\(\d+\).*$", ("论(", "論(")),
    LineRule(r"^\s*[\w.+-]+@[\w-]+\.\w{2,}\s*$", ("@",)),
    LineRule(r"^(?:[一-鿿]{2,6}\s*[|｜>»]\s*){2,}[一-鿿]{2,8}$", ("|", "｜", ">", "»")),
    LineRule(r"^\s*(?:您|你)?[当當]前的?位置.*$", ("前位置", "前的位置")),
)
#: Lines without one: rulers, page numbers, rows of references, times, telephone numbers.
FREE = (
    LineRule(r"^[\s=_*~#.·—-]{5,}$"),
    LineRule(r"^\s*\d+\s*/\s*\d+\s*$"),
    LineRule(r"^(?:\[\d+\]\s*){2,}.*$"),
    LineRule(r"^\s*\d{4}-\d{2}-\d{2}\s+\d{2}:\d{2}(?::\d{2})?\s*$"),
    LineRule(r"^\s*\(?\d{3}\)?[ -]\d{3}-\d{4}\s*$"),
)


def with_literals() -> list[LineRule]:
    """The rules that have a literal, kind after kind; of two words with a gap between them it is the first."""
    found = []
    for frame, words in KINDS:
        for word in re.split(r",\s*", words):
            pattern = r".{0,4}".join(map(re.escape, word.split("…")))
            found.append(LineRule(frame.format(pattern), (word.partition("…")[0],)))
    return [*found, *SINGLE]


def line_rules(count: int) -> list[LineRule]:
    """All rules, or so many of every kind in the same order, a fifth of them without a literal."""
    every = with_literals()
    if count == len(every) + len(FREE):
        return [*every, *FREE]
    free = min(count // 5, len(FREE))
    step = len(every) / (count - free)
    return [*(every[int(number * step)] for number in range(count - free)), *FREE[:free]]
