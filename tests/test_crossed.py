"""One double-byte code page read as another: the forward process, what must stay, and how much comes back."""

import math
import re
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.edits import Edit, Flag, Patch
from corpusclean.gate import Gate
from corpusclean.rule import Rule, Trigger
from corpusclean.rules.mojibake.crossed import kana, rules
from corpusclean.rules.mojibake.crossed.codecs import HOLE, crossing, misread
from corpusclean.rules.mojibake.crossed.evidence import MOST, commonness, log_odds, stretches
from corpusclean.rules.mojibake.crossed.kana import HALF_KANA, euc_jp_as_shift_jis
from corpusclean.rules.mojibake.crossed.lattice import as_shift_jis, likeliest
from corpusclean.rules.mojibake.crossed.repair import CHINESE as CHINESE_KINDS
from corpusclean.rules.mojibake.crossed.repair import JAPANESE as JAPANESE_KINDS
from corpusclean.rules.mojibake.crossed.repair import KOREAN as KOREAN_KINDS
from corpusclean.rules.mojibake.crossed.repair import Kind
from corpusclean.rules.mojibake.crossed.rough import LEVELS, RARE, lines, rough, worth
from corpusclean.rules.mojibake.crossed.rules import (
    CHINESE_TRIGGER,
    JAPANESE_TRIGGER,
    KOREAN_TRIGGER,
    crossed_chinese,
    crossed_japanese,
    crossed_korean,
)
from corpusclean.rules.mojibake.lines import LINE_END, line_around
from corpusclean.rules.steps import Steps
from corpusclean.testing import assert_lawful, fix, flags

Filter = Callable[[str], Iterable[Edit | Flag]]

CHINESE = Rule("MOJ131", crossed_chinese, Trigger(chars=CHINESE_TRIGGER))
JAPANESE = Rule("MOJ132", crossed_japanese, Trigger(chars=JAPANESE_TRIGGER))
KOREAN = Rule("MOJ133", crossed_korean, Trigger(chars=KOREAN_TRIGGER))
KANA = Rule("MOJ134", euc_jp_as_shift_jis, Trigger(chars=HALF_KANA))
RULES = [CHINESE, JAPANESE, KOREAN, KANA]

HANS = [
    "一个社区对自己的帮助，可以说是前所未有的。",
    "这家公司在去年发布了新的产品，市场的反应很好。",
    "我们在学校里学习语言，也学习怎样和别人合作。",
    "如果你不知道答案，可以先看看后面的说明。",
    "经济发展得很快，人们的生活水平也提高了。",
    "这本书写得非常有意思，我一个晚上就看完了。",
    "请在安装之前关闭所有的窗口，然后重新启动系统。",
    "他说明天的会议改在下午三点，地点没有变化。",
]
HANT = [
    "這家公司在去年發布了新的產品，市場的反應很好。",
    "我們在學校裡學習語言，也學習怎樣和別人合作。",
    "如果你不知道答案，可以先看看後面的說明。",
    "經濟發展得很快，人們的生活水準也提高了。",
    "這本書寫得非常有意思，我一個晚上就看完了。",
    "請在安裝之前關閉所有的視窗，然後重新啟動系統。",
    "他說明天的會議改在下午三點，地點沒有變化。",
]
JA = [
    "このファイルを指定した場合は、検索を行いません。",
    "東京の会社で働いている友人から、長い手紙が来ました。",
    "新しい機能を使うには、設定を変更する必要があります。",
    "昨日の会議では、来年の予算について話し合いました。",
    "この本はとても面白いので、一晩で読み終わりました。",
    "駅前の店は、朝早くから夜遅くまで開いています。",
]
KO = [
    "모든 국민은 종교의 자유를 가진다.",
    "이 회사는 지난해에 새로운 제품을 발표하였다.",
    "우리는 학교에서 언어를 배우고 다른 사람과 함께 일하는 방법을 배운다.",
    "내일 회의는 오후 세 시로 바뀌었지만 장소는 그대로입니다.",
    "이 책은 아주 재미있어서 하루 저녁에 다 읽었습니다.",
]
PAIRS: list[tuple[str, str, Rule, list[str]]] = [
    ("gbk", "cp950", CHINESE, HANS),
    ("cp950", "gbk", CHINESE, HANT),
    ("gbk", "cp949", CHINESE, HANS),
    ("cp950", "cp949", CHINESE, HANT),
    ("cp932", "gbk", JAPANESE, JA),
    ("euc_jp", "gbk", JAPANESE, JA),
    ("cp932", "cp949", JAPANESE, JA),
    ("cp949", "gbk", KOREAN, KO),
    ("cp949", "cp950", KOREAN, KO),
]
NAMES = [f"{true} as {wrong}" for true, wrong, _, _ in PAIRS]
DAMAGED = [misread(text, crossing(true, wrong)) for true, wrong, _, texts in PAIRS for text in texts]


