"""One round of one corpus rule on one shard: what its documents heard, and what they say next or what is found.

Files of the run's folder, named by the number of the shard: ``said-…`` holds the facts of a later round, ``heard-…``
the answers so far of those who go on, ``found-…`` what was found, and what the documents that were changed say to the
rules after this one.  Each is written as a whole, so that a task can be run again.
"""

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from corpusclean.document import NOTHING, Document
from corpusclean.edits import Edit, Flag
from corpusclean.engines import shards
from corpusclean.engines.entry import Verdict
from corpusclean.engines.facts import Answers, Facts, said_by
from corpusclean.engines.shards import Shard
from corpusclean.engines.work import Stopped, Worker
from corpusclean.errors import RuleError
from corpusclean.rule import ROUNDS, CorpusFilter, Fact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Ask", "Hand", "Part", "Spoken", "told"]


class Part(NamedTuple):
    """A shard in a run: its number and file, which of its documents are there (None: all), and the ``found`` files."""

    number: int
    path: Path
    live: "NDArray[np.uint32] | None"
    found: tuple[str, ...] = ()


class Spoken(NamedTuple):
    """What came of a round on a shard: who goes on, and the file of what was found, if anything was."""

    number: int
    speaking: tuple[int, ...]
    found: str = ""


class _Found(NamedTuple):
    """What a ``found`` file holds: the findings by document, and the facts of the changed ones by later rule."""

    verdicts: Mapping[int, Verdict]
    changed: frozenset[int]
    later: Mapping[str, Facts]


#: In the place of a document that nobody needs to see.
NOBODY = Document.of(NOTHING)


def _load(path: Path) -> Any:
    return pickle.loads(path.read_bytes())  # noqa: S301 - written by this run, into a folder of its own


def _dump(path: Path, value: Any) -> None:
    shards.write_file(path, (pickle.dumps(value, pickle.HIGHEST_PROTOCOL),))


class _Knowing(Protocol):
    """A corpus rule that often knows without its document."""

    def unread(
        self, said: Mapping[bytes, Fact | None], answers: Sequence[Mapping[bytes, Fact]]
    ) -> Mapping[bytes, Fact | None] | None:
        """What a document says next, from what it said in the first round and heard; None where it must be seen.

        A document that says nothing is finished, and nothing is found in it.
        """


class _Documents:
    """The documents of a part as earlier corpus rules left them."""

    def __init__(self, worker: Worker, part: Part) -> None:
        self.product = worker.job.product
        self.shard: Shard = shards.opened(part.path)
        self.found: list[_Found] = [_load(worker.job.work / name) for name in part.found]

    def verdicts(self, ordinal: int) -> list[Verdict]:
        """What was found in one, in running order."""
        return [found.verdicts[ordinal] for found in self.found if ordinal in found.verdicts]

    def said(self, code: str) -> Callable[[int], Mapping[bytes, Fact | None] | None]:
        """What each said first under a rule; None of one that was changed since."""
        facts = self.shard.facts(code)
        changed = {ordinal for found in self.found for ordinal in found.changed}
        return lambda ordinal: None if facts is None or ordinal in changed else facts.said(ordinal)

    def light(self, ordinal: int) -> Document:
        """One, as a corpus rule may see it."""
        document = self.product.light(self.shard.kept(ordinal))
        for verdict in self.verdicts(ordinal):
            if verdict.applied:
                document = document.edited(verdict.edits)
        return replace(document, place=self.shard.entry(ordinal).place)


def told(worker: Worker, part: Part, rule: int, turn: int) -> Facts:
    """What the documents of a part say to a rule in a round."""
    import numpy as np

    if turn:
        return Facts.load((worker.job.work / f"said-{part.number}-{rule}-{turn}").read_bytes())
    code, corpus = worker.corpus[rule]
    documents = _Documents(worker, part)
    facts = documents.shard.facts(code)
    if facts is None:  # written when there was one document only
        facts = Facts.of(
            (ordinal, said_by(corpus, code, documents.light(ordinal)))
            for ordinal in range(len(documents.shard))
            if not documents.shard.entry(ordinal).error
        )
    elif documents.found:
        for found in documents.found:
            changed = np.fromiter(found.changed, np.uint32, len(found.changed))
            facts = facts.only(~np.isin(facts.ordinals, changed)).joined(found.later[code])
    return facts if part.live is None else facts.only(np.isin(facts.ordinals, part.live))


