"""The quick paths of the chrome rules find what the slow ones find: every line is read here as if nothing were known.

What is looked up in tables and read in columns must say what the plain reading of each line says.
"""

from bisect import bisect_right
from collections.abc import Callable
from itertools import repeat
from unittest.mock import patch

import pytest
from ahocorasick_rs import AhoCorasick
from hypothesis import given
from hypothesis import strategies as st

from corpusclean.rules import chrome
from corpusclean.rules.chrome import cells, known, looks, marks, model_cuts, seen
from corpusclean.rules.chrome.known import possible, struck
from corpusclean.rules.chrome.labels import BARRED, BY_FORMS, DATED_FORMS
from corpusclean.rules.chrome.lexicon import TERMS, entries, made, term_of, terms
from corpusclean.rules.chrome.lines import BULLETS, CLOSERS, dated, lines_of, split
from corpusclean.rules.chrome.marks import Mark
from corpusclean.rules.chrome.plan import plan
from corpusclean.rules.chrome.sheet import Sheet
from corpusclean.rules.chrome.words import KINDS, words

BODY = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。" * 3 + "\n"
FORMS = sorted({word for kind in KINDS for word in words(kind)} | set(entries("labels")) | BARRED)
PARTS = st.one_of(
    st.sampled_from(FORMS),
    st.sampled_from([*BY_FORMS, *DATED_FORMS, "Mary Major", "李四", "2024-05-28 10:30", "28.05.2024", "首页", "©"]),
    st.sampled_from(
        [" ", "  ", " | ", "：", ": ", " : ", "/", " > ", "→", "•", "» ", "\t", "\x1f", "(3)", "。", ".", "　"]
    ),
    st.text("aA1。：:/|> ·é中\u2009", max_size=4),
)
ALL_WORDS = AhoCorasick(sorted(cells._inner_words()))
LINES = st.lists(PARTS, max_size=6).map("".join).map(lambda text: " ".join(text.splitlines()).strip())


def test_the_table_of_terms_is_made_from_the_lists() -> None:
    assert TERMS.read_text(encoding="utf-8") == made()


def test_the_words_inside_lines_are_made_from_the_lists() -> None:
    assert cells.INNER.read_text(encoding="utf-8") == cells.made()


@given(st.lists(st.one_of(PARTS, st.sampled_from(sorted(cells._inner_words())[::5])), max_size=8).map("".join))
def test_words_that_are_left_out_are_never_found(text: str) -> None:
    whole = ALL_WORDS.find_matches_as_indexes(text)
    assert [place[1:] for place in cells.inner().find_matches_as_indexes(text)] == [place[1:] for place in whole]


def test_the_table_says_what_the_terms_say() -> None:
    all_terms = terms()
    cases: list[Callable[[str], str]] = [str, str.lower, str.upper, str.title, str.swapcase]
    for word in sorted(all_terms)[::7]:
        for case in cases:
            assert term_of(case(word)) == all_terms.get(case(word))


@pytest.mark.parametrize("asked", [0, known.OFTEN])
@given(texts=st.lists(LINES, max_size=5))
def test_what_is_not_possible_has_no_mark(asked: int, texts: list[str]) -> None:
    with patch.object(known, "_asked", repeat(asked)):  # with the tables, or as the first few lines are read
        maybe = possible(texts)
    for i, text in enumerate(texts):
        assert i in maybe or marks.mark_of(text) is None
        assert i in maybe or text[:2] in ("19", "20") or marks.mark_of(text, fresh=True) is None


def tells(mark: Mark | None) -> bool:
    return mark is not None and (mark.strength > 0 or mark.kind in ("related", "comments"))


YEARLY = st.sampled_from(["1998-05-28 10:30", "1998-05-28 10:30 来源：海湾日报", "\ud800"])


@given(st.lists(LINES | YEARLY, max_size=5), st.sampled_from("\n\r\x0c"))
def test_a_line_that_proves_anything_is_struck(texts: list[str], end: str) -> None:
    found = struck(end.join(texts) + "\n")
    for i, text in enumerate(texts):
        if end == "\n" and i and text.startswith(("19", "20")):
            assert text in found.years or not tells(marks.mark_of(text, fresh=True))
        else:
            assert text in found.lines or not tells(marks.mark_of(text))


@given(st.lists(LINES | YEARLY | st.just(BODY.strip()), max_size=9).map("\n".join))
def test_a_text_tells_if_one_of_its_lines_does(text: str) -> None:
    for size in (0, 20, 10_000):
        with patch.object(seen, "SMALL", size), patch.object(seen, "HEAD", 30):
            seen.telling.cache_clear()
            assert seen.telling(text) == any(map(tells, seen.seen(text)[2]))
    seen.telling.cache_clear()