def repaired(rule: Rule, text: str) -> str:
    return Patch.of(text, rule(text, {})[0]).apply(text)


# --- the laws -------------------------------------------------------------------------------------------------------

TOKENS = [
    *DAMAGED,
    *HANS[:3],
    *HANT[:3],
    *JA[:3],
    *KO[:3],
    "?",
    "??",
    "\N{REPLACEMENT CHARACTER}",
    "\n",
    "\r\n",
    "\0",
    " ",
]
TOKENS += ["腔調", "绰约", "のに", "､ｹ､", "･ﾆ･ｹ･ﾈ", "乱码", "(a)", "1", "\ue123", "①", "二〇", "𠀀"]


@given(st.text() | st.lists(st.sampled_from(TOKENS), max_size=6).map("".join))
@settings(max_examples=150, deadline=None)
def test_laws(text: str) -> None:
    for rule in RULES:
        assert_lawful(rule, text)


@pytest.mark.parametrize(("true", "wrong", "rule", "texts"), PAIRS, ids=NAMES)
def test_a_page_without_a_hole_comes_back_exactly(true: str, wrong: str, rule: Rule, texts: list[str]) -> None:
    between = crossing(true, wrong)
    whole = [text for text in texts if HOLE not in misread(text, between)]
    page = "\n".join(whole * 2) or "\n"
    assert repaired(rule, misread(page, between)) == page


@given(st.text(st.characters(codec="gbk", min_codepoint=0x3001)))
def test_tables_lead_back(text: str) -> None:
    between = crossing("gbk", "cp950")
    kept = "".join(char for char in text if char in between.forward.values() or char not in between.lost)
    damaged = misread(kept, between)
    assert misread(damaged.translate(between.back), between) == damaged


@pytest.mark.parametrize(("true", "wrong", "rule", "texts"), PAIRS, ids=NAMES)
def test_tables_are_what_the_codecs_do(true: str, wrong: str, rule: Rule, texts: list[str]) -> None:
    between = crossing(true, wrong)
    for char in "".join(texts):
        if char > "\x7f":
            raw = char.encode(true)
            read = raw.decode(wrong, "replace")
            assert misread(char, between) == (read if len(read) == 1 and read != "\ufffd" else misread(char, between))
            assert (misread(char, between) == HOLE) == (char in between.lost)


def test_private_use_characters_of_both_decoders_are_read() -> None:
    assert "\ue019".translate(crossing("cp950", "gbk").back) == "的"
    between = crossing("gbk", "cp950")
    assert "\uf815".translate(between.back) == "人"  # as Windows reads C8 CB; Python's codec has nothing there
    text = "这是一个很好的人，我们可以看看他说的话。"
    damaged = misread(text, between)
    assert damaged.count(HOLE) == 1
    assert repaired(CHINESE, damaged.replace(HOLE, "\uf815")) == text
    assert repaired(CHINESE, damaged.replace(HOLE, "\N{REPLACEMENT CHARACTER}")) == text


# --- triggers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("true", "wrong", "rule", "texts"), PAIRS, ids=NAMES)
def test_damage_wakes_the_trigger(true: str, wrong: str, rule: Rule, texts: list[str]) -> None:
    gate = Gate([rule.trigger])
    asleep = [text for text in texts if not gate.wake(misread(text, crossing(true, wrong)))]
    assert not asleep


