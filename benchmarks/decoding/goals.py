"""What corpusclean's decoding is to reach, line by line, and how each figure is worked out."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from runs import Row, Run
from scoring import Item

REAL = ("chardet", "cn-samples", "uchardet", "char-dataset")
REAL_CJK = ("zh-gb", "zh-big5", "ja-euc", "ja-sjis", "ko", "ko-johab", "iso-2022")
DAMAGED = ("text with NULs", "lying BOM", "binary file")
INTERLEAVED = "mixed-utf8-gbk"

Test = Callable[[Item], bool]


class Goal(NamedTuple):
    """A line of the table: its figure, what it must be at least or at most, and how it is printed."""

    title: str
    figure: Callable[[Run], float | None]
    bound: float
    most: bool = False
    form: str = "{:.2f}"

    def met(self, figure: float) -> bool:
        """Whether a figure is good enough."""
        return figure <= self.bound if self.most else figure >= self.bound

    @property
    def reach(self) -> str:
        """What is asked, in signs."""
        return ("≤ " if self.most else "≥ ") + f"{self.bound:g}"


def share(run: Run, test: Test) -> float | None:
    """How much of some items is right, in percent; None where there are none."""
    right = [row["right"] for item, row in run.pairs if test(item)]
    return 100 * statistics.fmean(right) if right else None


def by_family(run: Run, test: Test) -> dict[str, list[Row]]:
    """The rows of some items, by family."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for item, row in run.pairs:
        if test(item):
            rows[item.family].append(row)
    return dict(rows)


def of_set(*names: str) -> Test:
    """Whether an item is of a set."""
    return lambda item: item.set in names


def clean_cjk(item: Item) -> bool:
    """Text in Chinese, Japanese or Korean, whole and in one encoding."""
    return item.set == "synth-cjk"


def legacy(item: Item) -> bool:
    """The same, in an encoding from before Unicode."""
    return clean_cjk(item) and not item.family.startswith("utf")


def interleaved(item: Item) -> bool:
    """A file whose lines are in two encodings."""
    return item.set == "mixed" and not item.family.startswith("corrupt") and item.family not in DAMAGED


def _share(test: Test) -> Callable[[Run], float | None]:
    return lambda run: share(run, test)


def _worst(test: Test) -> Callable[[Run], float | None]:
    def figure(run: Run) -> float | None:
        families = by_family(run, test).values()
        return min((100 * statistics.fmean(row["right"] for row in rows) for rows in families), default=None)

    return figure


def _family(name: str) -> Test:
    return lambda item: item.family == name


def _lie(run: Run) -> float | None:
    """The share of the pages with a wrong declaration that are right without it only."""
    lost = [
        row.get("undeclared", row["right"]) > row["right"]
        for item, row in run.pairs
        if item.family in ("few-cjk wrong-meta", "rich wrong-meta")
    ]
    return 100 * statistics.fmean(lost) if lost else None


def _milliseconds(length: int) -> Callable[[Run], float | None]:
    def figure(run: Run) -> float | None:
        times = [
            row["seconds"]
            for item, row in run.pairs
            if clean_cjk(item) and item.length == length and item.codec != "utf-8"
        ]
        return 1000 * statistics.median(times) if times else None

    return figure


def _ratio(file: str, part: str) -> Callable[[Run], float | None]:
    return lambda run: run.ratios.get(file, {}).get(part)


def _largest(rows: Iterable[Row], key: str) -> float | None:
    values = [row.get(key, float("inf")) for row in rows]
    return max(values, default=None)


def _one_codec(run: Run) -> float | None:
    return _largest(
        (row for name, row in run.large.items() if name not in (INTERLEAVED, "ascii", "zh-utf8")), "seconds"
    )


GOALS = (
    Goal("clean CJK", _share(clean_cjk), 99.8),
    Goal("… its worst family", _worst(clean_cjk), 99.5),
    Goal("… legacy codecs", _share(legacy), 99.8),
    Goal("… legacy codecs, 24 bytes", _share(lambda item: legacy(item) and item.length == 24), 99.5),
    Goal("… UTF-16 without a mark", _share(lambda item: clean_cjk(item) and item.family.startswith("utf-16")), 99.5),
    Goal("cut inside a character", _share(of_set("synth-cut")), 99),
    Goal("few CJK characters in ASCII markup", _share(of_set("markup")), 99.5),
    Goal("… lost to a wrong declaration", _lie, 0, most=True),
    Goal("mixed by line", _share(interleaved), 99),
    Goal("… its worst pair", _worst(interleaved), 97),
    Goal("1–5 bad bytes", _share(lambda item: item.family.startswith("corrupt")), 99.9),
    Goal("lying mark", _share(_family("lying BOM")), 100),
    Goal("NULs in text", _share(_family("text with NULs")), 100),
    Goal("binary", _share(_family("binary file")), 100),
    Goal("European single-byte", _share(of_set("synth-eu")), 98.5),
    Goal("real files", _share(of_set(*REAL)), 98.8),
    Goal("… CJK", _share(lambda item: item.set in REAL and item.family in REAL_CJK), 99.4),
    Goal("CPU a call, 256 B, not UTF-8, ms", _milliseconds(256), 0.3, most=True, form="{:.3f}"),
    Goal("CPU a call, 8 KB, not UTF-8, ms", _milliseconds(8192), 1.2, most=True, form="{:.3f}"),
    Goal("UTF-8, 10 MB of Chinese, times strict", _ratio("zh-utf8", "file"), 1.1, most=True),
    Goal("UTF-8, 10 MB of ASCII, times strict", _ratio("ascii", "file"), 1.1, most=True),
    Goal("UTF-8, 8 KB of Chinese, times strict", _ratio("zh-utf8", "windows"), 1.1, most=True),
    Goal("UTF-8, 8 KB of ASCII, times strict", _ratio("ascii", "windows"), 1.1, most=True),
    Goal("10 MB in one codec, the slowest, s", _one_codec, 0.3, most=True),
    Goal(
        "10 MB interleaved, s",
        lambda run: _largest((row for name, row in run.large.items() if name == INTERLEAVED), "seconds"),
        2,
        most=True,
    ),
    Goal("10 MB, growth of the process, MB", lambda run: _largest(run.large.values(), "growth"), 100, most=True),
)
