"""Lines that stood before in a stream of documents."""

import os
from array import array

from corpusclean.edits import Edit
from corpusclean.errors import RuleError
from corpusclean.filters.lines import cuts, numbered

__all__ = ["SeenLines"]

#: Keys the table has room for at first, two megabytes; fuller than ``FULL`` it grows, fourfold until it is large.
ROOM = 1 << 18
LARGE = 1 << 20
FULL = 0.6


class SeenLines:
    r"""Lines that stood before, in this text or in one that was given earlier.

    A filter with a memory, for a stream of documents that is read once, in order, in one process: the first of equal
    lines stays.  Lines of fewer than ``least`` bytes in UTF-8 always stay.  What is left is the other lines joined by
    ``"\n"``.  **The result depends on the order of the documents**, and each document must be given exactly once: where
    a stage cuts lines (CHR, REP) a pipeline asks its rules again, so run this one behind it in a pipeline of its own,
    with a code of another stage (``Pipeline.from_rules([Rule("DUP801", SeenLines())]).run(document)``).  The rules of
    the stage DUP have neither limit.  In another process than the one it was made in it raises `RuleError`.

    Lines are compared by 64 bits of Python's own keyed hash, kept in 13 to 27 bytes a line: of 100 million lines one
    is taken for another's copy in one run of 3,700.

    >>> seen = SeenLines(least=9)
    >>> fix(seen, "一二三\n四五六\n一二三\n短\n短")
    '一二三\n四五六\n短\n短'
    >>> fix(seen, "七八九\n四五六")
    '七八九'
    """

    def __init__(self, least: int = 40) -> None:
        self._least = least
        self._table = array("q", [0]) * ROOM  # open addressing: 13 to 27 bytes a line, where a set takes 60 to 85
        self._known = 0
        self._process = os.getpid()

    def __call__(self, text: str) -> list[Edit]:
        """The edits that cut the lines that stood before; all lines have stood before from now on."""
        if os.getpid() != self._process:
            raise RuleError("SeenLines remembers in the process it was made in, and was asked in another one")
        least = self._least
        lines = text.encode(errors="surrogatepass").split(b"\n")
        found = self._repeated([line for line in lines if len(line) >= least])
        if not found:
            return []
        numbers = [number for number, line in enumerate(lines) if len(line) >= least]
        return cuts(text, numbered(text.split("\n"), [numbers[one] for one in found]))

    def _repeated(self, lines: list[bytes]) -> list[int]:
        """The numbers of the lines that stood before, among these."""
        self._known += len(lines)
        while self._known > FULL * len(self._table):
            self._grow()
        found = []
        table, last = self._table, len(self._table) - 1
        for number, key in enumerate(map(hash, lines)):
            place = key & last
            while other := table[place]:
                if other == key:
                    found.append(number)
                    break
                place = place + 1 & last
            else:
                table[place] = key  # but 0, which one line in 2 ** 64 has and which is never known
        self._known -= len(found)
        return found

    def _grow(self) -> None:
        old, size = self._table, len(self._table)
        self._table = table = array("q", [0]) * (size * (2 if size >= LARGE else 4))
        last = len(table) - 1
        for key in filter(None, old):
            place = key & last
            while table[place]:
                place = place + 1 & last
            table[place] = key
