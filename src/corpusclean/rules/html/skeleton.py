"""What of a page its parser is given: its tags, and for each run of text a number.

The parser of resiliparse builds the tree as a browser does, but tells no places.  It is therefore given a skeleton:
each tag without its attributes but with the number of its token, and for each run of text two characters that stand
for its number.  Wherever the parser moves a run, the number says which it was; what text says, and whatever could
confuse a parser in it, never reaches the tree.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpusclean.errors import DocumentError
from corpusclean.patterns import lazy
from corpusclean.rules.html.tokens import VOID, Token, named

__all__ = ["MISSING", "elements", "numbers", "skeleton", "tree_markup"]

MISSING = "this is a page of HTML; install corpusclean[html] to read it"

#: Two of these characters, which nobody assigned, make the number of a run; they take two bytes each in memory.
_FIRST, _BASE = 0xE000, 6400
_PLAIN = lazy(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
#: Names that would change how what follows is read; the tokens have seen to that already.  An element of formatting
#: that is left open is opened again in every block behind it, which makes a tree as large as one likes; links are
#: plain elements here, and the others say nothing of where text stands.
_RENAMED = {
    "plaintext": "pre",
    "template": "x-template",
    "a": "x-a",
    **dict.fromkeys(named("b big code em font i nobr s small strike strong tt u"), ""),
}
#: Elements that their parent or a neighbour ends; their depth is not counted.
_OPEN_ENDED = VOID | named("p li td th tr dt dd option optgroup tbody thead tfoot colgroup rb rp rt rtc")
_PIECE = lazy(r"""<([^\s>]+)(?: a="(\d+)")?[^>]*+>([^<]*+)""")
_HREF = lazy(r"\bhref\b", re.IGNORECASE)
_FOREIGN = frozenset({"svg", "math"})
#: What is in a list to choose from is not seen.  Its options are left out: the parser copies the chosen one into the
#: button of the list at the end of each, which takes the square of their number.
_OPTIONS = frozenset({"option", "optgroup"})
_END_SELECT = named("select input keygen textarea caption table tbody tfoot thead tr td th")
#: Elements deeper than this are left out, as browsers leave them out: the text in them is that of those around them.
DEPTH = 512


class _Open:
    """What is open: how deep, how many of each name were left out, whether a link or a list to choose from is."""

    def __init__(self) -> None:
        self.depth = 0
        self.foreign = 0
        self.linked = False
        self.select = False
        self.left_out: Counter[str] = Counter()

    def start(self, name: str, number: int) -> str:
        """The start tag of an element; "" where it is left out."""
        if name == "x-a":
            before = "</x-a>" if self.linked else ""  # no link stands in another
            self.linked = True
            return f"{before}<{name} a={number}>"
        if name not in _OPEN_ENDED:
            if self.depth >= DEPTH:
                self.left_out[name] += 1
                return ""
            self.depth += 1
            self.foreign += name in _FOREIGN
        return f"<{name} a={number}>"

    def end(self, name: str) -> str:
        """The end tag of an element; "" where its start was left out."""
        if name == "x-a":
            self.linked = False
        elif name not in _OPEN_ENDED:
            if self.left_out[name]:
                self.left_out[name] -= 1
                return ""
            self.depth = max(0, self.depth - 1)
            self.foreign = max(0, self.foreign - (name in _FOREIGN))
        return f"</{name}>"


def skeleton(source: str, tokens: Sequence[Token]) -> tuple[str, list[int]]:
    """The tags with the numbers of all runs of text that are not blank, and these numbers."""
    parts: list[str] = []
    texts: list[int] = []
    plain: dict[str, str] = {}
    opened = _Open()
    for number, (kind, start, end, written) in enumerate(tokens):
        if kind == "text":
            if not source[start:end].isspace():
                texts.append(number)
                parts.append(chr(_FIRST + number // _BASE) + chr(_FIRST + number % _BASE))
        elif kind != "comment":
            if written not in plain:
                plain[written] = _RENAMED.get(written, written if _PLAIN.fullmatch(written) else "x-unknown")
            name = plain[written]
            if name in _END_SELECT:
                opened.select = name == "select" and kind == "open" and not opened.select
            if not name or (opened.foreign and source[end - 2] == "/") or (opened.select and name in _OPTIONS):
                continue
            if kind == "close":
                parts.append(opened.end(name))
            elif name != "x-a" or _HREF.search(source, start, end):  # a mere place to link to often has no end
                parts.append(opened.start(name, number))
    return "".join(parts), texts


def tree_markup(skeleton: str) -> str:
    """The markup of the tree that a browser makes of the skeleton: every element is closed, every tag in place.

    Raises `DocumentError` where the parser is not installed.
    """
    try:
        from resiliparse.parse.html import HTMLTree
    except ImportError as error:
        raise DocumentError(MISSING) from error
    document = HTMLTree.parse(skeleton).document
    return str(document.html) if document else ""


def elements(markup: str) -> Iterator[tuple[str, int, str]]:
    """The tags of a tree's markup with the numbers of their tokens, and the numbers of the runs behind each as text.

    A start tag has its name, an end tag has a slash before it; -1 is the number of a tag that the page does not have.
    """
    for found in _PIECE.finditer(markup):
        name, token, marks = found.groups()
        yield name, int(token) if token else -1, marks


def numbers(marks: str) -> list[int]:
    """The numbers that stand behind a tag."""
    return [
        (ord(one) - _FIRST) * _BASE + ord(other) - _FIRST for one, other in zip(marks[::2], marks[1::2], strict=True)
    ]
