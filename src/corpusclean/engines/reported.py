"""Reports made of documents: what `check` tells."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpusclean.document import Document, Reading, Source
from corpusclean.edits import Flag
from corpusclean.engines.entry import Entry, Verdict
from corpusclean.pipeline import Finding, Pipeline, Proposal, Result, findings
from corpusclean.profile import Profile
from corpusclean.rule import Rule

if TYPE_CHECKING:
    from corpusclean.formats.fingerprints import Index

__all__ = ["Report", "Reports"]

#: The rule that flags what is there already.
KNOWN = "DUP901"


class Report(NamedTuple):
    """What was found in one document, or why it could not be read.

    ``path`` names the file as its user did, with the row behind it where it has rows.  ``text`` is before and after,
    where asked for; ``reading`` is how its bytes were read, None for plain UTF-8.
    """

    id: str
    path: str
    error: str = ""
    findings: tuple[Finding, ...] = ()
    text: tuple[str, str] | None = None
    reading: Reading | None = None


class Reports(NamedTuple):
    """Reports; ``texts`` asks for the texts before and after, ``known`` has the documents that are there already."""

    texts: bool = False
    known: "Index | None" = None

    def corpus(self, pipeline: Pipeline) -> Sequence[Rule]:
        """All of them."""
        return pipeline.corpus_rules

    def run(self, pipeline: Pipeline, document: Document, profile: Profile | None = None) -> tuple[Document, bytes]:
        """The result as it is."""
        import pickle  # one document alone never leaves this process

        result = self.result(pipeline, document, profile)
        return result.document, pickle.dumps(result, pickle.HIGHEST_PROTOCOL)

    def result(self, pipeline: Pipeline, document: Document, profile: Profile | None = None) -> Result:
        """What the text rules do and would do, and whether the document is there already."""
        result = pipeline.run(document, propose=True, profile=profile)
        if self.known is None or not any(rule.code == KNOWN for rule in pipeline.rules):
            return result
        note = self.known.told(document.id, result.text)
        flags = [Flag(0, len(result.text), note, KNOWN)] if note else []
        return result._replace(document=result.document.marked(flags))

    def _result(self, raw: bytes) -> Result:
        import pickle

        result: Result = pickle.loads(raw)  # noqa: S301 - written by this run, into a folder of its own
        return result

    def light(self, raw: bytes) -> Document:
        """The document of the result."""
        return self._result(raw).document

    def finish(self, entry: Entry, raw: bytes, verdicts: Sequence[Verdict]) -> Report:
        """What is told of a document."""
        result = self._result(raw)
        for verdict in verdicts:
            result = _after(result, verdict)
        return self.report(entry, result)

    def report(self, entry: Entry, result: Result) -> Report:
        """What is told of a result."""
        source = result.document.source
        pair = (source.text, result.text) if self.texts else None
        reading = None if _plain(source) else source.reading
        return Report(entry.id, entry.where, "", tuple(findings(result)), pair, reading)


def _after(result: Result, verdict: Verdict) -> Result:
    document = result.document.marked(verdict.flags)
    if verdict.applied:
        return Result(document.edited(verdict.edits), result.proposed)
    depth, text = len(document.history), document.text
    proposals = (Proposal(depth, edit, text[edit.start : edit.end]) for edit in verdict.edits)
    return Result(document, (*result.proposed, *proposals))


def _plain(source: Source) -> bool:
    """Whether a source is UTF-8 and nothing else: no byte order mark, no byte that does not decode."""
    return all(segment.encoding == "utf-8" and segment.raw is None for segment in source.segments)
