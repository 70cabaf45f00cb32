"""What ftfy fixes, line by line, on the lines where there may be something to fix."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import compress, takewhile
from operator import not_
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpusclean.edits import Edit, Span
from corpusclean.filters.lines import holding, numbered, replaced
from corpusclean.language.opencc import is_installed
from corpusclean.patterns import lazy

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

__all__ = ["ftfy_fixes"]

#: ftfy fixes a line in pieces of so many characters (``max_decode_length``).
PIECE = 1_000_000
#: So many characters are looked at together for NFC.
BLOCK = 1 << 14

_ENTITY = lazy("&#?[0-9A-Za-z]{1,24};")  # as ftfy has it; a test compares them


class _Signs(NamedTuple):
    """What ftfy acts on: a line with neither a sign nor an entity, and in NFC, stays."""

    any: re.Pattern[str]  # a trigger or another sign
    others: re.Pattern[str]  # what is changed wherever it stands
    triggers: re.Pattern[str]  # a run of the characters of which every match of ftfy's pattern of mojibake holds one
    longest: int  # the length of such a match


@cache
def _signs() -> _Signs | None:
    """What the table says of the installed ftfy; None where it was made from another version."""
    rows = (Path(__file__).with_name("data") / "ftfy.txt").read_text(encoding="ascii").splitlines()
    table = dict(row.split("\t") for row in rows if not row.startswith("#"))
    if not is_installed("ftfy", table["version"]):
        return None
    others, triggers = table["others"], table["triggers"]
    return _Signs(
        re.compile(f"[{others}{triggers}]"),
        re.compile(f"[{others}]"),
        re.compile(f"[{triggers}]+"),
        int(table["longest"]),
    )


def ftfy_fixes(text: str) -> Iterator[Edit]:
    r"""What ftfy mends: mojibake, entities, controls, terminal sequences, ligatures, line ends, surrogates, NFC.

    The text becomes what ``ftfy.fix_text(text, uncurl_quotes=False, fix_character_width=False)`` gives, character for
    character; the two settings keep Chinese punctuation from being made ASCII.  One edit a line that changes.  As with
    ftfy, entities stay from the first line on that holds a ``<``.  The rules of the stages MRK, MOJ and UNI find more
    and harm less; this is for chains that must do what others did.

    Clean text costs one scan, and ftfy is imported only for a line with a character that it may act on.  That is known
    of ftfy 6.3.1; any other version is asked about the whole text: the same result, much slower.

    >>> fix(ftfy_fixes, "caf\u00c3\u00a9\n你好，“世界”\n")
    'café\n你好，“世界”\n'
    >>> fix(ftfy_fixes, "café, 25 °C\n")
    'café, 25 °C\n'
    """
    signs = _signs()
    if signs is None:
        yield from _compared(text)
        return
    tag = text.find("<") + 1 or len(text) + 2  # a line that ends behind the first "<" keeps its entities
    for start, end in _suspects(text, signs, tag):
        behind = min(end + 1, len(text))  # ftfy sees a line with its end
        for first in range(start, behind, PIECE):
            last = min(first + PIECE, behind)
            piece = text[first:last]
            fixed = _fixed(piece, signs, entities=last < tag)
            if fixed != piece:
                ends = piece[-1] == "\n" == fixed[-1:]
                yield Edit(first, last - ends, fixed[: len(fixed) - ends])


def _suspects(text: str, signs: _Signs, tag: int) -> list[Span]:
    """The lines that hold a sign or an entity, or are not in NFC; what ftfy would change is among them."""
    found: set[Span] = set()
    if not text.isascii():
        found.update(_composable(text))
    found.update(holding(text, _finder(signs.any)))
    if "&" in text:
        found.update(takewhile(lambda span: span[0] < tag, holding(text, _finder(_ENTITY))))
    return sorted(found)


def _composable(text: str) -> Iterator[Span]:
    """The lines that are not in NFC.

    A quick check tells for most texts.  Where a character stands that may compose with the one before it, only
    normalising tells, which takes forty times as long: so the text is taken block by block, and such a block by line.
    """
    start = 0
    while start < len(text):
        end = text.find("\n", start + BLOCK)
        block = text[start:] if end < 0 else text[start:end]
        if not unicodedata.is_normalized("NFC", block):
            lines = block.split("\n")
            changed = map(not_, map(partial(unicodedata.is_normalized, "NFC"), lines))
            for first, last in numbered(lines, compress(range(len(lines)), changed)):
                yield start + first, start + last
        start += len(block) + 1


def _finder(pattern: re.Pattern[str]) -> Callable[[str, int], int]:
    search = pattern.search
    return lambda text, start: match.start() if (match := search(text, start)) else -1


def _fixed(piece: str, signs: _Signs, *, entities: bool) -> str:
    """What ftfy makes of a line, or of a piece of a very long one.

    ftfy runs through all its fixes until a run changes nothing.  Here each is run where it has something to do, in
    the same order, and ftfy itself is asked where that leaves something for a second run.
    """
    entity = _ENTITY.search if entities else _nothing
    if not entity(piece):
        decoded = _decoded(piece) if _bad(piece, signs) else piece
        fixed = _characters(decoded, signs) if signs.others.search(decoded) else decoded
        if not unicodedata.is_normalized("NFC", fixed):
            fixed = unicodedata.normalize("NFC", fixed)
        # A run decodes until nothing changes any more, so what it decoded is settled, and bad or not it stays.
        settled = fixed == decoded or not (signs.others.search(fixed) or _bad(fixed, signs))
        if settled and (fixed == piece or not entity(fixed)):
            return fixed
    import ftfy

    return str(ftfy.fix_and_explain(piece, _settings()._replace(unescape_html=entities)).text)


def _nothing(piece: str) -> None:
    return None


def _bad(piece: str, signs: _Signs) -> bool:
    """Whether ftfy takes a text for mojibake: its pattern, tried only within its reach of a trigger."""
    for run in signs.triggers.finditer(piece):
        start, end = run.span()
        if _badness()(piece, max(start - signs.longest, 0), end + signs.longest):
            return True
    return False


@cache
def _settings() -> "TextFixerConfig":
    """What ftfy is asked for: its defaults would make Chinese punctuation and quotes ASCII."""
    import ftfy

    return ftfy.TextFixerConfig(uncurl_quotes=False, fix_character_width=False, explain=False)


@cache
def _badness() -> Callable[[str, int, int], object]:
    from ftfy.badness import BADNESS_RE  # fifty milliseconds, for all of ftfy

    search: Callable[[str, int, int], object] = BADNESS_RE.search
    return search


def _decoded(piece: str) -> str:
    import ftfy

    return str(ftfy.fix_encoding_and_explain(piece, _settings()).text)


def _characters(piece: str, signs: _Signs) -> str:
    """The fixes of single characters and terminal sequences."""
    from ftfy import fixes

    quick = fixes.remove_terminal_escapes(piece)
    if not signs.others.search(quick):  # then nothing else was to be fixed; most such lines are of manual pages
        return quick
    plain = fixes.fix_latin_ligatures(fixes.fix_c1_controls(piece))
    plain = fixes.fix_surrogates(fixes.fix_line_breaks(plain))
    return fixes.remove_control_chars(fixes.remove_terminal_escapes(plain))


def _compared(text: str) -> Iterator[Edit]:
    """The edits to what ftfy makes of the whole text: by line where it leaves the lines, else one."""
    import ftfy

    fixed = ftfy.fix_text(text, _settings())
    if text.count("\n") == fixed.count("\n"):
        yield from replaced(text, fixed)
    else:
        yield Edit.between(0, text, fixed)
