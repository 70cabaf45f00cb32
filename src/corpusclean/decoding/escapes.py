r"""Text in seven bits that escapes switch between sets of characters: ISO-2022-JP, ISO-2022-KR and HZ.

Python's codecs for them have a state, so nothing can be read from the middle, and text that was cut loses its first or
last escape.  Here the text is cut into pieces at whatever does not decode, and each piece is read in the state that
holds at its start.  ISO-2022-CN has no codec in Python and is left alone.

>>> escaped(b"\x1b$BF|K\\\x1b(B\n").encoding, escaped(b"\x1b[31mred\x1b(B\x1b[m\n")
('iso2022_jp', None)
>>> escape_tiles(b"\x1b$BF|K", "iso2022_jp")[0]
'日\ufffd'
"""

import codecs
from collections.abc import Iterator
from contextvars import ContextVar
from itertools import islice
from typing import NamedTuple

from corpusclean.decoding.sample import HIGH
from corpusclean.decoding.tiles import encoded
from corpusclean.document import Segment
from corpusclean.patterns import lazy

__all__ = ["SEVEN_BIT", "Escaped", "escape_tiles", "escaped"]


class Escaped(NamedTuple):
    """An encoding with escapes; ``text`` is None where some bytes do not decode."""

    encoding: str
    text: str | None
    confidence: float
    evidence: str


#: The codecs of ISO-2022-JP, the narrowest first: sets of characters were added in turn.
JAPANESE = ("iso2022_jp", "iso2022_jp_1", "iso2022_jp_ext", "iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_2004")
SEVEN_BIT = frozenset({*JAPANESE, "iso2022_kr", "hz"})
KOREAN_HEADER = b"\x1b$)C"
OPENING = b"\x1b$B"
CLOSING = (b"\x1b(B", b"\x1b(J")

#: One stray byte or two are damage in any text, beyond that one in so many.
DAMAGE = 50
#: Share of characters of the first level from which a run of pairs is Chinese.
NATURAL = 0.8
#: Share of kana in Japanese, and the fewest characters, of a run whose opening escape is missing.
KANA, SHORTEST = 0.2, 3
#: Bytes on which a codec is judged where strict decoding does not settle it.
SAMPLE = 1 << 16
#: Up to so many code points, a piece that does not encode back is not split further.
SMALL = 64
#: From so many runs of bad bytes on the rest is kept in one piece: it is no such text, and pieces cost memory.
MANY = 10_000
#: Segments of a file.
MOST = 50_000
#: So many tildes are looked at for the opening escape of HZ; ASCII text has few.
TILDES = 100

# What only ISO-2022-JP and ISO-2022-KR have: terminals also send ESC ( B, and many letters behind ESC [.
_DESIGNATION = lazy(rb"\x1b(?:\$[@AB]|\$\([CDOPQ]|\(I|\$\)C)")
_ESCAPE = lazy(rb"\x1b(?:\([BIJ]|\$[@AB]|\$\([CDOPQ])")
_PLAIN = b" \t\r\n~"  # no part of a character in any state
_HZ_RUN = lazy(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)~\}")


def escaped(raw: bytes, declared: str | None = None) -> Escaped | None:
    r"""Which of these encodings the bytes are in, or None.

    Evidence is an escape that brings in a set of two-byte characters, and that (nearly) every byte decodes.  Colours
    of a terminal are no evidence, nor is ``~{`` unless what follows reads as Chinese.  ``declared`` (a codec) is
    tried first.
    """
    if b"\x1b" in raw and (_DESIGNATION.search(raw) or any(_unopened(raw[:SAMPLE]))):
        if KOREAN_HEADER in raw and b"\x0e" in raw:
            return _best(raw, ("iso2022_kr",))
        return _best(raw, (declared, *JAPANESE) if declared in JAPANESE else JAPANESE)
    if _opens_hz(raw) and _reads_as_hz(raw):
        return _best(raw, ("hz",))
    return None


