"""The rules of chrome: what a page's site put around the article goes, the article stays."""
# ruff: noqa: E501 - a page stands on one line of its table

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.edits import Edit, Patch
from corpusclean.rules import chrome
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.sheet import BACK_MATTER
from corpusclean.rules.chrome.triggers import CHARS
from corpusclean.rules.chrome.words import KINDS, words

FILTERS = {
    "breadcrumb": chrome.breadcrumb,
    "credit": chrome.credit_line,
    "buttons": chrome.button,
    "related": chrome.related_list,
    "neighbours": chrome.neighbour_link,
    "notice": chrome.site_notice,
    "navigation": chrome.navigation_menu,
    "comments": chrome.reader_comments,
}
SEEDS = Path(__file__).parent.parent / "seeds"

ZH = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。"
ZH2 = "工程师说，桥墩里的旧木桩保存得出奇地好，他们只换掉了其中的十二根，其余的用新办法加固。"
ZH3 = "孩子们在桥头放飞了风筝，老人们则忙着拍照，一位当年参加过建桥的木匠被请来剪彩。"
EN = "The old bridge over the lake was opened again on Sunday, after three years of careful work by two firms."
EN2 = "Engineers said the wooden piles had kept surprisingly well, and only twelve of them had to be replaced."
EN3 = "Children flew kites from the eastern bank while the older visitors took photographs of the new railing."
BODY = f"{ZH}\n\n{ZH2}\n\n{ZH3}\n"
BODY_EN = f"{EN}\n\n{EN2}\n\n{EN3}\n"


def clean(text: str) -> str:
    for filter_ in FILTERS.values():
        text = Patch.of(text, filter_(text)).apply(text)
    return text


def cuts(text: str) -> list[tuple[str, str]]:
    found = []
    for kind, filter_ in FILTERS.items():
        found += [(kind, text[edit.start : edit.end].strip()) for edit in filter_(text)]
    return found


# --- laws -----------------------------------------------------------------------------------------------------------

TOKENS = [
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\u2028",
        "  ",
        "\u3000",
        "  • ",
        "(0)",
        "12",
        ">",
        "|",
        "：",
        ":",
        " / ",
        "\u00a0",
        "\x00",
        "\ufffd",
    ),
    *(
        "首页",
        "您所在的位置",
        "当前位置",
        "Home",
        "Society",
        "财经",
        "时间",
        "来源",
        "作者",
        "文 | ",
        "By Mary Major",
        "编辑：李四",
    ),
    *(
        "2024-05-28 10:30",
        "2024年6月5日",
        "May 5, 2024",
        "未来科技 2024年6月5日",
        "Published May 3, 2024",
        "\n2024-05-28 08:00",
    ),
    *(
        "赞",
        "收藏",
        "分享到",
        "Share",
        "Advertisement",
        "相关推荐",
        "推荐阅读",
        "Related articles",
        "参考资料",
        "更多",
        "Next",
    ),
    *(
        "上一篇",
        "下一篇：无题",
        "Next post",
        "免责声明：",
        "仅供参考",
        "侵权",
        "不代表本站",
        "© 2008 ",
        "京ICP备1号",
        "版权所有",
    ),
    *(
        "公司简介",
        "联系我们",
        "Privacy policy",
        "网友评论",
        "3 comments",
        "回复",
        "Reply",
        "Ann says:",
        "Cookie Policy",
        "cookies",
    ),
    *(ZH, ZH2, EN, EN2, "一个标题", "A title"),
]
texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(TOKENS), max_size=30).map("".join),
    st.lists(st.sampled_from(TOKENS), max_size=40).map("\n".join),
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(text=texts)
def test_edits_are_valid_the_same_again_and_done_at_once(kind: str, text: str) -> None:
    filter_ = FILTERS[kind]
    edits = list(filter_(text))
    assert edits == list(filter_(text))
    after = Patch.of(text, edits).apply(text)
    assert all(edit.replacement == "" and edit.note for edit in edits)
    assert list(filter_(after)) == []


