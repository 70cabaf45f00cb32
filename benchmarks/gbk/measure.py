"""Measure the rules of the gbk stage on damage made from clean Simplified text.

    python benchmarks/gbk/measure.py FILE... [--passages 150] [--seed 1]

FILE is UTF-8 text.  Its passages are converted to Traditional hanzi one by one, as copying sites do, and damaged:
pinyin inserted after a random share of the Traditional hanzi, the bytes cut at ``！`` and ``？``, or ``A1 A1`` deleted.
Prints, for each, how many passages come back exactly; and for clean text, as it is and converted, what is changed a
million characters.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from corpusclean.edits import Edit, Flag, Patch
from corpusclean.language import readings, simplified, traditional
from corpusclean.rules.gbk import annotate, deleted_byte_pairs, inserted_pinyin, unaligned_cuts

Rule = Callable[[str], Iterable[Edit | Flag]]

#: Put before a text whose own annotations are not what is measured.
EVIDENCE = "在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。\n"


def passages(paths: Iterable[Path], rng: random.Random, count: int) -> list[str]:
    """Passages of 80 to 600 characters, most of them hanzi, in Traditional hanzi."""
    found = set()
    for path in paths:
        for text in re.findall(r"[^\n]{80,600}", path.read_text(encoding="utf-8", errors="ignore")):
            if len(re.findall("[一-鿿]", text)) > 0.6 * len(text) and not re.search("[\ue000-\uf8ff\u3000�]", text):
                found.add(text.strip())
    chosen = sorted(found)
    rng.shuffle(chosen)
    return chosen[:count]


def convert(text: str) -> str:
    """Traditional hanzi, one by one."""
    return "".join(map(traditional, text))


def fix(rule: Rule, text: str) -> str:
    """The text with all edits of the rule made."""
    return Patch.of(text, (item for item in rule(text) if isinstance(item, Edit))).apply(text)


def pinyin(clean: list[str], rng: random.Random) -> None:
    """Inserted pinyin, for three tables that have a share of the Traditional hanzi."""
    chars = [char for code in range(0x4E00, 0x9FA6) if readings(char := chr(code)) and simplified(char) != char]
    for share in (0.3, 0.6, 1.0):
        table = {char: readings(char)[0] for char in chars if rng.random() < share}
        rows = [(annotate(text, table), text) for text in map(convert, clean)]
        rows = [(damaged, text) for damaged, text in rows if damaged != text]
        exact = sum(fix(inserted_pinyin, damaged) == text for damaged, text in rows)
        print(f"inserted pinyin, table of {share:.0%}: {exact} of {len(rows)} passages exact")


def cuts(clean: list[str]) -> None:
    """Bytes cut at ``！`` and ``？``; then without the private-use characters this leaves."""
    rows = [(annotate(text, {}, cuts=True), text) for text in map(convert, clean)]
    rows = [(damaged, text) for damaged, text in rows if damaged != text]
    exact = sum(fix(unaligned_cuts, damaged) == text for damaged, text in rows)
    print(f"unaligned cuts: {exact} of {len(rows)} passages exact")
    lost = [(re.sub("[\ue000-\uf8ff]", "", damaged), damaged, text) for damaged, text in rows]
    exact = sum(fix(unaligned_cuts, some) == text for some, damaged, text in lost if some != damaged)
    print(f"the same, private-use characters lost: {exact} of {sum(one[0] != one[1] for one in lost)} passages exact")


def deletion(clean: list[str]) -> None:
    """Deleted byte pairs, with evidence before the passage."""
    bare = re.compile("[行業時級進發產]")
    rows = []
    for text in clean:
        raw = text.encode("gbk", "ignore")
        damaged = raw.replace(b"\xa1\xa1", b"").decode("gbk", "ignore")
        if damaged != raw.decode("gbk"):
            rows.append((bare.sub("", convert(damaged)), bare.sub("", convert(raw.decode("gbk")))))
    exact = sum(fix(deleted_byte_pairs, EVIDENCE + damaged) == EVIDENCE + text for damaged, text in rows)
    print(f"deleted byte pairs: {exact} of {len(rows)} passages exact")
    whole = [bare.sub("", convert(text)) for text in clean]
    found = [item for text in whole for item in deleted_byte_pairs(EVIDENCE + text)]
    false = sum(isinstance(item, Edit) for item in found)
    size = sum(map(len, whole))
    rate = 1e6 * false / max(size, 1)
    print(f"deleted byte pairs: {false} false in {size:,} characters with evidence ({rate:.1f} a million)")


def untouched(paths: Iterable[Path]) -> None:
    """Clean text, as it is and converted."""
    size = false = 0
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="ignore")
        rules: list[Rule] = [inserted_pinyin, unaligned_cuts, deleted_byte_pairs]
        for form in (text, "".join(map(traditional, text[:200_000]))):
            size += len(form)
            for rule in rules:
                edits = [item for item in rule(form) if isinstance(item, Edit)]
                false += sum(edit.end - edit.start + len(edit.replacement) for edit in edits)
    print(f"clean text: {false} characters changed in {size:,}")


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--passages", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    rng = random.Random(options.seed)
    clean = passages(options.files, rng, options.passages)
    pinyin(clean, rng)
    cuts(passages(options.files, random.Random(options.seed), 4 * options.passages))
    deletion(passages(options.files, rng, 100 * options.passages))
    untouched(options.files)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
