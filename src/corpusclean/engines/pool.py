"""Tasks done in this process or in several, answered in order, and stopped cleanly."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from corpusclean.errors import CorpuscleanError

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.synchronize import Event

__all__ = ["Worker", "processes", "workers"]

#: So many tasks a process wait or are done and not yet asked for: enough to keep it busy, few enough to be held.
AHEAD = 3
#: Of tasks with an attribute ``light``, whose answers are small: a long one, for whose answer all others wait, is not
#: to leave the other processes without work.
LIGHT = 24
#: Below this many bytes one process is as fast: on two cores the second cost .3 s of processor time to start and load
#: its libraries, and a megabyte of the seeds' paragraphs, shuffled, .8 s to clean (whole processes, n=3).
SERIAL_BYTES = 1 << 20
#: Seconds from SIGTERM to the end of a worker that nobody stopped.
GRACE = 5.0


class Worker(Protocol):
    """What does the tasks: made once a process, then called with each."""

    def __call__(self, task: Any, stopped: Callable[[], bool]) -> Any:
        """The answer to one task; it returns early where ``stopped()``."""


def processes(jobs: int, size: int, most: int) -> int:
    """How many processes to use: as many as asked for, never more than ``most``; without a wish one for little work.

    Without a wish it is every core this process may use: cleaning is bound by the processor, and the workers share no
    state.
    """
    if jobs == 0:
        jobs = 1 if size < SERIAL_BYTES else _cores()
    return max(1, min(jobs, most))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def workers(make: Callable[[], Worker], jobs: int) -> Iterator[Callable[[Iterable[Any]], Iterator[Any]]]:
    """A function that has tasks done, in this process or in ``jobs`` others, and gives the answers in their order.

    Tasks are taken as they are needed, a few ahead.  ``make`` must pickle.  However the block ends, no worker is left
    running when it has ended.
    """
    if jobs == 1:
        worker = make()
        yield lambda tasks: (worker(task, _never) for task in tasks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_all_start_methods, get_context

    # Forked workers have the modules and tables already; there are no threads here that a fork could catch midway.
    context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(jobs, context, _start, (make, stop))

    def answers(tasks: Iterable[Any]) -> Iterator[Any]:
        ahead: deque[Future[Any]] = deque()
        for task in tasks:
            with _uninterrupted():  # the first one starts the processes
                ahead.append(pool.submit(_work, task))
            if len(ahead) > (LIGHT if getattr(task, "light", False) else AHEAD) * jobs:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    try:
        yield answers
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

    worker: ClassVar[Worker]
    stopped: ClassVar[Callable[[], bool]]


def _start(make: Callable[[], Worker], stop: "Event") -> None:
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


def _work(task: Any) -> Any:
    return _State.worker(task, _State.stopped)
