"""The search for the text that a run was, over all the bytes that its characters may stand for."""

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from corpusclean.language import likelihood, simplified
from corpusclean.language.segmentation import words
from corpusclean.patterns import lazy
from corpusclean.rules.gbk.codec import decoded
from corpusclean.rules.mojibake.legacy.half_bytes import options, several
from corpusclean.rules.mojibake.legacy.readings import ENCODINGS
from corpusclean.rules.steps import Steps

__all__ = ["Piece", "search"]

#: So many ways are gone on with, and none that is so much less likely than the best, in nats.  With thirty ways four
#: rows in a hundred of the benchmark change, as many to the worse as to the better.
BEAM, BEHIND = 10, 30.0
#: ... and so many in Shift JIS, in which nearly every character begins with a byte that became a straight quote.
MORE = 40
#: What a digit or letter of full width costs, as they are seldom alone, and a straight quote in it; in nats.
WIDE, STRAIGHT = -9.0, 4.0
#: What half a character costs, and one of ASCII.
HALF, ASCII = -4.0, -3.5
#: What a character costs that only the extension of a code page has, where nothing else points to it.
RARE = 6.0
#: The standards that the code pages extend.
_BASE = {"gbk": "gb2312", "cp949": "euc_kr", "cp950": "big5", "cp932": "shift_jis", "euc_jp": "euc_jp"}
#: Bytes that the standards hardly use, and what Windows-1252 has for them.
_EXTENDED = lazy("[\x80-\x9f€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# A straight quote, a digit or letter of full width that stands alone, の (``82 CC``) before a mark where は (``82 CD``)
# is as possible.
_SELDOM = lazy("['\"]|(?<![０-ｚ])[０-ｚ](?![０-ｚ])|の(?=[、。])")
#: From so many characters on a single way is taken for certain; several are weighed once their last ones agree.
CERTAIN, AGREE = 8, 3
#: The most characters of a run that together stand for one byte sequence (``1⁄4``).
WIDEST = 3


class Piece(NamedTuple):
    """A span of a run and the texts it may have been, the likeliest first."""

    start: int
    end: int
    texts: list[str]


_State = tuple[float, int, str]


class _Model(NamedTuple):
    """A code page: its pairs with their characters and how likely these are; the characters that are extensions."""

    encoding: str
    pairs: Mapping[int, tuple[str, float]]
    extended: re.Pattern[str]
    grown: dict[tuple[str, int, str], list[tuple[float, int, str]]]


def _alone(char: str, language: str) -> float:
    """What `likelihood.logprob` says of a character: for an ideograph or syllable without its search for words."""
    if "\uac00" <= char <= "\ud7a3" if language == "ko" else "\u4e00" <= char <= "\u9fff":
        model = words(language)
        return model.logs.get(simplified(char) if language == "zh" else char, model.unknown)
    return likelihood.logprob(char, language)


@cache
def _model(encoding: str) -> _Model:
    language = ENCODINGS[encoding]
    shares = words(language).characters
    pairs: dict[int, tuple[str, float]] = {}
    extended = []
    for (lead, trail), char in decoded(encoding, range(0x81, 0xFF), range(0x40, 0xFF)):
        if len(char) == 1 and char > "\x7f":
            share = shares.get(char)
            log = math.log(share) if share else max(-16.0, _alone(char, language))
            if "\uff10" <= char <= "\uff5a":
                log = min(log, WIDE)
            pairs[lead << 8 | trail] = char, log
            if not char.encode(_BASE[encoding], "ignore"):
                extended.append(char)
    return _Model(encoding, pairs, re.compile(f"[\ue000{''.join(map(re.escape, extended))}]"), {})


def _grow(model: _Model, pending: int, raw: bytes) -> _State | None:
    """What bytes add to a state with half a character or none: score, the half that is left, text."""
    score, text = 0.0, ""
    for byte in raw:
        if pending:
            pair = model.pairs.get(pending << 8 | byte)
            if pair is None:
                return None
            text += pair[0]
            score += pair[1] - HALF
            pending = 0
        elif byte < 0x80:
            text += chr(byte)
            score += ASCII
            if model.encoding == "cp932" and byte in b"'\"":
                score -= STRAIGHT
        elif model.encoding == "cp932" and 0xA1 <= byte <= 0xDF:
            text += chr(0xFF61 + byte - 0xA1)
            score -= 9.0
        elif byte in (0x80, 0xA0, 0xFF):
            return None
        else:
            pending = byte
            score += HALF
    return score, pending, text


def _growths(model: _Model, kind: str, pending: int, chars: str) -> list[_State]:
    """What each of the byte sequences that characters may stand for adds to a state; of equal ones the likeliest."""
    found: dict[tuple[int, str], float] = {}
    for raw in options(chars, kind):
        if new := _grow(model, pending, raw):
            score, left, text = new
            found[left, text] = max(score, found.get((left, text), score))
    return [(score, left, text) for (left, text), score in found.items()]


def _all_grown(model: _Model, kind: str, states: list[_State], chars: str) -> list[_State]:
    known = model.grown
    for pending in {pending for _, pending, _ in states}:
        if (kind, pending, chars) not in known:
            known[kind, pending, chars] = _growths(model, kind, pending, chars)
    return [
        (score + more, left, text + new)
        for score, pending, text in states
        for more, left, new in known[kind, pending, chars]
    ]


def _best(states: list[_State], beam: int) -> list[_State]:
    if len(states) < 2:
        return states
    states.sort(reverse=True)
    least = states[0][0] - BEHIND
    return [state for state in states[:beam] if state[0] > least]


def search(run: str, encoding: str, kind: str, steps: Steps) -> list[Piece] | None:
    """The text a run was, in pieces with their candidates; None where it has none, or the steps do not suffice."""
    model = _model(encoding)
    beam = MORE if encoding == "cp932" and kind == "ftfy" else BEAM
    wide = {place: run[place : place + size] for place, size in _wide(run, kind)}
    # the states at a place, and those that are up to three characters on
    at: list[list[_State]] = [[(0.0, 0, "")], *([] for _ in range(WIDEST))]
    pieces: list[Piece] = []
    begin, before = 0, ""
    rare = len(_EXTENDED.findall(run)) * 50 > len(run)
    for place, char in enumerate(run):
        if at[0]:
            if not steps.take(len(at[0]) * len(options(char, kind))):
                return None
            at[1] = at[1] + _all_grown(model, kind, at[0], char)
            if more := wide.get(place):
                at[len(more)] = at[len(more)] + _all_grown(model, kind, at[0], more)
        at = [*at[1:], []]
        if not at[0]:
            if not any(at):
                return None
            continue
        states = at[0] = _best(at[0], beam)
        last = place + 1 == len(run)
        if last:
            states = [state for state in states if not state[1]]
        if not states or states[0][1] or any(at[1:]):
            continue
        size = len(states[0][2])
        if last or (len(states) == 1 and size >= CERTAIN) or (size > AGREE and _agree(states)):
            texts = _ranked(model, before, [text for _, pending, text in states if not pending], rare)
            pieces.append(Piece(begin, place + 1, texts))
            before = (before + texts[0])[-8:]
            begin = place + 1
            at = [[(0.0, 0, "")], *([] for _ in range(WIDEST))]
    return pieces if begin == len(run) else None


def _wide(run: str, kind: str) -> list[tuple[int, int]]:
    """Where two or three characters stand together for one byte sequence, and how many."""
    found = []
    for chars in several(kind):
        if len(chars) > 1:
            at = run.find(chars)
            while at >= 0:
                found.append((at, len(chars)))
                at = run.find(chars, at + 1)
    return found


def _agree(states: list[_State]) -> bool:
    """Whether all states end in the same characters."""
    tail = states[0][2][-AGREE:]
    return all(not pending and text.endswith(tail) for _, pending, text in states)


def _ranked(model: _Model, before: str, texts: list[str], rare: bool) -> list[str]:
    texts = list(dict.fromkeys(texts))
    if len(texts) == 1:
        return texts
    scores = likelihood.choices(before, texts, "", ENCODINGS[model.encoding])
    if not rare:
        scores = [score - RARE * len(model.extended.findall(text)) for score, text in zip(scores, texts, strict=True)]
    if model.encoding == "cp932":
        scores = [score - STRAIGHT * len(_SELDOM.findall(text)) for score, text in zip(scores, texts, strict=True)]
    return [text for _, text in sorted(zip(scores, texts, strict=True), key=lambda item: -item[0])]
