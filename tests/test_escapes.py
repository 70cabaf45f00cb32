"""Visible escapes: what is decoded, and the programs, addresses and texts about escapes that are not."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpusclean.edits import Edit
from corpusclean.rule import Rule, Trigger
from corpusclean.rules.markup import (
    backslash_escapes,
    bare_references,
    character_references,
    percent_escapes,
    seven_bit,
    seven_bit_chinese,
    seven_bit_japanese,
)
from corpusclean.testing import assert_lawful, fix

SEEDS = Path(__file__).parents[1] / "seeds"
Filter = Callable[[str], list[Edit]]
FILTERS = [bare_references, backslash_escapes, percent_escapes, seven_bit_chinese, seven_bit_japanese]


# The forward processes: what damaged the text.
def each(text: str, escape: Callable[[str], str]) -> str:
    return "".join(escape(char) if char > "~" else char for char in text)


def u_escaped(text: str) -> str:
    units = [text.encode("utf-16-be")[i : i + 2] for i in range(0, len(text.encode("utf-16-be")), 2)]
    return "".join(f"\\u{unit.hex()}" if unit > b"\0~" else chr(unit[1]) for unit in units)


def big_u_escaped(text: str) -> str:
    return each(text, lambda char: f"\\U{ord(char):08x}")


def x_escaped(encoding: str) -> Callable[[str], str]:
    def escaped(text: str) -> str:
        return "".join(chr(byte) if byte < 0x7F else f"\\x{byte:02x}" for byte in text.encode(encoding))

    return escaped


def percent(encoding: str) -> Callable[[str], str]:
    return lambda text: each(text, lambda char: quote(char.encode(encoding)))


def percent_u(text: str) -> str:
    return u_escaped(text).replace("\\u", "%u")


def no_semicolon(text: str) -> str:
    return each(text, lambda char: f"&#{ord(char)}")


def no_ampersand(text: str) -> str:
    return each(text, lambda char: char if "一" <= char <= "鿿" else f"#x{ord(char):x};")


def hz(text: str) -> str:
    return text.encode("hz").decode("ascii")


def bare_jis(text: str) -> str:
    return text.encode("iso2022_jp").decode("ascii").replace("\x1b", "")


#: Sentences of our own: news, a review, a manual, a letter; with Latin words, numbers, quotation marks.
CHINESE = [
    "今天上午，市图书馆新馆正式向读者开放，共有三层阅览室。",
    "房间很干净，服务员态度也好，就是早餐的种类少了一点。",
    "安装之前，请先备份您的数据；如果 update 失败，可以恢复到原来的版本。",
    "他说：“明年春天，我们一起去看海。”大家都笑了。",
    "2008年10月，公司在上海、广州和成都设立了3家分公司。",
    "这本书写得很好，推荐给喜欢历史的朋友，一共12章。",
]
TRADITIONAL = [
    "請先確認電腦已經連上網路，然後按下開始按鈕。",
    "這個選項會讓程式在背景執行，直到使用者結束它。",
    "圖書館將於下週一重新開放，歡迎讀者前來借閱。",
]
JAPANESE = [
    "このコマンドを使うと、ファイルの名前を変更できます。",
    "昨日は雨が降っていたので、家で本を読みました。",
    "設定を保存してから、もう一度プログラムを起動してください。",
]
KOREAN = ["오늘은 날씨가 좋아서 공원에서 산책을 했습니다.", "설정을 저장한 다음에 프로그램을 다시 시작하십시오."]
RUSSIAN = ["Сегодня хорошая погода, и мы пойдём гулять в парк."]
ALL = [*CHINESE, *TRADITIONAL, *JAPANESE, *KOREAN]

EXACT: list[tuple[Filter, Callable[[str], str], list[str]]] = [
    (backslash_escapes, u_escaped, [*ALL, *RUSSIAN]),
    (backslash_escapes, lambda text: u_escaped(text).replace("\\", "\\\\"), ALL),
    (backslash_escapes, big_u_escaped, ALL),
    (backslash_escapes, x_escaped("utf-8"), [*ALL, *RUSSIAN]),
    (backslash_escapes, x_escaped("gbk"), [*CHINESE, *TRADITIONAL]),
    (backslash_escapes, x_escaped("euc_jp"), JAPANESE),
    (backslash_escapes, x_escaped("euc_kr"), KOREAN),
    (percent_escapes, percent("utf-8"), [*ALL, *RUSSIAN]),
    (percent_escapes, lambda text: percent("utf-8")(text).replace("%", "%25"), ALL),
    (percent_escapes, percent("gbk"), [*CHINESE, *TRADITIONAL]),
    (percent_escapes, percent("big5"), TRADITIONAL),
    (percent_escapes, percent("euc_jp"), JAPANESE),
    (percent_escapes, percent("euc_kr"), KOREAN),
    (percent_escapes, percent_u, ALL),
    (bare_references, no_semicolon, ALL),
    (bare_references, lambda text: no_semicolon(text).replace("&", "&amp;"), ALL),
    (bare_references, no_ampersand, CHINESE),
    (seven_bit_chinese, hz, CHINESE),
    (seven_bit_japanese, bare_jis, JAPANESE),
]


@pytest.mark.parametrize(("filter_", "escaped", "sentences"), EXACT)
def test_all_sentences_come_back(filter_: Filter, escaped: Callable[[str], str], sentences: list[str]) -> None:
    assert [fix(filter_, escaped(text)) for text in sentences] == sentences
    together = "\r\n\r\n".join(sentences)
    assert fix(filter_, "\r\n\r\n".join(map(escaped, sentences))) == together
    assert fix(filter_, together) == together


@pytest.mark.parametrize(("filter_", "escaped", "sentences"), EXACT)
@given(data=st.data())
def test_round_trip(filter_: Filter, escaped: Callable[[str], str], sentences: list[str], data: st.DataObject) -> None:
    first = data.draw(st.sampled_from(sentences))
    words = data.draw(st.lists(st.sampled_from([*re.findall(r"\w{1,6}", first), " ", ", "]), max_size=8))
    text = first + "".join(words).strip()
    assert fix(filter_, escaped(text)) == text


TOKENS = [
    *("\\u4f60", "\\u597d", "\\ud83d", "\\ude00", "\\U0001f600", "\\u0041", "\\u005c", "\\u0022", "\\u", "\\\\u4f60"),
    *("\\xe4\\xbd\\xa0", "\\xe5", "\\xc4\\xe3", "\\x", "\\/", '\\"', "\\", "u4f60", "\\u2028", "\\u{1f600}"),
    *("%E4%BD%A0", "%E5", "%C4%E3", "%25E4%25BD%25A0", "%u4F60", "%u", "%", "%20", "%25", "%41", "25", "E4", "%u0025"),
    *("&#20320", "&#22909;", "&amp;#20320", "#xff0c;", "#x4f60;", "#22909;", "#183;", "&", "amp;", "#", "x4f60;", ";"),
    *("~{Dc:C~}", "~{", "~}", "~~", "~", "VPND", "$B$3$s(B", "$B", "(B", "$@", "$(B", "(J"),
    *("你", "好", "，", "a", "word", " ", "\n", "\r\n", "1", "'", '"', "`", "=", "(", "[", "-", "https://x.cn/", "<b>"),
    *("编码", "HTML", "显示", "\x00", "\ufffd", "\u2028", "\x85", "é", "q="),
]
TEXTS = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(TOKENS), max_size=20).map("".join))
HEXADECIMAL = "89ABCDEFabcdef"
RULES = [
    Rule("MRK102", bare_references, Trigger(literals=tuple(f"#{char}" for char in "xX0123456789"))),
    Rule("MRK103", backslash_escapes, Trigger(literals=("\\u", "\\U", "\\x"))),
    Rule("MRK104", percent_escapes, Trigger(literals=("%u", "%25", *(f"%{char}" for char in HEXADECIMAL)))),
    Rule("MRK105", seven_bit_chinese, Trigger(literals=("~{",))),
    Rule("MRK106", seven_bit_japanese, Trigger(literals=("$B", "$@"))),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@given(text=TEXTS)
@example(text="\\u4f60\\u597d\\u005cu4f60")
@example(text="\\u4f60\\u597d\n\\u2028\\u597d")
@example(text="%E4%BD%A0%E5%A5%BD%E4%BD%A0%E5%A5%BD%2541")
@example(text="~{Dc:C~}~~{Dc:C~}")
@example(text="~{Dc:C~}~~~{x")
@example(text="$B$3$s(B$B$3$s")
@example(text="&#20320&#22909;")
def test_laws(rule: Rule, text: str) -> None:
    assert_lawful(rule, text)
    fix(rule.filter, text).encode("utf-8")  # no half of a surrogate pair came out


GOES = [
    (backslash_escapes, r"\u4f60\u597d", "你好"),
    (backslash_escapes, r"\ud83d\ude00\u4f60\u597d", "😀你好"),
    (backslash_escapes, r"\u4F60\u597D\uff0C\U0001F600", "你好，😀"),
    (backslash_escapes, r"\u5317\u4eac\/\u4e0a\u6d77", "北京/上海"),
    (backslash_escapes, r"\u4ed6\u8bf4\"\u597d\u7684", '他说"好的'),
    (backslash_escapes, r"It\u2019s \u201cfine\u201d, isn\u2019t it?", "It’s “fine”, isn’t it?"),
    (backslash_escapes, r"标题：\u4eca\u5929\u5929\u6c14\u5f88\u597d", "标题：今天天气很好"),
    # a line that proves it takes the short ones with it
    (backslash_escapes, "No. \\u4e00\n\\u4eca\\u5929\\u5929\\u6c14\\u5f88\\u597d", "No. 一\n今天天气很好"),
    (backslash_escapes, r"\xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7", "你好，世界"),
    (percent_escapes, "%E4%BD%A0%E5%A5%BD%EF%BC%8C%E4%B8%96%E7%95%8C", "你好，世界"),
    (percent_escapes, "%e4%bd%a0%e5%a5%bd%20%e4%b8%96%e7%95%8c%21", "你好 世界!"),
    (percent_escapes, "%C4%E3%BA%C3%A3%AC%CA%C0%BD%E7", "你好，世界"),
    (percent_escapes, "%u4F60%u597D%uFF0C%u4E16%u754C", "你好，世界"),
    (backslash_escapes, r"\u5728\u300c\u5de5\u5177\u300d-\u300c\u66f4\u6b63\u300d\u91cc", "在「工具」-「更正」里"),
    (bare_references, '&#22312"&#25554&#20837"&#24037&#20855&#26639', '在"插入"工具栏'),
    (bare_references, "2008&#241801&#26376", "2008年1月"),
    (bare_references, "&#8220&#20320&#22909&#8221", "“你好”"),
    (bare_references, "&#x4f60&#x597d", "你好"),
    # two real pages
    (bare_references, "摘要#xff1a;不顾", "摘要：不顾"),
    (bare_references, "标题#xff1a;活动#x201c;开始#x201d;了", "标题：活动“开始”了"),
    (bare_references, "菜单#xff1a;A #x2192; B", "菜单：A → B"),
    (bare_references, "IP#xff0c;端口", "IP，端口"),
    (bare_references, "他说#x201c;don#x27;t#x201d;。", "他说“don't”。"),
    (bare_references, "#20320;#22909;#65292;", "你好，"),
    (seven_bit_chinese, "~{VPND~}~~~{Dc:C~}", "中文~你好"),
    (seven_bit_chinese, "ab~c ~~ ~{VPNDVP~}", "ab~c ~~ 中文中"),
    (seven_bit_japanese, "tune2fs(8) $B%3%^%s%I$G$9!#(B", "tune2fs(8) コマンドです。"),
    (seven_bit_japanese, "$@$3$s$K$A$O(J", "こんにちは"),
    # a line that is escaped as a whole may say what it likes
    (
        character_references,
        "".join(f"&#{ord(c)};" for c in '参见"' + CHINESE[0] * 2) + " HTML",
        '参见"' + CHINESE[0] * 2 + " HTML",
    ),
]


@pytest.mark.parametrize(("filter_", "text", "right"), GOES)
def test_goes(filter_: Filter, text: str, right: str) -> None:
    assert fix(filter_, text) == right


STAYS = [
    # text about escapes
    "在HTML里写&#20320;&#22909;会显示“你好”。",
    "在网页里写&#20320&#22909会显示“你好”。",
    "写成#xff0c;会显示逗号。",
    "HZ编码以~{开始，以~}结束。",
    "HZ 编码中“中文”写成~{VPND~}。",
    "“你”的 Unicode 转义是 \\u4f60\\u597d\\u4e16\\u754c\\u4f60\\u597d。",
    "The string \\u4f60\\u597d\\u4e16\\u754c is escaped.",
    "Percent-encoding gives %E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C.",
    "下面是编码后的文本：\n\\u4f60\\u597d\\u4e16\\u754c",
    "\\u4f60\\u597d\\u4e16\\u754c\nは、エスケープされた文字列です。",
    # addresses and forms
    "https://example.com/%E4%BD%A0%E5%A5%BD?q=%E4%B8%AD",
    "http://x.cn/s?wd=%C4%E3%BA%C3%CA%C0%BD%E7&ie=gbk",
    "/wiki/%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C",
    "q=%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C&page=2",
    "zh.example.org/wiki/%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C",
    "magnet:?xt=urn:btih:00&dn=%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C",
    "www.x.cn/%u4F60%u597D%u4E16%u754C",
    'href="%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C.html"',
    '<a href="x">\\u4f60\\u597d\\u4e16\\u754c</a>',
    # programs
    's = "\\\\u4f60\\\\u597d"  # 转义写法',
    's = "\\u4f60\\u597d\\u4e16\\u754c"',
    "s = u'\\u4f60\\u597d\\u4e16\\u754c'",
    "key=\\u4f60\\u597d\\u4e16\\u754c",
    '{"title": "\\u4f60\\u597d\\u4e16\\u754c", "id": 1}',
    'print("hello \\u4f60\\u597d\\u4e16\\u754c");',
    "var a = 'x \\u4f60\\u597d', b = `\\u4e16\\u754c`;",
    'raw = b"\\xe4\\xbd\\xa0\\xe5\\xa5\\xbd"',
    'char s[] = "\\xe4\\xbd\\xa0\\xe5\\xa5\\xbd";',
    '+    msg = _("\\u4f60\\u597d\\u4e16\\u754c")',
    "# \\u4f60\\u597d",
    "// \\u4f60\\u597d",
    "    ('x', '/'),     # \\u2024 \\u318d \\uff65",
    'msgid "\\u4f60\\u597d"',
    "re.compile(r'[\\u4e00-\\u9fff]')",
    "[\\u4e00-\\u9fff]",
    "[^\\u4e00-\\u9fa5\\u3040-\\u30ff]",
    "\\u4e00-\\u9fff",
    # paths, TeX, shells
    "C:\\users\\xenia\\udata\\uface",
    "D:\\xe4\\xbd",
    "\\usepackage{xeCJK} \\xi \\underline{x} \\u{a}",
    "\\xrightarrow{f} \\xdef\\x{1}",
    "echo $B$A(B) $BASH $BROWSER ($B)",
    "US$Billion (B2B), $B (B)",
    "~{a}~ ~{name~} x~{y|z~}",
    "cd ~ && ls ~/{a,b}",
    # what it means stands there already
    "你好\n\\u4f60\\u597d\n\\xe4\\xbd\\xa0\\xe5\\xa5\\xbd\n%E4%BD%A0%E5%A5%BD",
    "Input: 你好世界\nOutput: \\u4f60\\u597d\\u4e16\\u754c",
    "안녕하세요는 다음과 같이 나타냅니다.\n\\uc548\\ub155\\ud558\\uc138\\uc694",
    "~{VPND~}\n中文",
    # files of messages, patterns of marks only, what was typed into a data base
    "login.password = \\u8bf7\\u8f93\\u5165\\u5bc6\\u7801\nlogin.hint : \\u8bf7\\u8f93\\u5165\\u5bc6\\u7801",
    "中文标点有 \\u3002\\uff1b\\uff0c\\uff1a\\u201c\\u201d\\uff08\\uff09\\u3001\\uff1f 这些",
    "\\u3002|\\uff1f|\\uff01|\\uff0c|\\u3001|\\uff1b|\\uff1a|\\u201c|\\u201d",
    "%E5%5C%E5%5C%E5%5C%E5%5C",
    "%B0%B1%B2%B3%B4%B5%B6%B7%B8%B9\n\\xb0\\xb1\\xb2\\xb3\\xb4\\xb5\\xb6\\xb7\\xb8\\xb9",
    "请教各位，看到的是这样的：\n\n\\u6625\\u8282\\u5feb\\u4e50\\uff0c\\u4e07\\u4e8b\\u5982\\u610f",
    # links, and addresses that were broken
    "See [the guide](%E5%AE%89%E8%A3%85%E8%AF%B4%E6%98%8E%E4%BD%A0%E5%A5%BD) and more.",
    "参见 https://zh.example.org/wiki/\n%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C",
    # cells of a spreadsheet
    "=SUM($B$3:$B$12)+(B5*$B$4)",
    "$B$3$B$4$B$5(B1)\n$B$1(B)",
    # numbers, formats, colours, tickets
    "打折100%中 50%E4 %d %s %E4 %20 100%E5",
    "printf '%u4 %x %E4%d'",
    "color: #fff; background: #ff0000; #xff?",
    "%Y\\u5e74%m\\u6708%d\\u65e5 %H\\u65f6%M\\u5206",
    "修复#12345; 见#65292; #x27; #x; #xzz;",
    "AT&#; R&#x; &# &#1 &#0",
    "C# #1 #2; #define X",
    # what has no place in text, halves, other code points
    "\\ud83d \\ude00 \\ud83d\\ud83d\\ud83d",
    "\\uffff\\ufffe\\ue000\\ue001",
    "\\u0000\\u0001\\u0007",
    "\\u1234\\u5678\\u9abc\\udef0",
    "%E4%BD %A0%E5 %A5",
    "%FF%FE%00%41",
    "caf\\u00e9",
    "caf%C3%A9",
    "\\u4f60",
    "%E4%BD%A0",
    "",
    "\\",
    "%",
    "~{",
    "$B",
    "&#",
]


@pytest.mark.parametrize("text", STAYS)
def test_stays(text: str) -> None:
    for filter_ in FILTERS:
        assert fix(filter_, text) == text


@pytest.mark.parametrize("text", [text for text in STAYS if not text.startswith("\\u4f60\\u597d\\u4e16")])
def test_stays_beside_damage(text: str) -> None:
    """A program or an address stays though another line, far enough away, has proved damage."""
    damage = "\n\n".join([*map(u_escaped, CHINESE[:2]), *map(percent("utf-8"), CHINESE[:2]), "plain text\n" * 30])
    for filter_ in (backslash_escapes, percent_escapes):
        if "`" not in text and not re.search(r"(?<![%\w])%[A-F]|\\u(?:4f60|0|1|e|f|d)|u00e9|C3%A9", text):
            assert fix(filter_, damage + text).endswith("\n" + text)


def test_one_edit_a_run() -> None:
    assert [edit[:3] for edit in backslash_escapes(r"\u4f60\u597d, \u4e16\u754c")] == [
        (0, 12, "你好"),
        (14, 26, "世界"),
    ]


def test_tickets_beside_references() -> None:
    assert fix(bare_references, "修复#12345;和#xff0c;缺陷") == "修复#12345;和，缺陷"


def test_seeds_are_clean() -> None:
    for path in SEEDS.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        for filter_ in FILTERS:
            assert not list(filter_(text))


@pytest.mark.parametrize("filter_", FILTERS)
@pytest.mark.parametrize(
    "piece",
    [
        *(
            "\\u4f60",
            "\\u",
            "\\\\",
            "\\xe4\\xbd\\xa0",
            "\\xe4",
            "\\xc4\\xe3",
            "%E4%BD%A0",
            "%E4",
            "%25",
            "%u4F60",
            "%C4%E3",
        ),
        *(
            "&#20320",
            "&#",
            "&amp;",
            "#xff0c;",
            "#1234567890",
            "#x",
            "~{Dc:C~}",
            "~{",
            "~",
            "~{VP",
            "~~",
            "$B$3$s(B",
            "$B",
            "$B(",
        ),
        *(
            "\\u4f60\n",
            '"\\u4f60',
            "'\\u4f60",
            "%E4%BD%A0 ",
            "/%E4%BD%A0",
            "=",
            "; ",
            "https://",
            "&#20320\n",
            "[\\u4f60-",
        ),
    ],
)
def test_linear_time(filter_: Filter, piece: str) -> None:
    started = time.process_time()
    list(filter_(piece * 10_000))
    list(filter_(piece * 5_000 + " ~{ $B #x1 %E4 \\u4"))
    assert time.process_time() - started < 2


@given(text=st.text(st.sampled_from("~~~{}ab x"), max_size=30))
def test_runs_of_hz_begin_with_a_tilde(text: str) -> None:
    plain = re.compile(r"~\{(?P<pairs>(?:[!-w][!-~]){1,5000})~\}|(?<!~)(?P<double>(?:~~){1,500}+)(?=[^~{}]|~\{|\Z)")
    found = [(match.span(), match["pairs"]) for match in seven_bit._HZ.finditer(text)]
    assert found == [(match.span(), match["pairs"]) for match in plain.finditer(text)]
