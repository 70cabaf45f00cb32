"""The configuration: command line over ``[tool.corpusclean]`` over defaults, checked against the table of rules.

The file is ``corpusclean.toml``, or the ``pyproject.toml`` with a table ``[tool.corpusclean]``, that is nearest to the
current directory on the way up.  Keys are those of `Config`, and every option of every rule by its own name.  An
unknown key, code or value is an error that names the file, the key and the nearest right one.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from corpusclean import plugins, registry
from corpusclean.checks import CHECKS, PROVENANCE, chosen, memory_bytes
from corpusclean.errors import ConfigError, RuleError
from corpusclean.formats import encodings, files
from corpusclean.formats.encodings import Orders
from corpusclean.formats.row import Columns
from corpusclean.pipeline import Pipeline
from corpusclean.rule import Option
from corpusclean.version import VERSION

if TYPE_CHECKING:
    from corpusclean.records import Provenance

__all__ = ["CHECKS", "PROVENANCE", "Config", "hashed", "load", "locate"]

#: The file names looked for in each folder, the first that is there wins.
NAMES = ("corpusclean.toml", "pyproject.toml")
#: The libraries whose version decides what comes out.
LIBRARIES = (
    "charset-normalizer",  # named in the evidence of unsure guesses
    "ftfy",  # mojibake
    "opencc",  # Chinese scripts
    "resiliparse",  # the trees of HTML, an extra
)


class Config(NamedTuple):
    """Everything that can be set.  It pickles, so that worker processes build their own pipeline from it.

    ``origins`` says for each key where its value comes from: a file, or the command line; defaults are left out.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unsafe: bool | tuple[str, ...] = False
    provenance: "Provenance" = "full"
    include: tuple[str, ...] = files.INCLUDED
    exclude: tuple[str, ...] = ()
    encoding: str = encodings.AUTO
    encodings: Mapping[str, str] = {}
    text_column: str = "text"
    id_column: str = ""
    jobs: int = 0
    memory: str = "2GB"
    options: Mapping[str, Any] = {}
    origins: Mapping[str, str] = {}

    def pipeline(self) -> Pipeline:
        """The rules to run, with their options."""
        return Pipeline.of(select=self.select, ignore=self.ignore, unsafe=self.unsafe, **self.options)

    @property
    def orders(self) -> Orders:
        """What each file is said to be in: ``encodings`` by pattern, ``encoding`` for the rest."""
        return Orders(self.encoding, tuple(self.encodings.items()))

    @property
    def columns(self) -> Columns:
        """Which columns are what in files of rows."""
        return Columns(self.text_column, self.id_column or None)

    @property
    def memory_bytes(self) -> int:
        """How much memory a run may use, in bytes."""
        return memory_bytes(self.memory)

    def effective(self) -> dict[str, Any]:
        """What determines the output: versions, rules, whether each is applied, and all their options.

        Neither the number of processes, nor memory, nor which files are read is part of it.  ``encodings`` is a list,
        since the order of its patterns matters.
        """
        pipeline = self.pipeline()
        return {
            "version": VERSION,
            "libraries": _versions(),
            "encoding": self.encoding,
            "encodings": [list(pair) for pair in self.encodings.items()],
            "columns": list(self.columns),
            "provenance": self.provenance,
            "rules": {
                rule.code: {
                    "applied": rule.code in pipeline.applied,
                    "options": {
                        name: pipeline.options[rule.code].get(name, option.default)
                        for name, option in rule.options.items()
                    },
                }
                for rule in pipeline.rules
            },
        }

    def digest(self) -> str:
        """The hash of `effective`: equal digests and equal input give equal output."""
        return hashed(self.effective())


