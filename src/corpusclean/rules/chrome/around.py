"""What stands around the lines of a page, as cells for the line model; see `corpusclean.rules.chrome.cells`.

All numbers are integers, scores in hundredths, so that every machine finds the same.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from corpusclean.rules.chrome.cells import AROUND, KINDS, LOOKED, OFFSETS, OWN
from corpusclean.rules.chrome.looks import (
    BULLETED,
    CJK,
    COVERED,
    DATED,
    LATIN,
    SENTENCE,
    SIZE,
    STEP,
    WORDS,
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
_OWN = np.array(OFFSETS[LOOKED : len(OWN)])
_AROUND = np.array(OFFSETS[len(OWN) : len(OWN) + len(AROUND)])
_AGAIN = np.array(OFFSETS[len(OWN) + len(AROUND) :])

#: The classes of lines: known ones, others, prose.
KNOWN, OTHER, PROSE = range(3)
_KIND = {kind: n for n, kind in enumerate(KINDS)}
#: What opens a tail, by how little an author writes it.
_OPENERS = {"neighbours": 4, "buttons": 4, "notice": 5, "comments": 3}
SURE_OPENERS = (2, 3)
#: So much of the prose, in per mille, stands before a tail, or the page has no more than this (bytes of UTF-8).
LATE, LITTLE = 300, 200
#: Steps of shares in per mille, of scores, of distances and counts of lines, of the prose of a page.
_PLACES = np.array((1, 20, 100, 300, 700, 950, 1000))
_SCORES = np.array((-800, -500, -350, -200, -100, 0, 100, 200, 350, 500, 800))
_DISTANCES = np.array((1, 2, 3, 6, 11, 21))
_RANKS, _FEW = np.array((1, 2, 3, 6, 12)), np.array((1, 3, 6))
_AMOUNTS = (200, 600, 1500, 4000, 10000)
_HEAVY, _COVERED, _DEEP, _SOME, _SINCE = (
    np.array(steps) for steps in ((24, 72, 200), (100, 300, 700), (1, 4), (1, 3), (2, 6, 15))
)
_PROSE, _KNOWN, _BEFORE, _AFTER = (
    np.array(steps) for steps in ((200, 400, 600, 800), (50, 150, 400), (300, 950), (50, 700))
)


class Page:
    """The lines of a page that are not blank, with their cells; ``gone`` are lines that other rules take.

    ``at`` are the numbers of the lines, ``looks`` what they are alone; ``cells`` has a row for each and a column
    for each property of `OWN` and `AROUND`; ``opener`` is for each the place of the line that opened the tail it stands
    in, or -1, and ``opened`` whether that is the heading of a list or of comments.
    """

    def __init__(self, sheet: Sheet, marks: Sequence[Mark | None], gone: Iterable[int]) -> None:
        self.sheet = sheet
        self.at = at = sheet.solid
        self.lines = [sheet.lines[i] for i in at]
        self.marks = [marks[i] for i in at]
        self.known = [(p, mark) for p, mark in enumerate(self.marks) if mark is not None]
        rows, n = np.array(at, dtype=np.int64), len(at)
        flags = np.zeros(len(sheet.lines), dtype=bool)
        flags[list(gone)] = True
        self.gone = flags[rows]
        self.weights: Ints = np.array(sheet.weights, dtype=np.int64)[rows]
        self.looks: Ints = sheet.looks[rows]
        known = np.zeros(n, dtype=bool)
        known[[p for p, _ in self.known]] = True
        prose = np.array(sheet.prose, dtype=np.int64)[rows] > 0
        self.kinds: Ints = np.where(known, KNOWN, np.where(prose, PROSE, OTHER))
        self.prose = self.kinds == PROSE
        #: Whether the page is in Chinese, Japanese or Korean, by most of its letters.
        self.cjk = bool(3 * self.looks[:, CJK].sum() > self.looks[:, LATIN].sum())
        self._blanks = np.minimum(2, np.diff(rows, prepend=-1, append=len(sheet.lines)) - 1)
        self.cells: Ints = np.concatenate([self._own(), self._around()], axis=1)

    @cached_property
    def strengths(self) -> Ints:
        """How much the words of each line prove: 2 is beyond doubt, 0 nothing."""
        found = np.zeros(len(self.at), dtype=np.int64)
        found[[p for p, _ in self.known]] = [mark.strength for _, mark in self.known]
        return found

    def _own(self) -> Ints:
        """The cells of `OWN`."""
        texts = [line.text for line in self.lines]
        n, copies = len(texts), Counter(texts)
        looks, weights = self.looks, self.weights
        lengths = np.fromiter(map(len, texts), np.int64, n)
        indents = np.fromiter((line.indent for line in self.lines), np.int64, n)
        signs = np.zeros(n, dtype=np.int64)
        signs[[p for p, _ in self.known]] = [1 + 3 * _KIND[mark.kind] + mark.strength for _, mark in self.known]
        again = np.fromiter(map(copies.__getitem__, texts), np.int64, n)
        page = (
            np.minimum(3, looks[:, WORDS]) * 4 + _HEAVY.searchsorted(weights),
            _share(looks[:, COVERED], lengths, _COVERED) * 2 + (weights > 72),
            np.minimum(2, again - 1) * 3 + looks[:, SIZE],
            (_steps(_DEEP, indents) * 3 + self._blanks[:-1]) * 3 + self._blanks[1:],
            signs,
        )
        return np.concatenate([looks[:, :LOOKED], _table(page, _OWN)], axis=1)

    def _around(self) -> Ints:
        """The cells of `AROUND`."""
        kinds, prose, weights, n = self.kinds, self.prose, self.weights, len(self.at)
        place, known, short = np.arange(n), kinds == KNOWN, weights <= 60
        bulleted, dated, steps = (self.looks[:, column] for column in (BULLETED, DATED, STEP))
        body = _sums(weights * prose)
        total = int(body[-1])
        before, after = _places(body[:-1], total), _places(total - body[1:], total)
        head, tail = (_steps(_PLACES, one) for one in (before, after))
        page = int(_share(total, int(weights.sum()), _PROSE)) * 5 + int(_share(int(known.sum()), n, _KNOWN))
        amount = bisect_right(_AMOUNTS, total)
        around = _sums(known)
        classes = np.zeros(n + 2, dtype=np.int64)
        sentences = self.looks[:, SENTENCE] > 0
        classes[1:-1] = np.where(self.gone, 1, np.where(prose, 3, np.where(known, 2, np.where(sentences, 4, 5))))
        strength, since = self._tails(before, total)
        opened = strength > 0
        signs = np.zeros(n, dtype=np.int64)
        signs[[p for p, _ in self.known]] = [1 + _KIND[mark.kind] for _, mark in self.known]
        cells = (
            (head * 8 + tail) * 3 + kinds,
            (classes[:-2] * 6 + classes[2:]) * 2 + (kinds > 0),
            _near(known, 4) * 3 + kinds,
            _near(prose, 4) * 3 + kinds,
            _near(short, 4) * 3 + kinds,
            (_steps(_SOME, _near(bulleted, 3)) * 2 + bulleted) * 2 + opened,
            (np.minimum(3, _near(dated, 3)) * 2 + dated) * 2 + short,
            (strength * 4 + _SINCE.searchsorted(since)) * 3 + kinds,
            (opened * 8 + tail) * 3 + kinds,
            _distance(prose) * 7 + _distance(prose[::-1])[::-1],
            page * 3 + kinds,
            (amount * 3 + kinds) * 2 + self.cjk,
            _steps(_RANKS, place) * 2 + (head == 0),
            _steps(_RANKS, n - 1 - place) * 2 + (tail == 0),
            (
                _steps(_FEW, around[:-1] - around[np.maximum(0, place - 10)]) * 4
                + _steps(_FEW, around[np.minimum(n, place + 11)] - around[1:])
            )
            * 3
            + kinds,
            ((classes[:-2] == 1) * 2 + (classes[2:] == 1)) * 3 + kinds,
            (
                signs * 4 + np.where(head == 0, 0, _steps(_BEFORE, before) + 1)
            ) * 4 + np.where(tail == 0, 0, _steps(_AFTER, after) + 1),
            (2 if self.cjk else 0 if total < 1000 else 1) * 13 + steps,
        )  # fmt: skip
        return _table(cells, _AROUND)

    def _tails(self, before: Ints, total: int) -> tuple[Ints, Ints]:
        """For each line how little an author writes what opened its tail (0: no tail), and how many lines ago."""
        places, strengths, strength = [-1], [0], 0
        for p, mark in self.known:
            if before[p] >= LATE or (total < LITTLE and p > 2):
                opens = 1 + (mark.strength == 2) if mark.kind == "related" else _OPENERS.get(mark.kind, 0)
                if opens and not (strength in SURE_OPENERS and opens not in SURE_OPENERS):
                    strength = opens
                    places.append(p)
                    strengths.append(opens)
        place = np.arange(len(self.at))
        found = np.searchsorted(places, place) - 1
        self.opener = np.array(places)[found]
        since: Ints = place - np.maximum(0, self.opener)
        strong: Ints = np.array(strengths)[found]
        self.opened: Flags = (strong == SURE_OPENERS[0]) | (strong == SURE_OPENERS[1])
        return strong, since

    def again(self, scores: Ints) -> Ints:
        """The cells of `AGAIN`, from the scores so far in hundredths: positive where a line reads as text."""
        n, weights, prose = len(self.at), self.weights, self.prose
        sure = np.where(self.gone, GONE, np.clip(scores, -BOUND, BOUND))
        itself = _steps(_SCORES, sure)
        body, stays = _sums(weights * (prose & (sure > 0))), _sums(weights * (sure > STAYS))
        size = np.where(prose, 2, np.where(weights <= 60, 0, 1))
        near, wide, widest = (_steps(_SCORES, _mean(sure, reach)) for reach in (2, 6, 15))
        share = bisect_right((100, 300, 500, 700, 900), 1000 * int(body[-1]) // (int(weights.sum()) or 1))
        beside = np.ones(n + 2, dtype=np.int64)
        beside[1:-1] = itself
        cells = (
            itself * 12 + near,
            near * 12 + wide,
            beside[:-2] * 12 + beside[2:],
            _cross(body) * 3 + size,
            _cross(stays) * 3 + size,
            share * 12 + itself,
            wide * 3 + size,
            widest * 3 + size,
            itself * 12 + widest,
        )
        return _table(cells, _AGAIN)


def _table(cells: Sequence[Ints], offsets: Ints) -> Ints:
    """Columns side by side, each from where its cells begin; each stands together in memory."""
    found: Ints = (np.array(cells) + offsets[:, None]).T
    return found


def _sums(values: "Ints | Flags") -> Ints:
    """Running sums, from 0."""
    found = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(values, out=found[1:])
    return found


@lru_cache(maxsize=64)
def _reach(n: int, reach: int) -> tuple[Ints, Ints, Ints]:
    """For each of ``n`` lines the first within reach, the first beyond it, and how many others stand between."""
    place = np.arange(n)
    low, high = np.maximum(0, place - reach), np.minimum(n, place + reach + 1)
    return low, high, np.maximum(1, high - low - 1)


def _near(values: "Ints | Flags", reach: int) -> Ints:
    """How many lines within reach have it, but for the line itself."""
    low, high, _ = _reach(len(values), reach)
    sums = _sums(values)
    return sums[high] - sums[low] - values


def _mean(scores: Ints, reach: int) -> Ints:
    """The mean score of the lines within reach, but for the line itself, rounded down."""
    low, high, others = _reach(len(scores), reach)
    sums = _sums(scores)
    found: Ints = (sums[high] - sums[low] - scores) // others
    return found


def _steps(steps: Ints, values: Ints) -> Ints:
    """How many steps each value has passed."""
    return steps.searchsorted(values, side="right")


def _places(part: Ints, total: int) -> Ints:
    """A part of the prose in per mille: 0 for nothing, more than 0 for anything."""
    found: Ints = -(-1000 * part // total) if total else np.zeros(len(part), dtype=np.int64)
    return found


def _cross(sums: Ints) -> Ints:
    """The cell of how much stands before each line and how much behind."""
    total = int(sums[-1])
    return _steps(_PLACES, _places(sums[:-1], total)) * 8 + _steps(_PLACES, _places(total - sums[1:], total))


def _share(part: Ints | int, total: Ints | int, steps: Ints) -> Ints:
    """0 for nothing, else 1 and one more for each step (per mille) passed."""
    share = 1000 * np.asarray(part) // np.maximum(1, total)
    found: Ints = np.where(np.asarray(part) == 0, 0, 1 + steps.searchsorted(share, side="right"))
    return found


def _distance(prose: "Flags") -> Ints:
    """How far back the last prose is, by steps; 6 where there is none."""
    place = np.arange(len(prose))
    last = np.maximum.accumulate(np.where(prose, place, -100))
    before = np.concatenate([[-100], last[:-1]]) if len(prose) else last
    found: Ints = np.where(before < 0, 6, np.minimum(6, _steps(_DISTANCES, place - before)))
    return found
