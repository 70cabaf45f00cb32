"""Wrong code points: what becomes an ordinary character and, above all, what stays."""

import re
import time
import unicodedata
from collections.abc import Callable, Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpusclean.document import Document, Source
from corpusclean.edits import Edit, Patch
from corpusclean.gate import Gate
from corpusclean.pipeline import Pipeline
from corpusclean.rule import Rule, Trigger
from corpusclean.rules import invisible
from corpusclean.rules.codepoints import (
    COMPATIBILITY,
    FULL_WIDTH,
    HALF_WIDTH,
    PRIVATE,
    RADICALS,
    VERTICAL,
    compatibility_ideographs,
    fullwidth_alphanumerics,
    half_characters,
    half_width_kana,
    mapped_private_use,
    radicals,
    vertical,
    vertical_punctuation,
)
from corpusclean.rules.codepoints.ideographs import equivalents, unified
from corpusclean.rules.codepoints.lines import HAN, KANA
from corpusclean.rules.codepoints.private import _read, guobiao, hong_kong
from corpusclean.rules.codepoints.spacing import reads_on
from corpusclean.rules.whitespace import spaced_out_hanzi
from corpusclean.testing import assert_lawful, fix

Filter = Callable[[str], Iterable[Edit]]
RULES = {
    radicals: Rule("UNI107", radicals, Trigger(chars=RADICALS)),
    compatibility_ideographs: Rule("UNI108", compatibility_ideographs, Trigger(chars=COMPATIBILITY)),
    half_width_kana: Rule("UNI109", half_width_kana, Trigger(chars=HALF_WIDTH)),
    vertical_punctuation: Rule("UNI110", vertical_punctuation, Trigger(chars=VERTICAL)),
    mapped_private_use: Rule("UNI111", mapped_private_use, Trigger(chars=PRIVATE)),
    fullwidth_alphanumerics: Rule("UNI201", fullwidth_alphanumerics, Trigger(chars=FULL_WIDTH), safe=False),
    half_characters: Rule("UNI112", half_characters, Trigger(chars="\ufffd")),
}
TOKENS = [
    *("⼀", "⼈", "⻓", "⺬", "\u2e80", "\u2e9a", "⼈⼝", "部首", "⼈部", "一", "人", "U+2F00", "编码"),
    *("\uf90a", "\uf914", "\ufa1b", "﨑", "髙", "\U0002f800", "\U0002fa1d", "金", "락", "の", "です。", "한국어"),
    *("ﾊﾟｽ", "ﾌｧｲﾙ", "ｶﾞ", "ﾞ", "ﾟ", "ｰ", "｡", "､", "｢", "･", "ファイル", "を開きます", "半角", "ﾟДﾟ", "ﾉ", "━"),
    *("︐", "︒", "︰", "︙", "︵", "︶", "﹁", "﹂", "︽", "︾", "︿", "︱", "(︶︿︶)", "竖排", "說﹁你好﹂"),
    *("\ue5e5", "\ue863", "\ue78d", "\ue600", "\ue0a5", "\uf848", "嘅", "嘢", "們", "们", "，", "。", "的文章，"),
    *(
        "１",
        "２．５",
        "ＡＢ",
        "．",
        "\ufffd",
        "\ufffd\ufffd",
        "…",
        "...",
        " ",
        "\n",
        "\r\n",
        "\x00",
        "a",
        "7",
        "\u0301",
    ),
]
TEXTS = st.one_of(st.text(max_size=20), st.lists(st.sampled_from(TOKENS), max_size=25).map("".join))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
@given(text=TEXTS)
@example(text="")
@example(text="\ufffd")
@example(text="⼈")
@example(text="\r")
def test_laws(rule: Rule, text: str) -> None:
    assert_lawful(rule, text)


@given(text=TEXTS)
def test_pipeline_comes_to_rest(text: str) -> None:
    pipeline = Pipeline.from_rules([Rule("UNI105", invisible.decomposed_characters), *RULES.values()], unsafe=True)
    once = pipeline.run(Document.of(Source.of(text))).text
    assert pipeline.run(Document.of(Source.of(once))).text == once


