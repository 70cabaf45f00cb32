"""Whether lines of a text that decodes without an error were in another encoding all the same.

Nearly every pair of bytes is a character in GB18030 or CP949, so that a line of another encoding goes through; but what
comes out is rare characters.  Two of them close together are looked for in the whole text, in one pass.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TypeVar

from corpusclean.decoding import characters, readings
from corpusclean.decoding.align import align
from corpusclean.decoding.lines import SWITCH, plausible, valid_utf8
from corpusclean.decoding.readings import MULTIBYTE, UTF8, Priced
from corpusclean.decoding.sample import VALID

__all__ = ["suspicious"]

Match = TypeVar("Match", "re.Match[str]", "re.Match[bytes]")
#: Characters from this price on are rare, in quarter bits: two in a hundred are.
RARE = 64
#: So many suspects are priced; a file that has more of them without being in two encodings is just unusual.
TRIED = 40
#: A suspect is priced in a line of at most so many characters around it.
AROUND = 80


@cache
def _rare(language: str) -> "re.Pattern[str]":
    """Two rare characters, at most two common ones between them."""
    common = "".join(characters.common(language, RARE))
    rare = f"[^{common}\x00-\u024f\u0370-\u045f\u2000-\u303f\uff01-\uff9f]"
    return re.compile(f"{rare}[^\n]{{0,2}}{rare}")


def suspicious(raw: bytes, text: str, reading: Priced) -> bool:
    """Whether some line of a text costs clearly less in another encoding, or with its characters cut elsewhere."""
    if reading.encoding not in readings.EVERY:
        some = (raw[_line(raw, match.start())] for match in _some(VALID.finditer(raw)))
        return any(valid_utf8(line, long=False) and plausible(line) for line in some)
    asked: set[int] = set()
    for match in _some(_rare(reading.language).finditer(text)):
        start = text.rfind("\n", max(0, match.start() - AROUND), match.start()) + 1 or max(0, match.start() - AROUND)
        if start in asked:
            continue
        asked.add(start)
        end = text.find("\n", match.end(), match.end() + AROUND)
        line = text[start : end if end >= 0 else match.end() + AROUND].encode(reading.encoding, "replace")
        own = readings.price(line, reading.encoding, ((reading.language, 0),))
        best = readings.prices(line, MULTIBYTE | UTF8)[0]
        if best.natural and not best.lost and best.bits + SWITCH < own.bits:
            return True
        if not own.natural and align(line, reading.encoding, reading.language):
            return True
    return False


def _some(matches: Iterator[Match]) -> Iterator[Match]:
    return islice(matches, TRIED)


def _line(raw: bytes, at: int) -> slice:
    end = raw.find(b"\n", at)
    return slice(raw.rfind(b"\n", 0, at) + 1, end if end >= 0 else len(raw))
