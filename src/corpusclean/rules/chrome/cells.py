r"""What the line model looks at: properties of a line and of what stands around it, each as a small number, a *cell*.

A cell is one value of one property, or of two or three together, such as the length by steps and the kind of the last
character; the model has one weight for each cell of each `Property` and adds up those of a line.  Three sets:
`OWN` is seen in the line alone, `AROUND` in its neighbours and its place on the page, and `AGAIN` in what the first
two sets said of the lines around.  Changing a property means training again: ``benchmarks/chrome/train.py``.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from corpusclean.rules.chrome.files import DATA, listed
from corpusclean.rules.chrome.lines import core, forms

__all__ = [
    "AGAIN",
    "AROUND",
    "INNER",
    "KINDS",
    "LOOKED",
    "OFFSETS",
    "OWN",
    "STEPS",
    "TOTAL",
    "Property",
    "inner",
    "made",
]

#: The kinds of marks, in the order of their cells.
KINDS = ("breadcrumb", "credit", "buttons", "navigation", "neighbours", "notice", "related", "comments")


class Property(NamedTuple):
    """A property: how many cells it has, and what it says of a line, for people."""

    name: str
    size: int
    says: str


OWN = (
    Property("length and end", 13 * 8, "its length and end"),
    Property("start and length", 9 * 4, "how it begins"),
    Property("stops and commas", 4 * 4, "its punctuation"),
    Property("digits and dates", 5 * 2 * 2, "its digits"),
    Property("capitals", 5 * 3, "its capitals"),
    Property("bars", 4 * 3, "bars and arrows"),
    Property("symbols", 4 * 3, "its symbols"),
    Property("address", 2 * 3, "an address"),
    Property("script and length", 2 * 13, "its length"),
    Property("known words", 4 * 4, "known words"),
    Property("share of known words", 5 * 2, "known words"),
    Property("copies", 3 * 3, "it comes back"),
    Property("indent and blank lines", 3 * 3 * 3, "blank lines around"),
    Property("mark", 25, "a known line"),
)
AROUND = (
    Property("place in the prose", 8 * 8 * 3, "its place beside the prose"),
    Property("neighbours", 6 * 6 * 2, "its neighbours"),
    Property("known lines near", 9 * 3, "known lines near"),
    Property("prose near", 9 * 3, "little prose near"),
    Property("short lines near", 9 * 3, "short lines near"),
    Property("bullets near", 3 * 2 * 2, "bullets near"),
    Property("dates near", 4 * 2 * 2, "dates near"),
    Property("opener", 6 * 4 * 3, "behind an opener"),
    Property("opener and place", 2 * 8 * 3, "behind an opener"),
    Property("distance to prose", 7 * 7, "far from prose"),
    Property("page", 6 * 5 * 3, "a page full of known lines"),
    Property("size of the prose", 6 * 3 * 2, "a page of little prose"),
    Property("from the top", 6 * 2, "at the head"),
    Property("from the foot", 6 * 2, "at the foot"),
    Property("known lines around", 4 * 4 * 3, "known lines around"),
    Property("cuts beside", 4 * 3, "beside what goes"),
    Property("mark and place", 9 * 4 * 4, "a known line in its place"),
    Property("kind of page and length", 3 * 13, "its length"),
)
AGAIN = (
    Property("itself and near", 12 * 12, "what is around"),
    Property("near and wider", 12 * 12, "what is around"),
    Property("before and behind", 12 * 12, "what is beside it"),
    Property("place in what reads as prose", 8 * 8 * 3, "its place beside the text"),
    Property("place in what stays", 8 * 8 * 3, "its place beside the text"),
    Property("share of prose", 6 * 12, "a page of little text"),
    Property("wider", 12 * 3, "what is around"),
    Property("widest", 12 * 3, "what is around"),
    Property("itself and widest", 12 * 12, "what is around"),
)
#: Where the cells of each property begin in the table of weights; its last weight is the constant.
OFFSETS = tuple(
    sum(one.size for one in (*OWN, *AROUND, *AGAIN)[:n]) for n in range(len(OWN) + len(AROUND) + len(AGAIN))
)
TOTAL = OFFSETS[-1] + AGAIN[-1].size
#: So many properties of `OWN`, the first, are those of a line by itself: see `corpusclean.rules.chrome.looks`.
LOOKED = 11
#: The words of `inner`, made by ``benchmarks/chrome/make_terms.py``.
INNER = DATA / "inner.dat"
#: Steps of length (bytes of UTF-8).
STEPS = (6, 12, 20, 32, 48, 72, 100, 140, 200, 300, 500, 1000)


@cache
def inner() -> AhoCorasick:
    """Finds words of chrome anywhere in a text: terms that are long enough to mean something inside a line."""
    return AhoCorasick(INNER.read_text(encoding="utf-8").split("\n"))


def made() -> str:
    """What `INNER` holds: the words, without those in which another one ends earlier, which are never found.

    Of words that overlap the one that ends first is found, and the search goes on behind it.
    """
    words = sorted(_inner_words())
    whole = AhoCorasick(words)
    return "\n".join(word for word in words if whole.find_matches_as_indexes(word)[0][2] == len(word))


def _inner_words() -> set[str]:
    found: set[str] = set()
    for file in ("comments", "related", "buttons", "navigation"):
        for group, words in listed(file).items():
            for word in (core(one.removeprefix("! ")) for one in words):
                wide = bool(word) and word[0] > "\u2e80"
                least = 6 if word.isascii() else 2 if wide and group != "beside" else 3
                if len(word) >= least:
                    found |= forms(word)
    for file in ("footers", "notices"):
        found |= _all_forms(word.removeprefix("= ") for words in listed(file).values() for word in words)
    labels = (label for name, names in listed("labels").items() if name != "other" for label in names)
    found |= {label + sign for label in _all_forms(labels) for sign in ":："}
    return {word for word in found if len(word) > 1}


def _all_forms(words: Iterable[str]) -> set[str]:
    return {form for word in words for form in forms(word)}
