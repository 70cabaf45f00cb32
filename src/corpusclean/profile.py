"""Where the time of a run goes: seconds, runs and edits by rule, and seconds by what is done besides.

>>> profile = Profile()
>>> profile.add("GBK101", 0.25, edits=3)
>>> profile.add("GBK101", 0.5)
>>> profile.merge(Profile({"read": Cost(0.25, 1)}))
>>> profile.costs["GBK101"], profile.seconds
(Cost(seconds=0.75, runs=2, edits=3), 1.0)
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from time import perf_counter
from typing import NamedTuple

__all__ = ["Cost", "Profile", "timed"]


class Cost(NamedTuple):
    """Seconds on the clock, how often it was run, and the edits that it proposed."""

    seconds: float = 0.0
    runs: int = 0
    edits: int = 0


@dataclass
class Profile:
    """The costs by name: the code of a rule, or in lower case what a run does besides.  It pickles."""

    costs: dict[str, Cost] = field(default_factory=dict)

    def add(self, name: str, seconds: float, *, runs: int = 1, edits: int = 0) -> None:
        """Count so many more seconds, runs and edits under a name."""
        old = self.costs.get(name, Cost())
        self.costs[name] = Cost(old.seconds + seconds, old.runs + runs, old.edits + edits)

    def merge(self, other: "Profile") -> None:
        """Count what another profile has."""
        for name, cost in other.costs.items():
            self.add(name, cost.seconds, runs=cost.runs, edits=cost.edits)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Count the time that is spent inside under a name, without what is counted meanwhile under other names."""
        start, others = perf_counter(), self.seconds
        try:
            yield
        finally:
            spent = perf_counter() - start
            self.add(name, spent - (self.seconds - others))

    @property
    def seconds(self) -> float:
        """All seconds together."""
        return sum(cost.seconds for cost in self.costs.values())


#: Of a run that nobody measures.
_UNTIMED = nullcontext()


def timed(profile: Profile | None, name: str) -> AbstractContextManager[None]:
    """`Profile.timed` where there is a profile."""
    return profile.timed(name) if profile else _UNTIMED
