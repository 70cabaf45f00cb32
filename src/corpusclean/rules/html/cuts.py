"""The spans of a page's source that its chrome stands in, and what must stay of the tags in them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from corpusclean.edits import Edit
from corpusclean.rules.html.outline import groups_of
from corpusclean.rules.html.shapes import Shape
from corpusclean.rules.html.tokens import VOID, Token, named
from corpusclean.rules.html.tree import Page

__all__ = ["MARK", "cuts"]

#: What a cut leaves behind: no reader sees it, and a page that has one has been through.
MARK = "<!-- page chrome -->"

#: Elements that one of their own kind ends.
_ENDS_ITSELF = named("p li td th tr dt dd option")


def cuts(page: Page, stays: Sequence[bool], figures: Sequence[Shape]) -> Iterator[Edit]:
    """One edit for each run of segments that go; an empty run of none where all stay."""
    first = None
    for i, stay in enumerate([*stays, True]):
        if stay and first is not None:
            run = range(first, i)
            low, high = _tokens(page, run)
            closes, opens = _tags(page, low, high)
            yield Edit(
                page.tokens[low].start, page.tokens[high].end, closes + MARK + opens, note=_why(page, run, figures)
            )
            first = None
        elif not stay and first is None:
            first = i


def _tokens(page: Page, run: range) -> tuple[int, int]:
    """The first and the last token of a run; elements whose content is no markup go whole."""
    low, high = page.segments[run[0]].runs[0].token, page.segments[run[-1]].runs[-1].token
    if page.tokens[low].name and low:
        low -= 1
    if (name := page.tokens[high].name) and high + 1 < len(page.tokens) and page.tokens[high + 1].name == name:
        high += 1
    return low, high


def _tags(page: Page, low: int, high: int) -> tuple[str, str]:
    """The end and the start tags whose other half lies outside: without them what follows would change its place."""
    inside = page.tokens[low : high + 1]
    closes: list[Token] = []
    opens: list[Token] = []
    names: Counter[str] = Counter()
    for token in inside:
        if token.kind == "open" and token.name not in VOID:
            if opens and token.name in _ENDS_ITSELF and opens[-1].name == token.name:
                opens.pop()
                names[token.name] -= 1
            opens.append(token)
            names[token.name] += 1
        elif token.kind == "close":
            if names[token.name]:
                while opens:
                    name = opens.pop().name
                    names[name] -= 1
                    if name == token.name:
                        break
            elif token.name not in VOID:
                closes.append(token)
    source = page.source
    return "".join(source[one.start : one.end] for one in closes), "".join(source[one.start : one.end] for one in opens)


def _why(page: Page, run: range, figures: Sequence[Shape]) -> str:
    """The evidence: where it stands, how much of it are links, what names and words say."""
    segments, shapes = page.segments[run[0] : run[-1] + 1], figures[run[0] : run[-1] + 1]
    weight = max(1, sum(f.weight for f in shapes))
    heaviest = max(zip(segments, shapes, strict=True), key=lambda pair: pair[1].weight)[0]
    words = Counter(f.kind for f in shapes if f.kind)
    said = [
        " ".join(page.path(heaviest.block).split()[-4:]) or "body",
        f"{len(run)} {'line' if len(run) == 1 else 'lines'}",
        f"{100 * sum(f.links for f in shapes) // weight} % links",
        ", ".join(groups_of(page, heaviest.block)[:4]),
        ", ".join(kind for kind, _ in words.most_common(3)),
    ]
    return "; ".join(part for part in said if part)
