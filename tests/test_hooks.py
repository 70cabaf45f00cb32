"""The hooks, run by the real pre-commit in a git repository of their own."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
COMMA = "\N{FULLWIDTH COMMA}"
CHINESE = f"这是一篇用国标编码写成的文章{COMMA}里面有很多常用的汉字。" * 8

WIDE = f"另一篇文章写成两个字节一个字{COMMA}也有许多常用的字。" * 4

#: A clean form of every document, and what damages it: blanks at the end of a line, which any table of rules finds.
CLEAN = {
    "docs/clean.txt": "一篇干净的文章。\n".encode(),
    "docs/utf8.txt": "第一篇文章。\n第二行。\n".encode(),
    "docs/gbk.txt": f"{CHINESE}\n".encode("gbk"),
    "docs/utf16.txt": f"\ufeff{WIDE}\n".encode("utf-16-le"),
    "docs/notes.md": b"not a document \n",
}
DAMAGED = {
    "docs/utf8.txt": "第一篇文章。 \n第二行。\n".encode(),
    "docs/gbk.txt": f"{CHINESE} \n".encode("gbk"),
    "docs/utf16.txt": f"\ufeff{WIDE} \n".encode("utf-16-le"),
}


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def pre_commit(*argv: str) -> "subprocess.CompletedProcess[str]":
    return run(sys.executable, "-m", "pre_commit", *argv)


def local(hook: dict[str, Any]) -> dict[str, Any]:
    """The hook as .pre-commit-hooks.yaml has it, but run by this Python: nothing is installed, nothing fetched."""
    assert hook["language"] == "python"
    program, *arguments = hook["entry"].split()
    assert program in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    return {**hook, "language": "system", "entry": " ".join([sys.executable, "-m", program, *arguments])}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith(("GIT_", "PRE_COMMIT"))]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(home / "cache"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    place = tmp_path / "repository"
    place.mkdir()
    monkeypatch.chdir(place)
    run("git", "init", "-q")
    return place


def stage(contents: dict[str, bytes]) -> None:
    for name, raw in contents.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    assert run("git", "add", ".").returncode == 0


def configure(*hooks: dict[str, Any]) -> None:
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": list(hooks)}]}))


def test_check_sees_every_encoding_and_writes_nothing(repository: Path) -> None:
    configure(local(HOOKS["corpusclean-check"]))
    stage(CLEAN)
    done = pre_commit("run")
    assert done.returncode == 0, done.stdout
    stage(DAMAGED)
    done = pre_commit("run")
    assert done.returncode == 1
    found = re.findall(r"^(docs/\S+?):(\d+):\d+: (\w+)", done.stdout, re.MULTILINE)
    assert {name for name, _, _ in found} == set(DAMAGED), done.stdout
    assert {name: Path(name).read_bytes() for name in DAMAGED} == DAMAGED
    assert run("git", "diff", "--name-only").stdout == ""


def test_fix_rewrites_says_which_and_passes_the_second_time(repository: Path) -> None:
    configure(local(HOOKS["corpusclean-fix"]), local(HOOKS["corpusclean-check"]))
    stage({**CLEAN, **DAMAGED})
    done = pre_commit("run", "corpusclean-fix")
    assert done.returncode == 1
    assert sorted(re.findall(r"^fixed (\S+) \(1 edit\)$", done.stdout, re.MULTILINE)) == sorted(DAMAGED)
    assert {name: Path(name).read_bytes() for name in CLEAN} == CLEAN
    stage({})
    done = pre_commit("run")
    assert done.returncode == 0, done.stdout


def test_duplicates_among_what_is_committed_together(repository: Path) -> None:
    configure(local(HOOKS["corpusclean-check"]))
    stage({f"docs/{number:03}.txt": f"第{number}篇文章。\n".encode() for number in range(60)})
    assert pre_commit("run").returncode == 0
    stage({"docs/copy.txt": "第7篇文章。\n".encode()})
    done = pre_commit("run")
    assert done.returncode == 1
    assert re.findall(r"^(\S+?):1:1: DUP101 .*\((same as .*)\)$", done.stdout, re.MULTILINE) == [
        ("docs/copy.txt", "same as docs/007.txt")
    ]


def test_trouble_fails_the_commit(repository: Path) -> None:
    configure(local(HOOKS["corpusclean-check"]), local(HOOKS["corpusclean-fix"]))
    stage({"a.txt": b"\x89PNG\r\n\x1a\n" + bytes(50)})
    for hook in HOOKS:
        done = pre_commit("run", hook)
        assert done.returncode == 1
        assert "- exit code: 2" in done.stdout
        assert "a.txt: no text but PNG image" in done.stdout


def test_the_manifest_of_hooks_is_valid() -> None:
    assert pre_commit("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")).returncode == 0
    assert pre_commit("validate-config", str(ROOT / ".pre-commit-config.yaml")).returncode == 0
    assert sorted(HOOKS) == ["corpusclean-check", "corpusclean-fix"]


def test_this_repository_checks_new_documents_and_keeps_its_seeds(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own configuration, as it is: the five seeds are damaged and pass, a new document that is damaged does not."""
    shutil.copytree(ROOT / "seeds", "seeds")
    for name in (".pre-commit-config.yaml", "pyproject.toml"):
        shutil.copy(ROOT / name, name)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    stage({})
    assert pre_commit("run").returncode == 0
    stage({"seeds/005.txt": "新的一篇。\n".encode()})
    done = pre_commit("run")
    assert done.returncode == 0, done.stdout
    stage({"seeds/005.txt": "新的一篇。 \n".encode()})
    done = pre_commit("run")
    assert done.returncode == 1
    assert "seeds/005.txt:1:6: " in done.stdout
    assert run("git", "diff", "--name-only").stdout == ""
