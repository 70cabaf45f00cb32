r"""Rows: the documents of a file, one by one or a range of them, whatever its format.

A file is cut into ranges, which may be read in any order and in any process.  A packed file can only be read from its
beginning; so a process keeps the last files open, each at the row where it stopped, and goes on from there.

Nothing that a file holds raises here: what cannot be read is a `Row` with an error, and the rest goes on where that is
possible.

>>> import tempfile
>>> from pathlib import Path
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name, "a.jsonl")
>>> _ = path.write_text('{"text": "one", "url": "https://example.org/1"}\n\n{"text": "two"}\n')
>>> item = Input("a.jsonl", str(path), path.stat().st_size)
>>> list(ranges(item, Columns()))
[(0, 3)]
>>> [(row.id, row.raw, row.fields) for row in rows(item, Columns())]
[('a.jsonl#1', b'one', (('url', 'https://example.org/1'),)), ('a.jsonl#3', b'two', ())]
>>> next(rows(item, Columns(text="body"))).error
"line 1: no field 'body', but text, url (--text-column names the one with the text)"
>>> folder.cleanup()
"""

import atexit
import os
from collections import Counter, OrderedDict
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from corpusclean.decoding import decode
from corpusclean.document import UTF8, Document, Place, Source
from corpusclean.edits import Field
from corpusclean.errors import DocumentError
from corpusclean.formats.files import Input
from corpusclean.formats.kinds import ROWS, Kind, kind
from corpusclean.formats.row import Bad, Columns, Row
from corpusclean.formats.streams import whole
from corpusclean.formats.text import checked

__all__ = ["Columns", "Kind", "Row", "close", "document", "kind", "ranges", "rows"]

#: A range ends at this many rows or bytes, whichever comes first: a worker is to have work for a while, and an engine
#: that was killed is to lose little.
RANGE_ROWS = 256
RANGE_BYTES = 1 << 20
#: Files that a process keeps open.  One is enough where ranges come in order; a second is for a process that begins
#: the next file and is then handed the end of this one.
OPEN = 2

Units = Iterator[Any]


def ranges(item: Input, columns: Columns, forced: str | None = None) -> Iterator[tuple[int, int | None]]:
    """A file as ranges of rows, half-open and from zero, of about a megabyte; (0, None) where it is one document.

    They come while the file is read.  A file that cannot be read gives one range, so that `rows` says why.  The same
    file gives the same ranges.
    """
    what = kind(item.path, forced)
    if what.format not in ROWS:
        yield 0, None
        return
    if what.format == "parquet":
        from corpusclean.formats import parquet

        try:
            yield from parquet.ranges(item.path, columns, RANGE_ROWS, RANGE_BYTES)
        except DocumentError:
            yield 0, None
        return
    start = at = size = 0
    _, units = _opened(item, columns, what, 0)
    for unit in units:
        at += 1
        size += len(unit) if isinstance(unit, bytes) else sum(map(len, unit[:2])) if isinstance(unit, tuple) else 0
        if at - start >= RANGE_ROWS or size >= RANGE_BYTES:
            yield start, at
            start, size = at, 0
    if at > start:
        yield start, at


def rows(
    item: Input,
    columns: Columns,
    start: int = 0,
    stop: int | None = None,
    forced: str | None = None,
    *,
    skipped: Counter[str] | None = None,
) -> Iterator[Row]:
    """The rows of a range, half-open and from zero: lines, rows or records, or the one document of a file.

    Blank lines, and records of WARC that are no documents, count but are not given; ``skipped`` is told of the
    latter.  What is wrong is in `Row.error`.
    """
    what = kind(item.path, forced)
    if what.format not in ROWS:
        if start == 0 and stop != 0:
            yield _file(item, what)
        return
    told: Counter[str] = Counter() if skipped is None else skipped
    for number, unit in _units(item, columns, what, start, stop):
        place = f"{item.id}#{number}"
        if isinstance(unit, Bad):
            row: Row | None = Row(number, place, unit.raw, error=unit.message)
        elif unit is None:
            continue
        else:
            try:
                row = _row(what, number, unit, item.id, columns, told)
            except Exception as error:  # what no library says it raises, of a row that nobody has seen
                row = Row(number, place, b"", error=f"row {number:,}: {type(error).__name__}: {error}")
        if row is not None:
            yield row


