"""Make `corpusclean/filters/data/ftfy.txt`: the characters without which ftfy leaves a line as it is.

    pip install ftfy==6.3.1
    python benchmarks/language/make_ftfy.py > src/corpusclean/filters/data/ftfy.txt

*Triggers* are computed from the pattern that tells ftfy that a text is mojibake: from its parse tree, a set of
characters of which every match must hold one.  Of several such sets the one with the fewest characters that healthy
Chinese and English hold is taken.  *Others* are the characters that the other fixes of ftfy change.
"""

import re._constants as signs  # the parse tree of a pattern is nobody's public interface: only this program reads it
import re._parser as parser
import sys
from collections.abc import Iterable
from typing import Any

import ftfy
from ftfy.badness import BADNESS_RE
from ftfy.chardata import CONTROL_CHARS, LIGATURES

#: What healthy text is full of: ASCII, kana, ideographs and their punctuation, quotes and dashes.
HEALTHY = {*range(0x80), *range(0x3000, 0xA000), *map(ord, "“”‘’—–…·")}
C1 = range(0x80, 0xA0)
SURROGATES = range(0xD800, 0xE000)
#: Line ends that ftfy makes plain ones, and ESC, with which its pattern of terminal sequences begins.
ENDS = (0x0D, 0x2028, 0x2029, 0x1B)


def one(sign: Any, value: Any) -> set[int] | None:
    """The characters that an item stands for, or None where it is not a plain list of them."""
    if sign is signs.LITERAL:
        return {value}
    if sign is not signs.IN:
        return None
    found: set[int] = set()
    for kind, what in value:
        if kind is signs.LITERAL:
            found.add(what)
        elif kind is signs.RANGE:
            found.update(range(what[0], what[1] + 1))
        else:
            return None
    return found


def required(items: Any) -> set[int] | None:
    """A set of characters of which every match of a sequence holds one; None where there is none."""
    sets = []
    for sign, value in items:
        if sign is signs.BRANCH:
            ways = [required(way) for way in value[1]]
            sets.append(None if any(way is None for way in ways) else set().union(*filter(None, ways)))
        elif sign is signs.SUBPATTERN:
            sets.append(required(value[3]))
        elif sign in (signs.MAX_REPEAT, signs.MIN_REPEAT):
            sets.append(required(value[2]) if value[0] else None)
        else:
            sets.append(one(sign, value))
    return min((some for some in sets if some), key=lambda some: (len(some & HEALTHY), len(some)), default=None)


def inside(points: Iterable[int]) -> str:
    """The inside of a character class, in ASCII."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return "".join(rf"\u{one:04x}" + (rf"-\u{other:04x}" if other > one else "") for one, other in runs)


def table() -> str:
    """The data file."""
    tree = parser.parse(BADNESS_RE.pattern, BADNESS_RE.flags)
    triggers = required(tree)
    assert triggers
    assert min(triggers) > 0x7F, "ftfy asks nothing of ASCII"
    others = {*C1, *SURROGATES, *ENDS, *CONTROL_CHARS, *LIGATURES}
    assert max(triggers | others) <= 0xFFFF
    rows = [
        "# Characters without which ftfy changes nothing; made by benchmarks/language/make_ftfy.py from ftfy.",
        "# ftfy, Copyright Robyn Speer, Apache License 2.0.",
        "# The version; the length of the longest match of its pattern of mojibake; two insides of character classes.",
        f"version\t{ftfy.__version__}",
        f"longest\t{tree.getwidth()[1]}",
        f"triggers\t{inside(triggers)}",
        f"others\t{inside(others)}",
    ]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())
