"""Files that are cut off, broken, made to fill the memory, or not what their names say: one error, and the rest."""

import gzip
import itertools
import json
import os
import random
import time
import tracemalloc
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpusclean.errors import DocumentError, RecordError
from corpusclean.formats import files, jsonl, payload, rows, sink, streams, warc
from corpusclean.formats.files import Input
from corpusclean.formats.rows import Columns, Row
from test_formats import COLUMNS, http, json_lines, put, read, record

#: Packed without a time: workers must collect the same tests.
gzipped = partial(gzip.compress, mtime=0)

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.warc", "a.warc.gz", "a.wet.zst", "a.txt", "a.txt.gz"]
WHOLE = [f"Zeile {n} " * 9 for n in range(40)]
LINES = json_lines([{"text": text} for text in WHOLE])
WARC = [record(http(text.encode())) for text in WHOLE]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    rows.close()


def by_ranges(item: Input) -> list[Row]:
    return [row for one in rows.ranges(item, COLUMNS) for row in rows.rows(item, COLUMNS, *one)]


def good(found: list[Row]) -> list[str]:
    return [row.raw.decode() for row in found if not row.error]


# the law: whatever the bytes are, there are rows, the same by ranges, and no error stops the next file


@QUICK
@given(st.binary(max_size=200), st.sampled_from(NAMES))
def test_any_bytes_under_any_name(raw: bytes, name: str) -> None:
    item = put(name, raw)
    assert read(item) == by_ranges(item)


@QUICK
@given(st.data())
def test_a_file_with_a_byte_changed_or_bytes_missing(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES[:7]))
    if name == "a.parquet":
        pq.write_table(pa.table({"text": WHOLE}), name, row_group_size=7)
        raw = bytearray(Path(name).read_bytes())
    elif name == "a.warc":
        raw = bytearray(b"".join(WARC))
    else:
        raw = bytearray(
            sink.packed(b"".join(WARC) if "w" in name else LINES, "" if name == "a.jsonl" else name.split(".")[-1])
        )
    at = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(at, min(at + 50, len(raw))))
    raw[at:end] = data.draw(st.binary(max_size=5))
    item = put(name, bytes(raw))
    found = read(item)
    assert found == by_ranges(item)
    assert len(found) <= len(WHOLE) + 60
    if name in ("a.jsonl", "a.warc"):  # the damage is in one place, and most of the rows are elsewhere
        assert len(set(good(found)) & set(WHOLE)) >= len(WHOLE) - 4


