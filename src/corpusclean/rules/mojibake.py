"""Text that someone else decoded wrongly: UTF-8 read as a single-byte code page, and what can only be pointed at."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from corpusclean.edits import Edit, Flag
from corpusclean.rules.whitespace import ODD_SPACES

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

__all__ = [
    "DEBRIS",
    "LINE_END",
    "TRIGGER",
    "legacy_cjk",
    "line_around",
    "replacement_debris",
    "single_byte_mojibake",
    "undecoded_cjk",
]

#: Of these every match of ftfy's badness pattern holds one, so a text without them holds no mojibake that it repairs.
#: For each of the pattern's alternatives the rarest position was taken: no curly quotes, dashes, ® and ©.  A test
#: walks the pattern and fails when a new release of ftfy needs more.
TRIGGER = (
    "".join(map(chr, range(0x80, 0xA0)))
    + "¢£¤¥¦§¨ª¬¯±²³µ¶¸¹º¼½¾ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑ×ØÙÜÝßàáâãäåæçèéêëìíîïðñó÷üĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīįİĶķĹĺĻļĽľŁłŃŅŇ"
    "ŒœŕŘŚśŞşŠšŢŤťŮŰŸŹźŻżŽžƒˆˇ˘˛˜ΒΓΞΟВГРСвҐґ†‡‰⁄₧€№∂∆∏∑√∞∩∫≈≠≡≤≥⌐│┌┐┘├┤┬┼═║╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬▀▄█▌▐░▒▓"
    "◊ﬁﬂ\N{REPLACEMENT CHARACTER}"
)
_TRIGGER = re.compile(f"[{TRIGGER}]")
#: What the loss of characters leaves besides U+FFFD.
DEBRIS = ("锟斤拷", "烫烫烫烫", "屯屯屯屯")
# What no single-byte code page has: Chinese around a damaged word would keep ftfy from decoding the word as a whole,
# and U+FFFD would become a control character.
_RUN = re.compile(
    "[^\n\r\v\f\u2028\u2029\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff9f\ufffd\U00020000-\U0003ffff]+"
)
# U+FFFD, misread in each code page that ftfy knows.
_LOST = re.compile("ï¿½|пїЅ|ďż˝|οΏ½|ļæ½|ÔøΩ|∩┐╜")
_LOST_OR_SPACE = re.compile(f"({_LOST.pattern}| )")
_C0 = re.compile("[\\x00-\\x1f\\x7f]")
# The no-break space is a byte as often as not; the other odd ones are none, and will be plain spaces.
_PLAIN = dict.fromkeys(map(ord, ODD_SPACES.replace("\xa0", "")), " ")
_BREAK = re.compile("[\n\r\v\f\u2028\u2029]")
#: Where a line ends, or will when `corpusclean.rules.whitespace` has been over it.  U+0085 beside other characters of
#: Latin-1 is no line end but a byte.
LINE_END = re.compile(
    "[\n\r\v\f\x85\u2028\u2029](?:(?<!\x85)|(?<![\x80-\x84\x86-\x9f\xa1-\xff]\x85)(?![\x80-\x84\x86-\x9f\xa1-\xff]))"
)

_CP1252 = {ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))}
_SEGMENT = re.compile("[\t -~\x80-\xff" + "".join(map(chr, _CP1252)) + "]+")
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_KANA = re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]")
#: Bytes of each family as its common characters (kana, the first level of hanzi, syllables, marks), others, strays.
_FAMILIES = {
    "GBK, EUC-JP or EUC-KR": (rb"[\xa1\xa3-\xa5\xb0-\xd7][\xa1-\xfe]", rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]"),
    "Big5": (rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]", rb"[\xc7-\xf9][\x40-\x7e\xa1-\xfe]"),
    "Shift JIS": (
        rb"\x82[\x9f-\xf1]|\x83[\x40-\x7e\x80-\x96]|\x81[\x40-\x7e\x80-\xac]|[\x88-\x97][\x40-\x7e\x80-\xfc]",
        rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]",
    ),
}


@cache
def _tokens(family: str) -> re.Pattern[bytes]:
    common, other = _FAMILIES[family]
    return re.compile(rb"(" + common + rb")|(" + other + rb")|([\x80-\xff])")


def legacy_cjk(line: str) -> str | None:
    """Which family of Chinese, Japanese and Korean code pages a line reads as, if its characters are taken for bytes.

    At least three characters, nine in ten of them common, a third of them kana in Shift JIS (curly quotes before
    letters are hanzi in it), and not three quarters of the bytes in UTF-8.  Western text fails on its accents: before
    a letter ``é`` is a rare character in all of them.

    >>> legacy_cjk("ÄãºÃ£¬ÊÀ½ç"), legacy_cjk("élève à l'école"), legacy_cjk("crÃ©Ã©e, cafÃ©")
    ('GBK, EUC-JP or EUC-KR', None, None)
    """
    from ftfy.badness import is_bad

    for segment in _SEGMENT.findall(line):
        raw = segment.translate(_CP1252).encode("latin-1")
        high = len(_HIGH.findall(raw))
        if high < 4 or sum(map(len, _UTF8.findall(raw))) * 4 > high * 3:  # GBK and Big5 reach half by chance
            continue
        if not is_bad(segment):  # soft hyphens before letters are valid Big5
            continue
        for family in _FAMILIES:
            found = [match.lastindex for match in _tokens(family).finditer(raw)]
            common = found.count(1)
            kana = len(_KANA.findall(raw)) if family == "Shift JIS" else common
            if common >= 3 and common * 10 >= len(found) * 9 and kana * 3 >= common:
                return family
    return None


def line_around(text: str, at: int, since: int = 0, ends: re.Pattern[str] = LINE_END) -> tuple[int, int]:
    r"""Start and end of the line around a position; ``since`` is the start of an earlier line, to go on from there.

    >>> line_around("one\rtwo\u2028three", 5), line_around("cafÃ\x85 x", 0)
    ((4, 7), (0, 7))
    """
    while (end := ends.search(text, since)) and end.end() <= at:
        since = end.end()
    return since, end.start() if end else len(text)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that hold a trigger, with plain spaces for odd ones, and where they start.

    U+0085 does not end them, as most are ellipses here.
    """
    start = done = 0
    for match in _TRIGGER.finditer(text):
        if match.start() >= done:
            start, done = line_around(text, match.start(), start, _BREAK)
            yield start, text[start:done].translate(_PLAIN)


