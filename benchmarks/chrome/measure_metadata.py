"""What the rules of credits read from pages: how often, how right the titles and dates are, and samples to judge.

    python measure_metadata.py main-dev.jsonl                          fields found, titles by source
    python measure_metadata.py main-dev.jsonl --html html-dev.jsonl    the same, against the tags of the pages' HTML
    python measure_metadata.py main-dev.jsonl --sample 150 --seed 7    fields with their lines, to be read by a person

The pages are those of `measure.py`.  A title is right where the truth calls the line one; "other chrome" is wrong, and
what the truth leaves open ("in part", "twice") is mostly the title too, so read a sample of it.
"""

import argparse
import html
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpusclean.edits import Field
from corpusclean.rules import credits

RULES = (credits.title_line, credits.credit_fields, credits.head_date, credits.rights_fields)
TRUTH = {"published": ("article:published_time", "datepublished", "pubdate"), "author": ("author",)}


def pages(path: Path) -> Iterator[dict[str, Any]]:
    """The pages of a file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def text_of(page: dict[str, Any]) -> str:
    """A page as text."""
    return "\n".join(line["text"] for line in page["lines"]) + "\n"


def metadata(text: str) -> dict[str, Field]:
    """The fields, the first one of each name."""
    found: dict[str, Field] = {}
    for rule in RULES:
        for field in rule(text):
            found.setdefault(field.name, field)
    return found


def key(value: str) -> str:
    """What is compared: letters and digits."""
    return re.sub(r"[\W_]+", "", value).lower()


def tags(page: str) -> dict[str, str]:
    """The names and contents of the meta elements, and the title."""
    found: dict[str, str] = {}
    for element in re.findall(r"<meta\s([^>]{0,2000})>", page[:400_000], re.IGNORECASE):
        pairs = re.findall(r"([\w:.-]+)\s*=\s*([\"'])(.*?)\2", element, re.DOTALL)
        said = {name.lower(): value for name, _, value in pairs}
        name = (said.get("property") or said.get("name") or said.get("itemprop") or "").lower()
        if name and said.get("content"):
            found.setdefault(name, html.unescape(said["content"]).strip())
    title = re.search(r"<title[^>]*>(.*?)</title>", page, re.DOTALL | re.IGNORECASE)
    found["<title>"] = html.unescape(title[1]).strip() if title else ""
    return found


def label(page: dict[str, Any], title: str) -> str:
    """What the truth calls the line of a title."""
    for line in page["lines"]:
        if line["text"].strip() == title:
            kind: str = line["label"]
            return {"drop": "other chrome", "ambiguous": line.get("why", "")}.get(kind, kind)
    return "no line"


def compare(told: list[tuple[dict[str, Any], dict[str, Field]]], path: Path) -> None:
    """Fields beside the tags of the same pages."""
    truth = {page["id"]: tags(page["html"]) for page in pages(path)}
    table: Counter[tuple[str, str]] = Counter()
    for page, found in told:
        said = truth.get(page["id"])
        if said is None:
            continue
        for name, value in [(name, found[name].value) for name in ("title", *TRUTH) if name in found]:
            forms = [said.get(form, "") for form in (("og:title", "<title>") if name == "title" else TRUTH[name])]
            if not any(forms):
                table[name, "no tag"] += 1
            elif name == "published":
                table[name, "as the tag" if any(form[:10] == value[:10] for form in forms) else "not as the tag"] += 1
            else:
                same = any(form and (key(value) in key(form) or key(form) in key(value)) for form in forms)
                table[name, "as the tag" if same else "not as the tag"] += 1
    for (name, kind), count in sorted(table.items()):
        print(f"{name:12}{kind:20}{count:6}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--html", type=Path, help="the same pages with their HTML")
    parser.add_argument("--sample", type=int, default=0, help="so many pages with all their fields")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    read = [(page, text_of(page)) for page in pages(options.pages)]
    start = time.process_time()
    told = [(page, metadata(text)) for page, text in read]
    spent = time.process_time() - start
    if options.sample:
        for page, found in random.Random(options.seed).sample(told, min(options.sample, len(told))):
            text = text_of(page)
            for field in found.values():
                line = text[text.rfind("\n", 0, field.start) + 1 : text.find("\n", field.end)].strip()
                print(page["lang"], page["source"], field.name, repr(field.value[:80]), "in", repr(line[:120]))
        return
    size = sum(len(text.encode()) for _, text in read)
    print(f"{len(told)} pages, {size / 1e6:.1f} MB, {size / 1e6 / spent:.1f} MB/s")
    for name, count in Counter(name for _, found in told for name in found).most_common():
        print(f"{name:12}{count:6}")
    table = Counter((page["source"], label(page, f["title"].value)) for page, f in told if "title" in f)
    for (source, kind), count in sorted(table.items()):
        print(f"title  {source:24}{kind:16}{count:6}")
    if options.html:
        compare(told, options.html)


if __name__ == "__main__":
    main()
