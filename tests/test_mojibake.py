"""Mojibake: what is repaired, what is left for better tools, and that the trigger is a necessary condition."""

import re
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import ftfy
import ftfy.badness
import pytest
from ftfy.badness import BADNESS_RE
from hypothesis import example, given
from hypothesis import strategies as st

import corpusclean
from corpusclean.edits import Edit, Flag, Patch
from corpusclean.rules.mojibake import (
    TRIGGER,
    badness,
    legacy_cjk,
    replacement_debris,
    single_byte,
    single_byte_mojibake,
    undecoded_cjk,
)
from corpusclean.rules.mojibake.legacy import undecoded
from corpusclean.rules.mojibake.legacy.hints import LEGACY as LEGACY_HINT
from corpusclean.rules.mojibake.legacy.hints import UTF8 as UTF8_HINT
from corpusclean.rules.mojibake.legacy.hints import suspicious
from corpusclean.rules.mojibake.lines import hinted
from corpusclean.testing import fix, flags

SEEDS = Path(__file__).parents[1] / "seeds"
CLEAN = [
    "café",
    "naïve",
    "Größe",
    "你好，世界！",
    "“引用”……——",
    "что это",
    "日本語のテキスト",
    "don’t",
    "50 €",
    "½ ± 3²",
]


def misread(text: str, encoding: str = "latin-1") -> str:
    return text.encode("utf-8").decode(encoding)


TOKENS = [
    *CLEAN,
    *(misread(text) for text in CLEAN),
    *(misread(misread(text)) for text in CLEAN[:4]),
    *(text.encode("gbk").decode("latin-1") for text in ("你好", "谢谢大家", "中文网站，欢迎光临")),
    *(
        "Ã",
        "Â",
        " ",
        "\n",
        "\x85",
        "\x93",
        "\xa0",
        "\r",
        "\u2028",
        "'",
        "`",
        "UTF-8 ",
        "ï¿½",
        "пїЅ",
        "��",
        "锟斤拷",
        "�",
        "烫烫烫烫",
        "a",
        ".",
    ),
]
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from(TRIGGER + " ab“”’…—你"), max_size=12),
    st.lists(st.sampled_from(TOKENS), max_size=12).map("".join),
)


@given(text=TEXTS)
@example(text="ä½\xa0 cafÃ©")
@example(text="ï¿½ï¿½")
@example(text="À\x80")
def test_laws(text: str) -> None:
    patch = Patch.of(text, single_byte_mojibake(text))
    assert patch == Patch.of(text, single_byte_mojibake(text))
    once = patch.apply(text)
    assert not list(single_byte_mojibake(once))
    assert once.count("\ufffd") >= text.count("\ufffd")
    assert re.findall("[\x00-\x1f]", once) == re.findall("[\x00-\x1f]", text)


DAMAGED = [
    "�",
    "��",
    "ï¿½",
    "ï¿½ï¿½",
    "пїЅ",
    "Ã",
    "©",
    "â€",
    "™",
    "\x08",
    "\x81",
    "\x1a",
    "\xa0",
    " ",
    "&nbsp;",
    "价",
    "元",
    "a",
]


@given(text=st.lists(st.sampled_from(DAMAGED), max_size=10).map("".join))
@example(text="价格��元")
@example(text="�\x08")
def test_no_default_rule_deletes_a_replacement_character(text: str) -> None:
    assert corpusclean.clean(text, ignore=["UNI112"]).count("�") >= text.count("�")


@given(
    text=st.lists(st.sampled_from(["\xa0", "&nbsp;", " ", "Ã©", "é¡¹", "é", "Ã", "a", "项"]), max_size=8).map("".join)
)
@example(text="&nbsp;Ã©")
@example(text="\xa0é¡¹")
@example(text="a\xa0Ã©")
@example(text="a\xa0Ã\xa0项")
@example(text="a\xa0Ã\xa0\xa0Ã©")
@example(text="\xa0Ã©é\xa0\xa0")
def test_no_break_spaces_take_no_second_run(text: str) -> None:
    once = corpusclean.clean(text)
    assert corpusclean.clean(once) == once


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\v", "\f", "\u2028", "\u2029"])
def test_every_line_end_ends_a_line(end: str) -> None:
    text = f"ÖÕÓÚ½á{end}Ð´{end}å›¾{end}ÄãºÃ£¬ cafÃ©"
    assert fix(single_byte_mojibake, text) == f"ÖÕÓÚ½á{end}д{end}图{end}ÄãºÃ£¬ cafÃ©"
    assert [span for span, _ in flags(undecoded_cjk, text)] == ["ÖÕÓÚ½á", "ÄãºÃ£¬ cafÃ©"]
    once = corpusclean.clean(text)
    assert corpusclean.clean(once) == once


