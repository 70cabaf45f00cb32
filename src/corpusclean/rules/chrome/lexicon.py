"""The words by which chrome is known, in all their cases; read when a page is first looked at.

Each file has one term a line; ``#`` begins a comment line, ``[name]`` a list of its own, ``! `` and ``= `` before a
term are explained at the head of the file.  Terms stand in lower case; `corpusclean.rules.chrome.lines.forms` gives
the other cases, so that a trigger can name exactly what a rule looks for.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from corpusclean.rules.chrome.files import DATA, listed
from corpusclean.rules.chrome.lines import core, forms

__all__ = ["ALONE", "BESIDE", "SURE", "TERMS", "Mark", "Term", "entries", "made", "table", "term_of", "terms"]

#: The terms as they are looked up, made by ``benchmarks/chrome/make_terms.py``.
TERMS = DATA / "terms.dat"
#: The kinds of whole-line terms; a term with two kinds has the first.
_WHOLE = ("comments", "related", "buttons", "navigation")

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


def _each() -> Iterator[tuple[str, Term]]:
    """The whole-line terms with what they are, those first that win where two share a form."""
    for kind in _WHOLE:
        for group, words in listed(kind).items():
            weak = group == "beside" or kind == "navigation"
            for word in words:
                term = word.removeprefix("! ")
                yield term, Term(kind, SURE if term != word else BESIDE if weak else ALONE)


@cache
def terms() -> dict[str, Term]:
    """The whole-line terms in all their forms; where a term has two kinds, the one that may open a list.

    For tests and scripts, since it takes long; rules ask `term_of`.
    """
    found: dict[str, Term] = {}
    for word, term in _each():
        for form in forms(word):
            found.setdefault(core(form), term)
    return found


def made() -> str:
    """What `TERMS` holds."""
    found: dict[str, list[str]] = {}
    for word, (kind, strength) in _each():
        for key in sorted({core(form).lower() for form in forms(word)}):
            found.setdefault(key, []).append(f"{_WHOLE.index(kind)}{strength}{word if word != key else ''}")
    return "".join(f"{key}\n" + "\t".join(said) + "\n" for key, said in found.items())


@cache
def table() -> dict[str, str]:
    """What may be a term, in lower case, with what `term_of` reads; no line whose core is not here is one."""
    lines = TERMS.read_text(encoding="utf-8").split("\n")
    return dict(zip(lines[::2], lines[1::2], strict=False))


@lru_cache(maxsize=4096)
def term_of(word: str) -> Term | None:
    """What ``terms()[word]`` says, from a table a third as large that takes no time to make."""
    key = word.lower()
    for said in table().get(key, "").split("\t"):
        if said and word in map(core, forms(said[2:] or key)):
            return Term(_WHOLE[int(said[0])], int(said[1]))
    return None


def entries(file: str, *groups: str) -> Iterator[str]:
    """The terms of a data file, or of some of its lists, in all their forms and without their marks."""
    for group, words in listed(file).items():
        if not groups or group in groups:
            for word in words:
                yield from forms(word.removeprefix("! ").removeprefix("= "))
