"""The gate: triggers are found, in the text and around what an edit put in, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusclean import gate
from corpusclean.edits import Edit, Patch
from corpusclean.errors import RuleError
from corpusclean.gate import Gate
from corpusclean.rule import ALWAYS, Trigger

TRIGGERS = [
    Trigger(chars="&"),
    Trigger(literals=("abc", "bcd")),
    Trigger(chars=" ,"),
    Trigger(chars="\U0001f600\U00020000"),
    Trigger(chars="]^\\-"),
    Trigger(literals=("ab",), chars="锟"),
    ALWAYS,
]
ALPHABET = "abcd &,锟\U0001f600\U00020001]^\\-\n文"


def expected(text: str) -> set[int]:
    return {
        index
        for index, trigger in enumerate(TRIGGERS)
        if trigger.always
        or any(char in text for char in trigger.chars)
        or any(word in text for word in trigger.literals)
    }


@given(st.text(alphabet=ALPHABET, max_size=20))
def test_the_rules_a_text_concerns(text: str) -> None:
    assert Gate(TRIGGERS).wake(text) == expected(text)


@given(st.text(alphabet=ALPHABET, max_size=12), st.data())
def test_waking_around_edits_misses_nothing(text: str, data: st.DataObject) -> None:
    edits = []
    at = 0
    while at < len(text) and data.draw(st.booleans()):
        start = data.draw(st.integers(at, len(text)))
        end = data.draw(st.integers(start, len(text)))
        replacement = data.draw(st.text(alphabet=ALPHABET, max_size=3))
        if text[start:end] != replacement:
            edits.append(Edit(start, end, replacement))
        at = end
    patch = Patch.of(text, edits)
    after = patch.apply(text)
    woken = Gate(TRIGGERS).wake(text) | Gate(TRIGGERS).wake_around(after, patch)
    assert woken >= expected(after)
    assert woken <= expected(text) | expected(after)


def test_no_trigger_is_an_error() -> None:
    with pytest.raises(RuleError, match="needs characters or literals"):
        Trigger()
    with pytest.raises(RuleError, match="at least two characters"):
        Trigger(literals=("x",))


def test_an_empty_gate_wakes_nothing() -> None:
    assert Gate([]).wake("anything") == set()


@given(st.text(alphabet=ALPHABET, max_size=30), st.integers(1, 9))
def test_tables_and_pieces_find_what_a_short_search_finds(text: str, chunk: int) -> None:
    prepared = Gate(TRIGGERS)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("FEW", 0), ("SHORT", 0), ("CHUNK", chunk)):
            patch.setattr(gate, name, value)
        assert prepared.wake(text) == expected(text)


def test_more_sets_of_rules_than_a_word_has_bits() -> None:
    triggers = [Trigger(chars=chr(0x4E00 + n)) for n in range(200)] + [Trigger(chars="\U00020000")]
    prepared = Gate(triggers)
    for n in (0, 62, 63, 64, 126, 199):
        text = f"{'x' * 300}{chr(0x4E00 + n)}{'y' * gate.FEW}"
        assert prepared.wake(text) == {n}
    assert prepared.wake("\U00020000" * 300) == {200}
    assert prepared.wake("\U00020001" * 300) == set()
