"""One detector over one data folder, in processes of its own.

``python runs.py FOLDER DETECTOR OUT PART ...`` is such a process; `measured` starts them.  A detector that takes its
process down loses the item it did so at, and goes on behind it.
"""

import hashlib
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from peers import PEERS, Detector, Peer
from scoring import Item, folded, items, score

#: Something to load modules and tables on, before anything is timed.
WARM = "预热一下".encode("gbk") * 20
#: How often the decoding of UTF-8 is timed, one's turn after the other's.
ROUNDS = 25
#: Seconds after which something is not timed once more.
LONG = 10
#: Seconds after which what a process has not done by then is wrong: all items, and one large file.
PATIENCE, PATIENCE_LARGE = 3600, 300
#: The large files that are UTF-8: beside these stands the strict decoding.
UTF8_FILES = ("ascii", "zh-utf8")
#: The exit status of a process whose detector cannot be loaded.
NOT_STARTED = 70
#: The tag that says which encoding a page is in.
DECLARATION = re.compile(rb"<meta [^>]*charset=[^>]*>\n")
DECLARED = re.compile(DECLARATION.pattern.decode())

Row = dict[str, Any]


class NotStartedError(RuntimeError):
    """A detector that cannot even be loaded."""


class Run(NamedTuple):
    """What was measured of a detector.

    ``pairs`` are the items, without their bytes, each with its row: ``right`` from 0 to 1, CPU ``seconds``, and where
    it is not right ``encoding``, ``error``, the ``difference`` between the text and the answer, and how right it would
    be ``undeclared``, where a declaration is wrong.  ``large`` has for each large file its ``seconds``, the ``growth``
    of the process in MB and the ``encoding``.  ``ratios`` has for UTF-8 files the time as a multiple of the strict
    decoding, of the ``file`` at once and of ``windows`` of 8 KB.
    """

    name: str
    pairs: list[tuple[Item, Row]]
    large: dict[str, Row]
    ratios: dict[str, Row]


def measured(peer: Peer, folder: Path, sets: tuple[str, ...], speed: bool, keep: Path | None) -> Run:
    """Everything about a detector and a folder; a peer's from ``keep``, where an earlier run left the same.

    Raises `NotStartedError` for a detector that cannot be loaded.
    """
    digest = hashlib.sha256((folder / "items.jsonl").read_bytes()).hexdigest()
    asked = [peer.version, digest, sorted(sets), speed]
    path = keep / f"{folder.name} {peer.name}.json" if keep and peer.name != "corpusclean" else None
    found: Row = json.loads(path.read_text(encoding="utf-8")) if path and path.exists() else {}
    if found.get("asked") != asked:
        with tempfile.TemporaryDirectory() as scratch:
            out = Path(scratch) / "rows"
            found = {"asked": asked, "rows": _all_rows(peer, folder, sets, out), "large": {}, "ratios": {}}
            for file in sorted((folder / "perf").glob("*.bin")) if speed else []:
                found["large"][file.stem] = _one(peer, folder, "large", file, out)
                if file.stem in UTF8_FILES:
                    found["ratios"][file.stem] = _one(peer, folder, "utf8", file, out)
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(found), encoding="utf-8")
    rows = {row["id"]: row for row in found["rows"]}
    pairs = [(item._replace(raw=b"", gold=""), rows[item.id]) for item in items(folder, sets) if item.id in rows]
    return Run(peer.name, pairs, found["large"], found["ratios"])


def _all_rows(peer: Peer, folder: Path, sets: tuple[str, ...], out: Path) -> list[Row]:
    left = [item.id for item in items(folder, sets)]
    rows: list[Row] = []
    while left:
        end = _process(peer, folder, ["items", str(left[0]), *sets], out, PATIENCE)
        lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
        new = [json.loads(line) for line in lines if line.endswith("}")]
        rows += new
        left = [number for number in left if not new or number > new[-1]["id"]]
        if not end:
            break
        lost = left[:1] if end != "too slow" else left
        print(f"{peer.name}, {folder.name}, item {lost}: {end}", file=sys.stderr)
        rows += [
            {"id": number, "right": 0.0, "seconds": 0.0, "encoding": None, "error": end, "difference": ("", "")}
            for number in lost
        ]
        left = left[len(lost) :]
    return rows


def _one(peer: Peer, folder: Path, part: str, file: Path, out: Path) -> Row:
    end = _process(peer, folder, [part, str(file)], out, PATIENCE_LARGE)
    row: Row = {"error": end} if end else json.loads(out.read_text(encoding="utf-8"))
    return row