def test_healthy_text_wakes_none_but_japanese() -> None:
    gate = Gate([CHINESE.trigger, KOREAN.trigger, KANA.trigger])
    assert not gate.wake("\n".join([*HANS, *HANT, *JA, *KO]))
    assert not Gate([JAPANESE.trigger]).wake("\n".join([*HANS, *HANT, *KO]))


# --- what comes back ------------------------------------------------------------------------------------------------

# Pinned: these may only rise.  Page by page, lines that come back exactly.
FLOORS = dict(zip(NAMES, (7, 6, 8, 2, 6, 6, 6, 5, 4), strict=True))


@pytest.mark.parametrize(("true", "wrong", "rule", "texts"), PAIRS, ids=NAMES)
def test_lines_that_come_back(true: str, wrong: str, rule: Rule, texts: list[str]) -> None:
    between = crossing(true, wrong)
    page = misread("\n".join(texts), between)
    back = repaired(rule, page).split("\n")
    right = sum(one == other for one, other in zip(back, texts, strict=True))
    assert right >= FLOORS[f"{true} as {wrong}"]


def test_seen_on_real_pages() -> None:
    """Hotel reviews in a public corpus, some in Big5 read as GBK, one in GBK read as Big5."""
    line = "临Τ\ue5e6翴\ue4c7┬丁ず\ue019\ue22e狹﹡礛楞楞\ue219\ue219\ue019"
    assert fix(crossed_chinese, line) == "還有一點，房間內的茶杯居然濕濕臭臭的"
    line = "淩祥眭耋岆桸掞□掞剩! 褣耋坴祥眭耋 坴酕腔岆督"
    assert fix(crossed_chinese, line).startswith("真不知道是招誰")


def test_a_title_of_a_damaged_page_is_repaired_with_it() -> None:
    between = crossing("gbk", "cp950")
    page = "经济发展\n" + HANS[1]
    assert repaired(CHINESE, misread(page, between)) == page
    assert repaired(CHINESE, misread("经济", between)) == misread("经济", between)


def test_the_note_says_how_many_were_guessed() -> None:
    damaged = misread(HANS[0], crossing("gbk", "cp950"))
    notes = [edit.note for edit in CHINESE(damaged, {})[0]]
    assert notes
    assert all(note.startswith("GBK read as Big5") for note in notes)


def test_the_note_of_kana_says_how_many_were_filled_in() -> None:
    damaged = as_shift_jis(JA[1])
    lost = damaged.count("?")
    assert [item.note for item in euc_jp_as_shift_jis(damaged)] == [
        f"EUC-JP read as Shift JIS, {lost} lost places filled in, {len(JA[1])} characters in all"
    ]


def test_two_wrong_pages_say_that_some_was_guessed() -> None:
    twice = misread(misread("\n".join(HANS), crossing("gbk", "cp950")), crossing("cp950", "cp949"))
    for edit in CHINESE(twice, {})[0]:
        assert edit.note


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("聯絡電話是０９１２３４５６７８，請在上班時間打來。", "０"),
        ("這個方案預計在１５日到２０日之間完成，請大家準備。", "１"),
        ("我們在０５月的時候去了學校，市場的反應很好。", "０"),
    ],
)
def test_a_digit_that_cannot_be_told_stays_lost(text: str, lost: str) -> None:
    between = crossing("cp950", "gbk")
    fixed = repaired(CHINESE, misread("\n".join([HANT[0], text]), between)).split("\n")[1]
    assert set(re.findall("[０-９]", fixed)) <= set(text) and fixed.count(lost) <= text.count(lost)
    assert "?" in fixed


def test_a_digit_that_is_certain_comes_back() -> None:
    between = crossing("cp950", "gbk")
    text = "這家公司在１９８４年發布了新的產品，市場的反應很好。"
    assert repaired(CHINESE, misread(text, between)) == text


def test_the_day_of_a_month_goes_no_further() -> None:
    between = crossing("gbk", "cp950")
    text = "他说会议在9月12日召开，经济发展得很快，人们的生活水平也提高了。"
    assert repaired(CHINESE, misread(text, between)) == text
    damaged = misread("经济发展得很快，人们的生活水平也提高了，增至２０人的有三家。", between)
    assert "２０日" not in repaired(CHINESE, damaged)