@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_a_second_run_of_all_rules_finds_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(text=texts)
def test_without_its_trigger_a_rule_does_nothing(kind: str, text: str) -> None:
    trigger = chrome.trigger(kind)
    if not any(char in text for char in trigger.chars) and not any(literal in text for literal in trigger.literals):
        assert list(FILTERS[kind](text)) == []


@settings(max_examples=100, deadline=None)
@given(text=texts)
def test_whole_lines_go_and_no_blank_lines_pile_up(text: str) -> None:
    def blanks(lines: list[str]) -> int:
        longest = run = 0
        for line in lines:
            run = 0 if line.strip() else run + 1
            longest = max(longest, run)
        return longest

    ends = {0}
    for line in text.splitlines(keepends=True):
        ends.add(max(ends) + len(line))
    for filter_ in FILTERS.values():
        edits = list(filter_(text))
        assert all(edit.start in ends and edit.end in ends for edit in edits)
        after = Patch.of(text, edits).apply(text)
        assert blanks(after.splitlines()) <= blanks(text.splitlines())


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_trigger_covers_every_word(kind: str) -> None:
    pieces = chrome.trigger(kind).literals
    single = CHARS.get(kind, "")
    missed = [w for w in sorted(words(kind)) if not any(p in w for p in pieces) and not any(c in w for c in single)]
    assert missed == []
    assert all(any(piece in word for word in words(kind)) for piece in pieces), "run benchmarks/chrome/make_triggers.py"


@pytest.mark.parametrize(
    "hostile",
    [
        "相关推荐\n" * 4000,
        (ZH + "\n相关推荐\n• 甲\n• 乙\n") * 700,
        "> " * 20_000,
        "来源：" * 8_000,
        "\n" * 50_000,
        (BODY + "赞\n") * 400,
        "2024年" * 20_000,
        ("Comments\n" + EN + "\n") * 700,
        "• " * 30_000,
        "免责声明：侵权 " * 4000,
    ],
)
def test_hostile_text_takes_little_time(hostile: str) -> None:
    start = time.perf_counter()
    clean(hostile)
    assert time.perf_counter() - start < 6


