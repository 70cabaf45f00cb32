"""The packages that bring rules: their entry points ``corpusclean.rules``.

Importing `importlib.metadata` takes a good part of what a hook on one file may take.  Most people have no plugin, and
that can be seen without it.
"""

import os
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["GROUP", "entries"]

#: The name of the group.
GROUP = "corpusclean.rules"


def entries() -> "list[EntryPoint]":
    """The entry points of the group, sorted."""
    if not _any():
        return []
    from importlib.metadata import entry_points

    return sorted(entry_points(group=GROUP))


def _any() -> bool:
    """Whether an installed package may have rules; False only where each says what it has, and none names the group."""
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return True
    return any(map(_names, dict.fromkeys(sys.path)))


def _names(folder: str) -> bool:
    """Whether a folder of packages has one that names the group; a path that is no folder may hold anything."""
    try:
        with os.scandir(folder or ".") as found:
            names = [one.path for one in found if one.name.lower().endswith((".dist-info", "egg-info"))]
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return any(map(_named, names))


def _named(package: str) -> bool:
    """Whether the metadata of a package names the group."""
    try:
        return GROUP.encode() in Path(package, "entry_points.txt").read_bytes()
    except (FileNotFoundError, NotADirectoryError):  # no entry points; egg-info that is a file
        return False
    except OSError:
        return True
