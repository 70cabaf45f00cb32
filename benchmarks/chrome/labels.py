"""Labelled pages: reading them, what kind of page each is, and which fold its site is in."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

#: The sets, and the files of each, without what stands before (``chrome-``) and behind (``-dev.jsonl.gz``).
SETS = {"main": ("main", "main-wcxb"), "full": ("full",), "html": ("html",), "seeds": ()}
#: Groups of pages in the order of the tables.
CHINESE, ENGLISH, OTHERS = "articles in Chinese", "articles in English", "articles in other languages"
PARTLY, FORUMS, WCXB = "partly labelled", "forums", "WCXB articles"
MANUALS, WCXB_FORUMS, SHOPS, COPIED = "WCXB documentation", "WCXB forums", "WCXB shops, services, lists", "Chinese set"
SEEDS = "seeds"
GROUPS = (CHINESE, ENGLISH, OTHERS, PARTLY, FORUMS, WCXB, MANUALS, WCXB_FORUMS, SHOPS, COPIED, SEEDS)
#: The groups that are articles of the sets the model is trained on.
ARTICLES = (CHINESE, ENGLISH, OTHERS)
FOLDS = 5
REPOSITORY = Path(__file__).parents[2]


class Line(NamedTuple):
    """A line of a page, and whether it is to be kept: ``keep``, ``drop``; anything else is not scored."""

    text: str
    label: str


class Page(NamedTuple):
    """A page: its lines with their labels, and its HTML where the set has it."""

    id: str
    language: str
    source: str
    site: str
    gold: str
    lines: tuple[Line, ...]
    html: str | None = None

    @property
    def text(self) -> str:
        """The page as text."""
        return "\n".join(line.text for line in self.lines)

    @property
    def group(self) -> str:
        """The kind of page; votes, dates and buttons are text in the forums of one set, so they are no articles."""
        if self.source == "seeds":
            return SEEDS
        if self.gold == "partial":
            return PARTLY
        if self.source == "cwced":
            return COPIED
        if self.source.startswith("wcxb-"):
            kinds = {"article": WCXB, "documentation": MANUALS, "forum": WCXB_FORUMS}
            return kinds.get(self.source.removeprefix("wcxb-"), SHOPS)
        if "forum" in self.source:
            return FORUMS
        return {"zh": CHINESE, "en": ENGLISH}.get(self.language, OTHERS)

    @property
    def fold(self) -> int | None:
        """Which fold of five its site is in; None for the seeds, which have no site."""
        if self.source == "seeds":
            return None
        return int(hashlib.sha1(self.site.encode()).hexdigest()[:8], 16) % FOLDS


def read(path: Path) -> Iterator[Page]:
    """The pages of a file of JSON lines, packed or not."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for raw in file:
            row: dict[str, Any] = json.loads(raw)
            lines = tuple(Line(line["text"], line["label"]) for line in row["lines"])
            yield Page(row["id"], row["lang"], row["source"], row["site"], row["gold"], lines, row.get("html"))


def files(folder: Path, name: str, half: str) -> list[Path]:
    """The files of a set that a folder holds."""
    ends = [f"{stem}-{half}.jsonl{packed}" for stem in SETS[name] for packed in ("", ".gz")]
    paths = [folder / f"{start}{end}" for end in ends for start in ("", "chrome-")]
    found: dict[str, Path] = {}
    for path in paths:
        if path.exists():
            found.setdefault(path.name.removeprefix("chrome-").removesuffix(".gz"), path)
    return list(found.values())


def seeds() -> list[Page]:
    """The documents of this repository, with the labels that its tests hold them to."""
    labels = json.loads((REPOSITORY / "tests/data/seeds.json").read_text(encoding="utf-8"))
    return [Page(name, "zh", "seeds", name, "human", tuple(_labelled(name, labels[name]))) for name in sorted(labels)]


def _labelled(name: str, labels: dict[str, Sequence[int]]) -> Iterator[Line]:
    text = (REPOSITORY / "seeds" / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        kept, dropped = number in labels["must_keep"], number in labels["must_drop"]
        yield Line(line, "keep" if kept else "drop" if dropped else "open")


def pages(folder: Path, name: str, half: str) -> list[Page]:
    """The pages of a set."""
    return seeds() if name == "seeds" else [page for path in files(folder, name, half) for page in read(path)]
