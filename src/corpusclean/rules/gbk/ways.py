"""The ways to read a damaged passage, side by side."""

from typing import NamedTuple

from corpusclean.rules.gbk.fluency import Fluency

__all__ = ["WORSE", "Found", "Way", "best"]

#: So many ways are followed at a time, ...
WAYS = 24
#: ... as long as they are less likely than the best by no more than this, in nats.
WORSE = 25.0
#: So likely must a repaired passage be, a character, with its neighbours.  Right repairs of generated damage lie above
#: (median -6), runs that went wrong below; rerun benchmarks/gbk after a change.
LIKELY = -11.0


class Way(NamedTuple):
    """One way to read the text up to a place."""

    text: Fluency
    held: int  # the byte held; 0 if aligned
    trail: int  # the last byte of the character before, if aligned
    start: int  # where the run began
    out: str
    runs: tuple[tuple[int, int, str], ...]
    keys: tuple[tuple[str, str], ...]
    odds: float  # what the guesses cost beside the text
    since: int = 0  # characters since it was aligned
    lost: int = 0
    size: int = 0  # the characters it has read
    spent: bool = False  # whether the byte held is part of a hanzi that was annotated

    @property
    def score(self) -> float:
        """How likely it is."""
        return self.text.score + self.odds


class Found(NamedTuple):
    """What a search has found: the runs with their text, how likely that is, and how likely the text as it stands."""

    runs: tuple[tuple[int, int, str], ...]
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


def best(ways: list[Way]) -> list[Way]:
    """The likely ones, best first; of those that go on alike the best."""
    kept: dict[tuple[object, ...], Way] = {}
    for way in sorted(ways, key=lambda way: -way.score):
        kept.setdefault((way.held, way.text.tail, way.text.last, way.text.open), way)
        if len(kept) == WAYS:
            break
    found = list(kept.values())
    return [way for way in found if way.score >= found[0].score - WORSE]
