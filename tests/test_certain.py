"""What bytes give away about themselves: marks, NULs, escapes, formats; and what they declare."""

import codecs
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpusclean.decoding.binary import LETTERS, MAGIC, binary_kind
from corpusclean.decoding.certain import certain, marked
from corpusclean.decoding.declared import codec_of, declared_in
from corpusclean.decoding.escapes import JAPANESE, SEVEN_BIT, escape_tiles, escaped
from corpusclean.decoding.plain import doubtful, mark
from corpusclean.decoding.wide import WIDE, wide

MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
HANS = "先看确定的证据，再去猜测。\n第二段多写几句，让人有所依据。\n"
HANT = "先看確定的證據，再去猜測。\n第二段多寫幾句，讓人有所依據。\n"
JA = "まず確かな証拠を見て、それから推測する。\n二つ目の段落はもう少し長く書きます。\n"
KO = "먼저 확실한 증거를 보고 나서 짐작한다.\n둘째 문단은 조금 더 길게 쓴다.\n"
RU = "Сначала верные признаки, потом догадки.\nВторой абзац немного длиннее.\n"
AR = "ننظر أولا إلى الأدلة المؤكدة ثم نخمن.\n"
DE = "Zuerst die sicheren Belege, dann das Raten über Möglichkeiten.\n"
TEXTS = (
    HANS,
    HANT,
    JA,
    KO,
    RU,
    AR,
    DE,
    "Ελληνικά και άλλα.\n",
    "हिन्दी में एक वाक्य।\n",
    "ไทยไม่มีช่องว่าง\n",
    "plain ASCII\n",
)
LEGACY = [
    (HANS, "gb18030"),
    (HANT, "big5hkscs"),
    (HANT, "gb18030"),
    (JA, "cp932"),
    (JA, "euc_jp"),
    (KO, "cp949"),
    (KO, "johab"),
    (RU, "cp1251"),
    (RU, "koi8_r"),
    (RU, "cp866"),
    (AR, "cp1256"),
    (DE, "cp1252"),
]
ESCAPES = [
    b"\x1b$B",
    b"\x1b$@",
    b"\x1b(B",
    b"\x1b(J",
    b"\x1b(I",
    b"\x1b$(D",
    b"\x1b$)C",
    b"\x0e",
    b"\x0f",
    b"~{",
    b"~}",
    b"~",
]
escaped_bytes = st.lists(
    st.one_of(st.sampled_from([*ESCAPES, b"$3$l", b"VPND", b"\n", b"a"]), st.binary(max_size=3))
).map(b"".join)


# Laws


@given(st.one_of(st.binary(max_size=300), escaped_bytes), st.sampled_from([None, "utf-7", "hz", "iso-2022-jp", "?"]))
@example(b"\xff\xfe", None)
@example(b"\0\0\xfe\xff\0", None)
@example(b"\xef\xbb\xbf\xef\xbb\xbf", None)
def test_any_bytes(raw: bytes, declared: str | None) -> None:
    found = certain(raw, declared)
    declared_in(raw)
    binary_kind(raw)
    if found is None:
        return
    assert 0 < found.confidence <= 1
    assert 0 <= found.mark + found.cut <= len(raw) or not raw
    if found.text is not None:
        found.text.encode()
        assert found.text == raw[found.mark :].decode(found.encoding)
        if found.encoding not in SEVEN_BIT and found.encoding != "utf-7":
            assert found.text.encode(found.encoding) == raw[found.mark :]


@given(escaped_bytes, st.sampled_from(sorted(SEVEN_BIT)), st.integers(0, 3))
@example(b"\x1b$B$", "iso2022_jp", 0)
@example(b"$3$l$O\x1b(B\n", "iso2022_jp", 1)
@example(b"~{VP\nND~}~~{", "hz", 0)
@example(b"\x0e:N", "iso2022_kr", 0)
def test_segments_of_escaped_text_tile_the_bytes(raw: bytes, encoding: str, start: int) -> None:
    text, segments = escape_tiles(raw, encoding, start)
    text.encode()
    place = min(start, len(raw))
    at = 0
    for segment in segments:
        assert (segment.start, segment.end > segment.start) == (place, True)
        assert segment.bytes_of(text[at : at + segment.length]) == raw[segment.start : segment.end]
        if segment.encoding is None:
            assert text[at : at + segment.length] == "\ufffd" * (segment.end - segment.start)
        place, at = segment.end, at + segment.length
    assert (place, at) == (len(raw), len(text))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_utf8_without_nuls_is_certain(text: str) -> None:
    raw = text.encode()
    if "\0" not in text and not mark(raw) and "\x1b" not in text and "~" not in text and not doubtful(raw, text):
        found = certain(raw)
        assert found is not None
        assert (found.encoding, found.text, found.mark) == ("utf-8", text, 0)