@pytest.mark.parametrize(
    "text", ["ÄãºÃ£¬ÊÀ½ç\x85 foo Ã©", "ÄãºÃ£¬ÊÀ½ç foo \x85 Ã©", "foo\x85bar", "UTF-8 a\x85b Ã©", "Ã\x85ngstrÃ¶m"]
)
def test_a_byte_that_may_end_a_line(text: str) -> None:
    once = corpusclean.clean(text)
    assert corpusclean.clean(once) == once


def test_lost_characters_in_every_code_page() -> None:
    for encoding in ftfy.chardata.CHARMAP_ENCODINGS:
        assert single_byte._LOST.fullmatch("\ufffd".encode().decode(encoding))


@pytest.mark.parametrize("filter_", [undecoded_cjk, replacement_debris])
@given(text=TEXTS)
def test_flags_are_inside_and_sorted(filter_: Callable[[str], list[Flag]], text: str) -> None:
    found = list(filter_(text))
    assert found == sorted(found) == list(filter_(text))
    assert all(0 <= flag.start < flag.end <= len(text) and flag.note for flag in found)


@given(text=TEXTS.map(lambda text: text.translate(dict.fromkeys(map(ord, TRIGGER)))))
def test_without_a_trigger_ftfy_finds_nothing(text: str) -> None:
    assert ftfy.fix_encoding(text) == text


def characters(item: tuple[Any, Any]) -> set[int] | None:
    """The characters that an element of a parsed pattern can match, if they can be listed."""
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return {value}
    if kind != "IN":
        return None
    found: set[int] = set()
    for part, inner in value:
        if str(part) == "LITERAL":
            found.add(inner)
        elif str(part) == "RANGE":
            found.update(range(inner[0], inner[1] + 1))
        else:
            return None
    return found


def test_every_badness_needs_a_trigger() -> None:
    triggers = set(map(ord, TRIGGER))
    (branch,) = re._parser.parse(BADNESS_RE.pattern, re.VERBOSE)  # type: ignore[attr-defined]
    for alternative in branch[1][1]:
        sets = [found for item in alternative if (found := characters(item)) is not None]
        assert any(found <= triggers for found in sets), alternative


BMP = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x10000)]))


def members(chars: str) -> frozenset[str]:
    """The characters in a class, given its body."""
    return frozenset(re.findall(f"[{chars}]", BMP))


def listed(item: tuple[Any, Any]) -> frozenset[str]:
    """The characters that an element of a parsed pattern can match; all for what is not one character."""
    found = characters(item)
    if found is not None:
        return frozenset(map(chr, found))
    if str(item[0]) == "IN" and str(item[1][0][0]) == "NEGATE":
        return members("^" + "".join(chr(one) for one in characters((item[0], item[1][1:])) or ()))
    if str(item[0]) == "IN" and str(item[1][0][1]) in ("CATEGORY_WORD", "CATEGORY_SPACE"):
        return members(r"\w" if str(item[1][0][1]) == "CATEGORY_WORD" else r"\s")
    return frozenset(BMP)


def test_every_badness_holds_a_pair() -> None:
    parsed = re._parser.parse(BADNESS_RE.pattern, re.VERBOSE)  # type: ignore[attr-defined]
    assert parsed.getwidth()[1] < badness.REACH
    pairs = [[members(chars) for chars in pair] for pair in badness.PAIRS]
    classes = {chars for pair in pairs for chars in pair}

    def kinds(chars: frozenset[str]) -> list[str]:
        """One character of each kind: those of a kind are in the same classes."""
        return list({tuple(char in one for one in classes): char for char in chars}.values())

    for alternative in parsed[0][1][1]:
        for chars in product(*(kinds(listed(item)) for item in alternative)):
            assert any(
                all(char in one for char, one in zip(chars[at:], pair, strict=False))
                for pair in pairs
                for at in range(len(chars) - len(pair) + 1)
            ), chars


NEAR_BAD = st.text(
    st.sampled_from(TRIGGER + "‘’“”–—…·®©™»«•\xa0\xadЂўвЂВГРСабΒΓβά°.,!? \t\u2009\nazAZ9你－が"), max_size=12
)


