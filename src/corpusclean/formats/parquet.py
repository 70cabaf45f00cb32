"""Rows of Parquet files: a batch at a time, so that a file of any size costs the memory of a few pages.

Values become what JSON can say: a date or time is ISO 8601 (to the microsecond), a decimal its digits, a duration
seconds, bytes base64, a map a list of pairs; infinity and NaN are null.
"""

import base64
import datetime
import decimal
import math
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from corpusclean.errors import DocumentError
from corpusclean.formats.row import Bad, Columns, Row, known, named, rest

__all__ = ["BATCH", "module", "opened", "ranges", "row", "units"]

#: Rows that are unpacked at a time.  Of long documents a few are megabytes.
BATCH = 64
#: A unit: the values of one row, the text as bytes (None where there is none), and whether that is UTF-8 by its type.
Unit = tuple[dict[str, Any], bytes | None, bool]


def module() -> ModuleType:
    """The library that reads and writes Parquet.  Raises `DocumentError` where it is not installed."""
    try:
        import pyarrow.parquet as found
    except ImportError as error:
        raise DocumentError("Parquet is an extra; pip install 'corpusclean[parquet]'") from error
    module: ModuleType = found
    return module


def opened(path: str) -> Any:
    """The file, read page by page as asked for, and not by whole row groups."""
    parquet = module()
    try:
        return parquet.ParquetFile(path, pre_buffer=False, buffer_size=1 << 18)
    except (OSError, ValueError) as error:
        message = getattr(error, "strerror", None) or str(error).splitlines()[0].rstrip(".")
        raise DocumentError(f"no Parquet that can be read: {message}") from error


def _checked(file: Any, columns: Columns) -> None:
    names = file.schema_arrow.names
    for name, option in ((columns.text, "--text-column"), (columns.id, "--id-column")):
        if name is not None and name not in names:
            raise DocumentError(f"no column {name!r}, but {', '.join(names[:20])} ({option} names it)")
    kind = file.schema_arrow.field(columns.text).type
    if not any(_is_text(_plain(kind))):
        raise DocumentError(f"the column {columns.text!r} holds no text but {kind} (--text-column names another)")


def ranges(path: str, columns: Columns, most_rows: int, most_bytes: int) -> Iterator[tuple[int, int]]:
    """Ranges of rows of about so many, and so many bytes; none crosses a row group.  Raises `DocumentError`."""
    with opened(path) as file:
        _checked(file, columns)
        metadata = file.metadata
        at = 0
        for index in range(metadata.num_row_groups):
            group = metadata.row_group(index)
            count = group.num_rows
            size = max(1, group.total_byte_size // max(1, count))
            step = max(1, min(most_rows, most_bytes // size))
            yield from ((at + begin, at + min(begin + step, count)) for begin in range(0, count, step))
            at += count


def units(path: str, columns: Columns, start: int) -> tuple[int, Iterator[Unit | Bad | None]]:
    """The rows from the row group on that holds ``start``, and the number of the first; from zero.

    None stands for a row that an error before it tells of.

    Raises `DocumentError` for a file that is none, or has not the columns.
    """
    file = opened(path)
    try:
        _checked(file, columns)
        at, groups = 0, file.metadata.num_row_groups
        first = 0
        while first < groups and at + file.metadata.row_group(first).num_rows <= start:
            at += file.metadata.row_group(first).num_rows
            first += 1
    except BaseException:
        file.close()
        raise
    return at, _units(file, columns, first, at)


def _units(file: Any, columns: Columns, first: int, at: int) -> Iterator[Unit | Bad | None]:
    with file:
        for group in range(first, file.metadata.num_row_groups):
            end = at + file.metadata.row_group(group).num_rows
            try:
                for batch in file.iter_batches(batch_size=BATCH, row_groups=[group]):
                    yield from _rows(batch, columns)
                    at += batch.num_rows
            except (OSError, ValueError, MemoryError) as error:
                # A group that cannot be unpacked leaves the others as they are; one error stands for its rows.
                said = str(error).splitlines()[0] if str(error) else type(error).__name__
                yield Bad(f"rows {at + 1:,} to {end:,} cannot be read: {said}")
                yield from (None for _ in range(at + 1, end))
            at = end


def _rows(batch: Any, columns: Columns) -> Iterator[Unit]:
    import pyarrow as pa

    found: dict[str, list[Any]] = {}
    utf8 = False
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if name == columns.text:
            plain = _plain(column.type)
            utf8, _ = _is_text(plain)
            found[name] = column.cast(plain).cast(pa.large_binary()).to_pylist()
        else:
            found[name] = _values(column)
    for index in range(batch.num_rows):
        values = {name: column[index] for name, column in found.items()}
        yield values, values[columns.text], utf8


def _is_text(kind: Any) -> tuple[bool, bool]:
    """Whether a type is UTF-8, and whether it is bytes."""
    import pyarrow as pa

    types = pa.types
    return (
        types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind),
        types.is_binary(kind) or types.is_large_binary(kind) or types.is_binary_view(kind),
    )


def _values(column: Any) -> list[Any]:
    """The values of a column as JSON can say them."""
    import pyarrow as pa

    try:
        return [_json(value) for value in column.cast(_plain(column.type), safe=False).to_pylist()]
    except UnicodeDecodeError:
        return [
            value if value is None else value.decode("utf-8", "replace")
            for value in column.cast(pa.binary()).to_pylist()
        ]
    except (ValueError, OverflowError, NotImplementedError):  # a year that Python has not, for example
        return list(column.cast(pa.string()).to_pylist())


def _plain(kind: Any) -> Any:
    """The type with the same values that Python has: no dictionaries, nanoseconds as microseconds."""
    import pyarrow as pa

    types = pa.types
    if types.is_dictionary(kind) or types.is_run_end_encoded(kind):
        return _plain(kind.value_type)
    if types.is_timestamp(kind) and kind.unit == "ns":
        return pa.timestamp("us", kind.tz)
    if types.is_time64(kind):
        return pa.time64("us")
    if types.is_duration(kind):
        return pa.duration("us")
    if types.is_struct(kind):
        return pa.struct([pa.field(one.name, _plain(one.type)) for one in kind])
    if types.is_list(kind) or types.is_large_list(kind):
        return (pa.list_ if types.is_list(kind) else pa.large_list)(_plain(kind.value_type))
    return kind


def _json(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {str(key): _json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_json(inner) for inner in value]
    return format(value, "f") if isinstance(value, decimal.Decimal) else str(value)


def row(number: int, unit: Unit, name: str, columns: Columns) -> Row:
    """The row of a unit, counted from one."""
    values, raw, utf8 = unit
    found = named(values.get(columns.id) if columns.id else None, f"{name}#{number}", columns)
    if raw is None:
        found = Bad(f"no text in {columns.text!r}")
    if isinstance(found, Bad):
        return Row(number, f"{name}#{number}", raw or b"", error=f"row {number:,}: {found.message}")
    others = rest(values, columns)
    return Row(number, found, raw or b"", "utf-8" if utf8 else None, None, tuple(known(others)), others)
