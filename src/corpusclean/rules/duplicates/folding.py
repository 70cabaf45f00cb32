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
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Codes = np.ndarray[Any, np.dtype[np.uint32]]
    Places = np.ndarray[Any, np.dtype[np.int64]]
    Marks = np.ndarray[Any, np.dtype[np.bool_]]

__all__ = ["SCHEME", "begun", "digest", "folded", "folded_with_places", "key_of", "light", "prepare", "ranks", "weight"]

#: The number of the scheme; a change of the table or of the code below needs the next one.
SCHEME = 1

# Kinds, in the bits above the code point; those up to digits count everywhere.
_SHIFT = 24
_CODE = (1 << _SHIFT) - 1
_DIGIT, _SPACE, _POINT, _HYPHEN, _NOTHING = (kind << _SHIFT for kind in (2, 3, 5, 6, 7))
_BLANK = 0x20
#: Longer texts than this are not remembered, for the sake of memory: five bytes a character.
_SMALL = 1 << 23
#: So many characters are folded at a time: what is made on the way stays in the processor's cache, and out of memory.
_BLOCK = 1 << 16


def digest(data: "Codes | bytes") -> bytes:
    """A key of 16 bytes: BLAKE2b with the scheme's number in it.

    Two different texts have one key with a chance of 2⁻¹²⁸ a pair: among 10¹² texts, 10⁻¹⁵ in all.

    >>> digest(folded("後來")) == digest(folded("后 来。")) != digest("后来".encode())
    True
    """
    raw = data if isinstance(data, bytes) else data.astype("<u4", order="C", copy=False).data
    return begun(raw).digest()


def begun(raw: "bytes | memoryview") -> "hashlib.blake2b":
    """The hash of which `digest` is the digest; it may be copied and go on."""
    return hashlib.blake2b(raw, digest_size=16, person=_PERSON)


_PERSON = b"fold-%d" % SCHEME


def folded(text: str) -> "Codes":
    """The code points that count, as numpy's uint32, read only; see the module for what they are."""
    return _folded(text)[0]


def folded_with_places(text: str) -> "tuple[Codes, Places]":
    """`folded`, and for each of its code points the one of ``text`` that it comes from."""
    import numpy as np

    codes, kept = _folded(text)
    return codes, np.flatnonzero(kept)


def ranks(text: str, places: Iterable[int]) -> list[int]:
    """How many code points of the folded text come from before each of some places in order.

    >>> ranks("「後來」,他們", [0, 2, 6])
    [0, 1, 3]
    """
    import numpy as np

    kept = _folded(text)[1]
    counts = (int(np.count_nonzero(kept[one:other])) for one, other in pairwise((0, *places)))
    return list(accumulate(counts))


@lru_cache(maxsize=1)
def key_of(text: str) -> bytes:
    """The digest of the folded text, remembered for the next rule that asks."""
    return digest(folded(text))


def weight(codes: "Codes") -> int:
    """The length in letters, an ideograph, kana or hangul counting three.

    >>> weight(folded("Three 漢字。"))
    11
    """
    wide = (codes >= 0x3040) & (codes < 0xD7A4) | (codes >= 0x20000) & (codes < 0x32400)
    return len(codes) + 2 * int(wide.sum())


def light(codes: "Codes", least: int) -> bool:
    """Whether the `weight` is below ``least``; a code point weighs one or more."""
    return len(codes) < least and weight(codes) < least


def _fold(text: str) -> "tuple[Codes, Marks]":
    """The folded text, and which code points of the text it keeps."""
    import numpy as np

    if len(text) <= _BLOCK:
        codes, kept = _piece(text)
    else:
        codes, kept = np.empty(len(text), np.uint32), np.empty(len(text), np.bool_)
        size = 0
        for start, end in pairwise(_cuts(text)):
            piece, kept[start:end] = _piece(text[start:end])
            codes[size : size + len(piece)] = piece
            size += len(piece)
        codes = codes[:size]
    codes.flags.writeable = False
    return codes, kept


#: Of the text that was asked for last: each document is asked for by one rule after the other.
_last = lru_cache(maxsize=1)(_fold)


def _folded(text: str) -> "tuple[Codes, Marks]":
    if (found := _ready.get(text)) is not None:
        return found
    return _last(text) if len(text) <= _SMALL else _fold(text)


#: What `prepare` folded.
_ready: "dict[str, tuple[Codes, Marks]]" = {}
#: Stands between texts that are folded together: it counts, and is neither digit nor letter, so that what stands beside
#: it is folded as at the edge of a text.
_SEAM = "#"


