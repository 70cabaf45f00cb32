"""Where a line stands in the body of its page: how much prose lies before it and behind it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate

from corpusclean.rules.chrome.marks import Mark
from corpusclean.rules.chrome.sheet import HEADING, SHORT, Sheet, dates

__all__ = ["BODY", "EDGE", "HEADING", "SHORT", "View"]

#: Share of the body that may stand between a marked line and the edge of the page.
EDGE = 0.08
#: Less prose than this (bytes of UTF-8) is no body.
BODY = 200


class View:
    """The lines that are left, with the weight of the body before and behind each."""

    def __init__(self, sheet: Sheet, marks: Sequence[Mark | None], gone: Iterable[int]) -> None:
        self.sheet = sheet
        self.lines = sheet.lines
        self.says = sheet.says
        self.marks = marks
        self._gone = gone = frozenset(gone)
        self.left = self.staying(sheet.solid)
        self.marked = [i for i in sheet.marked if marks[i] is not None and i not in gone]
        weighs = sheet.prose.copy()
        for i in gone:
            weighs[i] = 0
        for i in self.marked:
            weighs[i] = 0
        for i in sheet.wraps:  # the lines of a paragraph that is wrapped do not end like sentences
            if i not in gone and i + 1 not in gone:
                for j in (i, i + 1):
                    if marks[j] is None:
                        weighs[j] = sheet.weights[j]
        self.body = list(map(bool, weighs))
        sums = list(accumulate(weighs, initial=0))
        self.total = sums[-1]
        self.before = sums[:-1]
        self.after = list(map(self.total.__sub__, sums[1:]))

    def staying(self, lines: Sequence[int]) -> list[int]:
        """Those of the lines that are left."""
        return [i for i in lines if i not in self._gone] if self._gone else list(lines)

    def rank(self, i: int) -> int:
        """The place of a line among those that are left."""
        return bisect_left(self.left, i)

    @cached_property
    def dates(self) -> list[int]:
        """The short lines that hold a date."""
        return self.staying(sorted(self.sheet.places(dates)))

    @cached_property
    def unmarked(self) -> list[int]:
        """Running sums of the weights of the lines that are left and have no mark."""
        weights = list(self.sheet.weights)
        for i in (*self._gone, *self.marked):
            weights[i] = 0
        return list(accumulate(weights, initial=0))

    def prose(self, lines: Sequence[int]) -> int:
        """The weight of the prose from the first of these lines to the last."""
        return self.total - self.before[lines[0]] - self.after[lines[-1]] if lines else 0

    def previous(self, i: int) -> int | None:
        """The line before that is not blank, gone or not."""
        return next((j for j in range(i - 1, -1, -1) if self.lines[j].text), None)

    def next(self, i: int) -> int | None:
        """The line behind that is not blank, gone or not."""
        return next((j for j in range(i + 1, len(self.lines)) if self.lines[j].text), None)
