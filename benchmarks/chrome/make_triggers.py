"""Make ``data/triggers.txt`` of the chrome rules: short pieces that cover their words and are rare in clean text.

    python benchmarks/chrome/make_triggers.py [--clean DATA.jsonl …] > src/corpusclean/rules/chrome/data/triggers.txt

Every word of a kind must contain one of its pieces.  Greedy, for all kinds together, so that they share pieces: the
piece that covers most words for its price is taken first; the price is something for a piece, since every process
reads them, and much more for being frequent in the lines labelled ``keep`` of the data given (see README.md here).
Without data all pieces cost the same.
"""

import argparse
import heapq
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from corpusclean.rules.chrome.words import KINDS, words

#: What a piece costs, and what it costs more if it stood in every clean document.  Half as much for a piece makes a
#: fifth more of them, twice as much wakes the rules for every tenth clean page more.
PIECE, FREQUENT = 0.3, 300.0
#: Pieces of a word are at most so long, but for the word itself.
LONGEST = 8
HEADER = """\
# Pieces of which every word of a kind contains one; the gate looks for these.  A list has the pieces of one kind or of
# several.  Made by benchmarks/chrome/make_triggers.py from the other files here: do not edit.  "\\n" is a line feed."""


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
        for size in range(2, LONGEST + 1):
            for at in range(len(word) - size + 1):
                piece = word[at : at + size]
                if not (piece.isascii() and len(piece.strip()) < 3 < len(word)) and piece[0] not in "#[":
                    covers[piece].add(word)
        covers[word].add(word)
    found = standing(set(covers), texts)

    @cache
    def price(piece: str) -> float:
        count = found[piece] if len(piece) <= LONGEST else sum(piece in text for text in texts)
        return PIECE + FREQUENT * (count / len(texts) if texts else 0.0)

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
    return sorted(needed(chosen, all_words, price))


def standing(pieces: set[str], texts: list[str]) -> Counter[str]:
    """In how many texts each short piece stands."""
    found: Counter[str] = Counter()
    for text, times in Counter(texts).items():
        there = set()
        for size in range(2, LONGEST + 1):
            there.update({text[at : at + size] for at in range(len(text) - size + 1)} & pieces)
        found.update(dict.fromkeys(there, times))
    return found


def needed(chosen: list[str], all_words: set[str], price: Callable[[str], float]) -> set[str]:
    """The pieces without those whose words all contain another one, the dearest taken out first."""
    kept, longest = set(chosen), max(map(len, chosen), default=0)
    inside = {
        word: {word[i:j] for i in range(len(word)) for j in range(i + 1, min(len(word), i + longest) + 1)} & kept
        for word in all_words
    }
    count = {word: len(found) for word, found in inside.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for word, found in inside.items():
        for piece in found:
            holders[piece].append(word)
    for piece in sorted(chosen, key=lambda one: (-price(one), one)):
        if all(count[word] > 1 for word in holders[piece]):
            kept.discard(piece)
            for word in holders[piece]:
                count[word] -= 1
    return kept


def main(argv: Sequence[str] | None = None) -> int:
    """Write the file to standard output."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--clean", type=Path, nargs="*", default=[], help="labelled pages, JSON lines")
    texts = clean_texts(parser.parse_args(argv).clean)
    kinds: dict[str, list[str]] = defaultdict(list)
    for kind in KINDS:
        for word in sorted(words(kind)):
            if len(word) > 1:
                kinds[word].append(kind)
    groups = grouped(pieces(set(kinds), texts), kinds)
    out = [HEADER]
    for names, chosen in sorted(groups.items()):
        out += ["", f"[{' '.join(names)}]", *(piece.replace("\n", "\\n") for piece in chosen)]
    print("\n".join(out))
    for kind in KINDS:
        mine = [piece for names, chosen in groups.items() if kind in names for piece in chosen]
        fires = sum(any(piece in text for piece in mine) for text in texts)
        print(f"{kind}: {len(mine)} pieces, in {fires} of {len(texts)} clean texts", file=sys.stderr)
    return 0


def grouped(chosen: list[str], kinds: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], list[str]]:
    """The pieces by the kinds that need them; a word needs but one of those that it contains, the longest."""
    there, longest = set(chosen), max(map(len, chosen))
    needs: dict[str, set[str]] = defaultdict(set)
    for word, names in kinds.items():
        inside = {word[i:j] for i in range(len(word)) for j in range(i + 1, min(len(word), i + longest) + 1)} & there
        needs[max(inside, key=lambda piece: (len(piece), piece))].update(names)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for piece in sorted(needs):
        groups[tuple(sorted(needs[piece]))].append(piece)
    return groups


if __name__ == "__main__":
    sys.exit(main())
