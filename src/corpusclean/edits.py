r"""Edits, flags and fields, and patches that apply, invert and lead back to the origin.

One example from the first line to the last.  A rule takes the pinyin out of ``行業(yè)還``: one edit, nine code points
become four.  All positions are code points, zero-based, half-open.

>>> text = "行業(yè)還"
>>> patch = Patch.of(text, [Edit(2, 6, "", rule="GBK101")])
>>> patch.apply(text)
'行業還'

The inverse is made from the text the patch fits, and fits the text it gives:

>>> patch.invert(text)
Patch(edits=(Edit(start=2, end=2, replacement='(yè)', rule='GBK101', note=''),), length=3)
>>> patch.invert(text).apply("行業還") == text
True

`origin` leads from the new text to the old.  ``還`` comes back as itself; the empty span where the pinyin stood
covers what is gone:

>>> patch.origin(2, 3), text[6:7]
((6, 7), '還')
>>> patch.origin(2, 2)
(2, 6)

Edits may touch, and several may insert at one point: they are applied in the order given.  They may not overlap.
There is no composition of patches: a history is a list of layers, and a position is led back layer by layer.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, compress, pairwise, repeat
from operator import add, eq, sub
from typing import Any, NamedTuple

from corpusclean.errors import PatchError

__all__ = ["Edit", "Field", "Flag", "Patch", "Span", "apart", "moved"]

Span = tuple[int, int]

#: From so many spans an edit on they are led back edit by edit; below, span by span.
MANY = 3


class Edit(NamedTuple):
    """A replacement of ``text[start:end]``; an empty replacement deletes, an empty span inserts."""

    start: int
    end: int
    replacement: str
    rule: str = ""
    note: str = ""

    @classmethod
    def between(cls, start: int, old: str, new: str) -> "Edit":
        """The edit that makes ``new`` of the different text ``old`` at ``start``, without what is equal at both ends.

        >>> Edit.between(10, "在後面的", "在后面的")
        Edit(start=11, end=12, replacement='后', rule='', note='')
        """
        stop = min(len(old), len(new))
        left = next((i for i in range(stop) if old[i] != new[i]), stop)
        right = next((i for i in range(stop - left) if old[-1 - i] != new[-1 - i]), stop - left)
        return cls(start + left, start + len(old) - right, new[left : len(new) - right])


class Flag(NamedTuple):
    """A finding without a change; it may overlap anything."""

    start: int
    end: int
    note: str
    rule: str = ""


class Field(NamedTuple):
    """A span that says something of the document, such as ``("published", "2024-05-28")``."""

    start: int
    end: int
    name: str
    value: str
    rule: str = ""


@dataclass(frozen=True)
class Patch:
    """The edits of one rule on a text of ``length`` code points: sorted, disjoint, none a no-op; touching is allowed.

    Raises `PatchError` where the edits are out of order, overlap, or do not fit the length.

    >>> Patch((Edit(0, 2, "x"), Edit(1, 3, "y")), 5)
    Traceback (most recent call last):
    ...
    corpusclean.errors.PatchError: edit 1:3 overlaps or precedes edit 0:2; edits must be sorted and disjoint
    """

    edits: tuple[Edit, ...]
    length: int

    # A conversion of a text line by line makes thousands of edits: what is done with all of them is done by columns.

    def __post_init__(self) -> None:
        starts, ends, replacements = self._columns
        borders = list(chain.from_iterable(zip(starts, ends, strict=True)))
        fit = not borders or (borders[0] >= 0 and borders[-1] <= self.length and borders == sorted(borders))
        if not fit or ("" in replacements and any(map(_is_nothing, self.edits))):
            self._refuse()

    def _refuse(self) -> None:
        """Say which edit is wrong."""
        for edit in self.edits:
            if not 0 <= edit.start <= edit.end <= self.length:
                raise PatchError(f"edit {edit.start}:{edit.end} does not fit a text of {self.length} code points")
            if _is_nothing(edit):
                raise _nothing(edit)
        for one, other in pairwise(self.edits):
            if other.start < one.end:
                raise PatchError(
                    f"edit {other.start}:{other.end} overlaps or precedes edit {one.start}:{one.end}; "
                    "edits must be sorted and disjoint"
                )

    def __reduce__(self) -> tuple[Any, ...]:
        return Patch, (self.edits, self.length)  # not what follows from them

    @cached_property
    def _columns(self) -> tuple[list[int], list[int], list[str]]:
        """The starts, the ends and the replacements."""
        return (
            [edit[0] for edit in self.edits],
            [edit[1] for edit in self.edits],
            [edit[2] for edit in self.edits],
        )

    @cached_property
    def _layout(self) -> tuple[list[int], list[int], list[int]]:
        """Where in the new text each replacement begins and ends; what is old minus new before and behind each."""
        starts, ends, replacements = self._columns
        lengths = list(map(len, replacements))
        shifts = list(accumulate(map(sub, map(sub, ends, starts), lengths), initial=0))
        places = list(map(sub, starts, shifts))
        return places, list(map(add, places, lengths)), shifts

    @classmethod
    def of(cls, text: str, edits: Iterable[Edit]) -> "Patch":
        """The patch of these edits on this text; also refuses an edit that puts in what already stands there."""
        patch = cls(tuple(edits), len(text))
        for edit in compress(patch.edits, map(eq, patch.replaced(text), patch._columns[2])):
            raise _nothing(edit)
        return patch

    def _check(self, text: str) -> None:
        if len(text) != self.length:
            raise PatchError(f"the patch fits a text of {self.length} code points, this one has {len(text)}")

    def replaced(self, text: str) -> list[str]:
        """What of the text each edit replaces."""
        self._check(text)
        return list(map(text.__getitem__, map(slice, *self._columns[:2])))

    def apply(self, text: str) -> str:
        """The text with all edits made."""
        self._check(text)
        starts, ends, replacements = self._columns
        kept = map(text.__getitem__, map(slice, [0, *ends], [*starts, len(text)]))
        return "".join(chain.from_iterable(zip(kept, [*replacements, ""], strict=True)))

    @property
    def starts(self) -> list[int]:
        """Where each replacement begins in the new text."""
        return self._layout[0]

    def places(self) -> Iterator[tuple[int, Edit]]:
        """Each edit with the place of its replacement in the new text."""
        return zip(self.starts, self.edits, strict=True)

    def invert(self, text: str) -> "Patch":
        """The patch that leads from ``self.apply(text)`` back to ``text``."""
        return self.undone(self.replaced(text))

    def undone(self, replaced: Iterable[str]) -> "Patch":
        """`invert`, made of what each edit replaced."""
        places, stops, shifts = self._layout
        edits = (
            Edit(place, stop, before, edit.rule, edit.note)
            for place, stop, before, edit in zip(places, stops, replaced, self.edits, strict=True)
        )
        return Patch(tuple(edits), self.length - shifts[-1])

    def origin(self, start: int, end: int) -> Span:
        """Where ``new[start:end]`` comes from in the old text.

        Unchanged text comes back as itself; a span that cuts a replacement widens to the whole edit; an empty span at
        a deletion covers what was deleted.
        """
        return self.origins([(start, end)])[0]

    def origins(self, spans: Iterable[Span]) -> list[Span]:
        """`origin` of many spans, in their order; the edits are laid out once."""
        spans = list(spans)
        places, stops, shifts = self._layout
        first, last = map(list, zip(*spans, strict=True)) if spans else ([], [])
        empty = list(compress(range(len(spans)), map(eq, first, last)))
        points = [self._point(first[at]) for at in empty]
        # The old place of the code point at each start, and the old end of the one before each end: as far away as the
        # edits before it moved it, or that of the edit it lies in.
        if len(spans) > MANY * len(places) and first == sorted(first) and last == sorted(last):
            first = self._led(first, bisect_left, self._columns[0])
            last = self._led(last, bisect_right, self._columns[1])
        else:
            olds, nearest = [*self._columns[0], 0], [*places, 1 << 62]
            first = [
                olds[at] if nearest[at] <= start else start + shifts[at]
                for start, at in zip(first, map(bisect_right, repeat(stops), first), strict=True)
            ]
            olds, nearest = [0, *self._columns[1]], [-1, *stops]
            last = [
                olds[at] if nearest[at] >= end else end + shifts[at]
                for end, at in zip(last, map(bisect_left, repeat(places), last), strict=True)
            ]
        found = list(zip(first, last, strict=True))
        for at, span in zip(empty, points, strict=True):
            found[at] = span
        return found

    def _led(self, values: list[int], border: Callable[[list[int], int, int], int], olds: list[int]) -> list[int]:
        """Sorted positions led back, all those between two edits, or in one, at once; ``olds`` is for those in one."""
        places, stops, shifts = self._layout
        found: list[int] = []
        for place, stop, old, shift in zip(places, stops, olds, shifts, strict=False):
            before = border(values, place, len(found))
            found.extend(map(add, values[len(found) : before], repeat(shift)))
            found.extend(repeat(old, border(values, stop, before) - before))
        found.extend(map(add, values[len(found) :], repeat(shifts[-1])))
        return found

    def _point(self, at: int) -> Span:
        """The old span of the empty span at ``at``."""
        places, stops, shifts = self._layout
        index = bisect_left(stops, at)
        while index < len(places) and places[index] < at == stops[index]:
            index += 1
        if index < len(places) and places[index] < at:
            return self.edits[index].start, self.edits[index].end
        behind = bisect_right(stops, at, index)
        if behind > index:
            return self.edits[index].start, self.edits[behind - 1].end
        return at + shifts[index], at + shifts[index]


def _is_nothing(edit: Edit) -> bool:
    return edit.start == edit.end and not edit.replacement


def _nothing(edit: Edit) -> PatchError:
    return PatchError(f"edit {edit.start}:{edit.end} changes nothing; leave it out")


def apart(edits: Sequence[Edit], taken: Sequence[Edit]) -> list[Edit]:
    """The edits that overlap none of ``taken``; both are sorted and disjoint, of one text.

    >>> apart([Edit(0, 2, ""), Edit(4, 6, "")], [Edit(1, 4, "")])
    [Edit(start=4, end=6, replacement='', rule='', note='')]
    """
    found, n = [], 0
    for edit in edits:
        while n < len(taken) and taken[n].end <= edit.start:
            n += 1
        if n == len(taken) or edit.end <= taken[n].start:
            found.append(edit)
    return found


def moved(edits: Sequence[Edit], taken: Sequence[Edit]) -> list[Edit]:
    """Edits in terms of the text that ``taken`` leave; they overlap none of them.

    >>> moved([Edit(4, 6, "")], [Edit(1, 4, "x")])
    [Edit(start=2, end=4, replacement='', rule='', note='')]
    """
    found, n, by = [], 0, 0
    for edit in edits:
        while n < len(taken) and taken[n].end <= edit.start:
            by += len(taken[n].replacement) - (taken[n].end - taken[n].start)
            n += 1
        found.append(edit._replace(start=edit.start + by, end=edit.end + by))
    return found
