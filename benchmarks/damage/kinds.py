"""The kinds of damage that are measured: each makes damaged text from clean text, by the process that makes it.

A process takes a clean passage and a source of chance, and returns the damaged and the clean text (which may be
converted first), or None where the passage cannot show the damage.
"""

import random
import re
import unicodedata
import urllib.parse
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from forgiving import lossy, single_byte

__all__ = ["EVIDENCE", "KINDS", "Kind", "converted"]

Rows = tuple[str, str] | None
Process = Callable[[str, random.Random], Rows]

#: A line that shows inserted pinyin, and the same line repaired: put before a passage, it is the evidence of a page.
EVIDENCE = (
    "在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。\n",
    "在行業還在探討時,它正加速向超級公司進化,發布產品。\n",
)

_ANNOTATED = re.findall(r"([一-鿿])\((\w+)\)", EVIDENCE[0])

#: Hanzi that copying sites leave as they are, since a conversion by character cannot know which one is meant.
_AMBIGUOUS = frozenset("后于里面余几只云松干系征志制斗采准术叶朱范表谷了与个") - frozenset("准术与个")


class Kind(NamedTuple):
    """A kind of damage: its name, the language of its clean text, the process, and the rule that can only flag it."""

    name: str
    language: str
    process: Process
    flag: str = ""


@cache
def _opencc(name: str) -> Callable[[str], str]:
    import opencc

    return opencc.OpenCC(name).convert


def converted(text: str) -> str:
    """Traditional hanzi character by character, as copying sites convert."""
    return "".join(char if char in _AMBIGUOUS else _opencc("s2t")(char) for char in text)


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


# --- damage on raw GBK bytes ---------------------------------------------------------------------------------------


@cache
def _readings() -> dict[bytes, bytes]:
    """The pairs of all Traditional hanzi of GBK with their first reading, as GBK has it."""
    from corpusclean.language import readings

    table = {}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            pair = bytes((lead, trail))
            char = pair.decode("gbk", "ignore")
            if "一" <= char <= "鿿" and _opencc("t2s")(char) != char and readings(char):
                table[pair] = f"({readings(char)[0]})".encode("gbk", "replace")
    return table


@cache
def _tables() -> tuple[dict[bytes, bytes], ...]:
    """Tables of three shares of the Traditional hanzi: sparse ones are about half of those met on pages."""
    rng = random.Random(77)
    return tuple({pair: pin for pair, pin in _readings().items() if rng.random() < share} for share in (0.3, 0.6, 1))


def _annotated(raw: bytes, table: dict[bytes, bytes]) -> bytes:
    """A replacement over bytes: it knows nothing of where characters begin."""
    out = bytearray()
    at = 0
    while at < len(raw):
        pair = raw[at : at + 2]
        step = 2 if pair in table else 1
        out += raw[at : at + step] + (table[pair] if step == 2 else b"")
        at += step
    return bytes(out)


def inserted_pinyin(text: str, rng: random.Random) -> Rows:
    clean = converted(text)
    raw = _encoded(clean, "gbk")
    return None if raw is None else (lossy(_annotated(raw, rng.choice(_tables())), "gbk"), clean)


def cut_at_marks(text: str, rng: random.Random, vanished: bool = False) -> Rows:
    """Bytes split at ！ and ？, wherever these two bytes stand, and the pieces read one by one."""
    clean = converted(text)
    raw = _encoded(clean, "gbk")
    if raw is None:
        return None
    damaged = "".join(lossy(piece, "gbk") for piece in re.split(rb"(\xa3\xa1|\xa3\xbf)", raw))
    if not vanished:
        return damaged, clean
    without = re.sub("[\ue000-\uf8ff]", "", damaged)
    return None if without == damaged else (without, clean)


def deleted_pairs(text: str, rng: random.Random, evidence: bool = True, hant: bool = False) -> Rows:
    """``A1 A1`` deleted; then, as in the one page known, converted and annotated with the readings of a few hanzi."""
    raw = _encoded(text, "gbk")
    if raw is None or "\u3000" in text:
        return None
    damaged = lossy(raw.replace(b"\xa1\xa1", b""), "gbk")
    if damaged == text:
        return None
    if hant:
        table = {char.encode("gbk"): f"({reading})".encode("gbk") for char, reading in _ANNOTATED}
        raw = converted(damaged).encode("gbk", "replace")
        damaged, text = lossy(_annotated(raw, table), "gbk"), converted(text)
    return (EVIDENCE[0] + damaged, EVIDENCE[1] + text) if evidence else (damaged, text)


