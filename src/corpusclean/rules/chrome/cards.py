"""What a heading opens: lists of other articles, readers' comments, cookie policies; to the end of the list."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.lines import core, skeleton
from corpusclean.rules.chrome.sheet import SHORT, back_matter, consents
from corpusclean.rules.chrome.view import BODY, EDGE, View

__all__ = ["List", "consent", "lists"]

#: So many headings of a page are tried as openers of a list to its end.
TRIES = 24
#: A button to reply is a line of its own; a name that speaks is short and has nothing behind it.
_SAYS = lazy(r".*(?:说道?|說道?|写道|寫道|表示|says|said|wrote|schrieb|a écrit|escribió)\s?[:：]", re.IGNORECASE)
_REPLY = lazy(
    r"[\W_]*(?:回复|回覆|返信|답글|reply|antworten|répondre|responder|ответить)(?:[\W_]|\d)*"
    r"|\S.{0,40}(?:说道?|說道?|写道|寫道|表示)\s?[:：]|\S.{0,40}\b(?:says|said|wrote|schrieb|a écrit|escribió)\s?:"
    r"|.{0,60}(?:回复|回覆)(?:[\W_]|\d)*|(?:\S{2,20}\s?)?来自\S{2,8}|.{0,60}[|·•\]] ?reply",
    re.IGNORECASE,
)
#: A book that an author names: a title in marks at the end or before a comma, a publisher, a year at the end.
_BOOK = lazy(
    r"[》』](?:$|[，,（(。])|出版社|[书書]局|[书書]店|[书書]房|\b(?:Press|Verlag|Publish\w+|Books|[ÉE]ditions?|Editora)\b|ISBN"
    r"|[，,（(]\s?(?:19|20)\d\d[年)）.]{0,2}$"
)
#: One of the titles of articles is at least so heavy (bytes of UTF-8: six hanzi); names of dishes are not.
TITLE = 18
#: A list that is no cards and no voices holds at most so much, by all its lines, as what stands before it in prose.
LIST_CAP = 1.0


_WORDS = lazy(r"[^\W\d_]+")
_COOKIE = lazy(r"cookie|privacy|consent|opt[- ]out|隐私", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _voice(text: str) -> bool:
    """Whether the line can only belong to a comment: a name that says, a button to reply."""
    return _REPLY.fullmatch(text) is not None


class List(NamedTuple):
    """Lines ``first`` to ``last`` are a list of other articles or of comments."""

    kind: str
    first: int
    last: int
    why: str


def lists(view: View, cap: float) -> Iterator[List]:
    """The lists of a page that has a body, from the first on; at most ``cap`` of the body goes but for cards.

    The first headings of a page only are tried as openers of a list to its end: more are no page of ours, and each
    try looks at all lines behind.
    """
    openers = [i for i in view.marked if (mark := view.marks[i]) and mark.kind in ("related", "comments")]
    if not openers:
        return
    done, tries = -1, 0
    stops = [view.rank(i) for i in view.staying(sorted(view.sheet.places(back_matter)))]
    last = len(view.left)
    while last and (mark := view.marks[view.left[last - 1]]) and mark.kind in ("notice", "navigation", "neighbours"):
        last -= 1
    for i in openers:
        if i <= done:
            continue
        n, found = view.rank(i), None
        if tries < TRIES:
            tries += 1
            stop = bisect_right(stops, n)
            rest = view.left[n + 1 : min(last, stops[stop]) if stop < len(stops) else last]
            if rest:
                found = _cards(view, i, rest, cap) or _voices(view, i, rest, cap) or _tail(view, i, rest, cap)
        found = found or _block(view, n)
        if found:
            done = found.last
            yield found


def consent(view: View) -> Iterator[List]:
    """A cookie policy under an article that does not speak of cookies: a heading, then paragraphs that do."""
    for i in view.staying(sorted(view.sheet.places(consents))):
        if view.before[i] >= BODY:
            n = view.rank(i)
            rest = view.left[n + 1 :]
            said = sum(bool(_COOKIE.search(view.lines[j].text)) for j in rest if view.lines[j].weight > 40)
            long = sum(view.lines[j].weight > 40 for j in rest)
            earlier = any(_COOKIE.search(view.lines[j].text) for j in view.left[:n] if view.body[j])
            if said > 1 and said * 3 >= long and not earlier:
                yield List("notice", i, view.left[-1], f"opener {core(view.lines[i].text)}, then a cookie policy")
            return


def _cards(view: View, i: int, rest: list[int], cap: float) -> List | None:
    """Cards: each has a bullet or stands deeper than its heading, and under each comes the same line with a date."""
    lines = view.lines
    if view.before[i] < BODY:
        return None
    dates = _within(view.dates, rest)
    if len(dates) < 3:
        return None
    shape, count = Counter(skeleton(lines[j].text) for j in dates).most_common(1)[0]
    if count < 3:
        return None
    ends = [j for j in dates if skeleton(lines[j].text) == shape]
    inside = rest[: bisect_right(rest, ends[-1])]
    if len(inside) > 40 * count:
        return None
    bullets = sum(lines[j].bulleted for j in inside)
    deeper = sum(lines[j].bulleted or lines[j].indent > lines[i].indent for j in inside)
    deep = bullets > 2 and deeper >= 0.8 * len(inside)
    if not deep and (count < 4 or len(inside) > 4 * count or view.before[i] * 4 < view.total):
        return None
    behind = rest[len(inside) :]
    last = ends[-1] if any(view.body[j] for j in behind) or not behind else rest[-1]
    mark = view.marks[i]
    assert mark is not None
    # A time of day under each card is a page's; a bare date may be a changelog's.
    timed = count > 3 and ":" in shape and mark.kind == "related" and not core(lines[i].text).isascii()
    if not mark.sure and not timed and _weight(view, rest) > cap * view.before[i]:
        return None
    dated = set(ends)
    headed = sum(view.body[other] for one, other in pairwise(rest) if one in dated)  # the days of a diary
    if headed * 2 > count and ":" not in shape and view.prose(inside) > cap * view.before[i]:
        return None
    return List(mark.kind, i, last, f"opener {core(lines[i].text)}, then {count} cards")


def _voices(view: View, i: int, rest: list[int], cap: float) -> List | None:
    """Readers' comments: after every few lines a name, a time or a button to reply."""
    lines, mark = view.lines, view.marks[i]
    assert mark is not None
    if mark.kind != "comments" or view.before[i] < BODY:
        return None
    heavy = _weight(view, rest)
    if not mark.sure and heavy > cap * view.before[i]:
        return None
    voices = [j for j in rest if lines[j].weight <= SHORT and _voice(lines[j].text)]
    if mark.sure:  # under a sure heading dates tell as well, beside names or if one shape of them comes back
        dates = [j for j in _within(view.dates, rest) if lines[j].weight <= 60]
        shapes = Counter(_shape(lines[j].text) for j in dates)
        if voices or max(shapes.values(), default=0) > 2:
            voices = sorted({*voices, *dates})
    if len(voices) < 3 or len(rest) > 8 * len(voices):
        return None
    named = all(_SAYS.fullmatch(lines[j].text) for j in voices)  # nothing but "The mayor said:" may be a report's
    if named and heavy > (LIST_CAP if mark.sure else cap) * view.before[i]:
        return None
    return List("comments", i, rest[-1], f"opener {core(lines[i].text)}, then {len(voices)} voices")


