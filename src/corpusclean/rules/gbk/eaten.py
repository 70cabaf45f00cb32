"""The ASCII character that the decoder ate with a byte before it."""

import math
from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from corpusclean.patterns import lazy
from corpusclean.rules.gbk.marks import MARK

__all__ = ["Eaten"]

#: What is generally eaten counts as much as so many places of the text at hand, ...
PRIOR = 4.0
#: ... of which so many characters are looked at.
SAMPLE = 20_000

#: How often an ASCII character below ``@`` stands between a wide character and a hanzi, a letter, a digit, a space.
_EATEN = {
    "hanzi": {
        " ": 0.42, ",": 0.22, ".": 0.09, "(": 0.04, ")": 0.03, "1": 0.02, "2": 0.03, "3": 0.02, "5": 0.02, "4": 0.01,
        "6": 0.01, "7": 0.005, "8": 0.01, "9": 0.005, "0": 0.005, "/": 0.01, '"': 0.01, "!": 0.01, ":": 0.01,
        ";": 0.01,
    },
    "letter": {
        " ": 0.75, "(": 0.05, '"': 0.04, ",": 0.03, "/": 0.02, ".": 0.02, "1": 0.01, "2": 0.01, "-": 0.01, "<": 0.01,
    },
    "digit": {
        "1": 0.35, " ": 0.22, "2": 0.15, "3": 0.07, "5": 0.04, "4": 0.03, "7": 0.02, "8": 0.02, "9": 0.02, "6": 0.02,
        ",": 0.03, ".": 0.02, "(": 0.02, "&": 0.01, "-": 0.01, ":": 0.01,
    },
    " ": {",": 0.55, ".": 0.25, ")": 0.06, ":": 0.04, ";": 0.02, "/": 0.01, " ": 0.02, "-": 0.01, "!": 0.02},
    "other": {" ": 0.4, ")": 0.1, ".": 0.1, ",": 0.05, "-": 0.05, '"': 0.05, "(": 0.02},
}  # fmt: skip
_TAG = lazy(r"/?[a-z]{1,10}[1-6]? ?/?>")
_SINGLE = lazy("(?<=[^\x00-\x7f])[ -?](?=([^\n\r]))")
#: Simplified and Traditional hanzi that are counted by digits.
_COUNTED = frozenset("晚天年月日次元点點分秒小人间間楼樓层層号號星折个個块塊台臺本位名条條种種")


class Eaten:
    """What may have been eaten in one text, learned from what stands in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def before(self, following: str) -> list[tuple[str, float]]:
        """What the decoder may have eaten before these characters, with the odds beside the word model's."""
        if _TAG.match(following):
            return [("<", 0.0)]
        kind = _kind(following[0])
        odds, here = _EATEN[kind], self._style[kind]
        total = sum(here.values()) + PRIOR
        shares = {letter: (PRIOR * odds.get(letter, 0.0) + here[letter]) / total for letter in {*odds, *here}}
        if following[0] in _COUNTED:
            shares |= {digit: shares.get(digit, 0.0) + 0.06 for digit in "123456789"}
        if following[:1] * 2 == following[:2] and following[0] in "-=.*~":
            shares[following[0]] = 10.0
        return [(letter, math.log(share)) for letter, share in shares.items()]

    @cached_property
    def _style(self) -> Mapping[str, Counter[str]]:
        """The ASCII characters below ``@`` behind a wide one, by the kind of the next."""
        found: dict[str, Counter[str]] = {kind: Counter() for kind in _EATEN}
        text = MARK.sub(lambda mark: mark["hanzi"] or mark["trail"] or "", self.text[:SAMPLE])
        for match in _SINGLE.finditer(text):
            found[_kind(match[1])][match[0]] += 1
        return found


def _kind(char: str) -> str:
    if char > "\x7f":
        return "hanzi"
    return " " if char == " " else "digit" if char.isdigit() else "letter" if char.isalpha() else "other"
