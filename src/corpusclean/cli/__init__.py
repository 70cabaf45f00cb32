"""Arguments in, exit code out.

0: nothing found, or all done.  1: findings (`check`), or files changed (`fix`).  2: something could not be done.
130: interrupted.  Results go to standard output, everything else to standard error.
"""

import importlib
import sys
from collections.abc import Sequence

from corpusclean.cli import arguments, console
from corpusclean.errors import CorpuscleanError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never raises for what a user can do wrong."""
    try:
        with console.terminable():
            options = arguments.parse(sys.argv[1:] if argv is None else argv)
            command = importlib.import_module(f"corpusclean.cli.{options.command}")
            code: int = command.run(options)
            console.flush()
    except SystemExit as ended:  # argparse: --help, --version, a wrong argument; or a signal to end
        return ended.code if isinstance(ended.code, int) else 2
    except KeyboardInterrupt:
        console.warn("corpusclean: interrupted; nothing is left half-written")
        return 130
    except BrokenPipeError:
        console.abandon()
        return 141  # what the shell gives a program whose reader went away
    except CorpuscleanError as error:
        console.warn(f"corpusclean: {error}")
        console.abandon()
        return 2
    return code
