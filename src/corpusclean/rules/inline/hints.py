"""Where in a text a credit or a button may be glued to prose: one scan, and hardly a line of clean text is read."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from corpusclean.rules.inline.words import GLUED

__all__ = ["glued_words"]

#: What may stand behind a label, a role, a button or a counter: a sign, a blank, the quoted name of an account.
_SIGNS = ":：|｜丨/／】]（("
_BEHIND = f'{_SIGNS}“"「'


class _Hints(NamedTuple):
    """The words of which every piece holds one."""

    scan: "re.Pattern[str]"  # stands for their characters, roughly
    twos: frozenset[str]  # the first two characters of a word, or all of a shorter one with a sign or a blank behind it
    ones: frozenset[str]  # words of one character
    narrow: tuple[str, ...]  # words of other letters than hanzi, kana and hangul


@cache
def _hints() -> _Hints:
    """The words: the literals of the trigger without their signs, since a blank of any kind may stand before a sign."""
    signed, plain = set[str](), {"（0", "(0"}
    for literal in {*GLUED} - {"（0）", "(0)"}:
        bare = literal.rstrip(f"{_SIGNS} \u3000\t\u00a0")
        (plain if bare == literal else signed).add(bare.lstrip("【[（( "))
    narrow = {word for word in signed | plain if word[0] < "\u3000"}
    ones = {word for word in signed - narrow if len(word) == 1}
    stems = {word for word in signed - narrow if len(word) == 2}
    words = (plain | signed) - narrow - ones - stems
    # The first class is found at the speed of a scan; what stands behind it is only asked there.
    behind = rf"{_either(stems, 1)}[{re.escape(_BEHIND)}\s]|{_either(words | narrow, 1)}|[{re.escape(_BEHIND)}\s]"
    return _Hints(
        re.compile(f"{_either(stems | words | ones | narrow, 0)}(?={behind})"),
        frozenset(word[:2] for word in stems | words),
        frozenset(ones),
        tuple(sorted(narrow)),
    )


def _either(words: Iterable[str], n: int) -> str:
    """The class of the characters at one place of the words."""
    return f"[{''.join(sorted({re.escape(word[n]) for word in words}))}]"


def glued_words(text: str) -> list[int]:
    """The places of such words, in order."""
    scan, twos, ones, narrow = _hints()
    found = []
    for match in scan.finditer(text):
        at = match.start()
        two = text[at : at + 2]
        if two in twos or two[0] in ones or (two[0] < "\u3000" and text.startswith(narrow, at)):
            found.append(at)
    return found
