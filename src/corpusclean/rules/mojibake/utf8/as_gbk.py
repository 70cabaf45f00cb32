"""UTF-8 that was read as GBK or GB 18030, once or twice."""

from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.rules.mojibake.utf8.codecs import LEADS, REST, gb18030, gbk
from corpusclean.rules.mojibake.utf8.double_byte import repairs

__all__ = ["MISREAD_AS_GBK", "utf8_as_gbk"]

# Common in Traditional Chinese or Japanese; hardly any damaged text has none but these.
_USUAL = "於電項錄類須響隊閱陳鎮願飯鐘顧陽頁順鋼鏈夥雲陣陸飾頂險閲険"

#: What the first two bytes of a character are in GBK: rare hanzi, of which damaged text has one in three characters.
MISREAD_AS_GBK = "".join(
    char
    for char in bytes(byte for lead in LEADS for rest in REST for byte in (lead, rest)).decode("gbk")
    if char not in _USUAL
)


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
    yield from repairs(text, MISREAD_AS_GBK, gb18030(), gbk())
