"""Which files are documents: the paths that were given, and what stands in the folders among them.

A folder is walked in the order of its names.  Hidden files and folders are left out.  Links are followed; one that
leads back to a folder it stands in is a problem.  In folders only files that match ``include`` are documents, the
others are counted by their extension; a file that was named is always one.  A packed file, .gz or .zst, is a document
where it would be one unpacked.

What is left out is in the manner of ``.gitignore`` (`ignore`).  A path with ``*``, ``?`` or ``[`` that no file has is
a glob, for shells that leave it to the program; ``-`` is standard input.  Records that corpusclean wrote, which are
known by the manifest beside them, are left alone in folders: they are clean already.

The id of a document is its path as it was given, in posix form.  Where that is absolute, or leads upward, it begins
at the last folder of the path that was given, so that no output says where on a machine its documents stood.
"""

import errno
import os
import posixpath
import re
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from typing import NamedTuple

from corpusclean.errors import ConfigError, RecordError
from corpusclean.formats import ignore
from corpusclean.formats.ignore import Ignored
from corpusclean.formats.kinds import INCLUDED, ROWS, bare, kind, unpacked
from corpusclean.patterns import lazy

__all__ = ["INCLUDED", "STDIN", "Input", "Listing", "Problem", "find", "matcher", "shown"]

#: The id of standard input.
STDIN = "stdin"


class Input(NamedTuple):
    """A file to read, its id, and how many bytes it has; the path of standard input is ``-``."""

    id: str
    path: str
    bytes: int

    @property
    def named(self) -> str:
        """What people know the file by: its path, but for standard input, which lies in a file of the run's own."""
        return STDIN if self.id == STDIN else self.path


class Problem(NamedTuple):
    """A path that could not be taken, and why."""

    id: str
    path: str
    message: str


class Listing(NamedTuple):
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
    # Most patterns are an ending, and an expression with forty of them takes 40 µs a name.
    endings: list[str] = []
    others: list[str] = []
    for pattern in patterns:
        ending = _ENDING.fullmatch(pattern)
        (endings if ending else others).append(ending[1] if ending else pattern)
    ends = tuple(endings)
    if not others:
        return lambda name: name.endswith(ends)
    parts = [_regex(pattern if "/" in pattern else f"**/{pattern}") for pattern in others]
    rest = re.compile("|".join(parts), re.DOTALL)
    return lambda name: name.endswith(ends) or rest.fullmatch(name) is not None


