"""The local engine: what is read, that nothing hangs on processes or order, the rounds of corpus rules, bad input."""

import errno
import json
import os
import random
import shutil
from collections.abc import Iterable
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import acme
from corpusclean import config, records
from corpusclean.cli import main
from corpusclean.decoding import Decoded
from corpusclean.document import Document, Reading, Source
from corpusclean.edits import Edit
from corpusclean.engines import local, pool
from corpusclean.engines.cleaning import Clean
from corpusclean.engines.corpus import MOST, tasks
from corpusclean.engines.entry import Entry
from corpusclean.engines.recorded import Records
from corpusclean.engines.run import Run
from corpusclean.engines.work import Job
from corpusclean.errors import ConfigError, OutputError, RuleError
from corpusclean.formats import files, jsonl, rows, streams
from corpusclean.formats.files import Input

CASES: dict[str, bytes] = {
    "plain.txt": "一行。\n兩行~~\n".encode(),
    "copy.txt": "一行。\n兩行~\n".encode(),
    "crlf.txt": b"one~\r\ntwo\r\n",
    "gbk.txt": ("这是一篇用国标编码写成的文章,里面有很多常用的汉字。" * 8 + "~\n").encode("gbk"),
    "wide.txt": "\ufeff宽字符文件~\n".encode("utf-16-le"),
    "marked.txt": "\ufeff带标记~".encode(),
    "broken.txt": "好好好好好好好好".encode() + b"\xff" + "坏坏坏~".encode(),
    "empty.txt": b"",
    "one.txt": b"~",
    "nul.txt": b"a\0b" + b"x" * 100,
    "deep/er/page.txt": "深处锟斤拷~".encode(),
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "left.md": b"# no",
    "left.rst": b"<p>",
    ".hidden.txt": b"hidden",
    ".folder/inside.txt": b"hidden",
}


def corpus(folder: Path, cases: dict[str, bytes] = CASES) -> Path:
    for name, raw in cases.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return folder


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acme.install(monkeypatch)
    monkeypatch.chdir(tmp_path)


def outputs(folder: Path, stem: str) -> dict[str, bytes]:
    names = (f"{stem}.jsonl", f"{stem}.dropped.jsonl", f"{stem}.manifest.json")
    return {name.removeprefix(stem): (folder / name).read_bytes() for name in names}


def visible(folder: Path) -> list[str]:
    """What stands in a folder, but for the state, which is there to stay."""
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".state"))


def run(folder: Path, paths: Iterable[str], stem: str, *more: str) -> dict[str, bytes]:
    main([*paths, "-o", f"{stem}.jsonl", "-q", *more])
    return outputs(folder, stem)


def loaded(lines: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


# what is read


def test_which_files_are_documents(tmp_path: Path) -> None:
    corpus(tmp_path / "in")
    listing = files.find(["in"])
    assert [item.id for item in listing.documents] == sorted(
        f"in/{name}" for name in CASES if name.endswith(".txt") and not name.startswith(".")
    )
    assert listing.left_alone == {".rst": 1, ".md": 1}
    assert "in/left.md" in {item.id for item in files.find(["in", "in/left.md"]).documents}, "it was named"
    named = [item.id for item in files.find(["in"], include=["*.md", "deep/**"], exclude=["in/deep"]).documents]
    assert named == ["in/left.md"]


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        (".", ["a/x.txt", "b.txt"]),
        ("a", ["a/x.txt"]),
        ("./a//", ["a/x.txt"]),
        ("a/x.txt", ["a/x.txt"]),
        ("{absolute}/a", ["a/x.txt"]),
        ("{absolute}/a/x.txt", ["x.txt"]),
        ("a/../a", ["a/x.txt"]),
        ("../{name}", ["{name}/a/x.txt", "{name}/b.txt"]),
    ],
)
def test_ids_say_nothing_of_the_machine(tmp_path: Path, given: str, ids: list[str]) -> None:
    corpus(tmp_path, {"a/x.txt": b"x", "b.txt": b"b"})
    names = {"absolute": tmp_path, "name": tmp_path.name}
    found = files.find([given.format(**names)]).documents
    assert [item.id for item in found] == [one.format(**names) for one in ids]


