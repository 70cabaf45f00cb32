"""The unicode stage: what is taken out, what is needed, and the tables against unicodedata."""

import re
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpusclean.edits import Edit, Patch
from corpusclean.rules.invisible import (
    COMPOSING,
    bidirectional_controls,
    byte_order_marks,
    control_characters,
    decomposed_characters,
    private_use_characters,
    zero_width_characters,
)
from corpusclean.testing import fix, flags

SEEDS = Path(__file__).parents[1] / "seeds"
Filter = Callable[[str], list[Edit]]
FILTERS = [
    byte_order_marks,
    control_characters,
    zero_width_characters,
    bidirectional_controls,
    decomposed_characters,
]
ODD = (
    "\ufeff\x00\x08\x0b\x0c\x1b\x1c\x7f\x80\x85\x9f\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u202e\u2060\u2066\ufe0f"
    "\u0301\u0302\u0323\u0327\u0345\u3099\u1100\u1161\u11a8\uac00\u09c7\u09be\u0308\u212b\u2126\uf900\ue000\ufdd0\uffff"
    "\x81\x8d\u0316\ufffd\U000f0000\U00011131\U00011127 ae[31m$(é中か\n\rÄ\u0627\u0653ש👩☀ก"
)
TEXTS = st.one_of(st.text(max_size=30), st.text(st.sampled_from(ODD), max_size=25))


@pytest.mark.parametrize("filter_", FILTERS)
@given(text=TEXTS)
@example(text="\ufeff")
@example(text="\x0c")
@example(text="a\x08\x08")
@example(text="\x1b\x1b[0m[0m")
@example(text="\x81\x81\x08")
@example(text="\x1b$\x08")
@example(text="\x81\x0cé")
@example(text="é\x0c\x81")
def test_laws(filter_: Filter, text: str) -> None:
    patch = Patch.of(text, filter_(text))
    assert patch == Patch.of(text, filter_(text))
    once = patch.apply(text)
    assert not list(filter_(once))
    if filter_ is decomposed_characters:
        assert unicodedata.normalize("NFC", once) == unicodedata.normalize("NFC", text)


@given(text=TEXTS)
def test_flags_are_inside(text: str) -> None:
    found = list(private_use_characters(text))
    assert all(0 <= flag.start < flag.end <= len(text) for flag in found)
    assert found == sorted(found)


