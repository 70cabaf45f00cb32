"""Text in code pages of Chinese, Japanese and Korean that was read as a single-byte one, or half decoded after that."""

import re
import unicodedata
from collections.abc import Callable, Iterable

import ftfy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpusclean.edits import Edit, Flag, Patch
from corpusclean.language import likelihood
from corpusclean.rules.mojibake import (
    WAKING,
    half_decoded_cjk,
    legacy_cjk_as_single_byte,
    single_byte_mojibake,
    undecoded_cjk,
    utf8_cjk_as_single_byte,
)
from corpusclean.rules.mojibake.legacy import half_decoded, vias
from corpusclean.rules.mojibake.legacy.half_bytes import TOOLS, options
from corpusclean.rules.mojibake.legacy.hints import LEADS, LEGACY, TRAILS, UTF8, suspicious
from corpusclean.rules.mojibake.legacy.lattice import _alone, search
from corpusclean.rules.mojibake.legacy.readings import ENCODINGS
from corpusclean.rules.mojibake.legacy.views import PAGES, page
from corpusclean.rules.mojibake.lines import hinted
from corpusclean.rules.steps import Steps
from corpusclean.testing import fix, flags

HANS = [
    "图书馆今天上午九点开门，读者可以凭身份证办理借书证。",
    "这个软件的安装方法很简单，按照屏幕上的提示操作就行了。",
    "我们昨天去山里看红叶，路上遇到了一场大雨，衣服全湿了。",
    "经济学家认为，明年的物价水平将保持基本稳定。",
    "他把自己写的小说寄给了出版社，一直没有收到回信。",
    "如果你对我们的服务不满意，请在七天之内联系客服。",
    "老师说，学习外语最重要的是每天坚持听和说。",
    "工程师检查了所有的设备，没有发现任何问题。",
]
HANT = [
    "圖書館今天上午九點開門，讀者可以憑身分證辦理借書證。",
    "這個軟體的安裝方法很簡單，按照螢幕上的提示操作就行了。",
    "我們昨天去山裡看紅葉，路上遇到了一場大雨，衣服全濕了。",
    "老師說，學習外語最重要的是每天堅持聽和說。",
]
JAPANESE = [
    "図書館は今日の午前九時に開きますので、ぜひお越しください。",
    "このソフトウェアのインストールはとても簡単です。",
    "昨日は山へ紅葉を見に行ったが、途中で大雨に降られた。",
    "先生は、外国語は毎日聞いて話すことが大切だと言いました。",
]
KOREAN = [
    "도서관은 오늘 오전 아홉 시에 문을 열고, 누구나 책을 빌릴 수 있다.",
    "이 프로그램의 설치 방법은 아주 간단합니다.",
    "선생님은 외국어를 매일 듣고 말하는 것이 중요하다고 말했다.",
    "우리는 어제 산에 단풍을 보러 갔다가 비를 만났다.",
]
TEXTS = {"gbk": HANS, "cp950": HANT, "cp932": JAPANESE, "euc_jp": JAPANESE, "cp949": KOREAN}
RULES = [legacy_cjk_as_single_byte, half_decoded_cjk, utf8_cjk_as_single_byte]
Filter = Callable[[str], Iterable[Edit | Flag]]


def edits(rule: Filter, text: str) -> list[Edit]:
    return [item for item in rule(text) if isinstance(item, Edit)]


def misread(text: str, encoding: str, name: str = "Latin-1") -> str:
    return page(name).decode(text.encode(encoding))


