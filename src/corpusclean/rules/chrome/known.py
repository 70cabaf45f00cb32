r"""Which lines of a page may be marked at all, found without a look at the others: most lines of most texts are not.

Each test here is *necessary* for one of the ways in which `corpusclean.rules.chrome.marks` marks a line, so what is not
found has no mark; what is found is then read.  They are taken of all lines at once, in loops that are not Python's.
Where only the words are of interest that prove something alone, `struck` finds the lines that have a piece of one, as
the trigger does, and the others are not even split off.  All words but those that need company have such a piece.

- a whole-line term has its core in the table of terms, in lower case;
- a row of terms has a sign or blanks between them, and begins with such a term;
- a pair of credits has a label with a sign behind it, a path has an arrow or begins with a home and a slash, a byline
  and the line of a date begin with their words, counted comments name them, and notices have one of their words: one
  automaton finds all of these.

>>> possible(["首页 > 财经 > 正文", "他打开了网站首页。", "赞", "作者：李四"])
[0, 2, 3]
>>> struck("他打开了书。\n作者：李四\n1998-05-28 10:30\n")
Struck(lines=['作者：李四'], years=['1998-05-28 10:30'])
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, compress, count, repeat
from operator import contains
from typing import TYPE_CHECKING, NamedTuple

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.inside import COUNTED, OPENED, PATHS, REGISTERED
from corpusclean.rules.chrome.labels import BY_FORMS, DATED_FORMS, signed
from corpusclean.rules.chrome.lexicon import TERMS, entries, table
from corpusclean.rules.chrome.lines import EDGE, core
from corpusclean.rules.chrome.triggers import triggers

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

__all__ = ["ROW", "Struck", "possible", "struck"]

#: Terms and rows of terms are no longer than this; each code point weighs a byte or more.
ROW = 120
_STEPS = ">›»＞"
#: So few lines of so few characters, as often as this, are looked up without the tables, which take 15 ms to be made:
#: most texts have a line or two that may be a title, and no chrome.  Found may be more lines then; all that is found is
#: read.
FEW, LITTLE, OFTEN = 40, 4000, 20
_asked = count()
_SIGN = lazy("[:：|｜丨/／]")
_PARTED = lazy(r"[|｜丨·•/\t:：]|\s\s")
_WORDS = lazy(r"[|｜丨·•/\t:：\s]")
#: One of these stands between the terms of a row, or two plain blanks do.
_PARTS = lazy(r"[|｜丨·•/:：\t\v\f\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


class Struck(NamedTuple):
    """The lines with a piece of a word, each once and without the blanks around it; apart from them those that begin
    with a year right behind a line feed, and may be a bare time.
    """

    lines: list[str]
    years: list[str]


@cache
def _pieces() -> "BytesAhoCorasick":
    from ahocorasick_rs import BytesAhoCorasick

    trigger = triggers()
    return BytesAhoCorasick(list(map(str.encode, (*trigger.chars, *trigger.literals))))


def struck(text: str) -> Struck:
    """The lines that have a piece of a word, and perhaps others where a line ends without a line feed.

    Pieces do not overlap here: a line in which they do has the first of them still, since none goes over its end.
    """
    page = text.encode("utf-8", "surrogatepass")
    lines: dict[str, None] = {}
    years: dict[str, None] = {}
    stop = -1
    for _, _, at in _pieces().find_matches_as_indexes(page):
        if at > stop:
            start = page.rfind(b"\n", 0, at - 1) + 1
            stop = page.find(b"\n", at)
            stop = stop if stop >= 0 else len(page)
            found = list(map(str.strip, page[start:stop].decode("utf-8", "surrogatepass").splitlines()))
            if start and page.startswith((b"19", b"20"), start):
                years[found.pop(0)] = None
            lines.update(dict.fromkeys(found))
    return Struck(list(lines), list(years))


@cache
def _inner() -> list[str]:
    """What the lines that are known by words inside them have one of, but for labels."""
    found = {*OPENED, *REGISTERED, *PATHS, *COUNTED, *BY_FORMS, *DATED_FORMS, *entries("neighbours"), *_STEPS}
    for file, groups in (("breadcrumbs", ("markers",)), ("footers", ("marks", "signs")), ("notices", ("starts",))):
        found.update(word for group in groups for word in listed(file)[group])
    found.update(listed("notices")["anchors"])
    return sorted(found)


@cache
def _words() -> "BytesAhoCorasick":
    """Finds these and labels; in bytes, since places are not asked for."""
    from ahocorasick_rs import BytesAhoCorasick

    return BytesAhoCorasick(list(map(str.encode, (*_inner(), *sorted(signed())))))


@cache
def _raw() -> bytes:
    """The table of terms as it stands in its file: its keys, and what they are, line by line."""
    return b"\n" + TERMS.read_bytes()


def _stands(key: str) -> bool:
    """Whether a term in lower case may stand in the table: it does, or it is what the table says of one."""
    return b"\n%b\n" % key.encode("utf-8", "surrogatepass") in _raw()


def possible(texts: Sequence[str]) -> list[int]:
    """The numbers of the lines that may have a mark, wherever they stand; they have no blanks around them.

    A bare time, which a line feed must stand before, is asked for by its year (see `corpusclean.rules.chrome.marks`).
    """
    if len(texts) <= FEW and sum(map(len, texts)) <= LITTLE and next(_asked) < OFTEN:
        return sorted({*_holding(texts), *_termed(texts, _stands)})
    return sorted({*_worded(texts), *_termed(texts, table().__contains__)})


def _holding(texts: Sequence[str]) -> list[int]:
    """The lines that may be known by words inside them, for a few lines."""
    page = "\n".join(texts)
    words = [word for word in (*_inner(), *(signed() if _SIGN.search(page) else ())) if word in page]
    return [i for i, text in enumerate(texts) if any(map(text.__contains__, words))]


def _worded(texts: Sequence[str]) -> Iterator[int]:
    """The lines that may be known by words inside them.

    Words do not overlap here: a line in which they do has the first of them still, since none goes over its end.
    """
    page = "\n".join(texts).encode("utf-8", "surrogatepass")
    line = last = 0
    for _, start, _ in _words().find_matches_as_indexes(page):
        line += page.count(b"\n", last, start)
        last = start
        yield line


def _termed(texts: Sequence[str], known: Callable[[str], bool]) -> Iterator[int]:
    """The lines that may be terms or rows of terms; ``known`` says whether a word in lower case is a term."""
    numbers = [i for i, text in enumerate(texts) if 0 < len(text) <= ROW]
    lines = list(map(texts.__getitem__, numbers))
    cores = list(map(str.strip, lines, repeat(EDGE)))
    lower = list(map(str.lower, cores))
    yield from compress(numbers, map(known, lower))
    # In ASCII alone a single blank parts words, not terms.
    spaced = (n for n in compress(count(), map(contains, cores, repeat(" "))) if not lines[n].isascii())
    wide = [n for n in spaced if known(lower[n].partition(" ")[0].strip(EDGE))]
    for n in {*wide, *_parted(lower, known)}:
        if _row(lines[n], lower[n], known):
            yield numbers[n]


def _parted(cores: Sequence[str], known: Callable[[str], bool]) -> Iterator[int]:
    """The lines with a term before the first sign that parts terms, or with two blanks."""
    page = "\n".join(cores)
    ends = list(accumulate(map((1).__add__, map(len, cores))))
    line = stop = 0
    for sign in _PARTS.finditer(page):
        at = sign.start()
        if at >= stop:
            line = bisect_right(ends, at, line)
            start, stop = ends[line] - len(cores[line]) - 1, ends[line]
            if page[at].isspace() or known(page[start:at].strip(EDGE)):
                yield line
    at = page.find("  ")
    while at >= 0:
        line = bisect_right(ends, at)
        yield line
        at = page.find("  ", ends[line])


def _row(text: str, word: str, known: Callable[[str], bool]) -> bool:
    """Whether a line, ``word`` its core in lower case, may be several terms: there are two, and nothing else."""
    for parts in (_PARTED, _WORDS) if not text.isascii() and " " in text else (_PARTED,):
        words = [one for part in parts.split(word) if (one := core(part.strip()))]
        if len(words) > 1 and all(map(known, words)):
            return True
    return False
