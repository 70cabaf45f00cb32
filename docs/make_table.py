"""Write src/corpusclean/built.json from the table of rules; with --print to standard output."""

import json
import sys
from typing import Any

from corpusclean import built
from corpusclean.gate import tabulated
from corpusclean.rules import RULES


def table() -> dict[str, Any]:
    """What a run must know of rules before it imports them."""
    built.table = lambda: {"options": {}}  # so that the rules themselves are asked
    triggers = {rule.code: rule.trigger for rule in RULES if not (rule.corpus or rule.report)}
    options = {
        rule.code: {option.name: [option.default, option.type] for option in rule.options.values()} for rule in RULES
    }
    return {"options": options, "triggers": tabulated(triggers)}


def text() -> str:
    """The file: one line a key of the triggers, so that a change can be seen."""
    return json.dumps(table(), ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.write(text())
    else:
        built.FILE.write_text(text(), encoding="utf-8")
