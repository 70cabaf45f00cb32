"""Private-use characters that a standard or a vendor has since given a code point."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import islice

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.codepoints.lines import HAN, lines_with

__all__ = ["PRIVATE", "guobiao", "hong_kong", "mapped_private_use"]

_ANY = lazy("[\ue000-\uf8ff]")
_MARKS = "，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕…—·"
#: What GB 18030-2022 maps to code points of its own, by the two bytes; the 2005 edition and Python's codec had the
#: private use area: the marks of vertical setting (not in their order), m with acute, and 14 parts of hanzi.
_GB2022 = (
    dict(zip(range(0xA6D9, 0xA6E0), "︐︒︑︓︔︕︖", strict=True))
    | {0xA6EC: "︗", 0xA6ED: "︘", 0xA6F3: "︙", 0xA8BC: "ḿ"}
    | {0xFE59: "龴", 0xFE61: "龵", 0xFE66: "龶", 0xFE67: "龷", 0xFE6D: "龸", 0xFE7E: "龹", 0xFE90: "龺", 0xFEA0: "龻"}
    | {0xFE51: "𠂇", 0xFE52: "𠂉", 0xFE53: "𠃌", 0xFE6C: "𡗗", 0xFE76: "𢦏", 0xFE91: "𤇾"}
)


@cache
def guobiao() -> Mapping[str, str]:
    """U+E76C to U+E864, where GBK put the codes that Unicode had no character for in 1995, and U+E5E5.

    GBK gave the free codes of its symbol rows and of row FE private-use code points in their order.  GB 18030 assigned
    some of these codes to characters in 2000, and the 2022 edition all the rest that had a shape.
    """
    codes = [0xA8BC, 0xA8BF, *range(0xA989, 0xA996), *range(0xA6D9, 0xA6E0), 0xA6EC, 0xA6ED, 0xA6F3]
    private = [0xE7C7, 0xE7C8, *range(0xE7E7, 0xE7F4), *range(0xE78D, 0xE794), 0xE794, 0xE795, 0xE796]
    row = [code for code in range(0xFE50, 0xFEA1) if code != 0xFE7F]
    table = {"\ue5e5": "\N{IDEOGRAPHIC SPACE}", "\ue76c": "€"}
    for code, place in zip([*codes, *row], [*private, *range(0xE815, 0xE865)], strict=True):
        char = _GB2022.get(code) or code.to_bytes(2, "big").decode("gb18030")
        if char < "\ue000" or char > "\uf8ff":
            table[chr(place)] = char
    return table


@cache
def hong_kong() -> Mapping[str, str]:
    """The characters of the Hong Kong Supplementary Character Set as private-use ones.

    Windows read the user-defined areas of Big5 (code page 950) as private-use code points in their order: lead bytes
    FA to FE first, then 8E to A0, 81 to 8D, and C6A1 to C8FE.  What HKSCS has assigned there is in Python's codec.
    """
    table = {}
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    place = 0xE000
    for lead in (*range(0xFA, 0xFF), *range(0x8E, 0xA1), *range(0x81, 0x8E), *range(0xC6, 0xC9)):
        for trail in trails[63:] if lead == 0xC6 else trails:
            char = bytes((lead, trail)).decode("big5hkscs", "ignore")
            if len(char) == 1 and char > "\x7f" and not "\ue000" <= char <= "\ufaff":
                table[chr(place)] = char
            place += 1
    return table


#: The private-use characters of both tables.
PRIVATE = "".join(map(chr, [*range(0xE000, 0xF849)]))
# Cantonese as it is written, and places of Hong Kong that only its own characters spell.
_SPOKEN = "嘅咗喺嗰啲嘢冇佢唔咁㗎哋咩噉揾攞畀啱睇瞓嚟乜嘥掟嗌"
# With one class in front, so that `re` looks for these characters and nothing else.
_CANTONESE = lazy(
    f"[{_SPOKEN}深鰂鴨大薄](?:(?<=[{_SPOKEN}])|(?<=深)水埗|(?<=鰂)魚涌|(?<=鴨)脷洲|(?<=大)埔滘|(?<=薄)扶林邨)"
)
#: From so many different characters on `str.translate` is as fast as replacing one after another.
_MANY = 50


def mapped_private_use(text: str) -> Iterator[Edit]:
    r"""Private-use characters of GBK and of Hong Kong's Big5 that have a code point by now.

    Standards and Windows gave characters that Unicode lacked at the time a place in the private use area: GBK's
    ``FE 9F`` (䶮, in the name of an emperor) was U+E863, the vertical comma ``A6 D9`` U+E78D, and the 4,900 characters
    of Hong Kong's supplement U+E000 to U+F848 in the order of their Big5 codes.  Later standards, the last of them
    GB 18030-2022, name an ordinary character for each, and a font of today shows boxes.

    The same code points serve icon fonts, and each other.  So all private-use characters of the text must be in one
    table, and each must stand in a line of prose, with an ideograph on one side and an ideograph or a mark on the
    other.  Text that is not in Traditional characters is read by GBK, the other by Hong Kong's table if,
    once read, it holds three of the characters of written Cantonese, two of them different, or one of its places:
    in Taiwan the same codes were anybody's own.  U+E5E5, GBK's ``A3 A0``, was used as an indent.  The user-defined
    areas of code page 936 stay, and are flagged by `private_use_characters` with all that is not proved here.

    >>> fix(mapped_private_use, "南汉高祖刘\ue863，原名刘岩，后来又改了名字。")
    '南汉高祖刘䶮，原名刘岩，后来又改了名字。'
    >>> icons = "首页\ue863登录\ue600注册", "评分：\ue001\ue001"
    >>> [fix(mapped_private_use, text) == text for text in icons]
    [True, True]
    """
    if not any(_PROSE.search(line) for _, line in lines_with(text, _ANY)):
        return
    found = {*_ANY.findall(text)}
    chinese, hongkong = found <= guobiao().keys(), found <= hong_kong().keys()
    # Whether anything stands where it would be taken is known sooner than the language.
    if not (chinese or hongkong) or not any(_mapped(text, guobiao() if chinese else hong_kong())):
        return
    from corpusclean.language.detect import language_of, script_of

    if language_of(text) != "zh":
        return
    if chinese and script_of(text) != "Hant":
        yield from _mapped(text, guobiao())
    elif hongkong and script_of(text) == "Hant":
        read = [match[0] for match in islice(_CANTONESE.finditer(_read(text, found)), 1000)]
        if any(len(word) > 1 for word in read) or (len(read) > 2 and len(set(read)) > 1):
            yield from _mapped(text, hong_kong())


def _read(text: str, found: Collection[str]) -> str:
    """The text in Hong Kong's characters."""
    table = hong_kong()
    if len(found) > _MANY:
        return text.translate({ord(private): table[private] for private in found})
    for private in found:
        text = text.replace(private, table[private])
    return text


_INDENT = lazy(f"\ue5e5{{1,4}}(?=[{HAN}{_MARKS}0-9A-Za-z])")
_PLACED = lazy(
    f"(?<=[{HAN}])[\ue000-\uf8ff]{{1,3}}(?=[{HAN}{_MARKS}]|\\Z)|(?<=[{_MARKS}])[\ue000-\uf8ff]{{1,3}}(?=[{HAN}])"
)
_PROSE = lazy(f"[{HAN}][，。；：！？、\ue78d-\ue793]")


def _mapped(text: str, table: Mapping[str, str]) -> Iterator[Edit]:
    for start, line in lines_with(text, _ANY):
        if not _PROSE.search(line):
            continue
        indent = _INDENT.match(line)
        if indent:
            yield Edit(start, start + indent.end(), "".join(map(table.__getitem__, indent[0])))
        for match in _PLACED.finditer(line, indent.end() if indent else 0):
            yield Edit(start + match.start(), start + match.end(), "".join(map(table.__getitem__, match[0])))
