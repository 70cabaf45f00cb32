"""Formats: rows of files in any format and any ranges, which files are found, what is written and read back."""

import datetime
import decimal
import gzip
import io
import itertools
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpusclean import records
from corpusclean.decoding import decode
from corpusclean.document import Document, Place, Source
from corpusclean.edits import Edit, Field
from corpusclean.errors import ConfigError, DocumentError, OutputError, RecordError
from corpusclean.formats import files, jsonl, pages, parquet, rows, sink, streams, tables, writers
from corpusclean.formats.files import Input, Listing
from corpusclean.formats.rows import Columns, Row
from corpusclean.formats.stdin import spool
from corpusclean.pipeline import Pipeline

#: Packed without a time: workers must collect the same tests.
gzipped = partial(gzip.compress, mtime=0)

COLUMNS = Columns()
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    rows.close()


def packed(raw: bytes, name: str) -> bytes:
    return sink.packed(raw, "gz" if name.endswith(".gz") else "zst" if name.endswith(".zst") else "")


def put(name: str, raw: bytes) -> Input:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(raw)
    return Input(name, name, len(raw))


def json_lines(values: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)


def record(body: bytes, kind: str = "response", length: object = None, more: str = "", **head: str) -> bytes:
    head = {
        "WARC-Type": kind,
        "WARC-Target-URI": "https://example.org/a",
        "WARC-Date": "2024-05-28T00:00:00Z",
        "Content-Type": "text/plain" if kind == "conversion" else "application/http; msgtype=response",
        **{key.replace("_", "-"): value for key, value in head.items()},
    }
    said = "".join(f"{key}: {value}\r\n" for key, value in head.items())
    length = len(body) if length is None else length
    return f"WARC/1.0\r\n{said}{more}Content-Length: {length}\r\n\r\n".encode() + body + b"\r\n\r\n"


