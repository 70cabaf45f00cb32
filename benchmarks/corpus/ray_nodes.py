"""The local engine beside a Ray cluster of three nodes on this machine, one of which is killed half-way.

    python benchmarks/corpus/ray_nodes.py seeds FOLDER -- --unsafe

It prints seconds of whole runs, Ray's start apart, and whether records, dropped documents and manifest are equal.
What stands after ``--`` goes to `corpusclean` as it is.  A node is killed when half of the documents are cleaned, and
another one in the first round of the first corpus rule, so only the first one is left at the end.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

from corpusclean.cli import main
from corpusclean.engines.cleaning import Cleaned
from corpusclean.engines.corpus import Turn
from corpusclean.engines.on_ray import Ray, imported

NODES = 3
MAP, TURN = Ray.map, Ray.turn
#: Into the first round of a rule, in seconds.
INTO = 0.5


class Killer:
    """Kills a node when half of the documents are cleaned, and one in the first round of a corpus rule."""

    def __init__(self, cluster: Any, documents: int) -> None:
        self.cluster, self.left = cluster, documents // 2
        self.doomed = list(cluster.worker_nodes)

    def kill(self) -> None:
        """Kill one, without a word to it."""
        self.cluster.remove_node(self.doomed.pop(), allow_graceful=False)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Have the engine lose nodes."""

        def tasks_done(engine: Ray, tasks: Iterable[Any]) -> Iterator[Any]:
            for answer in MAP(engine, tasks):
                if isinstance(answer, Cleaned) and self.left > 0:
                    self.left -= len(answer.numbers)
                    if self.left <= 0:
                        self.kill()
                yield answer

        def turn_played(engine: Ray, turn: Turn) -> Iterator[Any]:
            if turn.rule == turn.number == 0:
                Timer(INTO, self.kill).start()
            return TURN(engine, turn)

        Ray.map, Ray.turn = tasks_done, turn_played  # type: ignore[method-assign]
        try:
            yield
        finally:
            Ray.map, Ray.turn = MAP, TURN  # type: ignore[method-assign]


def cleaned(paths: list[str], folder: Path, name: str, *more: str) -> tuple[float, list[bytes]]:
    """The seconds of a run, and its files."""
    out = folder / f"{name}.jsonl"
    start = time.perf_counter()
    main([*paths, "-o", str(out), "--no-state", "-q", *more])
    seconds = time.perf_counter() - start
    return seconds, [path.read_bytes() for path in sorted(folder.glob(f"{name}.*"))]


def started() -> tuple[float, Any]:
    """A cluster of this machine's processors, one a node, and the seconds until it took a task."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    imported()
    import ray
    from ray.cluster_utils import Cluster

    start = time.perf_counter()
    node: dict[str, Any] = {"num_cpus": 1, "object_store_memory": 256 << 20}
    cluster = Cluster(True, head_node_args={**node, "include_dashboard": False})
    ray.init(address=cluster.address, log_to_driver=False, logging_level="error")
    for _ in range(NODES - 1):
        cluster.add_node(**node)
    ray.get(ray.remote(lambda: None).remote())
    return time.perf_counter() - start, cluster


def measured(paths: list[str], more: list[str]) -> bool:
    """One corpus under both engines, and with losses."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds, want = cleaned(paths, folder, "local", "-j", str(NODES), *more)
        documents = want[0].count(b"\n") + want[1].count(b"\n")
        print(f"{' '.join(paths)}: {documents} documents, local {seconds:.1f} s")
        begun, cluster = started()
        killer = Killer(cluster, documents)
        seconds, got = cleaned(paths, folder, "whole", "--engine", "ray", "-j", str(NODES), *more)
        same = got == want
        print(f"  ray, {NODES} nodes: started in {begun:.1f} s, {seconds:.1f} s, {'equal' if same else 'NOT EQUAL'}")
        with killer.installed():
            seconds, got = cleaned(paths, folder, "losses", "--engine", "ray", "-j", str(NODES), *more)
        sys.modules["ray"].shutdown()
        cluster.shutdown()
        killed = NODES - 1 - len(killer.doomed)
        print(f"  ray, {killed} nodes killed: {seconds:.1f} s, {'equal' if got == want else 'NOT EQUAL'}", flush=True)
        return same and got == want


if __name__ == "__main__":
    given = sys.argv[1:]
    cut = given.index("--") if "--" in given else len(given)
    if not given[:cut]:
        sys.exit(__doc__)
    equal = [measured([path], given[cut + 1 :]) for path in given[:cut]]
    sys.exit(0 if all(equal) else 1)
