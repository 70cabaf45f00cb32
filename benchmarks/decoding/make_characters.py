"""Make `corpusclean/decoding/data/characters.txt.gz`: what each character costs in Chinese, Japanese and Korean.

    python benchmarks/decoding/make_characters.py [FILE]

Needs ``pip install corpusclean[data]``: the letter models of Lingua 1.4.2 (Apache License 2.0), of which only the data
files are read, and the word tables that the package ships (jieba, Mozc; see ``benchmarks/language``), converted by
OpenCC where the script differs.  Writes the table (by default where the package has it) and prints the SHA-256 of its
text.  For each of zh-Hans, zh-Hant, ja and ko there is a line for each price in quarter bits, with its characters.
"""

import gzip
import hashlib
import io
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import brotli
import opencc

from corpusclean.language.segmentation import words

TARGET = Path(__file__).parents[2] / "src" / "corpusclean" / "decoding" / "data" / "characters.txt.gz"
#: What a table is about: ideographs, kana, syllables.
OURS = re.compile("[々〇㐀-䶿一-鿿ぁ-ゖゝゞァ-ヺー-ヾ가-힣]")
#: A character is as common as seen, plus once in so many: a text of another kind has other rare characters.
SEEN, ONCE = 0.97, 0.03
#: Prices are in quarter bits; what would cost more than so many bits is left out, the default is about that.
QUARTER, DEAREST = 4, 18.5


def lingua(language: str) -> Counter[str]:
    """How often each character stands in the texts that Lingua was made from."""
    spec = find_spec("lingua")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("lingua is not installed: pip install lingua-language-detector==1.4.2")
    path = Path(spec.submodule_search_locations[0]) / "language-models" / language / "unigrams.json.br"
    found: Counter[str] = Counter()
    for share, characters in json.loads(brotli.decompress(path.read_bytes()))["ngrams"].items():
        count, total = map(int, share.split("/"))
        for one in characters.split(" "):
            if OURS.fullmatch(one):
                found[one] += round(1e9 * count / total)
    return found


def of_words(language: str) -> Counter[str]:
    """How often each character stands in the words of a table that is shipped."""
    found: Counter[str] = Counter()
    for word, count in words(language).counts.items():
        for one in word:
            if OURS.fullmatch(one):
                found[one] += count
    return found


def converted(counts: Counter[str], configuration: str) -> Counter[str]:
    """The characters in another script."""
    converter = opencc.OpenCC(configuration)
    found: Counter[str] = Counter()
    for one, count in counts.items():
        found[converter.convert(one)] += count
    return found


def mixed(*parts: Counter[str]) -> dict[str, float]:
    """The shares of each character, each source weighing the same."""
    shares: dict[str, float] = defaultdict(float)
    for part in parts:
        total = part.total()
        for one, count in part.items():
            shares[one] += count / total / len(parts)
    return {one: SEEN * share + ONCE / len(shares) for one, share in shares.items()}


def tables() -> dict[str, dict[str, float]]:
    """The shares of the characters of each language."""
    news, dictionary = lingua("zh"), of_words("zh")
    return {
        "zh-Hans": mixed(converted(news, "t2s"), dictionary),
        "zh-Hant": mixed(news, converted(dictionary, "s2t")),
        "ja": mixed(lingua("ja"), of_words("ja")),
        "ko": mixed(lingua("ko")),
    }


def lines(shares: Mapping[str, float]) -> list[str]:
    """A line for each price: the price in quarter bits, a tab, the characters."""
    by_price: dict[int, list[str]] = defaultdict(list)
    for one, share in shares.items():
        price = round(-math.log2(share) * QUARTER)
        if price <= DEAREST * QUARTER and one <= "\uffff":
            by_price[price].append(one)
    return [f"{price}\t{''.join(sorted(by_price[price]))}" for price in sorted(by_price)]


def main(arguments: list[str]) -> int:
    """Write the table."""
    target = Path(arguments[0]) if arguments else TARGET
    rows = ["# Made by benchmarks/decoding/make_characters.py; sources and licences in NOTICE."]
    for language, shares in tables().items():
        rows += [f"# {language}", *lines(shares)]
    text = "\n".join(rows) + "\n"
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0, filename="") as file:
        file.write(text.encode())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed.getvalue())
    print(f"{target.name}: {len(packed.getvalue())} bytes, {hashlib.sha256(text.encode()).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
