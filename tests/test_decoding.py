"""Any bytes decode, in whatever encoding they are said to be, and the segments give them back."""

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpusclean.decoding import binary_kind, decode
from corpusclean.decoding.align import align, cut_in_front
from corpusclean.decoding.plain import doubtful
from corpusclean.decoding.readings import EVERY, price, prices
from corpusclean.decoding.sample import SHORT, legacy, pieces
from corpusclean.decoding.tiles import bad_runs
from corpusclean.document import Reading, Segment

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


def holds(raw: bytes, declared: str | None = None, encoding: str | None = None) -> None:
    """The laws of sources."""
    decoded = decode(raw, declared=declared, encoding=encoding)
    assert decode(raw, declared=declared, encoding=encoding) == decoded
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
            assert decoded.encoding is None or piece == "\ufffd" * len(segment.raw)
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


ORDERS = [name for name in CODECS if name not in ("punycode", "base64", "no-such")]


@given(st.binary(max_size=200), st.sampled_from(ORDERS))
@example(b"\xff\xfe\xff\xfe", "utf-16")
@example("中文".encode(), "ascii")
def test_any_bytes_any_order(raw: bytes, encoding: str) -> None:
    holds(raw, None, encoding)
    assert (decode(raw, encoding=encoding).confidence) == 1


@given(st.text(max_size=60), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"]))
def test_text_in_an_encoding_that_is_declared(text: str, encoding: str) -> None:
    holds(text.encode(encoding), encoding)


@given(st.text(max_size=80))
def test_utf8_is_read_as_it_is(text: str) -> None:
    raw = text.encode()
    if (
        binary_kind(raw) is None
        and not doubtful(raw, text)
        and "\0" not in text
        and not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8))
    ):
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


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE])
@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_a_mark_that_lies_costs_nothing(mark: bytes, encoding: str) -> None:
    text = WINDOWS[encoding]
    raw = mark + text.encode(encoding)
    holds(raw)
    decoded = decode(raw)
    assert decoded.text == text
    flagged = [flag.note for flag in decoded.source.flags if flag.rule == "ENC105"]
    assert bool(flagged) == ((mark, encoding) != (codecs.BOM_UTF8, "utf-8"))


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
    for raw in ("# 打\n".encode("big5"), b"\xb1\n", b"caf\xe9"):
        assert "ENC102" in [flag.rule for flag in decode(raw).source.flags], raw


@pytest.mark.parametrize("word", ["学习", "联通", "编码", "中文", "你好", "国家"])
def test_two_hanzi_are_read(word: str) -> None:
    assert decode(word.encode("gbk")).text == word


@pytest.mark.parametrize("word", ["où", "é", "Ψ", "да", "αβγ", "naïve", "Ångström", "שלום", "ß", "«»", "привет"])
def test_short_utf8_is_utf8(word: str) -> None:
    assert decode(word.encode()).text == word


def test_garbage_is_kept_in_few_pieces() -> None:
    raw = (b"\xff" * 3 + b"a") * 100_000 + b"text that is long enough"
    assert bad_runs(raw, "utf-8") == [(0, 399_999)]
    assert len(decode(raw, encoding="utf-8").segments) == 2


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
    raw = b"ascii line\n" * 20_000 + PROSE.encode("gb18030") * 2000
    assert sum(map(len, legacy(raw, pieces(raw)))) < 2 * SHORT
    decoded = decode(raw)
    assert (decoded.encoding, len(decoded.segments)) == ("gb18030", 1)
    assert decoded.text.endswith(PROSE)


