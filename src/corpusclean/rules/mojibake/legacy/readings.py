"""Bytes as text in each of the code pages of Chinese, Japanese and Korean, and which of the readings is natural."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from corpusclean.decoding.tiles import bad_runs
from corpusclean.language import likelihood

__all__ = ["ENCODINGS", "UTF8", "Reading", "mostly_utf8", "readings", "sample"]

#: The code pages and their languages.  cp932, cp949 and cp950 are Shift JIS, EUC-KR and Big5 as Windows has them.
ENCODINGS: Mapping[str, str] = {"gbk": "zh", "cp950": "zh", "cp932": "ja", "euc_jp": "ja", "cp949": "ko"}
#: Sequences of UTF-8, by their bytes.
UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
#: A text is judged by so many characters of its beginning, its middle and its end.
SAMPLE = 400
#: One byte in so many may be no part of a character: a no-break space became a plain one, a control was taken out.
STRAY = 40

_HIGH = re.compile(rb"[\x80-\xff]+")
_ASCII = re.compile("[\x00-\x7f]+")
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
def _tokens(encoding: str) -> re.Pattern[bytes]:
    common, other = _COMMON[encoding]
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


def _common(raw: bytes, encoding: str) -> bool:
    """Whether half of the characters are common ones, as in Traditional text in GBK; only then the model is asked."""
    found = [match.lastindex for match in _tokens(encoding).finditer(raw[:2048])]
    return found.count(1) * 2 >= len(found) > 0


def readings(raw: bytes) -> list[Reading]:
    """The readings of bytes in the code pages in which half of it is common characters, the most natural first.

    One byte in `STRAY` may be none; so may the last, where a title was cut.
    """
    found = []
    for encoding, language in ENCODINGS.items():
        if not _common(raw, encoding):
            continue
        stray: list[tuple[int, int]] = []
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            stray = bad_runs(raw, encoding) or []
            lost = sum(end - start for start, end in stray)
            if lost > len(raw) // STRAY and stray[0][1] != len(raw):
                continue
            text = raw.decode(encoding, "ignore")
        if part := sample(text):
            found.append(Reading(encoding, part, likelihood.logprob(part, language), tuple(stray)))
    return sorted(found, key=lambda reading: -reading.log)
