"""The table of ``--profile``: what a run spent its time on."""

from collections.abc import Iterator

from corpusclean import registry
from corpusclean.profile import Profile

__all__ = ["lines"]

#: What a run does besides rules, by the names that a profile has for it.
NAMES = {
    "gate": "which rules a text concerns",
    "edits": "making edits",
    "read": "finding and reading documents",
    "decode": "bytes to text",
    "record": "running rules, and what the record says",
    "shard": "keeping what was cleaned",
    "rounds": "bringing together what documents say",
    "write": "writing the output",
}
#: Rows of less than this share of the run are told together.
LEAST = 0.002


def lines(profile: Profile, seconds: float, processes: int = 1) -> Iterator[str]:
    """The rows of the table, the most expensive first.

    ``seconds`` is what the clock says of the whole run, in which ``processes`` worked at a time.  What no row accounts
    for is a row of its own, so that the rows add up to the run.
    """
    whole = seconds * processes
    names = {rule.code: rule.name for rule in registry.all_rules()} | NAMES
    rows = [
        (cost.seconds, f"{cost.runs:,}", f"{cost.edits:,}" if name in names and name not in NAMES else "", name)
        for name, cost in profile.costs.items()
    ]
    told = [row for row in rows if row[0] >= whole * LEAST]
    few = [row for row in rows if row[0] < whole * LEAST]
    if few:
        told.append((sum(row[0] for row in few), "", "", f"{len(few)} others"))
    rest = "the rest, and waiting for each other" if processes > 1 else "the rest"
    told.append((whole - sum(row[0] for row in told), "", "", rest))
    yield f"{'seconds':>9} {'share':>6} {'runs':>11} {'edits':>9}"
    for spent, runs, edits, name in sorted(told, key=lambda row: (-row[0], row[3])):
        title = f"{name}  {names[name]}" if name in names else name
        yield f"{spent:9.2f} {spent / whole if whole else 0:6.1%} {runs:>11} {edits:>9}  {title}"
    of = f"{processes} processes for {seconds:.2f} seconds" if processes > 1 else "the run"
    yield f"{whole:9.2f} {1:6.1%} {'':>11} {'':>9}  {of}"