# Tables


def test_every_radical_has_an_ideograph_and_normalisation_agrees() -> None:
    assert set(equivalents()) == set(RADICALS)
    for radical, ideograph in equivalents().items():
        assert unicodedata.normalize("NFKC", radical) in (radical, ideograph)
        assert re.match(f"[{HAN}]", ideograph)


def test_compatibility_ideographs_are_those_of_unicode() -> None:
    assert len(COMPATIBILITY) == 472 - 12 + 542
    pattern = re.compile(f"[{COMPATIBILITY}]")
    for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        char = chr(code)
        wrong = (
            unicodedata.name(char, "").startswith("CJK COMPATIBILITY") and unicodedata.normalize("NFC", char) != char
        )
        assert bool(pattern.match(char)) == wrong
    assert all(unicodedata.name(char).startswith("CJK UNIFIED") for char in unified().values())


def test_private_use_of_gb18030() -> None:
    table = guobiao()
    # the pair of the 2005 edition in the private use area, and the code point of the same pair today
    known = {"\ue78d": "\ufe10", "\ue78e": "\ufe12", "\ue78f": "\ufe11", "\ue790": "\ufe13", "\ue796": "\ufe19"}
    known |= {
        "\ue7c7": "\u1e3f",
        "\ue81e": "\u9fb4",
        "\ue864": "\u9fbb",
        "\ue816": "\U00020087",
        "\ue855": "\U000241fe",
    }
    known |= {"\ue863": "䶮", "\ue81a": "㑳", "\ue76c": "€", "\ue7c8": "ǹ", "\ue7f3": "⿻"}
    assert {private: table[private] for private in known} == known
    for private, char in table.items():
        pair = private.encode("gb18030")
        if len(pair) == 2 and private != "\ue5e5":  # still private in the edition of 2005: only the 2022 one names it
            assert unicodedata.category(char) != "Co"
            assert len(char.encode("gb18030")) == 4
    assert len(set(table.values())) == len(table) == 107


def test_private_use_of_hong_kong() -> None:
    table = hong_kong()
    assert "\ueeb8" not in table  # 8140: anybody's own
    assert table["\uf266"] == "䏰"  # 8740, as the tables of the standard have it
    assert table["\ue000"] == b"\xfa\x40".decode("big5hkscs")
    assert table["\ue311"] == b"\x8e\x40".decode("big5hkscs")
    assert table["\uf848"] == b"\xc8\xfe".decode("big5hkscs")
    assert len(table) == 4895  # without four pairs of characters and a compatibility ideograph
    assert not any("\ue000" <= char <= "\uf8ff" for char in table.values())


# Round trips: the damage done to clean text, and the text again

CHINESE = [
    "除了首要的任务是用理论武装自己以外，再就是严肃规矩，按规矩办事。",
    "这本书的内容很好，我一口气读完了，大家都应该看一看；真的不错！",
    "他问：“你去过长江边的小城吗？”（那里有山有水、风景很美）我说没有。",
    "《红楼梦》和《三国演义》是两部古典小说，青年人与老人都爱看。",
    "这个命令从标准输入读入数据，然后把结果写到标准输出。",
    "一月十五日，中央人民广播电台记者在会见时见到了七位工人。",
]
HANT = [
    "還有腳手架，任何人都可以直接爬進我們的房間，幾乎沒有什麼服務。",
    "同樣地，貫徹精神要與本地的實際情況結合，解決具體問題。",
    "這本小書文字雖然短小，思想的含量卻很大，我買了一本慢慢品讀。",
    "金門和馬祖是兩個島，六月的海風很涼，不見不散。",
]
JAPANESE = [
    "エスケープシーケンスの展開とは別に、パス名が六個以上ある場合は置き換えられる。",
    "ファイルシステムにフォーマットされたデバイスのボリューム名を返します。",
    "データは「キー」で引きます。ヴァイオリンも、ペーパーも、パソコンも同じです。",
    "このコマンドは、現在のディレクトリをアーカイブに追加する。",
]
VERTICAL_OF = dict(zip("，、。：；！？（）「」『』《》【】", "︐︑︒︓︔︕︖︵︶﹁﹂﹃﹄︽︾︻︼", strict=True))


