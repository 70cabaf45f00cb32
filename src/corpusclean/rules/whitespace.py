r"""White space: line ends, blanks that cannot be seen, blank lines, spaces between hanzi.

>>> fix(line_ends, "one\r\ntwo"), fix(odd_spaces, "50\N{NO-BREAK SPACE}km")
('one\ntwo', '50 km')
"""

import re
from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.facts import HAN, KANA, east_asian

__all__ = [
    "LINE_ENDS",
    "ODD_SPACES",
    "SPACE",
    "UNIT",
    "blank_lines",
    "ideographic_indents",
    "line_ends",
    "odd_spaces",
    "spaced_out_hanzi",
    "spaces_between_hanzi",
    "trailing_whitespace",
]

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_CJK = lazy("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U000323af]")
_KANA = lazy("[\u3041-\u3096\u30a1-\u30fa]")
#: Spaces other than U+0020 and the ideographic one; the zero-width kinds are no spaces.
ODD_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
#: Line ends other than U+000A.
LINE_ENDS = "\r\u0085\u2028\u2029"
_LINE_END = lazy(r"\r\n|\r|\n")
# U+0085 beside other characters of Latin-1 is none.
_OTHER_END = lazy(
    "[\r\x85\u2028\u2029](?:(?<=\r)\n?|(?<!\x85)|"
    "(?<![\x80-\x84\x86-\x9f\xa1-\xff]\x85)(?![\x80-\x84\x86-\x9f\xa1-\xff]))"
)
# A run of either kind.  It begins with a class of both, which is quick to look for; two alternatives are not.
_ODD = lazy(f"[\u3000{ODD_SPACES}](?:(?<=\u3000)\u3000*|[{ODD_SPACES}]*)")
_INDENT = lazy(r"\n\u3000[\u3000 ]*(?=\S)")
# The line feed first: a literal is quick to look for.
_TRAILING = lazy(r"\n(?<=[^\S\n]\n)")
_BLANKS = f" \t\u3000{ODD_SPACES}"


def trailing_whitespace(text: str, *, keep_hard_breaks: bool = False) -> Iterator[Edit]:
    r"""Spaces and tabs at the end of a line.

    They cannot be seen, and they make equal lines compare unequal.  Spaces of any width go, the ideographic and the
    no-break space too.  Two spaces are a line break in Markdown: ``keep_hard_breaks`` spares them behind text.

    >>> fix(trailing_whitespace, "one \ntwo\t\r\n")
    'one\ntwo\r\n'
    >>> fix(trailing_whitespace, "  indented\n")
    '  indented\n'
    """
    text = text.replace("\r", "\n")
    ends = [match.start() for match in _TRAILING.finditer(text)]
    if text[-1:] != "\n" and text[-1:].isspace():
        ends.append(len(text))
    for end in ends:
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        kept = len(line.rstrip(_BLANKS))
        hard = keep_hard_breaks and kept and line[kept:] == "  " and end < len(text)
        if kept < len(line) and not hard:
            yield Edit(start + kept, end, "")


def line_ends(text: str) -> Iterator[Edit]:
    r"""Line ends other than the line feed: CR LF, CR alone, U+0085, U+2028, U+2029.

    One text, one line end: otherwise lines that look the same differ, and some programs see one line where others
    see ten.  The separators U+2028 and U+2029 come out of word processors and JavaScript.  U+0085 beside another
    character of Latin-1 is a byte of text that was decoded wrongly, and stays for those who can repair it.

    >>> fix(line_ends, "one\r\ntwo\rthree\u2028four")
    'one\ntwo\nthree\nfour'
    >>> fix(line_ends, "one\ntwo")
    'one\ntwo'
    """
    for match in _OTHER_END.finditer(text):
        if match[0] == "\r\n":
            yield Edit(match.start(), match.start() + 1, "")
        else:
            yield Edit(*match.span(), "\n")


