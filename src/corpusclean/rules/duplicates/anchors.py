r"""Anchors: a few hashes of a document by which a longer one that holds it whole can find it.

An anchor is the hash of `WINDOW` code points of the folded text.  Every document *asks* under two anchors of its own:
the one with the smallest hash, and the one it begins with.  It says there how long it is, where in it the anchor
stands, the hash of its last window, and the digest of its folded text.  Every document *looks* for shorter ones under
the smallest hash of each stretch of windows a quarter as long as itself, and under its own beginning and those of its
first longer lines.

So a document is found in a longer one, wherever it stands there, if it is at least a quarter as long: its smallest hash
is also the smallest of the stretch that this window and its neighbours inside the document make.  A shorter one is
found for certain where it begins as the longer one or one of its first four longer lines do, and elsewhere by luck: on
pages put together from paragraphs, all up to 4 times, 97 % at 6 times, 75 % at 8, 52 % at 16; at beginnings, all up
to 32 times.  The price is twelve keys a document or so, however long it is.

The hash is frozen, like the folding: keys are stored.  A change needs a new `folding.SCHEME`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from corpusclean.rules.duplicates.folding import digest

if TYPE_CHECKING:
    import numpy as np

    Codes = np.ndarray[Any, np.dtype[np.uint32]]
    Hashes = np.ndarray[Any, np.dtype[np.uint64]]
    Places = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["TRIES", "WINDOW", "Asking", "asked", "hashes", "looked", "merged"]

#: Code points of the folded text under one anchor; 60 hanzi, the shortest document that is looked for, hold 37 of them.
WINDOW = 24
#: A document is found for certain in one that is up to so many times as long.
TIMES = 4
#: So many lines of a document are looked at as beginnings, and so many anchors are taken in all.
LINES, ANCHORS = 4, 32
#: Under one anchor, the shortest so many documents are remembered.
ASKING = 16
#: So many lines are gone through for beginnings, and so many places of a text compared by digest: one or two are usual.
TRIES = 64
#: A line is looked at as a beginning if it is as long as two windows.
_LINE = 2 * WINDOW


class Asking(NamedTuple):
    """What a document says under an anchor of its own."""

    length: int  # of the folded text
    at: int  # where the anchor stands in it
    tail: int  # the hash of the last window
    digest: bytes

    def pack(self) -> bytes:
        """In 36 bytes that sort by the length."""
        numbers = self.length.to_bytes(6, "big") + self.at.to_bytes(6, "big") + self.tail.to_bytes(8, "big")
        return numbers + self.digest

    @classmethod
    def unpack(cls, raw: bytes) -> "list[Asking]":
        """All that stand one behind the other."""
        return [
            cls(_number(row[:6]), _number(row[6:12]), _number(row[12:20]), row[20:])
            for row in (raw[at : at + _PACKED] for at in range(0, len(raw), _PACKED))
        ]


_PACKED = 36


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def merged(one: bytes, other: bytes) -> bytes:
    """The shortest documents of two lists that ask under one anchor."""
    rows = {raw[at : at + _PACKED] for raw in (one, other) for at in range(0, len(raw), _PACKED)}
    return b"".join(sorted(rows)[:ASKING])


def asked(codes: "Codes", marks: "Hashes") -> dict[bytes, bytes]:
    """The two anchors of a document, and what it says under them; ``marks`` are the `hashes` of its folded text."""
    whole, tail = digest(codes), int(marks[-1])
    places = sorted({0, int(marks.argmin())}, reverse=True)  # of two equal windows the first counts
    return {_anchor(int(marks[at])): Asking(len(codes), at, tail, whole).pack() for at in places}


def _anchor(hash_: int) -> bytes:
    return digest(b"anchor " + hash_.to_bytes(8, "big"))


def looked(text: str, marks: "Hashes", places: "Places") -> dict[bytes, int]:
    """Keys and hashes of the anchors under which shorter documents are looked for."""
    import numpy as np

    least = _least(marks, max(1, len(marks) // TIMES))
    changes = np.flatnonzero(least[1:] != least[:-1]) + 1
    starts = np.searchsorted(places, [0, *_starts(text)])
    found = [*marks[starts[starts < len(marks)]].tolist(), int(least[0]), *least[changes].tolist()]
    return {_anchor(one): one for one in found[:ANCHORS]}


def _starts(text: str) -> Iterator[int]:
    """Where the first of the longer lines begin."""
    start = count = 0
    for _ in range(TRIES):
        end = text.find("\n", start)
        if (len(text) if end < 0 else end) - start >= _LINE:
            yield start
            count += 1
        if end < 0 or count == LINES:
            return
        start = end + 1


def hashes(codes: "Codes") -> "Hashes":
    """A hash of each window of the folded text; frozen, as its keys are stored.

    The code points are mixed (the finaliser of SplitMix64), then hashes of twice the width are put together from two of
    the width: five steps for 24, each over the whole text at once.
    """
    import numpy as np

    def joined(one: "Hashes", other: "Hashes", width: int, by: int) -> "Hashes":
        size = len(other) - width
        return (one[:size] * np.uint64(by)) ^ (one[:size] >> np.uint64(29)) + other[width:]

    mixed = _mixed(codes.astype(np.uint64))
    two = joined(mixed, mixed, 1, 0x9E3779B97F4A7C15)
    four = joined(two, two, 2, 0xC2B2AE3D27D4EB4F)
    eight = joined(four, four, 4, 0x165667B19E3779F9)
    sixteen = joined(eight, eight, 8, 0xD6E8FEB86659FD93)
    return _mixed(joined(sixteen, eight, 16, 0xA0761D6478BD642F))


def _mixed(values: "Hashes") -> "Hashes":
    import numpy as np

    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _least(marks: "Hashes", width: int) -> "Hashes":
    """The smallest hash of each ``width`` neighbours, from running minima of blocks, both ways (van Herk 1992)."""
    import numpy as np

    size = -(-len(marks) // width) * width
    blocks = np.full(size, np.iinfo(np.uint64).max, dtype=np.uint64)
    blocks[: len(marks)] = marks
    rows = blocks.reshape(-1, width)
    before = np.minimum.accumulate(rows, axis=1).reshape(-1)
    behind = np.minimum.accumulate(rows[:, ::-1], axis=1)[:, ::-1].reshape(-1)
    count = len(marks) - width + 1
    return np.minimum(behind[:count], before[width - 1 : width - 1 + count])