# The readers are imported where they are needed: whoever reads a text is not to wait for any of them.


def _row(what: Kind, number: int, unit: Any, name: str, columns: Columns, skipped: Counter[str]) -> Row | None:
    if what.format == "jsonl":
        from corpusclean.formats import json_rows

        return json_rows.row(number, unit, name, columns)
    if what.format == "parquet":
        from corpusclean.formats import parquet

        return parquet.row(number, unit, name, columns)
    from corpusclean.formats import warc

    return warc.row(number, unit, name, columns, skipped)


def _file(item: Input, what: Kind) -> Row:
    try:
        return Row(0, item.id, whole(item.path, what.compression))
    except DocumentError as error:
        return Row(0, item.id, b"", error=str(error))


def document(row: Row, item: Input, order: str | None = None, run: int = 1) -> Document:
    """The document of a row; ``order`` is the encoding a person says its file is in, ``run`` the run that meets it.

    An order does not hold for rows whose format says what they are in.  Raises `DocumentError` for a row with an error,
    and for bytes that are no text.
    """
    if row.error:
        raise DocumentError(row.error)
    if row.encoding is not None:
        order = row.encoding
    source = None
    if row.encoding == "utf-8":
        with suppress(UnicodeDecodeError):
            source = checked(Source.of(row.raw.decode()), order)  # as decode reads it, four times as fast
    if source is None:
        source = decode(row.raw, declared=row.declared, encoding=order).source
        if source.reading is not UTF8:  # of which that is said it has seen that they are text
            source = checked(source, order)
    found = Document.of(source, row.id, place=Place(run, item.id, row.row), columns=row.columns)
    return found.marked(Field(0, 0, name, value) for name, value in row.fields)


class _Cursor:
    """A file open at a row."""

    def __init__(self, at: int, units: Units) -> None:
        self.at, self.units = at, units

    def close(self) -> None:
        if isinstance(self.units, Generator):
            self.units.close()

    def __del__(self) -> None:
        self.close()


_cursors: "OrderedDict[tuple[Any, ...], _Cursor]" = OrderedDict()


def close() -> None:
    """Let go of the files that this process keeps open."""
    while _cursors:
        _cursors.popitem()[1].close()


atexit.register(close)  # later, the modules they need are gone


def _units(
    item: Input, columns: Columns, what: Kind, start: int, stop: int | None
) -> Generator[tuple[int, Any], None, None]:
    """The units of a range with their numbers from one."""
    # A process that was forked has the cursors of its parent, and shares with it where their files are read.
    key = (os.getpid(), item.path, _stamp(item.path), columns, what)
    cursor = _cursors.pop(key, None)
    if cursor is None or cursor.at > start:
        if cursor:
            cursor.close()
        cursor = _Cursor(*_opened(item, columns, what, start))
    try:
        for _ in islice(cursor.units, start - cursor.at):
            cursor.at += 1
        if cursor.at < start:
            return
        while stop is None or cursor.at < stop:
            try:
                unit = next(cursor.units)
            except StopIteration:
                return
            cursor.at += 1
            yield cursor.at, unit
    finally:
        _cursors[key] = cursor
        while len(_cursors) > OPEN:
            _cursors.popitem(last=False)[1].close()


def _opened(item: Input, columns: Columns, what: Kind, start: int) -> tuple[int, Units]:
    """The units of a file, and the number of the first from zero, which is no greater than ``start``."""
    if what.format == "parquet":
        from corpusclean.formats import parquet

        try:
            if what.compression:
                raise DocumentError(f"Parquet is packed inside; unpack it, without .{what.compression}")
            return parquet.units(item.path, columns, start)
        except DocumentError as error:
            return 0, iter([Bad(str(error))])
    from corpusclean.formats import json_rows, warc

    read: Callable[[str, str], Units] = json_rows.units if what.format == "jsonl" else warc.units
    return 0, read(item.path, what.compression)


def _stamp(path: str) -> tuple[int, int, int]:
    """What changes where a file changes."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a call for each range
    except (OSError, ValueError):
        return 0, 0, 0
    return status.st_ino, status.st_size, status.st_mtime_ns
