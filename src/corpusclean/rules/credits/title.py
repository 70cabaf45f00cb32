"""The title of a page, where its head shows it."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import compress, count, islice
from operator import not_
from typing import TYPE_CHECKING

from corpusclean.edits import Field
from corpusclean.patterns import lazy

if TYPE_CHECKING:
    from corpusclean.rules.chrome.lines import Line

__all__ = ["LINE_ENDS", "title_line"]

#: What ends a line for `str.splitlines`: a title needs another line behind it.
LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

#: So many characters and so many lines of a page are its head.
HEAD, LINES = 4000, 12
#: A line as heavy as this (bytes of UTF-8) is more than the name of a site or a section: a standfirst may follow it.
HEAVY = 30
#: A line as light as this may be the name of a site or a section, hardly a title with the next line as standfirst.
LIGHT = 20
#: As heavy is a line at least with which a text begins.
BODY = 40

#: No title has these: signs of paths and addresses, code, times, a word on the time of the page ...
_SIGNS = lazy(r"[>›»|｜{}<=@\\©]|(?<=\d):\d\d|:(?=//)|/(?<=\s/)(?=\S)")
_REMARK = lazy(r"[#;%*]|--|//|\.[A-Z]{2} |\W*(?:(?:last )?updated|posted|published)\b", re.IGNORECASE)
#: ... an unfinished sentence, a label without its value, speech.
_UNFINISHED = ",，;；:：、-"
_QUOTES = ('「“"『', '」”"』')
#: What sites put on top in plain words: no title begins or ends so.
_PLATE = lazy(
    r"^(?:skip|go|jump|welcome|back) to |^sign (?:up|in)\b|\bsign up$|newsletter|privacy|\bcookies?\b|disclosure"
    r"|official website|shipping|your inbox|log ?in\b|subscribe|in partnership|sponsored|^(?:photo|image|bild|foto)\b"
    r"|(?:bild|foto|photo)s?:"
    r"|^\((?:l-r|from left)|stay up to date|this post$|need help|^(?:hauptmen|breaking news$)|^跳",
    re.IGNORECASE,
)
#: Of these words one stands in whatever the pattern finds in a title of ASCII; ``^跳`` finds no such title.
_PLATED = (
    *(" to ", "sign ", "newsletter", "privacy", "cookie", "disclosure", "official website", "shipping", "your inbox"),
    *("log", "subscribe", "in partnership", "sponsored", "photo", "image", "bild", "foto", "(l-r", "(from left"),
    *("stay up to date", "this post", "need help", "hauptmen", "breaking news"),
)
#: So much of the words of a title comes back in the text under it; tuned on the development pages, where lines that are
#: other chrome have less in one case of two and titles in one of twenty.  Rerun measure_metadata.py.
SHARE = 0.4
#: The same of pairs of hanzi and kana, of which many go across words.
SHARE_HAN = 0.12
_LATIN = lazy("[A-Za-z]")
_WORD = lazy(r"[\u3040-\u30ff\u3400-\u9fff]+|[^\W\d_\u3040-\u30ff\u3400-\u9fff]{3,}")
_LETTERS = lazy(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    (
        "and",
        "the",
        "for",
        "you",
        "are",
        "how",
        "with",
        "from",
        "that",
        "this",
        "what",
        "your",
        "und",
        "der",
        "die",
        "das",
    )
)
#: What stands between a title and the names of the sections or the site: ``Title - Site``, ``Title_Section | Site``.
_SEAM = lazy(r"[ \t\u00a0\u3000]*[>›»|｜_#:：·•／/]+[ \t\u00a0\u3000]*|\s[-–—]\s|\s*$|^")


def title_line(text: str) -> Iterator[Field]:
    r"""The title, where it is clear: a short line at the head that is no sentence, with prose soon behind it.

    Lines of chrome, dates and bylines may stand before it and behind it.  A line that the path of the page or its
    ``#title|`` line says once more is the title even where other lines stand around it.  Left alone: a line that is
    itself a byline, a path, a button, a list item, ends like a sentence or a greeting, or goes on in the next line;
    pages without prose.

    >>> fields(title_line, "老桥开放\n\n" + "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队。")
    [('title', '老桥开放')]
    >>> fields(title_line, "文 | 李四\n" + "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队。")
    []
    """
    from corpusclean.rules.chrome.lines import lines_of

    head = text[:HEAD]
    raw = head.splitlines(keepends=True)
    if len(text) > len(head):
        raw.pop()  # the head may cut it
    solid = [*islice(_solid(raw), LINES)]
    raw = raw[: solid[-1] + 1] if solid else []
    lines = lines_of(raw, [*map(str.strip, raw)])
    bodies = [n for n, i in enumerate(solid) if lines[i].weight >= BODY and _body(lines[i])]
    # A title has prose behind it.  A page without both is not read by the words of chrome, which takes longest.
    first = next((n for n in range(bodies[-1]) if _fit(lines, solid, n)), None) if bodies else None
    if first is None:
        return
    from corpusclean.rules.chrome.marks import marks_of

    for prose in bodies:
        # What a line is depends on no other line but the end of the one before.
        since = 0 if prose > first else max(0, solid[prose] - 1)
        marks = marks_of(head, lines[since : solid[prose] + 1])
        if marks[-1] is None:
            break
    else:
        return
    if prose <= first:
        return
    fit = [first, *(n for n in range(first + 1, prose) if _fit(lines, solid, n))]
    above = [lines[i] for i in solid[:prose]]

    @cache
    def aside(n: int) -> bool:
        """Whether a line may stand around a title."""
        return marks[solid[n]] is not None or _credited(above[n].text)

    said = next((n for n in fit if _repeated(lines, solid, n) and not aside(n)), None)
    chosen = _alone(above, aside, fit) if said is None else said
    if chosen is None:
        return
    line = lines[solid[chosen]]
    if said is None and not _spoken_of(line.text, head[line.end :]):
        return
    start = line.start + line.indent
    yield Field(start, start + len(line.text), "title", line.text)


def _solid(raw: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines that are not blank."""
    return compress(count(), map(not_, map(str.isspace, raw)))


