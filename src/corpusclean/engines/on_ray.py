"""A Ray cluster: tasks on all its nodes, facts brought together by Ray Data's shuffle.

It writes the bytes that the local engine writes.  The folder of the state lies on a file system that all nodes see;
tasks and answers are small.  A task whose node dies is done again elsewhere, which is safe: a worker writes a file
under another name and renames it, and names it by what is in it, or by its shard, rule and round.
"""

import logging
import os
import signal
import socket
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from corpusclean.engines import ray_turn, ray_worker
from corpusclean.engines.asking import Spoken
from corpusclean.engines.corpus import Turn
from corpusclean.engines.ray_worker import Failed, Home, Unseen, named
from corpusclean.engines.work import Job
from corpusclean.errors import ConfigError, CorpuscleanError, DocumentError

__all__ = ["Ray", "imported", "on_ray"]

#: So many tasks a processor of the cluster wait or are done and not yet asked for, as in `corpusclean.engines.pool`.
AHEAD = 3
#: How often the cluster is asked how many processors it has, in tasks: nodes come and go.
LOOK = 64
#: How often a task is tried whose node or process died.  Cheap nodes are taken away many times in a long run; a
#: document that kills every process that reads it must end some time.
RETRIES = 10
#: Seconds until the head of a cluster must answer.
PATIENCE = 10.0
#: What Ray keeps objects in is a part of the memory of a run; what does not fit goes to disk.  Ray asks for 75 MiB.
SHARE, LEAST = 4, 80 << 20


@dataclass(frozen=True)
class Ray:
    """The engine of a Ray cluster, for one run; made by `on_ray`."""

    home: Home

    def map(self, tasks: Iterable[Any]) -> Iterator[Any]:
        """The answers of tasks, in their order; they are taken as they are needed, a few ahead.

        Raises what a task raised if it is ours, else `CorpuscleanError`; so it does where a task was tried many times
        and its node or process always died.
        """
        import ray

        do = ray.remote(num_cpus=1, max_retries=RETRIES)(ray_worker.do)
        home = ray.put(self.home)
        ahead: deque[tuple[Any, Any]] = deque()

        def answer() -> Any:
            task, reference = ahead.popleft()
            with _translated(named(task)):
                found = ray.get(reference)
                if isinstance(found, Unseen):
                    if Path(found.path).exists():
                        raise DocumentError(
                            f"{found.path}: the node {found.node} does not see this file; with Ray the inputs lie on a "
                            "file system that all nodes share, under the same path"
                        )
                    found = ray.get(do.remote(home, task, True))
            if isinstance(found, Failed):
                raise found.error
            return found

        room = 0
        try:
            for number, task in enumerate(tasks):
                if number % LOOK == 0:
                    room = AHEAD * _processors()
                ahead.append((task, do.remote(home, task)))
                if len(ahead) > room:
                    yield answer()
            while ahead:
                yield answer()
        finally:
            if ray.is_initialized():  # a generator may outlive the run
                for _, reference in ahead:
                    ray.cancel(reference)

    def turn(self, turn: Turn) -> Iterator[Spoken]:
        """One round: the facts of all shards, and the shards that are concerned asked; in any order.

        Raises as `map` does.
        """
        with _translated("the facts of corpus rules"):
            for found in ray_turn.turn(self.home, turn, _processors()):
                if isinstance(found, CorpuscleanError):
                    raise found
                yield found


def _processors() -> int:
    """How many the cluster has now."""
    import ray

    resources: Any = ray.cluster_resources
    return max(1, int(resources().get("CPU", 1)))


@contextmanager
def _translated(what: str) -> Iterator[None]:
    """Ray's own errors as ours."""
    from ray.exceptions import RayError

    try:
        yield
    except RayError as error:
        said = (str(error).strip() or type(error).__name__).splitlines()
        raise CorpuscleanError(
            f"{what}: the Ray cluster could not do it: {type(error).__name__}: {said[0]} … {said[-1]}"
            if len(said) > 1
            else f"{what}: the Ray cluster could not do it: {type(error).__name__}: {said[0]}"
        ) from error