# --- what goes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "chrome_lines", "where"),
    [
        ("breadcrumb", "您所在的位置：网站首页 > 新闻中心 > 正文", "head"),
        ("breadcrumb", "您現在的位置：首頁 > 新聞 > 正文", "head"),
        ("breadcrumb", "首页 › 社会 › 老桥", "head"),
        ("breadcrumb", "Home / Lake / Society", "head"),
        ("breadcrumb", "You are here: Home > News > Local", "head"),
        ("breadcrumb", "Startseite > Region > Brücken", "head"),
        ("breadcrumb", "ホーム > ニュース > 地域", "head"),
        ("credit", "文 | 李四", "head"),
        ("credit", "时间:2024-05-28 00:00:00来自:海湾日报字号:T\u00a0\u00a0T", "head"),
        ("credit", "来源：海湾日报 作者：李四 浏览：265", "head"),
        ("credit", "#老桥开放| 来源: 网络整理| 查看: 265", "head"),
        ("credit", "發布時間：2024-05-28 10:30", "head"),
        ("credit", "（责任编辑：李四）", "foot"),
        ("credit", "By Mary Major | Daily Gulf | Updated: 2024-05-13 09:08", "head"),
        ("credit", "Published on May 28, 2024", "head"),
        ("buttons", "赞\n赞", "foot"),
        ("buttons", "收藏 (12)\n分享到：\n微信\n微博", "foot"),
        ("buttons", "Share this article\nFacebook\nTwitter", "foot"),
        ("buttons", "Skip to main content", "head"),
        ("buttons", "Teilen\nDrucken", "foot"),
        ("buttons", "シェアする\nツイート", "foot"),
        ("related", "相关推荐\n\n新桥何时通车\n\n湖边要建公园", "foot"),
        ("related", "猜你喜歡\n  • 新橋何時通車\n  • 湖邊要建公園", "foot"),
        ("related", "Related articles\nWhen will the new bridge open?\nA park on the lake", "foot"),
        ("related", "Das könnte Sie auch interessieren\n• Neue Brücke\n• Ein Park am See", "foot"),
        ("related", "関連記事\n・新しい橋\n・湖畔の公園", "foot"),
        ("related", "À lire aussi\nUn parc au bord du lac", "foot"),
        ("related", "Читайте также\nНовый мост\nПарк у озера", "foot"),
        ("neighbours", "上一篇：湖边要建公园\n下一篇：没有了", "foot"),
        ("neighbours", "上一篇 2023年12月13日\n下一篇 2023年12月13日", "foot"),
        ("neighbours", "Previous post: A park on the lake\nNext post: The ferry", "foot"),
        ("neighbours", "前の記事\n次の記事", "foot"),
        ("notice", "本站郑重声明：所载文章仅供参考，风险自负。", "foot"),
        ("notice", "聲明：本文不代表本站觀點，如有侵權請聯繫刪除。", "foot"),
        ("notice", "© 2008 海湾日报社 版权所有", "foot"),
        ("notice", "京ICP备12044478号 版权所有 复制必究", "foot"),
        ("notice", "Copyright © 2008 Daily Gulf. All rights reserved.", "foot"),
        ("notice", "Your email address will not be published. Required fields are marked *", "foot"),
        ("notice", "무단전재 및 재배포 금지", "foot"),
        ("navigation", "【本文地址】\n\n公司简介\n\n联系我们", "foot"),
        ("navigation", "About us\nContact us\nPrivacy policy\nSitemap", "foot"),
        ("navigation", "關於我們 | 聯繫我們 | 網站地圖", "foot"),
        ("navigation", "Impressum\nDatenschutz", "foot"),
        ("comments", "网友评论\n李四 2024-05-28\n终于等到了\n回复\n王五 2024-05-29\n好看\n回复", "foot"),
        ("comments", "2 Comments\nAnn says:\nMay 5, 2024\nAt last!\nBob says:\nMay 6, 2024\nLovely.", "foot"),
    ],
)
def test_chrome_goes(kind: str, chrome_lines: str, where: str) -> None:
    body = BODY if any(char > "\u2e80" for char in chrome_lines) else BODY_EN
    page = f"{chrome_lines}\n\n{body}" if where == "head" else f"{body}\n{chrome_lines}\n"
    assert Patch.of(page, FILTERS[kind](page)).apply(page) == body


def test_cards_with_whole_sentences_go_to_the_last_one() -> None:
    cards = "".join(
        f"  • 标题之{n}\n\n    {ZH2}\n\n    {ZH3}\n\n    湖畔科技 2024年6月{n}日\n" for n in range(1, 6)
    )  # more prose than the article has: the cap does not bind cards
    page = f"{BODY}\n相关推荐\n\n{cards}"
    (edit,) = chrome.related_list(page)
    assert page[: edit.start] == BODY
    assert edit.end == len(page)
    assert edit.note == "opener 相关推荐, then 5 cards"


def test_a_list_in_the_middle_goes_without_what_follows() -> None:
    page = f"{BODY_EN}\nRelated articles\n• When will the new bridge open?\n• A park on the lake\n\n{BODY_EN}"
    assert clean(page) == f"{BODY_EN}\n{BODY_EN}"


def test_a_cookie_policy_under_an_article_goes() -> None:
    policy = (
        "Cookie Notice\n" + "We and our partners use cookies to store information on your device as described.\n" * 9
    )
    assert clean(BODY_EN + "\n" + policy) == BODY_EN


def test_the_evidence_is_told() -> None:
    page = f"{BODY}\n上一篇：湖边要建公园\n"
    assert list(chrome.neighbour_link(page)) == [Edit(len(BODY), len(page), "", note="上一篇")]


def test_line_ends_of_all_kinds_go_with_their_line() -> None:
    page = f"{BODY}赞\n收藏\n".replace("\n", "\r\n")
    assert clean(page) == BODY.replace("\n", "\r\n")
    assert clean(f"{ZH}{ZH2}\r赞\r收藏\r") == f"{ZH}{ZH2}\r"
    assert clean(f"{ZH}{ZH2}\n赞") == f"{ZH}{ZH2}\n"


