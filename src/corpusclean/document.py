r"""A source (bytes), a text, and the layers of edits between the text and its source.

Positions are code points of the source text unless a name starts with ``byte``.  Lines and columns count from one;
a line ends at ``\n``, ``\r\n`` or ``\r``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Any, NamedTuple

from corpusclean.edits import Edit, Field, Flag, Patch, Span

__all__ = ["FIELDS", "NOTHING", "UTF8", "Document", "Layer", "Mark", "Place", "Reading", "Segment", "Source"]

#: The names a `Field` may have; the keys of the metadata, in their order.
FIELDS = ("title", "author", "editor", "publisher", "source", "published", "modified", "url", "licence")


class Segment(NamedTuple):
    """A stretch of the source's bytes and how it was read.

    ``start`` and ``end`` are bytes, ``length`` is code points.  ``raw`` holds the bytes exactly where encoding the
    text in ``encoding`` does not give them back; ``encoding`` is None for an undecodable run, which stands in the text
    as one U+FFFD a byte.
    """

    start: int
    end: int
    length: int
    encoding: str | None
    raw: bytes | None = None

    def bytes_of(self, text: str) -> bytes:
        """The source bytes of this segment, given its text."""
        if self.raw is not None:
            return self.raw
        return text.encode(self.encoding or "ascii")


class Reading(NamedTuple):
    """How a source's bytes were read, and why.

    ``encoding`` is that of most bytes, None for bytes that are no text.  ``confidence`` is from 0 to 1: the chance that
    the text is right.  ``runner_up`` is the encoding that came next, None where there was no other candidate.
    """

    encoding: str | None
    confidence: float
    evidence: str
    runner_up: str | None = None


#: The reading of bytes that can be nothing else.
UTF8 = Reading("utf-8", 1.0, "every byte is valid UTF-8")


@dataclass(frozen=True)
class Source:
    r"""Bytes, their text, and the segments that tile the bytes and say how each was read.

    >>> source = Source.of("一行\n兩行")
    >>> source.raw
    b'\xe4\xb8\x80\xe8\xa1\x8c\n\xe5\x85\xa9\xe8\xa1\x8c'
    >>> source.position(3), source.byte_span(3, 5)
    ((2, 1), (7, 13))
    """

    raw: bytes
    text: str
    segments: tuple[Segment, ...]
    flags: tuple[Flag, ...] = ()
    reading: Reading = UTF8

    @classmethod
    def of(cls, text: str) -> "Source":
        """The source of a string: its UTF-8.  Raises `UnicodeEncodeError` for lone surrogates."""
        raw = text.encode()
        return cls(raw, text, (Segment(0, len(raw), len(text), "utf-8"),) if raw else ())

    @cached_property
    def sha256(self) -> str:
        """The hash of the bytes, in hexadecimal."""
        import hashlib

        return hashlib.sha256(self.raw).hexdigest()

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", self.text))]

    @cached_property
    def _places(self) -> list[int]:
        """The first code point of each segment, and the end of the last."""
        return list(accumulate((segment.length for segment in self.segments), initial=0))

    def position(self, at: int) -> tuple[int, int]:
        """Line and column of a code point, both from one."""
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1

    def byte_span(self, start: int, end: int) -> Span:
        """The bytes that ``text[start:end]`` was read from; the whole segment where that is all that is known."""
        first, last = self._byte(start, 0), self._byte(end, 1)
        return min(first, last), max(first, last)

    def _byte(self, at: int, side: int) -> int:
        index = min(bisect_right(self._places, at), len(self.segments)) - 1
        if index < 0:
            return 0
        if side and at == self._places[-1]:
            return self.segments[-1].end
        if side and at == self._places[index] and index:
            index -= 1
        segment, place = self.segments[index], self._places[index]
        if segment.encoding is None:
            return segment.start + at - place
        if segment.raw is not None:
            return segment.end if at == place + segment.length or (side and at > place) else segment.start
        return segment.start + len(self.text[place:at].encode(segment.encoding))


#: That of a document of which only the text matters.
NOTHING = Source(b"", "", ())


class Layer(NamedTuple):
    """What one rule did: its patch on the text before it, and what each of its edits replaced."""

    patch: Patch
    replaced: Sequence[str]

    @property
    def undo(self) -> Patch:
        """The patch that undoes it."""
        return self.patch.undone(self.replaced)


class Mark(NamedTuple):
    """A flag or field, and how many layers lay under the text it was found in."""

    depth: int
    item: Flag | Field


class Place(NamedTuple):
    """Where a document stands in its corpus: the run that first met it, the id of its file, and its row there.

    ``row`` counts from one; it is 0 where the file is the document.  Places are in the order of the corpus.
    """

    run: int = 1
    path: str = ""
    row: int = 0


#: The place of a document that stands alone.
NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Document:
    """An id, a source, the text as it is now, and the history in between.

    >>> document = Document("a.txt", Source.of("行業(yè)還"), "行業(yè)還")
    >>> document = document.edited([Edit(2, 6, "", "GBK101")])
    >>> document.text, document.origin(2, 3)
    ('行業還', (6, 7))
    """

    id: str
    source: Source
    text: str
    history: tuple[Layer, ...] = ()
    marks: tuple[Mark, ...] = ()
    place: Place = NOWHERE
    columns: Mapping[str, Any] | None = None

    @classmethod
    def of(
        cls,
        source: Source,
        id: str = "",  # noqa: A002 - the word for it
        *,
        place: Place | None = None,
        columns: Mapping[str, Any] | None = None,
    ) -> "Document":
        """A document nothing was done to yet; its marks are what decoding flagged.

        ``columns`` are what else its row holds, where it is a row of a file; they are carried through.
        """
        marks = tuple(Mark(0, flag) for flag in source.flags)
        return cls(id, source, source.text, (), marks, place or Place(path=id), columns)

    def edited(self, edits: Iterable[Edit]) -> "Document":
        """The document after these edits of one rule; itself where there are none."""
        patch = Patch.of(self.text, edits)
        if not patch.edits:
            return self
        layer = Layer(patch, patch.replaced(self.text))
        return replace(self, text=patch.apply(self.text), history=(*self.history, layer))

    def marked(self, items: Iterable[Flag | Field]) -> "Document":
        """The document with flags and fields found in its present text."""
        found = [*items]
        if not found:  # of most rules on most documents
            return self
        depth = len(self.history)
        return replace(self, marks=(*self.marks, *(Mark(depth, item) for item in found)))

    def origins(self, spans: Sequence[Span], depth: int | None = None) -> list[Span]:
        """Where spans of the text above ``depth`` layers (all of them by default) come from in the source text."""
        found = list(spans)
        for layer in reversed(self.history[:depth]):
            found = layer.patch.origins(found)
        return found

    def mark_origins(self) -> list[tuple[Flag | Field, Span]]:
        """Each flag and field with its place in the source text."""
        found: list[tuple[Flag | Field, Span]] = []
        for depth, group in groupby(self.marks, key=attrgetter("depth")):
            items = [mark.item for mark in group]
            found.extend(zip(items, self.origins([item[:2] for item in items], depth), strict=True))
        return found

    def origin(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` comes from in the source text."""
        return self.origins([(start, end)])[0]

    @property
    def metadata(self) -> Mapping[str, str | None]:
        """The first credible value of each field, or None."""
        found: dict[str, str | None] = dict.fromkeys(FIELDS)
        for _, item in self.marks:
            if isinstance(item, Field) and found.get(item.name, "") is None:
                found[item.name] = item.value
        return found

    @property
    def dropped(self) -> bool:
        """Whether nothing is left of a document that had something."""
        return not self.text and bool(self.history)
