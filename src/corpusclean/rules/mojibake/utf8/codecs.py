r"""UTF-8 as software with a double-byte code page reads it, and the bytes again.

The bytes are read in pairs.  A pair that the code page lacks becomes ``?`` (or U+FFFD), and its second byte is gone
with it, even where that was ASCII.  Here the last byte of 好 (E5 A5 BD) took the space along:

>>> gbk().misread("你好 ok"), gbk().misread("好 ok")
('浣犲ソ ok', '濂?ok')

The way back gives every byte that was not lost; ``\xff``, which UTF-8 never has, stands for a lost pair:

>>> gbk().raw("濂\N{REPLACEMENT CHARACTER}ok")
b'\xe5\xa5\xffok'
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

from corpusclean.patterns import lazy
from corpusclean.rules.gbk.codec import decoded, pairs

__all__ = ["LEADS", "REST", "Page", "gb18030", "gbk", "missing", "shift_jis"]

#: The first byte of a character of three bytes, without the scripts of E0 and E1; and the bytes behind a first one.
LEADS, REST = range(0xE2, 0xF0), range(0x80, 0xC0)
_TWO = range(0xC2, 0xE0)
_EURO, _EURO_PAIR = "€", "\xa2\xe3"
#: Code points from here on, of which there are none, stand for the second pairs of characters.
_TWIN = 0x100000
_NONE = (_EURO, "\N{REPLACEMENT CHARACTER}")
#: A stretch of ASCII inside a run of damage is at most so long.
_GAP = 60
#: ... and a run has at most so many characters of damage; what is behind is another run.
_UNITS = 20_000

#: What two bytes of UTF-8 can be: the first and the second.
_KINDS: Mapping[str, tuple[Iterable[int], Iterable[int]]] = {
    "start": (LEADS, REST),
    "next": (REST, LEADS),
    "rest": (REST, REST),
    "ascii": (REST, range(0x40, 0x7F)),
    "small": (_TWO, REST),
    "small_next": (REST, _TWO),
    "large": ((0xF0,), REST),
    "large_next": (REST, (0xF0,)),
}


@dataclass(frozen=True, eq=False)
class Page:
    """A code page: its double-byte characters, its high bytes that are read alone, and what stands for a lost pair."""

    chars: Mapping[bytes, str]
    single: Mapping[int, str]
    #: How bytes are parted: each match is ASCII, a byte that is read alone, or a pair.
    parts: re.Pattern[bytes]
    marks: str = "?\N{REPLACEMENT CHARACTER}"

    @cached_property
    def _table(self) -> dict[int, str]:
        """For `str.translate`: each character as its bytes, a Latin-1 character a byte."""
        table = {ord(char): pair.decode("latin-1") for pair, char in reversed([*self.chars.items()])}
        table.update((_TWIN + ord(char), pair.decode("latin-1")) for char, pair in self._twins.items())
        table.update((ord(char), chr(byte)) for byte, char in self.single.items())
        table.update((ord(mark), "\xff") for mark in self.marks if mark != "?")
        table[0xFFFF] = _EURO_PAIR
        return table

    def raw(self, text: str) -> bytes:
        """The bytes of damaged text; U+FFFD, or what else stands for a lost pair alone, is FF."""
        if _EURO in text:
            # The sign is read from 80 and, where the software knows GB 18030, from A2 E3 as well: then the second byte
            # of a character and the first of the next, so that this one goes on behind.
            text = self._euro.sub("\uffff", text)
        if self._twins:
            text = self._twin.sub(lambda match: chr(_TWIN + ord(match[0])), text)
        return text.translate(self._table).encode("latin-1")

    @cached_property
    def _twins(self) -> dict[str, bytes]:
        """Characters of which the code page has a second pair, one of two bytes inside a character."""
        first: dict[str, bytes] = {}
        return {
            char: pair
            for pair, char in self.chars.items()
            if first.setdefault(char, pair)[1] not in REST and pair[0] in REST and pair[1] in REST
        }

    @cached_property
    def _twin(self) -> re.Pattern[str]:
        return re.compile(f"(?<=[{self.kinds['next']}])[{''.join(self._twins)}]")

    @cached_property
    def _euro(self) -> re.Pattern[str]:
        return re.compile(f"(?<=[{self.kinds['start']}])€(?=[{self.kinds['rest']}€])")

    @cached_property
    def _read(self) -> dict[bytes, str]:
        table = dict(self.chars)
        table.update((bytes((byte,)), char) for byte, char in self.single.items())
        return table

    def misread(self, text: str, mark: str = "?") -> str:
        """Do the damage."""
        read = self._read
        return "".join(
            [
                part.decode("ascii") if part[0] < 0x80 else read.get(part, mark)
                for part in self.parts.findall(text.encode("utf-8"))
            ]
        )

    def member(self, text: str) -> bool:
        """Whether the code page has all these characters."""
        return all(ord(char) in self._table and char not in self.marks for char in text)

    def _lost(self, pair: bytes) -> bool:
        """Whether a pair is none, and so leaves a mark."""
        return pair not in self.chars and self.parts.findall(pair) == [pair]

    @cached_property
    def lost(self) -> tuple[bytes, ...]:
        """The pairs of two bytes of UTF-8 characters that are none."""
        high = (*REST, *_TWO, *LEADS, 0xF0)
        return tuple(pair for one in high for other in high if self._lost(pair := bytes((one, other))))

    @cached_property
    def _fitting(self) -> dict[tuple[int, int], tuple[bytes, ...]]:
        return {}

    def fitting(self, before: int, behind: int) -> tuple[bytes, ...]:
        """Of those pairs, the ones that fit where so many bytes of a character are missing before, and follow."""
        found = self._fitting.get((before, behind))
        if found is None:
            found = tuple(pair for pair in self.lost if missing(pair, before) == behind)
            self._fitting[before, behind] = found
        return found

    @cached_property
    def eaters(self) -> tuple[int, ...]:
        """The last bytes of characters that take a space along, and all ASCII that is no trail byte."""
        return tuple(byte for byte in REST if self._lost(bytes((byte, 0x20))))

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The characters by what they are bytes of, each kind the body of a character class.

        ``start`` begins a character of three bytes, ``next`` ends one and begins another, ``rest`` is two bytes inside
        one, ``ascii`` ends one before ASCII, ``small`` is a character of two bytes, ``small_next`` ends one and begins
        such a character, ``alone`` is one byte inside a character; ``large`` and ``large_next`` begin one of four.
        """
        chars = self.chars
        found = {
            kind: [chars[pair] for pair in map(bytes, product(leads, trails)) if pair in chars]
            for kind, (leads, trails) in _KINDS.items()
        }
        found["alone"] = [char for byte, char in self.single.items() if byte in REST]
        return {kind: _ranges(chars) for kind, chars in found.items()}

    @cached_property
    def run(self) -> re.Pattern[str]:
        """A run of damage, every character of which is accounted for, lost pairs included."""
        small = self.kinds["small"]
        gap = rf"(?:[\x00-\x09\x0e-\x1b\x20-\x7e]|{f'[{small}]' if small else '(?!)'}){{0,{_GAP}}}+"
        return re.compile(f"{self._unit}(?:{gap}{self._unit}){{0,{_UNITS}}}+")

    @cached_property
    def part(self) -> re.Pattern[str]:
        """A part of a run, between ASCII characters."""
        return re.compile(f"(?:{self._unit})++")

    @cached_property
    def _unit(self) -> str:
        kinds = {kind: f"[{chars}]" if chars else "(?!)" for kind, chars in self.kinds.items()}
        start, following, rest = kinds["start"], kinds["next"], kinds["rest"]
        alone, lost = kinds["alone"], f"[{re.escape(self.marks)}]"
        inner = f"{following}{alone}|{kinds['small_next']}|{kinds['large_next']}{rest}|{lost}{alone}"
        ends = f"{kinds['ascii']}|{alone}|{following}(?:{rest}|{lost})|{lost}{rest}|{lost}"
        if any(bytes((lead, trail)) not in self.chars for lead in range(0xE3, 0xF0) for trail in REST):
            start = f"(?:{start}|{lost}(?=[{self.kinds['ascii']}{self.kinds['alone']}{self.kinds['next']}]))"
        return f"(?:(?:{start}|{kinds['large']}{alone})(?:{inner})*+(?:{ends})|{kinds['large']}(?:{rest}|{lost}))"


