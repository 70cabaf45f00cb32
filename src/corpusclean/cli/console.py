"""What a person sees: results on standard output, everything else on standard error."""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from corpusclean.errors import OutputError
from corpusclean.formats.files import INCLUDED, shown

__all__ = ["abandon", "flush", "no_documents", "progress", "say", "say_bytes", "shown", "terminable", "warn"]


def say(text: str) -> None:
    """A line of results.  Raises `OutputError` where standard output takes no more, as on a full disk."""
    with _told():
        sys.stdout.write(_writable(text, sys.stdout.encoding) + "\n")


def say_bytes(line: bytes) -> None:
    """A line of results that is bytes already."""
    with _told():
        sys.stdout.buffer.write(line)


@contextmanager
def _told() -> Iterator[None]:
    """Translate what standard output says; a reader that went away is left to `main`."""
    if sys.stdout is None:
        raise OutputError("standard output: is closed")
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output: cannot be written: {error.strerror or error}") from error


def warn(text: str) -> None:
    """A line for the person in front of the screen."""
    if sys.stderr is not None:
        sys.stderr.write(_writable(text, sys.stderr.encoding) + "\n")


def _writable(text: str, encoding: str | None) -> str:
    """The text with what a terminal's encoding lacks escaped."""
    encoding = encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode(encoding, "backslashreplace").decode(encoding)
    return text


def flush() -> None:
    """Have standard output written while an error can still be told."""
    if sys.stdout is not None:
        with _told():
            sys.stdout.flush()


def abandon() -> None:
    """Leave what standard output did not take; else Python would complain about it once more at its end."""
    try:
        flush()
    except OSError:
        with suppress(OSError, ValueError):  # no file behind it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def no_documents(include: Iterable[str]) -> str:
    """What to say where nothing was found to read."""
    default = tuple(include) == INCLUDED
    which = (
        "of text, HTML, JSON lines, Parquet and WARC are read"
        if default
        else f"are read that match {' '.join(include)}"
    )
    return f"no documents; in folders, files {which} (--include)"


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM end the program as Ctrl-C does, so that temporary files go."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not the main thread: the program around us decides
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def progress(total: int, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A bar on standard error for long work, where that is a terminal; what it yields moves it on."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda count: None
        return
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread of its own: workers are forked
    with tqdm(total=total, unit=" documents", delay=0.5, leave=False, dynamic_ncols=True) as bar:
        yield bar.update
