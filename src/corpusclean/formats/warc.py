"""Records of WARC and WET files.

Where a record ends is found here and not by fastwarc, which reads the heads: a record whose length is wrong takes what
follows it along, and a reader that only goes forward is lost from there on.  Here each record must be followed by
another; where one is not, the next is looked for, the record is given as an error, and the rest goes on.
"""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from corpusclean.decoding import binary_kind
from corpusclean.errors import DocumentError
from corpusclean.formats.payload import unpacked
from corpusclean.formats.row import Bad, Columns, Row
from corpusclean.formats.streams import BLOCK, MAX_BYTES, BrokenError, Stream, packed_as
from corpusclean.patterns import lazy

__all__ = ["Record", "module", "row", "units"]

#: Types that are texts.  Feeds, scripts, style sheets and tables are not.
TEXTS = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown"})
#: Types of records that hold a document.
DOCUMENTS = frozenset({"response", "conversion", "resource"})
#: A mark between two records is no longer than this.
_MARK = 24
#: Longer heads of records are none.
MAX_HEAD = 1 << 20

_BEGIN = lazy(rb"WARC/\d")
_NEXT = lazy(rb"\r?\n\r?\nWARC/\d\.\d\r?\n")
_HEAD_END = lazy(rb"\r?\n\r?\n")
_LENGTH = lazy(rb"(?im)^content-length:[ \t]*(\d{1,18})[ \t]*\r?$")
_TYPE = lazy(rb"(?im)^warc-type:[ \t]*(\w+)")
_LENGTH_LINE = lazy(rb"(?im)^content-length:[^\n]*\n")


class Record(NamedTuple):
    """A record as it stands: its head with the blank line, its body, and what is wrong with it."""

    head: bytes
    body: bytes
    error: str = ""


def module() -> Any:
    """The library that reads WARC.  Raises `DocumentError` where it is not installed."""
    try:
        from fastwarc import warc
    except ImportError as error:
        raise DocumentError("WARC is an extra; pip install 'corpusclean[warc]'") from error
    return warc