def as_radicals(text: str) -> str:
    lowest: dict[str, str] = {}
    for radical, ideograph in sorted(equivalents().items()):
        lowest.setdefault(ideograph, radical)
    return "".join(lowest.get(char, char) for char in text)


def as_compatibility(text: str) -> str:
    lowest: dict[str, str] = {}
    for odd, plain in sorted(unified().items()):
        lowest.setdefault(plain, odd)
    return "".join(lowest.get(char, char) for char in text)


def as_half_width(text: str) -> str:
    half: dict[str, str] = {}
    for code in range(0xFF61, 0xFF9E):
        for piece in (chr(code), chr(code) + "ﾞ", chr(code) + "ﾟ"):
            wide = unicodedata.normalize("NFKC", piece)
            if len(wide) == 1:
                half.setdefault(wide, piece)
    return "".join(half.get(char, char) for char in text)


def as_vertical(text: str) -> str:
    return "".join(VERTICAL_OF.get(char, char) for char in text)


def as_spaced(text: str) -> str:
    unit = f"[{HAN}{KANA}，。、；：！？（）《》“”「」]"
    return re.sub(f"(?<={unit})(?={unit})", " ", text)


def as_full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in text)


@pytest.mark.parametrize(
    ("damage", "filter_", "sentences"),
    [
        (as_radicals, radicals, CHINESE),
        (as_compatibility, compatibility_ideographs, HANT),
        (as_half_width, half_width_kana, JAPANESE),
        (as_vertical, vertical_punctuation, CHINESE + HANT),
        (as_spaced, spaced_out_hanzi, CHINESE + HANT + JAPANESE),
        (as_full_width, fullwidth_alphanumerics, ["用iPhone 4s拍的，16.5 MB", "plain ASCII, 2 words"]),
    ],
)
def test_round_trip(damage: Callable[[str], str], filter_: Filter, sentences: list[str]) -> None:
    for sentence in sentences:
        assert damage(sentence) != sentence
        assert fix(filter_, damage(sentence)) == sentence
        assert fix(filter_, sentence) == sentence
    text = "\n".join(sentences)
    assert fix(filter_, damage(text)) == text


@given(sentence=st.lists(st.sampled_from(CHINESE), min_size=1, max_size=4).map("\n".join))
def test_round_trip_of_radicals(sentence: str) -> None:
    assert fix(radicals, as_radicals(sentence)) == sentence


