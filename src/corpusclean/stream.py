"""What a stream may hold, as documents: the items of `Pipeline.run_many`.

>>> [document_of(item, 7).id for item in ("one", b"two", ("a", "three"), {"id": 4, "text": "four", "url": "x"})]
['7', '7', 'a', '4']
>>> document_of({"id": 4, "text": "four", "url": "x"}, 7).columns
{'url': 'x'}
>>> document_of(None, 7)  # doctest: +ELLIPSIS
Traceback (most recent call last):
...
corpusclean.errors.DocumentError: 7: NoneType is no document, which is str, bytes, (id, text), a mapping ...
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from corpusclean.decoding import binary_kind, decode
from corpusclean.document import Document, Reading, Segment, Source
from corpusclean.errors import ConfigError, CorpuscleanError, DocumentError

__all__ = ["Item", "Streamed", "document_of", "each", "named", "source_of"]

#: A text, or its bytes.
Text = str | bytes
#: What a stream may hold: a text, an id and a text, a row with ``text`` and maybe ``id``, or a document.
Item = Text | tuple[str, Text] | Mapping[str, Any] | Document
#: The whole of it.
Streamed = Iterable[Item]
Answer = TypeVar("Answer")


def source_of(text: object) -> Source:
    r"""The source of a text or of bytes, whose encoding is found.  Raises `DocumentError` for anything else.

    A lone surrogate, which no UTF-8 has, becomes three undecodable bytes.

    >>> source_of("a").raw, source_of("編碼".encode("big5") * 3).text, source_of("\ud800").text
    (b'a', '編碼編碼編碼', '\ufffd\ufffd\ufffd')
    """
    if isinstance(text, str):
        try:
            return Source.of(text)
        except UnicodeEncodeError:
            return decode(text.encode("utf-8", "surrogatepass"), encoding="utf-8").source
    if not isinstance(text, bytes | bytearray | memoryview):
        raise DocumentError(f"no text but {type(text).__name__}")
    decoded = decode(bytes(text))
    if decoded.encoding is None:
        raise DocumentError(f"no text but {decoded.evidence}")
    if kind := binary_kind(decoded.source.raw, decoded.encoding):
        raise DocumentError(f"no text but {kind}")
    return decoded.source


def named(item: object, number: int) -> tuple[str, object]:
    """The id of an item and what should be its text; the id is the number where it brings none."""
    match item:
        case Document():
            return item.id or str(number), item
        case tuple((name, text)):  # a list of two may be two texts
            return str(name), text
        case {"id": str() | int() as name, "text": text}:
            return str(name), text
        case {"text": text}:
            return str(number), text
        case str() | bytes() | bytearray() | memoryview():
            return str(number), item
        case Mapping():
            names = ", ".join(map(str, list(item)[:20])) or "nothing"
            raise DocumentError(f"{number}: no text in a mapping with {names}; one needs text, and may have id")
    what = f"{type(item).__name__} of {len(item)}" if isinstance(item, tuple) else type(item).__name__
    raise DocumentError(
        f"{number}: {what} is no document, which is str, bytes, (id, text), a mapping with text, or Document"
    )


def document_of(item: object, number: int) -> Document:
    """The document of an item, which is named by its number where it has no id.  Raises `DocumentError`."""
    name, text = named(item, number)
    if isinstance(text, Document):
        return text if text.id else replace(text, id=name)
    columns = None
    if isinstance(item, Mapping):
        columns = {str(key): value for key, value in item.items() if key not in ("id", "text")}
    try:
        return Document.of(source_of(text), name, columns=columns)
    except DocumentError as error:
        raise DocumentError(f"{name}: {error}") from error


def each(
    items: Streamed,
    run: Callable[[Document], Answer],
    failed: Callable[[Document, CorpuscleanError], Answer],
    errors: str = "keep",
) -> Iterator[Answer]:
    """What ``run`` answers for each item, in order, and ``failed`` for one that is no document or cannot be run.

    What can only be a mistake of the caller is raised here and now, not when the first answer is asked for.
    """
    if errors not in ("keep", "raise"):
        raise ConfigError(f"errors = {errors!r} is neither 'keep' nor 'raise'")
    if isinstance(items, str | bytes | Mapping | Document) or not isinstance(items, Iterable):
        raise TypeError(f"documents is one {type(items).__name__}, not an iterable of documents; write [document]")

    def answers() -> Iterator[Answer]:
        for number, item in enumerate(items, 1):
            document = None
            try:
                document = document_of(item, number)
                answer = run(document)
            except ConfigError:
                raise
            except CorpuscleanError as error:
                if errors == "raise":
                    raise
                answer = failed(document or _unread(item, number), error)
            yield answer

    return answers()


def _unread(item: object, number: int) -> Document:
    """What there is of an item that is no document: its id and its bytes, so that they are not lost."""
    try:
        name, text = named(item, number)
    except DocumentError:
        name, text = str(number), None
    raw = bytes(text) if isinstance(text, bytes | bytearray | memoryview) else b""
    segments = (Segment(0, len(raw), 0, None, raw),) if raw else ()
    return Document.of(Source(raw, "", segments, (), Reading(None, 1.0, "no text")), name)