def http(body: bytes, more: str = "", kind: str = "text/html; charset=gbk", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def read(item: Input, columns: Columns = COLUMNS, forced: str | None = None) -> list[Row]:
    return list(rows.rows(item, columns, forced=forced))


def texts(item: Input, columns: Columns = COLUMNS) -> list[str]:
    return [row.error or row.raw.decode() for row in read(item, columns)]


# rows and ranges: the laws


@QUICK
@given(st.lists(TEXT, max_size=12), st.sampled_from(["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.wet", "a.wet.gz"]))
def test_what_went_in_comes_out(found: list[str], name: str) -> None:
    if "wet" in name:
        raw = b"".join(packed(record(text.encode(), "conversion"), name) for text in found)
    else:
        raw = b"".join(packed(json_lines([{"text": text, "n": n}]), name) for n, text in enumerate(found))
    if not found:
        raw = packed(b"", name)
    assert [row.raw.decode() for row in read(put(name, raw))] == found
    assert not any(row.error for row in read(put(name, raw)))


@QUICK
@given(st.lists(TEXT, max_size=12), st.integers(1, 5))
def test_what_went_into_parquet_comes_out(found: list[str], group: int) -> None:
    pq.write_table(pa.table({"text": found}, pa.schema({"text": pa.string()})), "a.parquet", row_group_size=group)
    assert texts(Input("a.parquet", "a.parquet", 0)) == found


def many(name: str, count: int = 1100) -> Input:
    found = [f"number {n} " * (n % 7) for n in range(count)]
    if name.endswith(".parquet"):
        pq.write_table(pa.table({"text": found}), name, row_group_size=301)
        return Input(name, name, 0)
    if "warc" in name:
        both = (record(b"x", "request") + record(http(text.encode())) for text in found)
        return put(name, b"".join(packed(one, name) for one in both))
    return put(name, packed(b"\n".join(json.dumps({"text": text}).encode() for text in found) + b"\n\n\n", name))


MANY = ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.warc", "a.warc.gz", "a.warc.zst"]


@pytest.mark.parametrize("name", MANY)
def test_ranges_tile_a_file_and_may_be_read_in_any_order(name: str) -> None:
    item = many(name)
    cut = list(rows.ranges(item, COLUMNS))
    assert cut == list(rows.ranges(item, COLUMNS))
    assert len(cut) > 2
    assert cut[0][0] == 0
    assert all(end == start for (_, end), (start, _) in itertools.pairwise(cut))
    whole = read(item)
    assert len(whole) == 1100
    order = list(cut)
    random.Random(1).shuffle(order)
    pieces = {one: list(rows.rows(item, COLUMNS, *one)) for one in order}
    assert [row for one in cut for row in pieces[one]] == whole
    assert [row for one in [(0, 1), (1, 5), (5, None)] for row in rows.rows(item, COLUMNS, *one)] == whole


@pytest.mark.parametrize("name", MANY)
def test_ranges_in_order_read_a_file_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    item = many(name)
    cut = list(rows.ranges(item, COLUMNS))
    opened = []
    real = rows._opened
    monkeypatch.setattr(rows, "_opened", lambda *args: (opened.append(args), real(*args))[1])
    for start, stop in cut[:2] + cut[3:]:  # another process has one between
        list(rows.rows(item, COLUMNS, start, stop))
    assert len(opened) == 1
    list(rows.rows(item, COLUMNS, *cut[2]))
    assert len(opened) == 2, "back means from the beginning"


def test_no_more_files_than_stated_stay_open() -> None:
    items = [put(f"{n}.jsonl", json_lines([{"text": "a"}, {"text": "b"}])) for n in range(6)]
    for item in items:
        assert next(rows.rows(item, COLUMNS, 0, 1)).raw == b"a"
        assert len(rows._cursors) <= rows.OPEN
    rows.close()
    assert not rows._cursors


def test_a_range_that_is_left_early_can_be_asked_for_again() -> None:
    item = many("a.jsonl.gz")
    found = rows.rows(item, COLUMNS, 10, 20)
    first = next(found)
    found.close()  # type: ignore[attr-defined]
    assert next(rows.rows(item, COLUMNS, 10, 20)) == first


def test_a_file_that_changed_is_opened_anew() -> None:
    item = put("a.jsonl", json_lines([{"text": "old"}] * 3))
    assert next(rows.rows(item, COLUMNS, 0, 1)).raw == b"old"
    item = put("a.jsonl", json_lines([{"text": "newer"}] * 3))
    assert next(rows.rows(item, COLUMNS, 1, 2)).raw == b"newer"


def test_the_first_ranges_come_before_the_file_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    item = put("a.jsonl.gz", gzipped(json_lines([{"text": str(n) * 50} for n in range(20_000)])))
    taken = []
    real = streams.Stream.read
    monkeypatch.setattr(streams.Stream, "read", lambda *args: (taken.append(1), real(*args))[1])
    cut = rows.ranges(item, COLUMNS)
    assert next(cut) == (0, 256)
    assert len(taken) == 1
    cut.close()  # type: ignore[attr-defined]


def test_a_range_ends_at_so_many_rows_or_bytes() -> None:
    item = put("a.jsonl", json_lines([{"text": "x" * 400_000}] * 7 + [{"text": "y"}] * 600))
    cut = [(start, stop or 0) for start, stop in rows.ranges(item, COLUMNS)]
    assert cut[:3] == [(0, 3), (3, 6), (6, 262)]


@pytest.mark.parametrize("name", ["a.txt", "b.html", "c.md", "d.txt.gz", "e.html.zst", "noname"])
def test_a_file_of_text_is_one_row(name: str) -> None:
    text = b"# Eins\r\n\r\n| a | b |\n|---|---|\n<p>**x**</p>  \n\ttail"
    item = put(f"in/{name}", packed(text, name))
    assert list(rows.ranges(item, COLUMNS)) == [(0, None)]
    assert read(item) == [Row(0, f"in/{name}", text)]
    found = rows.document(read(item)[0], item, run=3)
    assert (found.id, found.text.encode(), found.place) == (f"in/{name}", text, Place(3, f"in/{name}", 0))
    assert found.columns is None


MARKDOWN = """\
---
title: "One"
---

# Title

A line with a break  
and one with a backslash\\
goes on.

    code = "indented"

| a | b |
|---|--:|
| 1 | 2 |

```python
def f(x):
\treturn x  # twice
```

* item
  * inner
- [ ] open
1. first

![图](a.png) [链接](https://example.org/a?b=1&c=2) **粗体** `&lt;` <kbd>Ctrl</kbd>

***

[^1]: A note.
"""  # noqa: W291


def test_markdown_comes_through_as_it_is() -> None:
    item = put("a.md", MARKDOWN.encode())
    document = rows.document(read(item)[0], item)
    assert Pipeline.of(keep_hard_breaks=True).run(document).document.text == MARKDOWN
    changed = Pipeline.of().run(document).document
    assert changed.text == MARKDOWN.replace("break  \n", "break\n"), "two blanks at the end of a line, and nothing else"


# JSON lines


def test_json_columns_fields_and_ids() -> None:
    value = {
        "body": "行",
        "doc": 7,
        "url": " https://e.org/a ",
        "source": "a data set",
        "n": None,
        "deep": {"a": [1.5]},
    }
    item = put("a.jsonl", b"\n  \n" + json_lines([value]))
    (row,) = read(item, Columns("body", "doc"))
    assert (row.row, row.id, row.raw, row.encoding) == (3, "7", "行".encode(), "utf-8")
    assert row.fields == (("url", "https://e.org/a"),)
    assert row.columns == {key: value[key] for key in ("url", "source", "n", "deep")}
    found = rows.document(row, item, order="gbk", run=2)
    assert (found.text, found.place, found.columns) == ("行", Place(2, "a.jsonl", 3), row.columns)
    assert found.metadata["url"] == "https://e.org/a"
    assert found.metadata["source"] is None


def test_dates_are_taken_as_dates_only() -> None:
    lines = [
        {"text": "a", "published": date} for date in ("2024-05-28", "2024-05-28T10:00:00+08:00", "28.5.2024", 2024)
    ]
    assert [row.fields for row in read(put("a.jsonl", json_lines(lines)))] == [
        (("published", "2024-05-28"),),
        (("published", "2024-05-28"),),
        (),
        (),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "line 2: no JSON: Expecting property name"),
        (b"not json", "line 2: no JSON: Expecting value at character 1"),
        (b'{"text": "\xff"}', "line 2: no JSON: byte 11 is no UTF-8"),
        (b'["text"]', "line 2: no JSON object, but list"),
        (b"12", "line 2: no JSON object, but int"),
        (b'{"text": null}', "line 2: no text in 'text' (--text-column"),
        (b'{"text": 5}', "line 2: no text in 'text' (--text-column"),
        (b'{"body": "x", "title": "y"}', "line 2: no field 'text', but body, title (--text-column"),
        (b"{}", "line 2: no field 'text', but nothing (--text-column"),
        (b"[" * 3000, "line 2: no JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(line: bytes, said: str) -> None:
    item = put("a.jsonl", b'{"text": "one"}\n' + line + b'\n{"text": "three"}')
    one, bad, three = read(item)
    assert (one.raw, three.raw, one.error + three.error) == (b"one", b"three", "")
    assert bad.error.startswith(said)
    assert (bad.row, bad.id) == (2, "a.jsonl#2")
    with pytest.raises(DocumentError, match="line 2"):
        rows.document(bad, item)


def test_what_python_writes_and_json_has_not_is_read() -> None:
    line = (
        rb'{"text": "a\ud800b", "x": NaN, "y": [-Infinity, 1e999], "z": "\udc00", "n": 123456789012345678901234567890}'
    )
    item = put("a.jsonl", b"\xef\xbb\xbf" + line + b"\n")
    (row,) = read(item)
    assert row.error == ""
    assert row.columns == {"x": None, "y": [None, None], "z": "\ufffd", "n": 1.2345678901234568e29}
    document = rows.document(row, item)
    assert document.text == "a\ufffd\ufffd\ufffdb"
    assert records.restore(records.to_record(document)) == row.raw == b"a\xed\xa0\x80b"


@pytest.mark.parametrize("value", [None, "", True, 1.5, ["a"]])
def test_an_id_that_is_none_is_an_error(value: object) -> None:
    lines = [{"text": "a", "id": value}, {"text": "b", "id": "../b"}, {"text": "c"}]
    found = read(put("a.jsonl", json_lines(lines)), Columns(id="id"))
    assert found[0].error.startswith("line 1: no id in 'id'")
    assert found[2].error == "line 3: no id in 'id': it is missing"
    assert (found[1].id, found[1].error) == ("../b", "")


def test_a_field_of_text_is_utf_8_whatever_it_looks_like() -> None:
    text = "\x1b$B%F%9%H\x1b(B \ufeff "
    item = put("a.jsonl", json_lines([{"text": text}]))
    assert rows.document(read(item)[0], item).text == text


# Parquet


def test_parquet_values_are_what_json_can_say() -> None:
    utc = datetime.UTC
    table = pa.table(
        {
            "text": pa.array(["a", "b"]).dictionary_encode(),
            "when": pa.array([datetime.datetime(2024, 5, 28, 8, tzinfo=utc), None], pa.timestamp("ns", "UTC")),
            "day": pa.array([datetime.date(2024, 5, 28)] * 2),
            "time": pa.array([datetime.time(8, 30)] * 2, pa.time64("ns")),
            "price": pa.array([decimal.Decimal("1.50"), None]),
            "raw": pa.array([b"\xff\x00", b""]),
            "long": pa.array([datetime.timedelta(seconds=1.5)] * 2, pa.duration("ns")),
            "float": pa.array([float("nan"), 0.5]),
            "deep": pa.array([[{"a": 1}], None]),
            "map": pa.array([[("k", 1)], []], pa.map_(pa.string(), pa.int8())),
            "far": pa.array([1 << 48, 0], pa.timestamp("s")),
            "large": pa.array(["x", "y"], pa.large_string()),
            "big": pa.array([2**64 - 1, 0], pa.uint64()),
        }
    )
    pq.write_table(table, "a.parquet")
    found = read(Input("a.parquet", "a.parquet", 0))
    assert [row.error for row in found] == ["", ""]
    assert [row.raw for row in found] == [b"a", b"b"]
    columns = dict(found[0].columns or {})
    assert columns.pop("far") not in (None, "")
    assert columns == {
        "when": "2024-05-28T08:00:00+00:00",
        "day": "2024-05-28",
        "time": "08:30:00",
        "price": "1.50",
        "raw": "/wA=",
        "long": 1.5,
        "float": None,
        "deep": [{"a": 1}],
        "map": [["k", 1]],
        "large": "x",
        "big": 2**64 - 1,
    }
    records.dump(columns)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_parquet_texts_of_any_type(kind: pa.DataType) -> None:
    pq.write_table(pa.table({"text": pa.array(["行", None, ""], kind), "id": [1, 2, 3]}), "a.parquet")
    found = read(Input("a.parquet", "a.parquet", 0), Columns(id="id"))
    assert [(row.id, row.raw, row.encoding) for row in found if not row.error] == [
        ("1", "行".encode(), "utf-8"),
        ("3", b"", "utf-8"),
    ]
    assert found[1].error == "row 2: no text in 'text'"


def test_bytes_in_parquet_are_decoded_as_a_file_is() -> None:
    raw = ("这是一篇用国标编码写成的文章,里面有很多常用的汉字。" * 8).encode("gbk")
    pq.write_table(pa.table({"text": [raw]}), "a.parquet")
    item = Input("a.parquet", "a.parquet", 0)
    document = rows.document(read(item)[0], item)
    assert (document.text, document.source.raw) == (raw.decode("gbk"), raw)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (Columns("body"), "no column 'body', but text, n (--text-column names it)"),
        (Columns(id="key"), "no column 'key', but text, n (--id-column names it)"),
        (Columns("n"), "the column 'n' holds no text but int64 (--text-column names another)"),
    ],
)
def test_a_parquet_without_the_column_is_one_error(columns: Columns, said: str) -> None:
    pq.write_table(pa.table({"text": ["a"] * 500, "n": range(500)}), "a.parquet")
    item = Input("a.parquet", "a.parquet", 0)
    assert list(rows.ranges(item, columns)) == [(0, None)]
    assert [row.error for row in read(item, columns)] == [said]


