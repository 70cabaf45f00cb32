"""How likely a text is in Chinese, in Japanese, in Korean: one scale for all three.

Runs of a language's own characters are scored by its word model (`corpusclean.language.segmentation`).  Every other
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
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from corpusclean.language.script import simplified
from corpusclean.language.segmentation import LONGEST, Words, words

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


class _Own(dict[str, bool]):
    """Whether a character is one of the language's own, worked out when it is first met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.own = re.compile(f"[{_OWN[language]}]")

    def __missing__(self, char: str) -> bool:
        self[char] = own = bool(self.own.match(char))
        return own


_own = cache(_Own)


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
        before, behind, candidates = simplified(before), simplified(behind), _simplified(candidates)
    tail = ending.search(before)[0] if before else ""  # type: ignore[index]
    head = beginning.match(behind)[0]  # type: ignore[index]
    rest = logprob(before[: len(before) - len(tail)], language) + logprob(behind[len(head) :], language)
    model = words(language)
    left, right = model.forward(tail), model.backward(head)
    between = _Gaps(_Gap(tail, left, _begun(tail, model), head, right, model))
    before_mark, behind_mark = (
        _Gaps(between[""]._replace(head="", right=[0.0])),
        _Gaps(_Gap("", [0.0], [], head, right, model)),
    )
    longest = PIECE - len(tail) - len(head)
    done: list[float] = []
    gap, is_own = between[""], _own(language)
    for one in candidates:
        if len(one) > longest:
            done.append(logprob(before + one + behind, language))
        elif len(one) == 1:
            done.append(rest + (_filled(gap, one) if is_own[one] else left[-1] + costs[one] + right[0]))
        elif len(own := beginning.match(one)[0]) == len(one):  # type: ignore[index]
            done.append(rest + between.score(one))
        else:
            last = ending.search(one, len(own))[0]  # type: ignore[index]
            middle = logprob(one[len(own) : len(one) - len(last)], language)
            done.append(rest + before_mark.score(own) + middle + behind_mark.score(last))
    return done


def _simplified(candidates: Sequence[str]) -> list[str]:
    """The candidates in Simplified hanzi, all in one call."""
    text, done, at = simplified("".join(candidates)), [], 0
    for one in candidates:
        done.append(text[at : at + len(one)])
        at += len(one)
    return done


#: Where a word begins that can go on behind the end of a text, and how it can.
_Begun = Sequence[tuple[int, Mapping[str, Sequence[tuple[str, float]]]]]


class _Gap(NamedTuple):
    """A place between two texts of the language's own characters: each with the best segmentations beside it."""

    tail: str
    left: list[float]
    begun: _Begun
    head: str
    right: list[float]
    model: Words


def _begun(tail: str, model: Words) -> _Begun:
    """The words that begin in a text and can go on behind it."""
    size, reach = len(tail), model.reach
    return [
        (start, ways)
        for start in range(max(0, size - LONGEST + 1), size)
        if (start == size - 1 or reach.get(tail[start : start + 2], 0) > size - start)
        and (ways := model.begun(tail[start:]))
    ]


class _Gaps(dict[str, _Gap]):
    """A gap, and what is left of it when some characters are in it; worked out when they are first met."""

    def __init__(self, gap: _Gap) -> None:
        super().__init__({"": gap})

    def __missing__(self, inside: str) -> _Gap:
        self[inside] = gap = _narrowed(self[inside[:-1]], inside[-1])
        return gap

    def score(self, inside: str) -> float:
        """The best segmentation with some characters in the gap, or none."""
        return _filled(self[inside[:-1]], inside[-1]) if inside else _closed(self[""])


def _narrowed(gap: _Gap, one: str) -> _Gap:
    """The gap behind a character that was put in it."""
    tail, left, begun, head, right, model = gap
    top = left[-1] + model.logs.get(one, model.unknown)
    going: list[tuple[int, Mapping[str, Sequence[tuple[str, float]]]]] = []
    tail += one
    for start, ways in begun:
        if one in ways:
            top = max([top, *(left[start] + log for behind, log in ways[one] if not behind)])
            if further := model.begun(tail[start:]):
                going.append((start, further))
    if further := model.begun(one):
        going.append((len(tail) - 1, further))
    return _Gap(tail, [*left, top], going, head, right, model)


def _closed(gap: _Gap) -> float:
    """The best segmentation with nothing in the gap."""
    _, left, begun, head, right, _ = gap
    top = left[-1] + right[0]
    for start, ways in begun:
        for behind, log in ways.get(head[:1], ()):
            if head.startswith(behind, 1):
                top = max(top, left[start] + log + right[1 + len(behind)])
    return top


def _filled(gap: _Gap, one: str) -> float:
    """The best segmentation with one character in the gap: only the words across it are looked up."""
    _, left, begun, head, right, model = gap
    logs, here = model.logs, left[-1]
    top: float = here + logs.get(one, model.unknown) + right[0]
    longest = model.reach.get(one + head[:1])
    if longest:
        for size in range(1, min(longest, len(head) + 1)):
            log = logs.get(one + head[:size])
            if log is not None and here + log + right[size] > top:
                top = here + log + right[size]
    for start, ways in begun:
        for behind, log in ways.get(one, ()):
            if head.startswith(behind) and left[start] + log + right[len(behind)] > top:
                top = left[start] + log + right[len(behind)]
    return top