@pytest.mark.parametrize("packing", ["gz", "zst"])
@pytest.mark.parametrize("kind", ["jsonl", "warc"])
def test_a_packed_file_that_is_cut_off_gives_all_whole_rows_before(packing: str, kind: str) -> None:
    pieces = WARC if kind == "warc" else LINES.splitlines(keepends=True)
    raw = b"".join(sink.packed(piece, packing) for piece in pieces)
    ends = list(itertools.accumulate(len(sink.packed(piece, packing)) for piece in pieces))
    for cut in random.Random(2).sample(range(1, len(raw)), 60):
        item = put(f"a.{kind}.{packing}", raw[:cut])
        found = read(item)
        whole = sum(end <= cut for end in ends)
        assert good(found)[:whole] == WHOLE[:whole]
        assert good(found) == WHOLE[: len(good(found))], "no half of a row"
        if cut not in ends:
            assert [row.error for row in found if row.error] == [found[-1].error]
            assert f"cut off at byte {cut:,}" in found[-1].error or cut < 4
            assert whole == 0 or found[-1].error.startswith("after ")


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_one_long_packed_piece_that_is_cut_off(packing: str) -> None:
    rng = random.Random(3)
    lines = json_lines([{"text": f"{rng.random()}", "n": n} for n in range(20_000)])
    raw = sink.packed(lines, packing)
    item = put(f"a.jsonl.{packing}", raw[: len(raw) // 2])
    found = read(item)
    assert 5_000 < len(found) < 15_000
    assert [row.raw for row in found[:-1]] == [
        json.loads(line)["text"].encode() for line in lines.splitlines()[: len(found) - 1]
    ]
    assert found[-1].error == f"after line {len(found) - 1:,}: the {packing} data is cut off at byte {len(raw) // 2:,}"
    assert by_ranges(item) == found
    with pytest.raises(RecordError, match="cut off at byte"):
        list(jsonl.lines(Path(item.path)))


def test_packed_files_laid_end_to_end_and_what_may_stand_after_them() -> None:
    one, two = gzipped(b'{"text": "1"}\n'), gzipped(b'{"text": "2"}\n')
    assert good(read(put("a.jsonl.gz", one + two + bytes(700)))) == ["1", "2"]
    assert good(read(put("a.jsonl.gz", one + bytes(3) + two))) == ["1", "2"]
    found = read(put("a.jsonl.gz", one + two + b"rubbish"))
    assert good(found) == ["1", "2"]
    assert "bytes that are no gz data" in found[-1].error
    skippable = b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd"
    one, two = sink.packed(b'{"text": "1"}\n', "zst"), sink.packed(b'{"text": "2"}\n', "zst")
    assert good(read(put("a.jsonl.zst", skippable + one + skippable + two))) == ["1", "2"]
    assert [row.error for row in read(put("b.jsonl.zst", one + skippable + two))] == ["", ""]


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.jsonl.gz", b'{"text": "a"}\n', "no gz data, whatever its name says"),
        ("a.jsonl.zst", gzipped(LINES), "no zst data, whatever its name says"),
        ("a.txt.gz", b"text", "no gz data, whatever its name says"),
        ("a.txt.gz", b"", "no gz data: the file is empty"),
        ("a.jsonl", gzipped(LINES), "it is gz data; name it so that it ends in .gz"),
        ("a.warc", sink.packed(LINES, "zst"), "it is zst data; name it so that it ends in .zst"),
        ("a.warc", LINES, "record 1: no record at byte 0 of the unpacked data"),
        ("a.parquet", LINES, "no Parquet that can be read: "),
        ("a.parquet.gz", gzipped(b"PAR1"), "Parquet is packed inside"),
        ("a.parquet", b"", "no Parquet that can be read: "),
        ("a.txt.gz", gzipped(b"text" * 99)[:-4], "the gz data is cut off at byte "),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_one_error(name: str, raw: bytes, said: str) -> None:
    (row,) = read(put(name, raw))
    assert row.error.startswith(said)
    with pytest.raises(DocumentError):
        rows.document(row, Input(name, name, 0))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_gone_or_is_a_folder_is_one_error(name: str) -> None:
    (row,) = read(Input(name, name, 0))
    assert "No such file" in row.error
    Path(name).mkdir()
    (row,) = read(Input(name, name, 0))
    assert row.error
    assert list(rows.ranges(Input(name, name, 0), COLUMNS))


# what is made to fill the memory


def peak(item: Input) -> tuple[list[Row], float]:
    tracemalloc.start()
    try:
        found = read(item)
        return found, tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """The limit of 256 MB, for tests that have not all day."""
    limit = 1 << 21
    for module in (streams, warc, payload):
        monkeypatch.setattr(module, "MAX_BYTES", limit)
    monkeypatch.setattr(streams.lines, "__defaults__", (limit,))
    return limit


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_a_packed_text_that_unpacks_to_too_much_is_refused(small: int, packing: str) -> None:
    raw = sink.packed(bytes(100_000_000), packing)
    found, most = peak(put(f"a.txt.{packing}", raw))
    assert found[0].error.startswith(f"it unpacks to more than {small:,} bytes")
    assert most < 12


@pytest.mark.parametrize("packing", ["", "gz", "zst"])
def test_a_line_that_is_too_long_is_an_error_and_the_next_is_read(small: int, packing: str) -> None:
    raw = b'{"text": "one"}\n{"text": "' + b"x" * (small * 10) + b'"}\n{"text": "three"}\n'
    found, most = peak(put(f"a.jsonl{packing and '.'}{packing}", sink.packed(raw, packing)))
    assert [row.error for row in found] == ["", f"line 2: longer than {streams.MAX_BYTES:,} bytes", ""] or len(
        found
    ) == 3
    assert (found[0].raw, found[2].raw, found[2].row) == (b"one", b"three", 3)
    assert found[1].error.startswith("line 2: longer than")
    assert most < 12


def test_payloads_that_unpack_to_too_much_are_errors(small: int) -> None:
    bomb = gzipped(bytes(30_000_000))
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(bomb), bomb)
    raw = record(http(bomb, "Content-Encoding: gzip\r\n")) + record(
        http(chunks, "Transfer-Encoding: chunked\r\ncontent-encoding: x-gzip\r\n")
    )
    found, most = peak(put("a.warc", raw + record(http(b"fine"))))
    assert [f"more than {small:,}" in row.error for row in found] == [True, True, False]
    assert most < 15


def test_records_that_are_too_large_are_passed_over(small: int) -> None:
    large = record(http(b"x" * small * 5, kind="text/html"))
    found, most = peak(put("a.warc", record(http(b"one")) + large + record(http(b"three"))))
    assert [row.raw for row in found if not row.error] == [b"one", b"three"]
    assert found[1].error.startswith("record 2: ")
    assert most < 25


def test_a_large_file_of_rows_is_read_in_little_memory() -> None:
    lines = json_lines([{"text": "x" * 900, "n": n} for n in range(1000)])
    Path("a.jsonl.gz").write_bytes(gzipped(lines, 1) * 15)
    item = Input("a.jsonl.gz", "a.jsonl.gz", 0)
    tracemalloc.start()
    count = sum(1 for _ in rows.rows(item, COLUMNS))
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    assert count == 15_000
    assert most < 6, "of 14 MB"


def test_columns_by_the_thousand_and_deep_ones() -> None:
    wide = {f"c{n}": n for n in range(20_000)} | {"text": "a"}
    deep = '{"text": "b", "deep": ' + '{"a":' * 900 + "1" + "}" * 901
    one, two, three = read(put("a.jsonl", json_lines([wide]) + deep.encode() + b'\n{"text": "c"}'))
    assert (one.raw, len(one.columns or {})) == (b"a", 20_000)
    assert two.error == "line 2: nested too deep", "a record cannot hold it"
    assert three.raw == b"c"


def test_many_lines_of_one_character_are_read_in_time() -> None:
    item = put("a.jsonl", b"\n" * 200_000)
    start = time.perf_counter()
    assert sum(1 for _ in rows.ranges(item, COLUMNS)) == -(-200_000 // 256)
    assert read(item) == []
    assert time.perf_counter() - start < 5


def test_no_form_of_warc_takes_more_than_its_length() -> None:
    def seconds(raw: bytes) -> float:
        item = put("a.warc", raw)
        start = time.perf_counter()
        read(item)
        return time.perf_counter() - start

    for raw in (
        b"WARC/1.0\r\n" * 100_000,
        b"WARC/1.0\r\n\r\n" * 1_000,
        b"\r\n" * 200_000,
        b"WARC/1.0\r\nContent-Length: 99999999\r\n\r\n" * 100,
        b"x" * 3_000_000,
    ):
        assert seconds(raw) < 10


# WARC: lengths that are wrong


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (record(http(b"two"), length=400), "record 2: it says that it has 400 bytes, and has "),
        (record(http(b"two" * 50), length=120), "record 2: it says that it has 120 bytes, and has "),
        (record(http(b"two"), length=10**12), "record 2: "),
        (record(http(b"two"), length="abc"), "record 2: it does not say its length"),
        (record(http(b"two"), length=-5), "record 2: it does not say its length"),
        (record(b"two"), "record 2: its HTTP head cannot be read"),
        (b"WARC/1.0\r\nno colon here\r\n\r\n\r\n\r\n", "record 2"),
    ],
)
def test_a_record_with_a_wrong_length_is_named_and_the_others_are_read(bad: bytes, said: str) -> None:
    raw = record(http(b"one")) + bad + record(http(b"three")) + record(http(b"four"))
    item = put("a.warc", raw)
    found = read(item)
    assert good(found) == ["one", "three", "four"]
    assert [row.row for row in found if not row.error] == [1, 3, 4]
    errors = [row.error for row in found if row.error]
    assert all(error.startswith(said) for error in errors)
    assert errors or b"no colon" in bad
    assert by_ranges(item) == found


