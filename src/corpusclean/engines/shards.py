"""A shard: some cleaned documents in one file of the state, and what they say to the corpus rules first.

A file is a line of JSON that says where its sections lie, and the sections: the keys of the documents (16 bytes
each), an entry for each, what was kept of each (a record, for `clean`), and a section of facts for each corpus rule.
What was kept is packed some documents at a time: a corpus rule asks a few of a shard.  In a state that goes with its
run nothing is packed.  A shard is written under another name, then renamed: one that is there is whole.
"""

import os
import secrets
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
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
#: The first line of a shard is no longer than this, mostly; what lies behind is read where it is needed.
HEAD = 512
#: So many bytes are packed together; a megabyte at a time, they take a thirtieth less.
BLOCK = 1 << 14
#: So many lie together where nothing is packed: read at once, they are fewer calls.
PLAIN_BLOCK = 1 << 18


def _packed(*pieces: bytes) -> bytes:
    # The most memory there is for packing, 256 KB, packs a quarter faster than the usual half.
    packer = zlib.compressobj(LEVEL, memLevel=9)
    return b"".join((*map(packer.compress, pieces), packer.flush()))


def _joined(*pieces: bytes) -> bytes:
    return b"".join(pieces)


#: Ends the titles of sections that are not packed.
PLAIN = " plain"


def _entry(columns: Sequence[Any]) -> Entry:
    name, path, place, error, sha256, before, after, encoding, edits, flags, reason, *more = columns
    told = (reason[0], reason[1]) if reason else None
    return Entry(name, path, Place(*place), error, sha256, before, after, encoding, edits, flags, told, *more)


class Kept(NamedTuple):
    """One document on its way into a shard: the key of its bytes, its entry, and what is kept of it."""

    key: bytes
    entry: Entry
    raw: bytes


def write(folder: Path, name: str, kept: Sequence[Kept], facts: Mapping[str, Facts], *, plain: bool = False) -> Path:
    """Write a shard, with nothing packed where it is ``plain``; one of that name that is there stays.

    Raises `OutputError`.
    """
    path = folder / f"{name}.shard"
    if path.exists():
        return path
    offsets = list(accumulate((len(one.raw) for one in kept), initial=0))
    firsts = [0]  # of each block its first document
    for ordinal in range(1, len(kept)):
        if offsets[ordinal] - offsets[firsts[-1]] >= (PLAIN_BLOCK if plain else BLOCK):
            firsts.append(ordinal)
    pack = _joined if plain else _packed
    blocks = [pack(*(one.raw for one in kept[first:stop])) for first, stop in pairwise((*firsts, len(kept)))]
    places = list(accumulate(map(len, blocks), initial=0))
    table = orjson.dumps([offsets, firsts, places, [one.entry for one in kept]], default=list)
    sections = {
        "keys": b"".join(one.key for one in kept),
        f"entries{PLAIN if plain else ''}": pack(table),
        f"kept{PLAIN if plain else ''}": b"".join(blocks),
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
        self._block = -1, b""  # the last that was unpacked: documents are asked for in order
        try:
            with path.open("rb", buffering=HEAD) as file:
                self._lengths: list[tuple[str, int]] = orjson.loads(file.readline())
                self._start = file.tell()
                if self._start + sum(length for _, length in self._lengths) != os.fstat(file.fileno()).st_size:
                    raise OutputError(f"{path}: cannot be read: it was cut short")
        except OutputError:
            raise
        except (OSError, TypeError, ValueError) as error:
            raise OutputError(f"{path}: cannot be read: {error}") from error

    def _section(self, title: str, first: int = 0, stop: int | None = None) -> bytes | None:
        """A section, or some bytes of it; None where there is none of that title."""
        at = self._start
        for name, length in self._lengths:
            if name == title:
                stop = length if stop is None else stop
                try:
                    with self.path.open("rb", buffering=0) as file:
                        file.seek(at + first)
                        raw = file.read(stop - first)
                except OSError as error:
                    raise OutputError(f"{self.path}: cannot be read: {error}") from error
                if len(raw) != stop - first:
                    raise OutputError(f"{self.path}: cannot be read: it was cut short")
                return raw
            at += length
        return None

    def _unpacked(self, title: str, first: int = 0, stop: int | None = None) -> bytes:
        plain = self._section(title + PLAIN, first, stop)
        if plain is not None:
            return plain
        try:
            return zlib.decompress(self._section(title, first, stop) or b"")
        except zlib.error as error:
            raise OutputError(f"{self.path}: cannot be read: {error}; delete it, and it is made anew") from error

    @property
    def keys(self) -> bytes:
        """The keys of its documents, one behind the other."""
        return self._section("keys") or b""

    @cached_property
    def _table(self) -> tuple[list[int], list[int], list[int], list[Any]]:
        offsets, firsts, places, entries = orjson.loads(self._unpacked("entries"))
        return offsets, firsts, places, entries

    def __len__(self) -> int:
        return len(self._table[3])

    def entry(self, ordinal: int) -> Entry:
        """The entry of one of its documents."""
        return _entry(self._table[3][ordinal])

    def kept(self, ordinal: int) -> bytes:
        """What was kept of one of its documents."""
        offsets, firsts, places, _ = self._table
        number = bisect_right(firsts, ordinal) - 1
        if self._block[0] != number:
            self._block = number, self._unpacked("kept", *places[number : number + 2])
        start = offsets[firsts[number]]
        return self._block[1][offsets[ordinal] - start : offsets[ordinal + 1] - start]

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
