"""The adapters, each against the library it is for: text, provenance and errors come through, and restore works."""

import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean import records
from corpusclean.adapters import COLUMN, Cleaner, MissingError, arrow_type, record
from corpusclean.errors import ConfigError, RecordError, RuleError
from corpusclean.pipeline import Pipeline
from corpusclean.registry import find
from corpusclean.rule import Rule

HANS = Pipeline.of(select=["ENC", "UNI", "SPC", "SCR", "REP", "DUP"], script="hans")
#: Many rows without an edit come first: what a type inferred from them cannot hold comes last.
PLAIN, EDITED, BAD = 240, "電腦 \n行業", 220
ROWS: list[dict[str, Any]] = [
    {"id": f"d{number}", "text": "plain text", "url": f"https://example.org/{number}", "source": "crawl"}
    for number in range(PLAIN)
]
ROWS += [{**ROWS[0], "id": "edited", "text": EDITED}, {**ROWS[0], "id": "blank", "text": " \n \n"}]
ROWS[BAD] = {**ROWS[BAD], "text": None}


def restored(row: dict[str, Any], **names: str) -> str:
    return records.restore(records.load(records.dump(record(row, **names)))).decode()


def check(rows: list[dict[str, Any]]) -> None:
    """Hold what an adapter made of `ROWS` to what the pipeline says of them."""
    assert [row["id"] for row in rows] == [row["id"] for row in ROWS]
    assert [row["source"] for row in rows] == ["crawl"] * len(ROWS)
    for row, before, result in zip(rows, ROWS, HANS.run_many(ROWS), strict=True):
        kept = row[COLUMN]
        if before["text"] is None:
            assert row["text"] is None
            assert kept["error"] == f"{row['id']}: no text but NoneType"
            continue
        assert row["text"] == result.text
        assert kept["error"] is None
        assert kept["metadata"]["url"] == before["url"]
        assert kept["metadata"]["source"] is None  # the name of a data set is nobody's byline
        assert len(kept["provenance"]["edits"]) == sum(len(layer.patch.edits) for layer in result.document.history)
        assert restored(row) == before["text"]
    assert (rows[PLAIN]["text"], rows[PLAIN + 1]["text"]) == ("电脑\n行业", "")


# --- what they have in common


@settings(max_examples=40)
@given(st.lists(st.one_of(st.text(), st.binary(), st.none(), st.integers()), max_size=5), st.booleans())
def test_every_text_comes_back_and_every_row_has_an_answer(values: list[Any], named: bool) -> None:
    columns = {"text": values, "id": [f"id{number}" for number in range(len(values))]}
    rows = list(Cleaner.of(HANS).rows(columns, id="id" if named else None))
    assert len(rows) == len(values)
    for value, (text, kept) in zip(values, rows, strict=True):
        found = records.restore(record({"text": text, COLUMN: kept}))
        if isinstance(value, str | bytes):
            assert found == (value.encode() if isinstance(value, str) else value)
        else:
            assert kept["error"]
            assert text is value


@settings(max_examples=40)
@given(st.lists(st.text(), min_size=1, max_size=5))
def test_arrow_holds_what_is_kept_and_gives_it_back(values: list[str]) -> None:
    pa = pytest.importorskip("pyarrow")
    rows = list(Cleaner.of(HANS).rows({"text": values}))
    column = pa.array([kept for _, kept in rows], arrow_type())
    for (text, kept), back, value in zip(rows, column.to_pylist(), values, strict=True):
        assert record({"text": text, COLUMN: back}) == record({"text": text, COLUMN: kept})
        assert restored({"text": text, COLUMN: back}) == value


def test_a_record_of_an_adapter_is_a_record() -> None:
    ((text, kept),) = Cleaner.of(HANS).rows({"text": [EDITED], "id": ["a"]}, id="id")
    (result,) = HANS.run_many([("a", EDITED)])
    assert record({"text": text, COLUMN: kept}) == records.to_record(
        result.document, config=kept["provenance"]["config"]
    )
    with pytest.raises(RecordError, match="it needs 'corpusclean', and has text"):
        record({"text": "x"})


