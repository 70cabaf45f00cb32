r"""The tree of a page, and the segments of its text, each with its place in the source.

>>> page = parse("<ul><li>one <b>two</b><li>three &amp; four</ul><script>x</script>")
>>> [segment.text for segment in page.segments]
['one two', 'three & four']
>>> page.path(page.segments[0].block), page.tokens[page.segments[1].runs[0].token]
('ul li', Token(kind='text', start=26, end=42, name=''))
"""

from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from corpusclean.rules.html.skeleton import elements, numbers, skeleton, tree_markup
from corpusclean.rules.html.tokens import VOID, Token, named, tokenize

__all__ = ["CELL", "LINE", "PARAGRAPH", "Node", "Page", "Run", "Segment", "parse"]

#: Elements that begin and end a line of their own.
_BLOCKS = named(
    "address article aside blockquote body caption center datalist dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav noframes "
    "ol optgroup option p pre search section select summary table tbody tfoot thead tr ul xmp"
)
#: Those of them with a blank line before and behind.
_PARAGRAPHS = named("blockquote dl figure h1 h2 h3 h4 h5 h6 listing ol p pre table ul xmp")
_CELLS = frozenset({"td", "th"})
#: Elements whose text no reader of the page reads: lists to choose from are part of a form.
_UNSEEN = frozenset({"head", "select", "datalist", "x-template"})
#: Elements whose blanks and line ends count.
_KEPT = frozenset({"pre", "listing", "xmp", "textarea"})
_COUNTED = _UNSEEN | _KEPT | {"x-a"}

#: How strongly a segment is parted from the one before it.
NOTHING, CELL, LINE, PARAGRAPH = range(4)
_STEPS = dict.fromkeys(_CELLS, CELL) | dict.fromkeys(_BLOCKS, LINE) | dict.fromkeys(_PARAGRAPHS, PARAGRAPH)


class Node(NamedTuple):
    """An element: its parent's number or -1, its name, the number of its start tag's token or -1."""

    parent: int
    name: str
    token: int


class Run(NamedTuple):
    """A run of text that can be seen: its token, the node it stands in, whether its blanks count, whether it links."""

    token: int
    node: int
    kept: bool
    linked: bool


class Segment(NamedTuple):
    """What stands together on a line, or in one cell of a table.

    ``breaks`` says how it is parted from the segment before it, ``block`` is the block that holds it, ``text`` is what
    a reader sees, ``links`` counts the characters of it that stand in links.
    """

    breaks: int
    block: int
    runs: list[Run]
    text: str
    links: int


class Page(NamedTuple):
    """A page: its source, the tokens of the source, the nodes of its tree, and its segments in source order."""

    source: str
    tokens: list[Token]
    nodes: list[Node]
    segments: list[Segment]

    def ancestors(self, node: int) -> Iterator[int]:
        """The number of the node and of those it stands in, innermost first."""
        while node >= 0:
            yield node
            node = self.nodes[node].parent

    def path(self, node: int) -> str:
        """The names of the elements from the body to the node."""
        names = [self.nodes[number].name for number in self.ancestors(node)]
        return " ".join(name for name in reversed(names) if name not in ("html", "body"))


_Group = tuple[int, int, list[Run]]


def _read(markup: str) -> tuple[list[Node], list[_Group], set[int]]:
    """The nodes of a tree, what stands together in its order, and the tokens of text that cannot be seen."""
    nodes: list[Node] = []
    groups: list[_Group] = []
    unseen: set[int] = set()
    stack: list[tuple[int, int]] = []  # the node that is left, and the block that is then around
    parent = block = -1
    kept = links = hidden = 0
    breaks = PARAGRAPH
    runs: list[Run] = []
    new = tuple.__new__
    for tag, token, marks in elements(markup):
        name = tag.lstrip("/")
        if name in VOID:
            nodes.append(new(Node, (parent, name, token)))
            if name in ("br", "hr"):
                breaks = PARAGRAPH if breaks == LINE and name == "br" else max(breaks, LINE)
        else:
            if tag[0] == "/":
                change = -1
                parent, block = stack.pop()
                step = _STEPS.get(name, NOTHING)
            else:
                change = 1
                stack.append((parent, block))
                nodes.append(new(Node, (parent, name, token)))
                parent = len(nodes) - 1
                if step := _STEPS.get(name, NOTHING):
                    block = parent
            if step > breaks:
                breaks = step
            if name in _COUNTED:
                links += change if name == "x-a" else 0
                kept += change if name in _KEPT else 0
                hidden += change if name in _UNSEEN else 0
        if marks:
            if hidden:
                unseen.update(numbers(marks))
                continue
            if breaks:
                runs = []
                groups.append((breaks, block, runs))
                breaks = NOTHING
            runs.extend(Run(number, parent, kept > 0, links > 0) for number in numbers(marks))
    return nodes, groups, unseen


def _in_order(groups: list[_Group], lost: list[int]) -> list[_Group]:
    """The groups in source order: where the parser moved or dropped text, a line of its own begins."""
    order = [run.token for _, _, runs in groups for run in runs]
    if not lost and order == sorted(order):
        return groups
    found = [(run.token, number, run) for number, (_, _, runs) in enumerate(groups) for run in runs]
    found += [(token, -1 - token, Run(token, -1, False, False)) for token in lost]
    ordered: list[_Group] = []
    before = None
    for _, number, run in sorted(found, key=lambda item: item[0]):
        if number != before:
            breaks, block = groups[number][:2] if number >= 0 else (LINE, -1)
            ordered.append((max(breaks, LINE), block, []))
            before = number
        ordered[-1][2].append(run)
    return ordered


@lru_cache(maxsize=2)
def parse(source: str) -> Page:
    """The page that a source is; the last answers are kept, since the rules ask in a row."""
    tokens = tokenize(source)
    bones, texts = skeleton(source, tokens)
    nodes, groups, unseen = _read(tree_markup(bones))
    lost: list[int] = []
    if sum(len(runs) for _, _, runs in groups) + len(unseen) < len(texts):
        placed = unseen.union(run.token for _, _, runs in groups for run in runs)
        lost = [number for number in texts if number not in placed]
    segments: list[Segment] = []
    held = NOTHING  # what parts a segment that nobody sees from the one behind
    for parted, block, runs in _in_order(groups, lost):
        breaks = max(parted, held)
        text, links = _seen(source, tokens, runs)
        if text:
            segments.append(Segment(breaks, block, runs, text, links))
            held = NOTHING
        else:
            held = breaks
    return Page(source, tokens, nodes, segments)


def _seen(source: str, tokens: list[Token], runs: list[Run]) -> tuple[str, int]:
    """The text of some runs on one line, and how many of its characters stand in links."""
    parts: list[str] = []
    links = 0
    before = runs[0].token
    for number, _, _, linked in runs:
        _, start, end, _ = tokens[number]
        text = source[start:end]
        if "&" in text:
            text = unescape(text)
        if number > before + 2 and any(
            token.kind == "text" and not token.name for token in tokens[before + 1 : number]
        ):
            parts.append(" ")
        parts.append(text)
        if linked:
            links += len(text.strip())
        before = number
    return " ".join("".join(parts).split()), links