def table(codec: str, leads: range, width: int) -> str:
    """The rows of a code page, as tables of them show it."""
    chars = [bytes((lead, trail)).decode(codec, "ignore") for lead in leads for trail in range(0xA1, 0xFF)]
    return "\n".join("".join(chars[at : at + width]) for at in range(0, len(chars), width))


@pytest.mark.parametrize("width", [8, 16, 94])
@pytest.mark.parametrize(
    ("codec", "leads"), [("gb2312", range(0xB0, 0xF8)), ("cp949", range(0x81, 0xC7)), ("euc_kr", range(0xCA, 0xFE))]
)
def test_tables_of_code_pages_stay(codec: str, leads: range, width: int) -> None:
    page = table(codec, leads, width)
    for text in (page, re.sub("(?<=[^\n])(?=[^\n])", "，", page[:6000])):
        for rule in RULES:
            assert rule(text, {})[:2] == ([], [])


def test_korean_items_are_counted_on() -> None:
    text = "③국가는 여자의 복지를 위하여 노력한다. ④국가는 노인을 위한 정책을 실시한다. ⑤모든 국민은 건강하다."
    assert repaired(KOREAN, misread(text, crossing("cp949", "gbk"))) == text


def test_laughter_in_a_damaged_page_stays() -> None:
    """Seen in a corpus of hotel reviews, of which some were damaged."""
    damaged = misread(HANT[0], crossing("cp950", "gbk"))
    assert repaired(CHINESE, f"{damaged}\n嘿嘿嘿嘿").endswith("\n嘿嘿嘿嘿")


def test_a_healthy_half_of_a_line_stays() -> None:
    damaged = misread(HANS[1], crossing("gbk", "cp950"))
    line = "酒店的位置非常好，服務也不錯：" + damaged
    assert repaired(CHINESE, line).startswith("酒店的位置非常好，服務也不錯：")


# --- what must stay -------------------------------------------------------------------------------------------------

KEPT = [
    # rare hanzi, lists and names
    "赘述、累赘、赘婿、附赘悬疣。",
    "淅淅沥沥的一场春雨，滋润着牧草。",
    "鹹魚翻身；龘䶛䨻𪚥皆冷僻字。",
    "魑魅魍魉，饕餮梼杌，皆上古凶兽。",
    "囹圄、彳亍、龃龉、旖旎、氤氲、缱绻、蹉跎、踌躇。",
    "钪钛钒铬锰铁钴镍铜锌镓锗砷硒溴氪铷锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙。",
    "蚍蜉、蜻蜓、螳螂、蟋蟀、蚱蜢、蜈蚣、蜘蛛、蟾蜍、蝙蝠、鹦鹉、鸳鸯、鹧鸪。",
    "腔调、口腔、胸腔、满腔热血。祥和、吉祥。",
    "關關雎鳩，在河之洲。窈窕淑女，君子好逑。參差荇菜，左右流之。",
    "ㄅㄆㄇㄈ ㄉㄊㄋㄌ ㄍㄎㄏ ㄐㄑㄒ ㄓㄔㄕㄖ ㄗㄘㄙ ㄚㄛㄜㄝ",
    "俊俏的俊，窍门的窍，绰号的绰，瘤子的瘤，甫一出版就售罄。",
    "中国 人民 篮球 队 的 运动 员 们 昨天 到达 了 北京 机场 。",
    # Chinese beside Japanese
    "动画《けいおん!》的主人公是平泽唯，片头曲是《Cagayake!GIRLS》。",
    "日语的“ありがとうございます”是谢谢的意思，发音很容易。",
    "「これは何ですか」翻译成中文就是“这是什么”。",
    "东京へ行きます。（我去东京。）汉语和日语都用汉字。",
    "优の良い品の店，正宗の味道，鲜の每日。",
    "木村拓哉、宮崎駿、新海誠、石原さとみ、长泽まさみ、绫濑はるか都很有名。",
    "歌词：君の名は、前前前世、なんでもないや，中文翻译：没什么大不了。",
    "发音练习：あいうえお、かきくけこ。请跟读三遍。",
    # Chinese beside Korean
    "韩国总统文在寅（문재인）与朝鲜领导人金正恩（김정은）会面。",
    "李舜臣、金庾信、申師任堂、柳成龍、鄭夢周、權慄、郭再祐、姜邯贊、乙支文德。",
    "대한민국(大韓民國)의 수도는 서울이다. 訓民正音 解例本.",
    "이것은 한글(Hangul)입니다. 뷁쀍쩱.",
    # half-width katakana
    "ｶﾀｶﾅは半角でも書けます。",
    "ﾃｽﾄ､ｻｰﾊﾞｰ､ﾌｧｲﾙ､ﾃﾞｰﾀ･ﾍﾞｰｽ､ﾈｯﾄﾜｰｸ",
    "ｱ､ｲ､ｳ､ｴ､ｵ､ｶ､ｷ､ｸ､ｹ､ｺ",
    "ｿﾌﾄ･ｳﾝﾋﾟｭｰﾀ･ﾌﾟﾛｸﾞﾗﾑ･ｼｽﾃﾑ･ﾕｰｻﾞ",
    "縺と繧は漢字です。縺れる、繧繝縁。",
    "髙橋と﨑山、祥と祥は別の字形。",
    # others
    "Người Việt Nam ở Hà Nội. Привет, мир! Γειά σου Κόσμε. שלום עולם",
    "pīnyīn: nǐ hǎo, lǜ, nǚ",
    "f(x) = x^2 (x∈ℝ), ∑_{i=1}^n a_i ≤ ∞, α→β, ∂²u/∂t²",
    "",
    "?",
    "珨",
    "岆珨",
]


