"""Documents that are nearly the same as another one."""

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from corpusclean.document import Document
from corpusclean.edits import Edit
from corpusclean.rules.duplicates.keeper import check, name, order
from corpusclean.rules.duplicates.minhash import SCHEME, bands, keys

if TYPE_CHECKING:
    from corpusclean.rules.duplicates.shingles import Sample

__all__ = ["NearDuplicate"]

#: Texts of fewer different shingles are left alone.  In one of 45 a single word changed in the middle leaves a
#: similarity of .8, so in shorter ones only changes at the ends would pass: the date, the name or the number that
#: tells two notices apart.
LEAST = 50
#: So many documents with one band are listed, the smallest; and of all a document finds in its lists so many are looked
#: at: the two smallest, which are likely to stay, and those that share the most bands, which are likely to be similar.
#: Nothing is lost below these numbers.  Beyond, in clusters of dozens that grew by small changes, 1 in 250 stays that
#: the greedy over all pairs drops, and of a hundred pages of one template at about .8, 1 in 11 of those; with 8 instead
#: of 12, 1 in 90 and 1 in 7; with twice the lists and 16, 1 in 1,000 and 1 in 15, for a third more to bring.
#: Rerun ``benchmarks/corpus/near.py --crowds``.
LISTED, CANDIDATES, SMALLEST = 8, 12, 2
#: What is told so late is not heard: a chain of documents, each like the one before it only, is decided one a round.
#: Those that are undecided then stay.
TURNS = 40
#: What the similarity of two samples may be wrong by: four standard deviations of a share of .8 in 100,000.
DOUBT = 0.005

Fact = bytes
Answers = Sequence[Mapping[bytes, Fact]]

# The first byte of a fact.
_LISTED, _LENT, _KEPT, _DROPPED, _UNCLEAR = b"l", b"s", b"k", b"d", b"?"
_SETTLED, _WAITS = b"k", b"w"


class _Like(NamedTuple):
    """A smaller document that is similar: its order, the similarity in hundredths, and whether it is known to stay."""

    order: bytes
    hundredths: int
    settled: bool


class _Verdict(NamedTuple):
    """What is known of a document: like whom it is dropped, or for whom it still waits; neither where it stays."""

    dropped: _Like | None
    waits: tuple[bytes, ...]

    @property
    def decided(self) -> bool:
        return self.dropped is not None or not self.waits


