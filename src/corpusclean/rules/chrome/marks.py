r"""What a single line is by its words alone: a button, a link, a notice; where it stands is not asked here.

>>> page = "首页 > 财经 > 正文\n他打开了网站首页。"
>>> marks_of(page, split(page))
[Mark(kind='breadcrumb', strength=2, why='path of 3 steps'), None]
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import compress, repeat
from operator import is_
from typing import TYPE_CHECKING

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.credit_lines import OPENINGS, SOURCE, STAMP, YEARS, credit
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.inside import COUNTED, HOMES, OPENED, PATHS, REGISTERED
from corpusclean.rules.chrome.known import ROW, possible
from corpusclean.rules.chrome.lexicon import ALONE, BESIDE, SURE, Mark, Term, entries, term_of
from corpusclean.rules.chrome.lines import Line, core, pieces, split, weights_of

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["SOURCE", "STAMP", "YEARS", "Mark", "mark_of", "marks_of", "read", "split", "years"]

#: What tells the reader to click his way is a step of a manual.
_VERBS = tuple(verb + " " * (verb[0] < "\u2e80") for verb in listed("breadcrumbs")["verbs"])
_STEP = lazy(r"\s*[>›»＞→/]+\s*")
_STEPS = lazy(r"[>›»＞]")
#: What paths, labels and most rows have; hardly any line of prose does.
_GAP = lazy(r"\s\s")
_SIGNS = lazy(r"[>›»＞→/／|｜丨\t:：]")

_COUNTED = "|".join(COUNTED)
_COUNTED_FIRST = frozenset("T" + "".join(word[0] for word in COUNTED))
_COMMENTS = lazy(
    rf"\d+\s?[条條]?(?:{_COUNTED})(?:$|[|｜丨·\s])|(?:There (?:is|are) )?\d{{1,5}} (?:{_COUNTED})\w{{0,3}}"
    rf"(?:$| so far$| (?:to|on|for) [“”\"'‘«„A-Z])"
    rf"|(?:评论|評論)\s?\d+|(?:{_COUNTED})[sS]?\s?[(（:]?\s?\d{{1,5}}[)）]?$"
)

_REGISTERED = lazy(rf"[\u4e00-\u9fff](?:{'|'.join(REGISTERED)})")
_SERVED = lazy(r"本[站网網].{0,60}(?:提供技术支持|提供技術支持)")
_YEAR = lazy(r"(?:19|20)\d\d")
#: A number before the words, with dots, brackets or bullets around it: headings, entries of tables and of contents.
_NUMBER = lazy(r"[\W_]{0,6}(?:\d|[（(]\d{1,3}[）)]\s*\w)")
#: A number right before a word, as counters have it; not the number of a heading.
_COUNTER = lazy(r"[\W_]{0,3}\d{1,3}(?:[.,]?\d{1,3}){0,3}\s?[kKmM万萬]?\+?\s?[^\W\d_]")
#: A number far behind a word is an entry of an index or of a table.
_TABULATED = lazy(r"(?:\u3000|\s\s)\W{0,2}\d")

_QUOTES = ("“", "”", '"', "「", "『", "《", "〈", "«", "„", "‘", "'")
_REMARKS = ('.\\"', "'\\\"", "//", "/*", "#", "%", ";", "<!--", "dnl ")

#: A heavier line is prose, whatever words stand in it.
LONGEST = 1200
#: A heavier line needs one of the words inside lines to be anything.
SHORT = 300


def marks_of(text: str, lines: Sequence[Line]) -> list[Mark | None]:
    """What each of these lines of a text is; they may be some of them, the others being gone."""
    marks = read([line.text for line in lines])
    for i in years([text[line.start : line.end] for line in lines], text):
        # Whether a line feed stands right before it is asked of lines that begin with a year.
        if i > 0 and text[lines[i - 1].end - 1] == "\n":
            marks[i] = mark_of(lines[i].text, fresh=True)
    return marks


def years(raws: Sequence[str], text: str) -> list[int]:
    """The lines of a text that may be a bare time: they begin with a year and a sign, right behind a line feed."""
    if "\n19" not in text and "\n20" not in text:
        return []
    return [i for i, raw in enumerate(raws) if raw[:2] in ("19", "20") and raw[4:5] in ("-", "/", ".", "年")]


def read(texts: Sequence[str]) -> list[Mark | None]:
    """What each of these lines is where no line feed stands before it; they have no blanks around them.

    The lines of the last pages are remembered with their marks, since what one rule leaves is read again by the next.
    """
    known = list(map(_LAST.get, texts, repeat(_UNREAD)))
    if _UNREAD not in known:
        return known
    fresh = list(compress(range(len(texts)), map(is_, known, repeat(_UNREAD))))
    unread = texts if len(fresh) == len(texts) else list(map(texts.__getitem__, fresh))
    found: list[Mark | None] = [None] * len(fresh)
    for n in possible(unread):
        found[n] = mark_of(unread[n])
    for n, mark in zip(fresh, found, strict=True):
        known[n] = mark
    if len(unread) <= LINES and any(known):  # a page without a mark is not read again
        if len(unread) + len(_LAST) > LINES:
            _LAST.clear()
        _LAST.update(zip(unread, found, strict=True))
    return known


#: So many lines are remembered.
LINES = 8192
_UNREAD = Mark("", 0, "unread")
_LAST: dict[str, Mark | None] = {}


@lru_cache(maxsize=4096)
def mark_of(text: str, *, fresh: bool = False) -> Mark | None:
    """What a line without blanks around it is; ``fresh`` where a line feed stands right before it."""
    weight = weights_of([text])[0]
    if not text or weight > LONGEST:
        return None
    single = weight <= ROW and "\t" not in text  # a tab makes the row of a table
    word = core(text) if single else ""
    if single and (mark := _term(text, word)):
        return mark
    automaton, meanings = _automaton()
    sound = text.encode("utf-8", "replace").decode()  # no automaton reads lone surrogates
    found = automaton.find_matches_as_indexes(sound, overlapping=True)
    hits = [meaning for number, _, _ in found for meaning in meanings[number]]
    mark = _short(text, word, weight, hits, fresh) if weight <= SHORT else None
    if mark or not hits:
        return mark
    line = Line(0, 0, text, 0, weight)
    return _footer(line, hits) or _notice(line, hits)


def _short(text: str, word: str, weight: int, hits: Sequence[tuple[str, str]], fresh: bool) -> Mark | None:
    """What a line is that is no paragraph and no term; ``word`` is its core, or "" where it is too long."""
    mark = None
    signs = _SIGNS.search(text) is not None
    if hits:
        mark = _neighbour(text, [word for group, word in hits if group == "neighbours"])
    if not mark and (signs or hits):
        mark = _breadcrumb(text, [word for group, word in hits if group == "markers"])
    if not mark and word:
        mark = _row(text, word, signs)
    if not mark and (signs or text[0] in OPENINGS):
        mark = credit(Line(0, 0, text, 0, weight), fresh, signs)
    return mark


def _term(text: str, word: str) -> Mark | None:
    """A line whose core, ``word``, is a term, with a counter behind it or without.

    What begins with a number is a heading or an entry of a table ("3.1. Email address"), what ends with one full
    stop a sentence ("Comment."), unless the term is one ("No comments yet.").
    """
    term = term_of(word)
    if term and (_TABULATED.search(text) or (text[-1] == ":" and text[0].islower() and term.strength != SURE)):
        return None  # an entry of an index, the end of a sentence ("like this:")
    if term and term.strength == ALONE and text[-1].isdecimal() and text.isascii():
        term = Term(term.kind, BESIDE)
    if term and not _numbered(text) and (not _stopped(text) or (term.strength == SURE and word.count(" ") > 1)):
        return Mark(term.kind, term.strength, word)
    if (text[0].isdecimal() or text[0] in _COUNTED_FIRST) and _COMMENTS.match(text):
        return Mark("comments", SURE, word[:40])
    if term and term.kind == "buttons" and _COUNTER.match(text) and not _stopped(text):
        return Mark("buttons", BESIDE, word)  # "12 Likes", "3.4K views", "5 min read"
    return None


def _numbered(text: str) -> bool:
    """Whether a number that is no counter in brackets opens the line."""
    return _NUMBER.match(text) is not None


def _stopped(text: str) -> bool:
    """Whether the line ends with one full stop, not with an ellipsis."""
    return text.endswith((".", "。", "．")) and text[-2:-1] not in (".", "。", "．")


def _row(text: str, word: str, signs: bool) -> Mark | None:
    """Several terms in a row in a line with the core ``word``: ``Home | News | Sport``, ``分享到：微信 微博``."""
    if _stopped(text):
        return None
    gap = "  " in word if word.isascii() else _GAP.search(word)
    parts = pieces(word) if signs or gap or "·" in word or "•" in word else [word]
    known = _all_known(parts) if len(parts) > 1 else []
    if not known and " " in text and not text.isascii():
        known = _all_known(one for part in parts for one in map(core, part.split()) if one)
    if len(known) < 2 or _numbered(text):
        return None
    words, found = zip(*known, strict=True)
    kind = "navigation" if found[0].kind == "navigation" else "buttons"
    strength = max(term.strength for term in found if term.kind in (kind, "related", "comments"))
    return Mark(kind, strength, " | ".join(words[:4]))


def _all_known(words: Iterable[str]) -> list[tuple[str, Term]]:
    """The words with what they are; nothing if one of them is no term."""
    known = []
    for word in words:
        term = term_of(word)
        if term is None:
            return []
        known.append((word, term))
    return known


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
    if text.endswith("。") and len(rest) > 20:  # a sentence, not a title
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
        if rest.startswith((":", "：", ">", "›", "»", *HOMES)):
            return Mark("breadcrumb", SURE, marker)
    slashed = ("/" in text or "→" in text) and text.lstrip("•· ").startswith(PATHS)
    if not slashed and not _STEPS.search(text):
        return None
    steps = [step.strip(" \u00a0\u3000·•") for step in _STEP.split(text)]
    steps = steps[:-1] if not steps[-1] else steps
    if not 2 <= len(steps) <= 8 or not all(0 < len(step) <= 80 for step in steps):
        return None
    if text.endswith(("。", "；", ";")) or text.lstrip("•· ").startswith(_VERBS):
        return None
    if len(steps) == 2 and slashed and steps[0] in HOMES:  # "Home / School Partnerships" may be a title
        return Mark("breadcrumb", ALONE, "path of 2 steps")
    if steps[0] in HOMES or steps[0].endswith(("网首页", "網首頁", "站首页", "站首頁")):
        return Mark("breadcrumb", SURE, f"path of {len(steps)} steps")
    words = all(len(step.encode("utf-8", "replace")) <= 45 and step[0].isalpha() for step in steps)
    if len(steps) > 2 and words and not re.search(r"[/→←=;(){}«<，,]", text):
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
    opener = next((word[:-1] for group, word in hits if group == "opened" and text.startswith(word)), "")
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
def _automaton() -> "tuple[AhoCorasick, list[list[tuple[str, str]]]]":
    """One automaton for all words that may stand inside a line, and what each means."""
    from ahocorasick_rs import AhoCorasick

    meanings: dict[str, list[tuple[str, str]]] = {}
    for file in ("breadcrumbs", "footers", "notices"):
        for group, words in listed(file).items():
            for word in words if group not in ("homes", "verbs", "consent", "openers") else ():
                meanings.setdefault(word, []).append((group, word))
    for word in OPENED:
        meanings.setdefault(word, []).append(("opened", word))
    for word in REGISTERED:
        meanings.setdefault(word, []).append(("registered", word))
    for word in set(entries("neighbours")):
        meanings.setdefault(word, []).append(("neighbours", word))
    return AhoCorasick(list(meanings)), list(meanings.values())
