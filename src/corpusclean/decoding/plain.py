"""What most files are: UTF-8 that can be nothing else.  It pays for its strict decoding and a few looks."""

import codecs
from typing import NamedTuple

from corpusclean.decoding.binary import binary_kind
from corpusclean.document import UTF8, Reading, Segment

__all__ = ["MARKS", "Answer", "doubtful", "mark", "plain", "strict", "utf8_so_far"]

#: Byte order marks; longer ones first: the mark of UTF-32-LE begins with that of UTF-16-LE.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: So few bytes can be valid UTF-8 by chance.
FEW = 10
_STARTS = frozenset(sign[:2] for sign, _ in MARKS)


class Answer(NamedTuple):
    """How bytes were read, and their tiles; ``lies`` says which mark or order the bytes contradict."""

    reading: Reading
    text: str
    segments: tuple[Segment, ...]
    lies: str = ""


def mark(raw: bytes) -> tuple[int, str] | None:
    r"""How long the byte order mark is, in bytes, and what it claims; nothing about whether that is true.

    >>> mark(b"\xef\xbb\xbfa"), mark(b"abc")
    ((3, 'utf-8'), None)
    """
    if raw[:2] not in _STARTS:
        return None
    return next(((len(sign), encoding) for sign, encoding in MARKS if raw.startswith(sign)), None)


def strict(raw: bytes, encoding: str) -> str | None:
    """The text of bytes that all decode; None for others."""
    try:
        text = raw.decode(encoding)
        if encoding == "utf-7":
            text.encode()  # it lets lone surrogates through
    except UnicodeError:
        return None
    return text


def utf8_so_far(raw: bytes) -> bool:
    """Whether bytes are valid UTF-8, but for a character cut at the end."""
    try:
        codecs.utf_8_decode(raw, "strict", False)
    except UnicodeDecodeError:
        return False
    return True


def doubtful(raw: bytes, text: str) -> bool:
    """Whether bytes are valid UTF-8 by chance: a few letters of two bytes each, of several scripts.

    >>> raw = "学习".encode("gbk")
    >>> raw.decode(), doubtful(raw, raw.decode()), doubtful("où".encode(), "où")
    ('ѧϰ', True, False)
    """
    if len(raw) > FEW or len(raw) != 2 * len(text):
        return False
    import unicodedata

    return len({unicodedata.name(char, "").partition(" ")[0] for char in text}) > 1


def plain(raw: bytes) -> Answer | None:
    """The answer for UTF-8 without a mark, a NUL or escapes that is no binary data; None for all others."""
    if b"\0" in raw or mark(raw):
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    # A tilde first: one byte is found ten times as fast as two.
    if len(text) == len(raw) and (b"\x1b" in raw or (b"~" in raw and b"~{" in raw)):
        return None
    if doubtful(raw, text) or binary_kind(raw):
        return None
    return Answer(UTF8, text, (Segment(0, len(raw), len(text), "utf-8"),) if raw else ())