def _decodable(text: str) -> Iterator[tuple[int, str]]:
    """Lines that hold a trigger and do not read as undecoded Chinese, and where they start."""
    for start, line in _lines(text):
        if not legacy_cjk(line):
            yield start, line
        elif "\x85" in line:  # those that stay will end lines, and what is behind them will be judged by itself
            ends = [match.span() for match in LINE_END.finditer(line)]
            for first, last in zip(
                [0, *(end for _, end in ends)], [*(begin for begin, _ in ends), len(line)], strict=True
            ):
                if not legacy_cjk(line[first:last]):
                    yield start + first, line[first:last]


@cache
def _config() -> "TextFixerConfig":
    """Only the encoding, and of that nothing that loses a byte.

    The other fixes of ftfy rewrite healthy Chinese (width, quotes) or are rules of their own here.
    """
    import ftfy

    return ftfy.TextFixerConfig(replace_lossy_sequences=False, explain=False)


def _recoded(run: str) -> str:
    """What ftfy makes of a run of text, without what loses a U+FFFD: that becomes a control character in its hands."""
    import ftfy
    from ftfy.badness import is_bad

    if not is_bad(run):  # ftfy asks the same, but slowly
        return run
    fixed = ftfy.fix_encoding(run, _config())
    if _C0.findall(fixed) == _C0.findall(run):
        return fixed
    pieces = _LOST_OR_SPACE.split(run)
    if len(pieces) == 1:
        return run
    return "".join("\N{REPLACEMENT CHARACTER}" if _LOST.fullmatch(piece) else _recoded(piece) for piece in pieces)


