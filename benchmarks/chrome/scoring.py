"""What of a page is left in an answer, line by line, and the figures of many pages.

Characters are letters and digits, folded (NFKC, lower case); lines labelled neither ``keep`` nor ``drop`` do not count.

- Lines are matched in their order first.  What is left over is looked for by runs of characters in the lines of the
  answer that matched nothing: an answer that joins or cuts lines is scored fairly.
- *lost* is the share of the main text's characters that is gone, *removed* that of the chrome's.  *Mean lost* and *mean
  removed* are means over pages: a huge page counts once.
- Of what stays, precision is the share that is main text; recall is what is not lost.
- *Bad* are pages that lost more than 5 % of their main text; *worst* is the largest share that a page with over 2,000
  characters of main text lost.
"""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from labels import Line

_OTHER = re.compile(r"[\W_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
#: The length of the runs that lines are looked for by: in text that is a third CJK, and in other text.
RUN_CJK, RUN = 4, 10
#: A line with so much of its characters in such runs is all there.
WHOLE = 0.97
#: A page that lost more than this share of its main text is bad.
BAD = 0.05
#: The characters of main text that a page has to have to be the worst.
LONG = 2000


def folded(text: str) -> str:
    """The letters and digits of a text."""
    return _OTHER.sub("", unicodedata.normalize("NFKC", text).lower())


def shares(lines: Sequence[str], answer: str) -> list[float]:
    """How much of each line an answer still has, from 0 to 1; 0 for lines without letters and digits."""
    wanted = {number: found for number, line in enumerate(lines) if (found := folded(line))}
    there = [found for line in answer.split("\n") if (found := folded(line))]
    result = [0.0] * len(lines)
    pairs = list(_in_order(list(wanted.values()), there))
    numbers = list(wanted)
    for mine, _ in pairs:
        result[numbers[mine]] = 1.0
    used = {other for _, other in pairs}
    rest = [line for number, line in enumerate(there) if number not in used]
    if rest:
        size = RUN_CJK if len(_CJK.findall("\n".join(rest))) * 3 > len(rest) - 1 + sum(map(len, rest)) else RUN
        again = Counter(rest)
        runs = {line[at : at + size] for line in rest for at in range(len(line) - size + 1)}
        for number, line in wanted.items():
            if result[number]:
                continue
            if again[line] > 0:
                again[line] -= 1
                result[number] = 1.0
            elif len(line) >= 2 * size:
                part = _covered(line, runs, size)
                result[number] = 1.0 if part > WHOLE else part
    return result


def _in_order(wanted: list[str], there: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs of equal lines, none before the one that another is behind."""
    found: list[tuple[int, int]] = []
    for number, line in enumerate(wanted):  # lines only cut: the answer is a subsequence, and one pass finds it
        if len(found) < len(there) and line == there[len(found)]:
            found.append((number, len(found)))
    if len(found) == len(there):
        yield from found
        return
    for start, other, size in difflib.SequenceMatcher(None, wanted, there, autojunk=False).get_matching_blocks():
        yield from zip(range(start, start + size), range(other, other + size), strict=True)


def _covered(line: str, runs: set[str], size: int) -> float:
    """The share of a line's characters that stand in one of the runs."""
    count = end = 0
    for at in range(len(line) - size + 1):
        if line[at : at + size] in runs:
            count += at + size - max(at, end)
            end = at + size
    return count / len(line)


class Row(NamedTuple):
    """What one answer left of a page: characters of main text and of chrome, and how much of them is left; lines."""

    id: str
    keep: int
    kept: float
    drop: int
    left: float
    keep_lines: int
    kept_lines: int
    drop_lines: int
    left_lines: int

    @property
    def lost(self) -> float:
        """The share of the main text that is gone."""
        return 1 - self.kept / self.keep if self.keep else 0.0


def score(name: str, lines: Sequence[Line], answer: str) -> Row:
    """What an answer left of a page."""
    keep = drop = keep_lines = kept_lines = drop_lines = left_lines = 0
    kept = left = 0.0
    for line, share in zip(lines, shares([line.text for line in lines], answer), strict=True):
        if not (size := len(folded(line.text))):
            continue
        if line.label == "keep":
            keep, kept = keep + size, kept + size * share
            keep_lines, kept_lines = keep_lines + 1, kept_lines + (share >= 0.5)
        elif line.label == "drop":
            drop, left = drop + size, left + size * share
            drop_lines, left_lines = drop_lines + 1, left_lines + (share >= 0.5)
    return Row(name, keep, kept, drop, left, keep_lines, kept_lines, drop_lines, left_lines)


class Figures(NamedTuple):
    """The figures of some pages, in percent; see the head of this module."""

    pages: int
    lost: float
    removed: float
    mean_lost: float
    mean_removed: float
    precision: float
    recall: float
    f1: float
    bad: float
    worst: float
    line_f1: float
    exact: float


def figures(rows: Iterable[Row]) -> Figures:
    """The figures of some pages."""
    rows = list(rows)
    keep, kept = sum(row.keep for row in rows), sum(row.kept for row in rows)
    drop, left = sum(row.drop for row in rows), sum(row.left for row in rows)
    kept_lines, left_lines = sum(row.kept_lines for row in rows), sum(row.left_lines for row in rows)
    recall, precision = _part(kept, keep), _part(kept, kept + left)
    line_recall = _part(kept_lines, sum(row.keep_lines for row in rows))
    removed = [1 - row.left / row.drop for row in rows if row.drop]
    count = max(1, len(rows))
    found = (
        1 - recall,
        1 - left / drop if drop else 0.0,
        sum(row.lost for row in rows) / count,
        sum(removed) / max(1, len(removed)),
        precision,
        recall,
        _harmonic(precision, recall),
        sum(row.keep > 0 and row.kept < (1 - BAD) * row.keep for row in rows) / count,
        max((row.lost for row in rows if row.keep > LONG), default=0.0),
        _harmonic(_part(kept_lines, kept_lines + left_lines), line_recall),
        sum(row.kept >= 0.999 * row.keep and not row.left_lines for row in rows) / count,
    )
    return Figures(len(rows), *(100 * figure for figure in found))


def _part(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
