"""What copying sites do: pinyin of words, random hanzi, synonyms; and the glosses, verse, lists that stay."""

import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.edits import Edit, Flag, Patch
from corpusclean.gate import Gate
from corpusclean.language import TONED, readings
from corpusclean.rule import Trigger
from corpusclean.rules.copying import OPENINGS, SPUN, noise, random_hanzi, spells, spun_synonyms, word_pinyin
from corpusclean.testing import fix, flags

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
FILTERS: list[Callable[[str], Iterable[Edit | Flag]]] = [word_pinyin, random_hanzi, spun_synonyms]
TRIGGERS = {
    word_pinyin: Trigger(chars=TONED, literals=OPENINGS),
    random_hanzi: Trigger(chars="，。、"),
    spun_synonyms: Trigger(literals=tuple(SPUN)),
}

# Running text whose words are known, as lists of words.
TEXT = [
    sentence.split(" ")
    for sentence in (
        "我们 需要 继续 发展 经济 ， 提高 人民 的 生活 水平 ， 同时 保护 环境 。",
        "这个 程序 可以 读取 文件 ， 然后 把 结果 写入 数据库 。 用户 不 需要 知道 细节 。",
        "昨天 晚上 下 了 一场 大雨 ， 街上 没有 行人 ， 只有 几辆 汽车 慢慢 开过 。",
        "酒店 的 房间 很 干净 ， 服务 也 不错 ， 但是 早餐 的 种类 太少 。",
        "老师 说 ， 学习 历史 不是 为了 考试 ， 而是 为了 明白 今天 的 世界 从 哪里 来 。",
    )
]


def annotated(words: list[str], reading: Callable[[str], str], every: int, first: int = 1) -> str:
    """The damage: the pinyin of each so-many-th word of two hanzi and more."""
    out, seen = [], 0
    for word in words:
        out.append(word)
        if re.fullmatch("[一-鿿]{2,8}", word):
            seen += 1
            if seen % every == first % every:
                out.append(f"({reading(word)})")
    return "".join(out)


def toned(word: str) -> str:
    return "".join(readings(char)[0] for char in word)


def stripped(word: str) -> str:
    return " ".join(re.sub(f"[{TONED}]", "", readings(char)[0]) for char in word)


# --- word_pinyin ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", TEXT, ids="".join)
@pytest.mark.parametrize("every", [3, 4])
def test_toned_pinyin_is_removed(words: list[str], every: int) -> None:
    assert fix(word_pinyin, annotated(words, toned, every)) == "".join(words)


@pytest.mark.parametrize("words", TEXT, ids="".join)
@pytest.mark.parametrize("every", [1, 2, 3, 4])
def test_stripped_pinyin_is_removed(words: list[str], every: int) -> None:
    assert fix(word_pinyin, annotated(words, stripped, every)) == "".join(words)


@given(st.lists(st.sampled_from(TEXT), min_size=1, max_size=4), st.integers(2, 6), st.integers(0, 5))
@settings(deadline=None, max_examples=50)
def test_the_round_trip(parts: list[list[str]], every: int, first: int) -> None:
    words = [word for part in parts for word in part]
    damaged = annotated(words, stripped, every, first)
    assert fix(word_pinyin, damaged) == "".join(words)


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("学习电子商务(din z shn w)的基本知识。", "学习电子商务的基本知识。"),
        ("学习电子商务（din z shng w）的基本知识。", "学习电子商务的基本知识。"),
        ("恐怖(kǒngbù)和暴力，相信政府(zhèngfǔ)能解决", "恐怖和暴力，相信政府能解决"),
        ("任何形式的恐怖（kǒngbù）和暴力，相信政府（zhèngfǔ）能解决", "任何形式的恐怖和暴力，相信政府能解决"),
        ("他们的生活(shēng huó)和工作(gōng zuò)都很好", "他们的生活和工作都很好"),
        ("相信我们(wǒmen)一定可以(kěyǐ)", "相信我们一定可以"),
        ("去银行(yínháng)取钱，然后回家(huíjiā)，没有问题(wèntí)", "去银行取钱，然后回家，没有问题"),
        ("說這個(zh ge)名字很好", "說這個名字很好"),
        ("有的话(de hu)就说", "有的话就说"),
        ("中国的一个(yígè)城市有很多(hěnduō)人", "中国的一个城市有很多人"),
        ("在不同(bùtóng)的地方生活(shēnghuó)", "在不同的地方生活"),
        ("她是女人(n rn)，有绿色(l s)的包", "她是女人，有绿色的包"),
        ("我们昨天才一起去西安(xī'ān)旅游(lǚyóu)，大家都很开心", "我们昨天才一起去西安旅游，大家都很开心"),
    ],
)
def test_word_pinyin(damaged: str, clean: str) -> None:
    behind = "。说完以后大家都笑了起来，没有一个人把这句话当真，只有他不说话。"
    assert fix(word_pinyin, damaged + behind) == clean + behind