def hashed(effective: Mapping[str, Any]) -> str:
    """The hash of what `Config.effective` gives."""
    import hashlib
    import json

    canonical = json.dumps(effective, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _versions() -> dict[str, str]:
    """The versions of the libraries, and of the packages that bring rules."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    for entry in plugins.entries():
        if entry.dist:
            found[entry.dist.name] = entry.dist.version
    return found


def locate(folder: Path) -> Path | None:
    """The configuration file for a folder: the nearest one on the way up."""
    for place in (folder, *folder.parents):
        for name in NAMES:
            path = place / name
            if path.is_file() and _table(path) is not None:
                return path
    return None


def _shown(path: Path) -> str:
    """A path as a user would write it: relative where it is below the current directory."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _table(path: Path) -> dict[str, Any] | None:
    """Our settings in a file; None where a pyproject.toml has none."""
    try:
        raw = path.read_bytes()
        if not raw.strip() or (path.name == "pyproject.toml" and b"corpusclean" not in raw):
            return None if path.name == "pyproject.toml" else {}
        import tomllib

        found: Any = tomllib.loads(raw.decode().replace("\r\n", "\n").replace("\r", "\n"))
    except OSError as error:
        raise ConfigError(f"{_shown(path)}: {error.strerror or error}") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise ConfigError(f"{_shown(path)}: no valid TOML: {error}") from error
    if path.name == "pyproject.toml":
        for name in ("tool", "corpusclean"):
            found = found.get(name)
            if found is None:
                return None
            if not isinstance(found, dict):
                raise ConfigError(f"{_shown(path)}: [tool.corpusclean] is {found!r}; write it as a table")
    settings: dict[str, Any] = found
    return settings


def load(overrides: Mapping[str, Any] | None = None, *, file: Path | None = None, folder: Path | None = None) -> Config:
    """The configuration in force.

    ``overrides`` are keys and values of the command line; ``file`` is read instead of the nearest file of ``folder``
    (the current directory by default).  An ``encoding`` among the overrides holds for all files: the file's
    ``encodings`` are set aside.  Raises `ConfigError`.
    """
    path = file or locate((folder or Path()).absolute())
    values: dict[str, Any] = {}
    options: dict[str, Any] = {}
    origins: dict[str, str] = {}
    sources: list[tuple[str, Mapping[str, Any]]] = []
    if path:
        sources.append((_shown(path), _table(path) or {}))
    sources.append(("command line", overrides or {}))
    for where, settings in sources:
        if settings is overrides and "encoding" in settings and "encodings" in values:
            values["encodings"], origins["encodings"] = {}, where
        for key, value in settings.items():
            try:
                if key in CHECKS:
                    values[key] = CHECKS[key](value)
                else:
                    options[key] = _option(key, value)
            except (ConfigError, RuleError) as error:
                raise ConfigError(f"{where}: {key}: {error}") from error
            origins[key] = where
    _try_options(options, origins)
    return Config(**values, options=options, origins=origins)


def _option(key: str, value: object) -> Any:
    """The value of a rule's option, as every rule that has an option of that name wants it."""
    found = [rule.options[key] for rule in registry.all_rules() if key in rule.options]
    if not found:
        known = {name for rule in registry.all_rules() for name in rule.options}
        raise ConfigError(f"unknown key{registry.nearest(key, [*CHECKS, *known])}")
    for option in found:
        value = _typed(option, value)
    return value


def _try_options(options: Mapping[str, Any], origins: Mapping[str, str]) -> None:
    """Have each rule look at its options now, all together, on an empty text, and not at the first document."""
    for rule in registry.all_rules() if options else ():
        mine = {name: options[name] for name in rule.options if name in options}
        try:
            if mine and rule.corpus:
                cast(Callable[..., Any], type(rule.filter))(**mine)
            elif mine and not rule.report:
                rule("", mine)
        except Exception as error:
            where = origins[next(iter(mine))]
            raise ConfigError(f"{where}: {', '.join(mine)}: {error}") from error


def _typed(option: Option, value: object) -> Any:
    choices = _choices(option.type)
    if choices:
        return chosen(value, choices)
    wanted = type(option.default)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if wanted is tuple and isinstance(value, list):
        return tuple(value)
    if wanted in (bool, int, float, str, tuple) and type(value) is not wanted:
        raise ConfigError(f"{value!r} is no {option.type}; the default is {option.default!r}")
    return value


def _choices(annotation: str) -> tuple[Any, ...]:
    """The values of a Literal, read from how it is written."""
    if not annotation.startswith("Literal["):
        return ()
    import ast

    values: tuple[Any, ...] = ast.literal_eval(f"({annotation.removeprefix('Literal[').removesuffix(']')},)")
    return values


def parse(text: str) -> Any:
    """A value from the command line: as TOML where it is TOML, else a plain word.

    >>> parse("3"), parse("true"), parse("hans")
    (3, True, 'hans')
    """
    import tomllib

    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
