"""Which of the characters that can have stood at a hole fits: by the words around it, and by how marks stand."""

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from heapq import nlargest

from corpusclean.language.likelihood import choices, logprob
from corpusclean.language.script import simplified
from corpusclean.language.segmentation import words
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.utf8.codecs import Page
from corpusclean.rules.mojibake.utf8.holes import Filling, Hole, certain, doubtful, fillings
from corpusclean.rules.mojibake.utf8.style import Style

__all__ = ["MOST", "choose", "commonness", "fill", "language", "ranked"]

#: So many characters on either side are looked at, and so many before for brackets that are open.
_AROUND, _LOOK_BACK = 8, 200
_KANA, _HANGUL = lazy("[\u3041-\u30fe]"), lazy("[\uac00-\ud7a3]")
_LETTERS = lazy("[\u3041-\u30fe\u3400-\u9fff\uac00-\ud7a3]")


def language(text: str) -> str:
    """The language of repaired text: by its kana and syllables."""
    size = len(_LETTERS.findall(text))
    return "ko" if len(_HANGUL.findall(text)) * 4 > size else "ja" if len(_KANA.findall(text)) * 10 > size else "zh"


_OPEN = dict(zip("”）》」】』’", "“（《「【『‘", strict=True))
_CLOSE = {opening: closing for closing, opening in _OPEN.items()}
# How marks stand, in nats beyond their cost in the model: hardly ever, ...
_RARE = dict.fromkeys("〈〉〔〕〖〗〘〙〚〛〝〞〟〰〓〆〃〄〒〇｡＂＃＄％＆＇＊＋－．／＜＝＞＠＼＾＿｀｜｛｝", -5.0)
# ... at the end of a text or a line, or of a word before a space.
_LAST = {"。": 3.0, "！": 1.0, "？": 1.0, "”": 0.5, "」": 0.5, "）": 0.5, "；": -1.0, "，": -3.0, "、": -3.0}
# The characters that Japanese sentences end with, not clauses.
_JA_ENDS = frozenset("るただすいんうくつぬむぶぐせろえ")
#: So many of the fillings, the most common ones, are judged by what is around them.
MOST = 40
#: The marks of an option, and what is around it, can speak for it by no more than this: see `_likes` and `_LAST`.
_SWAY = 9.0
_NEVER = -20.0
_OTHER_SCRIPT = -8.0


def _likes(mark: str, before: str, tongue: str) -> float:
    """How a mark likes to stand behind a text."""
    if tongue == "ja" and mark in "。、":
        return 0.0 if (before[-1:] in _JA_ENDS) == (mark == "。") else -4.0
    if "①" <= mark <= "⑳":
        return (ord("①") - ord(mark)) * 0.5
    if mark <= "\x7f":
        return 0.0
    if mark in _OPEN:
        return 3.0 if before.rfind(_OPEN[mark], -200) > before.rfind(mark, -200) else -4.0
    if mark in "…—":
        return 5.0 if before[-1:] == mark and before[-2:-1] != mark else 0.0
    if "０" <= mark <= "ｚ" and mark.isalnum():
        return 1.0 if "０" <= before[-1:] <= "ｚ" and before[-1:].isalnum() else -5.0
    return _RARE.get(mark, 0.0)


class _Common(dict[str, float]):
    """How common a character is in a language, in nats: as a part of words, or as a mark; worked out once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, char: str) -> float:
        language = self.language
        share = words(language).characters.get(simplified(char) if language == "zh" else char, 0.0)
        if share:
            self[char] = log = math.log(share)
        else:
            self[char] = log = _NEVER if char in _RARE or char.isalpha() else logprob(char, language)
        return log


_common = cache(_Common)


def commonness(text: str, language: str) -> float:
    """How common the characters of a text are."""
    return sum(map(_common(language).__getitem__, text)) / (len(text) or 1)


def _opens(mark: str, behind: str) -> float:
    """How an opening mark likes what follows."""
    if mark not in _CLOSE:
        return 0.0
    end = behind.find(_CLOSE[mark], 0, _LOOK_BACK)
    return 0.0 if end >= 0 and mark not in behind[:end] else -4.0


@lru_cache(maxsize=8192)
def ranked(page: Page, hole: Hole, language: str) -> tuple[Filling, ...]:
    """The fillings, the more common ones first, and not those that are hardly ever written."""
    options = [option for option in fillings(page, hole) if commonness(option.text, language) > _NEVER]
    return tuple(
        nlargest(
            MOST * (3 if hole.pairs > 1 or hole.tail else 2 if hole.final else 1),
            options,
            key=lambda option: commonness(option.text, language),
        )
    )


def fill(known: Sequence[str], found: Sequence[Hole], page: Page, style: Style, after: str) -> str:
    """The text with the most likely characters at its holes; ``after`` is what follows it."""
    pieces = [known[0]]
    before = known[0][-_LOOK_BACK:]
    for hole, behind in zip(found, known[1:], strict=True):
        options = ranked(page, hole, style.language)
        pieces.append(doubtful(choose(before, options, behind or ("" if not hole.final else after), style, hole.final)))
        pieces.append(behind)
        before = (before + pieces[-2] + behind)[-_LOOK_BACK:]
    return "".join(pieces)


def choose(before: str, options: Sequence[Filling], behind: str, style: Style, final: bool) -> str:
    """The most likely filling, with the ASCII character that was lost behind it."""
    if not options:
        return "?"
    eats = any(option.eats for option in options)
    near = "" if eats else behind[:_AROUND]
    scores = choices(before[-_AROUND:], [certain(option.text) for option in options], near, style.language)
    lost = {True: style.eaten(True, before, behind), False: style.eaten(False, before, behind)} if eats else {}
    nothing = style.nothing(behind) if final else 0.0

    def judged(option: Filling, score: float) -> tuple[float, str]:
        text = option.text
        last = text[-1:]
        likely = score + _likes(last, before + text[:-1], style.language) + _opens(last, behind)
        if style.other and style.other.search(text):
            likely += _OTHER_SCRIPT
        eaten, log = lost[last.isalnum()] if option.eats else ("", nothing)
        likely += log
        if (eaten.isspace() and style.language != "ja") or (
            (eaten or final or not behind) and not (eaten + behind).strip()
        ):
            likely += _LAST.get(last, 0.0)
        return likely, text + eaten

    # The likeliest by its words is judged first: what its marks could not lift so far needs no look at them.
    first = scores.index(max(scores))
    top, best = judged(options[first], scores[first])
    sway, found = _SWAY + max([nothing, *(log for _, log in lost.values())]), first
    for at, (option, score) in enumerate(zip(options, scores, strict=True)):
        if at != first and score + sway >= top:
            likely, text = judged(option, score)
            if likely > top or (likely == top and at < found):
                top, best, found = likely, text, at
    return best