def test_without_an_id_a_document_is_named_by_its_text() -> None:
    cleaner = Cleaner.of(HANS)
    names = [kept["id"] for _, kept in cleaner.rows({"text": ["one", "two", "one", None]})]
    assert names[0] == names[2]
    assert len({*names}) == 3
    assert names[:2] == [kept["id"] for _, kept in cleaner.rows({"text": ["one", "two"]})]


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(ConfigError, match="no column 'text', but body"):
        list(Cleaner.of(HANS).rows({"body": ["x"]}))
    with pytest.raises(ConfigError, match="no column 'key', but text"):
        list(Cleaner.of(HANS).rows({"text": ["x"]}, id="key"))


@pytest.mark.parametrize(("level", "held"), [("spans", True), ("none", False)])
def test_less_provenance_is_less(level: records.Provenance, held: bool) -> None:
    ((text, kept),) = Cleaner.of(HANS, level).rows({"text": [EDITED]})
    assert ("edits" in kept["provenance"]) is held
    assert text == "电脑\n行业"
    pa = pytest.importorskip("pyarrow")
    (back,) = pa.array([kept], arrow_type()).to_pylist()
    with pytest.raises(RecordError, match="does not hold what was replaced"):
        restored({"text": text, COLUMN: back})


def test_equal_pipelines_are_equal_and_others_are_not() -> None:
    made = [Cleaner.of(Pipeline.of(select=["SCR", "SPC"], script=script)) for script in ("hans", "hans", "hant")]
    assert made[0] == made[1] != made[2]
    assert pickle.dumps(made[0]) == pickle.dumps(made[1]) != pickle.dumps(made[2])
    assert Cleaner.of(Pipeline.of(select=["SPC"])) != Cleaner.of(Pipeline.of(select=["SPC"]), "none")
    assert Cleaner.of(Pipeline.of(select=["PUN"])) != Cleaner.of(Pipeline.of(select=["PUN"], unsafe=True))
    before = pickle.dumps(made[0])
    list(made[0].rows({"text": [EDITED]}))
    assert pickle.dumps(made[0]) == before, "running changes nothing"
    ((text, _),) = pickle.loads(before).rows({"text": [EDITED]})
    assert text == "电脑\n行业"


def test_a_cleaner_says_what_it_cannot_do() -> None:
    def odd(text: str) -> Iterator[Any]:
        """A rule that no other process can find."""
        yield from ()

    with pytest.raises(RuleError, match="SPC999"):
        Cleaner.of(Pipeline.from_rules([Rule("SPC999", odd)]))
    with pytest.raises(ConfigError, match="needs one document only"):
        Cleaner.of(Pipeline.from_rules([find("DUP101")]))
    with pytest.raises(ConfigError, match="provenance = 'some'"):
        Cleaner.of(HANS, "some")  # type: ignore[arg-type]
    assert "DUP101" not in Cleaner.of(HANS).rules


def test_a_process_with_other_versions_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    cleaner = Cleaner.of(Pipeline.of(select=["SPC101", "SPC102"]))
    monkeypatch.setattr("corpusclean.config.VERSION", "0.0.0")
    with pytest.raises(ConfigError, match="another version"):
        list(cleaner.rows({"text": ["x"]}))