@pytest.mark.parametrize(
    "text",
    [
        "彳亍(chì chù)指慢步行走。",
        "我爱吃兰州(lánzhōu)拉面，味道很好，大家都喜欢，每个星期都要去吃一次。",
        "他住在北京(běijīng)的一条小胡同里，每天骑车上班，路上要花半个小时左右。",
        "外国朋友问我，谢谢(xièxie)是什么意思，我告诉他就是thank you的意思，他很高兴。",
        "餐厅的名字叫好吃(hǎochī)，老板是山东人，做的菜又便宜又好吃，我们常去。",
        "在日本，人们把豆腐(dòufu)叫做tofu，其实是一样的东西，味道也差不多。",
        "囹圄(língyǔ)，監獄也。",
        "阿房(ē páng)宫，覆压三百余里。",
        "重慶(Chóngqìng)位於中國西南。",
        "用户(yònghù)的拼音写作 yonghu。",
        "万俟(mòqí)卨是复姓。",
        "入贅(zhuì)女婿，累贅之言。",
        "镓(jiā)、铟(yīn)和铊(tuō)同属第13族元素。",
        "他姓仇(qiú)，不是仇(chóu)恨的仇。",
        "行（xíng / háng）是多音字。",
        "中华人民共和国(PRC)成立于1949年。",
        "在地图(dt)上找到北京(bj)，看数据库(sjk)。",
        "守护（guard）和内省（introspect）是两个概念。",
        "坐标(x y)和向量(a b)，点(m n)，函数(f g)。",
        "参数(in out)和选项(to do)，文件(so on)。",
        "饺子(jiǎozi)是中国的传统食品。",
        "尴尬(gāngà)、踌躇(chóuchú)、蹒跚(pánshān)、逶迤(wēiyí)都是连绵词。",
        "他在饕餮(tāotiè)纹前踟蹰(chíchú)良久，看见魑魅(chīmèi)魍魉(wǎngliǎng)。",
        "春天来了，蚯蚓(qiūyǐn)出来了。",
        "一段话里只有一处生僻的词，比如他觉得很尴尬(gāngà)，没有别的。",
        "给予(jǐyǔ)、供给(gōngjǐ)、角色(juésè)、参差(cēncī)",
        "的(de)、地(de)、得(de)用法不同。",
        "你好(nǐhǎo)，我们(wǒmen)学习(xuéxí)汉语(hànyǔ)，大家(dàjiā)一起(yìqǐ)说话(shuōhuà)。",
        "今天(jīntiān)的生词：我们(wǒmen)、学习(xuéxí)、老师(lǎoshī)。",
        "这个词读作我们(wǒmen)，那个词念成他们(tāmen)。",
        "东京(とうきょう)是日本的首都(しゅと)。",
        "東京(とうきょう)は日本の首都(しゅと)です。",
        "薔薇（ばら）と林檎（りんご）を描(か)く。",
        "대한민국(大韓民國)의 수도는 서울이다.",
        "pīnyīn: nǐ hǎo, lǜ, nǚ",
        "L’été (à Paris), Noël (où?) et l’ambiguïté (é è).",
        "Người Việt Nam ở Hà Nội (à á) và (b c d).",
        "for i in (a b c): print(x y)",
        "行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化。",
        "",
        "(",
        "我们(",
        "我们()",
        "我们(wǒmen",
        "(wǒmen)",
        "们(men)",
    ],
)
def test_glosses_stay(text: str) -> None:
    assert not list(word_pinyin(text))


