"""Tags of HTML that were left in text."""

import re
from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.markup.signs import TAG

__all__ = ["leftover_tags"]

#: What begins or ends a line of its own; the others stand inside one.
_BLOCK = lazy(
    "</?(?:article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|html|li|main|"
    "nav|ol|option|p|pre|section|select|table|tbody|td|tfoot|th|thead|title|tr|ul)\\b",
    re.IGNORECASE,
)


def leftover_tags(text: str) -> Iterator[Edit]:
    r"""Tags of HTML left in text: ``<br>``, ``</div>``, ``<font color=red>``.

    Only tags of well-known elements.  Those that begin or end a line become a line end unless one is beside them, the
    others go.  Unsafe: the text may be about HTML, and then its examples go.

    >>> fix(leftover_tags, "第一行<br/>第二行<b>重要</b></p>\n")
    '第一行\n第二行重要\n'
    >>> fix(leftover_tags, "if a <b and c> d: <thing> <https://x.org> 1 < 2")
    'if a <b and c> d: <thing> <https://x.org> 1 < 2'
    """
    behind = 0  # where the text that stays and was not looked at begins
    opened = ""  # what stands since the last angle bracket that stays
    for match in TAG.finditer(text):
        start, end = match.span()
        opened += text[behind:start]
        opened = opened[max(opened.rfind("<"), opened.rfind(">"), 0) :][:1100]
        behind = end
        if re.fullmatch("<(?:/?|/?[A-Za-z][^<>]*)", opened):  # taken out, the tag would make another of its neighbours
            opened = match[0]
            continue
        lines = bool(_BLOCK.match(match[0]))
        beside = start == 0 or end == len(text) or text[start - 1] in "\r\n>" or text[end] in "\r\n"
        yield Edit(start, end, "\n" if lines and not beside else "")
