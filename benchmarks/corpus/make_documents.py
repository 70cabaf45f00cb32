r"""Documents by seed, with copies, near copies, teasers and recurring lines at known places, and the truth beside them.

    python make_documents.py TEXTS OUT [--documents 10000] [--seed 1] [--shards 2]

TEXTS is walked for plain text, HTML and manual pages (also ``.gz``); their paragraphs are cut into clauses, and a
document is a random row of clauses of one language, so that no two share a line by chance.  OUT gets

    documents/zh-000.jsonl ...   {"id", "text", "url", "host", "language"}, 1 to 3 KB of text each
    truth.jsonl                  a line for each planted document: {"id", "kind", "of", "jaccard", "language"}
    hosts.jsonl                  a line for each host: the lines that half of its pages carry
    about.json                   seed, shares, sizes, and a hash of the clauses that were found

A document is a function of the seed and its number, so that nothing is kept in memory: a copy makes its original again.
Kinds: ``copy`` (character for character), ``script`` (Simplified for Traditional and back), ``form`` (other width,
punctuation, spaces and case), ``near`` (changed; ``jaccard`` says how much), ``teaser`` (its first sentences).  A copy
may stand before its original.  Needs corpusclean's opencc.
"""

import argparse
import gzip
import hashlib
import html
import json
import random
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import NamedTuple

from similarity import similarity

#: Language and script, and their shares.
LANGUAGES = {"zh-Hans": 0.45, "zh-Hant": 0.15, "en": 0.30, "ja": 0.10}
#: What is planted, and its share of all documents; ``script`` only where there is another one.
KINDS = {"copy": 0.04, "script": 0.015, "form": 0.01, "near": 0.08, "teaser": 0.015}
#: The similarities that near copies aim at; what they reach is measured.
AIMS = (0.95, 0.9, 0.85, 0.82, 0.75, 0.65, 0.5, 0.35)
#: So many clauses of a language at most.
POOL = 120_000

#: Frequent characters that stand in one script only.
HANS = frozenset("们这国说时会来对个学为发经过还没问题实现进动种样开关长门见车东话语读让认识请谁调")
HANT = frozenset("們這國說時會來對個學為發經過還沒問題實現進動種樣開關長門見車東話語讀讓認識請誰調")
BLOCK = re.compile(r"(?i)</?(?:p|div|h[1-6]|li|dt|dd|tr|td|th|pre|br|title|section|table|ul|ol|dl)\b[^>]*>")


class Shape(NamedTuple):
    """How a language writes its clauses in a row, and how long they are."""

    comma: str
    stop: str
    blank: str
    short: int
    long: int


CJK = Shape("，", "。", "", 6, 40)
SHAPES = {"zh-Hans": CJK, "zh-Hant": CJK, "ja": CJK._replace(comma="、"), "en": Shape(", ", ".", " ", 15, 110)}