def _without_blanks(run: str) -> str:
    """What becomes of a run in which ftfy found nothing, if the blanks around and in it are no bytes.

    ftfy takes no-break spaces, and some plain ones, for bytes.  First those before the run are left out, then the run
    is read as it will be when `odd_spaces` and `trailing_whitespace` have been over it.  Where the words correspond,
    the blanks stay.
    """
    core = run.lstrip("\xa0")
    lead = run[: len(run) - len(core)]
    if lead and (fixed := _recoded(core)) != core:
        return lead + fixed
    for core in (run, run.strip(" \xa0")):
        plain = core.replace("\xa0", " ")
        fixed = _recoded(plain)
        if fixed != plain:
            words, news = re.split("([ \xa0])", core), fixed.split(" ")
            if len(news) * 2 - 1 == len(words):  # otherwise one of the blanks was a byte
                words[::2] = news
                fixed = "".join(words)
            start = run.find(core)
            return run[:start] + fixed + run[start + len(core) :]
    return run


def _repaired(run: str) -> str:
    """What becomes of a run, and of what is left of it between the Chinese that came out."""
    fixed = _recoded(run)
    if fixed == run and (run[0] in " \xa0" or run[-1] == " " or "\xa0" in run):
        fixed = _without_blanks(run)
    if fixed == run:
        return run
    return _RUN.sub(lambda found: _repaired(found[0]) if _TRIGGER.search(found[0]) else found[0], fixed)


def _edits(start: int, old: str, new: str) -> Iterator[Edit]:
    """Word by word where the words correspond; otherwise one edit without what is equal at both ends."""
    olds, news = old.split(" "), new.split(" ")
    if len(olds) != len(news):
        olds, news = [old], [new]
    for one, other in zip(olds, news, strict=True):
        if one != other:
            yield Edit.between(start, one, other)
        start += len(one) + 1


def single_byte_mojibake(text: str) -> Iterator[Edit]:
    r"""UTF-8 that was read as Latin-1, Windows-1252 or another single-byte code page, once or several times.

    ``cafÃ©`` was ``café``, ``ä½\xa0å¥½`` was ``你好``.  ftfy finds and undoes it, here word by word and with nothing
    but its repair of encodings: by default ftfy also makes Chinese punctuation ASCII and straightens quotes.  Within a
    Chinese line each stretch without Chinese is repaired by itself.  C1 controls, which only wrong decoding makes,
    become what Windows-1252 has in their place, as in HTML.

    Text *about* mojibake stays: in a line that speaks of encodings or 乱码 within 200 characters, and where all that a
    line has of it is single sequences in quotation marks (``'â€°'``) or words in code ticks.  No repair loses a U+FFFD.

    A line whose characters read as bytes of GBK, Big5, Shift JIS or EUC stays whole (`undecoded_cjk` flags it): ftfy
    would decode the pairs that look like UTF-8 by chance (谢 becomes л) and so destroy what can still be repaired.

    >>> fix(single_byte_mojibake, "他去了 cafÃ© 喝咖啡,donâ€™t worry")
    '他去了 café 喝咖啡,don’t worry'
    >>> fix(single_byte_mojibake, "ÄãºÃ£¬ÊÀ½ç，naïve “café”")
    'ÄãºÃ£¬ÊÀ½ç，naïve “café”'
    """
    for start, line in _decodable(text):
        edits: list[Edit] = []
        for run in _RUN.finditer(line):
            if _TRIGGER.search(run[0]) and (fixed := _repaired(run[0])) != run[0]:
                edits += _edits(start + run.start(), run[0], fixed)
        edits = [edit for edit in edits if not _ENCODINGS.search(_around(text, edit.start, edit.end))]
        if not all(_quoted(text, edit) for edit in edits):
            yield from edits