def _alone(lines: Sequence["Line"], aside: Callable[[int], bool], fit: Sequence[int]) -> int | None:
    """Which of the lines before the prose is the title by its place."""
    first = next((n for n in fit if not aside(n)), None)
    if first is None:
        return None
    if all(map(aside, range(first))):
        between = [*islice((n for n in range(first + 1, len(lines)) if not aside(n)), 2)]
        # A standfirst may follow, but a light line before another one is the name of a site or a section.
        if not between or (len(between) == 1 and _standfirst(lines[first], lines[between[0]])):
            return first
    # A heavy line right above a date or a byline, below the names of the site and the section.
    dated = (n for n in fit if n + 1 < len(lines) and _credited(lines[n + 1].text))
    over = next((n for n in dated if not aside(n)), None)
    if over is None or lines[over].weight < HEAVY:
        return None
    return over if all(lines[n].weight <= LIGHT or aside(n) for n in range(over)) else None


def _body(line: "Line") -> bool:
    return (line.prose or (line.weight >= BODY and line.text[-1] in ":：,，;；")) and not line.bulleted


def _standfirst(title: "Line", line: "Line") -> bool:
    """Whether a line between a title and the prose is a summary or a name; a title below a slogan is light."""
    from corpusclean.rules.credits.bylines import name_end

    named = name_end(line.text, 0) == len(line.text)
    return title.weight >= HEAVY and (named or line.sentence or 2 * line.weight > title.weight)


def _credited(text: str) -> bool:
    """A date, a byline, a number: what may stand before a title or between it and the prose."""
    from corpusclean.rules.chrome.labels import byline, pairs
    from corpusclean.rules.chrome.lines import dated
    from corpusclean.rules.credits.bylines import other_byline
    from corpusclean.rules.credits.dates import read

    if len(text) <= 100 and (dated(text) or read(text)[0] or not any(map(str.isalpha, text))):
        return True
    return bool(pairs(text) or byline(text) or other_byline(text))


def _fit(lines: Sequence["Line"], solid: Sequence[int], n: int) -> bool:
    """Whether a line may be a title by itself, and does not go on in the next one."""
    i, following = solid[n], solid[n + 1]
    return _likely(lines[i]) and not (following == i + 1 and lines[following].text[0].islower())


def _likely(line: "Line") -> bool:
    """Whether a line may be a title by itself, whatever follows."""
    if not 6 <= line.weight <= 150:
        return False
    title = line.text
    if line.bulleted or (line.sentence and title[-1] not in "?？"):
        return False
    if _unfit(title) or _plate(title) or not any(map(str.isalpha, title)):
        return False
    return not title.isascii() or " " in title  # "Pittsburgh": a place, a section


def _unfit(title: str) -> bool:
    """Whether the line has what no title has."""
    return (
        title[-1] in _UNFINISHED
        or (title[0] in _QUOTES[0] and title[-1] in _QUOTES[1] and len(title) > 1)
        or title.count(",") > 4
        or _SIGNS.search(title) is not None
        or _REMARK.match(title) is not None
    )


def _plate(title: str) -> bool:
    """Whether the line is one of the words of sites; the long pattern is only asked where it may find something."""
    if title.isascii():
        low = title.lower()
        return any(map(low.__contains__, _PLATED)) and _PLATE.search(title) is not None
    return (title[0] == "跳" or _LATIN.search(title) is not None) and _PLATE.search(title) is not None


def _words(title: str) -> list[str]:
    """What `_WORD` finds; classes with all hanzi take 2 ms to be compiled, and hanzi alone need none."""
    if title.isascii():
        return _LETTERS.findall(title)
    return [title] if min(title) >= "\u3400" and max(title) <= "\u9fff" else _WORD.findall(title)


def _spoken_of(title: str, text: str) -> bool:
    """Whether the text comes back to the words of the title: a slogan or a section stands above any text."""
    parts: list[str] = []
    needed = 0.0
    for word in _words(title.lower()):
        if "\u3040" <= word[0] <= "\u9fff":
            parts += [word[i : i + 2] for i in range(max(1, len(word) - 1))]
            needed += SHARE_HAN * max(1, len(word) - 1)
        elif word not in _COMMON:
            parts.append(word[:5])
            needed += SHARE
    text = text.lower()
    return sum(part in text for part in parts) >= needed > 0


def _repeated(lines: Sequence["Line"], solid: Sequence[int], n: int) -> bool:
    """Whether a path or a line of names says the line once more, between signs."""
    title = lines[solid[n]].text
    if lines[solid[n]].weight < 18:
        return False
    for i in solid:
        other = lines[i].text
        at = other.find(title) if len(title) < len(other) <= 300 else -1
        if at < 0:
            continue
        tail = other.endswith(f" {title}") and lines[solid[n]].weight >= HEAVY
        if tail or (_SEAM.match(other, at + len(title)) and any(m.end() == at for m in _SEAM.finditer(other))):
            return True
    return False
