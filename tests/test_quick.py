"""Quick paths: a rule that sees at once that there is nothing to do finds what it finds without looking so."""

import re
import sys
from collections.abc import Callable, Iterable
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusclean.edits import Edit
from corpusclean.rules import facts, invisible, paragraphs, repeats, whitespace
from corpusclean.rules.chrome import labels
from corpusclean.rules.codepoints import cuts, lines
from corpusclean.rules.codepoints.spacing import closed_up
from corpusclean.rules.copying import noise, pinyin
from corpusclean.rules.credits import bylines, title
from corpusclean.rules.markup import bare, references, seven_bit, signs

Spans = list[tuple[int, int]]


def texts(*tokens: str) -> st.SearchStrategy[str]:
    """Texts of some pieces, and any others."""
    return st.lists(st.one_of(st.sampled_from(tokens), st.text(max_size=2)), max_size=30).map("".join)


def spans(edits: Iterable[Edit]) -> Spans:
    return [(edit.start, edit.end) for edit in edits]


BLANKS = f" \t\u3000{whitespace.ODD_SPACES}"
WHITE = texts(" ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\u3000", "\u00a0", "\x1f", "\u2028", "\x85", "a", "文")


@given(text=WHITE)
def test_trailing_white_space_is_what_a_pattern_finds(text: str) -> None:
    found = re.finditer(f"(?<![{BLANKS}])[{BLANKS}]+(?=[\r\n]|\\Z)", text)
    assert spans(whitespace.trailing_whitespace(text)) == [match.span() for match in found]


@given(text=WHITE)
def test_hard_breaks_are_kept_behind_text(text: str) -> None:
    kept = set(spans(whitespace.trailing_whitespace(text))) - set(
        spans(whitespace.trailing_whitespace(text, keep_hard_breaks=True))
    )
    ends = re.finditer(f"(?<=[^\r\n{BLANKS}])  (?=[\r\n])", text)
    assert kept == {match.span() for match in ends}


@given(text=WHITE)
def test_blank_lines_with_a_literal_first(text: str) -> None:
    quick = [*whitespace.blank_lines(text)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whitespace, "_BLANK_FEEDS", whitespace._BLANK_LINES)
        assert [*whitespace.blank_lines(text)] == quick


@given(text=WHITE)
def test_classes_first_find_what_alternatives_find(text: str) -> None:
    latin = "[\x80-\x84\x86-\x9f\xa1-\xff]"
    end = f"\r\n?|[\x85\u2028\u2029](?:(?<!\x85)|(?<!{latin}\x85)(?!{latin}))"
    for quick, plain in ((whitespace._ODD, f"[{whitespace.ODD_SPACES}]+|\u3000+"), (whitespace._OTHER_END, end)):
        assert [match.span() for match in quick.finditer(text)] == [match.span() for match in re.finditer(plain, text)]


CLAUSE = (
    "他毕业于一所大学的人工智能实验室,博士 师从 华人科学家李飞飞教授,"
    "专攻深度学习和计算机视觉,后来还担任了第一门课程的讲师。"
)
HANZI = texts(
    " ", " 文 ", "本 文 的 内 容 ， ", "都 在 这 里 。", "の ", "\n", "\r", "\u00a0", "“ ", ",", CLAUSE, CLAUSE[:-1]
)


@given(text=HANZI)
def test_spaced_out_hanzi_without_looking_first(text: str) -> None:
    assert [*whitespace.spaced_out_hanzi(text)] == [*closed_up(text)]


@given(text=HANZI)
def test_spaces_between_hanzi_line_by_line(text: str) -> None:
    found, start = [], 0
    for line in text.split("\n"):
        found += [(start + one, start + other) for one, other in spans(whitespace.spaces_between_hanzi(line))]
        start += len(line) + 1
    assert spans(whitespace.spaces_between_hanzi(text)) == found
    gaps = re.findall("(?<=[一-鿿]) (?=[一-鿿])", text)
    assert not found or len(gaps) >= 2


@given(text=HANZI)
def test_a_letter_makes_a_text_east_asian(text: str) -> None:
    assert facts.east_asian(text) or not re.search(f"[{facts.HAN}{facts.KANA}]", text)
    assert facts.east_asian("é" * 1000 + text) == facts.east_asian(text)


LONG = [
    f"第{name}段写得很长,里面有好几句话。它说明了为什么同一段话会出现两次,而读者并不需要这样。"
    for name in "甲乙丙丁戊己"
]
PAGES = texts(
    *LONG, *(one[:24] for one in LONG), *(f"{one[:24]}……" for one in LONG), "\n", "\n", "\n", "\n  ", "题", "\r"
)


@given(text=PAGES)
def test_repeats_without_looking_first(text: str) -> None:
    quick = [[*rule(text)] for rule in (repeats.digest, repeats.repeated_paragraph)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeats, "_may_begin", lambda _: True)
        patch.setattr(repeats, "_may_repeat", lambda _: True)
        assert [[*rule(text)] for rule in (repeats.digest, repeats.repeated_paragraph)] == quick
    assert paragraphs.long_texts(text) == [one.text for one in paragraphs.paragraphs_of(text) if len(one.text) >= 40]


