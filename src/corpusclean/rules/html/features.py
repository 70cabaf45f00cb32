"""What the model sees of each segment of a page: its words, the tags around it, and what stands beside it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.lines import dated
from corpusclean.rules.html.outline import ELEMENTS, GROUPS, Around
from corpusclean.rules.html.shapes import Shape
from corpusclean.rules.html.tree import PARAGRAPH, Page

__all__ = ["CHINESE", "Seen", "names"]

_KINDS = ("breadcrumb", "credit", "buttons", "related", "neighbours", "notice", "navigation", "comments")
_COMMAS = lazy(r"[,，、;；،]")
_DIGITS = lazy(r"\d")
_CAPITALS = lazy(r"(?:^|\s)[A-Z]")
_STOPS = lazy(r"[.。!！?？…．।؟](?=\s|$|[”\"'’」』])|[。！？]")


def _own(text: str, shape: Shape) -> list[float]:
    weight = shape.weight
    length = len(text)
    share = shape.links / weight
    stops = len(_STOPS.findall(text)) if weight < 20000 else weight / 100
    return [
        math.log1p(weight), weight < 12, weight < 30, weight > 90, weight > 250, weight > 700,
        text[-1] in ".。!！?？…．।؟", text[-1] in ":：", bool(stops), min(1.0, 40 * stops / (length + 40)),
        min(1.0, 30 * len(_COMMAS.findall(text[:5000])) / (min(length, 5000) + 30)),
        len(_DIGITS.findall(text[:2000])) / min(length, 2000), weight < 200 and dated(text),
        min(1.0, 6 * len(_CAPITALS.findall(text[:2000])) / min(length, 2000)) if text[:2000].isascii() else 0.0,
        share, share > 0.9, share == 0, shape.prose,
        shape.strength >= 0, shape.strength == 2, *(shape.kind == kind for kind in _KINDS),
    ]  # fmt: skip


_OWN = (
    *("log_weight", "weight<12", "weight<30", "weight>90", "weight>250", "weight>700", "stop_end", "colon_end"),
    *("stops", "stops_per", "commas", "digits", "date", "capitals", "links", "all_links", "no_links", "prose"),
    *("marked", "sure", *(f"mark_{kind}" for kind in _KINDS)),
)
_BESIDE = (
    *("before_links", "before_log", "after_links", "after_log", "near_links", "near_log", "near_prose"),
    *("wide_prose", "wide_links", "to_prose_before", "to_prose_after", "prose_before", "prose_after"),
    *("opened", "opened_after_prose", "place", "paragraph", "before_top", "after_top"),
)
_BLOCK = (
    *("box_links", "box_log_count", "box_prose", "box_log_mean"),
    *("area_links", "area_log_count", "area_prose", "area_log_mean"),
    *("page_prose", "page_links", "page_log"),
    *("kin_prose", "kin_links", "kin_log_count", "kin_mean"),
    *("in_top", "in_top_parent", "hops", "top_share"),
)


@cache
def names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the features of a segment, and of those that all segments of a block share."""
    groups = GROUPS()
    elements = sorted(set(ELEMENTS.values()))
    return (
        (*_OWN, *_BESIDE),
        (
            *(f"own_{group}" for group in groups), *(f"near_{group}" for group in groups),
            *(f"any_{group}" for group in groups), *(f"in_{element}" for element in elements), "hidden",
            *_BLOCK,
        ),
    )  # fmt: skip


#: What has weights of its own on pages in Chinese and Japanese: a line of their prose has no blanks, a heading of
#: theirs weighs as much as a sentence elsewhere, and their lists of links are of whole sentences.
CHINESE = (
    ("log_weight", "weight<30", "weight>90", "stop_end", "commas", "links", "all_links", "prose", "opened"),
    ("near_content", "in_item", "in_p", "in_top", "hops"),
)


class Seen(NamedTuple):
    """A page with the figures of its segments, and what `outline` says of its nodes: all that features come from.

    Features are made one segment after the other; those of a large page, kept, would be most of the memory it takes.
    """

    page: Page
    figures: Sequence[Shape]
    totals: Sequence[Sequence[int]]
    area: Mapping[int, Around]

    def own(self) -> Iterator[list[float]]:
        """The features of each segment."""
        for segment, f, more in zip(self.page.segments, self.figures, _beside(self), strict=True):
            row = _own(segment.text, f)
            row.extend(more)
            yield row

    def shared(self) -> Iterator[tuple[int, list[float]]]:
        """Each block, and the features that all its segments share."""
        page, figures, totals, area = self
        _, weight, links, prose = (max(1, value) for value in totals[-1])
        whole = [prose / weight, links / weight, math.log1p(weight)]
        elements = sorted(set(ELEMENTS.values()))
        wide = range(len(GROUPS()))
        boxes = _boxes(page, totals)
        top = _top(page, figures, totals)
        hops = _hops(page, top)
        families: dict[tuple[str, ...], list[int]] = {}
        kin: dict[int, list[int]] = {}
        for segment, f in zip(page.segments, figures, strict=True):
            if segment.block not in kin:
                kin[segment.block] = families.setdefault(_kin(page, segment.block), [0, 0, 0, 0])
            family = kin[segment.block]
            for n, value in enumerate((1, f.weight, f.links, f.weight if f.prose else 0)):
                family[n] += value
        for block, (count, heavy, linked, told) in kin.items():
            around, hop = area[block], hops[block]
            yield block, [
                *(bits >> n & 1 for bits in (around.own, around.near, around.any) for n in wide),
                *(element in around.elements for element in elements), around.hidden,
                *_density(totals[boxes[0][block]]), *_density(totals[boxes[1][block]]), *whole,
                told / prose, linked / max(1, heavy), math.log1p(count), math.log1p(heavy / max(1, count)),
                hop == 0, block >= 0 and page.nodes[block].parent == top, min(hop, 6) / 6, totals[top][3] / prose,
            ]  # fmt: skip


