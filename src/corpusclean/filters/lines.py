"""Whole lines of a text: those that hold certain places, and the edits that take them out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from corpusclean.edits import Edit, Span

__all__ = ["cuts", "holding", "line_at", "numbered", "replaced"]


def line_at(text: str, at: int) -> Span:
    r"""The line in which a place lies, without its line end.

    >>> line_at("one\ntwo\nthree", 5)
    (4, 7)
    """
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def holding(text: str, find: Callable[[str, int], int]) -> Iterator[Span]:
    r"""The lines that hold what ``find(text, start)`` finds, at -1 where there is nothing more; each line once.

    >>> list(holding("one\ntwo\nthree", lambda text, start: text.find("t", start)))
    [(4, 7), (8, 13)]
    """
    at = find(text, 0)
    while at >= 0:
        span = line_at(text, at)
        yield span
        at = find(text, span[1] + 1)


def cuts(text: str, lines: Sequence[Span]) -> list[Edit]:
    r"""The edits that leave the other lines, joined by ``"\n"``; ``lines`` are sorted, neighbours go in one edit.

    A line goes with the line end behind it; those at the foot of the text, that have none, with the one before them.

    >>> [edit[:2] for edit in cuts("one\ntwo\nthree", [(0, 3), (8, 13)])]
    [(0, 4), (7, 13)]
    >>> [edit[:2] for edit in cuts("one\ntwo\nthree", [(0, 3), (4, 7)])]
    [(0, 8)]
    """
    runs: list[Span] = []
    last = -1
    for start, end in lines:
        if start == last + 1 and runs:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((start, end))
        last = end
    foot = [runs.pop()] if runs and last == len(text) else []
    found = [Edit(start, end + 1, "") for start, end in runs]
    return found + [Edit(max(start - 1, 0), end, "") for start, end in foot if end]


def numbered(lines: Sequence[str], numbers: Iterable[int]) -> list[Span]:
    """Where those of the lines of a text stand that have these numbers, from 0.

    >>> numbered(["one", "two", "three"], [0, 2])
    [(0, 3), (8, 13)]
    """
    ends = list(accumulate(map((1).__add__, map(len, lines))))
    return [(ends[number] - 1 - len(lines[number]), ends[number] - 1) for number in numbers]


def replaced(text: str, new: str) -> list[Edit]:
    r"""An edit for each line that is another one in the new text, which has as many.

    >>> replaced("one\ntwo\nthree", "one\n2\n3")
    [Edit(start=4, end=7, replacement='2', rule='', note=''), Edit(start=8, end=13, replacement='3', rule='', note='')]
    """
    lines, others = text.split("\n"), new.split("\n")
    ends = list(accumulate(map((1).__add__, map(len, lines))))
    return [
        Edit(end - 1 - len(line), end - 1, other)
        for end, line, other in zip(ends, lines, others, strict=True)
        if line != other
    ]
