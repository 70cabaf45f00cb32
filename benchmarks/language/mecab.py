"""Read the dictionaries that MeCab compiles, as its documentation and headers describe them.

``sys.dic`` is a head, a double array of the keys, 16 bytes for each word, and their features; ``matrix.bin`` is the
cost of each pair of classes.
"""

import struct
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["Row", "matrix", "rows"]

HEAD = 72


class Row(NamedTuple):
    """A word of a dictionary: the key, the classes it shows to its left and to its right, its cost, its features."""

    key: str
    left: int
    right: int
    cost: int
    feature: str


def _keys(base: list[int], check: list[int]) -> Iterator[tuple[bytes, int]]:
    """The keys of a double array with their values: ``check`` of a node is the ``base`` of the one it hangs from."""
    children = defaultdict(list)
    for node in range(1, len(base)):
        if base[node] or check[node]:
            children[check[node]].append(node)
    stack = [(base[0], b"")]
    while stack:
        offset, key = stack.pop()
        for node in children.get(offset, ()):
            byte = node - offset - 1
            if byte == -1 and base[node] < 0:
                yield key, -base[node] - 1
            elif 0 <= byte < 256:
                stack.append((base[node], key + bytes((byte,))))


def rows(path: Path) -> list[Row]:
    """All words of a ``sys.dic``, by key and place."""
    raw = path.read_bytes()
    array, tokens, features = struct.unpack_from("<3I", raw, 24)
    charset = raw[40:HEAD].rstrip(b"\0").decode()
    units = memoryview(raw)[HEAD : HEAD + array]
    token = list(struct.iter_unpack("<HHHhII", raw[HEAD + array : HEAD + array + tokens]))
    text = raw[HEAD + array + tokens : HEAD + array + tokens + features]
    found = []
    for key, value in sorted(_keys(units.cast("i")[::2].tolist(), units.cast("I")[1::2].tolist())):
        word = key.decode(charset)
        for left, right, _, cost, at, _ in token[value >> 8 : (value >> 8) + (value & 255)]:
            found.append(Row(word, left, right, cost, text[at : text.index(b"\0", at)].decode(charset)))
    return found


def matrix(path: Path) -> list[list[int]]:
    """The costs: for each left class of a word a list with one for each right class of the word before it."""
    raw = path.read_bytes()
    before, behind = struct.unpack_from("<2H", raw)
    costs = memoryview(raw)[4:].cast("h")
    return [costs[at * before : (at + 1) * before].tolist() for at in range(behind)]
