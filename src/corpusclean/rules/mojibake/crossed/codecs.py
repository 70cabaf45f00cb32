r"""Double-byte code pages read as one another: what each character becomes, and what a character may have been.

All these pages write a character beyond ASCII as two bytes of which the first is above 7F, so a page that is read as
another one keeps its pairs: each character becomes one other character, or nothing.

>>> big5 = crossing("gbk", "cp950")
>>> misread("可惜的是，一定", big5)
'褫洇腔岆ㄛ珨隅'
>>> "珨隅".translate(big5.back)
'一定'

A pair that the other page lacks becomes ``?`` (or U+FFFD): a hole.  What can stand there is known, since few pairs
of the one page are none in the other:

>>> misread("人", big5), "人" in big5.lost, "一" in big5.lost
('?', True, False)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from corpusclean.rules.gbk.codec import decoded, pairs

__all__ = ["HOLE", "Crossing", "crossing", "misread"]

#: What a forgiving decoder puts in the place of a pair that its page lacks.
HOLE = "?"

#: Lead bytes of the user-defined areas that Windows reads as private-use characters, by the order of the characters.
_USER_DEFINED = {
    "cp950": (*range(0xFA, 0xFF), *range(0x8E, 0xA1), *range(0x81, 0x8E), 0xC6, 0xC7, 0xC8),
    "cp949": (0xC9, 0xFE),
}


@dataclass(frozen=True, eq=False)
class Crossing:
    """Two code pages, and the tables from characters of the true one to those of the wrong one and back."""

    true: str
    wrong: str
    forward: Mapping[int, str]
    back: Mapping[int, str]
    lost: frozenset[str]
    marks: Mapping[int, str]  # what other decoders put in the place of a lost character
    holes: Mapping[int, str]  # ... and the private-use characters by which some keep it


@cache
def _page(codec: str) -> dict[str, bytes]:
    """The double-byte characters of a page, each with the pair that the codec writes for it."""
    return {
        char: raw
        for _, char in decoded(codec, range(0x81, 0xFF), range(0x40, 0xFF))
        if len(char) == 1 and char >= "\x80" and len(raw := char.encode(codec)) == 2
    }


@cache
def _readings(codec: str) -> Mapping[bytes, str]:
    """What a pair is read as in a page, the private-use characters of its user-defined areas included."""
    if codec == "gbk":
        return pairs().chars
    both = decoded(codec, range(0x81, 0xFF), range(0x40, 0xFF))
    return {pair: char for pair, char in both if len(char) == 1 and char >= "\x80"}


@cache
def _private(codec: str) -> dict[bytes, str]:
    """The pairs of user-defined areas that Python's codec lacks, as Windows reads them."""
    found = {}
    at = 0xE000
    for lead in _USER_DEFINED.get(codec, ()):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)) if codec == "cp950" else range(0xA1, 0xFF):
            if lead != 0xC6 or codec != "cp950" or trail >= 0xA1:
                found[bytes((lead, trail))] = chr(at)
                at += 1
    return found


@cache
def crossing(true: str, wrong: str) -> Crossing:
    """The tables for text of one page that was read as another; made from Python's codecs on first use."""
    readings, private = _readings(wrong), _private(wrong)
    forward: dict[int, str] = {}
    back: dict[int, str] = {}
    lost = set()
    marks = {0xFFFD: HOLE}
    if wrong == "cp950":
        marks[ord("□")] = HOLE  # what some programs showed; the 〖 that it could be is rarer in Chinese
    holes = dict(marks)
    for char, pair in _page(true).items():
        read = readings.get(pair)
        forward[ord(char)] = read or HOLE
        if read:
            back.setdefault(ord(read), char)
        else:
            lost.add(char)
            if pair in private:
                back.setdefault(ord(private[pair]), char)
                holes[ord(private[pair])] = HOLE
    return Crossing(true, wrong, forward, back, frozenset(lost), marks, holes)


def misread(text: str, between: Crossing) -> str:
    """Do the damage; what the true page lacks passes through."""
    return text.translate(between.forward)
