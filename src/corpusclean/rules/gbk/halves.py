"""What half a character may have been part of: the characters by their first byte, or by their second."""

from collections.abc import Mapping
from functools import cache

from corpusclean.language import readings, simplified
from corpusclean.rules.gbk.codec import pairs
from corpusclean.rules.gbk.fluency import everyday

__all__ = ["candidates", "column", "gaps", "lone", "row", "seconds"]

#: No hanzi so rare is tried as the second of two that have lost a half each.
RARE = 1e-6


@cache
def candidates(lead: int, reading: str) -> list[tuple[str, int]]:
    """The Traditional hanzi on a lead byte that have the reading, with their trail byte, the more usual ones first."""
    chars = pairs().chars
    row = ((chars.get(bytes((lead, trail)), ""), trail) for trail in range(0x40, 0xFF))
    found = [cell for cell in row if cell[0] and reading in readings(cell[0]) and simplified(cell[0]) != cell[0]]
    return sorted(found, key=lambda cell: -everyday(cell[0]))[:8]


@cache
def row(lead: int) -> list[tuple[int, str]]:
    """The characters on a lead byte whose second byte may be one, the more usual ones first."""
    chars = pairs().chars
    cells = [(trail, chars.get(bytes((lead, trail)), "")) for trail in range(0x81, 0xFF)]
    return sorted((cell for cell in cells if everyday(cell[1]) > 0), key=lambda cell: -everyday(cell[1]))


@cache
def column(trail: int) -> list[tuple[int, str]]:
    """The characters with a second byte, with their first, the more usual ones first."""
    chars = pairs().chars
    cells = [(lead, chars.get(bytes((lead, trail)), "")) for lead in range(0x81, 0xFF)]
    return sorted((cell for cell in cells if everyday(cell[1]) > 0), key=lambda cell: -everyday(cell[1]))


@cache
def seconds(trail: int, second: int, lost: int) -> list[str]:
    """The characters whose second byte is this, and whose first makes no character, or a private one, with a trail."""
    chars = (pairs().chars.get(bytes((held, second)), "") for held in gaps(lost)[trail])
    return [char for char in chars if everyday(char) > RARE]


@cache
def lone(lead: int, lost: int) -> list[tuple[int, str]]:
    """The characters on a lead byte whose second byte may be the first of such a pair."""
    return [cell for cell in row(lead) if cell[0] in gaps(lost)]


def gaps(lost: int) -> Mapping[int, bytes]:
    """The pairs that stand for nothing: those that make no character, or those that vanish."""
    return _private() if lost else _undefined()


@cache
def _private() -> Mapping[int, bytes]:
    """The second bytes of the private-use characters, by the first."""
    found = {lead: bytes(range(0xA1, 0xFF)) for lead in (*range(0xAA, 0xB0), *range(0xF8, 0xFF))}
    return found | {lead: bytes(range(0x81, 0xA1)) for lead in range(0xA1, 0xA8)}


@cache
def _undefined() -> Mapping[int, bytes]:
    """The second bytes that make no character, by the first."""
    chars = pairs().chars
    found = {
        lead: bytes(trail for trail in range(0x81, 0xFF) if bytes((lead, trail)) not in chars)
        for lead in range(0x81, 0xFF)
    }
    return {lead: trails for lead, trails in found.items() if trails}
