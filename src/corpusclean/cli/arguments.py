"""The command line's grammar."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpusclean import config, registry
from corpusclean.config import Config
from corpusclean.errors import ConfigError
from corpusclean.formats.encodings import codec
from corpusclean.version import VERSION

__all__ = ["COMMANDS", "overrides", "parse", "settings"]

#: The commands and what each is for.  The first is what runs when none is named.
COMMANDS = {
    "clean": "clean documents to JSON lines (the default)",
    "check": "show what clean would do, and change nothing",
    "fix": "clean files in place",
    "restore": "write the sources again from the records",
    "explain": "show all rules, or the page of one",
    "config": "show the configuration in force and the files it touches",
}

_EXAMPLES = {
    "clean": """\
examples:
  corpusclean seeds -o clean.jsonl            a folder to records; clean.dropped.jsonl and clean.manifest.json beside it
  corpusclean seeds --script hans | jq .text  records to standard output
  corpusclean ./check -o clean.jsonl          a folder whose name is a command

commands, each with a --help of its own:
""",
    "check": """\
examples:
  corpusclean check seeds                     path:line:column: CODE summary
  corpusclean check --diff --select GBK seeds what one stage would change
  corpusclean check --format sarif seeds      for code scanning
exit code: 0 nothing found, 1 findings, 2 something could not be read""",
    "fix": """\
examples:
  corpusclean fix page.txt
  corpusclean fix --encoding utf-8 seeds      write UTF-8, whatever the files are in
A file keeps its encoding, its byte order mark and its permissions.  Duplicates are reported by check and dropped by
clean; fix leaves them.
exit code: 0 nothing to do, 1 files were changed, 2 something could not be done""",
    "restore": """\
examples:
  corpusclean restore clean.jsonl -o sources
The documents of clean.dropped.jsonl beside it are restored with them.
exit code: 0 all written, 2 something could not be restored""",
    "explain": """\
examples:
  corpusclean explain
  corpusclean explain GBK101""",
    "config": """\
examples:
  corpusclean config seeds
  corpusclean config --script hans > corpusclean.toml""",
}


class _Help(argparse.RawDescriptionHelpFormatter):
    """Examples as they are written; wide enough for them."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=118)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of one command; ends the program as argparse does for wrong ones and for --help."""
    named = bool(argv) and argv[0] in COMMANDS
    command = argv[0] if named else "clean"
    parser = _parser(command, named)
    options = parser.parse_intermixed_args(argv[1:] if named else argv)
    options.command = command
    if "paths" in options and not options.paths and command != "config":
        parser.error("name the files or folders to read")
    return options


def _parser(command: str, named: bool) -> argparse.ArgumentParser:
    epilog = _EXAMPLES[command]
    if command == "clean":
        epilog += "\n".join(f"  {name:10}{what}" for name, what in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog=f"corpusclean {command}" if named else "corpusclean",
        description=f"{COMMANDS[command][0].upper()}{COMMANDS[command][1:]}.",
        epilog=epilog,
        formatter_class=_Help,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"corpusclean {VERSION}")
    if command == "explain":
        parser.add_argument("code", nargs="?", metavar="CODE", help="a rule, such as GBK101")
        parser.add_argument("--format", choices=("text", "json"), default="text")
    elif command == "restore":
        _restore(parser)
    else:
        what = "a file, or a folder whose matching files are read"
        parser.add_argument("paths", nargs="*", metavar="PATH", help=what)
        _settings(parser, command)
        if command == "check":
            _check(parser)
        if command == "clean":
            _corpus(parser)
            what = "write records here, and the dropped documents and a manifest beside it; default: standard output"
            parser.add_argument("-o", "--output", metavar="OUT", type=Path, help=what)
    return parser


