"""The files of a run: written in a hidden folder beside their place, then renamed, the manifest last."""

import json
import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from corpusclean.engines.store import locked
from corpusclean.errors import ConfigError
from corpusclean.formats import jsonl
from corpusclean.formats.files import shown
from corpusclean.formats.folder import output_error
from corpusclean.formats.writers import FOLDERS, Writer, form, writer

__all__ = ["Outputs", "Writers", "split"]


class Writers:
    """Where the lines of records go: the kept ones, also as texts where that is asked for, and the dropped ones."""

    def __init__(self, folder: Path, found: Mapping[str, Writer]) -> None:
        self.folder, self.found = folder, found
        self._kept = [found[name] for name in ("texts", "kept") if name in found]

    def write(self, line: bytes, dropped: bool) -> None:
        """Write one record."""
        for one in [self.found["dropped"]] if dropped else self._kept:
            one.write(line)

    def close(self) -> None:
        """Have everything on the disk."""
        for one in self.found.values():
            one.close()


@dataclass(frozen=True)
class Outputs:
    """What a run writes.

    ``records`` holds the documents that are kept; where texts are asked for they are at ``texts``, and the records
    beside them.
    """

    final: Path
    to: str
    records: Path
    dropped: Path
    manifest: Path

    @property
    def texts(self) -> Path | None:
        """Where texts go that are no records."""
        return None if self.final == self.records else self.final

    @property
    def paths(self) -> list[Path]:
        """All of them, in the order in which they are put in place."""
        return [*filter(None, [self.texts]), self.records, self.dropped, self.manifest]

    @property
    def state(self) -> Path:
        """Where the state of a run stands that writes here, unless somebody says otherwise."""
        return self.final.with_name(f".{self.final.name}.state")

    @classmethod
    def of(cls, path: Path, to: str | None = None) -> "Outputs":
        """The files for an ``-o``.  Raises `ConfigError` for a place that no file can or should take."""
        path = Path(os.path.realpath(path))
        what = form(path, to)
        stem, ending = split(path.name)
        records = path
        if what not in ("jsonl", "parquet"):
            records, ending = path.with_name(f"{stem}.records.jsonl"), ".jsonl"
        outputs = cls(
            path, what, records, path.with_name(f"{stem}.dropped{ending}"), path.with_name(f"{stem}.manifest.json")
        )
        try:
            for one in outputs.paths:
                if one.exists() and not (one.is_dir() if one == outputs.texts and what in FOLDERS else one.is_file()):
                    raise ConfigError(f"-o {shown(str(one))}: there is something there that is no file")
            if what in FOLDERS and path.is_dir() and any(path.iterdir()) and not outputs._is_ours():
                raise ConfigError(f"-o {shown(str(path))}: is a folder with other files in it; choose another place")
        except OSError as error:
            raise output_error(f"-o {path}", error) from error
        return outputs

    @property
    def _work(self) -> Path:
        """Where it is written before it is put in place."""
        return self.final.with_name(f".{self.final.name}.tmp")

    def _is_ours(self) -> bool:
        """Whether a folder of texts holds what a run wrote and nothing else: it is going to be replaced as a whole."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            count = json.loads(self.manifest.read_bytes())["output"]["texts"]["records"]
            return bool(count == sum(len(files) for _, _, files in os.walk(self.final)))
        # Killed while the outputs were put in place, a run leaves no manifest, or it is not there yet.
        return not self.manifest.exists() and (self._work / "manifest").exists()

    @contextmanager
    def writing(self) -> Iterator[Writers]:
        """The writers, in a folder that is held for this run; nothing is seen of it where something fails."""
        folder = self._work
        with ExitStack() as stack:
            stack.enter_context(locked(folder))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            found: dict[str, Writer] = {}
            for name, final, to in (
                ("texts", self.texts, self.to),
                ("kept", self.records, None if self.texts else self.to),
                ("dropped", self.dropped, None if self.texts else self.to),
            ):
                if final is not None:
                    _cleared(folder / name)
                    found[name] = stack.enter_context(writer(folder / name, final, to))
            (folder / "manifest").unlink(missing_ok=True)
            _cleared(folder / "old")
            yield Writers(folder, found)
            try:
                with _uninterrupted():
                    self.manifest.unlink(missing_ok=True)  # from here to the end the old one would be wrong
                    for name, path in zip((*found, "manifest"), self.paths, strict=True):
                        if path.is_dir():
                            path.replace(folder / "old")  # at once; to take it away may last
                        (folder / name).replace(path)
            except OSError as error:
                raise output_error(self.final, error) from error

    def write_manifest(self, writers: Writers, text: bytes) -> None:
        """Write the manifest where the writers write."""
        with jsonl.Writer(writers.folder / "manifest", self.manifest) as one:
            one.write(text)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C and SIGTERM for the moment in which outputs are put in place: all of them, or none."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _cleared(path: Path) -> None:
    """Nothing is left there by a run that was killed."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)


def split(name: str) -> tuple[str, str]:
    """A name without its endings, and the endings.

    >>> split("clean.jsonl.gz"), split("clean.v2.jsonl"), split("clean")
    (('clean', '.jsonl.gz'), ('clean.v2', '.jsonl'), ('clean', '.jsonl'))
    """
    packed = name[-4:] if name.endswith(".zst") else name[-3:] if name.endswith(".gz") else ""
    stem, point, ending = name.removesuffix(packed).rpartition(".")
    return (stem, f".{ending}{packed}") if stem and point else (name.removesuffix(packed), f".jsonl{packed}")
