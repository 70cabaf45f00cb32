"""The word model, the readings, the forms for scoring, and that the shipped tables are what the script makes."""

import gzip
import hashlib
import importlib.util
import math
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusclean.language import TONED, readings, simplified, traditional, words

PROJECT = Path(__file__).parents[1]
DATA = PROJECT / "src" / "corpusclean" / "language" / "data"

# What benchmarks/language/make_tables.py prints.
CONTENTS = {
    "words.txt.gz": "1dd2cf4cda1532ba80d86ca10dde8b806764f0519f7eda071ebe7469871326e8",
    "pinyin.txt.gz": "72116b39b4b463a6167baa65107b19072b07cb37ed1af2d556c09bd5e8db4cdc",
}

# The packages the tables are made from; the table can be made again only where they are installed.
MADE = {"words.txt.gz": "jieba", "pinyin.txt.gz": "pypinyin"}

HANZI = st.text(st.sampled_from("的一是不了人我在有他这中大来上个国到说们为子和你地出道也时年得就那要"))


@pytest.mark.parametrize("name", CONTENTS)
def test_the_shipped_table_is_the_one_the_script_made(name: str) -> None:
    assert hashlib.sha256(gzip.decompress((DATA / name).read_bytes())).hexdigest() == CONTENTS[name]


@pytest.mark.parametrize("name", [name for name, package in MADE.items() if importlib.util.find_spec(package)])
def test_the_script_makes_the_shipped_table(name: str) -> None:
    spec = importlib.util.spec_from_file_location("make_tables", PROJECT / "benchmarks" / "language" / "make_tables.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    text = script.TABLES[name]()
    assert gzip.decompress((DATA / name).read_bytes()).decode("utf-8") == text
    assert gzip.decompress(script.packed(text)).decode("utf-8") == text
    assert script.packed(text) == script.packed(text)


@pytest.mark.parametrize("name", CONTENTS)
def test_a_shipped_table_has_neither_name_nor_time(name: str) -> None:
    head = (DATA / name).read_bytes()[:10]
    assert head[3] == 0  # no name
    assert head[4:8] == bytes(4)  # no time


def test_nothing_is_read_on_import() -> None:
    program = (
        "import sys, corpusclean.rules.gbk\n"
        "assert list(corpusclean.rules.gbk.inserted_pinyin('行業(yè)還')) == []\n"
        "assert sys.modules['corpusclean.language.words'].words.cache_info().currsize == 0\n"
        "assert sys.modules['corpusclean.language.pinyin']._table.cache_info().currsize == 0\n"
        "assert 'opencc' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_model_knows_words() -> None:
    model = words()
    assert len(model.counts) == 105_157
    assert model.score("人工智能") > model.score("人") + model.score("工") + model.score("智") + model.score("能")
    assert model.score("龘") == pytest.approx(-math.log(model.total))
    assert model.score("") == 0.0
    assert sum(model.characters.values()) == pytest.approx(1.0)


@given(HANZI)
def test_forward_and_backward_meet(text: str) -> None:
    model = words()
    before, behind = model.forward(text), model.backward(text)
    assert before[0] == behind[-1] == 0.0
    assert before[-1] == pytest.approx(behind[0])
    assert all(one + other <= before[-1] + 1e-9 for one, other in zip(before, behind, strict=True))


@given(HANZI, st.sampled_from("国人学会"))
def test_an_ending_is_what_the_longer_text_scores(text: str, last: str) -> None:
    model = words()
    assert model.ending(text, model.forward(text), len(text), last) == pytest.approx(model.score(text + last))


@given(st.text())
def test_any_text_has_a_score(text: str) -> None:
    assert words().score(text) <= 0.0
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


@pytest.mark.parametrize(
    ("char", "expected"),
    [("業", ("yè",)), ("长", ("zhǎng", "cháng")), ("A", ()), ("", ()), ("業業", ()), ("。", ()), ("𠀀", ())],
)
def test_readings(char: str, expected: tuple[str, ...]) -> None:
    assert readings(char) == expected


def test_most_readings_are_toned() -> None:
    hanzi = [chr(code) for code in range(0x4E00, 0x9FA6)]
    assert sum(bool(readings(char)) for char in hanzi) == 20_892
    assert sum(any(vowel in readings(char)[0] for vowel in TONED) for char in hanzi if readings(char)) == 20_762


@pytest.mark.parametrize(("one", "other"), [("業", "业"), ("業界。A", "业界。A"), ("孝", "孝"), ("", "")])
def test_simplified(one: str, other: str) -> None:
    assert simplified(one) == other


@pytest.mark.parametrize(("one", "other"), [("场", "場"), ("小", "小"), ("A", "A")])
def test_traditional(one: str, other: str) -> None:
    assert traditional(one) == other
