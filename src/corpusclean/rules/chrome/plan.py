"""What of a page is chrome: marks of single lines, weighed by where they stand, until nothing more is found.

The body of a page is its lines of prose that are not marked.  Marked lines go where hardly any body is left before
or behind them, so words alone never cut into an article, and nothing is cut from a page without a body but its first
and last lines.  All rules read one plan: what one of them would take is evidence for the others, in whatever
order they run, and what is left after all of them gives an empty plan.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.cards import consent, lists
from corpusclean.rules.chrome.doubts import Doubts
from corpusclean.rules.chrome.lines import Line, lines_of
from corpusclean.rules.chrome.marks import SOURCE, Mark
from corpusclean.rules.chrome.seen import seen
from corpusclean.rules.chrome.sheet import BACK_MATTER, Sheet, counters
from corpusclean.rules.chrome.view import BODY, EDGE, View

__all__ = ["Cut", "Plan", "plan", "plan_of", "spans", "whole_lines"]

#: No cut may take more prose than this share of what stays, but for cards, which prove themselves.
CAP = 0.25
#: A notice that opens with its name may be longer: short news carry long disclaimers.
NOTICE_CAP = 0.5

#: A section of its own, or a request of troff: a notice right under such a line is the text's.
_SECTION = lazy(
    r"\.[A-Za-z]{2}\b|\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、|.*?(?:copyright|copying|licen[sc]e|licensing|legal|author|作者|著者|版[权權]|许可|許可|授权|授權)",
    re.IGNORECASE,
)


class Cut(NamedTuple):
    """Lines ``first`` to ``last`` go; ``kind`` names the rule, ``why`` is the evidence."""

    kind: str
    first: int
    last: int
    why: str


class _Planner:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.lines = sheet.lines
        self.marks = sheet.marks
        self.believed = sheet.marks
        self.gone: dict[int, tuple[str, str]] = {}

    def run(self) -> list[Cut]:
        """All cuts: again and again until nothing is found in what is left, so that a second run finds nothing."""
        if not self.sheet.marked:
            return []
        doubts = Doubts(self.sheet)
        before = -1
        while before < len(self.gone):
            before = len(self.gone)
            left = [i for i in self.sheet.solid if i not in self.gone]
            self.marks = doubts.doubted(self.gone, left)
            if before == 0:
                self.believed = self.marks
            view = View(self.sheet, self.marks, self.gone)
            if view.total < BODY:
                self._rim(view)
                continue
            found = [*consent(view), *lists(view, CAP)]
            for one in found:
                fresh = (i for i in range(one.first, one.last + 1) if self.lines[i].text and i not in self.gone)
                self.gone.update(dict.fromkeys(fresh, (one.kind, one.why)))
            self._edges(View(self.sheet, self.marks, self.gone) if found else view)
        return self._cuts()

    def _edges(self, view: View) -> None:
        """Marked lines that stand near the edge of the body."""
        near = EDGE * view.total
        run, led = self._runs(view)
        found = {}
        for i in view.marked:
            if mark := self.marks[i]:
                head, tail = view.before[i], view.after[i]
                outside = head == 0 or tail == 0
                soft = head <= near or tail <= near
                if self._goes(i, mark, view, outside, soft, run.get(i, 0) if mark.strength or i in led else 0):
                    found[i] = (mark.kind, mark.why)
        self.gone.update(found)
        self._companions(view)
        self._foot(view)

    def _foot(self, view: View) -> None:
        """Behind the body, short lines between lines that go: what a menu has that no list of ours knows."""
        goes = [i for i in self.gone if view.after[i] == 0]
        if len(goes) < 2:
            return
        after = bisect_left(view.left, 0, key=lambda i: -view.after[i])
        tail = sorted({*goes, *(i for i in view.left[after:] if not view.body[i])})
        stops = [n for n, i in enumerate(tail) if view.says[i] in BACK_MATTER]
        tail = tail[stops[-1] + 1 :] if stops else tail
        goes = [n for n, i in enumerate(tail) if i in self.gone]
        going = set(goes)
        room = EDGE * view.total
        for one, other in pairwise(goes):
            if other == one + 1:
                continue
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
        if i == view.left[0] and mark.kind not in ("breadcrumb", "credit", "notice") and self._title(i, view):
            return False
        match mark.kind:
            case "breadcrumb":
                return view.before[i] == 0 and (mark.sure or (view.rank(i) < 6 and self._titled(i, view)))
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
                before = view.left[view.rank(i) - 1] if view.rank(i) else i
                heading = before != i and self.lines[before].weight <= 60 and not self.marks[before]
                if heading and _SECTION.match(self.lines[before].text):
                    return False
                return soft and (not line.prose or line.weight <= cap * view.total)
            case _:  # the heading of a list that is not there: with lines of its own behind it, a section
                return (view.after[i] == 0 and self._opens_nothing(i, view)) or (soft and run > 3)
        return False

    def _title(self, i: int, view: View) -> bool:
        """Whether this first line is so short, and so alone, that it may be the title though it is a term."""
        behind = self.marks[view.left[1]] if len(view.left) > 1 else None
        alone = behind is None or behind.kind in ("credit", "notice")
        return alone and self.lines[i].weight <= 15 and self.lines[i].text.count(" ") < 2

    def _titled(self, i: int, view: View) -> bool:
        """Whether a line that may be the title stands between this one and the first prose."""
        for j in view.left[view.rank(i) + 1 :]:
            if not self.marks[j]:
                return not view.body[j]
        return False

    def _opens_nothing(self, i: int, view: View) -> bool:
        """Whether no line without a mark follows."""
        following = view.rank(i) + 1
        return following == len(view.left) or self.marks[view.left[following]] is not None

    def _lone_source(self, i: int, view: View) -> bool:
        """Whether a source stands at the head of the page, or at its foot right behind prose: not under a table."""
        if view.before[i] == 0:
            return view.rank(i) < 6
        before = view.left[view.rank(i) - 1]
        solid = view.body[before] or self.marks[before] is not None
        return view.after[i] == 0 and solid and self._opens_nothing(i, view)

    def _companions(self, view: View) -> None:
        """Counters beside what goes, and with the same evidence."""
        for i in view.staying(sorted(self.sheet.places(counters))):
            if i in self.gone or self.marks[i]:
                continue
            if view.before[i] == 0 or view.after[i] == 0:
                for j in (view.previous(i), view.next(i)):
                    # At the head, beside a path or a byline, the number is the title of the page.
                    if j in self.gone and (view.after[i] == 0 or self.gone[j][0] not in ("breadcrumb", "credit")):
                        kind, why = self.gone[j]
                        self.gone[i] = (kind, "counter beside " + why.removeprefix("counter beside "))
                        break

    def _runs(self, view: View) -> tuple[dict[int, int], set[int]]:
        """For each marked line, how many stand together around it; and the lines whose kind counts alone there.

        Blank lines, counters, and lines that have gone do not part a run.
        """
        sizes: dict[int, int] = {}
        led: set[int] = set()
        solid = [i for i in view.marked if not self._void(i, view)]
        places = list(map(view.rank, solid))
        run: list[int] = []
        for n, i in enumerate(solid):
            run.append(i)
            start, end = places[n] + 1, places[n + 1] if n + 1 < len(solid) else -1
            if start == end or (end > 0 and all(self._void(j, view) for j in view.left[start:end])):
                continue
            marks = [(j, mark) for j in run if (mark := self.marks[j])]
            sure = {mark.kind for _, mark in marks if mark.strength}
            sizes.update(dict.fromkeys(run, len(run)))
            led.update(j for j, mark in marks if mark.kind in sure)
            run = []
        return sizes, led

    def _void(self, i: int, view: View) -> bool:
        """Whether a line is a counter or less."""
        return self.lines[i].weight <= 12 and not view.says[i]

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


class Plan(NamedTuple):
    """The lines of a text, their marks but for doubted ones, and what of it is chrome."""

    sheet: Sheet
    marks: Sequence[Mark | None]
    cuts: tuple[Cut, ...]

    @property
    def lines(self) -> Sequence[Line]:
        """The lines of the text."""
        return self.sheet.lines


@lru_cache(maxsize=2)
def plan(text: str) -> Plan:
    """The plan of a text; the last answers are kept, since the rules ask in a row."""
    raws, texts, marks = seen(text)
    return plan_of(Sheet(text, lines_of(raws, texts), marks))


def plan_of(sheet: Sheet) -> Plan:
    """The plan of a page, or of what is left of it."""
    planner = _Planner(sheet)
    cuts = tuple(planner.run())
    return Plan(sheet, planner.believed, cuts)


def whole_lines(lines: Sequence[Line], cuts: Iterable[Cut]) -> Iterator[tuple[int, int, str]]:
    """First and last line of each cut with the blank lines that go with it, and the evidence.

    Blank lines behind a cut go with it where a blank line (or nothing) stands before it, and those before it where
    nothing is left behind: what stays has no more blank lines in a row than it had.
    """
    end = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].text), -1)
    taken = -1
    for cut in cuts:
        first, last = cut.first, cut.last
        if first == 0 or lines[first - 1].blank:
            while last + 1 < len(lines) and lines[last + 1].blank:
                last += 1
        if last >= end:
            last = len(lines) - 1
            while first - 1 > taken and lines[first - 1].blank:
                first -= 1
        taken = last
        yield first, last, cut.why


def spans(text: str, kind: str) -> Iterator[tuple[int, int, str]]:
    """The cuts of one kind as spans of whole lines with their evidence."""
    found = plan(text)
    lines, cuts = found.lines, found.cuts
    if not any(cut.kind == kind for cut in cuts):
        return
    for cut, (first, last, why) in zip(cuts, whole_lines(lines, cuts), strict=True):
        if cut.kind == kind:
            yield lines[first].start, lines[last].end, why
