"""The line model: how much each line of a page reads as text, and which lines go.

A score is a sum of weights, one for each cell of `corpusclean.rules.chrome.cells`: the log-odds that a line is text,
in hundredths.  It is taken twice, the second time with what the first said of the lines around.  Then the cheapest way
through the page is found (Viterbi, two states), in which each change between text and chrome has a price, so that
single lines seldom stand out.  ``benchmarks/chrome/train.py`` made the weights; ``data/weights.txt`` holds them.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from operator import gt
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpusclean.rules.chrome.around import KNOWN, Flags, Ints, Page
from corpusclean.rules.chrome.cells import AROUND, OWN
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.spared import spared, titles

__all__ = ["SETTINGS", "Care", "Caution", "Setting", "Weights", "decide", "read", "reasons", "runs", "score", "weights"]

Setting = Literal["safe", "balanced"]


class Caution(NamedTuple):
    """What is added to all scores (hundredths), and to those of a page in Chinese, Japanese or Korean, where known
    words say more; and the share (per cent) of the page's prose that one cut may hold.
    """

    bias: int
    cjk: int
    cap: int


#: Tuned by five-fold cross-validation over sites; rerun ``benchmarks/chrome/train.py`` after a change.
SETTINGS = {"safe": Caution(140, 10, 10), "balanced": Caution(0, -100, 25)}
#: The price of a change between text and chrome.
SWITCH = 150
#: The score of a line that goes anyway.
ANYWAY = -3000
#: A line of prose that scores less is chrome by itself: no cap holds for it.
CERTAIN = -600
#: What may be the title of the page stays unless it scores less.
UNLIKELY = -800
#: Fewer lines than this at the very head, before what stays or what others take, may be a title, an author, a date.
FEW = 3
#: A cut in the midst of the prose needs known lines of this strength together (2 is beyond doubt), unless other rules
#: cut there too.
PROOF = 4
#: A line as long as this (bytes of UTF-8) that stays counts as prose there, since hard-wrapped lines have no end; not
#: in Chinese, Japanese and Korean, where it is a headline.
LONG = 60
#: The midst of the prose begins and ends where so much of it (per cent) stands before and behind.
EDGE = 5
#: Where no more prose than this stays (bytes of UTF-8) and more goes than stays, the page may be a list: twice as
#: careful.
POOR, CAREFUL = 1200, 200
#: So many stretches of prose with lines that go between them are no article.
POSTS = 7
#: So often a button of a thread comes back.
BUTTONS = 6


class Weights(NamedTuple):
    """The weights of the two passes by cell, in hundredths; the last is the constant."""

    first: Ints
    second: Ints


@cache
def weights() -> Weights:
    """The weights shipped; the file has a line for each property, its name before the colon."""
    return Weights(*(read(listed("weights")[name]) for name in ("first", "second")))


def read(lines: Sequence[str]) -> Ints:
    """The weights of one pass as the data file holds them."""
    return np.array([int(number) for line in lines for number in line.partition(":")[2].split()], dtype=np.int64)


def score(page: Page, table: Weights | None = None) -> Ints:
    """For each line the log-odds that it is text, in hundredths."""
    first, second = table or weights()
    cells = page.cells.T  # a row for each property, as they stand in memory
    early = first.take(cells).sum(axis=0) + first[-1]
    late: Ints = second.take(cells).sum(axis=0) + second.take(page.again(early).T).sum(axis=0) + second[-1]
    return late


class Decision(NamedTuple):
    """For each line whether it goes, those that go anyway included; and what goes that is not known for chrome.

    ``midst`` is the weight of such lines in the midst of the prose, in per cent of the prose, ``others`` their weight
    anywhere.
    """

    drop: list[bool]
    midst: int
    others: int


class Care(Enum):
    """How much more careful than its setting the model is: not at all, twice as, or it takes known lines only."""

    NONE = 0
    MORE = 1
    KNOWN = 2


def decide(page: Page, scores: Ints, caution: Caution, care: Care = Care.NONE) -> Decision:
    """Which lines go."""
    bias = (caution.cjk if page.cjk else caution.bias) + (0 if care is Care.NONE else CAREFUL)
    known = care is Care.KNOWN
    way = _way(page, scores, bias)
    if not any(map(gt, way, page.gone.tolist())):
        return Decision(way, 0, 0)  # with more care no more goes
    found = _put_back(page, scores, caution, way, known)
    going = np.array(found.drop, dtype=bool)
    left = page.weights * ~going
    gone = page.weights * (going & (page.kinds > 0))
    a_list = (left * page.prose).sum() < POOR and gone.sum() > left.sum()
    if a_list or _breaks(page, going) >= POSTS or _thread(page):
        return _put_back(page, scores, caution, _way(page, scores, bias + CAREFUL), known)
    return found


def _thread(page: Page) -> bool:
    """Whether one button comes back again and again over much of the page, as under the posts of a thread."""
    places: dict[str, list[int]] = {}
    for p, mark in page.known:
        if mark.kind in ("buttons", "comments"):
            places.setdefault(mark.why, []).append(p)
    return any(len(at) >= BUTTONS and (at[-1] - at[0]) * 3 > len(page.at) for at in places.values())


def _breaks(page: Page, going: NDArray[np.bool_]) -> int:
    """So often prose is broken by lines that go: between the posts of a thread, the cards of a shop."""
    stays = page.prose & ~going
    sections = np.cumsum(_turns(going)[:-1] & going)[stays]
    return int(np.count_nonzero(sections[1:] != sections[:-1])) + bool(len(sections))


def _turns(flags: Flags) -> Flags:
    """Whether each line, and the end, is not as the line before it; before the first there is nothing."""
    ends = np.zeros(len(flags) + 2, dtype=bool)
    ends[1:-1] = flags
    found: Flags = ends[1:] != ends[:-1]
    return found


def runs(flags: Flags) -> Iterator[tuple[int, int]]:
    """Where the runs of lines begin and end."""
    edges = np.flatnonzero(_turns(flags)).tolist()
    return zip(edges[::2], edges[1::2], strict=True)


def _way(page: Page, scores: Ints, bias: int) -> list[bool]:
    """The cheapest way through the page.

    ``ahead`` is how much better the way is that goes at a line than the one that stays; a change of state has a price,
    so neither is ever further behind than that.
    """
    values = np.where(page.gone, ANYWAY, scores + bias)
    for title in titles(page, scores):
        if scores[title] > UNLIKELY:
            values[title] = -ANYWAY
    ahead, turns = 0, []
    for value in values.tolist():
        turns.append(ahead)
        ahead = (SWITCH if ahead > SWITCH else -SWITCH if ahead < -SWITCH else ahead) - value  # noqa: FURB136
    # Neighbours pull lines along, but none that reads as text by itself.
    alone = ((values > 0) & (page.kinds > 0)).tolist()
    drop = [False] * len(turns)
    state = ahead > 0
    for p in range(len(turns) - 1, -1, -1):
        drop[p] = state and not alone[p]
        if not -SWITCH < turns[p] <= SWITCH:
            state = turns[p] > 0
    return drop


def _put_back(page: Page, scores: Ints, caution: Caution, drop: list[bool], known: bool) -> Decision:
    """Without cuts that have no known line in them and no opener before them, which would uncover one another; and
    without what one cut takes too much of: prose anywhere, and all lines in the midst of the prose.
    """
    taken = np.array(drop, dtype=bool)
    taken &= ~spared(page, taken, scores)
    if not (taken & ~page.gone).any():
        return Decision(taken.tolist(), 0, 0)
    sure = page.kinds == KNOWN
    body = page.weights * (page.prose & ~page.gone)
    others = page.weights * ~(sure | page.gone)
    room = caution.cap * int(body.sum()) // 100
    if known:
        taken &= sure | page.gone
    long = page.prose if page.cjk else (page.kinds > 0) & (page.weights >= LONG)
    sums = _sums(page.weights * (long & ~page.gone & ~taken))
    midst = 0
    lone = int(np.argmin(np.append(taken & ~page.gone, False)))
    if lone < FEW:
        taken[:lone] = False
    edges = runs(taken)
    known_lines, certain, given, proof = (
        _sums(one) for one in (sure, body * (scores > CERTAIN), page.gone, page.strengths)
    )
    for start, end in edges:
        run = slice(start, end)
        if not (page.opened[start] or known_lines[end] > known_lines[start]):
            taken[run] = False
            continue
        if certain[end] - certain[start] > room:
            taken[run] &= body[run] == 0
        if min(sums[start], sums[-1] - sums[end]) * 100 > EDGE * sums[-1]:
            size = int((others[run] * taken[run]).sum())
            if given[end] == given[start] and proof[end] - proof[start] < PROOF:
                taken[run] = False
            elif size > room:
                taken[run] &= others[run] == 0
            else:
                midst += size
    return Decision(taken.tolist(), 100 * midst // (int(body.sum()) or 1), int((others * taken).sum()))


def _sums(values: "Ints | Flags") -> list[int]:
    """Running sums, from 0."""
    found: list[int] = np.cumsum(values).tolist()
    return [0, *found]


def reasons(page: Page, table: Weights | None, lines: Sequence[int], count: int = 2) -> list[str]:
    """What speaks most against these lines (places in the page), in words."""
    second = (table or weights()).second
    sums: dict[str, int] = {}
    for one, value in zip((*OWN, *AROUND), second[page.cells[list(lines)]].sum(axis=0).tolist(), strict=True):
        sums[one.says] = sums.get(one.says, 0) + value
    best = sorted(sums, key=lambda says: (sums[says], says))
    return [says for says in best[:count] if sums[says] < 0]
