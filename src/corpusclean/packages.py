"""Packages whose modules are imported when one of their names is asked for: most texts need few of them.

>>> ask = names("corpusclean.language", {"pinyin": ("TONED", "readings")})
>>> ask("readings")("業")
('yè',)
>>> ask("words")
Traceback (most recent call last):
...
AttributeError: module 'corpusclean.language' has no attribute 'words'
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["names"]


def names(package: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package whose modules have these names; what was asked for once is the package's own."""

    def ask(name: str) -> Any:
        for module, some in homes.items():
            if name in some:
                found = getattr(import_module(f"{package}.{module}"), name)
                setattr(sys.modules[package], name, found)
                return found
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return ask