# WARC


def test_what_of_a_warc_is_a_document() -> None:
    raw = b"".join(
        [
            record(b"software: x\r\n", "warcinfo", Content_Type="application/warc-fields"),
            record(b"GET / HTTP/1.1\r\n\r\n", "request"),
            record(http("好".encode("gbk"))),
            record(http(b"\x89PNG\r\n\x1a\n", kind="image/png")),
            record(http(b"gone", status="404 Not Found")),
            record(
                http(b"%PDF-1.7 and so on" + bytes(100), kind="text/html"),
                WARC_Identified_Payload_Type="application/pdf",
            ),
            record(http(b"moved", status="301 Moved")),
            record(http(b"a{}", kind="text/css")),
            record(
                b"plain", "resource", Content_Type="text/plain; charset=big5", WARC_Target_URI="<https://e.org/<b>>"
            ),
            record("文\r\n\r\n本".encode(), "conversion"),
            record(b"{}", "metadata", Content_Type="application/json"),
            record(b"HTTP/1.1 200 OK\r\n\r\nno type"),
            record(b"x", "revisit"),
        ]
    )
    skipped: Counter[str] = Counter()
    found = list(rows.rows(put("a.warc", raw), COLUMNS, skipped=skipped))
    assert [
        (row.row, row.id, row.raw.decode("gbk" if row.declared == "gbk" else "utf-8"), row.error) for row in found
    ] == [
        (3, "a.warc#3", "好", ""),
        (9, "a.warc#9", "plain", ""),
        (10, "a.warc#10", "文\r\n\r\n本", ""),
        (12, "a.warc#12", "no type", ""),
    ]
    assert [row.declared for row in found] == ["gbk", "big5", None, None]
    assert found[0].encoding is None
    assert found[0].fields == (("url", "https://example.org/a"),)
    assert found[1].fields == (("url", "https://e.org/<b>"),)
    assert (found[0].columns or {})["WARC-Date"] == "2024-05-28T00:00:00Z"
    assert (found[0].columns or {})["HTTP-Status"] == 200
    assert sum(skipped.values()) == 9
    assert (
        skipped["status 404"] == skipped["image/png"] == skipped["request records"] == skipped["application/pdf"] == 1
    )
    document = rows.document(found[0], Input("a.warc", "a.warc", 0))
    assert (document.text, document.metadata["published"]) == ("好", None)


