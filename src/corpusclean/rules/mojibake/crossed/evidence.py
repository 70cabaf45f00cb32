"""Whether a part of a line makes more sense in another code page: a rough frequency for every character.

Text that was read in the wrong page is made of rare characters, and of common ones when it is read in the right one.
Either alone proves little (there are lists of rare characters, and any bytes are somebody's text by chance); both
together, over a handful of characters, do.
"""

import math
from collections.abc import Iterator, Sequence
from functools import cache
from operator import lt
from typing import Any, NamedTuple

from corpusclean.language import simplified, words
from corpusclean.rules.mojibake.crossed.codecs import HOLE, Crossing

__all__ = [
    "BLOCKS",
    "COMMON",
    "FLOOR",
    "INSIDE",
    "MOST",
    "OTHER",
    "Stretch",
    "commonness",
    "in_order",
    "listed",
    "log_odds",
    "stretches",
]

#: The log-probability of an ideograph or syllable that stands in no common word.
FLOOR = -14.0
#: By block: first and last character, log-probability of one of them in text of its language.  Set by reasoning.
BLOCKS = (
    ("\u0391", "\u0451", -5.0),  # Greek and Cyrillic
    ("\u2000", "\u206f", -6.0),  # dashes, quotes, dots
    ("\u3000", "\u3011", -6.0),
    ("\u3041", "\u3096", -4.2),  # hiragana
    ("\u30a1", "\u30fe", -4.7),  # katakana
    ("\u3105", "\u3129", -7.0),  # bopomofo
    ("\u3400", "\u9fff", FLOOR),
    ("\uac00", "\ud7a3", FLOOR),
    ("\ue000", "\uf8ff", FLOOR),
    ("\uff01", "\uff5e", -6.0),
    ("\uff61", "\uff9f", -7.0),  # half-width katakana
)
COMMON = {"，": -3.5, "。": -3.5, "、": -4.0}
#: Symbols, box drawing.
OTHER = -11.0
#: No character counts for more than this, either way: a single one proves nothing.
MOST = 7.0
#: What it costs that a part begins or ends inside a line.
INSIDE = 8.0


@cache
def commonness(*languages: str) -> dict[str, float]:
    """The log-probability of each character among those of the language in which it is most common."""
    table: dict[str, float] = {}
    for first, last, log in BLOCKS:
        table.update(dict.fromkeys(map(chr, range(ord(first), ord(last) + 1)), log))
    table |= COMMON
    for language in languages:
        share = words(language).characters
        if language == "zh":  # of the Simplified forms
            hanzi = "".join(map(chr, range(0x3400, 0xA000)))
            share = {char: share.get(plain, 0.0) for char, plain in zip(hanzi, simplified(hanzi), strict=True)}
        for char, part in share.items():
            if part:
                table[char] = max(table.get(char, FLOOR), math.log(part))
    return table


#: What stands between the entries of a list.
_BETWEEN = dict.fromkeys(map(ord, "，、"))
#: So many characters of a part are looked at for their order.
_ORDERED = 100


def in_order(codes: Sequence[Any]) -> bool:
    """Whether these rise as the rows of a code table and the entries of a dictionary do.

    Of the steps in running text one half goes up, more or less.
    """
    steps = len(codes) - 1
    return steps >= 4 and sum(map(lt, codes, codes[1:])) >= max(
        steps * 0.75, steps / 2 + 2.8 * math.sqrt((steps + 2) / 12)
    )


def listed(part: str, between: Crossing) -> bool:
    """Whether a part is a row of a code table, which in another page is a row of a table too."""
    part = part[:_ORDERED].translate(_BETWEEN)
    seen = [(char, true) for char, true in zip(part, part.translate(between.back), strict=True) if char != true]
    if in_order([char for char, _ in seen]):
        return True
    return in_order([true.encode(between.true, "ignore") for _, true in seen])


class Stretch(NamedTuple):
    """A part of a line that makes more sense in the true page: how much more, over how many characters, how well."""

    start: int
    end: int
    odds: float
    characters: int
    mean: float


_Chain = tuple[int, int, Any] | None


@cache
def log_odds(between: Crossing, language: str) -> dict[str, tuple[float, float]]:
    """For each character that the wrong page can give: log-odds that it is misread, and log-probability if it is.

    Both are nothing for what says nothing: a hole, and what is the same character in both pages.
    """
    logs = commonness(*dict.fromkeys(("zh", language)))
    table = {chr(code): (0.0, 0.0) for code in range(0x80)} | {
        HOLE: (0.0, 0.0),
        "\N{REPLACEMENT CHARACTER}": (0.0, 0.0),
    }
    for code, char in between.back.items():
        if code == ord(char):
            table[char] = (0.0, 0.0)
        else:
            log = logs.get(char, OTHER)
            table[chr(code)] = (max(-MOST, min(MOST, log - logs.get(chr(code), OTHER))), log)
    return table


def stretches(line: str, between: Crossing, language: str, cost: float) -> Iterator[Stretch]:
    """The parts of a line that are better read in the true page: those whose log-odds, less ``cost`` a part, are most.

    A part ends where a character cannot come out of the wrong page, or where so much speaks against it that it pays to
    take the text as it stands.  What is left beside them would not be found by itself either.
    """
    table = log_odds(between, language)
    healthy, damaged, start = 0.0, -cost, 0
    chosen: _Chain = None  # the parts, from the last to the first, if the line is healthy here
    before: _Chain = None  # ... and those before the part that starts at ``start``, if it is not
    for at, char in enumerate(line):
        found = table.get(char)
        if found is None:
            damaged = -math.inf
            continue
        if healthy - cost - INSIDE > damaged:
            damaged, start, before = healthy - cost - INSIDE, at, chosen
        damaged += found[0]
        if damaged - INSIDE > healthy:
            healthy, chosen = damaged - INSIDE, (start, at + 1, before)
    if damaged > healthy:
        chosen = start, len(line), before
    parts = []
    while chosen:
        parts.append(chosen[:2])
        chosen = chosen[2]
    for start, end in reversed(parts):
        yield _stretch(line, start, end, table)


def _stretch(line: str, start: int, end: int, table: dict[str, tuple[float, float]]) -> Stretch:
    """The figures of a part, without the characters at its ends that say nothing."""
    found = [table[char] for char in line[start:end]]
    telling = [at for at, (_, log) in enumerate(found, start) if log]
    logs = [log for _, log in found if log]
    odds = sum(odds for odds, _ in found)
    return Stretch(telling[0], telling[-1] + 1, odds, len(logs), sum(logs) / len(logs))