@pytest.mark.parametrize("text", [*KEPT, *HANS, *HANT, *JA, *KO])
def test_healthy_text_stays(text: str) -> None:
    for rule in RULES:
        assert rule(text, {})[:2] == ([], [])


def test_healthy_text_stays_together() -> None:
    page = "\n".join([*KEPT, *HANS, *HANT, *JA, *KO])
    for rule in RULES:
        assert rule(page, {})[:2] == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "用Big5打开GBK的文件会出现乱码，例如“珨跺扦⑹勤赻撩腔堆翑”。",
        "文字化けの例：「僥僗僩偺僼傽僀儖」はShift JISをGBKとして読んだもの。",
        "编码错误时，韩文会变成“葛电 惫刮篮 辆背狼 磊蜡甫”这样的字。",
    ],
)
def test_examples_in_text_about_encodings_stay(text: str) -> None:
    for rule in RULES:
        assert repaired(rule, text) == text


def test_healthy_lines_of_a_damaged_page_stay() -> None:
    damaged = misread(HANS[2], crossing("gbk", "cp950"))
    page = "\n".join([*HANT, damaged, *KEPT[:-2]])
    back = repaired(CHINESE, page).split("\n")
    assert back[: len(HANT)] == HANT
    assert back[len(HANT) + 1 :] == KEPT[:-2]


# --- EUC-JP as Shift JIS --------------------------------------------------------------------------------------------


def test_kana_come_back() -> None:
    right = [text for text in JA if fix(euc_jp_as_shift_jis, as_shift_jis(text)) == text]
    assert len(right) >= 5  # of six


@given(st.text(st.sampled_from("あいうえおかきくけこさしすせそただでとなにのはまみもをんアイウト、。漢字語学 a?")))
@settings(deadline=None, max_examples=50)
def test_what_is_found_gives_the_damage_again(text: str) -> None:
    damaged = as_shift_jis(text)
    found = fix(euc_jp_as_shift_jis, damaged)
    assert found == damaged or as_shift_jis(found) == damaged


def test_the_search_is_bounded() -> None:
    steps = Steps(1000)
    assert likeliest("､?" * 500, steps) == ""
    assert steps.taken <= 1000


def test_a_search_that_is_given_up_is_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kana, "_PART", 10)
    monkeypatch.setattr(kana, "_PART_EACH", 0)
    damaged = as_shift_jis(JA[0])
    assert flags(euc_jp_as_shift_jis, damaged) == [(damaged, "search given up: EUC-JP read as Shift JIS")]
    assert fix(euc_jp_as_shift_jis, damaged) == damaged


