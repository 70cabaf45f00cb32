"""Text about mojibake is not damage: which repairs are left alone."""

import re
from collections.abc import Sequence

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.debris import CLOSING, QUOTES
from corpusclean.rules.mojibake.lines import around, line_around

__all__ = ["ENCODINGS", "damaged_throughout", "spared"]

#: What a line says that speaks of encodings.
ENCODINGS = lazy(
    "[乱亂][码碼]|[编編][码碼]|字符集|字元集|文字化け|文字コード|"
    "GBK|UTF|Unicode|mojibake|encoding|charset|character set|Latin-?1|ISO-?8859|Windows-?125|cp-?125",
    re.IGNORECASE,
)
_TICK, _TICKED = lazy("`[^`\\s]*\\Z"), lazy("[^`\\s]{0,80}`")
_BEYOND = lazy("[^\x00-\x7f]+")
_IDEOGRAPHIC = lazy("[\u3041-\u30fe\u3400-\u9fff\uac00-\ud7a3]+")
#: From so many characters of Chinese, Japanese or Korean on, a line that is damaged throughout is no example.
EXAMPLE = 12


def _length(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def damaged_throughout(text: str, edits: Sequence[Edit]) -> bool:
    """Whether the edits of a line make enough Chinese, Japanese or Korean, and leave nothing beyond ASCII around it.

    Who writes about mojibake quotes a few words of it, and writes in a language.
    """
    if sum(_length(_IDEOGRAPHIC, edit.replacement) for edit in edits) < EXAMPLE:
        return False
    start, end = line_around(text, edits[0].start, max(0, edits[0].start - 5000))
    damaged = sum(_length(_BEYOND, text[edit.start : edit.end]) for edit in edits)
    whole = _length(_BEYOND, text[start:end])
    return damaged * 10 >= whole * 9 and damaged * 2 >= end - start


def spared(text: str, edits: list[Edit]) -> list[Edit]:
    """Those edits of a line that are no examples.

    Examples stand in a line that speaks of encodings, or all of them are single characters in quotation marks or words
    in code ticks.
    """
    if not edits:
        return edits
    left = [edit for edit in edits if not ENCODINGS.search(around(text, edit.start, edit.end))]
    if all(_quoted(text, edit) for edit in left):
        left = []
    return left if len(left) == len(edits) or not damaged_throughout(text, edits) else edits


def _quoted(text: str, edit: Edit) -> bool:
    """Whether an edit makes one character of all that stands between quotation marks, or is in a word in code ticks."""
    start, end = edit[:2]
    if len(edit.replacement) == 1 and start and text[start - 1] in QUOTES and text[end : end + 1] in CLOSING:
        return True
    return bool(_TICK.search(text[max(0, start - 80) : start]) and _TICKED.match(text, end))
