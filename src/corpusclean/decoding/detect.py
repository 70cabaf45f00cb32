"""Which encoding some bytes are in: certain evidence first, then a guess."""

import codecs
import re
from typing import NamedTuple

__all__ = ["Answer", "detect"]


class Answer(NamedTuple):
    """An encoding, the text where decoding is strict (else None), how sure, why, and how many bytes the mark takes."""

    encoding: str
    text: str | None
    confidence: float
    evidence: str
    mark: int = 0


#: Longer marks first: the mark of UTF-32-LE begins with that of UTF-16-LE.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Codecs whose Python form writes a mark of its own or takes either order; a file in them has a definite order.
ORDERED = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}
#: Codecs of Python that are no encodings of files; some take quadratic time.
NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined"})
#: What charset-normalizer is shown: its own sampling is finer, but it copies what it is given.
SAMPLE = 1 << 20
#: Valid multi-byte characters for each bad byte from which bytes are UTF-8 with damage.  GBK or Big5 text has
#: accidental UTF-8 pairs, about one in thirty bad bytes.
VALID_PER_BAD = 4
_VALID = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


def detect(raw: bytes, declared: str | None = None) -> Answer:
    """The encoding of any bytes."""
    for answer in (_marked(raw), _utf8(raw), _wide(raw), _declared(raw, declared), _damaged_utf8(raw)):
        if answer:
            return answer
    return _guessed(raw)


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
        text.encode("utf-8")  # UTF-7 and UTF-16 decoders of some codecs let lone surrogates through
    except (UnicodeError, LookupError):
        return None
    return text


def _marked(raw: bytes) -> Answer | None:
    for mark, encoding in MARKS:
        if raw.startswith(mark) and (text := _strict(raw[len(mark) :], encoding)) is not None:
            return Answer(encoding, text, 1.0, "byte order mark", len(mark))
    return None


def _utf8(raw: bytes) -> Answer | None:
    text = _strict(raw, "utf-8")
    if text is None or (raw.count(0) * 4 > len(raw) and _wide(raw)):  # Latin text in UTF-16 is half NULs
        return None
    return Answer("utf-8", text, 1.0, "every byte is valid UTF-8")


def _wide(raw: bytes) -> Answer | None:
    """UTF-16 or UTF-32 without a mark: NULs stand in one half of the pairs, or the mark's own order decodes.

    Needs ASCII characters (spaces, line ends, markup) in the text; pure Chinese without any is left to the guess.
    """
    if len(raw) < 4 or b"\0" not in raw:
        return None
    sample = raw[: 1 << 16]
    nuls = [sample[offset::4].count(0) for offset in range(4)]
    quarter = max(1, len(sample) // 4)
    if len(raw) % 4 == 0 and nuls[2] + nuls[3] > 1.9 * quarter and nuls[0] < 0.5 * quarter:
        order = ["utf-32-le"]
    elif len(raw) % 4 == 0 and nuls[0] + nuls[1] > 1.9 * quarter and nuls[3] < 0.5 * quarter:
        order = ["utf-32-be"]
    else:
        even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
        if len(raw) % 2 or max(even, odd) < 4 * min(even, odd) or max(even, odd) < len(sample) // 100 + 1:
            return None
        order = ["utf-16-le" if odd > even else "utf-16-be"]
    for encoding in order:
        if (text := _strict(raw, encoding)) is not None and "\0" not in text:
            return Answer(encoding, text, 0.95, f"NUL bytes stand as in {encoding}")
    return None


def _declared(raw: bytes, declared: str | None) -> Answer | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    if name.replace("_", "-") in NO_CHARSETS:
        return None
    encoding = ORDERED.get(name, name)
    text = _strict(raw, encoding)
    return None if text is None else Answer(encoding, text, 0.9, f"declared as {declared}, and every byte decodes")


def _damaged_utf8(raw: bytes) -> Answer | None:
    valid = _VALID.findall(raw)
    bad = len(_HIGH.findall(raw)) - sum(map(len, valid))
    if not valid or len(valid) < VALID_PER_BAD * bad:
        return None
    return Answer("utf-8", None, 0.95, f"{len(valid)} characters are valid UTF-8 and {bad} bytes are not")


def _guessed(raw: bytes) -> Answer:
    from charset_normalizer import from_bytes  # slow to import; most files are UTF-8

    sample = raw if len(raw) <= SAMPLE else _around_high_bytes(raw)
    best = from_bytes(sample).best()
    if best is not None and (name := codecs.lookup(best.encoding).name) not in ORDERED:
        confidence = round(max(0.0, 1.0 - best.chaos), 3)
        evidence = f"a guess by charset-normalizer, confidence {confidence}"
        return Answer(name, _strict(raw, name), confidence, evidence)
    text = None if _strict(raw, "gb18030") is None else raw.decode("gb18030")
    if text is not None:
        return Answer("gb18030", text, 0.3, "charset-normalizer has no answer; every byte decodes as GB18030")
    return Answer("utf-8", None, 0.1, "charset-normalizer has no answer; taken as UTF-8 with bad bytes")


def _around_high_bytes(raw: bytes) -> bytes:
    """A sample of a large file: a megabyte from its first byte that is not ASCII, begun at a line."""
    match = _HIGH.search(raw)
    start = raw.rfind(b"\n", 0, match.start()) + 1 if match else 0
    return raw[start : start + SAMPLE]
