"""The engine of a Ray cluster: the local engine's bytes, on several nodes, with nodes that die on the way."""

import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple

import pytest

import acme
from corpusclean import config, registry
from corpusclean.cli import main
from corpusclean.document import Document
from corpusclean.edits import Edit
from corpusclean.engines.asking import Part
from corpusclean.engines.cleaning import Clean
from corpusclean.engines.corpus import Turn
from corpusclean.engines.entry import Entry
from corpusclean.engines.on_ray import Ray, imported, on_ray
from corpusclean.engines.recorded import Records
from corpusclean.engines.run import Run
from corpusclean.engines.work import Job, Stopped, Worker
from corpusclean.errors import ConfigError, CorpuscleanError, DocumentError, OutputError, RuleError
from corpusclean.formats.files import Input
from corpusclean.rule import Fact, Rule

try:
    imported()
except ConfigError as error:
    pytest.skip(str(error), allow_module_level=True)

import ray

pytestmark = [
    # Ray leaves sockets and pipes to its processes to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    # pytest tells of the same at the end of a test.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    # Of its own options and of those of its libraries that it still uses.
    pytest.mark.filterwarnings("ignore::FutureWarning:ray"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray"),
]


class Frail:
    """A corpus rule that fails where a text says so."""

    def facts(self, document: Document, answers: Sequence[Mapping[bytes, Fact]]) -> Iterator[tuple[bytes, Fact]]:
        if not answers:
            _fail_at("facts", document.text)
            yield acme.key("all"), document.text.encode()

    def combine(self, one: Fact, other: Fact) -> Fact:
        _fail_at("combine", one.decode())
        return min(one, other)

    def edits(self, document: Document, answers: Sequence[Mapping[bytes, Fact]]) -> Iterator[Edit]:
        _fail_at("edits", document.text)
        yield from ()


def _fail_at(where: str, text: str) -> None:
    if text.startswith(f"broken {where}"):
        raise KeyError(where)


#: A plugin, too.
RULES = [Rule("BPL988", Frail(), safe=False)]
#: The rules with bugs do nothing unless a text says so.
SELECT = ["ENC", "DUP", *acme.CODES, *(rule.code for rule in RULES)]


@pytest.fixture(scope="module", autouse=True)
def _plugin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The rules of acme, as a plugin that the processes of the cluster have too."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("plugin")
        for name, value in acme.environment(folder, os.environ).items():
            patch.setenv(name, value)
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        with (folder / "acme-1.0.dist-info" / "entry_points.txt").open("a") as file:
            file.write(f"frail = {__name__}:RULES\n")
        patch.syspath_prepend(str(folder))
        registry.all_rules.cache_clear()
        yield
    registry.all_rules.cache_clear()


@pytest.fixture(scope="module")
def cluster(_plugin: None) -> Iterator[Any]:
    """Three nodes with a processor each, and this process connected to the first."""
    from ray.cluster_utils import Cluster

    # Nodes that die are noticed after a second, not after half a minute.
    quick = {"health_check_period_ms": 250, "health_check_failure_threshold": 4}
    node = {"num_cpus": 1, "object_store_memory": 80 << 20, "include_dashboard": False}
    cluster = Cluster(True, head_node_args={**node, "_system_config": quick})
    try:
        ray.init(address=cluster.address, log_to_driver=False, logging_level="error")
        for _ in range(2):
            cluster.add_node(**{name: node[name] for name in ("num_cpus", "object_store_memory")})
        yield cluster
    finally:
        ray.shutdown()
        cluster.shutdown()


def corpus(folder: Path, documents: int, slow: int = 0) -> None:
    """Articles of which some stand twice or share their first and last lines, and one that is no text."""
    chance = random.Random(6)
    folder.mkdir(parents=True)
    for number in range(documents):
        lines = [f"栏目{chance.randrange(9)}", *(f"第{chance.randrange(documents)}条消息~" for _ in range(9))]
        lines.append(f"编辑{chance.randrange(2)}")
        if number < slow:
            lines[3] += "sleep"
        (folder / f"{number:03}.txt").write_text("\n".join(lines), encoding="utf-8")
        if number % 5 == 0:
            (folder / f"{number:03}-again.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))


def job(state: str = "state", **settings: Any) -> Job:
    chosen = config.load({"select": SELECT, "unsafe": True, **settings})
    return Job(chosen.pipeline, Records(), Path(state))


def cleaned(name: str, *more: str) -> list[bytes]:
    """The three files of a run."""
    assert main(["in", "-o", f"{name}.jsonl", "-q", "--unsafe", "--select", ",".join(SELECT), *more]) == 2
    return [Path(f"{name}{ending}").read_bytes() for ending in (".jsonl", ".dropped.jsonl", ".manifest.json")]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_same_bytes_and_again_when_the_corpus_grows(cluster: Any) -> None:
    corpus(Path("in"), 60)
    once = cleaned("local", "-j", "1")
    kept, dropped = (lines.count(b"\n") for lines in once[:2])
    assert kept + dropped == 72
    assert dropped >= 9, "copies"
    assert b"as in" in once[0], "the rule of several rounds"
    assert b'"error": "no text but PNG image"' in once[2]
    assert cleaned("ray", "--engine", "ray") == once
    (Path("in") / "000-new.txt").write_bytes((Path("in") / "003.txt").read_bytes())
    twice = cleaned("local", "-j", "1")
    assert twice != once
    assert cleaned("ray", "--engine", "ray") == twice


def test_nothing_but_results_is_printed(cluster: Any) -> None:
    """Another process, which connects by the address."""
    Path("a.txt").write_text("一行~\n", encoding="utf-8")
    Path("b.txt").write_text("一行\n", encoding="utf-8")
    command = [sys.executable, "-m", "corpusclean", "a.txt", "b.txt", "--select", ",".join(SELECT)]
    want = subprocess.run(command, capture_output=True, check=False)
    got = subprocess.run([*command, "--engine", "ray", "--address", cluster.address], capture_output=True, check=False)
    assert want.stdout.count(b"\n") == 1
    assert (got.returncode, got.stdout, got.stderr) == (want.returncode, want.stdout, want.stderr)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("combine", "BPL988 failed to combine two facts: KeyError: 'combine'"),
        ("edits", r"BPL988 failed on a\.txt: KeyError: 'edits'"),
    ],
)
def test_a_corpus_rule_that_fails_ends_the_run(cluster: Any, text: str, message: str) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(f"broken {text}\n{name}\n", encoding="utf-8")
    inputs = [Input(name, name, 10) for name in ("a.txt", "b.txt")]
    with pytest.raises(RuleError, match=message):
        list(Run(job(), inputs, 2, on_ray)())