@given(st.text(max_size=50), st.text(max_size=20))
def test_labels_never_raise(label: str, other: str) -> None:
    for name in (label, codec_of(label), f"utf-8{other}"):
        codec = codec_of(name)
        assert codec is None or b"a".decode(codec, "ignore") is not None


@given(st.sampled_from(TEXTS), st.integers(0, 60), st.integers(1, 60), st.sampled_from(sorted(MARKS)))
def test_a_true_mark_is_believed(text: str, start: int, length: int, encoding: str) -> None:
    piece = (text * 3)[start : start + length]
    raw = MARKS[encoding] + piece.encode(encoding)
    found = certain(raw)
    assert found is not None
    assert (found.encoding, found.text, found.mark) == (encoding, piece, len(MARKS[encoding]))


# Marks


@pytest.mark.parametrize("encoding", sorted(MARKS))
@pytest.mark.parametrize(
    "text", ["", "a", "中", "é", "я", "\N{GRINNING FACE}", "한", "ب", "龘", "\U00020000\U0002a6d6", "中文" * 40]
)
def test_short_text_behind_a_mark(encoding: str, text: str) -> None:
    found = certain(MARKS[encoding] + text.encode(encoding))
    assert found is not None
    assert (found.encoding, found.text) == (encoding, text)


@pytest.mark.parametrize(("text", "codec"), LEGACY)
@pytest.mark.parametrize("encoding", sorted(MARKS))
def test_a_mark_that_lies(text: str, codec: str, encoding: str) -> None:
    raw = MARKS[encoding] + (text * 3).encode(codec)
    assert marked(raw) is None
    assert certain(raw) is None
    assert mark(raw) == (len(MARKS[encoding]), encoding)


@pytest.mark.parametrize("text", [HANS, RU, JA, "plain ASCII, a line of it\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf8_behind_another_mark(text: str, encoding: str) -> None:
    found = certain(MARKS[encoding] + text.encode())
    assert found is not None
    assert (found.encoding, found.text, found.mark) == ("utf-8", text, 2)
    assert "lies" in found.evidence


@pytest.mark.parametrize("encoding", sorted(MARKS))
def test_a_cut_or_damaged_file_keeps_its_mark(encoding: str) -> None:
    whole = MARKS[encoding] + (HANS * 3).encode(encoding)
    cut = certain(whole[:-5])
    assert cut is not None
    assert (cut.encoding, cut.mark) == (encoding, len(MARKS[encoding]))
    bad = {"utf-8": b"\xff", "utf-16-le": b"\0\xd8", "utf-16-be": b"\xd8\0"}.get(encoding, b"\xff" * 4)
    place = len(MARKS[encoding]) + len("先看确定的".encode(encoding))
    damaged = certain(whole[:place] + bad + whole[place:])
    assert damaged is not None
    assert (damaged.encoding, damaged.text) == (encoding, None)


def test_a_mark_before_utf8_with_lines_in_another_encoding() -> None:
    assert certain(codecs.BOM_UTF8 + HANS.encode() + HANS.encode("gb18030") + HANS.encode()) is None


# UTF-16 and UTF-32 without a mark


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("text", TEXTS)
def test_wide_text(encoding: str, text: str) -> None:
    found = certain(text.encode(encoding))
    assert found is not None
    assert (found.encoding, found.text) == (encoding, text)
    if b"\0" not in text.encode(encoding)[:-1]:  # Thai is valid UTF-8, then
        return
    cut = certain(text.encode(encoding)[:-1])
    assert cut is not None
    assert (cut.encoding, cut.text, cut.cut) == (encoding, None, 0)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [HANS, JA, KO])
def test_wide_text_cut_inside_its_first_character(encoding: str, text: str) -> None:
    found = certain(text.encode(encoding)[1:])
    assert found is not None
    assert (found.encoding, found.text, found.cut) == (encoding, None, 1)


@pytest.mark.parametrize(
    ("text", "codec"), [*LEGACY, (HANS, "utf-8"), (DE, "utf-8"), ("plain ASCII in a line\n", "ascii")]
)
@pytest.mark.parametrize("place", [0, 1, 2, 3, 9, 10, -1])
def test_a_nul_in_other_text(text: str, codec: str, place: int) -> None:
    for size in (1, 4):
        longer = text * size
        raw = (longer[:place] + "\0" + longer[place:]).encode(codec)
        assert wide(raw) is None, raw
        found = certain(raw)
        assert (found.text if found else None) == (raw.decode() if codec in ("utf-8", "ascii") else None)
        assert wide(raw + b"\0\0\0") is None
        assert wide(raw.replace(b" ", b"\0")) is None


@pytest.mark.parametrize(("text", "codec"), LEGACY)
def test_legacy_text_is_not_wide(text: str, codec: str) -> None:
    raw = (text * 2).encode(codec)
    assert {wide(raw[start : start + length]) for start in range(9) for length in (24, 64)} == {None}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0",
        b"\0\0",
        b"ab\0",
        b"a\0",
        b"\0\0\0\0",
        b"abc\0\0\0def\0\0\0",
        b"root\0x\0home\0",
        b"Bush hid the facts",
    ],
)
def test_not_wide(raw: bytes) -> None:
    assert wide(raw) is None
    found = certain(raw)
    assert found is not None
    assert found.text == raw.decode()


