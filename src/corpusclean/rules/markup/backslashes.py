r"""Backslash escapes that programs write for characters beyond ASCII, left in text."""

import re
from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.markup.evidence import Limits, Run, repairs, together
from corpusclean.rules.markup.octets import Octets
from corpusclean.rules.markup.signs import allowed, marked_up

__all__ = ["backslash_escapes"]

_LIMITS = Limits(alone=2, letters=4, beside=6)
#: Escaped once, twice or three times: each time a backslash becomes two.
_SLASHES = r"(?<!\\)(?:\\|\\\\|\\\\\\\\)"
_HEX = "[0-9A-Fa-f]"
_UNIT = rf"(?:u{_HEX}{{4}}|U000{_HEX}{{5}}|U0010{_HEX}{{4}}|u\{{{_HEX}{{2,6}}\}})"
_SIGN = lazy(rf"\\(?:[uU]{_HEX}|u\{{|x[89A-Fa-f]{_HEX})")
_UNITS = lazy(rf"{_SLASHES}{_UNIT}(?:\\{{1,4}}{_UNIT}|\\{{1,4}}[/\"](?=\\{{1,4}}{_UNIT})){{0,200}}")
_LEFT, _RIGHT = lazy(rf"({_HEX}{{2,8}})\}}?\Z"), lazy(rf"-\\{{1,4}}[uUx]\{{?({_HEX}{{2,8}})")
#: What stands before a text in a file of messages: ``login.title:``.
_KEY = lazy(r"[ \t]{0,40}[\w-]+(?:\.[\w-]+)+[ \t]{0,9}[: \t][ \t]{0,9}", re.ASCII)
_ONE = lazy(r"\\{1,4}(?:[uU]\{?([0-9A-Fa-f]{2,8})\}?|([/\"]))")
_OCTETS = Octets(r"\\{1,2}x", trail=r"(?:\\\\|[@-\[\]-~])")


def _decoded(run: str) -> str | None:
    r"""What a run of ``\u`` comes to; None unless each comes to one character that may stand in text."""
    units: list[str] = []
    for match in _ONE.finditer(run):
        if match[2]:
            units.append(match[2])
            continue
        code = int(match[1], 16)
        if code > 0x10FFFF:
            return None
        units.append(chr(code))
    text = "".join(units)
    try:  # pairs of surrogates become one character, and lone ones have no encoding
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return None
    return text if all(map(allowed, set(text))) else None


def _units(text: str, start: int, end: int) -> Iterator[Run]:
    for match in _UNITS.finditer(text, start, end):
        first, last = match.span()
        meant = _range(text, last) or _assigned(text, start, first, last)
        yield Run(first, last, _decoded(match[0]), meant)


def _range(text: str, at: int) -> bool:
    r"""Whether a hyphen between two escapes makes a range of them, ``\u4e00-\u9fff``: the second is the higher one."""
    left, right = _LEFT.search(text[max(0, at - 10) : at]), _RIGHT.match(text, at)
    return bool(left and right and int(left[1], 16) < int(right[1], 16))


def backslash_escapes(text: str) -> Iterator[Edit]:
    r"""Escapes of programming languages left in text: ``\u4f60``, ``\ud83d\ude00``, ``\U0001f600``, ``\xe4\xbd\xa0``.

    A program wrote its strings out as it would in source code: JSON and Java as ``\u`` with the UTF-16 code units,
    Python's bytes as ``\x`` with each byte.  The characters are all there.  你好 is ``\u4f60\u597d``, in UTF-8
    ``\xe4\xbd\xa0\xe5\xa5\xbd``, in GBK ``\xc4\xe3\xba\xc3``.  A line is decoded as a whole: when at least two
    characters (four beside Latin letters, six beside Chinese that is not escaped) stand outside quotation marks and
    come to natural text.  Where a line has proved it, shorter lines of the text follow.  Bytes are read as UTF-8, or as
    the code page of Chinese, Japanese or Korean in which they look most natural.

    Left alone: strings in programs, ranges such as ``[\u4e00-\u9fff]``, paths, what stands behind an equals sign,
    controls, halves of surrogate pairs; lines that speak of escapes or encodings; texts with tags in them.

    >>> fix(backslash_escapes, r"\u4f60\u597d, \u4e16\u754c")
    '你好, 世界'
    >>> fix(backslash_escapes, r's = "\u4f60\u597d"; re.compile("[\u4e00-\u9fff]"); open("C:\user\xe4")')
    's = "\\u4f60\\u597d"; re.compile("[\\u4e00-\\u9fff]"); open("C:\\user\\xe4")'
    """
    if not _SIGN.search(text) or marked_up(text):
        return
    shared = _OCTETS.code_page(text, 0, len(text))

    def runs(start: int, end: int, sure: bool) -> Iterator[Run]:
        octets = _OCTETS.runs(text, start, end, _assigned, shared if sure else None)
        return together(_units(text, start, end), octets)

    yield from repairs(text, _SIGN, runs, _LIMITS)


def _assigned(text: str, line: int, start: int, end: int) -> bool:
    """Whether a run stands where only programs have one."""
    ahead = text[max(line, start - 80) : start]
    if ahead.rstrip(" \t").endswith("=") or _KEY.fullmatch(ahead):
        return True
    return ahead[-1:] in ("=", "[", "^") or (ahead[-1:] == "-" and _range(text, start - 1))
