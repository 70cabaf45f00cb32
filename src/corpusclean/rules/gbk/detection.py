"""Whether a text was damaged on its raw GBK bytes: which hanzi carry inserted pinyin, and why it is no gloss.

The table of the software that did the damage varies from page to page, so it is learned from the text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from corpusclean.language import TONED, readings, simplified, words
from corpusclean.patterns import lazy
from corpusclean.rules.gbk.beam import Search
from corpusclean.rules.gbk.codec import pairs, single
from corpusclean.rules.gbk.fluency import everyday
from corpusclean.rules.gbk.marks import MARK, SYLLABLE, hanzi, plain_reading

__all__ = ["MARK", "Damage", "detect"]

_TONED = lazy(f"[{TONED}]")
# What every mark with a toned vowel ends in, looked for from its `)`: letters with the vowel behind `(` or `?`.
_ENDS = lazy(
    r"\)(?:"
    + "|".join(f"(?<=[{TONED}]{SYLLABLE * behind}.)" for behind in range(6))
    + ")(?:"
    + "|".join(f"(?<=[(?]{SYLLABLE * letters}.)" for letters in range(1, 7))
    + ")"
)

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

#: ... of which, where there are fewer than this, ...
MANY = 40
#: ... hardly any is set off from running text: in quotes, in a list, before a colon, in a line as short as this, ...
SET_OFF = 0.4
SHORT_LINE = 16
LOOK = 60
#: ... and the text is no verse, whose clauses have five hanzi or seven (this part of them, of four at least).
VERSE = 0.6

# A short passage has fewer.  There one annotation that is not like the software's is one too many, and the text must
# not speak of readings.
#: So many characters an annotation: the software's table has everyday hanzi, so annotations are never far apart.
SPARSE = 150
#: It has two hanzi annotated at least, each as frequent as this (about the first 500) or part of a word, ...
FREQUENT = 300e-6
#: ... and so many characters, the pinyin aside: a line from a schoolbook has fewer.
PASSAGE = 40
#: Marks whose pinyin fell between two characters; each is tried, up to so many, until one proves the damage.
TRIED = 20
#: ... by being so much more likely repaired than as it stands, in nats.
PROOF = 25.0

_READING = lazy(
    r"[讀读念][作為为音]|[讀读念注發发古聲声]音|音[讀读同調调]|拼音|[聲声][調调]|多音|生字|生[詞词]|[字詞词辞]典|部首|[筆笔][畫画划]"
    r"|[漢汉][語语字]|[華华]語|[Pp]inyin"
)


_CLAUSE = lazy("[，。！？；,.!?;\\s]+")
_HANZI_OF = r"\g<hanzi>"


@dataclass(frozen=True)
class Damage:
    """What inserted pinyin a text shows: the table of hanzi and readings, and the characters counted.

    ``ample`` says whether there is enough of it to take the whole text for a page that such software has made.
    """

    text: str
    table: dict[str, str]
    counts: Mapping[str, int]
    ample: bool

    def marks(self) -> Iterator[re.Match[str]]:
        """All that looks like inserted pinyin."""
        return MARK.finditer(self.text)

    def aligned(self) -> Iterator[re.Match[str]]:
        """The annotations that stand behind their hanzi."""
        return (mark for mark in self.marks() if self.table.get(mark["hanzi"] or "") == mark["reading"] is not None)


@lru_cache(maxsize=2)  # the rules of the stage ask one after another
def detect(text: str) -> Damage | None:
    """The damage, or nothing where annotations may be somebody's work.

    The software annotates *every* occurrence of a Traditional hanzi of its table, with one reading, in running text,
    and everyday hanzi as well.  A person annotates rare hanzi, once; or, in a primer, every hanzi; or gives the
    several readings of one.  Nobody writes ``?yàn)``, with bytes around it that make sense once the hanzi is found of
    whose second byte the question mark is all that is left: one of these is proof.
    """
    if not _ENDS.search(text) or not any(_TONED.search(mark[0]) for mark in MARK.finditer(text)):
        return None
    counts = Counter(text)
    table = _table(text, counts)
    damage = Damage(text, table, counts, ample=True)
    found = _Annotations(damage)
    if len(table) >= TYPES and found.convincing():
        return damage
    if found.alike():
        return Damage(text, table, counts, ample=False)
    if found.shifted and _proof(damage):
        plain = {char: reading for char, reading in table.items() if everyday(char) >= EVERYDAY}
        return Damage(text, plain, counts, ample=False)
    return None


def _table(text: str, counts: Mapping[str, int]) -> dict[str, str]:
    """The hanzi that have one reading, wherever they stand, and are Traditional."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for mark in MARK.finditer(text):
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


def _proof(damage: Damage) -> bool:
    """Whether some pinyin that stands behind a question mark can be undone."""
    text = damage.text
    search = Search(text, damage.table, damage.counts)
    shifted = (mark.start() for mark in damage.marks() if mark["shifted"] and _TONED.search(mark["shifted"]))
    finds = (search.find(start) for start in islice(shifted, TRIED))
    return any(found is not None and found.gain >= PROOF for found in finds)


