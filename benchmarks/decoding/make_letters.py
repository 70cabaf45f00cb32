"""Make letters.bin: what letters cost behind letters, by language, and what bytes are, by code page.

    python make_letters.py LINGUA LANGDETECT OUT

LINGUA is the unpacked wheel of lingua-language-detector 1.4.2 (folder lingua/language-models), LANGDETECT the unpacked
sdist of langdetect 1.0.9 (folder langdetect/profiles); both are under the Apache License 2.0.  Needs brotli.  The same
sources give the same bytes.

lingua's models hold how often letters and pairs of letters stand within words, as fractions of all letters and of the
first letter; what is missing to the whole stands at the start or at the end of words.  Only letters of a language's own
alphabet are taken: the corpora hold text that was decoded wrongly (Turkish with ý for ı, Czech with ø for ř).  Thai is
taken from langdetect, because lingua breaks words at vowel signs.
"""

import argparse
import codecs
import json
import struct
import unicodedata
import zlib
from collections import defaultdict
from fractions import Fraction
from math import log2
from pathlib import Path
from typing import Any

import brotli

#: Letters beyond a to z, by language; with those of usual loan words.
LATIN = {
    "af": "áéèêëíîïóôöúûü",
    "az": "çəğıöşü",
    "ca": "àçèéíïòóúü",
    "cs": "áčďéěíňóřšťúůýžöüä",
    "cy": "âêîôûŵŷäëïöüáéíóúẁẃẅỳàèìòù",
    "da": "æøåéäöü",
    "de": "äöüßéàèáêçñ",
    "en": "éèêçïñöüàôâáíóëä",
    "eo": "ĉĝĥĵŝŭ",
    "es": "áéíñóúüçàè",
    "et": "äõöüšž",
    "eu": "ñçüéíóáú",
    "fi": "äöåšžé",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "ga": "áéíóúàèìòùḃċḋḟġṁṗṡṫ",
    "gd": "àèìòùáéó",
    "hr": "čćđšž",
    "hu": "áéíóöőúüűä",
    "id": "é",
    "is": "áðéíóúýþæö",
    "it": "àèéìíîòóùú",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūžŗō",
    "nb": "æøåéèêòóôäöü",
    "nl": "áéèêëíïóöúüç",
    "nn": "æøåéèêòóôäöü",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõúü",
    "ro": "ăâîşţ",
    "sk": "áäčďéíĺľňóôŕšťúýžöü",
    "sl": "čšžćđ",
    "sq": "çë",
    "sv": "åäöéàü",
    "sw": "",
    "so": "",
    "tl": "ñ",
    "tr": "çğıöşüâîû",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơư\u0300\u0301\u0303\u0309\u0323",
}
_RU = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
CYRILLIC = {
    "ru": _RU,
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюяґ",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "kk": _RU + "әғқңөұүһі",
    "mn": _RU + "өү",
}
GREEK = {"el": "αβγδεζηθικλμνξοπρςστυφχψωάέήίόύώϊϋΐΰ"}
HEBREW = {"he": "אבגדהוזחטיךכלםמןנסעףפץצקרשת"}
ARABIC = {
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    "fa": "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقكگلمنهوية",
    "ur": "ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقكگلمنںوہھيے",
}
THAI = {"th": "".join(map(chr, (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F))))}
SCRIPTS = {"latin": LATIN, "cyrillic": CYRILLIC, "greek": GREEK, "hebrew": HEBREW, "arabic": ARABIC, "thai": THAI}

#: Scottish Gaelic, of which neither source has statistics, is Irish with the other accent.
MADE_FROM = {"gd": ("ga", str.maketrans("áéíóú", "àèìòù"))}

