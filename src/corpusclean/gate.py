"""Which rules a text can concern: the triggers of the whole table in one pass.

A rule whose trigger is absent is not run, and adding a rule costs nearly nothing: all triggers are looked for
together.  The first texts are taken apart into sets of characters and of pairs of characters, which needs no
preparation; when more come, a table of all characters and one Aho-Corasick automaton of all literals are made, which
are some ten times as fast.  Both find the same.

>>> gate = Gate([Trigger(chars="&"), Trigger(literals=("锟斤拷", "烫烫烫")), Trigger(chars=" "), ALWAYS])
>>> sorted(gate.wake("AT&T锟斤拷")), sorted(gate.wake("一 二"))
([0, 1, 3], [2, 3])
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from operator import add
from typing import TYPE_CHECKING, Any

from corpusclean import built
from corpusclean.edits import Patch
from corpusclean.rule import ALWAYS, Rule, Trigger

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ALWAYS", "Gate", "tabulated"]

#: Characters of text after which the tables are made: 15 ms of work, won back in a quarter of a megabyte.
FEW = 1 << 16
#: A text of fewer characters is taken apart: a call of numpy costs as much.
SHORT = 256
#: Code units that are looked up at a time: what bounds the memory.
CHUNK = 1 << 18
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

Rules = frozenset[int]


def tabulated(triggers: Mapping[str, Trigger]) -> dict[str, Any]:
    """The triggers of rules, by code, as `built` keeps them.

    ``always`` are codes.  ``sets`` are the sets of rules that share a trigger, ``chars`` the characters of each set,
    and ``pairs`` has for the first two characters of literals the literals with the number of their set.
    """
    chars: defaultdict[str, list[str]] = defaultdict(list)
    literals: defaultdict[str, list[str]] = defaultdict(list)
    for code, trigger in triggers.items():
        for char in trigger.chars:
            chars[char].append(code)
        for literal in trigger.literals:
            literals[literal].append(code)
    sets = {tuple(dict.fromkeys(codes)): "" for codes in (*chars.values(), *literals.values())}
    for char, codes in sorted(chars.items()):
        sets[tuple(dict.fromkeys(codes))] += char
    numbers = {codes: number for number, codes in enumerate(sets)}
    pairs: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for literal, codes in sorted(literals.items()):
        pairs[literal[:2]][literal] = numbers[tuple(dict.fromkeys(codes))]
    always = [code for code, trigger in triggers.items() if trigger.always]
    return {"always": always, "sets": [*map(list, sets)], "chars": [*sets.values()], "pairs": dict(pairs)}


class Gate:
    """The triggers of a list of rules, ready to be looked for together; what it finds are their places in the list."""

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        places = {str(index): index for index in range(len(triggers))}
        self._take(tabulated(dict(zip(places, triggers, strict=True))), places)

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> "Gate":
        """The gate of some rules.  Of the rules of the table none is imported for it."""
        places = {rule.code: index for index, rule in enumerate(rules)}
        shipped = built.table().get("triggers", {})
        others = {rule.code: rule.trigger for rule in rules if not rule.shipped}
        gate = cls.__new__(cls)
        gate._take(tabulated(_triggers(shipped, places.keys() - others) | others) if others else shipped, places)
        return gate

    def _take(self, table: Mapping[str, Any], places: Mapping[str, int]) -> None:
        self._always = frozenset(places[code] for code in table["always"] if code in places)
        self._sets = [frozenset(places[code] for code in codes if code in places) for codes in table["sets"]]
        self._chars = {char: self._sets[n] for n, chars in enumerate(table["chars"]) if self._sets[n] for char in chars}
        self._pairs: Mapping[str, Mapping[str, int]] = table["pairs"]
        if not all(self._sets):
            kept = (
                (pair, {one: n for one, n in found.items() if self._sets[n]}) for pair, found in table["pairs"].items()
            )
            self._pairs = {pair: found for pair, found in kept if found}
        self._seen = 0

    @cached_property
    def _literals(self) -> list[str]:
        return [literal for found in self._pairs.values() for literal in found]

    @cached_property
    def _reach(self) -> int:
        """As many characters of a literal may stand before the place where it ends."""
        return max(map(len, self._literals), default=1) - 1

    @cached_property
    def _seam(self) -> str:
        """A character that no trigger has."""
        used = set(self._chars).union(*self._literals)
        return next(char for char in map(chr, range(0x2500, 0xD800)) if char not in used)

    @cached_property
    def _tables(self) -> "list[tuple[NDArray[np.uint64], list[Rules]]]":
        """For each code point below 0x10000, as bits, the sets of rules it wakes: 64 sets in a table.

        The last bit is for the code units of characters beyond.
        """
        import numpy as np

        chars: defaultdict[Rules, list[int]] = defaultdict(list)
        for char, rules in self._chars.items():
            if char <= "\uffff":
                chars[rules].append(ord(char))
        owners = [*chars]
        tables = []
        for first in range(0, len(owners), 63):
            table = np.zeros(1 << 16, np.uint64)
            for bit, rules in enumerate(owners[first : first + 63]):
                table[chars[rules]] |= np.uint64(1 << bit)
            tables.append((table, owners[first : first + 63]))
        if tables and any(char > "\uffff" for char in self._chars):
            tables[0][0][0xD800:0xDC00] |= np.uint64(1 << 63)
        return tables

    @cached_property
    def _automaton(self) -> tuple[Any, list[Rules]] | None:
        if not self._literals:
            return None
        from ahocorasick_rs import BytesAhoCorasick

        owners = [self._sets[number] for found in self._pairs.values() for number in found.values()]
        return BytesAhoCorasick([literal.encode() for literal in self._literals]), owners

    def wake(self, text: str) -> set[int]:
        """The indexes of the rules that this text can concern."""
        self._seen += len(text)
        woken = set(self._always)
        if len(text) < SHORT or self._seen < FEW:
            woken.update(*map(self._chars.__getitem__, self._chars.keys() & set(text)))
        else:
            woken.update(*self._looked_up(text))
        woken.update(*self._found(text))
        return woken

    def _looked_up(self, text: str) -> Iterator[Rules]:
        """The rules that the characters of a text wake, by tables."""
        import numpy as np

        units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
        for table, owners in self._tables:
            bits = 0
            for first in range(0, len(units), CHUNK):
                bits |= int(np.bitwise_or.reduce(table[units[first : first + CHUNK]]))
            if bits >> 63:
                yield from map(self._chars.__getitem__, self._chars.keys() & set(_ASTRAL.findall(text)))
            yield from (rules for bit, rules in enumerate(owners) if bits >> bit & 1)

    def _found(self, text: str) -> Iterable[Rules]:
        """The rules that literals in a text wake."""
        if self._seen < FEW:
            found = (self._pairs[pair] for pair in self._pairs.keys() & set(map(add, text, text[1:])))
            return [self._sets[number] for literals in found for one, number in literals.items() if one in text]
        if not self._automaton:
            return ()
        automaton, owners = self._automaton
        matches = automaton.find_matches_as_indexes(text.encode("utf-8", "surrogatepass"), overlapping=True)
        return {owners[number] for number in {number for number, _, _ in matches}}

    def wake_around(self, text: str, patch: Patch) -> set[int]:
        """The rules that what a patch put into a text, or brought together, can concern.

        Only the replacements are scanned, each with as many characters around it as a literal may reach.
        """
        windows: list[str] = []
        done = 0
        for at, edit in patch.places():
            start, end = max(done, at - self._reach), min(len(text), at + len(edit.replacement) + self._reach)
            if windows and start <= done:
                windows.append(text[done:end])
            else:
                windows.append(self._seam + text[start:end])
            done = max(done, end)
        return self.wake("".join(windows))


def _triggers(table: Mapping[str, Any], codes: AbstractSet[str]) -> dict[str, Trigger]:
    """The triggers that a table was made of, of some rules."""
    chars: dict[str, str] = dict.fromkeys(codes, "")
    literals: dict[str, list[str]] = {code: [] for code in codes}
    for owners, found in zip(table["sets"], table["chars"], strict=True):
        for code in codes & set(owners):
            chars[code] += found
    for found in table["pairs"].values():
        for literal, number in found.items():
            for code in table["sets"][number]:
                if code in codes:
                    literals[code].append(literal)
    return {
        code: ALWAYS if code in table["always"] else Trigger(chars[code], tuple(literals[code]))
        for code in codes
        if code in table["always"] or chars[code] or literals[code]
    }
