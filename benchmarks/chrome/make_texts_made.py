r"""Texts without chrome that are made: every kind is a test of what the removal of chrome must leave alone.

Lists of links, menus of a restaurant, timetables, a glossary of what buttons say, privacy policies, threads, references
and sixty more, in nine languages; ``kinds/zh.txt`` and ``kinds/all.txt`` say what they look like, ``kinds/words.toml``
what they are filled with beside the sentences of `make_texts_pools`.

A kind is lines with signs in braces:

- ``{sent}`` a draw from a pool or list of that name; ``{ui~}`` the next of the list instead, one after the other;
- ``{a|b}`` one of these, which may hold signs, or nothing; ``{a|b~}`` in turns;
- ``{3-20}`` a number; ``{n}``, ``{N}`` the number of the line, as a Chinese numeral; ``{page}`` one that grows;
- ``{A}``, ``{B}`` two people of this document; ``{x=word}`` a draw that ``{x}`` repeats;
- ``4-20| line`` repeats the line four to twenty times; ``\n`` and ``\t`` stand for themselves.
"""

import random
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from make_texts_books import Text
from make_texts_pools import Pool

__all__ = ["Kind", "kinds", "made"]

_KINDS = Path(__file__).parent / "kinds"
_NUMERALS = "零一二三四五六七八九十"


class Kind(NamedTuple):
    """One look of a kind of document: how many to make (0: as many as the language says) and its lines."""

    name: str
    number: int
    lines: list[str]


def kinds(path: Path) -> list[Kind]:
    """The kinds that a file describes."""
    found: list[Kind] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"= (.+?)(?: (\d+))?", line):
            found.append(Kind(match[1], int(match[2] or 0), []))
        elif found:
            found[-1].lines.append(line.replace("\\n", "\n").replace("\\t", "\t"))
    return found


def parts(pattern: str) -> list[str]:
    """The alternatives of a pattern: what stands between bars that are in no braces."""
    found, depth = [""], 0
    for sign in pattern:
        depth += (sign == "{") - (sign == "}")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found


class Page:
    """A document in the making: what was drawn for it so far, and chance that its name decides."""

    def __init__(self, name: str, lists: Mapping[str, list[str]], pool: Pool) -> None:
        self.chance = random.Random(name)
        self.lists = lists
        self.pool = pool
        self.drawn: dict[str, str] = {}
        self.first: dict[str, int] = {}

    def text(self, lines: list[str]) -> str:
        """The document, line by line."""
        found = []
        for line in lines:
            match = re.match(r"(\d+)-(\d+)\| ?", line)
            count = self.chance.randint(int(match[1]), int(match[2])) if match else 1
            found += [self.fill(line[match.end() if match else 0 :], n) for n in range(1, count + 1)]
        return "\n".join(found).strip("\n")

    def fill(self, pattern: str, n: int) -> str:
        """A pattern with its signs replaced, in the n-th of the lines that repeat it."""
        found, depth, start = [], 0, 0
        for at, sign in enumerate(pattern):
            if sign == "{":
                if depth == 0:
                    found.append(pattern[start:at])
                    start = at + 1
                depth += 1
            elif sign == "}":
                depth -= 1
                if depth == 0:
                    found.append(self.draw(pattern[start:at], n))
                    start = at + 1
        return "".join([*found, pattern[start:]])

    def draw(self, sign: str, n: int) -> str:
        """What stands for a sign."""
        if match := re.match(r"(\w+)=", sign):
            if match[1] not in self.drawn:
                self.drawn[match[1]] = self.draw(sign[match.end() :], n)
            return self.drawn[match[1]]
        turns, sign = sign.endswith("~"), sign.removesuffix("~")
        options = parts(sign)
        if len(options) > 1:
            return self.fill(options[n % len(options)] if turns else self.chance.choice(options), n)
        if match := re.fullmatch(r"(\d+)-(\d+)", sign):
            return str(self.chance.randint(int(match[1]), int(match[2])))
        if sign in ("A", "B") and sign not in self.drawn:
            people = sorted({self.draw("name", n) for _ in range(9)})
            self.drawn["A"], self.drawn["B"] = people[0], people[-1]
        if sign in ("n", "N", "page"):
            return numeral(n) if sign == "N" else str(n if sign == "n" else n * 11 + 3)
        return self.drawn[sign] if sign in self.drawn else self.listed(sign, n, turns)

    def listed(self, sign: str, n: int, turns: bool) -> str:
        """A text of a pool, or an entry of a list with its signs replaced; in turns the next entry."""
        if sign not in self.lists:
            return self.chance.choice(self.pool[sign])
        entries = self.lists[sign]
        if turns:
            first = self.first.setdefault(sign, self.chance.randrange(len(entries)))
            return self.fill(entries[(first + n) % len(entries)], n)
        return self.fill(self.chance.choice(entries), n)


def numeral(n: int) -> str:
    """A number under a hundred in Chinese."""
    tens, ones = divmod(n, 10)
    if n <= 10:
        return _NUMERALS[n]
    return f"{_NUMERALS[tens] if tens > 1 else ''}十{_NUMERALS[ones] if ones else ''}"


def made(pools: Mapping[tuple[str, bool], Pool]) -> Iterator[tuple[bool, Text]]:
    """Documents of every kind and language, with whether they are for checking: one in four."""
    import opencc

    traditional = opencc.OpenCC("s2t")
    words: dict[str, dict[str, Any]] = tomllib.loads((_KINDS / "words.toml").read_text(encoding="utf-8"))
    every = words.pop("every")
    for lang, own in words.items():
        looks: defaultdict[str, list[list[str]]] = defaultdict(list)
        counts: Counter[str] = Counter()
        for kind in kinds(_KINDS / ("zh.txt" if lang == "zh" else "all.txt")):
            looks[kind.name].append(kind.lines)
            counts[kind.name] = counts[kind.name] + kind.number if kind.number else own["documents"]
        for name, count in counts.items():
            for n in range(count):
                check = n % 4 == 3
                page = Page(f"{lang} {name} {n}", {**every, **own}, pools[lang, check])
                text = page.text(looks[name][(n + n // 4) % len(looks[name])])
                if lang == "zh" and page.chance.randrange(4) == 0:
                    text = traditional.convert(text)
                yield check, {"id": f"made-{lang}/{name}#{n}", "kind": name, "lang": lang, "text": text}
