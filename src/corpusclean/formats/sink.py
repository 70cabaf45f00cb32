"""A file that is being written: hashed on the way, packed where asked for, on the disk when it is closed."""

import hashlib
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from corpusclean.errors import OutputError
from corpusclean.formats.folder import output_error
from corpusclean.formats.streams import zstd

__all__ = ["Sink", "packed"]

#: What gzip and zstd take themselves; no program is faster for a corpus that is written once and read often.
GZ_LEVEL, ZST_LEVEL = 6, 3


def _packer(compression: str) -> Any:
    """A packer that writes no time and no name, so that the same bytes in are the same bytes out."""
    if compression == "zst":
        return zstd().ZstdCompressor(level=ZST_LEVEL)
    return zlib.compressobj(GZ_LEVEL, zlib.DEFLATED, 31)


def packed(raw: bytes, compression: str) -> bytes:
    """These bytes as a packed piece of their own; pieces may be laid end to end."""
    if not compression:
        return raw
    packer = _packer(compression)
    found: bytes = packer.compress(raw) + packer.flush()
    return found


class Sink:
    """Bytes into the file ``path``.  Raises `OutputError` with the name that it will have, ``final``."""

    def __init__(self, path: Path, final: Path, compression: str = "") -> None:
        self.path, self.final = path, final
        self._hash = hashlib.sha256()
        self._packer = _packer(compression) if compression else None
        try:
            self._file: BinaryIO = path.open("wb")
        except OSError as error:
            raise output_error(final, error) from error

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self._file.closed

    @property
    def sha256(self) -> str:
        """The hash of all that is in the file; of a packed one once it is closed."""
        return self._hash.hexdigest()

    def write(self, raw: bytes) -> int:
        """Append bytes; how many those were."""
        self._put(self._packer.compress(raw) if self._packer else raw)
        return len(raw)

    def _put(self, raw: bytes) -> None:
        self._hash.update(raw)
        try:
            self._file.write(raw)
        except OSError as error:
            raise output_error(self.final, error) from error

    def flush(self) -> None:
        """Nothing: `close` has everything on the disk."""

    def close(self) -> None:
        """Have everything on the disk; a full one shows here at the latest."""
        if self._file.closed:
            return
        try:
            if self._packer:
                rest, self._packer = self._packer.flush(), None
                self._put(rest)
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            self.drop()
            if isinstance(error, OutputError):
                raise
            raise output_error(self.final, error) from error

    def drop(self) -> None:
        """Let go of the file, whatever is in it."""
        with suppress(OSError):
            self._file.close()
