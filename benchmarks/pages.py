"""Clean labelled pages as a corpus: speed by processes, the same bytes, the sources back, and cleaning twice.

    python benchmarks/pages.py PAGES.jsonl[.gz] ... [--every N]

The files are those that ``chrome/measure.py`` takes: ``{"lines": [{"text": ...}, ...]}``.  Whole processes are timed,
reading and writing included, with default rules and full provenance; the machine should have nothing else to do.
"""

import argparse
import filecmp
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpusclean.decoding import decode
from corpusclean.document import Document, Source
from corpusclean.pipeline import Pipeline


def unpack(paths: list[Path], folder: Path, every: int) -> int:
    """Write each page to a file of its own; their bytes."""
    size = number = 0
    for path in paths:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
            for line in lines:
                if number % every == 0:
                    raw = "\n".join(row["text"] for row in json.loads(line)["lines"]).encode()
                    (folder / f"{number:06}.txt").write_bytes(raw)
                    size += len(raw)
                number += 1
    return size


def run(*arguments: str, cwd: Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "corpusclean", *arguments, "-q"], cwd=cwd, check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1, help="only every Nth page")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "in").mkdir()
        size = unpack(options.pages, work / "in", options.every)
        files = sorted((work / "in").iterdir())
        print(f"{len(files):,} pages, {size / 1e6:.1f} MB")
        for jobs in ("1", "2"):
            seconds = run("in", "-o", f"{jobs}.jsonl", "-j", jobs, cwd=work)
            print(f"-j {jobs}: {seconds:.1f} s, {size / 1e6 / seconds:.2f} MB/s")
        same = all(
            filecmp.cmp(work / f"1{end}", work / f"2{end}", shallow=False) for end in (".jsonl", ".dropped.jsonl")
        )
        print(f"the same bytes: {same}")
        run("restore", "1.jsonl", "-o", "out", cwd=work)
        back = sum((work / "out" / "in" / file.name).read_bytes() == file.read_bytes() for file in files)
        print(f"restored byte for byte: {back:,} of {len(files):,}")
        pipeline = Pipeline.of()
        differ = 0
        for file in files:
            once = pipeline.run(Document.of(decode(file.read_bytes()).source)).text
            differ += pipeline.run(Document.of(Source.of(once))).text != once
        print(f"changed by a second run: {differ:,} of {len(files):,}")


if __name__ == "__main__":
    main()