@given(text=TEXTS | NEAR_BAD, before=st.sampled_from(["", " naïve text ", "Ç" * 99]))
@example(text="Â", before="")
@example(text="ГўВЂВ. ", before="")
def test_is_bad_is_what_ftfy_says(text: str, before: str) -> None:
    assert badness.is_bad(before + text) == ftfy.badness.is_bad(before + text)
    if ftfy.badness.is_bad(text):
        assert badness.MAYBE.search(text)
        assert suspicious(text) >= 0


@given(text=TEXTS | NEAR_BAD)
def test_the_first_suspicion_is_the_first_of_all(text: str) -> None:
    found = (pattern.search(text) for pattern in (LEGACY_HINT, UTF8_HINT, badness.MAYBE))
    assert suspicious(text) == min((match.start() for match in found if match), default=-1)


@given(text=TEXTS | NEAR_BAD)
def test_lines_that_are_not_looked_at_hold_nothing(text: str) -> None:
    """What stood before there was a quick search: every line with a trigger."""
    every = [(at, line.translate(undecoded._PLAIN)) for at, line in hinted(text, badness.TRIGGERS)]
    quick = list(undecoded.lines(text))
    assert set(quick) <= set(every)
    for _, line in set(every) - set(quick):
        assert not legacy_cjk(line)
        assert not undecoded._GAPS.search(line)
        for run in single_byte._RUN.finditer(line):
            assert single_byte._repaired(run[0]) == run[0]