CHUNKED = b"5;x=y\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("more", "body", "text", "said"),
    [
        ("Transfer-Encoding: chunked\r\n", CHUNKED, b"hello world", ""),
        ("Content-Encoding: gzip\r\n", gzipped(b"hello"), b"hello", ""),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(gzipped(b"hello")), gzipped(b"hello")),
            b"hello",
            "",
        ),
        ("Content-Encoding: gzip\r\n", b"<p>unpacked by the crawler</p>", b"<p>unpacked by the crawler</p>", ""),
        ("Transfer-Encoding: chunked\r\n", b"<p>joined by the crawler</p>", b"<p>joined by the crawler</p>", ""),
        ("Content-Encoding: nobodys\r\n", b"<p>as it is</p>", b"<p>as it is</p>", ""),
        (
            "Transfer-Encoding: chunked\r\n",
            b"5\r\nhello\r\n100\r\n worl",
            b"hello worl",
            "record 1: its payload cannot be unpacked",
        ),
        ("Content-Encoding: gzip\r\n", gzipped(b"hello" * 99)[:12] + b"\xff" * 30, None, "record 1: its payload"),
    ],
)
def test_payloads_are_unpacked(more: str, body: bytes, text: bytes | None, said: str) -> None:
    one, two = read(put("a.warc", record(http(body, more)) + record(http(b"next"))))
    assert one.error.startswith(said)
    assert bool(one.error) == bool(said)
    assert text is None or one.raw == text
    assert two.raw == b"next"


