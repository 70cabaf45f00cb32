r"""Which single-byte encoding some bytes are in, and which language, priced in bits by letters behind letters.

A byte is a letter, a sign or nothing at all in each of some sixty code pages.  In a language, a letter costs
-log2 P(letter | letter before it), the edges of words included; a sign costs little where it stands as it does in
text (a quotation mark behind a space) and much inside a word; an undefined byte costs more than anything that is
written.  The reading that costs least is the best guess.  Text of one byte a character comes out at 4 to 5 bits a byte;
Chinese, Japanese and Korean bytes taken for it at 6 to 14.

The letters: lingua and langdetect (see `letter_table`).  The signs, and the prices of code pages (`single_byte`), were
set by hand and then by development text; after a change rerun ``bench_encoding.py`` on its European and real sets.

>>> guesses("Съешь ещё этих мягких булок".encode("koi8_r"))[0][:2]
('koi8-r', 'ru')
>>> guesses(b"plain ASCII")
[]
"""

import codecs
from collections.abc import Iterator, Sequence
from functools import cache
from math import inf
from operator import mul
from typing import NamedTuple

from corpusclean.decoding import letter_table
from corpusclean.decoding.letter_counts import Counts, counts, entropy, picker
from corpusclean.decoding.letter_table import STEP, Codec
from corpusclean.decoding.readings import ASCII
from corpusclean.decoding.single_byte import AWAY, EBCDIC, HOME, PRIOR, RARE
from corpusclean.patterns import lazy

__all__ = ["MOST", "Guess", "bits_of", "guesses"]


class Guess(NamedTuple):
    """A codec (`codecs.lookup(...).name`), a language (ISO 639-1), and what the sample costs read so, in bits."""

    encoding: str
    language: str
    bits: float


#: So many readings are returned.
MOST = 5
#: A declared codec is cheaper by so many bits.
LIKELY = 5.0
#: Bits of a lower case letter behind two upper case ones.
SMALL = 6.0
#: In another script, so many bits for each pair of letters less than so many different ones.
FEW, WORDS = 5.0, 2
#: Bits of a code page of another script of which there are only signs.
NO_WORDS = 8.0
#: Bits of a rare code page of which there are only signs.
SIGNS_ONLY = 25.0
#: Bits of an odd number of double quotation marks: capital letters of the Mac are quotation marks of Windows.
ODD = 3.0
#: What a language may cost at most because the ASCII letters of the sample read better in another one, and the share
#: of that cost which counts.
STRANGE, SHARE = 120.0, 0.5
#: Languages in Latin letters that are tried: so few, or so many pairs of bytes.
FEWEST, PAIRS = 8, 1200
#: A code page is priced in full if its rough price is within these of the best one.
WITHIN, MARGIN = 1.4, 40.0
#: Pairs of bytes that are priced, over all code pages and their languages (about eight each): garbage has thousands of
#: pairs and reads alike in all.  The best few are priced in any case.
WORK, SURELY = 200_000, 4
#: Where the two best readings are so close, in bits, and the sample is twice as long as a piece, its pieces decide.
CLOSE, PIECE = 40.0, 256
#: Bits a byte from which a sample may be EBCDIC.
UNNATURAL = 5.2
#: Of an EBCDIC code page: to begin with, of a control character, of an ASCII sign that touches a letter.  Code pages of
#: EBCDIC differ by such signs.
EBCDIC_BITS, CONTROL_BITS, SIGN_BITS = 4.0, 20.0, 8.0

_SIGN = rb"[#$@\x5b-\x60\x7b-\x7e]"
_SIGN_AT_LETTER = lazy(_SIGN + rb"(?=[A-Za-z\x80-\xff])|(?<=[A-Za-z\x80-\xff])" + _SIGN)


def guesses(sample: bytes, *, likely: str | None = None) -> list[Guess]:
    r"""The readings of a sample that cost least, best first: distinct encodings, at most five.

    Nothing for a sample that is all ASCII.  ``likely`` is a codec that was declared; it is preferred by a few bits.
    Of code pages that give the same text the usual one stands for all.  Never raises for any bytes.  ``bits`` count
    all of the sample, so they compare with those of other readings.  About a millisecond for a kilobyte.

    >>> guesses("Zażółć gęślą jaźń".encode("cp1250"))[0].encoding
    'cp1250'
    >>> guesses("Zażółć gęślą jaźń".encode("iso8859_2"))[0].encoding
    'iso8859-2'
    """
    if sample.isascii():
        return []
    name = _name(likely)
    found, equal = _readings(counts(sample), name)
    if min(found, key=_bits).bits > UNNATURAL * len(sample) and _is_ebcdic(sample):
        found += _ebcdic(sample)
    found.sort(key=_bits)
    if len(sample) >= 2 * PIECE and len(found) > 1 and found[1].bits - found[0].bits < CLOSE:
        found = _by_pieces(sample, found)
    return sorted([_declared(guess, equal) if guess.encoding in equal else guess for guess in found], key=_bits)[:MOST]