def _best(raw: bytes, names: tuple[str, ...]) -> Escaped | None:
    limit = max(2, len(raw) // DAMAGE)
    if len(raw) - len(raw.translate(None, HIGH)) > limit:
        return None
    unopened = names[-1] in JAPANESE and any(_unopened(raw[:SAMPLE]))
    for name in names if not unopened else ():
        if (text := _decoded(raw, name)) is not None:
            return Escaped(name, text, 0.99, f"the escapes of {name}, and every byte decodes")
    sample = raw[:SAMPLE]
    bad, place = min((_count(sample, name), place) for place, name in enumerate(names))
    if bad > limit or (len(raw) > SAMPLE and (bad := _count(raw, names[place])) > limit):
        return None
    note = f"{bad} bytes do not decode" if bad else "an escape is missing"
    return Escaped(names[place], None, 0.9, f"the escapes of {names[place]}; {note}")


def _count(raw: bytes, name: str) -> int:
    return sum(end - start for start, end in _bad(raw, name) if raw[start:end].strip(_PLAIN))


def _opens_hz(raw: bytes) -> bool:
    place = -1
    for _ in range(TILDES):
        place = raw.find(b"~", place + 1)
        if place < 0:
            return False
        if raw[place + 1 : place + 2] == b"{":
            return True
    return False


def _reads_as_hz(raw: bytes) -> bool:
    """Whether most of what stands between ``~{`` and ``~}`` is common Chinese: Lisp and TeX have such braces, too."""
    sample = raw[raw.find(b"~{") :][:SAMPLE]
    runs = _HZ_RUN.findall(sample)
    leads = b"".join(runs)[::2]
    hanzi = sum(1 for lead in leads if 0x30 <= lead <= 0x57)
    common = hanzi + leads.count(0x21) + leads.count(0x23)
    return hanzi >= 2 and common >= NATURAL * len(leads) and len(runs) >= NATURAL * sample.count(b"~{")


_runs: ContextVar[list[tuple[int, int]]] = ContextVar("escape_runs")


def _note(error: UnicodeError) -> tuple[str, int]:
    """The codec error handler that writes down where decoding failed and goes on in the same state."""
    assert isinstance(error, UnicodeDecodeError)
    runs = _runs.get()
    if runs and (runs[-1][1] == error.start or len(runs) >= MANY):
        runs[-1] = (runs[-1][0], error.end)
    else:
        runs.append((error.start, error.end))
    return "", error.end


codecs.register_error("corpusclean.escape", _note)


def _bad(raw: bytes, encoding: str) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    token = _runs.set(runs)
    try:
        raw.decode(encoding, "corpusclean.escape")
    finally:
        _runs.reset(token)
    return runs


def escape_tiles(raw: bytes, encoding: str, start: int = 0) -> tuple[str, list[Segment]]:
    r"""The text of ``raw[start:]`` in one of these encodings, and the segments that tile it.

    A segment whose text does not encode back to its bytes keeps them: one that was cut, one that begins inside a run
    of two-byte characters.  A bad byte is one U+FFFD in a segment without an encoding.  What would take more than
    `MOST` segments ends in a long one that keeps its bytes.
    """
    texts: list[str] = []
    segments: list[Segment] = []
    for first, last, codec, text in _pieces(raw, encoding, start):
        if len(segments) >= MOST:
            rest = _state(raw, start, first, encoding, b"") + raw[first:]
            texts.append(rest.decode(encoding, "replace"))
            segments.append(Segment(first, len(raw), len(texts[-1]), encoding, raw[first:]))
            break
        kept = codec is None or encoded(text, codec) != raw[first:last]
        texts.append(text)
        segments.append(Segment(first, last, len(text), codec, raw[first:last] if kept else None))
    return "".join(texts), segments


#: Start, end, codec (None: no characters), text.
_Piece = tuple[int, int, str | None, str]


def _pieces(raw: bytes, encoding: str, start: int) -> Iterator[_Piece]:
    if encoding == "hz":  # a run in HZ ends with its line, at the latest
        for end in islice(_line_ends(raw, start, len(raw)), MANY):
            yield from _section(raw, start, end, encoding)
            start = end
    elif encoding in JAPANESE:
        for first, last in islice(_unopened(raw, start), MANY):
            yield from _section(raw, start, first, encoding)
            yield first, last, encoding, (OPENING + raw[first:last]).decode(encoding)
            start = last
    yield from _section(raw, start, len(raw), encoding)


def _line_ends(raw: bytes, start: int, end: int) -> Iterator[int]:
    """Ends of stretches of lines: those that decode stay together, the others are taken apart."""
    middle = raw.rfind(b"\n", start, (start + end) // 2) + 1 or raw.find(b"\n", start, end) + 1
    if start < middle < end and _decoded(raw[start:end], "hz") is None:
        yield from _line_ends(raw, start, middle)
        yield from _line_ends(raw, middle, end)
    elif start < end:
        yield end


def _section(raw: bytes, start: int, end: int, encoding: str) -> Iterator[_Piece]:
    """Pieces of a stretch that begins in ASCII."""
    state, done = b"", start
    for first, last in [*((start + a, start + b) for a, b in _bad(raw[start:end], encoding)), (end, end)]:
        if done < first:
            yield from _faithful(raw, done, first, encoding, state)
            state = _state(raw, done, first, encoding, state)
        if first < last:
            plain = not raw[first:last].strip(_PLAIN)
            text = raw[first:last].decode() if plain else "\N{REPLACEMENT CHARACTER}" * (last - first)
            yield first, last, "ascii" if plain else None, text
            state = _state(raw, first, last, encoding, state)
        done = last


def _faithful(raw: bytes, start: int, end: int, encoding: str, state: bytes) -> Iterator[_Piece]:
    """A stretch that decodes: whole where it encodes back, else its halves, by lines."""
    try:
        text = (state + raw[start:end]).decode(encoding)
    except UnicodeError:  # the state was lost in what stands before
        yield start, end, None, "\N{REPLACEMENT CHARACTER}" * (end - start)
        return
    middle = raw.rfind(b"\n", start, (start + end) // 2) + 1 if len(text) > SMALL else 0
    if middle <= start or (not state and encoded(text, encoding) == raw[start:end]):
        yield start, end, encoding, text
        return
    yield from _faithful(raw, start, middle, encoding, state)
    yield from _faithful(raw, middle, end, encoding, _state(raw, start, middle, encoding, state))


def _state(raw: bytes, start: int, end: int, encoding: str, state: bytes) -> bytes:
    """The escapes that bring a decoder into the state in which these bytes leave it; none for ASCII."""
    if encoding == "iso2022_kr":
        header = KOREAN_HEADER if state or raw.find(KOREAN_HEADER, start, end) >= 0 else b""
        shifts = [raw.rfind(sign, start, end) for sign in (b"\x0e", b"\x0f", b"\n")]
        shifted = shifts[0] > max(shifts[1:]) if max(shifts) >= 0 else state.endswith(b"\x0e")
        return header + b"\x0e" * (shifted and bool(header))
    if encoding == "hz":
        opened, closed = raw.rfind(b"~{", start, end), raw.rfind(b"~}", start, end)
        return state if opened == closed else b"~{" if opened > closed else b""
    last = _ESCAPE.match(raw, max(raw.rfind(b"\x1b$", start, end), raw.rfind(b"\x1b(", start, end), 0))
    if last is None or last.start() < start:
        return state
    return b"" if last[0] == b"\x1b(B" else last[0]


def _unopened(raw: bytes, start: int = 0) -> Iterator[tuple[int, int]]:
    """Runs of JIS pairs with an escape back to ASCII that nothing left: the opening escape was cut off."""
    plain, done = True, start
    for escape in _ESCAPE.finditer(raw, start):
        closes = escape[0] in CLOSING
        if closes and plain:
            end = escape.start()
            first = max(done, *(raw.rfind(sign, done, end) + 1 for sign in (b" ", b"\t", b"\n")))
            first += (end - first) % 2
            if _japanese(raw[first:end]):
                yield first, escape.end()
        plain, done = closes, escape.end()


def _japanese(pairs: bytes) -> bool:
    """Whether pairs of bytes are Japanese: kana among them, few of the second level, every one a character."""
    leads = pairs[::2]
    kana = leads.count(0x24) + leads.count(0x25)
    common = sum(1 for lead in leads if 0x30 <= lead <= 0x4F or lead in (0x21, 0x23))
    if len(leads) < SHORTEST or kana < KANA * len(leads) or kana + common < NATURAL * len(leads):
        return False
    text = _decoded(OPENING + pairs, "iso2022_jp")
    return text is not None and len(text) == len(leads)


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeError:
        return None
