"""Make ``data/triggers.txt`` of the chrome rules: short pieces that cover their words and are rare in clean text.

    python benchmarks/chrome/make_triggers.py [--clean DATA.jsonl …] > src/corpusclean/rules/chrome/data/triggers.txt

Every word of a kind must contain one of its pieces.  Greedy: the piece that covers most words for its price is taken
first; the price is one for a piece and much more for being frequent in the lines labelled ``keep`` of the data given
(see README.md here).  Without data all pieces cost the same.
"""

import argparse
import heapq
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from corpusclean.rules.chrome.words import KINDS, words

#: What a piece costs, and what it costs more if it stood in every clean document.
PIECE, FREQUENT = 0.15, 40.0
HEADER = """\
# Pieces of which every word of a kind contains one; the gate looks for these.  Made by
# benchmarks/chrome/make_triggers.py from the other files here: do not edit.  "\\n" is a line feed."""


def clean_texts(paths: Sequence[Path]) -> list[str]:
    """The kept lines of each labelled page; pages in Chinese count six times, since there are few."""
    texts = []
    for path in paths:
        for row in path.read_text(encoding="utf-8").split("\n")[:-1]:
            page = json.loads(row)
            text = "\n".join(line["text"] for line in page["lines"] if line["label"] == "keep")[:6000]
            if len(text) > 300 and page.get("gold") != "partial":
                texts += [text] * (6 if page["lang"] == "zh" else 1)
    return texts


def pieces(all_words: set[str], texts: list[str]) -> list[str]:
    """A cover of the words."""
    covers: dict[str, set[str]] = defaultdict(set)
    for word in all_words:
        for size in range(2, 9):
            for at in range(len(word) - size + 1):
                piece = word[at : at + size]
                if not (piece.isascii() and len(piece.strip()) < 3 < len(word)):
                    covers[piece].add(word)
        covers[word].add(word)
    prices: dict[str, float] = {}

    def price(piece: str) -> float:
        if piece not in prices:
            share = sum(piece in text for text in texts) / len(texts) if texts else 0.0
            prices[piece] = PIECE + FREQUENT * share
        return prices[piece]

    heap = [(-len(covered) / PIECE, piece) for piece, covered in covers.items()]
    heapq.heapify(heap)
    left, chosen = set(all_words), []
    while left:
        _, piece = heapq.heappop(heap)
        gain = len(covers[piece] & left)
        if gain and heap and -gain / price(piece) > heap[0][0] + 1e-9:
            heapq.heappush(heap, (-gain / price(piece), piece))
        elif gain:
            chosen.append(piece)
            left -= covers[piece]
    for piece in sorted(chosen, key=lambda one: (-price(one), one)):
        rest = [other for other in chosen if other != piece]
        if all(any(other in word for other in rest) for word in covers[piece]):
            chosen = rest
    return sorted(chosen)


def main(argv: Sequence[str] | None = None) -> int:
    """Write the file to standard output."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--clean", type=Path, nargs="*", default=[], help="labelled pages, JSON lines")
    texts = clean_texts(parser.parse_args(argv).clean)
    out = [HEADER]
    for kind in KINDS:
        chosen = pieces({word for word in words(kind) if len(word) > 1}, texts)
        fires = sum(any(piece in text for piece in chosen) for text in texts)
        print(f"{kind}: {len(chosen)} pieces, in {fires} of {len(texts)} clean texts", file=sys.stderr)
        out += ["", f"[{kind}]", *(piece.replace("\n", "\\n") for piece in chosen)]
    print("\n".join(out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
