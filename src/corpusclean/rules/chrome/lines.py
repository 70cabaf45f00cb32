r"""A text as lines with their shape: what the rules of chrome look at, split once.

A line here ends where `str.splitlines` says, so that old Mac files and form feeds are lines too, and holds its own
line end: cutting ``text[line.start:line.end]`` takes the whole line out.

>>> [line.text for line in split("  • one\n\ntwo.")]
['• one', '', 'two.']
"""

from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import accumulate
from operator import mul, sub
from typing import NamedTuple

from corpusclean.patterns import lazy

__all__ = [
    "BULLETS",
    "CLOSERS",
    "DATE",
    "DATED_WORDS",
    "EDGE",
    "Line",
    "core",
    "dated",
    "forms",
    "lines_of",
    "pieces",
    "skeleton",
    "split",
    "weights_of",
]

#: A line of prose is at least this heavy (bytes of UTF-8: 24 hanzi or 72 Latin letters) and ends like a sentence ...
SENTENCE = 72
#: ... or is at least this heavy, however it ends.
PARAGRAPH = 200

_END = (".", "。", "!", "！", "?", "？", "…", "．", "।", "。」", "。』")
CLOSERS = "\"'”’」』)）】》» \u00a0]"  # what may stand behind the end of a sentence
EDGE = " \t\u00a0\u3000\u2002\u2003\u200b•·●○■□◆◇▪▶►▸▼▲★☆※→←↑↓|｜丨-–—_*#>›»<‹«:：,，、.。;；!！…~/\\+=()（）[]【】「」《》〈〉{}'\"“”0123456789"  # noqa: E501
BULLETS = ("•", "·", "●", "○", "■", "◆", "▪", "* ", "- ", "– ", "◦", "‣", "▶", "►")
#: A date as pages write it.
DATE = (
    r"(?:19|20)\d\d\s?[-/.年년]\s?\d{1,2}(?:\s?[-/.月월]\s?\d{1,2}(?!\d))?"  # 2024-05-28, 2024年5月
    r"|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d"  # 28.05.2024
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,? (?:19|20)\d\d"
    r"|\b\d{1,2} (?:minutes?|mins?|hours?|days?|weeks?|months?|years?) ago\b"
    r"|\d{1,2}\s?(?:分钟|小时|天|周|个月|月|年)前|\d{1,2}月\d{1,2}日 \d{1,2}:\d\d"
)
#: Words that headlines in title case leave small.
_SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "of",
        "on",
        "or",
        "our",
        "the",
        "to",
        "with",
        "your",
    )
)
_DATE = lazy(DATE)
#: These stand in every date that has no year in four digits, and are found much faster.
DATED_WORDS = (" ago", "前", "月")
_DATELIKE = lazy(rf"19\d\d|20\d\d|{'|'.join(DATED_WORDS)}")
_DIGITS = lazy(r"\d+")
_BARS = lazy(r"[|｜丨·•/\t:：]")
_GAPS = lazy(r"\s\s+")


class Line(NamedTuple):
    """A line: its span with the line end, the text without blanks around it, its indent, its weight in bytes."""

    start: int
    end: int
    text: str
    indent: int
    weight: int

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen."""
        return not self.text

    @property
    def bulleted(self) -> bool:
        """Whether it begins with a mark of a list."""
        return self.text.startswith(BULLETS)

    @property
    def sentence(self) -> bool:
        """Whether it ends as sentences do."""
        return self.text.rstrip(CLOSERS).endswith(_END)

    @property
    def prose(self) -> bool:
        """Whether it is a sentence or more; of length and end alone no line is ever cut, but they make a body."""
        weight = self.weight
        return weight >= SENTENCE and (weight >= PARAGRAPH or self.sentence)


def split(text: str) -> list[Line]:
    """The lines of the text."""
    raws = text.splitlines(keepends=True)
    return lines_of(raws, list(map(str.strip, raws)))


def lines_of(raws: Sequence[str], bare: Sequence[str]) -> list[Line]:
    """Lines from what `str.splitlines` gives with the ends kept, and the same without blanks around it.

    Column by column, in loops that are not Python's: pages have some twenty thousand lines a megabyte.
    """
    sizes = list(map(len, raws))
    ends = list(accumulate(sizes))
    rests = map(len, map(str.lstrip, raws))
    indents = map(mul, map(sub, sizes, rests), map(bool, bare))
    return list(map(_line, zip([0, *ends], ends, bare, indents, weights_of(bare), strict=False)))


_line = partial(tuple.__new__, Line)


def weights_of(texts: Sequence[str]) -> list[int]:
    """The weight of each line in bytes of UTF-8."""
    try:
        return list(map(len, map(str.encode, texts)))
    except UnicodeEncodeError:  # lone surrogates count as one byte
        return [len(text.encode("utf-8", "replace")) for text in texts]


def core(text: str) -> str:
    """What a line says without bullets, punctuation and a counter around it: ``"  » Comments (3)"`` is ``Comments``."""
    return text.strip(EDGE)


def pieces(text: str) -> list[str]:
    """The parts of a line that strings several items together: ``"Home | News | Sport"``."""
    return [word for part in _BARS.split(text) for piece in _GAPS.split(part) if (word := core(piece.strip()))]


@lru_cache(maxsize=4096)
def dated(text: str) -> bool:
    """Whether a date stands in the line; asked again and again of the lines behind each heading of a list."""
    return _DATELIKE.search(text) is not None and _DATE.search(text) is not None


def skeleton(text: str) -> str:
    """The line without its numbers, to see that it comes back: ``Technik 5.6.2024``, ``Technik 6.6.2024``."""
    return _DIGITS.sub("0", text)


def forms(term: str) -> set[str]:
    """A term in the cases in which it is met; a trigger looks for exactly these.

    A single English word in lower case is too common in prose to be looked for: ``like``, ``top``, ``more``.
    """
    if term.isascii() and term.isalpha() and term.islower():
        return {term.upper(), term.capitalize()}
    if term.lower() == term.upper():  # a script without cases
        return {term}
    return {term, term.lower(), term.upper(), term.capitalize(), term.title(), _headline(term)}


def _headline(term: str) -> str:
    """The case of English headlines: ``Leave a Reply``, ``Terms of Use``."""
    first, *words = term.split(" ")
    return " ".join([first.title(), *(word if word in _SMALL else word.title() for word in words)])
