"""What the repair rules cost on clean text: how many documents wake each, and how fast its first test is.

    python benchmarks/damage/cost.py PATH... [--size 4000] [--most 2000]

PATH is a file or a folder of text that is not damaged.  It is read in documents of so many characters.  For each rule:
the share of the documents that hold its trigger, the speed over those, and over all, in MB of UTF-8 a second.  The
first line is the search for all triggers at once, which every document pays.
"""

import argparse
import time
from pathlib import Path

from measure import STAGES, files, plain

from corpusclean import registry
from corpusclean.gate import Gate
from corpusclean.rule import Rule


def documents(paths: list[Path], size: int, most: int) -> list[str]:
    """Texts of so many characters."""
    found: list[str] = []
    for path in files(paths):
        text = plain(path)
        found += [text[start : start + size] for start in range(0, len(text), size)]
        if len(found) >= most:
            break
    return found[:most]


def fastest(call: object, rounds: int = 3) -> float:
    """The shortest of some runs, in seconds."""
    assert callable(call)
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return max(min(times), 1e-9)


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--size", type=int, default=4000)
    parser.add_argument("--most", type=int, default=2000)
    options = parser.parse_args(arguments)
    texts = documents(options.files, options.size, options.most)
    size = [len(text.encode()) for text in texts]
    total = sum(size) / 1e6
    rules: list[Rule] = [rule for rule in registry.select(STAGES) if not rule.report]
    gate = Gate([rule.trigger for rule in rules])
    print(f"{len(texts)} documents, {total:.1f} MB")
    print(f"{'all triggers':50} {total / fastest(lambda: [gate.wake(text) for text in texts]):9.1f} MB/s")
    woken = [gate.wake(text) for text in texts]
    for index, rule in enumerate(rules):
        mine = [text for text, awake in zip(texts, woken, strict=True) if index in awake]
        if not mine:
            print(f"{rule.code} {rule.name:30} wakes on   0.0 %")
            continue
        part = sum(len(text.encode()) for text in mine) / 1e6
        seconds = fastest(lambda rule=rule, mine=mine: [rule(text) for text in mine])
        print(
            f"{rule.code} {rule.name:30} wakes on {100 * len(mine) / len(texts):5.1f} %, "
            f"{part / seconds:9.1f} MB/s of them, {total / seconds:9.1f} MB/s of all"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
