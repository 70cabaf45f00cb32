"""What the table of rules says of triggers and options, ready to be read: a run starts without importing any rule.

``built.json`` is made from the table by ``docs/make_table.py``; a test holds that the two say the same.
"""

from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["FILE", "table"]

#: Where it stands.
FILE = Path(__file__).with_name("built.json")


@cache
def table() -> dict[str, Any]:
    """``options``: by code, name and default and type; ``triggers``: see `corpusclean.gate`."""
    import json

    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"options": {}}
