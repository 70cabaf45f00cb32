"""Make radicals.txt: each radical and the ideograph that the Unicode Character Database calls equivalent.

make_radicals.py EquivalentUnifiedIdeograph.txt > src/corpusclean/rules/codepoints/data/radicals.txt
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

_LINE = re.compile(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)\s*#")


def pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The radicals of both blocks; the strokes, which the file also lists, are no hanzi that anybody writes."""
    for line in lines:
        if match := _LINE.match(line):
            first = int(match[1], 16)
            for code in range(first, int(match[2] or match[1], 16) + 1):
                if 0x2E80 <= code <= 0x2FD5:
                    yield chr(code), chr(int(match[3], 16))


def main() -> None:
    """Write the table, after a look whether normalisation agrees."""
    found = sorted(pairs(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()))
    for radical, ideograph in found:
        known = unicodedata.normalize("NFKC", radical)
        if known not in (radical, ideograph):
            print(f"U+{ord(radical):04X}: {ideograph} here, {known} in NFKC", file=sys.stderr)
    print("# Radicals and their equivalent ideographs, from EquivalentUnifiedIdeograph.txt of the Unicode Character")
    print("# Database, (c) Unicode, Inc., see NOTICE; made by benchmarks/codepoints/make_radicals.py.")
    for radical, ideograph in found:
        print(radical + ideograph)


if __name__ == "__main__":
    main()
