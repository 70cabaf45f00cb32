r"""Shingles: what a text is made of, as a set that two texts can share, blind to script, width, case and spacing.

A *unit* is a word, or one character of a script that writes no spaces between words (Han, kana, Thai, Lao, Khmer,
Burmese and some smaller ones).  A *shingle* is five units in a row: five characters of Chinese, five words of English,
and where a text has both, five of what stands there, so that a name inside a Chinese sentence is one unit, and a
number too.  Units come from the folded text (`folding.folded`), in which Traditional and Simplified, wide and narrow,
capital and small are one and nothing but letters and digits is left; what was left out between two of them parts words.

A shingle is a hash of 64 bits: each code point times a constant for its place in its word and for the place of the word
(multilinear hashing), summed, then mixed.  Frozen like `minhash`, of whose ``SCHEME`` it is a part.

>>> len(shingles("一二三四五六")), len(shingles("one two three four five six"))
(2, 2)
>>> (shingles("這裡的網路很慢, OK") == shingles("这里的网路很慢，ｏｋ")).all()
np.True_

A set is compared as a `Sample`: the upper half of each hash, and of huge sets only those that are small.  Sets that
were thinned differently are compared where both are whole: below a half, a quarter, ... of all hashes.

>>> one, other = sample(shingles("一二三四五六七八九十")), sample(shingles("一二三四五六七八九拾"))
>>> overlap(one, other)
(5, 7)
"""

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from corpusclean.rules.duplicates.minhash import mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MOST", "UNITS", "Sample", "overlap", "sample", "shingles"]

#: Units in a shingle.  Tuned on 571 Chinese, 926 Japanese and 1,107 English manual pages, many of one template: with 3
#: half as many pairs again reach .6 (205 against 140), with 4 a fifth, with 7 a third less; but a changed word costs
#: as many shingles as it is in, and with 5 eleven may change in 500.  Rerun ``benchmarks/corpus/near.py --units``.
UNITS = 5
#: So many shingles are compared; of more than these a half, a quarter, ... is taken.
MOST = 200_000

#: Longer words are cut: a run of letters without an end is no word.
_WORD = 64
#: So many characters are folded at a time, which bounds the memory that a huge text takes.  A word across the border
#: is cut in two: five shingles in a million.
_BLOCK = 1 << 20
#: Seeds of the constants; any will do, as long as they stay.
_PLACES, _WORDS = 0x706C6163, 0x776F7264
_BLANK = 0x20

#: Scripts that write no space between words: first and last code point.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19FF),  # Tai Le, New Tai Lue, Khmer symbols
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x1B00, 0x1B7F),  # Balinese
    (0x3005, 0x3007),  # iteration mark, closing mark, zero
    (0x3040, 0x312F),  # kana, bopomofo
    (0x31A0, 0x31BF),  # bopomofo
    (0x31F0, 0x31FF),  # kana
    (0x3400, 0x9FFF),  # Han
    (0xA000, 0xA4CF),  # Yi
    (0xA980, 0xA9FF),  # Javanese, Burmese
    (0xAA60, 0xAA7F),  # Burmese
    (0xF900, 0xFAFF),  # Han
    (0xFF66, 0xFF9F),  # narrow kana
    (0x1AFF0, 0x1B16F),  # kana
    (0x20000, 0x3FFFF),  # Han
)


@cache
def _unspaced() -> "NDArray[Any]":
    """For each code point, whether it is a unit of its own."""
    import numpy as np

    table = np.zeros(0x110000, dtype=bool)
    for first, last in _UNSPACED:
        table[first : last + 1] = True
    return table


@cache
def _constants(seed: int, count: int) -> "NDArray[Any]":
    """Odd 64-bit constants."""
    import numpy as np

    found: NDArray[Any] = mixed(np.arange(count, dtype=np.uint64), seed) | np.uint64(1)
    return found


def _units(text: str) -> "NDArray[Any]":
    """The hash of each unit of a text, in order."""
    import numpy as np

    from corpusclean.rules.duplicates.folding import folded_with_places

    points, places = folded_with_places(text)
    if (blank := points == _BLANK).any():  # stands between two numbers
        points, places = points[~blank], places[~blank]
    if not len(points):
        return np.empty(0, dtype=np.uint64)
    alone = _unspaced()[points]
    words = points.astype(np.uint64)
    if alone.all():
        words *= _constants(_PLACES, _WORD)[0]
        return words
    starts = np.empty(len(points), dtype=bool)
    starts[0] = True
    starts[1:] = alone[1:] | alone[:-1] | (np.diff(places) > 1)
    first = np.flatnonzero(starts)
    offsets = np.arange(len(points)) - np.repeat(first, np.diff(np.append(first, len(points))))
    offsets %= _WORD
    words *= _constants(_PLACES, _WORD)[offsets]
    found: NDArray[Any] = np.add.reduceat(words, np.flatnonzero(offsets == 0))
    return found


def shingles(text: str, units: int = UNITS) -> "NDArray[Any]":
    """The shingles of a text: 64-bit hashes, sorted, each once; none where the text has fewer units than a shingle."""
    import numpy as np

    blocks = [_units(text[start : start + _BLOCK]) for start in range(0, len(text) or 1, _BLOCK)]
    found = np.concatenate(blocks)
    count = len(found) - units + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    factors = _constants(_WORDS, units)
    total = found[:count] * factors[0]
    for place in range(1, units):
        total += found[place : place + count] * factors[place]
    return _once(mixed(total))


def _once(words: "NDArray[Any]") -> "NDArray[Any]":
    """The distinct ones, sorted."""
    import numpy as np

    words.sort()
    keep = np.empty(len(words), dtype=bool)
    keep[:1] = True
    np.not_equal(words[1:], words[:-1], out=keep[1:])
    found: NDArray[Any] = words[keep]
    return found


class Sample(NamedTuple):
    """A set of shingles to compare: the upper 32 bits, sorted, each once, of hashes below 2**(64 - ``level``)."""

    level: int
    words: "NDArray[Any]"


def sample(hashes: "NDArray[Any]") -> Sample:
    """The sample of sorted hashes: all of them up to `MOST`, else the largest that fits.

    32 bits tell a million times a million pairs apart but for a few hundred: two unlike sets of 200,000 seem to share
    about ten, which is less than 1 in 10,000.
    """
    import numpy as np

    level, count = 0, len(hashes)
    while count > MOST:
        level += 1
        count = int(np.searchsorted(hashes, np.uint64(1 << 64 - level)))
    return Sample(level, _once((hashes[:count] >> np.uint64(32)).astype(np.uint32)))


def overlap(one: Sample, other: Sample) -> tuple[int, int]:
    """How many shingles two samples share, and how many they hold together: Jaccard's similarity as a fraction."""
    import numpy as np

    level = max(one.level, other.level)
    words = [item.words if item.level == level else _below(item.words, level) for item in (one, other)]
    both = np.sort(np.concatenate(words))
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    return shared, len(both) - shared


def _below(words: "NDArray[Any]", level: int) -> "NDArray[Any]":
    import numpy as np

    return words[: int(np.searchsorted(words, np.uint32(1 << 32 - level)))]
