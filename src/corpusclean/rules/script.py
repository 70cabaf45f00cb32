"""Simplified, Traditional, Taiwan, Hong Kong and Japanese forms: the rule; `corpusclean.rules.conversion` does it."""

from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.errors import ConfigError

__all__ = ["SCRIPTS", "other_script"]

#: What may be asked for: nothing, or the script of all text.
SCRIPTS = ("keep", "hans", "hant", "tw", "hk", "jp")


def other_script(text: str, *, script: str = "keep") -> Iterator[Edit]:
    r"""Han characters of another script than the one asked for.

    A corpus that mixes 国 and 國 counts every word twice.  ``script`` is ``keep`` (the default: nothing is done),
    ``hans`` (Simplified), ``hant`` (Traditional as OpenCC writes it), ``tw`` and ``hk`` (with the forms of Taiwan and
    Hong Kong) or ``jp`` (the forms of present-day Japan).  Characters are converted, by phrase where a phrase is
    known (皇后 stays, 然后 becomes 然後); vocabulary is not (軟體 becomes 软体, not 软件).

    OpenCC is made for text that is all in one script.  Applied to what is in the right script already it does harm
    (手冢 and 皇后 come out wrong, and each pass changes more), so a line is converted only where it holds characters
    that exist in the other script alone, or shows nothing while most of the text is in the other script.  In a line
    with both, the majority decides whether phrases are converted or only the foreign characters, one by one.  Lines in
    Japanese or Korean stay, except that ``jp`` gives older Japanese its present forms.  One edit a line, from the
    first difference to the last.  Idempotent, which OpenCC is not: 65 of its own words change again under ``t2s``,
    1,183 under ``s2t``.

    An unknown ``script`` raises `ConfigError`.

    >>> fix(other_script, "瞭解這個國家的歷史\n皇后在後面\n", script="hans")
    '了解这个国家的历史\n皇后在后面\n'
    >>> fix(other_script, "乾隆年间,皇后著有诗集。\n中文\n", script="hans")
    '乾隆年间,皇后著有诗集。\n中文\n'
    """
    if script not in SCRIPTS:
        from difflib import get_close_matches

        near = get_close_matches(str(script).lower(), SCRIPTS, 1, 0.0)[0]
        raise ConfigError(f"script {script!r} is unknown; did you mean {near!r}? Known: {', '.join(SCRIPTS)}")
    if script == "keep" or text.isascii():
        return
    from corpusclean.rules.conversion import Task  # most texts are kept as they are

    task = Task.of(text, script)
    if task:
        yield from task.dense(text) if task.prevail and not task.foreign else task.sparse(text)
