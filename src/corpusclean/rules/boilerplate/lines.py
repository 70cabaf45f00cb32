"""A page as lines with something to read, and what kind of line each is.

The numbers of this package were chosen with ``benchmarks/corpus/boilerplate.py``; run it again when one is changed.
Weights are bytes of UTF-8 of letters and digits: a hanzi is three.
"""

from typing import NamedTuple

from corpusclean.patterns import lazy

__all__ = ["PROSE", "WRAPPED", "Line", "letters", "split"]

#: A line is prose from this weight on, or from the lesser one if it ends like a sentence.
PROSE, SENTENCE = 60, 12
#: What may have been written for one page and another: a line this long, a sentence of the lesser weight.
LONG, NOTE = 200, 36
#: A line of prose that was wrapped is hardly shorter than this.
WRAPPED = 40
#: A page has no more lines than this.
PAGE = 100_000

_OTHER = lazy(r"[\W_]+")
_TWO_LETTERS = lazy(r"[^\W\d_].*?[^\W\d_]")
_SENTENCE = lazy("(?:[。！？!?．।]|[a-zà-öø-ÿа-яё]\\.)[\"'”’」』）)\\]]*\\Z")
#: What stands in lines of programs and hardly in others.
_CODE = lazy(
    r"[{};]\s*\Z|^\s*[})\]]+|[=!]=|[=-]>|\(\)|</|/>|[$#>] |^\s*(?://|/\*|\#include)"
    r"|^(?:import|return|def|const|let|var|function|if|else|for|while|class)\b.*[:;{(]\s*\Z"
)


class Line(NamedTuple):
    """A line with something to read: its place, with its line end and without; letters and digits; their weight."""

    start: int
    end: int
    shown: int  # the end of what can be seen
    text: str
    key: str
    weight: int

    @property
    def sentence(self) -> bool:
        """Whether it ends like a sentence."""
        return _SENTENCE.search(self.text) is not None

    @property
    def prose(self) -> int:
        """The weight of a line of prose, 0 for others."""
        if self.weight >= PROSE or (self.weight >= SENTENCE and self.sentence):
            return self.weight
        return 0

    @property
    def note(self) -> bool:
        """Whether it may have been written for this page and one more."""
        return self.weight >= LONG or (self.weight >= NOTE and self.sentence)

    @property
    def wordy(self) -> bool:
        """Whether it has two letters: no number, no cell of a table with 是 or 0."""
        return _TWO_LETTERS.search(self.key) is not None

    @property
    def code(self) -> bool:
        """Whether it looks like a line of a program."""
        return _CODE.search(self.text) is not None


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return _OTHER.sub("", text)


def split(text: str) -> list[Line]:
    """The lines that have letters or digits; none of a text that is too long for a page."""
    if text.count("\n") + text.count("\r") > PAGE:
        return []
    found = []
    start = 0
    for raw in text.splitlines(keepends=True):
        end = start + len(raw)
        if key := _OTHER.sub("", raw):
            bare = raw.strip()
            weight = len(key) if key.isascii() else len(key.encode("utf-8", "replace"))
            found.append(Line(start, end, start + len(raw.rstrip()), bare, key, weight))
        start = end
    return found
