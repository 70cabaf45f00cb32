"""Which encoding bytes are in that do not give it away: the reading that costs least.

A few hundred bytes from all over the file (`corpusclean.decoding.sample`) are read in every encoding.  Multi-byte ones
are priced by their characters (`readings`); where none of them reads as text, single-byte ones by their letters
(`letters`).  A declaration is worth a few bits: it decides between readings that are equally good, and loses to text.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from corpusclean.decoding import letter_counts, letters, readings, sample
from corpusclean.decoding.align import SHIFTED, damaged_bits
from corpusclean.decoding.readings import Priced
from corpusclean.decoding.wide import orders, wide_bits

__all__ = ["Guess", "guess"]

#: A declaration is worth so many bits, two thirds of a common character.
DECLARED = 6.0
#: Bad bytes in a file that is UTF-8 are damage: that is worth so many bits.
DAMAGED = 15.0
#: The first so many bytes of the sample are asked first; a reading that is so many bits ahead there is the one.
FIRST, AHEAD = 96, 64.0
#: So many readings that do not read well are looked at for lost bytes.
MENDED = 3
#: UTF-16 is unusual without a mark and without a single NUL.
WIDE_BITS = 2.0
#: So few bytes are not taken for UTF-16 that was cut.
TINY = 8


class Guess(NamedTuple):
    """The cheapest reading, the encoding that came next, by how many bits, and how many bytes were looked at."""

    best: Priced
    runner_up: str | None
    ahead: float
    looked_at: int


def guess(pieces: Sequence[bytes], raw: bytes, declared: str | None = None, *, mostly_utf8: bool = False) -> Guess:
    """The cheapest reading of a sample.

    ``raw`` is the file, ``declared`` the codec's name that a declaration gives; ``mostly_utf8`` says that the rest of
    the file is UTF-8.
    """
    favours = {"utf-8": DAMAGED} if mostly_utf8 else {}
    if declared:
        favours[declared] = favours.get(declared, 0.0) + DECLARED
    return _quick(pieces) or _thorough(pieces, raw, declared, favours)


def _quick(pieces: Sequence[bytes]) -> Guess | None:
    """The answer where the first bytes leave no doubt, and the others agree."""
    head = pieces[0]
    rest = list(pieces[1:])
    if len(head) > FIRST:
        cut = max(head.rfind(b"\n", FIRST // 2, FIRST), head.rfind(b" ", FIRST // 2, FIRST)) + 1 or FIRST
        head, tail = head[:cut], head[cut:]
        rest[:0] = [tail] if cut < FIRST else []  # without a break, it may begin inside a character
    if orders(head) or head.isascii():
        return None
    found = readings.prices(head, readings.candidates(head))
    best, second = found[:2]
    if not best.natural or best.wide < readings.FEW or second.bits - best.bits < AHEAD or best.lost:
        return None
    others = b"\n".join(rest)
    if others and not others.isascii():
        again = readings.price(others, best.encoding, readings.EVERY[best.encoding])
        if not again.natural or again.lost:
            return None
    return Guess(best, second.encoding, second.bits - best.bits, len(head) + len(others))


def _thorough(pieces: Sequence[bytes], raw: bytes, declared: str | None, favours: Mapping[str, float]) -> Guess:
    whole = b"\n".join(pieces)
    encodings = readings.candidates(whole)
    found = readings.prices(whole, encodings)
    if found[0].each > readings.WELL:
        found = [_mended(whole, one) for one in found[:MENDED]] + found[MENDED:]
    found = [_favoured(one, favours) for one in found]
    found += _wide(raw, len(whole))
    found.sort(key=lambda reading: reading.bits)
    if not found[0].natural or found[0].wide < readings.FEW:
        found += (_favoured(one, favours) for one in readings.prices(whole, readings.RARE))
        found += _single(whole, raw, declared)
        found.sort(key=lambda reading: reading.bits)
    best = found[0]
    second = next((one for one in found if one.encoding != best.encoding), None)
    return Guess(best, second.encoding if second else None, second.bits - best.bits if second else 0.0, len(whole))


def _mended(whole: bytes, reading: Priced) -> Priced:
    """The reading with its characters cut where they cost least: one lost byte makes garbage of all behind it."""
    if reading.encoding not in readings.MULTIBYTE:
        return reading
    bits = damaged_bits(whole, reading.encoding, reading.language)
    saved = reading.bits - bits
    if saved < SHIFTED:
        return reading
    return reading._replace(bits=bits, each=reading.each - saved / reading.wide)


def _single(whole: bytes, raw: bytes, declared: str | None) -> list[Priced]:
    """The readings in single-byte encodings; sisters that share most letters need more of the file to be told apart."""
    part = letter_counts.sampled(sample.foreign(raw)) if len(raw) > len(whole) else whole
    found = letters.guesses(part, likely=declared)
    if found and part is not whole:  # the others are priced on less
        base = letters.bits_of(whole, found[0]) - found[0].bits
        found = [one._replace(bits=one.bits + base) for one in found]
    high = max(1, len(whole) - len(whole.translate(None, readings.HIGH)))
    flat = readings.ASCII * (len(whole) - high)
    return [Priced(one.encoding, one.language, one.bits, high, (one.bits - flat) / high) for one in found]


def _wide(raw: bytes, size: int) -> list[Priced]:
    """The readings in UTF-16, of as many bytes as the others are of."""
    found = []
    looks = 0.0
    for encoding, cut in orders(raw):
        part = raw[cut : cut + size]
        part = part[: len(part) // 2 * 2]
        if len(raw) < TINY and len(part) < len(raw):
            continue
        reading = readings.price(part, encoding, readings.EVERY[encoding])
        looks = max(looks, wide_bits(part, encoding))
        found.append(reading._replace(bits=reading.bits * size / max(1, len(part)) + WIDE_BITS, skip=cut))
    return [reading._replace(bits=reading.bits - looks) for reading in found]


def _favoured(reading: Priced, favours: Mapping[str, float]) -> Priced:
    return reading._replace(bits=reading.bits - favours.get(reading.encoding, 0.0))
