r"""What the adapters for other libraries have in common: a row of text in, the text and one column of provenance out.

An adapter replaces the text and puts all else that a record holds into one column, ``corpusclean``: its id, metadata,
source, provenance, flags, and the error of a document that failed.  `record` makes a record of such a row again.

>>> cleaner = Cleaner.of(Pipeline.of(select=["SPC"]))
>>> ((text, kept),) = cleaner.rows({"text": ["一行 \n"], "id": ["a"], "url": ["https://example.org/"]}, id="id")
>>> text, kept["id"], kept["metadata"]["url"], kept["error"]
('一行\n', 'a', 'https://example.org/', None)
>>> records.restore(record({"text": text, "corpusclean": kept})).decode()
'一行 \n'
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corpusclean import records
from corpusclean.config import Config
from corpusclean.document import Document
from corpusclean.edits import Field
from corpusclean.errors import ConfigError, CorpuscleanError, DocumentError, RecordError
from corpusclean.formats.row import known
from corpusclean.formats.tables import schema
from corpusclean.pipeline import Pipeline, Result
from corpusclean.stream import Item, source_of

__all__ = ["COLUMN", "Cleaner", "MissingError", "arrow_type", "missing", "record"]

#: The column of what a record holds beside the text.
COLUMN = "corpusclean"


class MissingError(CorpuscleanError, ImportError):
    """A library that an adapter is for and that is not installed."""


def missing(name: str, extra: str = "") -> MissingError:
    """The error for a library that is not installed; the extra that brings it has its name where none is given."""
    return MissingError(f"{name} is not installed; pip install 'corpusclean[{extra or name}]'", name=name)


@dataclass(frozen=True)
class Cleaner:
    """A pipeline that travels: it pickles, equal ones give equal bytes, and each process builds its rules once.

    ``digest`` is that of the configuration, with the versions of corpusclean and of the libraries it rests on: caches
    that know a function by its bytes forget what another version made.
    """

    rules: tuple[str, ...]
    unsafe: tuple[str, ...]
    settings: tuple[tuple[str, Any], ...]
    provenance: records.Provenance
    digest: str

    @classmethod
    def of(cls, pipeline: Pipeline | None = None, provenance: records.Provenance = "full") -> "Cleaner":
        """The cleaner of a pipeline; of the default rules where none is given.

        Rules that need to see other documents are left out, as in `Pipeline.run_many`.  Raises `ConfigError` for an
        unknown provenance and where no rule is left, `RuleError` for a rule that is neither in the table nor a
        plugin's, since other processes could not find it.
        """
        if provenance not in records.LEVELS:
            raise ConfigError(f"provenance = {provenance!r} is none of {', '.join(records.LEVELS)}")
        pipeline = Pipeline.of() if pipeline is None else pipeline
        rules = [rule for rule in pipeline.rules if not rule.corpus]
        if not rules:
            raise ConfigError("no rule is left that needs one document only; corpus rules do not run in adapters")
        codes = tuple(rule.code for rule in rules)
        unsafe = tuple(rule.code for rule in rules if not rule.safe and rule.code in pipeline.applied)
        given = {name: value for code in codes for name, value in pipeline.options[code].items()}
        settings = tuple(sorted((name, _frozen(value)) for name, value in given.items()))
        return cls(codes, unsafe, settings, provenance, _config(codes, unsafe, settings, provenance).digest())

    @property
    def pipeline(self) -> Pipeline:
        """The rules, made once in each process."""
        return _pipeline(self)

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Result, dict[str, Any]]]:
        """Each result, and what its record holds beside the text."""
        for result in self.pipeline.run_many(items):
            kept = records.to_record(result.document, provenance=self.provenance, config=self.digest)
            del kept["text"]
            kept.pop("columns", None)
            yield result, {**kept, "error": None if result.error is None else str(result.error)}

    def rows(
        self,
        columns: Mapping[str, Sequence[Any]],
        *,
        text: str = "text",
        id: str | None = None,  # noqa: A002 - the word for it
    ) -> Iterator[tuple[Any, dict[str, Any]]]:
        """The text and the column of provenance of each row of a batch, which is given by its columns.

        A row that fails keeps its text, and has an error.  Raises `ConfigError` for a column that is not there.
        """
        for name in (text, *(() if id is None else (id,))):
            if name not in columns:
                raise ConfigError(f"no column {name!r}, but {', '.join(map(str, columns))}")
        others = {name: column for name, column in columns.items() if name not in (text, id, COLUMN)}
        items = (
            _item(value, None if id is None else columns[id][at], {name: column[at] for name, column in others.items()})
            for at, value in enumerate(columns[text])
        )
        for value, (result, kept) in zip(columns[text], self.run(items), strict=True):
            yield (value if result.error else result.text), kept


def _item(text: Any, name: Any, others: Mapping[str, Any]) -> Item:
    """A document of a row with the metadata that its other columns are; without an id, one made from the text."""
    if name is None:
        raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        name = hashlib.sha256(raw if isinstance(raw, bytes) else b"").hexdigest()[:16]
    try:
        document = Document.of(source_of(text), str(name))
    except DocumentError:
        return str(name), text  # what is wrong with it is said where it is run
    return document.marked(Field(0, 0, *field) for field in known(others))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _config(rules: tuple[str, ...], unsafe: tuple[str, ...], settings: Any, provenance: records.Provenance) -> Config:
    return Config(select=rules, unsafe=unsafe, provenance=provenance, options=dict(settings))


@lru_cache(maxsize=8)
def _pipeline(cleaner: Cleaner) -> Pipeline:
    config = _config(cleaner.rules, cleaner.unsafe, cleaner.settings, cleaner.provenance)
    if config.digest() != cleaner.digest:
        raise ConfigError("this process has another version of corpusclean, or of a library it rests on")
    return config.pipeline()


def record(row: Mapping[str, Any], *, text: str = "text", column: str = COLUMN) -> dict[str, Any]:
    """The record of a row that an adapter made: what `restore` reads, and a line of ``clean.jsonl``.

    What a record leaves out stands in a column as null; some writers leave out a text that is empty.  Raises
    `RecordError` for a row without the column of provenance.
    """
    kept = row.get(column)
    if not isinstance(kept, Mapping):
        raise RecordError(f"no row of an adapter: it needs {column!r}, and has {', '.join(map(str, row))}")
    found = {name: value for name, value in kept.items() if name != "error"}
    history = {name: value for name, value in found["provenance"].items() if value is not None}
    if "edits" in history:
        history["edits"] = [
            {name: value for name, value in edit.items() if value is not None} for edit in history["edits"]
        ]
    name = found.pop("id")
    cleaned = row.get(text)
    return {"id": name, "text": cleaned if isinstance(cleaned, str) else "", **found, "provenance": history}


def arrow_type() -> Any:
    """The column of provenance as a type of Arrow: what the Parquet writer has for a record, and the error.

    It is fixed: a type that is inferred from the rows at hand fails at the first row with an edit, where many without
    one come before.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise missing("pyarrow", "parquet") from error
    kept = [field for field in schema() if field.name not in ("text", "columns", "more")]
    return pa.struct([*kept, pa.field("error", pa.string())])
