"""Pinyin in raw GBK bytes: seed 003 in full, snippets of real pages, glosses that must stay, and the laws."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.edits import Edit, Flag, Patch
from corpusclean.language import TONED, readings, simplified
from corpusclean.rules.gbk import annotate, beam, cuts, detect, inserted_pinyin, unaligned_cuts
from corpusclean.rules.gbk.beam import Search
from corpusclean.rules.gbk.codec import decoded
from corpusclean.rules.gbk.detection import _ENDS, MARK
from corpusclean.rules.gbk.pinyin import undone
from corpusclean.rules.gbk.ways import Found
from corpusclean.testing import fix

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
DAMAGED = next(path for path in SEEDS if path.name.startswith("003")).read_bytes().decode("utf-8")
REPAIRED = fix(inserted_pinyin, DAMAGED)

# The shortest text that convinces the detector; a page has hundreds of annotations.
EVIDENCE = "在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。\n"
CLEAN = "在行業還在探討時,它正加速向超級公司進化,發布產品。\n"

# Met in seed 003 only where bytes were misread: they are in the software's table, and never stand in the text.
UNSEEN = {"嚴": "yán", "冊": "cè"}

FILTERS: list[Callable[[str], Iterable[Edit | Flag]]] = [unaligned_cuts, inserted_pinyin]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    for remembered in (detect, undone):
        remembered.cache_clear()


def edits(text: str, rule: Callable[[str], Iterable[Edit | Flag]]) -> list[Edit]:
    return [item for item in rule(text) if isinstance(item, Edit)]


# --- seed 003 -------------------------------------------------------------------------------------------------------


def test_every_annotation_of_the_seed_is_removed() -> None:
    found = edits(DAMAGED, inserted_pinyin)
    aligned = [edit for edit in found if not edit.replacement]
    assert len(aligned) == 327
    assert all(re.fullmatch(rf"\([a-z{TONED}]+\)", DAMAGED[edit.start : edit.end]) for edit in aligned)
    assert not any(vowel in REPAIRED for vowel in TONED)


def test_every_misaligned_run_of_the_seed_is_repaired() -> None:
    found = [(DAMAGED[edit.start - 2 : edit.end + 2], edit.replacement) for edit in edits(DAMAGED, inserted_pinyin)]
    assert [pair for pair in found if pair[1]] == [
        (",因?yàn)榕c奧特", "為與"),
        ("轉(zhuǎn)變?yōu)椤附?jīng)理人"[7:], "為「經"),
        ("嘗試?yán)@開O", "繞"),
        ("如因?yàn)殚_源路", "為開"),
        ("我們?cè)赟ca", "在S"),
    ]
    for words in (
        "因為與奧特曼激進",
        "轉變為「經理人模式」",
        "都在嘗試繞開OpenAI",
        "比如因為開源路線",
        "我們在Scaling什么",
    ):
        assert words in REPAIRED


def test_the_damage_done_again_gives_the_seed() -> None:
    damage = detect(DAMAGED)
    assert damage
    assert len(damage.table) == 74
    assert not UNSEEN.keys() & damage.table.keys()
    assert annotate(REPAIRED, {**damage.table, **UNSEEN}) == DAMAGED


@pytest.mark.parametrize(
    "kept",
    [
        "薩姆奧特曼( Sam Altman)的",
        "(Ajay Agrawal)就提到",
        "Safe Superintelligence(下文簡稱:SSI),",
        "(OpenAI總裁Greg Brockman宣布休假至今年年底)",
        "(L1:聊天機器人;L2:推理者;L3:智能體;L4:創新者;L5:組織者)",
    ],
)
def test_genuine_parentheses_of_the_seed_stay(kept: str) -> None:
    assert kept in REPAIRED


@pytest.mark.parametrize(
    "path", [path for path in SEEDS if not path.name.startswith("003")], ids=lambda path: path.stem
)
@pytest.mark.parametrize("rule", FILTERS)
def test_the_other_seeds_are_left_alone(path: Path, rule: Callable[[str], Iterable[Edit | Flag]]) -> None:
    assert not list(rule(path.read_bytes().decode("utf-8")))


# --- damage that was made here --------------------------------------------------------------------------------------

TRADITIONAL = sorted({char for char in REPAIRED if readings(char) and simplified(char) != char})


@pytest.mark.parametrize(("share", "exact", "near"), [(1, 0.9, 0.99), (2, 0.9, 0.99), (3, 0.9, 0.99)])
def test_another_table_is_learned_and_undone(share: int, exact: float, near: float) -> None:
    """Every ``share``-th Traditional hanzi annotated; so many lines come back exactly, so many characters in place."""
    table = {char: readings(char)[0] for char in TRADITIONAL[::share]}
    damaged = annotate(REPAIRED, table)
    lines = list(zip(fix(inserted_pinyin, damaged).split("\n"), REPAIRED.split("\n"), strict=True))
    assert sum(one == other for one, other in lines) >= exact * len(lines)
    right = sum(len(other) for one, other in lines if one == other)
    assert right >= near * len(REPAIRED.replace("\n", "")) - 500


@pytest.mark.parametrize(
    ("text", "table", "damaged"),
    [
        ("行業還在", {"業": "yè"}, "行業(yè)還在"),
        ("因為與奧", {"驗": "yàn"}, "因?yàn)榕c奧"),
        ("我們在Scaling", {"冊": "cè"}, "我們?cè)赟caling"),
        ("行業行業", {"業": "yè"}, "行業(yè)行業(yè)"),
        ("", {"業": "yè"}, ""),
        ("ASCII €5 é😀業", {}, "ASCII €5 é😀業"),
        ("😀業", {"業": "yè"}, "😀業(yè)"),
        ("業😀", {"業": "yè"}, "業(yè)😀"),
    ],
)
def test_the_damage(text: str, table: dict[str, str], damaged: str) -> None:
    assert annotate(text, table) == damaged


@given(st.text())
def test_damage_without_a_table_is_none(text: str) -> None:
    assert annotate(text, {}) == text


#: Nothing is wrong with it.
PASSAGE = "前台的態度很冷淡，早餐的品種也太少。下次來這里出差，我不會再住這一家了，也不推薦給朋友們。"

# --- snippets of real pages (their tables differ from the seed's) ---------------------------------------------------


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("張?zhí)熳籼岢鲈谯粗菰圏c(diǎn)", "張天佐提出在鄞州試點"),
        ("咨詢?nèi)绾纬蔀榇河鹱髡哒?qǐng)聯(lián)系", "咨詢如何成為春羽作者請聯系"),
        ("發(fā)展?jié)摿Α?jù)統(tǒng)計", "發展潛力。據統計"),
        ("因?yàn)楣ぷ鞯木壒剩以谶^(guò)去", "因為工作的緣故，我在過去"),
        ("報告?！笆奈濉币?guī)劃", "報告。“十四五”規劃"),
        ("他說“轉(zhuǎn)化?！?/strong>", "他說“轉化。”</strong>"),
        ("合作?？h域", "合作。縣域"),
    ],
)
def test_a_snippet_of_a_real_page(damaged: str, repaired: str) -> None:
    """Private-use characters vanished from some of these without a sign."""
    assert fix(inserted_pinyin, fix(unaligned_cuts, EVIDENCE + damaged)) == CLEAN + repaired


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("張?zhí)熳籼岢鲈谯粗菰圏c(diǎn)", "張天佐提出在鄞州試點"),
        ("咨詢?nèi)绾纬蔀榇河鹱髡哒?qǐng)聯(lián)系", "咨詢如何成為春羽作者請聯系"),
        ("因?yàn)榕c奧特曼激進", "因為與奧特曼激進"),
        ("報告?！笆奈濉币?guī)劃", "報告。“十四五”規劃"),
    ],
)
def test_a_snippet_alone(damaged: str, repaired: str) -> None:
    """One shifted run is evidence enough."""
    assert fix(inserted_pinyin, fix(unaligned_cuts, damaged)) == repaired


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        (
            "怎麼書(shū)的質量這麼差，里面很多缺頁破爛，是不是盜(dào)版的啊",
            "怎麼書的質量這麼差，里面很多缺頁破爛，是不是盜版的啊",
        ),
        (
            "預訂的時候承諾是海景房，但門(mén)口只有工地和停車場(chǎng)，也沒有人來管。",
            "預訂的時候承諾是海景房，但門口只有工地和停車場，也沒有人來管。",
        ),
        (
            "全省８４個(gè)縣市、城市郊區的農(nóng)村電價已全部審批下發(fā)。",
            "全省８４個縣市、城市郊區的農村電價已全部審批下發。",
        ),
    ],
)
def test_a_few_annotations(damaged: str, repaired: str) -> None:
    assert fix(inserted_pinyin, damaged + PASSAGE) == repaired + PASSAGE
    assert fix(inserted_pinyin, damaged) == damaged


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        # The pinyin stands behind a trail byte and an ASCII letter that make a hanzi of the table: 的 C4, I 49, 腎.
        (annotate("的IP位址", {"腎": "shèn"}), "的IP位址"),
        # A run that ends with an ASCII trail byte, and that hanzi is annotated itself.
        (annotate("順手牽羊或者無德", {"無": "wú", "繃": "bēng"}), "順手牽羊或者無德"),
        # The end of the text falls inside a run: half of the last character is lost, and guessed.
        (annotate("他們來自俄羅斯等國家。", {"葒": "hóng"}), "他們來自俄羅斯等國家。"),
        # The decoder ate an ASCII character with the last byte of the run.
        (annotate("他們的活動 (夏天) 很多", {"臟": "zàng", "騙": "piàn"}), "他們的活動 (夏天) 很多"),
    ],
)
def test_unaligned_matches(damaged: str, repaired: str) -> None:
    assert fix(inserted_pinyin, EVIDENCE + damaged) == CLEAN + repaired


# --- glosses, lessons, dictionaries: nobody's damage ----------------------------------------------------------------

GLOSSES = {
    "one gloss": "「長」在這裡讀作長(zhǎng)，不讀長(cháng)。",
    "elements": "鎵(jiā)、銦(yīn)、鉈(tā)同屬第13族元素。",
    "lanthanides": (
        "鑭系元素有鑭(lán)、鈰(shì)、鐠(pǔ)、釹(nǚ)、鉕(pǒ)、釤(shān)、銪(yǒu)、釓(gá)、鋱(tè)、鏑(dī)、鈥(huǒ)、鉺(ěr)、銩(diū)、鐿(yì)。"
    ),
    "elements in running text": (
        "含鑭(lán)的礦與含鈰(shì)的礦同生，加釹(nǚ)和鏑(dī)可作磁體，鉺(ěr)可作光纖，銩(diū)可作雷射，含鐿(yì)的少。"
    ),
    "fishes": "鱸(lú)魚、鯉(lǐ)魚、鯽(jì)魚、鰱(lián)魚、鱘(xún)魚、鰻(mán)魚、鯧(chāng)魚都可以吃。",
    "a name": "他姓仇(qiú)，不是仇(chóu)恨的仇。",
    "a place": "重慶(Chóngqìng)位於中國西南，鄰近貴州(Guìzhōu)、四川(Sìchuān)、陝西(Shǎnxī)、湖北(Húběi)。",
    "words": "彳亍(chì chù)、囹圄(líng yǔ)、阿房(ē páng)宮、万俟(mò qí)、饕餮(tāo tiè)、齟齬(jǔ yǔ)。",
    "polyphones": (
        "他還(huán)了書還(hái)想借，單(chán)于不是單(dān)獨，會(kuài)計去開會(huì)，重(zhòng)量和重(chóng)複，長(cháng)江和長(zhǎng)大。"
    ),
    "polyphones, one reading each": (
        "單(chán)于帳下、會(kuài)計師、參(cēn)差不齊、強(qiǎng)詞奪理、處(chǔ)理事務、調(tiáo)整、彈(tán)琴、樂(yuè)曲。"
    ),
    "a primer that annotates every hanzi": (
        "小(xiǎo)白(bái)兔(tù)，白(bái)又(yòu)白(bái)，兩(liǎng)隻(zhī)耳(ěr)朵(duǒ)豎(shù)起(qǐ)來(lái)，"
        "愛(ài)吃(chī)蘿(luó)蔔(bo)愛(ài)吃(chī)菜(cài)，蹦(bèng)蹦(bèng)跳(tiào)跳(tiào)真(zhēn)可(kě)愛(ài)。"
    ),
    "a poem": "鋤(chú)禾日當午，汗滴禾(hé)下土。誰(shuí)知盤(pán)中餐(cān)，粒(lì)粒皆(jiē)辛苦。",
    "a list of words to learn": "學(xué)、國(guó)、語(yǔ)、會(huì)、來(lái)、對(duì)、時(shí)、說(shuō)、這(zhè)",
    "a list, one a line": "學(xué)\n國(guó)\n語(yǔ)\n會(huì)\n來(lái)\n對(duì)\n時(shí)\n說(shuō)\n這(zhè)\n個(gè)\n",
    "a dictionary": (
        "業(yè) yè 名詞：職業、行業。\n時(shí) shí 名詞：時間、時候。\n級(jí) jí 名詞：等級、年級。\n"
        "進(jìn) jìn 動詞：前進。\n發(fā) fā 動詞：發生。\n產(chǎn) chǎn 動詞：生產。\n"
    ),
    "a lesson": (
        "我們學(xué)習(xí)漢(hàn)語(yǔ)。Wǒmen xuéxí Hànyǔ. "
        "這(zhè)個(gè)國(guó)家很大。Zhège guójiā hěn dà. 他會(huì)說(shuō)。Tā huì shuō."
    ),
    "Simplified text": "他在行业(yè)里还在探讨时(shí)，它正加速向超级(jí)公司进(jìn)化，发(fā)布产(chǎn)品。",
    "the same hanzi bare elsewhere": EVIDENCE + "行業、時間、等級、進步、發生、產品。",
    "one, and it has several readings": "他在這行(háng)做得很好，會(huì)議上人人都說。",
    "one, and no part of a word": "他說這是門(mén)。",
    "one, and rare": "入贅(zhuì)女婿，累人之言。",
    "one, far from everything": "海景房，但門(mén)口只有工地。" + "這里的風景很好，我們都很喜歡。" * 30,
    "few, and a gloss among them": "門(mén)口的書(shū)店里，饕(tāo)客很多。",
    "few, and talk of readings": "「門(mén)」讀音簡單，門(mén)口、書(shū)本都常用。",
    "few, in quotes and lists": "要學的有「書(shū)」、「門(mén)」、「機(jī)」三個。",
    "few, and Simplified ones": "门(mén)口的书(shū)店，机(jī)会很多。",
    "few, and words with their pinyin": "我喜歡書(shū)店，也喜歡電影(diànyǐng)。",
    "a vocabulary": "書(shū)：書本。\n門(mén)：門口。\n機(jī)：機會。\n電(diàn)：電燈。\n",
    "a surname": "他姓蕭(xiāo)，名字裏有個靜字。",
    "a question mark before pinyin": "這個字怎麼念?mén) 對嗎?duì) 是門?mén)還是們?men)",
    "not toned": "行業(ye)還在探討時(shi),它正加速向超級(ji)公司進(jin)化,發(fa)布產(chan)品。",
    "full-width parentheses": "行業（yè）還在探討時（shí），它正加速向超級（jí）公司進（jìn）化，發（fā）布。",
    "questions": "What?yes) (no) ok? 你好嗎?hǎo) 是嗎?shì) 對嗎?duì) 好嗎?hǎo) 來嗎?lái) 去嗎?qù)",
    "French": "Où est le café? Là-bas (à côté). Ça va?oui) Noël à la fenêtre; f(á) g(é) h(í) i(ó) j(ú).",
    "Vietnamese": "Người Việt(à) Nam(á) ở Hà(ì) Nội(ú) có(é) nhiều(ò).",
    "Japanese": "東京(とうきょう)は日本の首都(しゅと)です。薔薇（ばら）を描(か)く。",
    "Korean": "대한민국(大韓民國)의 수도는 서울이다. 樂(락)과 樂(악)과 樂(요)는 다르다.",
    "filial piety": "孝是中國傳統美德，百善孝為先。更孝順的孩子，變得更孝。入贅(zhuì)女婿，累贅之言。",
    "code": "f(x) = g(y); if (a?b) { c(d) } // (ā) (á)",
    "empty": "",
    "one character": "業",
    "one annotation": "業(yè)",
    "a torn one": "?yè)",
    "controls": "業(yè)\x00\ufeff\u200b\ufffd?yè)\r\n",
}


@pytest.mark.parametrize("name", GLOSSES)
@pytest.mark.parametrize("rule", FILTERS)
def test_glosses_stay(name: str, rule: Callable[[str], Iterable[Edit | Flag]]) -> None:
    assert not list(rule(GLOSSES[name]))


#: What people write: lessons, word lists, verse, encyclopedias, news, forums.  Most are tried before other text, too.
LESSONS = [
    "學(xué)習：to study\n這個(gè)：this\n時(shí)候：time\n電(diàn)影：film\n買(mǎi)：buy\n東(dōng)西：thing\n",
    "HSK 1 的詞有：愛(ài)、八、爸爸、杯子、北京、茶、吃、出租車(chē)、打電話、的、點(diǎn)、電腦(nǎo)、電視(shì)。",
    "小明今天很高興(xìng)，因為媽(mā)媽給他買(mǎi)了一本新書(shū)。書(shū)裏有很多圖(tú)畫。",
    "從(cóng)前有一個老人，他住在山裡。每天早上，他去河邊釣(diào)魚。有一天，他釣(diào)到一條(tiáo)大魚。",
    "妹妹很喜歡看電視，媽媽說看太久對眼睛不好。她還是要看，於是爸爸關(guān)了電視。",
    "月亮(liàng)代表我的心\n你問(wèn)我愛(ài)你有多深\n我愛(ài)你有幾(jǐ)分\n",
    "靜夜思\n床前明月光，疑是地上霜。舉(jǔ)頭望明月，低頭思故鄉(xiāng)。",
    "靜(jìng)夜思\u3000李白\n床前明月光，疑是地上霜。舉(jǔ)頭(tóu)望明月，低頭(tóu)思故鄉(xiāng)。",
    "鵝(é)，鵝(é)，鵝(é)，曲項(xiàng)向天歌。白毛浮綠(lǜ)水，紅(hóng)掌撥清波。",
    "一鳴驚(jīng)人：比喻平時沒有突出的表現。\n一針見(jiàn)血：比喻說話直截了當。\n一無(wú)所有：什麼也沒有。\n",
    "成語「歎為觀(guān)止」出自左傳；「杞人憂(yōu)天」出自列子；「濫竽充數(shù)」出自韓非子；「對(duì)牛彈(tán)琴」出自弘明集。",
    "演員姓樂(yuè)，名叫樂(yuè)韻，是浙江人，早年在上海學戲，後來去了香港發展，演過十多部電影。",
    "該公司董事長姓單(shàn)，今年五十二歲。",
    "金庸本名查(zhā)良鏞(yōng)，浙江海寧人。",
    "他是家中的長(zhǎng)輩，說話很有分量。",
    "教育部長蕭(xiāo)先生與葉(yè)女士出席了會議。",
    "葉(shè)公好龍的故事大家都知道。",
    "六安(lù ān)市位於安徽省西部，盛產茶葉。鉛(yán)山縣屬於江西省，東阿(ē)縣屬於山東省，樂(lào)亭縣在河北。",
    "樂(lè)山大佛位於四川省樂(lè)山市，是世界上最大的石刻彌勒佛坐像。",
    "浙江麗(lí)水、臺(tāi)州，安徽歙(shè)縣、亳(bó)州，河北蔚(yù)縣、樂(lào)亭，江西鉛(yán)山，這些地名常被讀錯。",
    "廣東番禺(pān yú)、東莞(guǎn)都是有名的城市。廈(xià)門在福建省。",
    "患者出現譫(zhān)妄、嘔(ǒu)吐、眩暈等症狀，醫生診斷為腦膜炎。",
    "氫(qīng)、氧(yǎng)、氮(dàn)、鐵(tiě)、銅(tóng)、鋁(lǚ)、鉛(qiān)、鋅(xīn)是常見元素，其中鐵(tiě)最常用。",
    "金屬元素的名稱多用金字旁，如鐵(tiě)器、銅(tóng)器、銀(yín)器、錫(xī)器，都是古代常見的器物。",
    "上古漢語的複聲母在中古分化，例如「監(jiān)」與「藍(lán)」諧聲，「筆(bǐ)」與「律(lǜ)」同源。",
    "動詞重疊後第二個音節讀輕聲，例如看看、聽(tīng)聽、試(shì)試、說(shuō)說、問(wèn)問。",
    "楷書(shū)、隸(lì)書、草書、行書、篆書是書法的五種主要書體，其中隸(lì)書起源於秦朝。",
    "龍(lóng)，是中國神話中的一種神異動物，為鱗蟲之長。",
    "麵(miàn)，又稱麵條，是一種用小麥粉製成的食品，起源於中國，有四千多年的歷史。",
    "請問這個字怎麼念？我查了一下是個(gè)，可是老師說輕聲，到底哪個對(duì)？",
    "我朋友叫張(zhāng)偉，他說他的名字全國最多，哈哈哈。我叫陳(chén)靜，也很多。",
    "「說(shuō)服」還是「說(shuì)服」？大家怎麼說？",
    "她姓賀(hè)，單名一個蘭字，鎮上的人都叫她賀蘭。那年冬天雪下得很大，她一個人走了三十里路，去找她的父親。父親早已不在那裡了。",
    "媽(mā)媽，爺(yé)爺，爸爸，奶奶，他們(men)都在家。",
    "小馬(mǎ)過河：小馬(mǎ)要過河，不知道水深不深。老牛說水很淺，松鼠說水很深。",
    "看拼音寫詞語：huì yì (會議)  xué xiào (學校)。選擇：A 會(huì)計 B 會(kuài)計。",
    "三(sān)字經：人之初，性本善，性相近，習(xí)相遠(yuǎn)。苟不教，性乃遷(qiān)。教之道，貴(guì)以專(zhuān)。",
    "我愛(ài)你 I love you; 謝(xiè)謝 thank you; 對(duì)不起 sorry; 再見(jiàn) goodbye; 沒關(guān)係 never mind.",
    "到了車站，說「我要買(mǎi)票」就行；餐廳裡說「買(mǎi)單」，服務員就會過來；上車後問「到臺(tái)北嗎」。",
    "驚(jīng)蟄(zhé)是二十四節氣之一，穀(gǔ)雨、處(chǔ)暑、霜降也是。",
    "龍(lóng)井茶產於杭州，烏龍(lóng)茶產於福建。",
    "麻將(jiàng)牌有萬(wàn)子、筒子、條(tiáo)子，還有東(dōng)南西北風(fēng)。",
    "十二生肖是鼠、牛、虎、兔、龍(lóng)、蛇、馬(mǎ)、羊、猴、雞(jī)、狗、豬(zhū)。",
    "我看書(shū)。",
    "我愛我的國(guó)家。",
]
BEHIND = (
    "\n今天的天氣很好，我們一起去公園散步，看到許多老人在下棋，孩子們在草地上玩耍。"
    "回家的路上買了一些水果，晚飯後看了一部電影，十點多才睡覺。"
)


@pytest.mark.parametrize("text", LESSONS)
@pytest.mark.parametrize("rule", FILTERS)
def test_lessons_stay(text: str, rule: Callable[[str], Iterable[Edit | Flag]]) -> None:
    assert not list(rule(text))
    assert not list(rule(text + BEHIND))


@pytest.mark.xfail(strict=True, reason="four everyday hanzi, every occurrence, in sentences: software writes the same")
@pytest.mark.parametrize(
    "text",
    [
        "甜蜜蜜，你笑得甜蜜蜜，好像花兒(ér)開(kāi)在春風(fēng)裡，開(kāi)在春風(fēng)裡。在哪裡見(jiàn)過(guò)你，你的笑容這(zhè)樣(yàng)熟悉。",
        "門(mén)外有四輛四輪(lún)大馬(mǎ)車，你愛(ài)拉哪兩輛就拉哪兩輛。愛(ài)拉不拉，馬(mǎ)都在門(mén)外。",
    ],
)
def test_a_lesson_that_looks_like_damage(text: str) -> None:
    assert not list(inserted_pinyin(text))


@pytest.mark.parametrize(
    "gloss",
    [
        "彳(chì)和亍(chù)",
        "單(chán)于",
        "重慶(Chóngqìng)",
        "彳亍(chì chù)",
        "什麼?不知道)",
        "(à la carte)",
    ],
)
def test_a_gloss_in_a_damaged_text_stays(gloss: str) -> None:
    assert fix(inserted_pinyin, DAMAGED + gloss) == REPAIRED + gloss


# --- bytes cut at ！ and ？ ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "這是一個報告。“十四五”規劃已經公布，大家都在談論。",
        "經過兩年的合作。可是我們還沒有看到結果。",
        "會議很正常。如今患者已能慢步行走。",
        "這件事很平常。李先生和王先生都在場。",
        "我們對這家酒店很滿意。可以說好！下次再來。",
        "他說：“中國與南非方面已經達成了諒解。”",
    ],
)
def test_what_was_cut_is_joined(text: str) -> None:
    damaged = annotate(text, {}, cuts=True)
    assert damaged != text
    assert fix(unaligned_cuts, damaged) == text


@pytest.mark.parametrize(
    "text",
    [
        "真的?！",
        "真的?！我不信。",
        "真的?？？",
        "不會吧?！！！！？",
        "好看?！！！！！！",
        "他竟然走了?！這怎麼可能，昨天還在這里的。",
        "什麼?？你再說一遍，我沒聽清楚。",
        "你到底去不去?？我等了一個小時了！",
        "“你知道嗎?！”她問，“我們都在等你。”",
        "房間有多小多差嗎???？問這話什麼意思？",
        "看書?？HIT BOOK。",
        "什麼酒店??？設施也很爛，電視機很小很小。",
        "？！和！？都是常用的標點。",
        "可以?！好",
        "What?！沒有?？可以?！好",
        "真的?？假的?！別騙我啊?！！！",
        "?！！！?！！！",
        "啊?！啊?？啊?！",
        "一共多少钱?？五百块?！太贵了吧?！",
        "第一題……?？\n第二題……?？\n第三題的答案是什麼?？",
        "「什、什麼?！」「不會吧?！」「你這傢伙?！」",
        "為什麼?！為什麼會這樣?？誰來告訴我?！",
        "OCR 結果：中?人民?和國?！第?頁",
        "去不去?？h",
        "怎麼?！笆記丟了",
        "會議取消?！笑話",
        "不是吧?！笑死我了",
        "看到沒?！瓶子在那",
        "はい?！本当ですか。そうですか?？",
        "정말?！ 그래요?？",
        "What?！ No way?？",
        "?！",
        "?？",
        "?！?",
        "?？?！",
        "",
    ],
)
def test_genuine_marks_stay(text: str) -> None:
    assert not list(unaligned_cuts(text))
    assert not list(unaligned_cuts("報告很多。" + text + "\n大家都在談論。"))


def test_marks_alone_need_a_clear_run_beside_them() -> None:
    damaged = annotate("答案很多。。。", {}, cuts=True)
    assert damaged == "答案很多?！！?"
    assert not list(unaligned_cuts(damaged))
    clear = annotate("這是一個報告。“十四五”規劃。", {}, cuts=True)
    assert fix(unaligned_cuts, clear + "\n" + damaged) == "這是一個報告。“十四五”規劃。\n答案很多。。。"


# --- bounds ---------------------------------------------------------------------------------------------------------


def test_a_search_takes_bounded_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []

    class Counted(Search):
        def find(self, start: int, least: float = 0.0) -> Found | None:
            found = super().find(start, least)
            taken.append((self.steps.taken, self.steps.limit))
            return found

    monkeypatch.setattr(cuts, "Search", Counted)
    monkeypatch.setattr(beam, "TEXT_STEPS", 10_000)
    for part in ("?！", "?！笆", "?！笆奈濉币", "報告?？h", "?？可"):
        text = part * 3_000
        list(unaligned_cuts(text))
    assert all(steps <= limit for steps, limit in taken)


def test_a_search_that_is_given_up_is_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beam, "TEXT_STEPS", 1)
    monkeypatch.setattr(beam, "STEPS_A_CHARACTER", 0)
    monkeypatch.setattr(beam, "MOST_A_CHARACTER", 0)
    damaged = EVIDENCE + "因?yàn)榕c奧特曼"
    items = [*inserted_pinyin(damaged), *unaligned_cuts("報告?！笆奈濉币")]
    assert [item.note for item in items if isinstance(item, Flag)] == [beam.GIVEN_UP] * 2


def test_where_steps_run_out_a_second_call_goes_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beam, "STEPS_A_CHARACTER", 0)
    monkeypatch.setattr(beam, "MOST_A_CHARACTER", 0)
    wild = "?！笆奈濉币?guī)劃，因?yàn)榕c奧特曼，的?！，變?yōu)椤附?jīng)理，報告?！笆奈濉币"
    for steps in (1, 500, 45_000, 60_000, 100_000):
        monkeypatch.setattr(beam, "TEXT_STEPS", steps)
        for rule in FILTERS:
            once = fix(rule, EVIDENCE + wild * 20)
            assert fix(rule, once) == once


@pytest.mark.parametrize(
    ("damaged", "notes"),
    [
        ("因?yàn)榕c奧特曼激進", [""]),
        ("張?zhí)熳籼岢鲈谯粗菰圏c(diǎn)", [""]),
        (EVIDENCE + "因?yàn)楣ぷ鞯木壒剩以谶^(guò)去", [""] * 6 + ["2 lost characters filled in"]),
    ],
)
def test_a_guess_says_so(damaged: str, notes: list[str]) -> None:
    assert [edit.note for edit in edits(damaged, inserted_pinyin)] == notes


def test_the_character_before_a_cut_is_a_guess() -> None:
    (run,) = edits(annotate("會議很正常。如今患者已能慢步行走。", {}, cuts=True), unaligned_cuts)
    assert run.note == "2 lost characters filled in"  # and the one at the end
    (run,) = edits("報告?！笆奈濉币?guī)劃", unaligned_cuts)
    assert (run.replacement, run.note) == ("。“十四五”規", "3 lost characters filled in")


def test_a_digit_is_never_made_up() -> None:
    for digits in ("3", "7", "2"):
        damaged = annotate(f"他們的活動有{digits}個小時", {"褻": "xiè", "臟": "zàng", "騙": "piàn"})
        new = "".join(edit.replacement for edit in edits(EVIDENCE + damaged, inserted_pinyin))
        assert not re.search("[0-9]", new)


# --- the floor ------------------------------------------------------------------------------------------------------

SENTENCES = """\
我們對這家酒店的服務很滿意，房間也很乾淨，下次還會來住。
記者從會議上了解到，今年的經濟發展總體平穩，居民收入繼續增長。
他說：“這個問題很難解決，但是我們會盡力。”大家聽了都很高興。
如果您需要幫助，請聯系我們的工作人員，電話在網站上可以找到。
這本書的質量不錯，內容豐富，價格也便宜，值得推薦給朋友們。
隨著技術的進步，越來越多的人開始使用手機購買東西，商場里的人少了。
學校組織學生參觀了博物館，孩子們對古代的文物產生了很大的興趣。
這種材料的強度很高，可以用來制造飛機和汽車的零件。
經過多年的努力，這個村子的面貌發生了變化，村民們都住上了新房。
昨天下午，他們在公園里舉行了一場音樂會，來了几百個觀眾。
這個軟件可以自動檢查文檔中的錯誤，並給出修改的建議。
醫生說，病人的情況已經穩定，過几天就可以出院了。
參賽的隊員來自十二個國家，他們將在這里訓練兩個星期。
會議討論了環境保護的問題，通過了關于水資源管理的決議。
圖書館每天開放十個小時，讀者可以借閱圖書和雜志。
""".splitlines()
CHARS = sorted({char for code in range(0x4E00, 0x9FA6) if readings(char := chr(code)) and simplified(char) != char})


def test_the_floor() -> None:
    """So many of these sentences come back exactly: rerun benchmarks/gbk where this falls."""
    right = rows = 0
    for share in (1, 2, 3):
        table = {char: readings(char)[0] for char in CHARS[::share]}
        for text in map("".join, zip(SENTENCES[:-1:2], SENTENCES[1::2], strict=True)):
            damaged = annotate(text, table, cuts=True)
            rows += damaged != text
            right += damaged != text and fix(inserted_pinyin, fix(unaligned_cuts, damaged)) == text
    assert (right, rows) >= (20, 21)


# --- the laws -------------------------------------------------------------------------------------------------------

ANNOTATED = [
    "業(yè)",
    "時(shí)",
    "級(jí)",
    "進(jìn)",
    "發(fā)",
    "產(chǎn)",
    "長(zhǎng)",
    "長(cháng)",
    "的I(shèn)P",
    "€(gè)",
]
MISREAD = [
    "因?yàn)榕c奧",
    "變?yōu)椤附?jīng)",
    "嘗試?yán)@開",
    "們?cè)赟",
    "?yàn)",
    "?jīng)",
    "?",
    "報告?！笆奈濉币",
    "?！",
    "?？",
    "可是",
    "。”",
    "榕",
    "\ue001",
    "\ufffd",
]
TOKENS = [*ANNOTATED, *MISREAD, "業", "長(zhǎng)", "長(cháng)", "€(gè)", "(", ")", "ā", "A", "\ufffd"]
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
@given(text=st.text(st.sampled_from("業時級進發產行因榕 ()?yejish,。\n€")))
def test_nothing_without_a_trigger(rule: Callable[[str], Iterable[Edit | Flag]], text: str) -> None:
    assert not list(rule(text))


@pytest.mark.parametrize("rule", FILTERS)
def test_hostile_lines_take_linear_time(
    rule: Callable[[str], Iterable[Edit | Flag]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each 20,000 times what a careless rule stumbles over; a quadratic one would need minutes."""
    monkeypatch.setattr(beam, "TEXT_STEPS", 10_000)
    monkeypatch.setattr(beam, "STEPS_A_CHARACTER", 0)
    monkeypatch.setattr(beam, "MOST_A_CHARACTER", 0)
    for part in (
        "(",
        "?",
        "a",
        "ā",
        "孝",
        "業(",
        "因?yàn)",
        "變孝變,",
        "留贅」",
        "阿格",
        "?" + "a" * 6,
        "?！",
        "?！笆奈",
    ):
        list(rule(EVIDENCE + part * 20_000))


@given(text=st.text(st.sampled_from("在@?€(),.ab(ɡüê)ēāé\n在"), max_size=24))
def test_toned_marks_are_found_by_their_ends(text: str) -> None:
    if any(set(TONED) & set(mark[0]) for mark in MARK.finditer(text)):
        assert _ENDS.search(text)


@pytest.mark.parametrize("errors", ["ignore", "replace"])
@pytest.mark.parametrize("codec", ["gbk", "gb18030", "cp932", "cp949", "cp950"])
def test_pairs_are_decoded_one_by_one(codec: str, errors: str) -> None:
    for pair, char in decoded(codec, range(0x81, 0xFF), range(0x40, 0xFF), errors):
        assert char == pair.decode(codec, errors)
