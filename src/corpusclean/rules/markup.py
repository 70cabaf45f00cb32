"""Markup that was left in the text: character references, tags."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from corpusclean.edits import Edit
from corpusclean.rules.mojibake import line_around

__all__ = ["character_references", "leftover_tags"]

#: Elements of HTML whose tags nobody writes by chance.
_ELEMENTS = (
    "a|abbr|article|aside|b|blockquote|body|br|center|code|dd|del|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|"
    "head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|ol|option|p|pre|script|section|select|small|span|"
    "strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul|video"
)
_TAG = re.compile(rf"</?(?:{_ELEMENTS})(?:\s{{1,9}}[A-Za-z:-]{{1,40}}=[^<>]{{0,1000}})?\s{{0,9}}/?>", re.IGNORECASE)
#: What begins or ends a line of its own; the others stand inside one.
_BLOCK = re.compile(
    "</?(?:article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|html|li|main|"
    "nav|ol|option|p|pre|section|select|table|tbody|td|tfoot|th|thead|title|tr|ul)\\b",
    re.IGNORECASE,
)
#: A text with these speaks of markup or is some; what it writes as a reference is meant so.
_MARKUP = re.compile(_TAG.pattern + r"|<!--|<\?xml|<!DOCTYPE|\]\]>", re.IGNORECASE)
_ABOUT = re.compile(
    # In the characters of all scripts: the script stage comes later, and must not make another line of this one.
    "[转轉転][义義]|[实實実][体體]|字符引用|字元[参參]照|源代[码碼]|エスケープ|"
    "(?<![A-Za-z])(?:HTML|XML|entit(?:y|ies|ys)|character references?|escap(?:e[ds]?|ing))(?![A-Za-z])",
    re.IGNORECASE,
)

# References touch only what their own characters can make: a cluster of these, from the first ampersand on.
_CLUSTER = re.compile("&[&#;A-Za-z0-9]+")
_REFERENCE = re.compile("&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,8});\\Z")
_URL = re.compile("(?:https?://|www\\.)[!-~]+")
_QUOTES = frozenset("\"'`“‘「『")

#: Names of HTML 4 that are English words or C identifiers too: ``x = &sum;`` is a program.
_WORDS = frozenset(
    {"and", "ang", "cap", "cup", "empty", "exist", "image", "int", "lang", "not", "or", "part", "perp", "prod", "prop"}
    | {"rang", "real", "sim", "sub", "sup", "sum"}
)


@cache
def _names() -> dict[str, str]:
    from html.entities import name2codepoint

    names = {name: chr(code) for name, code in name2codepoint.items() if name not in _WORDS}
    return names | {"apos": "'"}


def _character(reference: str) -> str | None:
    """What a reference stands for; None for an unknown name and for what has no place in text."""
    body = reference[1:-1]
    if not body.startswith("#"):
        return _names().get(body)
    code = int(f"0{body[1:]}", 0) if body[1] in "xX" else int(body[1:])
    if 0x80 <= code < 0xA0:  # HTML reads these as Windows-1252
        return bytes([code]).decode("cp1252", "ignore") or None
    control = code < 0x20 and code not in (9, 10, 13)
    surrogate = 0xD800 <= code < 0xE000
    nothing = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE or code > 0x10FFFF
    return None if control or surrogate or nothing or code == 0x7F else chr(code)


def _reduced(cluster: str, *, url: bool) -> Iterator[tuple[int, int, str]]:
    """Spans of a cluster and the one character each comes to; chains such as ``&amp;lt;`` are resolved to the end.

    Left to right on a stack: whenever a semicolon is laid on it, written or decoded, the top may be a reference.
    """
    stack: list[tuple[str, int, int]] = []
    for place, char in enumerate(cluster):
        stack.append((char, place, place + 1))
        while stack[-1][0] == ";":
            tail = "".join(piece for piece, _, _ in stack[-10:])
            found = _REFERENCE.search(tail)
            decoded = _character(found[0]) if found else None
            if not found or decoded is None or (url and decoded != "&"):
                break
            first = len(stack) - len(found[0])
            stack[first:] = [(decoded, stack[first][1], place + 1)]
    for char, start, end in stack:
        if cluster[start:end] != char:
            yield start, end, char


def character_references(text: str) -> Iterator[Edit]:
    r"""Character references of HTML left in text: ``&#x4e2d;``, ``&nbsp;``, ``&ldquo;``, ``&amp;amp;``.

    They are there because a page was escaped twice, or never unescaped.  Each is replaced by its character, chains
    in one edit.  Numbers from 128 to 159 are read as Windows-1252, as browsers do.

    Left alone: references without their semicolon (``?a=1&copy=2``); all but the ampersand inside addresses; names
    beyond HTML 4 and those that are words as well (``&sum;``, ``&int;``: a program takes addresses); results that are
    controls, surrogates or noncharacters; references in quotation marks; lines that speak of HTML, escapes,
    entities or character references; and any text with tags, comments or declarations in it, since it is about markup.

    >>> fix(character_references, "&#x4e2d;&#25991;&nbsp;AT&amp;amp;T &ldquo;x &amp;lt; y&rdquo;")
    '中文\xa0AT&T “x < y”'
    >>> fix(character_references, "用&lt;表示小于号,这叫转义。<https://x.org/?a=1&copy=2>")
    '用&lt;表示小于号,这叫转义。<https://x.org/?a=1&copy=2>'
    """
    clusters = [match for match in _CLUSTER.finditer(text) if ";" in match[0]]
    if not clusters or _MARKUP.search(text):
        return
    urls = [match.span() for match in _URL.finditer(text)]
    first, last, about = 0, -1, False  # the line that was judged last, and how
    for match in clusters:
        start, end = match.span()
        if start > last:
            first, last = line_around(text, start, first)
            about = bool(_ABOUT.search(text, first, last))
        quoted = start > 0 and end < len(text) and text[start - 1] in _QUOTES and text[end] in "\"'`”’」』"
        if about or quoted:
            continue
        before = bisect_right(urls, (start, len(text))) - 1
        for one, other, char in _reduced(match[0], url=before >= 0 and start < urls[before][1]):
            yield Edit(start + one, start + other, char)


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
    for match in _TAG.finditer(text):
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