@pytest.mark.parametrize("name", ["datasets", "datatrove", "pyarrow"])
def test_a_library_that_is_missing_is_named(name: str) -> None:
    """Each in a process that believes it is not there; importing the package itself needs none of them."""
    code = f"""
import sys
sys.modules[{name!r}] = None
from corpusclean.adapters import MissingError
try:
    if {name!r} == "datatrove":
        import corpusclean.adapters.datatrove
    else:
        from corpusclean.adapters.datasets import clean_batch
        clean_batch().features({{}})
except MissingError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    extra = "parquet" if name == "pyarrow" else name
    assert done.stdout == f"{name} is not installed; pip install 'corpusclean[{extra}]'\n"
    assert issubclass(MissingError, ImportError)


# --- Hugging Face datasets


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    found = pytest.importorskip("datasets")
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path / "cache")
    found.disable_progress_bars()
    return found


@pytest.mark.parametrize("processes", [None, 2])
def test_datasets_map(hub: Any, processes: int | None) -> None:
    from corpusclean.adapters.datasets import clean_batch

    dataset = hub.Dataset.from_list(ROWS)
    clean = clean_batch(HANS, id="id")
    done = dataset.map(clean, batched=True, features=clean.features(dataset.features), num_proc=processes)
    check(done.to_list())


def test_datasets_streamed(hub: Any) -> None:
    from corpusclean.adapters.datasets import clean_batch

    stream = hub.Dataset.from_list(ROWS).to_iterable_dataset(num_shards=2)
    clean = clean_batch(HANS, id="id")
    done = stream.map(clean, batched=True, features=clean.features(stream.features))
    check(list(done))
    assert clean.features(None) is None


def test_datasets_infers_wrongly_what_the_features_hold(hub: Any) -> None:
    """Why there are features: should this fail one day, they may go."""
    from corpusclean.adapters.datasets import clean_batch

    with pytest.raises((TypeError, hub.exceptions.DatasetGenerationError)):
        hub.Dataset.from_list(ROWS).map(clean_batch(HANS, id="id"), batched=True, batch_size=50, writer_batch_size=50)


def test_datasets_fingerprints(hub: Any) -> None:
    """Equal pipelines read one cache, in another process too; anything else that decides the text makes another."""
    from corpusclean.adapters.datasets import clean_batch

    def fingerprint(**settings: Any) -> str:
        clean = clean_batch(Pipeline.of(select=["SCR", "SPC", "PUN"], **settings))
        found: str = hub.fingerprint.Hasher.hash(clean)
        return found

    first = fingerprint(script="hans")
    assert fingerprint(script="hans") == first
    others = {fingerprint(script="hant"), fingerprint(script="hans", unsafe=True), fingerprint()}
    assert len({first, *others}) == 4
    code = """
from datasets.fingerprint import Hasher
from corpusclean import Pipeline
from corpusclean.adapters.datasets import clean_batch
print(Hasher.hash(clean_batch(Pipeline.of(select=["SCR", "SPC", "PUN"], script="hans"))))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == first


def test_datasets_other_columns_and_names(hub: Any) -> None:
    from corpusclean.adapters.datasets import clean_batch

    dataset = hub.Dataset.from_dict({"body": [EDITED], "n": [1]})
    clean = clean_batch(HANS, text="body", column="history")
    (row,) = dataset.map(clean, batched=True, features=clean.features(dataset.features)).to_list()
    assert (row["body"], row["n"]) == ("电脑\n行业", 1)
    assert restored(row, text="body", column="history") == EDITED


def test_datasets_reads_records(hub: Any, tmp_path: Path) -> None:
    from corpusclean.adapters.datasets import record_features

    path = tmp_path / "clean.jsonl"
    made = [result.document for result in HANS.run_many(ROWS) if not result.error]
    for columns in (None, {"url": hub.Value("string"), "source": hub.Value("string")}):
        kept = [document if columns else replace(document, columns=None) for document in made]
        lines = list(map(records.to_record, kept))
        path.write_bytes(b"".join(map(records.dump, lines)))
        found = hub.load_dataset("json", data_files=str(path), features=record_features(columns), split="train")
        assert found["text"][-2] == "电脑\n行业"
        row, line = found[len(found) - 2], lines[-2]
        assert row["provenance"]["edits"][0]["before"] == line["provenance"]["edits"][0]["before"]
        assert row.get("columns") == line.get("columns")


# --- datatrove


