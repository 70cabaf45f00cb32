"""What a process of a Ray cluster does: it makes the worker of the run, once, and does tasks with it."""

import os
import platform
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from corpusclean.engines.cleaning import Clean, write_known
from corpusclean.engines.run import context
from corpusclean.engines.shards import write_file
from corpusclean.engines.work import Job, Worker
from corpusclean.errors import ConfigError, CorpuscleanError, OutputError

__all__ = ["Failed", "Home", "Unseen", "do", "named"]

#: The file by which a worker knows that its folder is that of the run.
MARK = "cluster"


def _never() -> bool:
    return False


class _State:
    """What one process of the cluster holds from task to task."""

    held: ClassVar[tuple[str, Worker] | None] = None


@dataclass(frozen=True)
class Home:
    """What a process of the cluster needs to be a worker of this run; it pickles.

    ``folder`` is where the run was started, which relative paths start from; ``token`` is this run's alone; ``code``
    is the hash of the code that runs there.
    """

    job: Job
    folder: str
    token: str
    code: bytes

    @classmethod
    def here(cls, job: Job) -> "Home":
        """That of a run that begins in this process.  Raises `OutputError`."""
        token = uuid.uuid4().hex
        write_file(job.work / MARK, (token.encode(),))
        return cls(job, str(Path.cwd()), token, context("", job.build()))

    def worker(self) -> Worker:
        """The worker of this process, made once.

        Raises `OutputError` where the folder of the state is not there, `ConfigError` where other code is installed:
        such a node would give other results, or none.
        """
        if _State.held is None or _State.held[0] != self.token:
            _State.held = None
            _State.held = self.token, self._made()
        return _State.held[1]

    def _made(self) -> Worker:
        try:
            os.chdir(self.folder)
        except OSError:  # it is needed for relative paths only; under the root they are not found, and that is told
            os.chdir(Path(self.folder).anchor)
        try:
            token = (self.job.work / MARK).read_text()
        except OSError:
            token = ""
        if token != self.token:
            raise OutputError(
                f"{Path(self.folder, self.job.folder)}: the node {platform.node()} does not see this folder; with Ray "
                "the state (--state) lies on a file system that all nodes share, under the same path"
            )
        write_known(self.job.work, ())  # writes nothing: forgets what an earlier run in this process knew
        worker = Worker(self.job)
        if context("", worker.pipeline) != self.code:
            raise ConfigError(
                f"the node {platform.node()} has another corpusclean, or other plugins, than the machine that started "
                "the run; install the same on all nodes"
            )
        return worker


class Failed(NamedTuple):
    """An error, as an answer: Ray would wrap it and print where it was raised."""

    error: CorpuscleanError


class Unseen(NamedTuple):
    """A file that a node does not see."""

    path: str
    node: str


def do(home: Home, task: Any, sure: bool = False) -> Any:
    """Do a task in a process of the cluster; ``sure`` says that a file which is not seen is not there."""
    try:
        worker = home.worker()
        if isinstance(task, Clean) and not sure:
            for item, _, _ in task.ranges:
                if not Path(item.path).exists():
                    return Unseen(item.path, platform.node())
        return worker(task, _never)
    except CorpuscleanError as error:
        return Failed(error)
    except Exception as error:
        return Failed(CorpuscleanError(f"{named(task)}: {type(error).__name__}: {error}"))


def named(task: Any) -> str:
    """What a task is about, for people."""
    if isinstance(task, Clean):
        return ", ".join(dict.fromkeys(item.path for item, _, _ in task.ranges))
    return str(task.part.path)
