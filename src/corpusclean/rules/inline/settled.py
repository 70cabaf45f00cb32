"""Cuts again and again until nothing is found in what is left, so that a second run finds nothing."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from corpusclean.edits import Edit

__all__ = ["ROUNDS", "settled"]

#: So often at most; two are needed in practice, and a text made to need more stays as it is.
ROUNDS = 8


def settled(text: str, cuts: Callable[[str], Iterable[Edit]]) -> Iterator[Edit]:
    """The cuts of a finder on a text, and those on what they leave, in terms of the text.

    >>> pairs = lambda text: [Edit(at, at + 2, "") for at in [text.find("()")] if at >= 0]
    >>> [edit[:2] for edit in settled("a(())b()", pairs)]
    [(1, 5), (6, 8)]
    """
    gone: list[Edit] = []
    left = text
    for _ in range(ROUNDS):
        found = list(cuts(left))
        if not found:
            yield from gone
            return
        gone = _joined(gone, _placed(found, gone))
        left = "".join(text[start:end] for start, end in _kept(gone, len(text)))


def _kept(gone: list[Edit], length: int) -> Iterator[tuple[int, int]]:
    done = 0
    for edit in gone:
        yield done, edit.start
        done = edit.end
    yield done, length


def _placed(found: list[Edit], gone: list[Edit]) -> list[Edit]:
    """Cuts of what is left as cuts of the text; one that spans an earlier cut takes it in."""
    starts, shifts = [0], [0]  # from this place of what is left on, the text is so far behind
    for edit in gone:
        starts.append(edit.start - shifts[-1])
        shifts.append(shifts[-1] + edit.end - edit.start)

    def place(at: int) -> int:
        return at + shifts[bisect_right(starts, at) - 1]

    return [edit._replace(start=place(edit.start), end=place(edit.end - 1) + 1) for edit in found]


def _joined(one: list[Edit], other: list[Edit]) -> list[Edit]:
    """Both in order; those that overlap as one."""
    joined: list[Edit] = []
    for edit in sorted([*one, *other]):
        last = joined[-1] if joined else None
        if last and edit.start < last.end:
            joined[-1] = last._replace(end=max(last.end, edit.end))
        else:
            joined.append(edit)
    return joined
