"""A repair that is repeated until nothing is left to repair, as one list of edits."""

from collections.abc import Callable, Iterable, Iterator

from corpusclean.edits import Edit, Flag, Patch

__all__ = ["repeated"]

ENDLESS = "left alone: there is no end of repairs"
#: The second round nearly always finds nothing; what a repair makes readable can make another one possible, and where a
#: search was given up, the next one has new steps.
ROUNDS = 4


def repeated(text: str, once: Callable[[str], Iterable[Edit | Flag]]) -> Iterator[Edit | Flag]:
    """The edits of all rounds, and what the first flags and none repairs.

    Where the last round still finds something, nothing is changed, so that the rule never goes on with a text that it
    has given back.

    >>> def once(text):
    ...     at = text.find("aa")
    ...     return [Edit(at, at + 2, "a")] if at >= 0 else []
    >>> list(repeated("xaaay", once))
    [Edit(start=2, end=4, replacement='', rule='', note='')]
    >>> list(repeated("a" * 9, once))
    [Flag(start=0, end=2, note='left alone: there is no end of repairs', rule='')]
    """
    edits, flags = _parted(once(text))
    first = edits[:1]
    for _ in range(ROUNDS):
        if not edits:
            break
        patch = Patch.of(text, edits)
        repaired = patch.apply(text)
        more, _ = _parted(once(repaired))
        if not more:
            break
        edits = _merged(text, patch, Patch.of(repaired, more), repaired)
    else:
        edits, flags = [], [Flag(first[0].start, max(first[0].end, first[0].start + 1), ENDLESS)]
    changed = [edit[:2] for edit in edits]
    left = [flag for flag in flags if not any(start < flag.end and flag.start < end for start, end in changed)]
    items: list[Edit | Flag] = [*edits, *left]
    yield from sorted(items, key=lambda item: item.start)


def _parted(items: Iterable[Edit | Flag]) -> tuple[list[Edit], list[Flag]]:
    """The edits and the flags."""
    found = list(items)
    return [item for item in found if isinstance(item, Edit)], [item for item in found if isinstance(item, Flag)]


def _merged(text: str, first: Patch, second: Patch, between: str) -> list[Edit]:
    """One list of edits for two patches, the second made for the text ``between``."""
    spans = sorted(
        [(at, at + len(edit.replacement)) for at, edit in first.places()] + [edit[:2] for edit in second.edits]
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    backward, forward = first.invert(text), second
    olds, news = _images(backward, joined), _images(forward, joined)
    final = second.apply(between)
    notes = {(at, edit.note) for at, edit in first.places() if edit.note} | {
        (edit.start, edit.note) for edit in second.edits if edit.note
    }
    return [
        Edit.between(old[0], text[slice(*old)], final[slice(*new)])._replace(note=_noted(notes, span))
        for old, new, span in zip(olds, news, joined, strict=True)
        if text[slice(*old)] != final[slice(*new)]
    ]


def _noted(notes: set[tuple[int, str]], span: tuple[int, int]) -> str:
    """The notes of the edits in a span."""
    return "; ".join(note for at, note in sorted(notes) if span[0] <= at <= span[1])


def _images(patch: Patch, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the patch takes spans whose ends are in none of its edits, together with the edits that touch them."""
    images, index, shift = [], 0, 0
    for start, end in spans:
        begin = start + shift
        while index < len(patch.edits) and patch.edits[index].end <= end:
            edit = patch.edits[index]
            shift += len(edit.replacement) - (edit.end - edit.start)
            index += 1
        images.append((begin, end + shift))
    return images
