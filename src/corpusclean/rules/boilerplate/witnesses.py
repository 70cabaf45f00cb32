"""What recurs on a site, counted by witnesses.

The key is a pair of neighbouring lines, the edges of the page among them; the fact is the article it stands on, and
combined facts are the smallest `WITNESSES` of these.  An article is known by its longest line, so that its exact copies
are one witness; a copy that differs there is known by what it shares, half of the prose of the page at hand.

The smallest witnesses of the site itself say about how many articles it has: k minimum values, Bar-Yossef and others,
"Counting distinct elements in a data stream", 2002.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from corpusclean.document import Document
from corpusclean.rule import KEY
from corpusclean.rules.boilerplate.lines import WRAPPED, Line, split

__all__ = ["Answers", "others", "said", "union"]

#: So many articles are known by name for a pair; more of them are only counted, by estimate.
WITNESSES = 8
#: Bytes of the digest that an article is known by.
WITNESS = 8
#: Lines that are looked at from each end of a page; what lies between is never touched.
REACH = 400
#: A pair is furniture of a site from one article in so many on.
RARE = 50
#: With one part in so many of the page's prose, an article is the same one ...
SAME = 2
#: ... and with one in so many of its own prose shared in the midst of that, it is another version of it.
VERSION = 10

Answers = Sequence[Mapping[bytes, bytes]]


def _digest(*parts: str) -> bytes:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=KEY).digest()


def _witness(lines: Sequence[Line]) -> bytes:
    """What an article is known by: its longest line."""
    longest = max((line.weight, line.key) for line in lines)[1]
    return hashlib.blake2b(longest.encode("utf-8", "replace"), digest_size=WITNESS).digest()


def _pairs(site: str, lines: Sequence[Line]) -> list[bytes | None]:
    """The key of each line and the one before it, from the edge above to the edge below; None out of reach."""
    keys = ["", *(line.key for line in lines), ""]
    count = len(keys) - 1
    return [
        _digest(site, one, other) if at <= REACH or at >= count - 1 - REACH else None
        for at, (one, other) in enumerate(pairwise(keys))
    ]


def union(one: bytes, other: bytes) -> bytes:
    """The smallest witnesses of two facts."""
    return b"".join(sorted(_split(one) | _split(other))[:WITNESSES])


def _split(fact: bytes) -> set[bytes]:
    return {fact[at : at + WITNESS] for at in range(0, len(fact), WITNESS)}


def _number(fact: bytes) -> int:
    """How many articles a fact stands for: counted, or by estimate where some were cut off."""
    if len(fact) < WITNESSES * WITNESS:
        return len(fact) // WITNESS
    greatest = int.from_bytes(fact[-WITNESS:], "big")
    return max(WITNESSES, ((WITNESSES - 1) << 8 * WITNESS) // max(greatest, 1))


def said(site: str, document: Document, answers: Answers) -> Iterator[tuple[bytes, bytes]]:
    """One round: the article under each pair of its lines, and under the site."""
    if site and not answers and (lines := split(document.text)):
        witness = _witness(lines)
        for key in dict.fromkeys([_digest(site), *_pairs(site, lines)]):
            if key is not None:
                yield key, witness


def others(site: str, lines: Sequence[Line], said: Mapping[bytes, bytes]) -> list[int]:
    """On how many other articles each pair stands, at least; 0 for one that is rare on its site."""
    articles = _number(said.get(_digest(site), b""))
    sets: list[set[bytes]] = []
    for key in _pairs(site, lines):
        fact = said.get(key, b"") if key is not None else b""
        sets.append(_split(fact) if _number(fact) * RARE >= articles else set())
    same = _copies(lines, sets) | {_witness(lines)}
    sets = [one - same for one in sets]
    versions = _versions(lines, sets)
    return [len(one - versions) for one in sets]


def _copies(lines: Sequence[Line], sets: Sequence[set[bytes]]) -> set[bytes]:
    """Articles with half of the page's prose, each line of it counted once."""
    shared: Counter[bytes] = Counter()
    prose = {line.key: (line.prose, at) for at, line in enumerate(lines) if line.prose}
    for weight, at in prose.values():
        for witness in sets[at] | sets[at + 1]:
            shared[witness] += weight
    total = sum(weight for weight, _ in prose.values())
    return {witness for witness, weight in shared.items() if SAME * weight >= total}


def _versions(lines: Sequence[Line], sets: Sequence[set[bytes]]) -> set[bytes]:
    """Articles that share long lines with the page in the midst of its own prose: editions, translations, parts."""
    own = [at for at, line in enumerate(lines) if line.prose and not (sets[at] or sets[at + 1])]
    inside: Counter[bytes] = Counter()
    for at in range(own[0], own[-1]) if own else ():
        if lines[at].weight >= WRAPPED:
            for witness in sets[at] | sets[at + 1]:
                inside[witness] += lines[at].weight
    body = sum(lines[at].prose for at in own)
    return {witness for witness, weight in inside.items() if VERSION * weight >= body}
