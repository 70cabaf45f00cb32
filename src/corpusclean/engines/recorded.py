"""Records made of documents: what `clean` writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import orjson

from corpusclean import records
from corpusclean.document import FIELDS, NOTHING, Document, Mark
from corpusclean.edits import Field
from corpusclean.engines.entry import Entry, Verdict, entry_of
from corpusclean.pipeline import Pipeline
from corpusclean.profile import Profile
from corpusclean.rule import Rule

if TYPE_CHECKING:
    from corpusclean.formats.fingerprints import Fingerprint

__all__ = ["Records"]


@dataclass(frozen=True)
class Records:
    """Records: the entry of each document, and the line of its record; with ``prints`` its fingerprint, too."""

    provenance: records.Provenance = "full"
    digest: str = ""
    prints: bool = False

    @property
    def copied(self) -> bool:
        """Whether a record is handed out as it was kept, mostly."""
        return self.provenance == "full" and not self.prints

    def corpus(self, pipeline: Pipeline) -> Sequence[Rule]:
        """Those whose edits are made."""
        return [rule for rule in pipeline.corpus_rules if rule.code in pipeline.applied]

    def run(self, pipeline: Pipeline, document: Document, profile: Profile | None = None) -> tuple[Document, bytes]:
        """The record with full provenance."""
        document = pipeline.run(document, profile=profile).document
        return document, self._line(document)

    def _line(self, document: Document) -> bytes:
        return records.dump(records.to_record(document, config=self.digest))

    def light(self, raw: bytes) -> Document:
        """The parts of the record that a corpus rule may see."""
        record = orjson.loads(raw)
        metadata = record["metadata"]
        marks = (Mark(0, Field(0, 0, name, metadata[name])) for name in FIELDS if metadata.get(name) is not None)
        return Document(record["id"], NOTHING, record["text"], (), tuple(marks), columns=record.get("columns"))

    def finish(self, entry: Entry, raw: bytes, verdicts: Sequence[Verdict]) -> tuple[Entry, bytes]:
        """The line as it was kept, or that of the document after what was found in it."""
        fingerprint = self._fingerprint(raw) if self.prints else None
        if verdicts:
            document = replace(records.to_document(records.load(raw)), place=entry.place)
            for verdict in verdicts:
                document = document.marked(verdict.flags).edited(verdict.edits)
            raw = self._line(document)
            entry = entry_of(document, entry.path)
        if self.provenance != "full":
            raw = records.dump(records.trim(records.load(raw), self.provenance))
        return entry._replace(fingerprint=fingerprint), raw

    def _fingerprint(self, raw: bytes) -> "Fingerprint":
        """That of the text before any corpus rule: `check` compares a document that has seen no others."""
        from corpusclean.formats.fingerprints import Fingerprint

        return Fingerprint.of(self.light(raw).text)
