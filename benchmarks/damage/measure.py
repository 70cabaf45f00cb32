"""Damage made from clean text, and how much of it the rules undo.

    python benchmarks/damage/measure.py --zh PATH... --ja PATH... --ko PATH... --en PATH... [--rows 150] [--seed 1]

PATH is a file or a folder of text, HTML or manual pages (README.md beside this program says where to get some).  For
each kind: the rows that come back exactly; how much nearer the others came, as 1 - distance now / distance before, in
edits of a character; the rows that are farther away than before; how many of a hundred characters beyond ASCII are lost
and marked with ``?`` or U+FFFD; and the speed, with default rules of the repair
stages and everything that records what was done.  Then the rows that are flagged; of kinds that
can only be told, by the rule that tells them.  Then
clean text: how many characters are changed a million, and how many passages are flagged.
"""

import argparse
import gzip
import html
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kinds import KINDS, Kind, converted
from rapidfuzz.distance import Levenshtein

from corpusclean.document import Document, Source
from corpusclean.edits import Flag
from corpusclean.pipeline import Pipeline

#: What is measured: the stages that repair.
STAGES = ("MRK", "MOJ", "GBK", "CPY", "UNI")

_LETTERS = {
    "zh": re.compile("[\u3400-\u9fff]"),
    "ja": re.compile("[\u3400-\u9fff\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "en": re.compile("[A-Za-z]"),
}
_KANA = re.compile("[\u3040-\u30ff]")
_LOST = re.compile("[?\N{REPLACEMENT CHARACTER}]")
_ODD = re.compile("[\ue000-\uf8ff\u2e80-\u2fdf\ufffd]")


def files(paths: list[Path]) -> Iterator[Path]:
    """The text files of files and folders, sorted."""
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            if re.search(r"[.](txt|html?|md|[1-8])([.]gz)?$", file.name) and file.is_file() and not file.is_symlink():
                yield file


def plain(path: Path) -> str:
    """The text of a file, without markup."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for encoding in ("utf-8", "euc-jp", "euc-kr"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            text = ""
    name = path.name.removesuffix(".gz")
    if re.search("html?$", name):
        text = re.sub(r"(?s)<(script|style|pre|code|tt)\b.*?</\1>", "", text)
        text = re.sub(r"</?(?:p|div|li|td|tr|h\d|br)\b[^>]*>", "\n\n", text)
        return html.unescape(re.sub("<[^>]+>", "", text))
    if re.search("[.][1-8]$", name):
        text = re.sub(r"(?m)^[.'].*$|\\f[A-Z]|\\[-&|]", "", text)
        return text.replace("\\", "")
    return text


def passages(language: str, paths: list[Path], seed: int, low: int = 40, high: int = 220) -> list[str]:
    """Passages of the language, of so many characters, in a random order."""
    letters = _LETTERS[language]
    found = set()
    for path in files(paths):
        for paragraph in re.split(r"\n\s*\n|(?<=[。！？!?])\n", plain(path)):
            rest = re.sub(
                r"[ \t]+", " ", re.sub(r"\s*\n\s*", "" if language in ("zh", "ja") else " ", paragraph.strip())
            )
            while len(rest) >= low:
                end = max(rest.rfind(stop, low, high) for stop in "。！？.!?") + 1 or high
                piece, rest = (rest[:end], rest[end:].lstrip()) if len(rest) > high else (rest, "")
                share = len(letters.findall(piece)) / len(piece)
                kana = len(_KANA.findall(piece)) / len(piece)
                if _ODD.search(piece) or share < (0.7 if language == "en" else 0.55):
                    continue
                if not (language == "zh" and kana) and not (language == "ja" and kana < 0.2):
                    found.add(piece.strip())
    chosen = sorted(found)
    random.Random(f"{seed} {language}").shuffle(chosen)
    return chosen


def rows(kind: Kind, pool: list[str], count: int, seed: int) -> list[tuple[str, str]]:
    """Damaged and clean passages."""
    rng = random.Random(f"{seed} {kind.name}")
    made: list[tuple[str, str]] = []
    for text in rng.sample(pool, len(pool)):
        if len(made) == count:
            break
        row = kind.process(text, rng)
        if row and row[0] != row[1]:
            made.append(row)
    return made


class Score:
    """The figures of one kind."""

    def __init__(self, pipeline: Pipeline, rows: list[tuple[str, str]], flag: str = "") -> None:
        start = time.perf_counter()
        results = [pipeline.run(Document.of(Source.of(damaged))) for damaged, _ in rows]
        seconds = time.perf_counter() - start
        self.rows = len(rows)
        self.speed = sum(len(damaged.encode()) for damaged, _ in rows) / 1e6 / max(seconds, 1e-9)
        flags = [
            [mark.item.rule for mark in result.document.marks if isinstance(mark.item, Flag)] for result in results
        ]
        self.flagged = sum(any(code.startswith(flag) for code in codes) for codes in flags)
        pairs = [
            (Levenshtein.distance(damaged, clean), Levenshtein.distance(result.text, clean))
            for (damaged, clean), result in zip(rows, results, strict=True)
        ]
        marks = sum(
            damaged.count(mark) - clean.count(mark) for damaged, clean in rows for mark in "?\N{REPLACEMENT CHARACTER}"
        )
        self.lost = 100 * max(0, marks) / max(1, sum(char > "~" for _, clean in rows for char in clean))
        self.exact = sum(now == 0 for _, now in pairs)
        self.nearer = sum(max(-1.0, 1 - now / max(before, 1)) for before, now in pairs) / max(len(rows), 1)
        self.worse = sum(now > before for before, now in pairs)
        self.changed = sum(now for before, now in pairs if before == 0)
        self.size = sum(len(clean) for _, clean in rows)


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for language in _LETTERS:
        parser.add_argument(f"--{language}", nargs="*", type=Path, default=[])
    parser.add_argument("--rows", type=int, default=150, help="rows a kind")
    parser.add_argument("--clean", type=int, default=3000, help="clean passages a language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="", help="a pattern: only kinds whose name it matches")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args(arguments)
    pools = {language: passages(language, getattr(options, language), options.seed) for language in _LETTERS}
    for language, pool in pools.items():
        print(f"{language}: {len(pool):,} passages, {sum(map(len, pool)):,} characters", file=sys.stderr)
    pipeline = Pipeline.of(select=STAGES)
    figures = {}
    print(f"{'kind':34} rows  exact  nearer worse  lost flagged   MB/s")
    for kind in KINDS:
        if re.search(options.kinds, kind.name) and pools[kind.language]:
            score = Score(pipeline, rows(kind, pools[kind.language], options.rows, options.seed), kind.flag)
            figures[kind.name] = vars(score)
            share = f"{100 * score.exact / max(score.rows, 1):5.1f}%" if not kind.flag else "  (no)"
            print(
                f"{kind.name:34} {score.rows:4} {share} {score.nearer:7.3f} {score.worse:5} {score.lost:5.1f} "
                f"{100 * score.flagged / max(score.rows, 1):6.1f}% {score.speed:6.2f}",
                flush=True,
            )
    for name, language, change in CLEAN:
        pool = [change(text) for text in pools[language][: options.clean]]
        if pool and re.search(options.kinds, name):
            score = Score(pipeline, [(text, text) for text in pool])
            figures[name] = vars(score)
            print(
                f"{name:34} {score.rows:4} passages of {score.size:,} characters: {score.rows - score.exact} changed "
                f"({1e6 * score.changed / score.size:.1f} characters a million), {score.flagged} flagged, "
                f"{score.speed:.2f} MB/s",
                flush=True,
            )
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))
    return 0


def _same(text: str) -> str:
    return text


CLEAN: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("clean_zh", "zh", _same),
    ("clean_zh_hant", "zh", converted),
    ("clean_ja", "ja", _same),
    ("clean_ko", "ko", _same),
    ("clean_en", "en", _same),
)


if __name__ == "__main__":
    raise SystemExit(main())