def prepare(texts: Iterable[str]) -> None:
    """Fold short texts together, for whoever asks soon: one of 1,000 characters takes 33 µs alone, and 11 so.

    Those of the call before are forgotten.
    """
    import numpy as np

    texts = dict.fromkeys(text for text in texts if len(text) <= _TOGETHER)
    if texts.keys() == _ready.keys():
        return
    _ready.clear()
    codes, kept = _fold(_SEAM.join(texts))
    ends = np.cumsum([len(text) + 1 for text in texts]).tolist()
    place = 0
    for text, end in zip(texts, ends, strict=True):
        own = kept[end - len(text) - 1 : end - 1]
        size = int(np.count_nonzero(own))
        _ready[text] = codes[place : place + size], own
        place += size + 1


#: Longer texts gain nothing by being folded with others.
_TOGETHER = 1 << 16


def _cuts(text: str) -> Iterator[int]:
    """Where a text is cut to be folded piece by piece: before what counts and is no digit.

    Whether a mark stays hangs on what stands before it, back to such a character, and on the digit behind it.
    """
    at = 0
    while at < len(text):
        yield at
        at += _BLOCK
        while at < len(text) and not len(firm := (_values(text[at : at + _NEAR]) < _DIGIT).nonzero()[0]):
            at += _NEAR
        if at < len(text):
            at += int(firm[0])
    yield len(text)


#: A place to cut is looked for in so many characters at once.
_NEAR = 256


def _values(text: str) -> "Codes":
    """The kind and the target of each character."""
    import numpy as np

    return _table().take(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"))


def _piece(text: str) -> "tuple[Codes, Marks]":
    import numpy as np

    values = _values(text)
    kept = values < _SPACE
    digits = np.flatnonzero(kept & (values >= _DIGIT))
    if len(digits):
        seen = values < _NOTHING
        if seen.all():
            _spare(values, kept, digits)
        else:  # a control between two digits is not there
            values, inner = values[seen], kept[seen]
            _spare(values, inner, np.flatnonzero(inner & (values >= _DIGIT)))
            kept[seen] = inner
            return _codes(values, inner), kept
    return _codes(values, kept), kept


def _codes(values: "Codes", kept: "Marks") -> "Codes":
    codes: Codes = values.compress(kept)  # a third faster than values[kept]
    codes &= _CODE
    return codes


def _spare(values: "Codes", kept: "Marks", digits: "Places") -> None:
    """Keep the marks beside digits that make another number; ``values`` and ``kept`` are changed in place.

    ``kept`` is what counts so far, ``digits`` says where the digits are.
    """
    import numpy as np

    # what stands between two digits, where nothing of it counts
    apart = np.diff(digits)
    gaps = np.flatnonzero(apart > 1)
    first, last = digits[gaps] + 1, digits[gaps + 1] - 1
    idle = ~(kept[first] | kept[last])
    first, last = first[idle], last[idle]
    if (last - first > 1).any():  # the ends do not count; what stands between them may
        idle = ~np.bitwise_or.reduceat(kept, np.stack((first, last + 1), 1).ravel())[::2]
        first, last = first[idle], last[idle]
    # a hyphen before a digit; a point too, unless a letter came before it
    starts = digits[int(digits[0] == 0) :] - 1
    signs = values[starts] >> _SHIFT
    hyphens = starts[signs == _HYPHEN >> _SHIFT]
    points = starts[signs == _POINT >> _SHIFT]
    points = points[_no_letter(values, kept, points)]
    minus = points[points > 0] - 1  # of -.5
    minus = minus[values[minus] >= _HYPHEN]
    several = first[last > first]
    kept[first] = True
    # a sign of several marks that is itself before the digit is not the first of them, so it stays what it is
    values[several] = _BLANK
    kept[hyphens] = True
    kept[minus] = True
    kept[points] = True


def _no_letter(values: "Codes", kept: "Marks", points: "Places") -> "Marks":
    """Of each point, whether the last of what counts before it is no letter, or nothing counts before it."""
    import numpy as np

    above = points - 1
    if not kept[above].all() or (points[:1] == 0).any():  # mostly it stands right before the point
        counting = np.flatnonzero(kept)
        rank = np.searchsorted(counting, points) - 1
        above = counting[rank]
        return (rank < 0) | (values[above] >> _SHIFT > 0)
    return values[above] >> _SHIFT > 0


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
