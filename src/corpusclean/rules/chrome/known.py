"""Which lines of a page may be marked at all, found without a look at the others: most lines of most texts are not.

Each test here is *necessary* for one of the ways in which `corpusclean.rules.chrome.marks` marks a line, so what is not
found has no mark; what is found is then read.  They are taken of all lines at once, in loops that are not Python's:

- a whole-line term has its core in the table of terms, in lower case;
- a row of terms has a bar, or blanks between them, and begins with such a term;
- a pair of credits has a sign right behind the last letters of a label;
- a path has an arrow or begins with a home and a slash, a byline and the line of a date begin with their words, counted
  comments name them, and notices have one of their words: one automaton finds the words.

>>> possible(["首页 > 财经 > 正文", "他打开了网站首页。", "赞", "作者：李四"])
[0, 2, 3]
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, compress, repeat

from ahocorasick_rs import AhoCorasick

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.inside import COUNTED, OPENED, PATHS, REGISTERED
from corpusclean.rules.chrome.labels import BY_FORMS, DATED_FORMS, LONGEST, endings
from corpusclean.rules.chrome.lexicon import entries, table
from corpusclean.rules.chrome.lines import EDGE, core

__all__ = ["ROW", "possible"]

#: Terms and rows of terms are no longer than this; each code point weighs a byte or more.
ROW = 120
_STEPS = ">›»＞"
_SURROGATE = lazy("[\ud800-\udfff]")
_ARROW = lazy(f"[{_STEPS}]")
_SIGN = lazy(r"[:：|｜丨/／]")
_PARTED = lazy(r"[|｜丨·•/\t:：]|\s\s")
_FIRST_WORD = lazy(r"[|｜丨·•/\t:：\s]")


@cache
def _words() -> AhoCorasick:
    """What the lines that are known by words inside them have one of."""
    found = {*OPENED, *REGISTERED, *PATHS, *COUNTED, *BY_FORMS, *DATED_FORMS, *entries("neighbours")}
    for file, groups in (("breadcrumbs", ("markers",)), ("footers", ("marks", "signs")), ("notices", ("starts",))):
        found.update(word for group in groups for word in listed(file)[group])
    found.update(listed("notices")["anchors"])
    return AhoCorasick(sorted(found))


def possible(texts: Sequence[str]) -> list[int]:
    """The numbers of the lines that may have a mark, wherever they stand; they have no blanks around them.

    A bare time, which a line feed must stand before, is asked for by its year (see `corpusclean.rules.chrome.marks`).
    """
    page = "\n".join(texts)
    if not page.isascii() and _SURROGATE.search(page):
        page = _SURROGATE.sub("?", page)  # what no automaton reads
    starts = [0, *accumulate(map((1).__add__, map(len, texts)))]
    # Not overlapping: a line in which words overlap has the first of them still, since none goes over its end.
    places = [at for _, at, _ in _words().find_matches_as_indexes(page)]
    if any(sign in page for sign in _STEPS):
        places += [arrow.start() for arrow in _ARROW.finditer(page)]
    tails, labels = endings()
    for sign in [sign.start() for sign in _SIGN.finditer(page)]:
        stop = sign - 1 if page[sign - 1 : sign] == " " else sign
        if (
            page[max(0, stop - 3) : stop] in tails
            or page[max(0, stop - 2) : stop] in labels
            or page[stop - 1 : stop] in labels
        ):
            places += [at for at in range(max(0, stop - LONGEST), stop) if page[at:stop] in labels]
    found = {bisect_right(starts, at) - 1 for at in places}
    numbers = [i for i, text in enumerate(texts) if 0 < len(text) <= ROW]
    if numbers:
        lines = list(map(texts.__getitem__, numbers))
        cores = list(map(str.strip, lines, repeat(EDGE)))
        lower = list(map(str.lower, cores))
        found.update(compress(numbers, map(table().__contains__, lower)))
        begun = _heads()
        found.update(
            i
            for i, line, small in zip(numbers, lines, lower, strict=True)
            # in ASCII alone a blank parts words, not terms
            if (not line.isascii() or ":" in small or "/" in small or "|" in small or "  " in small or "\x1f" in small)
            and (small[:3] in begun or small[:2] in begun or small[:1] in begun)
            and _row(line)
        )
    return sorted(found)


@cache
def _heads() -> frozenset[str]:
    """How terms begin, and so rows of terms: three characters, or a whole term, or a blank of some kind."""
    return frozenset({key[:3] for key in table()} | set(filter(str.isspace, map(chr, range(0x3001)))))


def _row(text: str) -> bool:
    """Whether a line may be several terms: what parts them is there, and the first is one."""
    word, worded = core(text), not text.isascii() and " " in text
    if not (worded or _PARTED.search(word)):
        return False
    for pattern in (_FIRST_WORD, _PARTED) if worded else (_PARTED,):
        first = core(pattern.split(word, maxsplit=1)[0].strip())
        if not first or first.lower() in table():
            return True
    return False
