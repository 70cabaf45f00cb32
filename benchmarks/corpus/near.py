"""Pairs of documents of known similarity, and how many of them DUP201 finds.

    python benchmarks/corpus/near.py --zh PATH... --ja PATH... --en PATH... [--hant PATH...] [--pairs 200] [--seed 1]
    python benchmarks/corpus/near.py --units [--names 0.8] --zh PATH... --ja PATH... --en PATH...
    python benchmarks/corpus/near.py --crowds

PATH is a file or a folder of text, HTML or manual pages (``benchmarks/damage/README.md`` says where to get some).
Passages of 300 to 1,800 characters (English: 1,200 to 6,000) are taken from them and changed, a character, word or
sentence at a time (replaced, left out, put in), until the true similarity of their shingles falls where it is wanted.
All passages and copies of one language, in a shuffled order, are one corpus for the rule.

A pair is *found* if one of its two is dropped for a document that is as similar as the note says.  *Proposed* is what
datasketch's MinHashLSH proposes with the same bands on the same shingles.  Precision counts each dropped document,
with the similarity taken over sets of strings, not of hashes.

``--units`` shows what shingles of 3 to 7 units make of texts that are no copies of each other, such as manual pages
of one template: how many pairs of files would be taken for duplicates, and how similar the most similar are.

``--crowds`` makes corpora in which more documents are alike than the rule looks at, and compares with the greedy over
all pairs: the documents in order, each dropped that is similar to one kept before.
"""

import argparse
import gzip
import html
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from datasketch import MinHash, MinHashLSH
from opencc import OpenCC

from corpusclean.document import Document, Source
from corpusclean.rules.duplicates import minhash, near, shingles
from corpusclean.rules.duplicates.folding import folded_with_places
from corpusclean.rules.duplicates.near import LEAST, NearDuplicate
from corpusclean.testing import play

#: The least similarity looked for.
GOAL = 0.8
#: Where the similarities are wanted: from, below.
BINS = ((0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.85), (0.85, 0.9), (0.9, 0.95), (0.95, 1.0))
SCRIPTS = {"zh": ("s2t", "s2tw", "s2hk"), "hant": ("t2s", "tw2s")}
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE = re.compile(r"[^。！？.!?\n]*[。！？.!?\n]+")


class Counted(NearDuplicate):
    """The rule, counting what it says in each round."""

    def __init__(self) -> None:
        super().__init__(similarity=GOAL)
        self.said: dict[int, list[int]] = {}

    def facts(
        self, document: Document, answers: Sequence[Mapping[bytes, bytes]]
    ) -> Iterator[tuple[bytes, bytes | None]]:
        """The same, counted: documents, keys, bytes of facts."""
        found = list(super().facts(document, answers))
        if found:
            row = self.said.setdefault(len(answers) + 1, [0, 0, 0])
            row[:] = row[0] + 1, row[1] + len(found), row[2] + sum(len(fact or b"") for _, fact in found)
        return iter(found)


class Pair(NamedTuple):
    """Two documents: the bin, their ids and the similarity of their shingles."""

    kind: str
    one: str
    other: str
    similarity: float


def plain(path: Path) -> str:
    """The text of a file, without markup."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = raw.decode("utf-8", "replace")
    if re.match(r"[.]html?", path.suffix):
        text = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<(script|style)\b.*?</\1>", "", text)))
    elif re.search(r"[.][1-8]([.]gz)?$", path.name):
        text = re.sub(r"(?m)^[.'].*\n|\\f.|\\[&|]", "", text)
    return re.sub(r"[ \t]+", " ", re.sub(r"\s*\n\s*", "\n", text))


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """The text files of files and folders, sorted."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if re.search(r"[.](txt|html?|[1-8])([.]gz)?$", file.name) and file.is_file() and not file.is_symlink():
                yield file


