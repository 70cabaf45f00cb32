r"""Chrome: what a site put around the article; one rule for each kind of it.

Rules CHR101 to CHR108 read one plan of the page (`corpusclean.rules.chrome.plan`): single lines are marked by their
words (`marks`, `labels`, the data files), lists and comments are found by the heading that opens them (`cards`), and
where a line stands in the body of prose decides whether it goes.  CHR109 adds what a model of lines takes (`model`),
with bounds of its own.  Whole lines are cut with their line ends.  Nothing is ever cut by its length or its last
character alone.

Bounds, kept by the rules that read the plan:

- without a body (some 70 letters of prose) only sure lines at the very edge of the page go, and only if most stays;
- one cut takes at most a quarter as much prose as stays, a named disclaimer half as much; lists of cards, comments
  with names and cookie policies, which prove themselves by their pattern, may take more, but never the text before
  their heading; other lists hold no more than stays, by all their lines, under a heading of doubt a quarter of it;
- a line that begins with a number is a heading or the row of a table, one that ends with a full stop a sentence: no
  term alone makes them chrome;
- a page that speaks of copyright, disclaimers or privacy keeps its notices, and so do licences and records of files.

>>> page = "Home > News\nThe bridge\n" + "The old bridge was opened again on Sunday, after three years of work. " * 3
>>> fix(breadcrumb, page).splitlines()[0]
'The bridge'
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpusclean.edits import Edit
from corpusclean.rules.chrome.triggers import trigger, triggers

if TYPE_CHECKING:
    from corpusclean.rules.chrome.model import Setting

__all__ = [
    "breadcrumb",
    "button",
    "credit_line",
    "furniture",
    "navigation_menu",
    "neighbour_link",
    "reader_comments",
    "related_list",
    "site_notice",
    "trigger",
    "triggers",
]


def _cut(text: str, kind: str) -> Iterator[Edit]:
    # The words are read when they are first needed: a hook on clean text must start fast.
    from corpusclean.rules.chrome.seen import telling

    if not telling(text):
        return
    from corpusclean.rules.chrome.plan import spans

    for start, end, why in spans(text, kind):
        yield Edit(start, end, "", note=why)


def breadcrumb(text: str) -> Iterator[Edit]:
    r"""The path to the page: a line such as ``您所在的位置：首页 > 新闻 > 正文`` or ``Home / China / Society``.

    It names sections of the site, often with the title once more.  Cut only before the first prose: a line with a
    marker ("You are here:"), a path that begins with a home, or short words between three or more ``>``.  Formulas,
    file names and menus to click in a manual stand in the body and stay.

    >>> body = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。" * 2
    >>> fix(breadcrumb, "当前位置：首页 > 社会\n老桥开放\n" + body).startswith("老桥开放")
    True
    >>> page = "老桥开放\n" + body + "\n依次点击 首页 > 社会 > 投稿 即可。\n"
    >>> fix(breadcrumb, page) == page
    True
    """
    return _cut(text, "breadcrumb")


def credit_line(text: str) -> Iterator[Edit]:
    r"""Lines of author, source, time and counters: ``时间:2024-05-28 来源:海湾日报``, ``文 | 李四``, ``By Mary Major``.

    The stage before reads them into the metadata.  Cut where no prose stands before or none behind.  A label needs
    company or a name for its value: ``时间：5月28日`` alone may head the programme of an event, and a time that is no
    date is a recipe's.  A source alone goes at the head or right behind the last prose: it may stand under a table.
    Labels that come back three times are speakers of an interview, labels among others that we do not know belong to
    a record (of a book, say), a bare date may head a day of a diary: all of these stay.

    >>> body = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。" * 2
    >>> fix(credit_line, "文 | 李四\n" + body) == body
    True
    >>> talk = "编辑：您好\n编辑：先谈谈这座桥\n编辑：后来呢\n" + body
    >>> fix(credit_line, talk) == talk
    True
    """
    return _cut(text, "credit")


def button(text: str) -> Iterator[Edit]:
    r"""Buttons and prompts: ``赞``, ``(0)``, ``收藏``, ``分享到：``, ``Share``, ``Leave a reply``, ``Advertisement``.

    A line that is nothing but such a term, with bullets and punctuation around it and a counter behind.  Cut at the
    head and the foot of the page; what nobody writes as a line of an article ("Skip to main content") also beside
    others or near the edge; common words ("更多", "Next") only beside another button.  The word in a sentence, behind
    a number, in a list of words or alone in the middle of the article stays.

    >>> body = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。" * 2
    >>> fix(button, body + "\n赞\n收藏 (12)\n分享到：微信 微博\n") == body + "\n"
    True
    >>> page = body + "\n赞\n" + body + "\n"
    >>> fix(button, page) == page
    True
    """
    return _cut(text, "buttons")


def related_list(text: str) -> Iterator[Edit]:
    r"""Lists of other articles: ``相关推荐``, ``猜你喜欢``, ``Related articles``, and what they open.

    Their cards hold whole sentences, so neither length nor full stops tell them from the article.  What does: the
    heading behind most of the prose; bullets, the indent, the line with a date that comes back under each card; or
    that titles follow and next to no prose.  A heading that an author may write too ("推荐阅读", "相关新闻") needs
    more of it, and the list is short.  In the middle of an article only bulleted titles right under a sure heading go.
    A list ends before references, notes, an appendix.  A section "相关新闻" with prose of its own stays.

    >>> body = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。" * 3
    >>> fix(related_list, body + "\n相关推荐\n  • 新桥何时通车\n  • 湖边要建公园\n") == body + "\n"
    True
    >>> page = body + "\n相关新闻\n" + body
    >>> fix(related_list, page) == page
    True
    """
    return _cut(text, "related")


def neighbour_link(text: str) -> Iterator[Edit]:
    r"""Links to the previous and the next article: ``上一篇：…``, ``下一篇 2023年12月13日``, ``Next post``.

    At the head or the foot of a page; the term opens the line, and a colon, a date, a title or nothing follows.
    ``上一篇文章里我们谈到……。`` is a sentence and stays.

    >>> body = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。" * 2
    >>> fix(neighbour_link, body + "\n上一篇：湖边要建公园\n下一篇：没有了\n") == body + "\n"
    True
    >>> page = body + "\n下一篇我们来谈谈新桥的设计。\n"
    >>> fix(neighbour_link, page) == page
    True
    """
    return _cut(text, "neighbours")


def site_notice(text: str) -> Iterator[Edit]:
    r"""Disclaimers, copyright, licences, cookie notices: ``本站郑重声明：…``, ``© 2008 …``, ``京ICP备…号``.

    At the foot of the page or at its head.  A disclaimer opens with its name and has two of its phrases ("仅供参考",
    "侵权", "不代表") or has four of them; a line of copyright has a sign with a year, or two marks.  A cookie policy
    under an article that does not speak of cookies goes with its heading.  Pages about copyright, disclaimers or
    privacy (by their title, or in three paragraphs) keep theirs, as does a page that is nothing else, that holds a
    licence, three lines of copyright or fields (``Files:``, ``License:``), or a section headed by the word; a line
    that begins with a quoted title is a bibliography's.

    >>> body = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。" * 2
    >>> fix(site_notice, body + "\n免责声明：本文仅供参考，不代表本站观点。\n© 2008 海湾日报 版权所有\n") == body + "\n"
    True
    >>> page = "免责声明怎么写\n" + body + "\n免责声明：本文仅供参考，不代表本站观点。\n"
    >>> fix(site_notice, page) == page
    True
    """
    return _cut(text, "notice")


def navigation_menu(text: str) -> Iterator[Edit]:
    r"""Menus and footers: names of sections and service pages, ``公司简介``, ``【本文地址】``, ``Privacy policy``.

    At the head and the foot of the page.  Names of service pages go alone, names of sections ("财经", "Sports") only
    in a run with one of them; at the foot, short lines between such lines go as well.  The same words in the body,
    or as headings of a page without other prose, stay.

    >>> body = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。" * 2
    >>> fix(navigation_menu, body + "\n\n公司简介\n\n联系我们\n") == body + "\n"
    True
    >>> page = "财经\n" + body + "\n体育\n" + body
    >>> fix(navigation_menu, page) == page
    True
    """
    return _cut(text, "navigation")


def reader_comments(text: str) -> Iterator[Edit]:
    r"""Readers' comments under an article: ``网友评论``, ``12 comments``, and what they open.

    A heading behind most of the prose, then every few lines a name that says or a button to reply; under a heading
    that no author writes ("网友评论", "12 comments") also dates of one shape.  A bare "Comment" or "评论" opens no more
    than a quarter of what stays, and bare dates prove nothing: they make a changelog.  A forum, where the posts are
    the text, has no prose before such a heading.

    >>> body = "The old bridge was opened again on Sunday, after three years of work. " * 4
    >>> voices = "Ann says:\nMay 5, 2024\nAt last!\nReply\nBob says:\nMay 6, 2024\nLovely.\nReply\n"
    >>> fix(reader_comments, body + "\n2 Comments\n" + voices) == body + "\n"
    True
    >>> page = body + "\nComments\n" + body + "\n" + body
    >>> fix(reader_comments, page) == page
    True
    """
    return _cut(text, "comments")


def furniture(text: str, *, chrome: "Setting" = "safe") -> Iterator[Edit]:
    r"""Lines that read as chrome only together: menus of the site's own words, cards, teasers, prompts, widgets.

    No word decides here but a model: how long a line is and how it ends, its digits and capitals, the known lines
    around it, how much prose stands before and behind, whether an opener such as ``相关推荐`` came before.  They add
    up to the log-odds that the line is text, twice, the second time knowing what the first said of its neighbours; the
    note says them, with what speaks most against the lines.  Learnt from labelled pages in sixteen languages, and
    from texts of sixty other kinds in which every line stays: poems, laws, tables, dialogue, code, references.

    ``chrome`` is how careful it is.  ``safe`` takes what is all but certain; ``balanced`` takes more chrome and loses
    more text.  Either way a title, rows of a table, what stands under a heading of references, and prose that is not
    far from text stay; a cut has a known line in it or a sure opener before it; and where prose is broken again and
    again, as by the posts of a forum, or little prose would be left, it is more careful.  Where no line is known for
    chrome by itself, nothing is cut.

    >>> bridge = "The old bridge was opened again on Sunday, after three years of work. " * 4 + "\n"
    >>> page = "Home\nBridges\nTunnels\nFerries\nTimetables\nSign in\n\n" + bridge + bridge
    >>> fix(furniture, page).startswith("Home")
    False
    >>> fix(furniture, bridge + "Timetables\n" + bridge) == bridge + "Timetables\n" + bridge
    True
    """
    from corpusclean.rules.chrome.seen import telling

    if not telling(text):
        return
    from corpusclean.rules.chrome.model_cuts import furniture_spans

    for start, end, why in furniture_spans(text, chrome):
        yield Edit(start, end, "", note=why)
