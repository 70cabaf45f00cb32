"""Standard input among the documents of a command."""

from collections.abc import Sequence
from contextlib import ExitStack

from corpusclean.errors import ConfigError, DocumentError
from corpusclean.formats.files import Input

__all__ = ["spooled"]


def spooled(documents: Sequence[Input], form: str | None, stack: ExitStack) -> tuple[Input, ...]:
    """The documents with standard input as a file, which goes when the stack is left.

    Raises `ConfigError` where it cannot be read.
    """
    return tuple(_spooled(form, stack) if item.path == "-" else item for item in documents)


def _spooled(form: str | None, stack: ExitStack) -> Input:
    from corpusclean.engines.run import temporary  # loads what a check of one file can do without
    from corpusclean.formats import stdin

    try:
        return stdin.spool(stack.enter_context(temporary()), form)
    except DocumentError as error:
        raise ConfigError(str(error)) from error
