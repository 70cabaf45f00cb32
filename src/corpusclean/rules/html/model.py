"""Which segments of a page stay: a linear model, two states, and doubt where it would take much.

Each segment's features give the log-odds that it is text; a change of state costs something, so single lines follow
their neighbours (the best path over the page is Viterbi's).  The weights are data; ``benchmarks/chrome/train_html.py``
makes them.

A page of talk, and one of which little prose would stay, is read with care: only what is chrome beyond doubt goes,
line by line, and even less of it where most of the prose stands.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from operator import add, mul
from pathlib import Path
from typing import NamedTuple

from corpusclean.patterns import lazy
from corpusclean.rules.html.features import Seen, names
from corpusclean.rules.html.outline import GROUPS, Around, around, sums
from corpusclean.rules.html.shapes import Shape, shapes
from corpusclean.rules.html.talk import NAMES, heart, traits
from corpusclean.rules.html.tree import Page

__all__ = ["DATA", "Evidence", "Weights", "decide", "evidence", "read_weights", "stays"]

DATA = Path(__file__).with_name("data") / "weights.txt"
#: All tuned on the development pages by five-fold cross-validation over sites, the mean of six ways to deal the sites
#: to the folds (one alone is moved by single pages); rerun benchmarks/chrome/train_html.py.
#: The bias towards text at the heart of a page and elsewhere, and what a change of state costs.  On Chinese pages a
#: lower one loses no more.
INSIDE, OUTSIDE, SWITCH = 1.5, 0.0, 1.0
CHINESE_INSIDE = 0.8
#: With care the bias is higher, in the heart of the page by so much more.
CARE, HEART = 4.5, 2.0
#: A sentence with these log-odds is text whatever stands around it.
SURE = 1.5
#: From the first log-odds on a page may be talk, from the second it is: between them care grows with them.
TALK = (-1.2, -0.2)
#: A page with less prose (bytes of UTF-8), or of whose prose less than this share would stay, is read with care.
BODY, LEFT = 100, 1 / 3


#: Groups of names, and elements, that say of a sentence that it may be chrome.
CHROME_GROUPS = ("navigation", "footer", "side", "related", "comment", "share", "ad", "form", "hidden")
CHROME_ELEMENTS = frozenset({"nav", "footer", "aside", "form", "dialog"})
_HANZI = lazy(r"[\u3041-\u30ff\u3400-\u9fff\U00020000-\U000323af]+")


class Evidence(NamedTuple):
    """What is known of a page.

    ``seen`` is what its features come from, ``traits`` are those of the page, ``chinese`` says whether most of it is in
    characters of Chinese or Japanese.  For each segment: whether it stands at the heart of the page, whether in a list
    of notes, and whether nothing around it says that it is chrome.
    """

    seen: Seen
    traits: list[float]
    chinese: bool
    heart: list[bool]
    notes: list[bool]
    bare: list[bool]

    @property
    def figures(self) -> Sequence[Shape]:
        """The figures of each segment."""
        return self.seen.figures


class Weights(NamedTuple):
    """The weights of the features of segments, of blocks and of pages; ``chinese`` are added on such pages."""

    own: tuple[float, ...]
    shared: tuple[float, ...]
    bias: float
    page: tuple[float, ...]
    page_bias: float
    chinese: "Weights | None" = None

    def of(self, read: Evidence) -> tuple[tuple[float, ...], tuple[float, ...], float]:
        """The weights of segments, of blocks, and the bias for a page."""
        more = self.chinese if read.chinese else None
        if more is None:
            return self.own, self.shared, self.bias
        return (
            tuple(map(add, self.own, more.own)), tuple(map(add, self.shared, more.shared)), self.bias + more.bias,
        )  # fmt: skip


@cache
def read_weights(path: Path = DATA) -> Weights:
    """The weights in a file, one a line by name."""
    read: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, value = line.split()
            read[name] = float(value)
    own, shared = names()
    more, mores = (tuple(read.get(f"chinese_{name}", 0.0) for name in part) for part in (own, shared))
    return Weights(
        tuple(read[name] for name in own),
        tuple(read[name] for name in shared),
        read["bias"],
        tuple(read[f"page_of_talk_{name}"] for name in NAMES),
        read["page_of_talk_bias"],
        Weights(more, mores, read["chinese"], (), 0.0),
    )


def evidence(page: Page) -> Evidence:
    """All that the model reads of a page."""
    figures = shapes(page)
    area = around(page, {-1, *(segment.block for segment in page.segments)})
    seen = Seen(page, figures, sums(page, figures), area)
    notes = 1 << GROUPS().index("notes")
    inner = heart(page, seen.totals)
    return Evidence(
        seen,
        traits(page, figures, area),
        _chinese(page),
        inner,
        [bool(area[segment.block].near & notes) for segment in page.segments],
        _bare(page, figures, area, inner),
    )


def _chinese(page: Page) -> bool:
    """Whether three letters in ten are hanzi or kana: they say more than others do."""
    found = every = 0
    for segment in page.segments:
        every += len(segment.text)
        if not segment.text.isascii():
            found += sum(map(len, _HANZI.findall(segment.text)))
    return found > 0.3 * every


def _bare(page: Page, figures: Sequence[Shape], area: Mapping[int, Around], heart: Sequence[bool]) -> list[bool]:
    """For each segment whether nothing around it says that it is chrome: no tag, no name, no heading before it.

    Of sentences that is enough to stay; of other lines, where they link nowhere and stand at the heart of the page.
    """
    groups = GROUPS()
    names = sum(1 << groups.index(group) for group in CHROME_GROUPS)
    opened = False
    found: list[bool] = []
    prose = [i for i, f in enumerate(figures) if f.prose]
    body = range(prose[0], prose[-1]) if prose else range(0)
    for i, (segment, f, inner) in enumerate(zip(page.segments, figures, heart, strict=True)):
        around = area[segment.block]
        opened = opened or f.kind in ("related", "comments")
        plain = f.prose or (inner and i in body and not f.links and not f.kind)
        chrome = opened or around.hidden or around.any & names or around.elements & CHROME_ELEMENTS
        found.append(plain and not chrome)
    return found


def stays(read: Evidence, weights: Weights | None = None) -> list[bool]:
    """For each segment whether it is text; by other weights than ours where they are given."""
    weights = weights or read_weights()
    own, shared, bias = weights.of(read)
    blocks = {block: bias + sum(map(mul, shared, row)) for block, row in read.seen.shared()}
    scores = [
        blocks[segment.block] + sum(map(mul, own, row))
        for segment, row in zip(read.seen.page.segments, read.seen.own(), strict=True)
    ]
    return decide(scores, weights.page_bias + sum(map(mul, weights.page, read.traits)), read)


def decide(scores: Sequence[float], talk: float, read: Evidence) -> list[bool]:
    """What stays by the log-odds of the segments and of the page."""
    prose = [f.weight if f.prose else 0 for f in read.figures]
    inside, outside = CHINESE_INSIDE if read.chinese else INSIDE, OUTSIDE
    kept = path(
        [score + (inside if inner else outside) for score, inner in zip(scores, read.heart, strict=True)], SWITCH
    )
    left = sum(weight for weight, keep in zip(prose, kept, strict=True) if keep)
    doubt = min(1.0, (talk - TALK[0]) / (TALK[1] - TALK[0]))
    if sum(prose) < BODY or left < LEFT * sum(prose):
        doubt = 1.0
    if doubt > 0:
        inside += doubt * (CARE + HEART - inside)
        outside += doubt * (CARE - outside)
        kept = [score + (inside if inner else outside) > 0 for score, inner in zip(scores, read.heart, strict=True)]
    # Neighbours pull lines along, but never a sentence that is text by itself.
    sure = [f.prose and score > SURE for f, score in zip(read.figures, scores, strict=True)]
    return [any(reasons) for reasons in zip(kept, sure, read.notes, read.bare, strict=True)]


def path(scores: Sequence[float], switch: float) -> list[bool]:
    """The best path through two states, where staying out of a state costs its log-odds and a change ``switch``."""
    keep = drop = 0.0
    came: list[tuple[bool, bool]] = []
    for score in scores:
        from_keep, from_drop = keep >= drop - switch, drop >= keep - switch
        came.append((from_keep, from_drop))
        keep, drop = (
            (keep if from_keep else drop - switch) + score / 2,
            (drop if from_drop else keep - switch) - score / 2,
        )
    state = keep >= drop
    found: list[bool] = []
    for from_keep, from_drop in reversed(came):
        found.append(state)
        state = from_keep if state else not from_drop
    return found[::-1]
