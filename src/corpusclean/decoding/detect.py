"""Which encoding some bytes are in, and which stretches of them are in which: certain evidence first, then a guess."""

import codecs
from collections import Counter
from collections.abc import Iterable, Sequence

from corpusclean.decoding import certain, guess, lines, readings, sample, tiles
from corpusclean.decoding.align import cut_in_front
from corpusclean.decoding.binary import binary_kind
from corpusclean.decoding.declared import codec_of, declared_in
from corpusclean.decoding.escapes import SEVEN_BIT, escape_tiles
from corpusclean.decoding.guess import Guess
from corpusclean.decoding.plain import Answer
from corpusclean.decoding.plain import mark as mark_of
from corpusclean.decoding.readings import Priced
from corpusclean.decoding.suspects import patched, suspects
from corpusclean.decoding.tiles import Span
from corpusclean.document import Reading, Segment

__all__ = ["detect"]

#: A cut leaves at most so many bytes of a character.
LONGEST = 3
#: So many bytes that go on with a character, all where they should be, prove UTF-8.
PROOF = 6
#: Bytes that go on with a character in UTF-8.
CONTINUATION = frozenset(bytes([byte]) for byte in range(0x80, 0xC0))
#: The sign that begins a syllable in four parts, in EUC-KR.
FILLER = b"\xa4\xd4"
#: Bytes that are read as UTF-16 by their characters are not asked whether they are binary from this confidence on.
SURE = 0.9
#: A guess is never certain, and one that costs more than text does is no better than a coin.
SUREST, UNNATURAL = 0.999, 0.5


def detect(raw: bytes, declared: str | None = None) -> Answer:
    """The encoding of any bytes; ``declared`` is evidence from outside."""
    sure = certain.certain(raw, declared)
    if sure is None:
        mark, claim = mark_of(raw) or (0, "")
        answer = _guessed(raw, mark, declared)
        answer = answer._replace(lies=_mark_lies(claim, answer.reading.encoding) if claim else "")
        pairs = answer.reading.encoding in readings.WIDE and answer.reading.confidence > SURE
        kind = None if pairs else binary_kind(raw)
        return _binary(raw, kind) if kind else answer
    if kind := binary_kind(raw, sure.encoding):
        return _binary(raw, kind)
    reading = Reading(sure.encoding, sure.confidence, sure.evidence)
    lies = _lie(raw, sure.encoding) if sure.mark else ""
    if sure.text is not None:
        return Answer(reading, *tiles.tile(raw, sure.text, sure.encoding, sure.mark), lies)
    if sure.encoding in SEVEN_BIT:
        text, segments = escape_tiles(raw, sure.encoding, sure.mark)
        return Answer(reading, text, (*tiles.set_aside(raw, sure.mark, sure.encoding), *segments), lies)
    spans = _cut(sure.mark, sure.mark + sure.cut)
    spans += lines.tolerant(raw, sure.mark + sure.cut, len(raw), sure.encoding, "")
    return Answer(reading, *tiles.tile_spans(raw, spans, sure.mark, sure.encoding), lies)


def _lie(raw: bytes, encoding: str) -> str:
    _, claim = mark_of(raw) or (0, encoding)
    return "" if claim == encoding else _mark_lies(claim, encoding)


def _mark_lies(claim: str, encoding: str | None) -> str:
    return f"the byte order mark of {claim} lies: the bytes behind it are {encoding or 'no text'}"


def _binary(raw: bytes, kind: str) -> Answer:
    return Answer(Reading(None, 1.0, kind), "", (Segment(0, len(raw), 0, None, raw),) if raw else ())


def _cut(start: int, end: int) -> list[Span]:
    """The span of bytes that a cut left of a character, if there are any."""
    return [Span(start, end, None)] if start < end else []


def _guessed(raw: bytes, mark: int, declared: str | None) -> Answer:
    """The cheapest reading of what stands behind a mark, as a whole or line by line."""
    rest = raw[mark:]
    if answer := _cut_utf8(raw, mark):
        return answer
    likely = codec_of(declared) or declared_in(rest)
    taken = sample.pieces(rest)
    mostly_utf8 = sample.mostly_utf8(taken)
    found = guess.guess(sample.legacy(rest, taken) or [rest], rest, likely, mostly_utf8=mostly_utf8)
    best = _composed(rest, found.best)
    if best.encoding in readings.WIDE:
        spans = [*_cut(mark, mark + best.skip), *lines.tolerant(raw, mark + best.skip, len(raw), best.encoding, "")]
        return Answer(_reading(found, best, likely), *tiles.tile_spans(raw, spans, mark, best.encoding))
    front, text, end = _whole(rest, best)
    if text is None or (mostly_utf8 and best.encoding not in readings.EVERY):
        return _by_line(raw, mark, found, likely)
    doubts = suspects(rest[front:end], text, best)
    if doubts.others or (doubts.shifted and (end < len(rest) or best.encoding not in readings.EVERY)):
        return _by_line(raw, mark, found, likely, doubts.others)
    reading = _reading(found, best, likely)
    if not front and end == len(rest) and not doubts.shifted:
        return Answer(reading, *tiles.tile(raw, text, best.encoding, mark))
    first, last = mark + front, mark + end
    inner = patched(raw, first, last, text, best, doubts.rare) if doubts.shifted else [Span(first, last, best.encoding)]
    spans = [*_cut(mark, first), *inner, *_cut(last, len(raw))]
    return Answer(reading, *tiles.tile_spans(raw, spans, mark, best.encoding))


