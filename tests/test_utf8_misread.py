"""UTF-8 read as double-byte characters: the damage is undone, and nothing else is touched."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpusclean.edits import Edit, Flag, Patch
from corpusclean.language.likelihood import choices, logprob
from corpusclean.rule import Rule, Trigger
from corpusclean.rules.mojibake.utf8 import as_gbk, codecs, double_byte, lost
from corpusclean.rules.mojibake.utf8.as_gbk import MISREAD_AS_GBK, utf8_as_gbk
from corpusclean.rules.mojibake.utf8.as_shift_jis import MISREAD_AS_SHIFT_JIS, utf8_as_shift_jis
from corpusclean.rules.mojibake.utf8.codecs import Page, gb18030, gbk, shift_jis
from corpusclean.rules.mojibake.utf8.holes import Hole, fillings, holes
from corpusclean.rules.mojibake.utf8.lost import MISREAD, misread_utf8
from corpusclean.rules.steps import Steps
from corpusclean.testing import assert_lawful, fix, flags, texts

BMP = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x10000)]))
RULES = {
    "gbk": Rule("MOJ121", utf8_as_gbk, Trigger(chars=MISREAD_AS_GBK)),
    "shift_jis": Rule("MOJ122", utf8_as_shift_jis, Trigger(chars=MISREAD_AS_SHIFT_JIS)),
    "flag": Rule("MOJ903", misread_utf8, Trigger(chars=MISREAD)),
}

ZH = [
    "图书馆每天上午九点开门，下午六点关门，周末照常开放。",
    "请把护照和机票放在随身的包里，行李箱可以托运。",
    "这台电脑用了五年，屏幕有些发黄，键盘倒还好用。",
    "他说：“明天如果下雨，我们就改在室内上课。”",
    "河边的柳树发芽了，孩子们放着风筝跑来跑去。",
    "软件更新以后，所有设置都会保留，不需要重新输入密码。",
    "市场上的西红柿三元一斤，黄瓜两元五角，比上周便宜。",
    "老师要求大家写一篇文章，题目是《我的家乡》。",
    "从北京到上海坐高铁只要四个半小时，票价也不算贵。",
    "如果连接失败，请检查网络，然后再试一次！",
    "本次会议讨论了三个问题：预算、人员和时间安排。",
    "医生建议他少吃盐，多走路，每天睡够八个小时。",
    "编译器会给出警告，但是程序仍然可以运行。",
    "您对我们的服务满意吗？欢迎写信告诉我们。",
    "新修的公路通到山里，村民卖水果方便多了。",
    "文件太大，无法作为附件发送，请使用共享文件夹。",
]
JA = [
    "このファイルを開くには管理者の権限が必要です。",
    "昨日は雨が降ったので、試合は中止になりました。",
    "駅から歩いて五分のところに図書館があります。",
    "設定を変更した後、サーバーを再起動してください。",
    "週末は家族と海へ行く予定です。",
    "この本は来月発売される予定だそうです。",
    "会議は午後三時から第二会議室で行います。",
    "プログラムの実行中にエラーが発生しました。",
]
KO = ["이 파일을 열려면 관리자 권한이 필요합니다", "도서관은 매일 아홉 시에 문을 연다"]

CLEAN = [
    *ZH,
    *JA,
    *KO,
    "在GBK里“浣犲ソ”其实是UTF-8的“你好”。",
    "乱码“鏃ユ湰瑾炪儐銈广儓”是UTF-8按GBK解码的结果。",
    "UTF-8 read as GBK looks like 浣犲ソ锛屼笘鐣 in a terminal.",
    "他打开文件只看见“浣犲ソ”。",
    "文字化けの例：縺薙ｓ縺ｫ縺｡縺ｯ、縺ゅ＞縺",
    "縺と繧は漢字です。縺れる、繧繝縁。",
    "鐵、銅、鋅、鋁、錫、銀、鎢、鈦、鈷、鎳都是金屬。",
    "陳鎮鐘、顧閱鋼、陸順雲、須飯飾三人同往。",
    "涓滴归公，浣纱溪边，琛瑾二女，锛子、鐨字、銆字都冷僻。",
    "涓",
    "锛?",
    "銆 锛 鐨 涓",
    "鈥",
    "價格€150，約合￥1,200。",
    "烫烫烫烫 锟斤拷",
    "關關雎鳩，在河之洲。窈窕淑女，君子好逑。",
    "道可道，非常道；名可名，非常名。",
    "什么?真的?好吧??",
    "鬱鬱不得志；龜、竈、鑿、籲",
    "떎른 말과 뷁쀍쩱은 다르다?",
    "嚗然有聲",
    "カタカナ・ひらがな・漢字",
    "ｶﾀｶﾅは半角でも書けます。",
    "Naïve café? Straße? 50 €",
    # entries of a dictionary, in the order of code tables
    "狻、猗、猓、猡、猊、猞、猝、猕、猢、猹、猥、猬、猸、猱、獐、獍、獗、獠、獬、獯、獾",
    "楫，楞，楓，楹，榆，楝，楣，榛，榷，榻，榫，榴，槐，槍，榭，槌",
    "鉅、鋸、乾、件、健、巾、建、愆、楗、腱、虔、蹇",
]

TOKENS = [
    *(gbk().misread(line) for line in (*ZH[:6], *JA[:3], KO[0])),
    *(gb18030().misread(line) for line in ZH[6:8]),
    *(gbk().misread(gbk().misread(line)) for line in ZH[8:11]),
    *(shift_jis().misread(line) for line in JA[:4]),
    *CLEAN,
    *("涓", "锛?", "銆", "€", "€€", "?", "\ufffd", "・", "縺", "ｯ", "\n", "\r\n", " ", "a", "7", "“", "”", "\ue21b"),
    *("浣犲ソ", "浣犲ソ锛屼笘鐣", "UTF-8", "乱码", "嚗", "쓽", "馃榾", "\x80", "\0"),
]
TEXTS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(TOKENS), max_size=8).map("".join),
    st.text(st.sampled_from(sorted(set("".join(TOKENS)))), max_size=40),
    st.lists(st.sampled_from(TOKENS), max_size=5).flatmap(
        lambda parts: st.permutations("".join(parts)[:80]).map("".join)
    ),
)


@pytest.mark.parametrize("name", RULES)
def test_laws(name: str) -> None:
    rule = RULES[name]

    @settings(max_examples=60, deadline=None)
    @given(st.one_of(TEXTS, texts(rule)))
    @example("")
    @example("涓")
    @example("浣犲ソ浣犲ソ浣犲ソ?")
    @example("€€浣€浣€€")
    def lawful(text: str) -> None:
        assert_lawful(rule, text)

    lawful()


LETTERS = st.text(st.sampled_from(sorted(set("".join(ZH)))), min_size=12, max_size=40)


@given(LETTERS)
def test_a_repair_turns_into_the_damage_again(text: str) -> None:
    for page in (gbk(), gb18030()):
        damaged = page.misread(text)
        fixed = fix(utf8_as_gbk, damaged)
        assert fixed == damaged or page.misread(fixed) == damaged


@given(st.lists(st.sampled_from(ZH), min_size=1, max_size=6).map("\n".join))
def test_what_lost_nothing_comes_back(text: str) -> None:
    damaged = gb18030().misread(text)
    if "?" not in damaged:
        assert fix(utf8_as_gbk, damaged) == text


def test_the_code_pages_are_those_of_the_codecs() -> None:
    for text in (*ZH, *JA):
        raw = text.encode("utf-8")
        for page, codec in ((gbk(), "gbk"), (gb18030(), "gb18030"), (shift_jis(), "cp932")):
            try:
                assert page.misread(text) == raw.decode(codec)
            except UnicodeDecodeError:
                assert re.search("[?€\x80\ue000-\uf8ff]", page.misread(text))


@given(st.lists(st.sampled_from([*ZH, *JA, *KO, "ok", " ", "€", "？"]), max_size=4).map("".join))
def test_the_bytes_come_back(text: str) -> None:
    for page in (gbk(), gb18030(), shift_jis()):
        damaged = page.misread(text, "\ufffd")
        if "\ufffd" not in damaged and not re.search("[^\x00-\x7f]\\Z", text[-1:]):
            assert page.raw(damaged).decode("utf-8", "replace").count("\ufffd") <= text.count("€") + damaged.count("€")


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("浣犲ソ锛屼笘鐣?", "你好，世界"),
        ("涓嬭浇瀹屾垚锛岃\ue1ec閲嶆柊鍚\ue21a姩銆?", "下载完成，请重新启动。"),
        ("他写道：浣犲ソ锛屾湅鍙嬶紝再见。", "他写道：你好，朋友，再见。"),
        ("// 鑾峰彇鐢ㄦ埛鍒楄〃", "// 获取用户列表"),
        ("int a = 0; // 璁℃暟鍣?\nint b;", "int a = 0; // 计数器\nint b;"),
        ("鏃ユ湰瑾炪伄銉嗐偔銈广儓銇с仚銆?", "日本語のテキストです。"),
        ("縺薙ｓ縺ｫ縺｡縺ｯ", "こんにちは"),
        ("娴ｇ姴銈介敍灞肩瑯閻ｅ被鈧?", "你好，世界。"),
    ],
)
def test_damage(damaged: str, clean: str) -> None:
    fixed = fix(utf8_as_shift_jis, fix(utf8_as_gbk, damaged))
    assert fixed == clean


@pytest.mark.parametrize("text", CLEAN)
@pytest.mark.parametrize("rule", [utf8_as_gbk, utf8_as_shift_jis, misread_utf8])
def test_clean_text_stays(rule: object, text: str) -> None:
    for line in (text, text + "\n" + text, " ".join(CLEAN[:6]) + text):
        assert not list(rule(line))  # type: ignore[operator]


def rate(sentences: list[str], damage: Page, rule: object, rounds: int = 1, mark: str = "?") -> float:
    """The share of the sentences, and pairs of them, that come back whole."""
    lines = [*sentences, *(one + other for one, other in pairwise(sentences))]
    right = 0
    for line in lines:
        damaged = line
        for _ in range(rounds):
            damaged = damage.misread(damaged, mark)
        right += fix(rule, damaged) == line  # type: ignore[arg-type]
    return right / len(lines)


def test_floors() -> None:
    """Pinned: may only rise."""
    assert rate(ZH, gb18030(), utf8_as_gbk) == 1.0
    assert rate(ZH, gbk(), utf8_as_gbk) >= 0.96
    assert rate(ZH, gbk(), utf8_as_gbk, mark="\ufffd") >= 0.96
    assert rate(ZH, gbk(), utf8_as_gbk, rounds=2) >= 0.9
    assert rate(JA, gbk(), utf8_as_gbk) >= 0.9
    assert rate(JA, shift_jis(), utf8_as_shift_jis) >= 0.6


@pytest.mark.parametrize("number", range(10))
def test_no_number_is_made_up(number: int) -> None:
    digit = chr(ord("０") + number)
    for text in (
        f"她家的３亩山地散在{digit}个地方，最远的一块要走一个小时。",
        f"我国今年第{digit} 个重点项目已经全部完工。",
    ):
        for page, rule in ((gbk(), utf8_as_gbk), (shift_jis(), utf8_as_shift_jis)):
            fixed = fix(rule, page.misread(text))
            assert set(re.findall("[0-9０-９①-⑳]", fixed)) <= {"３", digit}


def test_what_was_lost_is_counted_in_both_rounds() -> None:
    once = gbk().misread("如果连接失败，请检查网络 然后再试一次。")
    assert "?" in once
    for damaged in (once, gb18030().misread(once), gbk().misread(once)):
        notes = [item.note for item in utf8_as_gbk(damaged)]
        assert notes
        assert all("filled in" in note for note in notes)


def test_one_place_does_not_keep_a_long_line() -> None:
    """In two rounds some places have no reading; what stands between ASCII characters is repaired by itself."""
    text = " ".join([*ZH, *ZH[::-1]])
    damaged = gbk().misread(gbk().misread(text))
    fixed = fix(utf8_as_gbk, damaged)
    assert sum(line in fixed for line in ZH) >= 14
    assert fix(utf8_as_gbk, fixed) == fixed


def test_a_sign_that_no_byte_takes_along_is_not_filled_in() -> None:
    text = "，".join(f"写信给站长@邮箱，第{at} 页@首页" for at in range(10, 60)) + "，需要另加 100块。"
    assert "100块" in fix(utf8_as_gbk, gbk().misread(text)).replace("?00", "100")


@pytest.mark.parametrize(("tongue", "text"), [("zh", "".join(ZH)), ("ja", "".join(JA)), ("ko", " ".join(KO))])
def test_the_choices_at_a_place_are_whole_probabilities(tongue: str, text: str) -> None:
    for at in range(0, len(text), 7):
        before, behind = text[max(0, at - 9) : at], text[at + 1 : at + 9]
        options = ["", text[at], "的", "の", "、", "会議", "然后，", "，a", " 다", "一二三四"]
        scores = choices(before, options, behind, tongue)
        assert scores == pytest.approx([logprob(before + one + behind, tongue) for one in options])


def test_a_whole_page_and_its_line_ends() -> None:
    page = "\r\n".join(ZH)
    assert fix(utf8_as_gbk, gb18030().misread(page)).count("\r\n") == gb18030().misread(page).count("\r\n")
    fixed = fix(utf8_as_gbk, "\n".join(gbk().misread(line) for line in ZH))
    assert sum(one == other for one, other in zip(fixed.split("\n"), ZH, strict=True)) >= len(ZH) - 3


def big5(text: str) -> str:
    return text.encode("utf-8").decode("cp950", "replace").replace("\ufffd", "?")


def test_what_cannot_be_repaired_is_flagged() -> None:
    page = gbk()
    dropped = [
        "".join(part.decode() if part[0] < 0x80 else page._read.get(part, "") for part in page.parts.findall(raw))
        for raw in ("".join(ZH[at : at + 3]).encode("utf-8") for at in range(0, 12, 3))
    ]
    dropped = [re.sub("[\ue000-\uf8ff]", "", text) for text in dropped]
    three = [page.misread(page.misread(page.misread(line))) for line in ZH]
    assert all(flags(misread_utf8, line) and fix(utf8_as_gbk, line) == line for line in three)
    assert sum(bool(flags(misread_utf8, fix(utf8_as_gbk, text))) for text in dropped) >= 1
    assert flags(misread_utf8, big5("，".join(["這是第一個測試", "我們在圖書館裡看書", "今天的天氣很好"]) + "。"))


def test_holes_hold_what_fits() -> None:
    found = holes("濂".encode() + b"\xe5\xa5\xffok")
    assert found == (["濂", "ok"], [Hole(b"\xe5\xa5", 1, b"")])
    options = fillings(gbk(), Hole(b"\xe5\xa5", 1, b""))
    assert "好" in {option.text for option in options} and len(options) <= 64
    assert holes(b"\xe5ok") is None


@pytest.mark.parametrize(
    "text",
    [
        "涓?" * 20_000,
        "涓" * 60_000,
        "€" * 60_000,
        "涓€" * 30_000,
        gbk().misread(ZH[0]) * 300,
        gbk().misread(gbk().misread(ZH[0])) * 60,
        shift_jis().misread(JA[0]) * 120,
        "縺?" * 3_000,
        "嚗?" * 30_000,
    ],
    ids=lambda text: ascii(text[:4]),
)
def test_hostile_text_is_bounded(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Steps] = []

    class Counted(Steps):
        def __init__(self, limit: int) -> None:
            super().__init__(limit)
            taken.append(self)

    monkeypatch.setattr(double_byte, "Steps", Counted)
    for rule in (utf8_as_gbk, utf8_as_shift_jis, misread_utf8):
        found = list(rule(text))
        Patch.of(text, [item for item in found if isinstance(item, Edit)])
        assert all(isinstance(item, (Edit, Flag)) for item in found)
    assert all(one.taken <= one.limit for one in taken)


def test_a_search_that_is_given_up_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(double_byte, "STEPS", 0)
    monkeypatch.setattr(double_byte, "STEPS_EACH", 0)
    text = gbk().misread(gbk().misread("".join(ZH[:9])))
    assert fix(utf8_as_gbk, text) == text
    assert flags(misread_utf8, text)


@given(
    parts=st.lists(st.sampled_from([*MISREAD[::40], *"嚗銝떎쓽縺繧", "a", "?", "我" * 5, "好" * 12, "\n"]), max_size=12)
)
def test_a_stretch_has_four_starts_close_together(parts: list[str]) -> None:
    text = "".join(parts)
    quick = list(misread_utf8(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lost, "_close", lambda _: True)
        assert list(misread_utf8(text)) == quick


def test_what_a_run_begins_with_is_looked_for() -> None:
    kinds = {kind: re.findall(f"[{chars}]", BMP) for kind, chars in gb18030().kinds.items() if chars}
    pattern = as_gbk._begun()
    for behind in [*(char for kind in ("next", "ascii", "small_next") for char in kinds[kind]), *"?€\ufffd"]:
        assert pattern.search(kinds["start"][0] + behind)
    assert all(pattern.search(char + "?") for char in kinds["start"])
    for kind, (leads, trails) in codecs._KINDS.items():
        for char in kinds[kind]:
            lead, trail = char.encode("gb18030")
            assert lead in leads
            assert trail in trails


@given(text=st.text(st.sampled_from("你好a ，éпが한😀1."), max_size=12), drop=st.sampled_from(["", "?", "\ufffd", "€"]))
def test_every_run_of_damage_is_possible(text: str, drop: str) -> None:
    for page in (gbk(), gb18030()):
        damaged = page.misread(text, drop or "?")
        for run in double_byte._runs(damaged, gb18030()):
            wide = re.sub("[\x00-\x7f\ufffd]", "", run.sample)
            letters, plain = (len(kind.findall(wide)) for kind in (double_byte._LETTER, double_byte._PLAIN))
            if letters >= double_byte.LEAST and plain * 10 >= len(wide) * 9:
                assert as_gbk._possible(damaged)