def _settings(parser: argparse.ArgumentParser, command: str) -> None:
    group = parser.add_argument_group("what is done (also keys of the configuration)")
    for name, what in (
        ("select", "only these rules: codes or prefixes, such as GBK,SPC101"),
        ("ignore", "not these rules"),
    ):
        group.add_argument(f"--{name}", metavar="CODES", action="append", type=_words, help=what)
    group.add_argument(
        "--unsafe",
        action=argparse.BooleanOptionalAction,
        help='also apply the rules that are not safe; by code: unsafe = ["CODE"] in the configuration',
    )
    group.add_argument("--script", metavar="SCRIPT", help="convert Chinese: keep, hans, hant, tw, hk, jp")
    group.add_argument(
        "--option", metavar="NAME=VALUE", action="append", default=[], help="any other option of a rule; see explain"
    )
    group.add_argument("--include", metavar="GLOB", action="append", help="which files of a folder are documents")
    group.add_argument("--exclude", metavar="GLOB", action="append", help="which files and folders are left out")
    if command == "fix":
        group.add_argument("--source-encoding", metavar="NAME", dest="encoding", help=_ORDER)
        group.add_argument(
            "--encoding", metavar="NAME", dest="target", help="write in this encoding, not in the file's own"
        )
    else:
        group.add_argument("--encoding", metavar="NAME", help=_ORDER)
    if command in ("clean", "config"):
        group.add_argument(
            "--provenance", choices=config.PROVENANCE, help="how much of a document's history its record holds"
        )
    if command != "fix":
        group.add_argument("--text-column", metavar="NAME", help="the column with the text in files of rows")
        group.add_argument(
            "--id-column", metavar="NAME", help="the column with the id; default: rows are named by place"
        )
        group.add_argument("--memory", metavar="SIZE", help="how much memory to use in all, such as 1GB")
        what = "what the files are, whatever they are called: text, markdown, html, jsonl, parquet, warc"
        parser.add_argument("--from", metavar="FORMAT", dest="form", help=what)
    if command in ("clean", "check", "config"):
        group.add_argument("-j", "--jobs", metavar="N", type=int, help="processes; default: all cores for much work")
    parser.add_argument("--config", metavar="FILE", type=Path, help="this configuration, not the nearest one")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress, no notes, no summary")


_ORDER = "what all files are in, whatever their bytes look like; auto: their bytes decide"


def _check(parser: argparse.ArgumentParser) -> None:
    what = "also report new documents that are copies of one in this index, or much like it (DUP901)"
    parser.add_argument("--fingerprints", metavar="FILE", type=Path, help=what)
    parser.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text")
    parser.add_argument("--diff", action="store_true", help="show what clean would do as a unified diff")


def _corpus(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("where it is done")
    state = group.add_mutually_exclusive_group()
    state.add_argument(
        "--state",
        metavar="DIR",
        help="what is cleaned already, so that a run goes on where it was killed and the next one cleans only what is "
        "new or changed; default: a hidden folder beside the output",
    )
    state.add_argument("--no-state", action="store_true", help="keep nothing for a later run")
    group.add_argument(
        "--fingerprints", metavar="FILE", type=Path, help="write a small index of the documents, for check and the hook"
    )
    group.add_argument(
        "--profile", action="store_true", help="show what each rule costs, and the rest, on standard error"
    )
    group.add_argument("--engine", choices=("local", "ray"), default="local", help="this machine, or a Ray cluster")
    group.add_argument("--address", metavar="ADDRESS", help="of the Ray cluster; default: one is started here")
    group.add_argument(
        "--to", metavar="FORMAT", help="jsonl, parquet, text, markdown, html, wet; default: what the name of -o says"
    )


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("records", metavar="OUT", type=Path, help="records with full provenance")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--force", action="store_true", help="overwrite files that are there and differ")
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary")


def _words(text: str) -> list[str]:
    return [word for word in text.replace(",", " ").split() if word]


def overrides(options: argparse.Namespace) -> dict[str, Any]:
    """What the command line sets, by key."""
    found: dict[str, Any] = {}
    for key in ("select", "ignore"):
        if (lists := getattr(options, key)) is not None:
            found[key] = [word for words in lists for word in words]
    for key in ("script", *config.CHECKS):
        if key not in found and (value := getattr(options, key, None)) is not None:
            found[key] = value
    for pair in options.option:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ConfigError(f"--option {pair}: write it as NAME=VALUE")
        if name in config.CHECKS:
            place = "a table in the configuration" if name == "encodings" else f"--{name}"
            raise ConfigError(f"--option {pair}: {name} is no option of a rule; write it as {place}")
        found[name] = config.parse(value)
    return found


def settings(options: argparse.Namespace) -> Config:
    """The configuration in force for these arguments."""
    return config.load(overrides(options), file=options.config)


def hint(path: str) -> str:
    """What to say of a path that is not there and looks like a command."""
    return registry.nearest(path, COMMANDS) if "/" not in path else ""


def checked_encoding(name: str | None) -> str | None:
    """The encoding to write in, if it is one.  Raises `ConfigError`."""
    if name is not None:
        try:
            codec(name)
        except ConfigError as error:
            raise ConfigError(f"--encoding: {error}") from error
    return name
