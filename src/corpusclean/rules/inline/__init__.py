r"""Chrome inside a line: what a site glued to a sentence or put between two, and marks that point nowhere.

The rules run behind those that cut lines and touch only lines with prose of their own: what goes stands before the
first sentence of a line, behind its last, or is a bracket or a sentence from end to end.  What cannot be read whole is
the text's.

>>> fix(glued_credit, "湖边的老桥在星期天重新开放，市民们排起了长队。（责编：李四）\n")
'湖边的老桥在星期天重新开放，市民们排起了长队。\n'
"""

from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.rule import Trigger
from corpusclean.rules.inline.words import CAPTIONS, COPIED, GLUED, STOCKS

__all__ = ["TRIGGERS", "caption", "copy_notice", "footnote_mark", "glued_credit", "hashtag", "stock_code"]

#: What must stand in a text for each rule to have anything to do.
TRIGGERS: dict[str, Trigger] = {
    "glued_credit": Trigger(literals=GLUED),
    "copy_notice": Trigger(literals=COPIED),
    "footnote_mark": Trigger(
        "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", tuple(f"{bracket}{one}" for bracket in "[［〔" for one in "0123456789注註 ")
    ),
    "hashtag": Trigger("#$"),
    "stock_code": Trigger(literals=STOCKS),
    "caption": Trigger("▲△▼▽", CAPTIONS),
}


def glued_credit(text: str) -> Iterator[Edit]:
    r"""Credits, counters and buttons on one line with prose: before its first sentence or behind its last.

    ``发布时间：2024-05-28 浏览：12 湖边的……``, ``……长队。（责编：李四）``, ``……长队。阅读原文``,
    ``… of work. Read more »``.
    Where the tags of a page were dropped without a line break, its furniture is part of a paragraph, and no rule that
    looks at lines can take it.  Only the glued part goes.

    Read off piece by piece from both ends of a line; each piece must be labels with their values (dates, counters,
    names) and nothing else.  Before prose it takes two of them, one a time or a counter, on at most two lines of a
    page.  Behind prose an editor, a counter or a button goes anywhere; a source, a time or an author with one of them
    only where it is the page's only one and no prose follows.  Left alone: sources of data under a table, an author
    alone or with a word on the person, reporters and photographers in brackets, an agency's ``(Editing by …)``, fields
    with labels we do not know, whatever stands in the middle of a line.

    >>> bridge = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。"
    >>> fix(glued_credit, "时间:2024-05-28 00:00:00来自:海湾日报字号:T  T" + bridge + "责任编辑：李四") == bridge
    True
    >>> line = bridge + "（作者：李四，系大学教授）"
    >>> fix(glued_credit, line) == line
    True
    """
    # The labels are read when they are first needed: a hook on clean text must start fast.
    from corpusclean.rules.inline.glued import credits_glued
    from corpusclean.rules.inline.settled import settled

    return settled(text, credits_glued)


def copy_notice(text: str) -> Iterator[Edit]:
    r"""Notices that copying sites put into paragraphs: ``（本文来源：www.example.com）``, ``未经允许不得转载。``.

    Sites of novels put addresses between two sentences so that copies carry them; the text goes on as if nothing
    were there.  A notice is a bracket or a sentence that is one from end to end, or a formula with an address
    (``手机用户请浏览m.example.com阅读``), which is known from both ends and taken out of a sentence as well.

    Left alone: a notice in quotes, behind a colon or behind "such as", a sentence that goes on, and, if it names no
    address, every notice of a page that speaks of rights in two more places: laws, licences, advice to authors.
    ``Originally published in …`` says where a text is from and stays.  A line that is nothing but a notice goes only
    with an address, and from a page of prose; the others are for the rules that look at lines.

    >>> fix(copy_notice, "湖边的老桥开放了。手机用户请浏览m.example.com阅读。市民们排起了长队。")
    '湖边的老桥开放了。市民们排起了长队。'
    >>> fix(copy_notice, "湖边的老桥开放了。文末写着“未经允许不得转载。”市民们排起了长队。")
    '湖边的老桥开放了。文末写着“未经允许不得转载。”市民们排起了长队。'
    """
    from corpusclean.rules.inline.notices import notices_copied
    from corpusclean.rules.inline.settled import settled

    return settled(text, notices_copied)


