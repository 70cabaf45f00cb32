r"""What the lines of a page are by themselves, for the line model: the first cells of `OWN`, and what `AROUND` needs.

All lines at once, as columns.  The classes of characters come from the bytes: one `bytes.translate` gives every code
point its class, and the bytes that go on in a character are deleted on the way.

>>> looks(["Home", "一二三。"], [4, 12])[:, [STEP, SENTENCE, CJK, LATIN]].tolist()
[[0, 0, 0, 4], [2, 1, 4, 0]]
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import compress
from itertools import count as counted

import numpy as np
from numpy.typing import NDArray

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.cells import LOOKED, OFFSETS, STEPS, inner
from corpusclean.rules.chrome.lines import BULLETS, CLOSERS, dated

__all__ = [
    "BULLETED",
    "CJK",
    "COVERED",
    "DATED",
    "INDENT",
    "LATIN",
    "PROSY",
    "SENTENCE",
    "SIZE",
    "SOLID",
    "STEP",
    "WEIGHT",
    "WORDS",
    "Ints",
    "append",
    "looks",
]

Ints = NDArray[np.int64]
Numbers = Ints | NDArray[np.float64]

#: The columns behind the cells: steps of length, whether a date stands in a short line, how it begins and ends, its
#: letters, how many words of chrome stand in it and cover so many code points; ``SOLID`` lines are rows of a table and
#: titles of works.
STEP, SIZE, DATED, BULLETED, SENTENCE, CJK, LATIN, WORDS, COVERED, SOLID = range(LOOKED, LOOKED + 10)
#: What the sheet adds: the weight of a line, whether it is prose, its indent.
WEIGHT, PROSY, INDENT = range(LOOKED + 10, LOOKED + 13)
#: The classes of characters: Latin letters, others, hanzi, kana, digits, blanks and marks.
_OTHER, _SMALL, _CAPITAL, _LETTER, _HANZI, _KANA, _DIGIT, _BLANK, _BAR, _SYMBOL, _WIDE = range(11)
_CLASSES = 16


def _table() -> bytes:
    """The class of a character by its first byte."""
    found = bytearray(256)
    for first, last, name in (("0", "9", _DIGIT), ("A", "Z", _CAPITAL), ("a", "z", _SMALL)):
        found[ord(first) : ord(last) + 1] = bytes([name]) * (ord(last) - ord(first) + 1)
    for chars, name in ((" \t\r\n\v\f", _BLANK), ("|/>", _BAR), ("{}=<;\\$#@&*+^_~`", _SYMBOL)):
        for char in chars:
            found[ord(char)] = name
    found[0xC3:0xE2] = bytes([_LETTER]) * (0xE2 - 0xC3)  # Latin, Greek, Cyrillic, Arabic, Thai
    found[0xE3] = _KANA  # and the punctuation of Chinese
    found[0xE4:0xEF] = bytes([_HANZI]) * (0xEF - 0xE4)  # and hangul
    found[0xEF] = _WIDE  # full width
    return bytes(found)


_TABLE, _LATER = _table(), bytes(range(0x80, 0xC0))
_ENDS = {
    char: kind
    for kind, chars in enumerate((".。．।", "!?！？", "…", ":：", ",，、;；—-–", ")）]】」』》>”\"'’"), 1)
    for char in chars
}
_CLOSED, _ENDS_IN_DIGIT = 6, 7
_QUOTES = frozenset("'\"“「『‘《【[(（#")
_WORK = lazy(r"[\W\d]{0,8}[^\W\d]{0,12}[:：]?《[^》]{1,60}》[^。]{0,24}")
_BULLETED = frozenset(bullet[0] for bullet in BULLETS)
_RULES = frozenset("|+│├└┌")
#: How a line begins, by the class of its first character.
_STARTS = np.full(_CLASSES, 8)
_STARTS[[_DIGIT, _CAPITAL, _SMALL, _HANZI, _KANA, _LETTER]] = 2, 3, 4, 5, 5, 7
_LENGTHS, _SIZES = np.array(STEPS), np.array((40, 120))
_DIGITS, _CAPITALS, _SYMBOLS = np.array((0.1, 0.25, 0.5)), np.array((0.2, 0.5, 0.8)), np.array((0.04, 0.12))
_HEAVY, _COVERED = np.array((24, 72, 200)), np.array((100, 300, 700))
_FIRST = np.array(OFFSETS[:LOOKED])


def looks(texts: Sequence[str], weights: Sequence[int]) -> Ints:
    """A row for each line, whose weight is given: the cells with their offsets, then the columns above.

    The lines of the last page are remembered, since what one rule leaves is read again by the next.
    """
    global _last  # noqa: PLW0603
    rows, numbers = _last
    fresh = {text: weight for text, weight in zip(texts, weights, strict=True) if text not in numbers}
    if fresh:
        new = _looks(list(fresh), list(fresh.values()))
        old = list({*texts} - {*fresh})
        rows = np.concatenate([rows[[numbers[text] for text in old]], new]) if old else new
        numbers = {text: n for n, text in enumerate((*old, *fresh))}
        _last = rows, numbers
    found: Ints = rows[np.fromiter(map(numbers.__getitem__, texts), np.int64, len(texts))]
    return found


def append(rows: Ints, columns: Iterable[Iterable[int]]) -> Ints:
    """These rows as columns, with more of them."""
    more = [np.fromiter(column, np.int64, len(rows)) for column in columns]
    return np.vstack([rows.T, *more])


_last: tuple[Ints, dict[str, int]] = np.zeros((0, LOOKED + 10), dtype=np.int64), {}


def _looks(texts: Sequence[str], weights: Sequence[int]) -> Ints:
    """The rows of these lines."""
    count = len(texts)
    page = "\n".join((*texts, ""))
    sizes = np.fromiter(map(len, texts), np.int64, count)
    line = np.repeat(np.arange(count), sizes + 1)  # of each code point
    starts = np.cumsum(sizes + 1) - sizes - 1
    points = np.frombuffer(page.encode("utf-32-le", "surrogatepass"), np.uint32)
    shape = np.frombuffer(page.encode("utf-8", "surrogatepass").translate(_TABLE, _LATER), np.uint8)
    classes = np.bincount(line * _CLASSES + shape, minlength=count * _CLASSES).reshape(count, _CLASSES).T

    def times(there: NDArray[np.bool_]) -> Ints:
        """How often something stands in each line."""
        return np.bincount(line[np.flatnonzero(there)], minlength=count)

    blank = points[1:] == 32
    stops = times(((points[:-1] == 46) | (points[:-1] == 63)) & blank) + times((points == 0x3002) | (points == 0xFF01))
    commas = times((points[:-1] == 44) & blank) + times((points == 0xFF0C) | (points == 0x3001))
    # A line feed stands before the first letter of each line but the first.
    capital = shape == _CAPITAL
    headed = times(np.concatenate([capital[:1], capital[1:] & (shape[:-1] == _BLANK)]))
    letters, weight = np.maximum(sizes, 1), np.asarray(weights, dtype=np.int64)
    digits, latin = classes[_DIGIT], classes[_SMALL] + classes[_CAPITAL] + classes[_LETTER]
    cjk = classes[_HANZI] + classes[_KANA]
    step, size = _LENGTHS.searchsorted(weight, side="right"), _SIZES.searchsorted(weight)
    when = np.zeros(count, dtype=np.int64)
    short = np.flatnonzero((digits > 0) & (weight <= 150)).tolist()
    when[[i for i in short if dated(texts[i])]] = 1
    share = headed / classes[_BLANK]  # the line feed is one more blank
    capitals = np.where(latin * 2 >= sizes, _CAPITALS.searchsorted(share, side="right") + 1, 0)
    firsts = [text[:1] for text in texts]
    end = np.fromiter(map(_end, texts, [text[-1:] for text in texts]), np.int64, count)
    bulleted = np.zeros(count, dtype=np.int64)
    bulleted[[i for i in _those(firsts, _BULLETED) if texts[i].startswith(BULLETS)]] = 1
    quoted = np.fromiter(map(_QUOTES.__contains__, firsts), bool, count)
    start = np.where(bulleted, 1, np.where(quoted, 6, _STARTS[shape[starts]]))
    address = np.zeros(count, dtype=np.int64)
    address[line[[at for word in ("http", "www.", "@") for at in _places(page, word)]]] = 1
    words = inner().find_matches_as_indexes(page)
    spans = np.array(words, dtype=np.int64).reshape(len(words), 3)
    inside = line[spans[:, 1]]
    covered = np.bincount(inside, spans[:, 2] - spans[:, 1], minlength=count).astype(np.int64)
    known = np.bincount(inside, minlength=count)
    found = (
        step * 8 + end,
        start * 4 + np.minimum(3, step // 3),
        np.minimum(3, stops) * 4 + np.minimum(3, commas),
        (_share(digits / letters, _DIGITS) * 2 + when) * 2 + (weight <= 60),
        capitals * 3 + size,
        np.minimum(3, classes[_BAR]) * 3 + size,
        np.minimum(3, _share(classes[_SYMBOL] / letters, _SYMBOLS)) * 3 + size,
        address * 3 + size,
        (cjk * 3 > sizes) * 13 + step,
        np.minimum(3, known) * 4 + _HEAVY.searchsorted(weight),
        _share(1000 * covered // letters, _COVERED, covered) * 2 + (weight > 72),
    )
    solid = np.fromiter(map(_RULES.__contains__, firsts), np.int64, count)
    solid[line[list(_places(page, "\t"))]] = 1
    if "《" in page:
        solid[[i for i, text in enumerate(texts) if "《" in text and _WORK.fullmatch(text)]] = 1
    sentence = (end == 1) | (end == 2)
    rest = (step, size, when, bulleted, sentence, cjk, latin, known, covered, solid)
    rows: Ints = np.stack((*found, *rest), axis=1)
    rows[:, :LOOKED] += _FIRST
    return rows


def _those(chars: Sequence[str], there: Container[str]) -> Iterator[int]:
    return compress(counted(), map(there.__contains__, chars))


def _end(text: str, last: str) -> int:
    """The kind of the last character."""
    end = _ENDS.get(last, 0)
    if end == _CLOSED:
        end = _ENDS.get(text.rstrip(CLOSERS)[-1:], _CLOSED)
        return end if end < 4 else _CLOSED
    return _ENDS_IN_DIGIT if not end and last.isdigit() else end


def _places(page: str, word: str) -> Iterator[int]:
    """Where a word stands."""
    at = page.find(word)
    while at >= 0:
        yield at
        at = page.find(word, at + 1)


def _share(share: Numbers, steps: Numbers, part: Numbers | None = None) -> Ints:
    """0 for nothing, else 1 and one more for each step passed."""
    found: Ints = np.where((share if part is None else part) == 0, 0, steps.searchsorted(share, side="right") + 1)
    return found
