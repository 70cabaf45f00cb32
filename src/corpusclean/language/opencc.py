"""OpenCC: its conversions, and the characters without which a text comes out of one as it went in.

A text is changed only where an entry of the dictionaries stands in it that is not its own replacement.  One character
of each such entry makes a class of characters; a text without any of them needs no conversion, and one scan tells.  No
entry holds a line end, so each line can be converted alone, but where the shape of a character is `described`.  The
classes are computed from the dictionaries of one version (`benchmarks/language/make_opencc.py`); with another version
of OpenCC there is no class, and `changing` is None.

>>> find = changing("t2s")
>>> find is None or (bool(find.search("漢字")), find.search("汉字"))
(True, None)
>>> converter("t2s")("漢字")
'汉字'
"""

import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from corpusclean.patterns import lazy

__all__ = ["changing", "converter", "described", "is_installed"]

_DESCRIBING = lazy("[\u2ff0-\u2fff\u31ef]")


def is_installed(package: str, version: str) -> bool:
    """Whether this version of a package is the one that would be imported; without importing it.

    The folder that the installer wrote beside the package says it at once; the standard library's way takes
    milliseconds, and is asked where there is no such folder.
    """
    spec = find_spec(package)
    if spec is None or not spec.origin:
        return False
    if Path(spec.origin).parents[1].joinpath(f"{package}-{version}.dist-info").is_dir():
        return True
    from importlib import metadata

    try:
        return metadata.version(package) == version
    except metadata.PackageNotFoundError:
        return False


@cache
def converter(config: str) -> Callable[[str], str]:
    """What ``OpenCC(config).convert`` does; its dictionaries are loaded, 15 to 100 ms, when it is first asked for.

    One thing it does not do: OpenCC 1.4.2 with ``tw2s`` loses what stands behind a NUL.  Here NUL stays, and the text
    between two is converted alone; it is in no phrase.

    Raises `ValueError` for a configuration that OpenCC does not have.
    """
    import opencc

    if not hasattr(opencc, "CONFIGS"):  # opencc-python-reimplemented installs a module of this name over OpenCC's
        raise ImportError("the module opencc is not that of the package OpenCC; reinstall OpenCC")
    try:
        convert: Callable[[str], str] = opencc.OpenCC(config).convert
    except Exception as error:
        known = ", ".join(sorted(name.removesuffix(".json") for name in opencc.CONFIGS))
        raise ValueError(f"OpenCC has no configuration {config!r}; it has {known}") from error
    return lambda text: "\0".join(map(convert, text.split("\0"))) if "\0" in text else convert(text)


def described(text: str) -> bool:
    """Whether a text describes the shape of a character (⿰木目): there OpenCC looks on behind a line end."""
    return _DESCRIBING.search(text) is not None


@cache
def _classes() -> dict[str, str]:
    """The inside of the character class of each configuration; nothing where OpenCC is of another version."""
    rows = (Path(__file__).with_name("data") / "opencc.txt").read_text(encoding="utf-8").splitlines()
    (_, version), *classes = (row.split("\t") for row in rows if not row.startswith("#"))
    return {row[0]: row[1] for row in classes} if is_installed("opencc", version) else {}


@cache
def changing(*configs: str) -> "re.Pattern[str] | None":
    """A character without which these conversions, one after another, change nothing; None where that is not known.

    Everything beyond U+FFFF is one range: a class of many astral ranges searches fifty times slower.
    """
    classes = _classes()
    if not all(config in classes for config in configs):
        return None
    return re.compile(f"[{''.join(classes[config] for config in configs)}]")