def _by_line(raw: bytes, mark: int, found: Guess, likely: str | None, others: Sequence[Priced] = ()) -> Answer:
    """The answer for bytes of which some do not decode, or are in another encoding than the rest."""
    reading = _reading(found, found.best, likely)
    text, segments = tiles.tile_spans(raw, lines.by_line(raw, mark, found.best, others), mark, found.best.encoding)
    sizes = _sizes(segments)
    most = max(sizes, key=lambda name: (sizes[name], name == reading.encoding), default=None)
    if most == "utf-8":
        lost = len(raw) - mark - sum(sizes.values())
        evidence = f"{len(raw) - mark - lost} bytes are UTF-8 or ASCII, {lost} are not"
        reading = reading._replace(encoding=most, evidence=evidence)
        if found.best.encoding in sizes and found.best.encoding != most:
            evidence = f"{sizes[most]} bytes are valid UTF-8; the rest {_reading(found, found.best, likely).evidence}"
            reading = reading._replace(evidence=evidence, runner_up=found.best.encoding)
    elif most and most != reading.encoding:
        reading = reading._replace(encoding=most, runner_up=reading.encoding)
    return Answer(reading, text, segments)


def _sizes(segments: Iterable[Segment]) -> Counter[str]:
    """How many bytes are in each encoding."""
    sizes = Counter[str]()
    for segment in segments:
        if segment.encoding and segment.length:
            sizes[segment.encoding] += segment.end - segment.start
    return sizes


def _cut_utf8(raw: bytes, mark: int) -> Answer | None:
    """UTF-8 that begins and ends inside characters."""
    start = mark
    while start < mark + LONGEST and raw[start : start + 1] in CONTINUATION:
        start += 1
    try:
        text, size = codecs.utf_8_decode(raw[start:], "strict", False)
    except UnicodeDecodeError:
        return None
    end = start + size
    if size - len(text) < PROOF:
        return None
    reading = Reading("utf-8", SUREST, "every byte is valid UTF-8 but for characters cut at the ends")
    spans = [*_cut(mark, start), Span(start, end, "utf-8"), *_cut(end, len(raw))]
    return Answer(reading, *tiles.tile_spans(raw, spans, mark, "utf-8"))


def _whole(raw: bytes, best: Priced) -> tuple[int, str | None, int]:
    """The text of bytes that decode but for a character cut at either end, and where it stands; else None."""
    if best.encoding == "utf-8":
        return 0, None, 0
    multibyte = best.encoding in readings.EVERY or best.encoding == "euc_kr"
    cut = multibyte and cut_in_front(raw, best.encoding, best.language)
    front = int(cut and not lines.valid_utf8(raw.partition(b"\n")[0], long=False))
    try:
        return front, raw[front:].decode(best.encoding), len(raw)
    except UnicodeDecodeError as error:
        end = front + error.start
    if multibyte and len(raw) - end <= LONGEST and b"\n" not in raw[end:]:
        return front, raw[front:end].decode(best.encoding), end
    return front, None, 0


def _composed(raw: bytes, best: Priced) -> Priced:
    """EUC-KR writes a syllable that it lacks in eight bytes, of which CP949 makes four signs."""
    if best.encoding != "cp949" or FILLER not in raw:
        return best
    composed = best._replace(encoding="euc_kr")
    return best if _whole(raw, composed)[1] is None else composed


def _reading(found: Guess, best: Priced, likely: str | None) -> Reading:
    """The guess in words.  The confidence was fitted on the benchmark: how often a reading so far ahead is right."""
    confidence = min(SUREST, 1 - 0.5 ** (1 + found.ahead / 4))
    what = f"reads as {best.language}, {max(0.0, best.each):.1f} bits a character"
    if not best.natural and best.encoding != "utf-8":
        confidence = min(confidence, UNNATURAL)
        what = f"{what}, which is more than text costs"
    if found.runner_up:
        what = f"{what}; {found.runner_up} costs {found.ahead:.0f} bits more on {found.looked_at} bytes"
    if likely:
        what = f"{what}; declared as {likely}"
    return Reading(best.encoding, round(confidence, 3), what, found.runner_up)
