"""The lines around a place in a text, for the rules that judge by the line."""

import re
from collections.abc import Iterator

from corpusclean.patterns import lazy

__all__ = ["BREAK", "LINE_END", "around", "hinted", "line_around"]

#: Where a line ends that may be mojibake; not at U+0085, as most are ellipses there.
BREAK = lazy("[\n\r\v\f\u2028\u2029]")

#: Where a line ends, or will when `corpusclean.rules.whitespace` has been over it.  U+0085 beside other characters of
#: Latin-1 is no line end but a byte.
LINE_END = lazy(
    "[\n\r\v\f\x85\u2028\u2029](?:(?<!\x85)|(?<![\x80-\x84\x86-\x9f\xa1-\xff]\x85)(?![\x80-\x84\x86-\x9f\xa1-\xff]))"
)


def line_around(text: str, at: int, since: int = 0, ends: re.Pattern[str] = LINE_END) -> tuple[int, int]:
    r"""Start and end of the line around a position; ``since`` is the start of an earlier line, to go on from there.

    >>> line_around("one\rtwo\u2028three", 5), line_around("cafÃ\x85 x", 0)
    ((4, 7), (0, 7))
    """
    since = max(since, text.rfind("\n", since, at) + 1)  # that ends a line in any case
    while (end := ends.search(text, since)) and end.end() <= at:
        since = end.end()
    return since, end.start() if end else len(text)


def hinted(text: str, pattern: re.Pattern[str], since: int = 0) -> Iterator[tuple[int, str]]:
    r"""The lines, as `BREAK` has them, that hold a match of a pattern, and where they start.

    ``since`` is a place in the first of them, or before it.

    >>> list(hinted("one\nÄãºÃ\nthree", re.compile("ã")))
    [(4, 'ÄãºÃ')]
    """
    done, at = 0, since
    while match := pattern.search(text, at):
        start = max(done, *(text.rfind(end, done, match.start() + 1) + 1 for end in "\n\r\v\f\u2028\u2029"))
        ends = BREAK.search(text, match.start())
        at = done = ends.start() if ends else len(text)
        yield start, text[start:done]


def around(text: str, start: int, end: int) -> str:
    """The line around a span, at most 200 characters to each side."""
    before, behind = LINE_END.split(text[max(0, start - 200) : start]), LINE_END.split(text[end : end + 200])
    return before[-1] + " " + behind[0]
