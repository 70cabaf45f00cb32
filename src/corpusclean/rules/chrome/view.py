"""Where a line stands in the body of its page: how much prose lies before it and behind it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from corpusclean.rules.chrome.lines import Line
from corpusclean.rules.chrome.marks import Mark

__all__ = ["BODY", "View"]

#: Less prose than this (bytes of UTF-8) is no body.
BODY = 200


class View:
    """The lines that are left, with the weight of the body before and behind each."""

    def __init__(self, lines: Sequence[Line], marks: Sequence[Mark | None], gone: Mapping[int, object]) -> None:
        self.lines = lines
        self.marks = marks
        self.left = [i for i, line in enumerate(lines) if line.text and i not in gone]
        self.body = [
            bool(line.text) and marks[i] is None and i not in gone and line.prose for i, line in enumerate(lines)
        ]
        self.before, self.after, self.rank = [0] * len(lines), [0] * len(lines), [0] * len(lines)
        seen = 0
        for i, line in enumerate(lines):
            self.before[i] = seen
            seen += line.weight if self.body[i] else 0
            self.after[i] = -seen
        self.total = seen
        self.after = [seen + behind for behind in self.after]
        for n, i in enumerate(self.left):
            self.rank[i] = n
        solid = [i for i, line in enumerate(lines) if line.text]
        self._previous = {later: sooner for sooner, later in pairwise(solid)}
        self._next = dict(pairwise(solid))

    def previous(self, i: int) -> int | None:
        """The line before that is not blank, gone or not."""
        return self._previous.get(i)

    def next(self, i: int) -> int | None:
        """The line behind that is not blank, gone or not."""
        return self._next.get(i)