# Escapes


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JA, "iso2022_jp"),
        ("漢字 ASCII かな\n" * 3, "iso2022_jp"),
        ("日本丂丄語\n", "iso2022_jp_1"),
        ("半角ｱｲｳ\n", "iso2022_jp_ext"),
        ("日本中们한\n", "iso2022_jp_2"),
        ("日本①㈱\n", "iso2022_jp_3"),
        (KO, "iso2022_kr"),
        (HANS, "hz"),
        ("A tilde ~ in HZ: 汉字编码\n", "hz"),
    ],
)
def test_escapes(text: str, encoding: str) -> None:
    found = certain(text.encode(encoding))
    assert found is not None
    assert found.text == text
    assert escape_tiles(text.encode(encoding), encoding)[0] == text


@pytest.mark.parametrize("end", range(1, 7))
def test_escapes_cut_at_the_end(end: int) -> None:
    raw = "一行 ASCII\n漢字とかな".encode("iso2022_jp")[:-end]
    found = certain(raw)
    assert found is not None
    assert found.encoding == "iso2022_jp"
    text = escape_tiles(raw, found.encoding)[0]
    assert text.startswith("一行 ASCII\n漢字と")
    assert text.count("\ufffd") == [0, 2, 1, 0, 1, 0, 1][end]


@pytest.mark.parametrize("start", range(1, 6))
def test_escapes_cut_at_the_front(start: int) -> None:
    raw = "これらのファイル\nと漢字\n".encode("iso2022_jp")[start:]
    found = certain(raw)
    assert found is not None
    text, segments = escape_tiles(raw, found.encoding)
    assert text.endswith("れらのファイル\nと漢字\n") or start < 3
    assert segments[-1].raw is None


def test_one_bad_byte_in_escaped_text() -> None:
    raw = (JA * 3).encode("iso2022_jp")
    found = certain(raw[:7] + b"\xff" + raw[7:])
    assert found is not None
    assert found.text is None
    text, segments = escape_tiles(raw[:7] + b"\xff" + raw[7:], "iso2022_jp")
    assert text.replace("\ufffd", "") == JA * 3
    assert [segment.raw for segment in segments if segment.encoding is None] == [b"\xff"]


def test_hz_ends_with_its_line() -> None:
    raw = HANS.encode("hz") + b"~{VP\n~{ND~} cut in a line, ~ alone\n" + HANS.encode("hz")
    text = escape_tiles(raw, "hz")[0]
    assert text == HANS + "中\n文 cut in a line, ~ alone\n" + HANS


