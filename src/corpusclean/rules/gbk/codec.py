"""GBK as the software that did the damage read it, and the damage itself: pinyin inserted into raw bytes.

>>> annotate("行業還在", {"業": "yè"})
'行業(yè)還在'

The replacement ran over bytes, so it also fired where a trail byte and the next lead byte happen to make a hanzi of
the table; the lead byte and the ``(`` then became ``?``, and all that follows was read shifted by one byte, up to the
next ASCII byte in a trail:

>>> annotate("因為與奧", {"驗": "yàn"})
'因?yàn)榕c奧'

Other software of the same sites cuts the bytes at ``！`` (A3 A1) and ``？`` (A3 BF), wherever these two bytes meet, and
decodes the pieces alone.  A piece that ends in half a character ends in ``?``:

>>> annotate("合作。縣域", {}, cuts=True)
'合作?？h域'
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

from corpusclean.patterns import lazy

__all__ = ["Pairs", "annotate", "decoded", "pairs", "single"]


class Pairs(NamedTuple):
    """The double-byte characters of code page 936, both ways."""

    chars: Mapping[bytes, str]
    raw: Mapping[str, bytes]


def _private(lead: int, trail: int) -> str | None:
    """The private-use character of a pair in one of the three user-defined areas of the code page."""
    if 0xAA <= lead <= 0xAF and trail >= 0xA1:
        return chr(0xE000 + (lead - 0xAA) * 94 + trail - 0xA1)
    if lead >= 0xF8 and trail >= 0xA1:
        return chr(0xE234 + (lead - 0xF8) * 94 + trail - 0xA1)
    if 0xA1 <= lead <= 0xA7 and trail <= 0xA0:
        return chr(0xE4C6 + (lead - 0xA1) * 96 + trail - 0x40 - (trail > 0x7F))
    return None


def decoded(
    codec: str, leads: Iterable[int], trails: Iterable[int], errors: str = "ignore"
) -> Iterator[tuple[bytes, str]]:
    """Pairs of bytes, and what Python's codec makes of each: one call for all, as they are parted by line ends.

    No line end is the second byte of a character in any of the double-byte pages.
    """
    both = [bytes(pair) for pair in product(leads, trails)]
    return zip(both, b"\n".join(both).decode(codec, errors).split("\n"), strict=True)


@cache
def pairs() -> Pairs:
    """The tables, made from Python's codec and the user-defined areas; on first use."""
    chars: dict[bytes, str] = {}
    for pair, char in decoded("gbk", range(0x81, 0xFF), range(0x40, 0xFF)):
        found = char if len(char) == 1 and char > "\x7f" else pair[1] != 0x7F and _private(*pair)
        if found:
            chars[pair] = found
    return Pairs(chars, {char: pair for pair, char in chars.items()})


def annotate(text: str, table: Mapping[str, str], *, cuts: bool = False) -> str:
    """Do the damage: put ``(reading)`` behind each hanzi of the table, on the raw bytes, and read these again.

    With ``cuts`` the bytes are cut at ``！`` and ``？`` before they are read.

    The decoder is the forgiving kind: a pair that is none becomes ``?`` and takes its second byte with it.  What GBK
    lacks passes through, and nothing is read across it.
    """
    raw_of = pairs().raw
    done: list[str] = []
    raw = bytearray()
    for char in text:
        pair = single(char) or raw_of.get(char)
        if pair is None:
            done += [_read(_inserted(bytes(raw), table), cuts), char]
            raw.clear()
        else:
            raw += pair
    done.append(_read(_inserted(bytes(raw), table), cuts))
    return "".join(done)


_CUT = lazy(rb"(\xa3[\xa1\xbf])")


def _read(raw: bytes, cuts: bool) -> str:
    return "".join(map(_decoded, _CUT.split(raw))) if cuts else _decoded(raw)


def _inserted(raw: bytes, table: Mapping[str, str]) -> bytes:
    chars, raw_of = pairs()
    out = bytearray()
    at = 0
    while at < len(raw):
        pair = raw[at : at + 2]
        reading = table.get(chars.get(pair, ""))
        if reading is None:
            out.append(raw[at])
            at += 1
        else:
            out += pair + b"("
            for letter in reading:
                out += raw_of.get(letter) or letter.encode("ascii", "replace")
            out += b")"
            at += 2
    return bytes(out)


def single(char: str) -> bytes:
    """The byte of a character that has only one: ASCII, and the euro sign, which Windows put at 80."""
    return b"\x80" if char == "€" else char.encode() if char < "\x80" else b""


def _decoded(raw: bytes) -> str:
    chars = pairs().chars
    out: list[str] = []
    at = 0
    while at < len(raw):
        if raw[at] <= 0x80:
            out.append("€" if raw[at] == 0x80 else chr(raw[at]))
            at += 1
        else:
            out.append(chars.get(raw[at : at + 2], "?"))
            at += 2
    return "".join(out)