def bits_of(sample: bytes, guess: Guess) -> float:
    r"""What other bytes of the same file, not all ASCII, cost in a reading that was guessed; far faster than guessing.

    >>> whole = "Съешь ещё этих мягких булок".encode("koi8_r")
    >>> bits_of(whole, guesses(whole)[0]) == guesses(whole)[0].bits
    True
    """
    if guess.encoding in EBCDIC:
        return next(one.bits for one in _ebcdic(sample) if one.encoding == guess.encoding)
    page = next(codec for codec in _by_preference() if codec.name == guess.encoding)
    languages = [guess.language] if guess.language in letter_table.languages(page.script) else ()
    return _priced(counts(sample), page, languages or letter_table.languages(page.script)).bits


def _declared(guess: Guess, equal: dict[str, str]) -> Guess:
    return Guess(equal[guess.encoding], guess.language, round(guess.bits - LIKELY, 2))


def _by_pieces(sample: bytes, found: list[Guess]) -> list[Guess]:
    """The first readings priced again, each piece of the sample in its own language: a text may quote another."""
    pages = {codec.name: codec for codec in _by_preference()}
    again = [guess for guess in found[:SURELY] if guess.encoding in pages]
    if found[0] not in again:  # EBCDIC
        return found
    fixed = [PRIOR[guess.encoding] for guess in again]
    bits = fixed.copy()
    pieces = list(_pieces(sample))
    for piece in pieces:
        if piece.isascii():
            bits = [one + ASCII * len(piece) for one in bits]
            continue
        prices = _in_codecs(counts(piece), [pages[guess.encoding] for guess in again], AWAY / len(pieces))
        bits = [one + guess.bits - less for one, guess, less in zip(bits, prices, fixed, strict=True)]
    more = min(bits) - found[0].bits
    priced = [guess._replace(bits=round(one - more, 2)) for guess, one in zip(again, bits, strict=True)]
    return sorted(priced + [guess for guess in found if guess not in again], key=_bits)


def _pieces(sample: bytes) -> Iterator[bytes]:
    start = 0
    while len(sample) - start >= 2 * PIECE:
        end = max(sample.rfind(b"\n", start + PIECE, start + 2 * PIECE), 0) or start + PIECE
        yield sample[start:end]
        start = end
    yield sample[start:]


def _bits(guess: Guess) -> float:
    return guess.bits


def _name(likely: str | None) -> str | None:
    try:
        return codecs.lookup(likely).name if likely else None
    except (LookupError, ValueError):
        return None


@cache
def _by_preference() -> tuple[Codec, ...]:
    known = {codec.name: codec for codec in letter_table.code_pages()}
    return tuple(known[name] for name in PRIOR)


