"""Hugging Face datasets: a function for ``Dataset.map``, and features for what corpusclean writes.

    from corpusclean.adapters.datasets import clean_batch
    clean = clean_batch(Pipeline.of(script="hans"), id="id")
    dataset = dataset.map(clean, batched=True, features=clean.features(dataset.features))

It works with ``num_proc``, and on a dataset that is streamed.  Equal pipelines have one fingerprint, so that a second
call reads the cache; other rules, options or versions have another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpusclean.adapters import COLUMN, Cleaner, arrow_type, missing
from corpusclean.pipeline import Pipeline
from corpusclean.records import Provenance

if TYPE_CHECKING:
    from datasets import Features

__all__ = ["CleanBatch", "clean_batch", "record_features"]


@dataclass(frozen=True)
class CleanBatch:
    """The texts of a batch cleaned, and the column of provenance; made by `clean_batch`."""

    cleaner: Cleaner
    text: str = "text"
    id: str | None = None
    column: str = COLUMN

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        """The two columns, which replace or join those of the batch."""
        rows = list(self.cleaner.rows(batch, text=self.text, id=self.id))
        return {self.text: [text for text, _ in rows], self.column: [kept for _, kept in rows]}

    def features(self, before: "Mapping[str, Any] | None") -> "Features | None":
        """The features of a dataset after `clean_batch`, from those before; None where they are not known.

        Give them to ``map``: left to itself it infers the type of a list of edits from rows that may have none.
        """
        return None if before is None else _features({**before, self.text: None, self.column: arrow_type()})


def clean_batch(
    pipeline: Pipeline | None = None,
    *,
    text: str = "text",
    id: str | None = None,  # noqa: A002 - the word for it
    column: str = COLUMN,
    provenance: Provenance = "full",
) -> CleanBatch:
    """A function for ``Dataset.map(…, batched=True)`` that cleans the column ``text``.

    ``id`` is the column of ids; without one a document is named by the hash of its text.  Columns named like metadata
    (``url``, ``title``) become its metadata, too.  A row that fails keeps its text, and has an ``error`` in the column;
    a text of which nothing is left is empty, and ``dataset.filter`` can drop it.
    """
    return CleanBatch(Cleaner.of(pipeline, provenance), text, id, column)


def record_features(columns: "Mapping[str, Any] | None" = None) -> "Features":
    """The features of ``clean.jsonl``, for ``load_dataset("json", …, features=record_features())``.

    Without them the loading fails where the type of a list of edits is inferred from records that have none.
    ``columns`` are the features of what else stood in the rows, which records of rows carry in ``columns``.
    """
    kinds = {field.name: field.type for field in arrow_type() if field.name != "error"}
    rest = {} if columns is None else {"columns": dict(columns)}
    return _features({"id": kinds.pop("id"), "text": None, **kinds, **rest})


def _features(kinds: Mapping[str, Any]) -> "Features":
    """Features from features, types of Arrow, and None for text."""
    try:
        from datasets import Features, Value
    except ImportError as error:
        raise missing("datasets") from error
    import pyarrow as pa

    arrow = pa.schema([(name, kind) for name, kind in kinds.items() if isinstance(kind, pa.DataType)])
    made = Features.from_arrow_schema(arrow)
    return Features({name: made.get(name) or kind or Value("string") for name, kind in kinds.items()})
