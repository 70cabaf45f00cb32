"""Streams: what an item may be, order, laziness, failures that stop nobody, and that nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count, islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusclean import records
from corpusclean.document import Document, Place, Source
from corpusclean.edits import Edit
from corpusclean.errors import ConfigError, DocumentError, RuleError
from corpusclean.pipeline import Pipeline, Result
from corpusclean.registry import find
from corpusclean.rule import Rule, Trigger

SPACES = Pipeline.of(select=["SPC", "ENC"])
GBK = "这是一篇用国标编码写成的文章，里面有很多常用的汉字。 \n"


def explosive(text: str) -> Iterator[Edit]:
    """A rule with a bug."""
    if "!" in text:
        raise ZeroDivisionError("boom")
    yield from ()


BUGGY = Pipeline.from_rules([find("SPC101"), Rule("SPC903", explosive, Trigger(chars="!"))])


def texts(results: Iterable[Result]) -> list[str]:
    return [result.text for result in results]


@pytest.mark.parametrize(
    ("item", "name", "text"),
    [
        ("一行 \n", "1", "一行\n"),
        ("", "1", ""),
        ("一行 \n".encode(), "1", "一行\n"),
        (bytearray(b"one \n"), "1", "one\n"),
        (memoryview(b"one \n"), "1", "one\n"),
        (GBK.encode("gbk"), "1", GBK.replace(" \n", "\n")),
        (("a.txt", "one \n"), "a.txt", "one\n"),
        (("a.txt", b"one \n"), "a.txt", "one\n"),
        ((7, "one \n"), "7", "one\n"),
        ({"text": "one \n"}, "1", "one\n"),
        ({"id": "b", "text": "one \n", "url": "u"}, "b", "one\n"),
        ({"id": 0, "text": b"one \n"}, "0", "one\n"),
        ({"id": None, "text": "one \n"}, "1", "one\n"),
        (Document.of(Source.of("one \n"), "c"), "c", "one\n"),
        (Document.of(Source.of("one \n")), "1", "one\n"),
        ("\ud800 \n", "1", "\ufffd\ufffd\ufffd\n"),
    ],
)
def test_an_item_is(item: Any, name: str, text: str) -> None:
    (result,) = SPACES.run_many([item])
    assert result.error is None
    assert (result.document.id, result.text) == (name, text)


@pytest.mark.parametrize(
    ("item", "name", "said"),
    [
        (None, "7", "7: NoneType is no document"),
        (7, "7", "int is no document"),
        (object(), "7", "object is no document"),
        (["one", "two"], "7", "list is no document"),
        (("a", "b", "c"), "7", "7: tuple of 3 is no document"),
        ({}, "7", "7: no text in a mapping with nothing"),
        ({"id": "x", "body": "one"}, "7", "7: no text in a mapping with id, body"),
        ({"id": "x", "text": None}, "x", "x: no text but NoneType"),
        (("x", 5), "x", "x: no text but int"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "7", "7: no text but PNG image"),
        (("p.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0\0"), "p.pdf", "p.pdf: no text but"),
    ],
)
def test_what_is_no_document_is_told_and_stops_nobody(item: Any, name: str, said: str) -> None:
    stream = [("before", "one \n"), *["two"] * 5, item, ("after", "three \n")]
    results = list(SPACES.run_many(stream))
    bad = results[6]
    assert isinstance(bad.error, DocumentError)
    assert said in str(bad.error)
    assert (bad.document.id, bad.text) == (name, "")
    assert [result.error for result in results[:6] + results[7:]] == [None] * 7
    assert (results[0].text, results[7].text) == ("one\n", "three\n")
    with pytest.raises(DocumentError, match=r"no (document|text)"):
        list(SPACES.run_many(stream, errors="raise"))


def test_bytes_that_are_no_text_are_not_lost() -> None:
    raw = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    (result,) = SPACES.run_many([("p.txt", raw)])
    assert result.document.source.raw == raw
    assert records.restore(records.load(records.dump(records.to_record(result.document)))) == raw


def test_a_rule_that_fails_leaves_the_document_as_it_came() -> None:
    results = list(BUGGY.run_many(["one \n", "two! \n", "three \n"]))
    assert texts(results) == ["one\n", "two! \n", "three\n"]
    assert isinstance(results[1].error, RuleError)
    assert "SPC903 failed on 2: ZeroDivisionError: boom" in str(results[1].error)
    assert isinstance(results[1].error.__cause__, ZeroDivisionError)
    assert results[1].document.history == ()
    with pytest.raises(RuleError, match="SPC903 failed on 2"):
        list(BUGGY.run_many(["one \n", "two! \n"], errors="raise"))


def test_an_error_of_the_configuration_is_raised_for_it_would_be_the_same_for_all() -> None:
    pipeline = Pipeline.of(select=["SCR"], script="klingon")
    with pytest.raises(ConfigError):
        list(pipeline.run_many(["電腦"]))


def test_an_error_of_the_stream_itself_is_not_swallowed() -> None:
    def broken() -> Iterator[str]:
        yield "one"
        raise OSError("the line is dead")

    results = SPACES.run_many(broken())
    assert next(results).text == "one"
    with pytest.raises(OSError, match="the line is dead"):
        next(results)


@pytest.mark.parametrize("one", ["text", b"text", {"text": "x"}, Document.of(Source.of("x")), 7, None])
def test_one_document_is_no_stream(one: Any) -> None:
    with pytest.raises(TypeError, match="write \\[document\\]"):
        SPACES.run_many(one)


def test_an_unknown_way_with_errors_is_refused_at_once() -> None:
    with pytest.raises(ConfigError, match="'ignore' is neither"):
        SPACES.run_many([], errors="ignore")  # type: ignore[arg-type]


def test_a_stream_is_read_as_it_is_asked_for() -> None:
    read: list[int] = []

    def endless() -> Iterator[str]:
        for number in count():
            read.append(number)
            yield f"{number} \n"

    results = SPACES.run_many(endless())
    assert read == []
    assert texts(islice(results, 3)) == ["0\n", "1\n", "2\n"]
    assert read == [0, 1, 2]


def test_what_else_a_row_holds_and_where_a_document_stands_is_kept() -> None:
    place = Place(3, "crawl.jsonl", 9)
    document = Document.of(Source.of("two \n"), "d", place=place)
    row, pair, kept = SPACES.run_many([{"id": "a", "text": "one", "url": "u", "n": 1}, ("b", "one"), document])
    assert row.document.columns == {"url": "u", "n": 1}
    assert pair.document.columns is None
    assert kept.document.place == place


def test_corpus_rules_do_not_run() -> None:
    pipeline = Pipeline.of(select=["DUP101", "SPC101"])
    assert [rule.code for rule in pipeline.corpus_rules] == ["DUP101"]
    assert texts(pipeline.run_many(["one \n", "one \n"])) == ["one\n", "one\n"]


ITEMS = st.one_of(
    st.text(max_size=20),
    st.binary(max_size=20),
    st.tuples(st.text(max_size=3), st.text(max_size=9)),
    st.fixed_dictionaries({"text": st.one_of(st.text(max_size=9), st.none())}),
    st.none(),
)


@given(st.lists(ITEMS, max_size=8))
def test_a_stream_gives_what_each_document_gives_alone(items: list[Any]) -> None:
    results = list(SPACES.run_many(items))
    assert len(results) == len(items)
    for number, (item, result) in enumerate(zip(items, results, strict=True), 1):
        (alone,) = SPACES.run_many([item])
        name = item[0] if isinstance(item, tuple) else str(number)
        assert result.document.id == name
        assert (result.text, result.error is None) == (alone.text, alone.error is None)
        raw = item[1] if isinstance(item, tuple) else item["text"] if isinstance(item, Mapping) else item
        source = raw.encode() if isinstance(raw, str) else raw or b""
        assert records.restore(records.to_record(result.document)) == source