@pytest.mark.parametrize(
    "gloss", ["彳亍(chì chù)", "囹圄(língyǔ)", "重慶(Chóngqìng)", "长(zhǎng)", "地图(dt)", "饕餮（tāotiè）", "(PRC)"]
)
def test_a_gloss_among_annotations_stays(gloss: str) -> None:
    words = [*TEXT[0], *TEXT[1]]
    damaged = annotated(words, toned, 3)
    assert fix(word_pinyin, damaged + "他说" + gloss) == "".join(words) + "他说" + gloss


def test_what_is_left_is_left_the_next_time_too() -> None:
    text = "相信我们(wǒmen)的(mende)政府(zhèngfǔ)能解决(jiě jué)恐怖（kǒngbù）问题（wèntí），他们（tā men）也知道。"
    once = fix(word_pinyin, text)
    assert fix(word_pinyin, once) == once


def test_a_few_annotations_in_a_long_text_are_no_evidence() -> None:
    text = annotated(TEXT[0], toned, 3)
    assert fix(word_pinyin, text) != text
    long = text + "这里没有别的东西。" * 2000
    assert fix(word_pinyin, long) == long


@pytest.mark.parametrize(
    ("word", "reading", "size"),
    [
        ("电子商务", "diànzǐshāngwù", 4),
        ("学习电子商务", "diàn zǐ shāng wù", 4),
        ("银行", "yínháng", 2),
        ("自行", "zìxíng", 2),
        ("绿色", "lǜsè", 2),
        ("策略", "c lü", 2),
        ("策略", "c lu", 2),
        ("妈妈", "māma", 2),
        ("二人", "r rn", 2),
        ("阿姨", " y", 2),
        ("我们", "nǐmen", 0),
        ("我们", "wǒ", 0),
        ("我们", "", 0),
        ("我们", "w", 0),
        ("吧吧", "ba ba", 0),
        ("", "wǒ", 0),
        ("AB", "ā b", 0),
    ],
)
def test_what_a_reading_spells(word: str, reading: str, size: int) -> None:
    assert spells(word, reading) == size


def test_every_form_without_its_vowel_is_an_opening() -> None:
    forms = {
        re.sub(f"[{TONED}]", "", reading) for char in map(chr, range(0x4E00, 0x9FA6)) for reading in readings(char)[:1]
    }
    known = {opening[1:-1] for opening in OPENINGS}
    bare = {form for form in forms - known if form.isalpha()}
    toneless = {reading for char in map(chr, range(0x4E00, 0x9FA6)) for reading in readings(char)[:1]}
    assert bare <= toneless | {"ń", "m̄", "ê̄"}


# --- random_hanzi ---------------------------------------------------------------------------------------------------

#: A sample of the 3,755 hanzi of the first level of GB 2312, as the sites draw them.
LEVEL = [bytes((lead, trail)).decode("gbk") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF, 7)]


def noisy(text: str, seed: int) -> str:
    """The damage: two random hanzi before each stop."""
    rng = random.Random(seed)
    return re.sub("(?<=[一-鿿])(?=[，。、])", lambda _: "".join(rng.sample(LEVEL, 2)), text)


PROSE = ["".join(words) for words in TEXT] + [
    "时代在进步，社会在发展，孩子们过年拿到的钱越来越多，几十元、几百元都不稀罕。",
    "他从小生活在农村，对土地有很深的感情，退休以后又回到了村里。",
    "只有管理员才能修改这个设置，普通用户没有权限，需要先提出申请。",
]