@pytest.mark.parametrize("rule", [repeats.digest, repeats.repeated_paragraph, repeats.recurring_paragraph])
def test_no_paragraph_is_made_of_a_clean_text(
    rule: Callable[[str], Iterable[Edit]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeats, "paragraphs_of", None)
    assert not [*rule("\n\n".join(LONG))]


NOISE = texts(
    "，", "。", "、", "玲销，", "舆蝴。", "诊霹、", "行業的基本要素", "就是永恒的概念", "的", "人，", "A，", "\n"
)


@given(text=NOISE)
def test_random_hanzi_without_a_bound(text: str) -> None:
    quick = [*noise.random_hanzi(text)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            noise, "_costs", lambda text, ends, bound: [min(noise._cost(text, end), noise.MOST) for end in ends]
        )
        assert [*noise.random_hanzi(text)] == quick
        for asked in (0, noise.OFTEN):  # as the first few texts are looked at, and all others
            patch.setattr(noise, "_asked", repeat(asked))
            assert [*noise.random_hanzi(text)] == quick


def test_no_prose_is_priced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noise, "_costs", None)
    assert not [*noise.random_hanzi("".join(LONG))]


@given(text=texts("我(", "的（", "wǒ", " de", "din z)", "ng）", ")", "）", "a", "\n"))
def test_readings_of_either_parenthesis(text: str) -> None:
    found = any(pattern.search(text) for pattern in pinyin._ANY)
    assert found == bool(pinyin._FOUND.search(text))


CONTROL = texts(
    "\x1b[31m", "\x1b", "[0m", "\x08", "\x0c", "\x0b", "\x81", "\x9d", "\x00", "\x7f", "a", "é", "\ufffd", "\n"
)


@given(text=CONTROL)
def test_controls_are_what_alternatives_find(text: str) -> None:
    plain = (
        r"\x1b\[[0-9;?]{0,40}[A-Za-z]|[^\x00-\x1f\x7f\ufffd]\x08|[\x0b\x0c]+|(?P<byte>[\x1b\x81\x8d\x8f\x90\x9d])|"
        r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]+"
    )
    quick = invisible._CONTROL_OR_STRUCK if "\x08" in text else invisible._CONTROL
    assert [(match.span(), match["byte"] is None) for match in quick.finditer(text)] == [
        (match.span(), match["byte"] is None) for match in re.finditer(plain, text)
    ]


def test_properties_are_asked_for_where_they_can_be() -> None:
    chars = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    needs, letters = invisible._property(invisible._NEEDS), invisible._property(invisible._RIGHT_TO_LEFT)
    maybe = invisible._MAYBE_RIGHT_TO_LEFT
    for char in chars:
        assert invisible._needs.__wrapped__(char) == bool(needs.match(char))
    assert all(maybe.match(char) for char in letters.findall("".join(chars)))


@given(text=texts("\ufffd", "\ufffd\ufffd", "…", "...", "。。。", "”", " ", "文", "\n"))
def test_the_end_is_found_from_the_end(text: str) -> None:
    one, other = cuts._TAIL.search(text), cuts._TAIL.search(text, max(0, len(text) - 50))
    assert (one and one.span()) == (other and other.span())


REFERENCES = texts(
    "&", "#", "amp;", "x4e2d", "20013", ";", "&#20013;", "#x4e2d;", "&#x4e2d", "www.", "x", "文", " ", "\n"
)


@given(text=REFERENCES)
def test_every_bare_reference_has_its_sign(text: str) -> None:
    for match in bare._RUNS.finditer(text):
        assert not (match["open"] or match["bare"]) or any(
            sign.start() < match.end() for sign in bare._SIGN.finditer(text, match.start())
        )


@given(text=texts("http://", "https://", "www.", "a", "/", "&lt;", " ", "文", "\n"))
def test_addresses_by_either_beginning(text: str) -> None:
    found = {at for match in re.finditer("(?:https?://|www\\.)[!-~]+", text) for at in range(*match.span())}
    assert found == {at for one in references._URLS for match in one.finditer(text) for at in range(*match.span())}


@given(
    text=texts(
        "<", "b>", "</", "BR", "/>", "!--", "?xml", "!doctype", "]]>", "]]", ">", "a href=x", "font size=2>", " "
    )
)
def test_markup_is_what_one_pattern_finds(text: str) -> None:
    assert signs.marked_up(text) == bool(
        re.search(rf"{signs.TAG.pattern}|<!--|<\?xml|<!DOCTYPE|\]\]>", text, re.IGNORECASE)
    )


@given(text=texts("~{", "~}", "VPND", "~~", "$B", "$3$s", "(B", "(J", "a ", "文", "\n"))
def test_codes_without_their_closing_switch_are_none(text: str) -> None:
    if "~}" not in text:
        assert not any(run.text and not run.text.isascii() for run in seven_bit._hz(text, 0, len(text)))
    if "(B" not in text and "(J" not in text:
        assert not [*seven_bit._jis(text, 0, len(text))]


@given(text=HANZI)
def test_lines_with_a_character_are_all_of_them(text: str) -> None:
    found = [line for _, line in lines.lines_with(text, re.compile("文"))]
    assert found == [line for line in re.split("[\n\r\v\f\x85\u2028\u2029]", text) if "文" in line]


@given(text=st.text("ab Éß1_-・ー老桥开放あ가", min_size=1))
def test_words_of_titles_without_the_long_class(text: str) -> None:
    assert title._words(text) == title._WORD.findall(text)


@given(
    text=texts(
        "Von ",
        "By ",
        "Par",
        " ",
        "Erika",
        "Mary",
        "Muster",
        ", ",
        "Berlin",
        "记者",
        "李四",
        "홍길동",
        " 기자",
        "记者李四／台北报道",
    )
)
def test_bylines_without_looking_first(text: str) -> None:
    def found() -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        match = labels.byline(text)
        return bylines.other_byline(text), match and match.span()

    quick = found()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bylines, "_BY_SPACED", "")
        patch.setattr(labels, "BY_FORMS", "")
        assert found() == quick
