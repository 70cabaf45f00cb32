"""Ray Data: a function for ``Dataset.map_batches``.

    from corpusclean.adapters.ray import clean_batch
    dataset = dataset.map_batches(clean_batch(Pipeline.of(script="hans"), id="id"), batch_format="pyarrow")

Each worker process builds the rules once, whether it runs tasks or is an actor.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpusclean.adapters import COLUMN, Cleaner, arrow_type
from corpusclean.errors import ConfigError
from corpusclean.pipeline import Pipeline
from corpusclean.records import Provenance

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["CleanBatch", "clean_batch"]


@dataclass(frozen=True)
class CleanBatch:
    """The texts of a table cleaned, and the column of provenance; made by `clean_batch`."""

    cleaner: Cleaner
    text: str = "text"
    id: str | None = None
    column: str = COLUMN

    def __call__(self, batch: "pa.Table") -> "pa.Table":
        """The table with both columns; their types are the same for every batch."""
        import pyarrow as pa

        if not isinstance(batch, pa.Table):
            raise ConfigError(f"the batch is {type(batch).__name__}; call map_batches with batch_format='pyarrow'")
        rows = list(self.cleaner.rows(batch.to_pydict(), text=self.text, id=self.id))
        texts = pa.array([text if isinstance(text, str) else None for text, _ in rows], pa.string())
        made: dict[str, Any] = {self.text: texts, self.column: pa.array([kept for _, kept in rows], arrow_type())}
        kept = {name: made.pop(name, batch[name]) for name in batch.column_names}
        return pa.table({**kept, **made})


def clean_batch(
    pipeline: Pipeline | None = None,
    *,
    text: str = "text",
    id: str | None = None,  # noqa: A002 - the word for it
    column: str = COLUMN,
    provenance: Provenance = "full",
) -> CleanBatch:
    """A function for ``Dataset.map_batches(…, batch_format="pyarrow")`` that cleans the column ``text``.

    ``id`` is the column of ids; without one a document is named by the hash of its text.  Columns named like metadata
    (``url``, ``title``) become its metadata, too.  A row that fails keeps its text, and has an ``error`` in the column;
    a text of which nothing is left is empty.
    """
    return CleanBatch(Cleaner.of(pipeline, provenance), text, id, column)