def test_one_file_named_twice_is_read_once_and_two_of_one_id_are_an_error(tmp_path: Path) -> None:
    corpus(tmp_path, {"a/x.txt": b"1", "b/x.txt": b"2"})
    assert len(files.find(["a", "a/x.txt", "./a"]).documents) == 1
    with pytest.raises(ConfigError, match=r"a/x\.txt and .*b/x\.txt would both be 'x\.txt'"):
        files.find([str(tmp_path / "a" / "x.txt"), str(tmp_path / "b" / "x.txt")])
    assert main([str(tmp_path / "a" / "x.txt"), str(tmp_path / "b" / "x.txt")]) == 2


def test_loops_links_and_odd_names(tmp_path: Path) -> None:
    corpus(tmp_path / "in", {"a/x.txt": b"x", "b/y.txt": b"y"})
    (tmp_path / "in" / "a" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "b" / "self").symlink_to("self")
    (tmp_path / "in" / "b" / "gone.txt").symlink_to("nowhere")
    (tmp_path / "in" / "b" / "other").symlink_to(tmp_path / "in" / "c")
    corpus(tmp_path / "in", {"c/z.txt": b"z", "c/two\nlines.txt": b"n"})
    Path(os.fsdecode(b"in/c/\xc4\xe3.txt")).write_bytes(b"gbk name")
    os.mkfifo(tmp_path / "in" / "c" / "pipe.txt")
    listing = files.find(["in"])
    assert [item.id for item in listing.documents] == [
        "in/a/x.txt",
        "in/b/other/two\nlines.txt",
        "in/b/other/z.txt",
        "in/b/y.txt",
        "in/c/two\nlines.txt",
        "in/c/z.txt",
    ]
    assert {problem.id: problem.message for problem in listing.problems} == {
        "in/a/up": "a folder loop: it leads back to in",
        "in/b/gone.txt": "No such file or directory",
        "in/b/self": "Too many levels of symbolic links",
        "in/b/other/\\xc4\\xe3.txt": "its name is no valid Unicode; rename it",
        "in/b/other/pipe.txt": "no regular file",
        "in/c/\\xc4\\xe3.txt": "its name is no valid Unicode; rename it",
        "in/c/pipe.txt": "no regular file",
    }


@pytest.mark.parametrize(
    ("glob", "yes", "no"),
    [
        ("*.txt", ["a.txt", "a/b.txt", "换行\n.txt"], ["a.md", "a.txt/b"]),
        ("a/*.txt", ["a/b.txt"], ["a/b/c.txt", "x/a/b.txt"]),
        ("a/**", ["a/b", "a/b/c"], ["a", "b/a/c"]),
        ("**/a/*", ["a/b", "x/y/a/b"], ["a"]),
        ("[ab]?.txt", ["a1.txt", "x/b2.txt"], ["c1.txt", "a.txt"]),
        ("[!a].txt", ["b.txt"], ["a.txt"]),
        ("a[.txt", ["a[.txt"], ["a.txt"]),
        ("./a.txt", ["a.txt"], ["axtxt"]),
    ],
)
def test_globs(glob: str, yes: list[str], no: list[str]) -> None:
    match = files.matcher([glob])
    assert [name for name in [*yes, *no] if match(name)] == yes


# one process, two processes, any order


def test_processes_and_order_change_nothing(tmp_path: Path) -> None:
    corpus(tmp_path / "in")
    chance = random.Random(1)
    many = {f"m/{n:02}.txt": f"第{chance.randrange(12)}篇\n正文~\n".encode() for n in range(40)}
    corpus(tmp_path / "in", many)
    paths = ["in/m", "in/deep", "in/plain.txt", "in"]
    base = run(tmp_path, paths, "base", "-j", "1", "--unsafe")
    assert run(tmp_path, paths[::-1], "two", "-j", "2", "--unsafe") == base
    assert run(tmp_path, ["./in/"], "three", "-j", "3", "--unsafe") == base
    assert run(tmp_path, [str(tmp_path / "in")], "away", "-j", "2", "--unsafe") == base
    ids = [record["id"] for record in loaded(base[".jsonl"])]
    assert ids == sorted(ids)
    kept = [record["text"] for record in loaded(base[".jsonl"])]
    assert len(kept) == len(set(kept)) > 12
    assert len(kept) + len(loaded(base[".dropped.jsonl"])) == len(many) + 11


