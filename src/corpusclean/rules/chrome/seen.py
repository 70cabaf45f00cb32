"""A text as lines with their marks, and whether any of them tells: most texts are left here, with little imported."""

from collections.abc import Iterable
from functools import lru_cache

from corpusclean.rules.chrome.known import struck
from corpusclean.rules.chrome.marks import Mark, mark_of, read, years

__all__ = ["seen", "telling"]

#: A text with fewer characters is read as a whole, or with more: somewhere in it a line tells, and all are needed.
SMALL, LARGE = 6000, 1_000_000
#: In so many characters at its head a page tells most often what it is.
HEAD = 600


@lru_cache(maxsize=2)
def seen(text: str) -> tuple[list[str], list[str], list[Mark | None]]:
    """The lines as they stand and without the blanks around them, and their marks."""
    return _seen(text)


def _seen(text: str) -> tuple[list[str], list[str], list[Mark | None]]:
    raws = text.splitlines(keepends=True)
    texts = list(map(str.strip, raws))
    marks = read(texts)
    for i in years(raws, text):  # a bare time is known by the line feed that stands before it
        if i > 0 and raws[i - 1].endswith("\n"):
            marks[i] = mark_of(texts[i], fresh=True)
    return raws, texts, marks


@lru_cache(maxsize=2)
def telling(text: str) -> bool:
    """Whether a line is known for chrome by itself, or for the heading of a list; else nothing is ever cut.

    Most pages of a site tell in their first lines; of others only the lines are read that may prove something.
    """
    if not SMALL <= len(text) <= LARGE:
        return _tells(seen(text)[2])
    head = text[: text.rfind("\n", 0, HEAD) + 1]
    if _tells(_seen(head)[2]):
        return True
    found = struck(text)
    return _tells(read(found.lines)) or _tells(mark_of(line, fresh=True) for line in found.years)


def _tells(marks: Iterable[Mark | None]) -> bool:
    return any(mark.strength or mark.kind in ("related", "comments") for mark in filter(None, marks))
