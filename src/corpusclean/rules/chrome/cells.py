r"""What the line model looks at: properties of a line and of what stands around it, each as a small number, a *cell*.

A cell is one value of one property, or of two or three together, such as the length by steps and the kind of the last
character; the model has one weight for each cell of each `Property` and adds up those of a line.  Three sets:
`OWN` is seen in the line alone, `AROUND` in its neighbours and its place on the page, and `AGAIN` in what the first
two sets said of the lines around.  Changing a property means training again: ``benchmarks/chrome/train.py``.

The classes of characters come from the bytes: one `bytes.translate` gives every code point its class, and the bytes
that go on in a character are deleted on the way.

>>> classes("Aé1，中 x")
b'Al0Fc a'
"""

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.lines import BULLETS, CLOSERS, core, dated, forms

__all__ = [
    "AGAIN",
    "AROUND",
    "KINDS",
    "OFFSETS",
    "OWN",
    "STEPS",
    "TOTAL",
    "Look",
    "Property",
    "classes",
    "inner",
    "look",
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
#: So many properties of `OWN`, the first, are those of a `Look`.
LOOKED = 9
#: Steps of length (bytes of UTF-8).
STEPS = (6, 12, 20, 32, 48, 72, 100, 140, 200, 300, 500, 1000)
#: Lines up to this weight are looked at once and remembered.
REMEMBERED = 400


def _table() -> bytes:
    """The class of a character by its first byte."""
    found = bytearray(b"." * 128 + b"p" * 128)
    for first, last, name in (
        ("0", "9", "0"),
        ("A", "Z", "A"),
        ("a", "z", "a"),
    ):
        found[ord(first) : ord(last) + 1] = name.encode() * (ord(last) - ord(first) + 1)
    for char in " \t\r\n\v\f":
        found[ord(char)] = ord(" ")
    for char in "|/>":
        found[ord(char)] = ord("|")
    for char in "{}=<;\\$#@&*+^_~`":
        found[ord(char)] = ord("s")
    found[0xC3:0xE2] = b"l" * (0xE2 - 0xC3)  # Latin, Greek, Cyrillic, Arabic, Thai
    found[0xE3] = ord("k")  # kana, and the punctuation of Chinese
    found[0xE4:0xEF] = b"c" * (0xEF - 0xE4)  # hanzi, hangul
    found[0xEF] = ord("F")  # full width
    return bytes(found)


_CLASSES, _LATER = _table(), bytes(range(0x80, 0xC0))
_ENDS = {
    char: kind
    for kind, chars in enumerate((".。．।", "!?！？", "…", ":：", ",，、;；—-–", ")）]】」』》>”\"'’"), 1)
    for char in chars
}
_CLOSED, _DIGIT = 6, 7
_QUOTES = frozenset("'\"“「『‘《【[(（#")
_WORK = lazy(r"[\W\d]{0,8}[^\W\d]{0,12}[:：]?《[^》]{1,60}》[^。]{0,24}")
_STARTS = {"0": 2, "A": 3, "a": 4, "c": 5, "k": 5, "l": 7}


def classes(text: str) -> bytes:
    """The class of each code point: ``A`` and ``a`` letters, ``l`` others, ``c`` hanzi, ``0`` digits, marks."""
    return text.encode("utf-8", "surrogatepass").translate(_CLASSES, _LATER)


class Look(NamedTuple):
    """What a line is by itself: the first cells of `OWN` with their offsets, and what `AROUND` needs.

    ``words`` of chrome stand in it and cover so many of its code points; ``solid`` lines are rows of a table and titles
    of works.
    """

    cells: tuple[int, ...]
    step: int
    size: int
    dated: bool
    bulleted: bool
    sentence: bool
    cjk: int
    latin: int
    words: int
    covered: int
    solid: bool


def look(text: str, weight: int) -> Look:
    """What a line of this weight (bytes of UTF-8) is by itself."""
    return _remembered(text, weight) if weight <= REMEMBERED else _look(text, weight)


def _look(text: str, weight: int) -> Look:
    shape = classes(text)
    count = shape.count
    letters = len(shape)
    step = bisect_right(STEPS, weight)
    size = 0 if weight <= 40 else 1 if weight <= 120 else 2
    end = _ENDS.get(text[-1], 0)
    if end == _CLOSED:
        end = _ENDS.get(text.rstrip(CLOSERS)[-1:], _CLOSED)
        end = end if end < 4 else _CLOSED
    elif not end and text[-1].isdigit():
        end = _DIGIT
    bulleted = text.startswith(BULLETS)
    start = 1 if bulleted else 6 if text[0] in _QUOTES else _STARTS.get(chr(shape[0]), 8)
    stops = text.count(". ") + text.count("。") + text.count("！") + text.count("? ")
    commas = text.count(", ") + text.count("，") + text.count("、")
    digits = count(b"0")
    when = digits > 0 and weight <= 150 and dated(text)
    latin = count(b"a") + count(b"A") + count(b"l")
    cjk = count(b"c") + count(b"k")
    capitals = 0
    if latin * 2 >= letters:
        share = (count(b" A") + (shape[:1] == b"A")) / (count(b" ") + 1)
        capitals = 1 if share < 0.2 else 2 if share < 0.5 else 3 if share < 0.8 else 4
    symbols = count(b"s") / letters
    address = "http" in text or "www." in text or "@" in text
    found = (
        step * 8 + end,
        start * 4 + min(3, step // 3),
        min(3, stops) * 4 + min(3, commas),
        (_share(digits / letters, (0.1, 0.25, 0.5)) * 2 + when) * 2 + (weight <= 60),
        capitals * 3 + size,
        min(3, count(b"|")) * 3 + size,
        min(3, _share(symbols, (0.04, 0.12))) * 3 + size,
        address * 3 + size,
        (cjk * 3 > letters) * 13 + step,
    )
    cells = tuple(map(int.__add__, OFFSETS, found))
    spans = [(start, end) for _, start, end in inner().find_matches_as_indexes(text)]
    covered = sum(end - start for start, end in spans)
    solid = "\t" in text or text[0] in "|+│├└┌" or _WORK.fullmatch(text) is not None
    return Look(cells, step, size, when, bulleted, end in (1, 2), cjk, latin, len(spans), covered, solid)


_remembered = lru_cache(maxsize=8192)(_look)


def _share(share: float, steps: tuple[float, ...]) -> int:
    """0 for nothing, else 1 and one more for each step passed."""
    return 0 if not share else 1 + bisect_right(steps, share)


@cache
def inner() -> AhoCorasick:
    """Finds words of chrome anywhere in a text: terms that are long enough to mean something inside a line."""
    return AhoCorasick(sorted(_inner_words()))


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