def test_most_texts_with_random_hanzi_are_flagged() -> None:
    """The pinned floor; of longer texts nine in ten are."""
    found = [bool(flags(random_hanzi, noisy(text, seed))) for text in PROSE for seed in range(10)]
    assert sum(found) >= 66  # of 80, most of them with three stops


def test_the_places_are_the_random_hanzi() -> None:
    text = "行業的基本要素玲销，就是永恒的概念舆蝴，也是發展的方向诊霹。"
    assert [place for place, _ in flags(random_hanzi, text)] == ["玲销", "舆蝴", "诊霹"]
    assert {note for _, note in flags(random_hanzi, text)} == {"two random hanzi before a stop"}


@pytest.mark.parametrize("text", PROSE)
def test_prose_ends_its_sentences(text: str) -> None:
    assert not list(random_hanzi(text))


@pytest.mark.parametrize(
    "text",
    [
        "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。闰余成岁，律吕调阳。云腾致雨，露结为霜。",
        "豫章故郡，洪都新府。星分翼轸，地接衡庐。襟三江而带五湖，控蛮荆而引瓯越。",
        "关关雎鸠，在河之洲。窈窕淑女，君子好逑。参差荇菜，左右流之。蒹葭苍苍，白露为霜。",
        "帝高阳之苗裔兮，朕皇考曰伯庸。摄提贞于孟陬兮，惟庚寅吾以降。皇览揆余初度兮，肇锡余以嘉名。",
        "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。葡萄美酒夜光杯，欲饮琵琶马上催。",
        "若夫淫雨霏霏，连月不开，阴风怒号，浊浪排空；日星隐曜，山岳潜形；商旅不行，樯倾楫摧；薄暮冥冥，虎啸猿啼。",
        "阿莫西林、头孢克洛、罗红霉素、克拉霉素、左氧氟沙星、诺氟沙星、甲硝唑、替硝唑、阿昔洛韦、利巴韦林。",
        "人参、黄芪、当归、川芎、白芍、熟地黄、枸杞、茯苓、白术、甘草、陈皮、半夏、柴胡。",
        "张伟、王芳、李娜、刘洋、陈静、杨帆、赵磊、黄婷、周杰、吴昊、徐磊、孙悦、胡军。",
        "克里斯蒂娜、阿尔弗雷德、弗拉基米尔、亚历山德罗、伊丽莎白、凯瑟琳、塞巴斯蒂安。",
        "甲醇、乙醇、丙酮、苯胺、吡啶、呋喃、噻吩、咪唑、喹啉、萘酚、蒽醌、菲啶、哌嗪、吗啉。",
        "到会的有刘经理夫人王佳楣、李厂长夫人陈葳、张校长夫人林筱戌、赵主任夫人吴璇、周教授夫人郑璐。会后大家合影。",
        "鲈鱼、鳜鱼、鲫鱼、鲢鳙、鳗鲡、鲳鳊、黄鳝、泥鳅、甲鱼、螃蟹、龙虾、海蜇。",
        "那婆娘款动金莲，轻移玉笋，眉似初春柳叶，脸如三月桃花，纤腰袅娜，檀口轻盈。",
        "凶手拿着匕首，穿着蓑衣，戴着斗笠，踩着泥泞，淌着溪涧，越过篱笆。",
        "吾輩は猫である。名前はまだ無い。どこで生れたか頓と見當がつかぬ。",
        "玲销，舆蝴。",
        "，，，。。。、、、",
        "",
        "。",
    ],
)
def test_verse_names_and_lists_stay_unmentioned(text: str) -> None:
    assert not list(random_hanzi(text))
    assert not list(random_hanzi(text * 50))


def test_one_damaged_sentence_is_no_damaged_text() -> None:
    assert not list(random_hanzi("".join(PROSE) + noisy(PROSE[0], 1)))
    assert not list(random_hanzi("基本要素玲销，永恒的概念舆蝴。"))