def _process(peer: Peer, folder: Path, part: list[str], out: Path, patience: float) -> str:
    """Run this file; why the process ended, empty where it came to its end."""
    out.unlink(missing_ok=True)
    command = [sys.executable, __file__, str(folder), peer.name, str(out), *part]
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        return "too slow"
    why = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    if done.returncode == NOT_STARTED:
        raise NotStartedError(f"{peer.name}: {why}")
    return f"exit {done.returncode}: {why}" if done.returncode else ""


def _answer(detect: Detector, raw: bytes) -> tuple[str | None, str | None, str]:
    try:
        return *detect(raw), ""
    except Exception as error:  # whatever it is, the item is wrong
        return None, None, f"{type(error).__name__}: {error}"


def _ready(peer: Peer) -> Detector:
    detect = peer.make()
    _answer(detect, WARM)
    return detect


def _scored(detect: Detector, folder: Path, start: int, sets: tuple[str, ...]) -> Iterator[Row]:
    for item in items(folder, sets):
        if item.id < start:
            continue
        before = time.process_time()
        encoding, text, error = _answer(detect, item.raw)
        seconds = time.process_time() - before
        right = 0.0 if error else score(item, encoding, text)
        row: Row = {"id": item.id, "right": right, "seconds": seconds}
        if right < 1:
            row |= {"encoding": encoding, "error": error, "difference": _difference(item, text or "")}
            if item.family.endswith("wrong-meta"):  # is it the declaration's fault?
                bare = item._replace(raw=DECLARATION.sub(b"", item.raw), gold=DECLARED.sub("", item.gold))
                row["undeclared"] = score(bare, *_answer(detect, bare.raw)[:2])
        yield row


def _difference(item: Item, text: str, context: int = 12, size: int = 48) -> tuple[str, str]:
    """Text and answer around the first character in which they differ; by line where lines are scored."""
    gold = item.gold
    if item.mode == "lines":
        lines = list(enumerate(zip(gold.split("\n"), text.split("\n"), strict=False)))
        gold, text = next(
            (pair for number, pair in lines if number not in item.skip and pair[0] != pair[1]), (gold, text)
        )
    if item.mode == "trunc":  # some stray characters before the text are no difference
        text = max((text[stray:] for stray in range(5)), key=lambda rest: _same(gold, rest))
    place = _same(gold, text)
    start = max(0, place - context)
    return gold[start : start + size], text[start : start + size]


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    unlike = (place for place, (left, right) in pairs if left != right and folded(left) != folded(right))
    return next(unlike, min(len(one), len(other)))


def _large(detect: Detector, raw: bytes) -> Row:
    size, growth, encoding, times = _peak(), 0.0, None, list[float]()
    while len(times) < 3 and sum(times) < LONG:
        before = time.process_time()
        encoding = _answer(detect, raw)[0]
        times.append(time.process_time() - before)
        growth = growth if len(times) > 1 else _peak() - size
    return {"seconds": min(times), "growth": growth, "encoding": encoding}


def _peak() -> float:
    """The largest size of this process so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count the parent's size, too
        return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) / 1024
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _beside_strict(detect: Detector, raw: bytes) -> Row:
    text = raw[: 1 << 20].decode("utf-8", "ignore")
    windows = []
    while len(text) >= 8192:
        window = text[:8192].encode()[:8192].decode("utf-8", "ignore")
        windows.append(window.encode())
        text = text[len(window) :]
    return {"file": _ratio(detect, [raw]), "windows": _ratio(detect, windows)}


def _ratio(detect: Detector, raws: list[bytes]) -> float:
    def seconds(call: Callable[[bytes], object]) -> float:
        before = time.process_time()
        for raw in raws:
            call(raw)
        return time.process_time() - before

    pairs: list[tuple[float, float]] = []
    while len(pairs) < ROUNDS and sum(mine for _, mine in pairs) < LONG:
        pairs.append((seconds(lambda raw: raw.decode("utf-8")), seconds(detect)))
    return statistics.median(mine for _, mine in pairs) / statistics.median(strict for strict, _ in pairs)


def main(arguments: list[str]) -> int:
    """Measure one part of one detector, and write the rows."""
    folder, name, out, part, *rest = arguments
    try:
        detect = _ready(next(peer for peer in PEERS if peer.name == name))
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return NOT_STARTED
    with Path(out).open("w", encoding="utf-8") as file:
        if part == "items":
            for row in _scored(detect, Path(folder), int(rest[0]), tuple(rest[1:])):
                file.write(json.dumps(row) + "\n")
                file.flush()
        else:
            call = {"large": _large, "utf8": _beside_strict}[part]
            file.write(json.dumps(call(detect, Path(rest[0]).read_bytes())))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
