"""Train the model of HTM102 on labelled pages, and say what it is worth by cross-validation over sites.

    python benchmarks/chrome/train_html.py html-dev.jsonl --out src/corpusclean/rules/html/data/weights.txt

Pages are JSON lines: those of README.md here with the page itself under "html".  The lines' labels are brought to our
segments by their letters, in order; a segment that no line has is not learned from.  Two logistic regressions with a
ridge, by Newton's method from zero: the same data give the same weights.  Needs numpy.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from hashlib import sha1
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np

from corpusclean.rules.html import model
from corpusclean.rules.html.features import CHINESE, names
from corpusclean.rules.html.talk import NAMES
from corpusclean.rules.html.tree import Page, parse

#: The ridges, for features of unit variance: weak ones cost bad pages, strong ones F1 (tried: 5, 10, 20, 40).
RIDGE, PAGE_RIDGE = 20.0, 2.0
FOLDS = 5

_NO_LETTER = re.compile(r"[\W_]+")
Array = Any


class Sample(NamedTuple):
    """A page with its features and labels (1 text, 0 chrome, -1 unknown); sizes are letters and digits."""

    site: str
    lang: str
    forum: bool
    read: model.Evidence
    rows: Array
    labels: Array
    sizes: Array


def letters(text: str) -> str:
    """Letters and digits, as the benchmark counts them."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).lower())


def labelled(page: Page, lines: Iterable[dict[str, str]]) -> list[str | None]:
    """The label of each segment, from lines in the same order."""
    told = [(text, line["label"]) for line in lines if (text := letters(line["text"]))]
    own = [letters(segment.text) for segment in page.segments]
    found: list[str | None] = [None] * len(own)
    texts = [text for text, _ in told]
    for kind, low, high, first, last in SequenceMatcher(None, texts, own, autojunk=False).get_opcodes():
        if kind == "equal":
            for offset in range(high - low):
                found[first + offset] = told[low + offset][1]
        elif kind == "replace":
            _fill(found, told[low:high], own, range(first, last))
    return found


def _fill(found: list[str | None], told: Sequence[tuple[str, str]], own: Sequence[str], segments: range) -> None:
    """Labels where lines and segments are cut at different places."""
    whole = "".join(text for text, _ in told)
    owner = [label for text, label in told for _ in text]
    at = 0
    for number in segments:
        text = own[number]
        place = whole.find(text, at) if text else -1
        counts: Counter[str] = Counter()
        if place >= 0:
            at = place + len(text)
            counts.update(owner[place:at])
        elif len(text) > 40:  # several lines in one: what is preformatted
            behind = 0
            for line, label in told:
                if len(line) > 3 and (spot := text.find(line, behind)) >= 0:
                    behind = spot + len(line)
                    counts[label] += len(line)
        if counts and counts.total() > len(text) / 2:
            label, count = counts.most_common(1)[0]
            found[number] = label if count > 0.8 * counts.total() else "ambiguous"


def columns() -> list[str]:
    """The names of the features of a segment, as `vectors` has them: last those of Chinese pages, with their bias."""
    own, shared = names()
    return [*own, *shared, *(f"chinese_{name}" for part in CHINESE for name in part), "chinese"]


def vectors(read: model.Evidence) -> Array:
    """The features of each segment, a row each."""
    own, shared = names()
    places = [[*own, *shared].index(name) for part in CHINESE for name in part]
    blocks = dict(read.seen.shared())
    found = np.zeros((len(read.figures), len(columns())))
    for row, own_row, segment in zip(found, read.seen.own(), read.seen.page.segments, strict=True):
        values = [*own_row, *blocks[segment.block]]
        row[: len(values)] = values
        if read.chinese:
            row[len(values) :] = [*(values[place] for place in places), 1.0]
    return found


def load(path: Path) -> list[Sample]:
    """The pages of a file."""
    samples = []
    with path.open(encoding="utf-8") as file:
        for record in map(json.loads, file):
            page = parse(record["html"])
            read = model.evidence(page)
            labels = [{"keep": 1, "drop": 0}.get(label or "", -1) for label in labelled(page, record["lines"])]
            sizes = [len(letters(segment.text)) for segment in page.segments]
            samples.append(
                Sample(
                    record["site"],
                    record["lang"],
                    "forum" in record["source"],
                    read,
                    vectors(read),
                    np.array(labels),
                    np.array(sizes),
                )
            )
    return samples