def footnote_mark(text: str) -> Iterator[Edit]:
    r"""Marks of notes that are not on the page: ``[2]``, ``[注1]``, ``①`` behind a word or a sentence.

    A copy often has the marks and not the notes.  Nothing is proposed on a page with a heading of references or notes,
    or with a line that begins with a mark: there they belong to the text.  Left alone: code and formulas, years,
    Markdown links, numbers that open items, and behind a Latin word a single mark, which may be an index.

    >>> fix(footnote_mark, "他花了五年才想到这一点。[2]这个学生找到了路线[3]。")
    '他花了五年才想到这一点。这个学生找到了路线。'
    >>> fix(footnote_mark, "the value of a[2] and [2](https://example.org), in 2019 [2019]")
    'the value of a[2] and [2](https://example.org), in 2019 [2019]'
    """
    from corpusclean.rules.inline.marks import footnotes
    from corpusclean.rules.inline.settled import settled

    return settled(text, footnotes)


def hashtag(text: str) -> Iterator[Edit]:
    r"""Hashtags: lines of them, and those behind the last sentence of a line: ``#话题#``, ``#one #two``.

    They are for the search of a network.  Left alone: a tag that is a word of a sentence or opens one, headings of
    Markdown, directives such as ``#include``, colours, numbers (``#123``), a single tag without its second ``#`` alone
    on a line, which may be a comment of a configuration.

    >>> fix(hashtag, "老桥开放了。#湖边的老桥# #周末去哪儿#\n#bridge #lake\nThe end.\n")
    '老桥开放了。\nThe end.\n'
    >>> fix(hashtag, "# Title\n#include <stdio.h>\nsee issue #12 and the #bridge tag\n")
    '# Title\n#include <stdio.h>\nsee issue #12 and the #bridge tag\n'
    """
    from corpusclean.rules.inline.marks import hashtags
    from corpusclean.rules.inline.settled import settled

    return settled(text, hashtags)


def stock_code(text: str) -> Iterator[Edit]:
    r"""Codes of stocks behind the name of a company: ``(600000.SH)``, ``（00001.HK）``, ``(NASDAQ: ABCD)``.

    Only the mark goes, the name stays: ``$某某股份(SH600000)$`` becomes ``某某股份``.  Six digits alone in brackets
    count behind a hanzi on a page that has the word 股.  Codes in a sentence or a table without brackets stay.

    >>> fix(stock_code, "某某股份(600000.SH)上涨，Example Corp. (NYSE: EXMP) fell.")
    '某某股份上涨，Example Corp. fell.'
    >>> fix(stock_code, "call f(600000) and (SHA256)")
    'call f(600000) and (SHA256)'
    """
    from corpusclean.rules.inline.marks import stocks
    from corpusclean.rules.inline.settled import settled

    return settled(text, stocks)


def caption(text: str) -> Iterator[Edit]:
    r"""Captions and credits of pictures that are not there: ``图源：…``, ``▲ …``, ``Photo: …``, ``(Photo by …)``.

    Short lines of their own, and credits in brackets behind the words of a caption, whose words stay.  Left alone:
    numbered figures of papers (``图1：…``), keys of configurations, list items, lines of more than one sentence.

    >>> fix(caption, "The bridge on Sunday. (Photo by Mary Major)\nPhoto: Mary Major\nIt was full.\n")
    'The bridge on Sunday.\nIt was full.\n'
    >>> fix(caption, "图1：老桥的结构\nimage: nginx\n")
    '图1：老桥的结构\nimage: nginx\n'
    """
    from corpusclean.rules.inline.captions import captions
    from corpusclean.rules.inline.settled import settled

    return settled(text, captions)
