"""Bytes of EUC-JP behind text that was read as Shift JIS, with all that the holes can be, and the likeliest of it.

Shift JIS has characters of one byte and of two, so the pairs of EUC-JP are not kept: a hole is two bytes that may be
the end of one character and the beginning of the next, or an ASCII character that was taken along.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from corpusclean.language import words
from corpusclean.rules.mojibake.crossed.codecs import HOLE
from corpusclean.rules.steps import Steps

__all__ = ["as_shift_jis", "likeliest", "readable"]

_LEADS = (*range(0x81, 0xA0), *range(0xE0, 0xFD))
_KANA = range(0xA1, 0xE0)
#: Bytes of Shift JIS that stand alone, as Windows reads them.
_ALONE = (*_KANA, 0xFD, 0xFE)
#: Lead bytes that follow a lost trail byte: marks, digits and letters, kana, and the first level of kanji.
_NEXT = frozenset((0xA1, 0xA3, 0xA4, 0xA5, *range(0xB0, 0xD0)))
#: ASCII that is taken along by a lost trail byte.
_EATEN = " ().,"
# Tuned on the generated damage of benchmarks/damage, both seeds: a beam of 12 and 15 nats repairs 57 rows of a hundred,
# 24 and 18 repair 60, these 63, in 60, 80 and 100 ms a row; with the bound where two holes meet, in 50.  Rerun it after
# a change of the word model.
_BEAM, _WIDTH = 40, 18.0
#: What characters cost that are in no word.
_OTHER = {"、": -3.0, "。": -3.0, "「": -5.0, "」": -5.0, "・": -5.0, HOLE: -8.0}
_ASCII, _MARK = -3.5, -11.0


@cache
def _jis() -> dict[tuple[int, int], str]:
    """The characters of EUC-JP by their bytes."""
    found = {}
    for lead in (0x8E, *range(0xA1, 0xF5)):
        for trail in range(0xA1, 0xFF):
            char = bytes((lead, trail)).decode("euc_jp", "ignore")
            if len(char) == 1:
                found[lead, trail] = char
    return found


@cache
def _shift_jis() -> dict[bytes, str]:
    """What one or two bytes are read as."""
    found = {bytes((byte,)): bytes((byte,)).decode("cp932") for byte in _ALONE}
    for lead in _LEADS:
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFD)):
            char = (pair := bytes((lead, trail))).decode("cp932", "replace")
            if len(char) == 1 and char != "\N{REPLACEMENT CHARACTER}":
                found[pair] = char
    return found


@cache
def readable() -> dict[str, tuple[bytes, ...]]:
    """The bytes that a character may have been, if they were EUC-JP."""
    found: dict[str, tuple[bytes, ...]] = {}
    for raw, char in _shift_jis().items():
        if (raw[0] >= 0xA1 or raw[0] == 0x8E) and (len(raw) == 1 or raw[1] >= 0xA1 or raw[1] < 0x80):
            found[char] = (*found.get(char, ()), raw)
    return found


def as_shift_jis(text: str) -> str:
    """Do the damage: read the EUC-JP of the text as Shift JIS, with ``?`` for two bytes that are nothing in it."""
    raw = text.encode("euc_jp", "replace")
    table = _shift_jis()
    out = []
    at = 0
    while at < len(raw):
        byte = raw[at]
        if byte < 0x80:
            out.append(chr(byte))
            at += 1
        elif byte in _KANA or (byte in _ALONE and raw[at + 1 : at + 2] and raw[at + 1] not in _LEADS):
            out.append(table[raw[at : at + 1]])
            at += 1
        else:
            out.append(table.get(raw[at : at + 2], HOLE))
            at += 2
    return "".join(out)


class _Lost(NamedTuple):
    """What may follow a character that ended in a hole: ASCII that was taken along, and the next lead bytes."""

    eaten: str
    pending: tuple[int, ...]


@cache
def _lost(pending: int) -> Mapping[str, _Lost]:
    """What the two bytes of a hole may be behind a lead byte, or behind none.

    Of the ASCII that can have been taken along only the most common stands for all: nothing tells them apart.
    """
    jis, table = _jis(), _shift_jis()
    found: dict[str, _Lost] = {}
    for one in range(0xE0, 0xFD):
        lost = [other for other in range(0x20, 0xFF) if other != 0x7F and bytes((one, other)) not in table]
        if not pending:
            found |= {jis[one, other]: _Lost("", ()) for other in lost if (one, other) in jis}
        elif (pending, one) in jis:
            eaten = [char for char in _EATEN if ord(char) in lost]
            found[jis[pending, one]] = _Lost("".join(eaten[:1]), tuple(other for other in lost if other in _NEXT))
    return found


class _State(NamedTuple):
    """One reading so far: lead bytes that wait for a trail, words that have begun, the log, and all characters.

    Readings with the same first two have the same future, so only the likelier is kept.
    """

    pending: tuple[int, ...]
    begun: tuple[str, ...]
    starts: tuple[float, ...]  # the log before each word that has begun
    log: float
    chain: Any


def _put(state: _State, char: str) -> _State:
    """The state behind a further character."""
    model = words("ja")
    _, begun, starts, log, chain = state
    chain = char, chain
    if char < "\x80" or char in _OTHER:
        return _State((), (), (), log + _OTHER.get(char, _ASCII), chain)
    best = log + model.logs.get(char, _MARK if char < "\u3041" else model.unknown)
    kept, before = [], []
    for word, start in zip(begun, starts, strict=True):
        if ways := model.begun(word).get(char):
            longer = word + char
            known = model.logs.get(longer)
            if known is not None and start + known > best:
                best = start + known
            if len(ways) > 1 or ways[0][0]:
                kept.append(longer)
                before.append(start)
    if model.begun(char):
        kept.append(char)
        before.append(log)
    return _State((), tuple(kept), tuple(before), best, chain)


def _byte(beam: list[_State], byte: int) -> Iterator[_State]:
    """The states behind a known byte.

    Of the states to which the same character comes, those in which it goes on with no word have nothing before the
    likeliest; so it is not put there.
    """
    jis, begun = _jis(), words("ja").begun
    seen: set[str] = set()
    for state in beam:
        if state.pending:
            found = [char for lead in state.pending if (char := jis.get((lead, byte)))]
        elif byte < 0x80:
            found = [chr(byte)]
        else:
            found = []
            if byte == 0x8E or 0xA1 <= byte <= 0xF4:
                yield state._replace(pending=(byte,))
        for char in found:
            if char not in seen or any(char in begun(word) for word in state.begun):
                yield _put(state, char)
        seen.update(found)


def _hole(beam: list[_State]) -> Iterator[_State]:
    """The states behind a hole, or a question mark; as above."""
    begun = words("ja").begun
    seen: set[int] = set()
    for state in beam:
        if not state.pending:
            yield _put(state, HOLE)
        going = {char for word in state.begun for char in begun(word)}
        for lead in state.pending or (0,):
            options = _lost(lead)
            for char in sorted(options.keys() & going) if lead in seen else options:
                reached, (eaten, pending) = _put(state, char), options[char]
                if eaten:
                    yield _put(reached, eaten)
                if pending or not lead:
                    yield reached._replace(pending=pending)
            seen.add(lead)


def _reached(beam: list[_State], char: str) -> list[_State]:
    if char == HOLE:
        return [*_hole(beam)]
    reached = []
    for raw in readable().get(char) or (char.encode(),):
        some = beam
        for byte in raw:
            some = [*_byte(some, byte)]
        reached += some
    return reached


def likeliest(part: str, steps: Steps) -> str | None:
    """The likeliest Japanese that was read as this; nothing where none was, ``""`` where the steps are used up."""
    beam = [_State((), (), (), 0.0, None)]
    for char in part:
        reached = _reached(beam, char)
        if not steps.take(len(reached) + 1):
            return ""
        best: dict[tuple[tuple[int, ...], tuple[str, ...]], _State] = {}
        for state in reached:
            same = best.get(state[:2])
            if same is None or same.log < state.log:
                best[state[:2]] = state
        beam = sorted(best.values(), key=lambda state: -state.log)[:_BEAM]
        beam = [state for state in beam if state.log > beam[0].log - _WIDTH]
    chain = next((state.chain for state in beam if not state.pending), None)
    out = []
    while chain:
        char, chain = chain
        out.append(char)
    return "".join(reversed(out)) or None
