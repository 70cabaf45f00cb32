r"""Encodings that the bytes themselves give away: byte order marks, valid UTF-8, NUL bytes, escape sequences.

A mark is a claim: it is believed where what follows reads as text in its encoding.  What is said here needs no table
of characters and no guess; everything else is priced.

>>> certain("编码".encode()).encoding, certain("编码".encode("utf-16-le") + b"\n\0").encoding
('utf-8', 'utf-16-le')
>>> certain("编码".encode("gb18030"))
>>> certain(b"\xff\xfe" + "编码 encoding\n".encode()).evidence
'every byte is valid UTF-8; the mark of UTF-16 in front of it lies'
"""

from typing import NamedTuple

from corpusclean.decoding.declared import codec_of
from corpusclean.decoding.escapes import SEVEN_BIT, escaped
from corpusclean.decoding.plain import doubtful, mark, strict, utf8_so_far
from corpusclean.decoding.sample import VALID
from corpusclean.decoding.wide import WIDE, few_bad, wide, wide_bits
from corpusclean.patterns import lazy

__all__ = ["Certain", "certain", "marked"]


class Certain(NamedTuple):
    """An encoding, and how the bytes are in it.

    ``text`` is the strict decoding behind the byte order mark; None where some bytes do not decode and a tolerant
    reader is needed.  ``mark`` is the length of the byte order mark in bytes, of a lying one too; ``cut`` is how many
    bytes behind it are the rest of a character that was cut off.
    """

    encoding: str
    text: str | None
    confidence: float
    evidence: str
    mark: int = 0
    cut: int = 0


#: A mark is worth so many bits: few files begin with its bytes by chance, or have it in front of something else.
MARK_BITS = 10.0
#: So many bits without a mark are beyond doubt.
SURE_BITS = 20.0
#: Of pairs of bytes in UTF-16 one in four is two ASCII characters by chance, or valid UTF-8.
OCTET_BITS = 2.0
#: In a file with a mark, one bad byte to so many valid characters is damage; more is another encoding.
VALID_PER_BAD = 25
#: A longer run of bytes beyond ASCII, with bad ones in it, is a word in another encoding.
BAD_RUN = 4
#: So many bytes behind a mark are tried as UTF-8.
HEAD = 256

_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
_HIGH_RUNS = lazy(rb"[\x80-\xff]+")


def certain(raw: bytes, declared: str | None = None) -> Certain | None:
    r"""The encoding of these bytes where they give it away; None where it has to be guessed.

    ``declared`` is only asked about UTF-7, which nothing but a declaration tells from ASCII.  Text in UTF-8 costs its
    decoding and one look for a NUL; ASCII text two more looks, for an escape and a tilde.

    >>> certain("一行".encode() + b"\n")
    Certain(encoding='utf-8', text='一行\n', confidence=1.0, evidence='every byte is valid UTF-8', mark=0, cut=0)
    """
    if found := mark(raw):
        return marked(raw) or _behind(raw, *found, declared)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return _pairs(raw) or _escapes(raw, declared)
    if doubtful(raw, text):
        return None
    if b"\0" in raw and (answer := _pairs(raw)):
        return answer
    if len(text) == len(raw) and (b"\x1b" in raw or b"~" in raw or declared) and (answer := _escapes(raw, declared)):
        return answer
    return Certain("utf-8", text, 1.0, "every byte is valid UTF-8")


def _pairs(raw: bytes) -> Certain | None:
    """UTF-16 and UTF-32 without a mark."""
    found = wide(raw)
    if found is None:
        return None
    text = None if found.cut else strict(raw, found.encoding)
    evidence = f"the bytes read as text in {found.encoding}, by {found.bits:.0f} bits"
    return Certain(found.encoding, text, 0.95 if found.bits > SURE_BITS else 0.8, evidence, 0, found.cut)


def _escapes(raw: bytes, declared: str | None) -> Certain | None:
    """ISO-2022 and HZ by their escapes; UTF-7 where it is declared."""
    name = codec_of(declared)
    if name == "utf-7" and b"+" in raw and (text := strict(raw, name)) is not None:
        return Certain(name, text, 0.9, "declared as utf-7, and every byte decodes")
    found = escaped(raw, name if name in SEVEN_BIT else None)
    return Certain(*found) if found else None


def _behind(raw: bytes, size: int, claim: str, declared: str | None) -> Certain | None:
    """What stands behind a mark that lies, where that is certain."""
    answer = certain(raw[size:], declared) if not mark(raw[size:]) else None
    if answer is None:
        return None
    name = claim.upper().removesuffix("-LE").removesuffix("-BE")
    return answer._replace(mark=size, evidence=f"{answer.evidence}; the mark of {name} in front of it lies")


def marked(raw: bytes) -> Certain | None:
    r"""The encoding that a byte order mark claims, where what follows bears it out.

    A few bad bytes are damage, a missing byte at the end a cut.  Text in UTF-16 has to look like text: common
    characters, letters next to letters of the same script, no bytes that are as well UTF-8.

    >>> marked(b"\xff\xfe" + "标记".encode("utf-16-le")).encoding
    'utf-16-le'
    >>> marked(b"\xff\xfe" + "标记在说谎".encode("gb18030"))
    """
    found = mark(raw)
    if found is None:
        return None
    size, encoding = found
    rest = raw[size:]
    text = strict(rest, encoding)
    if encoding == "utf-8":
        holds = text is not None or _damaged_utf8(rest)
    elif encoding in WIDE[2:]:
        holds = text is not None or few_bad(rest, encoding)
    else:
        bits = MARK_BITS + wide_bits(rest, encoding, mark=True) - _octet_bits(rest[:HEAD])
        holds = bits > 0 and (text is not None or few_bad(rest, encoding))
    if not holds:
        return None
    note = "byte order mark" if text is not None else "byte order mark; some bytes are damaged"
    return Certain(encoding, text, 1.0 if text is not None else 0.95, note, size)


def _octet_bits(raw: bytes) -> float:
    """How much these bytes look like ASCII or UTF-8, in bits, where they are said to be UTF-16."""
    pairs = len(raw) // 2
    if len(raw.translate(None, _CONTROLS)) < len(raw):  # the first byte of Cyrillic is one
        return 0.0
    if utf8_so_far(raw):
        return OCTET_BITS * pairs
    plain = sum(1 for one, other in zip(raw[::2], raw[1::2], strict=False) if one < 0x80 > other)
    return OCTET_BITS * max(0, 2 * plain - pairs)


def _damaged_utf8(raw: bytes) -> bool:
    """Whether bytes behind a mark are UTF-8 in which few bytes are bad, and no words in another encoding stand."""
    if utf8_so_far(raw):
        return True
    rest, valid = VALID.subn(b"\0", raw)
    bad = _HIGH_RUNS.findall(rest)
    return valid >= VALID_PER_BAD * sum(map(len, bad)) and max(map(len, bad), default=0) <= BAD_RUN
