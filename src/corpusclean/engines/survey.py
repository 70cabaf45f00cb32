"""Checking: what every document's rules find, also the unsafe ones, and what the corpus rules find among them.

The same computation as cleaning, but reports are made of the documents, and nothing stays.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from corpusclean.document import Place
from corpusclean.engines.entry import Entry
from corpusclean.engines.reported import Report, Reports
from corpusclean.errors import CorpuscleanError
from corpusclean.formats import rows
from corpusclean.formats.encodings import Orders
from corpusclean.formats.files import Input
from corpusclean.formats.kinds import ROWS, kind
from corpusclean.formats.rows import Columns
from corpusclean.pipeline import Pipeline

if TYPE_CHECKING:
    from corpusclean.formats.fingerprints import Index

__all__ = ["Report", "Survey", "survey"]


class Survey(NamedTuple):
    """What to look for.  ``build`` makes the pipeline; ``texts`` asks for the texts before and after,
    ``known`` has the documents that are there already.
    """

    build: Callable[[], Pipeline]
    orders: Orders = Orders()
    columns: Columns = Columns()
    forced: str | None = None
    texts: bool = False
    known: "Index | None" = None
    jobs: int = 0
    memory: int = 2 << 30


def survey(
    job: Survey, inputs: Sequence[Input], advance: Callable[[int], None] = lambda count: None
) -> Iterator[Report]:
    """The reports of all documents, in the order of the inputs."""
    if len(inputs) == 1 and kind(inputs[0].path, job.forced).format not in ROWS:
        yield _one(job, inputs[0])
        advance(1)
        return
    from corpusclean.engines import local
    from corpusclean.engines.run import Run, temporary
    from corpusclean.engines.work import Job

    jobs = local.processes(job.jobs, inputs, job.forced)
    with temporary() as folder:
        whole = Job(
            job.build, Reports(job.texts, job.known), folder, job.orders, job.columns, job.forced, memory=job.memory
        )
        opened = partial(local.local, memory=job.memory)
        with Run(whole, inputs, jobs, opened) as run, closing(run(advance)) as found:
            for made in found:
                yield Report(made.id, made.where, made.error) if isinstance(made, Entry) else made


def _one(job: Survey, item: Input) -> Report:
    """The report of a document that stands alone: there is nothing to share or to bring together."""
    (row,) = rows.rows(item, job.columns, forced=job.forced)
    entry = Entry(row.id, item.named, Place(1, item.id, row.row), row.error)
    if row.error:
        return Report(entry.id, entry.where, row.error)
    product = Reports(job.texts, job.known)
    try:
        document = rows.document(row, item, job.orders(item.id))
        return product.report(entry, product.result(job.build(), document))
    except CorpuscleanError as error:
        return Report(entry.id, entry.where, str(error))
    except Exception as error:
        return Report(entry.id, entry.where, f"{type(error).__name__}: {error}")
