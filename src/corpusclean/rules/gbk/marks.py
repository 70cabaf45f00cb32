"""What inserted pinyin looks like."""

import re

from corpusclean.language import TONED
from corpusclean.patterns import lazy

__all__ = ["MARK", "SYLLABLE", "hanzi", "plain_reading"]

#: The letters of pinyin.
SYLLABLE = f"[a-zɑɡüê{TONED}]"
_SYLLABLE = f"{SYLLABLE}{{1,6}}"

#: Pinyin behind a hanzi, behind the ASCII trail byte of one that was matched across two characters, and behind ``?``,
#: which has swallowed the parenthesis.
MARK = lazy(
    rf"""(?P<hanzi>[一-鿿]) \( (?P<reading>{_SYLLABLE}) \)
    | (?P<trail>[@-~€]) \( (?=[^()]{{0,5}}[{TONED}]) (?P<half>{_SYLLABLE}) \)
    | [?] (?P<shifted>{_SYLLABLE}) \)""",
    re.VERBOSE,
)


def hanzi(char: str) -> bool:
    """Whether the character is in the basic block of CJK ideographs."""
    return "一" <= char <= "鿿"


def plain_reading(reading: str) -> str:
    """The reading in the usual letters; some tables have the phonetic ɑ and ɡ."""
    return reading.replace("ɑ", "a").replace("ɡ", "g")
