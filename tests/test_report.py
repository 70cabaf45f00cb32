"""Findings as people and programs read them; each form is read back by what reads it."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import acme
from corpusclean import registry
from corpusclean.cli import main
from corpusclean.document import Reading
from corpusclean.report import words

Capture = pytest.CaptureFixture[str]
COMMA = "\N{FULLWIDTH COMMA}"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acme.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    write("a.txt", "一行~\r\n二行,三--锟斤拷\n")
    write("b.txt", "same --\n")
    write("c.txt", "same --~\n")
    write("clean.txt", "clean\n")


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8", newline="")


def check(capsys: Capture, *argv: str, code: int = 1) -> str:
    assert main(["check", *argv]) == code
    return capsys.readouterr().out


def test_text(capsys: Capture) -> None:
    assert check(capsys, ".").splitlines() == [
        'a.txt:1:3: SPC981 Tildes at the end of a line ["~" -> ""]',
        f'a.txt:2:3: PUN983 A comma that may be wrong ["," -> "{COMMA}"] (unsafe: not applied)',
        'a.txt:2:5: PUN984 Two hyphens that are a dash ["--" -> "—"]',
        "a.txt:2:7: GBK982 A word that is lost (nobody knows) (flag)",
        'b.txt:1:6: PUN984 Two hyphens that are a dash ["--" -> "—"]',
        (
            "c.txt:1:1: DUP101 A document whose cleaned text is that of another, but for script, width, case, "
            "punctuation and spacing "
            '["same —\\n" -> ""] (same as b.txt)'
        ),
        'c.txt:1:6: PUN984 Two hyphens that are a dash ["--" -> "—"]',
        'c.txt:1:8: SPC981 Tildes at the end of a line ["~" -> ""]',
    ]


def test_what_is_said_at_the_end(capsys: Capture) -> None:
    assert main(["check", "a.txt"]) == 1
    assert capsys.readouterr().err == "4 findings in 1 document, 2 of which clean applies\n"
    assert main(["check", "a.txt", "--quiet"]) == 1
    assert capsys.readouterr().err == ""
    assert main(["check", "clean.txt"]) == 0
    assert capsys.readouterr() == ("", "")


def test_unsafe_rules_that_were_asked_for(capsys: Capture) -> None:
    shown = check(capsys, "a.txt", "--unsafe")
    assert "PUN983" in shown
    assert "not applied" not in shown
    assert "SPC981" not in check(capsys, ".", "--ignore", "SPC")
    assert check(capsys, ".", "--select", "UNI", code=0) == ""


def test_trouble_goes_over_findings(capsys: Capture) -> None:
    write("bug.txt", "explode~")
    Path("x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["check", ".", "x.png", "-q"]) == 2
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 8
    assert shown.err.splitlines() == [
        "bug.txt: UNI985 failed on bug.txt: ZeroDivisionError: boom",
        "x.png: no text but PNG image",
    ]


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_processes_change_nothing(form: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    base = check(capsys, ".", "--format", form, "-j", "1")
    assert check(capsys, ".", "--format", form, "-j", "2") == base
    assert check(capsys, "clean.txt", "c.txt", "b.txt", "a.txt", "--format", form) == base


def test_json(capsys: Capture) -> None:
    write("bug.txt", "explode~")
    found = json.loads(check(capsys, ".", "--format", "json", code=2))
    assert found["failed"] == [{"path": "bug.txt", "error": "UNI985 failed on bug.txt: ZeroDivisionError: boom"}]
    assert len(found["findings"]) == 8
    assert found["findings"][1] == {
        "path": "a.txt",
        "rule": "PUN983",
        "start": 7,
        "end": 8,
        "line": 2,
        "column": 3,
        "before": ",",
        "after": COMMA,
        "note": "",
        "applied": False,
        "name": "bold_comma",
        "summary": "A comma that may be wrong",
        "kind": "edit",
    }
    assert json.loads(check(capsys, "clean.txt", "--format", "json", code=0)) == {
        "version": found["version"],
        "findings": [],
        "readings": [],
        "failed": [],
    }


def test_github(capsys: Capture) -> None:
    write("odd,na:me\n.txt", "100%~")
    shown = check(capsys, ".", "--format", "github").splitlines()
    assert (
        shown[0]
        == '::warning file=a.txt,line=1,col=3,title=SPC981 trailing_tilde::Tildes at the end of a line ["~" -> ""]'
    )
    assert shown[1].startswith("::notice file=a.txt,line=2,col=3,")
    assert shown[3].startswith("::notice file=a.txt,line=2,col=7,")
    assert shown[-1].startswith("::warning file=odd%2Cna%3Ame\\n.txt,line=1,col=5,")
    command = re.compile(r"::(warning|notice|error) file=[^,:]+,line=\d+,col=\d+,title=[^,:]+::[^\r\n]+")
    assert all(command.fullmatch(line) for line in shown)
    Path("x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert check(capsys, "x.png", "--format", "github", code=2) == (
        "::error file=x.png,title=unreadable::no text but PNG image\n"
    )


def sarif(capsys: Capture, *argv: str, code: int = 1) -> dict[str, Any]:
    log = json.loads(check(capsys, *argv, "--format", "sarif", code=code))
    assert log["version"] == "2.1.0"
    (found,) = log["runs"]
    assert set(found) == {"columnKind", "tool", "results", "invocations"}
    return dict(found)


def test_sarif(capsys: Capture) -> None:
    Path("文 件").mkdir()
    write("文 件/x.txt", "好~")
    found = sarif(capsys, ".")
    rules = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in registry.all_rules()]
    assert [rule["defaultConfiguration"]["level"] for rule in rules if rule["id"] == "PUN983"] == ["note"]
    results = found["results"]
    assert len(results) == 9
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("warning", "note")
        assert result["message"]["text"]
    place = results[-1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%E6%96%87%20%E4%BB%B6/x.txt"
    assert place["region"] == {"startLine": 1, "startColumn": 2, "charOffset": 1, "charLength": 1}
    assert found["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_sarif_of_trouble(capsys: Capture, tmp_path: Path) -> None:
    write("bug.txt", "explode~")
    found = sarif(capsys, str(tmp_path / "bug.txt"), code=2)
    (outcome,) = found["invocations"]
    assert outcome["executionSuccessful"] is False
    (told,) = outcome["toolExecutionNotifications"]
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"file://{tmp_path}/bug.txt"


def test_a_diff_is_a_patch(capsys: Capture, tmp_path: Path) -> None:
    write("end.txt", "no end--")
    before = check(capsys, ".", "--diff")
    assert "\n-一行~\r\n" in before
    assert "\n-no end--\n\\ No newline at end of file\n+no end—\n\\ No newline at end of file\n" in before
    Path("p.diff").write_text(before, encoding="utf-8", newline="")
    git = shutil.which("git")
    assert git, "the tests need git"
    subprocess.run([git, "apply", "-p0", "--unsafe-paths", "p.diff"], check=True, cwd=tmp_path)
    assert Path("a.txt").read_bytes() == "一行\r\n二行,三—锟斤拷\n".encode()
    assert Path("b.txt").read_bytes() == "same —\n".encode()
    assert not Path("c.txt").exists() or Path("c.txt").read_bytes() == b"", "it is a duplicate"
    assert Path("end.txt").read_bytes() == "no end—".encode()
    assert check(capsys, ".", "--diff") == ""


# how files were read

GBK = "这是一篇用国标编码写成的文章,里面有很多常用的汉字。\n" * 8
#: No plain UTF-8: each is said to be read as something, and why.
READ = {
    "gbk.txt": (GBK.encode("gbk"), "gb"),
    "marked.txt": ("\ufeff一行\n".encode(), "utf-8"),
    "wide.txt": ("\ufeff一行\n".encode("utf-16-be"), "utf-16-be"),
    "damaged.txt": ("好好好好好好好好\n".encode() + b"\xff\n", "utf-8"),
}
PLAIN = {"ascii.txt": b"plain\r\n", "empty.txt": b"", "utf8.txt": GBK.encode(), "last.txt": "没有行尾".encode()}


@pytest.fixture
def _encodings() -> None:
    for path in Path().iterdir():
        path.unlink()
    for name, raw in {**{name: raw for name, (raw, _) in READ.items()}, **PLAIN}.items():
        Path(name).write_bytes(raw)


@pytest.mark.usefixtures("_encodings")
@pytest.mark.parametrize("diff", [[], ["--diff"]])
def test_how_a_file_was_read_is_said_beside_the_findings(capsys: Capture, diff: list[str]) -> None:
    names = [*READ, "ascii.txt", "utf8.txt", "last.txt"]
    assert main(["check", *names, "--select", "SPC", *diff]) == 0, "it is no finding"
    shown = capsys.readouterr()
    assert shown.out == ""
    told = [
        re.fullmatch(r"(\S+): read as (\S+) \((0\.\d+|1\.0)(, then \S+)?\): \S.*", line)
        for line in shown.err.splitlines()
    ]
    assert [(line[1], line[2].startswith(READ[line[1]][1])) for line in told if line] == [
        (name, True) for name in sorted(READ)
    ]
    assert main(["check", *names, "--select", "SPC", "--quiet", *diff]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["check", *PLAIN, "--select", "SPC", *diff]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("_encodings")
def test_how_a_file_was_read_in_each_form(capsys: Capture) -> None:
    write("bug.txt", "explode~")
    found = json.loads(check(capsys, ".", "--format", "json", code=2))
    assert [entry["path"] for entry in found["readings"]] == sorted(READ)
    for entry in found["readings"]:
        assert list(entry) == ["path", "encoding", "confidence", "evidence", "runner_up"]
        assert entry["encoding"].startswith(READ[entry["path"]][1])
    assert [entry["path"] for entry in found["failed"]] == ["bug.txt"]
    commands = check(capsys, ".", "--format", "github", code=2).splitlines()
    last = commands[-len(READ) :]
    assert all(
        line.startswith(f"::notice file={name},title=encoding::read as ")
        for line, name in zip(last, sorted(READ), strict=True)
    )
    assert "title=encoding" not in "".join(commands[: -len(READ)])
    notes = sarif(capsys, ".", code=2)["invocations"][0]
    assert notes["executionSuccessful"] is False
    uri = "physicalLocation", "artifactLocation", "uri"
    told = [
        (note["level"], note["locations"][0][uri[0]][uri[1]][uri[2]]) for note in notes["toolExecutionNotifications"]
    ]
    assert sorted(told) == [("error", "bug.txt"), *(("note", name) for name in sorted(READ))]
    Path("bug.txt").unlink()
    assert sarif(capsys, ".")["invocations"][0]["executionSuccessful"] is True
    for form in ("json", "github", "sarif"):
        main(["check", *READ, "--format", form])
        assert "read as" not in capsys.readouterr().err, form


@pytest.mark.usefixtures("_encodings")
@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_processes_do_not_change_how_files_were_read(
    form: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("same.txt", "一行\n")
    write("copy.txt", "一行\n")
    Path("third.txt").write_bytes("\ufeff一行\n".encode())  # a corpus rule has it read again
    main(["check", ".", "--format", form, "-j", "1"])
    base = capsys.readouterr()
    assert "third.txt" in base.out + base.err
    main(["check", ".", "--format", form, "-j", "2"])
    assert capsys.readouterr() == base


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        (Reading("gb18030", 0.9984, "why", "big5hkscs"), "read as gb18030 (0.998, then big5hkscs): why"),
        (Reading("utf-8", 1.0, "a\x1bb"), "read as utf-8 (1.0): a\\x1bb"),
        (Reading("cp1252", 0.99999, "why"), "read as cp1252 (0.999): why"),
        (Reading("cp1252", 0.0, "why"), "read as cp1252 (0.0): why"),
    ],
)
def test_readings_in_words(reading: Reading, shown: str) -> None:
    assert words.reading(reading) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", '""'),
        ("\x1b[0m\t", '"\\x1b[0m\\t"'),
        ("字" * 24, f'"{"字" * 24}"'),
        ("字" * 1000 + "完", f'"{"字" * 12}…{"字" * 9}完" (1,001 characters)'),
    ],
)
def test_snippets(text: str, shown: str) -> None:
    assert words.snippet(text) == shown
