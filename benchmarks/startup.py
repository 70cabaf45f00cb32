"""How long ``corpusclean check`` takes on one clean file of 3 KB: whole processes, from start to exit.

The goal is .25 s, since a hook and an editor wait for it.  Bare Python and the import of the package are measured
with it, in turns, so that a busy machine slows all three alike.

    python benchmarks/startup.py [--count 21]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

#: One paragraph of clean Simplified Chinese, our own.
PARAGRAPH = "清晨的集市上，卖菜的老人把青菜一把一把地摆好。过路的人停下来问价，老人说：“不贵，自家种的。”\n"
GOAL = 0.25


def seconds(command: list[str], folder: str) -> float:
    start = time.perf_counter()
    # Compiled modules are kept, as they are where the package is installed, but in a place of our own.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/compiled", "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, env=environment)
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=21, help="processes of each kind")
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "clean.txt")
        lines = 3072 // len(PARAGRAPH.encode()) + 1
        path.write_text("".join(f"第{number}段。{PARAGRAPH}" for number in range(lines)), encoding="utf-8", newline="")
        Path(folder, "corpusclean.toml").touch()  # the defaults, whatever stands around the temporary folder
        commands = {
            "bare python": [sys.executable, "-c", "pass"],
            "import corpusclean": [sys.executable, "-c", "import corpusclean"],
            "check, 1 clean file": [sys.executable, "-m", "corpusclean", "check", str(path)],
        }
        for command in commands.values():
            seconds(command, folder)  # the first one compiles
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(count):
            for name, command in commands.items():
                times[name].append(seconds(command, folder))
        print(f"{path.stat().st_size} bytes, {count} processes of each kind, milliseconds")
    for name, found in times.items():
        low, middle, high = (1000 * one for one in (min(found), statistics.median(found), max(found)))
        print(f"{name:20} median {middle:5.0f}   {low:.0f}..{high:.0f}")
    return statistics.median(times["check, 1 clean file"]) > GOAL


if __name__ == "__main__":
    sys.exit(main())
