"""A document from a file of text, and its text in the encoding of the file."""

from pathlib import Path

from corpusclean.decoding import binary_kind, decode
from corpusclean.document import Document, Source
from corpusclean.errors import DocumentError

__all__ = ["checked", "encode", "read"]

#: Where more than this share of the bytes does not decode, and more than a few, what is left is no document.
HOPELESS, FEW = 0.25, 64


def read(path: str, name: str, order: str | None = None) -> Document:
    """The document in a file; ``order`` is the encoding a person says it is in, None where its bytes decide.

    Raises `DocumentError` for a file that cannot be read or is no text; the message leaves the path out, which the
    caller knows in the form its user gave it.
    """
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise DocumentError(error.strerror or str(error)) from error
    return Document.of(checked(decode(raw, encoding=order).source, order), name)


def checked(source: Source, order: str | None = None) -> Source:
    """The same, where it is a text; ``order`` is the encoding that a person said it is in.

    Raises `DocumentError` for what is no text.
    """
    raw = source.raw
    if source.reading.encoding is None:
        raise DocumentError(f"no text but {source.reading.evidence}")
    if kind := binary_kind(raw, source.reading.encoding):
        raise DocumentError(f"no text but {kind}")
    lost = sum(segment.length for segment in source.segments if segment.encoding is None)
    if lost > max(FEW, HOPELESS * len(raw)):
        bad = f"no text but {lost} of {len(raw)} bytes"
        if order:
            raise DocumentError(f"{bad} that are no {order}, which it is said to be in (auto lets the bytes decide)")
        raise DocumentError(f"{bad} in no known encoding (--encoding names one)")
    return source


def encode(document: Document, target: str | None = None, order: str | None = None) -> bytes:
    """The bytes of a document's text: in the source's own encoding with its byte order mark, or in ``target``.

    ``order`` is that of `read`.  A source in several encodings is refused: with lines added, cut and joined there is
    no telling what each was in, and nobody wants such a file.
    Raises `DocumentError` where the source has bytes that its text does not give back, where the text has a character
    that the encoding lacks, and where the bytes would no longer be read as this text.
    """
    mark = b""
    segments = list(document.source.segments)
    if segments and segments[0].length == 0 and segments[0].raw:
        mark = segments.pop(0).raw or b""
    if target:
        return _encoded(document.text, target)
    lost = sum(len(segment.raw) for segment in segments if segment.raw is not None)
    if lost:
        raise DocumentError(f"{lost} {'byte' if lost == 1 else 'bytes'} could not be given back; left alone{_WAY_OUT}")
    names = {segment.encoding for segment in segments} or {"utf-8"}
    if len(names) > 1:
        raise DocumentError(f"it is in several encodings ({', '.join(sorted(map(str, names)))}); left alone{_WAY_OUT}")
    name = names.pop() or "utf-8"
    raw = mark + _encoded(document.text, name)
    if decode(raw, encoding=order).text != document.text:
        raise DocumentError(f"the cleaned text would not be recognised as {name}; left alone{_WAY_OUT}")
    return raw


_WAY_OUT = " (--encoding utf-8 writes UTF-8)"


def _encoded(text: str, name: str) -> bytes:
    try:
        raw = text.encode(name)
        if raw.decode(name) == text:
            return raw
        missing = "a character"
    except UnicodeEncodeError as error:
        missing = f"U+{ord(text[error.start]):04X} {text[error.start]!r}"
    except UnicodeError:
        missing = "a character"
    raise DocumentError(f"{missing} cannot be written in {name}; left alone{_WAY_OUT}")
