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

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from corpusclean.rules.duplicates.folding import folded, ranks

if TYPE_CHECKING:
    import numpy as np

    Codes = np.ndarray[Any, np.dtype[np.uint32]]
    Hashes = np.ndarray[Any, np.dtype[np.uint64]]

__all__ = ["TRIES", "WINDOW", "Asking", "asked", "hashes", "looked", "marks_of", "merged", "own", "prepare"]

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


def asked(codes: "Codes", marks: "Hashes", whole: bytes) -> dict[bytes, bytes]:
    """The two anchors of a document, and what it says under them.

    ``marks`` are the `hashes` of its folded text, ``whole`` is the digest of that.
    """
    tail = int(marks[-1])
    return {key: Asking(len(codes), at, tail, whole).pack() for key, at in own(marks).items()}


def own(marks: "Hashes") -> dict[bytes, int]:
    """The anchors under which a document asks, and where in it they stand."""
    places = sorted({0, int(marks.argmin())}, reverse=True)  # of two equal windows the first counts
    return {_anchor(int(marks[at])): at for at in places}


def _anchor(hash_: int) -> bytes:
    """The key of an anchor, its own for each hash; spread, since smallest hashes all begin alike."""
    return (hash_ * _SPREAD & _WORD).to_bytes(8, "big") + _ANCHOR


_SPREAD, _WORD, _ANCHOR = 0x9E3779B97F4A7C15, (1 << 64) - 1, b"anchor\0\0"


def looked(text: str, marks: "Hashes") -> dict[bytes, int]:
    """Keys and hashes of the anchors under which shorter documents are looked for."""
    starts = ranks(text, [0, *_starts(text)])
    found = [int(marks[at]) for at in starts if at < len(marks)]
    found += _minima(marks, max(1, len(marks) // TIMES))
    return {_anchor(one): one for one in found[:ANCHORS]}


def _starts(text: str) -> list[int]:
    """Where the first of the longer lines begin."""
    found: list[int] = []
    start = 0
    for _ in range(TRIES):
        end = text.find("\n", start)
        if (end if end >= 0 else len(text)) - start >= _LINE:
            found.append(start)
        if end < 0 or len(found) == LINES:
            break
        start = end + 1
    return found


def marks_of(text: str) -> "Hashes":
    """The `hashes` of the folded text."""
    found = _ready.get(text)
    return hashes(folded(text)) if found is None else found


#: What `prepare` hashed.
_ready: "dict[str, Hashes]" = {}


def prepare(texts: Iterable[str]) -> None:
    """Hash the windows of short texts together, for whoever asks soon: of 1,000 characters in 7 µs, not 36.

    Those of the call before are forgotten.
    """
    import numpy as np

    texts = list(dict.fromkeys(text for text in texts if len(text) <= _TOGETHER))
    _ready.clear()
    codes = [folded(text) for text in texts]
    marks = hashes(np.concatenate([*codes, np.zeros(WINDOW, np.uint32)]))
    end = 0
    for text, own in zip(texts, codes, strict=True):
        _ready[text] = marks[end : end + max(0, len(own) - WINDOW + 1)]
        end += len(own)


#: Longer texts gain nothing by being hashed with others.
_TOGETHER = 1 << 16


def hashes(codes: "Codes") -> "Hashes":
    """A hash of each window of the folded text; frozen, as its keys are stored.

    The code points are mixed (the finaliser of SplitMix64), then hashes of twice the width are put together from two of
    the width: five steps for 24.  That is done block by block, in arrays that stay in the processor's cache.
    """
    import numpy as np

    count = len(codes) - WINDOW + 1
    found = np.empty(max(count, 0), np.uint64)
    two, four, eight, spare = (np.empty(min(len(codes), _BLOCK + WINDOW), np.uint64) for _ in range(4))
    for start in range(0, count, _BLOCK):
        last = found[start : start + _BLOCK]
        one = _mixed_codes(codes[start : start + len(last) + WINDOW - 1])
        _join(one, one, 1, two, spare)
        _join(two[: len(one) - 1], two[: len(one) - 1], 2, four, spare)
        _join(four[: len(one) - 3], four[: len(one) - 3], 4, eight, spare)
        _join(eight[: len(one) - 7], eight[: len(one) - 7], 8, two, spare)  # of sixteen
        _join(two, eight[: len(one) - 7], 16, last, spare)
        _mix(last, spare)
    return found


#: So many windows are hashed at a time.
_BLOCK = 1 << 15
#: By the width of what is put together.
_FACTORS = {
    1: 0x9E3779B97F4A7C15,
    2: 0xC2B2AE3D27D4EB4F,
    4: 0x165667B19E3779F9,
    8: 0xD6E8FEB86659FD93,
    16: 0xA0761D6478BD642F,
}


def _join(one: "Hashes", other: "Hashes", width: int, found: "Hashes", spare: "Hashes") -> None:
    """Hashes into ``found``, each of one of ``one`` and of that of ``other`` which begins ``width`` later."""
    import numpy as np

    size = len(other) - width
    one, found, spare = one[:size], found[:size], spare[:size]
    np.right_shift(one, np.uint64(29), out=spare)
    spare += other[width:]
    np.multiply(one, np.uint64(_FACTORS[width]), out=found)
    found ^= spare


def _mix(values: "Hashes", spare: "Hashes") -> None:
    """The finaliser of SplitMix64, in place."""
    import numpy as np

    spare = spare[: len(values)]
    values += np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        np.right_shift(values, np.uint64(shift), out=spare)
        values ^= spare
        values *= np.uint64(factor)
    np.right_shift(values, np.uint64(31), out=spare)
    values ^= spare


def _mixed_codes(codes: "Codes") -> "Hashes":
    """Each code point mixed."""
    import numpy as np

    if int(codes.max()) < _TABLE:
        return _mixed_table().take(codes)
    found = codes.astype(np.uint64)
    _mix(found, np.empty_like(found))
    return found


#: Nearly all text is in the first plane, whose characters are mixed once.
_TABLE = 1 << 16


@cache
def _mixed_table() -> "Hashes":
    import numpy as np

    found = np.arange(_TABLE, dtype=np.uint64)
    _mix(found, np.empty_like(found))
    return found


def _minima(marks: "Hashes", width: int) -> list[int]:
    """The smallest hash of each ``width`` neighbours in a row, one for as long as it is the same; no more than needed.

    A window whose smallest hash stands last at a place keeps it until that place is left, or a smaller one comes.  So
    what comes is looked at by stretches, and a whole window only where the place was left: a few steps an anchor.
    """
    at = _last_least(marks[:width])
    found = [int(marks[at])]
    end = width
    while end < len(marks) and len(found) < ANCHORS:
        least = marks[at]
        fresh = marks[end : at + width]
        if len(fresh):
            low = fresh.min()
            if low < least:
                at = end + int((fresh < least).argmax())
                end = at + 1
                found.append(int(marks[at]))
                continue
            end += len(fresh)
            if low == least:
                at = end - 1 - int((fresh[::-1] == least).argmax())
                continue
        if end < len(marks):
            end += 1
            at = end - width + _last_least(marks[end - width : end])
            if marks[at] != least:
                found.append(int(marks[at]))
    return found


def _last_least(marks: "Hashes") -> int:
    """Where the smallest hash stands last."""
    return len(marks) - 1 - int(marks[::-1].argmin())
