"""Character references of HTML that were left in text, whole ones."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import islice

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.markup.signs import ABOUT_REFERENCES, CJK, marked_up

__all__ = ["character_references"]

_ABOUT = lazy(
    ABOUT_REFERENCES.pattern
    + "|(?<![A-Za-z])(?:HTML|XML|entit(?:y|ies|ys)|character references?|escap(?:e[ds]?|ing))(?![A-Za-z])"
    "|[小大][于於][号號]|less[ -]than|greater[ -]than|ampersand|版[权權]符[号號]|空格[：:]?\\s?&nbsp;",
    re.IGNORECASE,
)

# References touch only what their own characters can make: a cluster of these, from the first ampersand on.
_CLUSTER = lazy("&[&#;A-Za-z0-9]+")
_REFERENCE = lazy("&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,8});\\Z")
#: A reference from U+2710 on in decimal, from U+1000 on in hexadecimal.
_IDEOGRAPH = lazy("&(?:amp;){0,3}#(?:[1-9][0-9]{4,5}|[xX][1-9A-Fa-f][0-9A-Fa-f]{3,4});")
#: A statement of a program that takes an address: ``int *p = &pi;  // pi``.
_STATEMENT = lazy(
    r"[ \t]*(?:[A-Za-z_][\w:<>]{0,40}[ \t*&]{1,9})?[A-Za-z_][\w.\[\]]{0,80}[ \t]{0,9}="
    r"[ \t]{0,9}&[A-Za-z]\w{1,8};[ \t]{0,9}(?:/[/*].*)?$",
    re.MULTILINE,
)
# Addresses, by how they begin: two alternatives would be slow to look for.
_URLS = lazy("https?://[!-~]+"), lazy("www\\.[!-~]+")
_QUOTES = frozenset("\"'`“‘「『")

#: Names of HTML 4 that are English words or C identifiers too: ``x = &sum;`` is a program.
_WORDS = frozenset(
    {"and", "ang", "cap", "cup", "empty", "exist", "image", "int", "lang", "not", "or", "part", "perp", "prod", "prop"}
    | {"rang", "real", "sim", "sub", "sup", "sum"}
)

#: So much of a line is looked at to see whether it is undecoded.
_JUDGED = 4000


@cache
def _names() -> dict[str, str]:
    from html.entities import name2codepoint

    names = {name: chr(code) for name, code in name2codepoint.items() if name not in _WORDS}
    return names | {"apos": "'"}


def _damaged(text: str, start: int, end: int) -> bool:
    """Whether all Chinese, Japanese or Korean of a line was escaped: then it is not about references."""
    references = islice(_IDEOGRAPH.finditer(text, start, end), 16)
    return sum(1 for _ in references) == 16 and not CJK.search(text, start, end)


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

    In a line of Chinese, Japanese or Korean whose bytes were read as Latin-1 the character would be taken for one of
    them, so its references wait until it is repaired.

    Left alone: references without their semicolon (``?a=1&copy=2``); all but the ampersand inside addresses; names
    beyond HTML 4 and those that are words as well (``&sum;``, ``&int;``: a program takes addresses); what a statement
    assigns; results that are controls, surrogates or noncharacters; references in quotation marks; lines that speak of
    HTML, escapes, entities or character references; and any text with tags, comments or declarations in it, since it is
    about markup.

    >>> fix(character_references, "&#x4e2d;&#25991;&nbsp;AT&amp;amp;T &ldquo;x &amp;lt; y&rdquo;")
    '中文\xa0AT&T “x < y”'
    >>> fix(character_references, "用&lt;表示小于号,这叫转义。<https://x.org/?a=1&copy=2>")
    '用&lt;表示小于号,这叫转义。<https://x.org/?a=1&copy=2>'
    """
    if ";" not in text:
        return
    clusters = [match for match in _CLUSTER.finditer(text) if ";" in match[0]]
    if not clusters or marked_up(text):
        return
    from corpusclean.rules.mojibake import legacy_cjk, line_around  # takes longer to import than most texts to clean

    urls = sorted(match.span() for pattern in _URLS for match in pattern.finditer(text))
    first, last, about, damaged, undecoded = 0, -1, False, False, False  # the line that was judged last, and how
    for match in clusters:
        start, end = match.span()
        if start > last:
            first, last = line_around(text, start, first)
            damaged = _damaged(text, first, last)
            undecoded = legacy_cjk(text[first : min(last, first + _JUDGED)]) is not None
            about = bool(_ABOUT.search(text, first, last) or _STATEMENT.match(text, first, last))
            about = about or (text.find("<", first, last) >= 0 and text.find("&lt;", first, last) >= 0)
        quoted = start > 0 and end < len(text) and text[start - 1] in _QUOTES and text[end] in "\"'`”’」』"
        if (about or quoted) and not damaged:
            continue
        before = bisect_right(urls, (start, len(text))) - 1
        for one, other, char in _reduced(match[0], url=before >= 0 and start < urls[before][1]):
            if not undecoded or char.isascii():
                yield Edit(start + one, start + other, char)
