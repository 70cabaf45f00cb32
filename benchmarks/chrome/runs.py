"""One tool over some pages, in a process of its own.

``python runs.py TOOL IN OUT [FOLDER]`` is such a process, of any Python that has the tool; `measured` starts
them.  A tool that takes its process down loses the page it did so at, and goes on behind it.
"""

import contextlib
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from labels import Page
from peers import TOOLS, Tool
from scoring import Row, score

#: The exit status of a process whose tool cannot be loaded.
NOT_STARTED = 70
#: Seconds after which the page that a tool is at is lost, with all behind it.
PATIENCE = 900
HERE = Path(__file__).parent
#: Something to load modules and tables on, before the pages.
WARM = "<html><body><p>The old bridge was opened again on Sunday, after three years of work.</p></body></html>"
#: From a fold to what cleans the pages of its sites: a model that was trained on the sites of the other folds.
Folds = Callable[[int], Callable[[str], str]]


class NotStartedError(RuntimeError):
    """A tool that cannot be loaded."""


class Run(NamedTuple):
    """What was measured of a tool on a set: each page with its row; how many pages it failed on."""

    tool: str
    pairs: list[tuple[Page, Row]]
    failed: int = 0


class Measure(NamedTuple):
    """How tools are run: the Python of the peers, the weights of folds for ours, where results of peers are kept."""

    python: str
    folds: Path | None
    keep: Path | None

    def interpreter(self, tool: Tool) -> str:
        """The Python that has a tool."""
        return sys.executable if tool.ours else self.python


def measured(tool: Tool, name: str, pages: Sequence[Page], how: Measure) -> Run:
    """What a tool leaves of the pages of a set; a peer's from ``keep``, where an earlier run left the same.

    Raises `NotStartedError` for a tool that cannot be loaded.
    """
    code = "".join((HERE / file).read_text(encoding="utf-8") for file in ("peers.py", "scoring.py"))
    data = repr([(page.id, page.lines, page.html and len(page.html)) for page in pages])
    key = hashlib.sha256((version(tool, how.python) + code + data).encode("utf-8", "replace")).hexdigest()
    path = how.keep / f"{name} {tool.name}.json" if how.keep and not tool.ours else None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path and path.exists() else {}
    if found.get("key") != key:
        answers = _answers(tool, pages, how)
        rows = [score(page.id, page.lines, answer or "") for page, answer in zip(pages, answers, strict=True)]
        found = {"key": key, "rows": rows, "failed": sum(answer is None for answer in answers)}
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(found), encoding="utf-8")
    return Run(tool.name, list(zip(pages, (Row(*row) for row in found["rows"]), strict=True)), found["failed"])


@cache
def version(tool: Tool, python: str) -> str:
    """The version of a tool.  Raises `NotStartedError` where it is not installed."""
    if not tool.package:
        return ""
    if tool.ours:
        from corpusclean import __version__

        return __version__
    code = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"
    done = subprocess.run([python, "-c", code, tool.package], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotStartedError(f"{tool.name}: {tool.package} is not installed")
    return done.stdout.strip()


def _answers(tool: Tool, pages: Sequence[Page], how: Measure) -> list[str | None]:
    """What a tool leaves of each page; None where it fails."""
    answers: list[str | None] = []
    with tempfile.TemporaryDirectory() as scratch:
        while len(answers) < len(pages):
            write(tool, pages[len(answers) :], Path(scratch, "in"))
            end, _, found = process(tool, Path(scratch), how)
            answers += found
            if len(answers) < len(pages):
                print(f"{tool.name}, {pages[len(answers)].id}: {end}", file=sys.stderr)
                answers += [None] * (1 if end != "too slow" else len(pages) - len(answers))
    return answers


def write(tool: Tool, pages: Sequence[Page], path: Path) -> int:
    """Write what a tool reads of pages to a file; how many bytes of UTF-8 that is, without what is around it."""
    size = 0
    with path.open("w", encoding="utf-8") as file:
        for page in pages:
            text = page.html if tool.tags and page.html is not None else page.text
            size += len(text.encode("utf-8", "replace"))
            file.write(json.dumps({"text": text, "language": page.language, "fold": page.fold}) + "\n")
    return size


def process(tool: Tool, scratch: Path, how: Measure) -> tuple[str, float, list[str | None]]:
    """Run a tool over the file ``in`` of a folder: why the process ended (empty: well), its CPU seconds, the answers.

    Raises `NotStartedError` for a tool that cannot be loaded.
    """
    command = [how.interpreter(tool), __file__, tool.name, str(scratch / "in"), str(scratch / "out")]
    folds = [str(how.folds)] if how.folds and tool.ours else []
    end = ""
    (scratch / "out").unlink(missing_ok=True)
    try:
        done = subprocess.run([*command, *folds], capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        end = "too slow"
    else:
        why = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        if done.returncode == NOT_STARTED:
            raise NotStartedError(f"{tool.name}: {why}")
        end = f"exit {done.returncode}: {why}" if done.returncode else ""
    lines = (scratch / "out").read_text(encoding="utf-8").splitlines() if (scratch / "out").exists() else []
    rows = [json.loads(line) for line in lines if line.endswith("}")]
    seconds = rows.pop()["seconds"] if rows and "seconds" in rows[-1] else 0.0
    return end, seconds, [row["text"] for row in rows]


def _cleaner(tool: Tool, folder: str) -> Callable[[dict[str, Any]], str]:
    """What cleans a page: the tool, or the one that was made for the fold that the page's site is in."""
    clean = tool.make()
    by_fold: Folds | None = None
    if folder:
        from folds import cleaners

        by_fold = cleaners(tool.setting, Path(folder), tool.tags)

    def answer(page: dict[str, Any]) -> str:
        if by_fold and page["fold"] is not None:
            return by_fold(page["fold"])(page["text"])
        return clean(page["text"], page["language"])

    return answer


def worker(name: str, pages: str, out: str, folder: str = "") -> int:
    """Clean the pages of a file, and write the answers."""
    tool = next(tool for tool in TOOLS if tool.name == name)
    try:
        answer = _cleaner(tool, folder)
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return NOT_STARTED
    with contextlib.suppress(Exception):  # whatever it is, it comes back at a page
        answer({"text": WARM, "language": "en", "fold": None})
    with Path(pages).open(encoding="utf-8") as lines, Path(out).open("w", encoding="utf-8") as file:
        for line in lines:
            try:
                text = answer(json.loads(line))
            except Exception as error:  # the page is lost
                print(f"{type(error).__name__}: {error}", file=sys.stderr)
                text = None
            file.write(json.dumps({"text": text}) + "\n")
            file.flush()
        file.write(json.dumps({"seconds": time.process_time()}))
    return 0


if __name__ == "__main__":
    raise SystemExit(worker(*sys.argv[1:]))
