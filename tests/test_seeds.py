"""The five documents: every sentence stays, every line of chrome goes, the damage is undone, the bytes come back.

``data/seeds.json`` holds the labels of one reader: line numbers of what must stay and what must go.
"""

import json
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from corpusclean.decoding import decode
from corpusclean.document import Document
from corpusclean.pipeline import Pipeline
from corpusclean.rules.gbk import annotate

SEEDS = Path(__file__).parent.parent / "seeds"
GOLD = json.loads((Path(__file__).parent / "data" / "seeds.json").read_text(encoding="utf-8"))
NAMES = sorted(GOLD)
OURS = {"script": "hans", "unsafe": ("PUN101",)}  # this repository's configuration
CONFIGURATIONS = [{}, OURS, {"script": "hant"}]

named = pytest.mark.parametrize("name", NAMES)
configured = pytest.mark.parametrize("options", CONFIGURATIONS, ids=repr)


def document(name: str) -> Document:
    return Document.of(decode((SEEDS / name).read_bytes()).source, name)


@cache
def cleaned(name: str, **options: object) -> Document:
    return Pipeline.of(**options).run(document(name)).document  # type: ignore[arg-type]


def kept(done: Document) -> set[int]:
    """The code points of the source that something in the cleaned text comes from."""
    spans = done.origins([(at, at + 1) for at in range(len(done.text))])
    return {place for start, end in spans for place in range(start, end)}


def lines(name: str) -> dict[int, range]:
    """Each line of the source, by number, as the code points that are no space."""
    found = {}
    start = 0
    for number, line in enumerate(document(name).text.split("\n"), 1):
        found[number] = range(start, start + len(line))
        start += len(line) + 1
    return found


@named
@configured
def test_every_sentence_stays(name: str, options: dict[str, object]) -> None:
    """No letter or digit of a line that must stay is gone, but for the pinyin that is damage."""
    done = cleaned(name, **options)
    text, alive = done.source.text, kept(done)
    damage = {
        place
        for depth, layer in enumerate(done.history)
        for edit, (start, end) in zip(
            layer.patch.edits, done.origins([edit[:2] for edit in layer.patch.edits], depth), strict=True
        )
        if edit.rule.startswith("GBK")
        for place in range(start, end)
    }
    where = lines(name)
    for number in GOLD[name]["must_keep"]:
        lost = [place for place in where[number] if text[place].strip() and place not in alive | damage]
        assert not lost, (number, "".join(text[place] for place in lost))


@named
@configured
def test_every_line_of_chrome_goes(name: str, options: dict[str, object]) -> None:
    done = cleaned(name, **options)
    text, alive = done.source.text, kept(done)
    where = lines(name)
    gone = 0
    for number in [*GOLD[name]["must_drop"], *GOLD[name]["should_drop_duplicate"]]:
        left = [place for place in where[number] if place in alive]
        assert not left, (number, "".join(text[place] for place in left))
        gone += len(text[where[number].start : where[number].stop].strip()) * (number in GOLD[name]["must_drop"])
    assert gone == GOLD[name]["must_drop_chars"]


def test_the_labels_are_all_there() -> None:
    assert sum(labels["must_drop_chars"] for labels in GOLD.values()) == 2787
    assert sum(len(labels["should_drop_duplicate"]) for labels in GOLD.values()) == 4


DAMAGED = "003_c70fbdd5eb5ff8cb.txt"
MISALIGNED = {
    "因?yàn)榕c奧特曼": "因為與奧特曼",
    "因?yàn)殚_源路線": "因為開源路線",
    "變?yōu)椤附?jīng)理人": "變為「經理人",
    "嘗試?yán)@開": "嘗試繞開",
    "我們?cè)赟caling": "我們在Scaling",
}
GENUINE = [
    "( Sam Altman)",
    "(Ajay Agrawal)",
    "(下文簡稱:SSI)",
    "(OpenAI總裁Greg Brockman宣布休假至今年年底)",
    "(L1:聊天機器人;L2:推理者;L3:智能體;L4:創新者;L5:組織者)",
]


