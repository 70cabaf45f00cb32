"""What the rules take from clean documents of every kind: text that has no chrome.

    python benchmarks/chrome/clean_text.py CLEAN.jsonl … [--rules CHR] [--more module:filter] [--show N] [--worst KIND]

Whatever goes is an error, so each cut is worth reading: ``--show`` prints it with the lines around it.

The documents are JSON lines with ``id``, ``kind``, ``lang`` and ``text``; ``make_texts.py`` makes them.
"""

import argparse
import importlib
import itertools
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

_COLUMNS = (("documents", 9), ("changed", 7), ("all", 10), ("lost", 8))


class Loss(NamedTuple):
    """One cut: the rule, its evidence, and where it stands."""

    rule: str
    why: str
    start: int
    end: int


def losses(text: str, pipeline: Any) -> list[Loss]:
    """What the rules take from a text."""
    from corpusclean.document import Document, Source
    from corpusclean.pipeline import findings

    found = findings(pipeline.run(Document.of(Source.of(text))))
    return [Loss(one.rule, one.note, one.start, one.end) for one in found if one.applied]


def rules(codes: Sequence[str], more: Sequence[str]) -> Any:
    """A pipeline of the safe rules with these codes or prefixes, and of filters that stand in no table yet."""
    from corpusclean import registry
    from corpusclean.pipeline import Pipeline
    from corpusclean.rule import Rule

    extra = []
    for n, name in enumerate(more):
        module, _, filter_ = name.partition(":")
        extra.append(Rule(f"CHR{190 + n}", getattr(importlib.import_module(module), filter_)))
    chosen = [rule for rule in registry.select(codes, ()) if rule.safe] if codes else []
    return Pipeline.from_rules([*chosen, *extra])


def show(document: Mapping[str, str], loss: Loss, lines: int = 2) -> str:
    """A cut with the lines around it, as a difference shows it."""
    text = document["text"]
    before = [line for line in text[max(0, loss.start - 600) : loss.start].splitlines() if line.strip()][-lines:]
    after = [line for line in text[loss.end : loss.end + 600].splitlines() if line.strip()][:lines]
    gone = [line for line in text[loss.start : loss.end].splitlines() if line.strip()]
    gone = gone if len(gone) < 9 else [*gone[:5], f"… {len(gone) - 8} lines …", *gone[-3:]]
    marked = [*(f"  {line}" for line in before), *(f"- {line}" for line in gone), *(f"  {line}" for line in after)]
    head = f"{loss.rule} {document['kind']} {document['lang']} {document['id']}: {loss.why}"
    return "\n".join([head, *(line[:160] for line in marked), ""])


def main(argv: Sequence[str] | None = None) -> int:
    """Print cuts and a table of what goes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", type=Path, nargs="+", help="clean documents")
    parser.add_argument("--rules", default="CHR", help="codes or prefixes, by comma")
    parser.add_argument("--more", action="append", default=[], help="a filter as module:function; may be repeated")
    parser.add_argument("--show", type=int, default=0, help="print so many cuts")
    parser.add_argument("--worst", default="", help="show cuts of this kind of document only")
    parser.add_argument("--every", type=int, default=1, help="read one document in so many")
    given = parser.parse_args(argv)
    pipeline = rules([code for code in given.rules.split(",") if code], given.more)
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    shown: list[str] = []
    for path in given.paths:
        with path.open(encoding="utf-8") as file:
            for line in itertools.islice(file, 0, None, given.every):
                document = json.loads(line)
                found = losses(document["text"], pipeline)
                lost = sum(loss.end - loss.start for loss in found)
                for group in (("all", ""), ("kind", document["kind"]), ("lang", document["lang"])):
                    counts[group].update(documents=1, changed=bool(found), all=len(document["text"]), lost=lost)
                for loss in found:
                    counts["rule", loss.rule].update(documents=1, changed=1, lost=loss.end - loss.start)
                    if not given.worst or given.worst == document["kind"]:
                        shown.append(show(document, loss))
    print("\n".join(shown[: given.show]))
    print(f"{'':24} documents changed characters     lost per million")
    for (by, name), count in sorted(counts.items()):
        if by in ("all", "lang", "rule") or count["changed"]:
            share = f"{1e6 * count['lost'] / count['all']:8.1f}" if count["all"] else ""
            row = " ".join(f"{count[key]:{width}}" for key, width in _COLUMNS)
            print(f"{by} {name:19} {row} {share}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
