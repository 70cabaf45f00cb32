"""The run over a corpus: the shuffle against the plain rounds, what is kept for later, kills, growth, repeated ids."""

import hashlib
import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, ClassVar, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpusclean.cli import main
from corpusclean.document import Document
from corpusclean.edits import Edit, Flag
from corpusclean.engines import cleaning, corpus, local, run, shards, shuffle
from corpusclean.engines.entry import Entry
from corpusclean.engines.facts import Facts
from corpusclean.engines.recorded import Records
from corpusclean.engines.run import Run
from corpusclean.engines.shuffle import Shuffle
from corpusclean.engines.work import Job, Worker
from corpusclean.errors import OutputError, RuleError
from corpusclean.formats.files import Input
from corpusclean.pipeline import Pipeline
from corpusclean.profile import Profile
from corpusclean.rule import Fact, Rule
from corpusclean.testing import play


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def key(*parts: object) -> bytes:
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).digest()


class Whisper:
    """The words of a document that the smallest documents with that word say, too: a rule of as many rounds as words.

    In each round a document names its next word; who has the smallest id under it says so.  Its page is for nobody.

    >>> 1
    1
    >>> 2
    2
    """

    def facts(self, document: Document, answers: Sequence[Mapping[bytes, Fact]]) -> Iterator[tuple[bytes, Fact | None]]:
        words = document.text.split()
        if len(answers) < len(words):
            word = words[len(answers)]
            yield key(len(answers), word), document.id.encode() if len(word) % 2 else None

    def combine(self, one: Fact, other: Fact) -> Fact:
        return min(one, other)

    def edits(self, document: Document, answers: Sequence[Mapping[bytes, Fact]]) -> Iterator[Edit | Flag]:
        said = ",".join(fact.decode() for heard in answers for fact in heard.values())
        yield Flag(0, len(document.text), f"{len(answers)}: {said}")
        if said and min(said.split(",")) < document.id:
            yield Edit(0, 1, "", note=said)


WHISPER = Rule("BPL985", Whisper())
WORDS = st.lists(st.sampled_from(["a", "b", "cc", "ddd"]), min_size=1, max_size=4).map(" ".join)


def write(texts: Mapping[str, str | bytes], folder: str = "in") -> list[Input]:
    Path(folder).mkdir(exist_ok=True)
    found = []
    for name, text in texts.items():
        path = Path(folder, name)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        found.append(Input(f"{folder}/{name}", str(path), path.stat().st_size))
    return found


def made(inputs: Sequence[Input], build: Any, state: Path, jobs: int = 1, memory: int = local.MEMORY) -> list[Any]:
    job = Job(build, Records(), state)
    with Run(job, inputs, jobs, partial(local.local, memory=memory)) as whole:
        found = list(whole())
        whole.finish()
    return found


def whispering() -> Pipeline:
    return Pipeline.from_rules([WHISPER])


# the shuffle


@given(st.lists(WORDS, min_size=1, max_size=12), st.integers(1, 4), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_the_rounds_of_the_engine_are_those_of_the_reference(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], together: int, spilled: bool
) -> None:
    folder = tmp_path_factory.mktemp("case")
    inputs = []
    for number, text in enumerate(texts):
        path = folder / f"{number:02}.txt"
        path.write_text(text, "utf-8")
        inputs.append(Input(path.name, str(path), len(text)))
    documents = [whispering().run(Document.of(_source(text), f"{n:02}.txt")).document for n, text in enumerate(texts)]
    expected = play(Whisper(), documents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "MOST", together)
        patch.setattr(shuffle, "FEW", 0 if spilled else 1000)
        found = made(inputs, whispering, folder / "state")
    for (_, line), items in zip(found, expected, strict=True):
        record = json.loads(line)
        notes = [flag["note"] for flag in record["flags"]]
        assert notes == [item.note for item in items if isinstance(item, Flag)]
        edits = [edit["note"] for edit in record["provenance"]["edits"]]
        assert edits == [item.note for item in items if isinstance(item, Edit)]


