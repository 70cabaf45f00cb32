"""Where a line stands in the body of its page: how much prose lies before it and behind it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from corpusclean.rules.chrome.lines import Line, core, dated
from corpusclean.rules.chrome.marks import Mark

__all__ = ["BODY", "EDGE", "HEADING", "SHORT", "View", "sayings"]

#: A line of a paragraph that is wrapped is at least so heavy (bytes of UTF-8) where the next begins in lower case.
WRAPPED = 56
#: Share of the body that may stand between a marked line and the edge of the page.
EDGE = 0.08
#: Less prose than this (bytes of UTF-8) is no body.
BODY = 200
#: A heading is no heavier than this, a line with a date or the name of who speaks no heavier than that.
HEADING, SHORT = 60, 120


def sayings(lines: Sequence[Line]) -> list[str]:
    """What each line that could be a heading says; "" for the others."""
    return [core(line.text) if 0 < line.weight <= HEADING else "" for line in lines]


def _goes_on(text: str, following: str) -> bool:
    """Whether a sentence goes on in the next line: in lower case, behind a Latin letter or a comma."""
    last = text[-1]
    bridged = last in ",;-" or (last.isalpha() and last < "\u2e80")
    return bridged and following[0].islower() and not following.startswith(("http", "www."))


class View:
    """The lines that are left, with the weight of the body before and behind each."""

    def __init__(
        self, lines: Sequence[Line], says: Sequence[str], marks: Sequence[Mark | None], gone: Mapping[int, object]
    ) -> None:
        self.lines = lines
        self.says = says
        self.marks = marks
        self.left = [i for i, line in enumerate(lines) if line.text and i not in gone]
        self.body = [False] * len(lines)
        self.rank = [0] * len(lines)
        weights = [0] * len(lines)
        for n, i in enumerate(self.left):
            self.rank[i] = n
            if marks[i] is None and lines[i].prose:
                self.body[i] = True
                weights[i] = lines[i].weight
        for i, other in pairwise(self.left):  # the lines of a paragraph that is wrapped do not end like sentences
            if other == i + 1 and lines[i].weight >= WRAPPED and _goes_on(lines[i].text, lines[other].text):
                for j in (i, other):
                    if marks[j] is None and not self.body[j]:
                        self.body[j] = True
                        weights[j] = lines[j].weight
        sums = list(accumulate(weights, initial=0))
        self.total = sums[-1]
        self.before = sums[:-1]
        self.after = [self.total - behind for behind in sums[1:]]

    @cached_property
    def dates(self) -> list[int]:
        """The short lines that hold a date."""
        return [i for i in self.left if self.lines[i].weight <= SHORT and dated(self.lines[i].text)]

    def prose(self, lines: Sequence[int]) -> int:
        """The weight of the prose from the first of these lines to the last."""
        return self.total - self.before[lines[0]] - self.after[lines[-1]] if lines else 0

    def previous(self, i: int) -> int | None:
        """The line before that is not blank, gone or not."""
        return next((j for j in range(i - 1, -1, -1) if self.lines[j].text), None)

    def next(self, i: int) -> int | None:
        """The line behind that is not blank, gone or not."""
        return next((j for j in range(i + 1, len(self.lines)) if self.lines[j].text), None)
