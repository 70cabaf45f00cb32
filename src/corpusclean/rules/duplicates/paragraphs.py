"""Paragraphs that stand in several documents."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal

from corpusclean.document import Document
from corpusclean.edits import Edit
from corpusclean.errors import ConfigError
from corpusclean.rules.duplicates import keeper
from corpusclean.rules.duplicates.exact import literal
from corpusclean.rules.duplicates.folding import digest, folded_with_places
from corpusclean.rules.paragraphs import drop, paragraphs_of
from corpusclean.rules.repeats import LONG

__all__ = ["DuplicateParagraph"]

#: So many paragraphs of a document at most: a document with more is a log or a list.
MOST = 10_000
_PLACE = 8


class DuplicateParagraph:
    r"""A paragraph that another document has, too, but for script, width, case, punctuation and spacing.

    Press releases, quotations, boxes on the author and terms of use stand in many documents that are otherwise their
    own.  The paragraph of the keeper stays, the first if it has several; the others are dropped.  The note says where
    it stays: ``same as a.txt 120:260``, code points of that document's text as it is before this rule.

    A paragraph is a line.  It weighs ``minimum`` letters or more, an ideograph, kana or hangul counting three; the
    default of 120 is 40 hanzi or some 20 English words, the same as for `repeated_paragraph`.  Headings, names, dates,
    verses and common sentences are shorter.  Lines of programs and tables, where a mark is the meaning, must be equal
    to the last character.  Numbers are compared with their points and signs.  ``keep`` and ``prefer`` say whose stays;
    see `ExactDuplicate`.

    Unsafe: a quotation belongs to the article that quotes it, and an article may read oddly without it.  Inside one
    document nothing is done: that is `repeated_paragraph`.  Only documents that stay are looked at, and of each the
    first 10,000 paragraphs.

    >>> from corpusclean.document import Source
    >>> from corpusclean.testing import play
    >>> def notes(*texts):
    ...     corpus = [Document.of(Source.of(text), f"{n}.txt") for n, text in enumerate(texts)]
    ...     return [[edit.note for edit in edits] for edits in play(DuplicateParagraph(), corpus)]
    >>> long = "公司今天宣布，新的工厂将在明年春天开工，届时会有三百名工人在那里上班，他们中的大多数人住在附近的镇上。"
    >>> notes(f"甲报\n{long}\n甲说好。\n", f"乙报\n乙说不好。\n{long}\n")
    [[], ['same as 0.txt 3:54']]
    >>> notes(f"{long}\n{long}\n", "甲报\n"), notes(f"一\n{long[:30]}\n", f"二\n{long[:30]}\n")
    ([[], []], [[], []])
    """

    def __init__(
        self,
        *,
        minimum: int = LONG,
        keep: Literal["first", "longest", "earliest", "preferred"] = "first",
        prefer: tuple[str, ...] = (),
    ) -> None:
        if minimum < 1:
            raise ConfigError(f"minimum = {minimum} is no weight of a paragraph; write 1 or more")
        keeper.check(keep, prefer)
        self.minimum, self.keep, self.prefer = minimum, keep, tuple(prefer)

    def facts(self, document: Document, answers: Sequence[Mapping[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
        """One round: the key of each long paragraph; under it the order of the document, and the first place."""
        if answers:
            return
        keys = self._keys(document.text)
        order = keeper.order(document, self.keep, self.prefer) if keys else b""
        told = set()
        for start, end, key in keys:
            if key not in told:
                told.add(key)
                yield key, order + start.to_bytes(_PLACE, "big") + end.to_bytes(_PLACE, "big")

    def combine(self, one: bytes, other: bytes) -> bytes:
        """The keeper of two."""
        return min(one, other)

    def edits(self, document: Document, answers: Sequence[Mapping[bytes, bytes]]) -> Iterator[Edit]:
        """The paragraphs that stay elsewhere."""
        order = keeper.order(document, self.keep, self.prefer)
        others = {key: fact for key, fact in answers[0].items() if fact[: -2 * _PLACE] != order} if answers else {}
        if not others:
            return
        paragraphs = paragraphs_of(document.text)
        at = {one.start: index for index, one in enumerate(paragraphs)}
        notes = {}
        for start, _, key in self._keys(document.text):
            if key in others:
                other = others[key]
                first, last = (int.from_bytes(raw, "big") for raw in (other[-2 * _PLACE : -_PLACE], other[-_PLACE:]))
                notes[at[start]] = f"same as {keeper.name(other[: -2 * _PLACE])} {first}:{last}"
        yield from drop(document.text, paragraphs, notes)

    def _keys(self, text: str) -> list[tuple[int, int, bytes]]:
        """Each long paragraph: its first code point, its end, its key."""
        if len(text) * 3 < self.minimum:
            return []
        import numpy as np

        # The whole text is folded at once, and the lines are cut from it: a call for each line would cost ten times
        # as much.
        codes, places = folded_with_places(text)
        wide = ((codes >= 0x3040) & (codes < 0xD7A4)) | ((codes >= 0x20000) & (codes < 0x32400))
        weights = np.concatenate(([0], np.cumsum(1 + 2 * wide)))
        lines = list(islice(_lines(text), MOST))
        firsts = np.searchsorted(places, [start for start, _ in lines])
        lasts = np.searchsorted(places, [end for _, end in lines])
        found = []
        for index in np.flatnonzero(weights[lasts] - weights[firsts] >= self.minimum).tolist():
            start, end = lines[index]
            line = text[start:end]
            if literal(line):
                key = digest(b"literally " + line.strip().encode("utf-8", "surrogatepass"))
            else:
                stretch = codes[firsts[index] : lasts[index]]
                # the blank that stays between "5." and a next line that begins with a digit belongs to neither
                key = digest(stretch[:-1] if stretch[-1] == 0x20 else stretch)
            found.append((start, end, key))
        return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines that are not blank begin, and where what can be seen in them ends."""
    for _, start, end, _ in paragraphs_of(text):
        yield start, end
