"""Lines that recur on a site: what they add to the chrome removed and to the text lost, on labelled pages and folders.

    python benchmarks/corpus/boilerplate.py DATA [--weights FOLDS] [--worst N] [--show N] [--clean PATH ...]

DATA holds the labelled pages of ``benchmarks/chrome`` (its README says where they come from); the site of a page is the
one its row names.  Each set is measured with BPL101 alone, with the rules of chrome alone, and with BPL101 behind them.
The weights of CHR109 that are shipped were learnt on these very pages: ``--weights`` takes those that
``chrome/train.py --folds`` writes, and cleans each page with weights learnt without its site.  ``--clean`` are folders
of text without furniture, such as the manual pages of a language, or the rows of ``chrome/make_texts.py``: what BPL201,
and BPL101 with the folder as the host, take of each million characters.  Shares are in percent of letters and digits
of labelled lines.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "chrome"))

from folds import cleaners
from labels import ARTICLES, FORUMS, MANUALS, PARTLY, SHOPS, WCXB, WCXB_FORUMS, Page, read
from scoring import Row, figures, score

import corpusclean
from corpusclean.document import Document, Place, Source
from corpusclean.edits import Edit, Field, Patch
from corpusclean.rule import CorpusFilter
from corpusclean.rules.boilerplate import RecurringFolderLine, RecurringLine
from corpusclean.testing import play

#: The sets, each with its file.
SETS = {"main": "main", "full": "full", "WCXB": "main-wcxb"}
#: The pages of a table: all, those of some kinds, or of a language.
KINDS = {
    "articles": (*ARTICLES, PARTLY, WCXB),
    "forums": (FORUMS, WCXB_FORUMS),
    "documentation": (MANUALS,),
    "shops, services, lists": (SHOPS,),
}
SITES = (2, 3)
#: A large folder is measured by its first files.
FILES = 2000

Ways = dict[str, list[str]]


def documents(pages: Sequence[Page], texts: Sequence[str]) -> list[Document]:
    """Pages as documents, each with an address on its site."""
    return [
        Document.of(Source.of(text), page.id).marked([Field(0, 0, "url", f"https://{page.site}/{page.id}")])
        for page, text in zip(pages, texts, strict=True)
    ]


def applied(filter_: CorpusFilter, corpus: Sequence[Document]) -> tuple[list[str], list[list[Edit]]]:
    """The texts that a rule leaves, and its edits."""
    found = [[item for item in items if isinstance(item, Edit)] for items in play(filter_, corpus)]
    pairs = zip(corpus, found, strict=True)
    return [Patch.of(document.text, edits).apply(document.text) for document, edits in pairs], found


def chrome(weights: Path | None) -> Callable[[Page], str]:
    """The rules of chrome, with the weights that are shipped or with those of a page's fold."""
    if weights is None:
        return lambda page: corpusclean.clean(page.text, select=["CHR"])
    by_fold = cleaners("safe", weights, tags=False)
    return lambda page: by_fold(page.fold or 0)(page.text)


def rows(pages: Sequence[Page], texts: Sequence[str]) -> list[Row]:
    """The scores of some pages."""
    return [score(page.id, page.lines, text) for page, text in zip(pages, texts, strict=True)]


def table(title: str, pages: Sequence[Page], scored: dict[str, list[Row]], wanted: Callable[[Page], bool]) -> None:
    """Print one row: lost and removed of each way, and what BPL101 adds to chrome."""
    chosen = [number for number, page in enumerate(pages) if wanted(page)]
    if not chosen:
        return
    found = {way: figures(one[number] for number in chosen) for way, one in scored.items()}
    cells = [f"{one.lost:.3f} / {one.removed:.1f} ({one.mean_removed:.1f})" for one in found.values()]
    before, after = found["CHR"], found["CHR, then BPL101"]
    added = f"{after.lost - before.lost:+.3f} / {after.removed - before.removed:+.1f}"
    mean = f"({after.mean_removed - before.mean_removed:+.1f})"
    print(f"| {title} | {len(chosen)} | " + " | ".join([*cells, f"{added} {mean}"]) + " |")


