"""Where records go: JSON lines, Parquet, or texts alone."""

from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from corpusclean.errors import ConfigError
from corpusclean.formats.files import shown
from corpusclean.formats.kinds import ROWS, kind

__all__ = ["FOLDERS", "TO", "Writer", "form", "writer"]

#: What can be written.  All but the first two hold texts without their history, and cannot be restored from.
TO = ("jsonl", "parquet", "text", "markdown", "html", "wet")
#: Those that are a folder of files.
FOLDERS = frozenset({"text", "markdown", "html"})


class Writer(Protocol):
    """Takes the lines of records; raises `OutputError` where they cannot be written."""

    count: int

    def write(self, line: bytes) -> None:
        """Append the record of one line."""

    @property
    def sha256(self) -> str:
        """The hash of what was written, once it is closed."""

    def close(self) -> None:
        """Have everything on the disk."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def form(final: Path, to: str | None = None) -> str:
    """What is to be written: what is asked for, or what the name of the output says; JSON lines else.

    Raises `ConfigError` where it is none, or does not go with the name.

    >>> form(Path("out.parquet")), form(Path("out.jsonl.gz")), form(Path("out")), form(Path("out"), "text")
    ('parquet', 'jsonl', 'jsonl', 'text')
    """
    if to is not None and to not in TO:
        raise ConfigError(f"unknown format {to!r}; there are {', '.join(TO)}")
    named, compression = kind(final.name)
    found = to or {"parquet": "parquet", "warc": "wet"}.get(named, "jsonl")
    if found in ("jsonl", "parquet") and named != found and named in ROWS:
        raise ConfigError(f"{shown(str(final))}: would be read as {named}, and is to hold {found}; name it otherwise")
    if compression and found in (*FOLDERS, "parquet"):
        why = "is packed inside" if found == "parquet" else "is a folder"
        raise ConfigError(f"{shown(str(final))}: {found} {why}; leave .{compression} away")
    if final.suffix in (".bz2", ".xz", ".zip", ".lz4"):
        raise ConfigError(f"{shown(str(final))}: records are packed as .gz or .zst, not as {final.suffix}")
    return found


def writer(path: Path, final: Path, to: str | None = None) -> Writer:
    """A writer to ``path``, which will be renamed to ``final``: a file, or a folder for text, markdown and html.

    ``final`` says by its ending what is written and how it is packed, where ``to`` does not.  Raises `ConfigError`,
    `OutputError`, and `DocumentError` where an extra is missing.
    """
    what = form(final, to)
    if what == "parquet":
        from corpusclean.formats.tables import ParquetWriter

        return ParquetWriter(path, final)
    if what == "jsonl":
        from corpusclean.formats.jsonl import Writer as JsonWriter

        return JsonWriter(path, final)
    from corpusclean.formats.pages import FolderWriter, WetWriter

    return WetWriter(path, final) if what == "wet" else FolderWriter(path, final, what)
