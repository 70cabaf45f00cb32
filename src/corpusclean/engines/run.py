"""One run from its inputs to what is made of them, and what makes a later one go on where it was."""

import hashlib
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Self

from corpusclean.engines.corpus import Corpus, Engine
from corpusclean.engines.store import Store
from corpusclean.engines.work import PASSING, Job, Worker
from corpusclean.formats.files import Input
from corpusclean.formats.folder import output_error
from corpusclean.pipeline import Pipeline

__all__ = ["Open", "Run", "context", "temporary"]

Open = Callable[[Job, int], AbstractContextManager[Engine]]


class Run:
    """The run over some inputs, in a state's folder that is held for it.

    ``jobs`` is the number of processes that share the work, ``open_engine`` opens the engine with a job and that
    number.  Leaving the run lets go of the folder.  Raises `OutputError` where the state cannot be written.
    """

    def __init__(self, job: Job, inputs: Sequence[Input], jobs: int, open_engine: Open) -> None:
        self.store = Store(job.folder, job.context.hex())
        self.job = replace(job, run=self.store.run)
        self.inputs, self.jobs, self.open_engine = inputs, jobs, open_engine
        self._before = len(self.store.paths)
        self.corpus = Corpus(self.job, self.store.paths)

    @property
    def reused(self) -> int:
        """How many documents an earlier run had cleaned."""
        return sum(number < self._before for number in self.corpus.numbers) if self._before else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def __call__(self, advance: Callable[[int], None] = lambda count: None) -> Generator[Any, None, None]:
        """What the product makes of each document, in order; for one that failed its entry, with the error.

        ``advance`` is called with the number of documents that the first pass has just done.  Raises `OutputError`,
        and `RuleError` where a corpus rule fails.
        """
        with self.open_engine(self.job, self.jobs) as engine:
            self.corpus.clean(engine, self.inputs, self.jobs, advance)
            self.corpus.refuse_repeated_ids()
            parts = self.corpus.ask(engine, len(Worker(self.job).corpus))
            yield from self.corpus.hand(engine, parts)

    def finish(self) -> None:
        """Count the run as done: what it wrote is in place."""
        self.store.finish(self.corpus.gone())


@contextmanager
def temporary() -> Iterator[Path]:
    """A folder that goes when it is left, however that is."""
    try:
        folder = tempfile.mkdtemp(prefix=PASSING[0], suffix=PASSING[1])
    except OSError as error:
        raise output_error(tempfile.gettempdir(), error) from error
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def context(digest: str, pipeline: Pipeline, *more: object) -> bytes:
    """The hash of all that decides what becomes of a document, but for the document.

    That is the hash of the configuration, and the code itself, of this package and of plugins: a rule that was
    changed without a new version must not meet documents that its older self has cleaned.
    """
    found = hashlib.blake2b(digest_size=32)
    found.update(repr((digest, *more, sys.version_info[:3], unicodedata.unidata_version)).encode())
    found.update(_own_code())
    modules = {getattr(rule.filter, "__module__", type(rule.filter).__module__) for rule in pipeline.rules}
    for name in sorted(modules):
        if not name.startswith("corpusclean."):
            path = getattr(sys.modules.get(name), "__file__", None)
            found.update(Path(path).read_bytes() if path else name.encode())
    return found.digest()


@cache
def _own_code() -> bytes:
    found = hashlib.blake2b(digest_size=32)
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(path.relative_to(package).as_posix().encode())
            found.update(path.read_bytes())
    return found.digest()
