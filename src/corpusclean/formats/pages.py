"""Texts without their history, for people and programs that want no records: a folder of files, or a WET archive.

Nothing here can be restored: that takes the records.
"""

import hashlib
import html
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import orjson

from corpusclean.document import FIELDS
from corpusclean.errors import RecordError
from corpusclean.formats.folder import output_error, place
from corpusclean.formats.kinds import kind
from corpusclean.formats.sink import Sink, packed
from corpusclean.version import VERSION

__all__ = ["FolderWriter", "WetWriter"]

#: File systems take names of 255 bytes; there is to be room for an ending and a number.
LONGEST = 200


class FolderWriter:
    """The text of each record as a file of a folder, at the place its id says, with the ending of ``form``.

    ``form`` is text, markdown (the metadata as front matter) or html.  An id that leads out of the folder, or is too
    long for a file, becomes a name made of its hash; where two ids would be one file, the later has a number.  The
    hash is over the names and contents, in order.  Raises `OutputError`.
    """

    def __init__(self, path: Path, final: Path, form: str) -> None:
        self.path, self.final, self.form = path, final, form
        self.count = 0
        self._closed = False
        self._hash = hashlib.sha256()
        self._show, self._ending = _FORMS[form]
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise output_error(final, error) from error

    def write(self, line: bytes) -> None:
        """Write the file of one record."""
        record = orjson.loads(line)
        raw = self._show(record).encode()
        for name in self._names(str(record["id"])):
            target = place(self.path, name)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as file:
                    file.write(raw)
            except (FileExistsError, NotADirectoryError):
                continue
            except OSError as error:
                raise output_error(self.final / name, error) from error
            self._hash.update(b"%d %b%d %b" % (len(name.encode()), name.encode(), len(raw), raw))
            self.count += 1
            return

    def _names(self, name: str) -> Iterator[str]:
        """What the file may be called, the best first."""
        hashed = f"_{hashlib.sha256(name.encode()).hexdigest()[:32]}"
        try:
            place(self.path, name)
            too_long = any(len(part.encode()) > LONGEST for part in name.split("/")) or len(name.encode()) > 4 * LONGEST
            stem = hashed if too_long or name.endswith("/") else name
        except (RecordError, OSError, ValueError):
            stem = hashed
        stem = stem.removesuffix(self._ending) or hashed
        yield stem + self._ending
        for number in range(2, 1 << 20):
            yield f"{stem if number < 100 else hashed}.{number}{self._ending}"
        raise RecordError(f"the id {name!r} stands for too many files")

    @property
    def sha256(self) -> str:
        """The hash of all names and files."""
        return self._hash.hexdigest()

    def close(self) -> None:
        """Have the folder on the disk; its files are written when the system likes."""
        if self._closed:  # and it may be in its place already
            return
        self._closed = True
        if os.name == "posix":
            try:
                handle = os.open(self.path, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)
            except OSError as error:
                raise output_error(self.final, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()


def _metadata(record: Mapping[str, Any]) -> dict[str, str]:
    found = record.get("metadata") or {}
    return {name: found[name] for name in (*FIELDS, "language", "script") if found.get(name)}


def _text(record: Mapping[str, Any]) -> str:
    return str(record["text"])


def _markdown(record: Mapping[str, Any]) -> str:
    r"""The text under a head of YAML, in which a string of JSON is a string.

    >>> print(_markdown({"id": "a", "text": "One.\n", "metadata": {"title": 'A "b"', "author": None}}), end="")
    ---
    id: "a"
    title: "A \"b\""
    ---
    <BLANKLINE>
    One.
    """
    head = {"id": record["id"], **_metadata(record)}
    rows = "".join(
        f"{name}: {json.dumps(value, ensure_ascii=not value.isprintable())}\n" for name, value in head.items()
    )
    return f"---\n{rows}---\n\n{record['text']}"


def _html(record: Mapping[str, Any]) -> str:
    """A page with the text in paragraphs."""
    known = _metadata(record)
    language = f' lang="{html.escape(known["language"])}"' if "language" in known else ""
    rows = [f'<meta name="{name}" content="{html.escape(value)}">' for name, value in known.items() if name != "title"]
    blocks = [block.strip("\n") for block in record["text"].replace("\r\n", "\n").split("\n\n")]
    body = [
        "<p>" + html.escape(block, quote=False).replace("\n", "<br>\n") + "</p>" for block in blocks if block.strip()
    ]
    title = html.escape(known.get("title", record["id"]), quote=False)
    head = [f'<!doctype html>\n<html{language}>\n<head>\n<meta charset="utf-8">', f"<title>{title}</title>"]
    return "\n".join([*head, *rows, "</head>\n<body>", *body, "</body>\n</html>\n"])


_FORMS: Mapping[str, tuple[Callable[[Mapping[str, Any]], str], str]] = {
    "text": (_text, ".txt"),
    "markdown": (_markdown, ".md"),
    "html": (_html, ".html"),
}


class WetWriter:
    """The texts of records as conversion records of WARC, as crawls publish them; each packed by itself.

    A record has the URL of its document where that is known, and its id in ``Corpusclean-Id``.  Its date is that of
    the record it was read from, or the year 1970: a clock would make two equal runs differ.  Raises `OutputError`.
    """

    def __init__(self, path: Path, final: Path) -> None:
        self.path, self.final = path, final
        self.count = 0
        self._compression = kind(final.name).compression
        self._sink = Sink(path, final)
        self._put(
            "warcinfo", final.name, {"Content-Type": "application/warc-fields"}, f"software: corpusclean {VERSION}\r\n"
        )

    def write(self, line: bytes) -> None:
        """Append the record of a line."""
        record = orjson.loads(line)
        columns = record.get("columns") or {}
        date = columns.get("WARC-Date")
        url = (record.get("metadata") or {}).get("url")
        head = {
            "WARC-Target-URI": _line(url) if url else None,
            "Corpusclean-Id": quote(str(record["id"]), safe="/#:.,+=@ -_~"),
            "Content-Type": "text/plain; charset=utf-8",
        }
        self._put("conversion", record["id"], head, record["text"], date if isinstance(date, str) else None)
        self.count += 1

    def _put(self, what: str, name: str, head: Mapping[str, str | None], text: str, date: str | None = None) -> None:
        body = text.encode()
        digest = hashlib.sha256(f"{what} {self.count} {name}".encode()).hexdigest()
        identity = f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"
        rows = {
            "WARC-Type": what,
            "WARC-Record-ID": f"<urn:uuid:{identity}>",
            "WARC-Date": _line(date) if date else "1970-01-01T00:00:00Z",
            **head,
            "Content-Length": str(len(body)),
        }
        lines = "".join(f"{key}: {value}\r\n" for key, value in rows.items() if value is not None)
        self._sink.write(packed(f"WARC/1.1\r\n{lines}\r\n".encode() + body + b"\r\n\r\n", self._compression))

    @property
    def sha256(self) -> str:
        """The hash of the file."""
        return self._sink.sha256

    def close(self) -> None:
        """Have everything on the disk."""
        self._sink.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._sink.drop()


def _line(value: str) -> str:
    return " ".join(str(value).split())
