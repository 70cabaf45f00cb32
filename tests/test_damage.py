"""Floors for every kind of damage: a small sample, damaged by the processes of benchmarks/damage; they may only rise.

The full figures come from `benchmarks/damage/measure.py`; here is a sample that takes seconds.
"""

import importlib.util
import random
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from corpusclean.document import Document, Source
from corpusclean.edits import Flag
from corpusclean.pipeline import Pipeline, Result
from corpusclean.records import dump, load, restore, to_record

PROJECT = Path(__file__).parents[1]

JAPANESE = [
    "昨日の午後、駅前の図書館で古い地図を見つけました。川の流れが今とは違い、橋も三つしか描かれていません。",
    "新しいプログラムを動かす前に、設定ファイルの内容をもう一度確認してください。誤りがあると起動できません。",
    "祖母の家の庭には大きな柿の木があり、秋になると毎年たくさんの実がなるので、近所の人にも配っています。",
    "この資料では、データの保存方法と復元の手順について説明します。詳しくは次の章をご覧ください。",
    "会議は来週の火曜日に延期されましたが、発表の順番は変わりません。質問がある場合は早めに知らせてください。",
    "雨が上がると、子供たちは一斉に外へ走り出して、水たまりを飛び越えながら公園に向かった。",
    "電車が遅れたため、約束の時間に間に合わなかった。駅員は、強い風が原因だと言っていた。",
    "この機能を使うと、複数の文書を同時に検索し、結果を日付の順に並べ替えることができます。",
    "山の上から見る夜の町は、まるで星を散らしたように美しく、私たちはしばらく言葉を忘れていた。",
    "値段は少し高いけれど、料理の味も店の雰囲気もとても良いので、また家族と一緒に行きたいと思います。",
    "研究の結果、気温が上がるほど発芽までの日数が短くなることが分かりましたが、例外もいくつかあります。",
    "サーバーの応答が遅いときは、まずネットワークの状態を調べ、それから記録に残ったエラーを読みます。",
]
KOREAN = [
    "어제 저녁에 오랜만에 친구를 만나서 시장 골목의 작은 식당에서 국수를 먹고 늦게까지 이야기를 나누었다.",
    "이 문서는 프로그램을 설치하는 방법과 설정 파일을 고치는 순서를 설명합니다. 먼저 운영 체제를 확인하십시오.",
    "모든 국민은 법 앞에 평등하며, 누구든지 성별이나 종교에 의하여 차별을 받지 아니한다.",
    "비가 그치자 아이들은 모두 밖으로 뛰어나갔고, 마당에는 작은 무지개가 떠 있었다.",
    "회의는 다음 주 화요일 오후로 미루어졌지만 발표 순서는 바뀌지 않으니 자료를 미리 준비해 주세요.",
    "연구 결과에 따르면 기온이 높을수록 싹이 트는 데 걸리는 시간이 짧아지는 것으로 나타났다.",
    "할머니 댁 뒤뜰에는 큰 감나무가 있어서 가을이 되면 해마다 이웃과 함께 감을 따서 나누어 먹는다.",
    "서버의 응답이 느릴 때에는 먼저 네트워크 상태를 살펴보고 기록에 남은 오류를 읽어야 한다.",
    "산 위에서 내려다본 도시의 밤은 별을 뿌려 놓은 것처럼 아름다워서 우리는 한동안 말을 잊었다.",
    "가격은 조금 비싸지만 음식도 맛있고 분위기도 좋아서 다음에 가족과 함께 다시 가고 싶습니다.",
]

