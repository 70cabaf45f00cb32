r"""From bytes to a source: which encoding, which bytes read as what, and what could not be read.

In order: a byte order mark that holds up; strict UTF-8; UTF-16 and UTF-32 without a mark, by their NUL bytes; a
declared encoding that decodes every byte; UTF-8, or the declared encoding, with a few bad bytes; the multi-byte
encoding in which the bytes read as common characters; charset-normalizer.  Bytes that do not decode stand in the text
as one U+FFFD each and are kept.  One codec is chosen for a file: a file whose lines are in several encodings is decoded
by the one that fits best, with bad bytes for the rest.

>>> decoded = decode("编码".encode("gb18030"), declared="gbk")
>>> decoded.text, decoded.encoding, decoded.evidence
('编码', 'gbk', 'declared as gbk, and every byte decodes')
>>> decode("一個壞".encode() + b"\xff" + "字節".encode()).segments  # doctest: +NORMALIZE_WHITESPACE
(Segment(start=0, end=9, length=3, encoding='utf-8', raw=None),
 Segment(start=9, end=10, length=1, encoding=None, raw=b'\xff'),
 Segment(start=10, end=16, length=2, encoding='utf-8', raw=None))
"""

from dataclasses import dataclass

from corpusclean.decoding import detect, tiles
from corpusclean.decoding.binary import binary_kind
from corpusclean.document import Segment, Source
from corpusclean.edits import Flag

__all__ = ["Decoded", "binary_kind", "decode", "empty_document", "guessed_encoding", "undecodable_bytes"]

#: Below this confidence a guess is flagged.  charset-normalizer's own measure; not tuned.
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Decoded:
    """What `decode` found: the source, the encoding of most of it, how sure that is (0 to 1), and why."""

    source: Source
    encoding: str
    confidence: float
    evidence: str

    @property
    def text(self) -> str:
        """The text; always valid Unicode."""
        return self.source.text

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments that tile the bytes."""
        return self.source.segments


def decode(raw: bytes, *, declared: str | None = None) -> Decoded:
    r"""The text of any bytes, with what is needed to give the bytes back.

    ``declared`` is what a header, a ``<meta>`` tag or a person says: evidence, not an order.  Never raises for any
    bytes; a declaration that names no codec of this Python is ignored.

    >>> decode("abc".encode("utf-16")).encoding
    'utf-16-le'
    """
    if isinstance(raw, str) or not isinstance(declared, str | None):
        raise TypeError("decode takes bytes, and the name of an encoding as declared=")
    raw = bytes(raw)
    answer = detect.detect(raw, declared)
    text, segments = tiles.tile(raw, answer.encoding, answer.text, answer.mark)
    flags = _undecodable(segments)
    if not text:
        flags.append(Flag(0, 0, "no characters", "ENC103"))
    if answer.confidence < SURE:
        flags.append(Flag(0, 0, f"{answer.encoding}: {answer.evidence}", "ENC102"))
    return Decoded(Source(raw, text, segments, tuple(flags)), answer.encoding, answer.confidence, answer.evidence)


def _undecodable(segments: tuple[Segment, ...]) -> list[Flag]:
    flags = []
    place = 0
    for segment in segments:
        if segment.encoding is None and segment.raw is not None:
            note = f"{len(segment.raw)} undecodable: {segment.raw[:16].hex(' ')}{' …' if len(segment.raw) > 16 else ''}"
            flags.append(Flag(place, place + segment.length, note, "ENC101"))
        place += segment.length
    return flags


def undecodable_bytes() -> None:
    """Bytes that are no character in the encoding of their file.

    A stray byte, or a character cut in half.  Each stands in the text as one U+FFFD, so that positions stay true; the
    bytes themselves are in the record, in the segment's ``raw``, and `restore` puts them back.  Nothing is changed.
    """


def guessed_encoding() -> None:
    """An encoding that was guessed and is not sure.

    The bytes are not UTF-8, carry no byte order mark, and are few, or read well in no encoding.
    The note names the encoding and why it was taken.  Name the right one with the option ``--encoding``
    (``--source-encoding`` of ``fix``).  Nothing is
    changed.
    """


def empty_document() -> None:
    """A document without a single character.

    Its record goes to the file of dropped documents, with this flag as the reason.  Nothing is changed.
    """