# --- what stays: written for this file in the manner of pages met in the wild ----------------------------------------

STAYS = {
    "nothing": "",
    "one character": "赞",
    "one long paragraph": ZH + ZH2 + ZH3 + "相关推荐就在下面，版权所有，转载请注明出处，" * 20,
    "one long English paragraph": " ".join(
        [EN, EN2, "Share this article with a friend, he said, and leave a comment."] * 6
    ),
    "a bulleted article": BODY + "\n".join(f"• {line}" for line in (ZH, ZH2, ZH3)) + "\n• 首页的设计\n• 分享的快乐\n",
    "references": BODY
    + "\n参考资料：\n1、The Gazette: An Astounding Bridge\n2、BI: It is getting harder to build bridges\n",
    "references after a list": BODY_EN
    + "\nReferences\n[1] Major, M. Bridges. Lake Press, 2008.\n[2] Share, J. Home. 2010.\n",
    "further reading": BODY_EN + "\nFurther reading\nMajor, M. Bridges of the Lakes\nMinor, N. Timber in Water\n",
    "see also": BODY_EN + "\nSee also\nTimber\nLake\nPile bridge\n",
    "a table": BODY + "名称\t长度\t年份\n老桥\t120\t1908\n新桥\t300\t2024\n首页\t1\t2\n评论\t3\t4\n",
    "a poem with a refrain": "归来吧，归来吧\n湖上的人\n赞\n月亮升起来了\n赞\n归来吧，归来吧\n更多\n赞\n",
    "a refrain among verses": f"{ZH}\n分享\n{ZH2}\n分享\n{ZH3}\n",
    "dialogue": f"记者：您好\n李四：你好\n记者：桥修好了\n李四：是的\n记者：谢谢\n{BODY}",
    "an interview by labels": f"{BODY}编辑：您怎么看\n作者：很好看\n编辑：为什么\n作者：因为老\n编辑：还有呢\n作者：没有了\n",
    "a play": "时间：1908年5月\n地点：湖边\n人物：木匠、孩子\n" + BODY,
    "an event": f"老桥开放仪式\n时间：2024年5月28日\n地点：湖边\n{BODY}",
    "the record of a book": f"湖上的桥\n作者：李四\n出版社：湖畔出版社\n页数：320\n定价：45\n装帧：平装\n{BODY}",
    "code": 'menu = ["Home", "Share", "Next"]\nfor item in menu:\n    print(item > "Share" > "Home")\n# Copyright 2008\n'
    * 3,
    "code in an article": BODY_EN + "\nif (a > b > c) {\n  share();\n}\nreturn home / news;\n",
    "legal text": "关于免责声明的规定\n"
    + "第一条 本站发布的免责声明，应当写明仅供参考、风险自负，不得侵犯他人的著作权，未经授权不得转载。\n" * 6,
    "terms of a site": "服务协议\n"
    + "用户上传的内容不代表本站立场，如有侵权，请联系我们删除，未经许可不得转载，版权归原作者所有。\n" * 8,
    "a list of laws": BODY + "《著作权法》\n《版权法》\n《网络安全法》\n《出版管理条例》\n",
    "an article on footers": "怎样写版权页脚\n"
    + BODY
    + "许多网站写着：\n© 2008 某某公司 版权所有\n京ICP备00000000号\n",
    "an English article on footers": "How to write a copyright footer\n"
    + BODY_EN
    + "Copyright © 2008 Example. All rights reserved.\n",
    "an article on privacy": "".join(f"Cookies and privacy, part {n}. {EN}\n" for n in range(4))
    + "We use cookies to store it.\n",
    "相关新闻 with prose": f"{BODY}\n相关新闻\n\n{ZH2}\n\n{ZH3}\n\n{ZH}\n",
    "推荐阅读 with prose": f"{ZH}\n推荐阅读\n{ZH2}{ZH3}\n{ZH}\n",
    "推荐阅读 by the author": f"{BODY}\n推荐阅读\n{ZH2}\n",
    "an early heading 相关推荐": f"{ZH}\n相关推荐\n{ZH2}\n{ZH3}\n{ZH}{ZH2}\n",
    "comments as the text": f"{EN}\nComments\n{EN2}\n{EN3}\n{EN}\n{EN2}\n",
    "an afterword": f"{BODY}\n附：老桥归功于一群木匠，{ZH2}\n\n{ZH3}\n",
    "a recipe": "番茄炒蛋\n时间：20分钟\n份量：2人\n原料\n番茄 2个\n鸡蛋 3个\n做法\n1. 打蛋。\n2. 下锅，炒到凝固，盛出来备用，再炒番茄。\n",
    "an English recipe": "Omelette\nPrep time: 5 minutes\nServes: 2\nEggs\nButter\nMethod\nBeat the eggs and fry them.\nServe at once.\n",
    "questions and answers": f"常见问答\n问：如何登录？\n答：{ZH}\n问：如何注册？\n答：{ZH2}\n问：如何联系我们？\n答：{ZH3}\n",
    "an English FAQ": f"FAQ\nHow do I log in?\n{EN}\nHow do I contact you?\n{EN2}\nCan I share this?\n{EN3}\n",
    "lyrics": "作词：李四\n作曲：王五\n湖上的风\n吹过了桥\n啦啦啦\n湖上的月\n照着了桥\n啦啦啦\n",
    "chapters": "目录\n第一章 桥\n第二章 湖\n上一章 风\n第三章 人\n附录\n",
    "chapters with prose": f"第一章 桥\n{ZH}\n第二章 湖\n{ZH2}\n第三章 评论\n{ZH3}\n",
    "a novel": f"{BODY}\n“上一篇文章你看了吗？”\n“下一篇呢？”\n“首页上就有。”\n",
    "next chapter": f"{BODY}\n下一篇我们来谈谈新桥的设计。\n",
    "a diary": f"2024年5月28日 星期二 晴\n{ZH}\n2024年5月29日 星期三 雨\n{ZH2}\n",
    "a log": "2024-05-28 10:30:01 start\n2024-05-28 10:30:02 share\n2024-05-28 10:30:03 stop\n" + BODY_EN,
    "only a footer": "公司简介\n联系我们\n© 2008 海湾日报 版权所有\n京ICP备12044478号\n",
    "only a notice": "本站郑重声明：所载文章仅供参考，风险自负。\n",
    "only a menu": "Home\nNews\nSports\nAbout us\nContact us\nPrivacy policy\n",
    "only a list": "相关推荐\n• 新桥何时通车 2024-05-01\n• 湖边要建公园 2024-05-02\n• 渡船停航 2024-05-03\n",
    "sections of a company page": f"公司简介\n{ZH}\n联系我们\n{ZH2}\n常见问题\n{ZH3}\n",
    "English sections": f"About us\n{EN}\nContact us\n{EN2}\nPrivacy\n{EN3}\n",
    "a manual": f"{BODY}\n依次点击 设置 > 通用 > 语言，再选择简体中文即可。\n{ZH2}\n",
    "system requirements": f"{EN}\nMinimum\n• Memory: 4 GB\n• Disk: 20 GB\nRecommended\n• Memory: 16 GB\n• Disk: 40 GB\n{EN2}\n",
    "captions": f"{ZH}\n木匠在桥头 图源：湖畔平台\n{ZH2}\n孩子与风筝\n{ZH3}\n",
    "data source": f"{BODY}\n资料来源：湖畔统计局\n",
    "word lists": f"{EN}\n• share\n• like\n• comment\n{EN2}\n{EN3}\n",
    "a button in the middle": f"{ZH}\n赞\n{ZH2}{ZH3}\n",
    "a headline that says by": f"By the lake, by the bridge\n{EN}\nBy 2030 it will be wider.\n{EN2}\n",
    "Korean verse": "바다\n광고\n하늘\n공유\n",
    "a title that is a button": f"收藏\n{ZH}\n{ZH2}\n",
    "an English title that is a button": f"Share\n{EN}\n{EN2}\n",
    "a title that is a section": f"财经\n{ZH}\n{ZH2}\n",
    "a contact sheet": f"{BODY}\n联系我们\n电话：0571 123456\n传真：0571 123457\n",
    "a letter": f"Dear reader,\n{EN}\n{EN2}\nYours, Mary\nDaily Gulf\n",
}


