r"""Which texts are pages of HTML: the whole text is one; it does not only quote tags.

>>> is_page("<!DOCTYPE html><p>one"), is_page("<div><p>one</p> two</div>")
(True, True)
>>> is_page("The tag <p> opens a paragraph, </p> closes it."), is_page("<p align=center></p>\n\n# Title\n\n<hr></hr>")
(False, False)
"""

import re
from functools import lru_cache

from corpusclean.patterns import lazy
from corpusclean.rules.html.tokens import VOID, Token, named, tokenize

__all__ = ["LITERALS", "is_page"]

#: What a page begins with; the shapes in which the trigger looks for it, since it may have no end tag at all.
_OPENERS = ("html", "head", "body", "!doctype html")
_SHAPES = (
    *(form for name in _OPENERS for form in (f"<{name}", f"<{name.upper()}", f"<{name.capitalize()}")),
    *("<!DOCTYPE html", "<!doctype HTML", "<!Doctype HTML"),
)

#: One of these stands in every page.
LITERALS = ("</", *_SHAPES)

#: So many characters of a piece are looked at before the rest.
HEAD = 100_000
#: What may stand before the first tag: a byte order mark, blanks, comments, an XML declaration.
_LEAD = r"(?:[\s\ufeff]++|<!--[\s\S]*?-->|<\?[^>]*+>)*+"
_WHOLE = lazy(rf"{_LEAD}(?P<opener><(?:{'|'.join(_OPENERS)}))(?=[\s>])".replace("e html", r"e\s++html"), re.IGNORECASE)
_SURE = lazy(r"<[!hH][^>]*+>\s*+<", re.IGNORECASE)
#: A piece of a page begins with a block ...
_BLOCKS = (
    "address|article|aside|blockquote|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hgroup|hr|li|link|main|menu|meta|nav|ol|p|pre|script|section|style|table|tbody|td|tfoot|th|thead|"
    "title|tr|ul"
)
_PIECE = lazy(rf"[\s\ufeff]*+(?:<!--[\s\S]*?-->\s*+)*+<(?:{_BLOCKS})(?=[\s>])", re.IGNORECASE)
_LAST = lazy(r"</[A-Za-z][A-Za-z0-9]*+\s*>(?:\s*<!--[^<>]*-->)*\s*\Z")
#: ... and has no other names than these: what has is XML or code.
_NAMES = named(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body "
    "br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em "
    "embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i "
    "iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noembed "
    "noframes noscript object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp "
    "script search section select slot small source span strike strong style sub summary sup svg table tbody td "
    "template textarea tfoot th thead time title tr track tt u ul var video wbr xmp path g use circle rect"
)


@lru_cache(maxsize=2)
def is_page(text: str) -> bool:
    """Whether a text is a page of HTML or a piece of one."""
    if not any(literal in text for literal in LITERALS):
        return False
    if found := _WHOLE.match(text):
        return (
            _SURE.match(text, found.start("opener")) is not None
            or _LAST.search(text, max(0, len(text) - 500)) is not None
        )
    if not _PIECE.match(text) or not _LAST.search(text, max(0, len(text) - 500)):
        return False
    # A large text that is something else is mostly known by its beginning, up to a tag.
    head = text[: text.rfind("<", 0, HEAD)] if len(text) > HEAD else text
    return _whole(head, tokenize(head)) and (head is text or _whole(text, tokenize(text)))


def _whole(text: str, tokens: list[Token]) -> bool:
    """Whether a piece is HTML all through: known names only, and no text outside of its elements, as Markdown has."""
    depth: dict[str, int] = {}
    level = 0
    for token in tokens:
        if token.kind == "open":
            if token.name not in _NAMES and not ("-" in token.name and token.name.isascii()):
                return False
            if token.name not in VOID and text[token.end - 2] != "/":
                depth[token.name] = depth.get(token.name, 0) + 1
                level += 1
        elif token.kind == "close":
            if depth.get(token.name):
                depth[token.name] -= 1
                level -= 1
        elif token.kind == "text" and not level and not text[token.start : token.end].isspace():
            return False
    return True
