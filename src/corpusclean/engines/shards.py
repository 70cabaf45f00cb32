"""A shard: some cleaned documents in one file of the state, and what they say to the corpus rules first.

A file is a line of JSON that says where its sections lie, and the sections: the keys of the documents (16 bytes
each), an entry for each, what was kept of each (a record, for `clean`), and a section of facts for each corpus rule.
It is written under another name, then renamed: a shard that is there is whole.
"""

import os
import secrets
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from corpusclean.document import Place
from corpusclean.engines.entry import Entry
from corpusclean.engines.facts import Facts
from corpusclean.errors import OutputError
from corpusclean.formats.folder import output_error
from corpusclean.rule import KEY

__all__ = ["Kept", "Shard", "opened", "write", "write_file"]

#: The fastest: with default rules the state of 17 MB of manuals is two fifths as large as their records.
LEVEL = 1


def _entry(columns: Sequence[Any]) -> Entry:
    entry = Entry(*columns)
    reason = (entry.reason[0], entry.reason[1]) if entry.reason else None
    return entry._replace(place=Place(*entry.place), reason=reason)


class Kept(NamedTuple):
    """One document on its way into a shard: the key of its bytes, its entry, and what is kept of it."""

    key: bytes
    entry: Entry
    raw: bytes


def write(folder: Path, name: str, kept: Sequence[Kept], facts: Mapping[str, Facts]) -> Path:
    """Write a shard; one of that name that is there stays.  Raises `OutputError`."""
    path = folder / f"{name}.shard"
    if path.exists():
        return path
    offsets = [0]
    for one in kept:
        offsets.append(offsets[-1] + len(one.raw))
    sections = {
        "keys": b"".join(one.key for one in kept),
        "entries": zlib.compress(orjson.dumps([offsets, [one.entry for one in kept]], default=list), LEVEL),
        "kept": zlib.compress(b"".join(one.raw for one in kept), LEVEL),
        **{f"facts {code}": said.dump() for code, said in facts.items()},
    }
    lengths = [[title, len(raw)] for title, raw in sections.items()]
    write_file(path, (orjson.dumps(lengths, option=orjson.OPT_APPEND_NEWLINE), *sections.values()))
    return path


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """A file as a whole or not at all.  Raises `OutputError`."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")  # nodes may share a number
    try:
        with partial.open("wb") as file:
            for piece in pieces:
                file.write(piece)
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise output_error(path.parent, error) from error


class Shard:
    """A shard on disk.  Raises `OutputError` where it cannot be read: without it there is no output."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._lengths: list[tuple[str, int]] = orjson.loads(file.readline())
                self._start = file.tell()
                if self._start + sum(length for _, length in self._lengths) != os.fstat(file.fileno()).st_size:
                    raise OutputError(f"{path}: cannot be read: it was cut short")
        except OutputError:
            raise
        except (OSError, TypeError, ValueError) as error:
            raise OutputError(f"{path}: cannot be read: {error}") from error

    def _section(self, title: str) -> bytes | None:
        at = self._start
        for name, length in self._lengths:
            if name == title:
                try:
                    with self.path.open("rb") as file:
                        file.seek(at)
                        raw = file.read(length)
                except OSError as error:
                    raise OutputError(f"{self.path}: cannot be read: {error}") from error
                if len(raw) != length:
                    raise OutputError(f"{self.path}: cannot be read: it was cut short")
                return raw
            at += length
        return None

    def _unpacked(self, title: str) -> bytes:
        try:
            return zlib.decompress(self._section(title) or b"")
        except zlib.error as error:
            raise OutputError(f"{self.path}: cannot be read: {error}; delete it, and it is made anew") from error

    @property
    def keys(self) -> bytes:
        """The keys of its documents, one behind the other."""
        return self._section("keys") or b""

    @cached_property
    def _entries(self) -> tuple[list[int], list[Entry]]:
        offsets, entries = orjson.loads(self._unpacked("entries"))
        return offsets, [_entry(columns) for columns in entries]

    @property
    def entries(self) -> list[Entry]:
        """An entry for each of its documents."""
        return self._entries[1]

    @cached_property
    def _kept(self) -> bytes:
        return self._unpacked("kept")

    def kept(self, ordinal: int) -> bytes:
        """What was kept of one of its documents."""
        offsets = self._entries[0]
        return self._kept[offsets[ordinal] : offsets[ordinal + 1]]

    def forget(self, ordinals: Iterable[int]) -> None:
        """Have no later run find these documents; what is kept of them goes with the last of the shard.

        Raises `OutputError`.
        """
        try:
            with self.path.open("r+b") as file:
                for ordinal in ordinals:
                    file.seek(self._start + ordinal * KEY)  # the keys come first
                    file.write(bytes(KEY))
        except OSError as error:
            raise output_error(self.path, error) from error

    def facts(self, code: str) -> Facts | None:
        """What its documents say first under a rule; None where nobody asked them."""
        raw = self._section(f"facts {code}")
        return None if raw is None else Facts.load(raw)


@lru_cache(maxsize=4)
def opened(path: Path) -> Shard:
    """A shard that may be asked for again soon."""
    return Shard(path)