TOKENS = [
    *(misread(text[:10], encoding) for encoding, texts in TEXTS.items() for text in texts[:2]),
    *(misread(HANS[0][:8], "gbk", name) for name in PAGES),
    *(misread(KOREAN[1][:8], "utf-8", name) for name in PAGES),
    *(ftfy.fix_text(misread(text[:14], "gbk")) for text in HANS[:4]),
    *(
        "café",
        "ÄÖÜ",
        "Привет",
        "Γειά",
        "ไทย",
        "é",
        "Â·",
        "à ",
        "1⁄4",
        " ̧",
        "\x85",
        "\xa0",
        "\n",
        " ",
        "。",
        "标题：",
        "�",
        "'",
        "л",
        "IJ",
    ),
]
ANY = st.one_of(
    st.text(max_size=30),
    st.text(st.sampled_from(WAKING + " aé你"), max_size=20),
    st.lists(st.sampled_from(TOKENS), max_size=8).map("".join),
)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=60, deadline=None)
@given(text=ANY)
@example(text="")
@example(text="Ä")
@example(text="ÄãºÃ\r\nÄãºÃ£¬ÊÀ½ç\x00")
def test_laws(rule: Filter, text: str) -> None:
    patch = Patch.of(text, edits(rule, text))
    assert list(rule(text)) == list(rule(text))
    once = patch.apply(text)
    once.encode()
    assert not edits(rule, once)


@pytest.mark.parametrize("rule", RULES)
@given(text=ANY.map(lambda text: text.translate(dict.fromkeys(map(ord, WAKING)))))
def test_nothing_without_a_trigger(rule: Filter, text: str) -> None:
    assert not list(rule(text))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_round_trip(encoding: str, name: str) -> None:
    for text in TEXTS[encoding]:
        assert fix(legacy_cjk_as_single_byte, misread(text, encoding, name)) == text


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_two_tables_that_agree(name: str) -> None:
    raw = bytes(range(0x80, 0x100))
    assert page(name).encode(page(name).decode(raw)) == raw


SHORT = [
    ("ÄãºÃ", "你好"),
    ("ÖÐ¹ú", "中国"),
    ("ÖÐÎÄÍøÕ¾", "中文网站"),
    ("µç×ÓÉÌÎñ.txt", "电子商务.txt"),
    ("─π║├", "你好"),
    ("ДгєГ", "你好"),
    ("ÓůÓĂČíĽţ", "御用软件"),
    ("¤³¤ó¤Ë¤Á¤Ï", "こんにちは"),
    ("‚±‚ñ‚É‚¿‚Í", "こんにちは"),
    ("¼Ò¸®", "소리"),
    ("§A¦n¡A¥@¬É", "你好，世界"),
    ("标题：ÄãºÃ£¬ÊÀ½ç（完）", "标题：你好，世界（完）"),
    ("“ÖÐ¹úÈËÃñ”", "“中国人民”"),
]


@pytest.mark.parametrize(("text", "right"), SHORT)
def test_short_strings(text: str, right: str) -> None:
    assert fix(legacy_cjk_as_single_byte, text) == right


def test_a_page_is_misread_in_all_of_its_lines() -> None:
    rare = misread("侯德强", "gbk")
    assert fix(legacy_cjk_as_single_byte, rare) == rare
    assert fix(legacy_cjk_as_single_byte, misread(HANS[0], "gbk") + "\n" + rare) == HANS[0] + "\n侯德强"


def test_a_title_that_was_cut() -> None:
    assert fix(legacy_cjk_as_single_byte, misread(HANS[0], "gbk")[:21]) == HANS[0][:10] + "Ã"


CLEAN = [
    "ÄÖÜ äöü ß; Æ Ø Å; ÀÉÎÕÜ; ÐÞ ðþ; ÇÑ",
    "ÑANDÚ, AÇÃO, ÏLE, L’ŒUVRE",
    "ÁÉÍÓÚÜÑáéíóúüñ¿¡",
    "ÄÖÜäöüß",
    "ÖÖÖÖÖÖ, ÄÄÄÄÄh, ÜÜÜÜ",
    "ПРИВЕТ, МИР! № 5 РОССИЯ",
    "АЗІЯ, ТІАП, Україна",
    "Ελλάδα, ΕΛΛΗΝΙΚΑ",
    "ประเทศไทย ฿100 ๑๒๓",
    "Người Việt Nam ở Hà Nội",
    "Zażółć gęślą jaźń ĄĆĘŁŃÓŚŹŻ",
    "Příliš žluťoučký kůň",
    "Werk\xadzeug\xadty\xadpen des Ne\xadan\xadder\xadta\xadlers",
    "┌──┬──┐│ab│├──┼──┤└──┴──┘ ╔═╗║╚╝",
    "¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ",
    "½ ± 3², 25 °C, ∑ √2 ≈ 1.41, ∫ƒ",
    "naïve “café” — ‘Äpfel’ … €5",
    "萨姆·奥特曼、Dvořák 和 Škoda",
    "ไกด์นำเที่ยว ไข ใจ ไม้ ้้้",
    "nǐ hǎo, lǜ, pīnyīn, ɪntəˈnæʃənəl",
    "שלום עולם, مرحبا",
    "乱码 ÄãºÃ 是 GBK",
    "ÄãºÃ is 你好 in the wrong charset",
    "`ÄãºÃ`",
    "日本語のテキスト、한국어 문장",
]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("text", [*CLEAN, "\n".join(CLEAN[:15]), *HANS, *HANT, *JAPANESE, *KOREAN])
def test_clean_text_stays(rule: Filter, text: str) -> None:
    assert not list(rule(text))


