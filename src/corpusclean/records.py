r"""The record of a document, one JSON object a line, and the document of a record.

Edits are a log in running order; undoing them from last to first gives the source text, and the segments turn that
into the source's bytes.  The schema has no optional keys but ``note``, and
``columns`` for what else stood in the row of a file of rows.

>>> from corpusclean.document import Source
>>> document = Document("a.txt", Source.of("行業(yè)還"), "行業(yè)還").edited([Edit(2, 6, "", "GBK101")])
>>> record = to_record(document)
>>> record["text"], record["provenance"]["edits"]
('行業還', [{'rule': 'GBK101', 'start': 2, 'end': 6, 'at': 2, 'before': '(yè)', 'after': ''}])
>>> restore(record).decode()
'行業(yè)還'
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

import orjson

from corpusclean.document import FIELDS, Document, Layer, Mark, Place, Reading, Segment, Source
from corpusclean.edits import Edit, Field, Flag, Patch
from corpusclean.errors import CorpuscleanError, RecordError
from corpusclean.language.detect import language_and_script
from corpusclean.version import VERSION

__all__ = ["LEVELS", "Provenance", "dump", "load", "restore", "to_document", "to_record", "trim"]

Provenance = Literal["full", "spans", "none"]
LEVELS: tuple[Provenance, ...] = get_args(Provenance)


def to_record(document: Document, *, provenance: Provenance = "full", config: str = "") -> dict[str, Any]:
    """The record of a document.  ``config`` is the hash of the configuration that made it."""
    source = document.source
    language, script = language_and_script(document.text)
    record: dict[str, Any] = {
        "id": document.id,
        "text": document.text,
        "metadata": {
            **document.metadata,
            "language": language,
            "script": script,
        },
        "source": {
            "path": _path(document),
            "sha256": source.sha256,
            "bytes": len(source.raw),
            "encoding": source.reading.encoding,
            "confidence": source.reading.confidence,
            "runner_up": source.reading.runner_up,
            "evidence": source.reading.evidence,
            "segments": [
                {**segment._asdict(), "raw": None if segment.raw is None else segment.raw.hex()}
                for segment in source.segments
            ],
        },
        "provenance": {"version": VERSION, "config": config, "edits": list(_edits(document))},
        "flags": list(_flags(document)),
    }
    if document.columns is not None:
        record["columns"] = document.columns
    return trim(record, provenance)


def _path(document: Document) -> str:
    """Where the document stands: its file, and behind ``#`` its row where it is one."""
    place = document.place
    return f"{place.path}#{place.row}" if place.row else place.path or document.id


def _edits(document: Document) -> Iterator[dict[str, Any]]:
    for depth, (patch, replaced) in enumerate(document.history):
        spans = document.origins([edit[:2] for edit in patch.edits], depth)
        for edit, at, before, (start, end) in zip(patch.edits, patch.starts, replaced, spans, strict=True):
            entry: dict[str, Any] = {
                "rule": edit.rule,
                "start": start,
                "end": end,
                "at": at,
                "before": before,
                "after": edit.replacement,
            }
            if edit.note:
                entry["note"] = edit.note
            yield entry


def _flags(document: Document) -> Iterator[dict[str, Any]]:
    for item, (start, end) in document.mark_origins():
        if isinstance(item, Flag):
            yield {"rule": item.rule, "start": start, "end": end, "note": item.note}


def trim(record: dict[str, Any], provenance: Provenance) -> dict[str, Any]:
    """The record with less provenance: without the text that was replaced, or without edits.

    `restore` needs all of it wherever something was changed.
    """
    if provenance == "full":
        return record
    history = dict(record["provenance"])
    edits = history.pop("edits")
    if provenance == "spans":
        history["edits"] = [{key: value for key, value in edit.items() if key != "before"} for edit in edits]
    segments = [{**segment, "raw": None} for segment in record["source"]["segments"]]
    return {**record, "source": {**record["source"], "segments": segments}, "provenance": history}


