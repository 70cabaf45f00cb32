"""Byte pairs deleted from raw GBK bytes: seed 003, words that must stay, and the laws."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.edits import Edit, Flag, Patch
from corpusclean.rules.gbk import deleted_byte_pairs, inserted_pinyin, lost_byte_pairs
from corpusclean.rules.gbk.splits import deleted, halves, splits
from corpusclean.rules.steps import Steps
from corpusclean.testing import fix, flags

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
DAMAGED = next(path for path in SEEDS if path.name.startswith("003")).read_bytes().decode("utf-8")
REPAIRED = fix(inserted_pinyin, DAMAGED)

# The shortest text that convinces the detector; a page has hundreds of annotations.
EVIDENCE = "在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。\n"

FILTERS: list[Callable[[str], Iterable[Edit | Flag]]] = [deleted_byte_pairs, lost_byte_pairs]


def edits(text: str, rule: Callable[[str], Iterable[Edit | Flag]]) -> list[Edit]:
    return [item for item in rule(text) if isinstance(item, Edit)]


# --- seed 003 -------------------------------------------------------------------------------------------------------


def test_the_deleted_pairs_of_the_seed() -> None:
    found = [(DAMAGED[edit.start : edit.end], edit.replacement) for edit in edits(DAMAGED, deleted_byte_pairs)]
    assert found == [("贅", "住「"), ("孝", "小、"), ("孝", "小、")]
    both = fix(inserted_pinyin, fix(deleted_byte_pairs, DAMAGED))
    for words in ("如何留住「關鍵人物」?", "制造更小、更高效、更智能的模型", "讓模型變小、變專業,"):
        assert words in both
    assert len(both) == len(REPAIRED) + 3


def test_a_deleted_pair_says_how_likely_it_is() -> None:
    assert [edit.note for edit in deleted_byte_pairs(DAMAGED)] == ["log-odds 10.0", "log-odds 1.7", "log-odds 2.7"]


def test_the_annotations_hide_no_deleted_pair_and_survive_one() -> None:
    assert len(edits(fix(deleted_byte_pairs, DAMAGED), inserted_pinyin)) == 332


def test_without_the_annotations_there_is_no_evidence() -> None:
    assert not list(deleted_byte_pairs(REPAIRED))
    assert not list(lost_byte_pairs(REPAIRED))


def test_the_lost_dots_of_the_seed() -> None:
    dots = "a · between the names is lost; its place is not known"
    assert [name for name, note in flags(lost_byte_pairs, DAMAGED) if note == dots] == [
        "薩姆奧特曼",
        "阿賈伊阿格拉沃爾",
    ]


def test_the_lost_dashes_of_the_seed() -> None:
    """Two of three; the third, 路線圖——將, leaves no sign."""
    found = [name for name, note in flags(lost_byte_pairs, DAMAGED) if "——" in note]
    assert [re.sub("[(][^)]+[)]", "", name) for name in found] == ["據臺媒報道", "根據外媒報道"]


@pytest.mark.parametrize(
    "text",
    [
        "另據當地媒體報道，股價上漲。",
        "新華社電據當地報紙報道，會談已經開始。",
        "股價上漲，據媒體報道。",
        "證據表明他說了謊。根據規定辦理。",
        "應根據媒體報道核實。",
        "數據統計顯示增長。",
        "他占據了介紹人的位置。",
        "第一步——據台媒報道，公司開始招人。",
    ],
)
def test_reports_that_begin_a_clause(text: str) -> None:
    assert not list(lost_byte_pairs(EVIDENCE + text))


@pytest.mark.parametrize(
    "path", [path for path in SEEDS if not path.name.startswith("003")], ids=lambda path: path.stem
)
@pytest.mark.parametrize("rule", FILTERS)
def test_the_other_seeds_are_left_alone(path: Path, rule: Callable[[str], Iterable[Edit | Flag]]) -> None:
    assert not list(rule(path.read_bytes().decode("utf-8")))


@pytest.mark.parametrize(
    "few",
    [
        "因?yàn)榕c奧特曼激進。",
        "怎麼書(shū)的質量這麼差，里面很多缺頁破爛，是不是盜(dào)版的啊，我不知道，也不想知道。",
    ],
)
def test_a_few_annotations_are_no_evidence(few: str) -> None:
    text = few + "讓模型變孝變專業。薩姆奧特曼(Sam Altman)說。"
    assert fix(inserted_pinyin, text) != text
    assert not list(deleted_byte_pairs(text))
    assert not list(lost_byte_pairs(text))


# --- words and names that are whole ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "孝是美德,要更孝順父母。",
        "累贅之言、入贅女婿、贅述不已。",
        "小、更小、最小",
        "學校與上校、小學與大學。",
        "「留住人才」",
        "孝",
        "孝,孝,孝",
        "阿根廷與英國並列,路人皆知,盛世將至。",
    ],
)
def test_words_stay_in_a_damaged_text(text: str) -> None:
    assert not list(deleted_byte_pairs(EVIDENCE + text))


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("變孝變專業(yè)", "變小、變專業(yè)"),
        ("如何留贅關鍵人物」?", "如何留住「關鍵人物」?"),
        ("他記住了,\n如何留贅關鍵人物」?", "他記住了,\n如何留住「關鍵人物」?"),
    ],
)
def test_deleted_pairs(damaged: str, repaired: str) -> None:
    assert fix(deleted_byte_pairs, EVIDENCE + damaged) == EVIDENCE + repaired


@pytest.mark.parametrize("text", ["如何留贅關鍵人物?", "如何留贅「關鍵人物」?", "如何留贅關鍵人物\n」?"])
def test_no_bracket_without_its_partner(text: str) -> None:
    assert not list(deleted_byte_pairs(EVIDENCE + text))


@pytest.mark.parametrize(
    "text",
    [
        "薩姆·奧特曼(Sam Altman)",
        "摩根士丹利(Morgan Stanley)",
        "布宜諾斯艾利斯(Buenos Aires)",
        "機器學習(Machine Learning)",
        "奧特曼(Sam Altman)",
        "薩姆奧特曼(Altman)",
        "薩姆奧特曼(sam altman)",
        "薩姆奧特曼說(Sam Altman)",
        "薩姆奧特曼",
        "硅谷銀行(Silicon Valley Bank)",
        "阿賈伊·班加和阿賈伊阿格拉沃爾(Ajay Agrawal)",
    ],
)
def test_names_that_lost_nothing(text: str) -> None:
    assert not list(lost_byte_pairs(EVIDENCE + text))


# --- the damage, and back -------------------------------------------------------------------------------------------

# Sentences of several kinds; what the damage does to each is made by `deleted`, not written down.
SENTENCES = [
    "他把车停在广场。我们从那里走回家,路上没有说话。",
    "手机做得很小、很轻,拿在手里几乎没有感觉。",
    "这家店的价格是全市最高的,房间却很小。下次不会再来了。",
    "请先安装驱动程序,再设置缓冲区的大小。默认值是四千字节。",
    "市场、工厂、学校都要检查,一个也不能少。",
    "大家都记住了老师的话。第二天没有一个人迟到。",
    "他在会上说:“我们一定要取得胜利！”全场响起了掌声。",
    "真的很好吃啊。服务员的态度也不错。",
    "衣、食、住、行都要花钱,日子过得很紧。",
    "各省、市、自治区都派了代表参加这次会议。",
    "这本书的名字叫《小镇的市场》,写的是三十年前的事。",
    "年轻人喜欢「留住「今天」的说法」,老人不喜欢。",
    "他终于在北京定居并站住。",
    "文件太大,可以先压缩再存取。这样传得快一些。",
    "她慢慢地走着,雨越下越小……街上已经没有人了。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_damage_is_undone(sentence: str) -> None:
    damaged = deleted(sentence)
    assert damaged != sentence or "住" in sentence
    text = EVIDENCE + damaged + "\n"
    again = fix(deleted_byte_pairs, text)
    assert deleted(again.removeprefix(EVIDENCE)) == damaged + "\n"


def test_most_of_the_damage_is_undone() -> None:
    """The pinned floor: so many of the sentences come back whole."""
    right = sum(fix(deleted_byte_pairs, EVIDENCE + deleted(sentence)) == EVIDENCE + sentence for sentence in SENTENCES)
    assert right >= 13


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_text_with_whole_pairs_is_left_alone(sentence: str) -> None:
    assert not list(deleted_byte_pairs(EVIDENCE + sentence))
    assert not list(deleted_byte_pairs(EVIDENCE + sentence + "讓模型變孝變專業。"))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_evidence_no_repair(sentence: str) -> None:
    assert not list(deleted_byte_pairs(deleted(sentence)))


@pytest.mark.parametrize(
    ("clean", "damaged"),
    [
        ("小、", "孝"),
        ("住「", "赘"),
        ("场。", "常"),
        ("！”", "１"),
        ("啊。。", "埃。"),
        ("大、", "大、"),
        ("一\N{IDEOGRAPHIC SPACE}二", "一二"),
        ("", ""),
        ("abc", "abc"),
    ],
)
def test_the_damage(clean: str, damaged: str) -> None:
    assert deleted(clean) == damaged


def test_each_half_is_what_the_damage_leaves() -> None:
    assert len(halves()) > 1000
    assert all(deleted(first + mark) == char for char, (first, mark) in halves().items())


@given(st.lists(st.sampled_from([*SENTENCES, *"小住场省、。「」“”的变我"]), max_size=8).map("".join))
@settings(deadline=None)
def test_the_damage_done_again_gives_the_text(text: str) -> None:
    damaged = deleted(text)
    assert deleted(fix(deleted_byte_pairs, EVIDENCE + damaged).removeprefix(EVIDENCE)) == damaged


@pytest.mark.parametrize(
    "text",
    [
        "他们在广场上跳舞,经常跳到很晚。",
        "请保护好自己的证件,注意安全并按时到校。",
        "祝大家新年快乐,祝老师身体健康。",
        "埃及的金字塔,埃里克和埃里森都没去过。",
        "剩下的饭菜不要浪费,剩男剩女也是人。",
        "他是一个盛气凌人的人,盛夏也穿西装。",
        "并不是所有的人都喜欢,并且也没有必要。",
        "哈希表里的哈希值是唯一的。",
        "第１章讲的是历史,第２章讲的是地理。",
        "用了１６００元,还剩２００元。",
        "“他说这里有１个苹果",
        "常常有人问起这件事,常委会也讨论过。",
        "保安把门关上了。两年质保",
        "王孝文、张孝礼、李孝义三兄弟都来了。",
        "眩晕的时候要躺下,注射之后要观察。",
    ],
)
def test_common_words_stay(text: str) -> None:
    assert not list(deleted_byte_pairs(EVIDENCE + text))


@pytest.mark.xfail(
    strict=True, reason="the word model takes them for 终场、胜果 and 的啊。镑; the log-odds are in the note"
)
@pytest.mark.parametrize("text", ["他终尝胜果。", "花了三个埃镑左右的钱。"])
def test_rare_words_that_look_like_two(text: str) -> None:
    assert not list(deleted_byte_pairs(EVIDENCE + text))


def test_a_place_costs_a_step_and_a_text_has_so_many() -> None:
    steps = Steps(100)
    assert len(list(splits("变孝变," * 500, steps))) <= 100
    assert steps.taken == 100
    text = EVIDENCE + "孝贅" * 50_000
    assert flags(deleted_byte_pairs, text) == [
        (text, "search for deleted byte pairs given up: too many places look like one")
    ]
    assert not edits(text, deleted_byte_pairs)


def test_prose_takes_few_steps() -> None:
    steps = Steps(10**6)
    text = deleted("".join(SENTENCES)) * 20
    list(splits(text, steps))
    assert steps.taken < 0.1 * len(text)


# --- the laws -------------------------------------------------------------------------------------------------------

TOKENS = ["變孝變", "留贅", "」", "「", "、", "。", "孝", "住", "小", "的", "薩姆奧特曼(Sam Altman)", "·"]
TOKENS += ["業(yè)", "時(shí)", "長(zhǎng)", "業", "?yàn)", "因?yàn)榕c奧", "(", ")", "ā", "A", "\ufffd"]
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*TOKENS, "\n", " ", "\r\n", "\0"])).map("".join),
    st.lists(st.sampled_from([*TOKENS, "\n", " "])).map(lambda tokens: EVIDENCE + "".join(tokens)),
    st.tuples(st.integers(0, len(DAMAGED)), st.integers(200, 900)).map(lambda cut: DAMAGED[cut[0] : sum(cut)]),
)


@pytest.mark.parametrize("rule", FILTERS)
@given(text=TEXTS)
@settings(deadline=None, max_examples=200)
def test_the_laws_of_rules(rule: Callable[[str], Iterable[Edit | Flag]], text: str) -> None:
    found = list(rule(text))
    assert found == list(rule(text))
    patch = Patch.of(text, (item for item in found if isinstance(item, Edit)))
    assert all(0 <= item.start < item.end <= len(text) for item in found if isinstance(item, Flag))
    assert patch.invert(text).apply(patch.apply(text)) == text
    assert not edits(patch.apply(text), rule)


@pytest.mark.parametrize("rule", FILTERS)
@given(text=st.text(st.sampled_from("業時級進發產行孝贅小 ()?yejish,。\n€")))
def test_nothing_without_a_toned_vowel(rule: Callable[[str], Iterable[Edit | Flag]], text: str) -> None:
    assert not list(rule(text))


@pytest.mark.parametrize("rule", FILTERS)
def test_hostile_lines_take_linear_time(rule: Callable[[str], Iterable[Edit | Flag]]) -> None:
    """Each 20,000 times what a careless rule stumbles over; a quadratic one would need minutes."""
    for part in ("(", "?", "a", "ā", "孝", "業(", "因?yàn)", "變孝變,", "留贅」", "阿格", "?" + "a" * 6):
        list(rule(EVIDENCE + part * 20_000))