#: Codecs by script.  A codec belongs to one script; its letters of other scripts are foreign.
CODECS = {
    "latin": (
        "cp1252 iso8859-1 iso8859-15 cp1250 iso8859-2 cp1254 iso8859-9 cp1257 iso8859-13 iso8859-4 iso8859-16 "
        "iso8859-3 iso8859-10 iso8859-14 cp1258 cp850 cp437 cp852 cp858 cp857 cp775 cp860 cp861 cp863 cp865 mac-roman "
        "mac-latin2 mac-turkish mac-iceland mac-croatian mac-romanian hp-roman8"
    ),
    "cyrillic": "cp1251 koi8-r koi8-u iso8859-5 cp866 mac-cyrillic cp855 cp1125 kz1048 ptcp154 koi8-t",
    "greek": "cp1253 iso8859-7 cp737 cp869 mac-greek",
    "hebrew": "cp1255 iso8859-8 cp862 cp856",
    "arabic": "cp1256 iso8859-6 cp720 cp864 cp1006 mac-arabic mac-farsi",
    "thai": "cp874 tis-620 iso8859-11",
}
#: Letters that are one letter here: the two forms of Romanian letters, and of Arabic ones in Persian.
SAME = str.maketrans("șțеکیۀە", "şţеكيهه")

#: The capital i with a dot, a letter by itself: it is an i in Turkish, and strange elsewhere.
DOTTED = "İ"

STEP = 8  #: steps a bit
HEAD = ("space", "punctuation", "digit", "other letter")
SIGN_CHARS = {
    "nbsp": "\xa0",
    "soft hyphen": "\xad",
    "opening": "“‘‟‛",
    "closed": "”",
    "low": "„‚",
    "left": "«‹",
    "right": "»›",
    "inverted": "¿¡",
    "apostrophe": "’",
    "dash": "–",
    "long dash": "—―",
    "dots": "…",
    "bullet": "•·",
    "copyright": "©",
    "trademark": "®™",
    "degree": "°ºª",
    "money": "€£",
    "section": "§",
    "raised": "²³¹",
    "fraction": "½¼¾",
    "acute": "´",
    "accent": "ˆ˜¨¯¸",
    "after": "‰¢ˢ",
    "before": "¥№±×฿₪",
    "closing": "،؛؟ฯ๏๚๛",
}
#: Bits of a sign behind a letter, a space, an ASCII sign, a digit, another sign; and of what stands behind the sign: a
#: letter (more than it costs at the start of a word), a space, an ASCII sign, a digit.  Counted in Western pages, then
#: set by hand: where few stand, the bytes around them say less than they would in one text.
SIGN_BITS = {
    "nbsp": (7.5, 8.0, 6.5, 7.5, 7.0, 0.5, 2.5, 4.5, 3.5),
    "soft hyphen": (8.5, 13.0, 13.0, 13.0, 13.0, 0.5, 7.0, 8.0, 8.0),
    "opening": (9.5, 6.5, 7.0, 9.5, 9.0, -0.5, 3.0, 3.5, 9.0),
    "closed": (8.0, 12.0, 5.5, 10.0, 9.0, 5.0, 1.5, 2.5, 9.0),
    "low": (13.0, 7.0, 9.0, 13.0, 10.0, -0.5, 8.0, 8.0, 8.0),
    "left": (10.0, 8.0, 9.0, 12.0, 9.0, 0.5, 2.8, 4.0, 7.0),
    "right": (8.5, 7.5, 7.5, 11.0, 7.0, 1.0, 2.0, 2.5, 7.0),
    "inverted": (13.0, 7.0, 7.5, 13.0, 9.0, -0.5, 7.0, 6.0, 7.0),
    "apostrophe": (6.5, 10.0, 9.0, 8.0, 9.0, 1.0, 3.5, 5.0, 4.0),
    "dash": (10.5, 6.5, 9.0, 6.5, 9.0, 3.0, 1.0, 5.0, 3.0),
    "long dash": (9.0, 7.5, 8.5, 9.0, 9.0, 2.0, 1.5, 5.0, 5.0),
    "dots": (7.5, 9.0, 8.5, 10.0, 9.0, 3.0, 1.5, 2.5, 6.0),
    "bullet": (11.0, 6.5, 9.0, 11.0, 9.0, 3.0, 0.7, 5.0, 6.0),
    "copyright": (14.0, 8.5, 10.0, 12.0, 11.0, 5.0, 0.7, 5.0, 3.5),
    "trademark": (9.0, 11.0, 9.0, 10.0, 11.0, 6.0, 1.5, 2.0, 4.0),
    "degree": (11.0, 11.0, 10.0, 6.5, 10.0, 3.0, 2.0, 4.0, 5.0),
    "money": (13.0, 8.5, 9.0, 7.5, 9.5, 4.0, 2.0, 3.5, 2.0),
    "section": (14.0, 9.0, 10.0, 12.0, 10.0, 5.0, 0.7, 5.0, 3.0),
    "raised": (11.0, 11.0, 10.5, 7.5, 11.0, 4.0, 2.0, 3.0, 4.0),
    "fraction": (14.0, 11.0, 10.5, 7.5, 11.0, 4.0, 2.0, 3.0, 4.0),
    "acute": (12.0, 15.0, 15.0, 16.0, 16.0, 2.0, 4.5, 4.5, 4.5),
    "accent": (19.0, 18.0, 18.0, 18.0, 18.0, 6.0, 4.5, 4.5, 4.5),
    "after": (14.0, 13.0, 12.0, 7.5, 12.0, 6.0, 2.0, 3.0, 5.0),
    "before": (15.0, 10.0, 12.0, 9.5, 12.0, 5.0, 2.5, 4.5, 2.5),
    "mirror": (6.0, 14.0, 14.0, 14.0, 12.0, 3.0, 6.0, 6.0, 6.0),
    "rare": (17.0, 15.0, 15.0, 16.0, 16.0, 6.0, 4.5, 4.5, 4.5),
    "box": (17.0, 13.0, 13.0, 15.0, 15.0, 8.0, 4.5, 4.5, 4.5),
    "math": (18.0, 16.0, 16.0, 16.0, 16.0, 6.0, 4.5, 4.5, 4.5),
    "mark": (6.0, 16.0, 16.0, 16.0, 7.0, -1.0, 2.5, 2.5, 2.5),
    "closing": (6.5, 9.0, 9.0, 9.0, 9.0, 0.0, 4.5, 4.5, 4.5),
    "digits": (10.0, 7.0, 7.0, 9.0, 9.0, 4.0, 4.5, 4.5, 4.5),
    "foreign": (16.0, 14.0, 14.0, 15.0, 15.0, 6.0, 4.5, 4.5, 4.5),
    "control": (30.0, 30.0, 30.0, 30.0, 30.0, 2.0, 4.5, 4.5, 4.5),
    "undefined": (27.0, 27.0, 27.0, 27.0, 27.0, 0.0, 4.5, 4.5, 4.5),
}
SIGNS = tuple(SIGN_BITS)
#: Letters that are words by themselves; but not the readings of a no-break space, as á, а and я are.
WORDS = "àèéíóåöæøıвикосуіў"
#: Bits of such a letter, and of any other one, that touches no letter.
LONELY = (2.0, 8.0)
#: Bits of a sign behind the same sign.
AGAIN = {"nbsp": 3.0, "box": 3.0, "digits": 3.5, "foreign": 7.0, "dash": 4.0, "long dash": 4.0, "bullet": 5.0}
#: What a sign costs more where it stands between two ASCII letters.
INSIDE = {
    "nbsp": 2,
    "mark": 12,
    "opening": 8,
    "closed": 6,
    "low": 8,
    "left": 6,
    "right": 6,
    "inverted": 8,
    "dash": 3,
    "long dash": 3,
    "dots": 4,
    "bullet": 5,
    "copyright": 8,
    "trademark": 6,
    "degree": 8,
    "money": 8,
    "section": 8,
    "raised": 8,
    "fraction": 8,
    "acute": 4,
    "accent": 8,
    "after": 8,
    "before": 8,
    "mirror": 8,
    "rare": 8,
    "box": 8,
    "math": 8,
}
#: What a letter of another script costs behind an ASCII letter, in the rough price of a code page only.
OTHER = 14


