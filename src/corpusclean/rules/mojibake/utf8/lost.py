"""UTF-8 that was read as a double-byte code page and has lost too much: it can be told, and not repaired."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpusclean.edits import Flag
from corpusclean.patterns import lazy
from corpusclean.rules.gbk.codec import decoded
from corpusclean.rules.mojibake.about import ENCODINGS
from corpusclean.rules.mojibake.lines import around
from corpusclean.rules.mojibake.utf8.as_gbk import MISREAD_AS_GBK
from corpusclean.rules.mojibake.utf8.as_shift_jis import MISREAD_AS_SHIFT_JIS
from corpusclean.rules.mojibake.utf8.codecs import LEADS, Page, gb18030, shift_jis

__all__ = ["MISREAD", "misread_utf8"]

#: What UTF-8 that was read as Big5 has: EFBC (full-width marks), E4B8, E4BA and E7AC.
_BIG5 = "嚗銝鈭蝚"
#: ... and as the Korean code page 949: syllables that no Korean word has.  One of them stands in each of the 137
#: passages that were damaged so for the benchmark.
_CP949 = "떎쓽븯쒕븳뿉뒗섎섏꾩꾨섍덉"

#: The trigger of the rule.
MISREAD = MISREAD_AS_GBK + MISREAD_AS_SHIFT_JIS + _BIG5 + "".join(dict.fromkeys(_CP949))

# How much of a stretch is what the code page makes of the beginning of a character: a third to a half in damaged text,
# at most one in fifty in clean text (one in twenty with metals or old hanzi).
_SHARE = 6
#: So many beginnings at least, ...
_LEAST = 4
#: ... no more than this apart.
_APART = 12
#: In Big5 and in code page 949 as many places are lost as are left; in clean text hardly any.
_HOLES = 4
#: A stretch is cut after so many beginnings, and judged by so many characters.
_LONGEST, _JUDGED = 2000, 400
_MARKS = lazy("[?\N{REPLACEMENT CHARACTER}・]")
_BETWEEN = lazy("[、，]")
_ASCII = lazy("[\x00-\x7f]+")


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(f"[{MISREAD}]")


@cache
def _big5() -> str:
    return "".join(char for _, char in decoded("cp950", LEADS, range(0xA1, 0xC0)) if len(char) == 1)


@cache
def _cp949() -> str:
    syllables = decoded("cp949", range(0x81, 0xA1), range(0x81, 0xFF))
    return "".join(char for _, char in syllables if len(char) == 1 and "가" <= char <= "힣")


@cache
def _any_start() -> re.Pattern[str]:
    return re.compile(f"[{_big5()}{_cp949()}{MISREAD_AS_SHIFT_JIS}{MISREAD_AS_GBK}]")


def _close(text: str) -> bool:
    """Whether so many beginnings of characters stand as close together as in a stretch, of whatever kind they are."""
    starts = [match.start() for match in _any_start().finditer(text)]
    return any(
        last - first <= (_LEAST - 1) * (_APART + 1) for first, last in zip(starts, starts[_LEAST - 1 :], strict=False)
    )


class _Kind(NamedTuple):
    """What a code page makes of the beginnings of characters, stretches of it, and whether most of the text is lost."""

    page: str
    start: re.Pattern[str]
    stretch: re.Pattern[str]
    lossy: bool


def _kind(page: str, chars: str, behind: str = "", lossy: bool = True) -> _Kind:
    ahead = f"(?=[{behind}])" if behind else ""
    start = f"[{chars}]{ahead}"
    apart = rf"(?:[^\n\r{chars}]|[{chars}](?![{behind}]))" if behind else rf"[^\n\r{chars}]"
    rest = f"[{behind}]{{0,2}}" if behind else ""
    stretch = f"{start}(?:{apart}{{0,{_APART}}}+{start}){{{_LEAST - 1},{_LONGEST}}}+{rest}"
    return _Kind(page, re.compile(start), re.compile(stretch), lossy)


def _of(name: str, page: Page, chars: str) -> _Kind:
    """The kind of a code page in which hardly a pair is lost, so that most beginnings are followed by more bytes."""
    kinds = page.kinds
    behind = "".join(kinds[kind] for kind in ("next", "ascii", "alone", "rest"))
    return _kind(name, chars, behind + re.escape(page.marks), lossy=False)


@cache
def _kinds() -> tuple[_Kind, ...]:
    return (
        _kind("Big5", _big5()),
        _kind("the Korean code page 949", _cp949()),
        _of("Shift JIS", shift_jis(), MISREAD_AS_SHIFT_JIS),
        _of("GBK", gb18030(), MISREAD_AS_GBK),
    )


def misread_utf8(text: str) -> Iterator[Flag]:
    r"""UTF-8 that was read as Big5, GBK, Shift JIS or code page 949, and has lost too much to be repaired.

    Big5 has no pair for about every second pair of bytes of Chinese in UTF-8, code page 949 for two in three of
    Korean: ``嚗`` is EF BC, the beginning of ``，``, and its last byte is gone.  Read as GBK nearly every pair is
    something, and `utf8_as_gbk` repairs it; but not where software has dropped the pairs that are none without a mark
    (``杩涘叆绗洓闃舵``), and not where the text went through it three times (``闂傚倸鍊搁崐鎼佸``).

    Each stretch is flagged with the code page; nothing is guessed.  It runs after `utf8_as_gbk` and
    `utf8_as_shift_jis`, so that what they repair is gone.  A line that speaks of encodings stays unmentioned, as do
    rare hanzi and syllables that are not as dense as damage.

    >>> flags(misread_utf8, "锘挎杩涘叆绗洓闃舵")
    [('锘挎杩涘叆绗洓闃舵', 'UTF-8 read as GBK, and more lost')]
    >>> flags(misread_utf8, "鐵、銅、鋅與鋁都是金屬。顧電器項目類別須知。")
    []
    """
    if not _trigger().search(text) or not _close(text):
        return
    found: list[tuple[int, int, str]] = []
    for kind in _kinds():
        for match in kind.stretch.finditer(text):
            start, end = match.span()
            if (
                _is_damage(match[0], kind)
                and not any(one < end and start < other for one, other, _ in found[-50:])
                and not ENCODINGS.search(around(text, start, end))
            ):
                found.append((start, end, f"UTF-8 read as {kind.page}, and more lost"))
    for start, end, note in sorted(found):
        yield Flag(start, end, note)


def _is_damage(stretch: str, kind: _Kind) -> bool:
    """Whether a stretch is dense with the beginnings of characters, and with marks where most is lost."""
    from corpusclean.rules.mojibake.crossed.evidence import in_order

    stretch = stretch[:_JUDGED]
    wide = len(_ASCII.sub("", stretch))
    if kind.lossy and len(_MARKS.findall(stretch)) * _HOLES < wide:
        return False
    if len(_BETWEEN.findall(stretch)) * 3 >= wide or in_order([char for char in stretch if char > "\u3400"]):
        return False  # a list, or the entries of a dictionary
    return len(kind.start.findall(stretch)) * _SHARE >= wide
