"""``corpusclean check PATH…``: what clean would do, and what nobody can do."""

import argparse
import importlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from corpusclean.cli import arguments, console
from corpusclean.cli.piped import spooled
from corpusclean.engines.survey import Report, Survey, survey
from corpusclean.formats import files
from corpusclean.formats.files import shown
from corpusclean.report import words

if TYPE_CHECKING:
    from corpusclean.formats.fingerprints import Index

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Print the findings; nothing is written."""
    config = arguments.settings(options)
    listing = files.find(options.paths, include=config.include, exclude=config.exclude)
    if not (listing.documents or listing.problems):
        console.warn(f"corpusclean: {console.no_documents(config.include)}")
    count: Counter[str] = Counter()
    notes = not options.quiet and (options.diff or options.format == "text")  # the other forms have a place for them
    form = importlib.import_module(f"corpusclean.report.{'diff' if options.diff else options.format}")
    job = Survey(
        config.pipeline,
        config.orders,
        config.columns,
        options.form,
        options.diff,
        _known(options.fingerprints),
        config.jobs,
        config.memory_bytes,
    )
    with ExitStack() as stack, console.progress(len(listing.documents), options.quiet) as advance:
        documents = spooled(listing.documents, options.form, stack)
        broken = [Report(problem.id, problem.path, problem.message) for problem in listing.problems]
        reports = _counted(broken, survey(job, documents, advance), count, notes)
        plain = options.diff and sys.stdout.isatty()
        for line in form.lines(reports):
            console.say(shown(line) if plain else line)
    if not options.quiet and count["findings"]:
        console.flush()
        console.warn(
            f"{_counts(count['findings'], 'finding')} in {_counts(count['documents'], 'document')}, "
            f"{count['applied']:,} of which clean applies"
        )
    return 2 if count["failed"] else 1 if count["findings"] else 0


def _known(path: Path | None) -> "Index | None":
    if path is None:
        return None
    from corpusclean.formats.fingerprints import Index  # loads numpy

    return Index.load(path)


def _counted(broken: Iterable[Report], reports: Iterable[Report], count: Counter[str], notes: bool) -> Iterator[Report]:
    """The reports, counted as they pass; what could not be read, and with ``notes`` how others were, is told at once.

    How a file was read is no finding: it goes where errors and the summary go, and the exit code knows nothing of it.
    """
    for group in (broken, reports):
        for report in group:
            if report.error:
                console.warn(f"{shown(report.path)}: {report.error}")
            if report.reading and notes:
                console.warn(f"{shown(report.path)}: {words.reading(report.reading)}")
            count["failed"] += bool(report.error)
            count["documents"] += bool(report.findings)
            count["findings"] += len(report.findings)
            count["applied"] += sum(finding.applied for finding in report.findings)
            yield report


def _counts(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
