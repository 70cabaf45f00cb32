"""Hanzi with the code points of radicals and of compatibility ideographs."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.codepoints.lines import HAN, KANA, lines_with, spoken_of

__all__ = ["COMPATIBILITY", "RADICALS", "compatibility_ideographs", "equivalents", "radicals", "unified"]

#: The Kangxi Radicals and those of the Supplement for which Unicode names an ideograph of the same look.
RADICALS = "".join(
    chr(code)
    for first, last in ((0x2E81, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5))
    for code in range(first, last + 1)
)
_RADICAL = lazy("[\u2e81-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5]")
_RADICAL_RUN = lazy(f"{_RADICAL.pattern}+")
# A radical inside a word: an ideograph, a letter of kana or a full-width digit beside it.
_IN_WORD = lazy(f"{_RADICAL.pattern}(?=[{HAN}{KANA}０-９])|(?<=[{HAN}{KANA}０-９]){_RADICAL.pattern}")
# ... on both sides: what is asked for where other lines speak of radicals.
_INSIDE = lazy(f"(?<=[{HAN}{KANA}]){_RADICAL.pattern}(?=[{HAN}{KANA}])")
# Signs that describe a character by its parts are about radicals as well, and so are the parts that are no words.
_ABOUT_RADICALS = lazy(
    "部首|偏旁|康熙部|康熙字|字根|字旁|[字草][头頭]|[筆笔][画畫劃]|radicals?\\b|へん|かんむり"
    "|[\u2ff0-\u2fff⺅⺉⺖⺘⺡⺣⺨⺭⺾⺿⻀⻂⻌⻍⻎⻏⻐⻈⻖⻠⺯]",
    re.IGNORECASE,
)
# The heads of a dictionary: ⼀部 ⼁部 ⼈部.
_HEADS = lazy(f"(?:{_RADICAL.pattern}部[^{HAN}]*){{2}}|^[^{HAN}]*{_RADICAL.pattern}部[^{HAN}]*$")
# A radical, and beside it or in brackets what it may stand for.
_PAIR = lazy(f"({_RADICAL.pattern})[^{HAN}{KANA}\u2e80-\u2fdf]{{0,3}}([{HAN}])")


@cache
def equivalents() -> Mapping[str, str]:
    """Each radical and the unified ideograph that looks the same, by the Unicode Character Database."""
    data = Path(__file__).with_name("data").joinpath("radicals.txt").read_text(encoding="utf-8")
    return {line[0]: line[1] for line in data.splitlines() if not line.startswith("#")}


def radicals(text: str) -> Iterator[Edit]:
    r"""Hanzi as radicals: ``⼈⼝`` for ``人口``.

    Unicode has the 214 radicals of the Kangxi dictionary a second time, U+2F00 to U+2FD5, and 115 variants of them in
    the Supplement, U+2E80 to U+2EF3, to speak about radicals with.  A PDF file says of each glyph of its font which
    character it is; where one glyph serves both, the programs that make the file take the lower code, and all that
    is copied out of it has ``E2 BC 88`` where ``E4 BA BA`` is meant.  It looks right and is found by no search.

    Each becomes the ideograph that the Unicode Character Database calls equivalent (normalisation form NFKC knows the
    Kangxi block only).  The proof is a radical inside a word, with an ideograph, a letter of kana or a full-width
    digit beside it; the rest of such a text follows.  Lines *about* radicals stay: those that speak of them, list them
    in their order, set one beside its ideograph or describe a character by its parts.  In a text with such a line the
    proof has an ideograph on both sides, and lists of single radicals stay.

    >>> fix(radicals, "⾸要的任务是⽤⻓江⽔")
    '首要的任务是用长江水'
    >>> fix(radicals, "⼀是康熙部首，编码为U+2F00"), fix(radicals, "⼀ ⼁ ⼂ ⼃ ⼄")
    ('⼀是康熙部首，编码为U+2F00', '⼀ ⼁ ⼂ ⼃ ⼄')
    """
    table = equivalents()
    lines = list(lines_with(text, _RADICAL))
    about = [_about_radicals(line) for _, line in lines]
    proof = _INSIDE if any(about) else _IN_WORD
    proved = [not spared and bool(proof.search(line)) for (_, line), spared in zip(lines, about, strict=True)]
    everywhere = any(proved) and not any(about)
    for (start, line), spared, certain in zip(lines, about, proved, strict=True):
        if certain or (everywhere and not spared):
            for match in _RADICAL_RUN.finditer(line):
                yield Edit(start + match.start(), start + match.end(), "".join(map(table.__getitem__, match[0])))


def _about_radicals(line: str) -> bool:
    table = equivalents()
    return (
        bool(_ABOUT_RADICALS.search(line) or _HEADS.search(line))
        or _in_order(line)
        or any(table[match[1]] == match[2] for match in _PAIR.finditer(line))
        or spoken_of(line, _RADICAL, table)
    )


def _in_order(line: str) -> bool:
    """Whether three radicals follow each other as in the code, and so in a dictionary."""
    codes = [*map(ord, _RADICAL.findall(line[:4000]))]
    steps = [other - one for one, other in pairwise(codes)]
    return (1, 1) in pairwise(steps)


#: Compatibility ideographs, without the twelve in their block that are ideographs of their own, ``﨑`` among them.
COMPATIBILITY = "".join(
    char
    for first, last in ((0xF900, 0xFAD9), (0x2F800, 0x2FA1D))
    for char in map(chr, range(first, last + 1))
    if unicodedata.normalize("NFC", char) != char
)
_COMPATIBILITY = lazy(
    "[\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufa6d\ufa70-\ufad9\U0002f800-\U0002fa1d]"
)
_COMPATIBILITY_RUN = lazy(f"{_COMPATIBILITY.pattern}+")
_ABOUT_COMPATIBILITY = lazy("[兼相]容[汉漢表]|互換漢字|compatibility ideograph", re.IGNORECASE)
_LETTER_OF_KANA = lazy("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HANGUL = lazy("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")


@cache
def unified() -> Mapping[str, str]:
    """Each compatibility ideograph and the unified one that Unicode calls the same."""
    return {char: unicodedata.normalize("NFC", char) for char in COMPATIBILITY}


@cache
def _japanese(char: str) -> bool:
    """Whether Japanese has a code for this very form: in JIS X 0213, or among IBM's extensions in code page 932."""
    return any(char.encode(charset, "ignore") for charset in ("euc_jis_2004", "cp932"))


