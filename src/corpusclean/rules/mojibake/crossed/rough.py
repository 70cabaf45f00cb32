"""Whether a line may hold evidence at all: what is asked first, of whole lines and without the word models.

Reading the models takes longer than cleaning a hundred pages.  The figures of `Rough` are those of `evidence`, rounded
so that no part is taken for less than it is: the common characters are in ``data/levels.txt``, a quarter of a nat
apart, and what a character may have been is asked of Python's codecs.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpusclean.rules.mojibake.crossed.codecs import HOLE, Crossing
from corpusclean.rules.mojibake.crossed.evidence import BLOCKS, COMMON, FLOOR, INSIDE, MOST, OTHER, log_odds
from corpusclean.rules.mojibake.lines import LINE_END

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LEVELS", "Rough", "levels", "lines", "rough", "worth"]

#: For each language, four times the nats, and the characters that are so common in it or in Chinese, where that is more
#: than for their block; rarer ones than `RARE` are left out.
LEVELS = Path(__file__).with_name("data") / "levels.txt"
#: Log-probabilities below this are not in the table.
RARE = -13.0
#: How far apart they are.
STEP = 0.25
#: What the wrong page cannot give, and a line end, where sums are taken: no line makes up for it, or few.
_NEVER, _END = -1e3, -1e4
#: Characters of which a codec has two pairs, or one that Windows reads otherwise, as all private-use ones.
_TWICE = "十╭╮╰╯"
#: A text of fewer characters is read line by line; of a longer one so many are looked at together.
FEW, CHUNK = 1 << 14, 1 << 18


@cache
def levels(language: str) -> Mapping[str, float]:
    """The log-probabilities of the common characters of Chinese and a language, rounded down to a quarter of a nat."""
    found = dict(COMMON)
    for line in LEVELS.read_text(encoding="utf-8").split("\n"):
        tongue, _, rest = line.partition(" ")
        if tongue in ("zh", language):
            level, _, chars = rest.partition(" ")
            found.update(dict.fromkeys(chars, -int(level) * STEP))
    return found


class Rough(dict[str, float]):
    """For each character no less than its log-odds, or than these with what it is above a mean.

    Worked out when a character is first met.
    """

    def __init__(self, true: str, wrong: str, language: str, mean: float | None = None) -> None:
        super().__init__({HOLE: 0.0, "\N{REPLACEMENT CHARACTER}": 0.0})
        self.true, self.wrong, self.mean, self.levels = true, wrong, mean, levels(language)

    def _log(self, char: str) -> tuple[float, float]:
        """No more than its log-probability, and no less."""
        low = self.levels.get(char)
        if low is None:
            low = next((log for first, last, log in BLOCKS if first <= char <= last), OTHER) // STEP * STEP
        return low, RARE if low == FLOOR else low + STEP

    def __missing__(self, char: str) -> float:
        self[char] = found = self._found(char)
        return found

    def _found(self, char: str) -> float:
        if char < "\x80":
            return 0.0
        if char in _TWICE or "\ue000" <= char <= "\uf8ff":
            return MOST - (self.mean or 0.0)
        try:
            read = char.encode(self.wrong).decode(self.true, "ignore")
        except UnicodeEncodeError:
            return _NEVER
        if len(read) != 1 or read < "\x80":
            return _NEVER
        if read == char:
            return 0.0
        high = self._log(read)[1]
        odds = max(-MOST, min(MOST, high - self._log(char)[0]))
        return odds if self.mean is None else odds + high - self.mean

    def together(self, piece: str) -> float:
        """No less than the sum of some parts of a piece."""
        return sum(one for one in map(self.__getitem__, piece) if one > 0)

    def most(self, piece: str) -> float:
        """No less than the sum of any part of a piece."""
        most = here = 0.0
        for one in map(self.__getitem__, piece):
            here += one
            if here > most:
                most = here
            elif here < 0:
                here = 0.0
        return most


#: The figures of a page read as another.
rough = cache(Rough)


def lines(text: str, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int]]:
    """The spans of the lines in a part of a text."""
    last = len(text) if last is None else last
    for match in LINE_END.finditer(text, first, last):
        yield first, match.start()
        first = match.end()
    yield first, last


@cache
def _table(between: Crossing, language: str) -> "NDArray[np.float64]":
    """The log-odds of characters; much less than nothing for what cannot come out of the wrong page."""
    import numpy as np

    table = np.full(1 << 16, _NEVER)
    for char, (odds, _) in log_odds(between, language).items():
        if char <= "\uffff":
            table[ord(char)] = odds
    return table


def worth(text: str, kinds: Iterable[tuple[Crossing, str]], cost: float, longest: int) -> Iterator[tuple[int, int]]:
    """The lines in which `evidence.stretches` may find a part, among others; all of a short text.

    A part that ends or begins inside its line has ``cost`` and `INSIDE` to make up for, so that many odds stand side by
    side; one that is a whole line has all of its odds, and ``cost``.  A line longer than ``longest`` is taken in
    pieces, and always worth it.
    """
    tables = [_table(*kind) for kind in kinds] if len(text) >= FEW else []
    first = 0
    while tables and first < len(text):
        last = text.find("\n", min(first + CHUNK, len(text)))
        last = len(text) if last < 0 else last + 1
        yield from _worth(text, first, last, tables, cost, longest)
        first = last
    if not tables:
        yield from lines(text)


def _worth(
    text: str, first: int, last: int, tables: "list[NDArray[np.float64]]", cost: float, longest: int
) -> Iterator[tuple[int, int]]:
    import numpy as np

    codes = np.frombuffer(text[first:last].encode("utf-32-le", "surrogatepass"), "<u4")
    codes = np.minimum(codes, 0xFFFF)
    ends = _ends()[codes]
    starts = np.concatenate(([0], np.flatnonzero(ends) + 1))
    starts = starts[starts < len(codes)]
    wanted = np.diff(starts, append=len(codes)) > longest
    wanted |= np.logical_or.reduceat(codes == 0x85, starts)  # these end lines at times: whatever they are, it is read
    for table in tables:
        odds = table[codes]
        odds[ends] = 0.0
        wanted |= np.add.reduceat(odds, starts) > cost - 0.01
        odds[ends] = _END  # so that no sum begins in an earlier line
        sums = np.cumsum(odds)
        sums -= np.minimum(np.minimum.accumulate(sums - odds), 0.0)
        wanted |= np.maximum.reduceat(sums, starts) > cost + INSIDE - 0.01
    stops = np.append(starts[1:], len(codes))
    stops -= ends[stops - 1]
    for start, stop in zip((starts[wanted] + first).tolist(), (stops[wanted] + first).tolist(), strict=True):
        yield from lines(text, start, stop)


@cache
def _ends() -> "NDArray[np.bool_]":
    """Where lines surely end."""
    import numpy as np

    table = np.zeros(1 << 16, np.bool_)
    table[[*map(ord, "\n\r\v\f\u2028\u2029")]] = True
    return table
