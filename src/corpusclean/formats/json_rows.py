"""Rows of JSON lines: one object a line, the text in one of its fields."""

import json
from collections.abc import Iterator
from typing import Any, cast

import orjson

from corpusclean.errors import DocumentError
from corpusclean.formats.row import Bad, Columns, Row, known, named, rest
from corpusclean.formats.streams import MAX_BYTES, BrokenError, Stream, lines, packed_as
from corpusclean.patterns import lazy

__all__ = ["row", "units"]

#: Records cannot be written with more than 254 levels, some of which are their own.
DEEPEST = 200


def units(path: str, compression: str) -> Iterator[bytes | Bad]:
    """The lines of a file as bytes, blank ones too; the last one is a `Bad` where the file breaks off."""
    count = 0
    try:
        with Stream(path, compression) as stream:
            for line in lines(stream):
                if count == 0 and line and not compression and (packed := packed_as(line)):
                    raise BrokenError(f"it is {packed} data; name it so that it ends in .{packed}")
                count += 1
                yield Bad(f"line {count:,}: longer than {MAX_BYTES:,} bytes") if line is None else line
    except DocumentError as error:
        yield Bad(f"after line {count:,}: {error}" if count else str(error))


def row(number: int, line: bytes, name: str, columns: Columns) -> Row | None:
    """The row of a line, counted from one; None for a blank one."""
    if line.isspace():
        return None
    place = f"{name}#{number}"
    try:
        values, clean = _loaded(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
    except (ValueError, RecursionError) as error:
        return Row(number, place, line, error=f"line {number:,}: no JSON: {_said(error)}")
    if not isinstance(values, dict):
        return Row(number, place, line, error=f"line {number:,}: no JSON object, but {type(values).__name__}")
    text = values.get(columns.text)
    found = named(values.get(columns.id) if columns.id else None, place, columns)
    if not isinstance(text, str):
        there = ", ".join(map(str, list(values)[:8])) or "nothing"
        what = f"no text in {columns.text!r}" if columns.text in values else f"no field {columns.text!r}, but {there}"
        found = Bad(f"{what} (--text-column names the one with the text)")
    if line.count(b"{") + line.count(b"[") > DEEPEST and _depth(values) > DEEPEST:
        found = Bad("nested too deep")
    if isinstance(found, Bad):
        return Row(number, place, line, error=f"line {number:,}: {found.message}")
    others = rest(values, columns)
    if not clean:
        found, others = _mended(found), _mended(others)
    try:
        raw = cast(str, text).encode()
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can write and Unicode does not have
        raw = cast(str, text).encode("utf-8", "surrogatepass")
    return Row(number, found, raw, "utf-8", None, tuple(known(others)), others)


def _depth(value: Any) -> int:
    """How deep a value is nested, without recursion, which has its limits."""
    depth, level = 0, [value]
    while level:
        depth += 1
        inner = [list(one.values()) if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level = [one for several in inner for one in several]
    return depth


def _loaded(line: bytes) -> tuple[Any, bool]:
    """What a line holds, and whether records can hold it as it is.

    What orjson does not take and Python writes (NaN, half a surrogate pair) is read too.  Raises `ValueError`.
    """
    try:
        return orjson.loads(line), True
    except ValueError:
        return json.loads(line.decode(), parse_constant=lambda name: None), False


def _mended(value: Any) -> Any:
    """A value as records can hold it: infinity is null, half a pair U+FFFD, a whole number beyond 64 bits a float."""
    if isinstance(value, str):
        return _HALF.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {_mended(key): _mended(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_mended(inner) for inner in value]
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 64:
        value = float(value) if value.bit_length() < 1024 else None
    return None if value in (float("inf"), -float("inf")) else value


_HALF = lazy("[\ud800-\udfff]")


def _said(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1:,} is no UTF-8"
    if isinstance(error, RecursionError):
        return "nested too deep"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1:,}"
    return str(error)
