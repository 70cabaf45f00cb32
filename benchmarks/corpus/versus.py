r"""Near-duplicate documents: corpusclean and others on the same documents, whole processes, one table.

    python versus.py DATA --ours PYTHON --datatrove PYTHON --text-dedup PYTHON [--rounds 3] [--workers 2]

Each tool has a Python of its own; one that is not given is left out.  They take turns, so that a change of the machine
hits all.  Of each: the median of wall time, CPU time and peak memory of all its processes together (their proportional
share, sampled); and from the ids it kept and the truth of `make_documents.py`

    copies   of the documents that are copies, character for character, the share that went
    script   the same of copies in the other Chinese script, and of those in another form
    near     of pairs with a Jaccard similarity of .8 or more, the share of which one document went; then .9 and more
    wrong    documents that went though nothing that was kept is as similar to them as .6; in brackets the worst

Similarity is that of `similarity.py`, which no tool shares.  Only Linux has what this reads.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from similarity import similarity

PEERS = Path(__file__).with_name("peers.py")
#: How corpusclean is asked; ``--select`` has the rules: exact and near duplicates, and no other.
OURS = ("--unsafe", "--quiet", "--id-column", "id", "--select")
RULES = "DUP101,DUP201"
#: A document that went is wrongly gone where nothing so similar stayed.
SIMILAR = 0.6
#: Seconds between two looks at the processes.
PAUSE = 0.25


class Run(NamedTuple):
    """What one run took: seconds, seconds of CPU, and the peak of memory in bytes."""

    wall: float
    cpu: float
    memory: int


def session(number: int) -> Iterator[tuple[int, float]]:
    """The processes of a session with the CPU time of each."""
    tick = os.sysconf("SC_CLK_TCK")
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == number:
            yield int(entry.name), (int(fields[11]) + int(fields[12])) / tick


def memory_of(process: int) -> int:
    """The proportional share of memory of a process, 0 where it has gone."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def measured(command: list[str], log: Path) -> Run:
    """A command run to its end, in a session of its own so that all its processes are seen."""
    with log.open("wb") as file:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=file, stderr=file, start_new_session=True, env=environment())
        cpu: dict[int, float] = {}
        peak = 0
        while process.poll() is None:
            seen = dict(session(process.pid))
            cpu.update(seen)
            peak = max(peak, sum(map(memory_of, seen)))
            time.sleep(PAUSE)
        wall = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\nended with {process.returncode}; see {log}")
    return Run(wall, sum(cpu.values()), peak)


def environment() -> dict[str, str]:
    """The environment without what would have a tool look things up."""
    return {**os.environ, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}


def commands(arguments: argparse.Namespace, out: Path) -> dict[str, list[str]]:
    """The command of each tool that has a Python."""
    found = {}
    if arguments.ours:
        files = sorted(map(str, (arguments.data / "documents").glob("*.jsonl")))
        target = ["-o", str(out / "ours" / "kept" / "out.jsonl"), "-j", str(arguments.workers)]
        rules = (*OURS, arguments.select)
        found["ours"] = [arguments.ours, "-m", "corpusclean", *files, *rules, *target, *arguments.extra.split()]
    for name in ("datatrove", "text-dedup"):
        if python := getattr(arguments, name.replace("-", "_")):
            target = [str(arguments.data), str(out / name), "--workers", str(arguments.workers)]
            found[name] = [python, str(PEERS), name, *target]
    return found


def kept_by(python: str, folder: Path) -> set[str]:
    """The ids a tool kept, read by its own Python."""
    done = subprocess.run([python, str(PEERS), "ids", str(folder)], capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.split())