def test_what_a_run_says_of_itself(tmp_path: Path) -> None:
    corpus(tmp_path / "in")
    found = run(tmp_path, ["in"], "out")
    manifest = json.loads(found[".manifest.json"])
    assert manifest["counts"]["documents"] == {"read": 11, "kept": 8, "dropped": 3, "failed": 1}
    assert manifest["counts"]["dropped"] == {"DUP101": 1, "ENC103": 1, "SPC981": 1}
    assert manifest["counts"]["flags"]["GBK982"] == 1
    assert manifest["left_alone"] == {".rst": 1, ".md": 1}
    assert manifest["failed"] == [{"error": "no text but PNG image", "id": "in/picture.txt"}]
    assert str(tmp_path) not in found[".manifest.json"].decode() + found[".jsonl"].decode()
    dropped = loaded(found[".dropped.jsonl"])
    assert [(record["id"], record["text"]) for record in dropped] == [
        ("in/empty.txt", ""),
        ("in/one.txt", ""),
        ("in/plain.txt", ""),
    ]
    assert dropped[2]["provenance"]["edits"][-1]["note"] == "same as in/copy.txt"


def test_the_default_is_one_process_for_little_work() -> None:
    assert pool.processes(0, 5000, 5) == 1
    assert pool.processes(0, 5 << 20, 5) == min(5, pool._cores())
    assert pool.processes(3, 2, 2) == 2
    assert pool.processes(0, 0, 0) == 1


def test_tasks_keep_the_order_and_are_small() -> None:
    def work(jobs: int, size: int) -> list[Clean]:
        job = Job(config.load().pipeline, Records(), Path("state"))
        return list(tasks([Input(f"{n}.txt", f"{n}.txt", size) for n in range(300)], job, jobs))

    for jobs in (1, 2, 7):
        found = work(jobs, 10)
        assert [item.id for task in found for item, _, _ in task.ranges] == [f"{n}.txt" for n in range(300)]
        assert len(found) >= jobs
        assert max(len(task.ranges) for task in found) <= MOST
    assert len(work(1, 1 << 20)) == 300


# records and corpus rules


def test_a_record_leads_back_to_its_document() -> None:
    source = Source.of("一--二~\n锟斤拷~\n")
    pipeline = config.load({"select": acme.CODES}).pipeline()
    document = pipeline.run(Document.of(source, "a")).document
    record = records.to_record(document)
    again = records.to_document(record)
    assert records.to_record(again) == record
    edited = again.edited([Edit(0, 2, "", "DUP101", "x")])
    assert records.to_document(records.to_record(edited)).source.raw == source.raw


@pytest.mark.parametrize("order", list(permutations(["a", "b", "c"]))[:4])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_corpus_rule_of_two_rounds(tmp_path: Path, order: tuple[str, ...], jobs: str) -> None:
    texts_of = {"a": "头\n正文甲\n尾巴", "b": "头\n正文乙\n尾巴", "c": "头\n正文丙\n不同", "d": "别的\n正文\n尾巴"}
    corpus(tmp_path, {f"{name}.txt": text.encode() for name, text in texts_of.items()})
    paths = [f"{name}.txt" for name in (*order, "d")]
    found = loaded(run(tmp_path, paths, "out", "--unsafe", "-j", jobs)[".jsonl"])
    assert {record["id"]: record["text"] for record in found} == {
        "a.txt": "头\n正文甲\n尾巴",
        "b.txt": "头\n正文乙\n",
        "c.txt": "头\n正文丙\n不同",
        "d.txt": "别的\n正文\n尾巴",
    }
    assert found[1]["provenance"]["edits"][-1]["note"] == "as in a.txt"
    assert records.restore(found[1]).decode() == texts_of["b"]


