"""Site chrome removed and text lost: corpusclean beside its peers, on lines and on HTML, by kind of page and language.

    python benchmarks/chrome/measure.py FOLDER [--only corpusclean trafilatura] [--peers PYTHON] [--keep FOLDER]

FOLDER holds labelled pages; README.md beside this program says where they come from.  First what is asked and what was
measured, then a table for each set and kind of page, then one for each set by language.  Shares are in percent.
"""

import argparse
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from goals import GOALS, Scores
from labels import ARTICLES, GROUPS, PARTLY, SETS, Page, pages
from peers import TOOLS, Tool
from runs import Measure, NotStartedError, measured, version
from scoring import Figures, Row, figures

from speed import cost_of_clean_text, speeds

#: The sets that speed is measured on.
TIMED = ("main", "full")
HEAD = ("lost", "mean", "removed", "mean", "P", "R", "F1", "bad", "worst")


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


def goals(scores: Sequence[Scores], tags: bool) -> None:
    """Print what is asked of readers of tags or of lines, and what was measured."""
    ours = {"corpusclean, HTML" if tags else "corpusclean"}
    rows = [["", "reach", "reached", *(one.tool for one in scores)]]
    for goal in GOALS:
        found = [goal.figure(one) for one in scores]
        if goal.tags != tags or all(figure is None for figure in found):
            continue
        mine = next((figure for one, figure in zip(scores, found, strict=True) if one.tool in ours), None)
        reached = "–" if mine is None else "yes" if goal.met(mine) else "NO"
        cells = ["–" if figure is None else goal.form.format(figure) for figure in found]
        rows.append([goal.title, goal.reach, reached, *cells])
    if len(rows) > 1:
        table(rows)


def cells(found: Figures) -> list[str]:
    """Figures as they are printed."""
    shown = (
        found.lost,
        found.mean_lost,
        found.removed,
        found.mean_removed,
        found.precision,
        found.recall,
        found.f1,
        found.bad,
        found.worst,
    )
    return [f"{figure:.2f}" for figure in shown]


def groups(name: str, scores: Sequence[Scores]) -> None:
    """Print a table for each kind of page of a set."""
    for title, kinds in (("articles", ARTICLES), *((group, (group,)) for group in GROUPS)):
        found = [(one.tool, one.of(name, *kinds)) for one in scores]
        rows = [[tool, *cells(figure)] for tool, figure in found if figure]
        if rows:
            count = next(figure.pages for _, figure in found if figure)
            table([[f"{name}, {title}, {count} pages", *HEAD], *rows])


def languages(name: str, scores: Sequence[Scores]) -> None:
    """Print what was lost and removed of a set's articles and partly labelled pages, by language."""
    wanted = {
        one.tool: [(page, row) for page, row in one.pairs.get(name, []) if page.group in (*ARTICLES, PARTLY)]
        for one in scores
    }
    wanted = {tool: pairs for tool, pairs in wanted.items() if pairs}
    kinds = sorted({(page.group == PARTLY, page.language) for pairs in wanted.values() for page, _ in pairs})
    rows = [[f"{name}: lost / removed", "pages", *wanted]]
    for partly, language in kinds:
        found = [
            figures(row for page, row in pairs if (page.group == PARTLY, page.language) == (partly, language))
            for pairs in wanted.values()
        ]
        title = f"{language}, partly labelled" if partly else language
        rows.append([title, str(found[0].pages), *(f"{one.lost:.2f} / {one.removed:.1f}" for one in found)])
    if len(rows) > 1:
        table(rows)


def worst(name: str, pairs: Iterable[tuple[Page, Row]], most: int) -> None:
    """Print the pages that lost most characters."""
    for page, row in sorted(pairs, key=lambda pair: pair[1].kept - pair[1].keep)[:most]:
        print(f"{name}: {row.keep - row.kept:7.0f} lost ({100 * row.lost:5.1f} %)  {page.group}  {row.id}")
    print()


