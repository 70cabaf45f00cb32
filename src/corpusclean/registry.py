"""All rules there are: the table, and the rules of plugins; chosen by code or prefix.

A plugin names a `Rule`, or a list of rules, under the entry point ``corpusclean.rules``.  Its rules run at the end of
their stage, in the order of their codes.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from corpusclean import plugins
from corpusclean.errors import RuleError
from corpusclean.rule import STAGES, Rule
from corpusclean.rules import RULES

__all__ = ["RETIRED", "all_rules", "find", "matching", "nearest", "select"]

#: Codes that are no longer in use, with what to say to those who still name them.  A code is never reused.
RETIRED: dict[str, str] = {}


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint that names the nearest of some words, or nothing; of codes, first those of the same stage.

    >>> nearest("SPC110", ["SPC101", "GBK101"])
    '; did you mean SPC101?'
    """
    import difflib

    words = list(words)
    same = [one for one in words if one[:3] == word[:3]]
    found = difflib.get_close_matches(word, same, n=1) or difflib.get_close_matches(word, words, n=1, cutoff=0.5)
    return f"; did you mean {found[0]}?" if found else ""


def _plugins() -> Iterator[Rule]:
    for entry in plugins.entries():
        loaded = entry.load()
        for rule in [loaded] if isinstance(loaded, Rule) else loaded:
            if not isinstance(rule, Rule):
                raise RuleError(f"plugin {entry.name} ({entry.value}) names {rule!r}, which is no Rule")
            yield rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """The table and all plugins, in running order."""
    rules = list(RULES)
    codes = {rule.code for rule in RULES}
    for rule in sorted(_plugins(), key=lambda rule: rule.code):
        if rule.code in codes or rule.code in RETIRED:
            raise RuleError(f"a plugin's rule takes the code {rule.code}, which is in use; choose another")
        if rule.stage not in STAGES:
            raise RuleError(f"{rule.code} has no stage; its first letters must be one of {', '.join(STAGES)}")
        codes.add(rule.code)
        rules.append(rule)
    order = list(STAGES)
    return tuple(sorted(rules, key=lambda rule: order.index(rule.stage)))


def find(code: str) -> Rule:
    """The rule with this code.

    >>> find("SPC101").name
    'trailing_whitespace'
    """
    for rule in all_rules():
        if rule.code == code.upper():
            return rule
    if code in RETIRED:
        raise RuleError(f"rule {code} is retired: {RETIRED[code]}")
    raise RuleError(f"unknown rule {code}{nearest(code.upper(), (rule.code for rule in all_rules()))}")


def matching(names: Iterable[str], among: Iterable[Rule] = ()) -> set[str]:
    """The codes that codes and prefixes name, among the rules there are and some others.

    >>> sorted(matching(["SPC10", "GBK101"]))[:2]
    ['GBK101', 'SPC101']
    """
    if isinstance(names, str):  # its letters would be taken for prefixes
        raise RuleError(f"{names!r} is a string, not a list of codes; write [{names!r}]")
    codes = [rule.code for rule in (*all_rules(), *among)]
    found = set()
    for name in names:
        matched = [code for code in codes if code.startswith(name.upper())] if name else []
        if not matched:
            if name in RETIRED:
                raise RuleError(f"rule {name} is retired: {RETIRED[name]}")
            raise RuleError(f"unknown rule or prefix {name!r}{nearest(name.upper(), [*codes, *STAGES])}")
        found.update(matched)
    return found


def select(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that are named by code or prefix and not ignored, in running order; all where none is named.

    >>> [rule.code for rule in select(["SPC101"])]
    ['SPC101']
    """
    chosen = matching(select)
    ignored = matching(ignore)
    return tuple(rule for rule in all_rules() if (not chosen or rule.code in chosen) and rule.code not in ignored)
