"""The index of documents that are there already, and what check says of new ones."""

import json
from pathlib import Path

import pytest

from corpusclean.cli import main
from corpusclean.errors import ConfigError
from corpusclean.formats.fingerprints import Fingerprint, Index

STORY = "".join(f"第{n}天，船队又往南走了{n * 7}里，岸上的灯火一点一点地暗了下去，没有人说话。\n" for n in range(1, 30))
OTHER = "".join(f"第{n}課，老師在黑板上寫了{n * 3}個字，學生們一個一個地念，念完了就下課。\n" for n in range(1, 30))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    write(a=STORY, b=OTHER, short="好的。\n")


def write(**texts: str) -> None:
    for name, text in texts.items():
        Path("docs", f"{name}.txt").write_text(text, "utf-8")


def made() -> str:
    assert main(["docs", "-o", "clean.jsonl", "-q", "--fingerprints", "docs.fingerprints"]) == 0
    return Path("docs.fingerprints").read_text("utf-8")


def told(capsys: pytest.CaptureFixture[str], *names: str, code: int) -> list[str]:
    paths = [f"docs/{name}.txt" for name in names] or ["docs"]
    assert main(["check", *paths, "-q", "--fingerprints", "docs.fingerprints", "--format", "json"]) == code
    found = json.loads(capsys.readouterr().out)["findings"]
    return [f"{one['path']}: {one['note']}" for one in found if one["rule"] == "DUP901"]


def test_the_file_is_small_and_changes_by_the_line() -> None:
    before = made().splitlines()
    assert [json.loads(line)["id"] for line in before[1:]] == ["docs/a.txt", "docs/b.txt", "docs/short.txt"]
    assert max(map(len, before)) < 300
    write(c="一篇新的文章，和別的都不一樣，講的是另一件事。\n")
    after = made().splitlines()
    assert [line for line in after if line not in before] == [after[3]]
    assert made().splitlines() == after


def test_what_is_there_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    made()
    assert told(capsys, code=0) == []
    write(new="这篇讲的是别的事情，和那里的都不一样，谁也没有见过，就是这样。\n" * 1)
    assert told(capsys, "new", code=0) == []
    write(short2="好了。\n", b=OTHER + "後來的事就不說了。\n")
    assert told(capsys, "short2", "b", code=0) == [], "a document that changed is not like itself"


def test_copies_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    made()
    hant = STORY.replace("队", "隊").replace("灯", "燈").replace("点", "點").replace("没", "沒").replace("说话", "說話")
    assert hant != STORY
    write(new=hant, near="编者说：这个故事很长。\n" + STORY[:-40], again="好的。\n")
    assert told(capsys, "again", "near", "new", code=1) == [
        "docs/again.txt: same as docs/short.txt",
        "docs/near.txt: about 0.94 similar to docs/a.txt",
        "docs/new.txt: same as docs/a.txt",
    ]
    write(b=STORY)
    assert told(capsys, "b", code=1) == ["docs/b.txt: same as docs/a.txt"], "a change can make a copy, too"


def test_only_where_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    made()
    write(new=STORY)
    assert main(["check", "docs/new.txt", "-q"]) == 0
    assert main(["check", "docs/new.txt", "-q", "--fingerprints", "docs.fingerprints", "--ignore", "DUP901"]) == 0
    assert capsys.readouterr().out == ""


def test_dropped_documents_are_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    write(copy=STORY)
    assert "docs/copy.txt" not in made()
    assert told(capsys, "copy", code=1) == ["docs/copy.txt: same as docs/a.txt"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("", "no fingerprints"),
        ("{}", "fingerprints of another version; make them anew"),
        ('{"fingerprints": 1, "folding": 99, "minhash": 1}', "another version"),
        ("not json", "no fingerprints"),
        ("HEAD\n{}", "no fingerprints"),
        ('HEAD\n{"id": "a", "exact": "00", "sketch": ""}', "another length"),
        ('HEAD\n{"id": "a", "exact": "zz", "sketch": ""}', "no fingerprints"),
        ("HEAD\n[1]", "no fingerprints"),
    ],
)
def test_files_that_are_none(raw: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    head = made().splitlines()[0]
    Path("bad").write_text(raw.replace("HEAD", head), "utf-8")
    with pytest.raises(ConfigError, match=message):
        Index.load(Path("bad"))
    assert main(["check", "docs", "--fingerprints", "bad"]) == 2
    assert message in capsys.readouterr().err
    assert main(["check", "docs", "--fingerprints", "nowhere"]) == 2


def test_fingerprints_are_frozen() -> None:
    """A change here makes all committed indexes worthless: it needs another number of the scheme."""
    one = Fingerprint.of(STORY)
    assert one.exact.hex() == "6d4e13ff8a751182874769057ab65759"
    assert one.sketch[:8].hex() == "70ece2b39e2ec873"
    assert Fingerprint.of("好的。").sketch == b""