def test_the_id_of_a_record_may_be_a_header() -> None:
    item = put("a.wet", record(b"a", "conversion", WARC_Record_ID="<urn:x:1>") + record(b"b", "conversion"))
    found = read(item, Columns(id="WARC-Record-ID"))
    assert (found[0].id, found[0].error) == ("<urn:x:1>", "")
    assert found[1].error == "record 2: no header 'WARC-Record-ID' (--id-column names it)"


# which files


def ids(listing: Listing) -> list[str]:
    return [item.id for item in listing.documents]


def test_which_files_of_a_folder_can_be_read() -> None:
    names = [
        "a.txt",
        "a.text",
        "a.html",
        "a.htm",
        "a.jsonl",
        "a.ndjson",
        "a.parquet",
        "a.warc",
        "a.warc.wet.gz",
        "a.txt.gz",
    ]
    names += ["a.html.zst", "a.jsonl.zst", "deep/er/b.wet"]
    others = ["a.md", "a.json", "a.py", "a.gz", "a.parquet.gz", "README", "a.zip"]
    for name in [*names, *others]:
        put(f"in/{name}", b"")
    listing = files.find(["in"])
    assert ids(listing) == sorted(f"in/{name}" for name in names)
    assert sum(listing.left_alone.values()) == len(others)
    assert ids(files.find(["in/a.md", "in/README"])) == ["in/README", "in/a.md"]
    assert ids(files.find(["in"], include=["*.md", "*.warc.*"])) == ["in/a.md", "in/a.warc.wet.gz"]
    assert ids(files.find(["in"], include=["*.text", "*.html"])) == ["in/a.html", "in/a.html.zst", "in/a.text"]


def test_globs_are_found_where_the_shell_left_them() -> None:
    for name in ("in/a1.jsonl.gz", "in/a2.jsonl.gz", "in/b.md", "in/deep/c.txt", "in/[x].txt", "in/.hidden.txt"):
        put(name, b"")
    assert ids(files.find(["in/*.jsonl.gz"])) == ["in/a1.jsonl.gz", "in/a2.jsonl.gz"]
    assert ids(files.find(["in/*"])) == [
        f"in/{name}" for name in ("[x].txt", "a1.jsonl.gz", "a2.jsonl.gz", "b.md", "deep/c.txt")
    ]
    assert ids(files.find(["in/**/*.txt"])) == ["in/[x].txt", "in/deep/c.txt"]
    assert ids(files.find(["in/[x].txt"])) == ["in/[x].txt"], "a file that is called so"
    (problem,) = files.find(["in/*.pdf"]).problems
    assert (problem.path, problem.message) == ("in/*.pdf", "No such file or directory")


IGNORES: list[tuple[list[str], list[str]]] = [
    (["b.txt"], ["in/b.txt", "in/deep/b.txt"]),
    (["/in/b.txt"], ["in/b.txt"]),
    (["in/b.txt"], ["in/b.txt"]),
    (["./in/b.txt"], ["in/b.txt"]),
    (["deep/"], ["in/deep/b.txt", "in/deep/er/c.txt"]),
    (["deep"], ["in/deep/b.txt", "in/deep/er/c.txt"]),
    (["b.txt/"], []),
    (["*.txt", "!c.txt"], ["in/a.txt", "in/b.txt", "in/deep/b.txt"]),
    (["deep", "!deep/er/c.txt"], ["in/deep/b.txt", "in/deep/er/c.txt"]),
    (["in/**/c.txt"], ["in/deep/er/c.txt"]),
    (["# a comment", "", "in/*/*.txt"], ["in/deep/b.txt"]),
    (["[ab].txt"], ["in/a.txt", "in/b.txt", "in/deep/b.txt"]),
    (["deep/b.txt"], []),
    (["B.TXT", "txt", ".txt", "in/deep/b"], []),
]
TREE = ("in/a.txt", "in/b.txt", "in/deep/b.txt", "in/deep/er/c.txt")