#: Sentences of one language each, as they stand on a page.
WESTERN = [
    "L’été dernier, l’élève a répété qu’il était déjà allé à l’hôtel « Étoile » où l’œuvre fut créée.",
    "ÉTÉ DÉJÀ PASSÉ, L’ÉLÈVE A ÉTÉ REÇU À L’ÉCOLE SUPÉRIEURE; AÇÕES, CORAÇÃO, ESPAÑA",
    "Die Übergröße kostet 3 € – „schön“, sagte Käthe über die Größe der Straße.",
    "Čeština má háčky: příliš žluťoučký kůň úpěl ďábelské ódy, nejnebezpečnější úložiště.",
    "Zażółć gęślą jaźń; źródłowy kod, żółć i święto, ŻÓŁĆ.",
    "Tőkétől függő, elérésére, tömörítésű, megőrzéséért, Hódmezővásárhely, ÁRVÍZTŰRŐ TÜKÖRFÚRÓGÉP",
    "Sıkıştırılıyor, çalıştırılırken, ayrıştırıcı; İŞLEM SÜRÜYOR, ÖĞRETMEN",
    "Þjóðvegur á Íslandi; Sámi: čáhci, ŋ, đ, ŧ; Ðe Æsir, áéýúíóþæö",
    "Tiếng Việt không có khoảng trắng: ngườiViệtNamởHàNội, ĐƯỜNG PHỐ, Ủy ban.",
    "Україна: «Київ — це місто», їжак, ґанок; КІБ і МіБ, п’ять, 20 °С, АБВГҐДЕЄЖЗИІЇЙ",
    "Русский текст: «Ёлка — №5», ПРИВЕТ, МиБ, ВКонтакте; Србија: Њујорк, љубав, ђак, џеп",
    "Ελληνικά: «Η Αθήνα», ΠΡΟΣΟΧΗ, άλφα· βήτα; Το Linux 2.6 και το © του συγγραφέα.",
    "ภาษาไทย English 2024 ฿100 ฬ ฮ ๒๕๖๗ น้ำ กำลังติดตั้ง ซึ่งขึ้นต้นด้วย",
    "nʌmbər ɪntəˈnæʃənəl ˈθɜːti ŋɡ ʃ; ∑ x² ± ½ ≤ √2, α ≈ β ∓ γ, ♔e1 ♕xd5± ♘f3‼",
    "|─ été ─| ├── café │ naïve └── Größe ╔═══╗║ ñ ║╚═══╝",
    "INSERT INTO t VALUES ('José','Ñandú','Müller','Çelik','Ærø'); var a='àáâãäå',b=\"\\xe9\";",
    "《红楼梦》……“他说———”，Beyoncé 和 José·María，———“café”",
]


@pytest.mark.parametrize("text", WESTERN)
@pytest.mark.parametrize("rule", RULES)
def test_clean_text_asks_no_model(rule: Filter, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likelihood, "logprob", None)
    assert not list(rule(text))
    assert not list(rule("\n".join([text, *WESTERN])))