class Made(NamedTuple):
    """A document and what is true of it."""

    id: str
    text: str
    host: str
    language: str
    kind: str
    of: str
    jaccard: float | None


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of one file; none where it is no text this program reads."""
    name = path.name.lower()
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    except (OSError, UnicodeDecodeError, EOFError):
        return []
    name = name.removesuffix(".gz")
    if name.endswith((".html", ".htm", ".page")):
        text = re.sub(r"<[^<>]*>", "", BLOCK.sub("\n\n", re.sub(r"\s+", " ", text)))
        text = html.unescape(text)
    elif re.search(r"\.[1-9]$", name):
        text = re.sub(r"(?m)^[.'].*$", "\n", re.sub(r"\\f.|\\[&/,]", "", text)).replace("\\-", "-")
    elif not name.endswith(".txt") and "." in name:
        return []
    return re.split(r"\n\s*\n", text)


def language_of(text: str) -> str | None:
    """The language of a paragraph as far as this program tells them apart."""
    wide = sum(char > "\u2e80" for char in text)
    if wide < 0.5 * len(text):  # German and Dutch have "of" and "is", too
        return "en" if " the " in text and text.isascii() else None
    if re.search("[ぁ-ヶ]", text):
        return "ja"
    hans, hant = (sum(char in script for char in text) for script in (HANS, HANT))
    return None if hans == hant else "zh-Hans" if hans > hant else "zh-Hant"


def clauses(root: Path) -> dict[str, list[str]]:
    """The distinct clauses of each language under a folder, in the order of the files."""
    found: dict[str, dict[str, None]] = {language: {} for language in LANGUAGES}
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        for paragraph in paragraphs(path):
            language = language_of(paragraph)
            if language is None or len(found[language]) >= POOL:
                continue
            shape = SHAPES[language]
            text = re.sub(r"\s*\n\s*|\s{2,}", shape.blank, paragraph)
            for piece in re.split(r"[，。；：！？、,.;:!?…（）()「」“”\"]", text):
                clause = piece.strip(" \t-*•·\u3000")
                fits = shape.short <= len(clause) <= shape.long and clause.isprintable()
                if fits and language_of(f" {clause} ") in (language, None):
                    found[language][clause] = None
    for language, pool in found.items():
        if len(pool) < 1000:
            raise SystemExit(f"{root}: only {len(pool)} clauses of {language}; give a folder with more text")
    return {language: list(pool) for language, pool in found.items()}


class Maker:
    """All documents of a seed, by their number."""

    def __init__(self, pools: dict[str, list[str]], seed: int, count: int) -> None:
        self.pools, self.seed, self.count = pools, seed, count
        self.hosts = max(20, count // 400)

    def chance(self, *name: object) -> random.Random:
        """Chance that depends on the seed and a name alone."""
        return random.Random("/".join(map(str, (self.seed, *name))))

    def language(self, number: int) -> str:
        """The language of a document."""
        return self.chance("language", number).choices(list(LANGUAGES), list(LANGUAGES.values()))[0]

    def kind(self, number: int) -> str:
        """What a document is: ``original`` where it is not planted."""
        kinds = {**KINDS, "original": 1 - sum(KINDS.values())}
        kind = self.chance("kind", number).choices(list(kinds), list(kinds.values()))[0]
        return "copy" if kind == "script" and not self.language(number).startswith("zh") else kind

    def name(self, number: int) -> str:
        """The id: its order has nothing to do with the number's."""
        return hashlib.sha256(f"{self.seed}/{number}".encode()).hexdigest()[:12]

    def original(self, number: int) -> int:
        """The document that a planted one was made of: an original in its language, anywhere."""
        chance = self.chance("of", number)
        while True:
            other = chance.randrange(self.count)
            if self.kind(other) == "original" and self.language(other) == self.language(number):
                return other

    def sentence(self, chance: random.Random, language: str) -> str:
        """Some clauses in a row."""
        shape = SHAPES[language]
        text = shape.comma.join(chance.choices(self.pools[language], k=chance.randint(2, 4))) + shape.stop
        return text[:1].upper() + text[1:]

    def host(self, number: int) -> tuple[str, list[str]]:
        """The host of a number, and the lines that recur on its pages: one at the head, two at the foot."""
        number %= self.hosts
        chance = self.chance("host", number)
        language = chance.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        pool = self.pools[language]
        mark = SHAPES[language].blank + "|" + SHAPES[language].blank
        return f"site{number}.example", [mark.join(chance.choices(pool, k=2)) for _ in range(3)]

    def body(self, number: int) -> str:
        """The text of an original, without the lines of its host."""
        language, chance = self.language(number), self.chance("body", number)
        size, goal, found = 0, chance.randint(1000, 2800), []
        while size < goal:
            blank = SHAPES[language].blank
            found.append(blank.join(self.sentence(chance, language) for _ in range(chance.randint(2, 5))))
            size += len(found[-1].encode())
        return "\n".join(found)

    def changed(self, chance: random.Random, text: str, language: str) -> str:
        """A text that was edited: a passage rewritten, words changed here and there, or a paragraph added."""
        words = language == "en"
        units = re.findall(r"\w+|\W+", text) if words else list(text)
        aim = chance.choice(AIMS)
        share = (1 - aim) / (1 + aim)  # of the shingles, so that as many are new as are gone
        pool = self.pools[language]
        count = len(units) // (2 if words else 1)
        match chance.randrange(3):
            case 0:
                length = round(share * len(units))
                at = chance.randint(0, len(units) - length)
                fresh = ""
                while len(fresh) < len("".join(units[at : at + length])):
                    fresh += chance.choice(pool) + SHAPES[language].comma
                units[at : at + length] = [fresh]
            case 1:
                places = [place for place, unit in enumerate(units) if unit.isalnum()]
                for at in chance.sample(places, min(len(places), max(1, round(share * count / 5)))):
                    clause = chance.choice(pool)
                    units[at] = chance.choice(clause.split()) if words else chance.choice(clause)
            case _:
                more = ""
                while len(more) < (1 / aim - 1) * len(text):
                    more += self.sentence(chance, language) + SHAPES[language].blank
                units.append("\n" + more.rstrip())
        return "".join(units)

    def make(self, number: int) -> Made:
        """The document with this number."""
        kind, language, chance = self.kind(number), self.language(number), self.chance("make", number)
        if kind == "original":
            text = self.body(number)
            at = chance.randrange(self.hosts)
            host, (head, *foot) = self.host(at)
            if chance.random() < 0.5:
                text = "\n".join([head, text, *foot])
            return Made(self.name(number), text, host, language, kind, "", None)
        of = self.make(self.original(number))
        host = of.host if chance.random() < 0.3 else self.host(chance.randrange(self.hosts))[0]
        jaccard: float | None = None
        match kind:
            case "copy":
                text = of.text
            case "script":
                text = converter("s2t" if language == "zh-Hans" else "t2s")(of.text)
                kind = "script" if text != of.text else "copy"
            case "form":
                text = reformed(of.text)
            case "teaser":
                body = self.body(self.original(number))
                stop = SHAPES[language].stop
                ends = [match.end() for match in re.finditer(re.escape(stop), body[: len(body) // 3])]
                text = body[: ends[-1]] if ends else body[: body.index(stop) + 1]
            case _:
                text = self.changed(chance, of.text, language)
        if kind in ("near", "teaser"):
            jaccard = round(similarity(text, of.text), 4)
        return Made(self.name(number), text, host, language, kind, of.id, jaccard)


@cache
def converter(config: str) -> Callable[[str], str]:
    """OpenCC's conversion."""
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert


def reformed(text: str) -> str:
    """The same words in another form: width, punctuation, case, blank lines."""
    wide = {ord(char): ord(char) + 0xFEE0 for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}
    if text.isascii():
        return re.sub(r"[,.] ", " - ", text).upper().replace("\n", "\n\n")
    return text.translate(wide).replace("，", ",").replace("。", ". ").replace("\n", "\n\n")


def shards(folder: Path, count: int, stack: ExitStack) -> Callable[[str, int], "object"]:
    """The open file for a language and a number."""

    @cache
    def file(language: str, number: int) -> object:
        return stack.enter_context((folder / f"{language}-{number:03}.jsonl").open("wb"))

    return lambda language, number: file(language[:2], number % count)


def line(row: dict[str, object]) -> bytes:
    """A row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def made(maker: Maker, first: int, last: int) -> Iterator[tuple[int, Made]]:
    """The documents with these numbers."""
    for number in range(first, last):
        yield number, maker.make(number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shards", type=int, default=2, help="files for each language")
    arguments = parser.parse_args()
    folder = arguments.out / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    pools = clauses(arguments.texts)
    maker = Maker(pools, arguments.seed, arguments.documents)
    counts: dict[str, int] = {}
    size = 0
    with ExitStack() as stack:
        file = shards(folder, arguments.shards, stack)
        truth = stack.enter_context((arguments.out / "truth.jsonl").open("wb"))
        for number, one in made(maker, 0, arguments.documents):
            row = {"id": one.id, "text": one.text, "url": f"https://{one.host}/{number}", "host": one.host}
            file(one.language, number).write(line({**row, "language": one.language}))  # type: ignore[attr-defined]
            counts[one.kind] = counts.get(one.kind, 0) + 1
            size += len(one.text.encode())
            if one.kind != "original":
                told = {"id": one.id, "kind": one.kind, "of": one.of, "jaccard": one.jaccard, "language": one.language}
                truth.write(line(told))
        hosts = stack.enter_context((arguments.out / "hosts.jsonl").open("wb"))
        for number in range(maker.hosts):
            host, lines = maker.host(number)
            hosts.write(line({"host": host, "lines": lines}))
    digest = hashlib.sha256("\n".join(clause for pool in pools.values() for clause in pool).encode()).hexdigest()
    about = {
        "documents": arguments.documents,
        "seed": arguments.seed,
        "bytes": size,
        "kinds": dict(sorted(counts.items())),
        "clauses": {language: len(pool) for language, pool in pools.items()},
        "clauses_sha256": digest,
    }
    (arguments.out / "about.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(about))


if __name__ == "__main__":
    main()