@contextmanager
def engine(**changes: Any) -> Iterator[Ray]:
    """An engine whose workers find something else than they were told."""
    task = job()
    task.work.mkdir(parents=True)
    with on_ray(task) as made:
        yield Ray(replace(made.home, **changes))


def clean(path: str) -> Clean:
    return Clean(((Input(path, path, 1), 0, None),))


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"token": "another run"}, OutputError, "state: the node .* does not see this folder; with Ray the state"),
        ({"folder": "/no/such/folder"}, OutputError, "/no/such/folder/state: the node .* does not see this folder"),
        ({"code": b"older"}, ConfigError, "the node .* has another corpusclean"),
    ],
)
def test_a_node_that_cannot_take_part(
    cluster: Any, changes: Mapping[str, Any], error: type[Exception], message: str
) -> None:
    Path("a.txt").write_bytes(b"a")
    with engine(**changes) as made:
        with pytest.raises(error, match=message):
            list(made.map([clean("a.txt")]))
        with pytest.raises(error, match=message):
            list(made.turn(Turn(0, 0, {0: Part(0, Path("no.shard"), None)}, {})))


def test_files_that_are_not_there_and_files_that_a_node_does_not_see(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.txt").write_bytes(b"a")
    inputs = [Input(name, name, 1) for name in ("a.txt", "gone.txt")]
    found = list(Run(job(), inputs, 2, on_ray)())
    assert [one.error if isinstance(one, Entry) else "" for one in found] == ["", "No such file or directory"]
    exists = Path.exists
    monkeypatch.setattr(Path, "exists", lambda path, **more: path.name == "gone.txt" or exists(path, **more))
    with pytest.raises(DocumentError, match=r"gone\.txt: the node .* does not see this file"):
        list(Run(job(), inputs, 2, on_ray)())


class Odd(NamedTuple):
    """A task with a bug."""

    part: Part

    def run(self, worker: Worker, stopped: Stopped) -> None:
        raise IndexError("odd")


def test_what_nobody_foresaw_names_the_file(cluster: Any) -> None:
    part = Part(0, Path("some.shard"), None)
    with engine() as made:
        with pytest.raises(CorpuscleanError, match=r"^some\.shard: IndexError: odd"):
            list(made.map([Odd(part)]))
        with pytest.raises(CorpuscleanError, match=r"^some\.shard: FileNotFoundError: .*said-0-0-1"):
            list(made.turn(Turn(0, 1, {0: part}, {0: (0,)})))


def test_without_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray.data", None)
    with pytest.raises(ConfigError, match=r"pip install 'corpusclean\[ray\]'"), on_ray(job(), 1):
        pass


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("ray://127.0.0.1:10001", "Ray Client is not supported"),
        ("127.0.0.1:1", "there is no Ray cluster to use: .*refused"),
        ("nowhere", "there is no Ray cluster to use: .*; write HOST:PORT"),
    ],
)
def test_addresses_that_lead_nowhere(monkeypatch: pytest.MonkeyPatch, address: str, message: str) -> None:
    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    with pytest.raises(ConfigError, match=f"^--address {address}: {message}"), on_ray(job(), 1, address):
        pass


def test_nodes_that_die_cost_time_only(
    cluster: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One while documents are cleaned, and one while facts are brought together; the last test, as they are gone."""
    corpus(Path("in"), 30, slow=9)
    first, second = cluster.worker_nodes
    done, played = Ray.map, Ray.turn
    threads: list[Timer] = []

    def cleaning(self: Ray, tasks: Iterable[Any]) -> Iterator[Any]:
        for number, answer in enumerate(done(self, tasks)):
            if number == 1 and first in cluster.worker_nodes:
                cluster.remove_node(first, allow_graceful=False)
            yield answer

    def shuffling(self: Ray, turn: Turn) -> Iterator[Any]:
        if not threads:
            threads.append(Timer(0.2, cluster.remove_node, (second, False)))
            threads[0].start()
        return played(self, turn)

    monkeypatch.setattr(Ray, "map", cleaning)
    monkeypatch.setattr(Ray, "turn", shuffling)
    found = cleaned("ray", "--engine", "ray", "-j", "3")
    threads[0].join()
    assert capsys.readouterr().out == "", "nothing that is no result"
    assert cluster.worker_nodes == set()
    assert found == cleaned("local", "-j", "3")