@pytest.mark.parametrize("name", PAGES)
def test_damage_holds_a_hint(name: str) -> None:
    for encoding, texts in TEXTS.items():
        for text in texts:
            assert LEGACY.search(misread(text, encoding, name))
            assert UTF8.search(misread(text, "utf-8", name))
            assert suspicious(misread(text, encoding, name)) >= 0 <= suspicious(misread(text, "utf-8", name))


def test_the_bytes_of_utf8_in_all_pages() -> None:
    for raw, chars in ((bytes([0xC2, *range(0xE2, 0xF0)]), LEADS), (bytes(range(0x80, 0xC0)), TRAILS)):
        every = {char for name in PAGES for char in page(name).decode(raw)}
        assert every == set(re.findall(f"[{chars}]", "".join(map(chr, range(0xD800)))))


@given(texts=st.lists(st.sampled_from([*WESTERN, "ÄãºÃ", "", "ДгєГ"])), end=st.sampled_from("\n\r\v\f\u2028\u2029"))
def test_hinted_lines_are_the_lines_with_a_hint(texts: list[str], end: str) -> None:
    text = end.join(texts)
    found = list(hinted(text, LEGACY))
    assert [line for _, line in found] == [line for line in texts if LEGACY.search(line)]
    assert all(text[start : start + len(line)] == line for start, line in found)


