"""How likely text is, grown one character at a time: the word model for hanzi, and the marks between them.

>>> def score(text: str) -> float:
...     return grown(START, text).score
>>> score("報告。“十四五”規劃") > score("報告?！笆奈濉币")
True
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from corpusclean.language import simplified, traditional, words

__all__ = ["START", "Fluency", "everyday", "gain", "gains", "grow", "grown", "usual"]

#: How often a mark or a letter stands in running text, as a log-probability beside that of words.  Counted in 316,295
#: characters of news, reviews and manuals; what is not listed is rarer.
MARKS = {
    "，": -2.9, "。": -3.6, "、": -4.5, " ": -4.5, ",": -5.1, ".": -5.5, "“": -5.6, "”": -5.6, "(": -6.1,
    ")": -6.1, "）": -6.1, "（": -6.1, "：": -6.3, "；": -6.4, "！": -6.2, "？": -6.4, "《": -6.8, "》": -6.8,
    "「": -6.0, "」": -6.0, "『": -7.5, "』": -7.5, "‘": -8.0, "’": -8.0, "—": -6.5, "…": -6.5, "·": -7.0,
    "-": -7.0, '"': -6.8, ":": -7.0, "\n": -5.0, "\r": -6.0, "\t": -6.0, "!": -7.5, "?": -8.0, "~": -8.5,
    "～": -8.0, "/": -7.5, "%": -8.0, ";": -7.5, "<": -8.0, ">": -8.0, "　": -6.0, "【": -8.0, "】": -8.0,
    "〈": -9.0, "〉": -9.0, "％": -7.5, "＋": -9.0, "○": -9.0, "℃": -9.0, "×": -9.0, "〔": -9.5, "〕": -9.5,
    "●": -9.0, "■": -9.5, "→": -9.5, "①": -9.5, "②": -9.5, "③": -9.5,
}  # fmt: skip
#: A letter or digit, and one more behind another of its kind.
LETTER, MORE_LETTERS = -9.0, -3.5
DIGIT, MORE_DIGITS = -6.5, -2.8
WIDE, MORE_WIDE = -10.0, -3.5
OTHER_ASCII = -10.0
#: Kana, Greek, Cyrillic, boxes: in running Chinese only where bytes were misread, or in a run of their own.
FOREIGN, MORE_FOREIGN = -14.0, -9.0
PRIVATE = -20.0

OPENERS = dict(zip("“‘《（「『【〈〔(", "”’》）」』】〉〕)", strict=True))
CLOSERS = {closer: opener for opener, closer in OPENERS.items()}
_STOPS = frozenset("，。、：；！？,.!?")
#: Marks that follow one another.
_PAIRS = frozenset(
    re.findall(
        "..",
        "。”！”？”，“：“。“、“”，”。”、”；”：），）。）、）；）：》，》。》、》（”（）“》《”“——……！！"
        "？？，《、《：《。《（《“《》”》）”）（“。）；“…”…。！。？！！？。「，「：「。」！」？」」，」。」、、「"
        "」「」（…「…」“‘’”。’。『—“”——《》——，。—。【】。】，（）”！”？》；》？》！）！）？～～－－--"
        "..,,!!??。（，（，……，！…？…○○",
    )
)


class Fluency(NamedTuple):
    """The score of a text that grows, and what of it the next character depends on."""

    score: float = 0.0
    tail: str = ""  # the Simplified hanzi it ends with, at most a word
    best: tuple[float, ...] = (0.0,)  # the scores before, between and behind these
    last: str = "\n"
    open: str = ""  # brackets and quotes that are


START = Fluency()

#: Words of more hanzi are sayings and names, whose parts are words too.
_WORD = 5


@cache
def _plain() -> dict[str, str]:
    chars = "".join(map(chr, range(0x4E00, 0xA000)))
    return dict(zip(chars, simplified(chars), strict=True))


@cache
def _logs() -> dict[str, float]:
    return words().logs


@cache
def _alone() -> dict[str, float]:
    """What each Simplified hanzi costs by itself."""
    return {char: words().logs.get(char, words().unknown) for char in _plain().values()}


def grow(state: Fluency, char: str) -> Fluency:
    """The state with one more character."""
    plain = _plain().get(char)
    if plain is None:
        return _mark(state, char)
    score, tail, best, _, opened = state
    top = _top(tail, best, plain)
    if len(tail) >= _WORD - 1:
        return Fluency(score + top - best[-1], tail[1:] + plain, (*best[1:], top), char, opened)
    return Fluency(score + top - best[-1], tail + plain, (*best, top), char, opened)


def gain(state: Fluency, char: str) -> float:
    """What one more character adds to the score.

    >>> gain(grown(START, "報"), "告") > gain(grown(START, "報"), "皋")
    True
    """
    return gains(state, [char])[0]


def gains(state: Fluency, chars: Iterable[str]) -> list[float]:
    """What one more character adds to the score, for each of some."""
    plains, logs, alone = _plain(), _logs(), _alone()
    base = state.best[-1]
    parts = [(state.tail[start:], best - base) for start, best in enumerate(state.best[:-1])]
    found = []
    for char in chars:
        plain = plains.get(char)
        if plain is None:
            found.append(_mark(state, char).score - state.score)
            continue
        top = alone[plain]
        for part, before in parts:
            log = logs.get(part + plain)
            if log is not None and before + log > top:
                top = before + log
        found.append(top)
    return found


def _top(tail: str, best: tuple[float, ...], plain: str) -> float:
    """The best segmentation of the tail and one more hanzi."""
    logs = _logs()
    top = best[-1] + _alone()[plain]
    size = len(tail)
    if size:
        part = tail + plain
        for start in range(size):
            log = logs.get(part[start:])
            if log is not None:
                one = best[start] + log
                if one > top:
                    top = one
    return top


def grown(state: Fluency, text: str) -> Fluency:
    """The state with more text."""
    for char in text:
        state = grow(state, char)
    return state


def _mark(state: Fluency, char: str) -> Fluency:
    last, opened = state.last, state.open
    cost = MARKS.get(char)
    if cost is None:
        cost = _letter(last, char)
    elif char in _STOPS or char in CLOSERS or char in OPENERS:
        if (last in MARKS and last not in " \n\r\t　" and last + char not in _PAIRS) or (
            last in "\n\r" and char not in OPENERS
        ):
            cost -= 2.0 if last == char else 6.0 if last in _STOPS and char in _STOPS else 3.0
        if char in OPENERS:
            cost -= 3.0 if char in opened else 0.0
            opened = (opened + char)[-4:]
        elif char in CLOSERS:
            partner = CLOSERS[char]
            cost += 1.5 if opened.endswith(partner) else 0.0 if partner in opened else -2.0
            opened = opened[: opened.rfind(partner)] if partner in opened else opened
    elif char in "\n\r":
        opened = ""
    score = state.score + cost
    return Fluency(score, "", (0.0,), char, opened)


def _letter(last: str, char: str) -> float:
    """What a character costs that is neither hanzi nor mark."""
    if char < "\x80":
        if char.isdigit():
            return MORE_DIGITS if last.isdigit() or last == "." else DIGIT
        if char.isalpha():
            return MORE_LETTERS if last < "\x80" and last.isalpha() else LETTER
        return OTHER_ASCII
    if "！" <= char <= "～":
        return MORE_WIDE if last > "\x7f" and last.isalnum() and last not in _plain() else WIDE
    if "\ue000" <= char <= "\uf8ff":
        return PRIVATE
    return MORE_FOREIGN if last > "\x80" and last not in MARKS and last not in _plain() else FOREIGN


@cache
def everyday(char: str) -> float:
    """The share of a hanzi in print; that of a mark; 0 for what hardly occurs."""
    plain = _plain().get(char)
    if plain is not None:
        return words().characters.get(plain, 0.0)
    return 0.01 if char in MARKS else 1e-5 if "０" <= char <= "９" or "Ａ" <= char <= "ｚ" else 0.0


@cache
def usual(char: str) -> bool:
    """Whether a hanzi is the usual Traditional form of its Simplified one."""
    plain = _plain().get(char)
    return plain is None or traditional(plain) == char
