"""What is left where characters are lost for good: it can be pointed at, and not repaired."""

import re
from collections.abc import Iterator

from corpusclean.edits import Flag
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.lines import around

__all__ = ["CLOSING", "DEBRIS", "QUOTES", "replacement_debris"]

#: What the loss of characters leaves besides U+FFFD.
DEBRIS = ("锟斤拷", "烫烫烫烫", "屯屯屯屯")
#: What stands before a character that is spoken about.
QUOTES = frozenset("“‘「『《\"'`")
#: ... and behind it.
CLOSING = frozenset("”’」』》\"'`")
# With one class in front, so that `re` looks for these characters and nothing else.
_DEBRIS = lazy(
    "[\N{REPLACEMENT CHARACTER}锟烫屯](?:(?<=\N{REPLACEMENT CHARACTER})\N{REPLACEMENT CHARACTER}*"
    "|(?<=锟)斤拷(?:锟斤拷)*(?:锟斤?)?|(?<=烫)烫{3,}|(?<=屯)屯{3,})"
)
# In the characters of all scripts: the script stage comes later, and must not make another line of one that is spared.
_ABOUT = lazy("[乱亂][码碼]|[编編][码碼]|字符|字元|GBK|UTF|Unicode|[内內]存|[记記][忆憶][体體]|mojibake", re.IGNORECASE)


def replacement_debris(text: str) -> Iterator[Flag]:
    r"""What is left where characters are lost for good: U+FFFD, 锟斤拷, and 烫烫烫烫 or 屯屯屯屯.

    锟斤拷 is U+FFFD in UTF-8, read as GBK; 烫 and 屯 are uninitialised memory.  What stood there cannot be told, so
    each run is flagged with its kind and nothing is changed.  Text *about* them is not damaged: one in quotation marks,
    or in a line that speaks of 乱码 or encodings, stays unmentioned; so does a triple 烫烫烫, which people shout.

    >>> flags(replacement_debris, "锟斤拷锟斤拷股份公司 ab��")
    [('锟斤拷锟斤拷', 'U+FFFD read as GBK'), ('��', '2 characters lost')]
    >>> flags(replacement_debris, "屏幕上出现了“锟斤拷”这样的乱码,锅里的汤烫烫烫。")
    []
    """
    for match in _DEBRIS.finditer(text):
        start, end = match.span()
        kind = match[0][0]
        if kind == "\N{REPLACEMENT CHARACTER}":
            yield Flag(start, end, f"{end - start} character{'s' * (end - start > 1)} lost")
        elif text[start - 1 : start] not in QUOTES and not _ABOUT.search(around(text, start, end)):
            yield Flag(start, end, "uninitialised memory" if kind in "烫屯" else "U+FFFD read as GBK")
