"""The search for the text that a run was, over all the bytes that its characters may stand for."""

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from corpusclean.language import likelihood
from corpusclean.language.words import words
from corpusclean.rules.mojibake.legacy.half_bytes import options
from corpusclean.rules.mojibake.legacy.readings import ENCODINGS
from corpusclean.rules.steps import Steps

__all__ = ["Piece", "search"]

#: So many ways are gone on with, and none that is so much less likely than the best, in nats.  With thirty ways four
#: rows in a hundred of the benchmark change, as many to the worse as to the better.
BEAM, BEHIND = 10, 30.0
#: What half a character costs, and one of ASCII.
HALF, ASCII = -4.0, -3.5
#: What a character costs that only the extension of a code page has, where nothing else points to it.
RARE = 6.0
#: The standards that the code pages extend.
_BASE = {"gbk": "gb2312", "cp949": "euc_kr", "cp950": "big5", "cp932": "shift_jis", "euc_jp": "euc_jp"}
#: Bytes that the standards hardly use, and what Windows-1252 has for them.
_EXTENDED = re.compile("[\x80-\x9f€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
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
    grown: dict[tuple[int, bytes], tuple[float, int, str] | None]


@cache
def _model(encoding: str) -> _Model:
    language = ENCODINGS[encoding]
    shares = words(language).characters
    pairs: dict[int, tuple[str, float]] = {}
    extended = []
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            char = bytes((lead, trail)).decode(encoding, "ignore")
            if len(char) == 1 and char > "\x7f":
                share = shares.get(char)
                log = math.log(share) if share else max(-16.0, likelihood.logprob(char, language))
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
        elif model.encoding == "cp932" and 0xA1 <= byte <= 0xDF:
            text += chr(0xFF61 + byte - 0xA1)
            score -= 9.0
        elif byte in (0x80, 0xA0, 0xFF):
            return None
        else:
            pending = byte
            score += HALF
    return score, pending, text


def _all_grown(model: _Model, states: list[_State], ways: tuple[bytes, ...]) -> list[_State]:
    grown, known = [], model.grown
    for score, pending, text in states:
        for raw in ways:
            key = pending, raw
            if key in known:
                new = known[key]
            else:
                new = known[key] = _grow(model, pending, raw)
            if new:
                grown.append((score + new[0], new[1], text + new[2]))
    return grown


def _best(states: list[_State]) -> list[_State]:
    states.sort(key=lambda state: -state[0])
    least = states[0][0] - BEHIND
    return [state for state in states[:BEAM] if state[0] > least]


def search(run: str, encoding: str, kind: str, steps: Steps) -> list[Piece] | None:
    """The text a run was, in pieces with their candidates; None where it has none, or the steps do not suffice."""
    model = _model(encoding)
    # the states at a place, and those that are up to three characters on
    at: list[list[_State]] = [[(0.0, 0, "")], *([] for _ in range(WIDEST))]
    pieces: list[Piece] = []
    begin, before = 0, ""
    rare = len(_EXTENDED.findall(run)) * 50 > len(run)
    for place in range(len(run)):
        if at[0]:
            for width in range(1, WIDEST + 1):
                if ways := options(run[place : place + width], kind) if place + width <= len(run) else ():
                    if not steps.take(len(at[0]) * len(ways)):
                        return None
                    at[width] = at[width] + _all_grown(model, at[0], ways)
        at = [*at[1:], []]
        if not any(at):
            return None
        if not at[0]:
            continue
        states = at[0] = _best(at[0])
        last = place + 1 == len(run)
        if last:
            states = [state for state in states if not state[1]]
        if not states or any(at[1:]) or states[0][1]:
            continue
        size = len(states[0][2])
        if last or (len(states) == 1 and size >= CERTAIN) or (size > AGREE and _agree(states)):
            texts = _ranked(model, before, [text for _, pending, text in states if not pending], rare)
            pieces.append(Piece(begin, place + 1, texts))
            before = (before + texts[0])[-8:]
            begin = place + 1
            at = [[(0.0, 0, "")], *([] for _ in range(WIDEST))]
    return pieces if begin == len(run) else None


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
    return [text for _, text in sorted(zip(scores, texts, strict=True), key=lambda item: -item[0])]