def repaired() -> str:
    return Pipeline.of(select=["GBK"]).run(document(DAMAGED)).text


def test_inserted_pinyin_is_undone() -> None:
    source, text = document(DAMAGED).text, repaired()
    assert not [char for char in text if unicodedata.category(char) == "Ll" and char in "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"]
    for damaged, right in MISALIGNED.items():
        assert damaged in source
        assert damaged not in text
        assert right in text
    for parenthesis in GENUINE:
        assert text.count(parenthesis) == 1
    assert text.count("(") == text.count(")") == len(GENUINE)
    done = cleaned(DAMAGED)
    aligned = [
        undone.replacement
        for layer in done.history
        for edit, undone in zip(layer.patch.edits, layer.undo.edits, strict=True)
        if edit.rule == "GBK101" and not edit.replacement
    ]
    assert len(aligned) == 327
    assert all(pinyin[0] == "(" and pinyin[-1] == ")" for pinyin in aligned)


def test_the_damage_done_again_gives_the_source_back() -> None:
    """The proof: the pinyin inserted again on the bytes, and A1A1 deleted again, give the document as it was found."""
    source, text = document(DAMAGED).text, Pipeline.of(select=["GBK101"]).run(document(DAMAGED)).text
    done = Pipeline.of(select=["GBK101"]).run(document(DAMAGED)).document
    table = {}
    for edit, undone in zip(done.history[0].patch.edits, done.history[0].undo.edits, strict=True):
        if not edit.replacement:
            table[source[edit.start - 1]] = undone.replacement[1:-1]
    table |= {"嚴": "yán", "冊": "cè", "驗": "yàn", "優": "yōu"}  # met misaligned only
    assert annotate(text, table) == source


def test_deleted_byte_pairs_are_put_back_and_nothing_else() -> None:
    changed = [
        (undone.replacement, edit.replacement)
        for name in NAMES
        for layer in Pipeline.of(select=["GBK201"]).run(document(name)).document.history
        for edit, undone in zip(layer.patch.edits, layer.undo.edits, strict=True)
    ]
    assert changed == [("贅", "住「"), ("孝", "小、"), ("孝", "小、")]
    text = repaired()
    assert "如何留住「關鍵人物」?" in text
    assert "更小、更高效" in text
    assert "變小、變專業" in text


@named
def test_gbk_rules_leave_the_others_alone(name: str) -> None:
    if name != DAMAGED:
        assert Pipeline.of(select=["GBK"]).run(document(name)).document == document(name)


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("000", {"author": None, "published": None}),
        ("001", {"published": "2024-05-28", "publisher": "第一财经"}),
        ("002", {"author": "肖余林", "editor": "高宇雷", "source": "电厂"}),
        ("003", {"author": "kiki", "title": None}),
        ("004", {"author": "丁山猎人", "url": "https://xueqiu.com/5369439966/245307281"}),
    ],
)
def test_credits(prefix: str, expected: dict[str, str | None]) -> None:
    (name,) = (name for name in NAMES if name.startswith(prefix))
    metadata = cleaned(name).metadata
    assert {key: metadata[key] for key in expected} == expected


def test_spaces_left_by_links_go_and_those_of_titles_stay() -> None:
    text = cleaned(NAMES[0]).text
    assert "博士师从华人科学家李飞飞教授" in text
    assert "第64集 陷入低谷" in text


@named
def test_quotation_marks_that_were_right_stay(name: str) -> None:
    """The usual chain turns “ ” and 「 」 and full-width marks to ASCII; no rule here takes one away by itself."""
    done = cleaned(name)
    source = done.source.text
    alive = kept(done)
    where = lines(name)
    for number in GOLD[name]["must_keep"]:
        for place in where[number]:
            if source[place] in "“”「」，。：；？！《》":
                assert place in alive
