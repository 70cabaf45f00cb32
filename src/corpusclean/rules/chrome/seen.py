"""A text as lines with their marks, and whether any of them tells: most texts are left here, with little imported."""

from functools import lru_cache

from corpusclean.rules.chrome.marks import Mark, mark_of, read, years

__all__ = ["seen", "telling"]


@lru_cache(maxsize=2)
def seen(text: str) -> tuple[list[str], list[str], list[Mark | None]]:
    """The lines as they stand and without the blanks around them, and their marks."""
    raws = text.splitlines(keepends=True)
    texts = list(map(str.strip, raws))
    marks = read(texts)
    for i in years(raws, text):  # a bare time is known by the line feed that stands before it
        if i > 0 and raws[i - 1].endswith("\n"):
            marks[i] = mark_of(texts[i], fresh=True)
    return raws, texts, marks


def telling(text: str) -> bool:
    """Whether a line is known for chrome by itself, or for the heading of a list; else nothing is ever cut."""
    return any(mark.strength or mark.kind in ("related", "comments") for mark in filter(None, seen(text)[2]))
