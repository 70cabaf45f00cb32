"""Bytes of a file, unpacked on the way, in blocks; where the packed data breaks off, that is said with its place.

Python's own readers of gz tell that a file is cut off by an error that loses the last block, and those of zst do not
tell it at all.  Here everything before the break is handed out first, then `BrokenError` says where it is.  A block
that unpacks to a thousand times its length is unpacked a piece at a time.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, BinaryIO, Self

from corpusclean.errors import DocumentError

__all__ = ["BLOCK", "MAX_BYTES", "BrokenError", "Stream", "lines", "packed_as", "whole", "zstd"]

#: Read, and unpack, this many bytes at a time.
BLOCK = 1 << 18
#: No document is larger than this, unpacked: a row, a record, a packed file.  What is larger is refused: a page of ten
#: megabytes is rare, and 256 unpack from 256 KB.
MAX_BYTES = 1 << 28

_MAGIC = {"gz": b"\x1f\x8b", "zst": b"\x28\xb5\x2f\xfd"}


class BrokenError(DocumentError):
    """Packed data that breaks off or makes no sense, or a file that cannot be read further."""


def packed_as(head: bytes) -> str:
    """How a file is packed by its first bytes: ``gz``, ``zst`` or not at all."""
    return next((name for name, magic in _MAGIC.items() if head.startswith(magic)), "")


def zstd() -> ModuleType:
    """The module for zst: Python's own from 3.14 on, before that a package with the same interface.

    Raises `DocumentError` where there is none.
    """
    try:
        from compression import zstd as found  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        try:
            from backports import zstd as found  # type: ignore[import-not-found, no-redef, unused-ignore]
        except ImportError as error:
            raise DocumentError("zst is an extra; pip install 'corpusclean[zst]'") from error
    module: ModuleType = found
    return module


class Stream:
    """A file open for reading.  ``place`` is how many bytes of the file, as it lies there, were used."""

    def __init__(self, path: str, compression: str = "") -> None:
        self.compression = compression
        self._make: Callable[[], Any] | None = None
        if compression == "zst":
            self._make = zstd().ZstdDecompressor
        elif compression:
            self._make = _Gunzip
        try:
            self._file: BinaryIO = Path(path).open("rb", buffering=0)  # noqa: SIM115 - closed by close
        except (OSError, ValueError) as error:
            raise BrokenError(getattr(error, "strerror", None) or str(error)) from error
        self.place = 0
        self._packed = b""
        self._unpacker: Any = None

    def read(self, size: int = BLOCK) -> bytes:
        """At most this many bytes; none at the end.  Raises `BrokenError`."""
        if self._make is None:
            return self._raw(size)
        while True:
            if (self._unpacker is None or self._unpacker.eof) and not self._next(self._make):
                return b""
            try:
                found: bytes = self._unpacker.decompress(self._packed, size)
            except Exception as error:  # zlib.error, ZstdError, MemoryError for a window of gigabytes
                raise BrokenError(f"broken {self.compression} data {self._near}: {error}") from error
            self._packed = b""
            if found:
                return found
            if not self._unpacker.eof and self._unpacker.needs_input:
                self._packed = self._raw(BLOCK)
                if not self._packed:
                    raise BrokenError(self._cut)

    def _next(self, make: Callable[[], Any]) -> bool:
        """Begin the next packed piece, if there is one: packed files may be laid end to end, and padded with NUL."""
        first = self._unpacker is None
        rest = b"" if first else self._unpacker.unused_data
        if not first:
            rest = rest.lstrip(b"\0")
        magic = _MAGIC[self.compression]
        while len(rest) < 4 and (more := self._raw(BLOCK)):
            rest = rest + more if first else (rest + more).lstrip(b"\0")
        if not rest:
            if first:
                raise BrokenError(f"no {self.compression} data: the file is empty")
            return False
        if len(rest) < len(magic) and magic.startswith(rest):
            raise BrokenError(self._cut)
        # A frame of zst may also be one to skip (magic 0x184D2A5?): its unpacker knows what to do.
        if not rest.startswith(magic) and not (self.compression == "zst" and rest[1:4] == b"\x2a\x4d\x18"):
            self._unpacker = self._unpacker or make()
            raise BrokenError(
                f"no {self.compression} data, whatever its name says"
                if first
                else f"bytes that are no {self.compression} data {self._near}"
            )
        self._unpacker, self._packed = make(), rest
        return True

    @property
    def _cut(self) -> str:
        return f"the {self.compression} data is cut off at byte {self.place:,}"

    @property
    def _near(self) -> str:
        return f"before byte {self.place:,}"

    def _raw(self, size: int) -> bytes:
        try:
            found = self._file.read(size) or b""
        except OSError as error:
            raise BrokenError(f"{error.strerror or error} at byte {self.place:,}") from error
        self.place += len(found)
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Gunzip:
    """A member of a gz file, with the interface that unpackers of zst have."""

    def __init__(self) -> None:
        import zlib

        self._object = zlib.decompressobj(31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._object.eof

    @property
    def unused_data(self) -> bytes:
        return self._object.unused_data

    def decompress(self, data: bytes, size: int) -> bytes:
        tail = self._object.unconsumed_tail
        found = self._object.decompress(tail + data if tail else data, size)
        # A full answer may have left something inside, which is asked for with no new bytes.
        self.needs_input = not self._object.unconsumed_tail and len(found) < size
        return found


def whole(path: str, compression: str = "") -> bytes:
    """All bytes of a file.  Raises `BrokenError`; for a packed file of more than `MAX_BYTES` too."""
    if not compression:
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - half the time of pathlib's, for small files
                return file.readall()
        except (OSError, ValueError) as error:
            raise BrokenError(getattr(error, "strerror", None) or str(error)) from error
    with Stream(path, compression) as stream:
        pieces, size = [], 0
        while block := stream.read():
            pieces.append(block)
            size += len(block)
            if size > MAX_BYTES:
                raise BrokenError(
                    f"it unpacks to more than {MAX_BYTES:,} bytes; unpack it, and split it, to have it read"
                )
    return b"".join(pieces)


def lines(stream: Stream, most: float = MAX_BYTES) -> Iterator[bytes | None]:
    r"""The lines of a stream, each with its line end; None for one of more bytes than ``most``, which is not kept.

    A line ends at ``\n``.  The last one needs no line end, unless the data broke off in it.  Raises `BrokenError` after
    the last whole line.
    """
    held: list[bytes] = []
    size = 0
    while block := stream.read():
        found = block.split(b"\n")
        last = found.pop()
        for piece in found:
            if held or size:
                size += len(piece)
                yield None if size > most else b"%b%b\n" % (b"".join(held), piece)
                held, size = [], 0
            else:
                yield piece + b"\n"
        if last:
            size += len(last)
            if size > most:
                held.clear()
            else:
                held.append(last)
    if size:
        yield None if size > most else b"".join(held)
