"""Scripts: what counts as one, and what conversion touches."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opencc import OpenCC

from corpusclean.edits import Patch
from corpusclean.errors import ConfigError
from corpusclean.language.detect import count, language_of, only_hans, only_hant, script_of, tally
from corpusclean.rules.conversion import Task
from corpusclean.rules.script import SCRIPTS, other_script
from corpusclean.testing import fix

ROOT = Path(__file__).parents[1]
TARGETS = [script for script in SCRIPTS if script != "keep"]

# Words that OpenCC changes twice, both scripts, both syllabaries, hangul, everything glued in any order.
TOKENS = (
    *(
        "一出来",
        "乾清宫",
        "乾清宮",
        "薴",
        "苎",
        "万里",
        "万余里",
        "後",
        "后",
        "里面",
        "裡面",
        "着",
        "著名",
        "看著",
        "發現",
    ),
    *(
        "发现",
        "國",
        "国",
        "会",
        "學",
        "豈",
        "\uf900",
        "の",
        "こんにちは",
        "カタカナ",
        "한국",
        ",",
        "abc",
        "1",
        "台",
        "臺",
    ),
    *("强", "强行", "么", "干", "乾", "麵", "髮", "𠀋", "㑮", "丟", "丢", "辦", "弁", "芸", "予", "\x00", "\ufffd"),
    *("\n", "\r\n", " "),
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(TOKENS), max_size=30).map("".join))


@pytest.mark.parametrize("script", TARGETS)
@given(text=TEXTS)
@example(text="一出來\n万里")
@example(text="幺麽")
def test_laws(script: str, text: str) -> None:
    patch = Patch.of(text, other_script(text, script=script))
    assert patch == Patch.of(text, other_script(text, script=script))
    once = patch.apply(text)
    assert not list(other_script(once, script=script))
    assert once.count("\n") == text.count("\n")
    assert len({text.count("\n", 0, edit.start) for edit in patch.edits}) == len(patch.edits)


@pytest.mark.parametrize("script", TARGETS)
@given(text=TEXTS)
@example(text="發現發現發現國\n发\nの發\n\n中文\n\uf900有這\u8c48")
@example(text="发现发现发现国\n發\nの发\n\n中文\n里面")
def test_quick_ways_are_the_slow_one(script: str, text: str) -> None:
    """Only the lines that can change, or the whole text at once: the same as each line looked at."""
    task = Task.of(text, script)
    lines = text.split("\n")
    slow = "\n".join(task.lines(lines)) if task else text
    assert fix(other_script, text, script=script) == slow
    if task:
        assert Patch.of(text, task.sparse(text)).apply(text) == slow
        if task.prevail and not task.foreign:
            assert Patch.of(text, task.dense(text)).apply(text) == slow
    edits = list(other_script(text, script=script))
    places = {text.rfind("\n", 0, edit.start) + 1 for edit in edits}
    assert len(places) == len(edits)


def test_only_lines_that_can_change_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(Task, "kind", lambda self, line: seen.append(line) or "")
    assert not list(other_script("这是简体。\n" * 50 + "這\n" + "中文\n" * 50, script="hans"))
    assert seen == ["這"]
    seen.clear()
    assert list(other_script("這是繁體。\n" * 50 + "这\n", script="hans"))
    assert seen == ["这"]


@given(st.lists(st.sampled_from(("a", "Bc", "1", " ", "中", "文這", "国", "の", "한", "é", "Ж", "\n"))).map("".join))
def test_what_letters_say_is_what_all_characters_say(text: str) -> None:
    counts = count(text)
    han, kana, hangul, other = counts
    assert tally(text)[0] == counts
    assert tally(text).hans == len(only_hans().findall(text))
    assert tally(text).hant == len(only_hant().findall(text))
    assert tally(text).hans_only == len(only_hans(japan=True).findall(text))
    if (han + kana + hangul) * 4 < other or not (han or kana or hangul):
        assert language_of(text) is None
    else:
        assert language_of(text) is not None


@pytest.mark.parametrize("script", TARGETS)
def test_every_character_of_one_script_alone(script: str) -> None:
    for start, stop in ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x20400)):
        text = "\n".join(chr(code) + chr(code + 1) for code in range(start, stop - 1))
        once = fix(other_script, text, script=script)
        assert not list(other_script(once, script=script))


def test_keep_is_the_default() -> None:
    assert not list(other_script("這国"))


@pytest.mark.parametrize(
    ("wrong", "near"), [("hanss", "hans"), ("hanti", "hant"), ("simplified", "hk"), ("TW", "tw"), ("", "keep")]
)
def test_unknown_script_names_the_nearest(wrong: str, near: str) -> None:
    with pytest.raises(ConfigError, match="unknown; did you mean '") as raised:
        list(other_script("字", script=wrong))
    if wrong != "simplified" and wrong:
        assert repr(near) in str(raised.value)


CONVERTED = [
    ("hans", "這個國家", "这个国家"),
    ("hans", "瞭解這個國家,乾杯", "了解这个国家,干杯"),
    ("hans", "他看著這本名著,隨著時間", "他看着这本名著,随着时间"),  # as Taiwan writes
    ("hans", "他看着這本原著", "他看着这本原著"),
    ("hans", "\uf900有這\u8c48", "\uf900有这岂"),  # the first is U+F900
    ("hans", "太后在後面", "太后在后面"),
    ("hans", "這是正文。\n中文 乾淨 三\n", "这是正文。\n中文 干净 三\n"),  # the text shows what the line does not
    ("hans", "人们说这个“愛”字很难写", "人们说这个“爱”字很难写"),
    ("hant", "这个国家的历史\n皇后", "這個國家的歷史\n皇后"),
    ("hant", "這個國家的后妃,里長和这者", "這個國家的后妃,里長和這者"),  # 后 and 里 are right already
    ("tw", "这个国家里面有台湾人", "這個國家裡面有臺灣人"),
    ("tw", "爲這裏", "為這裡"),
    ("hk", "这里的卫生很好", "這裏的衞生很好"),
    ("jp", "這個國家", "這個国家"),
    ("jp", "發展", "発展"),
    ("jp", "東京の學校へ行く", "東京の学校へ行く"),
]


@pytest.mark.parametrize(("script", "text", "right"), CONVERTED)
def test_converted(script: str, text: str, right: str) -> None:
    assert fix(other_script, text, script=script) == right


KEPT = [
    ("hans", "乾隆年间,皇后著有诗集,徵引甚多。"),  # right as it is; t2s alone writes 征引
    ("hans", "他于后里下车"),
    ("hans", "Plain English, naïve café."),
    ("hans", "東京の學校へ行く"),  # Japanese
    ("hans", "これは本です。\n東京都知事選擧\n"),  # a line of kanji in a Japanese text
    ("hans", "漢字와 한글"),
    ("hant", "這是后妃的故事,里長姓范,干預于先生"),
    ("hant", "國会の會議"),
    ("tw", "這裡的衛生為何"),
    ("hk", "這裏的衞生"),
    ("jp", "国会が開かれた"),
    ("jp", "国会議事堂"),  # no kana, and nothing un-Japanese
    ("hans", ""),
    ("hans", "\r\n\x00\ufffd"),
]


@pytest.mark.parametrize(("script", "text"), KEPT)
def test_kept(script: str, text: str) -> None:
    assert fix(other_script, text, script=script) == text


def test_one_edit_a_line_without_equal_ends() -> None:
    edits = list(other_script("前面這個國家後面\n中文\n這", script="hans"))
    assert [(edit.start, edit.end, edit.replacement) for edit in edits] == [(2, 7, "这个国家后"), (12, 13, "这")]


SAMPLES = [
    ("", None, None),
    ("中文", "zh", None),
    ("这是简体", "zh", "Hans"),
    ("這是繁體", "zh", "Hant"),
    ("首相、衆院解散を表明", "ja", "Jpan"),
    ("これはペンです", "ja", "Jpan"),
    ("한국어 문장입니다", "ko", "Kore"),
    ("大韓民國의 漢字", "ko", "Kore"),
    ("An article on 北京 and its people", None, None),
    ("Русский текст", None, None),
    ("优の良品是一家来自香港的零食连锁店铺,分店很多", "zh", "Hans"),
    ("用 Python 写的 HTTP 服务器,支持 TLS", "zh", "Hans"),
]


@pytest.mark.parametrize(("text", "language", "script"), SAMPLES)
def test_language_and_script(text: str, language: str | None, script: str | None) -> None:
    assert (language_of(text), script_of(text)) == (language, script)


@pytest.mark.parametrize(
    ("name", "script"), [("000", "Hans"), ("001", "Hans"), ("002", "Hans"), ("003", "Hant"), ("004", "Hans")]
)
def test_seeds(name: str, script: str) -> None:
    (path,) = (ROOT / "seeds").glob(f"{name}_*.txt")
    text = path.read_text(encoding="utf-8")
    assert (language_of(text), script_of(text)) == ("zh", script)
    if script == "Hans":
        assert fix(other_script, text, script="hans") == text


def test_the_sets_are_what_opencc_makes_of_them() -> None:
    """Every character of one script alone is replaced on the way to the other, and never put in."""
    every = "".join(map(chr, range(0x3400, 0xA000)))
    hans, hant = only_hans().findall(every), only_hant().findall(every)
    assert len(hans) > 2500
    assert len(hant) > 3500
    assert not set(hans) & set(hant)
    to_hant, to_hans = (OpenCC(config).convert("\n".join(every)).split("\n") for config in ("s2t", "t2s"))
    changed = {one for one, other in zip(every, to_hant, strict=True) if one != other}
    assert set(hans) <= changed
    assert not set(hans) & set(to_hant)
    changed = {one for one, other in zip(every, to_hans, strict=True) if one != other}
    assert set(hant) <= changed
    assert not set(hant) & set(to_hans)
    assert not only_hans().search("后台里着么群床")
    assert not only_hant().search("乾著后里徵瞭")
    assert set(only_hans(japan=True).findall(every)) < set(hans)


def test_no_line_depends_on_the_shape_described_in_another() -> None:
    lines = ["⿰木目", "漢字東", "漢⿻", "", "東"]
    whole = fix(other_script, "\n".join(lines), script="hans")
    assert whole.split("\n")[1:2] == ["汉字东"]
    assert whole.split("\n")[4] == "东"