def test_clean_text_does_not_ask_ftfy() -> None:
    done = """
import sys
from corpusclean.rules import mojibake
text = "Où est l'élève? À Münster, 50 €. Привет! «cita» Łódź ½ £\\n" * 9
for rule in (mojibake.single_byte_mojibake, mojibake.undecoded_cjk, mojibake.half_decoded_cjk,
             mojibake.utf8_cjk_as_single_byte, mojibake.legacy_cjk_as_single_byte):
    assert not list(rule(text))
assert "ftfy" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", done], check=True)


REPAIRED = [
    ("cafÃ©", "café"),
    ("他去了 cafÃ© 喝咖啡", "他去了 café 喝咖啡"),
    (misread("你好，世界"), "你好，世界"),
    (misread(misread("café")), "café"),
    ("donâ€™t", "don’t"),
    ("l’humanitÃ© et la libertÃ©", "l’humanité et la liberté"),
    ("it\x92s", "it’s"),
    ("РџСЂРёРІРµС‚", "Привет"),
    (misread("これは日本語です"), "これは日本語です"),
    ("“引用”" + misread("中文") + "，全角！", "“引用”中文，全角！"),
    ("ï¿½ï¿½ cafÃ©", "�� café"),
    ("价格��元 cafÃ©��", "价格��元 café��"),
    ("\xa0Ã©\xa0", "\xa0é\xa0"),
    ("\xa0Ã\xa0 la\xa0carte", "\xa0à la\xa0carte"),
    ("a\xa0Ã©", "a\xa0é"),
    ("å›¾\u2009ÖÕÓÚ½á", "图\u2009ÖÕÓÚ½á"),
    # quoted, but not as an example
    ('{"name": "cafÃ©", "city": "MÃ¼nchen"}', '{"name": "café", "city": "München"}'),
    ('"title": "' + misread("中文") + '"', '"title": "中文"'),
    ("'Ã©' cafÃ©", "'é' café"),
    ("UTF-8\ncafÃ©", "UTF-8\ncafé"),
    ("UTF-8" + " " * 300 + "cafÃ©", "UTF-8" + " " * 300 + "café"),
]


@pytest.mark.parametrize(("text", "right"), REPAIRED)
def test_repaired(text: str, right: str) -> None:
    assert fix(single_byte_mojibake, text) == right


def test_words_not_lines() -> None:
    text = "The cafÃ© in MÃ¼nchen is open, naturally."
    assert [(edit.start, edit.end, edit.replacement) for edit in single_byte_mojibake(text)] == [
        (7, 9, "é"),
        (14, 16, "ü"),
    ]


LEGACY = ["你好，世界", "谢谢大家，欢迎光临本站", "喜欢机器人的同学想必对此耳熟能详"]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "big5", "euc_jp", "euc_kr", "cp932"])
@pytest.mark.parametrize("page", ["latin-1", "cp1252"])
def test_legacy_cjk_is_left_and_flagged(encoding: str, page: str) -> None:
    texts = {
        "gbk": LEGACY,
        "gb18030": LEGACY,
        "big5": ["如果你看到這個網頁，請告訴我們", "歡迎光臨本站"],
        "euc_jp": ["これは日本語のテキストです", "はじめまして、どうぞよろしく"],
        "euc_kr": ["한국어 문장입니다", "인터넷에서 소리를 들을 수 있다"],
        "cp932": ["これは日本語のテキストです", "こんにちは、世界"],
    }[encoding]
    for right in texts:
        raw = right.encode(encoding)
        text = "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in raw)
        assert fix(single_byte_mojibake, text) == text
        assert flags(undecoded_cjk, text)


@pytest.mark.parametrize(
    "text",
    [
        *CLEAN,
        "Où est l'élève? À Münster, côté Rhône, forêt, naïveté.",
        "Ärzte über Öl für Mädchen, süße Grüße",
        "Привет, мир! Ёлка № 5",
        "Αυτό είναι ελληνικά",
        "Zażółć gęślą jaźń",
        "İstanbul’da çok güzel bir gün",
        "Werk\xadzeug\xadty\xadpen des Ne\xadan\xadder\xadta\xadlers wur\xadden nicht vom Mo\xadder\xadnen",
        "They say “wear” and “get ’em” “now”\x9d gu",
        "ÉCOLE NORMALE SUPÉRIEURE À PARIS",
        "Tiếng Việt có dấu",
        "5 × 3 = 15, 25±2 °C, 3² ≤ 10, ½ £, ¥100, §3 ¶4",
        "├── src\n│   └── main.py",
        "（全角）：，。！？“”‘’「」……——",
        "©2008 某公司® ™",
        "¿Qué? ¡Sí! «cita» ‹a› „b“",
        "",
        "\x00\x01",
        # about mojibake
        "per-mille (UTF-8 'â€°')",
        "per-mille ('â€°')",
        'shows "Ã©", not é',
        "写成“Ã©”的字母",
        "prints `cafÃ©` instead",
        "浏览器里看到的是 å›¾ 这样的乱码",
        "Mojibake such as Ã¼ comes from the wrong encoding",
        "价格��元",
        "À\x80",
    ],
)
def test_clean_text_stays(text: str) -> None:
    assert fix(single_byte_mojibake, text) == text
    assert not flags(undecoded_cjk, text)


@pytest.mark.parametrize("text", ["â€?", "ä½?å¥½", "Ã", "caf\ufffd"])
def test_what_is_lost_is_not_guessed(text: str) -> None:
    assert "\ufffd" not in fix(single_byte_mojibake, text).replace("caf\ufffd", "")


STRANGERS = [
    "DÝ²",
    "INÇ³",
    "clé«Žiri",
    "zgłaszać»ŻADNYCH»Balé",
    "źródło«łańcuch",
    "KARPOŠ†",
    "√°δ×³≥∞ und ×² = 3",
    "á«»á",
]


@pytest.mark.parametrize("text", STRANGERS)
def test_no_foreign_letter_comes_out_of_a_word(text: str) -> None:
    assert not list(single_byte_mojibake(text))


@pytest.mark.parametrize(
    ("text", "right"),
    [("5 Î¼m", "5 μm"), ("AzÉ™rbaycan", "Azərbaycan"), ("Ã  la carte", "à la carte"), ("(ä¸\xad)", "(中)")],
)
def test_a_letter_in_its_place_comes_out(text: str, right: str) -> None:
    assert fix(single_byte_mojibake, text) == right


def test_legacy_needs_three_characters() -> None:
    assert legacy_cjk("ÄãºÃ") is None
    assert legacy_cjk("ÄãºÃÂð") == "GBK, EUC-JP or EUC-KR"


DEBRIS = [
    ("锟斤拷锟斤拷锟", ["锟斤拷锟斤拷锟"]),
    ("本公司锟斤拷成立于", ["锟斤拷"]),
    ("文章�内容���", ["�", "���"]),
    ("烫烫烫烫烫烫", ["烫烫烫烫烫烫"]),
    ("屯屯屯屯", ["屯屯屯屯"]),
    ("什么是“锟斤拷”?", []),
    ("手持两把锟斤拷,口中疾呼烫烫烫,都是乱码惹的祸", []),
    ("为什么网页会显示锟斤拷?这与 GBK 编码有关。", []),
    ("这汤烫烫烫!", []),
    ("锟斤", []),
    ("屯里的屯田", []),
]


@pytest.mark.parametrize(("text", "right"), DEBRIS)
def test_debris(text: str, right: list[str]) -> None:
    assert [span for span, _ in flags(replacement_debris, text)] == right


def test_seeds_are_clean() -> None:
    for path in SEEDS.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        found: list[Edit | Flag] = [*single_byte_mojibake(text), *undecoded_cjk(text), *replacement_debris(text)]
        assert not found
