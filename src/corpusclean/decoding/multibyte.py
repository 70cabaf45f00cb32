"""How natural some bytes look in each of the multi-byte encodings of Chinese, Japanese and Korean.

Nearly any pair of bytes is a character in GB18030, so that bytes decode proves little.  What does: text is written
with the characters that the makers of each standard put into its first level, about four to six thousand of them.
"""

import re
from functools import cache
from typing import NamedTuple

from corpusclean.decoding.tiles import bad_runs

__all__ = ["Fit", "best_fit"]

#: Bytes of the first level of hanzi or syllables, and what else is natural, by encoding.  Where two fit equally well
#: the first is taken: Korean, whose syllables are all hanzi in GB18030, while four in ten hanzi are no syllables; then
#: the more usual one.  Kana are natural in Japanese only: GB18030 has them in the same place as EUC-JP.
LEVELS: dict[str, tuple[str, tuple[int, int], str]] = {
    "cp949": ("euc_kr", (0xB0A1, 0xC8FE), ""),
    "gb18030": ("gb2312", (0xB0A1, 0xD7F9), ""),
    "big5hkscs": ("big5", (0xA440, 0xC67E), ""),
    "cp932": ("euc_jp", (0xB0A1, 0xCFD3), "\u3041-\u30fe"),
    "euc_jp": ("euc_jp", (0xB0A1, 0xCFD3), "\u3041-\u30fe"),
}
#: Of the first so many bytes beyond ASCII, and what stands around them, the encoding is judged.
SAMPLE = 8192

_MARKS = "\u00b7\u00d7\u2013-\u2026\u3000-\u3011\u3014-\u301f\uff01-\uff5e\uffe0-\uffe5"


class Fit(NamedTuple):
    """An encoding, the share of natural ones among characters beyond ASCII, and how many bytes do not decode."""

    encoding: str
    natural: float
    bad: int


@cache
def _natural(encoding: str) -> "re.Pattern[str]":
    codec, (first, last), more = LEVELS[encoding]
    pairs = (number.to_bytes(2, "big") for number in range(first, last + 1))
    level = {char for pair in pairs for char in pair.decode(codec, "ignore") if char > "\x7f"}
    return re.compile(f"[{''.join(sorted(level))}{more}{_MARKS}]")


def best_fit(raw: bytes, most_bad: int) -> Fit | None:
    """The encoding in which the bytes look most natural, with at most so many bad bytes; None where all have more."""
    found = []
    for encoding in LEVELS:
        runs = bad_runs(raw, encoding) or []
        bad = sum(end - start for start, end in runs)
        if bad <= most_bad:
            beyond = re.sub(r"[\x00-\x7f]+", "", raw.decode(encoding, "ignore"))[:SAMPLE]
            natural = len(_natural(encoding).findall(beyond)) / len(beyond) if beyond else 0.0
            found.append(Fit(encoding, natural, bad))
    return max(found, key=lambda fit: (fit.natural, -fit.bad), default=None)
