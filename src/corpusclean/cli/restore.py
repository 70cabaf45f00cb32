"""``corpusclean restore OUT.jsonl -o DIR``: the sources again, byte for byte."""

import argparse
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from corpusclean import records
from corpusclean.cli import console
from corpusclean.cli.console import shown
from corpusclean.cli.outputs import split
from corpusclean.errors import CorpuscleanError, OutputError, RecordError
from corpusclean.formats import jsonl
from corpusclean.formats.folder import output_error, place, write_whole

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Restore every record, also the dropped ones, and say which could not be."""
    if options.output.exists() and not options.output.is_dir():
        raise OutputError(f"-o {shown(str(options.output))}: is no folder")
    done = failed = 0
    written: set[bytes] = set()
    for path in _files(options.records):
        try:
            for number, line in jsonl.lines(path):
                try:
                    _restore(line, options.output, options.force, written)
                    done += 1
                except CorpuscleanError as error:
                    failed += 1
                    console.warn(f"{shown(str(path))}:{number}: {error}")
        except CorpuscleanError as error:  # of the file, which it names; the other one is restored all the same
            failed += 1
            console.warn(str(error))
    if not options.quiet:
        console.warn(f"{done:,} {'file' if done == 1 else 'files'} restored, {failed:,} failed")
    return 2 if failed else 0


def _files(path: Path) -> Iterator[Path]:
    yield path
    stem, ending = split(path.name)
    for name in dict.fromkeys((stem, stem.removesuffix(".records"))):
        dropped = path.with_name(f"{name}.dropped{ending}")
        if dropped.exists():
            yield dropped


def _restore(line: bytes, folder: Path, force: bool, written: set[bytes]) -> None:
    """Restore one record; ``written`` tells the files of this run, of which none is overwritten by another."""
    record = records.load(line)
    name = record["source"].get("path", record["id"])  # an id may be anything: a column of the user's
    if not isinstance(name, str):
        raise RecordError(f"the path {name!r} is no string")
    target = place(folder, name)
    raw = records.restore(record)
    mine = hashlib.blake2b(os.fsencode(target), digest_size=16).digest()
    try:
        if target.is_symlink() or target.exists():
            if target.is_file() and not target.is_symlink() and target.read_bytes() == raw:
                return
            if mine in written:
                raise OutputError(f"{shown(str(target))}: is that of another record too")
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
    written.add(mine)
