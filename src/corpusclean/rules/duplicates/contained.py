r"""Short documents that stand whole inside longer ones: found by `anchors`, proved by a digest.

Who finds an anchor of a shorter document in his own text cuts out what should be that document and compares digests:
that proves it, and no text travels.  In the next round he tells it.  Who is himself inside a longer one tells those
inside him of that one, until nobody has news: so the document that a note names is one that stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from unicodedata import combining

from corpusclean.document import Document
from corpusclean.edits import Edit
from corpusclean.rules.duplicates import anchors, folding, keeper
from corpusclean.rules.duplicates.anchors import TRIES, WINDOW, Asking, asked, looked, marks_of, merged
from corpusclean.rules.duplicates.exact import literal
from corpusclean.rules.duplicates.folding import digest, folded, folded_with_places, key_of, light

if TYPE_CHECKING:
    import numpy as np

    Codes = np.ndarray[Any, np.dtype[np.uint32]]
    Hashes = np.ndarray[Any, np.dtype[np.uint64]]
    Places = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["ContainedDocument"]

#: Below this weight (60 hanzi, 180 letters) a text inside another may be a common sentence, or a title.
SHORT = 180

# What a fact is of: the first round, or a later one.
_ASKS, _HOLDS = b"A", b"H"


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


class _Holder(NamedTuple):
    """A longer document and a place in it.  The smallest is the best: of the earliest run, then the longest."""

    run: int
    shortness: int
    order: bytes
    start: int
    end: int

    def pack(self) -> bytes:
        spans = self.start.to_bytes(8, "big") + self.end.to_bytes(8, "big")
        return _HOLDS + self.run.to_bytes(4, "big") + self.shortness.to_bytes(6, "big") + self.order + spans

    @classmethod
    def unpack(cls, raw: bytes) -> "_Holder":
        return cls(_number(raw[1:5]), _number(raw[5:11]), raw[11:-16], _number(raw[-16:-8]), _number(raw[-8:]))


class ContainedDocument:
    r"""A short document that stands whole inside a longer one: a teaser, the first page of a long article, a post.

    All its letters stay in the corpus, in one piece, at the place the note names: ``inside b.txt 120:480``, code points
    of that text as it is before this rule.  Left in, the beginnings of articles are read twice as often as their ends.
    Texts are compared without script, width, case, punctuation and spacing, so a teaser that ends in ``…`` is whole;
    one that ends in words of its own ("read more") is not, and stays.

    The longer document is one that stays, and of the same or an earlier run.  A text below 60 hanzi or 180 letters
    stays, as it may be a common sentence or a title; so do programs, formulas and tables of figures, where a mark is
    the meaning, and what ends inside a word or a number of the longer text.  Equal texts are those of `ExactDuplicate`.
    A text in pieces, with a line more or a word changed, stays.

    What is dropped is proved by a digest of 128 bits of the whole text.  Not all is found: for certain what is at least
    a quarter as long as the other one, or begins as that one or one of its first four longer lines do.

    >>> from corpusclean.document import Source
    >>> from corpusclean.testing import play
    >>> def notes(*texts):
    ...     corpus = [Document.of(Source.of(text), f"{n}.txt") for n, text in enumerate(texts)]
    ...     return [[edit.note for edit in edits] for edits in play(ContainedDocument(), corpus)]
    >>> short = "".join(f"第{one}天早上他们走过了一座桥,下午又回来了。" for one in "一二三四五")
    >>> long = f"旅行\n{short}第六天他们留在家里。"
    >>> notes(short + "……", long)
    [['inside 1.txt 3:107'], []]
    >>> notes(short[:40], long), notes(short + "阅读全文", long)
    ([[], []], [[], []])
    """

    def __init__(
        self, *, keep: Literal["first", "longest", "earliest", "preferred"] = "first", prefer: tuple[str, ...] = ()
    ) -> None:
        keeper.check(keep, prefer)
        self.keep, self.prefer = keep, tuple(prefer)

    def prepare(self, texts: Sequence[str]) -> None:
        """Fold and hash them together, before they are asked one by one."""
        folding.prepare(texts)
        anchors.prepare(texts)

    def facts(
        self, document: Document, answers: Sequence[Mapping[bytes, bytes]]
    ) -> Iterator[tuple[bytes, bytes | None]]:
        """Anchors; then what was found tells what it was found in; then news of longer ones are passed on."""
        text = document.text
        codes = folded(text)
        if light(codes, SHORT):
            return
        best, before = self._best(document, answers[1:]), self._best(document, answers[1:-1])
        if len(answers) > 1 and best == before:
            return  # whoever this one is inside of stays, and all it holds have been told
        marks = marks_of(text)
        if not answers:
            asks = {} if literal(text) else asked(codes, marks, key_of(text))
            yield from ((key, _ASKS + said) for key, said in asks.items())
            yield from ((key, None) for key in looked(text, marks) if key not in asks)
            return
        heard = _shorter(answers[0], len(codes))
        for key, (start, end) in sorted(_inside(text, marks, heard).items()) if heard else ():
            order = keeper.order(document, self.keep, self.prefer)
            yield key, (best or _Holder(keeper.run(order), (1 << 48) - 1 - len(codes), order, start, end)).pack()
        if not literal(text) and any(key in answers[0] for key in anchors.own(marks)):
            yield _told(key_of(text)), None

    def unread(
        self, said: Mapping[bytes, bytes | None], answers: Sequence[Mapping[bytes, bytes]]
    ) -> dict[bytes, bytes | None] | None:
        """As `facts`, without the text: where no shorter one asks, and nobody tells that he holds this one."""
        own = next((Asking.unpack(fact[1:])[0] for fact in said.values() if fact), None)
        if own is None:  # a program, which no longer one may hold
            return None if any(answers) else {}
        told = _told(own.digest)
        if any(told in answer for answer in answers[1:]):
            return None
        if len(answers) > 1:
            return {}
        if any(one.length < own.length for fact in answers[0].values() for one in Asking.unpack(fact[1:])):
            return None
        return {told: None} if any(fact and key in answers[0] for key, fact in said.items()) else {}

    def combine(self, one: bytes, other: bytes) -> bytes:
        """The better of two holders; the shortest of all that ask under an anchor."""
        if one[:1] == _HOLDS:
            return min(one, other)
        return _ASKS + merged(one[1:], other[1:])

    def edits(self, document: Document, answers: Sequence[Mapping[bytes, bytes]]) -> Iterator[Edit]:
        """The whole text of a document that stands in a longer one."""
        if best := self._best(document, answers[1:]):
            note = f"inside {keeper.name(best.order)} {best.start}:{best.end}"
            yield Edit(0, len(document.text), "", note=note)

    def _best(self, document: Document, answers: Sequence[Mapping[bytes, bytes]]) -> _Holder | None:
        """The best document heard of that this one stands in and may go for."""
        if not any(answers) or literal(document.text):
            return None
        key = _told(key_of(document.text))
        said = [answer[key] for answer in answers if key in answer]
        best = _Holder.unpack(min(said)) if said else None
        return best if best and best.run <= document.place.run else None


def _told(one: bytes) -> bytes:
    """The key under which the holders of a text tell it."""
    return digest(b"inside " + one)


def _shorter(answer: Mapping[bytes, bytes], length: int) -> dict[bytes, list[Asking]]:
    """Who of those that ask is shorter, by anchor."""
    heard = {key: [one for one in Asking.unpack(fact[1:]) if one.length < length] for key, fact in answer.items()}
    return {key: asking for key, asking in heard.items() if asking}


def _inside(text: str, marks: "Hashes", heard: Mapping[bytes, Sequence[Asking]]) -> dict[bytes, tuple[int, int]]:
    """The shorter documents that really stand in this text: the key of each, and its place in code points."""
    import numpy as np

    codes = folded(text)
    found: dict[bytes, tuple[int, int]] = {}
    places = None
    tries = 0
    for key, mark in looked(text, marks).items():
        asking = heard.get(key)
        here = np.flatnonzero(marks == np.uint64(mark))[:TRIES].tolist() if asking else []
        for one, at in ((one, at) for one in asking or () for at in here):
            start, end = at - one.at, at - one.at + one.length
            told = _told(one.digest)
            if start < 0 or end > len(codes) or told in found:
                continue
            if int(marks[end - WINDOW]) != one.tail or tries == TRIES:
                continue
            tries += 1
            if digest(codes[start:end]) != one.digest:
                continue
            places = folded_with_places(text)[1] if places is None else places
            if _apart(text, codes, places, start, end):
                found[told] = int(places[start]), int(places[end - 1]) + 1
    return found


def _apart(text: str, codes: "Codes", places: "Places", start: int, end: int) -> bool:
    """Whether a stretch of the folded text neither begins nor ends inside a word or a number."""
    for at in (start, end):
        if 0 < at < len(codes) and places[at] - places[at - 1] == 1 and _glued(chr(codes[at - 1]), chr(codes[at])):
            # between two numbers a blank counts; that of a line end separates them for good
            last, first = (at - 2, at) if at == start else (at - 1, at + 1)
            if "\n" not in text[places[max(last, 0)] : places[min(first, len(places) - 1)]]:
                return False
    return True


def _glued(one: str, other: str) -> bool:
    """Whether two neighbours are parts of one word, letter or number; words of hanzi and kana have no such ends."""
    if (one.isdigit() and not other.isalpha()) or (other.isdigit() and not one.isalpha()) or combining(other):
        return True
    wide = any("\u2e80" <= char < "\uac00" or char >= "\U00020000" for char in (one, other))
    return not wide and one.isalnum() and other.isalnum()
