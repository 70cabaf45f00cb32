"""``corpusclean explain [CODE]``: the table of rules, or the page of one."""

import argparse
import json
from itertools import groupby
from operator import attrgetter
from typing import Any

from corpusclean import registry
from corpusclean.cli import console
from corpusclean.rule import STAGES, Rule

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Print the table or the page."""
    if options.code:
        rule = registry.find(options.code)
        console.say(_json(_entry(rule)) if options.format == "json" else _page(rule))
    elif options.format == "json":
        console.say(_json([_entry(rule) for rule in registry.all_rules()]))
    else:
        console.say(_table())
    return 0


def _table() -> str:
    rules = registry.all_rules()
    width = max(len(rule.name) for rule in rules)
    rows = []
    for stage, group in groupby(rules, key=attrgetter("stage")):
        name, purpose = STAGES[stage]
        rows.append(f"{stage}  {name}: {purpose}")
        rows.extend(f"  {rule.code}  {rule.name:{width}}  {rule.kind:6}  {rule.summary}" for rule in group)
    return "\n".join(rows)


def _page(rule: Rule) -> str:
    parts = [
        f"{rule.code} {rule.name} ({rule.kind}, stage {STAGES[rule.stage][0]})",
        "",
        rule.page,
        "",
        _trigger(rule),
    ]
    if rule.options:
        parts.append("\nOptions:")
        parts.extend(f"  {name} = {option.default!r}    {option.type}" for name, option in rule.options.items())
    return "\n".join(parts)


def _trigger(rule: Rule) -> str:
    if rule.report:
        return "Reported by decoding; it has no filter."
    if rule.corpus:
        return "Runs over all documents together."
    if rule.trigger.always:
        return "Runs on every document."
    parts = []
    if rule.trigger.chars:
        chars = sorted(rule.trigger.chars)
        few = " ".join(
            console.shown(char) if char.isprintable() and char != " " else f"U+{ord(char):04X}" for char in chars[:16]
        )
        parts.append(f"{few}{f' and {len(chars) - 16} other characters' if len(chars) > 16 else ''}")
    if rule.trigger.literals:
        literals = rule.trigger.literals
        few = ", ".join(map(console.shown, literals[:8]))
        parts.append(f"{few}{f' and {len(literals) - 8} other literals' if len(literals) > 8 else ''}")
    return f"Runs where a document has any of: {'; '.join(parts)}"


def _entry(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "stage": STAGES[rule.stage][0],
        "kind": rule.kind,
        "summary": rule.summary,
        "page": rule.page,
        "options": {name: {"default": option.default, "type": option.type} for name, option in rule.options.items()},
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