@given(st.text("ab 中\t\r\n\x0c\u2028\ud800\x1f", max_size=40))
def test_lines_are_what_each_is_alone(text: str) -> None:
    at = 0
    lines = split(text)
    for raw, line in zip(text.splitlines(keepends=True), lines, strict=True):
        bare = raw.strip()
        indent = raw.find(bare[0]) if bare else 0
        assert tuple(line) == (at, at + len(raw), bare, indent, len(bare.encode("utf-8", "replace")))
        at += len(raw)


def alone(text: str, weight: int) -> list[int]:
    """The columns of a line but for its first ones, read from the line itself."""
    shown = text.rstrip(CLOSERS)[-1:] if text[-1] in ")）]】」』》>”\"'’" else text[-1]
    sentence = shown in tuple(".。．।!?！？")
    spans = [(start, end) for _, start, end in cells.inner().find_matches_as_indexes(text)]
    cjk = sum("\u3000" <= char <= "\ueffa" for char in text)
    latin = sum((char.isascii() and char.isalpha()) or "\u00c0" <= char < "\u2000" for char in text)
    return [
        bisect_right(cells.STEPS, weight),
        0 if weight <= 40 else 1 if weight <= 120 else 2,
        any("0" <= char <= "9" for char in text) and weight <= 150 and dated(text),
        text.startswith(BULLETS),
        sentence,
        cjk,
        latin,
        len(spans),
        sum(end - start for start, end in spans),
        "\t" in text or text[0] in "|+│├└┌",
    ]


@given(st.lists(LINES.filter(lambda text: bool(text) and "《" not in text), max_size=5))
def test_looks_are_what_each_line_is_alone(texts: list[str]) -> None:
    weights = [len(text.encode()) for text in texts]
    rows = looks.looks(texts, weights)
    for text, weight, row in zip(texts, weights, rows.tolist(), strict=True):
        assert row[looks.STEP :] == alone(text, weight)
        assert row == looks.looks([text], [weight])[0].tolist()


@given(st.lists(st.one_of(LINES, st.just(""), st.just(BODY.strip())), min_size=1, max_size=9), st.data())
def test_what_is_left_of_a_sheet_is_a_sheet_of_what_is_left(texts: list[str], data: st.DataObject) -> None:
    text = "\n".join(texts)
    lines = split(text)
    whole = Sheet(text, lines, marks.marks_of(text, lines))
    left = sorted(data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=1))) if lines else []
    kept = whole.without(left)
    again = Sheet(text, kept.lines, marks.marks_of(text, kept.lines))
    for name in ("marks", "texts", "weights", "says", "prose", "wraps", "open", "low", "lower", "solid", "marked"):
        assert getattr(kept, name) == getattr(again, name), name
    places = range(len(left))
    assert kept.columns(places).tolist() == again.columns(places).tolist() == again.looks.tolist()


def test_a_text_without_a_known_line_is_neither_planned_nor_scored() -> None:
    page = "老桥重新开放\n" + BODY * 3
    with (
        patch("corpusclean.rules.chrome.plan.plan_of", side_effect=AssertionError),
        patch.object(model_cuts, "furniture_spans", side_effect=AssertionError),
    ):
        for rule in (chrome.breadcrumb, chrome.button, chrome.site_notice, chrome.furniture):
            assert list(rule(page)) == []


def test_the_first_small_texts_build_no_table_and_a_long_line_is_not_looked_up_word_by_word() -> None:
    with patch.object(known, "_asked", repeat(0)):
        with patch.multiple(known, _words=None, table=None):
            assert possible([BODY.strip()[:60]] * 24) == []
        known._words()
        with patch.object(known, "_holding", side_effect=AssertionError):
            assert possible(["字" * 10_000]) == []


def test_no_line_of_clean_prose_is_read() -> None:
    with patch.object(marks, "mark_of", side_effect=AssertionError):
        assert not seen.telling("一座新桥\n" + BODY * 2 + "The bridge was opened on Sunday.\n" * 3)


def test_the_answer_does_not_depend_on_what_was_asked_before() -> None:
    pages = ["Home\nBridges\nSign in\n\n" + BODY * 2, "Home > News\n" + BODY + "Share\nReply\n" + BODY, BODY]
    alone_ = []
    for page in pages:
        marks.mark_of.cache_clear()
        marks._LAST.clear()
        plan.cache_clear()
        seen.seen.cache_clear()
        seen.telling.cache_clear()
        alone_.append([list(rule(page)) for rule in (chrome.breadcrumb, chrome.button, chrome.furniture)])
    for page, found in [*zip(pages, alone_, strict=True)] * 2:
        assert [list(rule(page + "")) for rule in (chrome.breadcrumb, chrome.button, chrome.furniture)] == found


@pytest.mark.parametrize("sign", ["a:", "作者：", ">", "赞\n", "©\n", "Home | "])
def test_many_signs_take_time_in_proportion(sign: str) -> None:
    """A count of steps, not of seconds: each sign is looked at with a bounded piece of the page."""
    texts = (sign * 20_000).splitlines()
    assert len(possible(texts)) <= len(texts)
    assert lines_of([], []) == []
