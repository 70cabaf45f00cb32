"""A hook checks one file, and most files are clean: what takes long to be imported stays out of it.

The time itself is not tested: it depends on the machine.  What is imported does not.
"""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import corpusclean

SOURCE = Path(corpusclean.__file__).parent
PROSE = "".join(
    f"第{number}段。清晨的集市上，卖菜的老人把青菜一把一把地摆好。过路的人停下来问价，老人说：“不贵，自家种的。”\n"
    for number in range(20)
)
ENGLISH = "".join(
    f"Part {number}. The old bridge over the lake was opened again on Sunday, after three years of work by two firms.\n"
    for number in range(20)
)
#: What takes a millisecond or more, of others and of ours.
HEAVY = {
    *("numpy", "orjson", "regex", "ftfy", "opencc", "charset_normalizer", "duckdb", "ahocorasick_rs", "pyarrow", "ray"),
    *("bz2", "datetime", "decimal", "difflib", "email", "glob", "gzip", "hashlib", "importlib.metadata"),
    *("importlib.resources", "json", "logging", "lzma", "multiprocessing", "pickle", "random", "shutil", "socket"),
    *("struct", "subprocess", "tempfile", "tomllib", "tqdm", "zipfile", "zlib"),
    *("corpusclean.records", "corpusclean.engines.run", "corpusclean.engines.work", "corpusclean.formats.fingerprints"),
    *("corpusclean.language.opencc", "corpusclean.language.pinyin", "corpusclean.language.segmentation"),
    *("corpusclean.decoding.detect", "corpusclean.rules.conversion", "corpusclean.rules.codepoints.spacing"),
    *("corpusclean.rules.chrome.plan", "corpusclean.rules.inline", "corpusclean.rules.html", "corpusclean.rules.gbk"),
    *("corpusclean.rules.mojibake", "corpusclean.rules.codepoints", "corpusclean.rules.markup"),
}
#: The words of chrome are read where a line may be a title; what makes tables of them is not.
WORDS = {"corpusclean.rules.chrome.marks", "corpusclean.rules.chrome.lexicon"}

PROGRAM = """
import sys
before = set(sys.modules)
from corpusclean.cli import main
code = main(["check", sys.argv[1]])
print(code, *(set(sys.modules) - before))
"""


def imported(path: Path) -> set[str]:
    """What checking a file imports, in a process of its own; the file is clean."""
    command = [sys.executable, "-c", PROGRAM, path.name]
    found = subprocess.run(command, cwd=path.parent, capture_output=True, encoding="utf-8", check=True)
    code, *names = found.stdout.split()
    assert code == "0", found
    return set(names)


@pytest.mark.parametrize(
    ("text", "heavy"),
    [
        (PROSE, HEAVY | WORDS),
        (ENGLISH, HEAVY | WORDS),
        (f"清晨的集市\n\n{PROSE}", HEAVY),
        (f"The old bridge\n\n{ENGLISH}", HEAVY),
    ],
    ids=["prose", "English", "titled", "titled English"],
)
def test_checking_a_clean_text_imports_nothing_heavy(text: str, heavy: set[str], tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    assert imported(path) & heavy == set()


LAZY = [path.parent for path in SOURCE.rglob("__init__.py") if "packages import names" in path.read_text("utf-8")]


@pytest.mark.parametrize("folder", LAZY, ids=lambda folder: folder.name)
def test_a_name_of_a_package_is_no_module_of_it(folder: Path) -> None:
    # Importing the module would put it in the place of the name.
    package = importlib.import_module(".".join(folder.relative_to(SOURCE.parent).parts))
    assert not {path.stem for path in folder.iterdir()} & set(package.__all__)
    found = [getattr(package, name) for name in package.__all__]
    assert all(one.__module__.startswith(package.__name__) for one in found if callable(one))
