"""How a damaged text uses spaces, stops and brackets: for the ASCII characters that were lost with a byte before."""

import math
import re
from dataclasses import dataclass

from corpusclean.language.detect import only_hans, only_hant
from corpusclean.patterns import lazy

__all__ = ["Style"]

#: What is learned from so much of a text holds for the rest.
SAMPLE = 50_000

#: The weights below count as much of what is seen in a text.
PRIOR = 0.5
#: Any digit.
_DIGIT = "0"
# ASCII behind an ideograph, kana or syllable, or behind a mark such as 。, by what follows: its weight before anything
# is known of the text.
_PRIOR = {
    ("word", "wide"): {" ": 2.0, ",": 0.7, ".": 0.5, "/": 0.1, "(": 0.1, '"': 0.1, ")": 0.1, "\n": 0.2, _DIGIT: 0.1},
    ("word", "letter"): {" ": 3.0, "/": 0.3, "(": 0.3, '"': 0.2, "\n": 0.05, ".": 0.1, ",": 0.1},
    ("word", "digit"): {" ": 1.5, _DIGIT: 1.0, "(": 0.3, "2": 0.3},
    ("word", "space"): {",": 1.0, ".": 0.9, ")": 0.3, ":": 0.2},
    ("word", "end"): {".": 0.5, "\n": 0.05, " ": 0.05},
    ("word", "line"): {".": 0.3, "\n": 0.7, " ": 0.1, "\r": 0.05},
    ("word", "other"): {" ": 1.0},
    ("mark", "wide"): {" ": 2.0, "\n": 1.0, '"': 0.2, _DIGIT: 0.1},
    ("mark", "letter"): {" ": 2.0, "\n": 0.3, "/": 0.1, '"': 0.2, "(": 0.2, "-": 0.1},
    ("mark", "digit"): {" ": 1.5, _DIGIT: 0.8, "\n": 0.2},
    ("mark", "space"): {" ": 0.5, "\n": 0.5},
    ("mark", "end"): {"\n": 0.1, " ": 0.05},
    ("mark", "line"): {"\n": 1.0, " ": 0.1, "\r": 0.05},
    ("mark", "other"): {" ": 1.0, "\n": 0.1},
}
#: Nothing at all was lost behind the last byte of a text or line: against the weights above.
_NOTHING = 4.0
_WIDE = "\u3041-\u30fe\u3400-\u9fff\uac00-\ud7a3"
_MARK = "、。〈-】〔-〟，．：；！？（）“”‘’…—·・～"
# The question mark may stand for a pair that was lost in the first of two rounds, so it teaches nothing.
_SEEN = lazy(rf"(?:([{_WIDE}])|[{_MARK}])([\n\r ->])(?=(.)|\Z)", re.DOTALL)


def _kind(following: str) -> str:
    if not following:
        return "end"
    if following in "\r\n":
        return "line"
    if following == " ":
        return "space"
    if following.isascii():
        return "letter" if following.isalpha() else "digit" if following.isdigit() else "other"
    return "wide"


@dataclass(frozen=True)
class Style:
    """What was learned of a text; ``other`` is what its script does not have."""

    language: str
    other: re.Pattern[str] | None
    seen: dict[tuple[str, str], dict[str, float]]

    @classmethod
    def of(cls, text: str, language: str) -> "Style":
        """The style of a text."""
        text = text[:SAMPLE]
        seen = {
            context: {char: PRIOR * weight for char, weight in weights.items()} for context, weights in _PRIOR.items()
        }
        if "\n" not in text:
            for weights in seen.values():
                weights.pop("\n", None)
        for match in _SEEN.finditer(text):
            weights = seen["word" if match[1] else "mark", _kind(match[3] or "")]
            eaten = _DIGIT if match[2].isdigit() else match[2]
            weights[eaten] = weights.get(eaten, 0.0) + 1.0
        other = None
        if language == "zh":
            hans, hant = len(only_hans().findall(text)), len(only_hant().findall(text))
            other = None if hans == hant else only_hant() if hans > hant else only_hans()
        return cls(language, other, seen)

    def eaten(self, word: bool, before: str, behind: str) -> tuple[str, float]:
        """The ASCII character that was most likely lost behind a word, or a mark, and how likely it is.

        That it was a digit can be told; which one cannot, and ``?`` stands for it, which is lost in the same way.
        """
        context = "word" if word else "mark"
        weights = self.seen[context, _kind(behind[:1])]
        total = sum(weights.values()) + (PRIOR * _NOTHING if behind[:1] in ("", "\n", "\r") else 0.0)
        best, top = "", 0.0
        for char, weight in weights.items():
            likely = weight * _balance(char, before, behind)
            if likely > top:
                best, top = char, likely
        return "?" if best == _DIGIT else best, math.log(top / total)

    def nothing(self, behind: str) -> float:
        """How likely it is that only the last byte of the text or line was lost."""
        weights = self.seen["word", _kind(behind[:1])]
        return math.log(PRIOR * _NOTHING / (sum(weights.values()) + PRIOR * _NOTHING))


def _balance(char: str, before: str, behind: str) -> float:
    """How well a bracket or quote goes with those around."""
    if char == '"':
        return 10.0 if (before[-60:].count('"') + behind[:60].count('"')) % 2 else 0.1
    if char == "(":
        end = behind[:60].find(")")
        return 8.0 if end >= 0 and "(" not in behind[:end] else 0.2
    if char == ")":
        start = before[-60:].rfind("(")
        return 8.0 if start >= 0 and ")" not in before[-60:][start:] else 0.01
    return 1.0
