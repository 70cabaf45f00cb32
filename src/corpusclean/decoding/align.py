"""Where the characters of damaged bytes begin and end: the cheapest way to read them.

A byte that was lost, added or changed in a multi-byte encoding shifts every character behind it, up to the next byte
that cannot be the second half of one.  Here each such stretch is read so that its characters and its bad bytes cost
least together, so that one bad byte spoils itself and not its line.

>>> align("数据中的错误".encode("gbk")[:4] + "数据中的错误".encode("gbk")[5:], "gb18030", "zh-Hans")
[(4, 5)]
"""

from functools import lru_cache

from corpusclean.decoding import characters
from corpusclean.decoding.readings import ASCII, reads_well
from corpusclean.decoding.tiles import bad_runs
from corpusclean.patterns import lazy

__all__ = ["SHIFTED", "align", "cut_in_front", "damaged_bits"]

#: A bad byte costs so many bits, one right behind another less, and less where a cut at the ends of the file left it.
#: The last was chosen so that no whole window of the benchmark's texts is taken for a cut one (0 of 4,600, 13 of 1,500
#: cut ones missed); at 14 one was.
BAD, NEXT, CUT = 24.0, 14.0, 15.0
#: A longer stretch (nothing but hanzi, without a line end, a space or a comma of ASCII) is searched in windows.
LONGEST = 4096
#: The lengths of the longer characters.
LENGTHS = {"gb18030": (2, 4), "euc_jp": (2, 3), "cp932": (1, 2)}
_ANYWHERE = 1e9
#: What decodes is read otherwise only where that saves so many bits: rare names cost much too.
SHIFTED = 24.0
#: How much more a byte of ASCII costs beside a wide character, if it is beyond those that are no second byte.
GLUED, LAST_PLAIN = 7.0, 0x3F
#: A window ends inside a character, which has at most so many bytes.
MOST_CUT = 4
#: The first so many bytes tell whether a file begins inside a character.
AHEAD = 64

#: Stretches: no byte below 0x30 is part of a longer character.
_STRETCH = lazy(rb"[^\x00-\x2f]*[\x80-\xff][^\x00-\x2f]*")


@lru_cache(1 << 15)
def _price(raw: bytes, encoding: str, language: str) -> float:
    """What some bytes cost as one character, in bits."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return _ANYWHERE
    return characters.cost(text, language) if len(text) == 1 else _ANYWHERE


def align(
    raw: bytes, encoding: str, language: str, *, last: bool = False, most: int = 1 << 20
) -> list[tuple[int, int]]:
    """The spans of bad bytes in the cheapest reading.

    ``last`` says that the bytes end where the file does, where a character may have been cut.  At most so many bytes
    are searched; behind them bad bytes are those at which the codec stops.
    """
    found: list[tuple[int, int]] = []
    searched = 0
    for match in _STRETCH.finditer(raw):
        start, end = match.span()
        if searched > most:
            return found + [(start + first, start + to) for first, to in bad_runs(raw[start:], encoding) or ()]
        while end - start > LONGEST:  # in windows that overlap, from a character that both of them have
            bad, at, sound = _window(raw[start : start + LONGEST], encoding, language)
            found += ((start + first, start + to) for first, to in bad if to <= at)
            start += at
            searched += 0 if sound else LONGEST
            if searched > most:
                return found + [(start + first, start + to) for first, to in bad_runs(raw[start:], encoding) or ()]
        bad, _, bits = _path(raw[start:end], encoding, language, ends=last and end == len(raw))
        searched += end - start
        if bad and bits + SHIFTED < _strict_bits(raw[start:end], encoding, language):
            found += ((start + first, start + to) for first, to in bad)
    return found


def _window(raw: bytes, encoding: str, language: str) -> tuple[list[tuple[int, int]], int, bool]:
    """The bad spans of a window of a long stretch, where the next one begins, and whether it reads well as it is."""
    try:
        text, size = raw.decode(encoding), len(raw)
    except UnicodeDecodeError as error:
        size = error.start
        text = raw[:size].decode(encoding)
    if len(raw) - size <= MOST_CUT and reads_well(text, language):
        return [], size, True
    bad, at, bits = _path(raw, encoding, language)
    return (bad if bits + SHIFTED < _strict_bits(raw, encoding, language) else []), at, False


def damaged_bits(raw: bytes, encoding: str, language: str) -> float:
    """What bytes cost in an encoding with the characters and the bad bytes that cost least; of long ones, the start."""
    done, bits = 0, 0.0
    raw = raw[:LONGEST]
    for match in _STRETCH.finditer(raw):
        bits += ASCII * (match.start() - done) + _path(match[0], encoding, language, ends=True)[2]
        done = match.end()
    return bits + ASCII * (len(raw) - done)


def _strict_bits(raw: bytes, encoding: str, language: str) -> float:
    """What a stretch costs as it decodes; more than anything where it does not."""
    try:
        return characters.cost(raw.decode(encoding), language)
    except UnicodeDecodeError:
        return _ANYWHERE


def cut_in_front(raw: bytes, encoding: str, language: str) -> bool:
    """Whether a file reads better without its first byte, as the end of a character that was cut off."""
    if raw[:1] < b"0":
        return False
    match = _STRETCH.match(raw[:AHEAD])
    if match is None:
        return False
    ends = match.end() in (AHEAD, len(raw))  # the stretch goes on, or is cut, too
    bad, _, _ = _path(match[0], encoding, language, begins=True, ends=ends)
    return bad[:1] == [(0, 1)]


def _path(
    raw: bytes, encoding: str, language: str, *, begins: bool = False, ends: bool = False
) -> tuple[list[tuple[int, int]], int, float]:
    """The bad spans of one stretch on the cheapest path, where a character behind its middle begins, and the bits."""
    lengths = LENGTHS.get(encoding, (2,))
    size = len(raw)
    costs = [0.0] + [_ANYWHERE] * size
    steps = [0] * (size + 1)  # the length of the character that ends here, 0 for a bad byte
    for at, byte in enumerate(raw):
        here = costs[at]
        if byte < 0x80:  # never bad: it is itself
            beside = (at > 0 and steps[at] != 1) + (raw[at + 1 : at + 2] > b"\x7f")
            cost = here + ASCII + (beside * GLUED if byte > LAST_PLAIN else 0.0)
            if cost < costs[at + 1]:
                costs[at + 1], steps[at + 1] = cost, 1
            continue
        edge = (begins and at == 0) or (ends and at == size - 1)
        bad = here + (CUT if edge else NEXT if at and not steps[at] else BAD)
        if bad < costs[at + 1]:
            costs[at + 1], steps[at + 1] = bad, 0
        for length in lengths:
            end = at + length
            if length == 4 and not 0x30 <= (raw[at + 1] if end <= size else 0) <= 0x39:
                break
            if end <= size and (cost := here + _price(raw[at:end], encoding, language)) < costs[end]:
                costs[end], steps[end] = cost, length
    found: list[tuple[int, int]] = []
    end, middle = size, size
    while end:
        middle = end if end > size // 2 and steps[end] else middle
        if steps[end]:
            end -= steps[end]
        else:
            found.append((end - 1, found.pop()[1] if found and found[-1][0] == end else end))
            end -= 1
    return found[::-1], middle, costs[size]
