"""The figures of a segment alone: how heavy it is, how much of it are links, what its words say."""

from typing import NamedTuple

from corpusclean.rules.chrome.lines import split
from corpusclean.rules.chrome.marks import marks_of
from corpusclean.rules.html.tree import Page

__all__ = ["Shape", "shapes"]


class Shape(NamedTuple):
    """A segment's own figures: its weight in bytes of UTF-8, that of its links, whether it is prose, its mark."""

    weight: int
    links: int
    prose: bool
    kind: str
    strength: int


def shapes(page: Page) -> list[Shape]:
    """The figures of each segment; prose is a sentence or more that is not mostly links."""
    text = "\n".join(segment.text for segment in page.segments)
    lines = split(text)
    found: list[Shape] = []
    for line, segment, mark in zip(lines, page.segments, marks_of(text, lines), strict=True):
        links = round(line.weight * segment.links / max(1, len(segment.text)))
        prose = line.prose and links < 0.4 * line.weight and (mark is None or line.weight > 300)
        found.append(Shape(line.weight, min(links, line.weight), prose, *(mark[:2] if mark else ("", -1))))
    return found
