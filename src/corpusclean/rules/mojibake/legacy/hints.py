r"""What text holds that was misread, and clean text hardly ever: one search tells which lines are worth reading.

Bytes of Chinese, Japanese and Korean come in pairs, so misread they are long stretches beyond ASCII, in which signs,
capitals and small letters stand in any order.  Western words have an accented letter or two in a row, Cyrillic and
Greek ones no capital behind a small letter, Thai ones no vowel mark that stands on nothing.

Each pattern begins with one class, the characters of which are rare in clean text, and looks around from there: that
is what `re` searches fastest, 100 MB a second and more.
"""

from functools import lru_cache

from corpusclean.patterns import lazy
from corpusclean.rules.mojibake import badness

__all__ = ["LEADS", "LEGACY", "TRAILS", "UTF8", "suspicious"]

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

# What those begin with that are no Western letters.
_OTHER = f"\u2500-\u2593{_LARGE}¤¦§©¬®°±µ¶·№{_THAI_MARK}๐-๙Û-Þ{_THAI_RARE}"
_LEGACY_FIRST = f"{_WESTERN}\u2500-\u2593{_LARGE}¤¦§©¬®°µ¶·№{_THAI_MARK}๐-๙{_THAI_RARE}"
_LEGACY_THEN = f"""(?:
        (?<=[{_WESTERN}])[@-~{_WESTERN}][{_WESTERN}](?:
            (?<=[{_PLAIN}][{_WESTERN}]{{2}})[{_WESTERN}]          # two characters and more
            |[@-~{_WESTERN}](?:[{_WESTERN}][@-~{_WESTERN}]){{2}}  # four, with letters for second bytes
            |(?<=[{_SIGN}].[{_SIGN}])(?<![{_USUAL}]{{2}}.)[@-~{_WESTERN}]  # two that begin with signs
        )
        |(?<=[{_OTHER}])(?:
            (?<=[\u2500-\u2593])(?:(?=[{_LETTER_437}])|(?<=[{_LETTER_437}].))
            |(?<=[{_SMALL}][{_LARGE}])
            |(?<=[{_SMALL}{_LARGE}][¤¦§©¬®°±µ¶·№])(?=[{_SMALL}{_LARGE}])
            |(?<=[{_THAI_MARK}])(?<![ก-ฮ{_THAI_MARK}].)
            |(?<=[ก-ฮ][๐-๙Û-Þ])
            |(?<=[{_THAI_RARE}])(?=[ก-ฮ]?[{_THAI_RARE}])
        )
    )"""
#: Legacy code pages read as single-byte ones.
LEGACY = lazy(f"[{_LEGACY_FIRST}](?x:{_LEGACY_THEN})")

#: What the pages of `views.PAGES` have for the bytes C2 and E2 to EF, which begin a character of UTF-8 in the part that
#: Chinese, Japanese and Korean are in, and for 80 to BF, which go on.
LEADS = "¬µÁÂÈÊ-ÏÓÔâ-ïăćčďęěĺΒΓΘΣΦΩβ-πστφВв-пยโ-๏‚„‰∞∩┬"
TRAILS = (
    "\x80-¿Ä-ÇÉÑÖØÜß-ïñ-öø-üÿĄąĽľŁłŒœŚśŞ-šŤťŸ-žƒˆˇ˘˛-˝"
    "΄-ΆΈ-ΊΌΎΏΩπЁ-ЌЎЏё-ќўџҐґก-ฟ–-―‘-‚“-„†-•…‰‹›₧€№™∂∏∑∞∫≠≤≥⌐│┐┤║╕-╗╛-╝╡-╣░-▓"
)
_UTF8_THEN = f"[{TRAILS}]{{2}}[ ]?[{LEADS}][{TRAILS}]{{2}}"
#: Two such characters, read as single-byte pages.
UTF8 = lazy(f"[{LEADS}]{_UTF8_THEN}")

# Any of the three, and what ftfy may call bad, in one search: it is what most texts with accents have to pay.
_ANY = lazy(
    f"[{_LEGACY_FIRST}{LEADS}{badness.FIRST}](?:(?<=[{LEADS}]){_UTF8_THEN}|(?<=[{_LEGACY_FIRST}])(?x:{_LEGACY_THEN})"
    f"|(?<=[{badness.FIRST}]){badness.THEN})"
)


@lru_cache(maxsize=4)  # five rules ask about the same text
def suspicious(text: str) -> int:
    """The first place at which `LEGACY`, `UTF8` or `badness.MAYBE` matches; -1 where none does.

    >>> suspicious("Où est l'élève? 50 €"), suspicious("café: ÄãºÃ£¬ÊÀ½ç")
    (-1, 6)
    """
    match = None if text.isascii() else _ANY.search(text)
    return match.start() if match else -1
