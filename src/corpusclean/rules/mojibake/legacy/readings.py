"""Bytes as text in each of the code pages of Chinese, Japanese and Korean, and which of the readings is natural."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from corpusclean.decoding.tiles import bad_runs
from corpusclean.language import likelihood
from corpusclean.patterns import lazy

__all__ = [
    "ENCODINGS",
    "ENOUGH",
    "NATURAL",
    "UTF8",
    "Reading",
    "confirmed",
    "mostly_utf8",
    "readings",
    "sample",
    "tokens",
]

#: The code pages and their languages.  cp932, cp949 and cp950 are Shift JIS, EUC-KR and Big5 as Windows has them.
ENCODINGS: Mapping[str, str] = {"gbk": "zh", "cp950": "zh", "cp932": "ja", "euc_jp": "ja", "cp949": "ko"}
#: Sequences of UTF-8, by their bytes.
UTF8 = lazy(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
#: A text is judged by so many characters of its beginning, its middle and its end.
SAMPLE = 400
#: Bytes are judged by so many of their beginning, their middle and their end; readings that are far behind after the
#: first ones are given up, and one that is natural is all that is asked for where the code page is known.
WINDOW, FIRST = 80, 40
#: How far behind, in nats, and for each character: twice what tells the best reading from the second.
BEHIND, EACH = 6.0, 1.0
#: How natural a reading must be, in nats a character.  On the benchmark true readings have -7.2 and more (Korean, the
#: longest words of which are cut), while 4.6 million characters of pages in Western languages reach -10.0 with four
#: characters (soft hyphens in German are Big5) and -8.3 with three.  Rerun benchmarks/damage.
NATURAL = {"zh": -7.2, "ja": -6.0, "ko": -7.5}
#: So many characters in one code page make it the usual one of a text.
ENOUGH = 8
#: One byte in so many may be no part of a character: a no-break space became a plain one, a control was taken out.
STRAY = 40

_HIGH = lazy(rb"[\x80-\xff]+")
# No character of two bytes ends in one of these.
_BLANK = lazy(rb"[\t\n\r -/]")
_ASCII = lazy("[\x00-\x7f]+")
#: Bytes as the common characters of each code page, and as its others; all else is no character of it.
_COMMON = {
    "gbk": (rb"[\xa1\xa3\xb0-\xd7][\xa1-\xfe]", rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]"),
    "cp950": (rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]", rb"[\xc7-\xf9][\x40-\x7e\xa1-\xfe]"),
    "cp932": (
        rb"\x82[\x9f-\xf1]|\x83[\x40-\x7e\x80-\x96]|\x81[\x40-\x7e\x80-\xac]|[\x88-\x97][\x40-\x7e\x80-\xfc]",
        rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]",
    ),
    "euc_jp": (rb"[\xa1\xa3-\xa5\xb0-\xcf][\xa1-\xfe]", rb"[\xa1-\xfe][\xa1-\xfe]|\x8e[\xa1-\xdf]"),
    "cp949": (rb"[\xa1\xa3\xb0-\xc8][\xa1-\xfe]", rb"[\x81-\xfe][\x41-\x5a\x61-\x7a\x81-\xfe]"),
}


@cache
def tokens(common: bytes, other: bytes) -> re.Pattern[bytes]:
    """Bytes as common characters (group 1), others (2) and strays (3)."""
    return re.compile(rb"(" + common + rb")|(" + other + rb")|([\x80-\xff])")


class Reading(NamedTuple):
    """Bytes in a code page: the encoding, what is judged of the text, its log-probability, and the stray bytes.

    ``stray`` are spans of bytes that are no characters of the code page.
    """

    encoding: str
    judged: str
    log: float
    stray: tuple[tuple[int, int], ...] = ()

    @property
    def language(self) -> str:
        """The language of the code page."""
        return ENCODINGS[self.encoding]

    @property
    def natural(self) -> float:
        """The log-probability of a character."""
        return self.log / len(self.judged)

    def pieces(self, raw: bytes) -> Iterator[tuple[int, int, str]]:
        """Spans of the bytes between the stray ones, and their text."""
        done = 0
        for start, end in (*self.stray, (len(raw), len(raw))):
            if done < start:
                yield done, start, raw[done:start].decode(self.encoding)
            done = end


def mostly_utf8(raw: bytes) -> bool:
    """Whether three quarters of the bytes beyond ASCII make sequences of UTF-8; GBK and Big5 reach half by chance."""
    raw = raw[:8192]
    high = sum(map(len, _HIGH.findall(raw)))
    return sum(map(len, UTF8.findall(raw))) * 4 > high * 3


def sample(text: str) -> str:
    """What of a text beyond ASCII is judged: beginning, middle and end."""
    beyond = _ASCII.sub("", text)
    if len(beyond) <= 3 * SAMPLE:
        return beyond
    middle = len(beyond) // 2
    return beyond[:SAMPLE] + beyond[middle : middle + SAMPLE] + beyond[-SAMPLE:]


def _part(raw: bytes) -> bytes:
    """What of bytes is judged: beginning, middle and end, from where no character can have begun before."""
    first = _HIGH.search(raw)
    start = first.start() if first else 0
    parts = [raw[start : start + WINDOW]]
    for at, end in (((start + len(raw)) // 2, len(raw)), (len(raw) - 2 * WINDOW, len(raw))):
        if at > start + 2 * WINDOW and (blank := _BLANK.search(raw, at, min(end, at + WINDOW))):
            parts.append(raw[blank.end() : blank.end() + WINDOW])
    return raw[start : start + 3 * WINDOW] if len(parts) == 1 else b" ".join(parts)


def _common(raw: bytes, encoding: str) -> bool:
    """Whether half of the characters are common ones, as in Traditional text in GBK; only then the model is asked."""
    found = [match.lastindex for match in tokens(*_COMMON[encoding]).finditer(raw[:120])]
    return found.count(1) * 2 >= len(found) > 0


def _beyond(raw: bytes, encoding: str) -> str:
    return _ASCII.sub("", raw.decode(encoding, "ignore"))


def _stray(raw: bytes, encoding: str) -> list[tuple[int, int]] | None:
    """The bytes that are no characters; None if they are too many."""
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        stray = bad_runs(raw, encoding) or []
        lost = sum(end - start for start, end in stray)
        return None if lost > len(raw) // STRAY and stray[0][1] != len(raw) else stray
    return []


def _reading(raw: bytes, part: bytes, encoding: str) -> Reading | None:
    judged = _beyond(part, encoding)
    if not judged or (stray := _stray(raw, encoding)) is None:
        return None
    return Reading(encoding, judged, likelihood.logprob(judged, ENCODINGS[encoding]), tuple(stray))


def readings(raw: bytes) -> list[Reading]:
    """The readings of bytes in the code pages in which half of it is common characters, the most natural first.

    One byte in `STRAY` may be none; so may the last, where a title was cut.
    """
    part = _part(raw)
    encodings = [encoding for encoding in ENCODINGS if _common(part, encoding)]
    if len(encodings) > 1 and len(part) > 2 * FIRST:
        heads = {encoding: _beyond(part[:FIRST], encoding) for encoding in encodings}
        logs = {encoding: likelihood.logprob(head, ENCODINGS[encoding]) for encoding, head in heads.items() if head}
        best = max(logs, key=logs.__getitem__)
        least = logs[best] - BEHIND - EACH * len(heads[best])
        encodings = [encoding for encoding in encodings if logs.get(encoding, -math.inf) > least]
    found = [reading for encoding in encodings if (reading := _reading(raw, part, encoding))]
    return sorted(found, key=lambda reading: -reading.log)


def confirmed(raw: bytes, usual: Iterable[str]) -> list[Reading]:
    """The reading in the usual code page of a text, where the first of the bytes are natural in it."""
    part = _part(raw)[:FIRST]
    found = (_reading(raw, part, encoding) for encoding in usual if _common(part, encoding))
    return [one for one in found if one and len(one.judged) >= ENOUGH and one.natural >= NATURAL[one.language]]
