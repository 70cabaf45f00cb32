"""The state of a run: a folder with everything that was cleaned, so that nothing is cleaned twice.

``about.json`` says what it is, under which configuration its shards were made, and how many runs have ended.
``shards`` holds the documents; ``work`` what the present run needs, and is emptied when a run begins and when it ends.
A document is found by the digest of its bytes, its name and the configuration: what a run that was killed has cleaned
is there for the next one, and so is what has not changed since the last.
"""

import os
import shutil
import time
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson

from corpusclean.engines.cleaning import write_known
from corpusclean.engines.shards import Shard, opened, write_file
from corpusclean.errors import OutputError
from corpusclean.formats.folder import output_error

__all__ = ["Store", "locked"]

#: The form of the files; a state of another form is made anew.
FORM = 2
#: Tenths of a second to wait for a folder that is held.
PATIENCE = 50
#: What keeps version control and backups from it.
IGNORE = b"# What corpusclean knows of the last run; it can be deleted.\n*\n"


class Store:
    """The state in a folder, open for one run, and held for it: two outputs may share a state.

    Raises `OutputError` where it cannot be written, where another run holds it, and for a folder with other files.
    """

    def __init__(self, folder: Path, context: str) -> None:
        self.folder, self.context = folder, context
        _refuse_others(folder)
        held = _held(folder, parents=True)
        self._release = weakref.finalize(self, os.close, held)
        self.runs = self._open()
        opened.cache_clear()  # of a run before this one in the same process
        self.paths: list[Path] = []
        write_known(folder / "work", list(self._keys()))

    def _keys(self) -> Iterator[bytes]:
        """The keys of all shards.  One that is no shard any more, as a machine that stopped may leave it, goes."""
        for path in sorted((self.folder / "shards").glob("*.shard")):
            try:
                keys = Shard(path).keys
            except OutputError:
                path.unlink(missing_ok=True)
            else:
                self.paths.append(path)
                yield keys

    def close(self) -> None:
        """Let go of the folder."""
        self._release()

    @property
    def run(self) -> int:
        """The number of the present run, from one."""
        return self.runs + 1

    def _open(self) -> int:
        try:
            write_file(self.folder / ".gitignore", (IGNORE,))  # first: by it the folder is known as ours
            about = _about(self.folder)
            if about.get("context") != self.context or about.get("form") != FORM:
                shutil.rmtree(self.folder / "shards", ignore_errors=True)
                about = {"form": FORM, "context": self.context, "runs": 0}
                self._write(about)
            shutil.rmtree(self.folder / "work", ignore_errors=True)
            (self.folder / "shards").mkdir(exist_ok=True)
            (self.folder / "work").mkdir()
            for path in (self.folder / "shards").glob(".*"):  # half a shard of a run that was killed
                path.unlink()
        except OutputError:
            raise
        except OSError as error:
            raise output_error(self.folder, error) from error
        runs: int = about["runs"]
        return runs

    def _write(self, about: Mapping[str, object]) -> None:
        write_file(self.folder / "about.json", (orjson.dumps(about, option=orjson.OPT_APPEND_NEWLINE),))

    def finish(self, gone: Mapping[int, Iterable[int] | None]) -> None:
        """End the run: count it, and forget documents that are not there any more.

        ``gone`` has their ordinals by the number of the shard, or None where all of its documents are gone.  Were they
        kept where others of their shard are, a document that comes back would be of its first run or of a new one as
        the work was cut.
        """
        for number, ordinals in gone.items():
            if ordinals is None:
                with suppress(OSError):
                    self.paths[number].unlink()
            else:
                Shard(self.paths[number]).forget(ordinals)
        shutil.rmtree(self.folder / "work", ignore_errors=True)
        self._write({"form": FORM, "context": self.context, "runs": self.run})
        (self.folder / "lock").unlink(missing_ok=True)
        self._release()


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = orjson.loads((folder / "about.json").read_bytes())
    except (OSError, ValueError):
        return {}
    runs = about.get("runs") if isinstance(about, dict) else None
    return about if type(runs) is int and 0 <= runs < 1 << 62 else {}


def _refuse_others(folder: Path) -> None:
    """Raise for a folder that holds what is not ours: a state begins with clearing what stands in its way."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:  # told when it is written to
        return
    if all(name == "lock" or name.startswith("..gitignore.") for name in names) or "form" in _about(folder):
        return  # a run may have been killed when it had just begun
    with suppress(OSError):
        if (folder / ".gitignore").read_bytes() == IGNORE:
            return
    raise OutputError(f"{folder}: is a folder with other files in it; choose another place for the state")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder for this run.  Raises `OutputError` where another one does."""
    held = _held(folder)
    try:
        yield
    finally:
        os.close(held)


def _held(folder: Path, *, parents: bool = False) -> int:
    """The open file by which a folder is held."""
    for _ in range(PATIENCE):  # the workers of a run that was killed are a moment longer about it
        try:
            folder.mkdir(parents=parents, exist_ok=True)
            file = os.open(folder / "lock", os.O_WRONLY | os.O_CREAT, 0o666)
        except FileNotFoundError as error:
            if not folder.parent.is_dir():
                raise output_error(folder, error) from error
            continue  # whoever held it took it away between the two
        except OSError as error:
            raise output_error(folder, error) from error
        if _lock(file, folder / "lock"):
            return file
        os.close(file)
        time.sleep(0.1)
    raise OutputError(f"{folder}: another run is writing here; wait for it to end")


def _lock(file: int, path: Path) -> bool:
    """Whether the file is ours now.  The system takes such a lock back however the process ends."""
    try:
        import fcntl
    except ImportError:  # not there on Windows
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks, such as some of networks
        return True
    try:
        return os.path.samestat(os.fstat(file), path.stat())  # the one before us may have taken it away with its folder
    except FileNotFoundError:
        return False
