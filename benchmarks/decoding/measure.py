"""From bytes to text: how often corpusclean and other detectors are right, and what that costs.

    python benchmarks/decoding/measure.py FOLDER... [--families] [--wrong 20] [--only corpusclean chardet]

FOLDER holds items and 10 MB files; README.md beside this program says where it comes from.  For each folder one table:
what is asked, whether corpusclean reaches it, and the figure of each detector.  Shares are in percent; times are CPU
times from bytes to text.
"""

import argparse
import platform
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from goals import GOALS
from peers import PEERS
from runs import NotStartedError, Run, measured
from scoring import Item, items


def table(rows: list[list[str]]) -> None:
    """Print rows, the first one as the head, in Markdown."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rule = ["-" * width for width in widths]
    for row in [rows[0], rule, *rows[1:]]:
        cells = [
            cell.ljust(width) if not place else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("| " + " | ".join(cells) + " |")
    print(flush=True)


def goals(runs: list[Run]) -> None:
    """Print what is asked and what was measured."""
    rows = [["", "reach", "reached", *(run.name for run in runs)]]
    for goal in GOALS:
        figures = [goal.figure(run) for run in runs]
        if any(figure is not None for figure in figures):
            mine = next((figure for run, figure in zip(runs, figures, strict=True) if run.name == "corpusclean"), None)
            reached = "" if mine is None else "yes" if goal.met(mine) else "NO"
            rows.append(
                [
                    goal.title,
                    goal.reach,
                    reached,
                    *("–" if figure is None else goal.form.format(figure) for figure in figures),
                ]
            )
    table(rows)


def grid(runs: list[Run], title: str, key: Callable[[Item], str]) -> None:
    """Print the share that is right, of the items that have the same key."""
    shares: list[dict[str, list[float]]] = []
    for run in runs:
        shares.append(defaultdict(list))
        for item, row in run.pairs:
            shares[-1][key(item)].append(row["right"])
    rows = [[title, "items", *(run.name for run in runs)]]
    for name in dict.fromkeys(name for share in shares for name in share):
        counts = [len(share[name]) for share in shares]
        rows.append(
            [
                name,
                str(max(counts)),
                *(f"{100 * statistics.fmean(share[name]):.2f}" if share[name] else "–" for share in shares),
            ]
        )
    table(rows)


def large(runs: list[Run]) -> None:
    """Print what each large file cost, and what it was taken for."""
    rows = [["10 MB: s, MB, answer", *(run.name for run in runs)]]
    for name in dict.fromkeys(name for run in runs for name in run.large):
        cells = []
        for run in runs:
            row = run.large.get(name, {})
            cells.append(
                f"{row['seconds']:.2f} {row['growth']:.0f} {row['encoding']}"
                if "seconds" in row
                else str(row.get("error", "–"))[:20]
            )
        rows.append([name, *cells])
    if len(rows) > 1:
        table(rows)


def wrong(run: Run, folder: Path, sets: tuple[str, ...], most: int) -> None:
    """Print items that are wrong: where from, the bytes, and text and answer around their first difference."""
    rows = {item.id: row for item, row in run.pairs if row["right"] < 1}
    every = max(1, len(rows) // most)
    shown = set(sorted(rows)[::every][:most])
    print(f"{run.name}: {len(rows)} items are not wholly right, {len(shown)} of them:\n")
    for item in items(folder, sets):
        if item.id in shown:
            row = rows[item.id]
            gold, text = row["difference"]
            where = f"{item.id}, {item.path or item.set}, {item.family}, {item.codec}, {len(item.raw)} bytes"
            print(f"{where}: {row['right']:.2f} right, answer {row['encoding']} {row['error']}")
            print(f"    bytes  {item.raw[:48].hex(' ')}\n    text   {gold!r}\n    answer {text!r}", flush=True)
    print()


def main(arguments: list[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--only", nargs="+", choices=[peer.name for peer in PEERS], help="detectors; all, if not given")
    parser.add_argument("--sets", nargs="+", default=[], help="only items of these sets")
    parser.add_argument("--families", action="store_true", help="also by family, by length, and by large file")
    parser.add_argument("--wrong", type=int, default=0, help="print so many items that are wrong ...")
    parser.add_argument(
        "--of", default="corpusclean", choices=[peer.name for peer in PEERS], help="... of this detector"
    )
    parser.add_argument("--no-speed", action="store_true", help="leave out the large files")
    parser.add_argument("--keep", type=Path, help="keep what was measured of the others in this folder, and reuse it")
    options = parser.parse_args(arguments)
    asked = [peer for peer in PEERS if not options.only or peer.name in options.only]
    there = [peer for peer in asked if peer.installed]
    versions = ", ".join(f"{peer.name} {peer.version}".strip() for peer in there)
    print(f"Python {platform.python_version()}; {versions}")
    if missing := [peer for peer in asked if peer not in there]:
        print("not measured, since not installed: " + ", ".join(f"{peer.name} ({peer.package})" for peer in missing))
    for folder in options.folders:
        runs = []
        for peer in there:
            print(f"{folder.name}: {peer.name}", file=sys.stderr)
            try:
                runs.append(measured(peer, folder, tuple(options.sets), not options.no_speed, options.keep))
            except NotStartedError as error:
                print(f"not measured, since it cannot be loaded: {error}")
        print(f"\n## {folder.name}, {max((len(run.pairs) for run in runs), default=0):,} items\n", flush=True)
        goals(runs)
        if options.families:
            grid(runs, "set", lambda item: item.set)
            grid(runs, "set, family", lambda item: f"{item.set}, {item.family}")
            grid(runs, "set, bytes", lambda item: f"{item.set}, {item.length or 'any'}")
            large(runs)
        for run in runs:
            if options.wrong and run.name == options.of:
                wrong(run, folder, tuple(options.sets), options.wrong)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
