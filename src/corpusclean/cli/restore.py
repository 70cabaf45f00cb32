"""``corpusclean restore OUT.jsonl -o DIR``: the sources again, byte for byte."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from corpusclean import records
from corpusclean.cli import console
from corpusclean.cli.console import shown
from corpusclean.errors import CorpuscleanError, OutputError, RecordError
from corpusclean.formats import jsonl
from corpusclean.formats.folder import output_error, place, write_whole

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Restore every record, also the dropped ones, and say which could not be."""
    if options.output.exists() and not options.output.is_dir():
        raise OutputError(f"-o {shown(str(options.output))}: is no folder")
    done = failed = 0
    for path in _files(options.records):
        for number, line in jsonl.lines(path):
            try:
                _restore(line, options.output, options.force)
                done += 1
            except CorpuscleanError as error:
                failed += 1
                console.warn(f"{shown(str(path))}:{number}: {error}")
    if not options.quiet:
        console.warn(f"{done:,} {'file' if done == 1 else 'files'} restored, {failed:,} failed")
    return 2 if failed else 0


def _files(path: Path) -> Iterator[Path]:
    yield path
    dropped = path.with_name(f"{path.stem}.dropped.jsonl")
    if dropped.exists():
        yield dropped


def _restore(line: bytes, folder: Path, force: bool) -> None:
    record = records.load(line)
    if not isinstance(record["id"], str):
        raise RecordError(f"the id {record['id']!r} is no string")
    target = place(folder, record["id"])
    raw = records.restore(record)
    try:
        if target.is_symlink() or target.exists():
            if target.is_file() and not target.is_symlink() and target.read_bytes() == raw:
                return
            if not force:
                raise OutputError(f"{shown(str(target))}: is there already and differs; --force overwrites it")
            if target.is_symlink():
                target.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
    except OutputError:
        raise
    except OSError as error:
        raise output_error(target, error) from error
    write_whole(target, raw)
