"""The moves of the search: how a way goes on from a place, read as it stands or one byte off."""

from collections.abc import Iterator, Mapping
from heapq import nlargest
from itertools import islice

from corpusclean.language import readings
from corpusclean.rules.gbk.codec import pairs, single
from corpusclean.rules.gbk.eaten import Eaten
from corpusclean.rules.gbk.fluency import MARKS, gain, gains, grow, usual
from corpusclean.rules.gbk.halves import candidates, column, gaps, lone, row, seconds
from corpusclean.rules.gbk.marks import MARK, plain_reading
from corpusclean.rules.gbk.ways import WAYS, WORSE, Run, Way
from corpusclean.rules.steps import Steps

__all__ = ["PENDING", "Moves"]

#: The second bytes of the marks at which bytes are cut.
PENDING = {"！": 0xA1, "？": 0xBF}
#: Where two halves are lost, so many hanzi are tried for the first.
FIRST = 9
#: So many hanzi are tried before a character that the decoder ate.
BEFORE_EATEN = 8
#: What it costs to put in a pair that vanished, for all the places where none did.
VANISHED = 0.5
#: ... but for those where the next character is as likely as this, as it stands.
EXPECTED = -5.0
#: What a hanzi costs that has to be guessed and is not the usual Traditional form, where the text does not have it.
UNUSUAL = 4.0
#: ... and what one gains that the text has.
KNOWN = 0.7

Moved = Iterator[tuple[int, Way]]


