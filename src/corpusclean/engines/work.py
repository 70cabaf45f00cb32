"""What the workers of a run have in common, in whatever process or on whatever machine they run.

Everything that is large lies in files of the run's folder, which all workers share; what goes through pipes is small.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar, cast

import orjson

from corpusclean.document import Document, Source
from corpusclean.engines.entry import Product
from corpusclean.engines.facts import said_by
from corpusclean.formats.encodings import Orders
from corpusclean.formats.files import Input
from corpusclean.formats.kinds import kind
from corpusclean.formats.rows import Columns, Row
from corpusclean.pipeline import Pipeline
from corpusclean.profile import Profile, timed
from corpusclean.rule import CorpusFilter, Rule

__all__ = ["HEAVY", "PASSING", "Job", "Measured", "Stopped", "Task", "Worker", "bound"]

Stopped = Callable[[], bool]
T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


#: Bytes of memory that a byte of a document takes while it is cleaned; a row of 200 MB took 5.9 GB.
HEAVY = 32

#: How the name of the folder of a state begins and ends that goes with its run.
PASSING = ("corpusclean.", ".tmp")


@dataclass(frozen=True)
class Job:
    """What to do with each document; it pickles.

    ``build`` makes the pipeline, once in every process.  ``folder`` is that of the state, with ``shards`` and
    ``work`` in it; ``context`` is the hash of everything but the document that decides what becomes of it, at most
    64 bytes; ``memory`` is what the run may use, in bytes.  ``alone`` says that there is one document only, of which
    corpus rules have nothing to say.  ``profile`` takes what the run costs, of all processes of one machine.
    """

    build: Callable[[], Pipeline]
    product: Product[Any]
    folder: Path
    orders: Orders = field(default_factory=Orders)
    columns: Columns = field(default_factory=Columns)
    forced: str | None = None
    context: bytes = b""
    run: int = 1
    alone: bool = False
    memory: int = 2 << 30
    profile: Profile | None = None

    def too_large(self, size: int) -> str:
        """What is wrong with a document of so many bytes, if it is more than memory allows for."""
        if self.alone or size * HEAVY <= self.memory:
            return ""
        need = -(-size * HEAVY // (1 << 30))
        return f"a document of {size >> 20} MB would take more memory than the run may use; --memory {need}GB is enough"

    @cached_property
    def passing(self) -> bool:
        """Whether the state goes with the run."""
        return self.folder.name.startswith(PASSING[0]) and self.folder.name.endswith(PASSING[1])

    @property
    def shards(self) -> Path:
        """Where the shards are."""
        return self.folder / "shards"

    @cached_property
    def work(self) -> Path:
        """Where this run keeps what it needs while it lasts."""
        return self.folder / "work"

    def key(self, item: Input, row: Row) -> bytes:
        """What a document is known by: documents of one key become one record.

        Where nobody will look for it later, its name and place are enough, which no other document of a run has.
        """
        found = hashlib.blake2b(digest_size=16, key=self.context)
        named = [item.id, row.row, row.id, self.orders(item.id), row.encoding, row.declared, row.fields, row.columns]
        found.update(orjson.dumps(named, option=orjson.OPT_SORT_KEYS, default=str))
        if not self.passing:
            found.update(row.raw)
        return found.digest()


class Task(Protocol[T_co]):
    """Something for a worker to do."""

    @property
    def phase(self) -> str:
        """Its name in a profile."""

    def run(self, worker: "Worker", stopped: Stopped) -> T_co:
        """Do it; return early where ``stopped()``."""


class Measured(NamedTuple):
    """The answer to a task, and what it cost."""

    answer: Any
    profile: Profile


@dataclass
class Worker:
    """The pipeline of one process; called with a task.  ``profile`` takes what the task at hand costs."""

    job: Job
    profile: Profile | None = None

    def __call__(self, task: Task[T], stopped: Stopped) -> T | Measured:
        """Do one; where the job has a profile, say with the answer what it cost."""
        if self.job.profile is None:
            return task.run(self, stopped)
        self.profile = Profile()
        with self.profile.timed(task.phase):
            answer = task.run(self, stopped)
        return Measured(answer, self.profile)

    def timed(self, name: str) -> AbstractContextManager[None]:
        """Count what is done inside under a name: the code of a rule, or in lower case what it is."""
        return timed(self.profile, name)

    def warm(self) -> None:
        """Make and load what every document needs: workers that are forked from this process have it then."""
        import numpy  # noqa: F401 - loaded once, not once a worker

        self.pipeline.gate.wake("")
        document = Document.of(Source.of("Nobody knows what the weather will be. " * 9))
        for code, corpus in self.corpus:
            if type(corpus).__module__.startswith("corpusclean."):  # others' see real ones only
                said_by(corpus, code, document)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The rules of the job."""
        return self.job.build()

    def pipeline_for(self, item: Input) -> Pipeline:
        """The rules for a file: two blanks at the end of a line are a line break in Markdown, and stay."""
        return self._markdown if kind(item.path, self.job.forced).format == "markdown" else self.pipeline

    @cached_property
    def _markdown(self) -> Pipeline:
        rules, options = self.pipeline.rules, self.pipeline.options
        asked = [rule.code for rule in rules if "keep_hard_breaks" in rule.options]
        breaks = {code: {**options[code], "keep_hard_breaks": True} for code in asked}
        return replace(self.pipeline, options={**options, **breaks})

    @cached_property
    def corpus_rules(self) -> Sequence[Rule]:
        """The corpus rules to ask, in running order."""
        return () if self.job.alone else self.job.product.corpus(self.pipeline)

    @cached_property
    def corpus(self) -> list[tuple[str, CorpusFilter]]:
        """Their codes and filters, with the options that were set."""
        return [(rule.code, bound(rule, self.pipeline)) for rule in self.corpus_rules]


def bound(rule: Rule, pipeline: Pipeline) -> CorpusFilter:
    """The filter of a corpus rule with the options that were set."""
    options = pipeline.options[rule.code]
    made: Any = type(rule.filter)
    return cast(CorpusFilter, made(**options) if options else rule.filter)
