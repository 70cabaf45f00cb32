"""What is asked of the speed, and how far that is reached: one table of ratios, each taken round by round."""

from collections.abc import Sequence

import runs

__all__ = ["BARE", "CHECK", "DEFAULTS", "MORE", "growth", "more_rules", "pages", "ratios", "startup"]

#: Names of rows that a goal looks for.
BARE, CHECK = "bare Python", "check, one clean file"
DEFAULTS, MORE = "default rules", "with more rules"
#: How many times as fast one is as another, and the least that is asked.
FASTER = (
    ("naive, 20 rules", "ours, 20 rules", 6.0),
    ("naive, 252 rules", "ours, 252 rules", 10.0),
    ("datatrove, 20 rules", "ours, 20 rules", 5.0),
    ("datatrove, 252 rules", "ours, 252 rules", 10.0),
    ("naive, 20 rules", "default rules, -j 1", 3.0),
    ("default rules, -j 1", "default rules, -j 2", 1.6),
)
#: The share of the floor's time in ours that is asked: of the corpus, of its parts.
SHARES = {"": 0.15, "hans": 0.20}
#: Growth of the peak with the corpus, milliseconds of a start, MB a second of a core, cost of more rules.
GROWTH, START, PAGES, COST = 1.1, 80.0, 4.0, 1.03

#: What, the goal, one or two columns of figures, and whether the first of them reaches the goal by its median.
Row = tuple[str, str, Sequence[Sequence[float]], bool]


def told(rows: Sequence[Row], head: Sequence[str], form: str = "{:.2f}") -> None:
    """Print the table."""
    cells = [["", "reach", *head, "reached"]]
    for what, reach, columns, reached in rows:
        spreads = (runs.spread(column, form) for column in columns)
        cells.append([what, reach, *spreads, ("yes" if reached else "NO") if reach else ""])
    if rows:
        runs.table(cells)


def ratios(found: runs.Runs, part: str) -> None:
    """How many times as fast; the share of the floor."""
    rows: list[Row] = []
    for slow, fast, least in FASTER:
        if slow in found and fast in found:
            wall, cpu = (runs.ratios(found[slow], found[fast], of) for of in ("wall", "cpu"))
            rows.append((f"{slow} / {fast}", f"≥ {least:g}", (wall, cpu), runs.median(wall) >= least))
    for name in found:
        if name.startswith(("ours", "records", "default")) and "floor" in found and not name.endswith("-j 2"):
            wall, cpu = (runs.ratios(found["floor"], found[name], of) for of in ("wall", "cpu"))
            share = SHARES.get(part, 0.0) if name == "ours, 20 rules" else 0.0
            rows.append((f"floor / {name}", f"≥ {share:.2f}" if share else "", (wall, cpu), runs.median(wall) >= share))
    told(rows, ("wall", "CPU"))


def growth(found: runs.Runs) -> None:
    """The peak of the corpus by that of a tenth of it."""
    names = list(found)
    rows: list[Row] = []
    for whole, tenth in (names[:2], names[2:]):
        ratio = runs.ratios(found[whole], found[tenth], "peak")
        rows.append((f"{whole} / {tenth}", f"≤ {GROWTH:g}", (ratio,), runs.median(ratio) <= GROWTH))
    told(rows, ("peak",), "{:.3f}")


def pages(found: runs.Runs, sizes: dict[str, int]) -> None:
    """MB/s a core of each set, and of the three sets of lines together."""
    rows: list[Row] = []
    together = [name for name in found if name != "html"]
    for label, names in (*((name, [name]) for name in found), (" + ".join(together), together)):
        size = sum(sizes[name] for name in names) / 1e6
        cpu, wall = (
            [size / sum(getattr(run, of) for run in taken) for taken in zip(*map(found.get, names), strict=True)]
            for of in ("cpu", "wall")
        )
        rows.append((label, f"≥ {PAGES:g}", (cpu, wall), runs.median(cpu) >= PAGES))
    told(rows, ("MB/s a core", "MB/s of wall time"))


def more_rules(found: runs.Runs) -> None:
    """What more rules cost."""
    wall, cpu = (runs.ratios(found[MORE], found[DEFAULTS], of) for of in ("wall", "cpu"))
    told([(f"{MORE} / {DEFAULTS}", f"≤ {COST:g}", (cpu, wall), runs.median(cpu) <= COST)], ("CPU", "wall"), "{:.3f}")


def startup(found: runs.Runs) -> None:
    """Milliseconds from start to exit."""
    wall, cpu = ([1000 * getattr(run, of) for run in found[CHECK]] for of in ("wall", "cpu"))
    told([(CHECK, f"≤ {START:g} ms", (wall, cpu), runs.median(wall) <= START)], ("wall ms", "CPU ms"), "{:.0f}")
