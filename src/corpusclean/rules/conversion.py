"""Simplified, Traditional, Taiwan, Hong Kong and Japanese forms, by OpenCC: what `other_script` does to a text."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import compress
from typing import NamedTuple

from corpusclean.edits import Edit
from corpusclean.language.detect import HAN, count, japanese, only_hans, only_hant, tally
from corpusclean.language.opencc import changing, converter, described
from corpusclean.patterns import lazy

__all__ = ["Task"]

#: Target, then OpenCC's chains from Simplified and from Traditional text.
_CHAINS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "hans": ((), ("t2s",)),
    "hant": (("s2t",), ()),
    "tw": (("s2t", "t2tw"), ("t2tw",)),
    "hk": (("s2t", "t2hk"), ("t2hk",)),
    "jp": (("s2t", "t2jp"), ("t2jp",)),
}

_HAN = lazy(f"[{HAN}]")
_COMPATIBLE = "\uf900-\ufaff\U0002f800-\U0002fa1f"
_COMPATIBILITY = lazy(f"[{_COMPATIBLE}]")
_COMPATIBILITIES = lazy(f"([{_COMPATIBLE}]+)")  # a group is searched for five times as slowly as a class
# Taiwan writes the particle 着 as 著, which "t2s" leaves: 看著 for 看着.  "tw2s" converts it, and a rare 原著 with it.
_TAIWAN = lazy("[看隨沿拿帶跟對聽說走站坐想望抱笑等向順朝靠憑活藏味臨在有伴圍持]著")
_KANA_OR_HANGUL = lazy("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d\u1100-\u11ff\u3131-\u318e\uac00-\ud7ff]")


def _convert(text: str, chain: tuple[str, ...]) -> str:
    """A text of any number of lines, which is twice as fast as line by line; compatibility ideographs stay."""
    if "\n" in text and described(text):  # so that no line depends on the next
        return "\n".join(_convert(line, chain) for line in text.split("\n"))
    pieces = _COMPATIBILITIES.split(text) if _COMPATIBILITY.search(text) else [text]
    for config in chain:
        # OpenCC turns 豈 (U+F900) into 豈, whatever the target; kept out, what comes of it cannot be converted again.
        pieces[::2] = map(converter(config), pieces[::2])
    return "".join(pieces)


@cache
def _single(character: str, chain: tuple[str, ...]) -> str:
    return _convert(character, chain)


def _foreign(line: str, *, document: bool) -> bool:
    """Whether a line is Japanese or Korean and so none of our business; ``document`` says what the whole text is."""
    if not _KANA_OR_HANGUL.search(line):
        return document
    counts = count(line)
    return japanese(counts.han, counts.kana) or counts.hangul * 9 >= counts.han


def _taiwanese(text: str) -> bool:
    return "著" in text and "着" not in text and bool(_TAIWAN.search(text))


def _edits(text: str, new: str) -> Iterator[Edit]:
    """`Edit.between` of each line that is another one in the new text; for all at once where every length stays."""
    import numpy as np

    if len(text) == len(new):
        old, other = (np.frombuffer(one.encode("utf-32-le"), "<u4") for one in (text, new))
        ends = np.flatnonzero(old == ord("\n"))
        if np.array_equal(ends, np.flatnonzero(other == ord("\n"))):
            apart = np.flatnonzero(old != other)
            line = np.searchsorted(ends, apart)
            starts, stops = apart[np.diff(line, prepend=-1) > 0], apart[np.diff(line, append=len(text)) > 0] + 1
            for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
                yield Edit(start, stop, new[start:stop])
            return
    start = 0
    for before, after in zip(text.split("\n"), new.split("\n"), strict=True):
        if before != after:
            yield Edit.between(start, before, after)
        start += len(before) + 1


class Task(NamedTuple):
    """What is to be done to one text."""

    theirs: re.Pattern[str]  # characters that only the scripts not asked for have
    ours: re.Pattern[str]
    chain: tuple[str, ...]  # for a line in another script
    forms: tuple[str, ...]  # for a line in ours: only the forms of the region
    prevail: bool  # whether the text is mostly theirs
    foreign: bool  # whether it is Japanese or Korean
    japanese: bool  # whether Japanese lines are to be given their present forms

    @classmethod
    def of(cls, text: str, script: str) -> "Task | None":
        """The task, or None where there is nothing to do; what the text mostly is comes from a sample.

        A second run cannot see it otherwise: none of ``theirs`` is left, and kana and hangul stand where they stood.
        """
        to_hans, to_japan = script == "hans", script == "jp"
        hans, hant = only_hans(japan=to_japan), only_hant()
        theirs, ours = (hant, hans) if to_hans else (hans, hant)
        forms = _CHAINS[script][not to_hans]
        if not (_HAN if forms else theirs).search(text):
            return None
        total = tally(text)
        simplified = total.hans_only if to_japan else total.hans
        korean = total.all.hangul * 9 >= max(total.all.han, 1)
        return cls(
            theirs,
            ours,
            chain=("tw2s",) if to_hans and _taiwanese(text) else _CHAINS[script][to_hans],
            forms=forms,
            prevail=total.hant > simplified if to_hans else simplified > total.hant,
            foreign=korean or japanese(total.all.han, total.all.kana),
            japanese=to_japan and not korean,
        )

    def kind(self, line: str) -> str:
        """How a line is converted: ``whole``, character by character (``mixed``), only in its ``forms``, or not."""
        if _foreign(line, document=self.foreign):
            return "forms" if self.japanese else ""
        if not self.ours.search(line):
            found = self.prevail or self.theirs.search(line)
            return "whole" if found else "forms" if self.forms else ""
        theirs = len(self.theirs.findall(line))
        if theirs > len(self.ours.findall(line)):
            return "whole"
        return "mixed" if theirs else "forms" if self.forms else ""

    def single(self, found: re.Match[str]) -> str:
        """One character, converted alone."""
        return _single(found[0], self.chain)

    def lines(self, lines: list[str]) -> list[str]:
        """What becomes of these lines, each looked at."""
        kinds = list(map(self.kind, lines))
        new = lines.copy()
        for kind, chain in (("whole", self.chain), ("mixed", self.forms), ("forms", self.forms)):
            places = [place for place, other in enumerate(kinds) if other == kind]
            if places:
                old = "\n".join([lines[place] for place in places])
                if kind == "mixed":
                    old = self.theirs.sub(self.single, old)
                for place, line in zip(places, _convert(old, chain).split("\n"), strict=True):
                    new[place] = line
        return new

    def sparse(self, text: str) -> Iterator[Edit]:
        """The edits, if few lines hold a character that may change; no other line is looked at."""
        find = self.theirs if not (self.prevail or self.forms) else changing(*self.chain, *self.forms) or _HAN
        some: list[tuple[int, str]] = []
        end = -1
        while end < len(text) and (match := find.search(text, end + 1)):
            start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            end = len(text) if end < 0 else end
            some.append((start, text[start:end]))
        new = self.lines([line for _, line in some])
        for (start, line), other in zip(some, new, strict=True):
            if other != line:
                yield Edit.between(start, line, other)

    def dense(self, text: str) -> Iterator[Edit]:
        """The edits, if most lines are to be converted as a whole: what they become, and the others on top of it."""
        lines, new = text.split("\n"), _convert(text, self.chain).split("\n")
        doubtful: set[int] = set()
        for sign in (self.ours, _KANA_OR_HANGUL):
            if sign.search(text):
                doubtful.update(compress(range(len(lines)), map(sign.search, lines)))
        places = sorted(doubtful)
        for place, line in zip(places, self.lines([lines[place] for place in places]), strict=True):
            new[place] = line
        yield from _edits(text, "\n".join(new))