def test_rubbish_between_records_is_told_of_the_record_before() -> None:
    one, two = read(put("a.warc", record(http(b"one")) + b"rubbish\r\n\r\n" + record(http(b"two"))))
    assert "record 1: it says that it has" in one.error
    assert one.raw == b"one\r\n\r\nrubbish"
    assert (two.raw, two.error) == (b"two", "")


def test_rubbish_before_the_first_record_is_an_error() -> None:
    bad, one = read(put("a.warc", b"rubbish\r\n\r\n" + record(http(b"one"))))
    assert bad.error.startswith("record 1: no record at byte 0 ")
    assert (one.raw, one.error) == (b"one", "")


def test_what_could_be_had_of_a_record_with_a_wrong_length() -> None:
    one, two = read(put("a.warc", record(http(b"two" * 50), length=120) + record(http(b"three"))))
    assert one.raw == b"two" * 50
    assert one.error
    assert two.raw == b"three"


def test_a_warc_that_ends_in_a_record() -> None:
    raw = record(http(b"one")) + record(http(b"two"))
    one, two = read(put("a.warc", raw[:-6]))
    assert (one.raw, one.error) == (b"one", "")
    assert (two.raw, two.error) == (b"t", f"record 2: cut off: {len(http(b'two')) - 2} of {len(http(b'two'))} bytes")
    assert read(put("a.warc", raw[:-4]))[1].error == "", "only the blank lines are missing"