class Moves:
    """The moves in one text; each gives a place in the text and the way that has come there."""

    def __init__(self, text: str, table: Mapping[str, str], counts: Mapping[str, int], *, cuts: bool) -> None:
        self.text = text
        self.table = table
        self.counts = counts
        self.cuts = cuts
        self.steps = Steps(0)
        self.given_up = False  # whether a step was refused
        self._eaten = Eaten(text)

    def take(self, count: int) -> bool:
        """Take so many steps, if there are as many left."""
        self.given_up |= not self.steps.take(count)
        return not self.given_up

    def shift(self, at: int) -> str:
        """The reading behind a question mark, if there is one."""
        mark = MARK.match(self.text, at) if self.text[at] == "?" else None
        return (mark and mark["shifted"]) or ""

    def fits(self, key: str, reading: str) -> bool:
        """Whether the table may hold this hanzi with this reading: as it does, or since the text never has it bare."""
        known = self.table.get(key)
        return plain_reading(reading) in readings(key) and (known == reading if known else not self.counts.get(key))

    def aligned(self, way: Way, at: int) -> Moved:
        """On from a way that reads characters as they stand."""
        text = self.text
        char = text[at]
        mark = MARK.match(text, at) if char == "?" or text.startswith("(", at + 1) else None
        if mark and mark["shifted"]:
            reading = mark["shifted"]
            for key, held in candidates(way.trail, plain_reading(reading)) if way.trail else ():
                if held >= 0x81 and self.fits(key, reading):
                    yield mark.end(), way._replace(held=held, start=at, keys=(*way.keys, (key, reading)), spent=True)
            return
        if char == "?" and self.cuts and text[at + 1 : at + 2] in PENDING:
            for more in self._guesses(way, column(0xA3)):
                yield at + 2, more._replace(held=PENDING[text[at + 1]], start=at)
            if not way.runs:
                return
        end = at + 1
        if mark and mark["hanzi"] and self.table.get(char) == mark["reading"]:
            end = mark.end()
        raw = pairs().raw.get(char)
        trail = raw[1] if raw and end == at + 1 else 0
        grew, held, _, start, out, runs, keys, odds, since, lost, size, spent, filled = way
        yield (
            end,
            Way(grow(grew, char), held, trail, start, out, runs, keys, odds, since + 1, lost, size + 1, spent, filled),
        )

    def shifted(self, way: Way, at: int) -> Moved:
        """On from a way that holds a byte."""
        char = self.text[at]
        if char == "?":
            reading = self.shift(at)
            if not reading:
                yield from self._question(way, at)
                return
            end = at + len(reading) + 2
            for key, trail in candidates(way.held, plain_reading(reading)):
                if self.fits(key, reading):
                    more = self._put(way, key, way.odds)._replace(keys=(*way.keys, (key, reading)))
                    yield end, _closed(more, end, trail)
            return
        raw = pairs().raw.get(char) or single(char)
        found = pairs().chars.get(bytes((way.held, raw[0]))) if raw else None
        if not raw or not found:
            return
        end, keys, spent = at + 1, way.keys, False
        mark = MARK.match(self.text, at) if self.text.startswith("(", end) else None
        if mark and mark["half"]:
            if self.fits(found, mark["half"]):
                end, keys, spent = mark.end(), (*keys, (found, mark["half"])), True
        elif mark and mark["hanzi"] and self._annotated(char, mark["reading"]):
            end, spent = mark.end(), True
        if found in self.table and not spent and not way.spent:
            return  # it would be annotated
        more = self._put(way, found, way.odds)
        if keys is not way.keys:
            more = more._replace(keys=keys)
        yield end, self._after(more, end, raw, spent=spent)

    def vanished(self, way: Way, at: int, floor: float) -> Moved:
        """A private-use character that is gone: the second byte of one hanzi and the first of the next."""
        if way.held and way.out and (self.text[at] != "?" or self.shift(at)):
            raw = pairs().raw.get(self.text[at])
            char = pairs().chars.get(bytes((way.held, raw[0]))) if raw else None
            if char and gain(way.text, char) >= EXPECTED:
                return
            yield from self._gap(way, at, -VANISHED, floor, 1)

    def _after(self, way: Way, end: int, raw: bytes, *, spent: bool = False) -> Way:
        """The way behind a character whose first byte is used up."""
        if len(raw) == 1:
            return _closed(way, end, raw[0])
        if raw[1] > 0x80:
            return way._replace(held=raw[1], spent=True) if spent else way.holding(raw[1])
        letter = "€" if raw[1] == 0x80 else chr(raw[1])
        return _closed(way._replace(text=grow(way.text, letter), out=way.out + letter), end, 0)

    def _annotated(self, char: str, reading: str) -> bool:
        known = self.table.get(char)
        return known == reading if known else not self.table and plain_reading(reading) in readings(char)

    def _question(self, way: Way, at: int) -> Moved:
        """A question mark in a shifted run: the byte that is due is lost, and perhaps another."""
        following = self.text[at + 1 : at + 2]
        if following in ("", "\r", "\n"):
            for more in self._guesses(way, row(way.held), ends=True):
                yield at + 1, _closed(more, at + 1, 0)
            return
        guesses = self._guesses(way, row(way.held))
        bare = following > "\x7f" and following not in pairs().raw
        cut = self.cuts and following in PENDING
        if cut or bare:
            for more in guesses:
                yield at + 1, _closed(more, at + 1, 0)
        if cut:
            return
        for more in islice(guesses, BEFORE_EATEN):
            for letter, odds in self._eaten.before(self.text[at + 1 : at + 20]):
                # Which digit it was nobody can know.
                out, filled = (
                    (more.out + "?", more.filled) if letter.isdigit() else (more.out + letter, more.filled + 1)
                )
                grew = more._replace(text=grow(more.text, letter), out=out, odds=more.odds + odds, filled=filled)
                yield at + 1, _closed(grew, at + 1, 0)
        # Two bytes that are no character: those of two halves.
        yield from self._gap(way, at + 1, -3.0, way.score - 4 * WORSE, 0)

    def _gap(self, way: Way, at: int, odds: float, floor: float, lost: int) -> Moved:
        """Two lost bytes before a place, the halves of two characters, with what stands there."""
        char = self.text[at]
        raw = pairs().raw.get(char) or single(char)
        if not raw:
            return
        mark = char == "?" or (self.text.startswith("(", at + 1) and MARK.match(self.text, at) is not None)
        found: list[tuple[float, Way, str]] = []
        for one in self._guesses(way, lone(way.held, lost), FIRST):
            least = floor - one.score - odds
            if least > 0:
                break
            trail = pairs().raw[one.out[-1]][1]
            if mark:
                for held in gaps(lost)[trail]:
                    if not self.take(1):
                        return
                    yield from self._marked(one._replace(odds=one.odds + odds, lost=one.lost + lost), held, at)
                continue
            chars = seconds(trail, raw[0], lost)
            if not self.take(len(chars)):
                return
            for second, more in zip(chars, gains(one.text, chars), strict=True):
                if more >= least and second not in self.table:
                    found.append((one.score + more, one, second))
        for _, one, second in nlargest(WAYS, found, key=_first):
            grew = self._put(one, second, one.odds + odds, one.filled + 1)
            yield at + 1, self._after(grew._replace(lost=one.lost + lost), at + 1, raw)

    def _marked(self, way: Way, held: int, at: int) -> Moved:
        """On from a byte that was guessed with what is annotated, or to the pinyin between two halves."""
        if self.text[at] != "?" or self.shift(at):
            for there, more in self.shifted(way.holding(held), at):
                yield there, more.fuller(1)

    def _guesses(self, way: Way, cells: list[tuple[int, str]], most: int = WAYS, *, ends: bool = False) -> list[Way]:
        """The ways to go on with one of these characters, the likely ones first."""
        if not self.take(len(cells)):
            return []
        table, counts = () if way.spent else self.table, self.counts
        chars = [char for _, char in cells if char not in table]
        found = []
        for char, more in zip(chars, gains(way.text, chars), strict=True):
            count = counts.get(char, 0)
            odds = min(count, 2) * KNOWN if count else 0.0 if usual(char) else -UNUSUAL
            if ends:
                odds += _at_end(char)
            found.append((more + odds, odds, char))
        return [self._put(way, char, way.odds + odds, way.filled + 1) for _, odds, char in nlargest(most, found)]

    def _put(self, way: Way, char: str, odds: float, filled: int = -1) -> Way:
        """The way with one more character."""
        text, held, trail, start, out, runs, keys, _, since, lost, size, _, before = way
        filled = before if filled < 0 else filled
        return Way(
            grow(text, char), held, trail, start, out + char, runs, keys, odds, since, lost, size + 1, False, filled
        )


def _first(found: tuple[float, Way, str]) -> float:
    return found[0]


def _closed(way: Way, end: int, trail: int) -> Way:
    """The way at the end of a run."""
    text, _, _, start, out, runs, keys, odds, _, lost, size, _, filled = way
    return Way(text, 0, trail, start, "", (*runs, Run(start, end, out, filled)), keys, odds, 0, lost, size, False, 0)


def _at_end(char: str) -> float:
    """What a guess costs at the end of a line, which mostly ends in a stop."""
    return 0.0 if char in "。！？”」』）》…：" else -5.0 if char in MARKS else -2.0
