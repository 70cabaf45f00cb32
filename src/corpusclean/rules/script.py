"""Simplified, Traditional, Taiwan, Hong Kong and Japanese forms, by OpenCC."""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from corpusclean.edits import Edit
from corpusclean.errors import ConfigError
from corpusclean.language.detect import HAN, count, japanese, only_hans, only_hant, sample
from corpusclean.patterns import lazy

__all__ = ["SCRIPTS", "other_script"]

#: Target, then OpenCC's chains from Simplified and from Traditional text.
_CHAINS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "hans": ((), ("t2s",)),
    "hant": (("s2t",), ()),
    "tw": (("s2t", "t2tw"), ("t2tw",)),
    "hk": (("s2t", "t2hk"), ("t2hk",)),
    "jp": (("s2t", "t2jp"), ("t2jp",)),
}
SCRIPTS = ("keep", *_CHAINS)

_HAN = lazy(f"[{HAN}]")
_COMPATIBILITY = lazy("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
# Taiwan writes the particle 着 as 著, which "t2s" leaves: 看著 for 看着.  "tw2s" converts it, and a rare 原著 with it.
_TAIWAN = lazy("[看隨沿拿帶跟對聽說走站坐想望抱笑等向順朝靠憑活藏味臨在有伴圍持]著")
_KANA_OR_HANGUL = lazy("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d\u1100-\u11ff\u3131-\u318e\uac00-\ud7ff]")


@cache
def _converter(config: str) -> Callable[[str], str]:
    from opencc import OpenCC  # 15 to 100 ms for its dictionaries: only where a conversion is asked for

    convert: Callable[[str], str] = OpenCC(config).convert
    return convert


def _convert(lines: list[str], chain: tuple[str, ...]) -> list[str]:
    """Many lines in one call a step, more than twice as fast as line by line; compatibility ideographs stay."""
    if not lines or not chain:
        return lines
    pieces = _COMPATIBILITY.split("\n".join(lines))
    for config in chain:
        # OpenCC turns 豈 (U+F900) into 豈, whatever the target; kept out, what comes of it cannot be converted again.
        pieces[::2] = map(_converter(config), pieces[::2])
    return "".join(pieces).split("\n")


@cache
def _single(character: str, chain: tuple[str, ...]) -> str:
    return _convert([character], chain)[0]


def _foreign(line: str, *, document: bool) -> bool:
    """Whether a line is Japanese or Korean and so none of our business; ``document`` says what the whole text is."""
    if not _KANA_OR_HANGUL.search(line):
        return document
    counts = count(line)
    return japanese(counts.han, counts.kana) or counts.hangul * 9 >= counts.han


class _Task(NamedTuple):
    """What is to be done to one text."""

    theirs: re.Pattern[str]  # characters that only the scripts not asked for have
    ours: re.Pattern[str]
    chain: tuple[str, ...]  # for a line in another script
    forms: tuple[str, ...]  # for a line in ours: only the forms of the region
    prevail: bool  # whether the text is mostly theirs
    foreign: bool  # whether it is Japanese or Korean
    japanese: bool  # whether Japanese lines are to be given their present forms

    @classmethod
    def of(cls, text: str, script: str) -> "_Task":
        """The task; what the text mostly is comes from a sample.

        A second run cannot see it otherwise: none of ``theirs`` is left, and kana and hangul stand where they stood.
        """
        to_hans, to_japan = script == "hans", script == "jp"
        hans, hant = only_hans(japan=to_japan), only_hant()
        theirs, ours = (hant, hans) if to_hans else (hans, hant)
        piece = sample(text)
        total = count(piece)
        korean = total.hangul * 9 >= max(total.han, 1)
        return cls(
            theirs,
            ours,
            chain=("tw2s",) if to_hans and "着" not in text and _TAIWAN.search(text) else _CHAINS[script][to_hans],
            forms=_CHAINS[script][not to_hans],
            prevail=len(theirs.findall(piece)) > len(ours.findall(piece)),
            foreign=korean or japanese(total.han, total.kana),
            japanese=to_japan and not korean,
        )

    def kind(self, line: str) -> str:
        """How a line is converted: ``whole``, character by character (``mixed``), only in its ``forms``, or not."""
        if _foreign(line, document=self.foreign):
            return "forms" if self.japanese else ""
        theirs, ours = len(self.theirs.findall(line)), len(self.ours.findall(line))
        if theirs > ours or (self.prevail and not ours):
            return "whole"
        return "mixed" if theirs else "forms" if self.forms else ""

    def single(self, found: re.Match[str]) -> str:
        """One character, converted alone."""
        return _single(found[0], self.chain)


def other_script(text: str, *, script: str = "keep") -> Iterator[Edit]:
    r"""Han characters of another script than the one asked for.

    A corpus that mixes 国 and 國 counts every word twice.  ``script`` is ``keep`` (the default: nothing is done),
    ``hans`` (Simplified), ``hant`` (Traditional as OpenCC writes it), ``tw`` and ``hk`` (with the forms of Taiwan and
    Hong Kong) or ``jp`` (the forms of present-day Japan).  Characters are converted, by phrase where a phrase is
    known (皇后 stays, 然后 becomes 然後); vocabulary is not (軟體 becomes 软体, not 软件).

    OpenCC is made for text that is all in one script.  Applied to what is in the right script already it does harm
    (手冢 and 皇后 come out wrong, and each pass changes more), so a line is converted only where it holds characters
    that exist in the other script alone, or shows nothing while most of the text is in the other script.  In a line
    with both, the majority decides whether phrases are converted or only the foreign characters, one by one.  Lines in
    Japanese or Korean stay, except that ``jp`` gives older Japanese its present forms.  One edit a line, from the
    first difference to the last.  Idempotent, which OpenCC is not: 65 of its own words change again under ``t2s``,
    1,183 under ``s2t``.

    An unknown ``script`` raises `ConfigError`.

    >>> fix(other_script, "瞭解這個國家的歷史\n皇后在後面\n", script="hans")
    '了解这个国家的历史\n皇后在后面\n'
    >>> fix(other_script, "乾隆年间,皇后著有诗集。\n中文\n", script="hans")
    '乾隆年间,皇后著有诗集。\n中文\n'
    """
    if script not in SCRIPTS:
        near = get_close_matches(str(script).lower(), SCRIPTS, 1, 0.0)[0]
        raise ConfigError(f"script {script!r} is unknown; did you mean {near!r}? Known: {', '.join(SCRIPTS)}")
    if script == "keep" or not _HAN.search(text):
        return
    task = _Task.of(text, script)
    if not task.forms and not task.theirs.search(text):
        return
    found: dict[str, list[tuple[int, str]]] = {"whole": [], "mixed": [], "forms": []}
    start = 0
    for line in text.split("\n"):
        if _HAN.search(line) and (kind := task.kind(line)):
            found[kind].append((start, line))
        start += len(line) + 1

    changed = []
    for kind, chain in (("whole", task.chain), ("mixed", task.forms), ("forms", task.forms)):
        old = [line for _, line in found[kind]]
        if kind == "mixed":
            new = _convert([task.theirs.sub(task.single, line) for line in old], chain)
        else:
            new = _convert(old, chain)
        changed += [Edit.between(at, one, two) for (at, one), two in zip(found[kind], new, strict=True) if one != two]
    yield from sorted(changed)
