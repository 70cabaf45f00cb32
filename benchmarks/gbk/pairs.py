"""Measure `deleted_byte_pairs`: recall by the pair, passages exact, false repairs and speed.

    python benchmarks/gbk/pairs.py FILE... [--passages 5000] [--seed 1] [--show 10]

FILE is UTF-8 text in Simplified hanzi (or gzipped).  ``A1 A1`` is deleted from the bytes of its passages, and where
that changed one, the evidence of inserted pinyin is put before it; then the same converted to Traditional hanzi one by
one, as copying sites do.  False repairs are counted in the passages as they are, with the evidence before them, and
without.
"""

import argparse
import gzip
import random
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpusclean.edits import Edit, Patch
from corpusclean.language import simplified, traditional
from corpusclean.rules.gbk import deleted_byte_pairs
from corpusclean.rules.gbk.splits import deleted

EVIDENCE = "在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。\n"
#: What the evidence says is annotated everywhere may not stand bare in the passage.
BARE = re.compile("[業時級進發產]")


def passages(paths: Iterable[Path], count: int, seed: int) -> list[str]:
    """Passages of 80 to 600 characters that GBK has, most of them hanzi."""
    found = set()
    for path in paths:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for text in re.findall(r"[^\r\n]{80,600}", raw.decode("utf-8", "ignore")):
            if len(re.findall("[一-鿿]", text)) > 0.6 * len(text) and not re.search("[\ue000-\uf8ff\u3000�]", text):
                found.add(text.strip().encode("gbk", "ignore").decode("gbk"))
    chosen = sorted(found)
    random.Random(seed).shuffle(chosen)
    return chosen[:count]


def places(clean: str) -> Iterator[tuple[int, str]]:
    """Where two characters became one in the damaged passage, and which they were."""
    damaged = deleted(clean)
    left = index = 0
    while index < len(clean):
        if left < len(damaged) and damaged[left] == clean[index]:
            index += 1
        else:
            yield left, clean[index : index + 2]
            index += 2
        left += 1


def convert(text: str) -> str:
    """Traditional hanzi, one by one."""
    return "".join(map(traditional, text))


def edits(text: str) -> list[Edit]:
    """The edits of the rule."""
    return [edit for edit in deleted_byte_pairs(text) if isinstance(edit, Edit)]


def measure(clean: list[str], script: str, show: int) -> None:
    """Print the figures for one script."""
    form = convert if script == "Traditional" else str
    pairs = right = wrong = exact = rows = false = bare = size = damaged_size = 0
    misses: list[str] = []
    errors: list[str] = []
    spent = 0.0
    for text in clean:
        whole = BARE.sub("", form(text))
        size += len(whole)
        found = edits(EVIDENCE + whole)
        false += len(found)
        errors += [f"{whole[edit.start - len(EVIDENCE) - 8 :][:16]} -> {edit.replacement}" for edit in found]
        bare += len(edits(whole))
        lost = dict(places(text))
        if not lost:
            continue
        damaged = form(deleted(text))
        if BARE.search(damaged) and script == "Traditional":
            keep = [at for at, char in enumerate(damaged) if not BARE.match(char)]
            lost = {new: lost[old] for new, old in enumerate(keep) if old in lost}
            damaged = BARE.sub("", damaged)
        start = time.perf_counter()
        found = edits(EVIDENCE + damaged)
        spent += time.perf_counter() - start
        damaged_size += len((EVIDENCE + damaged).encode())
        got = {edit.start - len(EVIDENCE): simplified(edit.replacement) for edit in found}
        rows += 1
        pairs += len(lost)
        hits = sum(got.get(at) == simplified(two) for at, two in lost.items())
        right += hits
        wrong += len(got) - hits
        exact += Patch.of(EVIDENCE + damaged, found).apply(EVIDENCE + damaged) == EVIDENCE + BARE.sub("", form(text))
        misses += [f"{damaged[max(0, at - 8) : at + 8]} ({two})" for at, two in lost.items() if at not in got]
    print(
        f"{script}: {right} of {pairs} pairs ({right / max(pairs, 1):.3f}), {wrong} wrong, "
        f"{exact} of {rows} passages exact; {damaged_size / 1e6 / max(spent, 1e-9):.2f} MB/s"
    )
    print(
        f"{script}: {false} false in {size:,} clean characters with evidence "
        f"({1e6 * false / max(size, 1):.1f} a million), {bare} without"
    )
    for name, some in (("missed", misses), ("false", errors)):
        for line in random.Random(1).sample(some, min(show, len(some))):
            print(f"  {name}: {line}")


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--passages", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args(arguments)
    clean = passages(options.files, options.passages, options.seed)
    edits(EVIDENCE + "他記住了。")  # loads the word model
    for script in ("Simplified", "Traditional"):
        measure(clean, script, options.show)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