def measure(name: str, pages: Sequence[Page], clean: Callable[[Page], str], options: argparse.Namespace) -> None:
    """Print the tables of a set."""
    raw = [page.text for page in pages]
    cleaned = [clean(page) for page in pages]
    alone, first = applied(RecurringLine(), documents(pages, raw))
    after, second = applied(RecurringLine(), documents(pages, cleaned))
    again = sum(map(bool, applied(RecurringLine(), documents(pages, after))[1]))
    texts: Ways = {"BPL101": alone, "CHR": cleaned, "CHR, then BPL101": after}
    scored = {way: rows(pages, one) for way, one in texts.items()}
    sizes = Counter(page.site for page in pages)
    print(f"\n## {name}\n\nlost / removed (mean over pages)\n")
    print(f"| | pages | {' | '.join(texts)} | added |\n|---|---|---|---|---|---|")
    table("all", pages, scored, lambda page: True)
    for least in SITES:
        table(f"sites with {least} pages or more", pages, scored, lambda page, n=least: sizes[page.site] >= n)
    for title, kinds in KINDS.items():
        table(
            f"{title}, sites with 2 or more",
            pages,
            scored,
            lambda page, kinds=kinds: page.group in kinds and sizes[page.site] > 1,
        )
    for language, _ in Counter(page.language for page in pages if sizes[page.site] > 1).most_common():
        table(
            f"{language}, sites with 2 or more",
            pages,
            scored,
            lambda page, language=language: page.language == language and sizes[page.site] > 1,
        )
    print(f"\na second run changes {again} of {len(pages)} pages")
    order = sorted(range(len(pages)), key=lambda n: scored["CHR, then BPL101"][n].kept - scored["CHR"][n].kept)
    for number in order[: options.worst]:
        lost = scored["CHR"][number].kept - scored["CHR, then BPL101"][number].kept
        if lost > 0:
            print(f"{lost:6.0f} lost  {pages[number].id}  {pages[number].site}")
    shown = 0
    for page, text, edits in (*zip(pages, raw, first, strict=True), *zip(pages, cleaned, second, strict=True)):
        for edit in edits:
            shown += 1
            if shown % 40 == 1 and shown <= 40 * options.show:
                print(f"  {page.site}, {edit.note}: {text[edit.start : edit.end]!r:.300}")


def files_of(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Kind, path and text of the files of a folder; all are of one kind."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    for path in paths[:FILES]:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if b"\0" not in raw and raw:
            yield folder.name, str(path.relative_to(folder)), raw.decode("utf-8", "replace")


def texts_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """Kind, path and text of the rows that ``chrome/make_texts.py`` makes; a package is a folder."""
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield row["kind"], f"{row['id'].partition('/')[0]}/{row['id']}".replace("#", "/"), row["text"]


def clean_texts(name: str, texts: Sequence[tuple[str, str, str]], worst: int) -> None:
    """Print what is taken of texts without furniture, by kind."""
    hosts, plain = [], []
    for _, path, text in texts:
        package = path.partition("/")[0] if "/" in path else "top"
        address = f"https://{package.replace('_', '-').lower()}.example/"
        plain.append(Document.of(Source.of(text), path, place=Place(path=f"{package}/{path.replace('/', ' ')}")))
        hosts.append(Document.of(Source.of(text), path).marked([Field(0, 0, "url", address)]))
    gone: dict[str, list[int]] = {}
    examples: list[tuple[int, str, str]] = []
    for way, (filter_, corpus) in enumerate(((RecurringLine(), hosts), (RecurringFolderLine(), plain))):
        for (kind, path, text), edits in zip(texts, applied(filter_, corpus)[1], strict=True):
            row = gone.setdefault(kind, [0, 0, 0, 0])
            row[way] += sum(edit.end - edit.start for edit in edits)
            if not way:
                row[2] += 1
                row[3] += len(text)
                examples += [(edit.end - edit.start, f"{kind}, {path}", text[edit.start : edit.end]) for edit in edits]
    total = [sum(row[column] for row in gone.values()) for column in range(4)]
    print(f"\n## {name}: characters of a million\n")
    print("| | texts | BPL101, the folder as host | BPL201 |\n|---|---|---|---|")
    for kind, (one, other, count, size) in [*sorted(gone.items()), ("all", total)]:
        if one or other or kind == "all":
            print(f"| {kind} | {count:,} | {1e6 * one / size:,.0f} | {1e6 * other / size:,.0f} |")
    for length, where, text in sorted(examples, reverse=True)[:worst]:
        print(f"{length:7,} {where}: {text!r:.300}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, metavar="FOLDS", help="weights by chrome/train.py --folds")
    parser.add_argument("--sets", nargs="*", choices=SETS, default=list(SETS))
    parser.add_argument("--worst", type=int, default=5, help="so many pages and folders that lost most")
    parser.add_argument("--show", type=int, default=0, help="so many examples of what goes")
    parser.add_argument("--clean", nargs="*", type=Path, default=[], help="folders or rows of texts without furniture")
    options = parser.parse_args()
    clean = chrome(options.weights)
    said = "those of each page's fold" if options.weights else "as shipped: learnt on these very pages"
    print(f"weights of CHR109: {said}")
    for name in options.sets:
        pages = list(read(options.data / f"{SETS[name]}-dev.jsonl"))
        measure(name, pages, clean, options)
    for path in options.clean:
        texts = list(files_of(path) if path.is_dir() else texts_of(path))
        clean_texts(path.name, texts, options.worst)


if __name__ == "__main__":
    main()
