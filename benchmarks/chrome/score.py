"""Score the rules of chrome on labelled pages: text lost, chrome removed, speed.

    python benchmarks/chrome/score.py DATA.jsonl … [--rules CHR101,CHR104] [--by lang|source] [--worst N]

See README.md here for the data.  Characters are letters and digits; a line that stays whole is kept, one that is not
in the output is gone: the rules cut whole lines only.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpusclean.edits import Patch
from corpusclean.rules import chrome

RULES = {
    "CHR101": chrome.breadcrumb,
    "CHR102": chrome.credit_line,
    "CHR103": chrome.button,
    "CHR104": chrome.related_list,
    "CHR105": chrome.neighbour_link,
    "CHR106": chrome.site_notice,
    "CHR107": chrome.navigation_menu,
    "CHR108": chrome.reader_comments,
}


def pages(paths: Sequence[Path]) -> Iterator[Mapping[str, Any]]:
    """The pages of all files."""
    for path in paths:
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def group(page: Mapping[str, Any], by: str) -> list[str]:
    """The groups a page counts in; forums and shops are never articles."""
    source = page["source"]
    if "forum" in source:
        return ["forums"]
    if source.startswith("wcxb-") and source[5:] not in ("article", "documentation"):
        return ["shops, lists"]
    return ["partly labelled"] if page["gold"] == "partial" else ["articles", f"  {page[by]}"]


def weigh(text: str) -> int:
    """Letters and digits."""
    return sum(map(str.isalnum, text))


def main(argv: Sequence[str] | None = None) -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, nargs="+", help="labelled pages, JSON lines")
    parser.add_argument("--rules", default=",".join(RULES), help="codes, by comma")
    parser.add_argument("--by", default="lang", choices=["lang", "source"])
    parser.add_argument("--worst", type=int, default=0, help="list so many pages that lost most text")
    options = parser.parse_args(argv)
    rules = [RULES[code] for code in options.rules.split(",")]
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    lost: list[tuple[int, str]] = []
    spent, size = 0.0, 0
    for page in pages(options.data):
        text = "\n".join(line["text"] for line in page["lines"])
        start = time.perf_counter()
        for rule in rules:
            text = Patch.of(text, rule(text)).apply(text)
        spent += time.perf_counter() - start
        size += sum(len(line["text"].encode("utf-8", "replace")) + 1 for line in page["lines"])
        stays = Counter(text.split("\n"))
        figures: Counter[str] = Counter(pages=1)
        for line in page["lines"]:
            weight = weigh(line["text"])
            gone = stays[line["text"]] < 1
            stays[line["text"]] -= 1
            if line["label"] in ("keep", "drop"):
                figures[line["label"]] += weight
                figures[line["label"] + " gone"] += weight * gone
        figures["bad"] = figures["keep gone"] * 20 > figures["keep"] > 0
        lost.append((figures["keep gone"], page["id"]))
        for name in group(page, options.by):
            sums[name].update(figures)
    print(f"{'':24}{'pages':>7}{'lost %':>9}{'removed %':>11}{'bad %':>8}")
    for name, figures in sorted(sums.items(), key=lambda item: (item[0].startswith(" "), item[0])):
        share = 100 * figures["keep gone"] / max(1, figures["keep"])
        removed = 100 * figures["drop gone"] / max(1, figures["drop"])
        bad = 100 * figures["bad"] / figures["pages"]
        print(f"{name:24}{figures['pages']:7}{share:9.2f}{removed:11.1f}{bad:8.2f}")
    print(f"{size / 1e6:.1f} MB at {size / 1e6 / spent:.1f} MB/s")
    for amount, name in sorted(lost, reverse=True)[: options.worst]:
        print(f"  {amount:6} lost  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
