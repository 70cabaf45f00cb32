"""Lines of a text that decodes without an error, and that were in another encoding or lost a byte all the same.

Nearly every pair of bytes is a character in GB18030 or CP949, so that a line of another encoding goes through, and so
does one whose characters are cut in the wrong places; but what comes out is rare characters.  Two of them close
together are looked for in the whole text, in one pass.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from corpusclean.decoding import characters, readings
from corpusclean.decoding.align import align, damaged_bits
from corpusclean.decoding.lines import SEARCHED, SHARE, SWITCH, damaged_utf8, plausible, tolerant, valid_utf8
from corpusclean.decoding.readings import MULTIBYTE, UTF8, Priced
from corpusclean.decoding.sample import VALID
from corpusclean.decoding.tiles import Span

__all__ = ["Suspects", "patched", "suspects"]

#: Characters from this price on are rare, in quarter bits: two in a hundred are.
RARE = 64
#: So many suspects are priced; a file that has more of them without being in two encodings is just unusual.
TRIED = 40
#: A suspect is priced in a line of at most so many characters around it.
AROUND = 80
#: Whether a suspect reads well is asked of a part of the text that begins so many characters before it.
BEFORE = 12
#: Behind a byte that was lost, at most so many characters are cut anew: they are cut rightly again behind ASCII.
FAR = 2000
#: Where so many rare pairs stand close together it is another encoding or damage rather than a name.
TOGETHER = 4


class Suspects(NamedTuple):
    """The readings in which some lines cost clearly less; whether characters of some are cut in the wrong places.

    ``rare`` is where rare pairs stand in the text.
    """

    others: list[Priced]
    shifted: bool
    rare: list[int]


@cache
def _rare(language: str) -> "re.Pattern[str]":
    """Two rare characters, at most two common ones between them."""
    common = "".join(characters.common(language, RARE))
    rare = f"[^{common}\x00-\u024f\u0370-\u045f\u2000-\u303f\uff01-\uff9f]"
    return re.compile(f"{rare}[^\n]{{0,2}}{rare}")


def suspects(raw: bytes, text: str, reading: Priced) -> Suspects:
    """What speaks against one encoding for bytes that all decode in it, to a text."""
    if reading.encoding not in readings.EVERY:
        places = dict.fromkeys(_line(raw, match.start()) for match in islice(VALID.finditer(raw), TRIED))
        lines = (raw[start:end] for start, end in places)
        return Suspects([], any(_is_utf8(line, reading) for line in lines), [])
    found: dict[str, Priced] = {}
    shifted = False
    rare = [match.start() for match in _rare(reading.language).finditer(text)]
    for start, end in islice(_stretches(_closest(rare), text), TRIED):
        line = text[start:end].encode(reading.encoding, "replace")
        own = characters.cost(text[start:end], reading.language)
        best = readings.prices(line, MULTIBYTE | UTF8)[0]
        if best.encoding == reading.encoding and best.language != reading.language and best.natural:
            continue
        if best.natural and not best.lost and best.bits + SWITCH < own:
            own = damaged_bits(line, reading.encoding, reading.language)
        if best.natural and not best.lost and best.bits + SWITCH < own:
            found.setdefault(best.encoding, best)
        elif not shifted and not readings.reads_well(text[start:end], reading.language):
            shifted = bool(align(line, reading.encoding, reading.language))
    return Suspects(list(found.values()), shifted, rare)


def _is_utf8(line: bytes, reading: Priced) -> bool:
    return (valid_utf8(line, long=False) or damaged_utf8(line, reading)) and plausible(line)


def _closest(places: Sequence[int]) -> Iterable[int]:
    """The places of rare pairs, those that stand closest together first if they are many."""
    if len(places) <= TRIED:
        return places
    gaps = [last - first for first, last in zip(places, places[TOGETHER:], strict=False)]
    return [places[at] for at in sorted(range(len(gaps)), key=gaps.__getitem__)]


def _stretches(places: Iterable[int], text: str) -> Iterator[tuple[int, int]]:
    """The line around each place, or so much of it; each once."""
    asked: set[int] = set()
    for place in places:
        first = max(0, place - AROUND)
        start = text.rfind("\n", first, place) + 1 or first
        if start not in asked:
            asked.add(start)
            end = text.find("\n", place, place + AROUND)
            yield start, end if end >= 0 else place + AROUND


def patched(raw: bytes, start: int, end: int, text: str, reading: Priced, rare: Iterable[int]) -> list[Span]:
    """The spans of ``raw[start:end]``, whose text is given; where characters were cut wrongly they are cut anew."""
    spans: list[Span] = []
    done, at, place = start, start, 0
    budget = SEARCHED + (end - start) // SHARE
    for suspect in rare:
        if suspect < place or budget < 0:
            continue
        near = max(place, suspect - AROUND)
        first = max(near, text.rfind("\n", near, suspect) + 1)
        if readings.reads_well(_around(text, max(first, suspect - BEFORE), suspect), reading.language):
            continue
        at += len(text[place:first].encode(reading.encoding))
        last = text.find("\n", suspect, first + FAR) + 1
        place = last or min(first + FAR, len(text))
        begun, at = at, at + len(text[first:place].encode(reading.encoding))
        budget -= at - begun
        found = tolerant(raw, begun, at, reading.encoding, reading.language)
        if len(found) > 1:
            spans += [Span(done, begun, reading.encoding), *found] if done < begun else found
            done = at
    return [*spans, Span(done, end, reading.encoding)] if done < end else spans


def _around(text: str, start: int, suspect: int) -> str:
    end = start + readings.PART
    last = text.find("\n", suspect, end)
    return text[start : last if last >= 0 else end]


def _line(raw: bytes, at: int) -> tuple[int, int]:
    end = raw.find(b"\n", at)
    return raw.rfind(b"\n", 0, at) + 1, end if end >= 0 else len(raw)
