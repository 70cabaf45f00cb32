"""The command line as its user meets it: exit codes, what goes where, and nothing half-written."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

import acme
from corpusclean import registry
from corpusclean.cli import arguments, console, main
from corpusclean.formats import folder
from corpusclean.version import VERSION

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acme.install(monkeypatch)
    monkeypatch.chdir(tmp_path)


def write(**texts: str) -> None:
    for name, text in texts.items():
        Path(f"{name}.txt").write_text(text, encoding="utf-8", newline="")


def names(path: Path) -> list[str]:
    return sorted(item.name for item in path.iterdir())


# the grammar


@pytest.mark.parametrize("argv", [["--help"], *([command, "--help"] for command in arguments.COMMANDS)])
def test_help_has_examples(argv: list[str], capsys: Capture) -> None:
    assert main(argv) == 0
    shown = capsys.readouterr()
    assert "examples:" in shown.out
    assert not shown.err
    assert max(map(len, shown.out.splitlines())) <= 120


def test_version(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"corpusclean {VERSION}\n"


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([], "name the files or folders to read"),
        (["check"], "name the files or folders to read"),
        (["fix", "--diff", "a.txt"], "unrecognized arguments: --diff"),
        (["restore", "a.jsonl"], "required: -o"),
        (["explain", "SPC982"], "unknown rule SPC982; did you mean SPC981?"),
        (["a.txt", "--selct", "SPC"], "unrecognized arguments: --selct"),
        (
            ["a.txt", "--select", "SPC982"],
            "command line: select: unknown rule or prefix 'SPC982'; did you mean SPC981?",
        ),
        (["a.txt", "--option", "widht=3"], "command line: widht: unknown key; did you mean width?"),
        (["a.txt", "--option", "width"], "--option width: write it as NAME=VALUE"),
        (["a.txt", "--option", "jobs=3"], "jobs is no option of a rule; write it as --jobs"),
        (["a.txt", "--option", "width=x"], "width: 'x' is no int"),
        (["a.txt", "--encoding", "gbkk"], "encoding: unknown encoding 'gbkk'; did you mean gbk?"),
        (["fix", "a.txt", "--encoding", "gbkk"], "--encoding: unknown encoding 'gbkk'"),
        (["fix", "a.txt", "--encoding", "auto"], "--encoding: unknown encoding 'auto'"),
        (["fix", "a.txt", "--source-encoding", "gbkk"], "encoding: unknown encoding 'gbkk'; did you mean gbk?"),
        (["a.txt", "--encoding", "aut"], "encoding: unknown encoding 'aut'; did you mean auto?"),
        (["a.txt", "--option", "encodings=3"], "write it as a table in the configuration"),
        (["a.txt", "-j", "-2"], "jobs: -2 is no number of processes"),
        (["a.txt", "--config", "nope.toml"], "nope.toml: No such file"),
        (["chek"], "chek: No such file or directory; did you mean check?"),
        (["nope.txt"], "no documents; in folders, files of text, HTML, JSON lines, Parquet and WARC are read (--"),
        (["check", "nope.txt"], "nope.txt: No such file or directory"),
        (["a.txt", "-o", "there"], "there is something there that is no file"),
        (["a.txt", "-o", "/dev/null"], "there is something there that is no file"),
        (["a.txt", "-o", "a.txt/out.jsonl"], "cannot be written: Not a directory"),
        (["a.txt", "-o", "nowhere/out.jsonl"], "cannot be written: No such file or directory"),
        (["a.txt", "-o", "a.txt"], "a.txt is a document and would be overwritten; choose another output"),
        ([".", "-o", "a.txt"], "a.txt is a document and would be overwritten; choose another output"),
    ],
)
def test_what_cannot_be_done(argv: list[str], message: str, capsys: Capture, tmp_path: Path) -> None:
    write(a="good~\n")
    Path("there").mkdir()
    before = names(tmp_path)
    assert main(argv) == 2
    shown = capsys.readouterr()
    assert message in shown.err
    assert "Traceback" not in shown.err
    assert names(tmp_path) == before


def test_a_folder_with_the_name_of_a_command() -> None:
    Path("check").mkdir()
    write(**{"check/a": "text~\n"})
    assert main(["./check", "-o", "out.jsonl", "-q"]) == 0
    assert json.loads(Path("out.jsonl").read_bytes())["id"] == "check/a.txt"
    assert main(["clean", "check", "-o", "two.jsonl", "-q"]) == 0
    assert Path("two.jsonl").read_bytes() == Path("out.jsonl").read_bytes()


# clean


def test_clean_says_what_it_did(capsys: Capture) -> None:
    write(a="one~\ntwo锟斤拷", b="one~\ntwo锟斤拷~", c="~")
    Path("notes.md").write_text("x")
    assert main([".", "-o", "out.jsonl"]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == [
        "documents   3 read, 1 kept, 2 dropped, 0 failed",
        "            1 other file left alone: .md",
        "characters  24 read, 10 kept",
        "edits       SPC981        4  trailing_tilde",
        "            DUP101        1  exact_duplicate",
        "flags       GBK982        2  lost_word",
        "dropped by  SPC981        1  trailing_tilde",
        "            DUP101        1  exact_duplicate",
    ]
    assert main([".", "-o", "out.jsonl", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_clean_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write(a="one~\n", b="one\n", c="")
    assert main(["b.txt", "a.txt", "c.txt", "-q"]) == 0
    shown = capfdbinary.readouterr()
    assert [json.loads(line)["id"] for line in shown.out.splitlines()] == ["a.txt"]
    assert shown.err.decode().splitlines() == [
        "b.txt: dropped by DUP101: same as a.txt",
        "c.txt: dropped by ENC103: no characters",
    ]


def test_an_output_inside_the_input_is_not_read(tmp_path: Path) -> None:
    write(a="one~\n")
    base = [".", "-o", "out.jsonl", "-q"]
    assert main(base) == 0
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert main(base) == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    assert main([*base, "--include", "*.jsonl"]) == 2, "now it would be read and overwritten"


def test_the_output_may_be_a_link(tmp_path: Path) -> None:
    write(a="one~\n")
    (tmp_path / "real").mkdir()
    (tmp_path / "out.jsonl").symlink_to("real/records.jsonl")
    assert main(["a.txt", "-o", "out.jsonl", "-q"]) == 0
    assert (tmp_path / "out.jsonl").is_symlink()
    assert names(tmp_path / "real") == ["records.dropped.jsonl", "records.jsonl", "records.manifest.json"]


# restore


def test_restore_gives_the_bytes_back(capsys: Capture) -> None:
    raws = {"in/a.txt": b"one~\r\n\xff~", "in/deep/b.txt": "二~".encode("utf-16"), "in/c.txt": b"", "in/d.txt": b"~"}
    raws["in/two\nlines.txt"] = b"odd~"
    for name, raw in raws.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(raw)
    assert main(["in", "-o", "out.jsonl", "-q"]) == 0
    for _ in range(2):  # the second time everything is there already, and the same
        assert main(["restore", "out.jsonl", "-o", "back"]) == 0
        assert capsys.readouterr().err == "5 files restored, 0 failed\n"
    assert {path: Path("back", path).read_bytes() for path in raws} == raws
    Path("back/in/a.txt").write_bytes(b"mine")
    assert main(["restore", "out.jsonl", "-o", "back", "-q"]) == 2
    assert "back/in/a.txt: is there already and differs; --force overwrites it" in capsys.readouterr().err
    assert Path("back/in/a.txt").read_bytes() == b"mine"
    assert main(["restore", "out.jsonl", "-o", "back", "-q", "--force"]) == 0
    assert Path("back/in/a.txt").read_bytes() == raws["in/a.txt"]


BAD_IDS = ["../x", "/x", "a/../../x", "..", ".", "", "C:\\x", "c:/x", "\\\\host\\x", "a\\..\\..\\x", "a\0b", "link/x"]


@pytest.mark.parametrize("bad", BAD_IDS)
def test_restore_does_not_leave_its_folder(bad: str, tmp_path: Path, capsys: Capture) -> None:
    write(a="one~\n", b="two~\n")
    assert main(["a.txt", "b.txt", "-o", "out.jsonl", "-q"]) == 0
    first, second = map(json.loads, Path("out.jsonl").read_bytes().splitlines())
    first["source"]["path"] = bad
    Path("out.jsonl").write_text(f"{json.dumps(first)}\n\n{json.dumps(second)}\n")
    Path("back").mkdir()
    Path("back/link").symlink_to(tmp_path)
    before = names(tmp_path)
    assert main(["restore", "out.jsonl", "-o", "back"]) == 2
    shown = capsys.readouterr().err
    assert f"out.jsonl:1: {bad!r} leads out of the folder" in shown
    assert "1 file restored, 1 failed" in shown
    assert names(Path("back")) == ["b.txt", "link"]
    assert names(tmp_path) == before


def test_restore_says_which_line_is_broken(capsys: Capture) -> None:
    write(a="one~\n", b="two~\n", c="three~\n", d="four\n")
    assert main([".", "-o", "out.jsonl", "-q"]) == 0
    lines = Path("out.jsonl").read_bytes().splitlines(keepends=True)
    lines[0] = lines[0].replace(b'"text":"one', b'"text":"One')
    lines[1] = lines[1][:50] + b"\n"
    lines.append(b"[]\n")
    lines.append(lines[3].replace(b'"path":"d.txt"', b'"path":7'))
    Path("bad.jsonl").write_bytes(b"".join(lines))
    assert main(["restore", "bad.jsonl", "-o", "back"]) == 2
    shown = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in shown[:-1]] == [f"bad.jsonl:{number}" for number in (1, 2, 5, 6)]
    assert names(Path("back")) == ["c.txt", "d.txt"]
    assert main(["a.txt", "-o", "less.jsonl", "-q", "--provenance", "spans"]) == 0
    assert main(["restore", "less.jsonl", "-o", "back2"]) == 2
    assert "--provenance full" in capsys.readouterr().err
    assert main(["restore", "nope.jsonl", "-o", "back"]) == 2
    assert "nope.jsonl: No such file" in capsys.readouterr().err


def test_restore_where_nothing_can_be_written(capsys: Capture) -> None:
    write(a="one~\n")
    assert main(["a.txt", "-o", "out.jsonl", "-q"]) == 0
    Path("back").write_text("a file")
    assert main(["restore", "out.jsonl", "-o", "back"]) == 2
    assert "-o back: is no folder" in capsys.readouterr().err


# fix

GBK = "这是一篇用国标编码写成的文章,里面有很多常用的汉字。".replace(",", "\N{FULLWIDTH COMMA}") * 8


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一行~\r\n".encode(), "一行\r\n".encode()),
        ("\ufeff一行~".encode(), "\ufeff一行".encode()),
        ("\ufeff一行~".encode("utf-16-le"), "\ufeff一行".encode("utf-16-le")),
        ("\ufeff一行~".encode("utf-16-be"), "\ufeff一行".encode("utf-16-be")),
        (f"{GBK}~".encode("gbk"), GBK.encode("gbk")),
    ],
)
def test_fix_keeps_the_encoding(before: bytes, after: bytes, capsys: Capture) -> None:
    Path("a.txt").write_bytes(before)
    Path("a.txt").chmod(0o640)
    assert main(["fix", "a.txt"]) == 1
    assert capsys.readouterr() == ("fixed a.txt (1 edit)\n", "")
    assert Path("a.txt").read_bytes() == after
    assert stat.S_IMODE(Path("a.txt").stat().st_mode) == 0o640
    assert main(["fix", "a.txt"]) == 0
    assert main(["check", "a.txt"]) == 0
    assert names(Path()) == ["a.txt"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("好好好好好好".encode() + b"\xff~", "1 byte could not be given back"),
        (
            b"caf\xe9 au lait, d\xe9j\xe0 vu, na\xefve -- tout \xe0 fait fran\xe7ais, \xe9t\xe9 \xe0 la for\xeat",
            "U+2014",
        ),
        (b"~~", "nothing would be left of it; left alone"),
        (b"explode", "UNI985 failed on a.txt: ZeroDivisionError: boom"),
        (b"\x89PNG\r\n\x1a\n~", "no text but PNG image"),
    ],
)
def test_fix_leaves_what_it_cannot_write(raw: bytes, message: str, capsys: Capture) -> None:
    Path("a.txt").write_bytes(raw)
    write(b="other~")
    argv = ["fix", "a.txt", "b.txt", "--source-encoding", "latin-1" if b"\xe9" in raw else "gbk"]
    assert main(argv) == 2
    shown = capsys.readouterr()
    assert f"a.txt: {message}" in shown.err
    assert Path("a.txt").read_bytes() == raw
    assert shown.out == "fixed b.txt (1 edit)\n"
    if "--encoding" in shown.err:
        assert main([*argv, "--encoding", "utf-8"]) == 1
        assert main(["check", "a.txt"]) == 0


# what files are said to be in


@pytest.fixture
def _two() -> None:
    """Two files whose bytes are characters in several encodings, and a word on one of them."""
    Path("in").mkdir()
    for name in ("a", "b"):
        Path(f"in/{name}.txt").write_bytes("é~\n".encode())
    Path("corpusclean.toml").write_text('[encodings]\n"in/b.*" = "iso8859-2"\n')


def sources() -> list[tuple[str, str]]:
    records = map(json.loads, Path("out.jsonl").read_bytes().splitlines())
    return [(record["source"]["encoding"], record["text"]) for record in records]


@pytest.mark.usefixtures("_two")
@pytest.mark.parametrize(
    ("argv", "read"),
    [
        ([], ["é\n", "ĂŠ\n"]),
        (["--encoding", "auto"], ["é\n"]),
        (["--encoding", "utf-8"], ["é\n"]),
        (["--encoding", "iso8859-2"], ["ĂŠ\n"]),
        (["--config", "none.toml"], ["é\n"]),
        (["--config", "every.toml"], ["茅\n", "é\n"]),
    ],
)
def test_an_order_is_obeyed(argv: list[str], read: list[str]) -> None:
    """Also where the bytes are valid UTF-8.  Equal texts are duplicates, so one of them is left."""
    Path("none.toml").write_text("")
    Path("every.toml").write_text('encoding = "gbk"\n[encodings]\n"b.txt" = "big5"\n"in/b*" = "auto"\n')
    assert main(["in", "-o", "out.jsonl", "-q", *argv]) == 0
    assert [text for _, text in sources()] == read
    assert main(["restore", "out.jsonl", "-o", "back", "-q"]) == 0
    assert Path("back/in/b.txt").read_bytes() == Path("in/b.txt").read_bytes()


@pytest.mark.usefixtures("_two")
def test_an_order_is_obeyed_by_fix_and_check(capsys: Capture) -> None:
    for name in ("a", "b"):
        Path(f"in/{name}.txt").write_bytes("é--\n".encode())
    assert main(["fix", "in"]) == 2
    shown = capsys.readouterr()
    assert shown.out == "fixed in/a.txt (1 edit)\n"
    assert "in/b.txt: U+2014 '—' cannot be written in iso8859-2" in shown.err
    assert Path("in/b.txt").read_bytes() == "é--\n".encode()
    assert main(["check", "in", "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["path"], finding["column"]) == ("in/b.txt", 3), "two characters before it, and not one"
    assert main(["fix", "in", "--source-encoding", "auto"]) == 1
    assert Path("in/b.txt").read_bytes() == "é—\n".encode()


@pytest.mark.usefixtures("_two")
def test_config_says_what_files_are_said_to_be_in(capsys: Capture) -> None:
    assert main(["config", "in"]) == 0
    shown = capsys.readouterr().out
    assert 'encoding = "auto"  # default' in shown
    assert 'encodings = { "in/b.*" = "iso8859-2" }  # corpusclean.toml' in shown
    assert shown.endswith("# 2 documents, 1 in iso8859-2\n#   in/a.txt\n#   in/b.txt (in iso8859-2)\n")
    Path("again.toml").write_text(shown)
    assert main(["config", "in", "--config", "again.toml"]) == 0
    assert tomllib.loads(capsys.readouterr().out) == tomllib.loads(shown)
    assert main(["config", "in", "--encoding", "auto"]) == 0
    shown = capsys.readouterr().out
    assert "encodings = {}  # command line" in shown
    assert shown.endswith("# 2 documents\n#   in/a.txt\n#   in/b.txt\n")


def test_an_order_that_cannot_be_right_is_told(capsys: Capture) -> None:
    Path("a.txt").write_bytes("这是一篇文章。".encode("gbk") * 20)
    Path("b.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["a.txt", "b.txt", "-o", "out.jsonl", "-q", "--encoding", "utf-8"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("a.txt: no text but ")
    assert "that are no utf-8, which it is said to be in (auto lets the bytes decide)" in told[0]
    assert told[1].startswith("b.txt: no text but ")


def test_what_files_were_in_is_counted(capsys: Capture) -> None:
    write(a="one\n", b="二\n")
    Path("c.txt").write_bytes("三\n".encode("utf-16"))
    Path("d.txt").write_bytes("四\n".encode("big5"))
    Path("e.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    Path("corpusclean.toml").write_text('[encodings]\n"d.txt" = "big5"\n')
    assert main([".", "-o", "out.jsonl", "-j", "2"]) == 2
    assert "encodings   2 utf-8, 1 big5, 1 utf-16-le" in capsys.readouterr().err.splitlines()
    counts = json.loads(Path("out.manifest.json").read_bytes())["counts"]
    assert list(counts["encodings"].items()) == [("big5", 1), ("utf-16-le", 1), ("utf-8", 2)]
    assert json.loads(Path("out.manifest.json").read_bytes())["config"]["encodings"] == [["d.txt", "big5"]]
    assert main(["a.txt", "b.txt", "-o", "out.jsonl"]) == 0
    assert "encodings" not in capsys.readouterr().err, "nothing to say of UTF-8"
    assert json.loads(Path("out.manifest.json").read_bytes())["counts"]["encodings"] == {"utf-8": 2}


MIXED = (
    (GBK + "~\n").encode("gb18030") + ("后来有人加了一行，用的是另一种编码。\n" * 4).encode() + GBK.encode("gb18030")
)


def test_a_file_in_several_encodings(capsys: Capture) -> None:
    Path("a.txt").write_bytes(MIXED)
    assert main(["check", "a.txt", "--select", "ENC", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [finding["rule"] for finding in found["findings"]] == ["ENC104"]
    assert [entry["encoding"] for entry in found["readings"]] == ["gb18030"]
    assert main(["a.txt", "-o", "out.jsonl", "-q"]) == 0
    assert main(["restore", "out.jsonl", "-o", "back", "-q"]) == 0
    assert Path("back/a.txt").read_bytes() == MIXED
    assert main(["fix", "a.txt"]) == 2
    assert "a.txt: it is in several encodings (gb18030, utf-8); left alone (--encoding utf-8" in capsys.readouterr().err
    assert Path("a.txt").read_bytes() == MIXED
    assert main(["fix", "a.txt", "--encoding", "utf-8"]) == 1
    assert Path("a.txt").read_text("utf-8").startswith(f"{GBK}\n后来")
    capsys.readouterr()
    assert main(["check", "a.txt"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"plain\n",
        GBK.encode(),
        GBK.encode("gb18030"),
        ("\ufeff" + GBK).encode("utf-16-be"),
        ("\ufeff" + GBK).encode(),
        GBK.encode() + b"\xff" + GBK.encode(),
        (GBK + "\n" + "plain words\n" * 9).encode("gb18030"),
    ],
    ids=repr,
)
def test_a_file_in_one_encoding_under_its_own_mark(raw: bytes, capsys: Capture) -> None:
    Path("a.txt").write_bytes(raw)
    main(["check", "a.txt", "--select", "ENC104,ENC105", "--quiet"])
    assert capsys.readouterr() == ("", "")


def test_a_mark_that_lies(capsys: Capture) -> None:
    raw = b"\xef\xbb\xbf" + GBK.encode("gb18030")
    Path("a.txt").write_bytes(raw)
    assert main(["check", "a.txt", "--select", "ENC105", "--quiet"]) == 1
    assert capsys.readouterr().out.startswith("a.txt:1:1: ENC105 ")
    assert main(["a.txt", "-o", "out.jsonl", "-q"]) == 0
    record = json.loads(Path("out.jsonl").read_bytes())
    assert (record["source"]["encoding"], record["text"]) == ("gb18030", GBK)
    assert main(["restore", "out.jsonl", "-o", "back", "-q"]) == 0
    assert Path("back/a.txt").read_bytes() == raw


def test_fix_writes_a_dash_where_the_encoding_has_one() -> None:
    Path("a.txt").write_bytes(f"{GBK}--\n".encode("gbk"))
    assert main(["fix", "a.txt"]) == 1
    assert Path("a.txt").read_bytes() == f"{GBK}—\n".encode("gbk")


def test_fix_follows_links_and_keeps_duplicates(capsys: Capture) -> None:
    Path("real").mkdir()
    write(**{"real/a": "one~\n", "b": "one\n"})
    Path("link.txt").symlink_to("real/a.txt")
    assert main(["fix", "link.txt", "b.txt"]) == 1
    assert Path("link.txt").is_symlink()
    assert Path("real/a.txt").read_bytes() == b"one\n"
    assert capsys.readouterr().out == "fixed link.txt (1 edit)\n"


def test_fix_is_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path) -> None:
    write(a="one~\n", b="two~\n")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder.os, "fsync", full)
    assert main(["fix", "a.txt", "b.txt"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"{name}: cannot be written: No space left on device" for name in ("a.txt", "b.txt")
    ]
    assert names(tmp_path) == ["a.txt", "b.txt"]
    assert Path("a.txt").read_bytes() == b"one~\n"


# explain and config


def test_explain_every_rule(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.undo()
    assert main(["explain"]) == 0
    table = capsys.readouterr().out
    for rule in registry.all_rules():
        assert f"{rule.code}  {rule.name}" in table
        assert main(["explain", rule.code.lower()]) == 0
        page = capsys.readouterr().out
        assert page.startswith(f"{rule.code} {rule.name} (")
        assert rule.page in page
        assert all(f"  {name} = " in page for name in rule.options)


def test_explain_for_programs(capsys: Capture) -> None:
    assert main(["explain", "--format", "json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert [entry["code"] for entry in entries] == [rule.code for rule in registry.all_rules()]
    assert main(["explain", "SPC981", "--format", "json"]) == 0
    entry = json.loads(capsys.readouterr().out)
    assert entry["options"]["width"] == {"default": 1, "type": "int"}
    kinds = {entry["code"]: entry["kind"] for entry in entries}
    assert [kinds[code] for code in ("SPC981", "PUN983", "GBK982", "ENC101")] == ["safe", "unsafe", "flag", "report"]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("SPC981", "Runs where a document has any of: ~"),
        ("GBK982", "Runs where a document has any of: 锟斤拷"),
        ("DUP101", "Runs over all documents together."),
        ("ENC101", "Reported by decoding; it has no filter."),
    ],
)
def test_explain_says_when_a_rule_runs(code: str, line: str, capsys: Capture) -> None:
    assert main(["explain", code]) == 0
    assert line in capsys.readouterr().out.splitlines()


def test_config_shows_what_is_in_force(capsys: Capture) -> None:
    Path("corpusclean.toml").write_text('exclude = ["b*"]\nwidth = 2\nunsafe = ["PUN983"]\n')
    write(a="x", b="y")
    assert main(["config", ".", "--option", "greedy=true"]) == 0
    shown = capsys.readouterr().out
    assert 'exclude = ["b*"]  # ' in shown
    assert "corpusclean.toml" in shown
    assert "greedy = true  # command line" in shown
    assert shown.endswith("# 1 document\n#   a.txt\n")
    Path("again.toml").write_text(shown)
    assert main(["config", ".", "--config", "again.toml"]) == 0
    assert tomllib.loads(capsys.readouterr().out) == tomllib.loads(shown)


# processes of their own: signals, pipes, full disks, plugins


def start(tmp_path: Path, *argv: str, stdout: Any = subprocess.PIPE) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "corpusclean", *argv],
        env=acme.environment(tmp_path / "plugin", os.environ),
        text=True,
        stdout=stdout,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # What runs in the background of a shell ignores SIGINT, and its children would, too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_in_the_middle(tmp_path: Path, number: signal.Signals, jobs: str) -> None:
    Path("in").mkdir()
    write(**{f"in/{n:02}": f"sleep {n}" for n in range(40)})
    process = start(tmp_path, "in", "-o", "out.jsonl", "-j", jobs)
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob(".out.jsonl.*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.4)
    os.killpg(process.pid, number)  # as a terminal does: to the workers too
    try:
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 128 + number
    assert out == ""
    assert err == ("corpusclean: interrupted; nothing is left half-written\n" if number == signal.SIGINT else "")
    assert names(tmp_path) == [".out.jsonl.state", "in", "plugin"], "the state, with what was cleaned"
    assert {path.suffix for path in tmp_path.glob(".out.jsonl.state/shards/*")} <= {".shard"}


def test_workers_do_not_outlive_a_killed_run(tmp_path: Path) -> None:
    Path("in").mkdir()
    write(**{f"in/{n:02}": f"sleep {n}" for n in range(40)})
    process = start(tmp_path, "in", "-o", "out.jsonl", "-j", "2")
    while not list(tmp_path.glob(".out.jsonl.state/shards/*")) and process.poll() is None:
        time.sleep(0.02)
    process.kill()
    out, err = process.communicate(timeout=20)  # ends when the last worker has closed its copies of the pipes
    assert (out, err) == ("", "")
    assert not Path("out.jsonl").exists()


def test_a_reader_that_goes_away_is_not_talked_about(tmp_path: Path) -> None:
    Path("in").mkdir()
    write(**{f"in/{n:02}": f"{n} " + "long " * 5000 for n in range(40)})
    process = start(tmp_path, "in", "-q")
    assert process.stdout is not None
    assert process.stdout.read(1) == "{"
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    assert process.wait(timeout=20) == 141
    process.stderr.close()


@pytest.mark.parametrize("argv", [["in", "-q"], ["check", "in"], ["explain"], ["config"]])
def test_a_full_standard_output(tmp_path: Path, argv: list[str]) -> None:
    Path("in").mkdir()
    write(**{"in/a": "text~"})
    with Path("/dev/full").open("w") as full:
        process = start(tmp_path, *argv, stdout=full)
        _, err = process.communicate(timeout=20)
    assert err == "corpusclean: standard output: cannot be written: No space left on device\n"
    assert process.returncode == 2


def test_a_closed_standard_output(tmp_path: Path) -> None:
    write(a="text~")
    base = [sys.executable, "-m", "corpusclean", "a.txt", "-q"]
    for argv, code, message in (
        ([*base, "-o", "out.jsonl"], 0, ""),
        (base, 2, "corpusclean: standard output: is closed\n"),
    ):
        done = subprocess.run(
            ["sh", "-c", '"$@" >&-', "sh", *argv], stderr=subprocess.PIPE, text=True, check=False, timeout=20
        )
        assert (done.returncode, done.stderr) == (code, message)


def test_plugins_are_rules_like_any_other(tmp_path: Path) -> None:
    process = start(tmp_path, "explain", "--format", "json")
    out, err = process.communicate(timeout=20)
    assert err == ""
    assert set(acme.CODES) < {entry["code"] for entry in json.loads(out)}


def test_check_of_one_clean_file_imports_nothing_slow() -> None:
    write(clean="一篇乾淨的文章。\n" * 200)
    program = (
        "import sys; from corpusclean.cli import main; code = main(['check', 'clean.txt']); "
        "print(code, *sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    code, *modules = done.stdout.split()
    assert code == "0", done.stdout
    slow = {"ftfy", "opencc", "charset_normalizer", "orjson", "tqdm", "multiprocessing", "concurrent", "regex"}
    if sys.version_info < (3, 12):  # from then on importlib.metadata imports it
        slow.add("json")
    assert not slow & set(modules)


# what a person sees


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a b/文.txt", "a b/文.txt"),
        ("a\nb", "a\\nb"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\udcc4", "\\xc4"),
        ("\u3000", "\u3000"),
    ],
)
def test_shown(path: str, text: str) -> None:
    assert console.shown(path) == text


def test_a_terminal_that_lacks_characters() -> None:
    assert console._writable("文 a", "ascii") == "\\u6587 a"
    assert console._writable("文 a", None) == "文 a"


def test_the_bar_shows_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    with console.progress(10, quiet=False) as advance:
        advance(10)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with console.progress(10, quiet=False) as advance:
        time.sleep(0.6)
        advance(5)
    assert "5/10" in capsys.readouterr().err
    with console.progress(10, quiet=True) as advance:
        advance(10)
    assert capsys.readouterr().err == ""
