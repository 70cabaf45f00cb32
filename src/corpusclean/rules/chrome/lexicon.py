"""The words by which chrome is known, in all their cases; read when a page is first looked at.

Each file has one term a line; ``#`` begins a comment line, ``[name]`` a list of its own, ``! `` and ``= `` before a
term are explained at the head of the file.  Terms stand in lower case; `corpusclean.rules.chrome.lines.forms` gives
the other cases, so that a trigger can name exactly what a rule looks for.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.lines import core, forms

__all__ = ["ALONE", "BESIDE", "SURE", "Mark", "Term", "entries", "terms"]


#: How much a term proves: only beside another of its kind, alone at the edge of a page, or beyond doubt.
BESIDE, ALONE, SURE = range(3)


class Term(NamedTuple):
    """A term of a data file: its kind (the file), and how much it proves."""

    kind: str
    strength: int


class Mark(NamedTuple):
    """What a line is, how much its words prove, and the evidence."""

    kind: str
    strength: int
    why: str

    @property
    def sure(self) -> bool:
        """Whether its words alone are proof enough."""
        return self.strength == SURE


@cache
def terms() -> dict[str, Term]:
    """The whole-line terms in all their forms; where a term has two kinds, the one that may open a list."""
    found: dict[str, Term] = {}
    for kind in ("comments", "related", "buttons", "navigation"):
        for group, words in listed(kind).items():
            weak = group == "beside" or kind == "navigation"
            for word in words:
                term = word.removeprefix("! ")
                strength = SURE if term != word else BESIDE if weak else ALONE
                for form in forms(term):
                    found.setdefault(core(form), Term(kind, strength))
    return found


def entries(file: str, *groups: str) -> Iterator[str]:
    """The terms of a data file, or of some of its lists, in all their forms and without their marks."""
    for group, words in listed(file).items():
        if not groups or group in groups:
            for word in words:
                yield from forms(word.removeprefix("! ").removeprefix("= "))
