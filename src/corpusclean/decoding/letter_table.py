"""The tables behind `letters`: what letters cost behind letters by language, and what bytes are by code page.

``data/letters.bin`` is made by ``benchmarks/decoding/make_letters.py`` from the letter statistics of lingua and
langdetect.  It is read when the first bytes are guessed, and each language when it is first priced.

The file is four bytes of length, a header of that length (JSON), and tables, all deflated.  The header says by script
how many classes its tables have, which table is which language, and the upper half of each code page.  A table holds,
row by row, the price of each class behind each class, in eighths of a bit.  A class is a letter without its case, or a
kind of sign.

>>> len(languages("cyrillic")), "ru" in languages("cyrillic")
(8, True)
"""

import struct
import sys
import zlib
from array import array
from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

__all__ = [
    "ASCII_CLASSES",
    "CASE_STEPS",
    "STEP",
    "Codec",
    "as_bytes",
    "ascii_prices",
    "code_pages",
    "language_table",
    "languages",
    "unpacked",
]

#: Steps a bit, in all tables.
STEP = 8
#: 1 to 26 for ASCII letters of either case, 27 for all that is not ASCII, 0 for the rest.
ASCII_CLASSES = bytes(27 if byte > 127 else (byte | 32) - 96 if chr(byte).isalpha() else 0 for byte in range(256))
#: Bits of a lower (1) or upper case letter (2) behind something without case (0), a letter, or a line end (3).
CASES = {(0, 1): 0.2, (0, 2): 2.5, (1, 2): 9.0, (2, 2): 0.5, (3, 1): 1.2, (3, 2): 1.2}
#: How many tables of 256 bytes a code page has.
PARTS = 7


class Codec(NamedTuple):
    """A code page: its script, its upper half, and what each byte is."""

    name: str
    script: str
    chars: str
    classes: bytes
    cases: bytes  # 0 none, 1 lower, 2 upper, 3 line end
    inside: bytes  # steps that a sign costs more between two ASCII letters
    behind: bytes  # steps of a letter of another script behind an ASCII one, in a rough price
    alone: bytes  # steps by itself, in a rough price
    letters: bytes  # 1 for a letter of the script
    lonely: bytes  # steps that a letter costs more where it touches no other
    quotes: bytes  # 1 for a double quotation mark
    others: bytes  # all bytes but those letters and the space


def as_bytes(codes: Iterable[int]) -> bytes:
    """Numbers of two bytes as they stood in memory."""
    return array("H", codes).tobytes()


def _square(raw: bytes, size: int) -> bytes:
    """A table of size x size by the number that two classes are in memory."""
    pad = bytes(256 - size)
    if sys.byteorder == "little":  # the second of two bytes is the high one
        return b"".join([raw[second::size] + pad for second in range(size)])
    return b"".join([raw[first * size : first * size + size] + pad for first in range(size)])


#: `CASES` by the number that two cases are in memory, in steps.
CASE_STEPS = _square(bytes(round(STEP * CASES.get((place // 4, place % 4), 0.0)) for place in range(16)), 4)


@cache
def _file() -> tuple[dict[str, Any], list[bytes]]:
    raw = Path(__file__).with_name("data").joinpath("letters.bin").read_bytes()
    start = 4 + int.from_bytes(raw[:4], "big")
    import json  # not needed for UTF-8

    header = json.loads(zlib.decompress(raw[4:start]))
    tables = []
    for length in header["lengths"]:
        tables.append(raw[start : start + length])
        start += length
    return header["scripts"], tables


@cache
def code_pages() -> tuple[Codec, ...]:
    """All code pages of the file."""
    scripts, tables = _file()
    found = []
    for script, entry in scripts.items():
        raw = zlib.decompress(tables[entry["tables"]])
        for place, (name, chars) in enumerate(entry["codecs"].items()):
            first = 256 * PARTS * place
            parts = [raw[first + 256 * k : first + 256 * k + 256] for k in range(PARTS)]
            quotes = bytes(128) + bytes(char in "“”„«»" for char in chars)
            others = bytes(byte for byte in range(256) if byte != 32 and not (byte > 127 and parts[5][byte]))
            found.append(Codec._make([name, script, chars, *parts, quotes, others]))
    return tuple(found)


@cache
def languages(script: str) -> tuple[str, ...]:
    """The languages of a script (latin, cyrillic, greek, hebrew, arabic, thai), as ISO 639-1 codes."""
    return tuple(_file()[0][script]["languages"])


@cache
def language_table(script: str, language: str) -> bytes:
    """Steps of a class behind a class, by the number that the two are in memory."""
    scripts, tables = _file()
    entry = scripts[script]
    return _square(zlib.decompress(tables[entry["languages"][language]]), entry["size"])


@cache
def ascii_prices() -> dict[int, int]:
    """The same for pairs of `ASCII_CLASSES`, of all languages in Latin letters at once: see `unpacked`.

    A price holds those of all languages, eight bytes for each: one sum of big numbers prices a text in forty languages
    faster than forty sums do.
    """
    scripts, tables = _file()
    raw = zlib.decompress(tables[scripts["latin"]["ascii"]])
    prices = {}
    for first, second in product(range(28), repeat=2):
        wide = bytearray(8 * len(languages("latin")))
        if first < 27 and second < 27 and first + second:  # else no letter behind no letter
            wide[::8] = raw[27 * first + second :: 27 * 27]
        prices[int.from_bytes((first, second), sys.byteorder)] = int.from_bytes(wide, "little")
    return prices


def unpacked(steps: int) -> dict[str, int]:
    """The steps by language of a sum of `ascii_prices`."""
    names = languages("latin")
    return dict(zip(names, struct.unpack(f"<{len(names)}Q", steps.to_bytes(8 * len(names), "little")), strict=True))
