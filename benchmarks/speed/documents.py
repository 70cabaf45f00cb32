"""The documents of a corpus: in their order, a part of them or every so many as a corpus of its own, pages as files."""

import gzip
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["FILES", "LIST", "ROWS", "CorpusError", "Listed", "corpus_of", "files", "listed", "of_pages", "sampled"]

#: In the folder of a corpus: its files, one a line, in the order they are read; the texts as rows of JSON.
LIST, ROWS = "files.txt", "rows.jsonl"
#: Where the files of a corpus stand.
FILES = "docs"


class CorpusError(Exception):
    """What is wrong with a folder, in a sentence."""


class Listed(NamedTuple):
    """A document: its name, which is its path below ``docs``, and its size in bytes."""

    name: str
    size: int


def listed(corpus: Path) -> list[Listed]:
    """The documents of a corpus, in its order: that of its manifest, else that of the names."""
    base, manifest = corpus / FILES, corpus / "manifest.jsonl"
    if not base.is_dir():
        raise CorpusError(f"{corpus}: no folder {FILES} in it; README.md says what a corpus is")
    if manifest.is_file():
        with manifest.open(encoding="utf-8") as file:
            names = [json.loads(line)["id"] + ".txt" for line in file]
    else:
        names = sorted(path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file())
    try:
        found = [Listed(name, (base / name).stat().st_size) for name in names]
    except FileNotFoundError as error:
        raise CorpusError(f"{error.filename} is in {manifest} and not there") from error
    if not found:
        raise CorpusError(f"{base}: no files")
    return found


def sampled(documents: Iterable[Listed], *, part: str = "", every: int = 1) -> list[Listed]:
    """The documents of a part, every so many of them."""
    found = [one for one in documents if not part or one.name.startswith(part + "/")][::every]
    if not found:
        raise CorpusError(f"no documents of a part {part!r}")
    return found


def corpus_of(corpus: Path, documents: Iterable[Listed], target: Path) -> Path:
    """A corpus of its own of some documents of another, by hard links where that is possible, with its list."""
    (target / FILES).mkdir(parents=True)
    with (target / LIST).open("w", encoding="utf-8") as file:
        for name, _ in documents:
            path = target / FILES / name
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(corpus / FILES / name, path)
            except OSError:  # another file system
                shutil.copyfile(corpus / FILES / name, path)
            file.write(name + "\n")
    return target


def of_pages(source: Path, target: Path, every: int = 1) -> int:
    """The labelled pages of a file as a folder of files, HTML where the set has it; how many bytes they are."""
    size = 0
    target.mkdir(parents=True)
    with gzip.open(source) if source.suffix == ".gz" else source.open("rb") as file:
        for number, raw in enumerate(file):
            if number % every:
                continue
            page = json.loads(raw)
            text: str = page.get("html") or "\n".join(line["text"] for line in page["lines"])
            content = text.encode("utf-8", "replace")
            ending = "html" if page.get("html") else "txt"
            (target / f"{number:05}.{ending}").write_bytes(content)
            size += len(content)
    if not size:
        raise CorpusError(f"{source}: no pages")
    return size


def files(corpus: Path) -> Iterator[tuple[str, str]]:
    """Name and path of each document of a corpus that has a list.  What every chain is read from."""
    base = str(corpus / FILES)
    with (corpus / LIST).open(encoding="utf-8") as file:
        for line in file:
            name = line.rstrip("\n")
            yield name, f"{base}/{name}"
