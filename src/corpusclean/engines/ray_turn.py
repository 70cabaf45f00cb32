"""One round of one corpus rule as a Ray data set: facts, grouped by key, then answers, grouped by shard.

The groups of keys are ranges of their first bits, since a call a key would cost more than all else.  Neither their
number nor that of blocks changes what comes out.
"""

import itertools
import pickle
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from corpusclean.engines.asking import Ask, Part, Spoken, told
from corpusclean.engines.corpus import Turn
from corpusclean.engines.ray_worker import Home
from corpusclean.errors import CorpuscleanError, RuleError
from corpusclean.rule import Fact

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["turn"]

#: Shards to a block: some 64 documents of 30 facts each, of 60 bytes, are 8 MB a block.
PARTS = 64
#: Blocks at most: a sort makes as many pieces of each block as there are blocks.
BLOCKS = 1024
#: Shards to a group of keys, on average: some 60,000 facts, which are sorted in .1 s.
GROUP = 32
#: A document is a number: the shard above, the ordinal below.
SHIFT = 32
#: The shard that errors are told by.
ERROR = -1


def turn(home: Home, turn: Turn, processors: int) -> Iterator[Spoken | CorpuscleanError]:
    """What came of a round on every shard concerned, in any order, or an error that ends it."""
    numbers = list(turn.speaking if turn.number else turn.parts)
    if not numbers:
        return
    import pyarrow as pa
    from ray import data

    count = min(len(numbers), BLOCKS, max(2 * processors, -(-len(numbers) // PARTS)))
    bits = max(len(numbers) // GROUP, 4 * count).bit_length()
    rows = ((number, pickle.dumps((turn.parts[number], turn.speaking.get(number, ())))) for number in numbers)
    table = pa.table(dict(zip(("number", "part"), map(list, zip(*rows, strict=True)), strict=True)))
    ends = [len(numbers) * block // count for block in range(count + 1)]
    blocks = [table.slice(start, end - start) for start, end in itertools.pairwise(ends)]
    named: dict[str, Any] = {"home": home, "rule": turn.rule}
    arrow: dict[str, Any] = {"batch_format": "pyarrow"}
    parts: Any = data.from_arrow(blocks)
    found = (
        parts.map_batches(_load, batch_size=GROUP, fn_kwargs={**named, "number": turn.number, "bits": bits}, **arrow)
        .groupby("bucket")
        .map_groups(_combine, fn_kwargs=named, **arrow)
        .groupby("shard")
        .map_groups(_ask, fn_kwargs={**named, "number": turn.number}, **arrow)
    )
    for batch in found.iter_batches(batch_size=None, **arrow):
        for raw in batch["spoken"].to_pylist():
            yield pickle.loads(raw)  # noqa: S301 - written by this run


def _rows(
    column: str, values: Any, documents: Any, keys: "NDArray[np.uint64]", facts: list[Fact | None], parts: Any = None
) -> "pa.Table":
    """Rows of facts, or of what goes with them to the shards; ``column`` is what they are grouped by next."""
    import numpy as np
    import pyarrow as pa

    return pa.table(
        {
            column: np.asarray(values, np.int64),
            "document": np.asarray(documents, np.int64),
            "high": np.ascontiguousarray(keys[:, 0], np.uint64),
            "low": np.ascontiguousarray(keys[:, 1], np.uint64),
            "fact": pa.array(facts, pa.large_binary()),  # with 32-bit offsets a group could be too large
            "part": pa.nulls(len(facts), pa.large_binary()) if parts is None else pa.array(parts, pa.large_binary()),
        }
    )


def _carried(column: str, value: int, number: int, carried: bytes) -> "pa.Table":
    """A row that is no fact: a pickled part and who speaks, or an error, on its way to its shard."""
    import numpy as np

    return _rows(column, [value], [number << SHIFT], np.zeros((1, 2), np.uint64), [None], [carried])


def _failed(column: str, error: Exception, what: str) -> "pa.Table":
    """An error as a row: raised here, Ray would wrap it and print where."""
    if not isinstance(error, CorpuscleanError):
        error = CorpuscleanError(f"{what}: {type(error).__name__}: {error}")
    return _carried(column, ERROR if column == "shard" else 0, ERROR, pickle.dumps(error))


def _load(batch: "pa.Table", home: Home, rule: int, number: int, bits: int) -> "pa.Table":
    """What the documents of some parts say, and the parts."""
    import numpy as np
    import pyarrow as pa

    found = []
    for shard, raw in zip(batch["number"].to_pylist(), batch["part"].to_pylist(), strict=True):
        part: Part = pickle.loads(raw)[0]  # noqa: S301 - written by this run
        try:
            facts = told(home.worker(), part, rule, number)
            documents = facts.ordinals.astype(np.int64) + (shard << SHIFT)
            buckets = facts.keys[:, 0].astype(np.uint64) >> np.uint64(64 - bits)
            found.append(_rows("bucket", buckets, documents, facts.keys, facts.facts))
            found.append(_carried("bucket", shard % (1 << bits), shard, raw))
        except Exception as error:
            found.append(_failed("bucket", error, str(part.path)))
    return pa.concat_tables(found)


def _combine(group: "pa.Table", home: Home, rule: int) -> "pa.Table":
    """The answers to keys that several documents name, for each of them; what is no fact goes through."""
    import numpy as np
    import pyarrow as pa

    carried = np.asarray(group["part"].is_valid())
    documents = np.asarray(group["document"])
    through = np.flatnonzero(carried)
    found = [
        _carried("shard", int(document) >> SHIFT, int(document) >> SHIFT, raw)
        for document, raw in zip(documents[through], group["part"].take(through).to_pylist(), strict=True)
    ]
    try:
        found.append(_combined(group, ~carried, home, rule))
    except Exception as error:
        found.append(_failed("shard", error, "the facts of corpus rules"))
    return pa.concat_tables(found)


def _combined(group: "pa.Table", wanted: "NDArray[np.bool_]", home: Home, rule: int) -> "pa.Table":
    import numpy as np

    keys = np.stack((np.asarray(group["high"]), np.asarray(group["low"])), 1)
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    order = order[wanted[order]]
    new = np.flatnonzero(np.append(True, (keys[order[1:]] != keys[order[:-1]]).any(1))) if len(order) else order
    counts = np.diff(np.append(new, len(order)))
    # A document names a key once, so a key with two rows is one that two documents share.
    order, counts = order[np.repeat(counts > 1, counts)], counts[counts > 1]
    answers: list[Fact | None] = []
    said = iter(group["fact"].take(order).to_pylist())
    code, corpus = home.worker().corpus[rule]
    for count in counts.tolist():
        answer: Fact | None = None
        for fact in itertools.islice(said, count):
            if fact is not None:
                try:
                    answer = fact if answer is None else corpus.combine(answer, fact)
                except Exception as error:
                    raise RuleError(f"{code} failed to combine two facts: {type(error).__name__}: {error}") from error
        answers.extend([answer] * count)
    documents = np.asarray(group["document"])[order]
    return _rows("shard", documents >> SHIFT, documents, keys[order], answers)


def _ask(group: "pa.Table", home: Home, rule: int, number: int) -> "pa.Table":
    """What came of a round on a shard: pickled, a row or none."""
    import pyarrow as pa

    found: list[object] = []
    carried = [pickle.loads(raw) for raw in group["part"].drop_null().to_pylist()]  # noqa: S301 - written by this run
    errors = [one for one in carried if isinstance(one, Exception)]
    if errors:
        found.append(errors[0])
    else:
        ((part, speaking),) = carried
        answers = _answers(group)
        try:
            if answers or speaking:
                found.append(Ask(part, rule, number, answers, speaking).run(home.worker(), lambda: False))
        except CorpuscleanError as error:
            found.append(error)
        except Exception as error:
            found.append(CorpuscleanError(f"{part.path}: {type(error).__name__}: {error}"))
    return pa.table({"spoken": pa.array([pickle.dumps(one) for one in found], pa.large_binary())})


def _answers(group: "pa.Table") -> Mapping[int, Mapping[bytes, Fact]]:
    """What the documents of a shard are answered; those of a key that has no fact nothing, but they are asked."""
    import pyarrow.compute as pc

    rows = group.filter(pc.is_null(group["part"])).sort_by(
        [(name, "ascending") for name in ("document", "high", "low")]
    )
    found: dict[int, dict[bytes, Fact]] = {}
    columns = (rows[name].to_pylist() for name in ("document", "high", "low", "fact"))
    for document, high, low, fact in zip(*columns, strict=True):
        heard = found.setdefault(document & ((1 << SHIFT) - 1), {})
        if fact is not None:
            heard[high.to_bytes(8, "big") + low.to_bytes(8, "big")] = fact
    return found