@pytest.mark.parametrize(
    "raw",
    [
        b"\x1b[31mred\x1b[0m\n",
        b"\x1b(B\x1b[m bold off, as tput has it \x1b(B\n",
        b"\x1b[1m1234\x1b(B\x1b[m 5678\x1b(B\n",
        b"\x1b(0lqqk\x1b(B boxes\n",
        b"a lone \x1b and one at the end \x1b",
        b"\x1b%G\x1b]0;title\x07\x1b$ prompt",
        b"$B is a shell variable, and (B a word\n",
        b"shift \x0e out \x0f and in\n",
        b"x=~{a,b}\n",
        b'(format t "~{~a~^, ~}" list)\n',
        b'(format t "~{ab~}" list)\n',
        b"\\~{n} and ~{x}~} in TeX\n",
        b"~/.bashrc ~~ ~{} ~}\n",
        b"1~{2~}3",
        b"a+b, +AGE- and +-: not UTF-7 by itself",
        b"~" * 300,
    ],
)
def test_ascii_with_signs_like_escapes(raw: bytes) -> None:
    assert escaped(raw) is None
    found = certain(raw)
    assert found is not None
    assert (found.encoding, found.text) == ("utf-8", raw.decode())


def test_utf7_needs_to_be_declared() -> None:
    raw = "编码 a+b".encode("utf-7")
    assert certain(raw).encoding == "utf-8"  # type: ignore[union-attr]
    assert certain(raw, "UTF-7").text == "编码 a+b"  # type: ignore[union-attr]
    assert certain(HANS.encode(), "utf-7").text == HANS  # type: ignore[union-attr]


def test_japanese_codecs_are_pythons() -> None:
    assert {codecs.lookup(name).name for name in (*JAPANESE, "iso2022_kr", "hz")} == SEVEN_BIT


# Binary data


@pytest.mark.parametrize("magic", MAGIC, ids=repr)
def test_magic(magic: bytes) -> None:
    assert binary_kind(magic) == MAGIC[magic]
    assert binary_kind(magic + bytes(40)) == MAGIC[magic]


@pytest.mark.parametrize("magic", LETTERS, ids=repr)
def test_a_text_may_begin_with_the_letters_of_a_format(magic: bytes) -> None:
    assert binary_kind(magic) is None
    assert binary_kind(magic + b" is how such files begin, and this is a text.\n") is None
    assert binary_kind(magic + "编码".encode()) is None
    assert binary_kind(magic + b"\x01\0\0\0") == LETTERS[magic]


def test_binary_by_its_controls() -> None:
    noise = bytes((number * number >> 7) * 37 + number & 0xFF for number in range(5000))
    assert binary_kind(noise) is not None
    assert binary_kind(b"\xa7\x0d\x0d\x0a\0\0\0\0" + bytes(8)) == "Python bytecode"
    assert binary_kind(bytes(257) + b"ustar\x00") == "tar archive"
    assert binary_kind(b"\0\0\0\x18ftypmp42") == "MP4 media"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *LEGACY,
        *((text, encoding) for text in TEXTS for encoding in ("utf-8", *WIDE)),
        *((DE.upper() + "\t1\x85", encoding) for encoding in ("cp037", "cp500", "cp1140", "cp273")),
        (JA * 20, "iso2022_jp"),
        (KO * 20, "iso2022_kr"),
        (HANS, "hz"),
    ],
)
def test_text_is_not_binary(text: str, encoding: str) -> None:
    raw = (text * 5).encode(encoding, "replace")
    assert binary_kind(raw, encoding) is None
    assert binary_kind(raw[:24], encoding) is None
    if not encoding.startswith("iso2022_kr"):
        assert binary_kind(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0",
        b"\x0c\n" * 30,
        b"_\bu_\bn_\bd b\bbo\bol\bld\bd\n" * 9,
        b"NULs\0 in\0 text\0",
        b"padded" + bytes(1000),
        bytes(1000) + b"<html>a page behind a gap</html>",
        b"a\0b\0c\0records\0\0",
        b"a\x1fb\x1ec\x1fd\x1e",
        b"\x1b[31m\x1b[0m\x1b[1m" * 20,
        b"%PDF-1.4 is the first line of such files.\n",
        b"MZ and PK are initials; BM is a bitmap.\r\n",
        b"ID3 tags and RIFF chunks",
        b"!<arch> is different",
        b"xy\r\nz\n",
    ],
)
def test_texts_with_odd_bytes(raw: bytes) -> None:
    assert binary_kind(raw) is None


# Declarations


