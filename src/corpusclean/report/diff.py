"""What cleaning would do, as a unified diff."""

import difflib
from collections.abc import Iterable, Iterator

from corpusclean.engines.reported import Report
from corpusclean.formats.files import shown
from corpusclean.patterns import lazy

__all__ = ["lines"]

_LINE = lazy(r"[^\n]*\n|[^\n]+")  # as in git, a lone carriage return ends no line


def lines(reports: Iterable[Report]) -> Iterator[str]:
    """The lines of the diffs of all documents that would change."""
    for report in reports:
        if report.text is None or report.text[0] == report.text[1]:
            continue
        before, after = (_LINE.findall(text) for text in report.text)
        path = shown(report.path)
        for line in difflib.unified_diff(before, after, path, path):
            if line.endswith("\n"):
                yield line[:-1]
            else:
                yield line
                yield r"\ No newline at end of file"
