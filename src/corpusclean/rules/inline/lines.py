"""Lines of a text as spans without the blanks around them, and what makes the end of a sentence."""

from collections.abc import Iterable, Iterator

from corpusclean.edits import Span
from corpusclean.patterns import lazy

__all__ = ["BLANKS", "CLOSERS", "CODE", "ENDS", "lines", "lines_at", "sentence", "weight", "whole_line"]

BLANKS = " \t\u00a0\u3000"
#: What may stand behind the end of a sentence.
CLOSERS = "\"'”’」』)）】》" + BLANKS
ENDS = (".", "。", "!", "！", "?", "？", "…", "．")
#: What prose does not have: a line with one of these is left to itself where marks look like code.
CODE = lazy(r"[{}`\\;=|]|\(\)|->|::")
#: A line ends where `str.splitlines` ends it.
_LINE = lazy(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_END = lazy(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def lines(text: str) -> Iterator[Span]:
    r"""The lines that are not blank, each without the blanks around it.

    >>> [one[0:2] for one in lines(" one\n\ntwo \n")]
    [(1, 4), (6, 9)]
    """
    for match in _LINE.finditer(text):
        line = match[0]
        start, end = match.span()
        start += len(line) - len(line.lstrip(BLANKS))
        end -= len(line) - len(line.rstrip(BLANKS))
        if start < end:
            yield start, end


def lines_at(text: str, places: Iterable[int]) -> Iterator[Span]:
    r"""Of `lines` those in which these places stand, which are in order and no line ends; the others are not read.

    >>> [*lines_at(" one\n\ntwo \n", [6, 7])]
    [(6, 9)]
    """
    done = 0
    for place in places:
        if place < done:
            continue
        start = text.rfind("\n", done, place) + 1 or done
        for other in _END.finditer(text, start, place):
            start = other.end()
        found = _END.search(text, place)
        done = found.start() if found else len(text)
        line = text[start:done]
        stop = start + len(line.rstrip(BLANKS))
        start += len(line) - len(line.lstrip(BLANKS))
        if start < stop:
            yield start, stop


def sentence(text: str) -> bool:
    """Whether the text ends as sentences do."""
    return text.rstrip(CLOSERS).endswith(ENDS)


def weight(text: str) -> int:
    """How heavy a text is, in bytes of UTF-8: a hanzi counts as three letters."""
    return len(text.encode("utf-8", "replace"))


def whole_line(text: str, start: int, end: int) -> Span:
    """The line around a span with the blanks around it and its line end; the last line goes with the one before it."""
    while start and text[start - 1] in BLANKS:
        start -= 1
    while end < len(text) and text[end] in BLANKS:
        end += 1
    if end < len(text):
        return start, end + (2 if text.startswith("\r\n", end) else 1)
    if start and text[start - 1] in "\n\r":
        start -= 2 if text.endswith("\r\n", 0, start) else 1
    return start, end
