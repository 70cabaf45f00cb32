"""Standard input as a file: corpora are read more than once, and in pieces, and a pipe is not."""

import sys
from pathlib import Path
from typing import BinaryIO

from corpusclean.errors import DocumentError
from corpusclean.formats.files import STDIN, Input
from corpusclean.formats.folder import output_error
from corpusclean.formats.kinds import FORMATS, guessed, kind
from corpusclean.formats.streams import BLOCK, Stream, packed_as

__all__ = ["spool"]


def spool(folder: Path, forced: str | None = None, source: BinaryIO | None = None) -> Input:
    """Standard input, written to a file of ``folder``, whose name says what it is.

    That is ``forced``, or what its first bytes look like: packed or not, WARC, Parquet, JSON lines, else text.  Raises
    `OutputError` where the folder cannot be written, `DocumentError` where the input cannot be read.
    """
    path = folder / "stdin"
    size = 0
    source = source or sys.stdin.buffer
    try:
        with path.open("wb") as file:
            while block := _read(source):
                size += len(block)
                file.write(block)
    except OSError as error:
        if isinstance(error, DocumentError):
            raise
        raise output_error(path, error) from error
    head = _head(path, "")
    compression = packed_as(head)
    if forced is None:
        forced = guessed(_head(path, compression) if compression else head)
    kind("", forced)
    name = f"stdin{FORMATS[forced][0]}{f'.{compression}' if compression else ''}"
    try:
        path = path.rename(folder / name)
    except OSError as error:
        raise output_error(path, error) from error
    return Input(STDIN, str(path), size)


def _read(source: BinaryIO) -> bytes:
    try:
        return source.read(BLOCK)
    except OSError as error:
        raise DocumentError(f"standard input cannot be read: {error.strerror or error}") from error


def _head(path: Path, compression: str) -> bytes:
    """The first bytes, as far as they can be had."""
    try:
        with Stream(str(path), compression) as stream:
            return stream.read(BLOCK)
    except DocumentError:
        return b""
