r"""What a single line is by its words alone: a button, a link, a notice; where it stands is not asked here.

>>> page = "首页 > 财经 > 正文\n他打开了网站首页。"
>>> marks = Marks(split(page), page)
>>> marks.of(0), marks.of(1)
(Mark(kind='breadcrumb', strength=2, why='path of 3 steps'), None)
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.credit_lines import SOURCE, STAMP, YEARS, credit
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.lexicon import ALONE, SURE, Mark, entries, terms
from corpusclean.rules.chrome.lines import Line, core, forms, pieces, split

__all__ = ["COUNTED", "OPENED", "PATHS", "REGISTERED", "SOURCE", "STAMP", "YEARS", "Mark", "Marks", "split"]

_HOMES = tuple(listed("breadcrumbs")["homes"])
#: A path with slashes must begin with a home: fractions, dates and file names have slashes too.
PATHS = tuple(home + sign for home in _HOMES for sign in ("/", " /", "\u00a0/", "→", " →"))
_STEP = lazy(r"\s*[>›»＞→/]+\s*")
_STEPS = lazy(r"[>›»＞]")

#: The heading of readers' comments, with their number before or behind.
_COUNTABLE = ("comment", "response", "replies", "thought", "kommentar", "commentaire", "comentario", "комментари")
COUNTED = (*(form for word in _COUNTABLE for form in sorted({word, *forms(word)})), "评论", "評論", "留言", "跟帖")
_COUNTED = "|".join(COUNTED)
_COMMENTS = lazy(
    rf"\d+\s?[条條]?(?:{_COUNTED})(?:$|[|｜丨·\s])|(?:There (?:is|are) )?\d{{1,5}} (?:{_COUNTED})\w{{0,3}}"
    rf"(?:$| so far$| (?:to|on|for) [“”\"'‘«„A-Z])"
    rf"|(?:评论|評論)\s?\d+|(?:{_COUNTED})[sS]?\s?[(（:]?\s?\d{{1,5}}[)）]?$"
)

#: The registration of a site in China: 京ICP备, 京公网安备.
REGISTERED = tuple(name + mark for name in ("ICP", "网安", "網安") for mark in "备備证證号號")
_REGISTERED = lazy(rf"[\u4e00-\u9fff](?:{'|'.join(REGISTERED)})")
_SERVED = lazy(r"本[站网網].{0,60}(?:提供技术支持|提供技術支持)")
_YEAR = lazy(r"(?:19|20)\d\d")
#: A number before the words, with dots, brackets or bullets around it: headings, entries of tables and of contents.
_NUMBER = lazy(r"[\W_]{0,6}(?:\d|[（(]\d{1,3}[）)]\s*\w)")

_QUOTES = ("“", "”", '"', "「", "『", "《", "〈", "«", "„", "‘", "'")
_REMARKS = ('.\\"', "'\\\"", "//", "/*", "#", "%", ";", "<!--", "dnl ")

_BEHIND = (":", "：", "】", "]", "）", ")")
#: The name of a notice with the sign behind it.
OPENED = tuple(opener + sign for opener in listed("notices")["openers"] for sign in _BEHIND)


class Marks:
    """Tells what the lines of one page are; the words inside lines are looked up once, for the whole page."""

    def __init__(self, lines: Sequence[Line], page: str) -> None:
        self.lines = lines
        self._page = page
        self._hits: dict[int, list[tuple[str, str]]] = {}
        automaton, meanings = _automaton()
        starts = [line.start for line in lines]
        for number, start, end in automaton.find_matches_as_indexes(page, overlapping=True):
            i = bisect_right(starts, start) - 1
            if end <= lines[i].end:
                self._hits.setdefault(i, []).extend(meanings[number])

    def of(self, i: int) -> Mark | None:
        """What the line is, or ``None``."""
        line = self.lines[i]
        hits = tuple(self._hits.get(i, ()))
        if not line.text or line.weight > 1200 or (line.weight > 300 and not hits):
            return None
        fresh = line.indent == 0 and line.start > 0 and self._page[line.start - 1] == "\n"
        return _read(line._replace(start=0, end=0, indent=0), hits, fresh)


@lru_cache(maxsize=4096)
def _read(line: Line, hits: tuple[tuple[str, str], ...], fresh: bool) -> Mark | None:
    """What a line is; the last answers are kept, since what one rule leaves is read again by the next."""
    text = line.text
    short = line.weight <= 120 and "\t" not in text  # a tab makes the row of a table
    if short and (mark := _term(text)):
        return mark
    if line.weight <= 300:
        mark = (
            _neighbour(text, [word for group, word in hits if group == "neighbours"])
            or _breadcrumb(text, [word for group, word in hits if group == "markers"])
            or (_row(text) if short else None)
            or credit(line, fresh)
        )
        if mark:
            return mark
    return (_footer(line, hits) or _notice(line, hits)) if hits else None


def _term(text: str) -> Mark | None:
    """A line that is a term, with a counter behind it or without.

    What begins with a number is a heading or an entry of a table ("3.1. Email address"), what ends with one full
    stop a sentence ("Comment."), unless the term is one ("No comments yet.").
    """
    word = core(text)
    term = terms().get(word)
    if term and not _numbered(text) and (not _stopped(text) or (term.strength == SURE and word.count(" ") > 1)):
        return Mark(term.kind, term.strength, word)
    if _COMMENTS.match(text):
        return Mark("comments", SURE, word[:40])
    return None


def _numbered(text: str) -> bool:
    """Whether a number that is no counter in brackets opens the line."""
    return _NUMBER.match(text) is not None


def _stopped(text: str) -> bool:
    """Whether the line ends with one full stop, not with an ellipsis."""
    return text.endswith((".", "。", "．")) and text[-2:-1] not in (".", "。", "．")


def _row(text: str) -> Mark | None:
    """Several terms in a row: ``Home | News | Sport``, ``分享到：微信 微博``."""
    table = terms()
    if _numbered(text) or _stopped(text):
        return None
    parts = pieces(text)
    if " " in text and not text.isascii() and not all(part in table for part in parts):
        parts = [word for part in parts for word in map(core, part.split()) if word]
    known = [table.get(part) for part in parts] if len(parts) > 1 else []
    if known and all(known) and known[0]:
        kind = "navigation" if known[0].kind == "navigation" else "buttons"
        strength = max(term.strength for term in known if term and term.kind in (kind, "related", "comments"))
        return Mark(kind, strength, " | ".join(parts[:4]))
    return None


def _neighbour(text: str, words: Sequence[str]) -> Mark | None:
    """A link to the previous or the next article, with its title or without."""
    bare = text.lstrip("•·<‹«>←→【[(（ ")
    term = max((word for word in words if bare.startswith(word)), key=len, default="")
    if not term:
        return None
    rest = bare[len(term) :]
    alone = f"= {term.lower()}" in listed("neighbours")[""]
    if not core(rest):
        return Mark("neighbours", ALONE if alone else SURE, term)
    if alone:
        return None
    if re.match(r"\s?[:：>›»→】\])）《<]|\s{1,4}(?:\S.{0,80})?\d{4}|\s?没有了|\s?沒有了", rest):
        return Mark("neighbours", SURE, term)
    if rest[:1] in " \u00a0\u3000" and not text.endswith(("。", ".", "，", "!", "！", "？", "?")) and len(rest) <= 80:
        return Mark("neighbours", ALONE if term[0].isascii() else SURE, term)
    return None


def _breadcrumb(text: str, markers: Sequence[str]) -> Mark | None:
    """The path to the page."""
    for marker in markers:
        rest = text.partition(marker)[2].lstrip()
        if rest.startswith((":", "：", ">", "›", "»", *_HOMES)):
            return Mark("breadcrumb", SURE, marker)
    slashed = text.lstrip("•· ").startswith(PATHS)
    if not slashed and not _STEPS.search(text):
        return None
    steps = [step.strip(" \u00a0\u3000·•") for step in _STEP.split(text)]
    steps = steps[:-1] if not steps[-1] else steps
    if not 2 <= len(steps) <= 8 or not all(0 < len(step) <= 80 for step in steps):
        return None
    if steps[0] in _HOMES or steps[0].endswith(("网首页", "網首頁", "站首页", "站首頁")):
        return Mark("breadcrumb", SURE, f"path of {len(steps)} steps")
    words = all(len(step.encode("utf-8", "replace")) <= 45 and step[0].isalpha() for step in steps)
    if len(steps) > 2 and words and not re.search(r"[/→←=;(){}]", text):
        return Mark("breadcrumb", ALONE, f"path of {len(steps)} steps")
    return None


def _footer(line: Line, hits: Sequence[tuple[str, str]]) -> Mark | None:
    """Copyright, licence, registration."""
    text = line.text
    if line.weight > 600:
        return None
    if _REGISTERED.search(text) and line.weight <= 400:
        return Mark("notice", SURE, "registration number")
    marks = _unique(word for group, word in hits if group == "marks")
    signs = _unique(word for group, word in hits if group == "signs")
    if not marks and not signs:
        return None
    if text.startswith((*_QUOTES, *_REMARKS)):  # a title that a bibliography names; the head of a source file
        return None
    evidence = marks + signs + _unique(word for group, word in hits if group == "seconds")
    opens = text.lstrip("•·-—|【[(（ ").startswith(tuple(marks + signs))
    why = ", ".join(evidence[:3])
    if (marks and len(evidence) > 1) or (signs and opens and _YEAR.search(text)):
        return Mark("notice", SURE if line.weight <= 300 else ALONE, why)
    if marks and (line.weight <= 120 or opens) and (not line.sentence or core(text) in marks):
        return Mark("notice", SURE if _SERVED.match(text) else ALONE, why)
    return None


def _notice(line: Line, hits: Sequence[tuple[str, str]]) -> Mark | None:
    """A disclaimer, a call to subscribe, a notice on cookies."""
    text = line.text.lstrip('•·*-—【[(（“"※#★ ')
    start = max((word for group, word in hits if group == "starts" and text.startswith(word)), key=len, default="")
    if start:
        return Mark("notice", ALONE, start)
    opener = next((sign[:-1] for sign in OPENED if text.startswith(sign)), "")
    anchors = {word for group, word in hits if group == "anchors"}
    phrases = {word for group, word in hits if group == "phrases"} | anchors
    if (opener and len(phrases) > 1) or (anchors and len(phrases) > 3):
        return Mark(
            "notice", SURE if opener else ALONE, f"{opener or 'notice'}, {len(phrases)} phrases of a disclaimer"
        )
    return None


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


@cache
def _automaton() -> tuple[AhoCorasick, list[list[tuple[str, str]]]]:
    """One automaton for all words that may stand inside a line, and what each means."""
    meanings: dict[str, list[tuple[str, str]]] = {}
    for file in ("breadcrumbs", "footers", "notices"):
        for group, words in listed(file).items():
            for word in words if group not in ("homes", "consent", "openers") else ():
                meanings.setdefault(word, []).append((group, word))
    for word in (*OPENED, *REGISTERED):
        meanings.setdefault(word, []).append(("opened", word))
    for word in set(entries("neighbours")):
        meanings.setdefault(word, []).append(("neighbours", word))
    return AhoCorasick(list(meanings)), list(meanings.values())
