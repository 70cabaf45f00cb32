"""``corpusclean fix PATH…``: clean files in place."""

import argparse
from pathlib import Path

from corpusclean.cli import arguments, console
from corpusclean.cli.console import shown
from corpusclean.config import Config
from corpusclean.errors import ConfigError, CorpuscleanError, DocumentError, OutputError
from corpusclean.formats import files
from corpusclean.formats import text as texts
from corpusclean.formats.folder import write_whole
from corpusclean.formats.kinds import ROWS, kind
from corpusclean.pipeline import FIRST, Pipeline

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Rewrite what changes, and say which files."""
    config = arguments.settings(options)
    target = arguments.checked_encoding(options.target)
    if "-" in options.paths:
        raise ConfigError("-: standard input cannot be cleaned in place; corpusclean - writes its records")
    listing = files.find(options.paths, include=config.include, exclude=config.exclude)
    for problem in listing.problems:
        console.warn(f"{shown(problem.path)}: {problem.message}")
    if not (listing.documents or listing.problems):
        console.warn(f"corpusclean: {console.no_documents(config.include)}")
    failed = len(listing.problems)
    documents = [item for item in listing.documents if _plain(item)]
    if others := len(listing.documents) - len(documents):
        console.warn(f"{others:,} {'file' if others == 1 else 'files'} of rows or packed, left alone; clean reads them")
    changed = 0
    pipeline = config.pipeline()
    with console.progress(len(listing.documents), options.quiet) as advance:
        for item in documents:
            try:
                edits = _fix(item, pipeline, config, target)
            except OutputError as error:  # names the path itself
                failed += 1
                console.warn(str(error))
            except CorpuscleanError as error:
                failed += 1
                console.warn(f"{shown(item.path)}: {error}")
            else:
                if edits is not None:
                    changed += 1
                    console.say(f"fixed {shown(item.path)} ({edits:,} {'edit' if edits == 1 else 'edits'})")
            advance(1)
    return 2 if failed else 1 if changed else 0


def _plain(item: files.Input) -> bool:
    """Whether a file is one document, as it is."""
    format_, compression = kind(item.path)
    return format_ not in ROWS and not compression


def _fix(item: files.Input, pipeline: Pipeline, config: Config, target: str | None) -> int | None:
    """Clean one file; the number of edits, or None where its bytes stay."""
    order = config.orders(item.id)
    before = texts.read(item.path, item.id, order)
    after = pipeline.run(before).document
    if not (after.history or target):
        return None
    if any(layer.patch.edits[0].rule.startswith(FIRST) for layer in after.history):
        console.warn(f"{shown(item.path)}: a page of HTML; left alone (corpusclean clean writes its text)")
        return None
    if after.dropped:
        raise DocumentError("nothing would be left of it; left alone")
    raw = texts.encode(after, target, order)
    if raw == before.source.raw:
        return None
    write_whole(Path(item.path), raw)
    return sum(len(layer.patch.edits) for layer in after.history)
