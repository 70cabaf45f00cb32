"""What stands around the lines of a page, as cells for the line model; see `corpusclean.rules.chrome.cells`.

All numbers are integers, scores in hundredths, so that every machine finds the same.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpusclean.rules.chrome.cells import AGAIN, AROUND, KINDS, LOOKED, OFFSETS, OWN
from corpusclean.rules.chrome.looks import (
    BULLETED,
    CJK,
    DATED,
    INDENT,
    LATIN,
    PROSY,
    SENTENCE,
    SIZE,
    STEP,
    WEIGHT,
)
from corpusclean.rules.chrome.marks import Mark
from corpusclean.rules.chrome.sheet import Sheet

__all__ = ["KNOWN", "OTHER", "Flags", "Ints", "Page"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: The score of a line that goes whatever the model says, and the bound of all scores as evidence.
GONE, BOUND = -800, 800
#: A line that scores more than this stays, as evidence.
STAYS = 100
_FIRST = np.array([[OFFSETS[n]] for n in range(LOOKED, len(OWN) + len(AROUND))])
_AGAIN = np.array([[start] for start in OFFSETS[len(OWN) + len(AROUND) :]])

#: The classes of lines: known ones, others, prose.
KNOWN, OTHER, PROSE = range(3)
_KIND = {kind: n for n, kind in enumerate(KINDS)}
#: What opens a tail, by how little an author writes it.
_OPENERS = {"neighbours": 4, "buttons": 4, "notice": 5, "comments": 3}
SURE_OPENERS = (2, 3)
#: So much of the prose, in per mille, stands before a tail, or the page has no more than this (bytes of UTF-8).
LATE, LITTLE = 300, 200
#: A short line (bytes of UTF-8).
LOW = 60
_AMOUNTS = (200, 600, 1500, 4000, 10000)
_PROSE, _KNOWN = (200, 400, 600, 800), (50, 150, 400)
#: Lines so far away are asked for at most.
FAR = 15


def _passed(steps: Sequence[int], last: int, first: int = 0) -> Ints:
    """How many of the steps each number from ``first`` to ``last`` has passed."""
    return np.array([bisect_right(steps, value) for value in range(first, last + 1)])


#: Steps of shares in per mille, of scores, of distances and counts of lines, as tables.
_PLACES = _passed((1, 20, 100, 300, 700, 950, 1000), 1000)
_BEFORE, _AFTER = _passed((1, 300, 950), 1000), _passed((1, 50, 700), 1000)
_SCORES = _passed((-800, -500, -350, -200, -100, 0, 100, 200, 350, 500, 800), BOUND, -BOUND)
_DISTANCES, _RANKS = _passed((1, 2, 3, 6, 11, 21), 21), _passed((1, 2, 3, 6, 12), 12)
_FEW, _DEEP, _SOME, _SINCE = _passed((1, 3, 6), 6), _passed((1, 4), 4), _passed((1, 3), 3), _passed((3, 7, 16), 16)
#: What stands beside a line: by its class, and whether it ends like a sentence.
_CLASSES = np.array((2, 5, 3, 2, 4, 3))
_STRENGTHS = np.array([0, *(0, 1, 2) * len(KINDS)])


class Page:
    """The lines of a page that are not blank, with their cells; ``gone`` are lines that other rules take.

    ``at`` are the numbers of the lines, ``looks`` what they are alone, by columns; ``cells`` has a row for each and a
    column for each property of `OWN` and `AROUND`; ``opener`` is for each the place of the line that opened the tail
    it stands in, or -1, and ``opened`` whether that is the heading of a list or of comments.
    """

    def __init__(self, sheet: Sheet, marks: Sequence[Mark | None], gone: Iterable[int]) -> None:
        self.sheet = sheet
        self.at = at = sheet.solid
        self.texts = list(map(sheet.texts.__getitem__, at))
        self.marks = [marks[i] for i in at]
        self.known = [(p, mark) for p, mark in enumerate(self.marks) if mark is not None]
        rows, n = np.array(at, dtype=np.int64), len(at)
        flags = np.zeros(len(sheet.lines), dtype=bool)
        flags[list(gone)] = True
        self.gone = flags[rows]
        self.looks: Ints = sheet.columns(at)
        columns = self.looks
        self.weights: Ints = columns[WEIGHT]
        #: The mark of each line, as a number.
        self._signs = signs = np.zeros(n, dtype=np.int64)
        signs[[p for p, _ in self.known]] = [1 + 3 * _KIND[mark.kind] + mark.strength for _, mark in self.known]
        known = signs > 0
        self.kinds: Ints = np.where(known, KNOWN, columns[PROSY] + 1)
        self.prose = self.kinds == PROSE
        self.total = int(self.weights.sum())
        #: Whether the page is in Chinese, Japanese or Korean, by most of its letters.
        self.cjk = bool(3 * columns[CJK].sum() > columns[LATIN].sum())
        self._size = np.where(self.prose, 2, self.weights > LOW)
        found = np.empty((len(OWN) + len(AROUND), n), dtype=np.int64)
        found[:LOOKED] = columns[:LOOKED]
        self._own(found[LOOKED : len(OWN)], rows)
        self._around(found[len(OWN) :])
        found[LOOKED:] += _FIRST
        self.cells: Ints = found.T

    @cached_property
    def strengths(self) -> Ints:
        """How much the words of each line prove: 2 is beyond doubt, 0 nothing."""
        return _STRENGTHS.take(self._signs)

    def _own(self, cells: Ints, rows: Ints) -> None:
        """The cells of `OWN` that a line has not by itself."""
        copies, n = Counter(self.texts), len(rows)
        again = np.fromiter(map(copies.__getitem__, self.texts), np.int64, n)
        gaps = np.empty(n + 1, dtype=np.int64)
        gaps[:n] = rows
        gaps[n] = len(self.sheet.lines)
        gaps[1:] -= rows + 1
        np.minimum(2, gaps, out=gaps)
        cells[0] = np.minimum(2, again - 1) * 3 + self.looks[SIZE]
        cells[1] = (_DEEP.take(self.looks[INDENT], mode="clip") * 3 + gaps[:-1]) * 3 + gaps[1:]
        cells[2] = self._signs

    def _around(self, cells: Ints) -> None:
        """The cells of `AROUND`."""
        kinds, prose, n, columns = self.kinds, self.prose, len(self.at), self.looks
        known, place = kinds == KNOWN, np.arange(n)
        flags = np.empty((6, n), dtype=np.int64)
        flags[0], flags[1], flags[2], flags[3] = known, prose, self.weights <= LOW, columns[BULLETED]
        flags[4], flags[5] = columns[DATED], self.weights * prose
        sums = _sums(flags)
        near = np.empty((5, n), dtype=np.int64)
        np.subtract(_at(sums, 5, n)[:3], _at(sums, -4, n)[:3], out=near[:3])
        np.subtract(_at(sums, 4, n)[3:5], _at(sums, -3, n)[3:5], out=near[3:])
        near -= flags[:5]
        lines, body = int(sums[0, -1]), int(sums[5, -1])
        parts = _parts(sums[5], body, n)
        head, tail = edges = _PLACES.take(parts)
        page = (_share(body, self.total, _PROSE) * 5 + _share(lines, n, _KNOWN)) * 3
        ranks = _RANKS.take(place, mode="clip")
        classes = np.zeros(n + 2, dtype=np.int64)
        inner = classes[1:-1]
        _CLASSES.take(kinds + 3 * columns[SENTENCE], out=inner, mode="clip")
        inner[self.gone] = 1
        before, behind = classes[:-2], classes[2:]
        ends = classes == 1
        strength, since = self._tails(parts[0], body, place)
        opened = strength > 0
        where = np.flatnonzero(prose)
        stops = np.empty(len(where) + 2, dtype=np.int64)
        stops[0], stops[1:-1], stops[-1] = -n - 100, where, 2 * n + 100
        back = place - stops.take(_at(sums[1], 0, n))
        ahead = stops[1:].take(_at(sums[1], 1, n)) - place
        cells[0] = head * 8 + tail
        cells[1] = (before * 6 + behind) * 2 + (kinds > 0)
        cells[2:5] = near[:3]
        cells[5] = (_SOME.take(near[3], mode="clip") * 2 + flags[3]) * 2 + opened
        cells[6] = (np.minimum(3, near[4]) * 2 + flags[4]) * 2 + flags[2]
        cells[7] = strength * 4 + _SINCE.take(since, mode="clip")
        cells[8] = opened * 8 + tail
        cells[9] = _DISTANCES.take(back, mode="clip") * 7 + _DISTANCES.take(ahead, mode="clip")
        cells[10] = page
        cells[11] = bisect_right(_AMOUNTS, body) * 6 + self.cjk
        edge = edges == 0
        cells[12] = ranks * 2 + edge[0]
        cells[13] = ranks[::-1] * 2 + edge[1]
        few = _FEW.take(_at(sums[0], 0, n) - _at(sums[0], -10, n), mode="clip") * 4
        cells[14] = few + _FEW.take(_at(sums[0], 11, n) - _at(sums[0], 1, n), mode="clip")
        cells[15] = ends[:-2] * 2 + ends[2:]
        cells[16] = ((self._signs + 2) // 3 * 4 + _BEFORE.take(parts[0])) * 4 + _AFTER.take(parts[1])
        cells[17] = columns[STEP] + (2 if self.cjk else 0 if body < 1000 else 1) * 13
        for first, last in ((0, 1), (2, 5), (7, 9), (14, 16)):
            cells[first:last] *= 3
        for first, last in ((0, 1), (2, 5), (7, 9), (10, 11), (14, 16)):
            cells[first:last] += kinds
        cells[11] += kinds * 2

    def _tails(self, before: Ints, total: int, place: Ints) -> tuple[Ints, Ints]:
        """For each line how little an author writes what opened its tail (0: no tail), and how many lines ago."""
        places, strengths, strength = [-1], [0], 0
        for p, mark in self.known:
            opens = 1 + (mark.strength == 2) if mark.kind == "related" else _OPENERS.get(mark.kind, 0)
            weaker = strength in SURE_OPENERS and opens not in SURE_OPENERS
            if opens and not weaker and (before[p] >= LATE or (total < LITTLE and p > 2)):
                strength = opens
                places.append(p)
                strengths.append(opens)
        spans = np.diff([*places, len(place) - 1])
        self.opener = np.repeat(np.array(places), spans)
        since: Ints = place - np.maximum(0, self.opener)
        strong: Ints = np.repeat(np.array(strengths), spans)
        self.opened: Flags = (strong == SURE_OPENERS[0]) | (strong == SURE_OPENERS[1])
        return strong, since

    def again(self, scores: Ints) -> Ints:
        """The cells of `AGAIN`, from the scores so far in hundredths: positive where a line reads as text."""
        n, weights, size = len(self.at), self.weights, self._size
        flags = np.ones((4, n), dtype=np.int64)
        sure = flags[0]
        np.clip(scores, -BOUND, BOUND, out=sure)
        sure[self.gone] = GONE
        np.multiply(weights, self.prose & (sure > 0), out=flags[2])
        np.multiply(weights, sure > STAYS, out=flags[3])
        sums = _sums(flags)
        around = np.empty((2, 3, n), dtype=np.int64)
        for number, reach in enumerate((2, 6, FAR)):
            np.subtract(_at(sums, reach + 1, n)[:2], _at(sums, -reach, n)[:2], out=around[:, number])
        around -= flags[:2, None]
        values = np.empty((4, n), dtype=np.int64)
        values[0] = sure
        np.floor_divide(around[0], np.maximum(1, around[1]), out=values[1:])
        values += BOUND
        itself, near, wide, widest = _SCORES.take(values)
        body, stays = int(sums[2, -1]), int(sums[3, -1])
        beside = np.ones(n + 2, dtype=np.int64)
        beside[1:-1] = itself
        own = itself * 12
        cells = np.empty((len(AGAIN), n), dtype=np.int64)
        cells[0] = own + near
        cells[1] = near * 12 + wide
        cells[2] = beside[:-2] * 12 + beside[2:]
        for row, part, total in ((3, sums[2], body), (4, sums[3], stays)):
            head, tail = _PLACES.take(_parts(part, total, n))
            cells[row] = (head * 8 + tail) * 3 + size
        cells[5] = itself + bisect_right((100, 300, 500, 700, 900), 1000 * body // (self.total or 1)) * 12
        cells[6] = wide * 3 + size
        cells[7] = widest * 3 + size
        cells[8] = own + widest
        cells += _AGAIN
        return cells.T


def _sums(rows: Ints) -> Ints:
    """Running sums of each row, with `FAR` zeros before the first, and the last again so often: see `_at`."""
    found = np.zeros((len(rows), rows.shape[1] + 2 * FAR + 1), dtype=np.int64)
    np.cumsum(rows, axis=1, out=found[:, FAR + 1 : FAR + 1 + rows.shape[1]])
    found[:, FAR + 1 + rows.shape[1] :] = found[:, FAR + rows.shape[1], None]
    return found


def _at(sums: Ints, by: int, n: int) -> Ints:
    """For each of ``n`` lines the sum up to the line so far behind it, or before it, and without that line."""
    found: Ints = sums[..., FAR + by : FAR + by + n]
    return found


def _parts(sums: Ints, total: int, n: int) -> Ints:
    """How much stands before each line and how much behind, in per mille: 0 for nothing, more than 0 for anything."""
    found = np.empty((2, n), dtype=np.int64)
    np.multiply(_at(sums, 0, n), -1000, out=found[0])
    np.multiply(_at(sums, 1, n) - total, 1000, out=found[1])
    found //= total or 1
    return np.negative(found, out=found)


def _share(part: int, total: int, steps: Sequence[int]) -> int:
    """0 for nothing, else 1 and one more for each step (per mille) passed."""
    return 1 + bisect_right(steps, 1000 * part // max(1, total)) if part else 0
