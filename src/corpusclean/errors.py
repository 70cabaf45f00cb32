"""The errors of corpusclean, one line each.

All derive from `CorpuscleanError` and from the built-in that fits best, so both ``except CorpuscleanError`` and the
plain built-in catch them.  A message says what, where and what to do.
"""

__all__ = [
    "ConfigError",
    "CorpuscleanError",
    "DocumentError",
    "OutputError",
    "PatchError",
    "RecordError",
    "RuleError",
]


class CorpuscleanError(Exception):
    """Anything that corpusclean refuses to do."""


class PatchError(CorpuscleanError, ValueError):
    """Edits that overlap, change nothing, are out of order or do not fit the text."""


class RuleError(CorpuscleanError, ValueError):
    """A rule that is badly declared, unknown, or yields what no rule may yield."""


class ConfigError(CorpuscleanError, ValueError):
    """A configuration with an unknown key, code or value."""


class DocumentError(CorpuscleanError, OSError):
    """A document that cannot be read, or is no text."""


class RecordError(CorpuscleanError, ValueError):
    """A record that is broken, or was written without what `restore` needs."""


class OutputError(CorpuscleanError, OSError):
    """An output that cannot be written."""
