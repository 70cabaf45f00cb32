"""``corpusclean config [PATH…]``: the configuration in force, as TOML, and the files it touches."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from corpusclean import registry
from corpusclean.cli import arguments, console
from corpusclean.cli.console import shown
from corpusclean.config import CHECKS, Config
from corpusclean.formats import files

__all__ = ["run"]

#: The first files that are shown.
FIRST = 10


def run(options: argparse.Namespace) -> int:
    """Print what is in force; the output is a corpusclean.toml."""
    config = arguments.settings(options)
    for line in _toml(config):
        console.say(line)
    if not options.paths:
        return 0
    listing = files.find(options.paths, include=config.include, exclude=config.exclude)
    count = len(listing.documents)
    said = Counter(order for item in listing.documents if (order := config.orders(item.id)))
    orders = "".join(f", {number:,} in {name}" for name, number in sorted(said.items()))
    console.say(f"\n# {count:,} {'document' if count == 1 else 'documents'}{orders}")
    for item in listing.documents[:FIRST]:
        order = config.orders(item.id)
        console.say(f"#   {shown(item.path)}{f' (in {order})' if order else ''}")
    if count > FIRST:
        console.say(f"#   and {count - FIRST:,} more")
    for problem in listing.problems:
        console.warn(f"{shown(problem.path)}: {problem.message}")
    return 2 if listing.problems else 0


def _toml(config: Config) -> Iterator[str]:
    """A line a key: its value, and where that comes from; an inline table is one, too."""
    pipeline = config.pipeline()
    defaults = {name: option.default for rule in registry.all_rules() for name, option in rule.options.items()}
    values = {**{key: getattr(config, key) for key in CHECKS}, **defaults, **config.options}
    yield f"# {len(pipeline.rules)} rules, of which {len(pipeline.applied)} are applied"
    for key, value in values.items():
        yield f"{key} = {_value(value)}  # {shown(config.origins.get(key, 'default'))}"


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_value(name)} = {_value(one)}' for name, one in value.items())} }}" if value else "{}"
    # A JSON string, number or boolean is a TOML one; TOML wants DEL escaped, too.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
