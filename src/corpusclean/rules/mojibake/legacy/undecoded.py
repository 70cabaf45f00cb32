"""Chinese, Japanese and Korean text whose bytes were read as a single-byte code page."""

from collections.abc import Iterator

from corpusclean.edits import Flag
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.badness import MAYBE, is_bad
from corpusclean.rules.mojibake.legacy.hints import suspicious
from corpusclean.rules.mojibake.legacy.readings import UTF8, tokens
from corpusclean.rules.mojibake.lines import hinted
from corpusclean.rules.whitespace import ODD_SPACES

__all__ = ["legacy_cjk", "lines", "undecoded_cjk"]

# The no-break space is a byte as often as not; the other odd ones are none, and will be plain spaces.
_PLAIN = dict.fromkeys(map(ord, ODD_SPACES.replace("\xa0", "")), " ")
_CP1252 = {ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))}
_SEGMENT = lazy("[\t -~\x80-\xff" + "".join(map(chr, _CP1252)) + "]+")
_HIGH = lazy(rb"[\x80-\xff]")
# UTF-8 of Chinese and Korean without its controls: three characters and more, at least one of them too short.
_GAPS = lazy("(?=(?:[å-í][¡-¿]{2})*[å-í][¡-¿](?![¡-¿]))(?:[å-í][¡-¿]{1,2}){3,}")
_KANA = lazy(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]")
#: Bytes of each family as its common characters (kana, the first level of hanzi, syllables, marks), others, strays.
_FAMILIES = {
    "GBK, EUC-JP or EUC-KR": (rb"[\xa1\xa3-\xa5\xb0-\xd7][\xa1-\xfe]", rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]"),
    "Big5": (rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]", rb"[\xc7-\xf9][\x40-\x7e\xa1-\xfe]"),
    "Shift JIS": (
        rb"\x82[\x9f-\xf1]|\x83[\x40-\x7e\x80-\x96]|\x81[\x40-\x7e\x80-\xac]|[\x88-\x97][\x40-\x7e\x80-\xfc]",
        rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]",
    ),
}


def legacy_cjk(line: str) -> str | None:
    """Which family of Chinese, Japanese and Korean code pages a line reads as, if its characters are taken for bytes.

    At least three characters, nine in ten of them common, a third of them kana in Shift JIS (curly quotes before
    letters are hanzi in it), and not three quarters of the bytes in UTF-8.  Western text fails on its accents: before
    a letter ``é`` is a rare character in all of them.

    >>> legacy_cjk("ÄãºÃ£¬ÊÀ½ç"), legacy_cjk("élève à l'école"), legacy_cjk("crÃ©Ã©e, cafÃ©")
    ('GBK, EUC-JP or EUC-KR', None, None)
    """
    for segment in _SEGMENT.findall(line):
        raw = segment.translate(_CP1252).encode("latin-1")
        high = len(_HIGH.findall(raw))
        if high < 4 or sum(map(len, UTF8.findall(raw))) * 4 > high * 3:  # GBK and Big5 reach half by chance
            continue
        if not is_bad(segment):  # soft hyphens before letters are valid Big5
            continue
        for family in _FAMILIES:
            found = [match.lastindex for match in tokens(*_FAMILIES[family]).finditer(raw)]
            common = found.count(1)
            kana = len(_KANA.findall(raw)) if family == "Shift JIS" else common
            if common >= 3 and common * 10 >= len(found) * 9 and kana * 3 >= common:
                return family
    return None


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that ftfy may call bad, with plain spaces for odd ones, and where they start.

    Nothing is found in others: that a line is bad, or `_GAPS`, is asked first of all.
    """
    since = suspicious(text)
    if since >= 0:
        for start, line in hinted(text, MAYBE, since):
            yield start, line.translate(_PLAIN)


def undecoded_cjk(text: str) -> Iterator[Flag]:
    r"""A line of Chinese, Japanese or Korean whose bytes were read as Latin-1 or Windows-1252, and are not repaired.

    `legacy_cjk_as_single_byte` and `half_decoded_cjk` repair what they are certain of, and run before.  What is left
    has lost bytes, stands in a line with Western letters (``é`` in a line of GBK), or is too short to tell the code
    page.  Flagged, and left alone by `single_byte_mojibake`.

    So is UTF-8 that was read as Latin-1 and then lost its control characters: of 모 (``EB AA A8``) and 새
    (``EC 83 88``) remain ``ëª¨ì``, and any of thirty-two bytes may have stood in each gap.

    >>> flags(undecoded_cjk, "ÄãºÃ£¬ÊÀ½ç")
    [('ÄãºÃ£¬ÊÀ½ç', 'reads as GBK, EUC-JP or EUC-KR')]
    >>> flags(undecoded_cjk, "ëªì¹ìª½")
    [('ëªì¹ìª½', 'reads as UTF-8 that lost bytes')]
    >>> flags(undecoded_cjk, "Où est l'élève? À Münster, côté Rhône.")
    []
    """
    for start, line in lines(text):
        if family := legacy_cjk(line):
            yield Flag(start, start + len(line), f"reads as {family}")
        elif found := _GAPS.search(line):
            yield Flag(start + found.start(), start + found.end(), "reads as UTF-8 that lost bytes")