class NearDuplicate:
    """A document that is nearly the same as one that stays.

    The same report on ten sites, each with its own first line; an article and its corrected version; a page that was
    fetched twice with another date on it.  A model that reads them ten times learns them by heart.

    Texts are compared as sets of shingles, five words or five characters in a row, in which script, width, case,
    punctuation and spacing make no difference: the Traditional copy of a Simplified text is a copy.  ``similarity`` is
    the least share of shingles that both have among those that either has (Jaccard); at 0.8 two texts of 500 words may
    differ in eleven words that stand apart, or in one passage of fifty.  MinHash only proposes pairs; a document is
    dropped only where the true similarity to one that stays is high enough, never for one that is dropped itself, and
    the result is the same for any order of files.  Of a hundred pairs at the limit one is not proposed and stays; of
    pairs at 0.9, two in 100,000.

    ``keep`` says which one stays: the ``first`` by path, the ``longest``, the ``earliest`` published, or the
    ``preferred``, by the patterns in ``prefer``; none is ever dropped for one of a later run.  The note names the one
    that stayed and the similarity, rounded down.

    Left alone: texts of fewer than 50 different shingles, in which a date or a name at the end is all that tells two
    of them apart; tables and reports of one template whose numbers differ, since each number changes five shingles.
    Unsafe, because what is lost is not quite what is kept: two editions of a law, or two letters from one template, may
    be as alike as two copies.

    >>> from corpusclean.document import Source
    >>> from corpusclean.testing import play
    >>> story = " ".join(f"{n} sheep went over the hill and {n + 1} came back before night." for n in range(20))
    >>> texts = {"a.txt": story, "b.txt": "BREAKING NEWS! " + story, "c.txt": story.replace("sheep", "geese")}
    >>> corpus = [Document.of(Source.of(text), id) for id, text in texts.items()]
    >>> for document, found in zip(corpus, play(NearDuplicate(), corpus)):
    ...     print(document.id, [edit.note for edit in found])
    a.txt []
    b.txt ['0.99 similar to a.txt']
    c.txt []
    """

    def __init__(
        self,
        *,
        similarity: float = 0.8,
        keep: Literal["first", "longest", "earliest", "preferred"] = "first",
        prefer: tuple[str, ...] = (),
    ) -> None:
        check(keep, prefer)
        self._bands = bands(similarity)
        self._similarity = float(similarity)
        self._keep, self._prefer = keep, tuple(prefer)

    def facts(self, document: Document, answers: Answers) -> Iterator[tuple[bytes, Fact | None]]:
        """Bands; then shingles lent to those who ask; then decisions told to those who wait.

        Round 1: under each band of the sketch, the document itself; combined, the few smallest with that band.
        Round 2: who stands in a list before another one lends its shingles, and asks for those of its candidates.
        From then on, who waits for a candidate asks what became of it, and who is decided says so, once.
        """
        if not answers:
            yield from self._listed(document)
        elif len(answers) == 1:
            yield from self._lent(document, answers[0])
        elif len(answers) <= TURNS:
            yield from self._told(document, answers)

    def combine(self, one: Fact, other: Fact) -> Fact:
        """Of two lists the smallest of both.  All else is said by one document; two that differ make it unclear."""
        if one == other:
            return one
        if one[:1] == other[:1] == _LISTED:
            return _pack(sorted({*_unpack(one), *_unpack(other)})[: LISTED + 1])
        return _UNCLEAR

    def edits(self, document: Document, answers: Answers) -> Iterator[Edit]:
        """The whole text of a document that is similar to one that stays."""
        if len(answers) > 1 and (like := self._verdict(document, answers).dropped):
            yield Edit(0, len(document.text), "", note=f"{like.hundredths / 100:.2f} similar to {name(like.order)}")

    def _order(self, document: Document) -> bytes:
        return order(document, self._keep, self._prefer)

    def _listed(self, document: Document) -> Iterator[tuple[bytes, Fact]]:
        from corpusclean.rules.duplicates.shingles import shingles

        found = shingles(document.text)
        if len(found) >= LEAST:
            fact = _pack([self._order(document)])
            for key in keys(found, self._bands):
                yield key, fact

    def _lent(self, document: Document, listed: Mapping[bytes, Fact]) -> Iterator[tuple[bytes, Fact | None]]:
        mine = self._order(document)
        chosen = _candidates(mine, listed)
        if _wanted(mine, listed):
            yield self._key(b"lent", mine), _lend(document.text, settled=not chosen)
        for candidate in chosen:
            yield self._key(b"lent", candidate), None

    def _told(self, document: Document, answers: Answers) -> Iterator[tuple[bytes, Fact | None]]:
        mine = self._order(document)
        if not _candidates(mine, answers[0]):
            return  # said so with the shingles
        likes = self._likes(document, answers)
        if len(answers) > 2 and self._decide(likes, answers[2:-1]).decided:
            return  # said so before
        verdict = self._decide(likes, answers[2:])
        if not verdict.decided:
            for candidate in verdict.waits:
                yield self._key(b"told", candidate), None
        elif self._key(b"lent", mine) in answers[1] and _wanted(mine, answers[0]):
            yield self._key(b"told", mine), _DROPPED if verdict.dropped else _KEPT

    def _verdict(self, document: Document, answers: Answers) -> _Verdict:
        return self._decide(self._likes(document, answers), answers[2:])

    def _likes(self, document: Document, answers: Answers) -> list[_Like]:
        """The smaller documents that are similar, the smallest first."""
        from corpusclean.rules.duplicates.shingles import overlap, sample, shingles

        chosen = _candidates(self._order(document), answers[0])
        facts = {candidate: answers[1].get(self._key(b"lent", candidate), _UNCLEAR) for candidate in chosen}
        own = sample(shingles(document.text)) if chosen else None
        found = []
        for candidate, fact in facts.items():
            if own is None or fact[:1] != _LENT:
                continue
            lent = _borrow(fact)
            shared, total = overlap(own, lent)
            doubt = int(DOUBT * total) + 1 if own.level or lent.level else 0
            if total and (shared - doubt) / total >= self._similarity:
                found.append(_Like(candidate, 100 * (shared - doubt) // total, fact[1:2] == _SETTLED))
        return found

    def _decide(self, likes: Sequence[_Like], told: Answers) -> _Verdict:
        """What follows from the similar ones and from what was told of them."""
        waits = []
        for like in likes:
            key = self._key(b"told", like.order)
            said = next((answer[key] for answer in told if key in answer), b"")
            if like.settled or said == _KEPT:
                return _Verdict(like, ())
            if said != _DROPPED:
                waits.append(like.order)
        return _Verdict(None, tuple(waits))

    def _key(self, kind: bytes, order: bytes) -> bytes:
        label = b"%s %d %r:" % (kind, SCHEME, self._similarity)
        return hashlib.blake2b(label + order, digest_size=16).digest()


def _pack(orders: Sequence[bytes]) -> Fact:
    return b"".join((_LISTED, *(len(one).to_bytes(4, "big") + one for one in orders)))


def _unpack(fact: Fact) -> list[bytes]:
    found, at = [], 1
    while at < len(fact):
        end = at + 4 + int.from_bytes(fact[at : at + 4], "big")
        found.append(fact[at + 4 : end])
        at = end
    return found


def _lists(listed: Mapping[bytes, Fact]) -> Iterator[list[bytes]]:
    return (_unpack(fact) for fact in listed.values() if fact[:1] == _LISTED)


def _candidates(mine: bytes, listed: Mapping[bytes, Fact]) -> list[bytes]:
    """The smaller documents of the lists, a few of them, the smallest first."""
    shared = Counter(one for found in _lists(listed) for one in found[:LISTED] if one < mine)
    first = heapq.nsmallest(SMALLEST, shared)
    rest = sorted(shared.keys() - set(first), key=lambda one: (-shared[one], one))
    return sorted(first + rest[: CANDIDATES - len(first)])


def _wanted(mine: bytes, listed: Mapping[bytes, Fact]) -> bool:
    """Whether the document stands in a list before another one: a list holds one more than are looked at."""
    return any(mine in found[:LISTED] and mine < found[-1] for found in _lists(listed))


def _lend(text: str, settled: bool) -> Fact:
    from corpusclean.rules.duplicates.shingles import sample, shingles

    own = sample(shingles(text))
    return b"".join((_LENT, _SETTLED if settled else _WAITS, bytes([own.level]), own.words.astype("<u4").tobytes()))


def _borrow(fact: Fact) -> "Sample":
    import numpy as np

    from corpusclean.rules.duplicates.shingles import Sample

    words: Any = np.frombuffer(fact, dtype="<u4", offset=3)
    return Sample(fact[2], words)
