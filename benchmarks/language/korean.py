"""The Korean words and how often each stands: pieces by their rank in XLM-R's vocabulary, words of mecab-ko-dic.

The pieces of XLM-R (a unigram model of the Web in a hundred languages) are sorted by how likely they are.  Of the
likelihood only the rank is in the file, so Zipf's law stands for it.  mecab-ko-dic's costs tell words apart only where
a text had them, so it gives the words that are no piece a small share.  A word that begins with a space begins what
stands between spaces.
"""

import math
import re
import struct
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from mecab import rows

__all__ = ["SYLLABLES", "shares"]

WORD = re.compile(" ?[가-힣]{1,7}")
SYLLABLES = [chr(code) for code in range(0xAC00, 0xD7A4)]
#: The rank of a piece plus this is how rare it is.
FLAT = 300
#: The share of mecab-ko-dic, the scale of its costs, and how many of its words are kept.
SMALL, SCALE, KEPT = 0.1, 1500, 40_000
#: The share of a noun or verb that stands behind a space, and the classes that never do: particles, endings, suffixes.
BEHIND_SPACE, BOUND = 0.7, ("J", "E", "X", "VCP")
#: The share of a space before something else than a word.
SPACE = 0.08


def pieces(path: Path) -> list[str]:
    """The pieces in a vocabulary of Bling Fire's, in their order: a head, the number, where each begins, all text."""
    raw = path.read_bytes()
    (size,) = struct.unpack_from("<I", raw, 96)
    starts = struct.unpack_from(f"<{size + 1}I", raw, 100)
    text = raw[100 + 4 * (size + 1) :]
    return [text[start:end].decode("utf-8", "replace") for start, end in pairwise(starts)]


def shares(vocabulary: Path, dictionary: Path) -> dict[str, float]:
    """The share of each word."""
    ranked: dict[str, float] = defaultdict(float)
    for rank, piece in enumerate(pieces(vocabulary)):
        if WORD.fullmatch(piece):
            ranked[piece] += 1 / (rank + FLAT)
    listed: dict[str, float] = defaultdict(float)
    for row in rows(dictionary / "sys.dic"):
        if WORD.fullmatch(row.key):
            share = math.exp(-row.cost / SCALE)
            bound = row.feature.startswith(BOUND)
            listed[row.key] += share if bound else share * (1 - BEHIND_SPACE)
            if not bound:
                listed[f" {row.key}"] += share * BEHIND_SPACE
    found: dict[str, float] = defaultdict(float)
    total = math.fsum(ranked.values())
    for word, share in ranked.items():
        found[word] += (1 - SMALL) * share / total
    kept = sorted(listed, key=lambda word: (-listed[word], word))[:KEPT]
    total = math.fsum(listed[word] for word in kept)
    for word in kept:
        found[word] += SMALL * listed[word] / total
    found[" "] += SPACE
    return found