# --- what copying sites do --------------------------------------------------------------------------------------


def word_pinyin(text: str, rng: random.Random, stripped: bool) -> Rows:
    import jieba
    from pypinyin import Style, lazy_pinyin

    jieba.setLogLevel(60)
    out = []
    for word in jieba.cut(text):
        out.append(word)
        if len(word) >= 2 and re.fullmatch("[一-鿿]+", word) and rng.random() < 0.12:
            reading = (" " if stripped else "").join(lazy_pinyin(word, style=Style.TONE))
            out.append(f"({re.sub('[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]', '', reading) if stripped else reading})")
    return "".join(out), text


def random_hanzi(text: str, rng: random.Random) -> Rows:
    clean = converted(text)
    level = [bytes((lead, trail)).decode("gb2312") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFA)]
    if len(re.findall("(?<=[一-鿿])[，。、]", clean)) < 3:
        return None
    return re.sub("(?<=[一-鿿])(?=[，。、])", lambda _: "".join(rng.sample(level, 2)), clean), clean


# --- wrong code pages -------------------------------------------------------------------------------------------


def utf8_as(text: str, rng: random.Random, encoding: str, bad: str = "?", rounds: int = 1) -> Rows:
    damaged = text
    for _ in range(rounds):
        damaged = lossy(damaged.encode(), encoding, bad)
    return damaged, text


def utf8_as_gb18030(text: str, rng: random.Random) -> Rows:
    try:
        return text.encode().decode("gb18030"), text
    except UnicodeDecodeError:
        return None


def utf8_as_single_byte(text: str, rng: random.Random, encoding: str, rounds: int = 1) -> Rows:
    damaged = text
    for _ in range(rounds):
        damaged = single_byte(damaged.encode(), encoding)
    return damaged, text


def utf8_as_gbk_silently(text: str, rng: random.Random) -> Rows:
    damaged = lossy(text.encode(), "gbk", "")
    return None if len(damaged) == len(lossy(text.encode(), "gbk")) else (damaged, text)


def legacy_as_single_byte(text: str, rng: random.Random, encoding: str, page: str, hant: bool = False) -> Rows:
    clean = _opencc("s2t")(text) if hant else text
    raw = _encoded(clean, encoding)
    return None if raw is None else (single_byte(raw, page), clean)


def after_ftfy(text: str, rng: random.Random, encoding: str, hant: bool = False) -> Rows:
    import ftfy

    rows = legacy_as_single_byte(text, rng, encoding, "latin-1", hant)
    damaged = rows and ftfy.fix_text(rows[0])
    return (damaged, rows[1]) if rows and damaged and damaged != rows[0] else None


def after_nfkc(text: str, rng: random.Random, encoding: str) -> Rows:
    rows = legacy_as_single_byte(text, rng, encoding, "latin-1")
    return rows and (unicodedata.normalize("NFKC", rows[0]), rows[1])


def crossed(text: str, rng: random.Random, encoding: str, page: str, hant: bool = False) -> Rows:
    clean = _opencc("s2t")(text) if hant else text
    raw = _encoded(clean, encoding)
    return None if raw is None else (lossy(raw, page), clean)


