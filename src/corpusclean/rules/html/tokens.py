r"""The source of a page cut at its tags: where text stands, where each tag, comment and script begins and ends.

The states of the HTML standard's tokenizer that matter for *where* text stands: quotes around the values of
attributes, comments, elements whose content is no markup (``<script>``, ``<title>``, ``<textarea>`` ...).  Every
character of the source lies in exactly one token, in order, and each is looked at a bounded number of times.

>>> tokens = tokenize('<p title="a > b">1 < 2<!-- no --><br>three')
>>> [(token.kind, token.name) for token in tokens]
[('open', 'p'), ('text', ''), ('comment', ''), ('open', 'br'), ('text', '')]
"""

import re
from typing import NamedTuple

from corpusclean.errors import DocumentError
from corpusclean.patterns import lazy

__all__ = ["CLOSED", "MOST", "RAW", "VOID", "Token", "attributes", "named", "tokenize"]


def named(line: str) -> frozenset[str]:
    """The names in a line, as a set."""
    return frozenset(line.split())


#: More tokens than this are no page that anybody reads: they may take 1.5 GB of memory (700 bytes each at worst).  The
#: largest standards in one page have about a million.
MOST = 2_000_000
#: Elements whose content is text without tags; that of the first group is not seen by a reader.
CLOSED = frozenset({"script", "style", "noscript", "iframe", "noembed"})
RAW = CLOSED | {"title", "textarea", "xmp", "noframes", "plaintext"}
#: Elements without content.
VOID = named("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")

#: A tag as the standard reads it.  A quote opens a value only behind "="; one that is never closed is read as a
#: letter, so that it does not swallow the page.  Nothing in it goes back over what it has read.
_ATTRIBUTE = r"""
    [^\s/>][^\s/>=]*+                                     # the name; "=" may open it
    (?: \s*+ = \s*+ (?: "[^"]*+" | '[^']*+' | [^\s>"'][^\s>]*+ )?+ )?+
"""
_MARKUP = lazy(
    rf"""
    < (?: (?P<tag> /? [A-Za-z] [^\s/>]*+ ) (?: [\s/]++ | {_ATTRIBUTE} )*+ (?P<end>>|\Z)
        | !-- (?P<comment>-?>)?+
        | (?P<bogus> [!?] | /(?![A-Za-z]) )               # to the next ">"
      )
    """,
    re.VERBOSE,
)
_VALUES = lazy(
    r"""
    ([^\s/>][^\s/>=]*+) (?: \s*+ = \s*+ (?: "([^"]*+)" | '([^']*+)' | ([^\s>"'][^\s>]*+) )?+ )?+
    """,
    re.VERBOSE,
)
_COMMENT_END = lazy(r"--!?>")


class Token(NamedTuple):
    """``text``, ``open`` or ``close`` (a tag), or ``comment`` (all that is neither); its span, the tag's name."""

    kind: str
    start: int
    end: int
    name: str = ""


def tokenize(source: str) -> list[Token]:
    """The tokens of a page, which tile its source.  Raises `DocumentError` where there are more than `MOST`."""
    tokens: list[Token] = []
    add, new = tokens.append, tuple.__new__  # a page has thousands: this is half the time of calling the class
    search = _MARKUP.search
    at, length = 0, len(source)
    while at < length:
        found = search(source, at)
        if found is None:
            add(Token("text", at, length))
            break
        start, end = found.span()
        if start > at:
            add(new(Token, ("text", at, start, "")))
        name, whole, comment, bogus = found.groups()
        if name is None:
            if bogus is not None:
                end = source.find(">", end) + 1 or length
            elif comment is None:
                close = _COMMENT_END.search(source, end)
                end = close.end() if close else length
            add(Token("comment", start, end))
        elif not whole:  # the page breaks off inside a tag
            add(Token("comment", start, length))
            break
        elif name[0] == "/":
            add(new(Token, ("close", start, end, name[1:].lower())))
        else:
            name = name.lower()
            add(new(Token, ("open", start, end, name)))
            if name in RAW:
                close = _ENDS[name].search(source, end)
                stop = close.start() if close else length
                if stop > end:
                    add(Token("comment" if name in CLOSED else "text", end, stop, name))
                end = stop
        if len(tokens) > MOST:
            raise DocumentError(f"a page of HTML with more than {MOST:,} tags and texts; split it to have it read")
        at = end
    return tokens


_ENDS = {name: lazy(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW - {"plaintext"}}
_ENDS["plaintext"] = lazy(r"(?!)")


def attributes(source: str, token: Token) -> dict[str, str]:
    """The attributes of a start tag by name in lower case, the first of each, without their character references."""
    from html import unescape

    found: dict[str, str] = {}
    inner = source[token.start + 1 + len(token.name) : token.end - 1]
    for name, double, single, bare in _VALUES.findall(inner):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found
