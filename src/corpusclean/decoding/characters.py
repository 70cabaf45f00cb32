"""What the characters of a text cost, in bits, if it is Chinese, Japanese or Korean.

A reading of some bytes is the likelier the fewer bits its characters cost, all bytes being paid for.  Common characters
cost what they are worth by their frequency (the table; its sources are in NOTICE), others a price for their kind: what
text does not hold (unassigned and private characters, controls) is dear, and so is a wide character that touches a
Latin letter: that is what two letters look like in a multi-byte encoding.

>>> cost("中文网页", "zh-Hans") < cost("中文网页", "zh-Hant") < cost("笢恅厙珜", "zh-Hans")
True
"""

import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from corpusclean.patterns import lazy

__all__ = ["LANGUAGES", "QUARTER", "common", "cost", "costs"]

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko")
#: Prices in the tables are in quarter bits, so that they are bytes.
QUARTER = 4
#: What a text is priced in: code units, in the order of this machine.
_UNITS = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
#: A wide character beside a Latin letter costs so much more, in quarter bits.  Tuned on pages with few characters.
GLUED = 5 * QUARTER
_WIDE = "[\u0370-\u045f\u2190-\u27bf\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\ue000-\ufaff\uff66-\uff9f]"
_SIGN = "[\u2010-\u2026\u3003-\u301f\uff01-\uff0b\uff0d-\uff65]"  # without the commas of lists
_GLUED = lazy(f"[A-Za-z](?=(?:{_SIGN}[A-Za-z])|{_WIDE})|(?<={_WIDE})[A-Za-z]")

#: Prices in bits of characters that no language's table lists, by kind: first and last code unit.  Later ones win.
#: Judged by hand: what a writer of one of the languages puts among his characters is cheaper than a rare one of them.
KINDS: tuple[tuple[int, int, float], ...] = (
    (0x0000, 0xFFFF, 24),  # other scripts
    (0x0000, 0x001F, 30),
    (0x0009, 0x000A, 4.5),
    (0x000D, 0x000D, 4.5),
    (0x0020, 0x007E, 4.5),
    (0x007F, 0x009F, 30),
    (0x00A0, 0x024F, 14),
    (0x00B7, 0x00B7, 9),
    (0x0370, 0x045F, 13),
    (0x2000, 0x206F, 11),
    (0x2013, 0x2026, 7),
    (0x2030, 0x203B, 10),
    (0x20A0, 0x20CF, 14),
    (0x2100, 0x218F, 13),
    (0x2190, 0x22FF, 13),
    (0x2300, 0x245F, 17),
    (0x2460, 0x24FF, 13),
    (0x2500, 0x257F, 13),
    (0x2580, 0x27BF, 14),
    (0x2800, 0x2DFF, 30),
    (0x2E80, 0x2FFF, 24),
    (0x3000, 0x3002, 5.5),
    (0x3003, 0x303F, 9),
    (0x3008, 0x3011, 7),
    (0x3016, 0x3017, 14),
    (0x3040, 0x30FF, 15),
    (0x3100, 0x312F, 17),
    (0x3130, 0x318F, 17),
    (0x3200, 0x33FF, 16),
    (0x3400, 0x4DBF, 23),
    (0x4DC0, 0x4DFF, 28),
    (0x4E00, 0x9FFF, 19.5),
    (0xA000, 0xABFF, 30),
    (0xAC00, 0xD7A3, 20),
    (0xD7A4, 0xD7FF, 34),
    (0xD800, 0xDFFF, 12),  # half of an astral character
    (0xE000, 0xF8FF, 30),
    (0xF900, 0xFAFF, 23),
    (0xFB00, 0xFE2F, 28),
    (0xFE30, 0xFE6F, 13),
    (0xFE70, 0xFEFE, 28),
    (0xFF01, 0xFF5E, 11),
    (0xFF0C, 0xFF0C, 5.5),
    (0xFF01, 0xFF01, 8),
    (0xFF08, 0xFF09, 7),
    (0xFF1A, 0xFF1B, 8),
    (0xFF1F, 0xFF1F, 8),
    (0xFF5F, 0xFF60, 20),
    (0xFF61, 0xFF9F, 15),
    (0xFFA0, 0xFFDF, 22),
    (0xFFE0, 0xFFE6, 14),
    (0xFFE7, 0xFFFC, 34),
    (0xFFFD, 0xFFFD, 26),
    (0xFFFE, 0xFFFF, 34),
)
#: The same for single languages.
OF_LANGUAGE: dict[str, tuple[tuple[int, int, float], ...]] = {
    "zh-Hans": (),
    "zh-Hant": (),
    "ja": ((0x30FB, 0x30FC, 6), (0xFF61, 0xFF9F, 10.5), (0x300C, 0x300D, 6.5)),
    "ko": ((0x3041, 0x30FF, 18), (0x3000, 0x3002, 12), (0x3131, 0x318E, 9), (0xFF01, 0xFF5E, 14)),
}
#: In Korean, hanja cost what they cost in Traditional Chinese, and so much more.
HANJA = 5 * QUARTER


@cache
def _tables() -> dict[str, bytes]:
    """For each language the price of every code unit."""
    import gzip  # slow to import; not needed for UTF-8

    packed = Path(__file__).with_name("data").joinpath("characters.txt.gz").read_bytes()
    listed: dict[str, list[tuple[int, str]]] = {}
    for row in gzip.decompress(packed).decode().splitlines():
        if row.startswith("#"):
            name = row[2:]
            listed[name] = []
        else:
            price, _, characters = row.partition("\t")
            listed[name].append((int(price), characters))
    tables: dict[str, bytes] = {}
    for language in LANGUAGES:
        table = bytearray(0x10000)
        for first, last, bits in KINDS + OF_LANGUAGE[language]:
            table[first : last + 1] = bytes([int(bits * QUARTER)]) * (last + 1 - first)
        rows = listed[language]
        if language == "ko":
            rows = [(min(255, price + HANJA), some) for price, some in listed["zh-Hant"]] + rows
        for listed_price, characters in rows:
            for unit in memoryview(characters.encode(_UNITS)).cast("H"):
                table[unit] = listed_price
        tables[language] = bytes(table)
    return tables


def costs(text: str, languages: Iterable[str]) -> list[float]:
    """The price of a text in each of some of the `LANGUAGES`, in bits."""
    units = memoryview(text.encode(_UNITS)).cast("H")
    glued = GLUED * len(_GLUED.findall(text))
    tables = _tables()
    return [(sum(map(tables[language].__getitem__, units)) + glued) / QUARTER for language in languages]


def cost(text: str, language: str) -> float:
    """The price of a text in one of the `LANGUAGES`, in bits."""
    return costs(text, (language,))[0]


def common(language: str, below: int) -> list[str]:
    """The characters beyond ASCII that cost less than so many quarter bits in a language, by code point."""
    table = _tables()[language]
    return [chr(unit) for unit in range(0x80, 0xD800) if table[unit] < below]