@pytest.mark.parametrize(
    ("raw", "binary"),
    [
        (b"\x89PNG\r\n\x1a\nxxx", True),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\0", True),
        (b"%PDF-1.7\nis how such files begin\n", False),
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


def test_binary_data_has_no_text_and_keeps_its_bytes() -> None:
    raw = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    decoded = decode(raw)
    assert (decoded.encoding, decoded.text, decoded.evidence) == (None, "", "PNG image")
    assert decoded.segments == (Segment(0, len(raw), 0, None, raw),)
    assert [flag.rule for flag in decoded.source.flags] == ["ENC103"]


# Several encodings in one file


def lines_of(encoding: str) -> list[bytes]:
    """Lines of sixteen characters, in their order."""
    text = WINDOWS[encoding]
    return [text[start : start + 16].encode(encoding) for start in range(0, len(text) - 15, 3)]


#: Kana are the same bytes in EUC-JP and in GB 2312: line by line the two are told apart where lines have kanji enough.
SAME_KANA = {"gb18030", "euc_jp"}
PAIRS = [
    (one, other, interleaved)
    for one in WINDOWS
    for other in WINDOWS
    for interleaved in (True, False)
    if not (interleaved and {one, other} == SAME_KANA)
]


@pytest.mark.parametrize(("one", "other", "interleaved"), PAIRS)
def test_each_line_in_its_own_encoding(one: str, other: str, interleaved: bool) -> None:
    pairs = [(line, one) for line in lines_of(one)], [(line, other) for line in lines_of(other)]
    both = [pair for two in zip(*pairs, strict=False) for pair in two] if interleaved else [*pairs[0], *pairs[1]]
    raw = b"\n".join(line for line, _ in both) + b"\n"
    decoded = decode(raw)
    assert decoded.text == "".join(line.decode(encoding) + "\n" for line, encoding in both)
    assert ("ENC104" in [flag.rule for flag in decoded.source.flags]) == (one != other)
    holds(raw)


def test_lines_of_a_code_page_among_utf8() -> None:
    french = ["Une unité soignée peut avancer.", "La forêt d'à côté est très dense.", "Où est le château ?"]
    raw = b"\n".join(line.encode(("utf-8", "cp1252")[number % 2]) for number, line in enumerate(french * 4))
    assert decode(raw).text == "\n".join(french * 4)


@pytest.mark.parametrize("encoding", [name for name in WINDOWS if name != "utf-8"])
def test_whole_files_are_not_split(encoding: str) -> None:
    text = "".join(f"{number}. {WINDOWS[encoding]} (a{number}b)\n" for number in range(200))
    decoded = decode(text.encode(encoding))
    assert (decoded.text, len(decoded.segments)) == (text, 1)


# Damage


@pytest.mark.parametrize("encoding", WINDOWS)
@pytest.mark.parametrize("way", ["deleted", "inserted", "changed"])
def test_a_bad_byte_spoils_itself_and_not_its_line(encoding: str, way: str) -> None:
    """A floor: of the characters that are whole, all but two in a hundred."""
    text = WINDOWS[encoding]
    raw = (text * 3).encode(encoding)
    kept = wanted = 0
    for at in range(len(raw) // 3, 2 * len(raw) // 3):
        bad = {"deleted": b"", "inserted": raw[at : at + 1] + b"\x80", "changed": b"\xff"}[way]
        found = decode(raw[:at] + bad + raw[at + 1 :]).text
        front = next((i for i, (x, y) in enumerate(zip(found, text * 3, strict=False)) if x != y), len(found))
        back = next((i for i, (x, y) in enumerate(zip(found[::-1], (text * 3)[::-1], strict=False)) if x != y), 0)
        kept += min(front + back, len(text) * 3 - 1)
        wanted += len(text) * 3 - 1
    assert kept > 0.98 * wanted, kept / wanted


def test_a_bad_byte_among_ascii_does_not_make_utf8_a_code_page() -> None:
    head = "TO THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE "
    raw = bytearray((head + "日本語のマニュアルページです。" * 60).encode())
    raw[16] = 0x97
    decoded = decode(raw)
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("日本語のマニュアルページです。") == 60
    assert decoded.text.count("\ufffd") == 1


@pytest.mark.parametrize("other", ["big5", "cp949", "cp932", "utf-8"])
def test_a_passage_in_another_encoding_deep_in_a_file(other: str) -> None:
    main = (PROSE * 800).encode("gb18030")
    passage = b"\n".join(lines_of(other) * 20) + b"\n"
    text = decode(main + passage + main).text
    assert text == PROSE * 800 + passage.decode(other) + PROSE * 800


@pytest.mark.parametrize("lost", [(101, 190), (9,), (50, 151, 252)])
def test_bytes_lost_in_a_long_line(lost: tuple[int, ...]) -> None:
    text = "改变运行时参数的命令会修改运行时的配置许多在手册里列出的参数可以用它修改" * 8
    raw = bytearray(text.encode("gbk"))
    for place in reversed(lost):
        del raw[place]
    found = decode(bytes(raw)).text
    assert found.count("\ufffd") <= 2 * len(lost)
    assert len(set(found) - set(text)) <= 1 + 2 * len(lost)


def test_a_lost_byte_is_no_other_encoding() -> None:
    good = (WINDOWS["euc_jp"] + "\n").encode("euc_jp") * 12
    for place in range(300, 380):
        decoded = decode(good[:place] + good[place + 1 :])
        assert "ENC104" not in [flag.rule for flag in decoded.source.flags], place


@pytest.mark.parametrize("encoding", WINDOWS)
def test_a_cut_spoils_the_characters_it_cuts(encoding: str) -> None:
    """A floor: all windows that begin and end inside a character."""
    text = WINDOWS[encoding]
    wrong = []
    for start in range(len(text) - 24):
        window = text[start : start + 24]
        if window[0].isascii() or window[-1].isascii():
            continue
        raw = window.encode(encoding)[1:-1]
        holds(raw)
        if window[1:-1] not in decode(raw).text:
            wrong.append(window)
    assert not wrong


@given(st.sampled_from([name for name in WINDOWS if name != "utf-8"]), st.data())
def test_alignment_reads_what_is_whole_as_it_is(encoding: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WINDOWS[encoding]) - 8))
    name = {"big5": "big5hkscs"}.get(encoding, encoding)
    raw = WINDOWS[encoding][start : start + 8].encode(encoding)
    assert align(raw, name, EVERY[name][0][0]) == []
    assert not cut_in_front(raw, name, EVERY[name][0][0])


@given(st.binary(max_size=60), st.sampled_from(sorted(set(EVERY) - {"utf-8", "utf-16-le", "utf-16-be"})))
def test_alignment_leaves_what_decodes(raw: bytes, encoding: str) -> None:
    done = 0
    for start, end in [*align(raw, encoding, EVERY[encoding][0][0]), (len(raw), len(raw))]:
        assert done <= start <= end <= len(raw)
        raw[done:start].decode(encoding)
        done = end


# Prices


@pytest.mark.parametrize("encoding", WINDOWS)
def test_text_is_cheapest_in_its_own_encoding(encoding: str) -> None:
    name = {"big5": "big5hkscs"}.get(encoding, encoding)
    found = prices(WINDOWS[encoding].encode(encoding), {key: value for key, value in EVERY.items() if "16" not in key})
    assert found[0].encoding == name
    assert found[0].natural
    assert found[0].bits + 40 < found[1].bits


@given(st.binary(min_size=1, max_size=100), st.sampled_from(sorted(EVERY)))
def test_any_bytes_have_a_price(raw: bytes, encoding: str) -> None:
    reading = price(raw, encoding, EVERY[encoding])
    assert 0 < reading.bits < 100 * len(raw) + 100


@given(st.lists(st.sampled_from(["中文", "a", " ", "\n", "漢"]), max_size=1500), st.sampled_from(["gbk", "utf-8"]))
def test_pieces_stand_in_the_file_and_are_few(parts: list[str], encoding: str) -> None:
    raw = "".join(parts).encode(encoding)
    found = pieces(raw)
    assert all(piece in raw for piece in found)
    assert sum(map(len, found)) <= 2 * SHORT + 100


# Declarations and orders


@pytest.mark.parametrize("label", ["utf-8", "big5", "shift_jis", "iso-8859-1", "no such thing", "utf-16"])
@pytest.mark.parametrize("where", ["outside", "inside"])
def test_a_wrong_declaration_costs_nothing(label: str, where: str) -> None:
    for encoding, text in WINDOWS.items():
        head = f'<meta charset="{label}">\n' if where == "inside" else ""
        raw = (head + text).encode(encoding)
        assert decode(raw, declared=label if where == "outside" else None).text == head + text


def test_a_right_declaration_decides_between_equals() -> None:
    raw = b"<p>\xa4\xa4\xa4\xe5</p>"  # 中文 in Big5, いう... in EUC-JP
    assert decode(raw, declared="big5").text == "<p>中文</p>"
    assert decode(raw, declared="euc-jp").encoding == "euc_jp"


@pytest.mark.parametrize(
    ("raw", "encoding", "name", "text"),
    [
        ("中文".encode(), "gb18030", "gb18030", "中文".encode().decode("gb18030")),
        ("镕".encode("gbk"), "gb2312", "gb18030", "镕"),
        ("中".encode("gb2312"), "gb2312", "gb2312", "中"),
        (b"\xff\xfe-\x4e", "utf-16", "utf-16-le", "中"),
        (b"\xfe\xff\x4e-", "utf-16", "utf-16-be", "中"),
        (b"-\x4e", "utf-16", "utf-16-le", "中"),
        (codecs.BOM_UTF8 + b"a", "utf-8-sig", "utf-8", "a"),
        (b"caf\xe9", "latin-1", "iso8859-1", "café"),
        ("中文".encode("gbk") + b"\xff", "gbk", "gb18030", "中文\ufffd"),
    ],
)
def test_an_order_is_followed(raw: bytes, encoding: str, name: str, text: str) -> None:
    decoded = decode(raw, encoding=encoding)
    assert (decoded.encoding, decoded.text) == (name, text)
    assert decoded.source.reading == Reading(name, 1.0, f"ordered as {encoding}")


def test_an_order_that_the_bytes_contradict_is_flagged() -> None:
    assert "ENC105" in [flag.rule for flag in decode("有中文".encode(), encoding="gb18030").source.flags]
    assert not decode("有中文".encode("gbk"), encoding="gb18030").source.flags
    assert not decode(b"ASCII", encoding="big5").source.flags


@pytest.mark.parametrize("encoding", ["no-such", "base64", "rot13", "punycode", "idna", "", "\0", "x" * 500])
def test_an_order_that_is_no_encoding(encoding: str) -> None:
    if encoding:
        with pytest.raises(LookupError, match="unknown encoding"):
            decode(b"abc", encoding=encoding)
    else:
        assert decode(b"abc", encoding=encoding).text == "abc"


# What is said of it


def test_the_answer_explains_itself() -> None:
    decoded = decode(WINDOWS["gb18030"].encode("gb18030"))
    assert decoded.confidence > 0.99
    assert decoded.runner_up in EVERY
    assert "reads as zh-Hans" in decoded.evidence
    assert f"{decoded.runner_up} costs" in decoded.evidence
    mixed = decode(b"\n".join(lines_of("utf-8") * 9 + lines_of("gb18030")))
    assert mixed.encoding == "utf-8"
    assert mixed.runner_up == "gb18030"
    assert [flag.note.split()[::3] for flag in mixed.source.flags] == [["utf-8", "gb18030"]]
