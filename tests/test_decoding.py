"""Any bytes decode, in whatever encoding they are said to be, and the segments give them back."""

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpusclean.decoding import binary_kind, decode
from corpusclean.decoding.detect import SAMPLE
from corpusclean.decoding.tiles import tile
from corpusclean.document import Segment

CODECS = sorted(
    {"utf-8", "utf-16", "utf-16-le", "utf-32", "gb18030", "gbk", "hz", "big5", "big5hkscs", "cp932", "shift_jis_2004"}
    | {"euc_jp", "iso2022_jp", "cp949", "johab", "utf-7", "latin-1", "cp1252", "ascii", "punycode", "base64", "no-such"}
)
HOSTILE = [
    b"",
    b"\0",
    b"\xff",
    b"\xff\xfe",
    b"\xff\xfe\0",
    codecs.BOM_UTF8,
    codecs.BOM_UTF8 + b"a\xff",
    codecs.BOM_UTF32_BE + "a文".encode("utf-32-be"),
    codecs.BOM_UTF16_LE + b"\0\xd8a\0",  # a lone surrogate
    codecs.BOM_UTF16_BE * 2,
    "\ud800".encode("utf-8", "surrogatepass"),
    "a\r\nb\r".encode("utf-16-le"),
    "中文，没有换行".encode("gb18030"),
    "一個".encode() + b"\xe4\xb8",
    b"+AGEAYg-",
    bytes(range(256)),
    b"\x81\x5f\x81\x90" * 40 + b"\n" + b"\xfa\x4a",  # cp932 pairs that do not encode back
]


