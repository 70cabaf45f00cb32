"""Equal keys brought together on one machine: in memory while they are few, in DuckDB beyond, which spills to disk.

Only keys that several documents name go through Python: in most corpora nearly every paragraph stands once.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from corpusclean.engines.facts import Facts
from corpusclean.errors import OutputError
from corpusclean.rule import Fact

if TYPE_CHECKING:
    import duckdb

__all__ = ["Shuffle"]

Combine = Callable[[Fact, Fact], Fact]
Row = tuple[int, int, int, Fact | None]  # document, key, key, fact

#: Up to this many facts stay in memory, some 200 bytes each, and facts of so many bytes in all.
FEW = 100_000
LIGHT = 16 << 20
#: What DuckDB is given at least; below, its sorts cannot run.
LEAST = 128 << 20
#: How many rows cross into Python at once.
ROWS = 2048
#: A document is a number: the shard above, the ordinal below.
SHIFT = 32


class Shuffle:
    """Facts of one round, put in shard by shard, and the answers, shard by shard.

    ``memory`` is in bytes, for DuckDB alone.  Raises `OutputError` where the disk has no room for what spills.
    """

    def __init__(self, folder: Path, memory: int) -> None:
        self.folder, self.memory = folder, max(memory, LEAST)
        self._held: list[tuple[int, Facts]] = []
        self._count = self._size = 0
        self._database: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._database is not None:
            self._database.close()
            for path in self.folder.glob("facts.duckdb*"):
                path.unlink(missing_ok=True)

    def put(self, number: int, facts: Facts) -> None:
        """Add what the documents of a shard say."""
        self._held.append((number, facts))
        self._count += len(facts.facts)
        self._size += sum(len(fact) for fact in facts.facts if fact)
        if self._count > FEW or self._size > LIGHT:
            self._flush()

    def answers(self, combine: Combine) -> Iterator[tuple[int, dict[int, dict[bytes, Fact]]]]:
        """For each shard, by number, the answers to its documents that share a key with another one."""
        if self._database is not None:
            self._flush()
            rows = self._spilled(self._database, combine)
        else:
            rows = self._in_memory(combine)
        for number, group in groupby(rows, key=lambda row: row[0] >> SHIFT):
            found: dict[int, dict[bytes, Fact]] = {}
            for document, high, low, fact in group:
                heard = found.setdefault(document & ((1 << SHIFT) - 1), {})
                if fact is not None:
                    heard[high.to_bytes(8, "big") + low.to_bytes(8, "big")] = fact
            yield number, found

    def _columns(self) -> tuple[Any, Any, list[Fact | None]]:
        import numpy as np

        documents = [facts.ordinals.astype(np.uint64) + np.uint64(number << SHIFT) for number, facts in self._held]
        keys = [facts.keys.astype(np.uint64) for _, facts in self._held]
        said = [fact for _, facts in self._held for fact in facts.facts]
        self._held, self._count, self._size = [], 0, 0
        if not documents:
            return np.zeros(0, np.uint64), np.zeros((0, 2), np.uint64), said
        return np.concatenate(documents), np.concatenate(keys), said

    def _in_memory(self, combine: Combine) -> Iterator[Row]:
        import numpy as np

        documents, keys, said = self._columns()
        if not len(said):
            return
        order = np.lexsort((documents, keys[:, 1], keys[:, 0]))
        keys = keys[order]
        new = np.flatnonzero(np.append(True, (keys[1:] != keys[:-1]).any(1)))
        stops = np.append(new[1:], len(order))
        shared = np.flatnonzero(stops - new > 1)
        rows: list[Row] = []
        for first, stop in zip(new[shared].tolist(), stops[shared].tolist(), strict=True):
            members = order[first:stop].tolist()
            fact = _combined((said[member] for member in members), combine)
            high, low = keys[first].tolist()
            rows.extend((document, high, low, fact) for document in documents[members].tolist())
        rows.sort(key=lambda row: row[:3])
        yield from rows

    def _flush(self) -> None:
        """Everything that is held, into the database."""
        import numpy as np

        if self._database is None:
            self._database = _database(self.folder, self.memory)
            self._run("create table facts(document ubigint, high ubigint, low ubigint, fact blob)")
        documents, keys, said = self._columns()
        facts = np.empty(len(said), object)
        facts[:] = said
        self._insert("facts", document=documents, high=keys[:, 0].copy(), low=keys[:, 1].copy(), fact=facts)

    def _insert(self, table: str, **columns: Any) -> None:
        assert self._database is not None
        rows = columns  # DuckDB finds arrays by the name of the variable
        if len(rows["high"]):
            self._run(f"insert into {table} select * from rows", rows)  # noqa: S608 - our own names

    def _run(self, query: str, rows: Any = None) -> None:
        assert self._database is not None
        with self._told():
            self._database.execute(query)

    def _rows(self, query: str, database: "duckdb.DuckDBPyConnection") -> Iterator[Any]:
        with self._told():
            result = database.execute(query)
        while True:
            with self._told():  # what is sorted may be on the disk
                batch = result.fetchmany(ROWS)
            if not batch:
                return
            yield from batch

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Translate what the database says of a full disk or memory, by its first line: the others are for others."""
        import duckdb

        try:
            yield
        except (duckdb.InterruptException, RuntimeError) as error:
            if "interrupt" in str(error).lower():  # its name for Ctrl-C
                raise KeyboardInterrupt from error
            raise
        except duckdb.Error as error:
            said = str(error).partition("\n")[0]
            raise OutputError(f"{self.folder}: the facts of corpus rules cannot be written: {said}") from error

    def _spilled(self, database: "duckdb.DuckDBPyConnection", combine: Combine) -> Iterator[Row]:
        import numpy as np

        # A document names a key once, so a key with two rows is one that two documents share.
        self._run("create table shared as select high, low from facts group by all having count(*) > 1")
        self._run("create table combined(high ubigint, low ubigint, fact blob)")
        with closing(database.cursor()) as cursor:
            batch: list[tuple[int, int, Fact]] = []

            def flush() -> None:
                facts = np.empty(len(batch), object)
                facts[:] = [fact for _, _, fact in batch]
                highs, lows = (np.array([row[column] for row in batch], np.uint64) for column in (0, 1))
                self._insert("combined", high=highs, low=lows, fact=facts)
                batch.clear()

            # Sorted where it is read: a table that was written in an order is not read in it.
            query = "from facts semi join shared using (high, low) where fact is not null order by high, low"
            rows = self._rows(f"select high, low, fact {query}", cursor)
            for (high, low), group in groupby(rows, key=lambda row: (row[0], row[1])):
                fact = _combined((row[2] for row in group), combine)
                if fact is not None:
                    batch.append((high, low, fact))
                if len(batch) == ROWS:
                    flush()
            flush()
        query = "from facts semi join shared using (high, low) left join combined using (high, low)"
        query = f"select document, high, low, combined.fact {query} order by document, high, low"
        yield from self._rows(query, database)


def _combined(facts: Iterable[Fact | None], combine: Combine) -> Fact | None:
    found: Fact | None = None
    for fact in facts:
        if fact is not None:
            found = fact if found is None else combine(found, fact)
    return found


def _database(folder: Path, memory: int) -> "duckdb.DuckDBPyConnection":
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{memory // 1000}KB",
        "temp_directory": str(folder / "facts.spill"),
        "threads": 1,  # each needs memory of its own to sort: 1.8 million facts took 96 MB with one, 192 with two
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,  # nothing is fetched from anywhere
        "autoload_known_extensions": False,
    }
    try:
        return duckdb.connect(str(folder / "facts.duckdb"), config=settings)
    except duckdb.IOException as error:
        raise OutputError(f"{folder}: cannot be written: {error}") from error
