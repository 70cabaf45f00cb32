"""What a person says files are in: an order for all files, and one for those that match a glob."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from corpusclean import registry
from corpusclean.decoding import decode
from corpusclean.errors import ConfigError
from corpusclean.formats.files import matcher

__all__ = ["AUTO", "Orders", "checked", "checked_pattern", "checked_table", "codec"]

#: The order that is none: the bytes decide.
AUTO = "auto"


class Orders(NamedTuple):
    """The order for each document; calling it with an id gives the encoding, or None where the bytes decide.

    ``globs`` are patterns as `corpusclean.formats.files.matcher` takes them, each with an encoding.  The last one that
    matches wins, as in ``.gitattributes``: the general comes first, exceptions below it, and what is added at the end
    is in force.

    >>> orders = Orders("gbk", (("tw/**", "big5"), ("tw/new/*", "auto")))
    >>> orders("a.txt"), orders("tw/a.txt"), orders("tw/new/a.txt")
    ('gbk', 'big5', None)
    """

    every: str = AUTO
    globs: tuple[tuple[str, str], ...] = ()

    def __call__(self, name: str) -> str | None:
        """The encoding a document is said to be in, by its id."""
        matched = (encoding for glob, encoding in reversed(self.globs) if _matches(glob)(name))
        found = next(matched, self.every)
        return None if found == AUTO else found


@cache
def _matches(glob: str) -> Callable[[str], bool]:
    return matcher([glob])


def codec(value: object) -> str:
    """The name of an encoding that files can be in.  Raises `ConfigError`, with the nearest right one."""
    return _known(value, ())


def checked(value: object) -> str:
    """The name of an encoding, or ``auto``.  Raises `ConfigError`, with the nearest right one."""
    return AUTO if value == AUTO else _known(value, (AUTO,))


def _known(value: object, others: tuple[str, ...]) -> str:
    if not isinstance(value, str):
        hint = "; patterns go into the table encodings" if isinstance(value, dict) else ""
        raise ConfigError(f'{value!r} is no name of an encoding; write it as "gb18030"{hint}')
    try:
        "a".encode(value)  # some codecs are not for text: rot13, base64
        decode(b"a", encoding=value)  # some are not for files: idna
    except (LookupError, ValueError) as error:
        from encodings.aliases import aliases

        known = sorted({*aliases, *aliases.values(), *others})
        hint = registry.nearest(value.lower().replace("-", "_"), known)
        raise ConfigError(f"unknown encoding {value!r}{hint}") from error
    return value


def checked_pattern(glob: str) -> str:
    """A glob that can be matched.  Raises `ConfigError`."""
    try:
        matcher([glob])
    except re.error as error:
        raise ConfigError(f"{glob!r} is no pattern: {error}") from error
    return glob


def checked_table(value: object) -> dict[str, str]:
    """A table of globs and encodings, in its order.  Raises `ConfigError`."""
    if not isinstance(value, Mapping):
        raise ConfigError(f'{value!r} is no table; write it as {{ "old/*.txt" = "big5" }}')
    found = {}
    for glob, encoding in value.items():
        if isinstance(encoding, Mapping):  # old.txt = "big5" is a table old with a key txt
            raise ConfigError(f'{glob}: {encoding!r} is no name of an encoding; patterns stand in quotes: "*.txt"')
        checked_pattern(glob)
        try:
            found[glob] = checked(encoding)
        except ConfigError as error:
            raise ConfigError(f'"{glob}": {error}') from error
    return found
