"""A run over a corpus, whatever the engine: clean what is new, play the rounds of every corpus rule, hand out in order.

An engine does tasks and brings equal keys together; what is asked of it, and in which order, is here.
"""

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from corpusclean.engines.asking import Hand, Part, Spoken
from corpusclean.engines.cleaning import Clean, Cleaned, Range
from corpusclean.engines.entry import Entry
from corpusclean.engines.shards import Shard, opened
from corpusclean.engines.work import HEAVY, Job
from corpusclean.formats import rows
from corpusclean.formats.files import Input
from corpusclean.formats.kinds import ROWS, kind
from corpusclean.rule import KEY

__all__ = ["Corpus", "Engine", "Turn", "tasks"]

#: A task ends at this many documents or bytes of small files, whichever comes first.  Two processes over a job of
#: .35 s took .39 s in chunks of 64 documents, and 2.35 s document by document.
MOST = 64
BYTES = 1 << 20
#: A document of so many bytes is a task of its own, and done first where several share the work: begun last, it would
#: keep one process busy while the others wait for it.
LARGE = 1 << 20
#: So many a process, the largest, are done first: what is done is told in the order of the inputs, and has to wait.
FIRST = 4
#: So many documents are handed out by one task.
HANDED = 256


class Turn(NamedTuple):
    """One round of one corpus rule over all shards: the number of the rule, that of the round from zero, the shards.

    ``speaking`` says for the later rounds which documents of which shard speak; in the first one all do.
    """

    rule: int
    number: int
    parts: Mapping[int, Part]
    speaking: Mapping[int, tuple[int, ...]]


class Engine(Protocol):
    """What runs tasks, and brings equal keys together."""

    def map(self, tasks: Iterable[Any]) -> Iterator[Any]:
        """The answers of `corpusclean.engines.work` tasks, in their order."""

    def turn(self, turn: Turn) -> Iterable[Spoken]:
        """Bring the facts of a round together and ask the shards concerned; in any order."""


