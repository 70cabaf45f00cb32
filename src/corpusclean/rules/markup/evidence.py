"""Whether escapes in a text are damage: what every rule for escapes asks before it decodes any.

Programs, addresses and texts about escapes are full of escapes that must stay.  Damage differs in this: a whole line
went through one process, so its escapes stand in prose, not in quotation marks or behind an equals sign; they come to
natural text, which does not stand beside them already; and where the process escapes everything beyond ASCII, nothing
beyond ASCII stands beside them.
"""

import re
from collections.abc import Callable, Iterator
from heapq import merge
from typing import NamedTuple

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.markup.signs import ABOUT, CJK, LETTERS_OF_CJK, natural, terms

__all__ = ["Limits", "Run", "repairs", "together"]

# An apostrophe behind a letter opens nothing, but for the letters that programs put before their strings.
_QUOTE = lazy("[\"`]|(?P<opens>(?:(?<![^\\s()\\[\\]{},:;=+-])|(?<=\\b[ubr]))')|'")
_LETTER = lazy("[A-Za-z\x80-\U0010ffff]")
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789_"
#: What programs have and prose has not.
_CODE = lazy(
    r"[{};]\s*$|^\s*(?://|/\*|\*|#|@@|[+-]\s|<)|[=!]=|=>|->|::|[A-Za-z_]\((?![0-9])|\$\{|%[A-Za-z](?![A-Za-z0-9])|[,;)\]}]\s*(?:#|//)\s|"
    r"\b(?:def|return|import|const|var|let|function|public|static|String|msgid|msgstr|assert|case)\b"
)
#: So many decoded characters of a line are looked at.
_SAMPLE = 400
#: So many runs of a line are looked for in the text around them, so far.
_ECHOES, _FAR = 16, 200
#: So many escapes in a line that has nothing else beyond ASCII are no example: the line is damaged, whatever it says.
_MANY = 16


class Run(NamedTuple):
    """Escapes that touch: their span, what they come to (None if they do not decode), whether a program meant them."""

    start: int
    end: int
    text: str | None
    code: bool = False


class Limits(NamedTuple):
    """How many decoded characters make a line damaged: alone, beside Latin letters, and beside unescaped Chinese;
    and what a text about such escapes says, and whether programs have
    them, so that quotation marks and signs of programs tell.

    Chosen so that nothing in the clean sets, in the sources of a Python installation and in the tricky lines changes;
    rerun those when one is lowered.
    """

    alone: int
    letters: int
    beside: int
    about: re.Pattern[str] = ABOUT
    programs: bool = True


def _around(text: str, start: int, end: int) -> str:
    """The text around a line, without words that are cut: after a repair the window reaches farther, never less far."""
    before, behind = text[max(0, start - 200) : start], text[end : end + 200]
    if start > 200:
        before = before.lstrip(_LETTERS)
    if end + 200 < len(text):
        behind = behind.rstrip(_LETTERS)
    return before + " " + behind


def _open(gap: str, at: int, mark: str, last: dict[str, int]) -> str:
    """Which quotation mark is open behind a gap; one that nothing closes before the end of the line opens nothing.

    A backtick is closed by an apostrophe too, as in old manuals.
    """
    for match in _QUOTE.finditer(gap):
        char = match[0]
        if mark:
            mark = "" if char == mark or mark + char == "`'" else mark
        elif (char != "'" or match["opens"] is not None) and at + match.start() < last[char]:
            mark = char
    return mark


class _Beside:
    """What stands beside the escapes of a line; looked at in pieces, so that a long line costs no memory."""

    def __init__(self, about: re.Pattern[str]) -> None:
        self.cjk = self.letters = self.about = self.terms = False
        self.code = 0
        self._about = about
        self._gaps: list[str] = []
        self._size = 0

    def add(self, gap: str) -> None:
        """Text between two runs."""
        self._gaps.append(gap)
        self._size += len(gap) + 1
        if self._size > 4000:
            self.look()

    def look(self) -> None:
        """Judge what has been added."""
        text = "\0".join(self._gaps)  # no letter, so that no word arises where a run stood
        self.cjk = self.cjk or bool(CJK.search(text))
        self.letters = self.letters or bool(_LETTER.search(text))
        self.about = self.about or bool(self._about.search(text))
        self.terms = self.terms or terms(text)
        self.code += len(_CODE.findall(text))
        self._gaps, self._size = [], 0