def _tail(view: View, i: int, rest: list[int], cap: float) -> List | None:
    """A list that runs to the end of the page: titles, dates, teasers, little prose."""
    lines, mark = view.lines, view.marks[i]
    assert mark is not None
    behind = view.prose(rest)
    kept = view.before[i]
    if kept < BODY or kept < 0.5 * view.total or behind > cap * kept:
        return None
    if _weight(view, rest) > (LIST_CAP if mark.sure else cap) * kept:
        return None
    teasers = sum(map(view.body.__getitem__, rest))
    dates = len(_within(view.dates, rest))
    items = len(rest) - teasers
    if mark.kind == "comments":
        named = [j for j in rest if lines[j].weight <= SHORT and _voice(lines[j].text)]
        voices = len({*named, *_within(view.dates, rest)})
        good = voices > 1 and (mark.sure or bool(named))
    elif behind == 0:
        good = mark.sure or (
            items > 1 and (dates > 1 or not core(lines[i].text).isascii()) and _evidence(view, rest, dates) > 0
        )
    elif mark.sure:
        good = items >= teasers
    else:
        good = behind <= cap / 2 * kept and items >= 3 * teasers and _evidence(view, rest, dates) > 2
    if not good:
        return None
    if not mark.sure and 2 * sum(_BOOK.search(lines[j].text) is not None for j in rest) >= len(rest):
        return None
    return List(mark.kind, i, rest[-1], f"opener {core(lines[i].text)}, then {len(rest)} lines to the end")


def _evidence(view: View, rest: list[int], dates: int) -> int:
    """How many of these lines hold a date, have a bullet, are known."""
    return dates + sum(view.lines[j].bulleted for j in rest) + sum(view.marks[j] is not None for j in rest)


def _within(found: list[int], rest: list[int]) -> list[int]:
    """Those of these lines, both in order, that stand from the first of ``rest`` to its last."""
    return found[bisect_left(found, rest[0]) : bisect_right(found, rest[-1])]


def _shape(text: str) -> str:
    """The line without its numbers and words, but for how many there are."""
    return _WORDS.sub("a", skeleton(text))


def _weight(view: View, rest: list[int]) -> int:
    """The weight of these lines but for marked ones, prose or not: a changelog, a table, verse have no prose."""
    return view.unmarked[rest[-1] + 1] - view.unmarked[rest[0]]


def _block(view: View, n: int) -> List | None:
    """A list in the middle of an article: titles with bullets right under the heading."""
    i = view.left[n]
    lines, mark = view.lines, view.marks[i]
    assert mark is not None
    if mark.kind != "related" or not mark.sure:
        return None
    items: list[int] = []
    for m in range(n + 1, len(view.left)):
        j = view.left[m]
        if not lines[j].bulleted or view.body[j] or lines[j].text[-1] in ".。" or lines[j].weight > 240:
            break
        items.append(j)
    if len(items) < 2:
        return None
    inside = view.before[i] > EDGE * view.total and view.after[items[-1]] > EDGE * view.total
    if inside and all(len(core(lines[j].text).encode("utf-8", "replace")) < TITLE for j in items):
        return None
    return List("related", i, items[-1], f"opener {core(lines[i].text)}, then {len(items)} titles")
