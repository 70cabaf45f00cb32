"""What the line model takes that no rule of its own names, as spans of whole lines."""

from collections.abc import Mapping, Sequence
from itertools import compress
from operator import not_
from typing import NamedTuple

import numpy as np

from corpusclean.rules.chrome.around import Ints, Page
from corpusclean.rules.chrome.lines import core, split
from corpusclean.rules.chrome.model import SETTINGS, Care, Decision, Setting, Weights, decide, reasons, runs, score
from corpusclean.rules.chrome.plan import Cut, Plan, plan, plan_of, whole_lines
from corpusclean.rules.chrome.view import BODY

__all__ = ["KIND", "furniture_spans", "page_of"]

KIND = "furniture"
#: More lines than this (not blank) are no page.
LINES = 20_000
#: So much (bytes of UTF-8) may go when the page is looked at again, or half of what went the first time.
LATER = 200
#: So often the page is looked at again without what went; text made to need more stays as it is.
ROUNDS = 8


def page_of(found: Plan) -> Page:
    """The page as the model sees it: what the other rules take is gone from the start."""
    gone = {i for cut in found.cuts for i in range(cut.first, cut.last + 1)}
    return Page(found.sheet, found.marks, gone)


def furniture_spans(text: str, setting: Setting, table: Weights | None = None) -> tuple[tuple[int, int, str], ...]:
    """The cuts of the model as spans of whole lines, with their evidence.

    What is left is looked at again until nothing is found, so that a second run finds nothing.  Where one cut
    uncovers the next again and again, and where much would go from the midst of the prose, it is done with more care.
    ``table`` are other weights than those shipped.
    """
    judge = _Judge(text, setting, table)
    gone: dict[int, int] = {}
    for _ in range(ROUNDS):
        for care in Care:
            found, trusted = judge.until_nothing(gone, care)
            if trusted:
                break
        gone |= found
        if not found or care is Care.NONE:
            break
    else:
        return ()
    lines = judge.whole.lines
    if gone and "\r" in text:
        rest = "".join(text[line.start : line.end] for i, line in enumerate(lines) if i not in gone)
        if len(split(rest)) != len(lines) - len(gone):
            return ()  # a lone carriage return met a line feed
    spans: list[tuple[int, int, str]] = []
    whys = {run: judge.why(run) for run in set(gone.values())}
    for i in sorted(gone):
        line, why = lines[i], whys[gone[i]]
        if spans and spans[-1][1:] == (line.start, why):
            spans[-1] = (spans[-1][0], line.end, why)
        else:
            spans.append((line.start, line.end, why))
    return tuple(spans)


class _State(NamedTuple):
    """What is left of a page when some lines have gone, with their numbers, and what the model says of it."""

    found: Plan
    left: Sequence[int]
    scored: tuple[Page, Ints] | None


class _Judge:
    """The model with its setting on one text."""

    def __init__(self, text: str, setting: Setting, table: Weights | None) -> None:
        self.whole = plan(text)
        self._caution, self._table = SETTINGS[setting], table
        self._states: dict[frozenset[int], _State] = {}
        self._runs: list[tuple[Page, Ints, list[int]]] = []

    def until_nothing(self, gone: Mapping[int, int], care: Care) -> tuple[dict[int, int], bool]:
        """The lines that go beside those that have gone, each with its run (see `why`); and whether to trust that.

        Empty where no end is found.
        """
        fresh: dict[int, int] = {}
        midst, sizes = 0, [0]
        for _ in range(ROUNDS):
            state = self._state(frozenset((*gone, *fresh)))
            cuts, decision = self._cuts(state, care)
            if not decision or not cuts:
                return fresh, midst <= 2 * self._caution.cap and sum(sizes[2:]) <= max(
                    LATER, *(one // 2 for one in sizes[:2])
                )
            midst += decision.midst
            sizes.append(decision.others)
            runs = range(len(self._runs) - len(cuts), len(self._runs))
            for run, (start, stop, _) in zip(runs, whole_lines(state.found.lines, cuts), strict=True):
                fresh.update(dict.fromkeys(state.left[start : stop + 1], run))
        return {}, False

    def _state(self, gone: frozenset[int]) -> _State:
        """The page without these lines; asked again where it is looked at with more care."""
        if gone not in self._states:
            sheet = self.whole.sheet
            left = [i for i in range(len(sheet.lines)) if i not in gone]
            found = plan_of(sheet.without(left)) if gone else self.whole
            self._states[gone] = _State(found, left, self._scored(found))
        return self._states[gone]

    def _scored(self, found: Plan) -> tuple[Page, Ints] | None:
        """The page with its scores, if it has prose, and a line that is known for itself: else it is none of a site."""
        sheet, marks = found.sheet, found.marks
        if len(sheet.solid) > LINES or not any(mark and mark.strength for mark in marks):
            return None
        if sum(compress(sheet.prose, map(not_, marks))) < BODY:
            return None
        page = page_of(found)
        return page, score(page, self._table)

    def _cuts(self, state: _State, care: Care) -> tuple[list[Cut], Decision | None]:
        """Runs of lines that the model takes and no other rule does."""
        if not state.scored:
            return [], None
        page, scores = state.scored
        decision = decide(page, scores, self._caution, care)
        going = np.array(decision.drop, dtype=bool) & ~page.gone
        cuts = []
        for start, end in runs(going):
            self._runs.append((page, scores, list(range(start, end))))
            cuts.append(Cut(KIND, page.at[start], page.at[end - 1], ""))
        return cuts, decision

    def why(self, run: int) -> str:
        """The evidence for the cut of this number: how many lines, their mean log-odds, what opened the tail, and what
        speaks most against them.
        """
        page, scores, lines = self._runs[run]
        count = f"{len(lines)} {'line' if len(lines) == 1 else 'lines'}"
        said = [f"{count} at log-odds {int(scores[lines].sum()) / len(lines) / 100:.1f}"]
        if (opener := int(page.opener[lines[0]])) >= 0:
            said.append(f"behind {core(page.texts[opener])[:40]}")
        return "; ".join([*said, *(one for one in reasons(page, self._table, lines) if one != "behind an opener")])
