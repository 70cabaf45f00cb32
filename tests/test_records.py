"""Records: whatever the bytes, and whatever was done, the source comes back byte for byte."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpusclean.decoding import decode
from corpusclean.document import Document, Reading
from corpusclean.edits import Edit
from corpusclean.errors import RecordError
from corpusclean.pipeline import Pipeline
from corpusclean.records import dump, load, restore, to_document, to_record, trim
from test_decoding import CODECS, HOSTILE

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
PIPELINE = Pipeline.of(unsafe=True, script="hans")


def record_of(raw: bytes, declared: str | None = None) -> dict[str, Any]:
    document = PIPELINE.run(Document.of(decode(raw, declared=declared).source, "a/b.txt")).document
    return load(dump(to_record(document)))


def undone_by_hand(record: dict[str, Any]) -> str:
    """The rule that the documentation gives: undo the edits from last to first."""
    text: str = record["text"]
    for edit in reversed(record["provenance"]["edits"]):
        at = edit["at"]
        assert text[at : at + len(edit["after"])] == edit["after"]
        text = text[:at] + edit["before"] + text[at + len(edit["after"]) :]
    return text


def holds(raw: bytes, declared: str | None = None) -> None:
    record = record_of(raw, declared)
    assert restore(record) == raw
    text = undone_by_hand(record)
    assert len(text) == sum(segment["length"] for segment in record["source"]["segments"])
    for entry in [*record["provenance"]["edits"], *record["flags"]]:
        assert 0 <= entry["start"] <= entry["end"] <= len(text)


@pytest.mark.parametrize("raw", HOSTILE, ids=repr)
def test_hostile_bytes_come_back(raw: bytes) -> None:
    holds(raw)


@given(st.binary(max_size=300), st.sampled_from([None, *CODECS]))
@settings(deadline=None)
@example(b"\xff\xfe\xff\xfe", "utf-16")
@example(b"a\r\n\x00\r", None)
def test_any_bytes_any_declaration_come_back(raw: bytes, declared: str | None) -> None:
    holds(raw, declared)


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "gb18030", "utf-8-sig"]))
@settings(deadline=None)
def test_any_text_comes_back(text: str, encoding: str) -> None:
    holds(text.encode(encoding))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_seeds_come_back(path: Path, encoding: str) -> None:
    raw = path.read_bytes().decode().encode(encoding)
    holds(raw)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_a_document_comes_back_from_its_record(path: Path) -> None:
    document = PIPELINE.run(Document.of(decode(path.read_bytes()).source, path.name)).document
    again = to_document(to_record(document))
    assert (again.text, again.source.raw, again.history) == (document.text, document.source.raw, document.history)
    assert to_record(again) == to_record(document)


def test_a_corpus_edit_goes_on_top_of_a_record() -> None:
    document = to_document(record_of("行業 \n".encode())).edited([Edit(0, 3, "", "DUP101", "same as x")])
    record = to_record(document)
    assert record["provenance"]["edits"][-1] == {
        "rule": "DUP101",
        "start": 0,
        "end": 4,
        "at": 0,
        "before": "行业\n",
        "after": "",
        "note": "same as x",
    }
    assert restore(record).decode() == "行業 \n"


def test_less_provenance() -> None:
    full = record_of("行業 \n".encode())
    spans, none = trim(full, "spans"), trim(full, "none")
    assert "before" not in json.dumps(spans)
    assert len(spans["provenance"]["edits"]) == len(full["provenance"]["edits"])
    assert "edits" not in none["provenance"]
    assert none["text"] == full["text"]
    for record in (spans, none):
        with pytest.raises(RecordError, match="--provenance full"):
            restore(record)


def test_spans_of_an_untouched_document_lead_back() -> None:
    record = trim(record_of("业\n".encode()), "spans")
    assert restore(record).decode() == "业\n"


def test_less_provenance_of_bytes_that_do_not_decode() -> None:
    record = trim(to_record(Document.of(decode("中文".encode() * 9 + b"\xff").source, "x")), "spans")
    with pytest.raises(RecordError, match="--provenance full"):
        restore(record)


def test_a_record_says_how_its_source_was_read() -> None:
    raw = ("这是一篇用国标编码写成的文章,里面有很多常用的汉字。" * 8).encode("gb18030")
    decoded = decode(raw)
    record = record_of(raw)
    source = record["source"]
    assert list(source) == ["path", "sha256", "bytes", "encoding", "confidence", "runner_up", "evidence", "segments"]
    assert [source[key] for key in decoded.source.reading._fields] == list(decoded.source.reading)
    assert to_document(record).source.reading == decoded.source.reading
    for level in ("spans", "none"):
        less = trim(record, level)["source"]
        assert {**less, "segments": []} == {**source, "segments": []}


def test_an_older_record_comes_back() -> None:
    """One without a word on how its source was read: what its segments say is taken, and nothing is made up."""
    for raw, encoding in [
        ("行業 \n".encode(), "utf-8"),
        (b"", "utf-8"),
        ("\ufeff行業 \n".encode("utf-16-le"), "utf-16-le"),
        ("好".encode() + b"\xff" * 9, "utf-8"),
    ]:
        record = to_record(Document.of(decode(raw, encoding=encoding).source, "x"))
        for key in Reading._fields:
            del record["source"][key]
        again = to_document(load(dump(record)))
        assert again.source.raw == raw
        assert (again.source.reading.encoding, again.source.reading.confidence) == (encoding, 0.0)
        assert "older record" in again.source.reading.evidence


def _without(record: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != key}


@pytest.mark.parametrize(
    "change",
    [
        lambda record: {**record, "text": record["text"] + "x"},
        lambda record: {**record, "text": "x" + record["text"][1:]},
        lambda record: {**record, "source": {**record["source"], "sha256": "0" * 64}},
        lambda record: {**record, "source": _without(record["source"], "segments")},
        lambda record: {**record, "provenance": {"edits": [{"rule": "X"}]}},
        lambda record: {**record, "provenance": {"edits": [{"rule": "X", "at": 10**9, "before": "", "after": ""}]}},
        lambda record: {**record, "source": {**record["source"], "confidence": "much"}},
        lambda record: {**record, "source": {**record["source"], "confidence": None}},
        lambda record: {**record, "source": _without(record["source"], "runner_up")},
        lambda record: {**record, "text": None},
        lambda record: {**record, "flags": None},
    ],
)
def test_a_record_that_was_tampered_with_is_refused(change: Any) -> None:
    with pytest.raises((RecordError, ValueError)):
        restore(change(record_of("行業 \n".encode())))


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"{}", b'{"id": 1}', b"\xff"])
def test_a_line_that_is_no_record_is_refused(line: bytes) -> None:
    with pytest.raises(RecordError):
        load(line)