def test_a_document_alone_is_not_loaded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus(tmp_path, {"a.txt": "甲\n一".encode(), "b.txt": "乙\n一".encode()})

    def never(self: Records, raw: bytes) -> Document:
        raise AssertionError(raw)

    monkeypatch.setattr(Records, "light", never)
    assert main(["a.txt", "b.txt", "-o", "out.jsonl", "-q", "--select", "BPL", "--unsafe"]) == 0


def test_a_corpus_rule_that_fails_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What others lost may lean on the failing document, so nothing of this run may be kept."""

    def broken(*_: object) -> object:
        raise KeyError("x")

    corpus(tmp_path, {"a.txt": b"same", "b.txt": b"same"})
    (tmp_path / "out.jsonl").write_bytes(b"old")
    monkeypatch.setattr(acme.Reader, "edits", broken)
    monkeypatch.setattr(acme.Reader, "combine", lambda self, one, other: min(one, other))
    assert main(["a.txt", "b.txt", "-o", "out.jsonl", "--unsafe"]) == 2
    assert (tmp_path / "out.jsonl").read_bytes() == b"old"
    assert visible(tmp_path) == ["a.txt", "b.txt", "out.jsonl"]
    with pytest.raises(RuleError, match=r"BPL987 failed on a\.txt: KeyError: 'x'"):
        made(["a.txt", "b.txt"], unsafe=True)


@pytest.mark.parametrize("level", ["spans", "none"])
def test_less_provenance(tmp_path: Path, level: str) -> None:
    corpus(tmp_path / "in")
    full = loaded(run(tmp_path, ["in"], "full")[".jsonl"])
    less = run(tmp_path, ["in"], "less", "--provenance", level)
    assert run(tmp_path, ["in"], "two", "--provenance", level, "-j", "2") == less
    for one, other in zip(full, loaded(less[".jsonl"]), strict=True):
        assert (one["id"], one["text"], one["flags"]) == (other["id"], other["text"], other["flags"])
        assert not any("before" in edit for edit in other["provenance"].get("edits", []))


# bad input: the others are done, and the message has the path


def made(inputs: list[str], jobs: int = 1, folder: Path | None = None, **settings: Any) -> list[Any]:
    job = Job(config.load(settings).pipeline, Records(), folder or Path("state"))
    listed = [Input(name, name, 10) for name in inputs]
    with Run(job, listed, jobs, partial(local.local, memory=local.MEMORY)) as whole:
        return list(whole())


def entries(inputs: list[str], jobs: int = 1, folder: Path | None = None) -> list[Entry]:
    return [one if isinstance(one, Entry) else one[0] for one in made(inputs, jobs, folder, select=acme.CODES)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_documents_that_fail(tmp_path: Path, jobs: int) -> None:
    corpus(
        tmp_path, {"good.txt": b"good~", "bug.txt": b"explode", "zip.txt": b"PK\x03\x04", "noise.txt": bytes(range(9))}
    )
    (tmp_path / "folder.txt").mkdir()
    found = entries(["good.txt", "gone.txt", "folder.txt", "bug.txt", "zip.txt", "noise.txt"], jobs)
    assert [entry.error.partition(" (")[0] for entry in found] == [
        "",
        "No such file or directory",
        "Is a directory",
        "UNI985 failed on bug.txt: ZeroDivisionError: boom",
        "no text but ZIP archive or office document",
        "no text but binary data",
    ]
    assert found[0].after == 4


def test_bytes_that_decoding_calls_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    no_text = Source(b"\x00\x01", "", (), (), Reading(None, 1.0, "a picture of a horse"))
    monkeypatch.setattr(rows, "decode", lambda raw, **_: Decoded(no_text))
    Path("a.txt").write_bytes(b"\xff\x01")
    assert [entry.error for entry in entries(["a.txt"])] == ["no text but a picture of a horse"]


def test_unreadable_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus(tmp_path, {"a.txt": b"a", "b.txt": b"b"})

    def denied(path: str, *args: Any, **more: Any) -> Any:
        if path == "b.txt":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return open(path, *args, **more)  # noqa: PTH123

    monkeypatch.setattr(streams, "open", denied, raising=False)
    assert [entry.error for entry in entries(["a.txt", "b.txt"])] == ["", "Permission denied"]


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus(tmp_path / "in", {"a.txt": b"a", "locked/b.txt": b"b"})
    scan = os.scandir

    def denied(path: str) -> Any:
        if str(path).endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", denied)
    found = run(tmp_path, ["in"], "out")
    assert [record["id"] for record in loaded(found[".jsonl"])] == ["in/a.txt"]
    assert json.loads(found[".manifest.json"])["failed"] == [{"error": "Permission denied", "id": "in/locked"}]


@given(raw=st.binary(max_size=60) | st.text("~一,-\n\r\ufeff\0é", max_size=30).map(lambda text: text.encode("utf-16")))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_come_back_or_are_told(raw: bytes, tmp_path: Path) -> None:
    """Through the whole way: file, record, restored file; or an error, and then the file is no text."""
    corpus(tmp_path, {"x.txt": raw})
    shutil.rmtree(tmp_path / "back", ignore_errors=True)
    done = main(["x.txt", "-o", "out.jsonl", "-q"])
    (failed,) = json.loads((tmp_path / "out.manifest.json").read_bytes())["failed"] or [{"error": ""}]
    assert (done, bool(failed["error"])) in [(0, False), (2, True)]
    assert main(["restore", "out.jsonl", "-o", "back", "-q"]) == 0
    if done == 0:
        assert (tmp_path / "back" / "x.txt").read_bytes() == raw
    else:
        assert failed["error"].startswith("no text but ")


def test_anything_unforeseen_is_told_with_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(rows, "document", full)
    Path("a.txt").write_bytes(b"a")
    assert [entry.error for entry in entries(["a.txt"])] == ["MemoryError: "]


class _Full:
    """A file on a disk that is full after so many bytes."""

    def __init__(self, file: Any, room: int) -> None:
        self.file, self.room = file, room

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, raw: bytes) -> int:
        self.room -= len(raw)
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(self.file.write(raw))


@pytest.mark.parametrize("name", ["kept", "dropped", "manifest", ".shard."])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, jobs: str
) -> None:
    corpus(tmp_path / "in")
    base = run(tmp_path, ["in"], "out")
    (tmp_path / "in" / "plain.txt").write_bytes(b"changed")
    before = visible(tmp_path)
    opened = Path.open

    def full(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        file = opened(self, mode, *more, **named)
        return _Full(file, 10) if name in self.name and ("w" in mode or "a" in mode) else file

    monkeypatch.setattr(Path, "open", full)
    assert main(["in", "-o", "out.jsonl", "-q", "-j", jobs]) == 2
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert outputs(tmp_path, "out") == base
    assert visible(tmp_path) == before
    message = capsys.readouterr().err
    assert "cannot be written: No space left on device" in message
    assert ".tmp" not in message


def test_a_worker_that_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus(tmp_path, {"a.txt": b"a", "b.txt": b"b"})
    monkeypatch.setattr(rows, "document", lambda *_, **__: os._exit(9))
    assert main(["a.txt", "b.txt", "-o", "out.jsonl", "-j", "2"]) == 2
    assert "a worker process ended without a word" in capsys.readouterr().err
    assert visible(tmp_path) == ["a.txt", "b.txt"]


def test_lines_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"nope\.jsonl: No such file"):
        list(jsonl.lines(tmp_path / "nope.jsonl"))


def test_a_state_that_cannot_be_written(tmp_path: Path) -> None:
    corpus(tmp_path, {"a.txt": b"a", "state": b"a file"})
    with pytest.raises(OutputError, match="state: cannot be written: File exists"):
        entries(["a.txt"], folder=tmp_path / "state")