#: Clean text of which an earlier version took more or less: changelogs, licences, manuals, tables, verse.
BRIDGE = "The old bridge was opened again on Sunday, after three years of work. " * 4
LICENCE = (
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated\n"
    "documentation files, to deal in the Software without restriction, including the rights to use and to copy.\n"
)
REAL = {
    "a changelog behind Comment.": BRIDGE
    + "\n\n\tComment.\n"
    + "".join(f"\t* f{n}.c: Fix.\n\t2018-03-{n:02d}  J. Doe\n" for n in range(1, 9)),
    "a changelog behind Comments": BRIDGE
    + "\n\n\tComments\n"
    + "".join(f"\t* f{n}.c: Fix.\n\t2018-03-{n:02d}  J. Doe\n" for n in range(1, 9)),
    "a changelog behind More.": BRIDGE + "\n\tMore.\n\n\tUpdate.\n\n\tFix NFC.\n\n\tTypo.\n\n\tAdd range.\n",
    "a changelog behind More": BRIDGE + "\n\tMore\n\n\tUpdate.\n\n\tFix NFC.\n\n\tTypo.\n\n\tAdd range.\n",
    "a news file": BRIDGE + "\nLatest\n" + "".join(f"* Fix {n}\n2018-03-0{n}\n" for n in range(1, 7)),
    "a table with a column of comments": f"{ZH}\n{ZH2}\nコメント\n"
    + "".join(f"項目{n}\n2024-05-0{n}\n" for n in range(1, 9)),
    "a verse behind 评论": f"{BODY}\n评论\n此诗沉郁顿挫\n为杜诗压卷之作\n",
    "a review": f"{BODY_EN}\nComment\nA fine bridge\nand a long one\n",
    "a wrapped sentence with responses": f"{BRIDGE}\nOf these, there were\n12 responses to the first call and\n3 to the second\n",
    "related links of a manual": BRIDGE
    + "\nRelated links\n"
    + "".join(f"The tool number {n} of ours\n" for n in range(40)),
    "a numbered heading": f"{BRIDGE}\n3.1. Email address\n",
    "a numbered heading at the end": f"{BRIDGE}\n5.6.6. Notifications\n\n5.6.7. Feedback\n",
    "a list of contents": BRIDGE
    + "\n16. Support\n16.1. Login\n16.2. Feedback\n16.3. Contact us\n16.4. Privacy policy\n",
    "contents in Chinese": f"目录\n1. 免责声明\n2. 关于我们\n3. 联系我们\n{BODY}",
    "contents at the end": f"{BODY}\n目录\n（1）免责声明\n（2）关于我们\n（3）联系我们\n",
    "a row of a protocol": f"{BRIDGE}\n=>\n     1     1             Reply\n     1                   unused\n",
    "rows of numbers": f"{BRIDGE}\n1 | Home | News\n2 | Sports | World\n",
    "a licence in capitals": f"{BRIDGE}\nBY APPLICABLE LAW, LICENSOR MAKES NO REPRESENTATIONS\nOR WARRANTIES OF ANY KIND\n",
    "a line of capitals": f"{BRIDGE}\nBY APPLICABLE LAW\n",
    "a log of a standard": f"{BRIDGE}\n    Updated to Standard as of 2004-03-08 (Newsletter 6);\n",
    "a changelog that says updated": f"{BRIDGE}\nUpdated 2004-03-08 for the new compilers of the town\n",
    "a control file": f"Source: vim\nStandards-Version: 4.6\nUpstream-Contact: none\n{BRIDGE}",
    "a lone source in small letters": f"Source: vim\n{BRIDGE}",
    "a source below a table": f"{BODY}\n年份 座数\n2008 12\n2009 13\n来源：湖畔统计局\n",
    "a source computed by the author": f"{BODY}\n来源：作者计算\n",
    "a source in the body": f"{ZH}\n来源：湖畔统计局\n{ZH2}\n{ZH3}\n",
    "a recipe of the family": f"番茄炒蛋\n时间：30分钟 来源：奶奶\n{BODY}",
    "a bibliography": f"{BODY}\n“The Bridge Howto”, 版權所有 © 1997 Mary Major.\n",
    "an English bibliography": f'{BRIDGE}\n"The Bridge Howto", Copyright © 1997 Mary Major. All rights reserved.\n',
    "a copyright file": "Format: 1.0\n\nFiles: *\nCopyright: 2010 Mary Major\nLicense: EDL-1\n\n"
    f"{BRIDGE}\n\nFiles: debian/*\nCopyright: 2012 Ann Minor\nLicense: EDL-1\n",
    "notices of three holders": f"Copyright 2010 Mary Major\n{BRIDGE}\nCopyright 2011 Ann Minor\n{BRIDGE}\nCopyright 2012 Lake Press\n",
    "a licence": f"Copyright (c) 2010 Mary Major\nAll rights reserved.\n\n{LICENCE}",
    "a licence at the end": f"{BRIDGE}\n\nCopyright (c) 2010 Mary Major. All rights reserved.\n\n{LICENCE}",
    "a section on copyright": f"{BRIDGE}\n\nCOPYRIGHT\n       Copyright © 2022 Lake Press\n",
    "a source file": f'.\\" Copyright 1993 by Mary Major.  All Rights Reserved.\n.TH BRIDGE 8\n{BRIDGE}',
}