def odd_spaces(text: str) -> Iterator[Edit]:
    r"""No-break spaces and spaces of odd widths, where a plain space is meant.

    Editors and HTML put them in to steer the breaking of lines, which a corpus has no use for; to every tokenizer they
    are other characters.  They become plain spaces, one for one.

    The ideographic space U+3000 is the space of Chinese and Japanese setting (``第一章　总则``, after ``！`` in
    Japanese) and stays where either neighbour is set so; at the start of a line it is an indent, which
    `ideographic_indents` looks after.  Between Latin words it is typed by mistake and becomes a plain space.

    >>> fix(odd_spaces, "10\N{NO-BREAK SPACE}000\N{THIN SPACE}km; hello\N{IDEOGRAPHIC SPACE}world")
    '10 000 km; hello world'
    >>> fix(odd_spaces, "第一章　总则")
    '第一章　总则'
    """
    for match in _ODD.finditer(text):
        start, end = match.span()
        if match[0][0] == "\u3000":
            around = text[start - 1 : start] + text[end : end + 1] if start else ""
            if len(around) < 2 or not around.isprintable() or " " in around or _CJK.search(around):
                continue
        yield Edit(start, end, " " * (end - start))


def ideographic_indents(text: str) -> Iterator[Edit]:
    r"""Ideographic spaces that indent the paragraphs of prose.

    ``　　`` before each paragraph is what the line end says already, and the same article copied elsewhere has none.
    They go only where at least two lines of prose have them and all lines that begin with one begin with the same
    number: steps in a poem, columns and centred titles stay, with all the rest of their text.

    >>> one, two = "　　这是第一段,它说了一件事情,大家都听说过。", "　　这是第二段,它又说了一件,而且说得更加详细。"
    >>> print(fix(ideographic_indents, f"{one}\n{two}"))
    这是第一段,它说了一件事情,大家都听说过。
    这是第二段,它又说了一件,而且说得更加详细。
    >>> fix(ideographic_indents, "　　面朝大海\n　　　　春暖花开\n")
    '　　面朝大海\n　　　　春暖花开\n'
    """
    # In a text with a line end before it, each match begins one before the line, and its end is one too far.
    indents = [*_INDENT.finditer("\n" + text)]
    if len({match[0] for match in indents}) == 1 and sum(_is_prose(_line(text, match.end())) for match in indents) > 1:
        for match in indents:
            yield Edit(match.start(), match.end() - 1, "")