class Ask(NamedTuple):
    """Ask the documents of a part that shared a key, or spoke before; ``turn`` counts from zero.

    The answer says who speaks again.  Raises `RuleError` where the rule fails: the other documents' answers hang on
    it, so nothing can be kept.
    """

    part: Part
    rule: int
    turn: int
    answers: Answers
    speaking: tuple[int, ...] = ()

    @property
    def phase(self) -> str:
        """The rounds: all that is not the rule's own."""
        return "rounds"

    @property
    def light(self) -> bool:
        """Its answer is small."""
        return True

    def run(self, worker: Worker, stopped: Stopped) -> Spoken:
        """Ask them."""
        code, corpus = worker.corpus[self.rule]
        applied = code in worker.pipeline.applied
        documents = _Documents(worker, self.part)
        heard_at = worker.job.work / f"heard-{self.part.number}-{self.rule}"
        before: dict[int, list[Mapping[bytes, Fact]]] = (
            _load(heard_at.with_suffix(f".{self.turn}")) if self.turn else {}
        )
        heard: dict[int, list[Mapping[bytes, Fact]]] = {}
        said: list[tuple[int, Mapping[bytes, Fact | None]]] = []
        verdicts: dict[int, Verdict] = {}
        after: dict[int, Document] = {}
        knowing = cast(_Knowing, corpus).unread if hasattr(corpus, "unread") else None
        first = documents.said(code) if knowing else None
        for ordinal in sorted({*self.answers, *self.speaking}):
            if stopped():
                break
            answers = [*before.get(ordinal, ()), self.answers.get(ordinal, {})]
            known = None
            if knowing and first and (own := first(ordinal)) is not None:
                with worker.timed(code):
                    known = knowing(own, answers)
            if known is not None and not known:
                continue
            document = documents.light(ordinal) if known is None else NOBODY
            items: tuple[Edit | Flag, ...] = ()
            with worker.timed(code):
                more = known or (said_by(corpus, code, document, answers) if len(answers) < ROUNDS else None)
                if not more:
                    items = _findings(corpus, code, document, answers)
            if worker.profile:
                worker.profile.add(code, 0, runs=0, edits=sum(isinstance(item, Edit) for item in items))
            if more:
                heard[ordinal] = answers
                said.append((ordinal, more))
            elif items:
                verdicts[ordinal] = verdict = Verdict(code, applied, items)
                if applied and verdict.edits:
                    after[ordinal] = _edited(document, verdict)
        number = self.part.number
        if said:
            shards.write_file(worker.job.work / f"said-{number}-{self.rule}-{self.turn + 1}", (Facts.of(said).dump(),))
            _dump(heard_at.with_suffix(f".{self.turn + 1}"), heard)
        name = f"found-{number}-{self.rule}-{self.turn}" if verdicts else ""
        if verdicts:
            later = {
                other: Facts.of((ordinal, said_by(filter_, other, document)) for ordinal, document in after.items())
                for other, filter_ in worker.corpus[self.rule + 1 :]
            }
            _dump(worker.job.work / name, _Found(verdicts, frozenset(after), later))
        return Spoken(number, tuple(ordinal for ordinal, _ in said), name)


def _findings(
    corpus: CorpusFilter, code: str, document: Document, answers: Iterable[Mapping[bytes, Fact]]
) -> tuple[Edit | Flag, ...]:
    try:
        return tuple(item if item.rule else item._replace(rule=code) for item in corpus.edits(document, tuple(answers)))
    except Exception as error:
        raise RuleError(f"{code} failed on {document.id}: {type(error).__name__}: {error}") from error


def _edited(document: Document, verdict: Verdict) -> Document:
    try:
        return document.edited(verdict.edits)
    except Exception as error:
        raise RuleError(f"{verdict.code} failed on {document.id}: {type(error).__name__}: {error}") from error


class Hand(NamedTuple):
    """Hand out some documents of a part, in this order."""

    part: Part
    ordinals: tuple[int, ...]

    @property
    def phase(self) -> str:
        """Writing."""
        return "write"

    def run(self, worker: Worker, stopped: Stopped) -> list[Any]:
        """What the product makes of each; of one that failed, its entry."""
        documents = _Documents(worker, self.part)
        shard = documents.shard
        return [
            worker.job.product.finish(entry, shard.kept(ordinal), documents.verdicts(ordinal))
            if not (entry := shard.entry(ordinal)).error
            else entry
            for ordinal in self.ordinals
        ]
