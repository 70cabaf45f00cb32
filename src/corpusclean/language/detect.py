"""Which language and which script a text is in, for the metadata, and the characters that tell.

Two questions only, as far as counting characters can answer them: is it Chinese, Japanese or Korean, and if Chinese,
Simplified or Traditional.  Anything else is ``None``: this is no language identification.

>>> script_of("这是简体中文。"), script_of("這是繁體中文。"), script_of("これは日本語です。"), script_of("plain")
('Hans', 'Hant', 'Jpan', None)
>>> language_of("The word 中文 means Chinese, and 漢字 are its characters.") is None
True
"""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpusclean.patterns import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "HAN",
    "HANGUL",
    "KANA",
    "Count",
    "Tally",
    "count",
    "japanese",
    "language_and_script",
    "language_of",
    "only_hans",
    "only_hant",
    "sample",
    "script_of",
    "tally",
]

#: Ideographs, as the inside of a character class; the astral planes are one range, since many are slow to search.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
#: Letters of both syllabaries, half width too, without the marks ``・`` and ``ー`` that Chinese names also use.
KANA = "\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fd\u30fe\u31f0-\u31ff\uff66-\uff6f\uff71-\uff9d"
HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff"

_HAN = lazy(f"[{HAN}]")
_KANA = lazy(f"[{KANA}]")
_HANGUL = lazy(f"[{HANGUL}]")
#: Letters of other scripts, the frequent ones.
OTHER = "A-Za-z\u00c0-\u02af\u0370-\u10ff\u1e00-\u1fff"
_OTHER = lazy(f"[{OTHER}]")

#: A text is looked at in three pieces of this length: enough to tell, and the cost does not grow with the text.
SAMPLE = 4000


@cache
def _exclusive(line: int) -> frozenset[str]:
    """A line of the data file: 0 Simplified only, 1 Traditional only, 2 Simplified only but Japanese too."""
    data = (Path(__file__).with_name("data") / "scripts.txt").read_text(encoding="utf-8")
    return frozenset([row for row in data.splitlines() if not row.startswith("#")][line])


def _class(characters: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(characters))}]")


@cache
def only_hans(*, japan: bool = False) -> re.Pattern[str]:
    """A Han character of Simplified Chinese alone; with ``japan`` not even of Japanese."""
    return _class(_exclusive(0) - _exclusive(2) if japan else _exclusive(0))


@cache
def only_hant() -> re.Pattern[str]:
    """A Han character of Traditional Chinese alone (and of older Japanese, and of Korean)."""
    return _class(_exclusive(1))


class Count(NamedTuple):
    """How many characters of each kind a text has."""

    han: int
    kana: int
    hangul: int
    other: int


def count(text: str) -> Count:
    """The characters of each kind.

    >>> count("漢字とkana")
    Count(han=2, kana=1, hangul=0, other=4)
    """
    return Count(*(len(kind.findall(text)) for kind in (_HAN, _KANA, _HANGUL, _OTHER)))


def japanese(han: int, kana: int) -> bool:
    """Whether so many kana among so many ideographs make Japanese of it.

    One in ten: running Japanese has half, its headlines a fifth; a Chinese text that cites a title or writes ``の`` for
    ``的`` stays below.
    """
    return kana > 0 and kana * 9 >= han


def sample(text: str) -> str:
    """Beginning, middle and end; the whole of a short text."""
    if len(text) <= 3 * SAMPLE:
        return text
    middle = (len(text) - SAMPLE) // 2
    return text[:SAMPLE] + text[middle : middle + SAMPLE] + text[-SAMPLE:]


def _language(counts: Count) -> str | None:
    # An ideograph is worth a syllable, a letter less: a fifth of the letters is a text in Chinese with much Latin in
    # it (code, names), less is a text about China.
    if (counts.han + counts.kana + counts.hangul) * 4 < counts.other or not any(counts[:3]):
        return None
    if counts.hangul * 9 >= counts.han + counts.kana:
        return "ko"
    return "ja" if japanese(counts.han, counts.kana) else "zh"


def language_of(text: str) -> str | None:
    """``zh``, ``ja``, ``ko``, or None where the text is in none of them; from a bounded sample.

    >>> language_of("深度学习是机器学习的分支。"), language_of("首相が会見した。"), language_of("한국어 문장")
    ('zh', 'ja', 'ko')
    """
    return language_and_script(text)[0]


def script_of(text: str) -> str | None:
    """``Hans``, ``Hant``, ``Jpan`` or ``Kore`` (ISO 15924), or None where nothing tells; from a bounded sample.

    Characters that stand in one script only are counted; the majority wins.  A text whose characters are all common
    to both, such as ``中文``, is None.

    >>> script_of("他去了图书馆,看到「書」字。")
    'Hans'
    >>> script_of("中文") is None
    True
    """
    return language_and_script(text)[1]


def language_and_script(text: str) -> tuple[str | None, str | None]:
    """`language_of` and `script_of` at once: each character is looked at once, each kind of character asked once.

    >>> language_and_script("這是繁體中文。"), language_and_script("plain")
    (('zh', 'Hant'), (None, None))
    """
    piece = sample(text)
    if text.isascii() or (piece[:100].isascii() and _mostly_letters(piece)):
        return None, None
    found = tally(piece)
    language = _language(found.all)
    if language != "zh":
        return language, {"ja": "Jpan", "ko": "Kore"}.get(language or "")
    hans, hant = found.hans, found.hant
    return language, "Hans" if hans > hant else "Hant" if hant > hans else None


def _mostly_letters(text: str) -> bool:
    """Whether a text has so many letters of ASCII that `_language` is None whatever all its other characters are."""
    plain = text.encode("ascii", "ignore")
    letters = len(plain) - len(plain.translate(None, _LETTERS))
    return (len(text) - len(plain)) * 4 < letters


_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Tally(NamedTuple):
    """The characters of each kind, and those that stand in one script only; ``hans_only`` are not even Japanese."""

    all: Count
    hans: int
    hant: int
    hans_only: int


def tally(text: str) -> Tally:
    """The characters of a bounded sample.

    >>> tally("国学と發見这")
    Tally(all=Count(han=5, kana=1, hangul=0, other=0), hans=3, hant=2, hans_only=1)
    """
    import numpy as np

    codes = np.frombuffer(sample(text).encode("utf-32-le", "surrogatepass"), "<u4")
    kinds, bits = _kinds()
    found = (np.bincount(kinds.take(codes), minlength=len(bits)) @ bits).tolist()
    return Tally(Count(*found[:4]), *found[4:])


#: The kinds of a character, a bit each.
_BITS = ("han", "kana", "hangul", "other", "hans", "hant", "hans_only")


@cache
def _kinds() -> "tuple[NDArray[np.uint8], NDArray[np.int64]]":
    """The kinds of every code point, a bit each, and the bits of every such number."""
    import numpy as np

    found = np.zeros(0x110000, np.uint8)
    hans, hant, shared = map(_exclusive, range(3))
    exclusive = ("".join(sorted(members)) for members in (hans, hant, hans - shared))
    for bit, members in enumerate((HAN, KANA, HANGUL, OTHER, *exclusive)):
        for first, last in re.findall("(.)-(.)", members):
            found[ord(first) : ord(last) + 1] |= 1 << bit
        for single in re.sub(".-.", "", members):
            found[ord(single)] |= 1 << bit
    return found, np.arange(1 << len(_BITS))[:, None] >> np.arange(len(_BITS)) & 1
