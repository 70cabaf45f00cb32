"""Runs that somebody or something works against: odd folders, odd names, full disks, two runs at once, lost shards."""

import errno
import io
import json
import os
import random
import signal
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpusclean.cli import main, outputs
from corpusclean.engines import cleaning, corpus, shards, shuffle, store
from corpusclean.engines.facts import Facts
from corpusclean.engines.shuffle import Shuffle
from corpusclean.engines.store import Store, locked
from corpusclean.errors import ConfigError, OutputError
from corpusclean.formats import files, rows
from corpusclean.formats.fingerprints import Index

Told = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(texts: Mapping[str, str | bytes], folder: str = "in") -> None:
    for name, text in texts.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


TWO = {"a.txt": "一篇文章。 \n", "b.txt": "第二篇，說得更長。 \n"}


def tree(folder: str | Path = ".") -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


# facts on the disk


@pytest.mark.parametrize(("keys", "documents"), [(7, 60_000), (40_000, 10)])
def test_many_facts_under_one_key_are_combined_once(keys: int, documents: int, tmp_path: Path) -> None:
    """What was sorted into a table is not read in that order: facts of one key were combined in several pieces."""
    wrong = count = 0
    names = np.arange(keys, dtype=np.uint64)
    pairs = np.stack([names // np.uint64(3), names], axis=1)
    several = max(1, 10_000 // keys)
    with Shuffle(tmp_path, 256 << 20) as facts:
        for shard in range(0, documents, several):
            said = [number.to_bytes(4, "big") for number in range(shard, shard + several) for _ in range(keys)]
            ordinals = np.repeat(np.arange(several, dtype=np.uint32), keys)
            facts.put(shard, Facts(ordinals, np.concatenate([pairs] * several), list(said)))
        last = (shard + several - 1).to_bytes(4, "big")
        for _, answers in facts.answers(max):
            for heard in answers.values():
                count += len(heard)
                wrong += sum(fact != last for fact in heard.values())
    assert (count, wrong) == (keys * (shard + several), 0)


def test_little_memory_is_enough(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    with Shuffle(tmp_path, 1) as facts:
        for shard in range(100):
            pairs = np.stack([rng.permutation(4096).astype(np.uint64)] * 2, axis=1)
            facts.put(shard, Facts(np.arange(4096, dtype=np.uint32) % 64, pairs, [b"fact"] * 4096))
            if shard == 90:
                break
        assert sum(1 for _ in facts.answers(max)) == 91


def test_what_the_database_says_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shuffle, "FEW", 1)
    monkeypatch.setattr(shuffle, "LEAST", 4 << 20)
    with pytest.raises(OutputError) as told, Shuffle(tmp_path, 1) as facts:
        for shard in range(40):
            pairs = np.stack([np.arange(10_000, dtype=np.uint64)] * 2, axis=1)
            facts.put(shard, Facts(np.arange(10_000, dtype=np.uint32), pairs, [b"fact" * 20] * 10_000))
        list(facts.answers(max))
    assert "\n" not in str(told.value)
    assert "cannot be written" in str(told.value)


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no such signals")
def test_an_interrupted_query_is_an_interrupt(tmp_path: Path) -> None:
    with Shuffle(tmp_path, 1 << 28) as facts:
        facts.put(0, Facts(np.arange(1, dtype=np.uint32), np.zeros((1, 2), np.uint64), [b"x"]))
        facts._flush()
        main_thread = threading.get_ident()

        def interrupt() -> None:
            time.sleep(0.3)
            signal.pthread_kill(main_thread, signal.SIGINT)

        thread = threading.Thread(target=interrupt)
        thread.start()
        try:
            with pytest.raises(KeyboardInterrupt):
                facts._run("select sum(a.range * b.range) from range(10000000) a, range(10000) b")
        finally:
            thread.join()


# the state


@pytest.mark.parametrize("name", ["work", "shards"])
def test_a_state_never_clears_a_folder_of_others(name: str, capsys: Told) -> None:
    write(TWO)
    write({f"{name}/notes.txt": "mine", ".gitignore": "*.pyc\n"}, "project")
    assert main(["in", "-o", "out.jsonl", "--state", "project"]) == 2
    assert "a folder with other files in it" in capsys.readouterr().err
    assert tree("project") == [".gitignore", f"{name}/notes.txt"]
    assert Path("project/.gitignore").read_text() == "*.pyc\n"
    assert not Path("out.jsonl").exists()


@pytest.mark.parametrize("about", [b"", b"{", b"[]", b'{"form": 1, "runs": -3}', b'{"form": 1, "runs": true}'])
def test_a_broken_about_begins_anew(about: bytes) -> None:
    write(TWO)
    assert main(["in", "-o", "out.jsonl", "-q"]) == 0
    base = Path("out.jsonl").read_bytes()
    Path(".out.jsonl.state/about.json").write_bytes(about)
    assert main(["in", "-o", "out.jsonl", "-q"]) == 0
    assert Path("out.jsonl").read_bytes() == base
    assert json.loads(Path(".out.jsonl.state/about.json").read_bytes())["runs"] == 1


@pytest.mark.parametrize("left", ["lock", "..gitignore.123"])
def test_a_state_that_was_hardly_begun_is_ours(left: str) -> None:
    write(TWO)
    write({left: b""}, ".out.jsonl.state")
    assert main(["in", "-o", "out.jsonl", "-q"]) == 0


@pytest.mark.parametrize("raw", [b"", b"junk", b"5\n", b"[5]\n", b'[["keys", 16]]\n', b'[["keys", "x"]]\n'])
def test_what_is_no_shard_goes(raw: bytes) -> None:
    """A machine that stops may leave a file empty that was renamed; that is no reason never to run again."""
    write(TWO)
    assert main(["in", "-o", "out.jsonl", "-q"]) == 0
    base = Path("out.jsonl").read_bytes()
    (path,) = Path(".out.jsonl.state/shards").iterdir()
    path.write_bytes(raw)
    Path(".out.jsonl.state/shards/.half.shard.1").write_bytes(b"half")
    assert main(["in", "-o", "out.jsonl", "-q"]) == 0
    assert Path("out.jsonl").read_bytes() == base
    assert not [name for name in tree(".out.jsonl.state/shards") if name.startswith(".")]


def test_a_shard_that_was_garbled_is_told(capsys: Told) -> None:
    write(TWO)
    assert main(["in", "-o", "out.jsonl", "-q"]) == 0
    (path,) = Path(".out.jsonl.state/shards").iterdir()
    raw = path.read_bytes()
    at = raw.index(b"\n") + 40
    path.write_bytes(raw[:at] + bytes(len(raw) - at))
    assert main(["in", "-o", "out.jsonl", "-q"]) == 2
    assert "delete it" in capsys.readouterr().err


def test_two_runs_do_not_share_a_state_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PATIENCE", 2)
    one = Store(tmp_path / "state", "context")
    with pytest.raises(OutputError, match="another run"):
        Store(tmp_path / "state", "context")
    del one
    Store(tmp_path / "state", "context").finish({})


def test_who_waits_for_a_folder_that_goes_gets_it(tmp_path: Path) -> None:
    """The one before takes the lock away with its folder: who then held the old file held nothing."""
    folder = tmp_path / "held"
    held: list[bool] = []

    def wait() -> None:
        with locked(folder):
            held.append((folder / "lock").exists())

    thread = threading.Thread(target=wait)
    with locked(folder):
        thread.start()
        time.sleep(0.3)
        (folder / "lock").unlink()
        folder.rmdir()
    thread.join()
    assert held == [True]


@pytest.mark.parametrize("most", [1, 64])
def test_a_document_that_comes_back_is_new(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it would be of its first run, and win, where another document of its shard had stayed."""
    monkeypatch.setattr(corpus, "MOST", most)
    copy = "这篇讲了后来的事，说得很长，也很清楚，没有留下疑问。\n"
    write({"a.txt": copy, "b.txt": copy, "c.txt": "别的。\n"})
    for gone in (False, True, False):
        if gone:
            Path("in/a.txt").unlink()
        else:
            write({"a.txt": copy})
        assert main(["in", "-o", "out.jsonl", "-q"]) == 0
    kept = [json.loads(line)["id"] for line in Path("out.jsonl").read_bytes().splitlines()]
    assert kept == ["in/b.txt", "in/c.txt"]


def test_a_full_disk_where_known_documents_are_listed(monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    write(TWO)
    assert main(["in", "-o", "out.jsonl", "-q"]) == 0

    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    assert main(["in", "-o", "out.jsonl", "-q"]) == 2
    assert "No space left on device" in capsys.readouterr().err


# documents


def test_what_is_no_unicode_is_told_and_stops_nothing(tmp_path: Path, capsys: Told) -> None:
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/b\xff")
    write({"a.txt": "一 \n", "c.jsonl": '{"\\ud800": 1}\n{"text": "二"}\n'}, f"{folder}/docs")
    assert main([f"{folder}/docs", "-o", "out.jsonl", "-q"]) == 2
    assert [json.loads(line)["text"] for line in Path("out.jsonl").read_bytes().splitlines()] == ["一\n", "二"]
    told = capsys.readouterr().err
    assert "b\\xff/docs/c.jsonl#1" in told
    assert "\\ud800" in told


def test_a_row_whose_columns_no_record_holds(monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    write({"a.jsonl": '{"text": "一"}\n{"text": "二"}\n{"text": "三"}\n'})
    plain = rows.rows

    def odd(*given: Any, **named: Any) -> Any:
        for row in plain(*given, **named):
            yield row._replace(columns={"a": "\ud800"}) if row.row == 2 else row

    monkeypatch.setattr(cleaning.rows, "rows", odd)
    assert main(["in", "-o", "out.jsonl", "-q"]) == 2
    assert len(Path("out.jsonl").read_bytes().splitlines()) == 2
    assert "in/a.jsonl#2" in capsys.readouterr().err


def test_files_of_no_rows() -> None:
    write({"a.jsonl": "", "b.jsonl": "\n\n"})
    for jobs in "12":
        assert main(["in", "-o", "out.jsonl", "-q", "-j", jobs]) == 0
        assert Path("out.jsonl").read_bytes() == b""


# outputs


@pytest.mark.parametrize("to", ["text", "markdown", "html"])
def test_texts_never_take_the_place_of_a_folder_of_others(to: str, capsys: Told) -> None:
    write(TWO)
    assert main(["in", "-o", "in.jsonl", "-q"]) == 0  # its manifest is called in.manifest.json, too
    assert main(["in", "-o", "in", "--to", to]) == 2
    assert "other files" in capsys.readouterr().err
    assert tree("in") == ["a.txt", "b.txt"]
    assert main(["in", "-o", "texts", "--to", to, "-q"]) == 0
    Path("texts/notes.txt").write_text("mine")
    assert main(["in", "-o", "texts", "--to", to, "-q"]) == 2
    assert Path("texts/notes.txt").read_text() == "mine"
    Path("texts/notes.txt").unlink()
    before = tree()
    assert main(["in", "-o", "texts", "--to", to, "-q"]) == 0
    assert tree() == before


@pytest.mark.parametrize("given", [["texts"], ["texts/in"], ["texts/in/a.txt"], ["in", "texts/in"]])
def test_what_is_in_the_output_is_no_input(given: list[str], capsys: Told) -> None:
    write(TWO)
    assert main(["in", "-o", "texts", "--to", "text", "-q"]) == 0
    before = {name: Path(name).read_bytes() for name in tree()}
    assert main([*given, "-o", "texts", "--to", "text", "-q"]) == 2
    assert "would be overwritten" in capsys.readouterr().err
    assert {name: Path(name).read_bytes() for name in tree()} == before


@pytest.mark.parametrize("output", ["o.jsonl", "o.jsonl.gz", "o.parquet", "o", "o.v2", "o.wet"])
def test_outputs_in_the_input_are_not_read_again(output: str) -> None:
    write({**TWO, "empty.txt": ""})
    assert main(["in", "-o", f"in/{output}", "-q"]) == 0
    before = {name: Path(name).read_bytes() for name in tree("in") for name in [f"in/{name}"] if ".state" not in name}
    assert main(["in", "-o", f"in/{output}", "-q"]) == 0
    assert {name: Path(name).read_bytes() for name in before} == before
    assert [item.id for item in files.find(["in"]).documents] == ["in/a.txt", "in/b.txt", "in/empty.txt"]


def test_texts_in_the_input_are_not_read_again() -> None:
    write(TWO)
    for _ in range(2):
        assert main(["in", "-o", "in/texts", "--to", "text", "-q"]) == 0
        assert [item.id for item in files.find(["in"]).documents] == ["in/a.txt", "in/b.txt"]
    assert tree("in/texts") == ["in/a.txt", "in/b.txt"]


@pytest.mark.parametrize("after", range(1, 6))
def test_killed_while_outputs_are_put_in_place(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    write(TWO)
    main(["in", "-o", "texts", "--to", "text", "-q"])
    write({"c.txt": "第三篇。\n"})
    left, plain = [after], Path.replace

    def killing(path: Path, target: Path) -> Path:
        if path.parent.name == ".texts.tmp" or target.parent.name == ".texts.tmp":
            left[0] -= 1
            if not left[0]:
                raise KeyboardInterrupt
        return plain(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killing)
        patch.setattr(outputs.shutil, "rmtree", lambda *given, **named: None)  # as nobody can who is killed
        main(["in", "-o", "texts", "--to", "text", "-q"])
    assert left[0] <= 0
    assert main(["in", "-o", "texts", "--to", "text", "-q"]) == 0
    assert tree("texts") == ["in/a.txt", "in/b.txt", "in/c.txt"]
    assert len(Path("texts.records.jsonl").read_bytes().splitlines()) == 3


def test_names_that_are_too_long(capsys: Told) -> None:
    write(TWO)
    for length in (245, 300):
        assert main(["in", "-o", "x" * length + ".jsonl", "-q"]) == 2
    assert capsys.readouterr().err.count("File name too long") == 2


@pytest.mark.parametrize(("name", "to"), [("a.parquet", "jsonl"), ("a.jsonl", "parquet"), ("a.wet", "jsonl")])
def test_names_that_say_something_else(name: str, to: str) -> None:
    with pytest.raises(ConfigError, match="name it otherwise"):
        outputs.Outputs.of(Path(name), to)


# restore


@pytest.mark.parametrize(
    ("output", "records", "more"),
    [
        ("o.jsonl", "o.jsonl", []),
        ("o.jsonl.gz", "o.jsonl.gz", []),
        ("o.parquet", "o.parquet", []),
        ("o", "o", []),
        ("o.v2", "o.v2", []),
        ("o", "o.records.jsonl", ["--to", "text"]),
        ("o.wet", "o.records.jsonl", []),
    ],
)
def test_dropped_documents_come_back(output: str, records: str, more: list[str]) -> None:
    copy = "这篇讲了后来的事，说得很长，也很清楚，没有留下疑问。 \n"
    write({**TWO, "copy.txt": copy, "copy2.txt": copy, "empty.txt": ""})
    assert main(["in", "-o", output, "-q", *more]) == 0
    assert main(["restore", records, "-o", "back", "-q"]) == 0
    assert {name: Path("back/in", name).read_bytes() for name in tree("back/in")} == {
        name: Path("in", name).read_bytes() for name in tree("in")
    }


def test_two_records_of_one_path_and_a_broken_file(capsys: Told) -> None:
    write(TWO)
    assert main(["in", "-o", "o.jsonl", "-q"]) == 0
    records = [json.loads(line) for line in Path("o.jsonl").read_bytes().splitlines()]
    records[1]["source"]["path"] = records[0]["source"]["path"]
    Path("o.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in records))
    assert main(["restore", "o.jsonl", "-o", "back", "--force", "-q"]) == 2
    assert Path("back/in/a.txt").read_bytes() == TWO["a.txt"].encode()  # type: ignore[union-attr]
    assert "that of another record too" in capsys.readouterr().err
    Path("o.dropped.jsonl").rename("p.dropped.jsonl.gz")
    write({"p.jsonl.gz": b"\x1f\x8b\x08"}, ".")
    assert main(["restore", "p.jsonl.gz", "-o", "back"]) == 2
    told = capsys.readouterr().err
    assert "p.jsonl.gz: the gz data is cut off" in told
    assert "p.dropped.jsonl.gz" in told


# fingerprints, standard input


def test_fingerprints_of_odd_ids_come_back(tmp_path: Path) -> None:
    index = Index.of({"a\u2028b": "一", "c\x85d": "二", "e\x1ff": "三", "": "四", '"\\': "五"})
    index.write(tmp_path / "index")
    assert Index.load(tmp_path / "index") == index


def test_fingerprints_nested_too_deep(tmp_path: Path) -> None:
    path = tmp_path / "index"
    Index.of({"a": "一"}).write(path)
    path.write_text(path.read_text() + "[" * 200_000 + "\n")
    with pytest.raises(ConfigError, match="no fingerprints"):
        Index.load(path)


@pytest.mark.parametrize(
    ("raw", "more", "code", "told"),
    [
        (b"one  \n", [], 1, "stdin:1:4: SPC101"),
        (b'{"text": "one  \\n"}\n', [], 1, "stdin#1:1:4: SPC101"),
        (b'{"text": "one  \\n"}\n', ["--from", "text"], 0, ""),
        (b'{"text": "a"}\n{"x"}\n', [], 2, "stdin#2: line 2: no JSON"),
        (b"PAR1 and no more", [], 2, "stdin#1: no Parquet"),
        (b"clean\n", [], 0, ""),
    ],
)
def test_standard_input_is_checked(
    raw: bytes, more: list[str], code: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert main(["check", "-", "--select", "SPC101", *more]) == code
    said = "".join(capsys.readouterr())
    assert told in said
    assert ".tmp" not in said


def test_standard_input_cannot_be_fixed(capsys: Told) -> None:
    assert main(["fix", "-"]) == 2
    assert "cannot be cleaned in place" in capsys.readouterr().err


# one corpus, cut in many ways


@pytest.mark.parametrize("seed", range(1))
def test_cuts_and_spills_change_nothing(seed: int, monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    chance = random.Random(seed)
    said = [
        "这篇讲了后来的事，说得很长，也很清楚，没有留下疑问。",
        "第二天早上他们又出发了，天气很好，路也好走。",
        "我們在這裡說的是另一件事，跟上面的不同，請讀者留意。",
        "分享到微信 微博",
        "The quick brown fox jumps over the lazy dog near the river bank.",
        "",
    ]
    texts = ["\n".join(chance.choices(said, k=chance.randint(0, 6))) for _ in range(25)]
    lines = [json.dumps({"text": text, "url": f"https://h{n % 2}.example/{n}"}) for n, text in enumerate(texts * 2)]
    lines[3] = "{"
    write({"a.jsonl": "\n".join(lines[:30]), "b.jsonl": "\n".join(lines[30:]), "c.txt": texts[0]})
    found = []
    for most, handed, size, few in ((64, 256, 256, 100_000), (1, 1, 1, 1), (3, 2, 4, 20)):
        for place, name, value in (
            (corpus, "MOST", most),
            (corpus, "HANDED", handed),
            (rows, "RANGE_ROWS", size),
            (shuffle, "FEW", few),
        ):
            monkeypatch.setattr(place, name, value)
        assert main(["in", "-o", "o.jsonl", "--unsafe", "--no-state", "-q", "-j", "1"]) == 2
        found.append([Path(f"o.{name}").read_bytes() for name in ("jsonl", "dropped.jsonl", "manifest.json")])
    assert found[0] == found[1] == found[2]
    capsys.readouterr()
    assert main(["check", "in", "--unsafe", "-q", "--format", "json"]) == 2
    applied = [one["rule"] for one in json.loads(capsys.readouterr().out)["findings"] if one["applied"]]
    assert {code: applied.count(code) for code in sorted(set(applied))} == json.loads(found[0][2])["counts"]["edits"]


def test_a_name_of_a_shard_is_its_content() -> None:
    """Written twice, by a task that was run again, a shard is there once."""
    write(TWO)
    assert main(["in", "-o", "out.jsonl", "-q", "--state", "one"]) == 0
    assert main(["in", "-o", "out.jsonl", "-q", "--state", "two"]) == 0
    assert tree("one/shards") == tree("two/shards")
    (name,) = tree("one/shards")
    assert shards.Shard(Path("one/shards", name)).keys == shards.Shard(Path("two/shards", name)).keys
