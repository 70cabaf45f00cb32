r"""Text in UTF-16 and UTF-32 without a byte order mark, known by how its bytes read in twos and fours.

No table is shipped for it: which Chinese, Japanese and Korean characters are common, the national character sets in
Python's own codecs say, whose first levels were chosen by use.

>>> wide("文 a\n".encode("utf-16-be")), wide(b"a NUL\0 in the text")
(Wide(encoding='utf-16-be', cut=0, bits=10.5), None)
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from corpusclean.patterns import lazy

__all__ = ["WIDE", "Wide", "few_bad", "orders", "wide", "wide_bits"]


class Wide(NamedTuple):
    """An encoding, how many bytes in front are the rest of a character that was cut off, and how sure, in bits."""

    encoding: str
    cut: int
    bits: float


WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")

#: From so many bits on, bytes are UTF-16 or UTF-32 if a sixth of them are NUL and other controls: two ASCII
#: characters, four common Chinese ones.
MANY_ODD, ODD_SHARE = 6.0, 1 / 6
#: With fewer, a NUL or more among them.
WITH_NULS = 10.0
#: Bytes without a NUL.  Lines in European code pages reach 12, in EUC-JP 9; 24 bytes of Chinese or Japanese
#: in UTF-16 have 18 (development half of the benchmark, all lengths; rerun benchmarks/decoding).
WITHOUT_NULS = 15.0
#: A file cut at the front is rarer than a whole one.
CUT = 4.0
#: Two readings that differ by less are left to whoever knows more about the characters: kana a byte further, in the
#: other order, are kana again.  Of other scripts nobody knows more, and a whole file is likelier than a cut one: it
#: is taken where it has nearly as many bits.
DOUBT, NEARLY = 6.0, 0.8
#: What a character costs that is not among the common third: one in fifty of a text, two in three by chance.  Behind
#: a mark less: a dictionary may be full of them.  Hangul outside the national set is hardly ever written.
RARE, RARE_BEHIND_MARK, RARE_HANGUL = 4.0, 2.5, 5.0
#: Bytes in a window of `wide_bits`; three windows of a larger file are looked at, and a glimpse before.
WINDOW, GLIMPSE = 256, 64
#: What characters are worth, in bits, as often as they stand in text and by chance: ASCII, usual ones, two halves that
#: find each other, a letter beside one of another script, what no text has; and each pair of ASCII bytes among NULs.
PLAIN, USUAL, HALVES, ALIEN, NO_TEXT, WORDS = 3.0, 1.5, 6.0, -3.0, -8.0, 2.0
#: So many bytes at the start are counted.
HEAD = 1 << 16
#: Two stray bytes are damage in any file; beyond that, one in so many.
DAMAGE = 50

_NULS = lazy("\0+")
#: The first bytes of the pairs of a text: Latin to Thai, punctuation, kana, ideographs, Hangul, full width.
_FIRST = bytes((*range(0x09), 0x0E, 0x20, *range(0x30, 0x34), *range(0x4E, 0xA0), *range(0xAC, 0xD8), 0xFF))
_ODD = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
_NOT_ASCII = bytes({*range(0x01, 0x20), *range(0x7F, 0x100)} - {0x09, 0x0A, 0x0C, 0x0D})


def wide(raw: bytes) -> Wide | None:
    r"""How these bytes are UTF-16 or UTF-32; None where they are not, or too few to say.

    A NUL or two in other text do not make it so: the bytes have to read as text in pairs.  Cut files, too: a byte of
    a character that is lost in front shifts all the others.

    >>> wide("没有一个空格的中文句子".encode("utf-16-le")[1:])
    Wide(encoding='utf-16-le', cut=1, bits=11.0)
    """
    nuls = b"\0" in raw
    if len(raw) < 4 or not (nuls or orders(raw)):
        return None
    head = raw[:HEAD]
    best, other = sorted(_candidates(raw, nuls), key=attrgetter("bits"), reverse=True)[:2]
    odd = 1 - len(head.translate(None, _ODD)) / len(head)
    doubt = _unlike(b"".join(_windows(raw)), best, other)
    if best.cut and not other.cut and not doubt and other.bits > NEARLY * best.bits:
        best, other = other, best
    enough = MANY_ODD if odd >= ODD_SHARE else WITH_NULS if nuls else WITHOUT_NULS
    if best.bits < enough or not few_bad(raw[best.cut :], best.encoding):
        return None
    return None if doubt and best.bits - other.bits < DOUBT else best


def _unlike(raw: bytes, one: Wide, other: Wide) -> bool:
    """Whether two readings are Chinese, Japanese or Korean, and differ in more than their ends."""
    texts = (raw[found.cut :].decode(found.encoding, "replace")[1:-1] for found in (one, other))
    first, second = sorted(texts, key=len)
    return max(first, default="") > "\u2e80" and first[1:-1] not in second


def orders(raw: bytes) -> list[tuple[str, int]]:
    """The orders of UTF-16 that bytes may be in by the first bytes of their pairs, and how many are cut off in front.

    Mostly none: in text of one script they are few, which the bytes of other encodings at every other place are not.
    """
    head = raw[: 2 * GLIMPSE]
    most = len(head) // 16
    even, odd = (len(head[place::2].translate(None, _FIRST)) <= most for place in range(2))
    by_even, by_odd = [("utf-16-be", 0), ("utf-16-le", 1)], [("utf-16-le", 0), ("utf-16-be", 1)]
    return by_even * even + by_odd * odd


def _windows(raw: bytes) -> list[bytes]:
    """The bytes, or the start, the middle and the end of many, each at a multiple of four."""
    if len(raw) <= 4 * WINDOW:
        return [raw]
    places = (0, len(raw) // 8 * 4, (len(raw) - WINDOW) // 4 * 4)
    return [raw[place : place + WINDOW] for place in places]


def _candidates(raw: bytes, nuls: bool) -> Iterator[Wide]:
    """The readings that the places of the NUL bytes allow."""
    if nuls:
        sample = raw[:HEAD]
        empty = [sample[place::4].count(0) * 4 >= 0.9 * len(sample) for place in range(4)]
        for place in range(4):  # the first byte of four is always NUL in UTF-32, and the second nearly
            if empty[place]:
                yield _candidate(raw, "utf-32-le", (place + 1) % 4)
                yield _candidate(raw, "utf-32-be", place)
        if any(empty[place] and empty[place - 1] for place in range(4)):
            return
    for cut in range(2):
        for encoding in WIDE[:2]:
            yield _candidate(raw, encoding, cut)


def _candidate(raw: bytes, encoding: str, cut: int) -> Wide:
    rest = raw[cut:] if cut else raw
    return Wide(encoding, cut, wide_bits(rest, encoding) - CUT * bool(cut) - _words(rest[:WINDOW]))


def _words(raw: bytes) -> float:
    """What it costs that bytes are ASCII words with NULs between them; of pairs in UTF-16, one in four is ASCII."""
    if len(raw.translate(None, _NOT_ASCII)) < len(raw):
        return 0.0
    return WORDS * sum(1 for one, other in zip(raw[::2], raw[1::2], strict=False) if one and other)


def few_bad(raw: bytes, encoding: str) -> bool:
    """Whether at most a few bytes do not decode."""
    text = raw.decode(encoding, "replace")
    return text.count("\N{REPLACEMENT CHARACTER}") <= max(2, len(text) // DAMAGE)


def wide_bits(raw: bytes, encoding: str, *, mark: bool = False) -> float:
    r"""How many bits more these bytes look like text in UTF-16 or UTF-32 than like anything else.

    A sample is read, each part of which has to look like text, unless a ``mark`` stands in front: then damage is more
    likely than chance.  Roughly, a common character is worth one and a half; a rare one or a letter beside one of
    another script costs three; what no text has (unassigned, private, control, half a pair) costs eight.

    >>> wide_bits("普通的句子".encode("utf-16-le"), "utf-16-le") > 5
    True
    >>> wide_bits("普通的句子".encode("gb18030"), "utf-16-le") > 0
    False
    """
    rare = RARE_BEHIND_MARK if mark else RARE
    if not mark and (glimpse := _bits(_reading(raw[:GLIMPSE], encoding), rare)) < 0:
        return glimpse
    found = [_bits(_reading(window, encoding), rare) for window in _windows(raw)]
    return sum(found) if mark or min(found) >= 0 else min(found)


def _reading(raw: bytes, encoding: str) -> str:
    """The text of a window; padding counts once, half a character at its ends not at all."""
    text = _NULS.sub("\0", raw.decode(encoding, "replace").rstrip("\0"))
    return text.removesuffix("\N{REPLACEMENT CHARACTER}")


def _bits(text: str, rare: float) -> float:
    total = 0.0
    last = -1  # the script of the last letter beyond ASCII
    beside = -1  # that of the character before, -1 for a sign
    before = ""
    worth = _worth()
    for char in text:
        if char == before and char > "\x7f":  # in other encodings, a line of dashes or blanks
            continue
        before = char
        known = worth.get(char)
        if known is not None:
            # A Latin letter at a letter of another script: a byte further, blanks of Cyrillic text become letters.
            total += ALIEN if beside > 0 and char.isalnum() and char < "\x80" else known
            beside = 0 if char < "\x80" and char.isalnum() else -1
        elif "\u3400" <= char < "\ua000" or "\uf900" <= char < "\ufb00":
            total -= rare
            beside = -1
        elif "\uac00" <= char < "\ud7b0":
            total -= RARE_HANGUL
            beside = -1
        else:
            sign, script = _other(ord(char), char)
            alien = script > 0 == beside or script >= 0 <= last != script
            total += ALIEN if alien else sign if script < 0 or last < 0 else USUAL
            last = script if script >= 0 else last
            beside = script
    return total


def _other(code: int, char: str) -> tuple[float, int]:
    """What a character is worth that is neither ASCII nor Chinese, Japanese or Korean; its script, -1 for a sign."""
    category = unicodedata.category(char)
    if category in ("Cn", "Co", "Cs", "Cc") or char == "\N{REPLACEMENT CHARACTER}":
        return NO_TEXT, -1
    if code > 0xFFFF:
        return HALVES, -1  # two halves found each other
    if category[0] in "LM":
        return 0.0, SCRIPTS.get(code >> 8, code >> 8)
    return 0.5, -1


#: Blocks of 256 code points that are of one script: Latin, Greek, Arabic, Yi.
SCRIPTS = {1: 0, 2: 0, 0x1E: 0, 0x1F: 3, 7: 6, 8: 6, 0xFB: 6, 0xFC: 6, 0xFD: 6, 0xFE: 6, 0xA1: 0xA0, 0xA2: 0xA0}
SCRIPTS |= {0xA3: 0xA0, 0xA4: 0xA0}
#: The first level of the national sets, by its two bytes: 98 % of the characters of a text are in it.
LEVELS = (("gb2312", 0xB0A1, 0xD7FE), ("big5", 0xA440, 0xC67E), ("euc_jp", 0xB0A1, 0xCFFE), ("euc_kr", 0xB0A1, 0xC8FE))


#: Signs of Chinese and Japanese, and kana, first and last of a range; the rest of their blocks is rare.
SIGNS = (
    *(("\u2014", "\u2014"), ("\u2018", "\u2019"), ("\u201c", "\u201d"), ("\u2026", "\u2026"), ("\u3000", "\u3003")),
    *(("\u3005", "\u3011"), ("\u3014", "\u3017"), ("\u301c", "\u301c"), ("\u3041", "\u3096"), ("\u3099", "\u30ff")),
    ("\uff01", "\uff9f"),
)


@cache
def _worth() -> dict[str, float]:
    """What ASCII and the common Chinese, Japanese and Korean characters are worth, 8,000 of 33,000."""
    common = {chr(code) for first, last in SIGNS for code in range(ord(first), ord(last) + 1)}
    for codec, lowest, highest in LEVELS:
        pairs = b"".join(pair.to_bytes(2, "big") for pair in range(lowest, highest + 1) if pair & 0xFF >= 0x40)
        common.update(pairs.decode(codec, "ignore"))
    ascii_signs = {chr(code): PLAIN if code >= 0x20 or code in b"\t\n\r\f" else NO_TEXT for code in range(0x80)}
    return dict.fromkeys(common, USUAL) | ascii_signs
