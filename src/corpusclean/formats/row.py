"""A row: one document as it stands in its file."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from corpusclean.document import FIELDS
from corpusclean.patterns import lazy

__all__ = ["Bad", "Columns", "Row", "known", "named", "rest"]


class Columns(NamedTuple):
    """Which columns are what, in files of rows.

    Without an ``id`` rows are named by their place: ``crawl/a.jsonl.gz#12``.
    """

    text: str = "text"
    id: str | None = None


class Row(NamedTuple):
    """One document as it stands in its file.

    ``row`` is 0 where the file is the document; else it counts from one: the line (JSON lines), the row (Parquet), the
    record (WARC).  ``raw`` is the file's bytes, unpacked; the UTF-8 of a field; or the payload of a record.
    ``encoding`` is what the format makes certain, ``declared`` what only somebody says.  ``fields`` are metadata that
    the container knows, by the names of `FIELDS`; ``columns`` is what else it holds, as JSON can, None for a file that
    is the document.  ``error`` says what is wrong with the row, or with the file from here on, with its place but
    without its path; ``raw`` is then what could be had.
    """

    row: int
    id: str
    raw: bytes
    encoding: str | None = None
    declared: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    columns: Mapping[str, Any] | None = None
    error: str = ""


class Bad(NamedTuple):
    """What stands for a row that could not be read, or for the rest of the file."""

    message: str
    raw: bytes = b""


#: ``source`` is left out: in data sets it names the data set, not who wrote or published the text.
_TAKEN = tuple(name for name in FIELDS if name != "source")
_DATE = lazy(r"(\d{4}-\d{2}-\d{2})(?:[T ]|\Z)")
_LONGEST = 2000


def known(columns: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The columns that are metadata by their names: title, author, url and so on, where they hold one line of text.

    Dates are taken where they are ISO 8601.  The columns keep them too.

    >>> list(known({"url": "https://example.org/a", "published": "2024-05-28T08:00:00Z", "modified": "today"}))
    [('published', '2024-05-28'), ('url', 'https://example.org/a')]
    """
    for name in _TAKEN:
        value = columns.get(name)
        if not isinstance(value, str) or not (value := value.strip()) or len(value) > _LONGEST or "\n" in value:
            continue
        if name in ("published", "modified"):
            found = _DATE.match(value)
            if found:
                yield name, found[1]
        else:
            yield name, value


def rest(values: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """The columns that are carried: all but the text and the id."""
    return {name: value for name, value in values.items() if name not in (columns.text, columns.id)}


def named(value: object, place: str, columns: Columns) -> str | Bad:
    """The id of a row: the value of its column, or its place."""
    if columns.id is None:
        return place
    if isinstance(value, str) and value:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return Bad(f"no id in {columns.id!r}: {'it is missing' if value is None else f'{str(value)[:40]!r}'}")
