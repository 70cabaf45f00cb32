"""What kind of page it is: one article, or many people talking (a forum, questions with answers).

On a page of talk most of what looks like comments under an article is the text itself, so far less is cut there.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick

from corpusclean.patterns import lazy
from corpusclean.rules.html.outline import GROUPS, Around
from corpusclean.rules.html.shapes import Shape
from corpusclean.rules.html.tokens import named
from corpusclean.rules.html.tree import Page

__all__ = ["NAMES", "heart", "traits"]

#: The names of the traits, in their order.
NAMES = (
    *("forum_words", "user_words", "article", "discussion", "in_forum", "in_comment", "repeated", "log_prose"),
    "near_content",
)

#: Words in the source of a page, in lower case, and what they count for: forum, users, an article, a discussion.
_WORDS = {
    0: "forum thread topic bbs discuz phpbb vbulletin xenforo discourse viewtopic showthread question answer",
    1: "member user avatar signature reply quote profile joined",
    2: 'article:published "newsarticle" "blogposting" "article" "reportagenewsarticle" og:type',
    3: "discussionforumposting qapage",
}
_SHAPE = lazy(r"""\sclass\s*=\s*["']?([^"'>]*)""")
_DIGITS = lazy(r"\d+")
#: Where links lead says more of the site than of the page.
_ADDRESS = lazy(r"""\s(?:href|src|action|data-[a-z-]*)\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']++)""")
_ROWS = named("div li article tr table section td dl tbody")
#: So many elements around a segment are looked at for siblings like it.
LEVELS = 60
#: The heart of a page is the innermost element with this share of its prose.
HEART = 0.7


@cache
def _automaton() -> tuple[AhoCorasick, list[int]]:
    words = [(word, kind) for kind, line in _WORDS.items() for word in line.split()]
    return AhoCorasick([word for word, _ in words]), [kind for _, kind in words]


def traits(page: Page, figures: Sequence[Shape], area: Mapping[int, Around]) -> list[float]:
    """The traits by which articles and talk differ."""
    source = _ADDRESS.sub("", page.source.lower())
    automaton, kinds = _automaton()
    counts = [0, 0, 0, 0]
    for word, _, end in automaton.find_matches_as_indexes(source):
        kind = kinds[word]
        if kind == 2 and source[end - 7 : end] == "og:type" and "article" not in source[end : end + 60]:
            continue
        counts[kind] += 1
    tags = max(1, source.count("<"))
    groups = GROUPS()
    forum, comment, content = (1 << groups.index(name) for name in ("forum", "comment", "content"))
    prose = in_forum = in_comment = near_content = 0
    for segment, f in zip(page.segments, figures, strict=True):
        if f.prose:
            around = area[segment.block]
            prose += f.weight
            in_forum += f.weight if around.any & forum else 0
            in_comment += f.weight if around.any & comment else 0
            near_content += f.weight if around.near & content else 0
    return [
        math.sqrt(counts[0] / tags), math.sqrt(counts[1] / tags), float(counts[2] > 0), float(counts[3] > 0),
        in_forum / max(1, prose), in_comment / max(1, prose), _repeated(page, figures) / max(1, prose),
        math.log1p(prose), near_content / max(1, prose),
    ]  # fmt: skip


def _repeated(page: Page, figures: Sequence[Shape]) -> int:
    """How much prose stands in the siblings of one kind that hold most of it: posts, comments, cells."""
    rows: dict[tuple[int, str, str], tuple[set[int], list[int]]] = {}
    kinds: dict[int, str] = {}
    for segment, f in zip(page.segments, figures, strict=True):
        at = segment.block
        for _ in range(LEVELS if f.prose else 0):
            if at < 0:
                break
            parent, name, token = page.nodes[at]
            if token >= 0 and name in _ROWS:
                if at not in kinds:
                    _, start, end, _ = page.tokens[token]
                    shape = _SHAPE.search(page.source, start, end)
                    kinds[at] = _DIGITS.sub("", shape[1][:200]) if shape else ""
                members, weights = rows.setdefault((parent, name, kinds[at]), (set(), []))
                members.add(at)
                weights.append(f.weight)
            at = parent
    return max((sum(weights) for members, weights in rows.values() if len(members) > 1), default=0)


def heart(page: Page, totals: Sequence[Sequence[int]]) -> list[bool]:
    """For each segment whether it stands in the innermost element that holds most of the prose."""
    least = HEART * totals[-1][3]
    best = -1
    inside = [False] * (len(page.nodes) + 1)
    for number in range(len(page.nodes)):
        if totals[number][3] >= least:
            best = number
    inside[-1] = best < 0
    for number, node in enumerate(page.nodes):
        inside[number] = number == best or inside[node.parent]
    return [inside[segment.block] for segment in page.segments]
