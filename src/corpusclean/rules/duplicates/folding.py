r"""What of a text counts when it is compared: not its script, width, case, punctuation or spacing.

A copy of an article is often not the same string: one site writes Traditional characters, another half-width commas, a
third puts a space between hanzi and letters.  Keys made of the *folded* text are the same for all of them, while the
text itself stays as it is written.

>>> fold = lambda text: "".join(map(chr, folded(text)))
>>> fold("「後來」,他們說:ＯＫ!") == fold("“后来”，他们说：ok！")
True

Letters, marks on letters, numbers and symbols count.  So do, beside digits, the marks that make another number: 3.14 is
not 314, -5 is not 5, 12:30 is not 1230, 1 2 is not 12.  And 10² is not 102.

>>> fold("3.14, -5 和 1、2"), fold("314, 5 和 12")
('3.14 -5和1,2', '314 5和12')

Between two digits a single mark stays (in one width: ``，`` and ``、`` are a comma); of several marks or spaces a space
stays.  A hyphen or minus right before a digit stays, and a point where no letter stands before it.

The scheme is frozen: the table is a file of the package (``benchmarks/corpus/make_folding.py`` says how it was made,
from OpenCC and Unicode) and depends on no library's version.  Its number is part of every `digest`.
"""

import hashlib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Codes = np.ndarray[Any, np.dtype[np.uint32]]
    Places = np.ndarray[Any, np.dtype[np.int64]]
    Marks = np.ndarray[Any, np.dtype[np.bool_]]
    _Folded = tuple[Codes, Marks, Places | None]

__all__ = ["SCHEME", "digest", "folded", "folded_with_places", "weight"]

#: The number of the scheme; a change of the table or of the code below needs the next one.
SCHEME = 1

# Kinds, in the bits above the code point; those up to digits count everywhere.
_SHIFT = 24
_CODE = (1 << _SHIFT) - 1
_DIGIT, _SPACE, _POINT, _HYPHEN, _NOTHING = (kind << _SHIFT for kind in (2, 3, 5, 6, 7))
_BLANK = 0x20
#: Longer texts than this are not remembered, for the sake of memory.
_SMALL = 1 << 18


def digest(data: "Codes | bytes") -> bytes:
    """A key of 16 bytes: BLAKE2b with the scheme's number in it.

    Two different texts have one key with a chance of 2⁻¹²⁸ a pair: among 10¹² texts, 10⁻¹⁵ in all.

    >>> digest(folded("後來")) == digest(folded("后 来。")) != digest("后来".encode())
    True
    """
    raw = data if isinstance(data, bytes) else data.astype("<u4", copy=False).tobytes()
    return hashlib.blake2b(raw, digest_size=16, person=b"fold-%d" % SCHEME).digest()


def folded(text: str) -> "Codes":
    """The code points that count, as numpy's uint32, read only; see the module for what they are."""
    return _last(text)[0] if len(text) <= _SMALL else _fold(text)[0]


def folded_with_places(text: str) -> "tuple[Codes, Places]":
    """`folded`, and for each of its code points the one of ``text`` that it comes from."""
    import numpy as np

    codes, kept, before = _last(text) if len(text) <= _SMALL else _fold(text)
    places = np.flatnonzero(kept)
    return codes, (places if before is None else before[places])


def weight(codes: "Codes") -> int:
    """The length in letters, an ideograph, kana or hangul counting three.

    >>> weight(folded("Three 漢字。"))
    11
    """
    wide = (codes >= 0x3040) & (codes < 0xD7A4) | (codes >= 0x20000) & (codes < 0x32400)
    return len(codes) + 2 * int(wide.sum())


def _fold(text: str) -> "_Folded":
    """The folded text, which code points of the text it keeps, and the places of these where controls went first."""
    import numpy as np

    values = _table().take(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"))
    before = None
    kept = values < _SPACE
    codes = values[kept]
    if (codes >= _DIGIT).any():
        if values.max() >= _NOTHING:
            before = np.flatnonzero(values < _NOTHING)
            values = values[before]
            kept = values < _SPACE
        _spare(values, kept)
        codes = values[kept]
    codes &= np.uint32(_CODE)
    codes.flags.writeable = False
    return codes, kept, before


#: Of the text that was asked for last: each document is asked for by one rule after the other.
_last = lru_cache(maxsize=1)(_fold)


def _spare(values: "Codes", kept: "Marks") -> None:
    """Keep the marks beside digits that make another number; both arrays are changed in place."""
    import numpy as np

    places = np.flatnonzero(kept)
    digits = values[places] >= _DIGIT
    # what stands between two digits
    apart = np.diff(places)
    gaps = np.flatnonzero(digits[1:] & digits[:-1] & (apart > 1))
    first = places[gaps] + 1
    # a hyphen before a digit; a point too, unless a letter came before it
    starts = places[digits]
    starts = starts[starts > 0] - 1
    signs = values[starts] >> _SHIFT
    hyphens = starts[signs == _HYPHEN >> _SHIFT]
    points = starts[signs == _POINT >> _SHIFT]
    above = np.searchsorted(places, points) - 1
    points = points[(above < 0) | (values[places[above]] >> _SHIFT > 0)]
    minus = points[points > 0] - 1  # of -.5
    minus = minus[values[minus] >= _HYPHEN]
    several = first[apart[gaps] > 2]
    kept[first] = True
    # a sign of several marks that is itself before the digit is not the first of them, so it stays what it is
    values[several] = _BLANK
    kept[hyphens] = True
    kept[minus] = True
    kept[points] = True


@cache
def _table() -> "Codes":
    """The kind and the target of every code point."""
    import gzip

    import numpy as np

    raw = (files("corpusclean.rules.duplicates") / "data" / "folding.txt.gz").read_bytes()
    rows = [line for line in gzip.decompress(raw).decode().splitlines() if not line.startswith("#")]
    table = np.arange(0x110000, dtype=np.uint32)
    for row in rows:
        first, count, kind, target, step = map(int, row.split())
        if count == 1:
            table[first] = kind << _SHIFT | target
        else:
            table[first : first + count] = np.arange(count) * step + (kind << _SHIFT | target)
    table.flags.writeable = False
    return table
