"""Chunks of work in this process or in several, answered in order, and stopped cleanly."""

import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from corpusclean.errors import CorpuscleanError

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

__all__ = ["Worker", "chunks", "processes", "run"]

Item = TypeVar("Item")
T_contra = TypeVar("T_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)
T = TypeVar("T")
R = TypeVar("R")

#: A chunk ends at this many documents or bytes, whichever comes first.  Two processes over a job of .35 s took .39 s
#: in chunks of 64 documents, and 2.35 s document by document.
CHUNK_DOCUMENTS = 64
CHUNK_BYTES = 1 << 20
#: Below this many bytes one process is as fast: on two cores the second cost .3 s of processor time to start and load
#: its libraries, and a megabyte of the seeds' paragraphs, shuffled, .8 s to clean (whole processes, n=3).
SERIAL_BYTES = 1 << 20
#: Seconds from SIGTERM to the end of a worker that nobody stopped.
GRACE = 5.0


class Worker(Protocol[T_contra, R_co]):
    """What runs the chunks: made once a process, then called with each chunk."""

    def __call__(self, chunk: Sequence[T_contra], stopped: Callable[[], bool]) -> R_co:
        """The answer to one chunk; it returns early where ``stopped()``."""


def processes(jobs: int, sizes: Sequence[int]) -> int:
    """How many processes to use: as many as asked for, never more than documents; without a wish one for little work.

    Without a wish it is every core this process may use: cleaning is bound by the processor, and the workers share no
    state.
    """
    if jobs == 0:
        jobs = 1 if sum(sizes) < SERIAL_BYTES else _cores()
    return max(1, min(jobs, len(sizes)))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def chunks(items: Sequence[Item], sizes: Sequence[int], jobs: int) -> list[list[Item]]:
    """The items in chunks, in order; small enough that every process has some."""
    most = max(1, min(CHUNK_DOCUMENTS, len(items) // (4 * jobs) or 1)) if jobs > 1 else CHUNK_DOCUMENTS
    found: list[list[Item]] = []
    room = 0
    for item, size in zip(items, sizes, strict=True):
        if not found or room <= 0 or len(found[-1]) >= most:
            found.append([])
            room = CHUNK_BYTES
        found[-1].append(item)
        room -= size
    return found


def run(make: Callable[[], Worker[T, R]], work: Sequence[Sequence[T]], jobs: int) -> Generator[R, None, None]:
    """The answers of all chunks, in the order of the chunks.

    ``make`` must pickle.  However the iteration ends, no worker is left running when it has ended.
    """
    if jobs == 1:
        worker = make()
        for chunk in work:
            yield worker(chunk, _never)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_all_start_methods, get_context

    # Forked workers have the modules and tables already; there are no threads here that a fork could catch midway.
    context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(jobs, context, _start, (make, stop))
    try:
        with _uninterrupted():
            answers = pool.map(_work, work)
        yield from answers
    except BrokenProcessPool as error:
        raise CorpuscleanError(
            "a worker process ended without a word, which is mostly for want of memory; try fewer with -j"
        ) from error
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Block Ctrl-C while workers start: they keep it blocked, and only this process answers to it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _never() -> bool:
    return False


class _State:
    """What one worker process holds; the pool offers no other place for it."""

    worker: ClassVar[Worker[Any, Any]]
    stopped: ClassVar[Callable[[], bool]]


def _start(make: Callable[[], Worker[Any, Any]], stop: "Event") -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end_soon)
    from threading import Thread

    Thread(target=_leave_with_the_parent, daemon=True).start()
    _State.worker = make()
    _State.stopped = stop.is_set


def _end_soon(number: int, frame: object) -> None:
    """Leave the parent time to stop its workers in good order: the signal may have gone to all of them at once."""
    from threading import Timer

    timer = Timer(GRACE, os._exit, (1,))
    timer.daemon = True
    timer.start()


def _leave_with_the_parent() -> None:
    """End this process when the one that wants its answers was killed; else it would wait for work for ever."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(chunk: Sequence[Any]) -> Any:
    return _State.worker(chunk, _State.stopped)
