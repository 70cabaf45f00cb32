"""Kill a run at random moments, run the same command again, and compare what it writes with an undisturbed run.

    kills.py FOLDER [--kills 100] [--seed 1] [-j 2] [--work DIR] [-- more arguments of corpusclean]

Each of the kills is one trial: the command is started on an empty state, killed with SIGKILL at a moment drawn from
the time that an undisturbed run takes (its children, too), and started again until it ends by itself; a third of the
trials kill the second run as well.  The records, the dropped documents and the manifest must be those of the
undisturbed run, byte for byte.
"""

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NAMES = ("out.jsonl", "out.dropped.jsonl", "out.manifest.json")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-j", "--jobs", default="2")
    parser.add_argument("--work", type=Path, default=None)
    argv = sys.argv[1:]
    cut = argv.index("--") if "--" in argv else len(argv)
    options = parser.parse_args(argv[:cut])
    chance = random.Random(options.seed)
    folder = options.folder.resolve()
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        os.chdir(work)
        command = [sys.executable, "-m", "corpusclean", str(folder), "-o", "out.jsonl", "-q", "-j", options.jobs]
        command += argv[cut + 1 :]
        start = time.monotonic()
        code = subprocess.run(command, check=False).returncode
        whole = time.monotonic() - start
        expected = hashes()
        print(f"undisturbed: {whole:.1f} s, exit {code}")
        equal = killed = runs = 0
        for trial in range(options.kills):
            clear()
            kills = 1 + (chance.random() < 1 / 3)
            while True:
                runs += 1
                process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
                if not kills:
                    ended = process.wait()
                    break
                kills -= 1
                try:
                    ended = process.wait(timeout=chance.uniform(0.05, whole))
                    break
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
                    killed += 1
            same = hashes() == expected and ended == code
            equal += same
            if not same:
                print(f"trial {trial}: exit {ended}, {hashes()}, not {expected}")
        print(f"{options.kills} trials, {killed} kills, {runs} runs: {equal} outputs equal to the undisturbed one")
        left = sorted(path.name for path in Path().iterdir())
        print(f"left behind: {left}")
    return 0 if equal == options.kills else 1


def hashes() -> list[str]:
    return [hashlib.sha256(Path(name).read_bytes()).hexdigest() if Path(name).exists() else "" for name in NAMES]


def clear() -> None:
    for path in Path().iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


if __name__ == "__main__":
    sys.exit(main())
