"""Repeats: what goes, what names it, and all that must stay."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpusclean.edits import Edit, Patch
from corpusclean.rules import repeats
from corpusclean.rules.repeats import digest, recurring_paragraph, repeated_paragraph, teaser
from corpusclean.testing import fix

SEEDS = Path(__file__).parents[1] / "seeds"
FILTERS = [digest, repeated_paragraph, teaser, recurring_paragraph]


def sentence(name: str, parts: int = 3) -> str:
    """A paragraph of its own for each name; with more parts a longer one that begins alike."""
    return "".join(f"关于{name}的第{part}件事情,人们说了很多很多而且还要再说下去。" for part in "一二三四五六"[:parts])


LONG = {name: sentence(name) for name in "甲乙丙丁戊己庚"}
SUNG = [
    "啊朋友再见吧再见吧再见吧,啊朋友再见,啊朋友再见吧再见吧再见吧,啊朋友再见吧再见吧再见吧再见",
    "啊朋友再见吧再见吧再见吧!啊朋友再见吧再见吧再见吧!啊朋友再见吧再见吧再见吧!啊朋友再见吧再见吧再见吧!",
    "让小船在水上轻轻地摇，清风吹过来。白塔的影子在水里晃，红墙绕着它。我们唱着歌儿向前划，一直到天黑了才肯回家。",
    "南无不可思议光如来南无不可思议光如来南无不可思议光如来南无不可思议光如来,南无不可思议光如来",
    "Row the boat, row the boat, gently down. Merrily, merrily, sing to the town! Life is a dream, they say.",
]
BLOCKS = [
    *(line + "\n" for line in SUNG[:3]),
    SUNG[0] + "\n" + SUNG[0] + "\n",
    *(LONG[name] + "\n" for name in LONG),
    *(sentence(name, 1) + "\n" for name in LONG),
    *(sentence(name, 2).rstrip("。") + "…\n" for name in "甲乙"),
    *("\n", "标题\n", "  \n", "短句。\n", "题", " ", "\r\n", "".join(LONG[name] + "\n" for name in "甲乙丙丁戊")),
]
TEXTS = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(BLOCKS), max_size=40).map("".join))


@pytest.mark.parametrize("filter_", FILTERS)
@given(text=TEXTS)
@example(text="")
@example(text="\n")
def test_laws(filter_: Callable[[str], list[Edit]], text: str) -> None:
    patch = Patch.of(text, filter_(text))
    assert patch == Patch.of(text, filter_(text))
    once = patch.apply(text)
    assert not list(filter_(once))
    assert all(edit.note for edit in patch.edits)
    assert text.endswith("\n") == once.endswith("\n") or not once.strip()
    # Nothing but whole lines goes, and what goes is still there.
    left = [line.strip() for line in once.split("\n")]
    for edit in patch.edits:
        gone = text[edit.start : edit.end].strip()
        assert any(line.startswith(re.sub("[。.…!！?？]+$", "", gone)) for line in left)


def test_seed_with_a_digest() -> None:
    (path,) = SEEDS.glob("002_*.txt")
    text = path.read_text(encoding="utf-8")
    edits = list(digest(text))
    assert [text[edit.start : edit.end] for edit in edits] == [
        line + "\n\n" for line in text.split("\n")[2:10] if line.strip()
    ]
    assert [edit.note for edit in edits] == [
        "beginning of line 49: …谷歌同意了DeepMin",
        "beginning of line 51: …报道显示,2019年,D",
        "same as line 53",
        "beginning of line 55: …Thiel。在DeepM",
    ]


@pytest.mark.parametrize("filter_", FILTERS)
@pytest.mark.parametrize("name", ["000", "001", "003", "004"])
def test_other_seeds_stay(filter_: Callable[[str], list[Edit]], name: str) -> None:
    (path,) = SEEDS.glob(f"{name}_*.txt")
    assert not list(filter_(path.read_text(encoding="utf-8")))


A, B, C, D, E = (LONG[name] for name in "甲乙丙丁戊")
A1, B1, C1 = (sentence(name, 1) for name in "甲乙丙")
PASSAGE = f"{A}\n{B}\n{C}\n{D}\n{E}\n"

NEWS = "市气象台昨天下午发布了今年第一个高温橙色预警。预计未来三天全市大部分地区的最高气温将超过三十七度,请注意防暑。"
ENGLISH = (
    "The council will meet again next month to discuss the plan. Residents who wish to speak at the meeting are asked "
    "to register at the town hall before Friday."
)
GOES = [
    (digest, f"题\n{A1}\n{B1}\n{C1}\n正文\n{A}\n{B}\n{C}", f"题\n正文\n{A}\n{B}\n{C}"),
    (digest, f"题\n{A1}\n小\n{B1}\n\n正文\n{A}\n小\n{B}\n", f"题\n正文\n{A}\n小\n{B}\n"),
    (digest, f"{A1}\n{B1}\n{C}\n正文\n{A}\n插话\n{B}\n{C}", f"正文\n{A}\n插话\n{B}\n{C}"),
    (repeated_paragraph, f"{A}\n{A}\n", f"{A}\n"),
    (repeated_paragraph, f"{A}\n\n{A}", f"{A}"),
    (repeated_paragraph, f"题\n{A}\n{A}\n{A}\n完", f"题\n{A}\n完"),
    (repeated_paragraph, f"{PASSAGE}中间\n{PASSAGE}完", f"{PASSAGE}中间\n完"),
    (repeated_paragraph, f"题目\n{PASSAGE}作者\n题目\n{PASSAGE}作者\n", f"题目\n{PASSAGE}作者\n"),
    (repeated_paragraph, f"{A}\n一\n{B}\n二\n{C}\n{D}\n{E}\n别\n{A}\n一\n{B}\n二\n{C}\n{D}\n{E}\n三",
     f"{A}\n一\n{B}\n二\n{C}\n{D}\n{E}\n别\n三"),
    (repeated_paragraph, f"{NEWS}\n{NEWS}\n", f"{NEWS}\n"),
    (repeated_paragraph, f"{ENGLISH}\n\n{ENGLISH}\n", f"{ENGLISH}\n"),
    (teaser, f"{A1}\n正文\n{A}", f"正文\n{A}"),
    (teaser, f"{A1[:-1]}……\n正文\n{A}\n", f"正文\n{A}\n"),
    (recurring_paragraph, f"{A}\n正文\n{A}", f"{A}\n正文"),
]  # fmt: skip


@pytest.mark.parametrize(("filter_", "text", "right"), GOES)
def test_goes(filter_: Callable[[str], list[Edit]], text: str, right: str) -> None:
    assert fix(filter_, text) == right


CODE = (
    "    result = compute(alpha=1, beta=2, gamma=3); if (result > 0) { total += result; } // 0x1F 0x2F 0x3F 0x4F 0x5F"
)
ROW = "| 2023-01-01 | 100.00 | 200.00 | 300.00 | 400.00 | 500.00 | 600.00 | 700.00 | 800.00 | 900.00 | 1000.00 |"
STAYS = [
    # a table of contents, and questions with their answers further down
    (digest, "目录\n第一章 开始\n第二章 中间\n第三章 结束\n第一章 开始\n甲\n第二章 中间\n乙\n第三章 结束\n丙\n"),
    (digest, "\n".join(f"怎样办理第{n}种证件需要带哪些材料以及到什么地方去?" for n in "一二三")
     + "\n" + "\n".join(f"怎样办理第{n}种证件需要带哪些材料以及到什么地方去?请带好证件到窗口。" for n in "一二三")),
    (digest, f"题\n{A1}\n正文\n{A}\n{B}"),  # one teaser is no digest
    (digest, f"题\n{A1}\n{B1}\n正文\n{A}\n{B}"),  # nor are two
    (digest, f"题\n{B1}\n{A1}\n{C1}\n正文\n{A}\n{B}\n{C}"),  # another order
    (digest, f"题\n{A}\n{B}\n{C}\n正文\n{A}\n{B}\n{C}"),  # nothing fuller: a repetition
    (digest, "\n".join(f"{n}" for n in range(20)) + f"\n{A1}\n{B1}\n{C1}\n正文\n{A}\n{B}\n{C}"),  # not at the start
    # refrains, dialogue, forms, rows, code, logs
    (repeated_paragraph, "长亭外,古道边,芳草碧连天。\n" * 3),
    (repeated_paragraph, "“是吗?”\n“是。”\n“是吗?”\n“是。”\n" * 5),
    (repeated_paragraph, "姓名:\n性别:\n" * 20),
    (repeated_paragraph, f"{ROW}\n" * 3),
    (repeated_paragraph, f"{CODE}\n" * 3),
    # a line that is sung twice in a row: one sentence, equal ones, short clauses, no end; a chant
    *((repeated_paragraph, f"一\n{line}\n{line}\n二\n") for line in SUNG),
    *((repeated_paragraph, f"{line}\n" * 40) for line in SUNG),
    (repeated_paragraph, "-" * 200 + "\n" + "-" * 200 + "\n"),
    # an answer to two questions, a clause in two contracts, an epigraph again, two quoted paragraphs
    (repeated_paragraph, f"问一?\n{A}\n问二?\n{A}\n"),
    (repeated_paragraph, f"{A}\n{B}\n{C}\n{D}\n第二部分\n{A}\n{B}\n{C}\n{D}\n"),
    (repeated_paragraph, f"{A}\n—\n{B}\n{C}\n{A}\n—\n完"),
    # anaphora, articles of a law, enumerations
    (teaser, "我有一个梦想。\n我有一个梦想,有一天人人平等。\n"),
    (teaser, "第一条 总则\n第一条 总则适用于全体成员\n"),
    (teaser, f"{A}\n正文\n{A1}\n"),  # the fuller one comes first
    (teaser, f"{A}\n正文\n{A}\n"),  # no fuller
    (teaser, f"{A1}\n正文\n{A1[:-1]}……\n"),  # no fuller either
    (recurring_paragraph, "长亭外,古道边,芳草碧连天。\n二\n" * 3),
    (recurring_paragraph, f"{CODE}\n二\n" * 3),
]  # fmt: skip


@pytest.mark.parametrize(("filter_", "text"), STAYS)
def test_stays(filter_: Callable[[str], list[Edit]], text: str) -> None:
    assert fix(filter_, text) == text


@pytest.mark.parametrize("filter_", FILTERS)
@pytest.mark.parametrize(
    "line", ["短\n", "关于同一件事情的同一段话,它很长很长,长到足以被当作一个段落,并且还在继续说下去,没有要停的意思。\n"]
)
def test_equal_lines_take_linear_time(filter_: Callable[[str], list[Edit]], line: str) -> None:
    started = time.process_time()
    list(filter_(line * 100_000))
    assert time.process_time() - started < 5


def test_growing_lines_take_linear_time() -> None:
    started = time.process_time()
    for filter_ in FILTERS:
        list(filter_("\n".join("这是同一个开头,后面越来越长越来越长" + "长" * n for n in range(2000))))
    assert time.process_time() - started < 5


ONE, TWO = "研究人员上周在一份报告中公布了这一项新的发现", "老桥在星期天重新开放,市民们排起了长队等候"
PIECES = [
    *(ONE, TWO, "目录", "。", "……", "\n", "\n", "\n  "),
    "The old bridge over the lake was opened again on Sunday after years",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example(f"{ONE}。\n{TWO}。\n目录\n正文\n{ONE}然后又说。\n{TWO}然后又说。\n目录\n")
@example(f"{ONE}。\n目录\n{TWO}。\n正文\n{ONE}然后又说。\n目录\n{TWO}然后又说。\n")
def test_what_may_begin_no_digest_has_none(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeats, "_may_begin", lambda _: True)
        found = list(digest(text))
    assert not found or repeats._may_begin(text)