def _line(text: str, at: int) -> str:
    """The line around a position, without white space around it."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[start : end if end >= 0 else len(text)].strip()


def _is_prose(line: str) -> bool:
    """Whether a line has 20 characters, a mark between clauses and one at its end."""
    return len(line) >= 20 and line.endswith(tuple("。！？!?”」…：:；")) and ("," in line or "，" in line)


# A run takes all white space behind it: no character is seen more than three times.
_BLANK_LINES = lazy(r"[\r\n][ \t]*[\r\n][ \t]*[\r\n][ \t\r\n]*")
_BLANK_FEEDS = lazy(r"\n[ \t]*\n[ \t]*\n[ \t\n]*")


def blank_lines(text: str) -> Iterator[Edit]:
    r"""More than one blank line in a row, and any at the start or the end of the text.

    One blank line parts paragraphs; three say nothing more.  They are left when an extractor takes tags out.  Whether
    the text ends with a line end stays as it is: a file on disk should, a field of a record need not, and neither is
    damage.

    >>> fix(blank_lines, "\n\none\n\n\n\ntwo\n\n\n")
    'one\n\ntwo\n'
    >>> fix(blank_lines, "one\n\ntwo")
    'one\n\ntwo'
    """
    body = text.rstrip(" \t\r\n")
    lead = len(text) - len(text.lstrip(" \t\r\n")) if body else len(text)
    if first := max(text.rfind("\r", 0, lead), text.rfind("\n", 0, lead)) + 1:
        yield Edit(0, first if body else len(text), "")
    inside = body[lead:]
    # Where all line ends are one, a literal is first, which is quick to look for.
    for match in (_BLANK_LINES if "\r" in inside else _BLANK_FEEDS).finditer(inside):
        ends = [lead + match.start() + found.end() for found in _LINE_END.finditer(match[0])]
        if len(ends) > 2:
            yield Edit(ends[1], ends[-1], "")
    final = _LINE_END.search(text, len(body))
    if body and final and final.end() < len(text):
        yield Edit(final.end(), len(text), "")


# Three words apart in one clause, between marks of a sentence: the middle one stood in a tag of its own.
_APART = lazy(f"(?<=[，,。；;！!？?])([{_HAN}]{{1,40}}) ([{_HAN}]{{1,6}}) ([{_HAN}]{{1,40}})(?=[，,。；;！!？?])")
_GAP = lazy(f" (?<=[{_HAN}] )(?=[{_HAN}])")
# What is in all of these, and begins with what is rare in Chinese; the class is one range, which is compiled at once.
_WORD_APART = lazy(" [\u3007-\u9fff]{1,6} [\u3007-\u9fff]")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭蔣葉盧譚陸賈"
    "呂嚴於湯範羅萬蘇賀鄒錢鍾韋顧餘龍龔"
)
_TRANSLITERATION = frozenset(
    "阿埃艾安奥巴贝本比伯布达德迪杜恩尔法菲费夫弗格哈海亨霍基吉杰卡凯柯科克库拉莱劳勒雷里丽利莉林卢鲁路伦罗洛马麦曼梅蒙米莫穆"
    "娜内尼诺欧帕佩皮普奇乔让瑞萨塞森莎什史斯苏索塔泰特图托瓦威维温沃乌西希夏谢辛雅亚伊因兹佐"
    "亞倫傑內凱勞喬圖奧庫歐溫烏爾盧維羅茲萊薩蘇諾謝讓貝費達馬魯麗麥"
)
_LIST_BEFORE = lazy("[有如是即含括和与與及叫名为為称稱分由]$")
_LIST_AFTER = lazy("^.{0,5}(?:等|和|与|與|及|或|两|兩|三|四|五|几|幾|各|共|之一)")
_CLAUSE = lazy("^[我你您他她它咱不但而也就都还還却卻又再没沒很太真只才并並且所因如这這那]")
_CREDIT = lazy("记者|記者|通讯员|通訊員|编辑|編輯|作者|摄影|攝影|报道|報道|供图|供圖|实习|實習|电话|電話|地址")


def spaces_between_hanzi(text: str) -> Iterator[Edit]:
    r"""Spaces around a word inside a Chinese sentence, left by a tag that stood there.

    ``本科毕业后,博士 师从 华人科学家`` was a sentence with a link in it.  Chinese writes no spaces, and where it does
    they mean something: they part names, items of a list, the halves of a verse or a heading, a chapter's number from
    its title, or stand for commas.  So only a pair is taken, around one word of up to six hanzi, in a clause between
    marks of a sentence, in a line of prose of sixty characters or more that has no other such space; not where the
    clause looks like a list, names, a foreign name in parts, a byline, or clauses that the spaces part.  A single
    space always stays: it may be a comma that was lost.

    >>> frame = "他毕业于一所大学的人工智能实验室,{},专攻深度学习和计算机视觉,后来还担任了第一门课程的主要讲师。"
    >>> fix(spaces_between_hanzi, frame.format("博士 师从 华人科学家李飞飞教授"))[17:31]
    '博士师从华人科学家李飞飞教授'
    >>> fix(spaces_between_hanzi, "第64集 陷入低谷\n张三 李四 王五\n")
    '第64集 陷入低谷\n张三 李四 王五\n'
    """
    done = 0
    for word in _WORD_APART.finditer(text) if east_asian(text) else ():
        if word.start() < done:
            continue
        start = text.rfind("\n", done, word.start()) + 1 or done
        stop = text.find("\n", word.end())
        done = stop if stop >= 0 else len(text)
        line = text[start:done]
        if len(line) >= 60 and len(_GAP.findall(line)) == 2:
            match = _APART.search(line)
            if match and _is_prose(line.strip()) and line.count(",") + line.count("，") >= 3 and _one_clause(match):
                for group in (1, 2):
                    at = start + match.end(group)
                    yield Edit(at, at + 1, "")


def _one_clause(match: re.Match[str]) -> bool:
    """Whether three parts read on as one clause, and not as a list, as names, or as clauses without commas."""
    left, word, right = match.groups()
    return not (
        max(len(left), len(right)) < 6
        or word[-1] in (left[-1], right[-1])  # 爱孩子 重视孩子
        or word[0] in (left[0], right[0])
        or (word[0] in _SURNAMES and len(word) in (2, 3))
        or _TRANSLITERATION.issuperset(word)
        or _LIST_BEFORE.search(left)
        or _LIST_AFTER.search(right)
        or any(_CLAUSE.search(part) for part in (word, right))
        or _CREDIT.search(match[0])
        or _KANA.search(match.string)
    )


#: A space; and what `corpusclean.rules.codepoints.spacing` closes up, letters and marks between them.
SPACE = f"[ {ODD_SPACES}]"
UNIT = f"[{HAN}\u2e81-\u2ef3\u2f00-\u2fd5{KANA}，。、；：？！“”‘’（）《》「」『』・…]"
# Three with spaces between them: what no proof does without.  The space first, which is rare in Chinese, and behind it
# what is rare in other languages; classes of many ranges take a millisecond to compile, so there is one of them.
_ALONE = lazy(f"{SPACE}[^\x00-\x7f](?={SPACE})")
_THREE = lazy(f"{UNIT}{{3}}")


def spaced_out_hanzi(text: str) -> Iterator[Edit]:
    r"""A space behind every character of a text, as PDF files and text recognition leave it.

    ``全 部 内 容`` is four words to a tokenizer.  Runs of single ideographs and kana, marks between them included, are
    closed up if the text proves that it was set so: one of its runs has eight hanzi or more and reads like prose, at
    least one in twenty of them grammar (的, 是, 在 ...) and the rest words; or a line has twelve letters, nearly none
    of them together, and reads on as Chinese or Japanese without the spaces (`corpusclean.rules.codepoints.spacing`).
    In such a line all runs are closed, in other lines those of four letters or more that are no series of numbers,
    days, seasons, directions, kana in their order and the like.

    Without the proof ``春 夏 秋 冬``, a calendar, a primer's list of characters or a title letter-spaced on purpose
    could be meant, and all stays; so does a text with lines of pinyin, or one that speaks of cutting text into
    characters.  Where the text had spaces of its own between ideographs before it was set so, they are gone with the
    others.

    ``作 者 ： 李 四`` has to be closed up before anyone looks for credits or buttons, so nothing is expected of the
    rules for white space: no-break and other odd spaces count as spaces (the ideographic one does not), every kind of
    line end ends a line, and blanks around a run stay.

    >>> fix(spaced_out_hanzi, "目 录 说 明\n本 文 的 全 部 内 容 ， 都 是 由 作 者 提 供 。\n")
    '目录说明\n本文的全部内容，都是由作者提供。\n'
    >>> fix(spaced_out_hanzi, "2 つ の フ ァ イ ル を 開 く こ と が で き ま す 。")
    '2 つのファイルを開くことができます。'
    >>> fix(spaced_out_hanzi, "日 一 二 三 四 五 六\n生字: 春 冬 风 雪 花 飞 入\nあ い う え お\n")
    '日 一 二 三 四 五 六\n生字: 春 冬 风 雪 花 飞 入\nあ い う え お\n'
    """
    alone = _ALONE.finditer(text) if east_asian(text) else ()
    if any(_THREE.match(text[match.start() - 1 : match.end() + 2 : 2]) for match in alone):
        from corpusclean.rules.codepoints.spacing import closed_up  # few texts need it

        yield from closed_up(text)
