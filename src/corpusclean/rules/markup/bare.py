"""Character references of HTML that lost their ampersand or their semicolon."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.markup.evidence import Limits, Run, repairs
from corpusclean.rules.markup.signs import ABOUT, CJK, URL, allowed, marked_up, terms

__all__ = ["bare_references"]

#: What texts about references say; not 源代码 and 实体 by themselves, which shops and programs have too.
_ABOUT = lazy("[转轉転][义義]|字符[实實][体體]|[实實][体體]字符|字符引用|字元[参參]照|エスケープ|実体参照")
_LIMITS = Limits(alone=1, letters=2, beside=1, about=_ABOUT, programs=False)
_HEX = "[0-9A-Fa-f]"
_AMP = "&(?:amp;){0,3}"
# What each run holds; only the number sign by itself is in many more lines.
_SIGN = lazy(
    rf"#(?:(?<!&#)(?<!&amp;#)(?:[xX]{_HEX}{{2,5}}|[0-9]{{2,6}});"
    rf"|(?<=[&;]#)(?:(?![0-9]{{1,7}};)[0-9]{{2,40}}(?![0-9])|[xX](?!{_HEX}{{1,6}};){_HEX}{{4,5}}))"
)
# References without their semicolon, as many as touch; or without their ampersand.
_RUNS = lazy(
    rf"{URL.pattern}"
    rf"|(?P<open>(?:{_AMP}#(?:(?![0-9]{{1,7}};)[0-9]{{2,40}}(?![0-9])|[xX](?!{_HEX}{{1,6}};){_HEX}{{4,5}})){{1,200}})"
    rf"|(?P<bare>(?<!&)(?<!&amp;)(?:#(?:[xX]{_HEX}{{2,5}}|[0-9]{{2,6}});){{1,200}})"
)
_NUMBER = lazy(f"#(?:[xX]({_HEX}{{2,5}})|([0-9]{{2,40}}));?")
#: Everyday characters, which a number without an end is taken for before any other: Latin-1, marks, kana, the first
#: block of ideographs, syllables, width forms, pictures.
_EVERYDAY = lazy(
    "[\xa0-\u024f\u0370-\u03ff\u0410-\u044f\u2010-\u2027\u2030-\u203b\u20ac\u2103\u2116\u2122\u2160-\u217b\u2190-\u2193"
    "\u2460-\u249b\u25a0-\u25ff\u2600-\u266f\u3000-\u301f\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uffe5"
    "\U0001f300-\U0001faff]"
)
#: Marks that a lost ampersand leaves between hanzi.
_MARK = lazy("[\xb7\u2013-\u2026\u3000-\u301f\uff01-\uff5e]")


@lru_cache(maxsize=10_000)
def _first(digits: str, base: int, least: int, most: int) -> str | None:
    """The character that digits begin with, and the digits behind it: the longest number of an everyday character."""
    found = None
    for length in range(min(most, len(digits)), least - 1, -1):
        code = int(digits[:length], base)
        if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 and allowed(char := chr(code)):
            if _EVERYDAY.match(char):
                return char + digits[length:]
            found = found or char + digits[length:]
    return found


def _decoded(run: str, *, closed: bool) -> str | None:
    pieces: list[str] = []
    for sixteen, ten in _NUMBER.findall(run):
        digits, base = (sixteen, 16) if sixteen else (ten, 10)
        least, most = (len(digits), 7) if closed else (4, 5) if sixteen else (2, 7)
        piece = _first(digits, base, least, most)
        if piece is None:
            return None
        pieces.append(piece)
    return "".join(pieces)


def _runs(text: str, start: int, end: int) -> Iterator[Run]:
    told = bool(ABOUT.search(text, start, end))  # of output, characters or writing: an example is likely
    bare = (match for match in _RUNS.finditer(text, start, end) if match["bare"])
    example = told and sum(1 for _ in islice(bare, 2)) < 2
    if not told and terms(text[start:end]):
        told = bool(CJK.search(text, start, end)) or text.count("&#", start, end) < 16
    behind = -1  # where the last run ended
    for match in _RUNS.finditer(text, start, end):
        first, last = match.span()
        if match["open"]:
            yield Run(first, last, _decoded(match[0], closed=False), told or _quoted(text, start, first))
        elif match["bare"]:
            decoded = _decoded(match[0], closed=True)
            between = first == behind or bool(CJK.match(text[first - 1 : first]))
            between = between and (last == end or text[last] == "&" or bool(CJK.match(text[last])))
            if decoded is not None and _lost(match[0], decoded, between=between):
                yield Run(first, last, decoded, example)
        behind = last


def _quoted(text: str, line: int, start: int) -> bool:
    """Whether what begins here stands behind a quotation mark that no reference stands before, or is assigned."""
    before = text[max(line, start - 2) : start]
    return before[-1:] in tuple("\"'`“‘「『=") and not (before[-1] in "\"'" and before[0].isdigit())


def _lost(run: str, decoded: str, *, between: bool) -> bool:
    """Whether a number between # and ; was a reference, and is no colour and no ticket.

    Nothing else has an x there; what it comes to must be everyday characters, and whether they prove anything is seen
    with the line.  In decimal there must be three that touch and come to Chinese, or a mark ``between`` hanzi.
    """
    if run[1] in "xX":
        return all(char <= "~" or _EVERYDAY.match(char) for char in decoded)
    if len(decoded) > 2:
        return bool(CJK.search(decoded))
    return between and bool(_MARK.match(decoded))


def bare_references(text: str) -> Iterator[Edit]:
    r"""Character references of HTML without their semicolon or their ampersand: ``&#20320&#22909``, ``#xff0c;``.

    Filters of sites take the ``&`` or the ``;`` out as if it were dangerous, so that browsers show ``摘要#xff1a;不顾``
    for ``摘要：不顾``.  Of digits without an end the longest number of an everyday character is taken, the others stay:
    ``&#241801`` is 年 and a 1, since no character has the number 241801.

    A number without its ampersand must come to an everyday character, in its line to Chinese, Japanese, Korean or
    marks; in decimal it must be one of three that touch or a mark between two hanzi.  Left alone: colours (``#fff;``),
    numbers of tickets (``#12345;``), addresses, names without a semicolon (``&copy``), quoted references, lines that
    speak of HTML or escapes, texts with tags in them.

    >>> fix(bare_references, "摘要#xff1a;不顾; &#20320&#22909")
    '摘要：不顾; 你好'
    >>> fix(bare_references, "color: #fff; #x27; 修复#12345; 写&#20320&#22909显示“你好”")
    'color: #fff; #x27; 修复#12345; 写&#20320&#22909显示“你好”'
    """
    if _SIGN.search(text) and not marked_up(text):
        yield from repairs(text, _SIGN, lambda start, end, _: _runs(text, start, end), _LIMITS)
