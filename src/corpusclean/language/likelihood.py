"""How likely a text is in Chinese, in Japanese, in Korean: one scale for all three.

Runs of a language's own characters are scored by its word model (`corpusclean.language.words`).  Every other
character has a fixed cost: little for a comma or a letter, much for what such a text hardly ever holds.  So the same
bytes read in two code pages can be compared, and so can the candidates for one lost character.

>>> best("日本語の文章です。")[0], best("这是一句中文。")[0], best("한국어 문장입니다.")[0]
('ja', 'zh', 'ko')
>>> logprob("この例では指定します", "ja") > logprob("この毋では回年します", "ja")
True
>>> scores = choices("このファイルを指", ["定", "宙", "宛"], "します。", "ja")
>>> scores.index(max(scores))
0
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from corpusclean.language.script import simplified
from corpusclean.language.words import LONGEST, words

__all__ = ["LANGUAGES", "best", "choices", "logprob", "per_character"]

#: In the order in which ties are decided.
LANGUAGES = ("zh", "ja", "ko")

#: A longer run is scored in pieces of this length, so that a run of megabytes costs no memory.
PIECE = 200

_HAN = "\u4e00-\u9fff"

#: What the words of a language are made of, as the inside of a character class.  Japanese words take in the marks that
#: follow them, Korean ones the space before them: it is part of what makes a sequence likely.
_OWN = {
    "zh": _HAN,
    "ja": f"\u3001\u3002\u300c\u300d\u3005-\u3007{_HAN}\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe",
    "ko": " \uac00-\ud7a3",
}

# What the other characters cost, in nats.  Set by reasoning on how often they stand in articles; the order matters more
# than the values: marks and letters are as dear as a common word, and a character that does not belong is dearer than a
# rare one that does.  Rerun benchmarks/language after a change.
_MARKS = dict.fromkeys(" \n", -2.5)
_MARKS |= dict.fromkeys("、。，,.", -2.5)
_MARKS |= dict.fromkeys('「」（）()“”"：:・·-/\t\r', -4.5)
_MARKS |= dict.fromkeys("\u3000『』《》‘’'；;！!？?…—", -5.5)
_MARKS |= dict.fromkeys("【】〈〉〔〕[]{}<>〜～=+*&%#@_|\\^~`$※①②③④⑤⑥⑦⑧⑨⑩●○■□◆◇★☆▲△▼▽→←↑↓×÷°℃№─━－", -7.0)
#: What one language writes otherwise than the other two.
_MARKS_OF = {
    "zh": {"・": -8.0},
    "ja": {"，": -5.0, "“": -6.0, "”": -6.0, "《": -8.0, "》": -8.0},
    "ko": {"、": -8.0, "。": -8.0, "，": -8.0, "ㆍ": -4.5, "・": -8.0},
}
_LETTER = -3.3
_DIGIT = -3.5
_WIDE = -4.5
_ACCENTED = -9.0
_HALF_KANA = -9.0
_FOREIGN = -12.0
_NEVER = -17.0


def _cost(char: str, language: str) -> float:
    """What a character that is none of the language's own costs."""
    mark = _MARKS_OF[language].get(char) or _MARKS.get(char)
    if mark:
        return mark
    if char.isascii() and char.isalnum():
        return _DIGIT if char.isdigit() else _LETTER
    if "\uff10" <= char <= "\uff5a":
        return _WIDE if char.isalnum() else _MARKS["["]
    if "\uff65" <= char <= "\uff9f":
        return _HALF_KANA if language == "ja" else _FOREIGN
    category = unicodedata.category(char)
    if category in ("Cc", "Cn", "Co", "Cs") or char == "\ufffd":
        return _NEVER
    return _ACCENTED if "\xa1" <= char < "\u0180" else _FOREIGN


