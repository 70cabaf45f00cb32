"""The bytes that characters may stand for in text of which a tool decoded what happened to be UTF-8, and such tools."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.legacy.views import page

__all__ = ["TOOLS", "Tool", "options", "several"]

#: The longest sequence of bytes that one character may stand for.
LONGEST = 6
#: The code pages that ftfy tries.
_CODECS = ("latin-1", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso-8859-2")
#: Letters that ftfy takes apart.
_LIGATURES = {"Ĳ": "IJ", "ĳ": "ij", "Ǳ": "DZ", "ǲ": "Dz", "ǳ": "dz", "ŉ": "'n"} | dict(
    zip("ǄǅǆǇǈǉǊǋǌ", ("DŽ", "Dž", "dž", "LJ", "Lj", "lj", "NJ", "Nj", "nj"), strict=True)
)
_PAIRS = lazy(rb"[\xc2-\xdf][\x80-\xbf]")
_SEQUENCES = lazy(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}")
_KINDS = ("pairs", "ftfy", "NFKC")


class Tool(NamedTuple):
    """What went over the text: its name, what it makes of bytes read as Latin-1, and how its characters are undone."""

    name: str
    forward: Callable[[bytes], str]
    kind: str


@cache
def _folded() -> Mapping[str, tuple[bytes, ...]]:
    """What ftfy makes of some characters by its other repairs: of quotes, widths, spaces and compositions."""
    from ftfy.chardata import WIDTH_MAP

    folds = dict.fromkeys(range(0x2018, 0x201C), "'") | dict.fromkeys(range(0x201C, 0x2020), '"') | {0x2BC: "'"}
    folds |= {code: new for code, new in WIDTH_MAP.items() if len(new) == 1}
    found: defaultdict[str, list[bytes]] = defaultdict(list)
    for code in (*range(0xA0, 0x800), *range(0x1E00, 0x2100), *range(0xF900, 0xFB00), *range(0xFF00, 0xFFEF)):
        char = chr(code)
        new = unicodedata.normalize("NFC", char.translate(folds))
        if new != char and len(new) == 1:
            found[new].append(char.encode())
    for code in range(0x80, 0xA0):
        windows = bytes([code]).decode("cp1252", "ignore").translate(folds)
        if windows in ("'", '"'):
            found[windows] += [bytes([code]), bytes([0xC2, code])]
        elif windows:
            found[windows].append(bytes([0xC2, code]))
    for lead in b"\xc2\xc3\xc5\xce\xd0\xd9":  # a space behind them is taken for a no-break space, and that for a byte
        found[bytes([lead, 0xA0]).decode()].append(bytes([lead, 0x20]))
    return {char: tuple(some) for char, some in found.items()}


@cache
def _folded_nfkc() -> Mapping[str, tuple[bytes, ...]]:
    """What normalisation form KC makes of the characters of Latin-1: ``¼`` becomes ``1⁄4``."""
    found: defaultdict[str, list[bytes]] = defaultdict(list)
    for code in range(0xA0, 0x100):
        char = chr(code)
        found[unicodedata.normalize("NFKC", char)].append(char.encode("latin-1"))
    return {char: tuple(some) for char, some in found.items()}


def options(text: str, kind: str) -> tuple[bytes, ...]:
    r"""The byte sequences that one character, or a few, may have been, the likeliest first; empty for what is no byte.

    A character of Latin-1 is its byte, or a pair that is its UTF-8; one that Windows-1252 has in place of a control is
    that byte; any other is its UTF-8, of which parts may have been decoded in an earlier round, or what that was
    composed of.

    >>> options("л", "pairs"), options("é", "pairs"), options("1⁄4", "NFKC")
    ((b'\xd0\xbb',), (b'\xe9', b'\xc3\xa9'), (b'\xbc',))
    """
    return _ONE[kind](text) if len(text) == 1 else several(kind).get(text, ())


@cache
def _plain(char: str) -> tuple[bytes, ...]:
    if char < "\x80":
        return (char.encode(),)
    if char < "\xa0":
        return (char.encode("latin-1"),)
    if char <= "\xff":
        return char.encode("latin-1"), char.encode()
    byte = page("Windows-1252").to_bytes.get(ord(char))
    return (bytes([byte]), char.encode()) if byte else (char.encode(),)


@cache
def _ftfy(char: str) -> tuple[bytes, ...]:
    found = [*_plain(char), *_folded().get(char, ()), *_composed(char)]
    if char >= "\xa0":
        found += _rounds(char.encode())
    return tuple(dict.fromkeys(raw for raw in found if len(raw) <= LONGEST))


@cache
def _nfkc(char: str) -> tuple[bytes, ...]:
    itself = (char.encode("latin-1"),) if char < "\xa0" else ()
    return itself + _folded_nfkc().get(char, ())


_ONE: Mapping[str, Callable[[str], tuple[bytes, ...]]] = {"pairs": _plain, "ftfy": _ftfy, "NFKC": _nfkc}


@cache
def several(kind: str) -> Mapping[str, tuple[bytes, ...]]:
    """The characters that together stand for one byte sequence, and for which."""
    if kind == "NFKC":
        return {chars: ways for chars, ways in _folded_nfkc().items() if len(chars) > 1}
    if kind != "ftfy":
        return {}
    found = {chars: (one.encode(),) for one, chars in _LIGATURES.items()}
    return found | {"à ": (b"\xc3 ",), "\N{MODIFIER LETTER APOSTROPHE}n": found["'n"]}


@cache
def _earlier(codec: str) -> tuple[tuple[bytes, ...], ...]:
    """For each byte what it may have been before a round of ftfy in one code page: itself, or UTF-8 that it came from.

    A byte that hardly any character of the East Asian pages ends in is left out.
    """
    ways: list[tuple[bytes, ...]] = []
    windows = page("Windows-1252").to_bytes
    for byte in range(0x100):
        char = bytes([byte]).decode(codec, "ignore")
        first = windows.get(ord(char)) if char else None
        itself = (bytes([first]),) if first else ()
        encoded = char.encode() if "\xa0" <= char < "\u0800" else b""
        ways.append((*itself, encoded) if encoded and encoded[-1] > 0xA0 else itself)
    return tuple(ways)


def _rounds(encoded: bytes) -> list[bytes]:
    """UTF-8 of which some bytes came from an earlier round, as ftfy goes on until nothing changes."""
    found: list[bytes] = []
    for codec in _CODECS:
        ways = [b""]
        for byte in encoded:
            ways = [raw + one for raw in ways for one in _earlier(codec)[byte]]
        found += ways
    return found


def _composed(char: str) -> list[bytes]:
    """The bytes of a character that was composed of a letter and the decoded mark behind it."""
    apart = unicodedata.normalize("NFD", char)
    found = []
    for place in range(1, len(apart)):
        mark = apart[place]
        if not "\u0300" <= mark < "\u0800":
            continue
        base = unicodedata.normalize("NFC", apart[:place] + apart[place + 1 :])
        if len(base) == 1 and unicodedata.normalize("NFC", base + mark) == char:
            found += [raw + mark.encode() for raw in _ftfy(base)]
    return found


def _decoded(raw: bytes, sequences: re.Pattern[bytes], rest: str) -> str:
    """Each sequence that is UTF-8 decoded, the rest read in a single-byte page."""
    out, done = [], 0
    for match in sequences.finditer(raw):
        out += [page(rest).decode(raw[done : match.start()]), match[0].decode()]
        done = match.end()
    return "".join([*out, page(rest).decode(raw[done:])])


def _fixed(raw: bytes, **switches: bool) -> str:
    import ftfy

    return ftfy.fix_text(raw.decode("latin-1"), ftfy.TextFixerConfig(explain=False), **switches)


def _mild(raw: bytes) -> str:
    return _fixed(raw, uncurl_quotes=False, fix_character_width=False, fix_latin_ligatures=False, unescape_html=False)


def _encoding(raw: bytes) -> str:
    import ftfy

    return ftfy.fix_encoding(raw.decode("latin-1"))


#: The tools whose work is undone: those that decode what looks like UTF-8, from the simplest to ftfy, and normalisers.
TOOLS = (
    Tool("pairs of UTF-8 decoded", lambda raw: _decoded(raw, _PAIRS, "Windows-1252"), "pairs"),
    Tool("pairs of UTF-8 decoded", lambda raw: _decoded(raw, _PAIRS, "Latin-1"), "pairs"),
    Tool("UTF-8 decoded", lambda raw: _decoded(raw, _SEQUENCES, "Latin-1"), "pairs"),
    Tool("ftfy", _fixed, "ftfy"),
    Tool("ftfy", _encoding, "ftfy"),
    Tool("ftfy", _mild, "ftfy"),
    Tool("NFKC", lambda raw: unicodedata.normalize("NFKC", raw.decode("latin-1")), "NFKC"),
)