def holds(raw: bytes, declared: str | None = None) -> None:
    """The laws of sources."""
    decoded = decode(raw, declared=declared)
    text, segments = decoded.text, decoded.segments
    text.encode()  # always valid Unicode
    assert 0 <= decoded.confidence <= 1
    place = at = 0
    pieces = []
    for segment in segments:
        assert segment.start == place
        assert segment.end > segment.start
        piece = text[at : at + segment.length]
        if segment.encoding is None:
            assert segment.raw is not None
            assert piece == "\ufffd" * len(segment.raw)
        elif segment.raw is None:
            assert piece.encode(segment.encoding) == raw[segment.start : segment.end]
        pieces.append(segment.bytes_of(piece))
        place, at = segment.end, at + segment.length
    assert place == len(raw)
    assert at == len(text)
    assert b"".join(pieces) == raw
    for start in {0, len(text) // 2, len(text)}:
        one, other = decoded.source.byte_span(start, len(text))
        assert 0 <= one <= other == len(raw) or not text


@pytest.mark.parametrize("raw", HOSTILE, ids=repr)
@pytest.mark.parametrize("declared", [None, "utf-8", "utf-16", "cp932", "gb18030", "utf-7"])
def test_hostile_bytes(raw: bytes, declared: str | None) -> None:
    holds(raw, declared)


@given(st.binary(max_size=200), st.sampled_from([None, *CODECS]))
@example(b"\xff\xfe\xff\xfe", "utf-16")
def test_any_bytes_any_declaration(raw: bytes, declared: str | None) -> None:
    holds(raw, declared)


@given(st.text(max_size=60), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"]))
def test_text_in_an_encoding_that_is_declared(text: str, encoding: str) -> None:
    holds(text.encode(encoding), encoding)


@given(st.text(max_size=80))
def test_utf8_is_read_as_it_is(text: str) -> None:
    raw = text.encode()
    if "\0" not in text and not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
        assert decode(raw).text == text


PROSE = "编码检测的结果决定了后面的一切，所以先看确定的证据，再去猜测。\n第二段，多写几句，让猜测有所依据。\n"


@pytest.mark.parametrize(
    ("raw", "encoding", "text"),
    [
        (codecs.BOM_UTF8 + "带标记".encode(), "utf-8", "带标记"),
        ("带标记".encode("utf-16"), "utf-16-le", "带标记"),
        (codecs.BOM_UTF16_BE + "带标记".encode("utf-16-be"), "utf-16-be", "带标记"),
        ("带标记".encode("utf-32"), "utf-32-le", "带标记"),
        ("第一行\r\n第二行 text\r\n".encode("utf-16-le"), "utf-16-le", "第一行\r\n第二行 text\r\n"),
        ("plain text\n".encode("utf-16-be"), "utf-16-be", "plain text\n"),
        ("plain text\n".encode("utf-32-be"), "utf-32-be", "plain text\n"),
        (PROSE.encode("gb18030"), "gb18030", PROSE),
        (b"NULs\0 in\0 text", "utf-8", "NULs\0 in\0 text"),
        (PROSE.encode() + b"\xff" + PROSE.encode(), "utf-8", PROSE + "\ufffd" + PROSE),
        (PROSE.encode()[:-2], "utf-8", PROSE[:-2] + "\ufffd\ufffd"),
    ],
)
def test_real_encodings(raw: bytes, encoding: str, text: str) -> None:
    decoded = decode(raw)
    assert (decoded.encoding, decoded.text) == (encoding, text)


def test_a_mark_is_a_segment_without_text() -> None:
    assert decode(codecs.BOM_UTF8 + b"a").segments == (
        Segment(0, 3, 0, "utf-8", codecs.BOM_UTF8),
        Segment(3, 4, 1, "utf-8"),
    )


def test_a_mark_that_lies_costs_nothing() -> None:
    raw = codecs.BOM_UTF16_LE + PROSE.encode("gb18030") + b"\n"
    holds(raw)


def test_a_wrong_declaration_costs_nothing_for_utf8() -> None:
    assert decode(PROSE.encode(), declared="big5").text == PROSE


SENTENCE = "第一财经报道，我们都知道今天天气很好。\n"


@pytest.mark.parametrize("declared", [None, "gbk", "gb18030"])
@pytest.mark.parametrize("damage", ["tail", "stray", "none"])
def test_one_bad_byte_spoils_itself_and_not_the_file(declared: str | None, damage: str) -> None:
    good = (SENTENCE * 40).encode("gbk")
    raw = {"tail": good + b"\xb5", "stray": good[:100] + b"\xff" + good[100:], "none": good}[damage]
    decoded = decode(raw, declared=declared)
    assert decoded.text.replace("\ufffd", "") == SENTENCE * 40
    assert decoded.text.count("\ufffd") == (damage != "none")
    holds(raw, declared)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_mark_holds_up_with_a_byte_too_many(encoding: str) -> None:
    raw = "中文 abc\n".encode(encoding) + b"x"
    assert decode(raw).text == "中文 abc\n\ufffd"
    holds(raw)


@pytest.mark.parametrize("encoding", ["iso2022_jp", "hz", "utf-7"])
def test_a_declared_encoding_in_ascii_bytes(encoding: str) -> None:
    text = "日本 word\n"
    assert decode(text.encode(encoding), declared=encoding).text == text
    assert decode(b"plain + ~ text\n", declared=encoding).text == "plain + ~ text\n"


WINDOWS = {
    "gb18030": "这种字符编码的检测结果决定了后面的所有步骤，因此应当先看确定的证据。",
    "big5": "這種字元編碼的偵測結果決定了後面的所有步驟，因此應當先看確定的證據。",
    "cp932": "文字コードの判定は、そのあとのすべての処理を左右するので、まず確実な証拠を見る。",
    "euc_jp": "文字コードの判定は、そのあとのすべての処理を左右するので、まず確実な証拠を見る。",
    "cp949": "문자 인코딩을 알아내는 일은 그 뒤의 모든 단계를 결정하므로 확실한 증거를 먼저 본다.",
    "utf-8": "这种字符编码的检测结果决定了后面的所有步骤，因此应当先看确定的证据。",
}


@pytest.mark.parametrize("encoding", WINDOWS)
def test_short_text_in_multibyte_encodings(encoding: str) -> None:
    """A floor: all windows of sixteen characters."""
    text = WINDOWS[encoding]
    for start in range(len(text) - 15):
        piece = text[start : start + 16]
        assert decode(piece.encode(encoding)).text == piece


def test_few_bytes_are_no_sure_guess() -> None:
    for raw in ("The author is Jose Muñoz.\n".encode("latin-1"), "好。\n".encode("gbk")):
        assert "ENC102" in [flag.rule for flag in decode(raw).source.flags]


def test_garbage_is_kept_in_few_pieces() -> None:
    raw = (b"\xff" * 3 + b"a") * 100_000 + b"text that is long enough"
    text, segments = tile(raw, "utf-8", None)
    assert len(segments) == 2
    assert text == "\ufffd" * 399_999 + "atext that is long enough"
    holds(raw)


def test_wrong_types_are_named() -> None:
    for arguments in ({"raw": "text"}, {"raw": b"", "declared": b"gbk"}):
        with pytest.raises(TypeError, match="decode takes bytes"):
            decode(**arguments)  # type: ignore[arg-type]
    mutable = bytearray(b"abc")
    assert decode(mutable).source.raw == b"abc"
    assert decode(memoryview(b"abc")).text == "abc"


def test_undecodable_bytes_are_flagged_where_they_stand() -> None:
    decoded = decode("好好好好".encode() + b"\x80\xff" + "好好好好".encode())
    assert [(flag.start, flag.end, flag.rule) for flag in decoded.source.flags] == [(4, 6, "ENC101")]
    assert decoded.source.byte_span(5, 6) == (13, 14)


def test_an_empty_document_is_flagged() -> None:
    assert [flag.rule for flag in decode(b"").source.flags] == ["ENC103"]


def test_a_large_file_in_gbk_is_read_by_a_sample() -> None:
    raw = b"ascii line\n" * 2000 + PROSE.encode("gb18030") * (SAMPLE // 80)
    assert len(raw) > SAMPLE
    assert decode(raw).encoding == "gb18030"


@pytest.mark.parametrize(
    ("raw", "binary"),
    [
        (b"\x89PNG\r\n\x1a\nxxx", True),
        (b"%PDF-1.7\n", True),
        (bytes(range(256)) * 8, True),
        (b"PK\x03\x04", True),
        (b"text with \x00 one NUL among many characters", False),
        ("文字".encode(), False),
        (b"", False),
        (b"\x1b[31mred\x1b[0m", False),
        (PROSE.encode("big5", "ignore"), False),
    ],
)
def test_binary(raw: bytes, binary: bool) -> None:
    assert (binary_kind(raw) is not None) == binary


def test_utf16_is_not_binary() -> None:
    raw = "plain\n".encode("utf-16-le")
    assert binary_kind(raw, decode(raw).encoding) is None
