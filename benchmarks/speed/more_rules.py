"""A plugin with rules whose triggers stand in no text: characters of scripts nobody uses here, and made-up words.

A rule that is called all the same fails, and the run with it: what is measured is what a rule costs that has nothing
to do.
"""

import os
import subprocess
from pathlib import Path

import runs

__all__ = ["check", "plugin"]

SOURCE = '''\
"""Rules that never have anything to do."""

from corpusclean.rule import Rule, Trigger

STAGES = ("MRK", "MOJ", "GBK", "UNI", "CHR", "SPC", "PUN", "REP")


def nothing(text):
    """What stands in no text."""
    raise AssertionError("called on a text without its trigger")


def trigger(number):
    chars = "".join(chr(0xA500 + 5 * number + at) for at in range(5))  # Vai
    literals = tuple(f"{word}{number:03}号" for word in ("不存在的词", "nowhere-at-all-"))
    return (Trigger(chars=chars), Trigger(literals=literals), Trigger(chars=chars, literals=literals))[number % 3]


RULES = [Rule(f"{STAGES[number % 8]}{800 + number}", nothing, trigger=trigger(number)) for number in range(COUNT)]
'''


def plugin(folder: Path, count: int) -> str:
    """The plugin as an installed package would be found; what PYTHONPATH has to be for it."""
    about = folder / "more_rules-1.dist-info"
    about.mkdir(parents=True)
    (folder / "more_rules_plugin.py").write_text(SOURCE.replace("COUNT", str(count)), encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: more-rules\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[corpusclean.rules]\nmore = more_rules_plugin:RULES\n", encoding="utf-8")
    return runs.path_with(folder)


def check(python: str, path: str, count: int) -> None:
    """Raise `RunError` where corpusclean does not see the rules."""
    code = "from corpusclean.registry import all_rules; print(sum(rule.name == 'nothing' for rule in all_rules()))"
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([python, "-c", code], check=False, capture_output=True, encoding="utf-8", env=environment)
    if done.returncode or int(done.stdout) != count:
        raise runs.RunError(f"corpusclean sees {done.stdout.strip() or 'none'} of {count} rules: {done.stderr[-500:]}")
