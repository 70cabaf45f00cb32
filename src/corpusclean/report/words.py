"""What a finding is called and what it changes, in a few words."""

from functools import cache

from corpusclean import registry
from corpusclean.document import Reading
from corpusclean.formats.files import shown
from corpusclean.pipeline import Finding
from corpusclean.rule import Rule

__all__ = ["change", "level", "name", "reading", "sentence", "summary"]

#: The longest snippet of text that a line shows.
SNIPPET = 24


@cache
def _rule(code: str) -> Rule | None:
    """The rule with a code; none for a code that a plugin's filter made up."""
    return next((rule for rule in registry.all_rules() if rule.code == code), None)


def name(code: str) -> str:
    """The name of a rule."""
    rule = _rule(code)
    return rule.name if rule else code


def summary(code: str) -> str:
    """The first line of a rule's page, without its full stop."""
    rule = _rule(code)
    return rule.summary.rstrip(".") if rule else code


def snippet(text: str) -> str:
    r"""A text short enough for a line, its middle left out, its control characters escaped.

    >>> print(snippet("a tab\tand a much longer text behind it"))
    "a tab\tand a … behind it" (38 characters)
    """
    if len(text) <= SNIPPET:
        return f'"{shown(text)}"'
    half = SNIPPET // 2
    return f'"{shown(text[:half])}…{shown(text[-half + 2 :])}" ({len(text):,} characters)'


def change(finding: Finding) -> str:
    """What is replaced by what; nothing for a flag."""
    if finding.before is None or finding.after is None:
        return ""
    return f"[{snippet(finding.before)} -> {snippet(finding.after)}]"


def sentence(finding: Finding) -> str:
    """What was found, the change, and the note."""
    words = [summary(finding.rule), change(finding)]
    if finding.note:
        words.append(f"({shown(finding.note)})")
    return " ".join(word for word in words if word)


def reading(how: Reading) -> str:
    """How a file was read: the encoding, how sure that is, what came next, and why.

    >>> print(reading(Reading("gb18030", 0.9984, "9.1 bits a character", "big5hkscs")))
    read as gb18030 (0.998, then big5hkscs): 9.1 bits a character
    """
    sure = how.confidence if how.confidence >= 1 else min(round(how.confidence, 3), 0.999)
    return f"read as {how.encoding} ({sure}{f', then {how.runner_up}' if how.runner_up else ''}): {shown(how.evidence)}"


def level(finding: Finding) -> str:
    """``warning`` for what clean would change, ``note`` for the rest, in the words of SARIF."""
    return "warning" if finding.applied else "note"