def test_no_pattern_backtracks() -> None:
    for rule in RULES:
        rule("?" * 20_000, {})
        rule("珨?" * 3_000, {})
        rule(re.sub("(.)", "\\1の", "惫刮篮" * 1_000), {})


def test_a_text_that_takes_too_long_is_flagged_and_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kana, "_TEXT", 25_000)
    damaged = "\n".join([as_shift_jis(JA[0])] * 50)
    found = list(euc_jp_as_shift_jis(damaged))
    assert [type(item) for item in found] == [Flag]
    assert found[0].end == len(damaged)


KINDS = (*CHINESE_KINDS, *JAPANESE_KINDS, *KOREAN_KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_rough_figures_are_no_less_than_true_ones(kind: Kind) -> None:
    names, mean = (kind.true, kind.wrong, kind.language), -8.4
    most, besides = rough(*names), rough(*names, mean)
    for char, (odds, log) in log_odds(kind.tables, kind.language).items():
        assert most[char] >= odds, char
        assert not log or besides[char] >= odds + log - mean, char
    assert max(most.values()) <= MOST


def test_the_levels_are_those_of_the_word_models() -> None:
    made = []
    for language in ("zh", "ja", "ko"):
        usual = commonness("zh") if language != "zh" else commonness()
        groups: dict[int, list[str]] = {}
        for char, log in commonness(*dict.fromkeys(("zh", language))).items():
            level = math.floor(log * 4)
            if level != math.floor(usual.get(char, -11.0) * 4) and (language != "zh" or log >= RARE):
                groups.setdefault(level, []).append(char)
        made += [f"{language} {-level} {''.join(sorted(groups[level]))}\n" for level in sorted(groups, reverse=True)]
    assert LEVELS.read_text(encoding="utf-8") == "".join(made)


@given(
    text=st.text(st.sampled_from(CHINESE_TRIGGER[:40] + JAPANESE_TRIGGER[:40] + "一的是？我a 了\n\x85é"), max_size=30)
)
def test_no_part_has_more_than_its_rough_figure_or_is_passed_over(text: str) -> None:
    for kind in KINDS:
        parts = list(stretches(text, kind.tables, kind.language, 6.0))
        assert max((part.odds for part in parts), default=0.0) <= rough(kind.true, kind.wrong, kind.language).most(text)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("corpusclean.rules.mojibake.crossed.rough.FEW", 0)
            patch.setattr("corpusclean.rules.mojibake.crossed.rough.CHUNK", 8)
            some = list(worth(text, [(kind.tables, kind.language)], 6.0, 4096))
        assert set(some) <= set(lines(text))
        for start, end in set(lines(text)).difference(some):
            assert not list(stretches(text[start:end], kind.tables, kind.language, 6.0))


def test_what_kana_become_is_seen() -> None:
    for kind in JAPANESE_KINDS:
        if kind.true == "euc_jp":
            continue  # there they stay kana
        kana_of = [chr(code) for code, char in kind.tables.back.items() if "\u3041" <= char <= "\u30fe"]
        assert all(map(rules._kana().match, kana_of))


def test_clean_text_reads_no_word_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(kind: Kind) -> None:
        raise AssertionError(kind)

    monkeypatch.setattr(Kind, "tables", property(read))
    text = "\n".join([*HANS, *HANT, "王磊和刘岿在阑珊处绰约，矫健的郴州人。", "无印の良品，刀の剑，傳の説，淏衾在山。"])
    assert [fix(rule.filter, text) for rule in (CHINESE, JAPANESE, KOREAN)] == [text] * 3


@given(text=st.text(st.sampled_from("ab\n\r\v\x85Ã\u2028"), max_size=20), data=st.data())
def test_the_line_around_a_place(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    ends = [match.span() for match in LINE_END.finditer(text)]
    start = max((end for _, end in ends if end <= at), default=0)
    assert line_around(text, at) == (start, min((begin for begin, end in ends if end > at), default=len(text)))
