"""Checking: what every document's rules find, also the unsafe ones, and what the corpus rules find among them.

The same computation as cleaning, but nothing is written: a document that a corpus rule asks for again is read again.
Reports wait on disk where they are many, since what a corpus rule says of the first document may hang on the last.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from corpusclean.document import Document, Reading, Source
from corpusclean.edits import Edit, Flag
from corpusclean.engines import pool, rounds
from corpusclean.errors import CorpuscleanError, DocumentError
from corpusclean.formats import text as texts
from corpusclean.formats.encodings import Orders
from corpusclean.formats.files import Input, shown
from corpusclean.pipeline import Finding, Pipeline, Proposal, Result, findings
from corpusclean.rule import Rule

__all__ = ["Report", "Survey", "survey"]

#: Up to this many reports are kept in memory.
IN_MEMORY = 256


class Report(NamedTuple):
    """What was found in one document, or why it could not be read.

    ``text`` is before and after, where asked for; ``reading`` is how its bytes were read, None for plain UTF-8.
    """

    id: str
    path: str
    error: str = ""
    findings: tuple[Finding, ...] = ()
    text: tuple[str, str] | None = None
    reading: Reading | None = None


@dataclass(frozen=True)
class Survey:
    """What to look for.  ``build`` makes the pipeline; ``texts`` asks for the texts before and after."""

    build: Callable[[], Pipeline]
    orders: Orders = field(default_factory=Orders)
    texts: bool = False
    jobs: int = 0


Told = tuple[Report, tuple[rounds.Facts, ...]]


@dataclass
class _Surveyor:
    """The worker of the first pass."""

    job: Survey
    pipeline: Pipeline = field(init=False)

    def __post_init__(self) -> None:
        self.pipeline = self.job.build()

    def __call__(self, chunk: Sequence[Input], stopped: Callable[[], bool]) -> list[Told]:
        return [self._one(item) for item in chunk if not stopped()]

    def result(self, item: Input) -> Result:
        """The document after all text rules, and what the unsafe ones propose."""
        document = texts.read(item.path, item.id, self.job.orders(item.id))
        return self.pipeline.run(document, propose=True)

    def _one(self, item: Input) -> Told:
        try:
            result = self.result(item)
            said = rounds.all_facts(self.pipeline.corpus_rules, self.pipeline, result.document)
            return self.report(item, result), said
        except CorpuscleanError as error:
            return Report(item.id, item.path, str(error)), ()
        except Exception as error:
            return Report(item.id, item.path, f"{type(error).__name__}: {error}"), ()

    def report(self, item: Input, result: Result) -> Report:
        """What is told of a document."""
        pair = (result.document.source.text, result.text) if self.job.texts else None
        source = result.document.source
        reading = None if _plain(source) else source.reading
        return Report(item.id, item.path, "", tuple(findings(result)), pair, reading)


def _plain(source: Source) -> bool:
    """Whether a source is UTF-8 and nothing else: no byte order mark, no byte that does not decode."""
    return all(segment.encoding == "utf-8" and segment.raw is None for segment in source.segments)


def survey(
    job: Survey, inputs: Sequence[Input], advance: Callable[[int], None] = lambda count: None
) -> Iterator[Report]:
    """The reports of all documents, in the order of the inputs."""
    sizes = [item.bytes for item in inputs]
    jobs = pool.processes(job.jobs, sizes)
    facts: list[tuple[rounds.Facts, ...]] = []
    with _spool(len(inputs)) as (keep, kept):
        with closing(pool.run(_Make(job), pool.chunks(inputs, sizes, jobs), jobs)) as answers:
            for told in answers:
                advance(len(told))
                for report, said in told:
                    keep(report)
                    facts.append(said)
        changed = _corpus(_Surveyor(job), inputs, facts) if any(map(any, facts)) else {}
        for position, report in enumerate(kept()):
            yield changed.get(position, report)


@dataclass(frozen=True)
class _Make:
    """Makes a `_Surveyor` in the process that needs one."""

    job: Survey

    def __call__(self) -> _Surveyor:
        return _Surveyor(self.job)


def _corpus(surveyor: _Surveyor, inputs: Sequence[Input], facts: list[tuple[rounds.Facts, ...]]) -> dict[int, Report]:
    """The reports of the documents in which corpus rules find something."""
    pipeline = surveyor.pipeline
    found: dict[int, list[tuple[Rule, list[Edit | Flag]]]] = {}

    def result(position: int) -> Result:
        item = inputs[position]
        try:
            before = surveyor.result(item)
            for rule, items in found.get(position, ()):
                before = _after(before, rule, items, rule.code in pipeline.applied)
        except CorpuscleanError as error:
            raise DocumentError(f"{shown(item.path)}: {error} (it was read before; did it change?)") from error
        return before

    def document(position: int) -> Document:
        return result(position).document

    for number, rule in enumerate(pipeline.corpus_rules):
        first = ((position, said[number]) for position, said in enumerate(facts) if said)
        told = [(position, items) for position, _, items in rounds.play(rule, pipeline, first, document)]
        for position, items in told:
            if items:
                found.setdefault(position, []).append((rule, items))
                later = rounds.all_facts(pipeline.corpus_rules[number + 1 :], pipeline, document(position))
                facts[position] = (*facts[position][: number + 1], *later)
    return {position: surveyor.report(inputs[position], result(position)) for position in found}


def _after(result: Result, rule: Rule, items: Sequence[Edit | Flag], applied: bool) -> Result:
    document = result.document.marked([item for item in items if isinstance(item, Flag)])
    edits = [item for item in items if isinstance(item, Edit)]
    if applied:
        return Result(document.edited(edits), result.proposed)
    depth, text = len(document.history), document.text
    return Result(document, (*result.proposed, *(Proposal(depth, edit, text[edit.start : edit.end]) for edit in edits)))


@contextmanager
def _spool(count: int) -> Iterator[tuple[Callable[[Report], None], Callable[[], Iterator[Report]]]]:
    """A place for reports, and the way back to them in the order they came."""
    if count <= IN_MEMORY:
        held: list[Report] = []
        yield held.append, lambda: iter(held)
        return
    with tempfile.TemporaryFile() as file:

        def back() -> Iterator[Report]:
            file.seek(0)
            for _ in range(count):
                yield pickle.load(file)  # noqa: S301 - written by ourselves, to a file without a name

        yield lambda report: pickle.dump(report, file, pickle.HIGHEST_PROTOCOL), back
