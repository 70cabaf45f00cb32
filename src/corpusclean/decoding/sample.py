"""A few hundred bytes that tell what a file is in: pieces around bytes beyond ASCII, from all over it.

Each piece begins where a character begins in every encoding that goes by bytes: at the start of a line, or behind a
byte that is no second half of a character in any of them.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from corpusclean.decoding.plain import utf8_so_far
from corpusclean.patterns import lazy

__all__ = ["HIGH", "SHORT", "VALID", "foreign", "legacy", "mostly_utf8", "pieces"]

#: A file of so many bytes is its own sample.
SHORT = 640
#: So many pieces are taken, each of about so many bytes: more did not change an answer on the benchmark's files.
PIECES, LONG = 12, 56
#: So many bytes are much more than a sample needs.
MUCH = 1 << 20
#: A piece begins at most so many bytes before its first byte beyond ASCII.
BEFORE = 16

#: In UTF-8 with damage there are so many valid characters for each bad byte; a pair of GBK or Big5 is one by chance.
VALID_PER_BAD = 4
#: A character of UTF-8 beyond ASCII.
VALID = lazy(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

#: The bytes beyond ASCII.
HIGH = bytes(range(0x80, 0x100))
_HIGH = lazy(rb"[\x80-\xff]")
#: No byte below 0x30 is part of a longer character; GB18030 has 0x30 to 0x39 inside, the others 0x40 and more.
_BREAK = lazy(rb"[\x00-\x2f]")


def pieces(raw: bytes, first: int = 0) -> list[bytes]:
    r"""The pieces, in their order; ``first`` is where the first byte beyond ASCII stands, if that is known.

    >>> pieces(b"short \xd6\xd0")
    [b'short \xd6\xd0']
    >>> [len(piece) for piece in pieces(b"much ASCII, " * 1000 + b"\xd6\xd0\xce\xc4")]
    [17]
    """
    if len(raw) <= SHORT:
        return [raw]
    high = _HIGH.search(raw, first)
    if high is None:
        return []
    first = high.start()
    found = []
    done = 0
    step = max(1, (len(raw) - first) // PIECES)
    for number in range(PIECES):
        place = max(done, first + number * step)
        high = _HIGH.search(raw, place)
        if high is None:
            break
        start = _start(raw, max(done, high.start() - BEFORE), high.start(), known=number == 0)
        if start is None:
            continue
        ending = _BREAK.search(raw, start + LONG, start + 2 * LONG)
        done = ending.start() if ending else min(len(raw), start + 2 * LONG)
        found.append(raw[start:done])
    return found or [raw[first : first + PIECES * LONG]]


def _start(raw: bytes, earliest: int, high: int, *, known: bool) -> int | None:
    """Where a character begins at or before a byte beyond ASCII, or soon behind; None where no byte tells."""
    breaks = [match.end() for match in _BREAK.finditer(raw, earliest, high)]
    if breaks:
        return breaks[0]
    if known:  # the first byte beyond ASCII begins a character, unless the file begins inside one
        return high
    behind = _BREAK.search(raw, high, high + 16 * LONG)
    if behind is None:
        return None
    following = _HIGH.search(raw, behind.end(), behind.end() + LONG)
    return behind.end() if following else None


def legacy(raw: bytes, taken: Sequence[bytes]) -> list[bytes]:
    r"""What is not valid UTF-8 of the pieces taken of a file, or else of its lines; none where every byte is ASCII.

    What is valid UTF-8 in it tells nothing of the encoding of the rest.

    >>> raw = b"ASCII\n" + "编码\n".encode() + "编码\n".encode("gbk")
    >>> legacy(raw, pieces(raw))
    [b'ASCII\n\xb1\xe0\xc2\xeb\n']
    """
    found = [_without_utf8(piece) for piece in taken]
    if any(not piece.isascii() for piece in found):
        return found
    return _spread([_cut(line, bad) for line, bad in islice(_bad_lines(raw), 64 * PIECES)])


def mostly_utf8(taken: Sequence[bytes]) -> bool:
    """Whether the pieces taken of a file are UTF-8 but for a few bytes."""
    whole = b"\n".join(taken)
    rest, valid = VALID.subn(b"", whole)
    return valid >= VALID_PER_BAD * (len(rest) - len(rest.translate(None, HIGH)))


def foreign(raw: bytes) -> bytes:
    """The start of a file without its lines that are valid UTF-8 beyond ASCII."""
    return _without_utf8(raw[:MUCH])


def _without_utf8(piece: bytes) -> bytes:
    """A piece without its lines that are valid UTF-8 beyond ASCII."""
    if b"\n" not in piece:
        return b"" if not piece.isascii() and utf8_so_far(piece) else piece
    return b"\n".join(line for line in piece.split(b"\n") if line.isascii() or not utf8_so_far(line))


def _bad_lines(raw: bytes) -> Iterator[tuple[bytes, int]]:
    """The lines that are not valid UTF-8, and where they stop to be."""
    for line in raw.split(b"\n"):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            yield line, error.start


def _cut(line: bytes, bad: int) -> bytes:
    """So much of a line that it is no longer than a short file, around what is not UTF-8."""
    if len(line) <= SHORT:
        return line
    breaks = [match.end() for match in _BREAK.finditer(line, max(0, bad - SHORT // 2), bad)]
    start = breaks[0] if breaks else max(0, bad - BEFORE)
    return line[start : start + SHORT]


def _spread(lines: Sequence[bytes]) -> list[bytes]:
    """Some of the lines, from all over them, that are no longer together than a short file."""
    found: list[bytes] = []
    left = SHORT
    for line in lines[:: max(1, len(lines) // (2 * PIECES))]:
        if len(line) > left and found:
            break
        found.append(line)
        left -= len(line)
    return found
