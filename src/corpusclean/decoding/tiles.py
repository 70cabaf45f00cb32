"""Segments that tile the bytes: each decodes and encodes back, or keeps its bytes."""

import codecs
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import NamedTuple

from corpusclean.document import Segment

__all__ = ["NARROWER", "WIDER", "Span", "bad_runs", "encoded", "set_aside", "tile", "tile_spans"]


class Span(NamedTuple):
    """A stretch of bytes and the encoding it decodes in, strictly; None for bad bytes."""

    start: int
    end: int
    encoding: str | None


#: Encodings that add characters to another one, in the places that it leaves empty.
WIDER = {"euc_jp": "euc_jis_2004", "cp932": "shift_jis_2004", "big5hkscs": "cp950"}
NARROWER = {wider: narrower for narrower, wider in WIDER.items()}
#: Codecs with a state that runs through the file: they cannot be taken up in the middle, so they decode whole or not.
STATEFUL = frozenset({"utf-7", "hz", "utf-16", "utf-32"})
#: From this many runs of bad bytes on, what stands between two of them needs so many bytes to be text: garbage is
#: kept in few pieces.
MANY, GAP = 10_000, 16
#: From this many code points on, a piece that does not encode back is not split further.
SMALL = 64


def set_aside(raw: bytes, mark: int, encoding: str) -> list[Segment]:
    """The segment of a byte order mark: bytes without text."""
    return [Segment(0, mark, 0, encoding, raw[:mark])] if mark else []


def tile(raw: bytes, text: str, encoding: str, mark: int = 0) -> tuple[str, tuple[Segment, ...]]:
    """The text and the segments; ``text`` is the strict decoding behind a byte order mark of so many bytes."""
    return text, (*set_aside(raw, mark, encoding), *_faithful(raw, mark, len(raw), encoding, text))


def tile_spans(raw: bytes, spans: Iterable[Span], mark: int, encoding: str) -> tuple[str, tuple[Segment, ...]]:
    """The text and the segments of spans that each decode strictly, or hold bad bytes: one U+FFFD a byte."""
    segments = set_aside(raw, mark, encoding)
    texts: list[str] = []
    for start, end, name in spans:
        if name is None:
            texts.append("\N{REPLACEMENT CHARACTER}" * (end - start))
            segments.append(Segment(start, end, end - start, None, raw[start:end]))
        else:
            texts.append(raw[start:end].decode(name))
            segments.extend(_faithful(raw, start, end, name, texts[-1]))
    return "".join(texts), tuple(segments)


_runs: ContextVar[list[tuple[int, int]]] = ContextVar("runs")


def _note(error: UnicodeError) -> tuple[str, int]:
    """The codec error handler that writes down where decoding failed and goes on."""
    assert isinstance(error, UnicodeDecodeError)
    runs = _runs.get()
    if runs and runs[-1][1] == error.start:
        runs[-1] = (runs[-1][0], error.end)
    else:
        runs.append((error.start, error.end))
    return "", error.end


codecs.register_error("corpusclean.note", _note)


def _stateful(encoding: str) -> bool:
    return encoding in STATEFUL or encoding.startswith("iso2022")


def bad_runs(raw: bytes, encoding: str) -> list[tuple[int, int]] | None:
    """The byte spans that do not decode, in one pass; touching ones joined.  None for a codec that has a state."""
    if _stateful(encoding):
        return None
    runs: list[tuple[int, int]] = []
    token = _runs.set(runs)
    try:
        raw.decode(encoding, "corpusclean.note")
    finally:
        _runs.reset(token)
    if len(runs) < MANY:
        return runs
    joined = runs[:1]
    for start, end in runs[1:]:
        if start - joined[-1][1] < GAP:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _faithful(raw: bytes, start: int, end: int, encoding: str, text: str) -> Iterator[Segment]:
    """Segments of a stretch that decodes: one where it encodes back, else its halves, by lines, with ``raw`` at last.

    cp932 has 398 pairs of bytes that decode to a character with another pair, big5hkscs 12, utf-7 38.
    """
    if start == end:
        return
    whole = Segment(start, end, len(text), encoding)
    if encoding == "utf-8" or encoded(text, encoding) == raw[start:end]:  # UTF-8 has one way to write a character
        yield whole
        return
    middle = raw.rfind(b"\n", start, (start + end) // 2) + 1 if len(text) > SMALL else 0
    if middle <= start or _stateful(encoding) or encoding.startswith(("utf-16", "utf-32")):
        yield whole._replace(raw=raw[start:end])
        return
    first = raw[start:middle].decode(encoding)
    yield from _faithful(raw, start, middle, encoding, first)
    yield from _faithful(raw, middle, end, encoding, text[len(first) :])


def encoded(text: str, encoding: str) -> bytes | None:
    """The bytes of a text; None where the encoding lacks a character."""
    try:
        return text.encode(encoding)
    except UnicodeError:
        return None
