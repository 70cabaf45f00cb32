"""Characters that may be what is left of two, between which ``A1 A1`` was deleted, and how likely that is."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from corpusclean.language import words
from corpusclean.patterns import lazy
from corpusclean.rules.gbk.codec import pairs
from corpusclean.rules.gbk.lost import SOUNDS
from corpusclean.rules.steps import Steps

__all__ = ["CLOSERS", "OPENERS", "Split", "deleted", "halves", "splits"]

#: The log-odds, in nats, of a lost 。 and 、, by what can be seen.  Logistic weights, fitted on A1A1 deleted from
#: 5,000 passages of news, 5,093 of reviews and 1,876 of manuals, and rounded.  With the weights of two of the three the
#: third keeps a recall of .79 (news), .74 (reviews) and .96 (manuals), at 20 false ones a million; with all three it is
#: .88, .83 and .96.  After a change rerun benchmarks/gbk/pairs.py.
WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "。": {
        "always": -4.0,
        "each nat of the word model": 0.3,
        "each nat in favour": 1.0,  # in addition
        "no hanzi follows": 1.0,
        "ends its line": 5.0,
        "a closing bracket follows": -0.5,
        "less than 2 characters since a mark": -2.0,
        "less than 4 characters since a mark": -0.75,
        "less than 4 characters to a mark": -1.0,
        "more than 12 characters to a mark": 1.0,
        "an enumeration before": -1.2,
        "a sentence begins": 0.7,
        "a foreign name": -7.0,
        "an interjection": 3.0,
    },
    "、": {
        "always": -4.3,
        "each nat of the word model": 0.4,
        "each nat in favour": 0.7,
        "no hanzi before": -1.0,
        "an enumeration before": 1.1,
        "an enumeration behind": 1.4,
        "its next member is short": 0.8,
        "a sentence begins": -1.5,
        "a foreign name": -3.3,
        "each nat of joining a word": 0.3,
    },
}
#: A split is made from these log-odds on: 10 false ones a million clean characters of news, 5 of reviews, none of
#: manuals.
THRESHOLD = 0.3
#: A bracket whose partner stands alone in its line needs no more than the word model's consent.
PARTNER = 0.5
#: Below this the word model is too much against it.
HOPELESS = -10.0

OPENERS = dict(zip("「『《〈“‘【〖〔", "」』》〉”’】〗〕", strict=True))
CLOSERS = {closer: opener for opener, closer in OPENERS.items()}

#: Marks that are written twice: where one stands alone behind the character, the other is in it.
TWICE = "…—"
#: A bracket whose partner is farther away stands alone.
FAR = 500
#: So many hanzi on either side are given to the word model.
CONTEXT = 10
#: Words that begin a sentence, mostly.
BEGIN = frozenset("我你他她它这那但因如在从当对其而不有是今昨同据由另此第虽所为经根至就与各该本中全目近去")
#: What follows a number: ``１个``.
COUNTED = frozenset("．％／℃个亩月日年人次条件种台位名张块元万亿时分秒岁吨米点家只所号楼层")
#: So many places are weighed in a text of any length, and so many more for each character.  Prose has one in 300.
STEPS, STEPS_EACH = 2000, 0.02

_HANZI = lazy("[一-鿿]")
_MARK = lazy("[，。、；：！？,.;:!?…—\\n\\r]")
_END = lazy("[。！？!?\\n\\r]")
_LISTED = 15
_BRACKETS = lazy(f"[{''.join(OPENERS)}{''.join(CLOSERS)}\n\r]")
_KINDS = {opener: re.compile(f"[{opener}{closer}\n\r]") for opener, closer in OPENERS.items()}


class Split(NamedTuple):
    """A character at ``at`` that stands for two: the last hanzi of a word, or ``！``, and a mark of row A1."""

    at: int
    first: str
    mark: str
    odds: float


def deleted(text: str) -> str:
    """Do the damage: delete ``A1 A1`` from the bytes of a text that GBK has, wherever they stand.

    >>> deleted("变小、变专业"), deleted("留住「他」"), deleted("变大、变专业")
    ('变孝变专业', '留赘他」', '变大、变专业')
    """
    return text.encode("gbk").replace(b"\xa1\xa1", b"").decode("gbk", "replace")


@cache
def halves() -> Mapping[str, tuple[str, str]]:
    """The characters that can be left of two, Simplified, with the two.

    >>> halves()["孝"], halves()["赘"], halves()["１"]
    (('小', '、'), ('住', '「'), ('！', '”'))
    """
    found = {}
    for pair, char in pairs().chars.items():
        first, mark = pairs().chars.get(pair[:1] + b"\xa1", ""), pairs().chars.get(b"\xa1" + pair[1:], "")
        marks = mark in WEIGHTS or mark in OPENERS or mark in CLOSERS or mark in TWICE
        if (first == "！" or _HANZI.match(first)) and marks:
            found[char] = (first, mark)
    return found


@cache
def _candidates() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, halves()))}]")


class _Brackets:
    """Which bracket or quote of each kind comes last before a place and first behind it, from left to right."""

    def __init__(self, text: str) -> None:
        self.found = _BRACKETS.finditer(text)
        self.next: re.Match[str] | None = next(self.found, None)
        self.text = text
        self.left: dict[str, str] = {}  # by the opening one of the kind

    def alone(self, at: int, mark: str) -> bool:
        """Whether the partner of a bracket at ``at`` stands alone in the line; asked from left to right."""
        while self.next and self.next.start() < at:
            if self.next[0] in "\n\r":
                self.left.clear()
            else:
                self.put(self.next[0])
            self.next = next(self.found, None)
        opener = CLOSERS.get(mark, mark)
        behind = _KINDS[opener].search(self.text, at + 1, at + 1 + FAR)
        near, far = self.left.get(opener), behind[0] if behind else ""
        if mark == opener:
            return far == OPENERS[opener] and near != opener
        return near == opener and far != mark

    def put(self, mark: str) -> None:
        """Go past a bracket."""
        self.left[CLOSERS.get(mark, mark)] = mark


def splits(plain: str, steps: Steps) -> Iterator[Split]:
    """All characters of a Simplified text without annotations that are better read as two, from left to right.

    Stops when no steps are left.
    """
    brackets = _Brackets(plain)
    known = halves()
    last = -2
    for match in _candidates().finditer(plain):
        at = match.start()
        first, mark = known[match[0]]
        if at == last + 1 or not (first == "！" or _possible(plain, at, first)):
            continue
        if mark not in WEIGHTS:
            if not (_halved(plain, at, mark) if mark in TWICE else brackets.alone(at, mark)):
                continue
            if first == "！":
                odds = _exclaimed(plain, at)
            else:
                if not steps.take():
                    return
                odds = _gain(plain, at, first)[0] + PARTNER
        else:
            if not steps.take():
                return
            odds = _stop_odds(plain, at, first, mark)
        if odds >= THRESHOLD:
            last = at
            if mark not in WEIGHTS and mark not in TWICE:
                brackets.put(mark)
            yield Split(at, first, mark, odds)


def _possible(plain: str, at: int, first: str) -> bool:
    """Whether the word model may be in favour: the first half ends a word, or the whole is in none."""
    logs = words().logs
    left, right = plain[at - 1 : at], plain[at : at + 2]
    if left + first in logs or plain[at - 2 : at] + first in logs or plain[at - 3 : at] + first in logs:
        return True
    return not (left and left + plain[at] in logs) and not (len(right) == 2 and right in logs)


def _gain(plain: str, at: int, first: str) -> tuple[float, float]:
    """What the word model gains by the split, without a price for the mark; and by joining the first half to a word."""
    model = words()
    start, end = at, at + 1
    while start > at - CONTEXT and _HANZI.match(plain, start - 1) and start:
        start -= 1
    while end <= at + CONTEXT and _HANZI.match(plain, end):
        end += 1
    run = plain[start:end]
    before, behind = model.forward(run), model.backward(run[at - start + 1 :])
    whole = model.ending(run, before, at - start, first)
    apart = before[at - start] + model.logs.get(first, model.unknown)
    return whole + behind[0] - before[-1], whole - apart


def _halved(plain: str, at: int, mark: str) -> bool:
    """Whether one of a mark that is written twice is missing behind the character."""
    behind = plain[at + 1 : at + 8]
    return (len(behind) - len(behind.lstrip(mark))) % 2 == 1


def _exclaimed(plain: str, at: int) -> float:
    """The odds of ``！”`` and its like, of which a full-width digit is left: they stand where a number does not."""
    left, right = plain[at - 1 : at] if at else "", plain[at + 1 : at + 2]
    before = _HANZI.match(left) or left in ("！", "？")
    return 3.0 if before and right not in COUNTED and not right.isdigit() else HOPELESS


def _stop_odds(plain: str, at: int, first: str, mark: str) -> float:
    """The log-odds of a lost 。 or 、."""
    right = plain[at + 1 : at + 2]
    if _MARK.match(right) and (mark == "、" or right not in "\r\n"):
        return HOPELESS
    if mark == "、" and (not right or right in CLOSERS):
        return HOPELESS
    gain, joining = _gain(plain, at, first)
    if gain < HOPELESS:
        return gain
    left, behind = plain[max(0, at - 30) : at], plain[at + 1 : at + 31]
    marks = [match.end() for match in _MARK.finditer(left)]
    since = len(left) - marks[-1] if marks else len(left)
    mark_behind = _MARK.search(behind)
    until = mark_behind.start() if mark_behind else len(behind)
    if mark == "、" and since == 1 and left[-1:] + first not in words().logs:
        return HOPELESS  # a surname: 张孝礼
    listed = left[-_LISTED:].rpartition("、")
    listing = behind[:_LISTED].partition("、")
    facts: dict[str, float] = {
        "always": 1.0,
        "each nat of the word model": gain,
        "each nat in favour": max(gain, 0.0),
        "each nat of joining a word": joining,
        "no hanzi before": not _HANZI.match(left[-1:]),
        "no hanzi follows": not _HANZI.match(right),
        "ends its line": right in ("", "\n", "\r"),
        "a closing bracket follows": right in CLOSERS,
        "less than 2 characters since a mark": since < 2,
        "less than 4 characters since a mark": since < 4,
        "less than 4 characters to a mark": until < 4,
        "more than 12 characters to a mark": until > 12,
        "an enumeration before": bool(listed[1]) and not _END.search(listed[2]),
        "an enumeration behind": bool(listing[1]) and not _END.search(listing[0]),
        "its next member is short": until <= 4 and listing[0] == behind[:until] and bool(listing[1]),
        "a sentence begins": right in BEGIN,
        "a foreign name": plain[at] in SOUNDS and len(behind) > 1 and behind[0] in SOUNDS and behind[1] in SOUNDS,
        "an interjection": first == "啊" and _HANZI.match(left[-1:]) is not None,
    }
    return sum(weight * facts[name] for name, weight in WEIGHTS[mark].items())