GOES = [
    # pages and PDF files as they are
    (radicals, "双⽂幼⼉园、第八十中学", "双文幼儿园、第八十中学"),
    (radicals, "⻓江⻢⻋⻔⻛⻩⻘⻄", "⻓江⻢⻋⻔⻛⻩⻘⻄".translate({ord(a): b for a, b in equivalents().items()})),
    (radicals, "⽇本⼈の⽣活", "日本人の生活"),
    (radicals, "１⽉", "１月"),
    (radicals, "⼀、⼯作总结\n⼆、⽬标\n⼗", "一、工作总结\n二、目标\n十"),
    (radicals, "提⽰⺬例", "提示示例"),
    (compatibility_ideographs, "\uf90a錢\uf9ba", "金錢了"),
    (compatibility_ideographs, "\U0002f804字的問題。", unified()["\U0002f804"] + "字的問題。"),
    (compatibility_ideographs, "これは\uf98e\uf9be金です。", "これは年料金です。"),
    (compatibility_ideographs, "\ufa1b利的问题在中国。", "福利的问题在中国。"),
    (half_width_kana, "ﾊﾟｿｺﾝのﾃﾞｰﾀを消す｡ ｢ﾊｲ｣を押す", "パソコンのデータを消す。 「ハイ」を押す"),
    (half_width_kana, "ｶ月前にﾒｰﾙとﾌｧｸｽで送りました", "カ月前にメールとファクスで送りました"),
    (half_width_kana, "これは `ls(1)' へのﾊﾟｽとして使われます。", "これは `ls(1)' へのパスとして使われます。"),
    (half_width_kana, "ｳﾞｧｲｵﾘﾝとｼﾞｬｽﾞをききました", "ヴァイオリンとジャズをききました"),
    (vertical_punctuation, "他說﹁你好﹂", "他說「你好」"),
    (vertical_punctuation, "作者︰張三", "作者：張三"),
    (vertical_punctuation, "︑湖北宜昌的职工︵共三人︶︐来了︕︕", "、湖北宜昌的职工（共三人），来了！！"),
    (mapped_private_use, "南汉刘\ue863，原名刘岩，后来改了名字。", "南汉刘䶮，原名刘岩，后来改了名字。"),
    (mapped_private_use, "\ue5e5\ue5e5这是一段话，说的是别的事情。", "\u3000\u3000这是一段话，说的是别的事情。"),
    (mapped_private_use, "这是一句话\ue78d说完了\ue790", "这是一句话︐说完了︓"),
    (fullwidth_alphanumerics, "ＣＰＵ占１６．５％", "CPU占16.5％"),
    (fullwidth_alphanumerics, "第１．章", "第1．章"),
    (half_characters, "文章的内容\ufffd", "文章的内容"),
    (half_characters, "文章的内容\ufffd\ufffd\ufffd\n", "文章的内容\n"),
    (half_characters, "\ufffd\ufffd章的内容", "章的内容"),
    (half_characters, "\ufffd文章的内\ufffd…”", "文章的内…”"),
    # a line about radicals: the proof stands inside words
    (radicals, "部首检字表\n⾸先要有⼈⼝的⼯作，⼈⼈都⽤⽔。", "部首检字表\n首先要有人口的工作，人人都用水。"),
    (half_width_kana, "凍結 (ﾌﾘｰｽﾞ) されているﾃｽﾄ版です。", "凍結 (フリーズ) されているテスト版です。"),
    # proved behind a digit, brackets around anything
    (vertical_punctuation, "条目为零 (0)︐则解释为 FALSE︒", "条目为零 (0)，则解释为 FALSE。"),
    (vertical_punctuation, "规定︐使用﹁{}_2^3 a﹂与﹁=SUM(A1)﹂︒", "规定，使用「{}_2^3 a」与「=SUM(A1)」。"),
    (vertical_punctuation, "警察﹄和﹃全省人民警察﹄︐分局被授予﹃", "警察』和『全省人民警察』，分局被授予﹃"),
    (vertical_punctuation, "他說﹁讀︽書︾了﹂", "他說「讀《書》了」"),
    (vertical_punctuation, "他说︐﹁︽=x︾﹂﹄", "他说，「《=x》」』"),
    (vertical_punctuation, "他说︐﹁<?>lsub{<?>}﹂。", "他说，「<?>lsub{<?>}」。"),
]  # fmt: skip


@pytest.mark.parametrize(("filter_", "text", "right"), GOES)
def test_goes(filter_: Filter, text: str, right: str) -> None:
    assert fix(filter_, text) == right


def as_hong_kong(text: str) -> str:
    private = {char: place for place, char in hong_kong().items()}
    return "".join(private.get(char, char) for char in text)


def test_hong_kong() -> None:
    text = "佢哋話呢啲嘢好貴，我都唔知點解會咁，你睇吓嗰邊嘅人幾多。"
    damaged = as_hong_kong(text)
    assert sum("\ue000" <= char <= "\uf8ff" for char in damaged) > 2
    assert fix(mapped_private_use, damaged) == text
    name = "這個人的名字是張" + as_hong_kong("𠻹") + "，住在臺北縣，是一個學生。"
    assert fix(mapped_private_use, name) == name  # Taiwan: anybody's own


