"""What some bytes cost in each of the multi-byte encodings of Chinese, Japanese and Korean.

Nearly any pair of bytes is a character in GB18030, so that bytes decode proves little.  What tells is which reading is
text: each is priced in bits by `corpusclean.decoding.characters`, and all readings pay for the same bytes.
"""

from collections.abc import Mapping
from typing import NamedTuple

from corpusclean.decoding import characters
from corpusclean.decoding.sample import HIGH, VALID
from corpusclean.patterns import lazy

__all__ = [
    "ASCII",
    "EVERY",
    "FEW",
    "HIGH",
    "LOST",
    "MULTIBYTE",
    "NATURAL",
    "PART",
    "RARE",
    "UTF8",
    "WIDE",
    "Priced",
    "candidates",
    "price",
    "prices",
    "reads_well",
]

#: The languages that an encoding is for, and what each pays for being unusual in it, in bits.
Languages = tuple[tuple[str, float], ...]
#: What a byte of ASCII costs in any reading, and one that a cut left in front, in bits.
ASCII, LOST = 4.5, 12.0
MULTIBYTE: dict[str, Languages] = {
    "gb18030": (("zh-Hans", 0), ("zh-Hant", 1), ("ja", 12)),
    "big5hkscs": (("zh-Hant", 0), ("ja", 12)),
    "cp932": (("ja", 0),),
    "euc_jp": (("ja", 0),),
    "cp949": (("ko", 0),),
}
#: Asked only where none of the others reads well.
RARE: dict[str, Languages] = {"johab": (("ko", 8),)}
_ANY: Languages = tuple((language, 0.0) for language in characters.LANGUAGES)
UTF8 = {"utf-8": _ANY}
WIDE = {"utf-16-le": _ANY, "utf-16-be": _ANY}
EVERY: dict[str, Languages] = {**MULTIBYTE, **RARE, **UTF8, **WIDE}
#: Text costs at most so many bits for each character beyond ASCII: 99 in 100 windows of 24 bytes and more do, and
#: no European text in a single-byte encoding that was tried.
NATURAL = 12.4
#: A letter in a single-byte encoding costs at most so much in text; Chinese bytes taken for letters cost more.
SINGLE = 9.5
#: A text is judged by parts of so many characters; one of them may cost so many bits more, for a rare name.
PART, SLACK = 48, 20.0
#: In the first so many bytes it shows whether a file begins inside a character.
HEAD = 48
#: Text in the right encoding mostly costs less for each character; what does needs no second look.
WELL = 9.5
#: So many characters tell that it is text; fewer could be anything.
FEW = 7

_WIDE_CHARACTER = lazy("[^\x00-\x7f]")
_HALF = lazy("[\uff61-\uff9f]")
#: Bytes of which EUC-JP has none, or one in a hundred characters: 80 to 8D and 90 to A0.
_NO_EUC = bytes((*range(0x80, 0x8E), *range(0x90, 0xA1)))


class Priced(NamedTuple):
    """A reading of some bytes: the encoding, the language it is cheapest in, and its bits.

    ``wide`` is how many characters beyond ASCII it has (one of a single byte counts half), ``each`` what one of them
    costs, ``lost`` how many bytes it does not take.  ``skip`` is 1 where the first byte is left out, as the end of a
    character that was cut.
    """

    encoding: str
    language: str
    bits: float
    wide: float
    each: float
    lost: int = 0
    skip: int = 0

    @property
    def natural(self) -> bool:
        """Whether it costs no more than text does."""
        return bool(self.wide) and self.each <= (NATURAL if self.encoding in EVERY else SINGLE)


def reads_well(text: str, language: str) -> bool:
    """Whether every part of a text costs no more than text does: a garbled half does not hide behind a good one."""
    slack = SLACK if len(text) > PART else 0.0
    for start in range(0, len(text), PART):
        part = text[start : start + PART]
        wide = len(_WIDE_CHARACTER.findall(part))
        if characters.cost(part, language) > NATURAL * wide + ASCII * (len(part) - wide) + slack:
            return False
    return True


def candidates(raw: bytes) -> dict[str, Languages]:
    """The multi-byte encodings that go by bytes, without those that the bytes rule out."""
    found = dict(MULTIBYTE)
    if len(raw) - len(raw.translate(None, _NO_EUC)) > 2 + len(raw) // 32:
        del found["euc_jp"]
    if VALID.search(raw):
        found |= UTF8
    return found


def prices(raw: bytes, encodings: Mapping[str, Languages]) -> list[Priced]:
    """The readings of some bytes, the cheapest first."""
    found = [_priced(raw.decode(encoding, "replace"), encoding, some) for encoding, some in encodings.items()]
    best = min(found, key=lambda reading: reading.bits)
    if not best.natural or best.each > WELL:
        found = [_without_first(raw, reading, encodings[reading.encoding]) or reading for reading in found]
    return sorted(found, key=lambda reading: reading.bits)


def price(raw: bytes, encoding: str, languages: Languages) -> Priced:
    """What some bytes cost in an encoding, in the language that fits best, with or without their first byte."""
    reading = _priced(raw.decode(encoding, "replace"), encoding, languages)
    return (reading.each > WELL and _without_first(raw, reading, languages)) or reading


def _without_first(raw: bytes, reading: Priced, languages: Languages) -> Priced | None:
    """The reading without the first byte, where the start of the bytes is cheaper so."""
    if raw[:1] < b"0" or reading.encoding in WIDE:
        return None
    end = raw.find(b"\n", 0, HEAD)
    head = raw[: end if end >= 0 else HEAD]
    parts = (part.decode(reading.encoding, "replace") for part in (head, head[1:]))
    whole, cut = (_priced(part, reading.encoding, languages).bits for part in parts)
    if cut + LOST >= whole:
        return None
    again = _priced(raw[1:].decode(reading.encoding, "replace"), reading.encoding, languages)
    return again._replace(bits=again.bits + LOST, lost=again.lost + 1, skip=1)


def _priced(text: str, encoding: str, languages: Languages) -> Priced:
    wide: float = len(_WIDE_CHARACTER.findall(text))
    narrow = ASCII * (len(text) - wide)
    if encoding == "cp932":
        wide -= len(_HALF.findall(text)) / 2
    costs = characters.costs(text, [language for language, _ in languages])
    bits, language = min((cost + more, language) for cost, (language, more) in zip(costs, languages, strict=True))
    return Priced(encoding, language, bits, wide, (bits - narrow) / wide if wide else 0.0, text.count("\ufffd"))
