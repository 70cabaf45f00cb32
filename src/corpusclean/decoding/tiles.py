"""Segments that tile the bytes: each decodes and encodes back, or keeps its bytes."""

import codecs
from collections.abc import Iterator
from contextvars import ContextVar

from corpusclean.document import Segment

__all__ = ["bad_runs", "tile"]

#: Codecs with a state that runs through the file: they cannot be taken up in the middle, so they decode whole or not.
STATEFUL = frozenset({"utf-7", "hz", "utf-16", "utf-32"})
#: From this many runs of bad bytes on, what stands between two of them needs so many bytes to be text: garbage is
#: kept in few pieces.
MANY, GAP = 10_000, 16
#: From this many code points on, a piece that does not encode back is not split further.
SMALL = 64


def tile(raw: bytes, encoding: str, text: str | None, mark: int = 0) -> tuple[str, tuple[Segment, ...]]:
    """The text and the segments; ``text`` is the strict decoding behind the byte order mark, or None.

    The mark is a segment of its own, without text.  A byte that does not decode becomes one U+FFFD, its run a segment
    without an encoding.
    """
    segments = [Segment(0, mark, 0, encoding, raw[:mark])] if mark else []
    if text is not None:
        return text, (*segments, *_faithful(raw, mark, len(raw), encoding, text))
    runs = bad_runs(raw[mark:], encoding)
    if runs is None:
        encoding, runs = "utf-8", bad_runs(raw[mark:], "utf-8") or []
    texts: list[str] = []
    done = mark
    for start, end in [*((mark + start, mark + end) for start, end in runs), (len(raw), len(raw))]:
        if done < start:
            texts.append(raw[done:start].decode(encoding))
            segments.extend(_faithful(raw, done, start, encoding, texts[-1]))
        if start < end:
            texts.append("\N{REPLACEMENT CHARACTER}" * (end - start))
            segments.append(Segment(start, end, end - start, None, raw[start:end]))
        done = end
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
    if encoding == "utf-8" or _encoded(text, encoding) == raw[start:end]:  # UTF-8 has one way to write a character
        yield whole
        return
    middle = raw.rfind(b"\n", start, (start + end) // 2) + 1 if len(text) > SMALL else 0
    if middle <= start or _stateful(encoding) or encoding.startswith(("utf-16", "utf-32")):
        yield whole._replace(raw=raw[start:end])
        return
    first = raw[start:middle].decode(encoding)
    yield from _faithful(raw, start, middle, encoding, first)
    yield from _faithful(raw, middle, end, encoding, text[len(first) :])


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeError:
        return None
