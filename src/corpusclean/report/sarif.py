"""Findings as SARIF 2.1.0, which code scanning reads.

Columns and offsets are code points (``columnKind``).  A finding carries no ``fix``: rules run one after another, each
on the text the earlier ones left, and a SARIF fix would have to fit the source.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from corpusclean import registry
from corpusclean.engines.reported import Report
from corpusclean.pipeline import Finding
from corpusclean.report.words import level, reading, sentence
from corpusclean.version import VERSION

__all__ = ["lines"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def lines(reports: Iterable[Report]) -> Iterator[str]:
    """The log; its results a line each, so that no list need be held."""
    rules = registry.all_rules()
    order = {rule.code: index for index, rule in enumerate(rules)}
    driver = {
        "name": "corpusclean",
        "version": VERSION,
        "rules": [
            {
                "id": rule.code,
                "name": rule.name,
                "shortDescription": {"text": rule.summary},
                "fullDescription": {"text": rule.page},
                "defaultConfiguration": {"level": "warning" if rule.safe and not rule.report else "note"},
            }
            for rule in rules
        ],
    }
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints",'
    yield f'"tool": {{"driver": {json.dumps(driver, ensure_ascii=False)}}},'
    yield '"results": ['
    notifications = []
    failed = False
    before = ""
    for report in reports:
        if report.error:
            notifications.append(_notification(report, "error", report.error))
            failed = True
        if report.reading:
            notifications.append(_notification(report, "note", reading(report.reading)))
        for finding in report.findings:
            if before:
                yield before + ","
            before = json.dumps(_result(report, finding, order), ensure_ascii=False)
    if before:
        yield before
    outcome = [{"executionSuccessful": not failed, "toolExecutionNotifications": notifications}]
    yield f'], "invocations": {json.dumps(outcome, ensure_ascii=False)}}}]}}'


def _notification(report: Report, severity: str, text: str) -> dict[str, Any]:
    place = {"physicalLocation": {"artifactLocation": {"uri": _uri(report.path)}}}
    return {"level": severity, "message": {"text": text}, "locations": [place]}


def _result(report: Report, finding: Finding, order: dict[str, int]) -> dict[str, Any]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
    }
    place = {"artifactLocation": {"uri": _uri(report.path)}, "region": region}
    found = {
        "ruleId": finding.rule,
        "level": level(finding),
        "message": {"text": sentence(finding)},
        "locations": [{"physicalLocation": place}],
    }
    return {**found, "ruleIndex": order[finding.rule]} if finding.rule in order else found


def _uri(path: str) -> str:
    if PurePath(path).is_absolute():
        return f"file://{quote(path, errors='surrogateescape')}"
    return quote(PurePath(path).as_posix(), errors="surrogateescape")
