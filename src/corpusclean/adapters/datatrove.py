"""datatrove: a step of a pipeline that cleans documents.

    from corpusclean.adapters.datatrove import Clean
    LocalPipelineExecutor([JsonlReader("in"), Clean(Pipeline.of(script="hans")), JsonlWriter("out")], tasks=4).run()

What a record holds beside the text is in ``document.metadata["corpusclean"]``.
"""

import contextlib
from typing import Any

from corpusclean.adapters import COLUMN, Cleaner, missing
from corpusclean.pipeline import Pipeline
from corpusclean.records import Provenance

try:
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.base import PipelineStep
    from datatrove.pipeline.writers.disk_base import DiskWriter
    from datatrove.utils.typeshelper import StatHints
except ImportError as error:
    raise missing("datatrove") from error

__all__ = ["Clean"]


class Clean(PipelineStep):  # type: ignore[misc] # datatrove has no types
    """Cleans the text of each document, and drops those of which nothing is left.

    The dropped go to ``exclusion_writer``, with their provenance and ``filter_reason``, as from datatrove's filters.
    One that fails keeps its text and goes on, with an ``error`` in its provenance; statistics count both, and the
    edits by rule.
    """

    type = "🧹 - CLEAN"
    name = "corpusclean"

    def __init__(
        self,
        pipeline: Pipeline | None = None,
        exclusion_writer: DiskWriter | None = None,
        provenance: Provenance = "full",
    ) -> None:
        super().__init__()
        self.cleaner = Cleaner.of(pipeline, provenance)
        self.exclusion_writer = exclusion_writer

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """The documents that something is left of."""
        with self.exclusion_writer or contextlib.nullcontext() as writer:
            for document in data:
                self.stat_update(StatHints.total)
                with self.track_time():
                    reason = self.clean(document)
                if reason is None:
                    self.stat_update(StatHints.forwarded)
                    self.update_doc_stats(document)
                    yield document
                    continue
                self.stat_update(StatHints.dropped, f"dropped_{reason}")
                if writer:
                    document.metadata["filter_reason"] = reason
                    writer.write(document, rank)

    def clean(self, document: Document) -> str | None:
        """Clean one document in place; the reason to drop it, None where something is left."""
        columns: dict[str, list[Any]] = {name: [value] for name, value in document.metadata.items()}
        columns |= {"text": [document.text], "id": [document.id]}
        ((document.text, kept),) = self.cleaner.rows(columns, id="id")
        document.metadata[COLUMN] = kept
        if kept["error"]:
            self.stat_update("failed")
        edits = kept["provenance"].get("edits") or ()
        for edit in edits:
            self.stat_update(edit["rule"], unit="edit")
        if document.text:
            return None
        return f"nothing_left_{edits[-1]['rule']}" if edits else "empty"