class _Costs(dict[str, float]):
    """The cost of each character that is none of the language's own, worked out when it is first met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, char: str) -> float:
        self[char] = cost = _cost(char, self.language)
        return cost


class _Model(NamedTuple):
    """A piece of the language's own characters, or of others; the end and the beginning of such a run; the costs."""

    pieces: re.Pattern[str]
    ending: re.Pattern[str]
    beginning: re.Pattern[str]
    costs: _Costs


@cache
def _model(language: str) -> _Model:
    own = _OWN[language]
    return _Model(
        re.compile(f"([{own}]{{1,{PIECE}}})|[^{own}]{{1,4096}}"),
        re.compile(f"[{own}]*\\Z"),
        re.compile(f"[{own}]*"),
        _Costs(language),
    )


def logprob(text: str, language: str) -> float:
    """The natural logarithm of the text's probability in a language: ``zh``, ``ja`` or ``ko``.

    Chinese is scored in its Simplified form.  Runs of more than `PIECE` characters are scored in pieces.

    >>> logprob("", "zh")
    0.0
    """
    pieces, _, _, costs = _model(language)
    score = words(language).score
    total = 0.0
    for piece in pieces.finditer(text):
        if piece[1]:
            total += score(simplified(piece[1]) if language == "zh" else piece[1])
        else:
            total += sum(map(costs.__getitem__, piece[0]))
    return total


def per_character(text: str, language: str) -> float:
    """`logprob` for each character that is no space; 0.0 where there is none."""
    size = len(text) - sum(map(str.isspace, text))
    return logprob(text, language) / size if size else 0.0


def best(text: str) -> tuple[str, float]:
    """The language in which the text is most likely, and `per_character` in it; ``zh`` before ``ja`` before ``ko``."""
    scores = {language: per_character(text, language) for language in LANGUAGES}
    language = max(LANGUAGES, key=scores.__getitem__)
    return language, scores[language]


def choices(before: str, candidates: Sequence[str], behind: str, language: str) -> list[float]:
    """For each candidate the `logprob` of ``before + candidate + behind``.

    What stands before and behind is segmented once for all candidates; so a place with 64 candidates costs little more
    than the words that can lie across it.
    """
    _, ending, beginning, costs = _model(language)
    if language == "zh":
        before, behind, candidates = simplified(before), simplified(behind), [simplified(one) for one in candidates]
    tail = ending.search(before)[0] if before else ""  # type: ignore[index]
    head = beginning.match(behind)[0]  # type: ignore[index]
    rest = logprob(before[: len(before) - len(tail)], language) + logprob(behind[len(head) :], language)
    model = words(language)
    left, right = model.forward(tail), model.backward(head)
    done: list[float] = []
    for one in candidates:
        if len(tail) + len(one) + len(head) > PIECE:
            done.append(logprob(before + one + behind, language))
        elif len(one) == 1 and not beginning.match(one)[0]:  # type: ignore[index]
            done.append(rest + left[-1] + costs[one] + right[0])
        elif beginning.fullmatch(one):
            done.append(rest + _across(tail, left, one, head, right, language))
        else:
            done.append(logprob(before + one + behind, language))
    return done


def _across(tail: str, left: list[float], one: str, head: str, right: list[float], language: str) -> float:
    """The best segmentation of ``tail + one + head``, given those of what stands before each place and behind it."""
    model = words(language)
    logs, longest, unknown = model.logs, model.longest, model.unknown
    text = tail + one + head
    border, start = len(tail), max(0, len(tail) - LONGEST + 1)
    inside = border + len(one)  # from here on the rest is known
    reached = left[start:] + [float("-inf")] * len(one)  # the best up to each place from the start to `inside`
    top = reached[-1] + right[0] if not one else float("-inf")
    for at in range(start, inside):
        here, first = reached[at - start], text[at]
        for end in range(max(at, border) + 1, min(at + max(longest.get(first, 1), 1), len(text)) + 1):
            log = logs.get(text[at:end])
            if log is None:
                if end > at + 1:
                    continue
                log = unknown
            if end >= inside:
                top = max(top, here + log + right[end - inside])
            if end <= inside:
                reached[end - start] = max(reached[end - start], here + log)
    return top