def fit(rows: Array, labels: Array, weights: Array, ridge: float) -> tuple[Array, float]:
    """Weights and bias of a logistic regression on raw features."""
    mean, spread = rows.mean(0), rows.std(0)
    spread[spread < 1e-9] = 1
    scaled = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    penalty = np.eye(scaled.shape[1]) * ridge
    penalty[-1, -1] = 0
    found = np.zeros(scaled.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ found, -30, 30)))
        slope = scaled.T @ (weights * (chance - labels)) + penalty @ found
        curve = (scaled * (weights * chance * (1 - chance))[:, None]).T @ scaled + penalty
        step = np.linalg.solve(curve, slope)
        found -= step * min(1.0, 3 / np.abs(step).max())
        if np.abs(step).max() < 1e-6:
            break
    raw = found[:-1] / spread
    return raw, float(found[-1] - mean @ raw)


def train(samples: Sequence[Sample]) -> tuple[Array, float, Array, float]:
    """Both regressions: of the segments, each weighed by the root of its size, and of the pages."""
    rows = np.vstack([sample.rows for sample in samples])
    labels = np.concatenate([sample.labels for sample in samples])
    roots = [np.sqrt(sample.sizes + 1) for sample in samples]
    weights = np.concatenate([root / np.sqrt(root.sum()) for root in roots])
    known = labels >= 0
    traits = np.array([sample.read.traits for sample in samples])
    forums = np.array([float(sample.forum) for sample in samples])
    return (
        *fit(rows[known], labels[known].astype(float), weights[known], RIDGE),
        *fit(traits, forums, np.ones(len(forums)), PAGE_RIDGE),
    )


def fold(site: str) -> int:
    """The fold of a site; labels.py has the same."""
    return int(sha1(site.encode(), usedforsecurity=False).hexdigest()[:8], 16) % FOLDS


def written(samples: Sequence[Sample], path: Path) -> None:
    """Write the weights learned from these pages."""
    weights, bias, page_weights, page_bias = train(samples)
    lines = [
        "# Log-odds that a segment of a page is text (features.py), and that a page is talk (talk.py).",
        f"# Made by benchmarks/chrome/train_html.py from {len(samples)} pages; do not edit.",
        f"bias {bias:.4g}",
        *(f"{name} {weight:.4g}" for name, weight in zip(columns(), weights, strict=True)),
        f"page_of_talk_bias {page_bias:.4g}",
        *(f"page_of_talk_{name} {weight:.4g}" for name, weight in zip(NAMES, page_weights, strict=True)),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def validated(samples: Sequence[Sample], folder: Path) -> list[list[bool]]:
    """What stays of each page by weights that have not seen its site; they are left in the folder, a file a fold."""
    kept: list[list[bool]] = [[] for _ in samples]
    for number in range(FOLDS):
        path = folder / f"{number}.txt"
        written([one for one in samples if fold(one.site) != number], path)
        weights = model.read_weights(path)
        for i, sample in enumerate(samples):
            if fold(sample.site) == number:
                kept[i] = model.stays(sample.read, weights)
    return kept


def table(samples: Sequence[Sample], kept: Sequence[list[bool]]) -> None:
    """Print what is lost and removed, by group."""
    sums: defaultdict[str, Array] = defaultdict(lambda: np.zeros(6))
    for sample, stays in zip(samples, kept, strict=True):
        keep = np.array(stays, bool)
        text, chrome = sample.labels == 1, sample.labels == 0
        size = sample.sizes
        row = np.array(
            [1, size[text].sum(), size[text & ~keep].sum(), size[chrome].sum(), size[chrome & ~keep].sum(), 0]
        )
        row[5] = row[2] > 0.05 * row[1]
        for group in ["forums"] if sample.forum else ["articles", f"  {sample.lang}"]:
            sums[group] += row
    print(f"{'':12}{'pages':>7}{'lost %':>9}{'removed %':>11}{'F1':>8}{'bad %':>8}")
    for group, (pages, text, lost, chrome, gone, bad) in sorted(
        sums.items(), key=lambda item: (item[0][0] == " ", item)
    ):
        recall = 1 - lost / max(1, text)
        precision = (text - lost) / max(1, text - lost + chrome - gone)
        f1 = 200 * recall * precision / (recall + precision) if recall + precision else 0.0
        shares = f"{100 - 100 * recall:9.2f}{100 * gone / max(1, chrome):11.1f}{f1:8.2f}{100 * bad / pages:8.1f}"
        print(f"{group:12}{pages:7.0f}{shares}")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, help="labelled pages with their HTML, JSON lines")
    parser.add_argument("--out", type=Path, help="write the weights, learned from all pages, to this file")
    parser.add_argument(
        "--folds", type=Path, metavar="FOLDER", help="keep each fold's weights, 0.txt to 4.txt, in this folder"
    )
    arguments = parser.parse_args(argv)
    samples = load(arguments.data)
    with TemporaryDirectory() as scratch:
        folder = arguments.folds or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        table(samples, validated(samples, folder))
    if arguments.out:
        written(samples, arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
