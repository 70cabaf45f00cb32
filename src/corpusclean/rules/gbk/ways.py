"""The ways to read a damaged passage, side by side."""

from typing import NamedTuple

from corpusclean.edits import Edit
from corpusclean.rules.gbk.fluency import Fluency

__all__ = ["WAYS", "WORSE", "Found", "Run", "Way", "best"]

#: So many ways are followed at a time, ...
WAYS = 24
#: ... as long as they are less likely than the best by no more than this, in nats.
WORSE = 25.0
#: So likely must a repaired passage be, a character, with its neighbours.  Right repairs of generated damage lie above
#: (median -6), runs that went wrong below; rerun benchmarks/gbk after a change.
LIKELY = -11.0


class Run(NamedTuple):
    """A part of the text that was read one byte off, and what it was."""

    start: int
    end: int
    text: str
    filled: int  # how many of its characters are guesses, for bytes that are lost

    def edit(self) -> Edit:
        """The edit that puts it right; its note says what was guessed."""
        notes = []
        if self.filled:
            notes.append(f"{self.filled} lost character{'s' if self.filled > 1 else ''} filled in")
        if "?" in self.text:
            notes.append("a lost digit is left as ?")
        return Edit(self.start, self.end, self.text, note="; ".join(notes))


class Way(NamedTuple):
    """One way to read the text up to a place."""

    text: Fluency
    held: int  # the byte held; 0 if aligned
    trail: int  # the last byte of the character before, if aligned
    start: int  # where the run began
    out: str
    runs: tuple[Run, ...]
    keys: tuple[tuple[str, str], ...]
    odds: float  # what the guesses cost beside the text
    since: int = 0  # characters since it was aligned
    lost: int = 0
    size: int = 0  # the characters it has read
    spent: bool = False  # whether the byte held is part of a hanzi that was annotated
    filled: int = 0  # how many characters of this run are guesses

    @property
    def score(self) -> float:
        """How likely it is."""
        return self.text[0] + self.odds

    def holding(self, held: int) -> "Way":
        """The way with another byte held, ..."""
        text, _, trail, start, out, runs, keys, odds, since, lost, size, _, filled = self
        return Way(text, held, trail, start, out, runs, keys, odds, since, lost, size, False, filled)

    def fuller(self, filled: int) -> "Way":
        """... or with so many more guesses in its last run."""
        if self.held:
            return self._replace(filled=self.filled + filled)
        last = self.runs[-1]
        return self._replace(runs=(*self.runs[:-1], last._replace(filled=last.filled + filled)))


class Found(NamedTuple):
    """What a search has found: the runs with their text, how likely that is, and how likely the text as it stands."""

    runs: tuple[Run, ...]
    keys: tuple[tuple[str, str], ...]
    score: float
    before: float
    length: int
    lost: int
    open: str  # the quotes and brackets that are open before it

    @property
    def gain(self) -> float:
        """How much more likely the text is repaired, in nats."""
        return self.score - self.before

    @property
    def good(self) -> bool:
        """Whether it reads like text, and better than before."""
        return self.score > LIKELY * self.length and self.gain > 0


def _score(way: Way) -> float:
    return way.text[0] + way.odds


def best(ways: list[Way]) -> list[Way]:
    """The likely ones, best first; of those that go on alike the best."""
    kept: dict[tuple[object, ...], Way] = {}
    for way in sorted(ways, key=_score, reverse=True):
        kept.setdefault((way.held, way.text.tail, way.text.last, way.text.open), way)
        if len(kept) == WAYS:
            break
    found = list(kept.values())
    return [way for way in found if way.score >= found[0].score - WORSE]
