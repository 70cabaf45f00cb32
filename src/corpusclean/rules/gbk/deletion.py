"""Byte pairs that were deleted from raw GBK bytes, and what that made of the characters around them."""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpusclean.edits import Edit, Patch
from corpusclean.language import simplified, traditional, words
from corpusclean.rules.gbk.codec import pairs
from corpusclean.rules.gbk.detection import MARK, detect
from corpusclean.rules.gbk.pinyin import repairs

__all__ = ["deleted_byte_pairs"]

#: In a text with independent evidence a repair may be this much less likely than the text as it stands, in nats.  On
#: seed 003 the three true ones are the first three of all candidates; the next is two nats below the threshold.
THRESHOLD = -1.0

#: ... provided that one repair in the text is this much more likely than not: pages with inserted pinyin need not have
#: lost pairs.  Without this, benchmarks/gbk finds ten times as many false ones (祝 for 住。, 剩 for 省。).
STRONG = 1.0

#: How often a mark stands between two words of an article, as a log-probability.
STOPS = {"、": -4.0, "。": -3.5}

#: What a stop costs behind a single hanzi that follows another mark: hardly anything is so short.
SINGLE = -3.0

#: How often a bracket or quote stands there whose partner is alone in the line.  Without that evidence none is put in.
PARTNER = -3.0
OPENERS = dict(zip("「『《〈“‘【〖〔", "」』》〉”’】〗〕", strict=True))
CLOSERS = {closer: opener for opener, closer in OPENERS.items()}

#: A run of more hanzi without a mark is no prose, and is left alone.
LONGEST_RUN = 200
#: So is a run that would need more repairs: with so much lost, the word model is no judge.
MOST_REPAIRS = 3

_HANZI = re.compile(r"[一-鿿]+")


def deleted_byte_pairs(text: str) -> Iterator[Edit]:
    """Two characters that became one, because ``A1 A1`` between them was deleted from raw GBK bytes.

    Software that strips the ideographic space (``A1 A1``) from bytes also hits the place where one character ends in
    ``A1`` and a mark of row A1 (``、。「」“”《》``) begins: of ``小`` (D0 A1) and ``、`` (A1 A2) remains D0 A2,
    ``孝``.  So ``更小、更高效`` becomes ``更孝更高效``, and ``留住「`` becomes ``留贅`` once converted.

    Each hanzi has at most one pair it can come from; the word model says how likely the pair is against the hanzi,
    and the edit's note gives the log-odds.  No threshold on these alone is safe (``更孝順`` and ``累贅`` are words).
    So the rule acts only where the text shows, independently, that its bytes were mistreated: where
    `inserted_pinyin` finds its annotations, and at least one repair in it is clear by itself (log-odds of 1 or more;
    then others down to -1 are made).  Without that it does nothing.  A bracket or quote is put in only where
    its partner stands alone in the line.  Lost ``，`` and ``？`` are out of reach: their bytes are in another row.

    It runs before `inserted_pinyin`, whose annotations are the evidence.

    >>> evidence = "在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。"
    >>> print(fix(deleted_byte_pairs, evidence + "讓模型變孝變專業(yè)。"))
    在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。讓模型變小、變專業(yè)。
    >>> print(fix(deleted_byte_pairs, "讓模型變孝變專業(yè)。"))
    讓模型變孝變專業(yè)。
    >>> print(fix(deleted_byte_pairs, evidence + "孝是美德,要更孝順父母。"))
    在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。孝是美德,要更孝順父母。
    """
    damage = detect(text)
    if damage is None:
        return
    patch = Patch.of(text, repairs(text, damage))
    found = _splits(patch.apply(text))
    if max((split.odds for split in found), default=0.0) < STRONG:
        return
    for split, (start, end) in zip(found, patch.origins((one.at, one.at + 1) for one in found), strict=True):
        if end - start != 1:
            continue  # inside a run that was read one byte off
        mark = MARK.match(text, start)
        annotated = mark and damage.table.get(mark["hanzi"] or "") == mark["reading"]
        first = split.first
        if first in damage.table:
            first += f"({damage.table[first]})"  # as everywhere in this text
        # An annotation of the hanzi that never was goes with it.
        stop = mark.end() if mark and annotated else end
        yield Edit(start, stop, first + split.mark, note=f"log-odds {split.odds:.1f}")


class _Split(NamedTuple):
    """A hanzi at ``at`` that stands for two characters."""

    at: int
    first: str
    mark: str
    odds: float


