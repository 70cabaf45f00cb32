"""Records as a Parquet file, and back.

The schema is fixed, so that files of any two runs can be read together and nobody has to infer it: one column for each
key of a record.  The columns that are carried along differ from corpus to corpus, and may differ from row to row; they
are one column of JSON.  So is what a record may have beside the schema (``more``), which is null mostly.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

from corpusclean.document import FIELDS
from corpusclean.errors import DocumentError, RecordError
from corpusclean.formats import parquet
from corpusclean.formats.sink import Sink

__all__ = ["ParquetWriter", "lines", "schema"]

#: A row group ends at this many records or bytes of JSON: readers load one at a time, and so does this writer.
GROUP_ROWS = 8192
GROUP_BYTES = 1 << 25
#: Keys that only stand where there is something: null stands for "not there".
_OPTIONAL = frozenset({"note", "before", "edits", "columns"})


@cache
def schema() -> Any:
    """The Arrow schema of a file of records."""
    parquet.module()
    import pyarrow as pa

    word, number = pa.string(), pa.int64()

    def struct(**fields: Any) -> Any:
        return pa.struct(list(fields.items()))

    segment = struct(start=number, end=number, length=number, encoding=word, raw=word)
    edit = struct(rule=word, start=number, end=number, at=number, before=word, after=word, note=word)
    flag = struct(rule=word, start=number, end=number, note=word)
    source = struct(
        path=word,
        sha256=word,
        bytes=number,
        encoding=word,
        confidence=pa.float64(),
        runner_up=word,
        evidence=word,
        segments=pa.list_(segment),
    )
    return pa.schema(
        {
            "id": word,
            "text": word,
            "metadata": struct(**dict.fromkeys((*FIELDS, "language", "script"), word)),
            "source": source,
            "provenance": struct(version=word, config=word, edits=pa.list_(edit)),
            "flags": pa.list_(flag),
            "columns": word,
            "more": word,
        }
    )


def _fitted(value: Any, kind: Any) -> tuple[Any, Any]:
    """A value as a type has it, and what of it the type has no place for.

    A key that a struct has not goes to the rest; so does a value whose type is another than the schema's.
    """
    import pyarrow as pa

    if value is None:
        return None, None
    if pa.types.is_struct(kind) and isinstance(value, Mapping):
        there = {field.name: field.type for field in kind}
        pairs = {name: _fitted(inner, there[name]) for name, inner in value.items() if name in there}
        rest = {name: inner for name, inner in value.items() if name not in there}
        rest.update({name: more for name, (_, more) in pairs.items() if more is not None})
        return {name: fit for name, (fit, _) in pairs.items()}, rest or None
    if pa.types.is_list(kind) and isinstance(value, list):
        found = [_fitted(inner, kind.value_type) for inner in value]
        if any(more is not None for _, more in found):
            return None, value
        return [fit for fit, _ in found], None
    wanted = str if pa.types.is_string(kind) else (int, float) if pa.types.is_float64(kind) else int
    right = isinstance(value, wanted) and not isinstance(value, bool)
    return (value, None) if right else (None, value)


def _row(line: bytes) -> dict[str, Any]:
    record = orjson.loads(line)
    columns = record.pop("columns", None)
    row: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    there = {field.name: field.type for field in schema()}
    for name, value in record.items():
        fit, more = _fitted(value, there[name]) if name in there and name != "more" else (None, value)
        if name in there and name != "more":
            row[name] = fit
        if more is not None:
            rest[name] = more
    row["columns"] = None if columns is None else orjson.dumps(columns).decode()
    row["more"] = orjson.dumps(rest).decode() if rest else None
    return row


def _record(row: dict[str, Any]) -> bytes:
    """The line of a row."""
    rest, columns = row.pop("more"), row.pop("columns")
    record = _lean(row)
    if columns is not None:
        record["columns"] = orjson.loads(columns)
    return orjson.dumps(_merged(record, orjson.loads(rest)) if rest else record, option=orjson.OPT_APPEND_NEWLINE)


def _lean(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lean(inner) for key, inner in value.items() if inner is not None or key not in _OPTIONAL}
    if isinstance(value, list):
        return [_lean(inner) for inner in value]
    return value


def _merged(one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{key: _merged(one.get(key), inner) for key, inner in other.items()}}
    return other


class ParquetWriter:
    """Records into a Parquet file, as `jsonl.Writer` writes JSON lines; packed inside with zstd.

    Raises `OutputError` with the name the file will have, and `DocumentError` where pyarrow is not installed.
    """

    def __init__(self, path: Path, final: Path) -> None:
        module = parquet.module()
        self.path, self.final = path, final
        self.count = 0
        self._rows: list[dict[str, Any]] = []
        self._size = 0
        self._sink = Sink(path, final)
        self._file = module.ParquetWriter(self._sink, schema(), compression="zstd")

    def write(self, line: bytes) -> None:
        """Append the record of a line."""
        self._rows.append(_row(line))
        self.count += 1
        self._size += len(line)
        if self._size >= GROUP_BYTES or len(self._rows) >= GROUP_ROWS:
            self._group()

    def _group(self) -> None:
        import pyarrow as pa

        rows, self._rows, self._size = self._rows, [], 0
        if rows:
            self._file.write_table(pa.Table.from_pylist(rows, schema()))

    @property
    def sha256(self) -> str:
        """The hash of the file, once it is closed."""
        return self._sink.sha256

    def close(self) -> None:
        """Have everything on the disk."""
        if not self._sink.closed:
            try:
                self._group()
                self._file.close()
                self._sink.close()
            except BaseException:
                self._drop()
                raise

    def _drop(self) -> None:
        self._sink.drop()
        self._file.is_open = False  # else its end is written when it is collected, to a file that is closed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._drop()


def lines(path: str) -> Iterator[bytes]:
    """The records of a Parquet file, as the lines they were.

    Raises `RecordError` for a file that is none of ours, `DocumentError` for one that cannot be read.
    """
    with parquet.opened(path) as file:
        if not {"id", "text", "source", "provenance"} <= set(file.schema_arrow.names):
            raise RecordError(f"{path}: no records of corpusclean: they have id, text, source and provenance")
        try:
            for batch in file.iter_batches(batch_size=parquet.BATCH):
                for row in batch.to_pylist():
                    yield _record({"columns": None, "more": None, **row})
        except (OSError, ValueError) as error:
            raise DocumentError(f"cannot be read: {str(error).splitlines()[0]}") from error