def _source(text: str) -> Any:
    from corpusclean.document import Source

    return Source.of(text)


ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.binary(max_size=3) | st.none()), max_size=30)


@given(ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_on_disk_and_in_memory_are_one(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int, bytes | None]]
) -> None:
    parts: dict[int, dict[int, dict[bytes, Fact | None]]] = {}
    for number, (document, word, fact) in enumerate(rows):
        parts.setdefault(document // 2, {}).setdefault(document % 2, {}).setdefault(key(word % (number + 1)), fact)

    def answers(few: int) -> list[Any]:
        folder = tmp_path_factory.mktemp("shuffle")
        with pytest.MonkeyPatch.context() as patch, Shuffle(folder, 0) as shuffled:
            patch.setattr(shuffle, "FEW", few)
            for number, said in sorted(parts.items()):
                shuffled.put(number, Facts.of(sorted(said.items())))
            found = list(shuffled.answers(min))
        assert list(folder.iterdir()) == []
        return found

    held, spilled = answers(1000), answers(0)
    assert held == spilled
    named = [(word, document) for document in parts.values() for said in document.values() for word in said]
    shared = {word for word, _ in named if sum(word == other for other, _ in named) > 1}
    for _, documents in held:
        for heard in documents.values():
            assert set(heard) <= shared


def test_a_rule_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Whisper, "facts", lambda self, document, answers: iter([(key(len(answers)), b"x")]))
    (_, line), (_, other) = made(write({"a.txt": "a", "b.txt": "b"}), whispering, Path("state"))
    assert [json.loads(one)["flags"][0]["note"].partition(":")[0] for one in (line, other)] == ["100", "100"]
    assert play(Whisper(), [Document.of(_source(name), name) for name in "ab"])[0][0].note.startswith("100:")


def test_heavy_facts_do_not_wait_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shuffle, "LIGHT", 1000)
    with Shuffle(tmp_path, 0) as shuffled:
        for number in range(3):
            shuffled.put(number, Facts.of([(0, {key("same"): bytes([number]) * 600})]))
        assert sum(len(facts.facts) for _, facts in shuffled._held) < 2
        found = [heard for _, shard in shuffled.answers(max) for heard in shard.values()]
    assert found == [{key("same"): b"\2" * 600}] * 3


def test_facts_come_back() -> None:
    facts = Facts.of([(0, {key(1): b"", key(2): None}), (7, {key(1): b"x" * 70000})])
    again = Facts.load(facts.dump())
    assert again.facts == facts.facts
    assert (again.keys == facts.keys).all()
    assert again.ordinals.tolist() == [0, 0, 7]
    assert facts.only(facts.ordinals == 7).facts == [b"x" * 70000]
    assert Facts.load(Facts.of([]).dump()).facts == []
    assert facts.joined(facts).ordinals.tolist() == [0, 0, 7, 0, 0, 7]


@pytest.mark.parametrize("said", [(b"short", b""), (key(1), "text"), (key(1), 1)])
def test_what_is_no_key_or_fact_is_told(said: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Whisper, "facts", lambda self, document, answers: iter([said]))
    inputs = write({"a.txt": "a", "b.txt": "a"})
    (entry, other) = made(inputs, whispering, Path("state"))
    assert entry.error == other.error.replace("b.txt", "a.txt")
    assert "is no key of 16 bytes with a fact of bytes" in entry.error
    with pytest.raises(RuleError, match="is no key of 16 bytes"):
        play(Whisper(), [Document.of(_source("a"), "a")])


