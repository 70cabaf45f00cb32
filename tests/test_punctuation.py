"""Folded punctuation: the evidence, the marks that are Chinese, and those that are not."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpusclean.edits import Patch
from corpusclean.rules.punctuation import folded_punctuation
from corpusclean.testing import fix

SEEDS = Path(__file__).parents[1] / "seeds"
PROOF = "我,你,他,她,它,们,来,去,上,下,了。\n"
RESTORED = PROOF.replace(",", "，")
TOKENS = [
    *(
        PROOF,
        "中",
        "文,",
        "a",
        "1",
        "1,000",
        "10:30",
        ",",
        ":",
        ";",
        "?",
        "!",
        "?!",
        "。",
        "，",
        "“",
        "”",
        "(",
        ")",
        " ",
        "\n",
    ),
    *("http://x.cn/a,b", "www.x.cn/分类:人,物", "x@y.cn", "か", "\x00", "\ufffd", "…"),
]
TEXTS = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(TOKENS), max_size=30).map("".join))


@given(text=TEXTS)
@example(text=PROOF)
@example(text=PROOF + "http://x.cn/中,文,a")
def test_laws(text: str) -> None:
    patch = Patch.of(text, folded_punctuation(text))
    assert patch == Patch.of(text, folded_punctuation(text))
    once = patch.apply(text)
    assert not list(folded_punctuation(once))
    assert once.translate(str.maketrans("，：；？！", ",:;?!")) == text.translate(str.maketrans("，：；？！", ",:;?!"))


RESTORES = [
    ("我们说:你好", "我们说：你好"),
    ("真的吗?真的!", "真的吗？真的！"),
    ("什么?!什么!!", "什么？！什么！！"),
    ("一;二", "一；二"),
    ("OpenAI,始于", "OpenAI，始于"),
    ("2017年,OpenAI", "2017年，OpenAI"),
    ("”,他说", "”，他说"),
    ("他说:“好”", "他说：“好”"),
    ("L1:聊天机器人;L2:推理者", "L1：聊天机器人；L2：推理者"),
    ("如何通往未知的AGI?", "如何通往未知的AGI？"),
    ("时间:2024-05-28 00:00:00", "时间：2024-05-28 00:00:00"),
]


@pytest.mark.parametrize(("text", "right"), RESTORES)
def test_restored(text: str, right: str) -> None:
    assert fix(folded_punctuation, PROOF + text) == RESTORED + right


KEEPS = [
    "1,000,000",
    "10:30:00",
    "比分3:2",
    "https://xueqiu.com/5369439966/245307281?a=1;b=2",
    "www.x.cn/分类:人物",
    "What is AGI?",
    "OpenAI, Inc.",
    "A,B,C",
    "Reuters: he said",
    "(括号)",
    '"引号"',
    "name@example.org",
    "def f(a, b): return a",
    ":-) ;-)",
]


@pytest.mark.parametrize("text", KEEPS)
def test_kept(text: str) -> None:
    assert fix(folded_punctuation, PROOF + text) == RESTORED + text


WITHOUT_EVIDENCE = [
    "",
    "我,你,他。",
    PROOF + "全角，在此",  # one is enough to say that nothing was folded
    PROOF.replace("。", "."),
    "これ,は,日,本,語,の,文,章,で,す,東,京,都,千,代,田,区,丸,内,一,丁,目。",
    "1,2,3,4,5,6,7,8,9,10,11,12。",
    "a,b,c,d,e,f,g,h,i,j,k,l。",
    "http://x.cn/我,你,他,她,它,们,来,去,上,下,了。",
]


@pytest.mark.parametrize("text", WITHOUT_EVIDENCE)
def test_without_evidence(text: str) -> None:
    assert fix(folded_punctuation, text) == text


def test_seeds() -> None:
    for path in SEEDS.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        once = fix(folded_punctuation, text)
        assert once.count("，") > 50
        for piece in ("https://xueqiu.com/5369439966/245307281", "2024-05-28 00:00:00", "(ID:wonder-capsule)"):
            assert once.count(piece) == text.count(piece)


@pytest.mark.parametrize("piece", ["中,", ",", "?", "a?", "http://", "www.", "a@", "x@x.", "a."])
def test_linear_time(piece: str) -> None:
    started = time.process_time()
    list(folded_punctuation(PROOF + piece * 20_000))
    assert time.process_time() - started < 2
