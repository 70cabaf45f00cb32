"""What README and docs show is what happens: Python examples run, commands are run and their output is compared."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpusclean import testing

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
MADE = ROOT / "docs" / "reference" / "rules.md"  # from docstrings, which are tested where they stand
name = lambda path: path.relative_to(ROOT).as_posix()  # noqa: E731 - an id for parametrize


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", [path for path in PAGES if path != MADE], ids=name)
def test_examples_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names = {name: getattr(testing, name) for name in testing.__all__}
    examples = "\n".join(blocks(path, "python"))
    test = doctest.DocTestParser().get_doctest(examples, names, name(path), str(path), 0)
    assert doctest.DocTestRunner().run(test).failed == 0


def transcripts(path: Path) -> list[tuple[str, str]]:
    """Commands and the output shown below each, from the blocks ```console of a page."""
    found: list[tuple[str, str]] = []
    for block in blocks(path, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


@pytest.mark.parametrize("path", [path for path in PAGES if transcripts(path)], ids=name)
def test_commands_print_what_is_shown(path: Path, tmp_path: Path) -> None:
    """The commands of a page run one after another in a copy of the project's folder; ``...`` stands for any lines."""
    if path.name == "command-line.md" and sys.version_info[:2] != (3, 11):
        pytest.skip("argparse words its help differently from Python to Python; the page shows that of 3.11")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path_of_python = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path_of_python, "PYTHONUTF8": "1", "COLUMNS": "100"}
    for command, shown in transcripts(path):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        pattern = ".*".join(map(re.escape, re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)))
        printed = done.stdout + "\n" * bool(done.stdout and not done.stdout.endswith("\n"))
        assert re.fullmatch(pattern, printed, re.DOTALL), f"$ {command}\n{printed}\n--- is shown as\n{shown}"


def test_the_reference_of_rules_is_fresh() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "docs" / "make_reference.py", "--print"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert MADE.read_text(encoding="utf-8") == made.stdout, "run python docs/make_reference.py"


def test_links_lead_somewhere() -> None:
    for path in PAGES:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{name(path)}: {target}"
