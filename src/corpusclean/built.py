"""What the table of rules says of triggers and options, ready to be read: a run starts without importing any rule.

``built.txt`` is made from the table by ``docs/make_table.py``; a test holds that the two say the same.  Its rows are
parted by tabs: ``option`` with a code, a name, the default as Python writes it, and the type; ``always`` with a code;
``set`` with the codes of rules that share triggers, the characters, and the literals.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["FILE", "Shared", "Table", "read", "table", "written"]

#: Where it stands.
FILE = Path(__file__).with_name("built.txt")
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


class Shared(NamedTuple):
    """Characters and literals, and the codes of the rules that each of them wakes."""

    codes: tuple[str, ...]
    chars: str
    literals: tuple[str, ...]


class Table(NamedTuple):
    """For each rule the name, default (as Python writes it) and type of its options; who is always awake; the rest."""

    options: dict[str, list[tuple[str, str, str]]]
    always: list[str]
    shared: list[Shared]


def written(found: Table) -> str:
    """A table as a file has it."""
    rows: list[tuple[str, ...]] = []
    for code, options in found.options.items():
        rows += [("option", code, *option) for option in options] or [("option", code)]
    rows += [("always", code) for code in found.always]
    rows += [("set", " ".join(codes), chars, *literals) for codes, chars, literals in found.shared]
    return "".join("\t".join(map(_escaped, row)) + "\n" for row in rows)


def read(text: str) -> Table:
    r"""The table of a file.

    >>> made = Table({"XYZ101": [("width", "4", "int")]}, [], [Shared(("XYZ101",), "\t\\", ("ab", "n\n"))])
    >>> read(written(made)) == made
    True
    """
    found = Table({}, [], [])
    for row in text.split("\n")[:-1]:
        kind, first, *rest = row.split("\t")
        if kind == "set":
            if "\\" in row:
                rest = [_unescaped(cell) if "\\" in cell else cell for cell in rest]
            found.shared.append(Shared(tuple(first.split(" ")), rest[0], tuple(rest[1:])))
        elif kind == "always":
            found.always.append(first)
        else:
            options = found.options.setdefault(first, [])
            if rest:
                options.append((rest[0], rest[1], rest[2]))
    return found


def _escaped(cell: str) -> str:
    for char, escape in _ESCAPES:
        cell = cell.replace(char, escape)
    return cell


def _unescaped(cell: str) -> str:
    parts = cell.split("\\\\")
    for char, escape in _ESCAPES[1:]:
        parts = [part.replace(escape, char) for part in parts]
    return "\\".join(parts)


@cache
def table() -> Table:
    """What is shipped; empty where the file is not made yet."""
    return read(FILE.read_bytes().decode()) if FILE.exists() else Table({}, [], [])
