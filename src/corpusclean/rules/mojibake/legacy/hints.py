r"""What text holds that was misread, and clean text hardly ever: one search tells which lines are worth reading.

Bytes of Chinese, Japanese and Korean come in pairs, so misread they are long stretches beyond ASCII, in which signs,
capitals and small letters stand in any order.  Western words have an accented letter or two in a row, Cyrillic and
Greek ones no capital behind a small letter, Thai ones no vowel mark that stands on nothing.

Each pattern begins with one class, the characters of which are rare in clean text, and looks around from there: that
is what `re` searches fastest, 100 MB a second and more.
"""

import re
from collections.abc import Iterator
from functools import cache

from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.legacy.undecoded import BREAK
from corpusclean.rules.mojibake.legacy.views import PAGES, page

__all__ = ["LEGACY", "hinted", "utf8"]

# Bytes of the Western pages, but for spaces, box drawing and Greek: Latin-1, Windows-1252 and 1250, Mac Roman.
_WESTERN = "\x80-\x9f¡-ÿĂ-ćČ-ďĐđĘ-ěĹĺĽľŁ-ńŇňŐ-œŔŕŘ-śŞ-ťŮ-űŸ-žƒıˆˇ˘-˝–—‘-‚“-„†-•…‰‹›⁄€™ﬁﬂ\uf8ff∂∆∏∑√∞∩∫≈≠≡≤≥⌐⌠⌡◊∙"
_USUAL = "‘’“”–—…•"
# ... without the quotes and dashes of all languages.
_PLAIN = _WESTERN.replace("–—‘-‚“-„†-•…", "‚„†‡")
_LETTER_437 = "ª-¬±²º-½¿¡-£¥Ä-ÇÉÑÖÜß-âä-ïñ-öùûüÿƒΓΘΣΦΩαδεπστφⁿ₧√∞∩≈≡≤≥⌐⌠⌡∙"
_SIGN = "\x80-\x9f¤-¦¨¬¯±-¶¸¹¼-¾§£¥¢‚ƒ†‡ˆ‰Š‹Œ˜›‘’“”–—•™š€œžŸ"
_SMALL = "а-џґΐά-ώ"
_LARGE = "Ѐ-ЯҐΆ-ΏΑ-Ϋ"
_THAI_MARK = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_THAI_RARE = "ฃฅฆฌฑฬฮ"

#: Legacy code pages read as single-byte ones.
LEGACY = lazy(
    f"""[{_WESTERN}\u2500-\u2593{_LARGE}¤¦§©¬®°µ¶·№{_THAI_MARK}๐-๙{_THAI_RARE}](?:
        (?<=[{_WESTERN}])[@-~{_WESTERN}][{_WESTERN}](?:
            (?<=[{_PLAIN}][{_WESTERN}]{{2}})[{_WESTERN}]          # two characters and more
            |[@-~{_WESTERN}](?:[{_WESTERN}][@-~{_WESTERN}]){{2}}  # four, with letters for second bytes
            |(?<=[{_SIGN}].[{_SIGN}])(?<![{_USUAL}]{{2}}.)[@-~{_WESTERN}]  # two that begin with signs
        )
        |(?<![à-ž])(?:
            (?<=[\u2500-\u2593])(?:(?=[{_LETTER_437}])|(?<=[{_LETTER_437}].))
            |(?<=[{_SMALL}][{_LARGE}])
            |(?<=[{_SMALL}{_LARGE}][¤¦§©¬®°±µ¶·№])(?=[{_SMALL}{_LARGE}])
            |(?<=[{_THAI_MARK}])(?<![ก-ฮ{_THAI_MARK}].)
            |(?<=[ก-ฮ][๐-๙Û-Þ])
            |(?<=[{_THAI_RARE}])(?=[ก-ฮ]?[{_THAI_RARE}])
        )
    )""",
    re.VERBOSE,
)


@cache
def utf8() -> "re.Pattern[str]":
    """Two characters of UTF-8 from the part that Chinese, Japanese and Korean are in, read as single-byte pages."""
    leads, trails = (
        "".join(re.escape(char) for name in PAGES for char in page(name).decode(raw))
        for raw in (bytes([0xC2, *range(0xE2, 0xF0)]), bytes(range(0x80, 0xC0)))
    )
    return re.compile(f"[{leads}][{trails}]{{2}} ?[{leads}][{trails}]{{2}}")


def hinted(text: str, pattern: "re.Pattern[str]") -> Iterator[tuple[int, str]]:
    r"""The lines that hold a match of a pattern, and where they start.

    >>> list(hinted("one\nÄãºÃ\nthree", LEGACY))
    [(4, 'ÄãºÃ')]
    """
    done = 0
    while match := pattern.search(text, done):
        start = max(done, *(text.rfind(end, done, match.start() + 1) + 1 for end in "\n\r\v\f\u2028\u2029"))
        ends = BREAK.search(text, match.start())
        done = ends.start() if ends else len(text)
        yield start, text[start:done]
