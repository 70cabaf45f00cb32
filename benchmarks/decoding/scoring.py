"""The items of a data folder, and whether an answer to one is right.

A data folder holds ``items.jsonl`` (one JSON object an item), ``blobs.bin`` (the bytes of all items), ``gold.bin``
(their texts in UTF-8) and ``perf/*.bin``; README.md says where one comes from.  An item has a mode:

- ``exact``: the text is the item's text, in one of the encodings it may be in;
- ``trunc``: both ends were cut inside a character; four stray characters at each end are allowed;
- ``lines``: the share of the lines that are right, without those that were damaged on purpose;
- ``binary``: right is no text at all.

Symbols that vendors map to different code points count as the same, and so do a mark at the start and U+FFFD.
"""

import codecs
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

#: Characters that stand at one place of a code page, by vendor: each group is one symbol.
SAME = ("〜～∼", "‖∥", "−－", "¢￠", "£￡", "¬￢", "—―", "・·•‧", "､﹑", "¯‾￣", "/／∕", "\\＼﹨¥￥", "⊕♁", "⊙☉")
_FOLD: dict[int, str | None] = {ord(char): group[0] for group in SAME for char in group}
_FOLD |= dict.fromkeys((0xFEFF, 0xFFFD))

#: What a label is called in Python, where Python does not know it; None: no text encoding.
_LABELS: dict[str, str | None] = {
    "binary": None,
    "replacement": None,
    "x-user-defined": None,
    "ibm420_ltr": None,
    "ibm420_rtl": None,
    "ibm424_ltr": "cp424",
    "ibm424_rtl": "cp424",
    "hz-gb-2312": "hz",
    "iso-8859-6-e": "iso8859-6",
    "iso-8859-8-i": "iso8859-8",
    "mac-centraleurope": "mac_latin2",
    "mac-cyrillic": "mac_cyrillic",
    "maccyrillic": "mac_cyrillic",
    "x-mac-cyrillic": "mac_cyrillic",
    "macroman": "mac_roman",
    "macintosh": "mac_roman",
    "ms949": "cp949",
    "uhc": "cp949",
    "windows-949": "cp949",
    "windows-31j": "cp932",
    "windows-874": "cp874",
}
#: The encoding a careful person takes where the named one fails: it holds the same characters, and more.
_WIDER = {
    "ascii": "utf-8",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "euc_jp": "euc_jis_2004",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso2022_jp": "iso2022_jp_ext",
    "iso8859-1": "cp1252",
    "iso8859-8": "cp1255",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}


class Item(NamedTuple):
    """Bytes with the text that is in them.

    ``length`` is the size a window was cut to, 0 for files; ``accept`` are the codecs a real file may be in, ``skip``
    the numbers of the lines that are not scored, ``path`` where a real file comes from.
    """

    id: int
    set: str
    family: str
    length: int
    codec: str | None
    mode: str
    raw: bytes
    gold: str
    accept: tuple[str, ...]
    skip: frozenset[int]
    path: str


def items(folder: Path, sets: tuple[str, ...] = ()) -> Iterator[Item]:
    """The items of a data folder, or of some of its sets."""
    blobs, golds = (folder / "blobs.bin").read_bytes(), (folder / "gold.bin").read_bytes()
    with (folder / "items.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, Any] = json.loads(line)
            if not sets or row["set"] in sets:
                yield Item(
                    row["id"],
                    row["set"],
                    row["fam"],
                    row["len"],
                    row["codec"],
                    row["mode"],
                    blobs[row["off"] : row["off"] + row["n"]],
                    golds[row["goff"] : row["goff"] + row["gn"]].decode("utf-8", "surrogatepass"),
                    tuple(row.get("accept", ())),
                    frozenset(row.get("skip", ())),
                    row.get("path", ""),
                )


def codec_of(label: str | None) -> str | None:
    """Python's codec for a label; None where there is none.

    >>> codec_of("windows-1251"), codec_of("UHC"), codec_of("binary")
    ('cp1251', 'cp949', None)
    """
    name = (label or "").strip().lower()
    known = _LABELS.get(name, name)
    for spelling in (known, *(known.replace(f"windows{dash}", "cp") for dash in "-_")) if known else ():
        try:
            return codecs.lookup(spelling).name
        except (LookupError, ValueError):
            continue
    return None


def decoded(raw: bytes, label: str | None) -> str | None:
    """The bytes in a named encoding: strictly, else in a wider one, else with U+FFFD for what does not decode."""
    name = codec_of(label)
    if name is None:
        return None
    wider = _WIDER.get(name, name)
    for encoding, errors in ((name, "strict"), (wider, "strict"), (wider, "replace"), (name, "replace")):
        try:
            return raw.decode(encoding, errors)
        except (LookupError, ValueError):
            continue
    return None


def folded(text: str) -> str:
    """The text with one character for each symbol."""
    return text.translate(_FOLD)


def score(item: Item, encoding: str | None, text: str | None) -> float:
    """How right an answer is, from 0 to 1."""
    if item.mode == "binary":
        return float(codec_of(encoding) is None and not text)
    text = text or ""
    if item.mode == "lines":
        return _lines(item, text)
    found = folded(text)
    if item.mode == "trunc":
        gold = folded(item.gold)
        place = found.find(gold)
        return float(0 <= place <= 4 and len(found) - place - len(gold) <= 4)
    return float(
        found == folded(item.gold)
        or any(found == folded(item.raw.decode(codec, "replace")) for codec in item.accept[1:])
    )


def _lines(item: Item, text: str) -> float:
    gold, found = item.gold.split("\n"), text.lstrip("\ufeff").split("\n")
    wanted = [index for index, line in enumerate(gold) if line and index not in item.skip]
    if len(found) == len(gold):
        return sum(folded(found[index]) == folded(gold[index]) for index in wanted) / len(wanted)
    there, asked = Counter(map(folded, found)), Counter(folded(gold[index]) for index in wanted)
    return (there & asked).total() / len(wanted)
