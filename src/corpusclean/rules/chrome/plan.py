"""What of a page is chrome: marks of single lines, weighed by where they stand, until nothing more is found.

The body of a page is its lines of prose that are not marked.  Marked lines go where hardly any body is left before
or behind them, so words alone never cut into an article, and nothing is cut from a page without a body but its first
and last lines.  All rules read one plan: what one of them would take is evidence for the others, in whatever
order they run, and what is left after all of them gives an empty plan.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.cards import BACK_MATTER, consent, lists
from corpusclean.rules.chrome.doubts import doubted
from corpusclean.rules.chrome.lines import Line, core, split
from corpusclean.rules.chrome.marks import SOURCE, Mark, Marks
from corpusclean.rules.chrome.view import BODY, View

__all__ = ["Cut", "plan"]

#: Share of the body that may stand between a marked line and the edge of the page.
EDGE = 0.08
#: No cut may take more prose than this share of what stays, but for cards, which prove themselves.
CAP = 0.25
#: A notice that opens with its name may be longer: short news carry long disclaimers.
NOTICE_CAP = 0.5

#: A section of its own, or a request of troff: a notice right under such a line is the text's.
_SECTION = lazy(
    r"\.[A-Za-z]{2}\b|.*?(?:copyright|copying|licen[sc]e|licensing|legal|版[权權]|许可|許可|授权|授權)", re.IGNORECASE
)
_COUNTER = lazy(r"[(（\[]?\s?\d{1,6}\s?[)）\]]?")


class Cut(NamedTuple):
    """Lines ``first`` to ``last`` go; ``kind`` names the rule, ``why`` is the evidence."""

    kind: str
    first: int
    last: int
    why: str


class _Planner:
    def __init__(self, text: str) -> None:
        self.lines = split(text)
        marks = Marks(self.lines, text)
        self.marked: list[Mark | None] = [marks.of(i) for i in range(len(self.lines))]
        self.marks = self.marked
        self.gone: dict[int, tuple[str, str]] = {}

    def run(self) -> list[Cut]:
        """All cuts: again and again until nothing is found in what is left, so that a second run finds nothing."""
        if not any(self.marked):
            return []
        before = -1
        while before < len(self.gone):
            before = len(self.gone)
            self.marks = doubted(self.lines, self.marked, self.gone)
            view = View(self.lines, self.marks, self.gone)
            if view.total < BODY:
                self._rim(view)
                continue
            found = [*consent(view), *lists(view, CAP)]
            for one in found:
                fresh = (i for i in range(one.first, one.last + 1) if self.lines[i].text and i not in self.gone)
                self.gone.update(dict.fromkeys(fresh, (one.kind, one.why)))
            self._edges(View(self.lines, self.marks, self.gone) if found else view)
        return self._cuts()

    def _edges(self, view: View) -> None:
        """Marked lines that stand near the edge of the body."""
        near = EDGE * view.total
        run, led = self._runs()
        found = {}
        for i, mark in enumerate(self.marks):
            if mark is None or i in self.gone:
                continue
            head, tail = view.before[i], view.after[i]
            outside = head == 0 or tail == 0
            soft = head <= near or tail <= near
            if self._goes(i, mark, view, outside, soft, run[i] if mark.strength or led[i] else 0):
                found[i] = (mark.kind, mark.why)
        self.gone.update(found)
        self._companions(view)
        self._foot(view)

    def _foot(self, view: View) -> None:
        """Behind the body, short lines between lines that go: what a menu has that no list of ours knows."""
        tail = [i for i in view.left if view.after[i] == 0 and not view.body[i]]
        tail = sorted({*tail, *(i for i in self.gone if view.after[i] == 0)})
        stops = [n for n, i in enumerate(tail) if core(self.lines[i].text) in BACK_MATTER]
        tail = tail[stops[-1] + 1 :] if stops else tail
        goes = [n for n, i in enumerate(tail) if i in self.gone]
        going = set(goes)
        room = EDGE * view.total
        for one, other in pairwise(goes):
            gap = [tail[n] for n in range(one + 1, other)]
            near = sum(n in going for n in range(max(0, one - 3), other + 4))
            room -= sum(self.lines[i].weight for i in gap)
            if (
                0 < len(gap) <= 3
                and near > 3
                and room > 0
                and all(self.lines[i].weight <= 100 and not self.lines[i].sentence for i in gap)
            ):
                kind = self.gone[tail[one]][0]
                self.gone.update(dict.fromkeys(gap, (kind, "between furniture")))

    def _goes(self, i: int, mark: Mark, view: View, outside: bool, soft: bool, run: int) -> object:
        line = self.lines[i]
        match mark.kind:
            case "breadcrumb":
                return view.before[i] == 0 and (mark.sure or view.rank[i] < 6)
            case "credit":
                if mark.why == SOURCE:
                    return self._lone_source(i, view)
                return outside if mark.sure else view.before[i] == 0
            case "buttons":  # alone at the head it may be a title: "Share", "收藏"
                alone = run > 1 or (mark.strength and (view.after[i] == 0 or mark.sure))
                return (outside and alone) or (mark.sure and not line.bulleted and (soft or run > 1)) or run > 3
            case "navigation":  # with lines of its own behind it may be a heading: "About us"
                alone = run > 1 or i == view.left[-1]
                return (outside and mark.sure and alone) or (outside and run > 2) or (soft and run > 3)
            case "neighbours":
                return outside or (soft and mark.sure)
            case "notice":
                cap = NOTICE_CAP if mark.sure else CAP
                before = view.left[view.rank[i] - 1] if view.rank[i] else i
                heading = before != i and self.lines[before].weight <= 60 and not self.marks[before]
                if heading and _SECTION.match(self.lines[before].text):
                    return False
                return soft and (not line.prose or line.weight <= cap * view.total)
            case _:  # the heading of a list that is not there: with lines of its own behind it, a section
                return (view.after[i] == 0 and self._opens_nothing(i, view)) or (soft and run > 3)
        return False

    def _opens_nothing(self, i: int, view: View) -> bool:
        """Whether no line without a mark follows."""
        following = view.rank[i] + 1
        return following == len(view.left) or self.marks[view.left[following]] is not None

    def _lone_source(self, i: int, view: View) -> bool:
        """Whether a source stands at the head of the page, or at its foot right behind prose: not under a table."""
        if view.before[i] == 0:
            return view.rank[i] < 6
        before = view.left[view.rank[i] - 1]
        solid = view.body[before] or self.marks[before] is not None
        return view.after[i] == 0 and solid and self._opens_nothing(i, view)

    def _companions(self, view: View) -> None:
        """Counters beside what goes, and with the same evidence."""
        for i, line in enumerate(self.lines):
            if not 0 < line.weight <= 12 or i in self.gone or self.marks[i]:
                continue
            last, following = view.previous(i), view.next(i)
            outside = view.before[i] == 0 or view.after[i] == 0
            if outside and _COUNTER.fullmatch(line.text):
                for j in (last, following):
                    if j in self.gone:
                        self.gone[i] = (
                            self.gone[j][0],
                            "counter beside " + self.gone[j][1].removeprefix("counter beside "),
                        )
                        break

    def _runs(self) -> tuple[list[int], list[bool]]:
        """For each line, how many marked lines stand together around it, and whether one of its kind counts alone.

        Blank lines, counters, and lines that have gone do not part a run.
        """
        sizes, led = [0] * len(self.lines), [False] * len(self.lines)
        run: list[int] = []
        for i in range(len(self.lines) + 1):
            if i < len(self.lines) and (
                i in self.gone or (self.lines[i].weight <= 12 and not core(self.lines[i].text))
            ):
                continue
            if i < len(self.lines) and self.marks[i]:
                run.append(i)
                continue
            sure = {mark.kind for j in run if (mark := self.marks[j]) and mark.strength}
            for j in run:
                mark = self.marks[j]
                sizes[j], led[j] = len(run), mark is not None and mark.kind in sure
            run = []
        return sizes, led

    def _rim(self, view: View) -> None:
        """A page without a body: only sure marks that stand at its very edge, and only if most of it stays."""
        solid = [i for i, line in enumerate(self.lines) if not line.blank and i not in self.gone]
        rest = sum(self.lines[i].weight for i in solid if not self.marks[i])
        if rest < 60 or rest * 2 < sum(line.weight for line in self.lines):
            return
        for order, kinds in ((solid, ("breadcrumb",)), (solid[::-1], ("notice", "neighbours"))):
            for i in order:
                mark = self.marks[i]
                if not (mark and mark.sure and mark.kind in kinds):
                    break
                self.gone[i] = (mark.kind, mark.why)

    def _cuts(self) -> list[Cut]:
        """What goes, in runs of one kind; a list is one cut, and blank lines between do not part a run."""
        cuts: list[Cut] = []
        for i in sorted(self.gone):
            kind, why = self.gone[i]
            if cuts and cuts[-1].kind == kind and all(self.lines[j].blank for j in range(cuts[-1].last + 1, i)):
                whys = cuts[-1].why
                if why not in whys and len(whys) < 80:
                    whys += "; " + why
                cuts[-1] = Cut(kind, cuts[-1].first, i, whys)
            else:
                cuts.append(Cut(kind, i, i, why))
        return cuts


@lru_cache(maxsize=2)
def plan(text: str) -> tuple[list[Line], tuple[Cut, ...]]:
    """The lines of a text, and what of it is chrome; the last answers are kept, since the rules ask in a row."""
    planner = _Planner(text)
    return planner.lines, tuple(planner.run())


def spans(text: str, kind: str) -> Iterator[tuple[int, int, str]]:
    """The cuts of one kind as spans of whole lines with their evidence.

    Blank lines behind a cut go with it where a blank line (or nothing) stands before it, and those before it where
    nothing is left behind: what stays has no more blank lines in a row than it had.
    """
    lines, cuts = plan(text)
    end = max((i for i, line in enumerate(lines) if line.text), default=-1)
    for cut in cuts:
        if cut.kind != kind:
            continue
        first, last = cut.first, cut.last
        if first == 0 or lines[first - 1].blank:
            while last + 1 < len(lines) and lines[last + 1].blank:
                last += 1
        if last >= end:
            last = len(lines) - 1
            while first and lines[first - 1].blank:
                first -= 1
        yield lines[first].start, lines[last].end, cut.why
