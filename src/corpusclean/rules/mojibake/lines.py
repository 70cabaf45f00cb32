"""The lines around a place in a text, for the rules that judge by the line."""

import re

from corpusclean.patterns import lazy

__all__ = ["LINE_END", "around", "line_around"]

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
    while (end := ends.search(text, since)) and end.end() <= at:
        since = end.end()
    return since, end.start() if end else len(text)


def around(text: str, start: int, end: int) -> str:
    """The line around a span, at most 200 characters to each side."""
    before, behind = LINE_END.split(text[max(0, start - 200) : start]), LINE_END.split(text[end : end + 200])
    return before[-1] + " " + behind[0]