#: Letters, pairs of letters, starts and ends of words: how often each, as shares of all letters.
Shares = tuple[dict[str, float], dict[str, float], dict[str, float], dict[str, float]]


def read_lingua(folder: Path, language: str) -> tuple[dict[str, float], dict[str, float]]:
    """The shares of letters and of pairs within words."""
    source, letters = MADE_FROM.get(language, (language, {}))

    def load(name: str) -> dict[str, float]:
        data = json.loads(brotli.decompress((folder / source / f"{name}.json.br").read_bytes()))
        table: dict[str, float] = defaultdict(float)
        for fraction, grams in data["ngrams"].items():
            for gram in grams.translate(letters).split():
                table[gram] += float(Fraction(fraction))
        return table

    ones, conditional = load("unigrams"), load("bigrams")
    return ones, {pair: share * ones.get(pair[0], 0.0) for pair, share in conditional.items()}


def read_langdetect(folder: Path, language: str) -> tuple[dict[str, float], dict[str, float]]:
    """The same."""
    counts = json.loads((folder / language).read_text())["freq"]
    total = sum(n for gram, n in counts.items() if len(gram) == 1)
    ones = {gram: n / total for gram, n in counts.items() if len(gram) == 1}
    return ones, {gram: n / total for gram, n in counts.items() if len(gram) == 2 and " " not in gram}


