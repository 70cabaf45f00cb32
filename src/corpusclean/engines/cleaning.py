"""The first pass: documents that are not in the store yet, through the text rules and into a shard."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpusclean.document import NOTHING, Document, Place
from corpusclean.engines import shards
from corpusclean.engines.entry import Entry, entry_of
from corpusclean.engines.facts import Facts, Said, said_by
from corpusclean.engines.shards import Kept
from corpusclean.engines.work import Stopped, Worker
from corpusclean.errors import CorpuscleanError
from corpusclean.formats import rows
from corpusclean.formats.files import Input, shown
from corpusclean.formats.folder import output_error
from corpusclean.formats.rows import Row

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Clean", "Cleaned", "Range", "write_known"]

Range = tuple[Input, int, int | None]


class Cleaned(NamedTuple):
    """Where the documents of a task are, in order.

    For each the number of its shard, -1 for the new one at ``path``, the ordinal in it, and a hash of its id.
    """

    path: Path | None
    numbers: Sequence[int]
    ordinals: Sequence[int]
    names: Sequence[int]


class Clean(NamedTuple):
    """Rows of files to clean: one file's range, or several small files."""

    ranges: tuple[Range, ...]

    @property
    def phase(self) -> str:
        """Reading: all that is not counted under another name."""
        return "read"

    @property
    def light(self) -> bool:
        """Its answer is small."""
        return True

    def run(self, worker: Worker, stopped: Stopped) -> Cleaned:
        """Clean what is not known.  Stopped early, it keeps what it has."""
        kept: list[Kept] = []
        documents: list[Document | None] = []
        found: tuple[list[int], list[int], list[int]] = ([], [], [])
        for item, start, stop in self.ranges:
            for row in rows.rows(item, worker.job.columns, start, stop, worker.job.forced):
                if stopped():
                    break
                name = int.from_bytes(hashlib.blake2b(_plain(row.id).encode(), digest_size=8).digest(), "big")
                try:
                    key = worker.job.key(item, row)
                except Exception as problem:  # a value of a column that no record can hold
                    key, row = NO_KEY, row._replace(error=f"{type(problem).__name__}: {problem}")  # noqa: PLW2901
                place = None if row.error else _known(worker.job.work, key)
                if place is None:
                    done, document = _clean(worker, item, row, key)
                    place = (-1, len(kept))
                    kept.append(done)
                    documents.append(document)
                for column, value in zip(found, (*place, name), strict=True):
                    column.append(value)
        said = _said(worker, kept, documents)
        with worker.timed("shard"):
            return Cleaned(_written(worker, kept, said), *found)


def _clean(worker: Worker, item: Input, row: Row, key: bytes) -> tuple[Kept, Document | None]:
    """A document on its way into a shard, and what corpus rules may ask; None where there is an error."""
    job = worker.job
    error = row.error or job.too_large(len(row.raw))
    if not error:
        try:
            with worker.timed("decode"):
                document = rows.document(row, item, job.orders(item.id), job.run)
            with worker.timed("record"):  # and each rule under its code
                document, raw = job.product.run(worker.pipeline_for(item), document, worker.profile)
                entry = entry_of(document, _plain(item.named))
            seen = Document(document.id, NOTHING, document.text, (), document.marks, document.place, document.columns)
            return Kept(key, entry, raw), seen
        except CorpuscleanError as problem:
            error = str(problem)
        except Exception as problem:
            error = f"{type(problem).__name__}: {problem}"
    return _failed(Place(job.run, item.id, row.row), row.id, item.named, error), None


def _failed(place: Place, name: str, path: str, error: str) -> Kept:
    return Kept(NO_KEY, Entry(_plain(name), _plain(path), place, _plain(error)), b"")


def _said(worker: Worker, kept: list[Kept], documents: Sequence[Document | None]) -> list[tuple[Said, ...]]:
    """What each document says first to each corpus rule; one that a rule fails on is kept as failed."""
    texts = [document.text for document in documents if document]
    for code, corpus in worker.corpus:
        if hasattr(corpus, "prepare"):  # work that is done faster for many documents at once
            with worker.timed(code):
                corpus.prepare(texts)
    said: list[tuple[Said, ...]] = []
    for ordinal, document in enumerate(documents):
        told: list[Said] = []
        if document is None:
            said.append(())
            continue
        try:
            for code, corpus in worker.corpus:
                with worker.timed(code):
                    told.append(said_by(corpus, code, document))
        except CorpuscleanError as problem:
            entry, told = kept[ordinal].entry, []
            kept[ordinal] = _failed(document.place, document.id, entry.path, str(problem))
        said.append(tuple(told))
    return said


def _plain(text: str) -> str:
    """A path or message as it may stand in a file: names of folders, and keys of JSON, may be no Unicode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return shown(text)
    return text


#: The key of what could not be read: it is tried again by the next run.
NO_KEY = bytes(16)


def _written(worker: Worker, kept: Sequence[Kept], said: Sequence[tuple[Said, ...]]) -> Path | None:
    """The shard of some documents.  Its name is that of its content: a task that is done twice writes it once."""
    if not kept:
        return None
    name = hashlib.blake2b(worker.job.run.to_bytes(8, "big"), digest_size=16)
    for one in kept:
        name.update(one.key if one.raw else repr(one.entry).encode())
    facts = {
        code: Facts.of((ordinal, told[number]) for ordinal, told in enumerate(said) if told)
        for number, (code, _) in enumerate(worker.corpus)
    }
    return shards.write(worker.job.shards, name.hexdigest(), kept, facts, plain=worker.job.passing)


class _Known:
    """Which documents are in the store: sorted keys in files, so that no process holds them all."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        self.highs, self.lows, self.places = (np.load(folder / f"known-{name}.npy", mmap_mode="r") for name in KNOWN)

    def place(self, key: bytes) -> tuple[int, int] | None:
        """The number of the shard and the ordinal in it of a document that is there."""
        import numpy as np

        high, low = int.from_bytes(key[:8], "big"), int.from_bytes(key[8:], "big")
        at = int(np.searchsorted(self.highs, np.uint64(high)))
        while at < len(self.highs) and int(self.highs[at]) == high:
            if int(self.lows[at]) == low:
                return divmod(int(self.places[at]), 1 << 32)
            at += 1
        return None


KNOWN = ("high", "low", "place")


@cache
def _index(folder: Path) -> _Known | None:
    return _Known(folder) if (folder / f"known-{KNOWN[-1]}.npy").exists() else None


def _known(folder: Path, key: bytes) -> tuple[int, int] | None:
    index = _index(folder)
    return None if index is None else index.place(key)


def write_known(folder: Path, keys: Sequence[bytes]) -> None:
    """The files that say which documents are in the store, from the keys of its shards by number."""
    _index.cache_clear()
    if not keys:
        return
    import numpy as np

    found: NDArray[np.uint64] = np.frombuffer(b"".join(keys), ">u8").reshape(-1, 2).astype(np.uint64)
    counts = [len(raw) // 16 for raw in keys]
    numbers = np.repeat(np.arange(len(keys), dtype=np.uint64), counts)
    ordinals = np.concatenate([np.arange(count, dtype=np.uint64) for count in counts])
    order = np.lexsort((found[:, 1], found[:, 0]))
    places = (numbers << np.uint64(32)) + ordinals
    try:
        for name, column in zip(KNOWN, (found[order, 0], found[order, 1], places[order]), strict=True):
            np.save(folder / f"known-{name}.npy", column)
    except OSError as error:
        raise output_error(folder, error) from error