class _Annotations:
    """The annotations of a text, counted."""

    def __init__(self, damage: Damage) -> None:
        self.text = text = damage.text
        self.table = table = damage.table
        self.places = self.everyday = self.first = self.running = self.glosses = self.shifted = inside = 0
        end = -1
        for mark in damage.marks():
            char, reading = mark["hanzi"], mark["reading"]
            if not mark["trail"] or _across(text, mark):
                inside += len(_TONED.findall(mark[0]))
            if not char:
                self.shifted += mark["shifted"] is not None
                continue
            self.glosses += plain_reading(reading) in readings(char)
            if table.get(char) != reading:
                continue
            self.places += 1
            self.everyday += everyday(char) >= EVERYDAY
            self.first += readings(char)[0] == plain_reading(reading)
            before, behind = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
            self.running += mark.start() == end or hanzi(before) or hanzi(behind) or before.isdigit()
            end = mark.end()
        self.elsewhere = len(_TONED.findall(text)) - inside

    def convincing(self) -> bool:
        """Whether the annotations look like the software's, as a whole."""
        places = self.places
        return (
            places + self.shifted >= PLACES
            and self.everyday >= EVERYDAY_PLACES * places
            and self.first >= FIRST_READING * places
            and self.running >= RUNNING * places
            and (self.glosses - places) * OTHER <= places
            and self.elsewhere * ELSEWHERE <= places
            and (places >= MANY or self.in_prose())
        )

    def in_prose(self) -> bool:
        """Whether the annotations stand in sentences, and not in lists, definitions, examples or verse."""
        lines = "\n".join(line for line in self.text.splitlines() if MARK.search(line))
        clauses = [one for one in _CLAUSE.split(MARK.sub(_HANZI_OF, lines)) if one]
        if len(clauses) >= 4 and sum(len(one) in (5, 7) for one in clauses) >= VERSE * len(clauses):
            return False
        set_off = sum(
            _set_off(self.text, *mark.span()) for mark in MARK.finditer(self.text) if mark["hanzi"] in self.table
        )
        return set_off <= SET_OFF * self.places

    def all_alike(self) -> bool:
        """Whether there is no annotation that the software would not have made."""
        return self.glosses == self.places and not self.elsewhere and not _READING.search(self.text)

    def alike(self) -> bool:
        """Whether a few annotations look like the software's, every one of them."""
        places = self.places
        if not places or places != self.first or places * SPARSE < len(self.text):
            return False
        if len(MARK.sub(_HANZI_OF, self.text)) < PASSAGE:
            return False
        usual = sum(everyday(char) >= EVERYDAY for char in self.table)
        if usual < EVERYDAY_PLACES * len(self.table) or self.running < RUNNING * places or not self.all_alike():
            return False
        plain = sum(everyday(char) >= FREQUENT or _in_word(self.text, char) for char in self.table)
        return len(self.table) > 1 and plain * 3 >= len(self.table) * 2 and self.in_prose()


def _set_off(text: str, start: int, end: int) -> bool:
    """Whether an annotation stands in quotes, in a list, before a colon, or in a short line."""
    near = max(0, start - LOOK)
    begin = max(near - 1, text.rfind("\n", near, start), text.rfind("\r", near, start)) + 1
    line = text[begin : end + LOOK].splitlines()[0]
    left = MARK.sub(_HANZI_OF, text[max(begin, start - 40) : start])[-6:]
    right = MARK.sub(_HANZI_OF, line[end - begin :])[:5]
    if len(MARK.sub(_HANZI_OF, line)) < SHORT_LINE and text[begin + len(line) : begin + len(line) + 1] in (
        "",
        "\n",
        "\r",
    ):
        return True
    listed = "、" in right[:3] or ("、" in left[-2:] and re.search("[、，。；和]", right[:3]) is not None)
    quoted = re.search("[「『“‘《][^」』”’》]*$", left) is not None and re.search("[」』”’》]", right) is not None
    headed = re.search("[：:]", right) is not None
    return listed or quoted or headed


def _across(text: str, mark: re.Match[str]) -> bool:
    """Whether the pinyin stands behind a trail byte and an ASCII one that together are a hanzi with this reading."""
    raw = pairs().raw.get(text[mark.start() - 1 : mark.start()])
    key = pairs().chars.get(raw[1:] + single(mark["trail"]), "") if raw else ""
    return plain_reading(mark["half"]) in readings(key)


def _in_word(text: str, char: str) -> bool:
    """Whether the hanzi makes a word with the one before or behind it, at the first place where it stands."""
    at = text.index(char)
    plain = simplified(MARK.sub(lambda mark: mark["hanzi"] or "?", text[max(0, at - 12) : at + 24]))
    here = plain.index(simplified(char))
    return any(plain[start : start + 2] in words().counts for start in (max(0, here - 1), here))
