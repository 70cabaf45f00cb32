"""What pinyin spells: toned, or as it is left when its toned vowels are lost."""

from functools import cache

from corpusclean.language import TONED, readings
from corpusclean.patterns import lazy

__all__ = ["LONGEST", "OPENINGS", "SHORTEST", "plain", "spells", "untoned"]

#: A word that is annotated has so many hanzi; one hanzi with a reading is a gloss, or the damage of another rule.
SHORTEST, LONGEST = 2, 8

_TONED = lazy(f"[{TONED}]")
_TONES = str.maketrans(dict(zip(TONED, (vowel for vowel in "aeiouü" for _ in range(4)), strict=True)))
_GAPS = lazy("[ ’']")
_SANDHI = {"一": {"yí", "yì"}, "不": {"bú"}}

#: The syllables without their toned vowel, and 的, which has none.
_FORMS = (
    "b bi bin bio bn bng bo c ch chi chn chng cho chu chui chun chung ci cn cng co cu cui cun d de di din dio dn "
    "dng do du dui dun f fi fio fn fng fo fu g gi gn gng go gu gui gun gung h hi hn hng ho hu hui hun hung i j ji jin "
    "jing jio jn jng ju jun k ki kn kng ko ku kui kun kung l li lin ling lio ln lng lo lu lun lü m mi min mio mn "
    "mng mo mu n ng ni nin ning nio nn nng no nu nun nü o p pi pin pio pn png po pu q qi qin qing qio qn qng qu qun "
    "r rn rng ro ru rui run s sh shi shn shng sho shu shui shun shung si sn sng so su sui sun t ti tin tio tn tng "
    "to tu tui tun u w wi wn wng x xi xin xing xio xn xng xu xun y yi yn yng yo yu yun z zh zhi zhn zhng zho zhu "
    "zhui zhun zhung zi zn zng zo zu zui zun "
)

#: How an annotation begins whose toned vowels are gone: what must be in a text that holds one.
OPENINGS = tuple(f"{bracket}{form} " for bracket in "(（" for form in _FORMS.split())


def untoned(reading: str) -> str:
    """The letters of a reading, without tones and gaps.

    >>> untoned("xī'ān"), untoned("lǜ sè")
    ('xian', 'lüse')
    """
    return _GAPS.sub("", reading).translate(_TONES)


def plain(char: str) -> str:
    """The letters of the most usual reading of a hanzi.

    >>> plain("行"), plain("A")
    ('xing', '')
    """
    return untoned(next(iter(readings(char)), ""))


@cache
def _toned(char: str) -> frozenset[str]:
    """What a syllable of toned pinyin may be for a hanzi: all its readings, those without a tone, and sandhi."""
    found = {reading for reading in readings(char) if reading.isalpha()} | _SANDHI.get(char, set())
    return frozenset(found | {reading.translate(_TONES) for reading in found})


@cache
def _stripped(char: str) -> frozenset[str]:
    """What remains of the readings of a hanzi when each toned vowel is deleted.

    ü may be written as u or v, and ng as n: pages have ``shn`` for 商.
    """
    found = {_TONED.sub("", reading) for reading in readings(char)}
    found |= {form.replace("ü", vowel) for form in found for vowel in "uv"}
    return frozenset(found | {form.removesuffix("g") for form in found if form.endswith("ng")})


def spells(word: str, reading: str) -> int:
    """How many hanzi at the end of a word the reading spells, toned or with its toned vowels deleted; else 0.

    Without vowels the syllables must be apart, and one at least must have lost its vowel.

    >>> spells("的电子商务", "diànzǐshāngwù"), spells("的电子商务", "din z shn w"), spells("的电子商务", "ebiz")
    (4, 4, 0)
    """
    if _TONED.search(reading):
        rest = _GAPS.sub("", reading)
        places = {len(rest)}
        for size, char in enumerate(reversed(word), 1):
            syllables = _toned(char)
            places = {at - len(one) for at in places for one in syllables if rest.endswith(one, 0, at)}
            if 0 in places:
                return size
        return 0
    parts = reading.split(" ")
    if not SHORTEST <= len(parts) <= len(word):
        return 0
    pairs = list(zip(word[-len(parts) :], parts, strict=True))
    fits = all(part in _stripped(char) or part in _toned(char) for char, part in pairs)
    return len(pairs) if fits and any(part in _stripped(char) and part != plain(char) for char, part in pairs) else 0
