"""Write src/corpusclean/built.txt from the table of rules; with --print to standard output."""

import sys

from corpusclean import built
from corpusclean.gate import shared
from corpusclean.rules import RULES


def text() -> str:
    """The file: what a run must know of rules before it imports them."""
    built.table = lambda: built.Table({}, [], [])  # so that the rules themselves are asked
    options = {rule.code: [(one.name, repr(one.default), one.type) for one in rule.options.values()] for rule in RULES}
    triggers = {rule.code: rule.trigger for rule in RULES if not (rule.corpus or rule.report)}
    always = [code for code, trigger in triggers.items() if trigger.always]
    return built.written(built.Table(options, always, shared(triggers)))


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.reconfigure(encoding="utf-8", newline="")
        sys.stdout.write(text())
    else:
        built.FILE.write_bytes(text().encode())
