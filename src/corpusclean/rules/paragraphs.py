"""The paragraphs of a text, lines that are not blank, and how one is taken out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpusclean.edits import Edit

__all__ = ["Paragraph", "drop", "paragraphs_of"]


class Paragraph(NamedTuple):
    """A line that is not blank."""

    line: int  # one-based
    start: int  # of the line
    end: int  # of what can be seen in it
    text: str  # without white space around it


def paragraphs_of(text: str) -> list[Paragraph]:
    """The lines of a text that are not blank."""
    found = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if stripped := line.strip():
            found.append(Paragraph(number, start, start + len(line.rstrip()), stripped))
        start += len(line) + 1
    return found


def drop(text: str, paragraphs: Sequence[Paragraph], notes: dict[int, str]) -> Iterator[Edit]:
    """Edits that take paragraphs out, each with the blank lines behind it; at the end of the text, those before it."""
    last = len(paragraphs)
    while last and last - 1 in notes:  # from here on nothing stays: a final line end does
        last -= 1
    for index in sorted(notes):
        here = paragraphs[index]
        if index < last:
            yield Edit(here.start, paragraphs[index + 1].start, "", note=notes[index])
        else:
            yield Edit(paragraphs[index - 1].end if index else 0, here.end, "", note=notes[index])