@pytest.mark.parametrize(("patterns", "gone"), IGNORES)
def test_what_is_excluded(patterns: list[str], gone: list[str]) -> None:
    for name in TREE:
        put(name, b"")
    assert ids(files.find(["in"], exclude=patterns)) == [name for name in TREE if name not in gone]


def test_files_of_patterns_hold_for_their_folder_and_below() -> None:
    for name in TREE:
        put(name, b"")
    put("in/.corpuscleanignore", b"\xef\xbb\xbf# comment\r\n/b.txt\r\nc.txt\r\n")
    assert ids(files.find(["in"])) == ["in/a.txt", "in/deep/b.txt"]
    put("in/deep/er/.corpuscleanignore", b"!c.txt\n")
    assert ids(files.find(["in"])) == ["in/a.txt", "in/deep/b.txt", "in/deep/er/c.txt"]
    assert ids(files.find(["in"], exclude=["c.txt", "!b.txt"])) == ["in/a.txt", "in/b.txt", "in/deep/b.txt"]
    assert ids(files.find(["in/b.txt"])) == ["in/b.txt"], "it was named"
    assert ids(files.find([str(Path("in").absolute())])) == ["in/a.txt", "in/deep/b.txt", "in/deep/er/c.txt"]


def test_a_pattern_that_is_none_is_an_error_with_its_place() -> None:
    put("in/.corpuscleanignore", b"fine\n!\n")
    with pytest.raises(ConfigError, match=r"in/\.corpuscleanignore:2: '!' is no pattern"):
        files.find(["in"])
    with pytest.raises(ConfigError, match="exclude"):
        files.find(["."], exclude=["!"])


MANIFEST = b'{\n  "version": "1",\n  "config": {},\n  "config_hash": "sha256:0"\n}\n'


def test_our_own_records_are_left_alone_in_folders() -> None:
    for name in ("clean.jsonl", "clean.dropped.jsonl", "other.jsonl", "clean.txt", "deep/clean.jsonl", "p.parquet"):
        put(name, b"")
    put("clean.manifest.json", MANIFEST)
    put("other.manifest.json", b'{"somebody": "else"}')
    put("p.manifest.json", MANIFEST)
    put("q.jsonl.gz", b"")
    put("q.jsonl.manifest.json", MANIFEST)
    listing = files.find(["."])
    assert ids(listing) == ["clean.txt", "deep/clean.jsonl", "other.jsonl"]
    assert listing.left_alone[".jsonl (records of corpusclean)"] == 2
    assert ids(files.find(["clean.jsonl"])) == ["clean.jsonl"], "it was named"


def test_an_output_that_is_a_source_is_refused_and_one_of_an_earlier_run_is_not() -> None:
    put("in/out.jsonl", json_lines([{"text": "a source"}]))
    with pytest.raises(ConfigError, match="would be overwritten"):
        files.find(["in"], never=["in/out.jsonl"])
    put("in/out.jsonl", records.dump(records.to_record(Document.of(Source.of("ours"), "a"))))
    assert ids(files.find(["in"], never=["in/out.jsonl"])) == []
    with pytest.raises(ConfigError, match="would be overwritten"):
        files.find(["in/out.jsonl"], never=["in/out.jsonl"])