@pytest.mark.parametrize("lines", [1, 40])
def test_long_text_is_judged_by_samples(lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = ("\n" if lines > 1 else "").join(["".join(HANS * 4)] * 40)
    asked: list[int] = []
    logprob = likelihood.logprob
    monkeypatch.setattr(likelihood, "logprob", lambda text, lang: asked.append(len(text)) or logprob(text, lang))
    assert fix(legacy_cjk_as_single_byte, misread(clean, "gbk")) == clean
    assert sum(asked) * 10 < len(clean)


def test_a_list_of_names_is_less_natural() -> None:
    clean = (
        "阳忠恕、李维屏、伍龙章、冯克煦、任玉岭、韦云隆、刘文泮、卢湖山、方嘉民、杜泰武、杨耀寰、陈及霖、王怀俊、庞延斌"
    )
    assert fix(legacy_cjk_as_single_byte, misread(clean, "gbk")) == clean


@pytest.mark.parametrize("text", ["ããããããÝÝÝÝ", "ããããããÇÇÇÇÇÇÇÇ", "ÄÄÄÄÄÄÄÄÄÖÖÖÖ", "éééééééé¡¡¡¡¡¡"])
def test_a_shout_is_not_half_decoded(text: str) -> None:
    assert not list(half_decoded_cjk(text))


def test_the_note_says_that_the_model_had_a_choice() -> None:
    (one,) = edits(half_decoded_cjk, "ϲ»¶»úÆ÷ÈËͬѧÏë±Ø¶Ô°¢Î÷Ī·òµÄ")
    assert one.note.endswith("; the likeliest of 2 readings or more that give the same line")
    (other,) = edits(half_decoded_cjk, "Çѱ¹ÀÇÇÐ³í¹®")
    assert "readings" not in other.note


def test_a_western_word_in_utf8_is_for_the_other_rule() -> None:
    text = "ÄãºÃ£¬ÊÀ½ç cafÃ©"
    assert fix(legacy_cjk_as_single_byte, text) == text == fix(single_byte_mojibake, text)
    assert flags(undecoded_cjk, text)


@pytest.mark.parametrize("text", ["ä½\xa0å¥½ï¼Œä¸–ç•Œ", "РџСЂРёРІРµС‚", "cafÃ© MÃ¼nchen"])
def test_utf8_is_left_to_the_other_rule(text: str) -> None:
    assert not list(legacy_cjk_as_single_byte(text))
    assert not list(half_decoded_cjk(text))


HALF = [
    # from pages on the web
    ("ϲ»¶»úÆ÷ÈËͬѧÏë±Ø¶Ô°¢Î÷Ī·òµÄ", "喜欢机器人同学想必对阿西莫夫的"),
    ("Çѱ¹ÀÇÇÐ³í¹®", "한국의학논문"),
    ("Çѱ¹ÀÇÇÐ³í¹® µ¥ÀÌÅͺ£À̽º", "한국의학논문 데이터베이스"),
]


@pytest.mark.parametrize(("text", "right"), HALF)
def test_half_decoded(text: str, right: str) -> None:
    assert fix(half_decoded_cjk, text) == right


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("encoding", ["gbk", "cp949", "euc_jp"])
def test_each_tool_is_undone(tool: half_decoded.Tool, encoding: str) -> None:
    texts = TEXTS[encoding]
    right = sum(fix(half_decoded_cjk, tool.forward(text.encode(encoding))) == text for text in texts)
    assert right * 4 >= len(texts) * 3


@given(text=st.text(st.sampled_from("".join(HANS)), min_size=1, max_size=12))
def test_the_options_hold_what_was_there(text: str) -> None:
    raw = text.encode("gbk")
    damaged = TOOLS[1].forward(raw)
    ways = {b""}
    for char in damaged:
        ways = {way + one for way in ways for one in options(char, "pairs") if raw.startswith(way + one)}
    assert raw in ways


def test_normalisation() -> None:
    damaged = unicodedata.normalize("NFKC", misread(KOREAN[0], "cp949"))
    assert "⁄" in damaged or " ̧" in damaged
    assert fix(half_decoded_cjk, damaged) == KOREAN[0]


@pytest.mark.parametrize("encoding", ["gbk", "cp932"])
@pytest.mark.parametrize("char", ["é", "л", "Ð", "ϲ", "à", "¡", "邯"])
def test_the_search_takes_bounded_steps(char: str, encoding: str) -> None:
    for size in (200, 2000):
        steps = Steps(10**9)
        search(char * size, encoding, "ftfy", steps)
        assert steps.taken <= half_decoded.A_RUN + half_decoded.EACH * size


def test_a_search_that_is_given_up_is_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(half_decoded, "A_RUN", 100)
    monkeypatch.setattr(half_decoded, "EACH", 1)
    text = ftfy.fix_text(misread(HANS[0], "gbk"))
    assert fix(half_decoded_cjk, text) == text
    assert [note for _, note in flags(half_decoded_cjk, text)] == ["search given up: too many ways to read it"]


VIAS = [
    ("๋กœ๊ทธ", "로그"),
    (misread("데이터", "utf-8", "Windows-874") + " (2)", "데이터 (2)"),
]


@pytest.mark.parametrize(("text", "right"), VIAS)
def test_utf8_in_other_pages(text: str, right: str) -> None:
    assert fix(utf8_cjk_as_single_byte, text) == right


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("text", [HANS[1], HANT[0], JAPANESE[1], KOREAN[1], "데이터베이스"])
def test_utf8_in_every_page(name: str, text: str) -> None:
    damaged = misread(text, "utf-8", name)
    assert fix(single_byte_mojibake, fix(utf8_cjk_as_single_byte, damaged)) == text


def test_a_line_that_is_damaged_throughout_is_no_example() -> None:
    text = "因为 Unicode ISO-8859-1 符号的值等于他们的 ISO-8859-1 值，对于日语的使用者来说意味着什么"
    assert fix(single_byte_mojibake, misread(text, "utf-8", "Windows-1252")) == text
    assert fix(legacy_cjk_as_single_byte, misread(text, "gbk", "Windows-1252")) == text


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_character_alone_is_as_likely_as_the_model_says(encoding: str) -> None:
    language = ENCODINGS[encoding]
    for char in "一丅龜龍亁のア한갂·￥①Ａ﨑" + "".join(map(chr, range(0x4E00, 0x9FFF, 97))):
        assert _alone(char, language) == likelihood.logprob(char, language)


@given(
    name=st.sampled_from([*PAGES]),
    parts=st.lists(st.sampled_from(["你好", "로그", "デ", "é", "пр", " ", "a", "…", "😀", "\n"]), max_size=8),
)
def test_what_is_decoded_has_a_character_of_the_page(name: str, parts: list[str]) -> None:
    text = page(name).decode("".join(parts).encode())
    quick = list(utf8_cjk_as_single_byte(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vias, "_begun", lambda _: re.compile(""))
        assert list(utf8_cjk_as_single_byte(text)) == quick