class _Line:
    """The escapes of a line, counted by where they stand: in prose, in quotation marks, or where programs have them."""

    def __init__(self, text: str, start: int, end: int, limits: Limits) -> None:
        self.text, self.start, self.end, self.limits = text, start, end, limits
        self.plain = self.quoted = self.coded = 0
        self.beside = _Beside(limits.about)
        self.sample = ""
        self.echoes = self.looked = 0

    def decodes(self, runs: Iterator[Run]) -> bool:
        """Count the runs; whether each of them decodes."""
        text, at = self.text, self.start
        left = _ECHOES
        mark, marks = "", 0  # those in runs are none, so that they are counted between them
        last = {char: text.rfind(char, self.start, self.end) for char in "\"'`"}
        last["`"] = max(last["`"], last["'"])
        for run in runs:
            if run.text is None:
                return False
            gap = text[at : run.start]
            if '"' in gap or "'" in gap or "`" in gap:
                marks += gap.count('"')
                mark = _open(gap, at, mark, last)
            at = run.end
            self.beside.add(gap)
            count = len(run.text) if not run.text.isascii() else 0
            if run.code:
                self.coded += count
            elif mark and self.limits.programs:
                self.quoted += count
            else:
                self.plain += count
            if len(self.sample) < _SAMPLE:
                self.sample += run.text
            if left and len(LETTERS_OF_CJK.findall(run.text[:_FAR])) > 1:
                left -= 1
                self.looked += count
                self.echoes += count if run.text.strip() in text[max(0, run.start - _FAR) : run.end + _FAR] else 0
        marks += text.count('"', at, self.end)
        self.beside.add(text[at : self.end])
        self.beside.look()
        if marks % 2 and not self.beside.cjk and self.plain + self.quoted >= _MANY:  # one is missing: trust none
            self.plain, self.quoted = self.plain + self.quoted, 0
        return True

    @property
    def meant(self) -> bool:
        """Whether the line is a program, or about escapes, or stands beside a line that is, or beside what it means."""
        if self.echoes * 2 > self.looked:
            return True
        beside, about = self.beside, self.limits.about
        around = _around(self.text, self.start, self.end)
        if self.plain < max(1, self.coded + self.quoted) or about.search(around) or (beside.cjk and beside.about):
            return True
        if not self.limits.programs or (self.plain >= _MANY and not beside.cjk):
            return self.limits.programs and beside.code * 8 > self.plain
        return beside.terms or beside.code > 0 or terms(around)

    @property
    def proved(self) -> bool:
        """Whether the line has enough natural text to prove the damage by itself."""
        alone, letters, among, *_ = self.limits
        least = among if self.beside.cjk else letters if self.beside.letters else alone
        marks = self.limits.programs and CJK.search(self.sample) and not LETTERS_OF_CJK.search(self.sample)
        return self.plain >= least and not marks and natural(self.sample)  # marks alone: a pattern of a program


def together(*kinds: Iterator[Run]) -> Iterator[Run]:
    """Runs of several kinds in the order of the text, without those that overlap one before."""
    at = 0
    for run in merge(*kinds):
        if run.start >= at:
            yield run
            at = run.end


def repairs(
    text: str,
    sign: re.Pattern[str],
    runs: Callable[[int, int, bool], Iterator[Run]],
    limits: Limits,
) -> Iterator[Edit]:
    """The runs of all lines that are damaged; ``sign`` finds the lines that are worth a look.

    A line is decoded as a whole or not at all.  Where one line has proved the damage, the others need not be long;
    ``runs`` is told whether one has.
    """
    from corpusclean.rules.mojibake import line_around  # takes longer to import than most texts to clean

    def lines() -> Iterator[tuple[int, int]]:
        start = done = 0
        for match in sign.finditer(text):
            if match.start() >= done:
                start, done = line_around(text, match.start(), start)
                yield start, done

    def damaged(start: int, end: int, *, sure: bool) -> bool:
        line = _Line(text, start, end, limits)
        return line.decodes(runs(start, end, sure)) and (sure or line.proved) and not line.meant

    if not any(damaged(*line, sure=False) for line in lines()):
        return
    for line in lines():
        if damaged(*line, sure=True):
            for run in runs(*line, True):
                if run.text is not None:
                    yield Edit(run.start, run.end, run.text)
