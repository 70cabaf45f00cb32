"""Documents written back under a folder, by their id, and nowhere else; a file written as a whole or not at all."""

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path, PurePosixPath, PureWindowsPath

from corpusclean.errors import OutputError, RecordError
from corpusclean.formats.files import shown

__all__ = ["output_error", "place", "write_whole"]


def output_error(path: object, error: OSError) -> OutputError:
    """The error of an output that cannot be written, with its path and what the system says."""
    return OutputError(f"{shown(str(path))}: cannot be written: {error.strerror or error}")


def place(folder: Path, name: str) -> Path:
    """Where under a folder a document belongs.

    Raises `RecordError` for an id that leads out of it: ``..``, an absolute path, a drive, a NUL, or a link inside
    the folder.  Ids come from a file that anybody may have written.
    """
    path = PurePosixPath(name)
    parts = {*path.parts, *PureWindowsPath(name).parts}
    drive = re.match(r"[A-Za-z]:[\\/]", name) or (os.name == "nt" and PureWindowsPath(name).drive)
    if not path.name or ".." in parts or path.is_absolute() or name.startswith("\\") or drive or "\0" in name:
        raise RecordError(f"{name!r} leads out of the folder")
    target = folder.joinpath(*path.parts)
    if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(folder)):
        raise RecordError(f"{name!r} leads out of the folder, through a link")
    return target


def write_whole(path: Path, raw: bytes) -> None:
    """Replace a file, or make it: under a temporary name beside it, then renamed; its permission bits stay.

    A link stays one, and the file it leads to is replaced.  Raises `OutputError`.
    """
    target = Path(os.path.realpath(path))
    name = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, name)
        else:
            Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(target)
    except OSError as error:
        raise output_error(path, error) from error
    finally:
        if name is not None:
            with suppress(OSError):  # renamed already
                Path(name).unlink()


def _umask() -> int:
    """The permission bits that new files do not get; reading them means setting them."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