def there(tools: Iterable[Tool], python: str) -> list[Tool]:
    """The tools that are installed; prints their versions, and which are not."""
    found: dict[Tool, str] = {}
    missing = []
    for tool in tools:
        try:
            found[tool] = version(tool, python)
        except NotStartedError as error:
            missing.append(str(error))
    versions = {tool.package: number for tool, number in found.items() if tool.package}
    print(f"Python {platform.python_version()}; " + ", ".join(" ".join(pair) for pair in versions.items()))
    for reason in missing:
        print(f"not measured: {reason}")
    return list(found)


def _scores(tools: list[Tool], sets: Sequence[str], options: argparse.Namespace, how: Measure) -> list[Scores]:
    """All that is measured; says what could not be."""
    start = time.monotonic()
    pairs: dict[str, dict[str, list[tuple[Page, Row]]]] = {tool.name: {} for tool in tools}
    times: dict[str, dict[str, float]] = {tool.name: {} for tool in tools}
    missing: dict[Tool, str] = {}
    for name in sets:
        read = pages(options.folder, name, options.half)
        if not read:
            print(f"not measured: the folder has no set {name}")
        for tool in tools if read else []:
            if tool in missing or (tool.tags and name != "html"):
                continue
            print(f"{time.monotonic() - start:4.0f} s  {name}: {tool.name}", file=sys.stderr)
            try:
                run = measured(tool, name, read, how)
            except NotStartedError as error:
                missing[tool] = str(error)
                continue
            pairs[tool.name][name] = run.pairs
            if run.failed:
                print(f"{name}: {tool.name} failed on {run.failed} of {len(read)} pages; they count as wholly lost")
        if name in TIMED and options.speed and read:
            print(f"{name}: speed", file=sys.stderr)
            timed = [tool for tool in tools if name in pairs.get(tool.name, ())]
            for title, speed in speeds(timed, read, how).items():
                times[title][name] = speed
    for reason in missing.values():
        print(f"not measured: {reason}")
    scans = cost_of_clean_text() if options.speed and pairs.get("corpusclean") else None
    return [
        Scores(tool.name, pairs[tool.name], times[tool.name], scans if tool.name == "corpusclean" else None)
        for tool in tools
        if pairs.get(tool.name)
    ]


def main(arguments: list[str] | None = None) -> int:
    """Print the tables."""
    names = [tool.name for tool in TOOLS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", default="dev", help="which half of the pages the files hold")
    parser.add_argument("--only", nargs="+", choices=names, metavar="TOOL", help=f"of {', '.join(names)}")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--peers", default=sys.executable, help="a Python that has the peers; this one, if not given")
    parser.add_argument(
        "--fold-weights",
        type=Path,
        metavar="FOLDER",
        help="weights by train.py --folds: ours cleans each page of lines with those learnt without its site",
    )
    parser.add_argument("--keep", type=Path, help="keep what was measured of the peers in this folder, and reuse it")
    parser.add_argument("--no-speed", dest="speed", action="store_false", help="leave out speeds")
    parser.add_argument("--worst", type=int, default=0, help="list so many pages of each set that lost most ...")
    parser.add_argument("--of", default="corpusclean", choices=names, metavar="TOOL", help="... by this tool")
    options = parser.parse_args(arguments)
    tools = there((tool for tool in TOOLS if not options.only or tool.name in options.only), options.peers)
    how = Measure(options.peers, options.fold_weights, options.keep)
    scores = _scores(tools, options.sets, options, how)
    if options.fold_weights:
        print("corpusclean on lines: each page with the weights of its site's fold")
    print("\n## Goals\n")
    tags = {tool.name for tool in tools if tool.tags}
    goals([one for one in scores if one.tool not in tags], tags=False)
    goals([one for one in scores if one.tool in tags], tags=True)
    for name in options.sets:
        print(f"## {name}\n")
        groups(name, scores)
        languages(name, scores)
        for one in scores:
            if options.worst and one.tool == options.of:
                worst(name, one.pairs.get(name, []), options.worst)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
