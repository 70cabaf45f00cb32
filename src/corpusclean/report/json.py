"""Findings for programs, as one JSON object."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from corpusclean.engines.reported import Report
from corpusclean.formats.files import shown
from corpusclean.pipeline import Finding
from corpusclean.report.words import name, summary
from corpusclean.version import VERSION

__all__ = ["lines"]


def lines(reports: Iterable[Report]) -> Iterator[str]:
    """The object, a finding a line, so that no list need be held."""
    yield f'{{"version": "{VERSION}", "findings": ['
    failed = []
    readings = []
    before = ""
    for report in reports:
        if report.error:
            failed.append({"path": shown(report.path), "error": report.error})
        if report.reading:
            readings.append({"path": shown(report.path), **report.reading._asdict()})
        for finding in report.findings:
            if before:
                yield before + ","
            before = json.dumps(_entry(report, finding), ensure_ascii=False)
    if before:
        yield before
    yield f'], "readings": {json.dumps(readings, ensure_ascii=False)},'
    yield f'"failed": {json.dumps(failed, ensure_ascii=False)}}}'


def _entry(report: Report, finding: Finding) -> dict[str, Any]:
    kind = "flag" if finding.before is None else "edit"
    words = {"name": name(finding.rule), "summary": summary(finding.rule), "kind": kind}
    return {"path": shown(report.path), **finding._asdict(), **words}
