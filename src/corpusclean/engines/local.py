"""One machine: tasks in this process or in several, facts in memory or in DuckDB."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from corpusclean.engines import pool
from corpusclean.engines.asking import Ask, Hand, Spoken, told
from corpusclean.engines.corpus import Turn
from corpusclean.engines.shuffle import Shuffle
from corpusclean.engines.work import Job, Measured, Worker
from corpusclean.formats.files import Input
from corpusclean.formats.kinds import ROWS, kind
from corpusclean.profile import timed

__all__ = ["MEMORY", "Local", "alone", "local", "processes"]

#: What a run may use where nobody says how much, in bytes.
MEMORY = 2 << 30

#: What is reckoned for a process with its tables loaded and a document in hand.
PROCESS = 200 << 20


@dataclass(frozen=True)
class _Make:
    """The worker in the process that needs one: that of this process where it is forked, else one made anew."""

    worker: Worker

    def __call__(self) -> Worker:
        return self.worker

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.worker.job,)


def _made(job: Job) -> "_Make":
    return _Make(Worker(job))


@dataclass
class Local:
    """The engine of one machine; ``memory`` is what may be used in all, in bytes."""

    worker: Worker
    jobs: int
    memory: int
    done: Callable[[Iterable[Any]], Iterator[Any]]

    def map(self, tasks: Iterable[Any]) -> Iterator[Any]:
        """The answers of tasks, in their order."""
        profile = self.worker.job.profile
        tasks = iter(tasks)
        first = list(islice(tasks, 1))
        tasks = chain(first, tasks)
        for found in self._here(tasks) if first and self._copied(first[0]) else self.done(tasks):
            if profile and isinstance(found, Measured):
                profile.merge(found.profile)
                found = found.answer  # noqa: PLW2901
            yield found

    def _copied(self, task: Any) -> bool:
        """Whether tasks like this one only read what lies on the disk: through a pipe that costs more."""
        job = self.worker.job
        return isinstance(task, Hand) and job.passing and getattr(job.product, "copied", False)

    def _here(self, tasks: Iterable[Any]) -> Iterator[Any]:
        """The answers of tasks that are done in this process."""
        return (self.worker(task, lambda: False) for task in tasks)

    def turn(self, turn: Turn) -> Iterator[Spoken]:
        """One round: the facts of all shards, and the shards that are concerned asked."""
        corpus = self.worker.corpus[turn.rule][1]
        with Shuffle(self.worker.job.work, self.memory - PROCESS * (self.jobs + 1)) as shuffle:
            with timed(self.worker.job.profile, "rounds"):
                for number in turn.speaking if turn.number else turn.parts:
                    shuffle.put(number, told(self.worker, turn.parts[number], turn.rule, turn.number))

            def asked() -> Iterator[Ask]:
                left = dict(turn.speaking)
                answers = shuffle.answers(corpus.combine)
                while True:
                    with timed(self.worker.job.profile, "rounds"):
                        found = next(answers, None)
                    if found is None:
                        break
                    number, heard = found
                    yield Ask(turn.parts[number], turn.rule, turn.number, heard, left.pop(number, ()))
                for number, speaking in left.items():
                    yield Ask(turn.parts[number], turn.rule, turn.number, {}, speaking)

            yield from self.map(asked())


def processes(jobs: int, inputs: Sequence[Input], forced: str | None = None) -> int:
    """How many processes to use for some inputs."""
    rows = any(kind(item.path, forced).format in ROWS for item in inputs)
    return pool.processes(jobs, sum(item.bytes for item in inputs), 1 << 16 if rows else len(inputs))


def alone(inputs: Sequence[Input], forced: str | None = None) -> bool:
    """Whether there is one document only."""
    return len(inputs) == 1 and kind(inputs[0].path, forced).format not in ROWS


@contextmanager
def local(job: Job, jobs: int, memory: int) -> Iterator[Local]:
    """The engine of one machine, for one run."""
    worker = Worker(job)
    if jobs > 1:
        worker.warm()
    with pool.workers(_Make(worker), jobs) as done:
        yield Local(worker, jobs, memory, done)
