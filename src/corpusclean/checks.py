"""The checks of the configuration's own keys: each takes a value as it was written, and gives it back or says no."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from corpusclean import registry
from corpusclean.errors import ConfigError
from corpusclean.formats import encodings, ignore
from corpusclean.patterns import lazy

__all__ = ["CHECKS", "PROVENANCE", "chosen", "memory_bytes"]

#: What a record may hold of its document's history.  `corpusclean.records` has the same list, but is slow to import.
PROVENANCE = ("full", "spans", "none")


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f'{value!r} is no list of strings; write it as ["…"]')
    return tuple(value)


def _globs(value: object) -> tuple[str, ...]:
    return tuple(map(encodings.checked_pattern, _strings(value)))


def _patterns(value: object) -> tuple[str, ...]:
    return tuple(map(ignore.checked, _strings(value)))


def _codes(value: object) -> tuple[str, ...]:
    codes = _strings(value)
    registry.select(codes)
    return codes


def _unsafe(value: object) -> bool | tuple[str, ...]:
    return value if isinstance(value, bool) else _codes(value)


def _provenance(value: object) -> str:
    return str(chosen(value, PROVENANCE))


def _jobs(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ConfigError(f"{value!r} is no number of processes; write 1 or more, or 0 to let corpusclean choose")
    return value


def _column(value: object) -> str:
    if not isinstance(value, str):
        raise ConfigError(f"{value!r} is no name of a column")
    return value


_SIZES = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_SIZE = lazy(r"([0-9]+(?:\.[0-9]+)?) ?([KMGT]?)(?:i?B)?", re.IGNORECASE)


def memory_bytes(value: str) -> int:
    """An amount of memory in bytes.  Raises `ConfigError`.

    >>> memory_bytes("1GB"), memory_bytes("512 MiB"), memory_bytes("1.5g")
    (1073741824, 536870912, 1610612736)
    """
    match = _SIZE.fullmatch(value.strip())
    if not match:
        raise ConfigError(f"{value!r} is no amount of memory; write it as 1GB or 512MB")
    return int(float(match[1]) * _SIZES[match[2].upper()])


def _memory(value: object) -> str:
    memory_bytes(str(value))
    return str(value)


#: The keys, with what checks their value.
CHECKS: dict[str, Callable[[object], Any]] = {
    "select": _codes,
    "ignore": _codes,
    "unsafe": _unsafe,
    "provenance": _provenance,
    "include": _globs,
    "exclude": _patterns,
    "encoding": encodings.checked,
    "encodings": encodings.checked_table,
    "text_column": _column,
    "id_column": _column,
    "jobs": _jobs,
    "memory": _memory,
}


def chosen(value: object, choices: Iterable[Any]) -> Any:
    """The value, where it is one of the choices.  Raises `ConfigError` with the nearest one."""
    allowed = list(choices)
    if value not in allowed or type(value) is not type(allowed[allowed.index(value)]):
        listed = ", ".join(map(str, allowed))
        raise ConfigError(f"{value!r} is none of {listed}{registry.nearest(str(value), map(str, allowed))}")
    return value
