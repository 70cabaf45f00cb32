"""Documents that stand in the corpus twice."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from corpusclean.document import Document
from corpusclean.edits import Edit
from corpusclean.rules.duplicates import keeper
from corpusclean.rules.duplicates.folding import digest, folded, key_of, light, prepare

__all__ = ["ExactDuplicate", "key", "literal"]

#: Below this weight (20 hanzi, 60 letters) a text is compared as it is: "OK" and "ok." may be two answers.
SHORT = 60
#: More than one such sign in 25 code points that count: a program, a table or a formula.  Seen: programs have one in
#: four to ten, Markdown with many links one in 40, prose one in 200 and fewer.
SIGNS = "+<>=$%&*@#^|~\\_({[;"
DENSE = 25
_SIGNS, _DIGITS = SIGNS.encode(), b"0123456789"
_HASH = 16


class ExactDuplicate:
    """A document whose cleaned text is that of another, but for script, width, case, punctuation and spacing.

    The same article stands on many sites, in Simplified and in Traditional characters, with one width of commas or the
    other; a model that reads it a hundred times learns it by heart.  One copy stays as it is written; the others are
    dropped.  The note names the one that stays: ``same as a.txt`` where the texts are equal to the last character,
    ``same as a.txt but for script, width, case, punctuation or spacing`` where only what counts is equal.

    ``keep`` says which stays: the ``first`` by path and row, the ``longest``, the ``earliest`` published, or that of
    the ``preferred`` source, where ``prefer`` lists patterns of paths, hosts or publishers, the best first.  Whatever
    it says, a document of an earlier run stays before one of a later run, and the order of the files is of no account.

    Numbers are compared with their points, commas, colons and signs: 3.14 is not 314.  Texts below 20 hanzi or 60
    letters, and programs, formulas and tables of figures, where a mark is the meaning, must be equal to the last
    character.  A document without text is a duplicate of nothing.  Texts are compared by keys of 128 bits (BLAKE2b)
    after all other rules have run; that two different ones meet has a chance of 10⁻¹⁵ among 10¹² documents.

    >>> from corpusclean.document import Source
    >>> from corpusclean.testing import play
    >>> def notes(*texts):
    ...     corpus = [Document.of(Source.of(text), f"{n}.txt") for n, text in enumerate(texts)]
    ...     return [[edit.note for edit in edits] for edits in play(ExactDuplicate(), corpus)]
    >>> hant = "這篇講了後來的事,說得很長,也很清楚,沒有留下疑問。"
    >>> hans = "这篇讲了后来的事，说得很长，也很清楚，没有留下疑问。"
    >>> notes(hant, hans, hans + "完", hant)  # doctest: +NORMALIZE_WHITESPACE
    [[], ['same as 0.txt but for script, width, case, punctuation or spacing'], [],
     ['same as 0.txt']]
    >>> notes(*(f"今年长了{times}倍,去年没有长,前年也没有长,大家都很高兴。" for times in ("3.14", "314")))
    [[], []]
    """

    def __init__(
        self, *, keep: Literal["first", "longest", "earliest", "preferred"] = "first", prefer: tuple[str, ...] = ()
    ) -> None:
        keeper.check(keep, prefer)
        self.keep, self.prefer = keep, tuple(prefer)

    def prepare(self, texts: Sequence[str]) -> None:
        """Fold them together, before they are asked one by one."""
        prepare(texts)

    def facts(self, document: Document, answers: Sequence[Mapping[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
        """One round: the key of the text; under it the order of the document, and a hash of the very text."""
        if document.text and not answers:
            order = keeper.order(document, self.keep, self.prefer)
            yield key(document.text), order + _hash(document.text)

    def unread(
        self, said: Mapping[bytes, bytes | None], answers: Sequence[Mapping[bytes, bytes]]
    ) -> dict[bytes, bytes | None] | None:
        """The keeper need not be read again: what it hears is what it said."""
        return {} if answers[0] == said else None

    def combine(self, one: bytes, other: bytes) -> bytes:
        """The keeper of two."""
        return min(one, other)

    def edits(self, document: Document, answers: Sequence[Mapping[bytes, bytes]]) -> Iterator[Edit]:
        """The whole text of a document that is not the keeper."""
        for fact in answers[0].values() if answers else ():
            if fact[:-_HASH] != keeper.order(document, self.keep, self.prefer):
                note = f"same as {keeper.name(fact[:-_HASH])}"
                if fact[-_HASH:] != _hash(document.text):
                    note += " but for script, width, case, punctuation or spacing"
                yield Edit(0, len(document.text), "", note=note)


@lru_cache(maxsize=1)  # for the rules that ask about the same document
def literal(text: str) -> bool:
    r"""Whether marks may be the meaning of a text: a program, a formula, a table of figures.

    >>> literal("if (a - b) < 0: return a*b"), literal("1 2 3\n4 5 6"), literal("In 2024, 30 of them came.")
    (True, True, False)
    """
    raw = text.encode("utf-8", "surrogatepass")
    size = len(text) - text.count(" ") - text.count("\n")
    bare = raw.translate(None, _SIGNS + _DIGITS)
    if (len(raw) - len(bare)) * DENSE <= size:  # neither are many where both together are few
        return False
    digits = len(raw) - len(raw.translate(None, _DIGITS))
    return (len(raw) - len(bare) - digits) * DENSE > size or digits * 3 > size


def key(text: str) -> bytes:
    """The key that equal texts share: of what counts, or of a short or literal text as it is.

    >>> key("后来的事，" * 5) == key("後來的事," * 5), key("后来") == key("後來")
    (True, False)
    """
    if light(folded(text), SHORT) or literal(text):
        return digest(b"literally " + text.encode("utf-8", "surrogatepass"))
    return key_of(text)


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_HASH).digest()