_ENDING = lazy(r"\*([^*?\[/]+)")

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

    Raises `ConfigError` where two files would have one id, and for patterns that are none.
    """
    walk = _Walk(matcher(include), Ignored.of(exclude), frozenset(_identities(never)))
    found: dict[str, Input] = {}
    problems: list[Problem] = []
    for given in paths:
        path = given.removeprefix("./") or given
        for item in [Input(STDIN, "-", 0)] if given == "-" else walk.given(path):
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


def _globbed(path: str) -> list[str]:
    """The paths that match one that no file has."""
    import glob

    return sorted(glob.iglob(path, recursive=True)) if glob.has_magic(path) and "\0" not in path else []  # noqa: PTH207


class _Walk:
    """One walk over the given paths; counts what it leaves alone."""

    def __init__(self, included: Callable[[str], bool], ignored: Ignored, never: frozenset[tuple[int, int]]) -> None:
        self.included, self.ignored, self.never = included, ignored, never
        self.alone: Counter[str] = Counter()
        self._seen: set[str] = set()

    def given(self, path: str) -> Iterator[Input | Problem]:
        """The documents of one path of the command line."""
        name = _root_id(path)
        try:
            status = Path(path).stat()
        except (OSError, ValueError) as error:
            matches = _globbed(path)
            for match in matches:
                yield from self.given(match)
            if not matches:
                yield Problem(_printable(name), path, getattr(error, "strerror", None) or str(error))
            return
        above = Path(os.path.realpath(path)).parents if self.never else ()
        if any(self._own(one) for one in (status, *(folder.stat() for folder in above)) if stat.S_ISDIR(one.st_mode)):
            raise ConfigError(f"{shown(path)}: is in a folder that would be overwritten; choose another output")
        if stat.S_ISDIR(status.st_mode):
            loop = {(status.st_dev, status.st_ino): path}
            yield from self._folder("" if path == "." else path.rstrip("/") or path, name, loop, self.ignored)
        else:
            yield self._file(path, name, status)

    def _folder(
        self, folder: str, name: str, chain: dict[tuple[int, int], str], ignored: Ignored
    ) -> Iterator[Input | Problem]:
        try:
            with os.scandir(folder or ".") as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(_printable(name), folder or ".", error.strerror or str(error))
            return
        if any(entry.name == ignore.NAME for entry in entries):
            ignored = ignored.inside(folder, name)
        ours = _manifests(folder, [entry.name for entry in entries if entry.name.endswith(_MANIFEST)])
        for entry in entries:
            if entry.name.startswith("."):
                continue
            inner = posixpath.join(name, entry.name)
            path = f"{folder}{os.sep}{entry.name}" if folder and folder != os.sep else f"{folder}{entry.name}"
            if path == inner:
                path = inner  # one string for a million files, not two
            try:
                status = entry.stat()
            except OSError as error:
                if (self.included(unpacked(inner)) or error.errno == errno.ELOOP) and not ignored(inner):
                    yield Problem(_printable(inner), path, error.strerror or str(error))
                continue
            if stat.S_ISDIR(status.st_mode):
                if not (self._own(status) or _texts(entry.name, ours) or ignored(inner, folder=True)):
                    yield from self._inside(path, inner, status, chain, ignored)
            elif not ignored(inner):
                yield from self._entry(path, inner, status, ours)

    def _own(self, status: os.stat_result) -> bool:
        return (status.st_dev, status.st_ino) in self.never

    def _inside(
        self, path: str, name: str, status: os.stat_result, chain: dict[tuple[int, int], str], ignored: Ignored
    ) -> Iterator[Input | Problem]:
        key = (status.st_dev, status.st_ino)
        if key in chain:
            yield Problem(_printable(name), path, f"a folder loop: it leads back to {shown(chain[key])}")
        else:
            yield from self._folder(path, name, {**chain, key: path}, ignored)

    def _entry(self, path: str, name: str, status: os.stat_result, ours: Collection[str]) -> Iterator[Input | Problem]:
        own = self._own(status)
        if self.included(name) or self.included(unpacked(name)):
            if not (ours and _ours(name, ours)) and not (own and _record_file(path)):
                yield self._file(path, name, status)
                return
            note = " (records of corpusclean)"
        else:
            note = ""
        if name not in self._seen and not own:
            self._seen.add(name)
            self.alone[(PurePath(name).suffix.lower() or "no extension") + note] += 1

    def _file(self, path: str, name: str, status: os.stat_result) -> Input | Problem:
        if _printable(name) != name:
            return Problem(_printable(name), path, "its name is no valid Unicode; rename it")
        if not stat.S_ISREG(status.st_mode):
            return Problem(name, path, "no regular file")
        if self._own(status):
            raise ConfigError(f"{shown(path)} is a document and would be overwritten; choose another output")
        return Input(name, path, status.st_size)


_MANIFEST = ".manifest.json"
#: A manifest begins with its settings, and then has this; behind it come the outputs, texts where there are some.
_OURS, _TEXTS = b'"config_hash": "', b'"texts": {'


def _manifests(folder: str, names: Iterable[str]) -> dict[str, bool]:
    """What outputs of corpusclean in a folder are called, without their endings, and whether texts are among them."""
    found = {}
    for name in names:
        with suppress(OSError), Path(folder, name).open("rb") as file:
            head = file.read(1 << 18)
            if _OURS in head:
                found[name.removesuffix(_MANIFEST)] = _TEXTS in head
    return found


def _texts(name: str, ours: Mapping[str, bool]) -> bool:
    """Whether a folder is one of texts that corpusclean wrote."""
    return bool(ours) and any(ours.get(one, False) for one in (name, PurePath(name).stem))


def _record_file(path: str) -> bool:
    """Whether a file that is to be overwritten holds nothing but a run that was stopped before its manifest."""
    from corpusclean import records
    from corpusclean.formats.jsonl import lines

    try:
        first = next((line for _, line in lines(Path(path))), None)
        return first is None or bool(records.load(first))
    except RecordError:
        return False


def _ours(name: str, ours: Collection[str]) -> bool:
    if kind(name).format not in ROWS:
        return False
    last = posixpath.basename(name)
    stems = (bare(last), PurePath(last).stem)
    return any(stem.removesuffix(more) in ours for stem in stems for more in ("", ".dropped", ".records"))


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