def imported() -> None:
    """Import Ray so that it keeps to itself.  Raises `ConfigError` where it is not installed.

    Of a node that died it writes pages on the standard output of this process, where results go; what keeps it from
    that is read when it is imported.
    """
    try:
        with _environment(RAY_DEDUP_LOGS="1", RAY_DEDUP_LOGS_ALLOW_REGEX="", RAY_DEDUP_LOGS_SKIP_REGEX="^"):
            import_module("ray.data")
        import_module("pyarrow")  # Ray Data needs it
    except ImportError as error:
        raise ConfigError(f"--engine ray: {error}; install it: pip install 'corpusclean[ray]'") from error


@contextmanager
def on_ray(job: Job, jobs: int = 0, address: str | None = None, memory: int | None = None) -> Iterator[Ray]:
    """The engine of a Ray cluster, for one run.

    ``address`` is ``HOST:PORT`` of a cluster's head, or ``auto`` for the cluster that this machine is a node of.
    Without one it is what ``RAY_ADDRESS`` says, else a cluster of this machine alone, with ``jobs`` processors (0: all)
    and a part of ``memory`` (bytes) for Ray's objects, which ends with the run.  Where this process is connected to a
    cluster already, that one is used and stays.  Nothing is reported to anybody, and no dashboard is started.

    Raises `ConfigError` where Ray is not installed or there is no cluster at the address.
    """
    imported()
    with _connected(address, jobs, memory), _quiet():
        yield Ray(Home.here(replace(job, profile=None)))  # what happens on other machines is not measured


@contextmanager
def _connected(address: str | None, jobs: int, memory: int | None) -> Iterator[None]:
    import ray

    if ray.is_initialized():
        yield
        return
    address = address or os.environ.get("RAY_ADDRESS") or "local"
    if address.startswith("ray://"):
        raise ConfigError(
            f"--address {address}: Ray Client is not supported; start the command on a node of the cluster with "
            "--address auto, or as a job (ray job submit)"
        )
    if address not in ("auto", "local"):
        _reach(address)
    settings: dict[str, Any] = {"include_dashboard": False, "num_cpus": jobs or None}
    if memory is not None:
        settings["object_store_memory"] = max(memory // SHARE, LEAST)
    with _environment(RAY_USAGE_STATS_ENABLED="0"):
        handler = signal.getsignal(signal.SIGTERM)
        try:
            ray.init(
                address=address,
                log_to_driver=False,  # what workers print would stand in the results
                logging_level=logging.ERROR,
                **(settings if address == "local" else {}),
            )
        except (ConnectionError, ValueError, RuntimeError, OSError) as error:
            raise ConfigError(f"--address {address}: there is no Ray cluster to use: {error}") from error
        try:
            if threading.current_thread() is threading.main_thread():
                signal.signal(signal.SIGTERM, handler)  # Ray sets its own
            yield
        finally:
            ray.shutdown()


def _reach(address: str) -> None:
    """Ray tries for minutes to reach a cluster that is not there, and prints what it tries."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
    except (OSError, ValueError) as error:
        raise ConfigError(f"--address {address}: there is no Ray cluster to use: {error}; write HOST:PORT") from error


@contextmanager
def _environment(**names: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                with suppress(KeyError):
                    del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _quiet() -> Iterator[None]:
    """No progress bars and plans of Ray Data: the command says what there is to say."""
    from ray.data.context import DataContext, ShuffleStrategy

    context = DataContext.get_current()
    # Both sorting and Ray 2.60's default are made of tasks, so that a dead node costs time only; what actors hold would
    # be lost with theirs.  A round over 2 million facts took 1.9 s by sorting and 15.6 s by default, over 100,000 .7 s
    # and 15 s (two busy cores).
    own = {
        "enable_progress_bars": False,
        "print_on_execution_start": False,
        "shuffle_strategy": ShuffleStrategy.SORT_SHUFFLE_PULL_BASED,
    }
    before = {name: getattr(context, name) for name in own}
    logger = logging.getLogger("ray.data")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    for name, value in own.items():
        setattr(context, name, value)
    try:
        yield
    finally:
        logger.setLevel(level)
        for name, value in before.items():
            setattr(context, name, value)