# --- spun_synonyms --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("遵循设计、施工的原那么，做好平安检查。", ["原那么", "平安检查"]),
        ("地基根底工程与平安生产", ["根底工程", "平安生产"]),
        ("完善根底设施", ["根底设施"]),
        ("消除平安隐患，提高平安系数", ["平安隐患", "平安系数"]),
        ("开展中国家", ["开展中国家"]),
        ("假设干规定", ["假设干"]),
    ],
)
def test_swapped_synonyms(text: str, found: list[str]) -> None:
    assert flags(spun_synonyms, text) == [(form, f"a swapped synonym: {SPUN[form]}") for form in found]


@pytest.mark.parametrize(
    "text",
    [
        "而且和电原那么近，草原那么美，高原那么高。",
        "是否那么难？标准那么高，办法那么多，仔细那么看。",
        "祝你一路平安，平安是福，平安银行。",
        "他的根底很好，追根究底。",
        "活动全面开展起来，可持续开展下去。",
        "局部地区有雨，局部麻醉。",
        "愿为祖国效劳。",
        "比拟是一种修辞。",
        "安全生产的原则，基础设施，服务器，若干规定。",
        "做生意要有本钱。",
        "严重缺乏经验。",
        "",
    ],
)
def test_chinese_stays(text: str) -> None:
    assert not list(spun_synonyms(text))


# --- all three: the seeds, the laws, hostile text -------------------------------------------------------------------


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
@pytest.mark.parametrize("rule", FILTERS)
def test_the_seeds_are_left_alone(path: Path, rule: Callable[[str], Iterable[Edit | Flag]]) -> None:
    assert not list(rule(path.read_bytes().decode("utf-8")))


TOKENS = ["我们", "恐怖", "政府", "(wǒmen)", "(kǒngbù)", "（wǒmen）", "（kǒng bù）", "(zhèng fǔ)", "(w men)", "(kng b)"]
TOKENS += [
    "囹圄(língyǔ)",
    "拼音",
    "(",
    ")",
    "ǒ",
    "们",
    "(men)",
    "(mende)",
    "的",
    "(fǔde)",
    "基本要素玲销",
    "永恒的概念舆蝴",
]
TOKENS += ["，", "。", "、", "原那么", "平安生产", "根底设施", "那么", "\n", " ", "A", "\0"]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(TOKENS), max_size=30).map("".join))


@given(st.lists(st.sampled_from([*TOKENS, "玲", "销", "诊霹", "，", "，"]), max_size=40).map("".join))
def test_no_place_costs_more_than_its_bound(text: str) -> None:
    *parts, _ = re.split("[，。、]", text)
    ends = [match.start() for match in re.finditer("[，。、]", text)]
    bounds = noise._at_most([part[-2:] for part in parts])
    for end, bound in zip(ends, bounds, strict=True):
        assert min(noise._cost(text, end), noise.MOST) <= bound + 1e-6


@pytest.mark.parametrize("rule", FILTERS)
@given(text=TEXTS)
@settings(deadline=None, max_examples=150)
def test_the_laws_of_rules(rule: Callable[[str], Iterable[Edit | Flag]], text: str) -> None:
    found = list(rule(text))
    assert found == list(rule(text))
    assert [item[:2] for item in found] == sorted(item[:2] for item in found)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    patch = Patch.of(text, (item for item in found if isinstance(item, Edit)))
    again = patch.apply(text)
    assert patch.invert(text).apply(again) == text
    assert not [item for item in rule(again) if isinstance(item, Edit)]
    if not Gate([TRIGGERS[rule]]).wake(text):
        assert not found


@pytest.mark.parametrize("rule", FILTERS)
def test_hostile_lines_take_linear_time(rule: Callable[[str], Iterable[Edit | Flag]]) -> None:
    for part in (
        "(",
        "我",
        "我们(",
        "我们(wǒmen)",
        "我们(w men)",
        "(a ",
        "，",
        "玲销，",
        "基本要素玲销，",
        "原那么，",
        "根底设施",
    ):
        list(rule(part * 10_000))