@pytest.mark.parametrize("name", REAL)
def test_real_text_stays(name: str) -> None:
    assert cuts(REAL[name]) == []


@pytest.mark.parametrize(
    "foot",
    [
        "收藏 (12)",
        "点赞 12",
        "Comments (3)",
        "No comments yet.",
        "Loading more comments...\nShow comments",
        "Last updated May 28, 2024 at 10:30",
        "Updated: 10:30 AM EST, May 28, 2024",
        "By MARY MAJOR | Daily Gulf",
        "来源：海湾日报",
        "All rights reserved.",
    ],
)
def test_chrome_near_those_goes_still(foot: str) -> None:
    assert foot.split("\n")[-1] not in clean(f"{BODY_EN}\n{foot}\n")


def test_comments_of_one_shape_go_under_a_sure_heading() -> None:
    voices = "".join(f"Ann Lake\nMay {n}, 2024\nAt last, and lovely.\n" for n in range(1, 6))
    assert clean(f"{BODY_EN * 2}\n5 Comments\n{voices}") == BODY_EN * 2
    assert "At last" in clean(f"{BODY_EN * 2}\nComments\n{voices}")


@pytest.mark.parametrize("name", STAYS)
def test_the_text_stays(name: str) -> None:
    assert cuts(STAYS[name]) == []