def parts(letter: str, language: str) -> str:
    """A letter as the code pages write it: Vietnamese tones are characters of their own."""
    if language != "vi" or letter in "àáâãèéêìíòóôõùúýăđĩũơư":
        return letter
    whole = unicodedata.normalize("NFD", letter)
    if len(whole) < 2:
        return letter
    tone = next((mark for mark in whole if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
    return unicodedata.normalize("NFC", whole.replace(tone, "")) + tone if tone else letter


def counts(ones: dict[str, float], pairs: dict[str, float], language: str, own: set[str]) -> Shares:
    """Shares of letters, of pairs, of starts and of ends, in the letters of the code pages and of the alphabet."""
    one: dict[str, float] = defaultdict(float)
    two: dict[str, float] = defaultdict(float)
    start: dict[str, float] = defaultdict(float)
    end: dict[str, float] = defaultdict(float)
    before: dict[str, float] = defaultdict(float)
    behind: dict[str, float] = defaultdict(float)
    for pair, share in pairs.items():
        a, b = pair[0].translate(SAME), pair[1].translate(SAME)
        before[b] += share
        behind[a] += share
        left, right = parts(a, language), parts(b, language)
        if set(left + right) <= own:
            two[left[-1] + right[0]] += share
    merged: dict[str, float] = defaultdict(float)
    for letter, share in ones.items():
        merged[letter.translate(SAME)] += share
    for letter, share in merged.items():
        piece = parts(letter, language)
        if not set(piece) <= own:
            continue
        for char in piece:
            one[char] += share
        if len(piece) == 2:
            two[piece] += share
        start[piece[0]] += max(share - before[letter], 0.0)
        end[piece[-1]] += max(share - behind[letter], 0.0)
    if language in ("tr", "az"):
        one[DOTTED], start[DOTTED], end[DOTTED] = one["i"], start["i"], end["i"]
        for pair, share in list(two.items()):
            if "i" in pair:
                two[pair.replace("i", DOTTED)] += share
    return one, two, start, end


def sign_of(char: str) -> str:
    """The kind of a sign."""
    for name, chars in SIGN_CHARS.items():
        if char in chars:
            return name
    category = unicodedata.category(char)
    if char == "\ufffd":
        return "undefined"
    if "\u2500" <= char <= "\u25ff":
        return "box"
    if category in ("Mn", "Lm"):
        return "mark"
    if category == "Nd":
        return "digits"
    if category == "Cf":
        return "mark"
    if category == "Cc":
        return "control"
    if category in ("Sm", "So") or char in "ƒΩ":
        return "math" if char not in "¦¬" else "rare"
    if category in ("Ll", "Lu", "Lo"):
        return "foreign"
    return "rare"


def folded(char: str) -> str:
    """A character in lower case, Arabic ones without their shape."""
    if "\ufb50" <= char <= "\ufeff":
        char = unicodedata.normalize("NFKC", char).strip(" \u0640")[:1] or char
    low = char.lower() if len(char.lower()) == 1 else char
    return low.translate(SAME)


def decoded(codec: str) -> str:
    """All characters of a code page."""
    return bytes(range(256)).decode(codec, "replace")


class Script:
    """The letters of a script that its code pages hold, in a fixed order, and the numbers of the classes."""

    def __init__(self, name: str) -> None:
        self.name = name
        known = set("".join(SCRIPTS[name].values())) | (set("abcdefghijklmnopqrstuvwxyz") if name == "latin" else set())
        held = set()
        for codec in CODECS[name].split():
            for char in decoded(codec)[0x80:]:
                low = folded(char)
                if self.is_own(low):
                    held.add(low)
        self.letters = sorted((known & (held | set(map(chr, range(128))))) | held)
        self.classes = [*HEAD, *self.letters, *SIGNS]
        self.number = {entry: index for index, entry in enumerate(self.classes)}
        if len(self.classes) > 255:
            raise ValueError(f"{name}: {len(self.classes)} classes")

    def is_own(self, low: str) -> bool:
        """Whether a lower case character is a letter of the script."""
        category = unicodedata.category(low)
        if self.name == "thai":
            return "\u0e01" <= low <= "\u0e4e" and category in ("Lo", "Mn", "Lm") and low != "ฯ"
        if low in "\u0300\u0301\u0303\u0309\u0323":
            return self.name == "latin"
        if low == DOTTED:
            return self.name == "latin"
        if category not in ("Ll", "Lo") or low in "ºªµƒ":
            return False
        return unicodedata.name(low, "").startswith(self.name.upper() + " ")

    def class_of(self, char: str) -> str:
        """The class of a character: a letter without its case, or a kind of sign."""
        if char < "\x80":
            if char.isalpha():
                return char.lower() if self.name == "latin" else "other letter"
            return "digit" if char.isdigit() else "space" if char in " \t\n\r\f\x0b\0" else "punctuation"
        low = folded(char)
        if len(low) == 1 and low in self.number:
            return low
        sign = sign_of(char)
        return "rare" if sign == "mark" and self.name not in ("hebrew", "arabic") else sign


def cost(share: float) -> float:
    """Bits of a probability."""
    return -log2(share)


def language_table(script: Script, shares: Shares, pool: dict[str, float]) -> bytes:
    """Bits of each class behind each class, in steps, row by row."""
    one, two, start, end = shares
    total = sum(one.values()) - one[DOTTED]
    words = sum(start.values()) - start[DOTTED] or 1.0
    strange = {x: min(max(cost(pool.get(x, 0) or 1e-9) + 4, 10.0), 18.0) for x in script.letters}
    single = {x: min(cost(one[x] / total), strange[x]) if one[x] else strange[x] for x in script.letters}
    rare = 0.01  # of what stands behind a letter, this share is taken from the letters at large
    few = 2e-6

    def letter(share: float, whole: float, y: str) -> float:
        return cost((share + few * 2 ** -single[y] + rare * whole * 2 ** -single[y]) / (whole * (1 + rare) + few))

    starts = {y: letter(start[y], words, y) for y in script.letters}
    ends = {}
    bits: dict[tuple[str, str], float] = {}
    for x in script.letters:
        whole = one[x]
        ends[x] = cost((end[x] + few * 0.1 + 0.01 * whole) / (whole * 1.01 + few)) if whole else 3.0
        for y in script.letters:
            bits[x, y] = letter(two[x + y], whole, y) if whole else single[y] + 0.5
    rows = bytearray()
    for x in script.classes:
        for y in script.classes:
            rows.append(min(255, round(STEP * price(x, y, bits, starts, ends))))
    return bytes(rows)


def price(
    x: str, y: str, bits: dict[tuple[str, str], float], starts: dict[str, float], ends: dict[str, float]
) -> float:
    """Bits of one class behind another."""
    letter_x, letter_y = len(x) == 1, len(y) == 1
    if letter_x and letter_y:
        return bits[x, y]
    if letter_y:
        more = {"digit": 3.0, "other letter": 11.0}.get(x, 0.0)
        return starts[y] + (SIGN_BITS[x][5] if x in SIGN_BITS else more)
    if y in HEAD:
        if y == "other letter":
            return 4.5 + (10.0 if letter_x else SIGN_BITS[x][5] if x in SIGN_BITS else 0.0)
        if letter_x:
            return ends[x] + {"space": 1.5, "punctuation": 3.0, "digit": 8.0}[y]
        return SIGN_BITS[x][6 + HEAD.index(y)] if x in SIGN_BITS else 4.5
    if x == y and y in AGAIN:
        return AGAIN[y]
    behind = SIGN_BITS[y]
    if letter_x:
        return behind[0] + (0.0 if y in ("mark", "apostrophe", "mirror", "soft hyphen") else min(ends[x], 8.0) / 2)
    if x == "other letter":
        return 18.0 if y == "mark" else behind[0]
    if x in HEAD:
        return behind[1 + HEAD.index(x)]
    return behind[1 if x == "nbsp" else 4]


def codec_table(script: Script, codec: str, common: dict[str, float]) -> bytes:
    """What each of the 256 bytes is, as seven tables (see ``letter_table.Codec``)."""
    chars = decoded(codec)
    assert chars[:128] == "".join(map(chr, range(128))) or codec in ("cp864", "mac-arabic", "mac-farsi"), codec
    chars = "".join(map(chr, range(128))) + chars[128:]
    names = [script.class_of(char) for char in chars]
    # The Arabic code pages of the Mac have ASCII a second time, for text from right to left.
    names[128:] = ["mirror" if name in HEAD else name for name in names[128:]]
    if codec == "koi8-t":  # only its letters tell it from KOI8-R, whose files often have the signs of Windows
        names[128:] = ["math" if name in SIGNS else name for name in names[128:]]
    case = bytes(
        3 if char in "\r\n" else 2 if char != char.lower() else 1 if char != char.upper() else 0 for char in chars
    )
    numbers = bytes(script.number[name] for name in names)
    inside = bytes(STEP * INSIDE.get(name, 0) for name in names)
    behind = bytes(STEP * OTHER if len(name) == 1 and script.name != "latin" else 0 for name in names)
    alone = []
    for char, name in zip(chars, names, strict=True):
        bits = (
            min(common.get(name, 14.0) + (char != char.lower()), 14.0)
            if len(name) == 1
            else min(SIGN_BITS.get(name, (4.5,))[:4])
        )
        alone.append(min(255, round(STEP * bits)))
    letters = bytes(len(name) == 1 for name in names)
    lonely = bytes(
        round(STEP * LONELY[char.lower() not in WORDS]) if one else 0 for char, one in zip(chars, letters, strict=True)
    )
    return numbers + case + inside + behind + bytes(alone) + letters + lonely


def pack(value: bytes) -> bytes:
    """The bytes, deflated."""
    return zlib.compress(value, 9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("lingua", "langdetect", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    blobs: list[bytes] = []
    header: dict[str, dict[str, Any]] = {}
    for name, languages in SCRIPTS.items():
        script = Script(name)
        shares: dict[str, Shares] = {}
        pool: dict[str, float] = defaultdict(float)
        for language, letters in languages.items():
            own = set(letters) | (set("abcdefghijklmnopqrstuvwxyz") if name == "latin" else set())
            if language == "th":
                ones, pairs = read_langdetect(args.langdetect / "langdetect/profiles", language)
            else:
                ones, pairs = read_lingua(args.lingua / "lingua/language-models", language)
            shares[language] = counts(ones, pairs, language, own)
            for letter, share in shares[language][0].items():
                pool[letter] += share / len(languages) if letter != DOTTED else 0.0
        common: dict[str, float] = {}
        entry: dict[str, Any] = {"size": len(script.classes), "languages": {}, "codecs": {}}
        for language, found in shares.items():
            total = sum(found[0].values())
            for letter, one in found[0].items():
                if one:
                    common[letter] = min(common.get(letter, 14.0), cost(one / total))
            entry["languages"][language] = len(blobs)
            blobs.append(pack(language_table(script, found, pool)))
        for codec in CODECS[name].split():
            entry["codecs"][codecs.lookup(codec).name] = decoded(codec)[128:]
        entry["tables"] = len(blobs)
        blobs.append(pack(b"".join(codec_table(script, codec, common) for codec in CODECS[name].split())))
        if name == "latin":
            first = script.number["a"]
            rows = [0, *range(first, first + 26)]
            assert script.letters[:26] == list("abcdefghijklmnopqrstuvwxyz")
            ascii_bits = bytearray()
            for index in range(len(languages)):
                table = zlib.decompress(blobs[index])
                ascii_bits += bytes(table[x * len(script.classes) + y] for x in rows for y in rows)
            entry["ascii"] = len(blobs)
            blobs.append(pack(bytes(ascii_bits)))
        header[name] = entry
    lengths = [len(blob) for blob in blobs]
    top = pack(json.dumps({"scripts": header, "lengths": lengths}, ensure_ascii=False).encode())
    args.out.write_bytes(struct.pack(">I", len(top)) + top + b"".join(blobs))
    print(args.out.stat().st_size, "bytes;", len(blobs), "tables", {k: v["size"] for k, v in header.items()})


if __name__ == "__main__":
    main()
