"""JSON lines: a file of records, written under a temporary name and hashed on the way, and read line by line."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from corpusclean.errors import DocumentError, RecordError
from corpusclean.formats import streams
from corpusclean.formats.files import shown
from corpusclean.formats.kinds import kind
from corpusclean.formats.sink import Sink

__all__ = ["Writer", "lines"]


class Writer:
    """Lines into a file; how many, and their hash.  Raises `OutputError` with the name the file will have.

    Where that ends in .gz or .zst, the file is packed, and the hash is that of the packed file.
    """

    def __init__(self, path: Path, final: Path) -> None:
        self.path, self.final = path, final
        self.count = 0
        self._sink = Sink(path, final, kind(final.name).compression)

    def write(self, line: bytes) -> None:
        """Append one line."""
        self.count += 1
        self._sink.write(line)

    @property
    def sha256(self) -> str:
        """The hash of all that was written; of a packed file once it is closed."""
        return self._sink.sha256

    def close(self) -> None:
        """Have everything on the disk; a full one shows here at the latest."""
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


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file of records that are not blank, with their numbers from one.

    Also those of a packed file, and the records of a Parquet file that corpusclean wrote, as the lines they were.
    Raises `RecordError` for the whole file; where it breaks off, after the last whole line.
    """
    what = kind(path.name)
    try:
        if what.format == "parquet":
            from corpusclean.formats import tables

            yield from enumerate(tables.lines(str(path)), 1)
            return
        with streams.Stream(str(path), what.compression) as stream:
            for number, line in enumerate(streams.lines(stream, float("inf")), 1):
                if line and line.strip():
                    yield number, line
    except DocumentError as error:
        raise RecordError(f"{shown(str(path))}: {error.args[0]}") from error
