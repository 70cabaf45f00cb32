"""A shifted run whose bytes are all there: it can be read again at once, without a search."""

import re
from collections.abc import Mapping
from functools import cache

from corpusclean.rules.gbk.codec import pairs, single
from corpusclean.rules.gbk.fluency import Fluency, grown
from corpusclean.rules.gbk.halves import candidates
from corpusclean.rules.gbk.marks import MARK, plain_reading
from corpusclean.rules.gbk.moves import Moves
from corpusclean.rules.gbk.ways import Found, Run

__all__ = ["straight"]

#: So many characters behind a run are scored with it.
BEHIND = 6


@cache
def _wide() -> re.Pattern[str]:
    """Characters of two bytes of which neither is ASCII."""
    return re.compile(f"[{''.join(char for char, raw in pairs().raw.items() if raw[1] > 0x80)}]*")


def straight(moves: Moves, before: Fluency, start: int) -> Found | None:
    """The run behind the pinyin at a place, if it goes on to where a character ends with an ASCII byte.

    What is lost of it is only the first byte of a hanzi whose reading is known.  A run that has more pinyin inside, or
    another question mark, needs the search.
    """
    text = moves.text
    mark = MARK.match(text, start)
    raw_of, chars = pairs().raw, pairs().chars
    trail = raw_of.get(text[start - 1 : start], b"")[1:]
    if not mark or not mark["shifted"] or not trail:
        return None
    stop = _wide().match(text, mark.end())
    assert stop
    end = stop.end() + 1
    last = text[end - 1 : end]
    raw = raw_of.get(last) or single(last)
    if not raw or last in "?\n\r" or text.startswith("(", end):
        return None
    inside = b"".join(map(raw_of.__getitem__, stop[0])) + raw
    behind = text[end : end + BEHIND]
    behind = re.split("[?\r\n(]", behind)[0]
    founds = []
    for key, held in candidates(trail[0], plain_reading(mark["shifted"])):
        if held < 0x81 or not moves.fits(key, mark["shifted"]):
            continue
        out = _read(bytes((held,)) + inside, chars)
        if out and not any(char in moves.table for char in out[1:]) and moves.take(len(out) + BEHIND):
            score = grown(before, out + behind).score
            founds.append(
                Found(
                    (Run(start, end, out, 0),), ((key, mark["shifted"]),), score, 0.0, len(out + behind), 0, before.open
                )
            )
    if not founds:
        return None
    found = max(founds, key=lambda found: found.score)
    return found._replace(before=grown(before, text[start : end + len(behind)]).score)


def _read(raw: bytes, chars: Mapping[bytes, str]) -> str:
    """The characters of the bytes, if they are whole ones up to the last, which may be ASCII; else nothing."""
    end = len(raw) - len(raw) % 2
    out = [chars.get(raw[at : at + 2], "") for at in range(0, end, 2)]
    if "" in out:
        return ""
    if end < len(raw):
        out.append("€" if raw[-1] == 0x80 else chr(raw[-1]))
    return "".join(out)