def test_a_body_with_a_warc_in_it_is_one_record() -> None:
    inner = record(b"inner", "conversion")
    (one, two) = read(put("a.warc", record(b"outer\r\n\r\n" + inner, "conversion") + record(b"last", "conversion")))
    assert one.raw == b"outer\r\n\r\n" + inner
    assert (two.raw, one.error, two.error) == (b"last", "", "")


def test_records_with_line_ends_of_unix() -> None:
    raw = record(http(b"one")).replace(b"\r\n", b"\n")
    raw = raw.replace(
        f"Content-Length: {len(http(b'one'))}".encode(),
        f"Content-Length: {len(http(b'one').replace(bytes([13]), b''))}".encode(),
    )
    assert good(read(put("a.warc", raw * 3))) == ["one"] * 3


# Parquet


def test_a_row_group_that_is_broken_leaves_the_others() -> None:
    rng = random.Random(4)
    pq.write_table(
        pa.table({"text": [f"{rng.random()}" * 20 for _ in range(300)]}),
        "a.parquet",
        row_group_size=100,
        compression="zstd",
    )
    file = pq.ParquetFile("a.parquet")
    column = file.metadata.row_group(1).column(0)
    raw = bytearray(Path("a.parquet").read_bytes())
    begin = column.dictionary_page_offset or column.data_page_offset
    file.close()
    raw[begin + 30 : begin + 90] = bytes(60)
    item = put("a.parquet", bytes(raw))
    found = read(item)
    assert [row.row for row in found if not row.error] == [*range(1, 101), *range(201, 301)]
    (bad,) = [row for row in found if row.error]
    assert bad.error.startswith("rows 101 to 200 cannot be read: ")
    assert by_ranges(item) == found


def test_a_large_row_group_is_read_in_little_memory() -> None:
    before = pa.total_allocated_bytes()
    pq.write_table(
        pa.table({"text": [f"{n} " * 2000 for n in range(4000)]}),
        "a.parquet",
        row_group_size=4000,
        use_dictionary=False,
    )
    item = Input("a.parquet", "a.parquet", 0)
    most = 0
    for count, _ in enumerate(rows.rows(item, COLUMNS)):
        if count % 100 == 0:
            most = max(most, pa.total_allocated_bytes() - before)
    assert most < 12_000_000, "of 38 MB"


# processes


def test_a_forked_process_does_not_share_where_its_parent_reads() -> None:
    item = put("a.jsonl", json_lines([{"text": f"{n} " * 200_000} for n in range(12)]))
    assert next(rows.rows(item, COLUMNS, 0, 1)).raw.startswith(b"0 ")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, b",".join(row.raw[:3].split()[0] for row in rows.rows(item, COLUMNS, 1)))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        assert pipe.read() == b"1,2,3,4,5,6,7,8,9,10,11"
    assert [row.raw.split()[0] for row in rows.rows(item, COLUMNS, 1)] == [b"%d" % n for n in range(1, 12)]


# ids and folders


def test_ids_that_lead_away_are_only_names_here() -> None:
    item = put("a.jsonl", json_lines([{"text": "a", "id": "../../x"}, {"text": "b", "id": "/etc/x"}]))
    assert [row.id for row in read(item, Columns(id="id"))] == ["../../x", "/etc/x"]


def test_names_of_files_that_are_odd() -> None:
    for name in ("in/a\nb.txt", "in/*.txt", "in/#.txt", "in/ .txt", "in/好.txt.gz"):
        put(name, b"x")
    assert len(files.find(["in"]).documents) == 5
    assert len(files.find(["in"], exclude=["\\#.txt", "\\*.txt"]).documents) == 3


def test_a_folder_of_many_files_is_listed_in_time_and_little_memory() -> None:
    for folder in range(8):
        Path(f"in/{folder}").mkdir(parents=True)
        for n in range(250):
            Path(f"in/{folder}/document-number-{n}.txt").touch()
    tracemalloc.start()
    listing = files.find(["in"], exclude=["drafts/", "!kept.txt", "*.log"])
    kept = tracemalloc.get_traced_memory()[0] / len(listing.documents)
    tracemalloc.stop()
    assert len(listing.documents) == 2000
    assert kept < 400, "bytes a file"
    assert listing.documents[0].id is listing.documents[0].path
