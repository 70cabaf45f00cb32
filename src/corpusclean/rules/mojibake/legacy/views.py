"""Single-byte code pages, to get at the bytes of text that was read in one of them, and to read bytes in it again."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from corpusclean.patterns import lazy

__all__ = ["PAGES", "WAKE", "WAKING", "Page", "page", "pages_of"]

#: The pages that text is misread in, by name: the codec, and the characters of which text read in it holds one, while
#: hardly any text that was read rightly does.  For Latin-1 and its neighbours these are the accented letters and signs;
#: for Cyrillic, Greek and Thai the signs and the letters of small languages that stand among them in the page.
PAGES: Mapping[str, tuple[str, str]] = {
    "Latin-1": ("latin-1", "\x80-\x9f¡-¦¨ª¬\xad¯-³µ¶¸-º¼-ÿ"),
    "Windows-1252": ("cp1252", "Œœ†‡‰ŠšƒˆŸŽž‹›˜™„‚‘’“”•–—…€"),
    "Windows-1250": ("cp1250", "ĂăĄąĆćČčĎďĐđĘęĚěĹĺĽľŁłŃńŇňŐőŔŕŘřŚśŞşŠšŢţŤťŮůŰűŹźŻżŽžˇ˘˙˛˝"),
    "Windows-1251": ("cp1251", "±¶µ¤¬¦§°·®™№†‡‰ґҐЅѕЄєІіЇїЎўЏџЋћЊњЉљЂђќѓЌЃЈј"),
    "Windows-1253": ("cp1253", "±²³΄µ¶½¤¥¦§¬¨°·®ΐΰ΅ƒ†‡‰‹"),
    "Windows-874": ("cp874", "ฃฅฦ๎๏๚๛\u0e4b\u0e4dฬฌฮฑ\x80-\x9fÛ-Þü-ÿ"),
    # where Thai has nothing, some software puts what Western Windows has
    "Windows-874 and 1252": ("cp874 cp1252", "œŒ†‡‰ƒˆŠ‹Ž˜™š›žŸ\u0e4b\u0e4dÛ-Þü-ÿ"),
    "Mac Roman": ("mac_roman", "√∫ƒ≈∆≤≥∂∑∏πΩ◊ﬁﬂ∞˚˝˛ˇı†\uf8ff"),
    "code page 437": ("cp437", "╔╗╚╝║═╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫▌▐▄▀░▒▓ⁿσδφτΘε"),
}
#: Quotes, dashes and signs that are bytes of some page, but stand in all kinds of text.
_USUAL = "‘’“”–—…€°·®™§"
#: A text without any of these was not read in any of the pages.
WAKING = "".join(
    sorted(
        {
            chr(code)
            for match in re.finditer("(.)(?:-(.))?", "".join(own for _, own in PAGES.values()))
            for code in range(ord(match[1]), ord(match[2] or match[1]) + 1)
        }
        - set(_USUAL)
    )
)
#: ... as a pattern.
WAKE = lazy(f"[{WAKING}]")
_HIGH = bytes(range(0x80, 0x100))


class Page(NamedTuple):
    """A page: its runs, and the tables from its characters to those with the number of their byte, and back.

    ``half`` is a place where a letter that is none of the page touches one that is, or a single ideograph stands
    between two: there some bytes were decoded already.
    """

    name: str
    own: "re.Pattern[str]"
    run: "re.Pattern[str]"
    to_bytes: dict[int, int]
    from_bytes: dict[int, int]
    half: "re.Pattern[str]"

    def encode(self, run: str) -> bytes:
        """The bytes of a run."""
        return run.translate(self.to_bytes).encode("latin-1")

    def decode(self, raw: bytes) -> str:
        """What becomes of bytes in this page; those that it lacks become C1 controls and Latin-1, as in browsers."""
        return raw.decode("latin-1").translate(self.from_bytes)


@cache
def page(name: str) -> Page:
    r"""A page by its name.

    >>> page("Windows-1251").encode("ДгєГ").decode("gbk")
    '你好'
    """
    codec, own = PAGES[name]
    first, _, second = codec.partition(" ")
    chars = {byte: chr(byte) for byte in _HIGH}
    for codec in filter(None, (second, first)):
        read = zip(_HIGH, _HIGH.decode(codec, "replace"), strict=True)
        chars |= {byte: char for byte, char in read if char != "\N{REPLACEMENT CHARACTER}"}
    inside = "".join(map(re.escape, chars.values()))
    high = "".join(re.escape(char) for char in chars.values() if char not in "‘’“”–—…\xa0")
    other = f"(?![{inside}])[\u0100-\u1fff\u2044\u20a0-\u25ff]"
    half = lazy(f"[{high}]{other}|{other}[{high}]|[{high}][\u3400-\ud7a3][{high}]")
    run = lazy(f"[\t -~{inside}]+")
    return Page(
        name,
        lazy(f"[{own}]"),
        run,
        {ord(char): byte for byte, char in chars.items()},
        {byte: ord(char) for byte, char in chars.items() if byte != ord(char)},
        half,
    )


def pages_of(line: str) -> list[Page]:
    """The pages that a line may have been read in."""
    return [page(name) for name in PAGES if page(name).own.search(line)]
