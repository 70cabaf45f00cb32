"""Which of the recurring lines of a page are furniture."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, pairwise

from corpusclean.rules.boilerplate.lines import PROSE, WRAPPED, Line

__all__ = ["cut_lines"]

#: A page without this much prose of its own is a list, a table or verse, and stays whole.
BODY = 200
#: So many lines are a run at an edge, and elsewhere outside the body of the page.
RUN, OUTSIDE = 3, 5
#: In the midst of it more are asked for, each on three articles.
MIDST = 4
#: A run of more than this weight stands on so many other articles: versions of one book share their contents.
MUCH, MANY = 3000, 4
#: What lies outside the body: one part of the page's own prose in so many at each end, and no more than this.
MARGIN, OUTMOST = 10, 600


def _runs(pairs: Sequence[int]) -> list[range]:
    """Lines that recur one behind the other; a single one only beside an edge that it recurs beside."""
    end = len(pairs) - 1  # pair `at` stands between line at - 1 and line at
    breaks = [0, *(at for at in range(1, end) if not pairs[at]), end]
    return [
        range(start, stop)
        for start, stop in pairwise(breaks)
        if stop - start > 1 or (not start and pairs[0]) or (stop == end and pairs[end])
    ]


def furniture(lines: Sequence[Line], run: range, pairs: Sequence[int], place: str, once: AbstractSet[str]) -> bool:
    """Whether a run of recurring lines is furniture.  ``place`` is "edge", "margin" or "midst".

    ``once`` are the keys of the lines that stand once on the page: the heads of its tables do not.
    """
    if not run:
        return False
    members = [lines[at] for at in run]
    counts = [max(pairs[at], pairs[at + 1]) for at in run]
    wordy = [line for line in members if line.wordy]
    if 2 * len(wordy) < len(members) or 5 * sum(line.code for line in members) > len(members):
        return False  # a table, a program
    notes = sum(line.note for line, count in zip(members, counts, strict=True) if count < 2)
    if len(members) < 3 * notes:
        return False
    if place != "edge" and 2 * sum(line.sentence for line in members) > len(members):
        return False  # verse, prose in short lines
    if min(counts) < MANY and sum(line.weight for line in members) > MUCH:
        return False  # another version of the page
    distinct = len({line.key for line in wordy})
    if place == "midst":
        return (
            distinct >= MIDST
            and min(counts) > 1
            and all(line.key in once and line.weight < WRAPPED and not line.prose for line in members)
        )
    if place == "margin":
        return distinct >= OUTSIDE
    return distinct >= RUN or sum(line.weight for line in members) >= PROSE


def _inner(lines: Sequence[Line], run: range, pairs: Sequence[int]) -> range:
    """The run without the notes on two articles at those of its ends that face the text: what is quoted stays."""
    start, stop = run.start, run.stop
    while start and start < stop and lines[start].note and max(pairs[start : start + 2]) < 2:
        start += 1
    while stop < len(lines) and start < stop and lines[stop - 1].note and max(pairs[stop - 1 : stop + 1]) < 2:
        stop -= 1
    return range(start, stop)


def cut_lines(lines: Sequence[Line], pairs: Sequence[int]) -> set[int]:
    """The lines that go."""
    prose = [line.prose for line in lines]
    recurring = [pairs[at] > 0 or pairs[at + 1] > 0 for at in range(len(lines))]
    own = list(accumulate(0 if again else weight for again, weight in zip(recurring, prose, strict=True)))
    body = sum(line.weight for line, again in zip(lines, recurring, strict=True) if line.weight >= PROSE and not again)
    if body < BODY:
        return set()
    margin = min(own[-1] // MARGIN, OUTMOST)
    once = {key for key, count in Counter(line.key for line in lines).items() if count == 1}
    found: set[int] = set()

    def go(runs: Iterable[range], first: int, last: int) -> None:
        """Cut runs; those that begin where the one before ended, from the edge on, are at the edge too."""
        edge = first
        for run in runs:
            near = run.start if first < last else run.stop
            outside = own[run.start] <= margin or own[run.stop - 1] >= own[-1] - margin
            place = "edge" if near == edge else "margin" if outside else "midst"
            inner = _inner(lines, run, pairs)
            if furniture(lines, inner, pairs, place, once):
                found.update(inner)
                edge = (inner.stop if first < last else inner.start) if near == edge else edge

    runs = _runs(pairs)
    go(runs, 0, len(lines))
    go([run for run in reversed(runs) if run.start not in found], len(lines), 0)
    went = sum(prose[at] for at in found)
    return found if 2 * went <= sum(prose) else set()
