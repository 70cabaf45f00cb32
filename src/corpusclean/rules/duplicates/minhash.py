r"""Sketches of sets, equal in as many places as the sets are alike; and the bands they are looked up by.

The similarity of two sets is Jaccard's: what they share over what they hold together.  A sketch has a fixed number of
bins, and each bin of two sketches is equal with a chance of just that similarity.  Bins are tied together in bands;
two sets that agree in a whole band are candidates, to be compared in full.

The method is fast similarity sketching (Dahlgaard, Knudsen and Thorup, 2017, arXiv:1704.04370).  All hashes are
thrown into the bins, and a bin keeps the smallest; bins that are still empty are filled by throwing all hashes again,
mixed anew; after as many throws as there are bins, each bin that is left takes the smallest of all.  Which throw
fills a bin depends on the two sets together, so that short texts are estimated as well as long ones.  The first throw
takes the leading bits of the hashes themselves: where they are sorted, it is one lookup a bin.

The scheme is frozen: integers of 64 bits and blake2b only, the same on every machine and with every version of
numpy.  `SCHEME` and the scheme of the folding are part of each key, and tests pin sketches and keys; a change is a
new scheme.

>>> import numpy as np
>>> one = np.unique(mixed(np.arange(0, 900, dtype=np.uint64)))
>>> other = np.unique(mixed(np.arange(100, 1000, dtype=np.uint64)))
>>> shared = set(keys(one)) & set(keys(other))  # 800 of 1,000
>>> 0 < len(shared) < len(keys(one))
True
>>> float(np.mean(sketch(one, 1000) == sketch(other, 1000)))
0.805
"""

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from corpusclean.errors import ConfigError
from corpusclean.rules.duplicates import folding

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SCHEME", "Bands", "bands", "keys", "mixed", "sketch"]

#: Part of every key.  Another way to shingle, hash, sketch or band is another number.
SCHEME = 1

#: The increment of SplitMix64 (Steele, Lea and Flood, 2014): 2**64 over the golden ratio, odd.
_STEP = 0x9E3779B97F4A7C15
#: Shifts and multipliers of its finaliser, which are Stafford's "Mix13".
_MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_LAST = 31
_WORD = (1 << 64) - 1


class Bands(NamedTuple):
    """How a sketch is cut: so many bands of so many rows (bins)."""

    number: int
    rows: int

    def chance(self, similarity: float) -> float:
        """How likely two sets of this similarity agree in a whole band."""
        return 1 - (1 - similarity**self.rows) ** self.number


#: By the least similarity that is looked for, from the top.  The chance to find a pair is above .99 there, and grows
#: with the similarity; at .8 it is .9915.  More rows mean fewer pairs that are compared in vain: with 12 bands of 5
#: rows .32 of those at .5, .03 at .3, none in 200 at .2; with 20 of 6, .27, .01 and 1 in 800, for 8 keys a document
#: more.  Unrelated texts lie below .02, so a key saved on every document is worth more.
_BANDS = ((0.9, Bands(10, 9)), (0.8, Bands(12, 5)), (0.7, Bands(18, 4)), (0.6, Bands(20, 3)), (0.5, Bands(18, 2)))


def bands(similarity: float) -> Bands:
    """The bands for pairs of at least this similarity.  Raises `ConfigError` below 0.5 and above 1.

    >>> bands(0.8)
    Bands(number=12, rows=5)
    """
    if not isinstance(similarity, int | float) or not _BANDS[-1][0] <= similarity <= 1:
        raise ConfigError(f"similarity = {similarity!r} is not between {_BANDS[-1][0]} and 1; 0.8 is usual")
    return next(cut for least, cut in _BANDS if similarity >= least)


def mixed(words: "NDArray[Any]", throw: int = 0) -> "NDArray[Any]":
    """Unsigned 64-bit words, each scattered over all bits: output ``throw`` of a SplitMix64 that starts at the word."""
    import numpy as np

    found = words + np.uint64((throw + 1) * _STEP & _WORD)
    for shift, factor in _MIX:
        found ^= found >> np.uint64(shift)
        found *= np.uint64(factor)
    found ^= found >> np.uint64(_LAST)
    return found


@lru_cache(maxsize=16)
def _edges(bins: int) -> "NDArray[Any]":
    """The smallest word of each bin, and one above; the bins are even shares of all words."""
    import numpy as np

    return np.array([-(-(n << 64) // bins) for n in range(bins)], dtype=np.uint64)


def sketch(hashes: "NDArray[Any]", bins: int) -> "NDArray[Any]":
    """The sketch of a set of well-mixed 64-bit words, sorted and each once: one word a bin, as uint64.

    The empty set has none: an empty array.
    """
    import numpy as np

    if not len(hashes):
        return np.empty(0, dtype=np.uint64)
    found = np.zeros(bins, dtype=np.uint64)
    empty = np.ones(bins, dtype=bool)
    for throw in range(bins):
        words = np.sort(mixed(hashes, throw)) if throw else hashes
        ends = np.append(np.searchsorted(words, _edges(bins)), len(words))
        filled = (ends[:-1] < ends[1:]) & empty
        found[filled] = words[ends[:-1][filled]]
        empty &= ~filled
        if not empty.any():
            return found
    for place in np.flatnonzero(empty).tolist():
        found[place] = mixed(hashes, bins + place).min()
    return found


def keys(hashes: "NDArray[Any]", cut: Bands = bands(0.8)) -> list[bytes]:  # noqa: B008 - a constant
    """The keys of 16 bytes that a set is looked up by, one a band; the empty set has none."""
    raw = sketch(hashes, cut.number * cut.rows).astype("<u8").tobytes()
    size = 8 * cut.rows
    label = b"near %d %d %d %d " % (SCHEME, folding.SCHEME, cut.number, cut.rows)
    return [
        hashlib.blake2b(label + b"%d:" % band + raw[band * size : (band + 1) * size], digest_size=16).digest()
        for band in range(len(raw) // size)
    ]
