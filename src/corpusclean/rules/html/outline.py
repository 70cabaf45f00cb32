"""What the tags say of each block of a page: the elements around it, their names, how much of them is links.

All sums go bottom-up over the nodes once: nesting a hundred thousand deep costs as much as nesting three deep.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from corpusclean.patterns import lazy
from corpusclean.rules.html.shapes import Shape
from corpusclean.rules.html.tree import Page

__all__ = ["ELEMENTS", "GROUPS", "Around", "around", "groups_of", "sums"]

#: So many of the nearest elements with a name count as near.
NEAR = 3

#: Elements that mean something for the text in them, and the name of the feature.
ELEMENTS = {
    "nav": "nav", "footer": "footer", "header": "header", "aside": "aside", "form": "form", "button": "form",
    "label": "form", "textarea": "form", "fieldset": "form", "article": "article", "main": "main", "table": "table",
    "li": "item", "p": "p", "figure": "figure", "figcaption": "figure", "blockquote": "quote", "q": "quote",
    "pre": "pre", "dl": "dl", "address": "address", "time": "time", "dialog": "dialog", "svg": "svg",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}  # fmt: skip

_NAMED = lazy(r"""\s(?:class|id|role|itemprop)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_PARTS = lazy(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])")
_HIDDEN = lazy(
    r"""display\s*:\s*none|visibility\s*:\s*hidden|\saria-hidden\s*=\s*["']?true|\shidden(?=[\s>=/])""",
)


@cache
def _names() -> tuple[AhoCorasick, list[int], tuple[str, ...]]:
    """The automaton of the words, the group of each, and the names of the groups."""
    words: list[str] = []
    owners: list[int] = []
    groups: list[str] = []
    for line in (Path(__file__).with_name("data") / "names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            groups.append(line.strip("[]"))
        elif line and not line.startswith("#"):
            words.append(line)
            owners.append(len(groups) - 1)
    return AhoCorasick(words), owners, tuple(groups)


class _Groups:
    """The names of the groups, read when first asked for."""

    def __call__(self) -> tuple[str, ...]:
        return _names()[2]


GROUPS = _Groups()


class Around(NamedTuple):
    """What stands around a block: elements by name, the groups of the nearest names, and whether it is hidden.

    Groups are bits: ``own`` those of the nearest element that has a name, ``near`` those of the nearest few, ``any``
    those of all.
    """

    elements: frozenset[str]
    nearest: tuple[int, ...]
    any: int
    hidden: bool

    @property
    def own(self) -> int:
        """The groups of the nearest name."""
        return self.nearest[0] if self.nearest else 0

    @property
    def near(self) -> int:
        """The groups of the nearest names."""
        found = 0
        for bits in self.nearest:
            found |= bits
        return found


def _read(tag: str) -> tuple[int, bool]:
    """The groups that a start tag names, as bits, and whether it hides its element."""
    if "=" not in tag and "hidden" not in tag:
        return 0, False
    automaton, owners, _ = _names()
    bits = 0
    for found in _NAMED.findall(tag):
        value = _PARTS.sub("|", found[0] or found[1] or found[2]).lower()
        for word, _, _ in automaton.find_matches_as_indexes(f"|{value}|", overlapping=True):
            bits |= 1 << owners[word]
    return bits, _HIDDEN.search(tag) is not None


def around(page: Page, wanted: set[int]) -> dict[int, Around]:
    """What stands around the wanted nodes; each node of their paths is looked at once."""
    source, tokens, nodes = page.source, page.tokens, page.nodes
    known: dict[int, Around] = {-1: Around(frozenset(), (), 0, False)}
    tags: dict[str, tuple[int, bool]] = {}
    for node in wanted:
        path: list[int] = []
        at = node
        while at not in known:
            path.append(at)
            at = nodes[at].parent
        for at in reversed(path):
            parent, name, token = nodes[at]
            above = known[parent]
            bits, hidden = 0, False
            if token >= 0 and name not in ("body", "html"):
                _, start, end, _ = tokens[token]
                tag = source[start : min(end, start + 2000)]
                if tag not in tags:
                    tags[tag] = _read(tag)
                bits, hidden = tags[tag]
            element = ELEMENTS.get(name)
            known[at] = Around(
                above.elements | {element} if element and element not in above.elements else above.elements,
                (bits, *above.nearest[: NEAR - 1]) if bits else above.nearest,
                above.any | bits,
                above.hidden or hidden,
            )
    return known


def groups_of(page: Page, node: int) -> list[str]:
    """The groups that the nearest named elements around a node say it belongs to."""
    near = around(page, {node})[node].near
    return [group for n, group in enumerate(GROUPS()) if near >> n & 1]


def sums(page: Page, figures: Sequence[Shape]) -> list[list[int]]:
    """For each node the number of segments in it, their weight, that of links and of prose; last, for the page."""
    found = [[0, 0, 0, 0] for _ in page.nodes]
    found.append([0, 0, 0, 0])
    for segment, f in zip(page.segments, figures, strict=True):
        own = found[segment.block]
        own[0] += 1
        own[1] += f.weight
        own[2] += f.links
        own[3] += f.weight if f.prose else 0
    for number in range(len(page.nodes) - 1, -1, -1):
        own = found[number]
        if own[0]:
            above = found[page.nodes[number].parent]
            for n in range(4):
                above[n] += own[n]
    return found
