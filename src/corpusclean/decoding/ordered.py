"""Bytes in the encoding that a person names."""

import codecs

from corpusclean.decoding import lines, readings, tiles
from corpusclean.decoding.declared import codec_of
from corpusclean.decoding.escapes import SEVEN_BIT, escape_tiles
from corpusclean.decoding.plain import Answer, strict
from corpusclean.decoding.plain import mark as mark_of
from corpusclean.decoding.tiles import Span
from corpusclean.document import Reading

__all__ = ["ordered"]

#: Codecs whose Python form writes a mark of its own or takes either order; a file in them has a definite order.
ORDERED = frozenset({"utf-16", "utf-32", "utf-8-sig"})


def ordered(raw: bytes, encoding: str) -> Answer:
    """The bytes in an encoding that a person names, whatever they look like.

    The codec of that name is tried first, then the wider one that files so labelled are in (``gb2312``: GB18030).
    A byte order mark is one where it is that of this encoding; in front of ``utf-16`` and ``utf-32`` it names the order
    of the bytes.  Bytes that do not decode are kept.  Raises `LookupError` where Python has no such codec for files.
    """
    wider = codec_of(encoding)
    if wider is None:
        raise LookupError(f"unknown encoding: {encoding}")
    mark, claim = mark_of(raw) or (0, "")
    exact = _exact(encoding)
    if claim and exact in ORDERED and claim.startswith(exact.removesuffix("-sig")):
        wider = claim
    mark = mark if claim == wider else 0
    reading = Reading(wider, 1.0, f"ordered as {encoding}")
    for name in dict.fromkeys((exact, wider)):
        text = None if name is None or name in ORDERED else strict(raw[mark:], name)
        if name and text is not None:
            return Answer(reading._replace(encoding=name), *tiles.tile(raw, text, name, mark), _lie(raw, name, claim))
    if wider in SEVEN_BIT:
        text, segments = escape_tiles(raw, wider)
        return Answer(reading, text, tuple(segments), _lie(raw, wider, claim))
    answer = tiles.tile_spans(raw, _tolerant(raw, mark, wider), mark, wider)
    return Answer(reading, *answer, _lie(raw, wider, claim))


def _exact(encoding: str) -> str | None:
    """The codec of exactly this name."""
    try:
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return None


def _lie(raw: bytes, name: str, claim: str) -> str:
    """What the bytes say against an order."""
    if name == "utf-8" or (claim and claim == name):
        return ""
    if not raw.isascii() and name not in readings.WIDE and lines.valid_utf8(raw):
        return f"ordered as {name}, but every byte is valid UTF-8"
    return ""


def _tolerant(raw: bytes, start: int, encoding: str) -> list[Span]:
    """The spans in one encoding, line by line where a line ends with a byte of its own."""
    if encoding.startswith("utf-"):
        return lines.tolerant(raw, start, len(raw), encoding, "")
    language = readings.EVERY[encoding][0][0] if encoding in readings.EVERY else ""
    found: list[Span] = []
    at, budget = start, lines.SEARCHED + len(raw) // lines.SHARE
    for line in raw[start:].split(b"\n"):
        end = min(at + len(line) + 1, len(raw))
        spans = lines.tolerant(raw, at, end, encoding, language, most=budget) if at < end else []
        budget -= len(line) if len(spans) > 1 else 0
        found += spans
        at = end
    return found
