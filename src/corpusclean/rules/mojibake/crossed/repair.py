"""The repair of text that was read in another double-byte page: which lines, on what evidence, and the proof.

A page or file is read in the wrong code page as a whole.  So there must be one line in which the evidence is strong;
then less will do for the others, such as a title of two words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from corpusclean.edits import Edit, Patch
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.about import spared
from corpusclean.rules.mojibake.crossed.codecs import HOLE, Crossing, crossing, misread
from corpusclean.rules.mojibake.crossed.evidence import (
    FLOOR,
    Stretch,
    commonness,
    listed,
    stretches,
)
from corpusclean.rules.mojibake.crossed.holes import filled
from corpusclean.rules.mojibake.crossed.rough import lines, rough, worth
from corpusclean.rules.mojibake.lines import line_around

__all__ = ["CHINESE", "JAPANESE", "KOREAN", "Kind", "misread_parts"]


class Kind(NamedTuple):
    """A page read as another, the language, and how OpenCC makes the words of its script."""

    true: str
    wrong: str
    language: str
    conversion: str
    name: str

    @property
    def tables(self) -> Crossing:
        """The tables, made on first use."""
        return crossing(self.true, self.wrong)


CHINESE = (
    Kind("gbk", "cp950", "zh", "", "GBK read as Big5"),
    Kind("cp950", "gbk", "zh", "s2t", "Big5 read as GBK"),
    Kind("gbk", "cp949", "zh", "", "GBK read as EUC-KR"),
    Kind("cp950", "cp949", "zh", "s2t", "Big5 read as EUC-KR"),
)
JAPANESE = (
    Kind("cp932", "gbk", "ja", "", "Shift JIS read as GBK"),
    Kind("euc_jp", "gbk", "ja", "", "EUC-JP read as GBK"),
    Kind("cp932", "cp949", "ja", "", "Shift JIS read as EUC-KR"),
)
KOREAN = (
    Kind("cp949", "gbk", "ko", "", "EUC-KR read as GBK"),
    Kind("cp949", "cp950", "ko", "", "EUC-KR read as Big5"),
)

#: In a piece of more characters than this, two triggers must stand so near; in damage every fifth character is one.
_SHORT, _NEAR = 80, 40
#: A longer line is taken in pieces of this length: each has evidence enough.
PIECE = 4096
# The evidence.  Tuned on the generated damage of benchmarks/damage, seeds 1 and 2: of the damaged rows the least has 9
# nats in two kanji, or 16 in four; of their clean passages none has any, and a list of rare hanzi has 13, with a mean
# of -9.6.  In 16 million further characters of clean text only 淅淅沥沥 passed, for Korean, when four characters were
# enough; so that text is no longer a fresh check.  Rerun them after a change here or of a word model.
#: Strong: so many nats, over so many different characters, so many a character, and a reading so common (mean log).
_STRONG, _CHARACTERS, _EACH, _MEAN = 20.0, 5, 1.2, -8.4
#: Among kana, which are the same in both pages, less is needed: clean Japanese has no such hanzi.
_STRONG_AMONG_KANA, _AMONG_KANA = 9.0, 2
#: Japanese has one kana in two or three characters; rows of rare hanzi, which may be good Shift JIS, have fewer.
_KANA_SHARE = 6
#: So many characters beside such parts, rarer than this on average, are damage of another kind: 42 of 2,000 rows of
#: UTF-8 read as GBK and the like held a part that passed.
_REST, _REST_MEAN = 6, -9.5
#: In a text with strong evidence.
_WEAK, _WEAK_MEAN = 6.0, -9.5
#: ... over so many different characters, which 嘿嘿嘿嘿 has not.
_DIFFERENT = 3
#: So often a repaired text is looked at again.
_ROUNDS = 4
#: What a part costs.
_COST = 6.0
_ASCII = frozenset(map(chr, range(0x80)))
_KANA = lazy("[\u3041-\u30fe]")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for at in range(start, end, PIECE):
        piece = text[at : min(at + PIECE, end)]
        if not piece.isascii():
            yield at, piece


def _strong(line: str, part: Stretch, kind: Kind) -> bool:
    if part.mean < _MEAN or part.odds < _EACH * part.characters or listed(line[part.start : part.end], kind.tables):
        return False
    said = line[part.start : part.end]
    if part.odds >= _STRONG and len(set(said) - _ASCII) >= _CHARACTERS:
        return kind.true != "cp932" or len(_KANA.findall(said.translate(kind.tables.back))) * _KANA_SHARE >= len(said)
    around = line[max(0, part.start - 20) : part.end + 20]
    return (
        kind.true == "euc_jp"
        and part.odds >= _STRONG_AMONG_KANA
        and part.characters >= _AMONG_KANA
        and len(_KANA.findall(around)) >= part.characters
    )


@cache
def _rivals(kind: Kind) -> tuple[Kind, ...]:
    return tuple(other for other in CHINESE + JAPANESE + KOREAN if other.wrong == kind.wrong and other != kind)


def _damaged_otherwise(piece: str, parts: Sequence[Stretch], kind: Kind) -> bool:
    """Whether what is left of a line makes no sense as it stands: then the parts are chance finds in other damage."""
    logs = commonness(*dict.fromkeys(("zh", kind.language)))
    rest, done = "", 0
    for part in parts:
        rest += piece[done : part.start]
        done = part.end
    found = [logs.get(char, FLOOR) for char in rest + piece[done:] if char > "\x7f" and char != "\ufffd"]
    return len(found) >= _REST and sum(found) < _REST_MEAN * len(found)


def _candidates(text: str, seen: re.Pattern[str]) -> list[str]:
    """The pieces in which something is seen."""
    found = []
    start = done = 0
    for match in seen.finditer(text):
        if match.start() >= done:
            start, done = line_around(text, match.start(), start)
            found += [piece for _, piece in _pieces(text, start, done) if seen.search(piece)]
    return found


def _triggered(piece: str, trigger: re.Pattern[str]) -> bool:
    """Whether a piece has a trigger; a longer one two of them close together, as in damage they do."""
    places = [found.start() for found in trigger.finditer(piece)]
    near = len(piece) <= _SHORT or any(two - one <= _NEAR for one, two in pairwise(places))
    return bool(places) and (near or bool(_KANA.search(piece)))  # among kana two hanzi are enough


def _possible(piece: str, kind: Kind) -> bool:
    """Whether a part of a piece may be strong, to the eye of who has no word models."""
    if kind.true == "euc_jp" and not _KANA.search(piece):
        return False
    least = _STRONG_AMONG_KANA if kind.true == "euc_jp" else _STRONG
    names = kind.true, kind.wrong, kind.language
    return rough(*names).most(piece) >= least and rough(*names, _MEAN).most(piece) >= least


def _proven(pieces: Sequence[str], kind: Kind, trigger: Callable[[], re.Pattern[str]]) -> bool:
    """Whether a piece has strong evidence, and more than for any other page."""
    for piece in pieces:
        if not _possible(piece, kind) or not _triggered(piece, trigger()):
            continue
        found = [part for part in stretches(piece, kind.tables, kind.language, _COST) if _strong(piece, part, kind)]
        odds = sum(part.odds for part in found)
        if not found or _damaged_otherwise(piece, found, kind):
            continue
        if not any(_likelier(piece, other, odds) for other in _rivals(kind)):
            return True
    return False


def _likelier(piece: str, kind: Kind, odds: float) -> bool:
    """Whether another page has more evidence; its word model is not read where that cannot be."""
    if rough(kind.true, kind.wrong, kind.language).together(piece) < odds:
        return False
    parts = stretches(piece, kind.tables, kind.language, _COST)
    return sum(part.odds for part in parts if part.mean >= _WEAK_MEAN) > odds


def misread_parts(
    text: str, kinds: Sequence[Kind], trigger: Callable[[], re.Pattern[str]], seen: re.Pattern[str]
) -> Iterator[Edit]:
    """The repairs of all parts of a text that were read in the wrong page, if one of them is beyond doubt.

    The piece that proves it holds a trigger, and something of what is ``seen``, which is looked for first.

    Where a line holds two kinds of damage, the second may show only when the first is repaired; so the repaired text
    is looked at again, and text that comes to no end stays as it is.
    """
    edits = _round(text, kinds, trigger, seen)
    if not edits:
        return
    after = Patch.of(text, edits).apply(text)
    more = _round(after, kinds, trigger, seen)
    if not more:
        yield from edits
        return
    notes = [edit.note for edit in edits]
    for _ in range(_ROUNDS):
        notes += [edit.note for edit in more]
        after = Patch.of(after, more).apply(after)
        more = _round(after, kinds, trigger, seen)
        if not more:
            break
    else:
        return
    guesses = ", some characters by the words around them" if any("," in note for note in notes) else ""
    for (start, end), (at, stop) in zip(lines(text), lines(after), strict=True):
        if text[start:end] != after[at:stop]:
            edit = Edit.between(start, text[start:end], after[at:stop])
            yield edit._replace(note="read in two wrong pages" + guesses)


def _round(
    text: str, kinds: Sequence[Kind], trigger: Callable[[], re.Pattern[str]], seen: re.Pattern[str]
) -> list[Edit]:
    """What one look at the text finds."""
    pieces = _candidates(text, seen)
    proven = [kind for kind in kinds if _proven(pieces, kind, trigger)]
    found: list[Edit] = []
    if proven:
        before = ""  # the repaired text, for the numbers of items
        for start, end in worth(text, [(kind.tables, kind.language) for kind in proven], _COST, PIECE):
            edits = [edit for at, piece in _pieces(text, start, end) for edit in _edits(at, piece, proven, before)]
            if edits:
                found += spared(text, edits)
                before = "".join(edit.replacement for edit in edits)[-PIECE:]
    return found


def _edits(at: int, piece: str, kinds: Sequence[Kind], before: str) -> Iterator[Edit]:
    found = [
        (part, kind)
        for kind in kinds
        for part in stretches(piece, kind.tables, kind.language, _COST)
        if part.odds >= _WEAK
        and part.mean >= _WEAK_MEAN
        and (kind.true == "euc_jp" or len(set(piece[part.start : part.end]) - _ASCII) >= _DIFFERENT)
        and not listed(piece[part.start : part.end], kind.tables)
    ]
    chosen: list[tuple[Stretch, Kind]] = []
    for part, kind in sorted(found, key=lambda pair: -pair[0].odds):
        if all(part.end <= other.start or other.end <= part.start for other, _ in chosen):
            chosen.append((part, kind))
    done = 0
    for part, kind in sorted(chosen, key=lambda pair: pair[0].start):
        start, end = part.start, part.end
        while start > done and piece[start - 1] in _HOLES:
            start -= 1
        while end < len(piece) and piece[end] in _HOLES:
            end += 1
        done = end
        new, note = _repaired(piece[start:end], kind, before)
        if new != piece[start:end]:
            yield Edit.between(at + start, piece[start:end], new)._replace(note=note)


_HOLES = HOLE + "\N{REPLACEMENT CHARACTER}"


def _repaired(part: str, kind: Kind, before: str) -> tuple[str, str]:
    """The part as it was, and what to say of it; the part as it is where the damage done again does not give it."""
    between = kind.tables
    read = part.translate(between.marks).translate(between.back)
    new = filled(read, between, kind.language, kind.conversion, before)
    if misread(new, between) != part.translate(between.holes):
        return part, ""
    guessed = sum(one != other for one, other in zip(read, new, strict=True))
    return new, kind.name + (f", {guessed} of {len(new)} characters by the words around them" if guessed else "")
