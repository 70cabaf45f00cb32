"""Write docs/reference/rules.md from the table of rules; with --print to standard output."""

import re
import sys
from pathlib import Path

from corpusclean.rule import STAGES, Rule
from corpusclean.rules import RULES

HEAD = """# Rules

Made from the table by `docs/make_reference.py`; `python -m corpusclean explain CODE` prints the same pages. *Safe*
rules run by default. *Unsafe* ones are reported, and applied only where asked. A *flag* changes nothing, a *field* goes
to the metadata, a *report* comes from decoding. Stages run in the order of this page.
"""


def page(rule: Rule) -> str:
    """The section of one rule; examples become blocks of code."""
    lines = [f"### {rule.code} {rule.name}", "", f"*{rule.kind}*", ""]
    if rule.options:
        options = ", ".join(f"`{option.name}` ({option.type}, {option.default!r})" for option in rule.options.values())
        lines += [f"Options: {options}", ""]
    inside = False
    for line in rule.page.splitlines():
        if line.startswith(">>> ") and not inside:
            lines.append("```python")
            inside = True
        elif inside and not line:
            lines.append("```")
            inside = False
        lines.append(line)
    return re.sub(r"(?<!`)``(?!`)", "`", "\n".join([*lines, "```", ""] if inside else [*lines, ""]))


def reference() -> str:
    """The whole page."""
    parts = [HEAD, "| code | name | | what |", "| --- | --- | --- | --- |"]
    for rule in RULES:
        anchor = f"{rule.code} {rule.name}".lower().replace(" ", "-")
        parts.append(f"| [{rule.code}](#{anchor}) | {rule.name} | {rule.kind} | {rule.summary} |")
    for prefix, (stage, purpose) in STAGES.items():
        rules = [rule for rule in RULES if rule.stage == prefix]
        if rules:
            parts += ["", f"## {prefix}: {stage}", "", f"{purpose[0].upper()}{purpose[1:]}.", "", *map(page, rules)]
    return "\n".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.write(reference())
    else:
        Path(__file__).with_name("reference").joinpath("rules.md").write_text(reference(), encoding="utf-8")