@cache
def _halves(char: str) -> tuple[str, str] | None:
    """The hanzi in ``A1`` and the mark in row A1 that leave this character when ``A1 A1`` between them goes.

    The hanzi that was left is Simplified; the copying site converted it afterwards.
    """
    chars, raw_of = pairs()
    raw = raw_of.get(simplified(char), b"")
    if len(raw) != 2 or raw[0] < 0xB0:
        return None
    first, mark = chars.get(bytes((raw[0], 0xA1)), ""), chars.get(bytes((0xA1, raw[1])), "")
    return (first, mark) if _HANZI.match(first) and (mark in STOPS or mark in OPENERS or mark in CLOSERS) else None


class _Brackets:
    """The brackets and quotes of a text by kind, and the last of each kind that was put in, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.places: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.last: dict[str, tuple[int, str]] = {}
        for match in re.finditer(f"[{''.join(OPENERS)}{''.join(CLOSERS)}]", text):
            self.places[self.kind(match[0])].append((match.start(), match[0]))

    @staticmethod
    def kind(mark: str) -> str:
        """The opening one of the pair."""
        return CLOSERS.get(mark, mark)

    def put(self, at: int, mark: str) -> None:
        """Note a bracket that is put in behind the character at a place."""
        self.last[self.kind(mark)] = (at, mark)

    def alone(self, at: int, mark: str) -> bool:
        """Whether the partner of the bracket stands alone in the line: an end without a beginning, or the reverse."""
        partner = OPENERS.get(mark) or CLOSERS[mark]
        same = self.places[self.kind(mark)]
        index = bisect(same, (at, ""))
        right = same[index] if index < len(same) else None
        left = max(self.last.get(self.kind(mark), (-1, "")), same[index - 1] if index else (-1, ""))
        near, far = (right, left) if mark in OPENERS else (left, right)
        return self._is(near, partner, at) and not self._is(far, mark, at)

    def _is(self, place: tuple[int, str] | None, mark: str, at: int) -> bool:
        """Whether this mark is at the place, in the line of ``at``."""
        if place is None or place[1] != mark:
            return False
        return bisect(self.breaks, place[0]) == bisect(self.breaks, at)


def _splits(text: str) -> list[_Split]:
    """All hanzi that are better read as two characters, in a text without annotations."""
    brackets = _Brackets(text)
    plain = simplified(text)
    done: list[_Split] = []
    for run in _HANZI.finditer(text):
        if len(run[0]) <= LONGEST_RUN and any(map(_halves, run[0])):
            found = _in_run(plain, *run.span(), brackets)
            for split in found:
                brackets.put(split.at, split.mark)
            done += found
    return done


def _in_run(plain: str, start: int, end: int, brackets: _Brackets) -> list[_Split]:
    """The splits of one run of hanzi; none if there are too many.

    The best one first; it parts the run, and either side is judged again by itself.  So the repaired text has none.
    """
    parts = [(start, end, "")]  # the last: a hanzi behind the part that a split has put there
    found: list[_Split] = []
    while parts:
        here, there, tail = parts.pop()
        taken = {brackets.kind(split.mark) for split in found}
        best = _best(plain[here:there] + simplified(tail), here, brackets, taken)
        if best is None:
            continue
        found.append(best)
        if len(found) > MOST_REPAIRS:
            return []
        parts += [(here, best.at, best.first), (best.at + 1, there, tail)]
    return sorted(found)


def _best(run: str, start: int, brackets: _Brackets, taken: set[str]) -> _Split | None:
    """The most likely split of a run of Simplified hanzi that begins at ``start``, if it passes the threshold."""
    model = words()
    before, behind = model.forward(run), model.backward(run)
    best = None
    for index, char in enumerate(run):
        halves = _halves(char)
        if halves is None:
            continue
        first, mark = halves
        cost = STOPS.get(mark, PARTNER) + (SINGLE if index == 0 and mark in STOPS else 0.0)
        odds = model.ending(run, before, index, first) + cost + behind[index + 1] - before[-1]
        if odds <= (best.odds if best else THRESHOLD):
            continue
        at = start + index
        if mark in STOPS:
            fits = _may_stop(brackets.text, at, mark)
        else:
            fits = brackets.kind(mark) not in taken and brackets.alone(at, mark)
        if fits:
            best = _Split(at, traditional(first), mark, odds)
    return best


def _may_stop(text: str, at: int, mark: str) -> bool:
    """Whether a stop may stand behind the character: what follows begins something."""
    behind = text[at + 1 : at + 2]
    return behind.isalnum() or behind in OPENERS or (mark == "。" and (behind in CLOSERS or behind in "\r\n"))
