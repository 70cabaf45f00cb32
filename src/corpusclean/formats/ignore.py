"""What is left out of folders: patterns as ``.gitignore`` has them, from the settings and from files in the folders.

A file named ``.corpuscleanignore`` holds for its folder and those below.  As in git the last pattern that matches
decides, ``!`` takes back, a slash at the end means folders, a slash before it means this folder and not any, ``**``
goes through folders; and nothing inside of a folder that is left out can be taken back.  The settings come after all
files, those of deeper folders after those above them.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from corpusclean.errors import ConfigError

__all__ = ["NAME", "Ignored", "checked"]

#: The name of such files.
NAME = ".corpuscleanignore"


def _compiled(patterns: Sequence[str], where: str) -> Any:
    from pathspec import GitIgnoreSpec

    for number, pattern in enumerate(patterns, 1):
        try:
            GitIgnoreSpec.from_lines([pattern])
        except ValueError as error:
            raise ConfigError(f"{where.format(number)}: {pattern!r} is no pattern of .gitignore") from error
    return GitIgnoreSpec.from_lines(patterns)


def checked(pattern: str) -> str:
    """A pattern that can be matched.  Raises `ConfigError`."""
    _compiled([pattern], "exclude")
    return pattern


class Ignored(NamedTuple):
    """The patterns in force in a folder: each set with the id of the folder it stands in, the nearest last.

    >>> left_out = Ignored.of(["drafts/", "*.log.txt", "!kept.log.txt"])
    >>> [left_out("a/drafts", folder=True), left_out("a/drafts"), left_out("a/b.log.txt"), left_out("kept.log.txt")]
    [True, False, True, False]
    """

    found: tuple[tuple[str, Any], ...] = ()
    settings: Any = None

    @classmethod
    def of(cls, patterns: Iterable[str]) -> Self:
        """The patterns of the settings; they are relative to where ids begin.  Raises `ConfigError`."""
        patterns = [pattern.removeprefix("./") for pattern in patterns]
        return cls((), _compiled(patterns, "exclude") if patterns else None)

    def inside(self, folder: str, name: str) -> Self:
        """The patterns in force in a folder that has a file of them.  Raises `ConfigError`."""
        path = Path(folder or ".", NAME)
        try:
            patterns = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
        spec = _compiled(patterns, f"{path}:{{}}")
        return self._replace(found=(*self.found, (f"{name}/" if name else "", spec)))

    def __call__(self, name: str, *, folder: bool = False) -> bool:
        """Whether the file or folder of this id is left out, where those it stands in are not."""
        end = "/" if folder else ""
        if self.settings is not None:
            said = self.settings.check_file(name + end).include
            if said is not None:
                return bool(said)
        for base, spec in reversed(self.found):
            said = spec.check_file(name[len(base) :] + end).include
            if said is not None:
                return bool(said)
        return False
