"""The characters with which a match of a regular expression can begin."""

import re
from collections.abc import Sequence
from typing import Any

__all__ = ["first"]

_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def first(pattern: str) -> str | None:
    r"""The inside of a class that holds every character a match can begin with; None where that cannot be said.

    ``^`` is passed over.  The parse tree of a pattern is no public interface of Python: what is not understood in it
    gives None, and so does a pattern that can match nothing at all.

    >>> first(r"^\s*(?:Page|第)\d*"), first(r"^\d*"), first("^.x")
    ('\\sP第', None, None)
    """
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:
        return None
    tree = list(_parser.parse(pattern))
    if tree and str(tree[0][0]) == "AT" and str(tree[0][1]) == "AT_BEGINNING":
        tree = tree[1:]
    inside, empty = _sequence(tree)
    return None if empty or inside is None else inside


def _sequence(items: Sequence[Any]) -> tuple[str | None, bool]:
    """What a sequence begins with, and whether it can match nothing."""
    found = ""
    for item in items:
        inside, empty = _item(*item)
        if inside is None:
            return None, True
        found += inside
        if not empty:
            return found, False
    return found, True


def _item(sign: Any, value: Any) -> tuple[str | None, bool]:
    name = str(sign)
    if name == "LITERAL":
        return re.escape(chr(value)), False
    if name == "IN":
        members = [_member(*member) for member in value]
        return (None, True) if None in members else ("".join(filter(None, members)), False)
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        least, _, items = value
        inside, empty = _sequence(items)
        return inside, empty or not least
    if name == "SUBPATTERN":
        _, on, off, items = value
        return (None, True) if on or off else _sequence(items)
    if name == "BRANCH":
        ways = [_sequence(way) for way in value[1]]
        if any(inside is None for inside, _ in ways):
            return None, True
        return "".join(inside or "" for inside, _ in ways), any(empty for _, empty in ways)
    return None, True


def _member(sign: Any, value: Any) -> str | None:
    name = str(sign)
    if name == "LITERAL":
        return re.escape(chr(value))
    if name == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return _CATEGORIES.get(str(value)) if name == "CATEGORY" else None