def undecoded_cjk(text: str) -> Iterator[Flag]:
    r"""A line of Chinese, Japanese or Korean whose bytes were read as Latin-1 or Windows-1252.

    ``ÄãºÃ`` is 你好 in GBK.  The bytes are all there, but which code page they are in, and where Western letters are
    meant, needs a model of the language.  Flagged, and left alone by `single_byte_mojibake`.

    >>> flags(undecoded_cjk, "ÄãºÃ£¬ÊÀ½ç")
    [('ÄãºÃ£¬ÊÀ½ç', 'reads as GBK, EUC-JP or EUC-KR')]
    >>> flags(undecoded_cjk, "Où est l'élève? À Münster, côté Rhône.")
    []
    """
    for start, line in _lines(text):
        if family := legacy_cjk(line):
            yield Flag(start, start + len(line), f"reads as {family}")


def replacement_debris(text: str) -> Iterator[Flag]:
    r"""What is left where characters are lost for good: U+FFFD, 锟斤拷, and 烫烫烫烫 or 屯屯屯屯.

    锟斤拷 is U+FFFD in UTF-8, read as GBK; 烫 and 屯 are uninitialised memory.  What stood there cannot be told, so
    each run is flagged with its kind and nothing is changed.  Text *about* them is not damaged: one in quotation marks,
    or in a line that speaks of 乱码 or encodings, stays unmentioned; so does a triple 烫烫烫, which people shout.

    >>> flags(replacement_debris, "锟斤拷锟斤拷股份公司 ab��")
    [('锟斤拷锟斤拷', 'U+FFFD read as GBK'), ('��', '2 characters lost')]
    >>> flags(replacement_debris, "屏幕上出现了“锟斤拷”这样的乱码,锅里的汤烫烫烫。")
    []
    """
    for match in _DEBRIS.finditer(text):
        start, end = match.span()
        kind = match[0][0]
        if kind == "\N{REPLACEMENT CHARACTER}":
            yield Flag(start, end, f"{end - start} character{'s' * (end - start > 1)} lost")
        elif text[start - 1 : start] not in _QUOTES and not _ABOUT.search(_around(text, start, end)):
            yield Flag(start, end, "uninitialised memory" if kind in "烫屯" else "U+FFFD read as GBK")


_DEBRIS = re.compile("\N{REPLACEMENT CHARACTER}+|(?:锟斤拷)+(?:锟斤?)?|烫{4,}|屯{4,}")
_QUOTES = frozenset("“‘「『《\"'`")
_CLOSING = frozenset("”’」』》\"'`")
# In the characters of all scripts: the script stage comes later, and must not make another line of one that is spared.
_ABOUT = re.compile(
    "[乱亂][码碼]|[编編][码碼]|字符|字元|GBK|UTF|Unicode|[内內]存|[记記][忆憶][体體]|mojibake", re.IGNORECASE
)
_ENCODINGS = re.compile(
    "[乱亂][码碼]|[编編][码碼]|字符集|字元集|文字化け|文字コード|"
    "GBK|UTF|Unicode|mojibake|encoding|charset|character set|Latin-?1|ISO-?8859|Windows-?125|cp-?125",
    re.IGNORECASE,
)
_TICK, _TICKED = re.compile("`[^`\\s]*\\Z"), re.compile("[^`\\s]{0,80}`")


def _around(text: str, start: int, end: int) -> str:
    """The line around a span, at most 200 characters to each side."""
    before, behind = LINE_END.split(text[max(0, start - 200) : start]), LINE_END.split(text[end : end + 200])
    return before[-1] + " " + behind[0]


def _quoted(text: str, edit: Edit) -> bool:
    """Whether an edit makes one character of all that stands between quotation marks, or is in a word in code ticks."""
    start, end = edit[:2]
    if len(edit.replacement) == 1 and start and text[start - 1] in _QUOTES and text[end : end + 1] in _CLOSING:
        return True
    return bool(_TICK.search(text[max(0, start - 80) : start]) and _TICKED.match(text, end))
