"""``corpusclean PATH…``: documents to records."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpusclean.cli import arguments, console
from corpusclean.engines import local
from corpusclean.errors import ConfigError
from corpusclean.formats import files
from corpusclean.formats.files import shown
from corpusclean.formats.folder import output_error
from corpusclean.formats.jsonl import Writer
from corpusclean.report import manifest, summary
from corpusclean.report.tally import Tally

__all__ = ["run"]

Sink = Callable[[local.Entry, bytes], None]


def run(options: argparse.Namespace) -> int:
    """Clean, write, and say what was done."""
    config = arguments.settings(options)
    outputs = _Outputs.of(options.output) if options.output else None
    never = list(map(str, outputs.paths)) if outputs else []
    listing = files.find(options.paths, include=config.include, exclude=config.exclude, never=never)
    tally = Tally(listing)
    for problem in listing.problems:
        console.warn(f"{shown(problem.path)}: {problem.message}{arguments.hint(problem.path)}")
    if not listing.documents:
        console.warn(f"corpusclean: {console.no_documents(config.include)}; nothing is written")
        return 2
    job = local.Job(config.pipeline, config.orders, config.provenance, config.digest(), config.jobs)

    def documents(folder: Path, sink: Sink) -> None:
        with console.progress(len(listing.documents), options.quiet) as advance:
            for entry, line in local.clean(job, listing.documents, folder, advance):
                tally.add(entry)
                if entry.error:
                    console.warn(f"{shown(entry.path)}: {entry.error}")
                else:
                    sink(entry, line)

    if outputs:
        with outputs.writing() as (folder, kept, dropped):
            documents(folder, lambda entry, line: (dropped if entry.reason else kept).write(line))
            for writer in (kept, dropped):
                writer.close()
            text = manifest.render(config.effective(), job.digest, tally, kept, dropped)
            with Writer(folder / "manifest", outputs.manifest) as writer:
                writer.write(text)
    else:
        with _temporary(None) as folder:
            documents(folder, _print)
    if not options.quiet:
        console.flush()
        for row in summary.lines(tally):
            console.warn(row)
    return 2 if tally.failed else 0


def _print(entry: local.Entry, line: bytes) -> None:
    if entry.reason:
        rule, note = entry.reason
        console.warn(f"{shown(entry.path)}: dropped by {rule}{f': {shown(note)}' if note else ''}")
    else:
        console.say_bytes(line)


class _Outputs:
    """The three files of a run: written in a folder beside them, then renamed, the manifest last."""

    def __init__(self, records: Path, dropped: Path, manifest: Path) -> None:
        self.records, self.dropped, self.manifest = records, dropped, manifest
        self.paths = (records, dropped, manifest)

    @classmethod
    def of(cls, path: Path) -> "_Outputs":
        """The files for an ``-o``.  Raises `ConfigError` for a place that no file can or should take."""
        if path.suffix in (".gz", ".zst", ".bz2", ".xz"):
            raise ConfigError(f"-o {shown(str(path))}: records are not compressed; leave {path.suffix} away")
        path = Path(os.path.realpath(path))
        outputs = cls(path, path.with_name(f"{path.stem}.dropped.jsonl"), path.with_name(f"{path.stem}.manifest.json"))
        for one in outputs.paths:
            if one.exists() and not one.is_file():
                raise ConfigError(f"-o {shown(str(one))}: there is something there that is no file")
        return outputs

    @contextmanager
    def writing(self) -> Iterator[tuple[Path, Writer, Writer]]:
        """A folder for intermediate files, and the writers of records and of dropped documents."""
        with _temporary(self.records) as folder:
            with Writer(folder / "kept", self.records) as kept, Writer(folder / "dropped", self.dropped) as dropped:
                yield folder, kept, dropped
            try:
                self.manifest.unlink(missing_ok=True)  # from here to the end the old one would be wrong
                for name, path in zip(("kept", "dropped", "manifest"), self.paths, strict=True):
                    (folder / name).replace(path)
            except OSError as error:
                raise output_error(self.records, error) from error


@contextmanager
def _temporary(beside: Path | None) -> Iterator[Path]:
    """A hidden folder that goes when it is left, however that is."""
    try:
        folder = tempfile.mkdtemp(
            prefix=f".{beside.name}." if beside else "corpusclean.",
            suffix=".tmp",
            dir=beside.parent if beside else None,
        )
    except OSError as error:
        raise output_error(beside or tempfile.gettempdir(), error) from error
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
