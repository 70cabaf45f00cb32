"""One rule on one document, and what is known while a document is cleaned.

A rule is a function of the text: it is run where its trigger stands, and not asked twice about the same text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from corpusclean.document import FIELDS, Document
from corpusclean.edits import Edit, Field, Flag
from corpusclean.errors import ConfigError, DocumentError, RuleError
from corpusclean.gate import Gate
from corpusclean.profile import Profile
from corpusclean.rule import Rule

__all__ = ["Watch", "run_rule"]


@dataclass(slots=True)
class Watch:
    """The rules that are awake, by their place in the table, and the text that each of them found nothing in last.

    Without a gate nobody is woken.  ``profile`` takes what each rule costs.
    """

    gate: Gate | None
    profile: Profile | None = None
    woken: set[int] = field(default_factory=set)
    quiet: dict[int, str] = field(default_factory=dict)

    def look(self, text: str) -> None:
        """Wake the rules that a text concerns."""
        if self.gate:
            start = perf_counter()
            self.woken |= self.gate.wake(text)
            if self.profile:
                self.profile.add("gate", perf_counter() - start)

    def run(self, rule: Rule, document: Document, options: Mapping[str, Any]) -> tuple[Document, list[Edit]]:
        """The document with the flags and fields of one rule, and its edits."""
        if not self.profile:
            return run_rule(rule, document, options)
        start = perf_counter()
        document, edits = run_rule(rule, document, options)
        self.profile.add(rule.code, perf_counter() - start, edits=len(edits))
        return document, edits

    def edited(self, document: Document, edits: list[Edit]) -> Document:
        """The document after the edits of one rule, a layer of its own; what they concern is awake."""
        start = perf_counter()
        try:
            document = document.edited(edits)
        except Exception as error:
            raise _failed(edits[0].rule, document, error) from error
        if self.profile:
            self.profile.add("edits", perf_counter() - start)
        if self.gate:
            start = perf_counter()
            self.woken |= self.gate.wake_around(document.text, document.history[-1].patch)
            if self.profile:
                self.profile.add("gate", perf_counter() - start)
        return document


def run_rule(rule: Rule, document: Document, options: Mapping[str, Any]) -> tuple[Document, list[Edit]]:
    """The document with the flags and fields of one rule, and its edits."""
    try:
        edits, flags, fields = rule(document.text, options)
        _check(document.text, edits, [*flags, *fields])
        return document.marked([*flags, *fields]), edits
    except (ConfigError, DocumentError):
        raise
    except Exception as error:
        raise _failed(rule.code, document, error) from error


def _failed(code: str, document: Document, error: Exception) -> RuleError:
    return RuleError(f"{code} failed on {document.id or 'the text'}: {type(error).__name__}: {error}")


def _check(text: str, edits: Sequence[Edit], marks: Sequence[Flag | Field]) -> None:
    """Raise `RuleError` for what no record could hold; edits that do not fit are refused by their patch."""
    for mark in marks:
        if not 0 <= mark.start <= mark.end <= len(text):
            raise RuleError(f"{mark!r} lies outside a text of {len(text)} code points")
        if isinstance(mark, Field) and mark.name not in FIELDS:
            raise RuleError(f"{mark.name!r} is no field; known are {', '.join(FIELDS)}")
    "".join(edit.replacement for edit in edits).encode()  # lone surrogates raise UnicodeEncodeError
