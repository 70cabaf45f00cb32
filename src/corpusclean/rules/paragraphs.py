"""The paragraphs of a text, lines that are not blank, how long they are, and how one is taken out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.facts import lines_of

__all__ = [
    "BEGINNING",
    "ENDINGS",
    "LONG",
    "Paragraph",
    "drop",
    "is_long",
    "is_prose",
    "long_texts",
    "paragraphs_of",
    "weight",
]

_WIDE = lazy("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_MARKS = lazy("[0-9{}<>=|\\\\_/$#@*+^~\t]")
_SENTENCE = lazy("[。！？；，,.!?;]")
_SENTENCES = lazy('(?:[。！？!?…]+|\\.(?=[\\s”"’)]|\\Z))[”"’」』）)]*')
_CLAUSES = lazy("[。！？；，、：,.!?;:…]")
#: How a paragraph ends.
ENDINGS = "。.…!！?？"

#: Lengths are letters, an ideograph, kana or hangul counting three: 120 are 40 hanzi or some 20 English words.
LONG = 120
#: In prose one clause at least is longer than a line of verse or of a song: 12 hanzi, 36 letters.
VERSE = 36
#: What the beginning of a paragraph must have to be told from a common phrase: 20 hanzi.
BEGINNING = 60


class Paragraph(NamedTuple):
    """A line that is not blank."""

    line: int  # one-based
    start: int  # of the line
    end: int  # of what can be seen in it
    text: str  # without white space around it


def long_texts(text: str) -> list[str]:
    """The texts of paragraphs that may be long, by the number of their characters."""
    long = map(str.strip, [line for line in lines_of(text) if len(line) >= LONG // 3])
    return [one for one in long if len(one) >= LONG // 3]


def paragraphs_of(text: str) -> list[Paragraph]:
    """The lines of a text that are not blank."""
    found = []
    start = 0
    for number, line in enumerate(lines_of(text), 1):
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


def weight(text: str) -> int:
    """The length of a text in letters."""
    return len(text) + 2 * len(_WIDE.findall(text))


def is_long(text: str) -> bool:
    """Whether a line is a long paragraph of prose: no row of a table, no line of a program or a log."""
    return (
        len(text) >= LONG // 3
        and weight(text) >= LONG
        and bool(_SENTENCE.search(text))
        and len(_MARKS.findall(text)) * 6 <= len(text)
    )


def is_prose(text: str) -> bool:
    """Whether a long paragraph is prose and no refrain: of two different sentences or more, with one long clause."""
    *parts, rest = [part.strip() for part in _SENTENCES.split(text)]
    clauses = [clause.strip() for clause in _CLAUSES.split(text)]
    varied = len({*parts} - {""}) > 1 and len({*clauses}) * 2 > len(clauses)
    return not rest and varied and any(weight(clause) > VERSE for clause in clauses)
