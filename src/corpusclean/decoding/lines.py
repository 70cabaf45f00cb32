"""A file line by line: each in the encoding in which it is text, its bad bytes apart.

Site software pastes what it gets: a page in GBK with a feed in UTF-8, a log whose lines come from two machines.  A line
that is valid UTF-8 with characters of three bytes is UTF-8, since text in another encoding hardly ever is.  The others
are read in the encoding of the file, or in one in which they cost clearly less (`corpusclean.decoding.readings`), where
changing from line to line costs something too.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from corpusclean.decoding import readings
from corpusclean.decoding.align import align, cut_in_front, damaged_bits
from corpusclean.decoding.readings import MULTIBYTE, UTF8, Priced
from corpusclean.decoding.sample import VALID
from corpusclean.decoding.tiles import WIDER, Span, bad_runs
from corpusclean.patterns import lazy

__all__ = ["SEARCHED", "SHARE", "SWITCH", "by_line", "damaged_utf8", "plausible", "tolerant", "valid_utf8"]

#: A line changes to another encoding where that saves so many bits; an encoding is a candidate where it does so on a
#: line by itself.  Tuned on lines of 12 to 160 bytes in two encodings, and on files in one.
SWITCH = 12.0
#: A byte of text in a single-byte encoding costs about so many bits.
SINGLE = 6.0
#: Prices of so short lines are kept: there may be millions of them, and few different ones.
SHORT = 32
#: Of a long line, so many bytes are asked; the last of them may be half a character.
ENOUGH = 160
#: A line reads well where a byte costs no more bits.
WELL = 4.2
#: A letter of a European language costs at most so much in UTF-8, in the tables of Chinese.
LETTER = 16.0
#: So many lines that do not read well are asked for other encodings.
ASKED = 48
#: At most so many bytes are searched for the cheapest reading: 64 KB and a quarter of the file.
SEARCHED, SHARE = 1 << 16, 4

_LONG = lazy(rb"[\xe1-\xf4][\x80-\xbf]{2}")
#: So many characters of three bytes prove UTF-8: two hanzi of GBK can be valid UTF-8 with one.
LONG = 3
UTF8_READING = Priced("utf-8", "", 0.0, 0, 0.0)


def valid_utf8(line: bytes, *, long: bool = True) -> bool:
    """Whether a line can be nothing but UTF-8: it is valid, and (if ``long``) has three characters of three bytes.

    >>> valid_utf8("有编码".encode()), valid_utf8("有编码".encode("gbk")), valid_utf8("éé".encode())
    (True, False, False)
    """
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return not long or sum(1 for _ in islice(_LONG.finditer(line), LONG)) == LONG


def plausible(line: bytes) -> bool:
    """Whether a line that is valid UTF-8 holds what is written, in a file in a single-byte encoding."""
    return readings.price(line, "utf-8", UTF8["utf-8"]).each <= LETTER


def by_line(raw: bytes, start: int, main: Priced, others: Sequence[Priced] = ()) -> list[Span]:
    """The spans of ``raw[start:]``.

    ``main`` is the reading of what is not valid UTF-8 in it, ``others`` are readings that some lines are known to have.
    """
    fixed: list[Span] = []  # lines whose encoding is certain
    open_lines: list[tuple[int, int]] = []
    at = start
    for line in raw[start:].split(b"\n"):
        end = min(at + len(line) + 1, len(raw))
        if line.isascii():
            pass
        elif valid_utf8(line, long=False) and _is_utf8(line, main):
            fixed.append(Span(at, end, "utf-8"))
        else:
            open_lines.append((at, end))
        at = end
    chosen: list[Span] = []
    budget = SEARCHED + len(raw) // SHARE
    for (first, last), reading in zip(open_lines, _choices(raw, open_lines, main, others), strict=True):
        cut = first == start and reading.encoding in MULTIBYTE and cut_in_front(raw[start:last], *reading[:2])
        spans = [Span(start, start + 1, None)] if cut else []
        spans += _spans(raw, first + cut, last, reading, budget)
        if len(spans) > 1:
            budget -= last - first
        chosen += spans
    return _joined(raw, start, sorted(fixed + chosen), main.encoding)


def _is_utf8(line: bytes, main: Priced) -> bool:
    """Whether a line that is valid UTF-8 is no line in the encoding of the file that is so by chance."""
    if main.encoding not in readings.EVERY:
        return plausible(line)
    return valid_utf8(line) or _cost(line, UTF8_READING) < _cost(line, main)


def _choices(raw: bytes, lines: Sequence[tuple[int, int]], main: Priced, others: Sequence[Priced]) -> list[Priced]:
    """For each line the reading that it gets: those that cost least together, with what changing costs."""
    known = {other.encoding: other for other in (main, *others, *_others(raw, lines, main))}
    candidates = [main, *(other for other in known.values() if other.encoding != main.encoding)]
    if len(candidates) == 1:
        return [main] * len(lines)
    before = [0.0] + [SWITCH] * (len(candidates) - 1)
    back: list[list[int]] = []
    for start, end in lines:
        here = raw[start:end]
        costs = [_cost(here, candidate) for candidate in candidates]
        cheapest = min(range(len(before)), key=before.__getitem__)
        came = [at if before[at] <= before[cheapest] + SWITCH else cheapest for at in range(len(before))]
        before = [min(before[at], before[cheapest] + SWITCH) + costs[at] for at in range(len(before))]
        back.append(came)
    at = min(range(len(before)), key=before.__getitem__)
    found: list[Priced] = []
    for came in reversed(back):
        found.append(candidates[at])
        at = came[at]
    return found[::-1]


def _others(raw: bytes, lines: Sequence[tuple[int, int]], main: Priced) -> list[Priced]:
    """The encodings in which lines that do not read well read clearly better."""
    some = [raw[start : min(end, start + ENOUGH)] for start, end in lines[:: max(1, len(lines) // (8 * ASKED))]]
    priced = [(line, cost) for line in some if (cost := _cost(line, main)) > WELL * len(line)]
    found: dict[str, Priced] = {}
    for line, cost in priced[:: max(1, -(-len(priced) // ASKED))]:
        best = readings.prices(line, MULTIBYTE)[0]
        if best.encoding in found or not best.natural or best.bits + SWITCH >= cost or best.lost > 1:
            continue
        if main.encoding not in MULTIBYTE or best.bits + SWITCH < damaged_bits(line, main.encoding, main.language):
            found[best.encoding] = best
    return list(found.values())


def _cost(line: bytes, reading: Priced) -> float:
    """What a line costs in a reading; a single-byte encoding costs about what text costs in any."""
    if reading.encoding not in readings.EVERY:
        return SINGLE * len(line)
    return _bits(line, reading.encoding) if len(line) <= SHORT else _bits.__wrapped__(line, reading.encoding)


@lru_cache(1 << 14)
def _bits(line: bytes, encoding: str) -> float:
    return readings.price(line, encoding, readings.EVERY[encoding]).bits


def _spans(raw: bytes, first: int, last: int, reading: Priced, budget: int) -> list[Span]:
    """One line in one encoding, with its bad bytes; few of them among many characters are damage to UTF-8."""
    here = raw[first:last]
    encoding = reading.encoding
    if encoding in MULTIBYTE and _natural(here, encoding, reading.language):
        return [Span(first, last, encoding)]
    if damaged_utf8(here, reading):
        encoding = "utf-8"
    if encoding not in MULTIBYTE:
        try:
            here.decode(encoding)
        except UnicodeDecodeError:
            pass
        else:
            return [Span(first, last, encoding)]
    return tolerant(raw, first, last, encoding, reading.language, most=budget)


def _natural(line: bytes, encoding: str, language: str) -> bool:
    """Whether a line decodes and reads well."""
    try:
        text = line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return readings.reads_well(text, language)


def damaged_utf8(line: bytes, reading: Priced) -> bool:
    """Whether a line is UTF-8 in which few bytes are bad, rather than in the encoding of the file."""
    high = len(line) - len(line.translate(None, readings.HIGH))
    valid = covered = 0
    for match in VALID.finditer(line):
        valid += 1
        covered += match.end() - match.start()
    if not valid or valid < 2 * (high - covered):
        return False
    return reading.encoding not in readings.EVERY or _cost(line, UTF8_READING) < _cost(line, reading)


def tolerant(raw: bytes, start: int, end: int, encoding: str, language: str, *, most: int = SEARCHED) -> list[Span]:
    """The spans of ``raw[start:end]`` in one encoding, with bad bytes, those that a wider one has in its own."""
    here = raw[start:end]
    runs = None
    if most > 0 and (encoding in MULTIBYTE or encoding in readings.RARE):
        runs = align(here, encoding, language, last=end == len(raw), most=most)
    if runs is None:
        runs = bad_runs(here, encoding)
    if runs is None:
        return [Span(start, end, None)]
    found: list[Span] = []
    done = 0
    for first, last in runs:
        if done < first:
            found.append(Span(start + done, start + first, encoding))
        found.append(Span(start + first, start + last, _wider(here[first:last], encoding)))
        done = last
    if done < len(here):
        found.append(Span(start + done, end, encoding))
    return found


def _wider(raw: bytes, encoding: str) -> str | None:
    name = WIDER.get(encoding)
    try:
        return name if name and len(raw) % 2 == 0 and raw.decode(name).isprintable() else None
    except UnicodeDecodeError:
        return None


def _joined(raw: bytes, start: int, spans: Sequence[Span], main: str) -> list[Span]:
    """Spans that tile the bytes: ASCII goes with what stands before it, neighbours in one encoding become one."""
    found: list[Span] = []
    done = start
    for span in spans:
        if found and found[-1].encoding == span.encoding and (found[-1].end == span.start or span.encoding):
            found[-1] = found[-1]._replace(end=span.end)
        elif done < span.start and found and found[-1].encoding:
            found[-1] = found[-1]._replace(end=span.start)
            found.append(span)
        elif done < span.start:
            found += (Span(done, span.start, span.encoding or main), span)
            if span.encoding:
                found[-2:] = [Span(done, span.end, span.encoding)]
        else:
            found.append(span)
        done = span.end
    if done < len(raw):
        if found and found[-1].encoding:
            found[-1] = found[-1]._replace(end=len(raw))
        else:
            found.append(Span(done, len(raw), main))
    return found
