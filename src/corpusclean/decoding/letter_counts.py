r"""What is counted in bytes before they are priced as text of single-byte code pages (see `letters`).

Bytes, and pairs of neighbouring bytes, are counted once; each reading prices the counts.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from math import log, log2
from operator import itemgetter, mul
from typing import NamedTuple

from corpusclean.decoding import letter_table
from corpusclean.decoding.letter_table import STEP
from corpusclean.decoding.readings import ASCII
from corpusclean.patterns import lazy

__all__ = ["SIZE", "Counted", "Counts", "counts", "entropy", "picker", "sampled"]

#: ASCII letters beside bytes that are not ASCII count so many times more for the language than all others.
NEAR = 9
#: What ASCII words beside another script cost at most, and the share that counts: they are English, mostly.
STRANGE_BESIDE, SHARE_BESIDE = 20.0, 0.3
#: A pair of bytes that stands more often than this counts less each time: a sign that stands everywhere is one sign.
OFTEN = 4
#: What is not counted so costs so many bits; more where it is a byte behind the same byte: a long row is no text.
AGAIN, ROW = 4.5, 9.0
#: A sample has about so many bytes, its pieces so many, of which so many stand before the byte that is not ASCII.
SIZE, PIECE, AROUND = 2048, 128, 24
#: Rare bytes are looked for in so many.
FAR_ENOUGH = 1 << 20

_HIGH = lazy(rb"[\x80-\xff]")
_INSIDE = lazy(rb"(?<=[A-Za-z])[\x80-\xff](?=[A-Za-z])")
_BEHIND = lazy(rb"(?<=[A-Za-z])[\x80-\xff]")
#: One byte that is not ASCII, or the same one again and again, that touches no letter.
_LONELY = lazy(rb"(?<![A-Za-z\x80-\xff])(([\x80-\xff])\2*+)(?![A-Za-z\x80-\xff])")
_CAPITALS = lazy(rb"(?<=[A-Z][A-Z])[\x80-\xff]")
_ASCII = bytes(range(128))
#: All but letters and bytes that are not ASCII are spaces.
_WORDS = bytes(byte if byte > 127 or chr(byte).isalpha() else 32 for byte in range(256))
#: All bytes that are not ASCII are spaces.
_NO_HIGH = bytes(byte if byte < 128 else 32 for byte in range(256))


class Counted(NamedTuple):
    """Different bytes, or pairs of them, and how often each."""

    raw: bytes
    often: list[int]

    def steps(self, table: bytes) -> int:
        """The sum of what a table of 256 says about each byte."""
        return sum(map(mul, self.often, self.raw.translate(table)))


class Counts(NamedTuple):
    """What all readings of a sample are priced by."""

    pairs: Counted  # with one or two bytes that are not ASCII
    high: Counted  # those that are not
    odd: bytes  # those of them that stand an odd number of times
    inside: Counted  # those of them between two ASCII letters
    behind: Counted  # those behind an ASCII letter
    lonely: Counted  # those that touch no letter and no other such byte
    share: float  # of those among all
    capitals: bytes  # those behind two capital ones
    flat: float  # bits of all other bytes
    strange: dict[str, float]  # by language in Latin letters: bits that its ASCII letters cost more than in the best
    foreign: bytes  # the words with bytes that are not ASCII
    words: int  # how many words, with ASCII ones
    beside: float  # bits of the ASCII words beside words of another script


def sampled(raw: bytes, size: int = SIZE) -> bytes:
    r"""About so many bytes of a longer file: pieces around bytes that are not ASCII, from all over it.

    Code pages of one family differ in a few bytes, which may stand once in a file.  So every byte that is not ASCII is
    in the sample, if it is among the first megabyte; each adds its surroundings.

    >>> raw = "Der Käse. ".encode("cp1252") * 400 + "Noël".encode("cp1252") + b"!" * 4000
    >>> "Noël".encode("cp1252") in sampled(raw), len(sampled(raw)) < 1.1 * SIZE
    (True, True)
    """
    if len(raw) <= size:
        return raw
    found: list[tuple[int, int]] = []
    step = max(1, len(raw) // (size // PIECE))
    for start in range(0, len(raw), step):
        high = _HIGH.search(raw, max(start, found[-1][1] if found else 0), start + step)
        if high:
            found.append((max(high.start() - AROUND, found[-1][1] if found else 0), high.start() + PIECE - AROUND))
    taken = b"\n".join([raw[start:end] for start, end in found])
    places = [raw.find(byte, 0, FAR_ENOUGH) for byte in range(0x80, 0x100) if byte not in taken]
    rare = [raw[max(0, place - AROUND) : place + AROUND] for place in sorted(places) if place >= 0]
    return b"\n".join([taken, *rare])


def _codes(text: bytes) -> Counter[int]:
    """Pairs of neighbouring bytes, as numbers of two bytes."""
    codes = Counter(memoryview(text[: len(text) & ~1]).cast("H"))
    codes.update(memoryview(text[1 : 1 + ((len(text) - 1) & ~1)]).cast("H"))
    return codes


def _counted(found: Sequence[bytes]) -> Counted:
    counter = Counter(found)
    return Counted(b"".join(counter), [_weight(n) for n in counter.values()])


def _weight(often: int) -> int:
    """What a pair counts that stands so often."""
    return often if often <= OFTEN else round(OFTEN * (1.0 + log(often / OFTEN)))


def counts(sample: bytes) -> Counts:
    """Of a sample that is not all ASCII.

    >>> counted = counts("né à Noël".encode("cp1252"))
    >>> counted.inside.raw.decode("cp1252"), counted.behind.raw.decode("cp1252"), counted.flat
    ('ë', 'éë', 13.5)
    """
    codes = _codes(b"\n" + sample + b" ")
    plain = {code: n for code, n in codes.items() if not code & 0x8080}
    mixed = {code: n for code, n in codes.items() if code & 0x8080}
    high = Counter(sample.translate(None, _ASCII))
    words = sample.translate(_WORDS).split()
    foreign = [number for number, word in enumerate(words) if not word.isascii()]
    strange = _strange(sample, words, foreign)
    often = [_weight(n) for n in mixed.values()]
    rest = sum(
        (ROW if code >> 8 == code & 0xFF else AGAIN) * (n - counted)
        for (code, n), counted in zip(mixed.items(), often, strict=True)
        if n > OFTEN
    )
    lonely = _LONELY.findall(sample)
    return Counts(
        Counted(letter_table.as_bytes(mixed), often),
        Counted(bytes(high), [_weight(n) for n in high.values()]),
        bytes([byte for byte, n in high.items() if n % 2]),
        _counted(_INSIDE.findall(sample)),
        _counted(_BEHIND.findall(sample)),
        _counted([byte for _, byte in lonely]),
        sum(len(run) for run, _ in lonely) / high.total(),
        b"".join(_CAPITALS.findall(sample)),
        ASCII * (sum(plain.values()) - (sample[-1] < 0x80)) + rest,
        strange,
        b" ".join([words[number] for number in foreign]),
        len(words),
        min(SHARE_BESIDE * strange["en"], STRANGE_BESIDE),
    )


def _strange(sample: bytes, words: list[bytes], foreign: list[int]) -> dict[str, float]:
    """What each language in Latin letters costs more than the best one, by the pairs of ASCII letters.

    The words that hold other bytes, and those beside them, count in full: a page has much markup, and English.
    """
    near = sorted({place for number in foreign for place in (number - 1, number, number + 1)})
    text = b" ".join([words[number] for number in near if 0 <= number < len(words)])
    prices = letter_table.ascii_prices()
    steps = 0
    for part, weight in ((text.translate(_NO_HIGH), NEAR), (sample, 1)):
        found = _codes(b"\0" + part.translate(letter_table.ASCII_CLASSES) + b"\0")
        steps += weight * sum(map(mul, found.values(), map(prices.__getitem__, found)))
    bits = letter_table.unpacked(steps)
    least = min(bits.values())
    return {language: (cost - least) / (STEP * (NEAR + 1)) for language, cost in bits.items()}


def picker(places: list[int]) -> Callable[[bytes], Sequence[int]]:
    """A function that takes the items at some places of a table, fast.

    >>> picker([2, 0, 2])(b"abc"), list(picker([1])(b"abc"))
    ((99, 97, 99), [98])
    """
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))


def entropy(some: int, of: int) -> float:
    """The bits it takes to say which ones."""
    share = some / of
    return -of * (share * log2(share) + (1 - share) * log2(1 - share)) if 0 < share < 1 else 0.0