CHINESE = [
    "图书馆今天上午九点开门，读者可以凭身份证办理借书证，也可以在网上预约座位。管理员说，周末来的人最多。",
    "这种树的叶子比别的树小，果实却又大又甜，每年秋天都有许多人专门从城里赶来采摘。",
    "新的办法规定，不论年纪大小、职务高低，所有人都要先登记，再进入现场。违反规定的，要承担责任。",
    "他把行李放在车上，回头看了看住了三年的房子，心里有些舍不得，可是时间已经不早了。",
    "软件安装以后，请先检查版本，再按照说明修改设置；如果遇到问题，可以查看日志，或者向开发者报告。",
    "经济学家认为，明年的物价将保持稳定，就业的情况也会有所改善，但是国际市场的变化仍然值得注意。",
    "昨天晚上下了一场大雨，河水涨了不少，桥边的小路被淹没了，孩子们只好绕道去上学。",
    "研究人员发现，气温每升高一度，种子发芽的时间就会缩短半天；这个结果已经由另外两个实验室证实。",
    "“你打算什么时候回来？”母亲站在门口问。他没有回答，只是笑了笑，挥了挥手，就走进了人群。",
    "代表们参观了工厂、学校、医院和市场，并同工人、教师、学生以及来自各地的商人进行了交谈。",
    "这本书分为三个部分：第一部分讲历史，第二部分讲方法，第三部分收集了作者多年来的笔记。",
    "比赛开始不久，主队就连进两球，观众的欢呼声传遍了整个体育场。下半场，客队换上了年轻的前锋。",
    "老人每天清晨都到公园里散步，遇见熟人就停下来聊几句，谈谈天气、身体和孩子们的近况。",
    "会议决定，从下个月开始调整公共汽车的路线，增加早晚高峰的班次，方便住在郊区的居民。",
]

REPAIRS = Pipeline.of(select=["MRK", "MOJ", "GBK", "CPY", "UNI"])


@cache
def damage() -> ModuleType:
    """The processes of the benchmark."""
    folder = PROJECT / "benchmarks" / "damage"
    loaded = []
    for name in ("forgiving", "kinds"):
        spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        loaded.append(module)
    return loaded[-1]


@cache
def chinese() -> list[str]:
    """Passages of our own, and some of the seeds that are not damaged."""
    lines = []
    for path in sorted((PROJECT / "seeds").glob("*.txt")):
        if not path.name.startswith("003"):
            lines += [line.strip() for line in path.read_bytes().decode("utf-8").splitlines()]
    prose = [line for line in lines if len(re.findall("[一-鿿]", line)) > 0.7 * len(line) and len(line) >= 40]
    return CHINESE + [line[:160] for line in prose][:20]


def passages(language: str) -> list[str]:
    return {"zh": chinese, "ja": lambda: JAPANESE, "ko": lambda: KOREAN}[language]()


def run(text: str) -> Result:
    return REPAIRS.run(Document.of(Source.of(text)))


#: So many of the rows of the sample, at most twelve, must come back exactly; the sample never changes.
FLOORS = {
    "inserted_pinyin": 10,
    "cut_at_marks": 4,
    "cut_at_marks_pair_vanished": 1,
    "deleted_pairs": 2,
    "deleted_pairs_hant": 2,
    "word_pinyin_toned": 9,
    "word_pinyin_stripped": 12,
    "utf8_as_gbk": 7,
    "utf8_as_gbk_fffd": 8,
    "utf8_as_gbk_twice": 6,
    "utf8_as_gbk_ja": 11,
    "utf8_as_gbk_ko": 2,
    "utf8_as_cp932": 3,
    "utf8_as_cp1252": 12,
    "utf8_as_latin1": 12,
    "utf8_as_cp1252_twice": 12,
    "utf8_as_cp1252_ja": 12,
    "utf8_as_cp1252_ko": 10,
    "utf8_as_cp1253_ko": 10,
    "utf8_as_cp874_ko": 10,
    "gbk_as_latin1": 12,
    "big5_as_latin1": 12,
    "sjis_as_latin1": 12,
    "eucjp_as_latin1": 12,
    "euckr_as_latin1": 10,
    "gbk_as_cp1252": 12,
    "big5_as_cp1252": 12,
    "sjis_as_cp1252": 12,
    "eucjp_as_cp1252": 12,
    "euckr_as_cp1252": 10,
    "gbk_as_cp1250": 12,
    "big5_as_cp1250": 12,
    "sjis_as_cp1250": 12,
    "eucjp_as_cp1250": 12,
    "euckr_as_cp1250": 10,
    "gbk_as_cp1251": 12,
    "big5_as_cp1251": 12,
    "sjis_as_cp1251": 12,
    "eucjp_as_cp1251": 12,
    "euckr_as_cp1251": 10,
    "gbk_as_cp1253": 12,
    "big5_as_cp1253": 12,
    "sjis_as_cp1253": 12,
    "eucjp_as_cp1253": 12,
    "euckr_as_cp1253": 10,
    "gbk_as_cp874": 12,
    "big5_as_cp874": 12,
    "sjis_as_cp874": 12,
    "eucjp_as_cp874": 12,
    "euckr_as_cp874": 10,
    "gbk_as_latin1_after_ftfy": 12,
    "big5_as_latin1_after_ftfy": 5,
    "sjis_as_latin1_after_ftfy": 8,
    "eucjp_as_latin1_after_ftfy": 11,
    "euckr_as_latin1_after_ftfy": 8,
    "euckr_as_latin1_after_nfkc": 10,
    "sjis_as_gbk": 12,
    "eucjp_as_gbk": 12,
    "euckr_as_gbk": 10,
    "gbk_as_big5": 7,
    "big5_as_gbk": 8,
    "eucjp_as_sjis": 11,
    "escape_u": 12,
    "escape_hex_reference": 12,
    "escape_reference": 12,
    "escape_reference_no_semicolon": 12,
    "escape_reference_no_ampersand": 12,
    "escape_reference_twice": 12,
    "escape_percent": 12,
    "escape_percent_gbk": 12,
    "escape_percent_u": 12,
    "escape_python_bytes": 12,
    "escape_hz": 12,
    "escape_iso2022jp": 12,
    "radicals": 12,
    "compatibility_ideographs": 12,
    "half_width_kana": 3,
    "vertical_punctuation": 11,
    "spaced_out": 12,
    "spaced_out_ja": 12,
    "zero_width": 12,
    "bidirectional": 12,
    "cut_short_utf8": 12,
    "cut_short_gbk": 12,
}
#: ... and so many be flagged, of damage that can only be told.
FLAGGED = {
    "lost_for_good": 12,
    "random_hanzi": 10,
    "utf8_as_gbk_three_times": 12,
    "utf8_as_big5": 12,
    "utf8_as_cp949": 10,
}