def _readings(sample: Counts, likely: str | None) -> tuple[list[Guess], dict[str, str]]:
    """The readings, and which of them stands for the declared code page."""
    rough = [
        (sample.high.steps(codec.alone) + sample.inside.steps(codec.inside) + sample.behind.steps(codec.behind)) / STEP
        + _lonely(sample, codec)
        + PRIOR[codec.name]
        for codec in _by_preference()
    ]
    most = max(SURELY, WORK // (8 * len(sample.pairs.often)))
    limit = min(WITHIN * min(rough) + MARGIN, sorted(rough)[most - 1] if most <= len(rough) else inf)
    kept = [codec for codec, bits in zip(_by_preference(), rough, strict=True) if bits <= limit]
    # The signs of a code page of another script, in English, are no text of that script.
    kept.sort(key=lambda codec: codec.script != "latin")
    by_text: dict[str, Codec] = {}
    equal = {likely: likely} if likely in EBCDIC else {}
    for codec in kept:
        one = by_text.setdefault("".join([codec.chars[byte - 128] for byte in sample.high.raw]), codec)
        if codec.name == likely:
            equal[one.name] = likely
    return _in_codecs(sample, list(by_text.values())), equal


def _in_codecs(sample: Counts, pages: list[Codec], away: float = AWAY) -> list[Guess]:
    """The readings in some code pages."""
    near = _near(sample)
    found = [_priced(sample, codec, _languages(near, codec), away) for codec in pages]
    # A language that wins in its own code page, though the ASCII letters are another's, has to win in all.
    winners = {guess.language for guess in sorted(found, key=_bits)[:3]}.difference(near) & sample.strange.keys()
    for place, codec in enumerate(pages):
        others = sorted(winners - {found[place].language}) if codec.script == "latin" else []
        if others:
            found[place] = min(found[place], _priced(sample, codec, others, away), key=_bits)
    return found


def _near(sample: Counts) -> list[str]:
    """The languages in Latin letters that the ASCII letters of the sample may be in."""
    most = max(FEWEST, PAIRS // len(sample.pairs.often))
    return sorted(sample.strange, key=sample.strange.__getitem__)[:most]


def _languages(near: list[str], codec: Codec) -> Sequence[str]:
    """The languages in which a code page is priced first: near ones, and its own where these are few."""
    if codec.script != "latin":
        return letter_table.languages(codec.script)
    home = HOME.get(codec.name, frozenset())
    return [*near, *sorted(home.difference(near))] if len(home) <= FEWEST else near


def _lonely(sample: Counts, codec: Codec) -> float:
    """Bits of letters that touch no other: more, the more of all bytes that are not ASCII stand so."""
    return sample.share * sample.lonely.steps(codec.lonely) / STEP


def _priced(sample: Counts, codec: Codec, languages: Sequence[str], away: float = AWAY) -> Guess:
    """The reading in a code page, in that of some languages in which it costs least."""
    raw, often = sample.pairs
    pick = picker(memoryview(raw.translate(codec.classes)).cast("H").tolist())
    cases = memoryview(raw.translate(codec.cases)).cast("H").tolist()
    steps = sum(map(mul, often, picker(cases)(letter_table.CASE_STEPS))) + sample.inside.steps(codec.inside)
    bits = sample.flat + steps / STEP + PRIOR[codec.name]
    bits += SMALL * sample.capitals.translate(codec.cases).count(1)
    bits += _lonely(sample, codec)
    bits += ODD * (sample.odd.translate(codec.quotes).count(1) % 2)
    home = HOME.get(codec.name, frozenset(languages))
    strange: dict[str, float] = {}
    if codec.script == "latin":
        strange = {language: SHARE * min(sample.strange[language], STRANGE) for language in languages}
    else:
        words = len(sample.foreign.translate(None, codec.others).split())
        bits += sample.beside + entropy(words, sample.words)
        found = memoryview(raw.translate(codec.letters)).cast("H").tolist().count(0x101)
        bits += FEW * max(0, WORDS - found) if words else NO_WORDS
    if codec.name in RARE and not sample.high.steps(codec.letters):
        bits += SIGNS_ONLY
    costs = {
        language: sum(map(mul, often, pick(letter_table.language_table(codec.script, language)))) / STEP
        + strange.get(language, 0.0)
        + (0.0 if language in home else away)
        for language in languages
    }
    language = min(costs, key=costs.__getitem__)
    return Guess(codec.name, language, round(bits + costs[language], 2))


def _is_ebcdic(sample: bytes) -> bool:
    """The space is 0x40 there, and one of the most usual bytes."""
    spaces = sample.count(0x40)
    return spaces * 20 >= len(sample) and spaces > 4 * sample.count(0x20)


def _ebcdic(sample: bytes) -> list[Guess]:
    found = []
    for name, pivot in EBCDIC.items():
        text = sample.decode(name, "replace").replace("\x85", "\n")
        raw = text.encode(pivot, "replace")
        if raw.isascii():
            bits, language = ASCII * len(raw), "en"
        else:
            codec = next(codec for codec in _by_preference() if codec.name == pivot)
            prepared = counts(raw)
            _, language, bits = _priced(prepared, codec, _languages(_near(prepared), codec))
        bits += EBCDIC_BITS
        bits += CONTROL_BITS * sum(char < " " and char not in "\t\n\r\f" for char in text)
        bits += SIGN_BITS * len(_SIGN_AT_LETTER.findall(raw))
        found.append(Guess(name, language, round(bits, 2)))
    return found
