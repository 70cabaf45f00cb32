"""Documents that stand in the corpus twice."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from corpusclean.document import Document
from corpusclean.edits import Edit

__all__ = ["ExactDuplicate"]


class ExactDuplicate:
    """A document whose cleaned text is, character for character, that of another.

    The copy with the smallest id stays, whatever the order of the files; the others are dropped, and the note names
    the one that stayed.  Texts are compared by SHA-256 after all other rules have run, so two files that differ in
    their footers only are duplicates, and two that differ in one character of the text are not.  A document without
    text is a duplicate of nothing.

    >>> from corpusclean.document import Source
    >>> one, other = (Document.of(Source.of("同一篇"), id) for id in ("a.txt", "b.txt"))
    >>> rule = ExactDuplicate()
    >>> ((key, fact),) = rule.facts(one, [])
    >>> answers = [{key: rule.combine(fact, *dict(rule.facts(other, [])).values())}]
    >>> list(rule.edits(one, answers)), list(rule.edits(other, answers))
    ([], [Edit(start=0, end=3, replacement='', rule='', note='same as a.txt')])
    """

    def facts(self, document: Document, answers: Sequence[Mapping[bytes, str | None]]) -> Iterator[tuple[bytes, str]]:
        """One round: the hash of the text, and the id under it."""
        if document.text and not answers:
            yield hashlib.sha256(document.text.encode()).digest(), document.id

    def combine(self, one: str, other: str) -> str:
        """The keeper of two: the smaller id."""
        return min(one, other)

    def edits(self, document: Document, answers: Sequence[Mapping[bytes, str | None]]) -> Iterator[Edit]:
        """The whole text of a document that is not the keeper."""
        for keeper in answers[0].values() if answers else ():
            if keeper not in (None, document.id):
                yield Edit(0, len(document.text), "", note=f"same as {keeper}")
