"""JSON lines: a file of records, written under a temporary name and hashed on the way, and read line by line."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from corpusclean.errors import RecordError
from corpusclean.formats.files import shown
from corpusclean.formats.folder import output_error

__all__ = ["Writer", "lines"]


class Writer:
    """Lines into a file; how many, and their hash.  Raises `OutputError` with the name the file will have."""

    def __init__(self, path: Path, final: Path) -> None:
        self.path, self.final = path, final
        self.count = 0
        self._hash = hashlib.sha256()
        try:
            self._file = path.open("wb")
        except OSError as error:
            raise output_error(final, error) from error

    def write(self, line: bytes) -> None:
        """Append one line."""
        self._hash.update(line)
        self.count += 1
        try:
            self._file.write(line)
        except OSError as error:
            raise output_error(self.final, error) from error

    @property
    def sha256(self) -> str:
        """The hash of all that was written."""
        return self._hash.hexdigest()

    def close(self) -> None:
        """Have everything on the disk; a full one shows here at the latest."""
        try:
            if not self._file.closed:
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()
        except OSError as error:
            raise output_error(self.final, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
            return
        with suppress(OSError):
            self._file.close()


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, with their numbers from one.  Raises `RecordError` for the whole file."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise RecordError(f"{shown(str(path))}: {error.strerror or error}") from error
