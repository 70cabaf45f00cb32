"""Bytes that were made to break the decoder: pieces of text in many codecs, joined, cut and spoiled.

The laws are those of `holds` in test_decoding: no exception, valid Unicode, segments that tile the bytes and give them
back.  What no bytes may do is tested without a clock: how many segments come out, and how often a line is searched.
"""

import codecs
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.decoding import align, decode
from corpusclean.document import Document
from corpusclean.errors import DocumentError
from corpusclean.formats import text as formats
from test_decoding import holds

HANS = "改变运行时参数的命令会修改运行时的配置，许多在手册里列出的参数可以用它修改。"
HANT = "這種字元編碼的偵測結果決定了後面的所有步驟，因此應當先看確定的證據，再去猜測。"
JA = "文字コードの判定は、そのあとのすべての処理を左右するので、まず確実な証拠を見る。"
KO = "문자 인코딩을 알아내는 일은 그 뒤의 모든 단계를 결정하므로 확실한 증거를 먼저 본다."
RU = "Прежде чем угадывать, надо посмотреть на надёжные признаки кодировки текста."
TEXTS = [
    *(HANS, HANT, JA, KO, RU, "déjà vu, naïve café", "plain ASCII\n", "a\r\nb\rc\x85\x0c\u2028", "𠀀𠮷😀", "\0"),
    *("〜－￠∥", "①Ⅳ㈱", "ｶﾅ", "עברית", "ไทย", "\ue000\uf8ff", "\x1b[31m", "~{<:~}", "+AGE-"),
]
CODECS = [
    "utf-8",
    "utf-8-sig",
    "utf-7",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "utf-32-be",
    "gb18030",
    "gbk",
    "big5",
    "big5hkscs",
    "cp950",
    "cp932",
    "shift_jis_2004",
    "euc_jp",
    "euc_jis_2004",
    "cp949",
    "euc_kr",
    "johab",
    "iso2022_jp",
    "iso2022_jp_2004",
    "iso2022_kr",
    "hz",
    "latin-1",
    "cp1252",
    "cp1251",
    "koi8-r",
    "cp437",
    "cp874",
    "iso8859-8",
    "mac-arabic",
    "cp037",
    "cp864",
]
#: Codecs of Python that are for no files, and names that are none.
ABSURD = ["punycode", "idna", "rot13", "base64", "unicode-escape", "undefined", "mbcs", "x" * 60, "a\0b", "İ", " "]
MARKS = [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE]
SIGNS = [
    *(b"\0", b"\n", b"\r", b"\x0c", b"\x85", b"\x80", b"\xff", b"\xa1", b"\x81", b"\xfd", b"\x8e", b"\x0e", b"\x0f"),
    *(b"\x1b$B", b"\x1b(B", b"\x1b(J", b"\x1b(I", b"\x1b$)C", b"\x1b$(D", b"~{", b"~}", b"~~", b"+", b"%PDF-"),
    *(
        b"\x810",
        b"\x81\x30\x81\x30",
        b"\xe3\x31\x32\x9a",
        b"\x8f\xa2\xb7",
        b"\xa4\xd4",
        b"\xa4\xd4\xa4\xa1\xa4\xbf\xa4\xd4",
    ),
    *(b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\0\xd8", b"\xd8\0", b"\xfa\x4a", b"\x87\x90", b"\x88\x62", b"\xe4\xb8"),
    *(b"<meta charset=big5>", b"<?xml version='1.0' encoding='utf-16'?>", b"# coding: hz\n", b"<meta charset=utf-7>"),
]


@st.composite
def pieces(draw: st.DrawFn) -> bytes:
    """A text in some codec, cut by some bytes at either end."""
    raw = draw(st.sampled_from(TEXTS)).encode(draw(st.sampled_from(CODECS)), "ignore")
    return raw[draw(st.integers(0, 3)) : len(raw) - draw(st.integers(0, 3))]


BYTES = st.lists(
    st.one_of(
        pieces(),
        st.builds(lambda sign, often: sign * often, st.sampled_from(MARKS + SIGNS), st.sampled_from([1, 2, 5, 40])),
        st.binary(max_size=30),
        st.binary(max_size=40).map(lambda raw: bytes(byte | 0x80 for byte in raw)),
        st.sampled_from([b"x" * 700, b"\n" * 50, b" "]),
    ),
    max_size=8,
).map(b"".join)


@settings(max_examples=250)
@given(BYTES, st.sampled_from([None, None, None, *CODECS, *ABSURD]))
def test_any_bytes_with_any_declaration(raw: bytes, declared: str | None) -> None:
    holds(raw, declared)
    assert decode(raw, declared=declared).segments == decode(raw, declared=declared).segments


@settings(max_examples=250)
@given(BYTES, st.sampled_from(CODECS))
def test_any_bytes_in_any_order(raw: bytes, encoding: str) -> None:
    holds(raw, encoding=encoding)


@given(BYTES, st.sampled_from([None, "utf-8", "gbk", "cp932", "iso2022_jp", "cp1252"]))
def test_an_unchanged_text_is_written_as_it_was_or_not_at_all(raw: bytes, order: str | None) -> None:
    decoded = decode(raw, encoding=order)
    try:
        written = formats.encode(Document.of(decoded.source), order=order)
    except DocumentError:
        return
    assert written == raw


@pytest.mark.parametrize("declared", [*ABSURD, *CODECS])
def test_a_declaration_that_lies_costs_nothing(declared: str) -> None:
    for text, encoding in ((HANS, "gbk"), (HANT, "big5"), (JA, "cp932"), (JA, "euc_jp"), (KO, "cp949"), (RU, "cp1251")):
        assert decode(text.encode(encoding), declared=declared).text == text
        page = f'<html><head><meta charset="{declared.encode("ascii", "replace").decode()}"></head><body>{text}</body>'
        assert decode(page.encode(encoding)).text == page


@pytest.mark.parametrize("encoding", ABSURD)
def test_an_order_that_names_no_charset_is_refused(encoding: str) -> None:
    with pytest.raises(LookupError, match="unknown encoding"):
        decode(b"abc", encoding=encoding)


#: What people write in files: tables, listings, pictures of letters, Latin words, names, poems, half-width kana.
CLEAN = {
    "table": "名稱    | 大小 | 說明\n--------+------+----\n設定檔  |  12K | 使用者的設定\n記錄檔  | 3.4M | 每日記錄\n",
    "listing": "# 打开文件\nwith open(path) as f:  # 只读\n    for 行 in f:\n        print(行, end='')  # 不换行\n",
    "picture": "＿人人人人人人＿\n＞　突然の死　＜\n￣Y^Y^Y^Y^Y^Y￣\n　　∧＿∧\n　（　´∀｀）\n　（　　　　）\n",
    "romaji": "東京 (Tokyo) から 大阪 (Osaka) まで、新幹線 Nozomi で約2時間半。\n名古屋 (Nagoya) に 停車 する。\n",
    "names": "王小明\n李大伟\n张丽华\n刘建国\n陈志强\n杨秀英\n赵淑珍\n黄玉兰\n周文斌\n吴海燕\n",
    "poem": "床前明月光，\n疑是地上霜。\n舉頭望明月，\n低頭思故鄉。\n",
    "kana": "ﾃｽﾄを開始します。\n入力されたﾃﾞｰﾀにｴﾗｰがあるので、\n処理を中止しました。\n別のﾌｧｲﾙを選んでください。\n",
    "bars": "이름｜나이｜사는 곳\n김철수｜31｜서울\n이영희｜28｜부산\n박민수｜45｜대구\n",
    "chat": "你好！！！ :-)\n哈哈哈哈哈\n嗯嗯。。。\n好的~~~\nOK，没问题\n",
}
HOMES = {"gbk gb18030": "listing names chat", "big5 big5hkscs": "table poem", "cp932 euc_jp": "picture romaji kana"}
HOMES |= {"cp949 euc_kr": "bars", "utf-8 utf-16-le": " ".join(CLEAN)}


@pytest.mark.parametrize(
    ("kind", "encoding"),
    [(kind, name) for names, kinds in HOMES.items() for kind in kinds.split() for name in names.split()],
)
def test_a_clean_file_is_in_one_encoding_and_whole(kind: str, encoding: str) -> None:
    """Also where it is long, where lines end in a carriage return, and behind much ASCII."""
    for text in (CLEAN[kind] * 3, CLEAN[kind].replace("\n", "\r") * 40, "ASCII, only ASCII.\n" * 200 + CLEAN[kind] * 3):
        decoded = decode(text.encode(encoding))
        assert decoded.text == text
        assert not {"ENC101", "ENC104", "ENC105"} & {flag.rule for flag in decoded.source.flags}


SENTENCES = {"gbk": HANS, "big5": HANT, "cp932": JA, "euc_jp": JA, "cp949": KO, "utf-8": HANT}


@pytest.mark.parametrize("encoding", SENTENCES)
def test_no_first_byte_is_taken_from_a_clean_window(encoding: str) -> None:
    text = SENTENCES[encoding] * 3
    for size in (12, 20, 33, 64):
        for start in range(0, 40, 3):
            window = text[start : start + size]
            decoded = decode(window.encode(encoding))
            assert decoded.text == window
            assert all(segment.encoding for segment in decoded.segments)


@pytest.mark.parametrize(("encoding", "line_end"), [(name, end) for name in SENTENCES for end in "\n\r "])
def test_a_bad_byte_spoils_itself_wherever_it_stands(encoding: str, line_end: str) -> None:
    """A floor: what is left of the sentences that are not damaged, and nothing is read as another encoding."""
    text = (SENTENCES[encoding] + line_end) * 12
    good = text.encode(encoding)
    for place in range(len(good) // 3, len(good) // 3 + 24):
        for raw in (good[:place] + good[place + 1 :], good[:place] + b"\xff" + good[place:]):
            decoded = decode(raw)
            assert decoded.text.count(SENTENCES[encoding]) >= 11
            assert "ENC104" not in {flag.rule for flag in decoded.source.flags}
            assert decoded.text.count("\N{REPLACEMENT CHARACTER}") <= 4  # all of a character in UTF-8, and a byte more


@pytest.mark.parametrize(
    "pair", [("gbk", "utf-8"), ("big5", "utf-8"), ("cp932", "euc_jp"), ("gbk", "cp949")], ids="-".join
)
def test_each_line_is_read_in_its_own_encoding(pair: tuple[str, str]) -> None:
    lines = [SENTENCES[name] if name != "utf-8" else HANS for name in pair] * 20
    raw = b"\n".join(line.encode(name) for line, name in zip(lines, pair * 20, strict=True))
    decoded = decode(raw)
    assert decoded.text == "\n".join(lines)
    assert "ENC104" in {flag.rule for flag in decoded.source.flags}


GARBAGE = [
    *(b"\x80", b"\xff", b"\xa1", b"\x8f", b"\x81\x30", b"\xe4\xb8", b"\x8f\xb0\xa1", b"~{", b"\x1b$B", b"\n", b"\0"),
    *(b"\xe9\n", b"\xd6\xd0\n", "中".encode() + "文".encode("gbk"), b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"),
    *(b"<meta charset", b"\xa4\xd4", b"\xfa\x4a\n", b"caf\xe9 ", b"\x1b(B$3", b"~{VP\n~x\n"),
]


@pytest.mark.parametrize("unit", GARBAGE, ids=repr)
def test_what_repeats_is_kept_in_pieces_no_more_than_its_lines(unit: bytes) -> None:
    raw = unit * (60_000 // len(unit))
    for cut in (raw, raw[1:], raw[:-1] + b"\xd6"):
        holds(cut)
        assert len(decode(cut).segments) <= 4 * (cut.count(b"\n") + 1) + len(cut) // 4


def test_a_long_line_is_searched_in_steps_that_grow_with_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """One bad byte in one long line: every byte is looked at a few times, whatever stands around it."""
    priced: list[int] = []
    real = align._price

    def price(raw: bytes, encoding: str, language: str) -> float:
        priced.append(len(raw))
        return real(raw, encoding, language)

    monkeypatch.setattr(align, "_price", price)
    steps = []
    for often in (40, 160, 400):
        good = re.sub("[，。]", "", HANS * often).encode("gbk")
        priced.clear()
        holds(good[:301] + b"\xff" + good[301:])
        steps.append(len(priced) / len(good))
    assert max(steps) <= 9


def test_answers_do_not_depend_on_what_was_asked_before() -> None:
    files = [text.encode(name) + b"\xff" for name, text in SENTENCES.items()] + [RU.encode("koi8-r"), b"caf\xe9"]
    first = [decode(raw).source for raw in files]
    assert [decode(raw).source for raw in reversed(files)] == first[::-1]