@pytest.mark.parametrize(
    ("raw", "codec"),
    [
        (b"<meta charset=utf-8>", "utf-8"),
        (b"<META CHARSET='Big5' />", "big5hkscs"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb18030"),
        (b'<meta content="text/html;charset=Shift_JIS"\n http-equiv=content-type>', "cp932"),
        (b'<?xml version="1.0" encoding="EUC-KR"?>', "cp949"),
        (b"<?xml version='1.0' encoding='iso-8859-1' standalone='yes'?>", "cp1252"),
        (b'@charset "windows-1251";', "cp1251"),
        (b"# -*- coding: euc-jp -*-\n", "euc_jp"),
        (b"#!/bin/sh\n# vim: set fileencoding=koi8-r :\n", "koi8-r"),
        (b";; -*- mode: lisp; coding: iso-2022-jp-unix -*-\n", "iso2022_jp"),
        (b"x" * 5000 + b"\n/* vim: set fenc=latin2 : */\n", "iso8859-2"),
        (b"Subject: a\nContent-Type: text/html; charset=GBK\n\n", "gb18030"),
        (b'"Content-Type: text/plain; charset=ISO-8859-9\\n"\n', "cp1254"),
        (b'<meta charset="no-such-thing"><meta charset=tis-620>', "cp874"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<meta charset=x-user-defined>", None),
        (b'<meta charset="base64">', None),
        (b"<meta name=charset content=big5>", None),
        (b"<p>The charset=gbk of a page", None),
        (b"import x\ny = 1\n# coding: gbk\n", None),
        (b"the encoding: big5 is old\n", None),
        (b"Content-Type: text/plain\n\ncharset=gbk\n", None),
        (b"<meta " + b"x" * 4096 + b"charset=gbk>", None),
        (b"", None),
        (b"\xff\xfe<\0m\0", None),
    ],
)
def test_declarations(raw: bytes, codec: str | None) -> None:
    assert declared_in(raw) == codec


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("utf8", "utf-8"),
        ("UTF-8 ", "utf-8"),
        ('"utf-8"', "utf-8"),
        ("gb2312", "gb18030"),
        ("x-gbk", "gb18030"),
        ("CP936", "gb18030"),
        ("big5-hkscs", "big5hkscs"),
        ("cp950", "big5hkscs"),
        ("x-sjis", "cp932"),
        ("windows-31j", "cp932"),
        ("ks_c_5601-1987", "cp949"),
        ("euc-kr", "cp949"),
        ("us-ascii", "cp1252"),
        ("latin1", "cp1252"),
        ("iso-8859-8-i", "iso8859-8"),
        ("macintosh", "mac-roman"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("unicode", "utf-16-le"),
        ("utf-16", "utf-16-le"),
        ("utf-16be", "utf-16-be"),
        ("hz-gb-2312", "hz"),
        ("iso-2022-kr", "iso2022_kr"),
        ("windows-874", "cp874"),
        ("idna", None),
        ("punycode", None),
        ("rot13", None),
        ("hex", None),
        ("zlib", None),
        ("unicode_escape", None),
        ("raw_unicode_escape", None),
        ("undefined", None),
        ("utf-8\0", None),
        ("../utf-8", None),
        ("ｕｔｆ-8", None),
        ("u" * 41, None),
        ("", None),
        (None, None),
    ],
)
def test_labels(label: str | None, codec: str | None) -> None:
    assert codec_of(label) == codec


# Cost


@pytest.mark.parametrize(
    "raw",
    [
        b"\x1b$B" + b"\x7f\x7f" * 200_000,
        b"aaaa\x1b(B" * 60_000,
        b"$3$l$O\x1b(B" * 50_000,
        b"~{VP\n" * 80_000,
        b"\x1b$)C" + b"\x0e:N\n" * 80_000,
        b"<meta " * 60_000,
        b"Content-Type: a; " * 20_000,
        b"#coding" * 50_000,
        codecs.BOM_UTF8 + b"\xe4\xb8" * 200_000,
        codecs.BOM_UTF16_LE + b"\0\xd8" * 200_000,
        b"\xff\xfe" * 200_000,
        b"\0a\xff" * 130_000,
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_hostile_bytes_take_linear_time(raw: bytes) -> None:
    start = time.process_time()
    certain(raw)
    declared_in(raw)
    binary_kind(raw)
    for encoding in ("iso2022_jp", "iso2022_kr", "hz"):
        assert len(escape_tiles(raw, encoding)[1]) <= 50_001
    assert time.process_time() - start < 5  # it takes less than half a second