def passages(paths: Sequence[Path], sizes: tuple[int, int], chance: random.Random) -> list[str]:
    """Runs of lines of all files, each of a length by chance, none like another one, shuffled."""
    found: dict[bytes, str] = {}
    for path in files(paths):
        lines = plain(path).splitlines(keepends=True)
        while lines:
            size = chance.randint(*sizes)
            taken = []
            while lines and sum(map(len, taken)) < size:
                taken.append(lines.pop(0)[: sizes[1]])
            text = "".join(taken)
            hashes = shingles.shingles(text)
            keys = minhash.keys(hashes)
            if len(text) >= size and len(hashes) >= 2 * LEAST and not any(key in found for key in keys):
                found.update(dict.fromkeys(keys, text))
    texts = list(dict.fromkeys(found.values()))
    chance.shuffle(texts)
    return texts


def similarity(one: str, other: str, units: int = shingles.UNITS) -> float:
    """The true similarity, over sets of strings."""
    first, second = named(one, units), named(other, units)
    return len(first & second) / (len(first | second) or 1)


def named(text: str, units: int) -> set[tuple[str, ...]]:
    """The shingles of a text by the definition, a character at a time."""
    words: list[str] = []
    last, alone = -2, True
    for point, place in zip(*map(np.ndarray.tolist, folded_with_places(text)), strict=True):
        char = chr(point)
        if char == " ":
            continue
        single = bool(_UNSPACED.match(char)) or point >= 0x20000 or char in "々〆〇"
        if single or alone or place - last > 1 or len(words[-1]) == 64:
            words.append(char)
        else:
            words[-1] += char
        last, alone = place, single
    return {tuple(words[n : n + units]) for n in range(len(words) - units + 1)}


def quick(one: str, other: str) -> float:
    """The similarity, over hashes."""
    shared, total = shingles.overlap(*(shingles.sample(shingles.shingles(text)) for text in (one, other)))
    return shared / (total or 1)


def changed(text: str, pool: str, large: bool, chance: random.Random) -> str:
    """A text after one change."""
    if large and chance.random() < 0.3:
        spans = [match.span() for match in _SENTENCE.finditer(text)]
        strange = [match[0] for match in _SENTENCE.finditer(pool)]
    else:
        pattern = r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+ ?"
        spans = [match.span() for match in re.finditer(pattern, text)]
        strange = re.findall(pattern, pool)
    if not spans or not strange:
        return text
    start, end = chance.choice(spans)
    kind = chance.choice(("replace", "delete", "insert"))
    new = "" if kind == "delete" else chance.choice(strange)
    return text[:start] + new + text[start if kind == "insert" else end :]


def copy(text: str, pool: str, least: float, below: float, chance: random.Random) -> tuple[str, float] | None:
    """A changed text of a similarity in this bin, or None after many trials."""
    for _ in range(20):
        other, now = text, 1.0
        wanted = chance.uniform(least, below)
        while now > wanted:
            large = now - wanted > 0.15
            for _ in range(1 + int((now - wanted) * 20)):
                other = changed(other, pool, large, chance)
            now = quick(text, other)
        if least <= now < below:
            return other, now
    return None