class _Buffer:
    """A stream with a look ahead.  A stream that breaks off ends there; ``broken`` says how."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._held = bytearray()
        self._at = 0
        self.broken = ""
        self.place = 0
        self._ended = False

    def fill(self, size: int) -> int:
        """Have at least this many bytes ahead, if there are so many; how many there are."""
        if len(self._held) - self._at < size and not self._ended:
            del self._held[: self._at]
            self._at = 0
            try:
                while len(self._held) < size:
                    block = self._stream.read(BLOCK)
                    if not block:
                        self._ended = True
                        break
                    self._held += block
            except BrokenError as error:
                self.broken, self._ended = str(error), True
        return len(self._held) - self._at

    def peek(self, size: int) -> bytes:
        self.fill(size)
        return bytes(self._held[self._at : self._at + size])

    def take(self, size: int) -> bytes:
        found = self.peek(size)
        self._at += len(found)
        self.place += len(found)
        return found

    def find(self, pattern: "re.Pattern[bytes]", size: int) -> tuple[int, int] | None:
        """Where a pattern of no more than `_MARK` bytes stands in the next bytes; places count from what is ahead."""
        begin, seen = 0, 1 << 14
        while True:
            here = self.fill(min(seen, size))
            found = pattern.search(self._held, self._at + begin, self._at + min(here, size))
            if found:
                return found.start() - self._at, found.end() - self._at
            if here < seen or seen >= size:
                return None
            begin, seen = max(0, seen - _MARK), seen * 4


def units(path: str, compression: str) -> Iterator[Record | Bad]:
    """The records of a file; a `Bad` where it breaks off, or where something stands that is no record."""
    count = 0
    try:
        module()
        with Stream(path, compression) as stream:
            buffer = _Buffer(stream)
            while True:
                while buffer.peek(2)[:1] in (b"\r", b"\n"):
                    buffer.take(1)
                if not buffer.fill(1):
                    break
                if count == 0 and not compression and (packed := packed_as(buffer.peek(4))):
                    raise BrokenError(f"it is {packed} data; name it so that it ends in .{packed}")
                found = _record(buffer)
                if found is None:
                    break
                count += 1
                yield found if isinstance(found, Record) else Bad(f"record {count:,}: {found.message}", found.raw)
            if buffer.broken:
                raise BrokenError(buffer.broken)
    except DocumentError as error:
        yield Bad(f"after record {count:,}: {error}" if count else str(error))


def _record(buffer: _Buffer) -> Record | Bad | None:
    """The next record; None where the stream broke off in it."""
    begin = buffer.place
    end = buffer.find(_HEAD_END, MAX_HEAD) if _BEGIN.match(buffer.peek(6)) else None
    if end is None:
        if buffer.broken:
            return None
        lost = _skip(buffer)
        return Bad(f"no record at byte {begin:,} of the unpacked data, and {lost:,} bytes to the next")
    head = buffer.take(end[1])
    said = _LENGTH.search(head)
    length = int(said[1]) if said else None
    if length is not None and length <= MAX_BYTES and buffer.fill(length + 12) >= length:
        after = buffer.peek(length + 12)[length:].lstrip(b"\r\n")
        if after[:5] == b"WARC/"[: len(after)]:  # nothing is after the last record, or what was not cut off
            return Record(head, buffer.take(length))
    # The length is wrong, or the record too large, or cut off: it ends where the next begins.
    if length is not None and length > MAX_BYTES:
        lost = _skip(buffer)
        return Record(head, b"", f"{lost:,} bytes, where a record may have {MAX_BYTES:,}")
    found = buffer.find(_NEXT, MAX_BYTES)
    if found is None and buffer.broken:
        return None
    if found is None and buffer.fill(MAX_BYTES) >= MAX_BYTES:
        _skip(buffer)
        return Record(head, b"", f"its length is wrong, and no record begins in the next {MAX_BYTES:,} bytes")
    body = buffer.take(found[0] if found else MAX_BYTES)
    if length is None:
        return Record(head, body, "it does not say its length")
    if found is None and len(body) < length:
        return Record(head, body, f"cut off: {len(body):,} of {length:,} bytes")
    return Record(head, body, f"it says that it has {length:,} bytes, and has {len(body):,}")


def _skip(buffer: _Buffer) -> int:
    """Go to where the next record begins, or to the end; how many bytes that were."""
    begin = buffer.place
    while True:
        found = buffer.find(_NEXT, 4 * BLOCK)
        if found:
            buffer.take(found[0])
            break
        here = buffer.fill(4 * BLOCK)
        if here < 4 * BLOCK:
            buffer.take(here)
            break
        buffer.take(here - _MARK)  # the mark may lie across the end
    return buffer.place - begin


def row(number: int, record: Record, name: str, columns: Columns, skipped: Counter[str]) -> Row | None:
    """The row of a record, counted from one; None for one that is no document, which is counted in ``skipped``."""
    said_kind = _TYPE.search(record.head)
    kind = said_kind[1].decode("ascii", "replace").lower() if said_kind else "untyped"
    if kind not in DOCUMENTS:
        skipped[f"{kind[:40]} records"] += 1
        return None
    place = f"{name}#{number}"
    raw = record.head + record.body
    if record.error:  # fastwarc is to see what is there, not what was said to be
        head = _LENGTH_LINE.sub(b"", record.head).rstrip(b"\r\n")
        raw = head + b"\r\nContent-Length: %d\r\n\r\n" % len(record.body) + record.body
    try:
        found, payload, why = _read(module(), raw, record.body)
    except (OSError, ValueError, StopIteration) as error:
        return Row(number, place, record.body, error=f"record {number:,}: {str(error) or 'no WARC record'}")
    http = found.http_headers if found.is_http_parsed else None
    status = http.status_code if http else None
    headers = _headers(found)
    said = found.http_content_type if http else headers.get("Content-Type", "").partition(";")[0].strip().lower()
    content = (headers.get("WARC-Identified-Payload-Type") or said or "").partition(";")[0].strip().lower()
    reason = ""
    if status is not None and not 200 <= status < 300:
        reason = f"status {status}"
    elif content in ("", "application/http"):
        reason = f"no text but {other}" if (other := binary_kind(payload, "utf-8")) else ""
    elif content not in TEXTS:
        reason = content
    if reason:
        skipped[reason[:80]] += 1
        return None
    if status is not None:
        headers["HTTP-Status"] = status
    charset = found.http_charset if http else _charset(headers.get("Content-Type", ""))
    url = str(headers.get("WARC-Target-URI", "")).strip().removeprefix("<").removesuffix(">")
    wrong = f"record {number:,}: {record.error or why}" if record.error or why else ""
    identity = place
    if columns.id is not None:
        identity = str(headers.get(columns.id) or "")
        if not identity:
            identity, wrong = place, wrong or f"record {number:,}: no header {columns.id!r} (--id-column names it)"
    fields = (("url", url),) if url and len(url) <= 2000 and "\n" not in url else ()
    return Row(number, identity, payload, None, (charset or "").strip("\"' ") or None, fields, headers, wrong)


def _read(warc: Any, raw: bytes, body: bytes) -> tuple[Any, bytes, str]:
    """A record by fastwarc, with its payload and what is wrong with that."""
    # quirks: line ends without a carriage return
    options = {"stream_detect": False, "auto_decode": "none", "max_header_len": MAX_HEAD, "quirks_mode": True}
    record = next(iter(warc.ArchiveIterator(BytesIO(raw), **options)))
    http = record.http_headers
    if http is None or (record.is_http and not body.lstrip().startswith(b"HTTP/")):
        return record, body, "its HTTP head cannot be read" if record.is_http else ""
    payload = record.reader.read()
    payload, error = unpacked(payload, http.get("Transfer-Encoding", ""), http.get("Content-Encoding", ""))
    return record, payload, f"its payload cannot be unpacked: {error}" if error else ""


def _headers(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in record.headers.items():
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _charset(content_type: str) -> str | None:
    found = re.search(r"""(?i);\s*charset\s*=\s*["']?([^\s;"']+)""", content_type)
    return found[1] if found else None
