"""Train the line model of the chrome rules, and measure it by five-fold cross-validation over sites.

    python benchmarks/chrome/train.py FOLDER [--clean CLEAN.jsonl …] [--folds FOLDER] [--write]

FOLDER holds the development pages as lines (see README.md): ``chrome-main-dev``, ``chrome-full-dev`` and
``chrome-main-wcxb-dev``, each ``.jsonl`` or ``.jsonl.gz``.  ``--clean`` are texts without chrome of other kinds
(``make_texts.py`` builds them): every line of them is to be kept.  ``--folds`` writes the weights of each fold, with
which ``measure.py`` cross-validates whole rules; ``--write`` writes the weights that are shipped, trained on all.

Logistic regression over the cells of `corpusclean.rules.chrome.cells`, fitted by L-BFGS with a ridge, twice: the
second pass sees what the first, trained without the site in question, said of the lines around.  A line weighs the
root of its letters over the root of the lines of its page.  WCXB's articles and the Chinese set are never trained on.
No chance is involved: the same data give the same weights but for the last bits of the sums, which rounding hides.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpusclean.rules.chrome.around import Ints, Page
from corpusclean.rules.chrome.cells import AGAIN, AROUND, OFFSETS, OWN, TOTAL
from corpusclean.rules.chrome.lines import BULLETS
from corpusclean.rules.chrome.model import SETTINGS, Weights
from corpusclean.rules.chrome.model_cuts import furniture_spans, page_of
from corpusclean.rules.chrome.plan import plan, spans
from corpusclean.rules.chrome.words import KINDS

FOLDS = 5
RIDGE = 3.0
#: What forums weigh, the pages without their chrome, WCXB's pages that are no articles, and texts of other kinds.
FORUM, BARE, OTHER, CLEAN, MIXED, CHINESE = 0.3, 0.4, 1.0, 0.1, 0.25, 3.0
#: So many texts are set into each page, one at a time.
MIXES = 2
#: Of a text that is to stay as a whole, at most about twice so many lines are learnt from.
ROWS = 50
#: Cells of the first pass.
FIRST = OFFSETS[len(OWN) + len(AROUND)]
WEIGHTS = Path(__file__).parents[2] / "src/corpusclean/rules/chrome/data/weights.txt"
Floats = NDArray[np.float64]
Cells = NDArray[np.int16]


class Sample(NamedTuple):
    """A page to learn from: its fold, the page, the cells of the first pass, labels (1 text, 0 chrome) and weights."""

    fold: int
    page: Page
    cells: Cells
    labels: NDArray[np.int8]
    weights: Floats


def pages(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The pages of a file of the folder."""
    path = folder / f"{name}.jsonl"
    packed = not path.exists()
    with gzip.open(f"{path}.gz", "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def fold_of(site: str) -> int:
    """The fold in which a site is held out."""
    return int(hashlib.sha1(site.encode()).hexdigest()[:8], 16) % FOLDS


def rows(page: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Text and label of each line; what some software takes for a line end inside a line is a blank.

    The last title above the text is text too, though the truth leaves it out.
    """
    lines = [(" ".join(line["text"].splitlines()), line["label"]) for line in page["lines"]]
    first = next((i for i, (text, label) in enumerate(lines) if label == "keep" and len(text) > 30), 0)
    titles = [i for i in range(first) if page["lines"][i].get("why") == "title" and 7 < len(lines[i][0].strip()) < 150]
    if titles and lines[titles[-1]][0].strip()[0] not in BULLETS:
        lines[titles[-1]] = (lines[titles[-1]][0], "keep")
    return lines


def sample(site: str, lines: Sequence[tuple[str, str]], worth: float) -> Sample | None:
    """What is to be learnt from these lines."""
    found = plan("\n".join(text for text, _ in lines))
    page = page_of(found)
    labels = np.array([{"keep": 1, "drop": 0}.get(lines[i][1], -1) for i in page.at], dtype=np.int8)
    if not (labels >= 0).any():
        return None
    if (labels == 1).all():  # so many lines of a long text say as much as all
        labels[np.arange(len(labels)) % (1 + len(labels) // ROWS) > 0] = -1
    letters = np.array([max(1, sum(map(str.isalnum, lines[i][0]))) for i in page.at], dtype=np.float64)
    weights = np.where(labels >= 0, np.sqrt(letters) / np.sqrt((labels >= 0).sum()), 0.0) * worth
    return Sample(fold_of(site), page, page.cells.astype(np.int16), labels, weights)


def samples(folder: Path, clean: Sequence[Mapping[str, str]]) -> Iterator[Sample | None]:
    """All that is learnt from: pages; the same without their chrome, as text; texts of other kinds."""
    for name in ("chrome-main-dev", "chrome-full-dev", "chrome-main-wcxb-dev"):
        for page in pages(folder, name):
            lines, source, site = rows(page), page["source"], page["site"]
            if source in ("wcxb-article", "cwced"):
                continue
            worth = OTHER if source.startswith("wcxb-") else FORUM if "forum" in source else 1.0
            worth *= CHINESE if page["lang"] == "zh" else 1.0
            yield sample(site, lines, worth)
            if page["gold"] != "partial":
                kept = [line for line in lines if line[1] != "drop"]
                if sum(len(text) for text, label in kept if label == "keep") > 300:
                    yield sample(site, kept, worth * BARE)
                gone = {
                    i for cut in plan("\n".join(text for text, _ in lines)).cuts for i in range(cut.first, cut.last + 1)
                }
                if gone:
                    yield sample(site, [line for i, line in enumerate(lines) if i not in gone], worth * BARE)
    for text in clean:
        yield sample(text["id"], [(line, "keep") for line in text["text"].splitlines()], CLEAN)
    yield from mixed(folder, clean)


def mixed(folder: Path, clean: Sequence[Mapping[str, str]]) -> Iterator[Sample | None]:
    """Pages with a text of another kind set into them, before, inside or behind the article: a poem, a table, a log.

    Which text goes where is decided by hashes, so that the same data give the same pages.
    """
    by_lang: dict[str, list[Mapping[str, str]]] = {}
    for text in clean:
        if len(text["text"]) < 20_000 or text["text"].count("\n") > 20:
            by_lang.setdefault(text["lang"], []).append(text)
    for name in ("chrome-main-dev", "chrome-full-dev"):
        for page in pages(folder, name):
            lines, pool = rows(page), by_lang.get(page["lang"], by_lang.get("en", []))
            kept = [i for i, (_, label) in enumerate(lines) if label == "keep"]
            if page["gold"] == "partial" or not kept or not pool or "forum" in page["source"]:
                continue
            for turn in range(MIXES):
                number = int(hashlib.sha1(f"{name}{page['id']}{turn}".encode()).hexdigest()[:12], 16)
                text = pool[number % len(pool)]["text"].splitlines()
                start = number // 7 % max(1, len(text) - 60)
                piece = [("", "blank"), *((line, "keep") for line in text[start : start + 60]), ("", "blank")]
                at = (kept[0], kept[-1] + 1, kept[number // 3 % len(kept)] + 1)[number % 3]
                yield sample(page["site"], [*lines[:at], *piece, *lines[at:]], MIXED)


def fit(chosen: Sequence[tuple[Cells, NDArray[np.int8], Floats]], total: int) -> Floats:
    """The weights of ``total`` cells, the constant behind them."""
    cells = np.concatenate([one for one, _, _ in chosen])
    labels = np.concatenate([one for _, one, _ in chosen])
    worth = np.concatenate([one for _, _, one in chosen])
    used = worth > 0
    cells, labels, worth = cells[used].astype(np.intp), labels[used], worth[used]
    worth = worth * (len(worth) / worth.sum())
    sign = np.where(labels > 0, 1.0, -1.0)
    flat, width = cells.ravel(), cells.shape[1]

    def loss(at: Floats) -> tuple[float, Floats]:
        margin = sign * (at[cells].sum(1) + at[-1])
        pull = -worth * sign / (1 + np.exp(np.clip(margin, -50, 50)))
        slope = np.bincount(flat, weights=np.repeat(pull, width), minlength=total + 1)
        slope[-1] = pull.sum()
        slope[:-1] += RIDGE * at[:-1]
        return float((worth * np.logaddexp(0, -margin)).sum() + 0.5 * RIDGE * (at[:-1] ** 2).sum()), slope

    return descend(loss, np.zeros(total + 1))


def descend(loss: Any, at: Floats, steps: int = 100, memory: int = 10) -> Floats:
    """The least loss, by L-BFGS."""
    moves: list[tuple[Floats, Floats]] = []
    value, slope = loss(at)
    for _ in range(steps):
        way, shares = slope.copy(), []
        for move, change in reversed(moves):
            share = move @ way / (change @ move)
            shares.append(share)
            way -= share * change
        way *= (
            moves[-1][0] @ moves[-1][1] / (moves[-1][1] @ moves[-1][1]) if moves else 1 / max(1, np.linalg.norm(slope))
        )
        for (move, change), share in zip(moves, reversed(shares), strict=True):
            way += move * (share - change @ way / (change @ move))
        size, steep = 1.0, -(slope @ way)
        while True:
            after, turned = loss(at - size * way)
            if after <= value + 1e-4 * size * steep or size < 1e-6:
                break
            size /= 2
        move, change = -size * way, turned - slope
        if move @ change > 1e-10:
            moves = [*moves[-memory + 1 :], (move, change)]
        at = at + move
        if abs(value - after) < 1e-6 * abs(value):
            break
        value, slope = after, turned
    return at


def train(found: Sequence[Sample]) -> tuple[list[Weights], Weights]:
    """The weights of each fold, and those of all pages."""

    def choose(which: Sequence[Cells], fold: int) -> list[tuple[Cells, NDArray[np.int8], Floats]]:
        return [(cells, one.labels, one.weights) for cells, one in zip(which, found, strict=True) if one.fold != fold]

    early = [one.cells for one in found]
    firsts = [fit(choose(early, fold), FIRST) for fold in range(FOLDS)]
    late = []
    for one in found:
        first = rounded(firsts[one.fold])
        again = one.page.again(first[one.cells].sum(1) + first[-1])
        late.append(np.concatenate([one.cells, again.astype(np.int16)], axis=1))
    seconds = [fit(choose(late, fold), TOTAL) for fold in range(FOLDS)]
    folds = [Weights(rounded(one), rounded(other)) for one, other in zip(firsts, seconds, strict=True)]
    return folds, Weights(rounded(fit(choose(early, -1), FIRST)), rounded(fit(choose(late, -1), TOTAL)))


def rounded(weights: Floats) -> Ints:
    """In hundredths."""
    return np.rint(weights * 100).astype(np.int64)


def written(weights: Weights) -> str:
    """The weights as the data file holds them."""
    out = [
        "# The weights of the line model, in hundredths: log-odds that a line is text, for each cell of each property.",
        "# Made by benchmarks/chrome/train.py: do not edit.",
    ]
    for name, table, properties in (
        ("first", weights.first, (*OWN, *AROUND)),
        ("second", weights.second, (*OWN, *AROUND, *AGAIN)),
    ):
        out += ["", f"[{name}]"]
        for one, start in zip(properties, OFFSETS, strict=False):
            out.append(f"{one.name}: " + " ".join(map(str, table[start : start + one.size])))
        out.append(f"constant: {table[-1]}")
    return "\n".join(out) + "\n"


def gone_lines(text: str, setting: Any, table: Weights) -> list[bool]:
    """For each line whether the rules take it, all together."""
    cuts = [span for kind in KINDS for span in spans(text, kind)]
    cuts += furniture_spans(text, setting, table)
    lines, taken = plan(text).lines, sorted(cut[:2] for cut in cuts)
    return [any(start <= line.start < end for start, end in taken) for line in lines]


def group(page: Mapping[str, Any]) -> str:
    """The group a page counts in."""
    source, lang = page["source"], page["lang"]
    if source.startswith("wcxb-"):
        return source[5:] if source[5:] in ("article", "documentation", "forum") else "shops"
    if source == "cwced" or "forum" in source:
        return "cwced" if source == "cwced" else "forum"
    return "partial" if page["gold"] == "partial" else lang if lang in ("zh", "en") else "others"


def report(folder: Path, folds: Sequence[Weights]) -> None:
    """Lost and removed by group and setting, each page by the weights of the fold in which its site is held out."""
    for setting in SETTINGS:
        for name in ("chrome-main-dev", "chrome-full-dev", "chrome-main-wcxb-dev"):
            sums: dict[str, NDArray[np.float64]] = {}
            for page in pages(folder, name):
                lines = [(text, line["label"]) for (text, _), line in zip(rows(page), page["lines"], strict=True)]
                text = "\n".join(one for one, _ in lines)
                gone = gone_lines(text, setting, folds[fold_of(page["site"])])
                gone += [False] * (len(lines) - len(gone))
                count = np.zeros(4)
                for (one, label), going in zip(lines, gone, strict=True):
                    if label in ("keep", "drop"):
                        letters = sum(map(str.isalnum, one))
                        at = 0 if label == "keep" else 2
                        count[at] += letters
                        count[at + 1] += letters * going
                bad = count[1] > 0.05 * count[0]
                worst = count[1] / count[0] if count[0] > 2000 else 0.0
                one_sum = sums.setdefault(group(page), np.zeros(7))
                one_sum[:6] += [*count, 1, bad]
                one_sum[6] = max(one_sum[6], worst)
            for key, (kept, lost, chrome, removed, number, bad, worst) in sorted(sums.items()):
                print(
                    f"{setting:9}{name[7:-4]:10}{key:14}{int(number):5} pages, lost {100 * lost / max(1, kept):5.2f}, "
                    f"removed {100 * removed / max(1, chrome):5.1f}, bad {100 * bad / number:4.1f}, "
                    f"worst {100 * worst:3.0f}"
                )


def report_clean(check: Sequence[Mapping[str, str]], table: Weights) -> None:
    """What the model takes from texts without chrome that it has not seen, by kind."""
    for setting in SETTINGS:
        sums: dict[str, Counter[str]] = {}
        for text in check:
            lost = sum(end - start for start, end, _ in furniture_spans(text["text"], setting, table))
            for kind in ("all", text["kind"]):
                sums.setdefault(kind, Counter()).update(texts=1, changed=lost > 0, size=len(text["text"]), lost=lost)
        for kind, count in sorted(sums.items(), key=lambda item: -item[1]["lost"])[:20]:
            print(
                f"{setting:9}clean {kind:24}{count['texts']:6} texts, {count['changed']:4} changed, "
                f"{1e6 * count['lost'] / count['size']:8.1f} characters lost in a million"
            )


def main(argv: Sequence[str] | None = None) -> int:
    """Train, report, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clean", type=Path, nargs="*", default=[], help="texts without chrome to learn from")
    parser.add_argument("--check", type=Path, nargs="*", default=[], help="texts without chrome to measure on")
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(argv)
    clean, check = (
        [json.loads(row) for path in paths for row in path.read_text("utf-8").split("\n") if row]
        for paths in (options.clean, options.check)
    )
    found = [one for one in samples(options.folder, clean) if one]
    print(f"{len(found)} samples, {sum(int((one.weights > 0).sum()) for one in found)} lines", file=sys.stderr)
    folds, whole = train(found)
    if options.folds:
        options.folds.mkdir(parents=True, exist_ok=True)
        for number, weights in enumerate(folds):
            (options.folds / f"{number}.txt").write_text(written(weights), encoding="utf-8")
    if options.write:
        WEIGHTS.write_text(written(whole), encoding="utf-8")
    report(options.folder, folds)
    report_clean(check, whole)
    return 0


if __name__ == "__main__":
    sys.exit(main())
