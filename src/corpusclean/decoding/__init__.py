r"""From bytes to a source: which encoding, which bytes read as what, and what could not be read.

Certain evidence comes first: valid UTF-8, a byte order mark that holds up, the NUL bytes of UTF-16, the escapes of
ISO-2022, bytes that are no text at all.  Everything else is read in every encoding that comes into question, and the
reading whose characters cost least, in bits, is the one (`readings`, `letters`).  A declaration is worth a few bits.
Lines in another encoding than the rest are read in theirs; bytes that do not decode stand in the text as one U+FFFD
each and are kept, so that the segments give the bytes back.

>>> decoded = decode("编码，一段中文".encode("gb18030"))
>>> decoded.text, decoded.encoding, decoded.confidence, decoded.runner_up
('编码，一段中文', 'gb18030', 0.999, 'cp949')
>>> decode("一個壞".encode() + b"\xff" + "字節".encode()).segments  # doctest: +NORMALIZE_WHITESPACE
(Segment(start=0, end=9, length=3, encoding='utf-8', raw=None),
 Segment(start=9, end=10, length=1, encoding=None, raw=b'\xff'),
 Segment(start=10, end=16, length=2, encoding='utf-8', raw=None))
>>> decode("第一行\n".encode("big5") + "第二行，另一台机器写的\n".encode()).text
'第一行\n第二行，另一台机器写的\n'
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpusclean.decoding.binary import binary_kind
from corpusclean.decoding.plain import Answer, plain
from corpusclean.document import Segment, Source
from corpusclean.edits import Flag, Span

__all__ = [
    "Decoded",
    "binary_kind",
    "decode",
    "empty_document",
    "encoding_and_text",
    "guessed_encoding",
    "several_encodings",
    "undecodable_bytes",
    "wrong_declaration",
]

#: Below this confidence a guess is flagged: a fifth of such guesses and more are wrong.
SURE = 0.8


class Decoded(NamedTuple):
    """What `decode` found: a source, and how it was read."""

    source: Source

    @property
    def text(self) -> str:
        """The text; always valid Unicode; empty for bytes that are no text."""
        return self.source.text

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments that tile the bytes."""
        return self.source.segments

    @property
    def encoding(self) -> str | None:
        """The encoding of most bytes; None for bytes that are no text."""
        return self.source.reading.encoding

    @property
    def confidence(self) -> float:
        """How sure that is, from 0 to 1."""
        return self.source.reading.confidence

    @property
    def runner_up(self) -> str | None:
        """The encoding that came next; None where there was no other candidate."""
        return self.source.reading.runner_up

    @property
    def evidence(self) -> str:
        """Why, in words."""
        return self.source.reading.evidence


def decode(raw: bytes, *, declared: str | None = None, encoding: str | None = None) -> Decoded:
    r"""The text of any bytes, with what is needed to give the bytes back.

    ``declared`` is what a header or a catalogue says: evidence, not an order.  ``encoding`` is what a person says: an
    order.  Never raises for any bytes.  A declaration that names no codec of this Python is ignored; an order that
    does raises `LookupError`.

    >>> decode("abc".encode("utf-16")).encoding
    'utf-16-le'
    """
    if isinstance(raw, str) or not isinstance(declared, str | None):
        raise TypeError("decode takes bytes, and the name of an encoding as declared=")
    raw = bytes(raw)
    reading, text, segments, lies = (not declared and not encoding and plain(raw)) or _read(raw, declared, encoding)
    flags = _undecodable(segments) if reading.encoding else []
    if not text:
        note = "no characters" if reading.encoding else f"no text but {reading.evidence}"
        flags.append(Flag(0, 0, note, "ENC103"))
    if reading.confidence < SURE:
        flags.append(Flag(0, 0, f"{reading.encoding}: {reading.evidence}", "ENC102"))
    if len(segments) > 1:
        flags += _several(segments)
    if lies:
        flags.append(Flag(0, 0, lies, "ENC105"))
    return Decoded(Source(raw, text, segments, tuple(flags), reading))


def _read(raw: bytes, declared: str | None, encoding: str | None) -> Answer:
    if encoding:
        from corpusclean.decoding.ordered import ordered

        return ordered(raw, encoding)
    from corpusclean.decoding.detect import detect  # most files are plain UTF-8, and need none of it

    answer = detect(raw, declared)
    if answer.reading.confidence >= SURE:
        return answer
    from corpusclean.decoding.opinion import second_opinion

    other = second_opinion(raw)
    evidence = f"{answer.reading.evidence}; charset-normalizer says {other or 'nothing'}"
    return answer._replace(reading=answer.reading._replace(evidence=evidence))


def encoding_and_text(raw: bytes) -> tuple[str | None, str | None]:
    """The encoding of most bytes and the text alone; None and None for bytes that are no text.

    >>> encoding_and_text("編碼".encode("big5") * 3), encoding_and_text(bytes(range(256)))
    (('big5hkscs', '編碼編碼編碼'), (None, None))
    """
    decoded = decode(raw)
    return (decoded.encoding, decoded.text) if decoded.encoding else (None, None)


def _undecodable(segments: tuple[Segment, ...]) -> list[Flag]:
    flags = []
    place = 0
    for segment in segments:
        if segment.encoding is None and segment.raw is not None:
            note = f"{len(segment.raw)} undecodable: {segment.raw[:16].hex(' ')}{' …' if len(segment.raw) > 16 else ''}"
            flags.append(Flag(place, place + segment.length, note, "ENC101"))
        place += segment.length
    return flags


def _several(segments: Iterable[Segment]) -> Iterator[Flag]:
    """A flag where the first segment in another encoding stands; some hold what one encoding lacks and are none."""
    from corpusclean.decoding.tiles import NARROWER

    sizes = Counter[str]()
    places: dict[str, Span] = {}
    place = 0
    for segment in segments:
        if segment.encoding and segment.length:
            name = NARROWER.get(segment.encoding, segment.encoding)
            sizes[name] += segment.end - segment.start
            places.setdefault(name, (place, place + segment.length))
        place += segment.length
    if len(sizes) > 1:
        names = [name for name, _ in sizes.most_common()]
        note = ", ".join(f"{name} ({sizes[name]} bytes)" for name in names)
        yield Flag(*min(places[name] for name in names[1:]), note, "ENC104")


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


def several_encodings() -> None:
    """A file whose lines are in several encodings.

    Every line was read in its own; the record's segments say which bytes were read as what, and `restore` writes each
    back as it was.  The note names the encodings, the most frequent first.  Nothing is changed.
    """


def wrong_declaration() -> None:
    """A byte order mark that lies, or an encoding that was ordered although the bytes say otherwise.

    A mark of UTF-8 or UTF-16 in front of bytes that are something else is set aside, as bytes without text, and the
    rest is read as what it is.  An order is followed; the note says what the bytes look like.  Nothing is changed.
    """