STAYS = [
    (radicals, "⼀是康熙部首，编码为U+2F00；一是汉字，编码为U+4E00。"),
    (radicals, "⼀ ⼁ ⼂ ⼃ ⼄ ⼅"),
    (radicals, "偏旁：⼈⼝⼿字旁"),
    (radicals, "⼀部\n⼁部 ⼃部"),
    (radicals, "Radical 9 is ⼈人."),
    (radicals, "⼈和人在Unicode里是两个字符。\n⼤，⼩，⼭"),
    (radicals, "⼈部 ⼉部 ⼊部"),
    (radicals, "\u2e80 ⿰ 々〇"),
    (radicals, "这本字典有部首。例如 ⼀、⼁、⼂。\n这里写⼈，那里写⼝。"),
    (radicals, "人字旁写作⼈，口字旁写作⼝。"),
    (radicals, "⼀一 ⼁丨 ⼂丶\n⼈(人) ⼝(口)"),
    (radicals, "１⼀⼁⼂⼃⼄⼅\n按⼆⼇⼈⼉⼊⼋排列"),
    (radicals, "氵即⺡，「花」的上面是⺾。\n道：⿺⻌首"),
    (radicals, "一丨丶丿乙亅 人口"),
    (compatibility_ideographs, "樂(락)과 樂(악)과 樂(요)는 다르다."),
    (compatibility_ideographs, "\uf914(락)과 \uf95c(악)과 \uf9bf(요)는 다르다."),
    (compatibility_ideographs, "髙橋と﨑山、\ufa1aと祥は別の字形。"),
    (compatibility_ideographs, "\ufa19社と\ufa1b井さんは、\uf929報を聞いた。"),
    (compatibility_ideographs, "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩是十二个字。"),
    (compatibility_ideographs, "\ufa1b与福在Unicode里是兼容汉字。"),
    (compatibility_ideographs, "\uf90a is U+F90A."),
    (compatibility_ideographs, "The name is written \uf90a and nothing more is known about it."),
    (compatibility_ideographs, "金樂龜福 㐂 𠮷"),
    (half_width_kana, "ｶﾀｶﾅは半角でも書けます。"),
    (half_width_kana, "（笑）　(^_^)v　ﾟДﾟ"),
    (half_width_kana, "ｷﾀ━━━(ﾟ∀ﾟ)━━━!!"),
    (half_width_kana, "それは(ﾉ´∀｀)ﾉうれしいことです。"),
    (half_width_kana, "今日はﾊﾞｲﾄでした(笑)ﾃﾞﾓ楽しかったよ"),
    (half_width_kana, "ｷﾀｰと思ったらｺﾞﾙｧと言われた(´・ω・`)\nそれはそれでﾏｽﾞｰな感じがする"),
    (half_width_kana, "もうｲﾔだーｗｗ ﾊﾞｲﾊﾞｲするよ"),
    (half_width_kana, "氏名（ｶﾅ）を入力してください。例：ﾔﾏﾀﾞ ﾀﾛｳ"),
    (half_width_kana, "お振込先は○○銀行 口座名義 ｶ)ｻﾝﾌﾟﾙ です。"),
    (half_width_kana, "ﾐﾂｲ ﾀﾛｳ 様"),
    (half_width_kana, "ｺｰﾄﾞ ﾒｰｶｰ\n1001 ﾔﾏﾊ"),
    (half_width_kana, "このファイルをサーバのディレクトリに置いて、ﾊﾞｯｸｱｯﾌﾟします。"),
    (half_width_kana, "か゛ が ー 、。"),
    (half_width_kana, "値段は\uff9e\uff9fです。これはすごいことですね。"),
    (half_width_kana, "U+FF76はｶのことで、ほかにｷﾞﾔﾏﾝもあります。"),
    (vertical_punctuation, "春\n眠\n︐\n不\n覺\n曉\n︒"),
    (vertical_punctuation, "(︶︿︶) ﹁_﹁ ╮(︶﹏︶)╭ T︵T"),
    (vertical_punctuation, "（╯°□°）╯︵ ┻━┻"),
    (vertical_punctuation, "︽⊙_⊙︽ ︻┳═一"),
    (vertical_punctuation, "累！︿＿＊"),
    (vertical_punctuation, "首页︱新闻︱出品︱科学人栏目组"),
    (vertical_punctuation, "竖排的逗号是︐，横排的是，"),
    (vertical_punctuation, "横排，竖排用﹁﹂；U+FE10是︐"),
    (vertical_punctuation, "濂冲瀛愶紝杩欐湰€涔︽槸鍦ㄥス2.5宀佹椂︾"),  # UTF-8 as GBK
    (half_width_kana, "縺薙のよ縺ｫなにｿｰを縺吶ｋする縺薙→、です。"),  # UTF-8 as Shift JIS
    (vertical_punctuation, "《书》（注）「说」：；！？…… ﹏﹏"),
    (mapped_private_use, "首页\ue863登录\ue600注册，欢迎您的到来。"),
    (mapped_private_use, "评分\ue001\ue001 好，很好。"),
    (mapped_private_use, "刘\ue863"),
    (mapped_private_use, "\ue863 返回首页，查看更多内容"),
    (mapped_private_use, "icon \ue863 and text, nothing else."),
    (mapped_private_use, "這個國家的皇帝叫劉\ue863，後來改了名字。"),
    (mapped_private_use, "用户造的字\ue000，在这里，大家都不知道是什么。"),
    (mapped_private_use, "한국어\ue863한국어, 日本の\ue863話です。"),
    (fullwidth_alphanumerics, "你好，世界！①②③Ⅳ％"),
    (half_characters, "价格\ufffd元"),
    (half_characters, "价\ufffd格\ufffd"),
    (half_characters, "内容\ufffd\ufffd\ufffd\ufffd"),
    (half_characters, "\ufffd"),
    (half_characters, "文章的内容…"),
    (half_characters, "第一行\ufffd\n第二行"),
    *(
        (filter_, text)
        for filter_ in RULES
        if filter_ is not fullwidth_alphanumerics
        for text in ("第１章　はじめに", "", "ﬁ ② Ⅳ ㍿ ™", "ＣＤ：１２３", "Ångström \u212b é", "한국어 漢字 かな カナ")
    ),
]


