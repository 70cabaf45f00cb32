"""A corpus to measure speed on, by seed, from the texts of unpacked packages.

    python corpus.py TEXTS OUT [--mb 56] [--seed 7]

TEXTS has a folder for each package.  It is walked for HTML, XML, manual pages, message catalogues (``.mo``) and plain
text, packed with gzip or not.  A file is Simplified Chinese, Traditional Chinese or English by its characters, or left
out; a paragraph of more than 15 characters is taken once, so that what is repeated was repeated here; no package gives
more than 45 % of a language.  OUT gets ``docs/PART/NUMBER.txt``, and ``manifest.jsonl`` with what each is.

By size 50 % are hans, 25 % en, 20 % hant, and 5 % are damaged, in the kinds of `damages.py`.  A document has 2 to 40
KB, most of them little; of a language with much text one has 5 MB.
"""

import argparse
import gettext
import gzip
import hashlib
import html
import json
import random
import re
import struct
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from damages import COPIES, DAMAGES

#: The parts, and their shares of the size; the rest is damaged.
PARTS = {"hans": 0.50, "en": 0.25, "hant": 0.20}
#: No package gives more than this share of a part.
SHARE = 0.45
#: The one long document of a part, and from what size of the corpus on there is one.
LONG, LARGE = 5_000_000, 30_000_000
#: Frequent characters that stand in one script only.
HANS = frozenset("们这国说时会来对个学为发经过还没问题实现进动种样开关长门见车东话语读让认识请谁调")
HANT = frozenset("們這國說時會來對個學為發經過還沒問題實現進動種樣開關長門見車東話語讀讓認識請誰調")
HAN = re.compile("[\u4e00-\u9fff]")
BLOCK = re.compile(
    r"(?i)</?(?:p|div|h[1-6]|li|d[tdl]|t[rdh]|pre|br|title|sect\w*|table|[uo]l|para|item|note|paragraph)\b[^>]*>"
)
#: Requests of manual pages that begin a paragraph.
BREAKS = frozenset(("SH", "SS", "PP", "P", "LP", "TP", "IP", "RS", "RE", "br", "sp", "nf", "fi"))


class Made(NamedTuple):
    """A document: its part, what was done to it, its text and encoding."""

    part: str
    damage: str
    text: str
    encoding: str = "utf-8"


def of_markup(text: str) -> str:
    """The text of HTML or XML, its blocks as lines."""
    text = re.sub(r"(?is)<!--.*?-->|<(script|style)\b.*?</\1>", "", text).replace("\n", " ")
    return html.unescape(re.sub(r"<[^<>]*>", "", BLOCK.sub("\n", text)))


def of_manual(text: str) -> str:
    """The text of a manual page, its paragraphs as lines."""
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if not line.startswith((".", "'")):
            found[-1].append(line)
            continue
        request, _, rest = line[1:].partition(" ")
        if request in BREAKS:
            found.append([])
        if request in BREAKS or request in ("B", "I", "BR", "IR", "RB", "BI"):
            found[-1].append(rest.replace('"', ""))
    text = "\n".join(" ".join(words) for words in found)
    return re.sub(r"\\f(?:[A-Z1-4]|\([A-Z]{2})|\\[&/,^|]", "", text).replace("\\-", "-").replace("\\e", "\\")


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of a file, each a line; none where it is no text that is read here."""
    name = path.name.lower()
    try:
        if name.endswith(".mo"):
            with path.open("rb") as file:
                messages = vars(gettext.GNUTranslations(file))["_catalog"]
            whole = [one for key, one in messages.items() if key and isinstance(one, str) and len(one) >= 12]
            text = re.sub(r"<[^<>]*>", "", "\n".join(whole))
        else:
            raw = path.read_bytes()
            text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    except (OSError, ValueError, EOFError, struct.error):
        return []
    name = name.removesuffix(".gz")
    if name.endswith((".html", ".htm", ".xhtml", ".xml", ".xhp", ".page")):
        text = of_markup(text)
    elif re.search(r"\.[1-8][a-z]*$", name) and path.parent.name.startswith("man"):
        text = of_manual(text)
    elif "." in name and not name.endswith((".mo", ".txt")):
        return []
    return [
        line for line in (re.sub(r"[ \t\N{NO-BREAK SPACE}]+", " ", one).strip() for one in text.split("\n")) if line
    ]


def part_of(lines: Iterable[str]) -> str | None:
    """The language of a file, None where it is another one or not clear."""
    text = "".join(lines)[:50_000]
    if len(text) < 300 or "\0" in text:
        return None
    han = len(HAN.findall(text))
    if han > 0.25 * len(text):
        hans, hant = (sum(char in script for char in text) for script in (HANS, HANT))
        return "hans" if hans > 3 * hant else "hant" if hant > 3 * hans else None
    words = len(re.findall(r"\b(?:the|of|and|to|is|in|for|with)\b", text))
    return "en" if not han and len(text.encode()) < 1.03 * len(text) and words * 120 > len(text) else None


def pools(root: Path, needed: dict[str, float], chance: random.Random) -> dict[str, Iterator[str]]:
    """The paragraphs of each part, file after file in an order by chance, until there is enough."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    chance.shuffle(files)
    found: dict[str, list[str]] = {part: [] for part in needed}
    sizes: Counter[str] = Counter()
    given: Counter[tuple[str, str]] = Counter()
    seen = set[bytes]()
    for path in files:
        if all(sizes[part] >= size for part, size in needed.items()):
            break
        lines = paragraphs(path)
        part = part_of(lines)
        package = path.relative_to(root).parts[0]
        if part is None or sizes[part] >= needed[part] or given[part, package] > SHARE * needed[part]:
            continue
        for line in lines:
            digest = hashlib.blake2b(line.encode(), digest_size=8).digest()
            if len(line) >= 4 and (len(line) <= 15 or digest not in seen):
                seen.add(digest)
                found[part].append(line)
                size = len(line.encode()) + 1
                sizes[part] += size
                given[part, package] += size
    return {part: iter(lines) for part, lines in found.items()}