class Pipe(io.RawIOBase):
    def __init__(self, raw: bytes) -> None:
        self.file = io.BytesIO(raw)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self.file.read(min(size, 7) if size > 0 else 7)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"One.\n", "stdin.txt"),
        (b"", "stdin.txt"),
        (b"{not json}\n", "stdin.txt"),
        (b'{"text": "a"}\n{"text": "b"}\n', "stdin.jsonl"),
        (gzipped(b'{"text": "a"}\n'), "stdin.jsonl.gz"),
        (sink.packed(b"One.", "zst"), "stdin.txt.zst"),
        (record(b"a", "conversion"), "stdin.warc"),
        (gzipped(record(b"a", "conversion")), "stdin.warc.gz"),
    ],
)
def test_standard_input_becomes_a_file_with_a_name(raw: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (listed,) = files.find(["-"]).documents
    assert (listed.id, listed.path) == ("stdin", "-")
    item = spool(Path(), None, Pipe(raw))  # type: ignore[arg-type]
    assert (item.id, Path(item.path).name, item.bytes) == ("stdin", name, len(raw))
    assert Path(item.path).read_bytes() == raw
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert Path(spool(Path(), "markdown").path).name.startswith("stdin.md")
    with pytest.raises(ConfigError, match="unknown format 'csv'"):
        spool(Path(), "csv", io.BytesIO(raw))


def test_a_file_called_minus_is_a_file() -> None:
    put("-", b"x")
    assert files.find(["./-"]).documents == (Input("-", "-", 1),)


# what is written


def documents() -> list[dict[str, Any]]:
    edited = Document.of(Source.of("行業(yè)還\n"), "a/0.txt#1").edited([Edit(2, 6, "", "GBK101", "why")])
    titled = Document.of(Source.of("one\n\ntwo <b>&amp;\n"), "a/1").marked(
        [Field(0, 3, "title", 'A "b" & <c>', "X"), Field(0, 1, "url", "https://e.org/1", "X")]
    )
    odd = Document.of(decode(b"abc\xff\xfe" + "好好好好".encode()).source, "b")
    found = [records.to_record(one) for one in (edited, titled, odd)]
    found[1]["columns"] = {"n": 1.5, "z": [None, {"a": "b"}], "WARC-Date": "2024-05-28T00:00:00Z"}
    found.append(records.to_record(edited, provenance="spans"))
    found.append(records.to_record(edited, provenance="none"))
    found.append({**found[0], "later": {"a": 1}, "source": {**found[0]["source"], "extra": [1], "bytes": "many"}})
    return found


LINES = [records.dump(one) for one in documents()]
RESTORABLE = ["o.jsonl", "o.jsonl.gz", "o.jsonl.zst", "o.parquet"]


def write(name: str, lines: Iterable[bytes] = LINES, to: str | None = None) -> writers.Writer:
    with writers.writer(Path(name), Path("final") / name, to) as writer:
        for line in lines:
            writer.write(line)
    return writer


@pytest.mark.parametrize("name", RESTORABLE)
def test_records_come_back_as_the_lines_they_were(name: str) -> None:
    import hashlib

    writer = write(name)
    back = [line for _, line in jsonl.lines(Path(name))]
    assert [json.loads(line) for line in back] == documents()
    assert [records.restore(records.load(line)) for line in back[:3]] == [
        records.restore(one) for one in documents()[:3]
    ]
    assert (writer.count, writer.sha256) == (len(LINES), hashlib.sha256(Path(name).read_bytes()).hexdigest())
    first = Path(name).read_bytes()
    write(name)
    assert Path(name).read_bytes() == first, "no time, no name"


@QUICK
@given(
    st.lists(
        st.tuples(TEXT, TEXT, st.dictionaries(TEXT, st.none() | st.integers(-9, 9) | TEXT, max_size=2)), max_size=4
    )
)
def test_any_record_comes_back_from_parquet(found: list[tuple[str, str, dict[str, Any]]]) -> None:
    lines = []
    for name, text, columns in found:
        record = records.to_record(Document.of(Source.of(text), name))
        lines.append(records.dump({**record, "columns": columns} if columns else record))
    write("o.parquet", lines)
    assert [json.loads(line) for _, line in jsonl.lines(Path("o.parquet"))] == [json.loads(line) for line in lines]


def test_a_parquet_of_records_is_what_others_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "GROUP_ROWS", 2)
    write("o.parquet", LINES[:5])
    table = pq.read_table("o.parquet")
    assert table.schema.equals(tables.schema())
    assert pq.ParquetFile("o.parquet").num_row_groups == 3
    assert table.column("text").to_pylist() == [one["text"] for one in documents()[:5]]
    duckdb = pytest.importorskip("duckdb")
    query = "select id, metadata.title, provenance.edits[1].before, columns->>'n' from 'o.parquet'"
    with duckdb.connect() as connection:
        found = connection.execute(query).fetchall()
    assert found[0][:3] == ("a/0.txt#1", None, "(yè)")
    assert found[1] == ("a/1", 'A "b" & <c>', None, "1.5")


@pytest.mark.parametrize(("to", "ending"), [("text", ".txt"), ("markdown", ".md"), ("html", ".html")])
def test_a_folder_of_texts(to: str, ending: str) -> None:
    names = [
        "a/1",
        "a/1",
        "a",
        "../../evil",
        "/etc/x",
        "x" * 300,
        "好" * 100,
        "C:\\x",
        "dir/",
        "..",
        "nul\0",
        f"b{ending}",
        "b",
    ]
    lines = [
        records.dump(records.to_record(Document.of(Source.of(f"text {n}\n"), name))) for n, name in enumerate(names)
    ]
    writer = write("deep/out", lines, to)
    found = [path for path in Path("deep/out").rglob("*") if path.is_file()]
    assert [path for path in Path().rglob("*") if path.is_file()] == [
        Path("deep/out") / path.relative_to("deep/out") for path in found
    ]
    assert len(found) == writer.count == len(names)
    assert Path(f"deep/out/a/1{ending}").read_text().count("text 0") == 1
    assert Path(f"deep/out/a/1.2{ending}").read_text().count("text 1") == 1
    assert all(path.suffix == ending for path in found)
    assert sorted(
        n for path in found for n in range(len(names)) if f"text {n}\n" in path.read_text().replace("</p>", "\n")
    ) == list(range(len(names)))