@pytest.mark.parametrize(("filter_", "text"), STAYS)
def test_stays(filter_: Filter, text: str) -> None:
    assert fix(filter_, text) == text


def test_brackets_that_wait_for_each_other() -> None:
    """Each pair can be turned only behind the one before: few are, and a line of many stays."""
    chain = "﹃a" + "﹁﹄﹂x=﹃﹂﹄x=" * 400
    line = "他说︐" + chain + "﹂"
    assert fix(vertical_punctuation, line) == line
    short = fix(vertical_punctuation, "他说︐﹃a" + "﹁﹄﹂x=﹃﹂﹄x=" * 4 + "﹂")
    assert fix(vertical_punctuation, short) == short and short.startswith("他说，『a「』")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_lines_are_judged_alone(end: str) -> None:
    text = end.join(["\uf914(락)과 \uf95c(악)", "金錢的中文問題與中國文字的歷史" * 3, "\uf90a錢", ""])
    assert fix(compatibility_ideographs, text) == text.replace("\uf90a", "金")
    text = end.join(["他來了︐又走了", "（︶︿︶）", "︐"])
    assert fix(vertical_punctuation, text) == text.replace("來了︐", "來了，")


def test_composing_leaves_readings_and_names_alone() -> None:
    for text in ("\uf914(락)과 \uf95c(악)", "﨑山と\ufa1bさん", "\ufa1b\u3099", "\U0002f804"):
        assert fix(invisible.decomposed_characters, text) == text


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("会 议 指 出 ， 各 级 领 导 干 部 必 须 认 真 学 习 ， 提 高 认 识 ， 抓 好 落 实 。", True),
        ("ウ ィ ン ド ウ の タ イ プ に 応 じ て 表 示 さ れ る (『種 類』の 章 も 見 よ)。", True),
        ("赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨", False),
        ("甲 、 乙 、 丙 、 丁 、 戊 、 己 、 庚 、 辛 、 壬 、 癸 、 子 、 丑", False),
        ("い ろ は に ほ へ と ち り ぬ る を わ か よ た れ そ", False),
        ("ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ ソ タ チ ツ テ ト ナ ニ ヌ ネ ノ ハ", False),
        ("京 津 冀 晋 蒙 辽 吉 黑 沪 苏 浙 皖 闽 赣 鲁 豫", False),
        ("本文 的 全部 内容 ， 都 是 由 作者 提供 的 ， 不 代表 本站 观点 。", False),
        ("わたし は がっこう へ いきました 。 とても たのしい ひ でした 。", False),
        ("A B C D E F G H I J K L M N O P", False),
    ],
)
def test_what_reads_on(line: str, right: bool) -> None:
    assert reads_on(line) == right


