"""Whole runs of the command over one corpus, interleaved: processes, growth, memory, and whether the bytes are equal.

    runs.py jobs FOLDER [-n 5]              one, two and four processes: seconds, ratios, equal bytes
    runs.py growth FOLDER [--share 0.01]    a full run, then one with so many documents more
    runs.py shuffled FOLDER                 the files in other orders, in other tasks: equal bytes
    runs.py memory SIZE DOCS.jsonl …        peak memory of all processes under --memory SIZE
    runs.py seconds DOCS.jsonl …            seconds and megabytes a second

More arguments of corpusclean go behind ``--``.  Times are those of whole processes; the peak is the sum over the
processes of a run, looked at every .05 s, of what each has to itself and its share of what it has with others (PSS).
"""

import argparse
import hashlib
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

NAMES = ("out.jsonl", "out.dropped.jsonl", "out.manifest.json")


def run(*argv: str, watch: bool = False) -> tuple[float, float, int]:
    """Seconds, peak in MB where it is watched, and the exit code of one command."""
    start = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "corpusclean", *argv, "-q"], start_new_session=True)
    peak = 0.0
    while watch and process.poll() is None:
        peak = max(peak, sum(map(_share, _family(process.pid))))
        time.sleep(0.05)
    code = process.wait()
    return time.monotonic() - start, peak / 1024, code


def _family(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(other for child in found for other in _family(int(child)))]


def _share(pid: int) -> int:
    """What a process takes, in KB, pages that it shares counted by its part."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def hashes() -> list[str]:
    return [hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in NAMES]


def jobs(folder: Path, count: int, more: Sequence[str]) -> None:
    times: dict[str, list[float]] = {"1": [], "2": [], "4": []}
    found: set[tuple[str, ...]] = set()
    for _ in range(count):
        for number in times:
            seconds, _, _ = run(str(folder), "-o", "out.jsonl", "-j", number, "--no-state", *more)
            times[number].append(seconds)
            found.add(tuple(hashes()))
    size = sum(path.stat().st_size for path in [folder, *folder.rglob("*")] if path.is_file())
    base = times["1"]
    for number, seconds in times.items():
        ratios = [one / other for one, other in zip(base, seconds, strict=True)]
        print(
            f"-j {number}  {statistics.median(seconds):7.1f} s ({min(seconds):.1f}..{max(seconds):.1f})  "
            f"{size / 1e6 / statistics.median(seconds):.2f} MB/s  {statistics.median(ratios):.2f} times as fast "
            f"({min(ratios):.2f}..{max(ratios):.2f})"
        )
    print(f"outputs: {len(found)} different")


def growth(folder: Path, share: float, count: int, more: Sequence[str]) -> None:
    """The last documents by a seed are taken away, and come back for the second run."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    late = set(random.Random(1).sample(files, max(1, round(share * len(files)))))
    for _ in range(count):
        with tempfile.TemporaryDirectory(dir=".") as work:
            for path in files:
                target = Path(work, "in", path.relative_to(folder))
                target.parent.mkdir(parents=True, exist_ok=True)
                if path not in late:
                    os.link(path, target)
            output = ("-o", str(Path(work, "out.jsonl")))
            full, _, _ = run(str(Path(work, "in")), *output, *more)
            again, _, _ = run(str(Path(work, "in")), *output, *more)
            for path in late:
                os.link(path, Path(work, "in", path.relative_to(folder)))
            grown, _, _ = run(str(Path(work, "in")), *output, *more)
            print(
                f"{len(files) - len(late)} documents {full:.1f} s; again {again:.1f} s ({again / full:.1%}); "
                f"{len(late)} more {grown:.1f} s ({grown / full:.1%})"
            )


def shuffled(folder: Path, more: Sequence[str]) -> None:
    """The files named one by one, in other orders and cut into other tasks: by the number of processes."""
    names = sorted(os.path.relpath(path) for path in folder.rglob("*") if path.is_file())
    found = set()
    for seed, number in ((0, "1"), (1, "2"), (2, "3"), (3, "7")):
        order = random.Random(seed).sample(names, len(names)) if seed else names
        run(*order, "-o", "out.jsonl", "-j", number, "--no-state", *more)
        found.add(tuple(hashes()))
    print(f"{len(names)} files in 4 orders, with 1, 2, 3 and 7 processes: {len(found)} different outputs")


def memory(size: str, paths: Sequence[Path], more: Sequence[str]) -> None:
    for path in paths:
        count = sum(1 for _ in path.open("rb"))
        seconds, peak, code = run(str(path), "-o", "out.jsonl", "--memory", size, *more, watch=True)
        state = sum(one.stat().st_size for one in Path(".out.jsonl.state").rglob("*") if one.is_file()) / 1e6
        read = path.stat().st_size / 1e6
        print(
            f"{path.name}: {count:,} documents, {read:.0f} MB: {seconds:.0f} s, {read / seconds:.2f} MB/s, "
            f"peak {peak:.0f} MB, state {state:.0f} MB, exit {code}",
            flush=True,
        )
        subprocess.run(["rm", "-rf", ".out.jsonl.state"], check=True)


def main() -> int:
    argv = sys.argv[1:]
    cut = argv.index("--") if "--" in argv else len(argv)
    argv, more = argv[:cut], argv[cut + 1 :]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("jobs", "growth", "shuffled", "memory", "seconds"))
    parser.add_argument("given", nargs="+")
    parser.add_argument("-n", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.01)
    parser.add_argument("--work", type=Path)
    options = parser.parse_args(argv)
    size, *names = options.given if options.what == "memory" else ("", *options.given)
    paths = [Path(name).resolve() for name in names]
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        os.chdir(work)
        if options.what == "jobs":
            jobs(paths[0], options.n, more)
        elif options.what == "growth":
            growth(paths[0], options.share, options.n, more)
        elif options.what == "shuffled":
            shuffled(paths[0], more)
        elif options.what == "memory":
            memory(size, paths, more)
        else:
            for path in paths:
                seconds, _, code = run(str(path), "-o", "out.jsonl", "--no-state", *more)
                print(f"{path.name}: {seconds:.1f} s, {path.stat().st_size / 1e6 / seconds:.2f} MB/s, exit {code}")
        os.chdir("/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
