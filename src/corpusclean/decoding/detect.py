"""Which encoding some bytes are in: certain evidence first, then a guess."""

import codecs
from collections.abc import Callable
from typing import NamedTuple

from corpusclean.decoding.multibyte import best_fit
from corpusclean.decoding.tiles import bad_runs
from corpusclean.patterns import lazy

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
#: Encodings in ASCII bytes, by what announces their other characters: valid UTF-8, if one does not know.
SEVEN_BIT = {"iso2022": b"\x1b", "hz": b"~{", "utf-7": b"+"}
#: What charset-normalizer is shown: its own sampling is finer, but it copies what it is given.
SAMPLE = 1 << 20
#: Valid multi-byte characters for each bad byte from which bytes are UTF-8 with damage.  GBK or Big5 text has
#: accidental UTF-8 pairs, about one in thirty bad bytes.
VALID_PER_BAD = 4
#: One bad byte in so many is damage, more is another encoding; two are always damage.
DAMAGE = 50
#: From this share of common characters on, bytes are in a multi-byte encoding of Chinese, Japanese or Korean.
NATURAL = 0.85
#: With so many bytes beyond ASCII a guess is half as sure as charset-normalizer says: it gets half of short GBK wrong.
HALF_SURE = 32

_VALID = lazy(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = bytes(range(0x80, 0x100))
_FIRST_HIGH = lazy(rb"[\x80-\xff]")


def detect(raw: bytes, declared: str | None = None) -> Answer:
    """The encoding of any bytes."""
    name = _charset(declared)
    tests: tuple[Callable[[], Answer | None], ...] = (
        lambda: _marked(raw),
        lambda: _seven_bit(raw, name),
        lambda: _utf8(raw),
        lambda: _wide(raw),
        lambda: _declared(raw, name),
        lambda: _damaged_utf8(raw),
        lambda: _damaged(raw, name, f"declared as {declared}") if name else None,
    )
    return next((answer for test in tests if (answer := test())), None) or _guessed(raw)


def _charset(declared: str | None) -> str | None:
    """The name of the codec that is declared, or None where Python has none that files are in."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared).name
        b"a".decode(name, "ignore")  # base64 and others are codecs, too
    except (LookupError, ValueError):
        return None
    return None if name.replace("_", "-") in NO_CHARSETS else ORDERED.get(name, name)


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
        if encoding != "utf-8":
            text.encode("utf-8")  # UTF-7 lets lone surrogates through
    except (UnicodeError, LookupError):
        return None
    return text


def _marked(raw: bytes) -> Answer | None:
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            text = _strict(raw[len(mark) :], encoding)
            if text is not None:
                return Answer(encoding, text, 1.0, "byte order mark", len(mark))
            if answer := _damaged(raw[len(mark) :], encoding, "byte order mark"):
                return answer._replace(mark=len(mark))
    return None


def _seven_bit(raw: bytes, name: str | None) -> Answer | None:
    for prefix, sign in SEVEN_BIT.items():
        if name and name.startswith(prefix) and sign in raw and (text := _strict(raw, name)) is not None:
            return Answer(name, text, 0.9, f"declared as {name}, and every byte decodes")
    return None


def _utf8(raw: bytes) -> Answer | None:
    text = _strict(raw, "utf-8")
    if text is None or (raw.count(0) * 4 > len(raw) and _wide(raw)):  # Latin text in UTF-16 is half NULs
        return None
    return Answer("utf-8", text, 1.0, "every byte is valid UTF-8")


def _wide(raw: bytes) -> Answer | None:
    """UTF-16 or UTF-32 without a mark: NULs stand in one half of the pairs, or in three of four.

    Needs ASCII characters (spaces, line ends, markup) in the text; pure Chinese without any is left to the guess.
    """
    if len(raw) < 4 or b"\0" not in raw:
        return None
    sample = raw[: 1 << 16]
    nuls = [sample[offset::4].count(0) for offset in range(4)]
    quarter = max(1, len(sample) // 4)
    if len(raw) % 4 == 0 and nuls[2] + nuls[3] > 1.9 * quarter and nuls[0] < 0.5 * quarter:
        encoding = "utf-32-le"
    elif len(raw) % 4 == 0 and nuls[0] + nuls[1] > 1.9 * quarter and nuls[3] < 0.5 * quarter:
        encoding = "utf-32-be"
    else:
        even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
        if len(raw) % 2 or max(even, odd) < 4 * min(even, odd) or max(even, odd) < len(sample) // 100 + 1:
            return None
        encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = _strict(raw, encoding)
    return None if text is None or "\0" in text else Answer(encoding, text, 0.95, f"NUL bytes stand as in {encoding}")


def _declared(raw: bytes, name: str | None) -> Answer | None:
    text = _strict(raw, name) if name else None
    return Answer(name, text, 0.9, f"declared as {name}, and every byte decodes") if name and text is not None else None


def _damaged_utf8(raw: bytes) -> Answer | None:
    rest, valid = _VALID.subn(b"", raw)
    bad = _high(rest)
    if not valid or valid < VALID_PER_BAD * bad:
        return None
    return Answer("utf-8", None, 0.95, f"{valid} characters are valid UTF-8 and {bad} bytes are not")


def _damaged(raw: bytes, encoding: str, evidence: str) -> Answer | None:
    """An encoding in which all but a few bytes decode."""
    bad = _bad(raw, encoding)
    if bad is None or bad > max(2, len(raw) // DAMAGE):
        return None
    return Answer(encoding, None, 0.85, f"{evidence}; {bad} of {len(raw)} bytes do not decode")


def _bad(raw: bytes, encoding: str) -> int | None:
    """How many bytes do not decode; None where the codec cannot go on behind one."""
    runs = bad_runs(raw, encoding)
    return None if runs is None else sum(end - start for start, end in runs)


def _high(raw: bytes) -> int:
    return len(raw) - len(raw.translate(None, _HIGH))


def _guessed(raw: bytes) -> Answer:
    from charset_normalizer import from_bytes  # slow to import; most files are UTF-8

    fit = best_fit(raw, max(2, len(raw) // DAMAGE))
    high = _high(raw)
    if fit and fit.natural >= NATURAL:
        confidence = round(fit.natural * high / (high + 4 * (fit.bad + 1)), 3)
        evidence = f"{fit.natural:.0%} of its characters are common ones, {fit.bad} bytes do not decode"
        return Answer(fit.encoding, _strict(raw, fit.encoding), confidence, evidence)
    matches = from_bytes(raw if len(raw) <= SAMPLE else _around_high_bytes(raw))
    best = matches.best()
    if best is not None:
        # Where several fit equally well, the Western code page is the one that is in use.
        equal = [match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
        names = [codecs.lookup(match.encoding).name for match in (best, *equal)]
        name = "cp1252" if "cp1252" in names else names[0]
        text = _strict(raw, name) if name not in ORDERED else None
        if text is not None:
            confidence = round(max(0.0, 1.0 - best.chaos) * high / (high + HALF_SURE), 3)
            return Answer(name, text, confidence, f"a guess by charset-normalizer, confidence {confidence}")
    if fit:
        evidence = f"a guess: {fit.bad} of {len(raw)} bytes do not decode"
        return Answer(fit.encoding, _strict(raw, fit.encoding), 0.3, evidence)
    return Answer("utf-8", None, 0.1, "no encoding fits; taken as UTF-8 with bad bytes")


def _around_high_bytes(raw: bytes) -> bytes:
    """A sample of a large file: a megabyte from its first byte that is not ASCII, begun at a line."""
    match = _FIRST_HIGH.search(raw)
    start = raw.rfind(b"\n", 0, match.start()) + 1 if match else 0
    return raw[start : start + SAMPLE]
