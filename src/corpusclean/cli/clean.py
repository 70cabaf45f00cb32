"""``corpusclean PATH…``: documents to records."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from time import perf_counter

from corpusclean.cli import arguments, console
from corpusclean.cli.outputs import Outputs, Writers
from corpusclean.cli.piped import spooled
from corpusclean.config import Config, hashed
from corpusclean.engines import local
from corpusclean.engines.entry import Entry
from corpusclean.engines.recorded import Records
from corpusclean.engines.run import Open, Run, context, temporary
from corpusclean.engines.work import Job
from corpusclean.errors import ConfigError
from corpusclean.formats import files
from corpusclean.formats.files import STDIN, Listing, shown
from corpusclean.formats.fingerprints import Fingerprint, Index
from corpusclean.profile import Profile, timed
from corpusclean.report import manifest, summary
from corpusclean.report import profile as costs
from corpusclean.report.tally import Tally

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Clean, write, and say what was done."""
    start, profile = perf_counter(), Profile() if options.profile else None
    if profile and options.engine != "local":
        raise ConfigError("--profile: counts what one machine does; leave --engine out")
    config = arguments.settings(options)
    outputs = Outputs.of(options.output, options.to) if options.output else None
    if options.to and not outputs:
        raise ConfigError(f"--to {options.to}: say with -o where to write")
    never = list(map(str, [*(outputs.paths if outputs else ()), *filter(None, [options.fingerprints])]))
    with timed(profile, "read"):
        listing = files.find(options.paths, include=config.include, exclude=config.exclude, never=never)
    for problem in listing.problems:
        console.warn(f"{shown(problem.path)}: {problem.message}{arguments.hint(problem.path)}")
    if not listing.documents:
        console.warn(f"corpusclean: {console.no_documents(config.include)}; nothing is written")
        return 2
    tally, done = _cleaned(options, config, outputs, listing, profile)
    console.flush()
    if not options.quiet:
        for row in summary.lines(tally, done.reused):
            console.warn(row)
    if profile:
        for row in costs.lines(profile, perf_counter() - start, done.jobs):
            console.warn(row)
    return 2 if tally.failed else 0


def _cleaned(
    options: argparse.Namespace, config: Config, outputs: Outputs | None, listing: Listing, profile: Profile | None
) -> tuple[Tally, Run]:
    """The counts of the run, and the run."""
    effective = config.effective()
    digest = hashed(effective)
    prints: dict[str, Fingerprint] = {}
    with ExitStack() as held:
        with ExitStack() as stack:
            writers = stack.enter_context(outputs.writing()) if outputs else None
            listing = listing._replace(documents=spooled(listing.documents, options.form, stack))
            tally = Tally(listing)
            state = _state(options, outputs, listing, stack)
            run = held.enter_context(_run(options, config, digest, listing, state, profile))
            for entry, line in _documents(run, listing, options.quiet):
                with timed(profile, "write"):
                    tally.add(entry)
                    _put(entry, line, writers)
                if entry.fingerprint and not entry.reason:
                    prints[entry.id] = entry.fingerprint
            if outputs and writers:
                with timed(profile, "write"):
                    writers.close()
                outputs.write_manifest(writers, manifest.render(effective, digest, tally, writers.found))
        if options.fingerprints:
            Index(prints).write(options.fingerprints)
        if state.exists():  # what was written is in place
            run.finish()
    return tally, run


def _state(options: argparse.Namespace, outputs: Outputs | None, listing: Listing, stack: ExitStack) -> Path:
    """The folder of the state: beside the output, or one that goes with this run."""
    if options.state:
        return Path(options.state)
    piped = any(item.id == STDIN for item in listing.documents)
    if outputs and not (options.no_state or piped or local.alone(listing.documents, options.form)):
        return outputs.state
    return stack.enter_context(temporary())


def _run(
    options: argparse.Namespace,
    config: Config,
    digest: str,
    listing: Listing,
    state: Path,
    profile: Profile | None,
) -> Run:
    documents, form = listing.documents, options.form
    alone = not options.state and local.alone(documents, form)
    job = Job(
        config.pipeline,
        Records(config.provenance, digest, prints=options.fingerprints is not None),
        state.absolute(),
        config.orders,
        config.columns,
        form,
        b"" if alone else context(digest, config.pipeline(), form),
        alone=alone,
        memory=config.memory_bytes,
        profile=profile,
    )
    jobs = local.processes(config.jobs, documents, form) if options.engine == "local" else config.jobs
    return Run(job, documents, jobs, _engine(options, config))


def _engine(options: argparse.Namespace, config: Config) -> Open:
    if options.engine == "ray":
        from corpusclean.engines.on_ray import on_ray

        return partial(on_ray, address=options.address, memory=config.memory_bytes)
    if options.address:
        raise ConfigError("--address: is that of a Ray cluster; write --engine ray, too")
    return partial(local.local, memory=config.memory_bytes)


def _documents(run: Run, listing: Listing, quiet: bool) -> Iterator[tuple[Entry, bytes]]:
    """The entries and lines of a run; no line where the document failed."""
    with console.progress(len(listing.documents), quiet) as advance, closing(run(advance)) as made:
        for one in made:
            yield (one, b"") if isinstance(one, Entry) else one


def _put(entry: Entry, line: bytes, writers: Writers | None) -> None:
    if entry.error:
        console.warn(f"{shown(entry.where)}: {entry.error}")
    elif writers:
        writers.write(line, entry.reason is not None)
    elif entry.reason:
        rule, note = entry.reason
        console.warn(f"{shown(entry.where)}: dropped by {rule}{f': {shown(note)}' if note else ''}")
    else:
        console.say_bytes(line)
