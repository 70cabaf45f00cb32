"""Findings as workflow commands, which GitHub shows beside the lines of a change."""

from collections.abc import Iterable, Iterator

from corpusclean.engines.reported import Report
from corpusclean.formats.files import shown
from corpusclean.report.words import level, name, reading, sentence

__all__ = ["lines"]

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def lines(reports: Iterable[Report]) -> Iterator[str]:
    """One command a finding, one a document that could not be read, and one a document that is not plain UTF-8.

    The last ones come last: GitHub shows the first ten notices of a step.
    """
    readings = []
    for report in reports:
        path = shown(report.path).translate(_PROPERTY)
        if report.error:
            yield f"::error file={path},title=unreadable::{report.error.translate(_DATA)}"
        if report.reading:
            readings.append(f"::notice file={path},title=encoding::{reading(report.reading).translate(_DATA)}")
        for finding in report.findings:
            command = "warning" if level(finding) == "warning" else "notice"
            title = f"{finding.rule} {name(finding.rule)}".translate(_PROPERTY)
            place = f"file={path},line={finding.line},col={finding.column},title={title}"
            yield f"::{command} {place}::{sentence(finding).translate(_DATA)}"
    yield from readings