class Truth:
    """What was planted, and the texts of what may have gone."""

    def __init__(self, data: Path) -> None:
        with (data / "truth.jsonl").open("rb") as file:
            self.planted: list[dict[str, Any]] = [json.loads(line) for line in file]
        self.family: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.planted:
            self.family[one["of"]] |= {one["of"], one["id"]}
        self.root = {name: root for root, names in self.family.items() for name in names}
        self.ids: set[str] = set()
        self.texts: dict[str, str] = {}
        for path in sorted((data / "documents").glob("*.jsonl")):
            with path.open("rb") as file:
                for line in file:
                    row = json.loads(line)
                    self.ids.add(row["id"])
                    if row["id"] in self.root:
                        self.texts[row["id"]] = alike(row["text"])

    def scores(self, kept: set[str]) -> dict[str, str]:
        """The figures of a tool that kept these ids."""
        gone = self.ids - kept
        if strange := kept - self.ids:
            raise SystemExit(f"ids that were not in the data, such as {min(strange)}")
        figures = {"gone": f"{len(gone)}"}
        for label, kinds in (("copies", ("copy",)), ("script", ("script",)), ("form", ("form",))):
            pairs = [one for one in self.planted if one["kind"] in kinds]
            figures[label] = share(sum(not {one["id"], one["of"]} <= kept for one in pairs), len(pairs))
        for least in (0.8, 0.9):
            pairs = [one for one in self.planted if one["kind"] == "near" and one["jaccard"] >= least]
            found = sum(not {one["id"], one["of"]} <= kept for one in pairs)
            figures[f"near >= {least}"] = share(found, len(pairs))
        worst = [max((similarity(*pair) for pair in self.pairs(name, kept)), default=0.0) for name in sorted(gone)]
        wrong = sum(best < SIMILAR for best in worst)
        figures["wrong"] = f"{wrong} ({min(worst, default=1.0):.2f})"
        return figures

    def pairs(self, name: str, kept: set[str]) -> Iterator[tuple[str, str]]:
        """The texts of a document that went and of each of its family that stayed."""
        for other in sorted(self.family.get(self.root.get(name, ""), set()) & kept):
            yield self.texts[name], self.texts[other]


@cache
def converter() -> Callable[[str], str]:
    """OpenCC's conversion to Simplified characters."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def alike(text: str) -> str:
    """The text in Simplified characters, so that similarity does not depend on the script."""
    return converter()(text)


def share(found: int, count: int) -> str:
    """A share with its numbers."""
    return f"{found / count:.3f} ({found}/{count})" if count else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    for name in ("ours", "datatrove", "text-dedup"):
        parser.add_argument(f"--{name}", metavar="PYTHON", help=f"the Python that has {name}")
    parser.add_argument("--select", default=RULES, help=f"the rules of corpusclean; {RULES} where none are named")
    parser.add_argument("--extra", default="", help="more arguments for corpusclean, in one string")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    truth = Truth(arguments.data)
    runs: defaultdict[str, list[Run]] = defaultdict(list)
    rows: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory(prefix="versus-") as folder:
        out = Path(folder)
        for number in range(arguments.rounds):
            for name, command in commands(arguments, out).items():
                shutil.rmtree(out / name, ignore_errors=True)
                (out / name / "kept").mkdir(parents=True)
                runs[name].append(measured(command, log := arguments.data / f"{name}.log"))
                print(f"round {number + 1}: {name} {runs[name][-1].wall:.1f} s, log {log}", file=sys.stderr)
                if number == 0:
                    for extra in (out / name / "kept").glob("*.dropped.jsonl"):  # ours; what went is no answer
                        extra.unlink()
                    rows[name] = truth.scores(kept_by(command[0], out / name))
    for name, taken in runs.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*taken, strict=True))
        rows[name] = {"wall s": f"{wall:.1f}", "cpu s": f"{cpu:.1f}", "MB": f"{memory / 1e6:.0f}", **rows[name]}
    print(f"{len(truth.ids)} documents, {arguments.workers} workers, median of {arguments.rounds}\n")
    columns = list(next(iter(rows.values()), {}))
    print("| tool |", " | ".join(columns), "|")
    print("| --- |", " | ".join("---" for _ in columns), "|")
    for name, row in rows.items():
        print(f"| {name} |", " | ".join(row.values()), "|")


if __name__ == "__main__":
    main()