def test_what_the_files_look_like() -> None:
    for to in ("text", "markdown", "html"):
        write(to, LINES[1:2], to)
    assert Path("text/a/1.txt").read_bytes() == b"one\n\ntwo <b>&amp;\n"
    assert Path("markdown/a/1.md").read_text() == (
        '---\nid: "a/1"\ntitle: "A \\"b\\" & <c>"\nurl: "https://e.org/1"\n---\n\none\n\ntwo <b>&amp;\n'
    )
    page = Path("html/a/1.html").read_text()
    assert '<title>A "b" &amp; &lt;c&gt;</title>' in page
    assert "<p>one</p>\n<p>two &lt;b&gt;&amp;amp;</p>" in page


@pytest.mark.parametrize("name", ["o.wet", "o.wet.gz", "o.warc.zst"])
def test_a_wet_archive_is_read_back(name: str) -> None:
    write(name)
    found = read(Input(name, name, 0), Columns(id="Corpusclean-Id"))
    assert [row.raw.decode() for row in found] == [one["text"] for one in documents()]
    assert [row.id for row in found] == [one["id"] for one in documents()]
    assert found[1].fields == (("url", "https://e.org/1"),)
    assert [(row.columns or {})["WARC-Date"][:4] for row in found[:2]] == ["1970", "2024"]
    assert not any(row.error for row in found)
    first = Path(name).read_bytes()
    write(name)
    assert Path(name).read_bytes() == first


@pytest.mark.parametrize(
    ("name", "to", "said"),
    [
        ("o.jsonl", "csv", "unknown format 'csv'"),
        ("o.parquet.gz", None, "packed inside"),
        ("o.gz", "text", "is a folder"),
        ("o.jsonl.xz", None, "not as .xz"),
    ],
)
def test_what_cannot_be_written(name: str, to: str | None, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        writers.writer(Path(name), Path(name), to)
    assert not Path(name).exists()


@pytest.mark.parametrize(("name", "to"), [*((name, None) for name in (*RESTORABLE, "o.wet.gz")), ("folder", "text")])
def test_a_disk_that_fills_is_an_error_with_the_final_name(
    name: str, to: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if to:
        writer = writers.writer(Path(name), Path("final.out"), to)
        monkeypatch.setattr(pages, "place", lambda folder, name: Path("/dev/full") / name)
        monkeypatch.setattr(
            Path, "mkdir", lambda *args, **more: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
    else:
        Path(name).symlink_to("/dev/full")
        monkeypatch.setattr(os, "fsync", lambda handle: None)
        final = Path(f"final{''.join(Path(name).suffixes)}")
        writer = writers.writer(Path(name), final, to)
    with pytest.raises(OutputError, match=r"final.*No space left"), writer:
        for _ in range(3000):
            writer.write(LINES[0])


def test_records_that_are_none_are_refused() -> None:
    pq.write_table(pa.table({"text": ["a"]}), "a.parquet")
    put("b.parquet", b"PAR1 and nothing")
    put("c.jsonl.gz", gzipped(b'{"a": 1}\n' * 99)[:-20])
    for name, said in (
        ("a.parquet", "no records"),
        ("b.parquet", "no Parquet"),
        ("c.jsonl.gz", "cut off"),
        ("d", "No such"),
    ):
        with pytest.raises(RecordError, match=said):
            list(jsonl.lines(Path(name)))


def test_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    items = {
        "parquet": many("a.parquet", 3),
        "warc": put("a.warc", record(b"a", "conversion")),
        "zst": put("a.jsonl.zst", sink.packed(b"{}", "zst")),
    }
    for name in (
        "pyarrow",
        "pyarrow.parquet",
        "fastwarc",
        "backports",
        "backports.zstd",
        "compression",
        "compression.zstd",
    ):
        monkeypatch.setitem(sys.modules, name, None)
    for extra, item in items.items():
        assert len(list(rows.ranges(item, COLUMNS))) == 1
        (row,) = read(item)
        assert row.error.endswith(f"is an extra; pip install 'corpusclean[{extra}]'")
    for name, extra in (("o.parquet", "parquet"), ("o.jsonl.zst", "zst")):
        with pytest.raises(DocumentError, match=rf"corpusclean\[{extra}\]"):
            writers.writer(Path(name), Path(name))


def test_nothing_is_imported_before_it_is_needed() -> None:
    import subprocess

    put("a.txt", b"One.")

    code = (
        "import sys; from corpusclean.formats import rows, files, text, stdin; found = files.find(['.']).documents[0];"
        "list(rows.rows(found, rows.Columns()));"
        "slow = ('pyarrow', 'fastwarc', 'pathspec', 'numpy', 'duckdb', 'orjson');"
        "print([name for name in slow if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"
    assert parquet.module() is pq