@pytest.mark.parametrize("workers", [1, 2])
def test_datatrove(tmp_path: Path, workers: int) -> None:
    pytest.importorskip("datatrove")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from loguru import logger

    from corpusclean.adapters.datatrove import Clean

    logger.remove()
    rows = [row for row in ROWS[-40:] if row["text"]]
    rows += [{**rows[0], "id": "gone", "text": "  "}, {**rows[0], "id": "bare", "text": " \n"}]
    source = tmp_path / "in"
    source.mkdir()
    for shard in range(2):
        lines = [json.dumps(row) for row in rows[shard::2]]
        (source / f"{shard}.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def writer(name: str) -> Any:
        return JsonlWriter(str(tmp_path / name), compression=None)

    pipeline = Pipeline.of(select=["SPC", "SCR"], script="hans")
    steps = [JsonlReader(str(source)), Clean(pipeline, writer("dropped")), writer("out")]
    stats = LocalPipelineExecutor(steps, tasks=2, workers=workers, logging_dir=str(tmp_path / "logs")).run()

    def read(name: str) -> dict[str, dict[str, Any]]:
        files = sorted((tmp_path / name).glob("*.jsonl"))
        found = [json.loads(line) for path in files for line in path.read_bytes().splitlines()]
        return {row["id"]: {"text": row.get("text", ""), **row["metadata"]} for row in found}

    out, dropped = read("out"), read("dropped")
    assert {*out} | {*dropped} == {row["id"] for row in rows}
    assert {*dropped} == {"blank", "gone", "bare"}
    assert dropped["gone"]["filter_reason"].startswith("nothing_left_SPC")
    assert out["edited"]["text"] == "电脑\n行业"
    for row in rows:
        made = (out | dropped)[row["id"]]
        assert restored(made) == row["text"]
        assert (made["url"], made[COLUMN]["metadata"]["url"], made["source"]) == (row["url"], row["url"], "crawl")
    counted = stats.stats[1].stats
    assert counted["total"].total == len(rows)
    assert counted["forwarded"].total == len(out)
    assert counted["dropped"].total == len(dropped)
    assert counted["SCR101"].total == 2


def test_datatrove_documents_that_fail_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datatrove")
    from datatrove.data import Document

    from corpusclean.adapters.datatrove import Clean

    step = Clean(Pipeline.of(select=["SPC"]))
    (document,) = step.run(
        iter(
            [
                Document(text="\ud800x", id="a"),
            ]
        )
    )
    assert document.metadata[COLUMN]["error"] is None
    (document,) = step.run(iter([Document(text=b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", id="b")]))
    assert "no text but PNG image" in document.metadata[COLUMN]["error"]
    assert step.stats["failed"].total == 1


# --- Ray Data


def test_ray_tables() -> None:
    """Without a cluster: each batch has the same types, whatever is in it."""
    pa = pytest.importorskip("pyarrow")
    from corpusclean.adapters.ray import clean_batch

    clean = clean_batch(HANS, id="id")
    tables = [clean(pa.Table.from_pylist(ROWS[start : start + 300])) for start in range(0, len(ROWS), 300)]
    assert len({table.schema for table in tables}) == 1
    check([row for table in tables for row in table.to_pylist()])
    again = clean(tables[0])
    assert again.column_names == tables[0].column_names
    with pytest.raises(ConfigError, match="batch_format='pyarrow'"):
        clean({"text": ["x"]})  # type: ignore[arg-type]


@pytest.mark.filterwarnings("ignore")  # Ray's own
def test_ray_map_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = pytest.importorskip("ray")
    pytest.importorskip("ray.data")
    from corpusclean.adapters.ray import clean_batch

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:
        ray.data.DataContext.get_current().enable_progress_bars = False
        ray.data.DataContext.get_current().execution_options.preserve_order = True
        dataset = ray.data.from_items(ROWS, override_num_blocks=4)
        done = dataset.map_batches(clean_batch(HANS, id="id"), batch_format="pyarrow", batch_size=50)
        check(done.take_all())
    finally:
        ray.shutdown()


def test_every_adapter_has_the_same_surface() -> None:
    import inspect

    made: list[Callable[..., Any]] = []
    from corpusclean.adapters import datasets, ray

    made += [datasets.clean_batch, ray.clean_batch]
    assert len({tuple(inspect.signature(one).parameters) for one in made}) == 1