def tasks(inputs: Sequence[Input], job: Job, jobs: int) -> Iterator[Clean]:
    """The work of the first pass: small files together, large ones by ranges of their rows; every process has some."""
    most = max(1, min(MOST, len(inputs) // (4 * jobs) or 1)) if jobs > 1 else MOST
    some: list[Range] = []
    count = size = 0
    for item in inputs:
        for start, stop in rows.ranges(item, job.columns, job.forced):
            some.append((item, start, stop))
            count += 1 if stop is None else stop - start
            size += item.bytes if start == 0 else BYTES
            if count >= most or size >= BYTES:
                yield Clean(tuple(some))
                some, count, size = [], 0, 0
    if some:
        yield Clean(tuple(some))


@dataclass
class Corpus:
    """The documents of one run, in the order of its inputs: for each the number of its shard and the ordinal in it.

    Four and four bytes a document, and eight for its name, are all that is held in memory.
    """

    job: Job
    paths: list[Path]
    numbers: "array[int]" = field(default_factory=lambda: array("i"))
    ordinals: "array[int]" = field(default_factory=lambda: array("I"))
    names: "array[int]" = field(default_factory=lambda: array("Q"))
    refused: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before = len(self.paths)

    def clean(self, engine: Engine, inputs: Sequence[Input], jobs: int, advance: Callable[[int], None]) -> None:
        """Clean what is not in the store; ``advance`` is told how many more documents are done."""
        found_large = (item for item in inputs if self._is_large(item, jobs)) if jobs > 1 else ()
        large = set(nlargest(FIRST * jobs, found_large, key=lambda item: item.bytes))
        ahead = [item for item in inputs if item in large]
        early: deque[bool] = deque()  # of what is to come, in order: whether it was done first

        def work() -> Iterator[Clean]:
            yield from (Clean(((item, 0, None),)) for item in ahead)
            for first, some in groupby(inputs, large.__contains__):
                if first:
                    early.extend(True for _ in some)
                    continue
                for task in tasks(list(some), self.job, jobs):
                    early.append(False)
                    yield task

        answers = engine.map(work())
        done = deque(islice(answers, len(ahead)))
        for found in answers:
            while early.popleft():
                self._take(done.popleft(), advance)
            self._take(found, advance)
        for found in done:
            self._take(found, advance)

    def _is_large(self, item: Input, jobs: int) -> bool:
        """Whether to do a document first; not one of which memory has no room for several."""
        return LARGE <= item.bytes <= self.job.memory // HEAVY // jobs and (
            kind(item.path, self.job.forced).format not in ROWS
        )

    def _take(self, found: Cleaned, advance: Callable[[int], None]) -> None:
        fresh = len(self.paths)
        if found.path is not None:
            self.paths.append(found.path)
        self.numbers.extend(fresh if number < 0 else number for number in found.numbers)
        self.ordinals.extend(found.ordinals)
        self.names.extend(found.names)
        advance(len(found.numbers))

    def entry(self, position: int) -> Entry:
        """What is known of a document."""
        return opened(self.paths[self.numbers[position]]).entry(self.ordinals[position])

    def refuse_repeated_ids(self) -> None:
        """Leave out every document whose id one before it has."""
        if len(self.names) < 2:
            return
        import numpy as np

        names = np.frombuffer(self.names, np.uint64)
        order = np.argsort(names, kind="stable")
        again = np.flatnonzero(names[order[1:]] == names[order[:-1]])
        first: dict[str, int] = {}
        for position in np.unique(np.concatenate((order[again], order[again + 1]))).tolist():
            entry = self.entry(position)
            if not entry.error and (other := first.setdefault(entry.id, position)) != position:
                self.refused[position] = other

    def parts(self) -> dict[int, Part]:
        """The shards that documents of this run are in, by number."""
        import numpy as np

        numbers, ordinals = np.frombuffer(self.numbers, np.int32), np.frombuffer(self.ordinals, np.uint32)
        here = np.ones(len(numbers), bool)
        here[list(self.refused)] = False
        numbers, ordinals = numbers[here], ordinals[here]
        order = np.lexsort((ordinals, numbers))
        found = {}
        for group in np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1):
            if len(group):
                number = int(numbers[group[0]])
                live = ordinals[group]
                whole = len(live) == len(Shard(self.paths[number]).keys) // KEY
                found[number] = Part(number, self.paths[number], None if whole else live.copy())
        return found

    def ask(self, engine: Engine, rules: int) -> dict[int, Part]:
        """Play the rounds of all corpus rules; the shards, with what was found in them."""
        if not rules:
            return {number: Part(number, path, None) for number, path in enumerate(self.paths)}
        parts = self.parts()
        for rule in range(rules):
            turn = Turn(rule, 0, parts, {})
            while True:
                found: list[tuple[int, str]] = []
                speaking: dict[int, tuple[int, ...]] = {}
                for spoken in engine.turn(turn):
                    if spoken.found:
                        found.append((spoken.number, spoken.found))
                    if spoken.speaking:
                        speaking[spoken.number] = spoken.speaking
                if found:
                    parts = {**parts, **{n: parts[n]._replace(found=(*parts[n].found, name)) for n, name in found}}
                if not speaking:
                    break
                turn = Turn(rule, turn.number + 1, turn.parts, dict(sorted(speaking.items())))
        return parts

    def hand(self, engine: Engine, parts: Mapping[int, Part]) -> Iterator[Any]:
        """What the product makes of each document, in order; for one that failed its entry, with the error."""
        made = chain.from_iterable(engine.map(self._handed(parts)))
        for position in range(len(self.numbers)):
            if position in self.refused:
                entry, other = self.entry(position), self.entry(self.refused[position])
                error = f"the id {entry.id!r} is that of {other.where} too; without --id-column rows are named by place"
                yield Entry(entry.id, entry.path, entry.place, error)
            else:
                yield next(made)

    def _handed(self, parts: Mapping[int, Part]) -> Iterator[Hand]:
        run: list[int] = []
        last = -1
        for position, (number, ordinal) in enumerate(zip(self.numbers, self.ordinals, strict=True)):
            if position in self.refused:
                continue
            if run and (number != last or len(run) == HANDED):
                yield Hand(parts[last], tuple(run))
                run = []
            run.append(ordinal)
            last = number
        if run:
            yield Hand(parts[last], tuple(run))

    def gone(self) -> dict[int, list[int] | None]:
        """Which documents of which shards are not in this run; None for all of a shard."""
        if not self._before:
            return {}
        import numpy as np

        numbers, ordinals = np.array(self.numbers, np.int32), np.array(self.ordinals, np.uint32)
        order = np.argsort(numbers, kind="stable")
        starts = np.searchsorted(numbers[order], np.arange(len(self.paths) + 1))
        found: dict[int, list[int] | None] = {}
        for number, path in enumerate(self.paths):
            here = ordinals[order[starts[number] : starts[number + 1]]]
            if not len(here):
                found[number] = None
            elif len(here) < (count := len(Shard(path).keys) // KEY):
                found[number] = np.setdiff1d(np.arange(count), here).tolist()
        return found