# what is kept for later


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents that are cleaned, as they are."""
    cleaned: list[str] = []
    before = cleaning._clean

    def clean(worker: Any, item: Any, row: Any, name: bytes) -> Any:
        cleaned.append(row.id)
        return before(worker, item, row, name)

    monkeypatch.setattr(cleaning, "_clean", clean)
    return cleaned


def outputs() -> list[bytes]:
    return [Path(name).read_bytes() for name in ("out.jsonl", "out.dropped.jsonl", "out.manifest.json")]


def clean(*more: str, code: int = 0) -> list[bytes]:
    assert main(["in", "-o", "out.jsonl", "-q", "-j", "1", *more]) == code
    return outputs()


def test_a_second_run_cleans_what_is_new_or_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    write({f"{n}.txt": f"一篇文章，第{n}號。 \n" for n in range(9)})
    cleaned = counted(monkeypatch)
    base = clean()
    assert len(cleaned) == 9
    assert clean() == base
    assert len(cleaned) == 9, "nothing was new"
    write({"3.txt": "另一篇文章。 \n", "91.txt": "又一篇文章。 \n"})
    Path("in/5.txt").unlink()
    grown = clean()
    assert cleaned[9:] == ["in/3.txt", "in/91.txt"]
    assert clean("--no-state") == grown, "as if there had been no run before"
    assert clean("--script", "hans") != grown
    assert len(cleaned) == 9 + 2 + 9 + 9, "another configuration cleans everything anew"


def test_rows_that_were_added_are_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [json.dumps({"text": f"一篇文章，第{n}號。 ", "n": n}) for n in range(300)]
    write({"a.jsonl": "\n".join(rows[:290]) + "\n"})
    cleaned = counted(monkeypatch)
    clean()
    assert len(cleaned) == 290
    write({"a.jsonl": "\n".join(rows) + "\n"})
    grown = clean()
    assert cleaned[290:] == [f"in/a.jsonl#{n}" for n in range(291, 301)]
    records = [json.loads(line) for line in grown[0].splitlines()]
    assert [record["columns"] for record in records] == [{"n": n} for n in range(300)]
    assert records[7]["source"]["path"] == "in/a.jsonl#8"


def test_the_first_copy_that_was_written_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    write({"b.txt": "一篇文章，還有更多。\n"})
    write({"c.txt": "另一篇文章，還有更多。\n"})
    kept = clean()[0]
    write({"a.txt": "一篇文章，還有更多。\n"})
    grown = clean()
    assert grown[0] == kept, "what was written stays, though the new copy comes first"
    assert json.loads(grown[1])["provenance"]["edits"][-1]["note"] == "same as in/b.txt"
    assert json.loads(clean("--no-state")[1])["id"] == "in/b.txt", "a run without a past keeps the first"
    Path("in/b.txt").unlink()
    assert [json.loads(line)["id"] for line in clean()[0].splitlines()] == ["in/a.txt", "in/c.txt"]


def test_line_breaks_of_markdown_stay() -> None:
    text = "第一行，兩個空格  \n第二行，三個空格   \n第三行。 \n"
    write({"a.md": text, "b.txt": text + "別的。\n"})
    found = [json.loads(line) for line in clean("--include", "*.md", "--include", "*.txt")[0].splitlines()]
    assert found[0]["text"] == "第一行，兩個空格  \n第二行，三個空格\n第三行。\n"
    assert found[1]["text"] == "第一行，兩個空格\n第二行，三個空格\n第三行。\n別的。\n"


class Killed(BaseException):
    """Stands for a signal."""


@pytest.mark.parametrize("after", range(0, 60, 3))
def test_killed_anywhere_and_run_again(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [json.dumps({"text": f"一篇文章，第{n % 7}號。 更多，還有更多的內容。"}) for n in range(12)]
    write({"a.jsonl": "\n".join(rows), **{f"{n}.txt": f"第{n % 3}篇，還有更多的文章。 \n" for n in range(8)}})
    base = clean("--no-state")
    for name in ("out.jsonl", "out.dropped.jsonl", "out.manifest.json"):
        Path(name).unlink()
    monkeypatch.setattr(corpus, "MOST", 2)
    left = [after]

    def killing(function: Any) -> Any:
        def run(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            return function(*given, **named)

        return run

    for place, name in ((shards, "write_file"), (cleaning, "_clean"), (Records, "finish"), (Path, "replace")):
        monkeypatch.setattr(place, name, killing(getattr(place, name)))
    if after:
        with pytest.raises(Killed):
            clean()
        left[0] = 0
    assert clean() == base
    assert sorted(path.name for path in Path().iterdir()) == [
        ".out.jsonl.state",
        "in",
        "out.dropped.jsonl",
        "out.jsonl",
        "out.manifest.json",
    ]
    assert sorted(path.name for path in Path(".out.jsonl.state").iterdir()) == [".gitignore", "about.json", "shards"]


def test_code_that_changed_cleans_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    write({"a.txt": "一篇文章。 \n", "b.txt": "第二篇文章。 \n"})
    cleaned = counted(monkeypatch)
    clean()
    monkeypatch.setattr(run, "_own_code", lambda: b"other code")
    clean()
    assert len(cleaned) == 4


def test_shards_that_nobody_needs_go() -> None:
    write({f"{n}.txt": f"一篇文章，第{n}號。\n" for n in range(3)})
    clean()
    (before,) = Path(".out.jsonl.state/shards").iterdir()
    write({f"{n}.txt": f"另一篇文章，第{n}號。\n" for n in range(3)})
    clean()
    (after,) = Path(".out.jsonl.state/shards").iterdir()
    assert before != after


def test_two_runs_at_once_are_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from corpusclean.engines import store

    write({"a.txt": "一", "b.txt": "二"})
    monkeypatch.setattr(store, "PATIENCE", 1)
    with store.locked(Path(".out.jsonl.tmp").absolute()):
        assert main(["in", "-o", "out.jsonl"]) == 2
    assert "another run is writing here" in capsys.readouterr().err


def test_a_shard_that_was_cut_short_is_made_anew() -> None:
    inputs = write({"a.txt": "一篇文章。\n", "b.txt": "二"})
    base = made(inputs, Pipeline.of, Path("state"))
    (path,) = Path("state/shards").iterdir()
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(OutputError, match="cannot be read"):
        shards.Shard(path)
    assert [line for _, line in made(inputs, Pipeline.of, Path("state"))] == [line for _, line in base]


def test_a_shard_is_unpacked_where_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raws = [bytes([number]) * size for number, size in enumerate((0, 10, shards.BLOCK, 3, 0, 2 * shards.BLOCK, 5))]
    kept = [shards.Kept(key(number), Entry(f"{number}.txt", ""), raw) for number, raw in enumerate(raws)]
    path = shards.write(tmp_path, "a", kept, {})
    unpacked: list[int] = []
    decompress = shards.zlib.decompress
    monkeypatch.setattr(shards.zlib, "decompress", lambda raw: unpacked.append(len(raw)) or decompress(raw))
    shard = shards.Shard(path)
    assert [shard.kept(ordinal) for ordinal in range(len(shard))] == raws
    assert [shard.entry(ordinal).id for ordinal in range(len(shard))] == [one.entry.id for one in kept]
    assert len(unpacked) == 1 + 3
    assert shard.kept(2) == raws[2]


def test_nothing_is_packed_in_a_state_that_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raws = [bytes([number]) * size for number, size in enumerate((3, 0, shards.PLAIN_BLOCK, 7, 0))]
    kept = [shards.Kept(key(number), Entry(f"{number}.txt", ""), raw) for number, raw in enumerate(raws)]
    monkeypatch.setattr(shards, "zlib", None)
    path = shards.write(tmp_path, "a", kept, {"DUP101": Facts.of([])}, plain=True)
    shard = shards.Shard(path)
    assert [shard.kept(ordinal) for ordinal in (4, 2, 0, 3, 1)] == [raws[ordinal] for ordinal in (4, 2, 0, 3, 1)]
    assert [shard.entry(ordinal).id for ordinal in range(len(shard))] == [one.entry.id for one in kept]
    assert shard.facts("DUP101") and not shard.facts("DUP102")
    write({"a.txt": "一篇。\n" * 40, "b.txt": "一篇。\n" * 40})
    assert main([".", "-o", "out.jsonl", "--no-state", "-q"]) == 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_output_is_that_of_a_state_that_stays(jobs: int) -> None:
    write({f"{number}.txt": f"{number % 3} 一篇很長的文章。 \n" * (9 + number) for number in range(20)})
    for more, name in (("--no-state", "one"), ("--state=state", "two")):
        assert main(["in", "-o", f"{name}.jsonl", more, "-q", "-j", str(jobs)]) == 0
    for ending in ("jsonl", "dropped.jsonl"):
        assert Path(f"one.{ending}").read_bytes() == Path(f"two.{ending}").read_bytes()


def test_a_large_document_is_begun_first(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = (1, 90, 1, 1, 95, 90, 1)
    inputs = [write({f"{n}.txt": "x" * size})[0] for n, size in enumerate(sizes)]
    monkeypatch.setattr(corpus, "LARGE", 90)
    for memory, first in (
        (1 << 30, ["in/1.txt", "in/4.txt", "in/5.txt"]),
        (90 * 2 * corpus.HEAVY, ["in/1.txt", "in/5.txt"]),
    ):
        job = Job(Pipeline.of, Records(), Path("state"), memory=memory)
        begun: list[str] = []

        def clean(task: cleaning.Clean, begun: list[str] = begun) -> cleaning.Cleaned:
            names = [item.id for item, _, _ in task.ranges]
            begun.extend(names)
            return cleaning.Cleaned(Path(names[0]), [-1] * len(names), range(len(names)), [int(n[3]) for n in names])

        class Engine:
            def map(self, tasks: Any) -> Iterator[Any]:
                return map(clean, tasks)

        one = corpus.Corpus(job, [])
        one.clean(cast(corpus.Engine, Engine()), inputs, 2, lambda count: None)
        assert begun[: len(first)] == first
        assert list(one.names) == list(range(len(sizes))), "the answers are in the order of the inputs"


@given(
    st.dictionaries(st.integers(0, 9), st.dictionaries(st.binary(min_size=16, max_size=16), st.none() | st.binary()))
)
def test_what_a_document_said_is_found_by_its_ordinal(said: dict[int, dict[bytes, bytes | None]]) -> None:
    facts = Facts.of(sorted(said.items()))
    assert [facts.said(ordinal) for ordinal in range(12)] == [said.get(ordinal, {}) for ordinal in range(12)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_profile_has_all_that_was_done(jobs: int) -> None:
    inputs = write({f"{number}.txt": f"{number % 3} 一篇很長的文章。 \n" * 30 for number in range(20)})
    profile = Profile()
    job = Job(partial(Pipeline.of, select=["SPC", "DUP"]), Records(), Path("state"), profile=profile)
    start = perf_counter()
    with Run(job, inputs, jobs, partial(local.local, memory=local.MEMORY)) as whole:
        assert len(list(whole())) == 20
    assert {
        "read",
        "decode",
        "record",
        "shard",
        "rounds",
        "write",
        "SPC101",
        "DUP101",
        "DUP102",
    } <= profile.costs.keys()
    assert profile.costs["decode"].runs == 20
    assert profile.costs["DUP101"].edits == 17
    assert all(cost.seconds >= 0 for cost in profile.costs.values())
    assert profile.seconds < jobs * (perf_counter() - start)


class Prepared(Whisper):
    """The same, which wants to see all texts of a task before it is asked about one.

    >>> 1
    1
    >>> 2
    2
    """

    seen: ClassVar[list[str]] = []

    def prepare(self, texts: Sequence[str]) -> None:
        self.seen.extend(texts)

    def facts(self, document: Document, answers: Sequence[Mapping[bytes, Fact]]) -> Iterator[tuple[bytes, Fact | None]]:
        if document.text == "ddd":
            raise ValueError
        assert answers or document.text in self.seen
        return super().facts(document, answers)


def test_a_rule_prepares_and_fails_on_one_document_only() -> None:
    inputs = write({"a.txt": "a b", "b.txt": "ddd", "c.txt": "a cc", "d.txt": b"PK\x03\x04" + bytes(range(256))})
    found = made(inputs, lambda: Pipeline.from_rules([Rule("BPL986", Prepared())]), Path("state"))
    assert Prepared.seen == ["a b", "ddd", "a cc"]
    assert [one.error if isinstance(one, Entry) else "" for one in found][:3] == [
        "",
        "BPL986 failed on in/b.txt: ValueError: ",
        "",
    ]
    assert isinstance(found[3], Entry)


def test_a_worker_that_is_not_forked_is_made_anew() -> None:
    make = local._Make(Worker(Job(Pipeline.of, Records(), Path("state"))))
    assert make() is make()
    other = pickle.loads(pickle.dumps(make))()
    assert other.job == make().job
    assert other is not make()


def test_a_document_that_memory_does_not_allow_for(capsys: pytest.CaptureFixture[str]) -> None:
    write({"a.txt": "一篇文章。\n", "b.txt": "很長的文章，" * 120_000})
    found = clean("--memory", "64MB", code=2)
    told = "in/b.txt: a document of 2 MB would take more memory than the run may use; --memory 1GB is enough\n"
    assert capsys.readouterr().err == told
    assert [json.loads(line)["id"] for line in found[0].splitlines()] == ["in/a.txt"]
    assert [one["id"] for one in json.loads(found[2])["failed"]] == ["in/b.txt"]
    assert len(clean("--memory", "1GB")[0].splitlines()) == 2, "what was refused is tried again"


# ids


def test_ids_that_repeat(capsys: pytest.CaptureFixture[str]) -> None:
    ids = ["x", "y", "x", "../x", "x", "/etc/x"]
    rows = [{"id": name, "text": f"一篇文章，第{n}號。"} for n, name in enumerate(ids)]
    write({"a.jsonl": "\n".join(map(json.dumps, rows)), "b.jsonl": json.dumps(rows[1])})
    found = clean("--id-column", "id", code=2)
    assert [json.loads(line)["id"] for line in found[0].splitlines()] == ["x", "y", "../x", "/etc/x"]
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "in/a.jsonl#3: the id 'x' is that of in/a.jsonl#1 too; without --id-column rows are named by place",
        "in/a.jsonl#5: the id 'x' is that of in/a.jsonl#1 too; without --id-column rows are named by place",
        "in/b.jsonl#1: the id 'y' is that of in/a.jsonl#2 too; without --id-column rows are named by place",
    ]
    assert [one["id"] for one in json.loads(found[2])["failed"]] == ["x", "x", "y"]
    assert clean("--id-column", "id", "-j", "2", code=2) == found
    assert [json.loads(line)["id"] for line in clean()[0].splitlines()] == [f"in/a.jsonl#{n}" for n in range(1, 7)]


def test_restore_stays_in_its_folder(tmp_path: Path) -> None:
    rows = [{"id": name, "text": f"一篇文章，第{n}號。"} for n, name in enumerate(["../x", "/etc/x", "a\0b", ".."])]
    write({"a.jsonl": "\n".join(map(json.dumps, rows))})
    clean("--id-column", "id")
    assert main(["restore", "out.jsonl", "-o", "back"]) == 0
    found = {path.relative_to("back").as_posix(): path.read_text("utf-8") for path in Path("back").rglob("*#*")}
    assert found == {f"in/a.jsonl#{n + 1}": row["text"] for n, row in enumerate(rows)}
    assert sorted(path.name for path in tmp_path.parent.glob("x*")) == []
