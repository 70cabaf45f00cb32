"""UTF-8 that was read as GBK or GB 18030, once or twice."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.gbk.codec import decoded
from corpusclean.rules.mojibake.utf8.codecs import LEADS, REST, gb18030, gbk

__all__ = ["MISREAD_AS_GBK", "utf8_as_gbk"]

# Common in Traditional Chinese or Japanese; hardly any damaged text has none but these.
_USUAL = "於電項錄類須響隊閱陳鎮願飯鐘顧陽頁順鋼鏈夥雲陣陸飾頂險閲険"

#: What the first two bytes of a character are in GBK: rare hanzi, of which damaged text has one in three characters.
MISREAD_AS_GBK = "".join(
    char
    for char in bytes(byte for lead in LEADS for rest in REST for byte in (lead, rest)).decode("gbk")
    if char not in _USUAL
)

# The beginning of a character of three bytes, without the Yi and African scripts and the surrogates, which clean hanzi
# make at times: nine in ten characters of damage are Chinese, Japanese or Korean, so that two of them are neighbours.
_ONE = rb"(?:[\xe2-\xe9\xeb\xec\xee\xef][\x80-\xbf]|\xea[\xb0-\xbf]|\xed[\x80-\x9f])"
# ASCII, or characters of two bytes, and then the next one of three bytes; or as far as can be seen.
_NEXT = rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]){0,60}+(?:[\xe2-\xef]|\Z)"
# The bytes of two characters of three bytes, and what may stand between them; ? is what may be anything.
_TWO = lazy(
    _ONE + rb"(?:[\x80-\xbf][\xc2-\xdf])*+(?:[?]|\Z|[\x80-\xbf](?:"
    rb"[\xe2-\xef](?:[?]|\Z)|" + _ONE + rb"[\x80-\xbf]|[\x40-\x7e]" + _NEXT + rb"))"
)
_ANYTHING = {ord("€"): "?", 0xFFFD: "?"}
#: So many characters are looked at for that.
_WINDOW = 64


def _chars(leads: Iterable[int], trails: Iterable[int]) -> str:
    return "".join(char for _, char in decoded("gb18030", leads, trails) if len(char) == 1)


@cache
def _begun() -> re.Pattern[str]:
    """The first two bytes of a character before its last one."""
    behind = _chars(REST, (*range(0x40, 0x7F), *range(0xC2, 0xF0)))
    return re.compile(f"[{_chars(LEADS, REST)}](?=[?€\ufffd{behind}])")


def _possible(text: str) -> bool:
    """Whether two characters of UTF-8 stand in a text somewhere: a repair makes two, and clean text ends here.

    Nothing is looked up in the tables of `gb18030`, which take longer to make than a page to clean.
    """
    windows = (text[match.start() : match.start() + _WINDOW] for match in _begun().finditer(text))
    return any(_TWO.match(window.translate(_ANYTHING).encode("gb18030")) for window in windows)


def utf8_as_gbk(text: str) -> Iterator[Edit]:
    r"""UTF-8 that was read as GBK: ``浣犲ソ`` was 你好.

    你好 is E4 BD A0 E5 A5 BD in UTF-8.  Software that takes it for GBK reads pairs: E4BD A0E5 A5BD, ``浣犲ソ``.  The
    pairs are read back into bytes, and the bytes as UTF-8, in each run of such characters; private-use characters and
    the euro sign (80) are pairs and bytes as well.  Text that went through this
    twice (``娴ｇ姴銈``) is read back twice.

    A pair that GBK lacks became ``?`` or U+FFFD, about two in a hundred characters: mostly the last byte of a
    character together with the ASCII character behind it, a space or a stop.  ``好 ok`` became ``濂?ok``.  The two
    bytes before are known, so there are at most 63 characters; of those whose pair is none in GBK the most likely one
    among its neighbours is taken, in Chinese, Japanese or Korean, and the lost ASCII character from how the text uses
    spaces and stops.  Which digit was lost with a byte cannot be known, nor which full-width digit or other number has
    lost one, and ``?`` stays for it.  The edit's note says at how many places something was filled in.

    A repair is made only if the damage, done to it again, gives the text as it stands, and if what it says is far more
    likely than that text; where one place of a long run cannot be proved, by parts between ASCII.
    Rare hanzi by themselves (鐨, 銆, the metals, names) are never UTF-8 by chance for more than a character.
    Text about encodings stays: an example in a line that speaks of them, and four characters or fewer
    that stand in quotation marks by themselves.

    Not repaired: text of which the pairs were dropped without a mark, and three rounds; `misread_utf8` flags both.

    >>> print(fix(utf8_as_gbk, "涓嬭浇瀹屾垚锛岃\ue1ec閲嶆柊鍚\ue21a姩銆?"))
    下载完成，请重新启动。
    >>> print(fix(utf8_as_gbk, "在GBK里“浣犲ソ”其实是UTF-8的“你好”。"))
    在GBK里“浣犲ソ”其实是UTF-8的“你好”。
    """
    if _possible(text):
        from corpusclean.rules.mojibake.utf8.double_byte import repairs

        yield from repairs(text, MISREAD_AS_GBK, gb18030(), gbk())