def missing(raw: bytes, before: int = 0) -> int:
    """How many bytes of a character are missing behind these, where so many were before them; -1 if they do not fit."""
    for byte in raw:
        if (byte in REST) != (before > 0):
            return -1
        before = before - 1 if before else 3 if byte >= 0xF0 else 2 if byte in LEADS else 1
    return before


def _ranges(chars: Iterable[str]) -> str:
    """Characters as the body of a character class."""
    runs: list[list[int]] = []
    for point in sorted(map(ord, chars)):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return "".join(re.escape(chr(one)) + (f"-{re.escape(chr(other))}" if other > one else "") for one, other in runs)


_GBK_PARTS = lazy(rb"[\x00-\x7f]+|\x80|[\x81-\xff].?", re.DOTALL)
# In code page 932 a byte may be read alone, or not, by what is behind it.
_JIS_PARTS = lazy(rb"[\x00-\x7f]+|[\xa1-\xdf]|[\x80\xa0](?=[\x00-\x7f\xa1-\xdf])|[\x80-\xa0\xe0-\xff].?", re.DOTALL)


@cache
def gbk() -> Page:
    """Code page 936 with its user-defined areas, as web software knows it; and 80, where Windows has the euro sign."""
    return Page(pairs().chars, {0x80: _EURO}, _GBK_PARTS)


@cache
def gb18030() -> Page:
    """The double-byte part of GB 18030: what code page 936 lacks is there too."""
    chars = dict(pairs().chars)
    for pair, char in decoded("gb18030", range(0x81, 0xFF), range(0x80, 0xFF)):
        if pair not in chars and len(char) == 1 and char not in _NONE:
            chars[pair] = char
    return Page(chars, {0x80: _EURO}, _GBK_PARTS)


@cache
def shift_jis() -> Page:
    """Code page 932, with its half-width katakana."""
    both = decoded("cp932", (*range(0x81, 0xA0), *range(0xE0, 0xFD)), range(0x40, 0xFD), "replace")
    chars = {pair: char for pair, char in both if len(char) == 1}
    single = {byte: chr(0xFF61 + byte - 0xA1) for byte in range(0xA1, 0xE0)} | {0x80: "\x80", 0xA0: "\uf8f0"}
    return Page(chars, single, _JIS_PARTS, "?\N{REPLACEMENT CHARACTER}・")