def compatibility_ideographs(text: str) -> Iterator[Edit]:
    r"""Hanzi with the code points of other standards' doubles: U+F90A for 金, which is U+91D1.

    Korea's KS X 1001 has 268 hanja once more for a second reading (樂 *ak*, *rak*, *yo*).  Unicode took these over as
    U+F900 to U+FA0B, and later the doubles of IBM, of JIS X 0213, of North Korea and of Taiwan's CNS 11643.  They come
    into Chinese text out of fonts and PDF files, as with `radicals`: ``EF A4 8A`` for ``E9 87 91``.

    What they mean depends on the language.  In Chinese they are accidents, and each becomes the unified ideograph
    that normalisation would make of it.  In Japanese, the forms that JIS X 0213 or code page 932 has are spellings of
    names (U+FA1B beside 福) and stay; the others are accidents.  In Korean they say how a hanja is read, and all stay.
    A line with kana is Japanese, one with hangul Korean, any other goes by its document; where this is none of the
    three languages, all stay.  The twelve that only share the block, such as ``﨑``, are ideographs like others.
    Lines about such characters stay.

    >>> fix(compatibility_ideographs, "\uf90a錢的\uf9ba") == "金錢的\u4e86"
    True
    >>> korean, names = "\uf914(락)과 \uf95c(악)", "髙橋と﨑山と\ufa1bさん"
    >>> fix(compatibility_ideographs, korean) == korean, fix(compatibility_ideographs, names) == names
    (True, True)
    """
    from corpusclean.language.detect import language_of

    table = unified()
    language = ""
    for start, line in lines_with(text, _COMPATIBILITY):
        if _HANGUL.search(line) or _ABOUT_COMPATIBILITY.search(line) or spoken_of(line, _COMPATIBILITY, table):
            continue
        language = language or language_of(text) or "other"
        japanese = bool(_LETTER_OF_KANA.search(line)) or language == "ja"
        if not japanese and language != "zh":
            continue
        for match in _COMPATIBILITY_RUN.finditer(line):
            right = "".join(char if japanese and _japanese(char) else table[char] for char in match[0])
            if right != match[0]:
                yield Edit.between(start + match.start(), match[0], right)
