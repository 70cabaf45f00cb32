"""Sources and documents: positions, and layers that lead back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusclean.decoding import decode
from corpusclean.document import Document, Source
from corpusclean.edits import Edit, Field, Flag


@pytest.mark.parametrize(
    ("text", "at", "position"),
    [
        ("", 0, (1, 1)),
        ("ab", 2, (1, 3)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n", 2, (2, 1)),
        ("\n\n中", 2, (3, 1)),
        ("a\u2028b", 2, (1, 3)),
    ],
)
def test_positions(text: str, at: int, position: tuple[int, int]) -> None:
    assert Source.of(text).position(at) == position


@given(st.text(max_size=30), st.data())
def test_byte_spans_are_those_of_the_text(text: str, data: st.DataObject) -> None:
    source = Source.of(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = source.byte_span(start, end)
    assert source.raw[first:last] == text[start:end].encode()


def test_byte_spans_in_utf16_and_at_bad_bytes() -> None:
    assert decode("a文b".encode("utf-16")).source.byte_span(1, 2) == (4, 6)
    source = decode("好好好好".encode() + b"\xff\xfe" + "好好好好".encode()).source
    assert source.byte_span(4, 5) == (12, 13)
    assert source.byte_span(5, 7) == (13, 17)


def test_layers_lead_back() -> None:
    document = Document.of(Source.of("abcdef")).edited([Edit(1, 3, "")]).edited([Edit(0, 1, "XYZ"), Edit(2, 3, "Q")])
    assert document.text == "XYZdQf"
    assert document.origins([(0, 1), (3, 4), (4, 5), (5, 6)]) == [(0, 1), (3, 4), (4, 5), (5, 6)]
    assert document.origin(2, 4) == (0, 4)
    assert document.edited([]) is document


def test_marks_are_found_where_they_were_made() -> None:
    document = Document.of(Source.of("abcdef")).edited([Edit(0, 2, "")])
    document = document.marked([Flag(1, 2, "d"), Field(0, 1, "title", "c")])
    document = document.edited([Edit(0, 4, "")]).marked([Flag(0, 0, "all")])
    assert [(item.rule, span) for item, span in document.mark_origins()] == [("", (3, 4)), ("", (2, 3)), ("", (2, 6))]
    assert document.metadata["title"] == "c"
    assert document.dropped


def test_the_first_field_of_a_name_wins() -> None:
    document = Document.of(Source.of("ab")).marked([Field(0, 1, "author", "a"), Field(1, 2, "author", "b")])
    assert document.metadata["author"] == "a"
    assert list(document.metadata)[:3] == ["title", "author", "editor"]