def _density(total: Sequence[int]) -> tuple[float, float, float, float]:
    """Of an element: the share of links, how many segments, the share of prose, how heavy a segment is."""
    count, weight, links, prose = total
    return links / max(1, weight), math.log1p(count), prose / max(1, weight), math.log1p(weight / max(1, count))


def _beside(all_: Seen) -> Iterator[tuple[float, ...]]:
    """What stands before and behind each segment."""
    page, figures, totals, _ = all_
    prose = max(1, totals[-1][3])
    hops = _hops(page, _top(page, figures, totals))
    inner = [i for i, segment in enumerate(page.segments) if hops[segment.block] == 0]
    span = range(inner[0], inner[-1] + 1) if inner else range(len(figures))
    count = len(figures)
    shares = [f.links / f.weight for f in figures]
    logs = [math.log1p(f.weight) for f in figures]
    linked, heavy, told = (
        list(accumulate(values, initial=0.0)) for values in (shares, logs, [f.prose for f in figures])
    )
    behind = _distances(figures)
    ahead = _distances(figures[::-1])[::-1]
    seen = opened = 0
    for i, (segment, f) in enumerate(zip(page.segments, figures, strict=True)):
        if f.kind in ("related", "comments") and seen > 0.3 * prose:
            opened += 1
        own = f.weight if f.prose else 0
        low, high = max(0, i - 3), min(count, i + 4)
        far, beyond = max(0, i - 10), min(count, i + 11)
        yield (
            shares[i - 1] if i else 1.0, logs[i - 1] if i else 0.0,
            shares[i + 1] if i + 1 < count else 1.0, logs[i + 1] if i + 1 < count else 0.0,
            (linked[high] - linked[low]) / (high - low), (heavy[high] - heavy[low]) / (high - low),
            (told[high] - told[low]) / (high - low),
            (told[beyond] - told[far]) / (beyond - far), (linked[beyond] - linked[far]) / (beyond - far),
            behind[i], ahead[i], seen / prose, (prose - seen - own) / prose,
            min(opened, 3), opened > 0 and f.prose, i / count, segment.breaks == PARAGRAPH,
            i < span.start, i >= span.stop,
        )  # fmt: skip
        seen += own


def _kin(page: Page, block: int) -> tuple[str, ...]:
    """The names of the innermost four elements: segments that look alike."""
    found: list[str] = []
    while block >= 0 and len(found) < 4:
        found.append(page.nodes[block].name)
        block = page.nodes[block].parent
    return tuple(found)


def _distances(figures: Sequence[Shape]) -> list[float]:
    """For each segment how far behind it the nearest prose stands: log of the number of segments, 0 for itself."""
    found: list[float] = []
    gone = 30
    for f in figures:
        gone = 0 if f.prose else min(gone + 1, 30)
        found.append(math.log1p(gone))
    return found


def _top(page: Page, figures: Sequence[Shape], totals: Sequence[Sequence[int]]) -> int:
    """The element that most of the prose stands in: its parent counts whole, its grandparent half."""
    scores: dict[int, float] = {}
    for segment, f in zip(page.segments, figures, strict=True):
        if f.prose:
            at, value = segment.block, float(f.weight)
            if page.nodes[at].name in ("div", "td", "section", "article", "body", "main"):
                scores[at] = scores.get(at, 0.0) + value
            for _ in range(3):
                at = page.nodes[at].parent if at >= 0 else -1
                scores[at] = scores.get(at, 0.0) + value
                value /= 2
    return max(scores, key=lambda at: (scores[at] * (1 - totals[at][2] / max(1, totals[at][1])), -at), default=-1)


def _hops(page: Page, top: int) -> list[int]:
    """For each node how far above it (or above ``top``) the element lies that holds both; 0 inside ``top``."""
    above: dict[int, int] = {}
    at, n = top, 0
    while at >= 0:
        above[at] = n
        at = page.nodes[at].parent
        n += 1
    above[-1] = n
    found = [0] * (len(page.nodes) + 1)
    found[-1] = above[-1]
    for number, node in enumerate(page.nodes):
        found[number] = above[number] if number in above else found[node.parent]
    return found


def _boxes(page: Page, totals: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """For each node the nearest element around it with three segments, and the nearest with ten; last, for none."""
    boxes, areas = [-1] * (len(page.nodes) + 1), [-1] * (len(page.nodes) + 1)
    for number, node in enumerate(page.nodes):
        count = totals[number][0]
        boxes[number] = number if count >= 3 else boxes[node.parent]
        areas[number] = number if count >= 10 else areas[node.parent]
    return boxes, areas