def taken(pool: Iterator[str], size: int) -> str:
    """So many bytes of a pool, or what is left of it."""
    lines, have = [], 0
    for line in pool:
        lines.append(line + "\n")
        have += len(lines[-1].encode())
        if have >= size:
            break
    return "".join(lines)


def made(root: Path, size: float, chance: random.Random) -> Iterator[Made]:
    """All documents, part after part, the damaged last."""
    needed = {part: share * 1.08 * size for part, share in PARTS.items()}  # the damaged need some
    pool = pools(root, needed, chance)
    small: list[str] = []

    def length() -> int:
        return int(2000 * 20 ** (chance.random() ** 2.6))  # half of them below 3,400

    for part, share in PARTS.items():
        left = share * size
        wanted = LONG if size >= LARGE else length()
        while left > 0:
            text = taken(pool[part], min(wanted, int(left) + 1))
            if len(text) < 200:
                if left > 0.01 * size:
                    print(f"{root}: {part} is short by {left / 1e6:.1f} MB; give more texts", file=sys.stderr)
                break
            yield Made(part, "", text)
            if wanted < LONG:
                small.append(text)
            left -= len(text.encode())
            wanted = length()
    left = (1 - sum(PARTS.values())) * size
    for kind in cycle(DAMAGES):
        if left <= 0:
            break
        part = chance.choices(list(PARTS), list(PARTS.values()))[0]
        text = "" if kind in COPIES else taken(pool[part], length())
        text, encoding = DAMAGES[kind](text if len(text) >= 200 else chance.choice(small), chance)
        yield Made("damaged", kind, text, encoding)
        left -= len(text.encode())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mb", type=float, default=56)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    if not given.texts.is_dir() or (given.out / "docs").exists():
        wrong = f"{given.texts} is no folder" if not given.texts.is_dir() else f"{given.out} holds a corpus already"
        print(f"corpus.py: {wrong}", file=sys.stderr)
        return 2
    chance = random.Random(given.seed)
    documents = list(made(given.texts, given.mb * 1e6, chance))
    chance.shuffle(documents)
    sizes: defaultdict[str, list[int]] = defaultdict(list)
    given.out.mkdir(parents=True, exist_ok=True)
    with (given.out / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for number, one in enumerate(documents):
            try:
                raw, encoding = one.text.encode(one.encoding), one.encoding
            except UnicodeEncodeError:  # a character that Big5 lacks
                raw, encoding = one.text.encode(), "utf-8"
            path = given.out / "docs" / one.part / f"{number:05}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
            row = {"id": f"{one.part}/{number:05}", "damage": one.damage, "encoding": encoding, "bytes": len(raw)}
            manifest.write(json.dumps(row) + "\n")
            sizes[one.part].append(len(raw))
    for part, some in sorted(sizes.items()):
        print(
            f"{part}: {len(some):,} documents, {sum(some) / 1e6:.1f} MB, median {sorted(some)[len(some) // 2]:,} bytes"
        )
    return 0 if documents else 2


if __name__ == "__main__":
    sys.exit(main())
