"""How alike two texts are: the reference of the truth, written plainly and used by no tool that is measured."""

import re
import unicodedata

__all__ = ["shingles", "similarity"]

#: A unit: one character of those that are written without spaces (ideographs and kana), or a run of other letters.
UNIT = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
#: Units in a shingle.
SIZE = 5


def shingles(text: str) -> set[tuple[str, ...]]:
    """The shingles of a text: five characters or words in a row, whatever their width and case."""
    units = UNIT.findall(unicodedata.normalize("NFKC", text).lower())
    return {tuple(units[at : at + SIZE]) for at in range(max(1, len(units) - SIZE + 1))}


def similarity(one: str, other: str) -> float:
    """The Jaccard similarity of the shingles of two texts, from 0 to 1.

    >>> similarity("one two three four five six", "One, two, three, four, five - six!")
    1.0
    >>> similarity("一二三四五六七", "一二三四五六八")
    0.5
    """
    first, second = shingles(one), shingles(other)
    return len(first & second) / len(first | second)