def test_triggers_are_necessary() -> None:
    gate = Gate([rule.trigger for rule in RULES.values()])
    assert not gate.wake("普通的中文，日本語のテキスト、한국어 텍스트, plain English. 👍")


HOSTILE = [
    *("⼈", "⼈a", "⼈ ", "⼈部", "\uf90a", "\uf90a的", "ﾊﾟ", "ﾊﾟｽの", "ﾊﾟｽ、", "ﾟДﾟ", "ﾊﾟｽの\r", "⼈\n"),
    *("︐", "的︐", "︵", "︵的", "﹁的﹂", "(︶", "\ue863", "的\ue863", "的\ue863，", "\ue0a5，嘅", "\ue5e5"),
    *("１", "１．", "\ufffd", "\ufffd ", "…", " ", "的 "),
]  # fmt: skip


@pytest.mark.parametrize("filter_", RULES)
@pytest.mark.parametrize("piece", HOSTILE)
def test_linear_time(filter_: Filter, piece: str) -> None:
    started = time.process_time()
    Patch.of(text := piece * 5_000 + "x", filter_(text))
    assert time.process_time() - started < 1


@given(text=st.text(st.sampled_from("︐︙︰︵︶︽︾﹁﹂一あa1，…_\n(（ "), max_size=24))
def test_brackets_of_vertical_setting_are_those_with_words_inside(text: str) -> None:
    word, before = f"0-9A-Za-zα-ω０-９Ａ-Ｚａ-ｚ{HAN}{KANA}", f"[{vertical._BEFORE}]"
    pairs = list(zip(vertical._OPEN, vertical._CLOSE, strict=True))
    inside = [(left, right, f"[^\n{left}{right}]{{1,80}}+") for left, right in pairs]
    alone = "|".join(
        f"{left}(?=[{HAN}{KANA}])(?=({some})(?<={before}){right})|(?!){right}" for left, right, some in inside
    )
    proved = "|".join(
        f"{left}(?=[^\n{left}{right}{word}]{{0,80}}+[{word}])(?=({some}){right})" for left, right, some in inside
    )
    for match in vertical._SPANS.finditer(text):
        said = match[match.lastindex or 0]
        quick = bool(vertical._LETTER.match(said) and vertical._ENDS.search(said)), bool(vertical._WORDS.search(said))
        slow = re.compile(alone).match(text, match.start()), re.compile(proved).match(text, match.start())
        assert quick == (bool(slow[0]), bool(slow[1]))


def test_a_text_is_read_in_the_characters_of_hong_kong() -> None:
    text = "".join(hong_kong()) + "香港"
    whole = text.translate({ord(char): new for char, new in hong_kong().items()})
    assert _read(text, set(text[:-2])) == whole
    assert _read(text[-40:], set(text[-40:-2])) == whole[-40:]