def cut_short(text: str, rng: random.Random, encoding: str) -> Rows:
    raw = _encoded(text, encoding)
    for _ in range(20 if raw else 0):
        part = raw[: rng.randrange(len(raw) // 2, len(raw))] if raw else b""
        damaged, clean = part.decode(encoding, "replace"), part.decode(encoding, "ignore")
        if damaged != clean:
            return damaged, clean
    return None


def lost_for_good(text: str, rng: random.Random) -> Rows:
    places = [index for index, char in enumerate(text) if "一" <= char <= "鿿"]
    if len(places) < 8:
        return None
    chars = list(text)
    for index in rng.sample(places, 2):
        chars[index] = "锟斤拷"
    return "".join(chars), text


# --- escapes ----------------------------------------------------------------------------------------------------


def escaped(text: str, rng: random.Random, form: Callable[[str], str]) -> Rows:
    return "".join(form(char) if char > "~" else char for char in text), text


def references_without_ampersand(text: str, rng: random.Random) -> Rows:
    """Only punctuation, as met on pages."""
    return "".join(f"#x{ord(char):x};" if char > "~" and not "㐀" <= char <= "鿿" else char for char in text), text


def percent_in_gbk(text: str, rng: random.Random) -> Rows:
    raw = _encoded(text, "gbk")
    return None if raw is None else escaped(text, rng, lambda char: urllib.parse.quote(char.encode("gbk")))


def seven_bit(text: str, rng: random.Random, encoding: str) -> Rows:
    raw = _encoded(text, encoding)
    return None if raw is None else (raw.decode("ascii").replace("\x1b", ""), text)


def python_bytes(text: str, rng: random.Random) -> Rows:
    return repr(text.encode())[2:-1], text


# --- code points ------------------------------------------------------------------------------------------------


def substituted(text: str, rng: random.Random, table: Callable[[], dict[str, str]]) -> Rows:
    return "".join(table().get(char, char) for char in text), text


@cache
def _normalised(start: int, end: int, form: str = "NFKC") -> dict[str, str]:
    """For each character that a character of the block normalises to, the first of the block."""
    table: dict[str, str] = {}
    for char in map(chr, range(start, end)):
        plain = unicodedata.normalize(form, char)
        if plain != char and len(plain) == 1:
            table.setdefault(plain, char)
    return table


@cache
def _half_width_kana() -> dict[str, str]:
    table: dict[str, str] = {}
    for char in map(chr, range(0xFF66, 0xFF9E)):
        for voiced in (char, char + "ﾞ", char + "ﾟ"):
            plain = unicodedata.normalize("NFKC", voiced)
            if len(plain) == 1:
                table.setdefault(plain, voiced)
    return table


_VERTICAL = dict(zip("，、。：；！？（）「」『』《》【】", "︐︑︒︓︔︕︖︵︶﹁﹂﹃﹄︽︾︻︼", strict=True))


def compatibility(text: str, rng: random.Random) -> Rows:
    return substituted(_opencc("s2t")(text), rng, partial(_normalised, 0xF900, 0xFADA))


_SPACED = "[㐀-鿿豈-﫿\u3040-\u30ff，。、；：]"


def spaced_out(text: str, rng: random.Random) -> Rows:
    if re.search(f"{_SPACED} {_SPACED}", text):
        return None  # the damage makes this space equal to the others: nobody can tell them apart
    return re.sub(f"(?<={_SPACED})(?={_SPACED})", " ", text), text


def sprinkled(text: str, rng: random.Random, chars: str, rate: float) -> Rows:
    return "".join(char + (rng.choice(chars) if char > "\u3000" and rng.random() < rate else "") for char in text), text


# --- the table --------------------------------------------------------------------------------------------------

_LEGACY = (
    ("gbk", "zh", False),
    ("cp950", "zh", True),
    ("cp932", "ja", False),
    ("euc_jp", "ja", False),
    ("cp949", "ko", False),
)
_NAMES = {"gbk": "gbk", "cp950": "big5", "cp932": "sjis", "euc_jp": "eucjp", "cp949": "euckr"}


def _code_pages() -> list[Kind]:
    kinds = [
        Kind("utf8_as_gbk", "zh", partial(utf8_as, encoding="gbk")),
        Kind("utf8_as_gbk_fffd", "zh", partial(utf8_as, encoding="gbk", bad="\N{REPLACEMENT CHARACTER}")),
        Kind("utf8_as_gb18030", "zh", utf8_as_gb18030),
        Kind("utf8_as_gbk_twice", "zh", partial(utf8_as, encoding="gbk", rounds=2)),
        Kind("utf8_as_gbk_ja", "ja", partial(utf8_as, encoding="gbk")),
        Kind("utf8_as_gbk_ko", "ko", partial(utf8_as, encoding="gbk")),
        Kind("utf8_as_cp932", "ja", partial(utf8_as, encoding="cp932")),
        Kind("utf8_as_cp1252", "zh", partial(utf8_as_single_byte, encoding="cp1252")),
        Kind("utf8_as_latin1", "zh", partial(utf8_as_single_byte, encoding="latin-1")),
        Kind("utf8_as_cp1252_twice", "zh", partial(utf8_as_single_byte, encoding="cp1252", rounds=2)),
        Kind("utf8_as_cp1252_ja", "ja", partial(utf8_as_single_byte, encoding="cp1252")),
        Kind("utf8_as_cp1252_ko", "ko", partial(utf8_as_single_byte, encoding="cp1252")),
        Kind("utf8_as_cp1253_ko", "ko", partial(utf8_as_single_byte, encoding="cp1253")),
        Kind("utf8_as_cp874_ko", "ko", partial(utf8_as_single_byte, encoding="cp874")),
    ]
    for page in ("latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp874"):
        for encoding, language, hant in _LEGACY:
            process = partial(legacy_as_single_byte, encoding=encoding, page=page, hant=hant)
            kinds.append(Kind(f"{_NAMES[encoding]}_as_{page.replace('-', '')}", language, process))
    for encoding, language, hant in _LEGACY:
        name = f"{_NAMES[encoding]}_as_latin1_after_ftfy"
        kinds.append(Kind(name, language, partial(after_ftfy, encoding=encoding, hant=hant)))
    kinds.append(Kind("euckr_as_latin1_after_nfkc", "ko", partial(after_nfkc, encoding="cp949")))
    for encoding, page, language in (
        ("cp932", "gbk", "ja"),
        ("euc_jp", "gbk", "ja"),
        ("cp949", "gbk", "ko"),
        ("gbk", "cp950", "zh"),
        ("cp950", "gbk", "zh"),
        ("euc_jp", "cp932", "ja"),
    ):
        process = partial(crossed, encoding=encoding, page=page, hant=encoding == "cp950")
        kinds.append(Kind(f"{_NAMES[encoding]}_as_{_NAMES[page]}", language, process))
    return kinds


KINDS: tuple[Kind, ...] = (
    Kind("inserted_pinyin", "zh", inserted_pinyin),
    Kind("cut_at_marks", "zh", cut_at_marks),
    Kind("cut_at_marks_pair_vanished", "zh", partial(cut_at_marks, vanished=True)),
    Kind("deleted_pairs", "zh", deleted_pairs),
    Kind("deleted_pairs_hant", "zh", partial(deleted_pairs, hant=True)),
    Kind("deleted_pairs_no_evidence", "zh", partial(deleted_pairs, evidence=False)),
    Kind("word_pinyin_toned", "zh", partial(word_pinyin, stripped=False)),
    Kind("word_pinyin_stripped", "zh", partial(word_pinyin, stripped=True)),
    *_code_pages(),
    Kind("escape_u", "zh", partial(escaped, form=lambda char: f"\\u{ord(char):04x}")),
    Kind("escape_hex_reference", "zh", partial(escaped, form=lambda char: f"&#x{ord(char):X};")),
    Kind("escape_reference", "zh", partial(escaped, form=lambda char: f"&#{ord(char)};")),
    Kind("escape_reference_no_semicolon", "zh", partial(escaped, form=lambda char: f"&#{ord(char)}")),
    Kind("escape_reference_no_ampersand", "zh", references_without_ampersand),
    Kind("escape_reference_twice", "zh", partial(escaped, form=lambda char: f"&amp;#{ord(char)};")),
    Kind("escape_percent", "zh", partial(escaped, form=urllib.parse.quote)),
    Kind("escape_percent_gbk", "zh", percent_in_gbk),
    Kind("escape_percent_u", "zh", partial(escaped, form=lambda char: f"%u{ord(char):04X}")),
    Kind("escape_python_bytes", "zh", python_bytes),
    Kind("escape_hz", "zh", partial(seven_bit, encoding="hz")),
    Kind("escape_iso2022jp", "ja", partial(seven_bit, encoding="iso2022_jp")),
    Kind("radicals", "zh", partial(substituted, table=partial(_normalised, 0x2F00, 0x2FD6))),
    Kind("compatibility_ideographs", "zh", compatibility),
    Kind("half_width_kana", "ja", partial(substituted, table=_half_width_kana)),
    Kind("vertical_punctuation", "zh", partial(substituted, table=lambda: _VERTICAL)),
    Kind("spaced_out", "zh", spaced_out),
    Kind("spaced_out_ja", "ja", spaced_out),
    Kind("zero_width", "zh", partial(sprinkled, chars="\u200b\u200c\ufeff\u2060", rate=0.15)),
    Kind("bidirectional", "zh", partial(sprinkled, chars="\u200e\u200f\u202a\u202c\u2066\u2069", rate=0.1)),
    Kind("cut_short_utf8", "zh", partial(cut_short, encoding="utf-8")),
    Kind("cut_short_gbk", "zh", partial(cut_short, encoding="gbk")),
    Kind("lost_for_good", "zh", lost_for_good, flag="MOJ902"),
    Kind("random_hanzi", "zh", random_hanzi, flag="CPY901"),
    Kind("utf8_as_gbk_silently", "zh", utf8_as_gbk_silently, flag="MOJ903"),
    Kind("utf8_as_gbk_three_times", "zh", partial(utf8_as, encoding="gbk", rounds=3), flag="MOJ903"),
    Kind("utf8_as_big5", "zh", partial(utf8_as, encoding="cp950"), flag="MOJ903"),
    Kind("utf8_as_cp949", "ko", partial(utf8_as, encoding="cp949"), flag="MOJ903"),
)