@pytest.mark.parametrize("heading", ["参考资料", "References", "附录", "注释"])
def test_a_list_ends_before_back_matter(heading: str) -> None:
    assert heading in BACK_MATTER
    page = f"{BODY}\n相关推荐\n• 新桥何时通车\n• 湖边要建公园\n\n{heading}\n[1] 李四. 湖上的桥. 2008.\n"
    assert clean(page) == f"{BODY}\n{heading}\n[1] 李四. 湖上的桥. 2008.\n"


@pytest.mark.parametrize("share", [1, 2, 3, 4, 5, 6])
def test_no_cut_takes_more_prose_than_its_cap(share: int) -> None:
    """Behind a sure heading with teasers a quarter of what stays may go, and not a line more."""
    teasers = [ZH, ZH2, ZH3, ZH, ZH2, ZH3][:share]
    page = BODY * 4 + "\n猜你喜欢\n" + "".join(f"题目{n}\n{teaser}\n" for n, teaser in enumerate(teasers))
    taken = sum(len(line.encode()) for line in teasers) if clean(page) == BODY * 4 else 0
    assert taken <= 0.25 * len((BODY * 4).encode())
    assert (taken > 0) == (share <= 3)


def test_a_notice_longer_than_half_the_text_stays() -> None:
    notice = "免责声明：" + "本文仅供参考，不代表本站观点，如有侵权请联系我们删除。" * 12
    assert clean(f"{BODY}\n{notice}\n") == f"{BODY}\n{notice}\n"


