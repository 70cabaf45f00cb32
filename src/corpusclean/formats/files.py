"""Which files are documents: the paths that were given, and what stands in the folders among them.

A folder is walked in the order of its names.  Hidden files and folders are left out.  Links are followed; one that
leads back to a folder it stands in is a problem.  In folders only files that match ``include`` are documents, the
others are counted by their extension; a file that was named is always one.

The id of a document is its path as it was given, in posix form.  Where that is absolute, or leads upward, it begins
at the last folder of the path that was given, so that no output says where on a machine its documents stood.
"""

import errno
import os
import posixpath
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NamedTuple

from corpusclean.errors import ConfigError
from corpusclean.patterns import lazy

__all__ = ["INCLUDED", "Input", "Listing", "Problem", "find", "matcher", "shown"]


#: What is a document in a folder, where nobody says otherwise.
INCLUDED = ("*.txt", "*.html", "*.htm")


class Input(NamedTuple):
    """A file to read, and the id of its document."""

    id: str
    path: str
    bytes: int


class Problem(NamedTuple):
    """A path that could not be taken, and why."""

    id: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The documents by id, what could not be taken, and how many other files were left alone, by extension."""

    documents: tuple[Input, ...]
    problems: tuple[Problem, ...]
    left_alone: Mapping[str, int]


def shown(path: str) -> str:
    r"""A path or a snippet for people: control characters, and bytes that are no Unicode, are escaped.

    >>> print(shown("two\nlines"))
    two\nlines
    """
    if path.isprintable():
        return path
    return "".join(char if char.isprintable() or char == "\N{IDEOGRAPHIC SPACE}" else _escaped(char) for char in path)


def _escaped(char: str) -> str:
    if 0xDC80 <= ord(char) <= 0xDCFF:  # how Python writes a byte of a file name that is no UTF-8
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode-escape").decode("ascii")


def matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether an id matches one of some globs; ``*`` stays inside a folder, ``**`` does not.

    A pattern without a slash looks at the last name only, as in ``.gitignore``.

    >>> [matcher(["*.txt", "raw/**"])(name) for name in ("a/b.txt", "raw/c/d.md", "b.md")]
    [True, True, False]
    """
    parts = [_regex(pattern if "/" in pattern else f"**/{pattern}") for pattern in patterns]
    if not parts:
        return lambda name: False
    pattern = re.compile("|".join(parts), re.DOTALL)
    return lambda name: pattern.fullmatch(name) is not None


_GLOB = lazy(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|.", re.DOTALL)


def _regex(glob: str) -> str:
    found = []
    for match in _GLOB.finditer(glob.removeprefix("./").removeprefix("/")):
        token = match[0]
        if token in _WILD:
            found.append(_WILD[token])
        elif len(token) > 1:
            body = token[1:-1].replace("\\", r"\\").replace("[", r"\[").replace("^", r"\^")
            found.append(f"[^{body[1:]}]" if body.startswith("!") else f"[{body}]")
        else:
            found.append(re.escape(token))
    return "".join(found)


_WILD = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def find(
    paths: Iterable[str],
    *,
    include: Iterable[str] = INCLUDED,
    exclude: Iterable[str] = (),
    never: Iterable[str] = (),
) -> Listing:
    """The documents under some paths, sorted by id, each once; ``never`` are files that are our own output.

    Raises `ConfigError` where two files would have one id.
    """
    walk = _Walk(matcher(include), matcher(exclude), frozenset(_identities(never)))
    found: dict[str, Input] = {}
    problems: list[Problem] = []
    for given in paths:
        path = given.removeprefix("./") or given
        for item in walk.given(path):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            other = found.setdefault(item.id, item)
            if other.path != item.path and not Path(other.path).samefile(item.path):
                raise ConfigError(
                    f"{shown(other.path)} and {shown(item.path)} would both be {shown(item.id)!r}; "
                    "run from a folder that holds both, and give paths relative to it"
                )
    documents = tuple(found[name] for name in sorted(found))
    return Listing(documents, tuple(dict.fromkeys(problems)), dict(sorted(walk.alone.items())))


class _Walk:
    """One walk over the given paths; counts what it leaves alone."""

    def __init__(
        self, included: Callable[[str], bool], excluded: Callable[[str], bool], never: frozenset[tuple[int, int]]
    ) -> None:
        self.included, self.excluded, self.never = included, excluded, never
        self.alone: Counter[str] = Counter()
        self._seen: set[str] = set()

    def given(self, path: str) -> Iterator[Input | Problem]:
        """The documents of one path of the command line."""
        name = _root_id(path)
        try:
            status = Path(path).stat()
        except (OSError, ValueError) as error:
            yield Problem(_printable(name), path, getattr(error, "strerror", None) or str(error))
            return
        if stat.S_ISDIR(status.st_mode):
            yield from self._folder("" if path == "." else path, name, {(status.st_dev, status.st_ino): path})
        else:
            yield self._file(path, name, status)

    def _folder(self, folder: str, name: str, chain: dict[tuple[int, int], str]) -> Iterator[Input | Problem]:
        try:
            with os.scandir(folder or ".") as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(_printable(name), folder or ".", error.strerror or str(error))
            return
        for entry in entries:
            inner = posixpath.join(name, entry.name)
            if not entry.name.startswith(".") and not self.excluded(inner):
                yield from self._entry(f"{folder}{os.sep}{entry.name}" if folder else entry.name, inner, chain)

    def _entry(self, path: str, name: str, chain: dict[tuple[int, int], str]) -> Iterator[Input | Problem]:
        try:
            status = Path(path).stat()
        except OSError as error:
            if self.included(name) or error.errno == errno.ELOOP:
                yield Problem(_printable(name), path, error.strerror or str(error))
            return
        if stat.S_ISDIR(status.st_mode):
            key = (status.st_dev, status.st_ino)
            if key in chain:
                yield Problem(_printable(name), path, f"a folder loop: it leads back to {shown(chain[key])}")
            else:
                yield from self._folder(path, name, {**chain, key: path})
        elif self.included(name):
            yield self._file(path, name, status)
        elif name not in self._seen and (status.st_dev, status.st_ino) not in self.never:
            self._seen.add(name)
            self.alone[PurePath(name).suffix.lower() or "no extension"] += 1

    def _file(self, path: str, name: str, status: os.stat_result) -> Input | Problem:
        if _printable(name) != name:
            return Problem(_printable(name), path, "its name is no valid Unicode; rename it")
        if not stat.S_ISREG(status.st_mode):
            return Problem(name, path, "no regular file")
        if (status.st_dev, status.st_ino) in self.never:
            raise ConfigError(f"{shown(path)} is a document and would be overwritten; choose another output")
        return Input(name, path, status.st_size)


def _identities(paths: Iterable[str]) -> Iterator[tuple[int, int]]:
    """What tells files apart whatever they are called, for those that are there."""
    for path in paths:
        with suppress(OSError):
            status = Path(path).stat()
            yield status.st_dev, status.st_ino


def _root_id(path: str) -> str:
    posix = path.replace(os.sep, "/")
    if Path(path).is_absolute() or ".." in posix.split("/"):
        return Path(os.path.normpath(Path(path).absolute())).name
    normal = posixpath.normpath(posix)
    return "" if normal == "." else normal


def _printable(name: str) -> str:
    """The id as valid Unicode."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
