"""Which rules a text can concern: the triggers of the whole table in one pass.

A rule whose trigger is absent is not run, and adding a rule costs nearly nothing: all triggers are looked for
together.  In the first texts each literal is looked for by itself, which needs no preparation; when more come, a table
of all characters and one Aho-Corasick automaton of all literals are made, which are much faster.  Both find the same.

>>> gate = Gate([Trigger(chars="&"), Trigger(literals=("锟斤拷", "烫烫烫")), Trigger(chars=" "), ALWAYS])
>>> sorted(gate.wake("AT&T锟斤拷")), sorted(gate.wake("一 二"))
([0, 1, 3], [2, 3])
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from corpusclean import built
from corpusclean.built import Shared
from corpusclean.edits import Patch
from corpusclean.rule import ALWAYS, Rule, Trigger

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ALWAYS", "Gate", "shared"]

#: Characters of text after which the tables are made; numpy is imported for them.
FEW = 1 << 13
#: A text of fewer characters is taken apart: a call of numpy costs as much.
SHORT = 256
#: Code units, or bytes, that are looked at in one call: what bounds the memory, where a text is all triggers.
CHUNK = 1 << 18
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

Rules = frozenset[int]


def shared(triggers: Mapping[str, Trigger]) -> list[Shared]:
    """The triggers of rules, by code: what wakes the same rules stands together."""
    owners: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for code, trigger in triggers.items():
        for piece in (*trigger.chars, *trigger.literals):
            owners[piece][code] = None
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for piece, codes in sorted(owners.items()):
        found[tuple(codes)].append(piece)
    return [
        Shared(codes, "".join(one for one in pieces if len(one) == 1), tuple(one for one in pieces if len(one) > 1))
        for codes, pieces in found.items()
    ]


def _triggers(table: Sequence[Shared], codes: set[str]) -> dict[str, Trigger]:
    """The triggers of some rules, from what they share."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for owners, chars, literals in table:
        for code in codes.intersection(owners):
            before = found.get(code, ("", ()))
            found[code] = before[0] + chars, before[1] + literals
    return {code: Trigger(*parts) for code, parts in found.items()}


class Gate:
    """The triggers of a list of rules, ready to be looked for together; what it finds are their places in the list."""

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        places = {str(index): index for index in range(len(triggers))}
        always = [code for code, trigger in zip(places, triggers, strict=True) if trigger.always]
        self._take(places, always, shared(dict(zip(places, triggers, strict=True))))

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> "Gate":
        """The gate of some rules.  Of the rules of the table none is imported for it."""
        places = {rule.code: index for index, rule in enumerate(rules)}
        if len(places) < len(rules):  # two rules of one code
            return cls([rule.trigger for rule in rules])
        others = {rule.code: rule.trigger for rule in rules if not rule.shipped}
        _, always, table = built.table()
        if others:
            always = [code for code in always if code not in others]
            always += [code for code, trigger in others.items() if trigger.always]
            table = shared({**_triggers(table, places.keys() - others.keys()), **others})
        gate = cls.__new__(cls)
        gate._take(places, always, table)
        return gate

    def _take(self, places: Mapping[str, int], always: Iterable[str], table: Iterable[Shared]) -> None:
        self._always = frozenset(places[code] for code in always if code in places)
        self._shared: list[tuple[Rules, str, tuple[str, ...]]] = []
        for codes, chars, literals in table:
            if rules := frozenset(places[code] for code in codes if code in places):
                self._shared.append((rules, chars, literals))
        self._chars = {char: rules for rules, chars, _ in self._shared for char in chars}
        self._seen = 0

    @cached_property
    def _literals(self) -> list[str]:
        return [literal for _, _, literals in self._shared for literal in literals]

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
        """For each code point below 0x10000, as bits, the sets of rules it wakes: 63 sets in a table.

        The last bit is for the code units of characters beyond.
        """
        import numpy as np

        groups = [
            (rules, [ord(char) for char in chars if char <= "\uffff"]) for rules, chars, _ in self._shared if chars
        ]
        tables = []
        for first in range(0, len(groups), 63):
            table = np.zeros(1 << 16, np.uint64)
            for bit, (_, points) in enumerate(groups[first : first + 63]):
                table[points] |= np.uint64(1 << bit)
            tables.append((table, [rules for rules, _ in groups[first : first + 63]]))
        if tables and any(char > "\uffff" for char in self._chars):
            tables[0][0][0xD800:0xDC00] |= np.uint64(1 << 63)
        return tables

    @cached_property
    def _automaton(self) -> tuple[Any, list[Rules]] | None:
        if not self._literals:
            return None
        from ahocorasick_rs import BytesAhoCorasick

        owners = [rules for rules, _, literals in self._shared for _ in literals]
        return BytesAhoCorasick([literal.encode() for literal in self._literals]), owners

    def wake(self, text: str) -> set[int]:
        """The indexes of the rules that this text can concern."""
        self._seen += len(text)
        woken = set(self._always)
        if not self._shared:
            return woken
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
            bits &= ~(1 << 63)
            while bits:
                yield owners[(bits & -bits).bit_length() - 1]
                bits &= bits - 1

    def _found(self, text: str) -> Iterable[Rules]:
        """The rules that literals in a text wake."""
        if self._seen < FEW:
            chars = set(text)
            return [
                rules
                for rules, _, literals in self._shared
                if any(one[0] in chars and one[1] in chars and one in text for one in literals)
            ]
        if not self._automaton:
            return ()
        automaton, owners = self._automaton
        raw = text.encode("utf-8", "surrogatepass")
        numbers: set[int] = set()
        for first in range(0, len(raw), CHUNK):  # a literal takes four bytes a character at most
            piece = raw[first : first + CHUNK + 4 * self._reach] if len(raw) > CHUNK else raw
            numbers.update([number for number, _, _ in automaton.find_matches_as_indexes(piece, overlapping=True)])
        return {owners[number] for number in numbers}

    def wake_around(self, text: str, patch: Patch) -> set[int]:
        """The rules that what a patch put into a text, or brought together, can concern.

        Only the replacements are scanned, each with as many characters around it as a literal may reach.
        """
        if not self._shared:
            return set()
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
