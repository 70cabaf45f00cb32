"""Cleaning on one machine: every document through the pipeline, then the corpus rules, then out in order.

The first pass runs in worker processes.  Each writes the full record of a document to a file of its own in a
temporary folder and answers with a few words only: where the line lies, what was counted, what the first corpus rule
wants to know.  Texts are never all in memory, and no text goes through a pipe.  In the second pass the lines of
untouched documents are copied, those that a corpus rule changed are rebuilt from their record.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from corpusclean import records
from corpusclean.document import Document
from corpusclean.edits import Edit, Flag
from corpusclean.engines import pool, rounds
from corpusclean.errors import CorpuscleanError
from corpusclean.formats import text as texts
from corpusclean.formats.encodings import Orders
from corpusclean.formats.files import Input
from corpusclean.formats.folder import output_error
from corpusclean.pipeline import Pipeline
from corpusclean.rule import Rule

__all__ = ["Entry", "Job", "clean"]


@dataclass(frozen=True)
class Job:
    """What to do with each document.  ``build`` makes the pipeline; it is called once in every process."""

    build: Callable[[], Pipeline]
    orders: Orders = field(default_factory=Orders)
    provenance: records.Provenance = "full"
    digest: str = ""
    jobs: int = 0


class Entry(NamedTuple):
    """What is known of one document while its record lies on disk.

    ``reason`` is the code and note of what left a document without text.  An entry with an ``error`` has no record.
    """

    position: int
    id: str
    path: str
    error: str = ""
    file: str = ""
    offset: int = 0
    length: int = 0
    sha256: str = ""
    before: int = 0
    after: int = 0
    encoding: str = ""
    edits: Mapping[str, int] = {}
    flags: Mapping[str, int] = {}
    reason: tuple[str, str] | None = None


class _Spill:
    """Records written one behind the other to a file of this process."""

    def __init__(self, folder: Path, digest: str) -> None:
        self.digest = digest
        self.name = f"{os.getpid()}.records"
        self.path = folder / self.name
        self._file: BinaryIO | None = None

    def add(self, position: int, path: str, document: Document) -> Entry:
        """Write the record of a document; the entry says where.  Raises `OutputError`."""
        record = records.to_record(document, config=self.digest)
        line = records.dump(record)
        try:
            if self._file is None:
                self._file = self.path.open("ab")
            offset = self._file.tell()
            self._file.write(line)
        except OSError as error:
            raise output_error(self.path.parent, error) from error
        edits = record["provenance"]["edits"]
        reason = None
        if not document.text:
            last = edits[-1] if edits else record["flags"][-1] if record["flags"] else {"rule": ""}
            reason = (last["rule"], last.get("note", ""))
        return Entry(
            position,
            document.id,
            path,
            "",
            self.name,
            offset,
            len(line),
            record["source"]["sha256"],
            len(document.source.text),
            len(document.text),
            str(document.source.reading.encoding),
            dict(Counter(edit["rule"] for edit in edits)),
            dict(Counter(flag["rule"] for flag in record["flags"])),
            reason,
        )

    def close(self) -> None:
        """Make what was written readable for others; `add` opens the file again.  Raises `OutputError`."""
        try:
            if self._file is not None:
                self._file.close()
        except OSError as error:
            raise output_error(self.path.parent, error) from error
        finally:
            self._file = None


Told = tuple[Entry, tuple[rounds.Facts, ...]]


@dataclass
class _Cleaner:
    """The worker of the first pass."""

    job: Job
    spill: _Spill
    pipeline: Pipeline = field(init=False)

    def __post_init__(self) -> None:
        self.pipeline = self.job.build()
        self.corpus = _corpus_rules(self.pipeline)

    def __call__(self, chunk: Sequence[tuple[int, Input]], stopped: Callable[[], bool]) -> list[Told]:
        with closing(self.spill):
            return [self._one(position, item) for position, item in chunk if not stopped()]

    def _one(self, position: int, item: Input) -> Told:
        try:
            document = texts.read(item.path, item.id, self.job.orders(item.id))
            document = self.pipeline.run(document).document
            facts = rounds.all_facts(self.corpus, self.pipeline, document)
        except CorpuscleanError as error:
            return Entry(position, item.id, item.path, error=str(error)), ()
        except Exception as error:
            return Entry(position, item.id, item.path, error=f"{type(error).__name__}: {error}"), ()
        return self.spill.add(position, item.path, document), facts


@dataclass(frozen=True)
class _Make:
    """Makes a `_Cleaner` in the process that needs one."""

    job: Job
    folder: Path

    def __call__(self) -> _Cleaner:
        return _Cleaner(self.job, _Spill(self.folder, self.job.digest))


def _corpus_rules(pipeline: Pipeline) -> list[Rule]:
    return [rule for rule in pipeline.corpus_rules if rule.code in pipeline.applied]


def clean(
    job: Job, inputs: Sequence[Input], folder: Path, advance: Callable[[int], None] = lambda count: None
) -> Iterator[tuple[Entry, bytes]]:
    """Each document's entry and record line, in the order of the inputs; no line where the document failed.

    ``folder`` takes the intermediate files, about as large as the output; removing it is the caller's business.
    ``advance`` is called with the number of documents that the first pass has just done.  Raises `OutputError` where
    the folder cannot be written, and `RuleError` where a corpus rule fails.
    """
    sizes = [item.bytes for item in inputs]
    jobs = pool.processes(job.jobs, sizes)
    work = pool.chunks(list(enumerate(inputs)), sizes, jobs)
    entries: list[Entry] = []
    facts: list[tuple[rounds.Facts, ...]] = []
    with closing(pool.run(_Make(job, folder), work, jobs)) as answers:
        for told in answers:
            advance(len(told))
            for entry, said in told:
                entries.append(entry)
                facts.append(said)
    with _Store(folder) as store, closing(_Spill(folder, job.digest)) as spill:
        pipeline = job.build()
        rules = _corpus_rules(pipeline)
        for number, rule in enumerate(rules):
            first = ((position, said[number]) for position, said in enumerate(facts) if said)
            for position, document, found in rounds.play(
                rule, pipeline, first, lambda position: store.document(entries[position])
            ):
                if found:
                    flags = [item for item in found if isinstance(item, Flag)]
                    edits = [item for item in found if isinstance(item, Edit)]
                    changed = document.marked(flags).edited(edits)
                    entries[position] = spill.add(position, entries[position].path, changed)
                    # What it said of itself to the later rules no longer holds.
                    later = rounds.all_facts(rules[number + 1 :], pipeline, changed)
                    facts[position] = (*facts[position][: number + 1], *later)
            spill.close()
        for entry in entries:
            yield entry, b"" if entry.error else _trimmed(store.line(entry), job.provenance)


def _trimmed(line: bytes, provenance: records.Provenance) -> bytes:
    return line if provenance == "full" else records.dump(records.trim(records.load(line), provenance))


class _Store:
    """The records on disk, by entry."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, BinaryIO] = {}

    def line(self, entry: Entry) -> bytes:
        """The record as it was written."""
        if entry.file not in self._files:
            self._files[entry.file] = (self.folder / entry.file).open("rb")
        file = self._files[entry.file]
        file.seek(entry.offset)
        return file.read(entry.length)

    def document(self, entry: Entry) -> Document:
        """The document of the record."""
        return records.to_document(records.load(self.line(entry)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()
