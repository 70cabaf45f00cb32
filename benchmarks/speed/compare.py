"""corpusclean beside other chains: whole processes, turn by turn, medians with ranges, ratios round by round.

    python compare.py compare CORPUS   the chains with 20 and 252 line rules; default rules with one process and two
    python compare.py verify CORPUS    what differs between the naive chain and the same work by corpusclean
    python compare.py memory CORPUS    peak memory of the default rules on the corpus and on a tenth of it
    python compare.py pages DATA       default rules on labelled web pages, as files
    python compare.py rules CORPUS     default rules, and with 50 more whose triggers stand nowhere
    python compare.py startup          `check` on one clean file of 3 KB, against a bare Python

CORPUS has its files under ``docs``; README.md beside this program says how to get one, and DATA.  Each prints one
table of what was measured and one of what was asked.  ``-n 5`` is the number of rounds, ``--every 20`` takes every
twentieth document, ``--part hans`` those in ``docs/hans``.  Exit codes: 0 all was measured, 1 documents differ, 2
something is missing.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import chains
import documents
import goals
import more_rules
import runs
from line_rules import COUNTS

CHAINS = Path(chains.__file__)
#: The chains that are compared, in the order of the table; those above the last two with line rules, but the floor.
NAMES = ("floor", "naive", "datatrove", "ours", "records", "defaults", "defaults-2")
#: The sets of labelled pages.
SETS = ("main", "full", "main-wcxb", "html")
#: One paragraph of clean Simplified Chinese, our own, and the size of the file it is repeated in.
PARAGRAPH = "清晨的集市上，卖菜的老人把青菜一把一把地摆好。过路的人停下来问价，老人说：“不贵，自家种的。”\n"
SMALL = 3072
#: Documents of more bytes are long: the largest of them decides the peak.
LONG = 1_000_000


class Bench:
    """A folder of its own to work in, and how the programs are started there."""

    def __init__(self, given: argparse.Namespace, scratch: Path) -> None:
        self.given, self.scratch = given, scratch
        (scratch / "corpusclean.toml").touch()  # the defaults, whatever stands around the folder
        (scratch / "out").mkdir()

    def need(self, *names: str) -> None:
        """Raise `RunError` for what a chain needs and its Python does not have."""
        for name in names:
            modules = ("corpusclean.cli",) if name.startswith("defaults") else chains.NEEDS[name]
            if missing := runs.has(self.python(name), modules):
                raise runs.RunError(f"{name}: {self.python(name)} cannot import {', '.join(modules)}: {missing}")

    def python(self, name: str) -> str:
        """The Python of a chain."""
        asked: str = self.given.datatrove_python if name == "datatrove" else sys.executable
        return shutil.which(asked) or asked if os.sep not in asked else str(Path(asked).absolute())

    def chain(self, name: str, corpus: Path, rules: int = COUNTS[0]) -> tuple[Path, Callable[[], runs.Run]]:
        """Where a chain writes, and the run of it."""
        out = self.scratch / "out" / f"{name}-{rules}.jsonl"
        command = [self.python(name), str(CHAINS), "run", name, str(corpus), str(out), "--rules", str(rules)]
        return out, partial(runs.measured, command, cwd=self.scratch)

    def defaults(self, folder: Path, jobs: int = 1, more: str = "") -> Callable[[], runs.Run]:
        """The run of ``python -m corpusclean`` with all default rules over a folder."""
        out = self.scratch / "out" / f"defaults-{jobs}.jsonl"
        options = ["-o", str(out), "-j", str(jobs), "--no-state", "-q"]
        command = [sys.executable, "-m", "corpusclean", str(folder), *options]
        return partial(runs.measured, command, cwd=self.scratch, more={"PYTHONPATH": more} if more else None)

    def corpus(self, name: str = "corpus", every: int = 0) -> tuple[Path, list[documents.Listed]]:
        """The corpus that was asked for, as one of its own."""
        found = documents.listed(self.given.corpus)
        chosen = documents.sampled(found, part=self.given.part, every=every or self.given.every)
        return documents.corpus_of(self.given.corpus, chosen, self.scratch / name), chosen

    def turns(self, commands: dict[str, Callable[[], runs.Run]], warm: bool = False) -> dict[str, list[runs.Run]]:
        """So many rounds as were asked for."""
        return runs.turns(commands, self.given.n, warm)


def measures(found: runs.Runs, sizes: dict[str, int]) -> None:
    """Print what was measured: one row for each name."""
    rows = [["", "wall s", "CPU s", "MB/s", "MB/s of CPU", "peak MiB"]]
    for name, taken in found.items():
        size = sizes[name] / 1e6
        wall, cpu, peak = zip(*taken, strict=True)
        speeds = (runs.spread([size / one for one in column], "{:.3g}") for column in (wall, cpu))
        rows.append([name, runs.spread(wall), runs.spread(cpu), *speeds, runs.spread(peak, "{:.0f}")])
    runs.table(rows)


def said(what: str, chosen: Sequence[documents.Listed], given: argparse.Namespace) -> int:
    """Print what is measured, on what machine; the size of the documents."""
    size = sum(one.size for one in chosen)
    part = f", part {given.part}" if given.part else ""
    print(f"{what}: {len(chosen):,} documents{part}, {size / 1e6:.1f} MB, {given.n} rounds, median (least..most)")
    print(runs.machine() + "\n")
    return size


def compare(bench: Bench) -> int:
    given = bench.given
    names = given.chains.split(",")
    if unknown := sorted(set(names) - set(NAMES)):
        raise runs.RunError(f"no chain {', '.join(unknown)}; there are {', '.join(NAMES)}")
    bench.need(*names)
    corpus, chosen = bench.corpus()
    if "datatrove" in names:
        bench.need("rows")
        made, make = bench.chain("rows", corpus)
        make()
        made.rename(corpus / documents.ROWS)
    commands: dict[str, Callable[[], runs.Run]] = {}
    for rules in given.rules:
        for name in [one for one in NAMES if one in names and not one.startswith("defaults")]:
            label = name if name == "floor" else f"{name}, {rules} rules"
            commands.setdefault(label, bench.chain(name, corpus, rules)[1])
    for name, jobs in (("defaults", 1), ("defaults-2", 2)):
        if name in names:
            commands[f"default rules, -j {jobs}"] = bench.defaults(corpus / documents.FILES, jobs)
    size = said("Chains", chosen, given)
    found = bench.turns(commands)
    measures(found, dict.fromkeys(found, size))
    goals.ratios(found, given.part)
    return 0


def verify(bench: Bench) -> int:
    import json

    bench.need("naive", "ours")
    corpus, chosen = bench.corpus()
    print(f"{len(chosen):,} documents\n{runs.machine()}\n")
    rows, bad = [["line rules", "naive writes", "ours writes", "differ", "such as"]], 0
    for rules in bench.given.rules:
        texts: dict[str, dict[str, int]] = {}
        for name in ("naive", "ours"):
            out, run = bench.chain(name, corpus, rules)
            run()
            with out.open("rb") as file:
                texts[name] = {row["id"]: hash(row["text"]) for row in map(json.loads, file)}
        one, other = texts["naive"], texts["ours"]
        different = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
        bad += len(different)
        counts = (rules, len(one), len(other), len(different))
        rows.append([*map(str, counts), ", ".join(different[:5])])
    runs.table(rows)
    return int(bad > 0)


def memory(bench: Bench) -> int:
    bench.need("defaults")
    chosen = documents.sampled(documents.listed(bench.given.corpus), part=bench.given.part, every=bench.given.every)
    short, long = ([one for one in chosen if (one.size > LONG) == which] for which in (False, True))
    over = f"documents over {LONG // 1_000_000} MB"
    sets = {
        "all": chosen,
        f"a tenth, and all {over}": [*short[::10], *long],
        f"without {over}": short,
        "a tenth of these": short[::10],
    }
    folders = {
        name: documents.corpus_of(bench.given.corpus, some, bench.scratch / f"set-{number}")
        for number, (name, some) in enumerate(sets.items())
    }
    said("Memory of default rules, one process", chosen, bench.given)
    found = bench.turns({name: bench.defaults(folder / documents.FILES) for name, folder in folders.items()})
    measures(found, {name: sum(one.size for one in some) for name, some in sets.items()})
    goals.growth(found)
    return 0


def pages(bench: Bench) -> int:
    bench.need("defaults")
    sizes: dict[str, int] = {}
    for name in SETS:
        paths = [bench.given.data / f"chrome-{name}-dev.jsonl{ending}" for ending in (".gz", "")]
        path = next((path for path in paths if path.is_file()), None)
        if not path:
            raise runs.RunError(f"{paths[0]} is not there; README.md says where the pages come from")
        sizes[name] = documents.of_pages(path, bench.scratch / name, bench.given.every)
    if missing := runs.has(sys.executable, ["corpusclean.formats.pages", "resiliparse"]):
        raise runs.RunError(f"html: pip install 'corpusclean[html]': {missing}")
    print(f"Default rules on web pages, one process, {bench.given.n} rounds, median (least..most)\n{runs.machine()}\n")
    found = bench.turns({name: bench.defaults(bench.scratch / name) for name in SETS})
    measures(found, sizes)
    goals.pages(found, sizes)
    return 0


def rules(bench: Bench) -> int:
    bench.need("defaults")
    corpus, chosen = bench.corpus()
    plugin = more_rules.plugin(bench.scratch / "plugin", bench.given.more)
    folder = corpus / documents.FILES
    if missing := runs.has(sys.executable, ["corpusclean.registry"]):
        raise runs.RunError(missing)
    more_rules.check(sys.executable, plugin, bench.given.more)
    said(f"Default rules, and {bench.given.more} more whose triggers are absent", chosen, bench.given)
    found = bench.turns({goals.DEFAULTS: bench.defaults(folder), goals.MORE: bench.defaults(folder, more=plugin)})
    measures(found, dict.fromkeys(found, sum(one.size for one in chosen)))
    goals.more_rules(found)
    return 0


def startup(bench: Bench) -> int:
    bench.need("defaults")
    path = bench.scratch / "clean.txt"
    lines = SMALL // len(PARAGRAPH.encode()) + 1
    path.write_text("".join(f"第{number}段。{PARAGRAPH}" for number in range(lines)), encoding="utf-8", newline="")
    commands = {
        goals.BARE: ["-c", "pass"],
        "import corpusclean": ["-c", "import corpusclean"],
        goals.CHECK: ["-m", "corpusclean", "check", str(path)],
    }
    # Compiled modules are kept, as they are where the package is installed, but in a place of our own.
    more = {"PYTHONPYCACHEPREFIX": str(bench.scratch / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    print(
        f"{path.stat().st_size} bytes, {bench.given.n} processes of each kind, median (least..most)\n{runs.machine()}\n"
    )
    found = bench.turns(
        {
            name: partial(runs.measured, [sys.executable, *rest], cwd=bench.scratch, more=more)
            for name, rest in commands.items()
        },
        warm=True,
    )
    rows = [["", "wall ms", "CPU ms", "peak MiB"]]
    for name, taken in found.items():
        wall, cpu, peak = zip(*taken, strict=True)
        times = (runs.spread([1000 * one for one in column], "{:.0f}") for column in (wall, cpu))
        rows.append([name, *times, runs.spread(peak, "{:.0f}")])
    runs.table(rows)
    goals.startup(found)
    return 0


#: What there is to measure, and how many rounds of it by default.
COMMANDS = {compare: 5, verify: 1, memory: 5, pages: 5, rules: 5, startup: 21}


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    several = parser.add_subparsers(dest="command", required=True)
    for command, rounds in COMMANDS.items():
        one = several.add_parser(command.__name__)
        one.set_defaults(run=command)
        one.add_argument("-n", type=int, default=rounds, help=f"rounds, {rounds} by default")
        one.add_argument("--scratch", type=Path, help="a folder to work in; that for temporary files by default")
        one.add_argument("--datatrove-python", default=sys.executable, help="the Python that has datatrove")
        if command is startup:
            continue
        one.add_argument("data" if command is pages else "corpus", type=Path)
        one.add_argument("--every", type=int, default=1, help="take every so many documents")
        if command is pages:
            continue
        one.add_argument("--part", default="", help="only the documents below docs/PART")
        if command in (compare, verify):
            one.add_argument("--rules", type=int, nargs="+", choices=COUNTS, default=COUNTS)
        if command is compare:
            one.add_argument("--chains", default=",".join(NAMES), help="some of them, with commas between")
        if command is rules:
            one.add_argument("--more", type=int, default=50, help="how many rules more")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    given = arguments(argv)
    try:
        with tempfile.TemporaryDirectory(prefix="speed-", dir=given.scratch) as scratch:
            code: int = given.run(Bench(given, Path(scratch).absolute()))
    except (runs.RunError, documents.CorpusError) as error:
        print(f"compare.py: {error}", file=sys.stderr)
        return 2
    return code


if __name__ == "__main__":
    sys.exit(main())