# --- the seeds ------------------------------------------------------------------------------------------------------

#: Lines of the seeds, counted from one, as one reader labelled them: what must stay, what must go.
GOLD = json.loads(
    """{"000_62fa4ef69336c545.txt": {"keep": [[1, 11]], "drop": [[12, 13]]},
    "001_3517408501c73077.txt": {"keep": [[1, 1], [4, 80]], "drop": [[2, 2], [82, 85]]},
    "002_efe78675cb7f1fbf.txt": {"keep": [[1, 1], [11, 89]], "drop": [[93, 213]]},
    "003_c70fbdd5eb5ff8cb.txt": {"keep": [[2, 11], [13, 37]], "drop": [[1, 1]]},
    "004_e52ef0fd8177b4fb.txt": {"keep": [[3, 3], [9, 161]], "drop": [[1, 1], [5, 5], [165, 178]]}}"""
)


@pytest.mark.parametrize("name", GOLD)
def test_the_seeds(name: str) -> None:
    lines = (SEEDS / name).read_text(encoding="utf-8").split("\n")
    left = clean("\n".join(lines)).split("\n")
    for first, last in GOLD[name]["keep"]:
        assert [line for line in lines[first - 1 : last] if line.strip() and line not in left] == []
    for first, last in GOLD[name]["drop"]:
        kept = set(left)
        assert [line for line in lines[first - 1 : last] if line.strip() and line in kept] == []


def test_the_data_files_are_tidy() -> None:
    for file in sorted(Path(chrome.__file__).parent.glob("data/*.txt")):
        for group, entries in listed(file.stem).items():
            assert len(entries) == len(set(entries)), (file.name, group)
            assert all(entry.strip() for entry in entries)
    assert all(one < other for one, other in pairwise(listed("triggers")["buttons"]))


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Home / Lake / Society\n", "\nShare\nPrint\n"),
        ("首页 > 社会\n1908\n", ""),  # the number stays: it is the title
        ("", "\n12 Comments\nAnn says:\nMay 5, 2024\nAt last!\nBob says:\nMay 6, 2024\nLovely.\n"),
        ("", "\nThe firm has these buttons:\n\nShare this\nPrint\n\nPrivacy policy\nContact us\n"),
    ],
)
def test_what_the_careful_rules_leave_is_found_again_by_none(head: str, foot: str) -> None:
    page = head + BODY_EN + foot
    once = clean(page)
    assert clean(once) == once
    assert ("1908" in once) == ("1908" in page)
    assert EN in once and EN2 in once and EN3 in once


def test_steps_of_a_manual_are_no_path() -> None:
    for step in (
        "打开 设置 > 账户 > 投稿",
        "点击“设置 > 账户 > 投稿”。",
        "Choose File > Print > Preview",
        "C-<a> and M-<b> > c",
    ):
        assert cuts(f"{step}\n题目\n{BODY}") == []
    assert cuts(f"Inicio > Noticias > Región\nEl puente\n{BODY_EN}") != []


def test_a_sentence_owns_the_list_that_its_colon_opens() -> None:
    assert cuts(f"{BODY}\n播放器有三项设置：\n\n• 语音播报\n• 播放速度\n") == []
    assert cuts(f"{BODY}\n分享到：\n微信\n微博\n") != []
    apart = f"{BODY_EN}\nThe bar has three buttons:\nShare\nPrint\n\nPrivacy policy\nContact us\n"
    assert [text for _, text in cuts(apart)] == ["Privacy policy\nContact us"]
