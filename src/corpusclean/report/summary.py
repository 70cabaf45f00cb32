"""The table at the end of a run."""

from collections.abc import Iterator, Mapping

from corpusclean import registry
from corpusclean.report.tally import Tally

__all__ = ["lines"]


def lines(tally: Tally, reused: int = 0) -> Iterator[str]:
    """The rows of the table; ``reused`` documents had been cleaned by an earlier run."""
    dropped = sum(tally.dropped.values())
    yield f"documents   {tally.read:,} read, {tally.kept:,} kept, {dropped:,} dropped, {tally.failed:,} failed"
    if reused:
        yield f"            {reused:,} of them cleaned by an earlier run"
    if tally.left_alone:
        count = sum(tally.left_alone.values())
        kinds = ", ".join(tally.left_alone)
        yield f"            {count:,} other {'file' if count == 1 else 'files'} left alone: {kinds}"
    yield f"characters  {tally.characters_read:,} read, {tally.characters_kept:,} kept"
    if set(tally.encodings) - {"utf-8"}:
        order = sorted(tally.encodings.items(), key=lambda item: (-item[1], item[0]))
        yield f"encodings   {', '.join(f'{count:,} {name}' for name, count in order)}"
    for title, counts in (("edits", tally.edits), ("flags", tally.flags), ("dropped by", tally.dropped)):
        yield from _table(title, counts)


def _table(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    order = [rule.code for rule in registry.all_rules()]
    names = {rule.code: rule.name for rule in registry.all_rules()}
    for number, code in enumerate(sorted(counts, key=lambda code: (order.index(code) if code in order else -1, code))):
        yield f"{'' if number else title:10}  {code:6} {counts[code]:8,}  {names.get(code, '')}".rstrip()
