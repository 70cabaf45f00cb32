"""Characters that cannot be seen, and what only looks composed: the unicode stage."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpusclean.edits import Edit, Flag
from corpusclean.patterns import lazy

if TYPE_CHECKING:
    import regex

__all__ = [
    "BIDI",
    "COMPOSING",
    "CONTROLS",
    "PRIVATE",
    "ZERO_WIDTH",
    "bidirectional_controls",
    "byte_order_marks",
    "control_characters",
    "decomposed_characters",
    "private_use_characters",
    "zero_width_characters",
]


def _all(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


def byte_order_marks(text: str) -> Iterator[Edit]:
    r"""Byte order marks, at the start or between lines that came from other files.

    U+FEFF at the start of a file says how its bytes are ordered; inside a text it is left of files put one behind the
    other, or a zero-width no-break space, a use that Unicode has withdrawn in favour of U+2060.  It makes the first
    word of a text another word.

    >>> fix(byte_order_marks, "\ufeffone\n\ufefftwo")
    'one\ntwo'
    >>> fix(byte_order_marks, "one\u2060two") == "one\u2060two"
    True
    """
    for match in re.finditer("\ufeff\ufeff*", text):  # a literal first is quick to look for
        yield Edit(*match.span(), "")


#: C0 without tab, line feed and carriage return; DEL; of C1 those for which Windows-1252 has no character.
CONTROLS = _all((0, 8), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x7F)) + "\x81\x8d\x8f\x90\x9d"
# A terminal's escape sequence; a character struck over by what follows its backspace, unless it stands for one that is
# lost; page and line breaks of printers; ESC and C1, which may be bytes; the other controls.
# A class of all of them first, which is quick to look for.
_CONTROL = lazy(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d](?:(?<=\x1b)\[[0-9;?]{0,40}[A-Za-z]|(?<=[\x0b\x0c])[\x0b\x0c]*|"
    r"(?<=[\x1b\x81\x8d\x8f\x90\x9d])(?P<byte>)|[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]*)"
)
_CONTROL_OR_STRUCK = lazy(rf"[^\x00-\x1f\x7f\ufffd]\x08|{_CONTROL.pattern}")


def control_characters(text: str) -> Iterator[Edit]:
    r"""Control characters, which have no business in text: NUL, backspace, DEL, escape sequences of terminals, C1.

    Tabs and line ends stay.  A form feed or vertical tab becomes a line end unless one is beside it: it breaks a page
    or a line.  A backspace takes the character before it along, as on the terminal it was meant for (manual pages
    print bold letters twice that way).

    Bytes of text that was decoded wrongly stay, as they may still be repaired: C1 controls next to other characters
    of Latin-1, those in whose place Windows-1252 has a character (``it\x92s``), ESC before ``$`` or ``(``, which begins
    Japanese in ISO-2022.  Neighbours are those in the text that is left.  No backspace takes a U+FFFD along.

    >>> fix(control_characters, "a\x00b\x1b[31mred\x1b[0m page\x0ctwo N\x08NAME")
    'abred page\ntwo NAME'
    >>> fix(control_characters, "tab\tline\r\n")
    'tab\tline\r\n'
    """
    found = [*(_CONTROL_OR_STRUCK if "\x08" in text else _CONTROL).finditer(text)]
    behind = ""  # what follows a match in the text that is left
    rights = []
    for match, following in zip(reversed(found), [None, *reversed(found)], strict=False):
        start, end = match.span()
        if following is None or following.start() > end or following["byte"] is not None:
            behind = text[end : end + 1]
        elif following[0][0] in "\x0b\x0c":
            behind = "\n"
        rights.append(behind)
    stop, before = 0, ""  # the end of the last match, and what precedes a match in the text that is left
    for match, right in zip(found, reversed(rights), strict=True):
        start, end = match.span()
        before = text[start - 1] if start > stop else before
        stop = end
        if match[0][0] in "\x0b\x0c":
            around = (text[start - 1] if start else "") + text[end : end + 1]
            beside = "\n" in around or "\r" in around or end - start == len(text)
            before = "\n"
            yield Edit(start, end, "" if beside else "\n")
        elif match["byte"] is not None and _is_byte(match[0], before, right):
            before = match[0]
        else:
            yield Edit(start, end, "")


def _is_byte(char: str, before: str, behind: str) -> bool:
    """Whether a control may be a byte of text that was decoded wrongly."""
    if char == "\x1b":
        return behind in ("$", "(")
    # A no-break space is none of them: `odd_spaces` makes a space of it.
    return any("\x80" <= other <= "\xff" and other != "\xa0" for other in (before, behind))


@cache
def _property(pattern: str) -> "regex.Pattern[str]":
    """A pattern over Unicode properties, which `re` does not know; loaded only where a trigger was found."""
    import regex

    return regex.compile(pattern)


# Letters that join or are parted by characters without width: Arabic and its neighbours (they have a joining type),
# Thai and others without spaces (line break SA), the scripts of India (they have a place in a syllable; so have the
# digits of ASCII, which need nothing), Tibetan; and the parts of emoji that would be drawn as one.
_NEEDS = (
    r"(?V1)[\p{Joining_Type=Dual_Joining}\p{Joining_Type=Right_Joining}\p{Line_Break=SA}\p{Script=Tibetan}"
    r"[[\P{Indic_Syllabic_Category=Other}&&[\p{L}\p{M}\p{Nd}]]--[0-9]]"
    r"\p{Emoji_Modifier}\p{Regional_Indicator}\uFE0F\u20E3\U000E0020-\U000E007F]"
)
# ... and pictures, which only U+200D joins.
_JOINED = r"\p{Extended_Pictographic}"


@lru_cache(maxsize=4096)
def _needs(char: str) -> bool:
    """Whether a character is one of those; most neighbours are none, and known without their properties."""
    if char < "\u0600" or "\u2010" <= char < "\u20d0" or "\u2100" <= char < "\ua800" or "\uac00" <= char < "\ufe00":
        return False
    return _property(_NEEDS).match(char) is not None


#: Soft hyphen, combining grapheme joiner, Mongolian vowel separator, spaces, joiners, invisible operators, annotations.
ZERO_WIDTH = "\u00ad\u034f\u180e" + _all((0x200B, 0x200D), (0x2060, 0x2064), (0x206A, 0x206F), (0xFFF9, 0xFFFB))
# One of them before the run: a class at the beginning is quick to look for, a repeated one is not.
_ZERO = lazy(f"[{ZERO_WIDTH}][{ZERO_WIDTH}]*")
# The name or number of such a character: in a table of characters it stands alone beside it.
_NAME = lazy(
    r"\b(?:SOFT HYPHEN|ZERO WIDTH|WORD JOINER|(?:U\+|&#x|\\u)(?:00AD|20[0-9A-F]{2}|FFF[9AB]))\b", re.IGNORECASE
)
# Signs of Latin-1 and C1 are no neighbours of a hyphen, but those of a byte.
_BESIDE_BYTES = lazy("[\x80-\x9f\xa1-\xac\xae-\xbf]")
_ZERO_BUT_HYPHEN = lazy(f"[{ZERO_WIDTH[1:]}]+")


def zero_width_characters(text: str) -> Iterator[Edit]:
    r"""Zero-width spaces and joiners, soft hyphens and other characters without width, where they join nothing.

    Pages use them to steer line breaks, to mark copied text or to defeat search; a word with one inside is another
    word.  They stay next to the scripts and signs that need them: joiners in Persian, in the scripts of India and in
    emoji, U+200B between the words of Thai or Khmer.  Soft hyphens stay in a line that reads as undecoded Chinese,
    and beside signs of Latin-1, where they are bytes.  Variation selectors are not touched.

    >>> fix(zero_width_characters, "zero\u200bwidth, soft\u00adware, 中\u2060文")
    'zerowidth, software, 中文'
    >>> fix(zero_width_characters, "می\u200cخواهم 👩\u200d💻") == "می\u200cخواهم 👩\u200d💻"
    True
    """
    first, last, undecoded = 0, -1, False  # the line that was judged last, and how: once a line
    for match in _ZERO.finditer(text):
        start, end = match.span()
        if (start and _needs(text[start - 1])) or (end < len(text) and _needs(text[end])):
            continue
        if "\u200d" in match[0] and start and _property(_JOINED).match(text[start - 1]):
            continue
        if _listed(text, start, end):
            continue
        if "\u00ad" in match[0]:
            if _BESIDE_BYTES.search(text, max(0, start - 1), end + 1):
                continue
            if start > last:
                from corpusclean.rules.mojibake import legacy_cjk, line_around  # few texts have soft hyphens

                first, last = line_around(text, start, first)
                undecoded = bool(legacy_cjk(_ZERO_BUT_HYPHEN.sub("", text[first:last])))
            if undecoded:
                continue
        yield Edit(start, end, "")


def _listed(text: str, start: int, end: int) -> bool:
    """Whether characters stand alone, in a line that names one such: ``AD  SOFT HYPHEN``."""
    if (start and not text[start - 1].isspace()) or text[end : end + 1].strip():
        return False
    before, behind = text[max(0, start - 100) : start], text[end : end + 100]
    return bool(_NAME.search(before[before.rfind("\n") + 1 :] + behind.partition("\n")[0]))


BIDI = "\u061c\u200e\u200f" + _all((0x202A, 0x202E), (0x2066, 0x2069))
_BIDI = lazy(f"[{BIDI}][{BIDI}]*")
# Where all such letters are, for `re`.
_MAYBE_RIGHT_TO_LEFT = lazy("[\u0590-\u08ff\ufb1d-\ufefc\U00010800-\U0001efff]")
_RIGHT_TO_LEFT = r"(?V1)[[\p{Bidi_Class=R}\p{Bidi_Class=AL}]&&\p{L}]"


def bidirectional_controls(text: str) -> Iterator[Edit]:
    r"""Controls of writing direction in a text that has nothing written from right to left.

    Left over from copied file names, templates and attacks on source code, they make equal strings unequal and can
    show a reader another order than a program reads.  In a text with any Hebrew, Arabic or other right-to-left letter
    all of them stay.

    >>> fix(bidirectional_controls, "\u202d2024\u202c年\u200e")
    '2024年'
    >>> fix(bidirectional_controls, "שלום\u200e (1)") == "שלום\u200e (1)"
    True
    """
    maybe = _MAYBE_RIGHT_TO_LEFT.search(text)
    if not maybe or not _property(_RIGHT_TO_LEFT).search(text, maybe.start()):
        for match in _BIDI.finditer(text):
            yield Edit(*match.span(), "")


#: What can be the second half of a composition: combining marks, signs of the Indic scripts, kana marks, jamo.
COMPOSING = _all((0x0300, 0x036F), (0x0653, 0x0655), (0x1161, 0x1175), (0x11A8, 0x11C2)) + (
    "\u093c\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0c56\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dca\u0dcf\u0ddf\u102e\u1b35"
    "\u3099\u309a\U000110ba\U00011127\U0001133e\U00011357\U000113b8\U000113bb\U000113c2\U000113c5\U000113c7\U000113c8"
    "\U000113c9\U000114b0\U000114ba\U000114bd\U000115af\U00011930\U0001611e\U0001611f\U00016120\U00016129\U00016d67"
)
# All beyond the BMP as one range: `re` is fifty times as slow with many.
_COMPOSING = lazy("[" + "".join(char for char in COMPOSING if char <= "\uffff") + "\U00010000-\U0010ffff]")
_IS_COMPOSING = frozenset(COMPOSING)
#: A letter and so many marks are composed at most.
CLUSTER = 33


def decomposed_characters(text: str) -> Iterator[Edit]:
    r"""A letter and its marks as separate characters, where Unicode has one for both.

    File names from one system and some keyboards write ``é`` as ``e`` and an accent, ``が`` as ``か`` and its mark,
    Korean syllables as their letters; they look the same and compare unequal.  Each such cluster is composed as in
    normalisation form C.  Only clusters that get shorter are touched: singletons such as the ångström sign, and above
    all the CJK compatibility ideographs, which form C would replace by others, stay.  So do clusters of more than 32
    marks, which no language writes: to put them in order takes quadratic time, which is why the Stream-Safe Text Format
    of UAX #15 allows only 30.

    >>> fix(decomposed_characters, "cafe\u0301, か\u3099, \u1112\u1161\u11ab")
    'café, が, 한'
    >>> fix(decomposed_characters, "\uf900 x\u0302 \u212b") == "\uf900 x\u0302 \u212b"
    True
    """
    done = 0
    for match in _COMPOSING.finditer(text):
        if match.start() < done or match[0] not in _IS_COMPOSING:
            continue
        start, end = match.span()
        while start > done and _continues(text[start]):
            start -= 1
        while end < len(text) and _continues(text[end]):
            end += 1
        done = end
        if end - start > CLUSTER:
            continue
        cluster = text[start:end]
        composed = unicodedata.normalize("NFC", cluster)
        if len(composed) < len(cluster) and unicodedata.normalize("NFC", cluster[0]) == cluster[0]:
            right = 0
            while cluster[-1 - right] == composed[-1 - right] and right < len(composed) - 1:
                right += 1
            yield Edit(start, end - right, composed[: len(composed) - right])


def _continues(char: str) -> bool:
    return char in _IS_COMPOSING or unicodedata.combining(char) > 0


PRIVATE = _all((0xE000, 0xF8FF), (0xFDD0, 0xFDEF), (0xFFFE, 0xFFFF))
_PRIVATE = lazy(
    "[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff](?:(?<=[\ue000-\uf8ff])[\ue000-\uf8ff]*|[\ufdd0-\ufdef\ufffe\uffff]*)"
)


def private_use_characters(text: str) -> Iterator[Flag]:
    r"""Private-use characters and noncharacters: nobody else knows what they stand for.

    Icons of a site's own font, rare hanzi of the 1990s, characters that a converter made up.  Some can be mapped if
    their origin is known; here each run is flagged.  The private planes beyond U+FFFF are not looked at.

    >>> flags(private_use_characters, "评分\ue001\ue001 好")
    [('\ue001\ue001', 'private use, U+E001')]
    >>> flags(private_use_characters, "𠮷野家 ❤")
    []
    """
    for match in _PRIVATE.finditer(text):
        code = ord(match[0][0])
        kind = "private use" if code <= 0xF8FF else "noncharacter"
        yield Flag(*match.span(), f"{kind}, U+{code:04X}")
