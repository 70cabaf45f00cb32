"""Whether a text was damaged on its raw GBK bytes: which hanzi carry inserted pinyin, and why it is no gloss.

The table of the software that did the damage varies from page to page, so it is learned from the text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpusclean.language import TONED, readings, simplified, words

__all__ = ["MARK", "Damage", "detect", "hanzi", "plain_reading"]

_SYLLABLE = rf"[a-zɑɡüê{TONED}]{{1,6}}"

#: What pinyin looks like behind a hanzi, behind the ASCII trail byte of one that was matched across two characters,
#: and behind ``?``, which has swallowed the parenthesis.
MARK = re.compile(
    rf"""(?P<hanzi>[一-鿿]) \( (?P<reading>{_SYLLABLE}) \)
    | (?P<trail>[@-~€]) \( (?=[^()]{{0,5}}[{TONED}]) (?P<half>{_SYLLABLE}) \)
    | [?] (?P<shifted>{_SYLLABLE}) \)""",
    re.VERBOSE,
)

_TONED = re.compile(f"[{TONED}]")

# What makes a text a damaged one.  Set by reasoning on how glosses differ, checked on seed 003 (74 hanzi, 327
# annotations), on generated damage and on the negatives of tests/test_gbk.py; rerun benchmarks/gbk after a change.
#: So many different hanzi are annotated, ...
TYPES = 4
#: ... at so many places, those included where the pinyin fell between two characters, ...
PLACES = 5
#: ... nearly all of them everyday hanzi (this share of all hanzi in print, about the first 1,900), ...
EVERYDAY = 50e-6
EVERYDAY_PLACES = 0.7
#: ... with the reading that stands first in a dictionary (a lesson on polyphones has the others), ...
FIRST_READING = 0.8
#: ... and another reading only where it is found so often, ...
OFTEN = 3
#: ... inside running text: a hanzi, or another annotated one, stands right before or right after, ...
RUNNING = 0.8
#: ... while at most one in so many annotations is of another kind (a Simplified hanzi, one that also stands bare, one
#: with two readings), ...
OTHER = 10
#: ... and at most one toned vowel in so many stands elsewhere.
ELSEWHERE = 4


def hanzi(char: str) -> bool:
    """Whether the character is in the basic block of CJK ideographs."""
    return "一" <= char <= "鿿"


def plain_reading(reading: str) -> str:
    """The reading in the usual letters; some tables have the phonetic ɑ and ɡ."""
    return reading.replace("ɑ", "a").replace("ɡ", "g")


@dataclass(frozen=True)
class Damage:
    """What inserted pinyin a text shows: the table of hanzi and readings, all marks, and the characters counted."""

    table: Mapping[str, str]
    marks: tuple[re.Match[str], ...]
    counts: Mapping[str, int]

    def aligned(self) -> Iterator[re.Match[str]]:
        """The annotations that stand behind their hanzi."""
        return (mark for mark in self.marks if self.table.get(mark["hanzi"] or "") == mark["reading"] is not None)


def detect(text: str) -> Damage | None:
    """The damage, or nothing where annotations may be somebody's work.

    The software annotates *every* occurrence of a Traditional hanzi of its table, with one reading, in running text,
    and everyday hanzi as well.  A person annotates rare hanzi, once; or, in a primer, every hanzi; or gives the
    several readings of one.
    """
    marks = tuple(MARK.finditer(text))
    if len(marks) < PLACES or not any(_TONED.search(mark[0]) for mark in marks):
        return None
    counts = Counter(text)
    table = _table(marks, counts)
    damage = Damage(table, marks, counts)
    return damage if len(table) >= TYPES and _convincing(text, damage) else None


def _table(marks: tuple[re.Match[str], ...], counts: Mapping[str, int]) -> dict[str, str]:
    """The hanzi that have one reading, wherever they stand, and are Traditional."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for mark in marks:
        if mark["hanzi"]:
            seen[mark["hanzi"]][mark["reading"]] += 1
    table = {}
    for char, found in seen.items():
        ((reading, places), *others) = found.items()
        if (
            not others
            and places == counts[char]
            and plain_reading(reading) in readings(char)[: None if places >= OFTEN else 1]
            and simplified(char) != char
        ):
            table[char] = reading
    return table


def _convincing(text: str, damage: Damage) -> bool:
    """Whether the annotations look like the software's, as a whole."""
    aligned = list(damage.aligned())
    places = len(aligned)
    if places + sum(mark["shifted"] is not None for mark in damage.marks) < PLACES:
        return False
    share = words().characters
    everyday = sum(share.get(simplified(mark["hanzi"]), 0.0) >= EVERYDAY for mark in aligned)
    first = sum(readings(mark["hanzi"])[0] == plain_reading(mark["reading"]) for mark in aligned)
    ends = {mark.end() for mark in aligned}
    running = sum(
        mark.start() in ends or hanzi(text[mark.start() - 1 : mark.start()]) or hanzi(text[mark.end() : mark.end() + 1])
        for mark in aligned
    )
    glosses = sum(
        mark["hanzi"] is not None and plain_reading(mark["reading"]) in readings(mark["hanzi"]) for mark in damage.marks
    )
    inside = sum(len(_TONED.findall(mark[0])) for mark in damage.marks if not mark["trail"])
    return (
        everyday >= EVERYDAY_PLACES * places
        and first >= FIRST_READING * places
        and running >= RUNNING * places
        and (glosses - places) * OTHER <= places
        and (len(_TONED.findall(text)) - inside) * ELSEWHERE <= places
    )
