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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from corpusclean.errors import PatchError

__all__ = ["Edit", "Field", "Flag", "Patch", "Span", "apart", "moved"]

Span = tuple[int, int]


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


@dataclass(frozen=True, slots=True)
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

    def __post_init__(self) -> None:
        for edit in self.edits:
            if not 0 <= edit.start <= edit.end <= self.length:
                raise PatchError(f"edit {edit.start}:{edit.end} does not fit a text of {self.length} code points")
            if edit.start == edit.end and not edit.replacement:
                raise PatchError(f"edit {edit.start}:{edit.end} changes nothing; leave it out")
        for one, other in pairwise(self.edits):
            if other.start < one.end:
                raise PatchError(
                    f"edit {other.start}:{other.end} overlaps or precedes edit {one.start}:{one.end}; "
                    "edits must be sorted and disjoint"
                )

    @classmethod
    def of(cls, text: str, edits: Iterable[Edit]) -> "Patch":
        """The patch of these edits on this text; also refuses an edit that puts in what already stands there."""
        patch = cls(tuple(edits), len(text))
        for edit in patch.edits:
            if text[edit.start : edit.end] == edit.replacement:
                raise PatchError(f"edit {edit.start}:{edit.end} changes nothing; leave it out")
        return patch

    def _check(self, text: str) -> None:
        if len(text) != self.length:
            raise PatchError(f"the patch fits a text of {self.length} code points, this one has {len(text)}")

    def apply(self, text: str) -> str:
        """The text with all edits made."""
        self._check(text)
        pieces = []
        done = 0
        for edit in self.edits:
            pieces.append(text[done : edit.start])
            pieces.append(edit.replacement)
            done = edit.end
        pieces.append(text[done:])
        return "".join(pieces)

    def places(self) -> Iterator[tuple[int, Edit]]:
        """Each edit with the place of its replacement in the new text."""
        shift = 0
        for edit in self.edits:
            yield edit.start + shift, edit
            shift += len(edit.replacement) - (edit.end - edit.start)

    def invert(self, text: str) -> "Patch":
        """The patch that leads from ``self.apply(text)`` back to ``text``."""
        self._check(text)
        undone = tuple(
            Edit(at, at + len(edit.replacement), text[edit.start : edit.end], edit.rule, edit.note)
            for at, edit in self.places()
        )
        growth = sum(len(edit.replacement) - (edit.end - edit.start) for edit in self.edits)
        return Patch(undone, self.length + growth)

    def origin(self, start: int, end: int) -> Span:
        """Where ``new[start:end]`` comes from in the old text.

        Unchanged text comes back as itself; a span that cuts a replacement widens to the whole edit; an empty span at
        a deletion covers what was deleted.
        """
        return self.origins([(start, end)])[0]

    def origins(self, spans: Iterable[Span]) -> list[Span]:
        """`origin` of many spans, in their order; the edits are laid out once."""
        starts, stops, shifts = [], [], [0]
        for at, edit in self.places():
            starts.append(at)
            stops.append(at + len(edit.replacement))
            shifts.append(edit.end - stops[-1])  # old minus new, behind this edit

        def first(start: int) -> int:
            """The old place of the code point at ``start``."""
            before = bisect_right(stops, start)
            if before < len(starts) and starts[before] <= start:
                return self.edits[before].start
            return start + shifts[before]

        def last(end: int) -> int:
            """The old end of the code point before ``end``."""
            before = bisect_left(starts, end)
            if before and stops[before - 1] >= end:
                return self.edits[before - 1].end
            return end + shifts[before]

        def point(at: int) -> Span:
            """The old span of the empty span at ``at``."""
            index = bisect_left(stops, at)
            while index < len(starts) and starts[index] < at == stops[index]:
                index += 1
            if index < len(starts) and starts[index] < at:
                return self.edits[index].start, self.edits[index].end
            behind = index
            while behind < len(starts) and stops[behind] == at:
                behind += 1
            if behind > index:
                return self.edits[index].start, self.edits[behind - 1].end
            return at + shifts[index], at + shifts[index]

        return [point(start) if start == end else (first(start), last(end)) for start, end in spans]


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
