"""What several rules ask of one text: answered once, as long as it is the same text.

The last few answers are kept; they hold the lines of so many texts.
"""

from functools import lru_cache

from corpusclean.patterns import lazy

__all__ = ["HAN", "KANA", "east_asian", "lines_of"]

#: Ideographs, as the inside of a character class: no compatibility ideographs, no radicals.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002f7ff\U00030000-\U000323af"
#: Letters of both syllabaries in full width, and the mark of a long vowel.
KANA = "\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe"
# All of these and what stands between them: classes of few ranges are compiled at once.
_LETTER = lazy("[\u3005-\u9fff\U00020000-\U000323af]")


@lru_cache(maxsize=2)
def lines_of(text: str) -> tuple[str, ...]:
    """What stands between the line feeds."""
    return tuple(text.split("\n"))


@lru_cache(maxsize=4)
def east_asian(text: str) -> bool:
    """Whether an ideograph or a letter of kana stands in a text, or maybe only a mark.

    Most texts that have one have it soon.  In the others it is looked for by the first bytes of UTF-8, three times as
    fast as by a class: E3 to E9 are those of U+3000 to U+9FFF, F0 is that of ideographs beyond the BMP and of pictures.
    """
    if text.isascii():
        return False
    if _LETTER.search(text, 0, 100):
        return True
    raw = text.encode("utf-8", "surrogatepass")
    if any(lead in raw for lead in range(0xE3, 0xEA)):
        return True
    return 0xF0 in raw and _LETTER.search(text) is not None
