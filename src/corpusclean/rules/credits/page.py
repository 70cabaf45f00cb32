r"""The lines of a text that are not blank, and where labels stand in it: found at once, made into `Line`s one by one.

>>> page = page_of("老桥开放\n\n  来源：海湾日报\n")
>>> len(page), page[1].text, page[1].start, page[1].indent
(2, '来源：海湾日报', 6, 2)
>>> [page.at(place) for place in labels_in(page.text)]
[1]
"""

import re
from bisect import bisect_right
from functools import cache, cached_property, lru_cache
from itertools import accumulate, compress, filterfalse, islice
from operator import not_

from corpusclean.rules.chrome.lines import Line

__all__ = ["Page", "by_itself", "edges", "labels_in", "page_of"]


#: What stands behind a label.
SIGNS = ":：|｜丨/／"
#: Where so much of both ends of a text has the lines that are asked for, the rest is not split.
_FAR = 2400


class Page:
    """The lines of a text that are not blank, by their numbers."""

    def __init__(self, text: str) -> None:
        self.text = text
        raw = text.splitlines(keepends=True)
        solid = [*map(not_, map(str.isspace, raw))]
        #: The lines as they stand, with their blanks and their ends.
        self.raw = raw if all(solid) else [*compress(raw, solid)]
        self._all, self._solid = raw, solid
        self._made: dict[int, Line] = {}

    @cached_property
    def starts(self) -> list[int]:
        """Where the lines begin."""
        return [*compress(accumulate(map(len, self._all), initial=0), self._solid)]

    def __len__(self) -> int:
        return len(self.raw)

    def __getitem__(self, n: int) -> Line:
        line = self._made.get(n)
        if line is None:
            self._made[n] = line = by_itself(self.raw[n], self.starts[n])
        return line

    def at(self, place: int) -> int:
        """The number of the line in which a place of the text stands that is no blank."""
        return bisect_right(self.starts, place) - 1


def by_itself(raw: str, start: int = 0) -> Line:
    """The line that begins at a place; it is not blank."""
    text = raw.strip()
    weight = len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
    return Line(start, start + len(raw), text, len(raw) - len(raw.lstrip()), weight)


@lru_cache(maxsize=2)
def page_of(text: str) -> Page:
    """The lines of a text; those of the last one are kept, since several rules ask one after another."""
    return Page(text)


def edges(text: str, head: int, foot: int) -> list[str]:
    """The first and the last lines that are not blank, as they stand; a long text is not split for them."""
    if len(text) > 2 * _FAR:
        first = text[:_FAR].splitlines(keepends=True)[:-1]  # the last one may be cut
        last = text[-_FAR:].splitlines(keepends=True)[:0:-1]
        one = [*islice(filterfalse(str.isspace, first), head)]
        other = [*islice(filterfalse(str.isspace, last), foot)]
        if len(one) == head and len(other) == foot:
            return [*one, *reversed(other)]
    raw = page_of(text).raw
    return raw if len(raw) <= head + foot else [*raw[:head], *raw[-foot:]]


def labels_in(text: str) -> list[int]:
    """Behind which places labels with their signs end: `corpusclean.rules.chrome.labels.pairs` finds no others."""
    found: list[int] = []
    for char in SIGNS:
        if char not in text:
            continue
        names, lengths = _labels()
        for match in _sign(char).finditer(text):
            stop = match.start()
            stop -= text[stop - 1] == " "
            known = lengths.get(text[max(0, stop - 2) : stop])
            if (known and any(text[stop - n : stop] in names for n in known if n <= stop)) or text[
                stop - 1 : stop
            ] in names:
                found.append(stop - 1)
    return found


@cache
def _labels() -> tuple[frozenset[str], dict[str, tuple[int, ...]]]:
    """The labels, and by their last two letters how long they are."""
    from corpusclean.rules.chrome.files import listed
    from corpusclean.rules.chrome.lines import forms

    names = frozenset(form for labels in listed("labels").values() for label in labels for form in forms(label))
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[-2:], set()).add(len(name))
    return names, {end: tuple(sorted(known)) for end, known in lengths.items()}


@cache
def _sign(char: str) -> "re.Pattern[str]":
    """A sign behind the last letter of a label, maybe with a blank between.

    The sign comes first in the pattern, so that it is found at the speed of a scan; the letter before it is then
    looked at.  A bar or a slash takes the place of the colon behind a few labels only.
    """
    from corpusclean.rules.chrome.labels import BARRED

    last = "".join(sorted({re.escape(word[-1]) for word in (_labels()[0] if char in ":：" else BARRED)}))
    sign = re.escape(char)
    if char in ":：":  # hardly ever behind a blank, and the long class takes its time to be compiled
        return re.compile(f"{sign}(?<=[{last} ]{sign})")
    return re.compile(f"{sign}(?:(?<=[{last}]{sign})|(?<=[{last}] {sign}))")
