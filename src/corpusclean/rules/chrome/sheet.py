"""The lines of a page as columns: what is true of a line whatever is cut around it, worked out once.

The plan and the line model look at a page again and again while lines go.  What they ask of single lines is kept here,
each column made when it is first asked for, and handed on to what is left of the page (`Sheet.without`).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, compress
from operator import and_
from typing import TYPE_CHECKING, TypeVar

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.lexicon import Mark, entries
from corpusclean.rules.chrome.lines import DATED_WORDS, Line, core, dated
from corpusclean.rules.chrome.marks import mark_of

if TYPE_CHECKING:
    from corpusclean.rules.chrome.looks import Ints

__all__ = [
    "BACK_MATTER",
    "HEADING",
    "OPENING",
    "SHORT",
    "WRAPPED",
    "Sheet",
    "back_matter",
    "colons",
    "consents",
    "counters",
    "dates",
    "years",
]

#: A line of a paragraph that is wrapped is at least so heavy (bytes of UTF-8) where the next begins in lower case.
WRAPPED = 56
#: A heading is no heavier than this, a line with a date or the name of who speaks no heavier than that.
HEADING, SHORT = 60, 120
#: Headings of an author's own back matter: a list ends before them.
BACK_MATTER = frozenset(map(core, entries("back_matter")))
_COUNTER = lazy(r"[(（\[]?\s?\d{1,6}\s?[)）\]]?")
#: A sentence is at least so heavy (bytes of UTF-8: eight hanzi), and opens a list with a colon.
OPENING = 24
_YEAR = lazy(r"(?:19|20)\d\d")
_T = TypeVar("_T")


class Sheet:
    """The lines of a page with their marks, and columns made when they are asked for; the numbers in sets are places.

    ``origin`` are the lines in the sheet this one was made from, and that sheet: its columns need not be made again.
    """

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        marks: Sequence[Mark | None],
        origin: "tuple[Sheet, Sequence[int]] | None" = None,
    ) -> None:
        self.text, self.lines, self.marks = text, lines, marks
        self._origin = origin
        self._places: dict[object, frozenset[int]] = {}

    def without(self, left: Sequence[int]) -> "Sheet":
        """What is left of the page when only these lines stay."""
        lines = list(map(self.lines.__getitem__, left))
        marks = list(map(self.marks.__getitem__, left))
        for n in compress(range(len(left)), map(self.places(years).__contains__, left)):
            # a bare time is known by the line feed that stands before it
            marks[n] = mark_of(lines[n].text, fresh=n > 0 and self.text[lines[n - 1].end - 1] == "\n")
        return Sheet(self.text, lines, marks, (self, left))

    def column(self, name: str, make: Callable[[], list[_T]]) -> list[_T]:
        """A column of this name: that of the sheet this one was made from, or made."""
        if self._origin:
            sheet, left = self._origin
            return list(map(getattr(sheet, name).__getitem__, left))
        return make()

    def places(self, find: "Callable[[Sheet], Iterable[int]]") -> frozenset[int]:
        """The lines that ``find`` finds, by what they say alone, in the whole page; of them those that are here."""
        found = self._places.get(find)
        if found is None:
            if self._origin:
                sheet, left = self._origin
                whole = sheet.places(find)
                found = frozenset(compress(range(len(left)), map(whole.__contains__, left)) if whole else ())
            else:
                found = frozenset(find(self))
            self._places[find] = found
        return found

    @property
    def items(self) -> Iterable[tuple[int, str, int]]:
        """The number, the text and the weight of each line that is not blank."""
        return zip(self.solid, filter(None, self.texts), filter(None, self.weights), strict=True)

    @cached_property
    def texts(self) -> list[str]:
        """What each line says."""
        return [line.text for line in self.lines]

    @cached_property
    def weights(self) -> list[int]:
        """The weight of each line."""
        return [line.weight for line in self.lines]

    @cached_property
    def solid(self) -> list[int]:
        """The lines that are not blank."""
        return list(compress(range(len(self.lines)), self.texts))

    @cached_property
    def marked(self) -> list[int]:
        """The lines that have a mark."""
        return list(compress(range(len(self.lines)), self.marks))

    @cached_property
    def says(self) -> list[str]:
        """What each line that could be a heading says; "" for the others."""
        return self.column(
            "says", lambda: [core(text) if 0 < weight <= HEADING else "" for text, weight in self._pairs]
        )

    @property
    def _pairs(self) -> Iterable[tuple[str, int]]:
        return zip(self.texts, self.weights, strict=True)

    @cached_property
    def prose(self) -> list[int]:
        """The weight of each line that is a sentence or more, of the others 0."""
        return self.column("prose", lambda: [line.weight if line.prose else 0 for line in self.lines])

    @cached_property
    def wraps(self) -> list[int]:
        """Lines whose sentence goes on in the next one: in lower case, behind a Latin letter or a comma."""
        return list(compress(range(len(self.lines)), map(and_, self.open, self.low[1:])))

    @cached_property
    def open(self) -> list[bool]:
        """Whether a sentence may go on behind each line."""
        return self.column("open", lambda: [weight >= WRAPPED and _open(text[-1]) for text, weight in self._pairs])

    @cached_property
    def low(self) -> list[bool]:
        """Whether each line begins in lower case."""
        return self.column(
            "low", lambda: [text[:1].islower() and not text.startswith(("http", "www.")) for text in self.texts]
        )

    @cached_property
    def lower(self) -> list[str]:
        """The lines in lower case."""
        return self.column("lower", lambda: list(map(str.lower, self.texts)))

    @cached_property
    def looks(self) -> "Ints":
        """What each line is by itself, for the line model."""
        from corpusclean.rules.chrome.looks import append, looks

        # With the columns that `WEIGHT` and the next name.
        rest = (self.weights, map(bool, self.prose), (line.indent for line in self.lines))
        return append(looks(self.texts, self.weights), rest)

    def columns(self, places: Sequence[int]) -> "Ints":
        """What these lines are by themselves, a row for each column."""
        if self._origin:
            sheet, left = self._origin
            return sheet.columns(list(map(left.__getitem__, places)))
        return self.looks.take(places, axis=1)

    @cached_property
    def _page(self) -> tuple[str, list[int]]:
        """The whole page in lower case, and where each line begins."""
        return _joined(self.lower)

    def saying(self, words: Sequence[str]) -> set[int]:
        """The lines that have one of these words, which are in lower case."""
        return _having(*self._page, words)

    def dating(self) -> set[int]:
        """The lines with what each date has."""
        page, starts = _joined(self.texts)
        found = _having(page, starts, DATED_WORDS)
        line = 0
        for year in _YEAR.finditer(page):
            if year.start() >= starts[line]:
                line = bisect_right(starts, year.start(), line)
                found.add(line - 1)
        return found


def _joined(texts: Sequence[str]) -> tuple[str, list[int]]:
    return "\n".join(texts), list(accumulate(map((1).__add__, map(len, texts)), initial=0))


def _having(page: str, starts: Sequence[int], words: Iterable[str]) -> set[int]:
    found = set()
    for word in words:
        at = page.find(word)
        while at >= 0:
            line = bisect_right(starts, at)
            found.add(line - 1)
            at = page.find(word, starts[line])
    return found


def _open(last: str) -> bool:
    return last in ",;-" or (last.isalpha() and last < "\u2e80")


def years(sheet: Sheet) -> Iterable[int]:
    """The lines that may be a bare time: they begin with a year, right at the start of the line."""
    return [i for i, text, _ in sheet.items if text[:2] in ("19", "20") and not sheet.lines[i].indent]


def back_matter(sheet: Sheet) -> Iterable[int]:
    """The headings of an author's own back matter."""
    return [i for i, says in enumerate(sheet.says) if says in BACK_MATTER]


def consents(sheet: Sheet) -> Iterable[int]:
    """The headings of cookie policies."""
    headings = frozenset(listed("notices")["consent"])
    return [i for i, says in enumerate(sheet.says) if says in headings]


def counters(sheet: Sheet) -> Iterable[int]:
    """The lines that are nothing but a number."""
    return [i for i, text, weight in sheet.items if weight <= 12 and _COUNTER.fullmatch(text)]


def dates(sheet: Sheet) -> Iterable[int]:
    """The short lines that hold a date."""
    return [i for i in sheet.dating() if sheet.weights[i] <= SHORT and dated(sheet.texts[i])]


def colons(sheet: Sheet) -> Iterable[int]:
    """The lines that end with a colon and are heavy enough to open a list."""
    return [i for i, text, weight in sheet.items if weight >= OPENING and text[-1] in ":："]