def test_every_second_half_of_a_composition_is_known() -> None:
    composing = re.compile(f"[{COMPOSING}]")
    for code in range(0x110000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            first, second = (chr(int(part, 16)) for part in parts)
            if unicodedata.normalize("NFC", first + second) == chr(code):
                assert composing.match(second), hex(code)


GOES = [
    (byte_order_marks, "\ufeff\ufeffa\ufeffb\ufeff", "ab"),
    (control_characters, "a\x00b\x01\x7f", "ab"),
    (control_characters, "a\0b\0c\0", "abc"),
    (control_characters, "\x1b[1;31mred\x1b[0m\x1b[K", "red"),
    (control_characters, "一页\x0c二页", "一页\n二页"),
    (control_characters, "一页\n\x0c二页\x0c\n\x0b\x0c三页", "一页\n二页\n三页"),
    (control_characters, "N\x08NA\x08AM\x08ME\x08E _\x08x", "NAME x"),
    (control_characters, "word\x9d \x81", "word "),
    (control_characters, "\x81\x81\x08 \x81\x00\x00é \x1b\x00$B", " \x81é \x1b$B"),
    (control_characters, "价格\ufffd\x08元", "价格\ufffd元"),
    (control_characters, "\x81\xa0\x81", "\xa0"),
    (zero_width_characters, "a\u200b\u200c\u2060b", "ab"),
    (zero_width_characters, "Donau\xaddampf\xadschiff\xadfahrt für\xad", "Donaudampfschifffahrt für"),
    (zero_width_characters, "中\u200b文，字\u200d词", "中文，字词"),
    (zero_width_characters, "\u200b", ""),
    (zero_width_characters, "只有\u200c120G，08年\u200b4月", "只有120G，08年4月"),
    (zero_width_characters, "©\u200b 2024 ▶\u200b播放", "© 2024 ▶播放"),
    (zero_width_characters, "line\n\u200b\nline", "line\n\nline"),
    (bidirectional_controls, "\u200e1.\u202a2\u202c\u2066\u2069", "1.2"),
    (decomposed_characters, "e\u0301e\u0301 o\u0323\u0302", "éé ộ"),
    (decomposed_characters, "ハ\u309aリ か\u3099", "パリ が"),
    (decomposed_characters, "\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
    (decomposed_characters, "가\u11a8", "각"),
    (decomposed_characters, "\u0627\u0653", "\u0622"),
]


def test_longest_cluster() -> None:
    assert fix(decomposed_characters, f"a{MARKS}b{MARKS * 1000}") == unicodedata.normalize("NFC", f"a{MARKS}") + (
        f"b{MARKS * 1000}"
    )


@pytest.mark.parametrize("end", ["\n", "\r", "\v", "\u2028", "\u2029", "\x85"])
def test_hyphens_are_judged_by_the_line(end: str) -> None:
    assert fix(zero_width_characters, f"»¶Ó\xad¹âÁÙ±¾Õ¾ {end} soft\xadware") == f"»¶Ó\xad¹âÁÙ±¾Õ¾ {end} software"


@pytest.mark.parametrize(("filter_", "text", "right"), GOES)
def test_goes(filter_: Filter, text: str, right: str) -> None:
    assert fix(filter_, text) == right


MARKS = "\u0300\u0316" * 16
STAYS = [
    (decomposed_characters, "a" + MARKS + "\u0300"),  # more than any language writes: nothing is put in order
    (decomposed_characters, "\u0316" + MARKS),
    (decomposed_characters, "a" + MARKS * 1000),
    (byte_order_marks, "a\u2060b\u200b"),
    (control_characters, "a\tb\r\nc\rd\u2028e\x85f"),
    (control_characters, "it\x92s"),  # an apostrophe of Windows-1252
    (control_characters, "Ä\x81ãºÃ"),  # bytes of GBK
    (control_characters, "\x1b$B$3$l\x1b(B"),  # ISO-2022-JP
    (control_characters, "[31m is text, ^H too"),
    (zero_width_characters, "می\u200cخواهم"),
    (zero_width_characters, "क्\u200dष क्\u200c"),
    (zero_width_characters, "👨\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥"),
    (zero_width_characters, "ภาษา\u200bไทย ភាសា\u200bខ្មែរ"),
    (zero_width_characters, "ᠮᠣᠩᠭᠣᠯ\u180eᠠ"),
    (zero_width_characters, "葛\U000e0100 ❤\ufe0f"),
    (zero_width_characters, "»¶Ó\xad¹âÁÙ±¾Õ¾"),  # 欢迎光临本站
    (zero_width_characters, "plain - hyphen"),
    (zero_width_characters, "如果选\x8b©文本格式的数据库\xad\x97段，将无法选择。"),  # bytes of 择 and 字
    (zero_width_characters, "StrConv(Â¥ì¥¹¥\xad¥å©)"),
    (zero_width_characters, "\u200b | 200B | Zero width space\n8204 U+200C \u200c Zero Width Non-Joiner"),
    (zero_width_characters, "255\t173\tAD\t\xad\tSOFT HYPHEN"),  # a table of ISO 8859
    (zero_width_characters, "U+200B \u200b ZERO WIDTH SPACE"),
    (zero_width_characters, "🇯\u200b🇵 👍\u200b🏽"),  # signs that would be drawn as one
    (zero_width_characters, "سال\u200c2024"),
    (bidirectional_controls, "שלום\u200f (1)\u200e"),
    (bidirectional_controls, "\u202bمرحبا\u202c"),
    (bidirectional_controls, "2024"),
    (decomposed_characters, "é が 한 café"),
    (decomposed_characters, "\uf900\ufa10\U0002f800"),  # compatibility ideographs
    (decomposed_characters, "\u212b \u2126 \u2000"),  # singletons
    (decomposed_characters, "x\u0302 q\u0323"),  # no composed form
    (decomposed_characters, "क\u093c"),  # excluded from composition
    (decomposed_characters, "\u0301"),
    (decomposed_characters, "ﬁ ② ﾊﾟ １２"),  # compatibility forms
]


@pytest.mark.parametrize(("filter_", "text"), STAYS)
def test_stays(filter_: Filter, text: str) -> None:
    assert fix(filter_, text) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a\ue000\ue001b\uf8ff", [("\ue000\ue001", "private use, U+E000"), ("\uf8ff", "private use, U+F8FF")]),
        ("\ufdd0", [("\ufdd0", "noncharacter, U+FDD0")]),
        ("\ue000\uffff", [("\ue000", "private use, U+E000"), ("\uffff", "noncharacter, U+FFFF")]),
        ("𠮷❤\ufffd", []),
    ],
)
def test_flags(text: str, right: list[tuple[str, str]]) -> None:
    assert flags(private_use_characters, text) == right


def test_seeds_are_clean() -> None:
    for path in SEEDS.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        for filter_ in FILTERS:
            assert not list(filter_(text))
        assert not flags(private_use_characters, text)


@pytest.mark.parametrize("filter_", FILTERS)
@pytest.mark.parametrize(
    "piece", ["\u0301", "a\u0301", "\u200b", "\x08", "a\x08", "\x1b[", "\xad", "\xadÄ", "\xadÄ\r", "\u200ba"]
)
def test_linear_time(filter_: Filter, piece: str) -> None:
    started = time.process_time()
    list(filter_(piece * 20_000))
    assert time.process_time() - started < 2