def sample(name: str) -> list[tuple[str, str]]:
    """At most twelve rows of a kind."""
    kind = next(kind for kind in damage().KINDS if kind.name == name)
    rng = random.Random(name)
    pool = passages(kind.language)
    rows = []
    for text in rng.sample(pool, len(pool)):
        row = kind.process(text, rng)
        if row and row[0] != row[1]:
            rows.append(row)
        if len(rows) == 12:
            break
    return rows


def test_every_kind_has_a_floor() -> None:
    """But for those of which nothing can come back in this sample: no evidence, no byte left, no passage for it."""
    missing = {kind.name for kind in damage().KINDS} - set(FLOORS) - set(FLAGGED)
    assert missing <= {"deleted_pairs_no_evidence", "utf8_as_gb18030", "utf8_as_gbk_silently"}


@pytest.mark.parametrize("name", FLOORS)
def test_repairs_do_not_get_worse(name: str) -> None:
    if name.startswith("word_pinyin"):
        pytest.importorskip("jieba", reason="the process needs jieba and pypinyin, of the extra bench")
        pytest.importorskip("pypinyin", reason="the process needs jieba and pypinyin, of the extra bench")
    rows = sample(name)
    assert sum(run(damaged).text == clean for damaged, clean in rows) >= FLOORS[name]


@pytest.mark.parametrize("name", FLAGGED)
def test_what_can_only_be_told_is_flagged(name: str) -> None:
    rule = next(kind.flag for kind in damage().KINDS if kind.name == name)
    found = [{mark.item.rule for mark in run(damaged).document.marks} for damaged, _ in sample(name)]
    assert sum(rule in codes for codes in found) >= FLAGGED[name]


@pytest.mark.parametrize("language", ["zh", "ja", "ko"])
def test_clean_passages_stay(language: str) -> None:
    texts = passages(language)
    if language == "zh":
        texts = [*texts, *map(damage().converted, texts)]
    for text in texts:
        result = run(text)
        assert result.text == text
        assert not [mark.item for mark in result.document.marks if isinstance(mark.item, Flag)]


@pytest.mark.parametrize("name", ["gbk_as_latin1", "utf8_as_gbk", "euckr_as_gbk", "inserted_pinyin", "escape_u"])
def test_a_damaged_page_comes_back_from_its_record(name: str) -> None:
    damaged = "\n".join(damaged for damaged, _ in sample(name))
    result = run(damaged)
    assert result.text != damaged
    assert restore(load(dump(to_record(result.document)))) == damaged.encode()