def made(language: str, texts: list[str], count: int, chance: random.Random) -> tuple[dict[str, str], list[Pair]]:
    """A corpus by id, and the pairs in it."""
    corpus, pairs = {}, []
    jobs: list[tuple[str, float, float]] = [(f"{least:.2f}", least, below) for least, below in BINS]
    jobs += [(name, 1.0, 1.0) for name in SCRIPTS.get(language, ())]
    for kind, least, below in reversed(jobs):
        converter = OpenCC(kind) if least == 1 else None
        done = 0
        while done < (count if least >= GOAL else count // 3) and texts:
            text = texts.pop()
            pool = chance.choice(texts) if texts else text
            if converter:
                other = converter.convert(text)
                result = None if other == text else (other, quick(text, other))
            else:
                result = copy(text, pool, least, below, chance)
            if result is None:
                continue
            done += 1
            ids = [f"{chance.randrange(10**9):09}-{kind}-{done}-{side}" for side in "ab"]
            corpus.update(zip(ids, (text, result[0]), strict=True))
            pairs.append(Pair(kind, *ids, result[1]))
    return corpus, pairs


def proposed(corpus: dict[str, str]) -> dict[str, set[str]]:
    """What datasketch proposes for each document, with the same bands."""
    cut = minhash.bands(GOAL)
    index = MinHashLSH(num_perm=cut.number * cut.rows, params=tuple(cut))
    sketches = {}
    for id_, text in corpus.items():
        sketches[id_] = MinHash(num_perm=cut.number * cut.rows)
        sketches[id_].update_batch([int(word).to_bytes(8, "little") for word in shingles.shingles(text)])
        index.insert(id_, sketches[id_])
    return {id_: set(index.query(one)) - {id_} for id_, one in sketches.items()}


def measured(language: str, texts: list[str], count: int, chance: random.Random) -> None:
    """Print one language's table."""
    corpus, pairs = made(language, texts, count, chance)
    ids = list(corpus)
    chance.shuffle(ids)
    documents = [Document.of(Source.of(corpus[id_]), id_) for id_ in ids]
    rule = Counted()
    began = time.perf_counter()
    notes = {id_: edits[0].note for id_, edits in zip(ids, play(rule, documents), strict=True) if edits}
    took = time.perf_counter() - began
    wrong = 0
    for id_, note in notes.items():
        said, _, keeper = note.partition(" similar to ")
        true = similarity(corpus[id_], corpus[keeper])
        wrong += keeper in notes or true < GOAL or not float(said) <= true < float(said) + 0.01
    print(
        f"\n{language}: {len(ids)} documents, {sum(map(len, corpus.values())) / len(ids):.0f} characters each; ", end=""
    )
    print(f"dropped {len(notes)}, wrongly {wrong}; {took:.1f} s, {took / len(ids) * 1e3:.2f} ms a document")
    print("| round | documents that speak | keys of these | bytes a fact |\n| --- | --- | --- | --- |")
    for turn, (some, keys, size) in rule.said.items():
        print(f"| {turn} | {some / len(ids):.3f} of all | {keys / some:.1f} each | {size / keys:.0f} |")
    theirs = proposed(corpus)
    print("| similarity | pairs | least | found | recall | proposed by datasketch |")
    print("| --- | --- | --- | --- | --- | --- |")
    rows, peers, sizes, floors = Counter[str](), Counter[str](), Counter[str](), dict[str, float]()
    for pair in pairs:
        goal = ["goal"] if pair.similarity >= GOAL else []
        for kind in (pair.kind, *goal):
            sizes[kind] += 1
            floors[kind] = min(pair.similarity, floors.get(kind, 1.0))
            rows[kind] += pair.one in notes or pair.other in notes
            peers[kind] += pair.one in theirs[pair.other]
    for kind, size in sizes.items():
        floor, mine, other = floors[kind], rows[kind] / size, peers[kind] / size
        print(f"| {kind} | {size} | {floor:.4f} | {rows[kind]} | {mine:.4f} | {other:.4f} |", flush=True)


def strangers(language: str, paths: Sequence[Path], names: float) -> None:
    """Print how alike the files of some folders are, for shingles of 3 to 7 units."""
    texts = {path: plain(path) for path in files(paths)}
    print(f"\n{language}: {len(texts)} files")
    print(f"| units | files of {LEAST} shingles or more | pairs at .5 | .6 | .7 | .8 | .9 |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for units in (3, 4, 6, 7, 5):
        sets = {path: shingles.shingles(text, units) for path, text in texts.items()}
        sets = {path: hashes for path, hashes in sets.items() if len(hashes) >= LEAST}
        found: dict[bytes, list[Path]] = {}
        for path, hashes in sets.items():
            for key in minhash.keys(hashes, minhash.bands(0.5)):
                found.setdefault(key, []).append(path)
        pairs = {(one, other) for some in found.values() for one in some for other in some if one < other}
        samples = {path: shingles.sample(sets[path]) for path in {path for pair in pairs for path in pair}}
        alike = []
        for one, other in pairs:
            shared, total = shingles.overlap(samples[one], samples[other])
            alike.append(shared / total)
        counts = [sum(value >= least for value in alike) for least in (0.5, 0.6, 0.7, 0.8, 0.9)]
        print("|", units, "|", len(sets), "|", " | ".join(map(str, counts)), "|", flush=True)
    if names:
        for value, (one, other) in sorted(zip(alike, pairs, strict=True), reverse=True):
            if value >= names:
                print(f"{value:.3f}", one.name, other.name)


def grown(chance: random.Random) -> list[str]:
    """300 texts, most of which come from another one by up to three changes."""
    texts: list[list[str]] = []
    for _ in range(300):
        if not texts or chance.random() < 0.15:
            words = [f"w{chance.randrange(10**6)}" for _ in range(chance.randrange(60, 200))]
        else:
            words = list(chance.choice(texts))
            for _ in range(chance.randrange(4)):
                at = chance.randrange(len(words))
                words[at : at + chance.randrange(3)] = [f"w{chance.randrange(10**6)}"] * chance.randrange(3)
        texts.append(words)
    chance.shuffle(texts)
    return [" ".join(words) for words in texts]


def filled(chance: random.Random) -> list[str]:
    """A template of 300 words filled a hundred times, with three to five words each."""
    texts = []
    for n in range(100):
        words = [f"w{place}" for place in range(300)]
        for at in chance.sample(range(0, 300, 6), chance.randint(3, 5)):
            words[at] = f"x{n}"
        texts.append(" ".join(words))
    return texts


def crowds(seed: int) -> None:
    """Print what the rule misses where lists are full, for several sizes of the lists."""
    print("| texts | listed | candidates | dropped by the greedy | missed | dropped in their place |")
    print("| --- | --- | --- | --- | --- | --- |")
    for make in (grown, filled):
        corpora = []
        for number in range(8):
            texts = make(random.Random(f"{seed} {number}"))
            samples = [shingles.sample(shingles.shingles(text)) for text in texts]
            dropped: set[int] = set()
            kept: list[int] = []
            for one, sample in enumerate(samples):
                overlaps = (shingles.overlap(samples[other], sample) for other in kept)
                alike = len(shingles.shingles(texts[one])) >= LEAST and any(a >= GOAL * b for a, b in overlaps)
                (dropped.add if alike else kept.append)(one)
            corpora.append(([Document.of(Source.of(text), f"{n:04}") for n, text in enumerate(texts)], dropped))
        for near.LISTED, near.CANDIDATES in ((8, 8), (8, 12), (8, 16), (16, 16), (32, 32)):
            sizes = [0, 0, 0]
            for documents, wanted in corpora:
                found = {n for n, edits in enumerate(play(NearDuplicate(similarity=GOAL), documents)) if edits}
                for place, some in enumerate((wanted, wanted - found, found - wanted)):
                    sizes[place] += len(some)
            print(
                f"| {make.__name__} | {near.LISTED} | {near.CANDIDATES} |", " | ".join(map(str, sizes)), "|", flush=True
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for language in ("zh", "hant", "ja", "en"):
        parser.add_argument(f"--{language}", type=Path, nargs="+", default=[])
    parser.add_argument("--pairs", type=int, default=200, help="pairs a bin; below the goal a third")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--units", action="store_true", help="files that are no copies, for several lengths of shingles"
    )
    parser.add_argument(
        "--names", type=float, default=0, help="with --units: name the pairs from this similarity on, for shingles of 5"
    )
    parser.add_argument("--crowds", action="store_true", help="corpora in which more is alike than is looked at")
    options = parser.parse_args()
    print("python " + " ".join(sys.argv))
    if options.crowds:
        crowds(options.seed)
    for language in ("zh", "hant", "ja", "en"):
        if paths := getattr(options, language):
            if options.units:
                strangers(language, paths, options.names)
            else:
                chance = random.Random(f"{options.seed} {language}")
                sizes = (1200, 6000) if language == "en" else (300, 1800)
                measured(language, passages(paths, sizes, chance), options.pairs, chance)


if __name__ == "__main__":
    main()
