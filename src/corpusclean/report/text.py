"""Findings for people: ``path:line:column: CODE summary``."""

from collections.abc import Iterable, Iterator

from corpusclean.engines.reported import Report
from corpusclean.formats.files import shown
from corpusclean.pipeline import Finding
from corpusclean.report.words import sentence

__all__ = ["lines"]


def lines(reports: Iterable[Report]) -> Iterator[str]:
    """One line a finding."""
    for report in reports:
        path = shown(report.path)
        for finding in report.findings:
            yield f"{path}:{finding.line}:{finding.column}: {finding.rule} {sentence(finding)}{_mark(finding)}"


def _mark(finding: Finding) -> str:
    if finding.before is None:
        return " (flag)"
    return "" if finding.applied else " (unsafe: not applied)"
