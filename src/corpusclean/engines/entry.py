"""A document in the middle of a run: what is known of it, what corpus rules found in it, what is to be made of it.

`check` and `clean` are one computation; they differ in what is kept of a document while the corpus rules are asked,
and in what is made of it at the end: that is a `Product`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from corpusclean.document import Document, Place
from corpusclean.edits import Edit, Flag
from corpusclean.pipeline import Pipeline
from corpusclean.profile import Profile
from corpusclean.rule import Rule

if TYPE_CHECKING:
    from corpusclean.formats.fingerprints import Fingerprint

__all__ = ["Entry", "Product", "Verdict", "entry_of"]

T_co = TypeVar("T_co", covariant=True)


class Entry(NamedTuple):
    """What is known of one document without reading it.

    ``path`` is its file as its user named it, ``place`` is where it stands in the corpus.  ``reason`` is the code and
    note of what left a document without text, ``fingerprint`` that of its text before any corpus rule, where asked
    for.  Lengths are code points.  An entry with an ``error`` has nothing kept.
    """

    id: str
    path: str
    place: Place = Place()
    error: str = ""
    sha256: str = ""
    before: int = 0
    after: int = 0
    encoding: str = ""
    edits: Mapping[str, int] = {}
    flags: Mapping[str, int] = {}
    reason: tuple[str, str] | None = None
    fingerprint: "Fingerprint | None" = None

    @property
    def where(self) -> str:
        """The file, and the row in it, for people."""
        return f"{self.path}#{self.place.row}" if self.place.row else self.path


def entry_of(document: Document, path: str) -> Entry:
    """The entry of a document, from a file."""
    last = [(layer.patch.edits[-1].rule, layer.patch.edits[-1].note) for layer in document.history[-1:]]
    flags = [(item.rule, item.note) for _, item in document.marks if isinstance(item, Flag)]
    return Entry(
        document.id,
        path,
        document.place,
        "",
        document.source.sha256,
        len(document.source.text),
        len(document.text),
        str(document.source.reading.encoding),
        Counter([edit.rule for layer in document.history for edit in layer.patch.edits]) if document.history else {},
        Counter(rule for rule, _ in flags) if flags else {},
        None if document.text else (last or flags[-1:] or [("", "")])[0],
    )


class Verdict(NamedTuple):
    """What a corpus rule found in a document, and whether its edits are made."""

    code: str
    applied: bool
    items: tuple[Edit | Flag, ...]

    @property
    def edits(self) -> list[Edit]:
        """The edits among it."""
        return [item for item in self.items if isinstance(item, Edit)]

    @property
    def flags(self) -> list[Flag]:
        """The flags among it."""
        return [item for item in self.items if isinstance(item, Flag)]


class Product(Protocol[T_co]):
    """What is kept of a document, and what is made of it."""

    def corpus(self, pipeline: Pipeline) -> Sequence[Rule]:
        """The corpus rules to ask."""

    def run(self, pipeline: Pipeline, document: Document, profile: Profile | None = None) -> tuple[Document, bytes]:
        """The document after all text rules, and what is kept of it; ``profile`` takes what the rules cost."""

    def light(self, raw: bytes) -> Document:
        """What a corpus rule may see: the id, the text, the metadata and the columns."""

    def finish(self, entry: Entry, raw: bytes, verdicts: Sequence[Verdict]) -> T_co:
        """What is made of it, after what the corpus rules found."""
