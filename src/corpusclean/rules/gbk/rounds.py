"""A repair that is repeated until nothing is left to repair, as one list of edits."""

from collections.abc import Callable, Iterable, Iterator

from corpusclean.edits import Edit, Flag, Patch

__all__ = ["repeated"]

#: The second round nearly always finds nothing; what a repair makes readable can make another one possible.
ROUNDS = 4


def repeated(text: str, once: Callable[[str], Iterable[Edit | Flag]]) -> Iterator[Edit | Flag]:
    """The edits of all rounds, and the flags of the first.

    >>> def once(text):
    ...     at = text.find("aa")
    ...     return [Edit(at, at + 2, "a")] if at >= 0 else []
    >>> list(repeated("xaaay", once))
    [Edit(start=2, end=4, replacement='', rule='', note='')]
    """
    found = list(once(text))
    flags = [item for item in found if isinstance(item, Flag)]
    edits = [item for item in found if isinstance(item, Edit)]
    for _ in range(ROUNDS - 1):
        patch = Patch.of(text, edits)
        repaired = patch.apply(text)
        more = [item for item in once(repaired) if isinstance(item, Edit)] if edits and not flags else []
        if not more:
            break
        edits = _merged(text, patch, Patch.of(repaired, more), repaired)
    items: list[Edit | Flag] = [*edits, *flags]
    yield from sorted(items, key=lambda item: item.start)


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
    return [
        Edit.between(old[0], text[slice(*old)], final[slice(*new)])
        for old, new in zip(olds, news, strict=True)
        if text[slice(*old)] != final[slice(*new)]
    ]


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