def dump(record: Mapping[str, Any]) -> bytes:
    """The line of a record, with its line end."""
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def load(line: bytes) -> dict[str, Any]:
    """The record of a line.  Raises `RecordError` for what is none."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise RecordError(f"no JSON: {error}") from error
    if not isinstance(record, dict) or not {"id", "text", "source", "provenance"} <= record.keys():
        raise RecordError("no record of corpusclean: it needs id, text, source and provenance")
    return record


def restore(record: Mapping[str, Any]) -> bytes:
    """The source of a record, byte for byte.

    Raises `RecordError` where the record was written with less than full provenance and something was changed, or
    where it was tampered with: the bytes are compared with the hash in the record.
    """
    return to_document(record).source.raw


def to_document(record: Mapping[str, Any]) -> Document:
    """The document of a record with full provenance: its source, text and history."""
    try:
        source, history = _unwind(record)
        document = Document(record["id"], source, record["text"], history)
        metadata = record.get("metadata") or {}
        fields = [Mark(0, Field(0, 0, name, metadata[name])) for name in FIELDS if metadata.get(name) is not None]
        flags = [Mark(0, Flag(flag["start"], flag["end"], flag["note"], flag["rule"])) for flag in record["flags"]]
    except CorpuscleanError:
        raise
    except (KeyError, TypeError, ValueError, LookupError, AttributeError) as error:
        raise RecordError(f"record {record.get('id')!r} is broken: {type(error).__name__}: {error}") from error
    place = Place(path=record["source"].get("path", document.id))
    return Document(document.id, source, document.text, history, (*flags, *fields), place, record.get("columns"))


def _layers(entries: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The log as the runs of one rule each; a rule that ran again begins a new one where its edits do not follow on."""
    found: list[list[Mapping[str, Any]]] = []
    for entry in entries:
        last = found[-1][-1] if found else None
        if last and last["rule"] == entry["rule"] and entry["at"] >= last["at"] + len(last["after"]):
            found[-1].append(entry)
        else:
            found.append([entry])
    return found


def _unwind(record: Mapping[str, Any]) -> tuple[Source, tuple[Layer, ...]]:
    name = record["id"]
    entries = record["provenance"].get("edits")
    if entries is None or any("before" not in entry for entry in entries):
        raise RecordError(f"record {name!r} does not hold what was replaced; write it with --provenance full")
    text = record["text"]
    layers: list[Layer] = []
    for group in reversed(_layers(entries)):
        undo = Patch(
            tuple(
                Edit(one["at"], one["at"] + len(one["after"]), one["before"], one["rule"], one.get("note", ""))
                for one in group
            ),
            len(text),
        )
        before = undo.apply(text)
        layers.append(Layer(undo.invert(text), [edit.replacement for edit in undo.edits]))
        text = before
    if any(segment["encoding"] is None and segment["raw"] is None for segment in record["source"]["segments"]):
        raise RecordError(
            f"record {name!r} does not hold the bytes that did not decode; write it with --provenance full"
        )
    segments = tuple(
        Segment(**{**segment, "raw": None if segment["raw"] is None else bytes.fromhex(segment["raw"])})
        for segment in record["source"]["segments"]
    )
    pieces = []
    place = 0
    for segment in segments:
        pieces.append(segment.bytes_of(text[place : place + segment.length]))
        place += segment.length
    raw = b"".join(pieces)
    if place != len(text) or hashlib.sha256(raw).hexdigest() != record["source"]["sha256"]:
        raise RecordError(f"record {name!r} does not lead back to its source: the hash of the bytes differs")
    return Source(raw, text, segments, reading=_reading(record["source"])), tuple(reversed(layers))


def _reading(source: Mapping[str, Any]) -> Reading:
    """How the source was read; records were written that say it of their segments only."""
    if "encoding" not in source:
        bytes_in: Counter[str | None] = Counter()
        for segment in source["segments"]:
            bytes_in[segment["encoding"]] += segment["end"] - segment["start"]
        main = max(bytes_in, key=lambda name: (name is not None, bytes_in[name]), default="utf-8")
        return Reading(main, 0.0, "an older record, which does not say how sure that is")
    return Reading(source["encoding"], float(source["confidence"]), source["evidence"], source["runner_up"])
