"""The search that reads a damaged passage again: every way the bytes can be taken, the likely ones followed.

A way goes through the text as it stands.  It is *aligned*, and takes the characters as they are, or *shifted*: then it
holds the first byte of a character, which the first byte of the next one that stands there completes.
"""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping

from corpusclean.language import readings
from corpusclean.rules.gbk.codec import annotate, pairs, single
from corpusclean.rules.gbk.eaten import Eaten
from corpusclean.rules.gbk.fluency import MARKS, START, Fluency, grow, grown, usual
from corpusclean.rules.gbk.halves import candidates, column, private, row, seconds, undefined
from corpusclean.rules.gbk.marks import MARK, plain_reading
from corpusclean.rules.gbk.ways import WORSE, Found, Way, best
from corpusclean.rules.steps import Steps

__all__ = ["ANCHOR", "GIVEN_UP", "Search"]

#: ... and so likely where no character need be put in.
FLUENT = -4.5
#: A way is right when it still is the best so many characters after it is aligned again.
SETTLED = 6
#: A shifted run ends where a trail byte is ASCII, which about one Traditional hanzi in three has; in Simplified text it
#: may go on to the end of the line.
LONGEST_RUN = 1500
#: So many characters before it are scored with a run, and looked at for open quotes.
CONTEXT = 100
#: So many steps may be taken for one run, and for a text: so many, and so many a character.
RUN_STEPS = 40_000
TEXT_STEPS = 200_000
STEPS_A_CHARACTER = 2
GIVEN_UP = "search given up: too many ways to read what follows"
#: Where two halves are lost, so many hanzi are tried for the first, and none so rare for the second.
FIRST = 9
#: What it costs to put in a pair that vanished, for all the places where none did.
VANISHED = 0.5
#: What a hanzi costs that has to be guessed and is not the usual Traditional form, where the text does not have it.
UNUSUAL = 4.0
#: ... and what one gains that the text has.
KNOWN = 0.7

#: Where the bytes were cut: a question mark that stands for half a character, before the mark they were cut at.
ANCHOR = re.compile("[?](?=[！？])")
PRIVATE = re.compile("[\ue000-\uf8ff]")
_PENDING = {"！": 0xA1, "？": 0xBF}  # the second bytes of the marks


class Search:
    """The searches in one text, which share what is known of it and its steps."""

    def __init__(self, text: str, table: dict[str, str], counts: Mapping[str, int], *, cuts: bool = True) -> None:
        self.text = text
        self.table = table
        self.counts = counts
        self.lost = False  # whether private-use characters may have vanished
        self._stripped = not PRIVATE.search(text)
        self.cuts = cuts  # whether the bytes may have been cut
        self.steps = Steps(TEXT_STEPS + STEPS_A_CHARACTER * len(text))
        self.given_up = False  # whether the last search was
        self._eaten = Eaten(text)
        self._done = 0, ""  # where the last run ended, and its text

    def find(self, start: int) -> Found | None:
        """The best way to read on from a place where a run may begin, if the damage makes the text of it again.

        Private-use characters that stand in the text are a sign that none vanished; then that is tried last.
        """
        self.given_up = False
        for self.lost in (False, True):
            if self.lost and self.steps.taken * 2 > self.steps.limit:
                break  # it takes many steps, and others need some
            found = self._find(start, self.steps.taken + RUN_STEPS)
            if found is None or not found.good or not self._proved(found):
                continue
            if self.lost or not self._stripped or found.score >= FLUENT * found.length:
                self._done = found.runs[-1][1:]
                return found
        return None

    def _proved(self, found: Found) -> bool:
        """Whether the damage, done to the runs, gives the text as it stands, but for characters that vanished."""
        table = ChainMap(dict(found.keys), self.table)
        for start, end, text in found.runs:
            first = start if ANCHOR.match(self.text, start) else start - 1
            both = (annotate(self.text[first:start] + text, table, cuts=cuts) for cuts in (self.cuts, False))
            if not any((PRIVATE.sub("", one) if found.lost else one) == self.text[first:end] for one in both):
                return False
        return True

    def _find(self, start: int, limit: int) -> Found | None:
        if not self._take(CONTEXT // 4):
            return None
        first = Way(self._before(start), 0, _last_byte(self.text, start), start, "", (), (), 0.0)
        front = {start: [first]}
        while front:
            at = min(front)
            ways = best(front.pop(at))
            if at > start and self._settled(ways, at):
                return self._found(first, ways[0], start, at)
            if at >= len(self.text) or at - start > LONGEST_RUN:
                aligned = [way for way in ways if not way.held and way.runs and at >= len(self.text)]
                return self._found(first, aligned[0], start, at) if aligned else None
            if self.steps.taken > limit or not self._take(len(ways)):
                self.given_up = True
                return None
            for way in ways[:3] if self.lost else ():
                for there, more in self._vanished(way, at, ways[0].score - WORSE - 8.0):
                    front.setdefault(there, []).append(more)
            for way in ways:
                for there, more in self._shifted(way, at) if way.held else self._aligned(way, at):
                    front.setdefault(there, []).append(more)
        return None

    def _found(self, first: Way, way: Way, start: int, end: int) -> Found:
        before = grown(first.text, self.text[start:end]).score
        return Found(
            way.runs, way.keys, way.score - first.score, before - first.score, way.size, way.lost, first.text.open
        )

    def _before(self, start: int) -> Fluency:
        end, run = self._done if start - self._done[0] < CONTEXT else (max(0, start - CONTEXT), "")
        left = run + self.text[end:start]
        left = left[max(left.rfind("\n"), left.rfind("\r")) + 1 :]
        left = MARK.sub(lambda mark: mark["hanzi"] or mark["trail"] or "?", left)
        return grown(START, left)._replace(score=0.0)

    def _settled(self, ways: list[Way], at: int) -> bool:
        """Whether all ways are aligned again, and have been long enough."""
        if any(way.held or not way.runs for way in ways):
            return False
        since = min(way.since for way in ways)
        return at >= len(self.text) or since >= SETTLED or (since > 0 and self._anchored(at))

    def _anchored(self, at: int) -> bool:
        """Whether a line ends here, or another run may begin."""
        text = self.text
        return text[at] in "\r\n" or (
            text[at] == "?" and (bool(_shift(text, at)) or (self.cuts and text[at + 1 : at + 2] in _PENDING))
        )

    def _take(self, count: int) -> bool:
        """Take so many steps, if there are as many left."""
        self.given_up |= not self.steps.take(count)
        return not self.given_up

    def fits(self, key: str, reading: str) -> bool:
        """Whether the table may hold this hanzi with this reading: as it does, or since the text never has it bare."""
        known = self.table.get(key)
        return plain_reading(reading) in readings(key) and (known == reading if known else not self.counts.get(key))

    # --- the moves: each gives a place in the text and the way that has come there

    def _aligned(self, way: Way, at: int) -> Iterator[tuple[int, Way]]:
        text = self.text
        mark = MARK.match(text, at)
        if mark and mark["shifted"]:
            reading = mark["shifted"]
            for key, held in candidates(way.trail, plain_reading(reading)) if way.trail else ():
                if held >= 0x81 and self.fits(key, reading):
                    yield mark.end(), way._replace(held=held, start=at, keys=(*way.keys, (key, reading)), spent=True)
            return
        char = text[at]
        following = text[at + 1 : at + 2]
        if char == "?" and self.cuts and following in _PENDING:
            held = _PENDING[following]
            for more in self._guesses(way, column(0xA3)):
                yield at + 2, more._replace(held=held, start=at)
            if not way.runs:
                return
        end = at + 1
        if mark and mark["hanzi"] and self.table.get(char) == mark["reading"]:
            end = mark.end()
        raw = pairs().raw.get(char, b"")
        trail = raw[1] if raw and end == at + 1 else 0
        yield end, way._replace(text=grow(way.text, char), trail=trail, since=way.since + 1, size=way.size + 1)

    def _shifted(self, way: Way, at: int) -> Iterator[tuple[int, Way]]:
        mark = MARK.match(self.text, at)
        if mark and mark["shifted"]:
            for key, trail in candidates(way.held, plain_reading(mark["shifted"])):
                more = self._put(way, key, annotated=True)
                if more and self.fits(key, mark["shifted"]):
                    more = more._replace(keys=(*way.keys, (key, mark["shifted"])))
                    yield mark.end(), self._closed(more, mark.end(), trail)
        elif self.text[at] == "?":
            yield from self._question(way, at)
        else:
            yield from self._next(way, at, mark)

    def _next(self, way: Way, at: int, mark: re.Match[str] | None) -> Iterator[tuple[int, Way]]:
        """The character that the byte held and the next one make."""
        char = self.text[at]
        raw = pairs().raw.get(char) or single(char)
        found = raw and pairs().chars.get(bytes((way.held, raw[0])))
        if not raw or not found:
            return
        end, keys = at + 1, way.keys
        if mark and mark["half"]:
            if self.fits(found, mark["half"]):
                end, keys = mark.end(), (*keys, (found, mark["half"]))
        elif mark and mark["hanzi"] and self._annotated(char, mark["reading"]):
            end = mark.end()
        more = self._put(way, found, annotated=end > at + 1)
        if more is None:
            return
        more = more._replace(keys=keys)
        if len(raw) == 1:
            yield end, self._closed(more, end, raw[0])
        elif raw[1] > 0x80:
            yield end, more._replace(held=raw[1], spent=end > at + 1)
        else:
            letter = "€" if raw[1] == 0x80 else chr(raw[1])
            yield end, self._closed(more._replace(text=grow(more.text, letter), out=more.out + letter), end, 0)

    def _annotated(self, char: str, reading: str) -> bool:
        known = self.table.get(char)
        return known == reading if known else not self.table and plain_reading(reading) in readings(char)

    def _question(self, way: Way, at: int) -> Iterator[tuple[int, Way]]:
        """A question mark in a shifted run: the byte that is due is lost, and perhaps another."""
        following = self.text[at + 1 : at + 2]
        guesses = list(self._guesses(way, row(way.held)))
        if following in ("", "\r", "\n"):
            for more in guesses:
                yield at + 1, self._closed(more._replace(odds=more.odds + _at_end(more.out[-1])), at + 1, 0)
            return
        if self.cuts and following in _PENDING:
            for more in guesses:
                yield at + 1, self._closed(more, at + 1, 0)
            return
        if following > "\x7f" and following not in pairs().raw:
            for more in guesses:
                yield at + 1, self._closed(more, at + 1, 0)
        guesses.sort(key=lambda more: -more.score)
        for more in guesses[:8]:
            for letter, odds in self._eaten.before(self.text[at + 1 : at + 20]):
                grew = more._replace(text=grow(more.text, letter), out=more.out + letter, odds=more.odds + odds)
                yield at + 1, self._closed(grew, at + 1, 0)
        # Two bytes that are no character: those of two halves.
        yield from self._gap(way, at + 1, undefined(), -3.0, way.score - 4 * WORSE, 0)

    def _vanished(self, way: Way, at: int, floor: float) -> Iterator[tuple[int, Way]]:
        """A private-use character that is gone: the second byte of one hanzi and the first of the next."""
        if way.held and way.out and (self.text[at] != "?" or _shift(self.text, at)):
            yield from self._gap(way, at, private(), -VANISHED, floor, 1)

    def _gap(
        self, way: Way, at: int, gaps: Mapping[int, bytes], odds: float, floor: float, lost: int
    ) -> Iterator[tuple[int, Way]]:
        """Two lost bytes before a place, the halves of two characters, with what stands there."""
        following = self.text[at : at + 1]
        mark = MARK.match(self.text, at)
        raw = pairs().raw.get(following) or single(following)
        if not raw:
            return
        plain = mark is None and len(raw) == 2 and raw[1] > 0x80
        first = self._guesses(way, [(t, c) for t, c in row(way.held) if t in gaps])
        for one in sorted(first, key=lambda more: -more.score)[:FIRST]:
            if one.score + odds < floor:
                break
            trail = pairs().raw[one.out[-1]][1]
            if plain:
                chars = seconds(trail, raw[0], lost)
                if not self._take(len(chars)):
                    return
                for char in chars:
                    text = grow(one.text, char)
                    if text.score + one.odds + odds >= floor and char not in self.table:
                        out, number = one.out + char, way.lost + lost
                        grew = one._replace(text=text, held=raw[1], out=out, odds=one.odds + odds, lost=number)
                        yield at + 1, grew._replace(size=one.size + 1)
            else:
                for held in gaps[trail]:
                    if not self._take(1):
                        return
                    yield from self._shifted(one._replace(held=held, odds=one.odds + odds, lost=way.lost + lost), at)

    def _guesses(self, way: Way, cells: list[tuple[int, str]]) -> Iterator[Way]:
        """The ways to go on with one of these characters."""
        if not self._take(len(cells)):
            return
        for _, char in cells:
            more = self._put(way, char)
            if more is not None:
                count = self.counts.get(char, 0)
                odds = min(count, 2) * KNOWN if count else 0.0 if usual(char) else -UNUSUAL
                yield more._replace(odds=way.odds + odds)

    def _put(self, way: Way, char: str, *, annotated: bool = False) -> Way | None:
        """The way with one more character, unless it would be annotated."""
        if char in self.table and not annotated and not way.spent:
            return None
        held, trail, start, out, runs, keys, odds, since, lost, size, _ = way[1:]
        return Way(grow(way.text, char), held, trail, start, out + char, runs, keys, odds, since, lost, size + 1)

    def _closed(self, way: Way, end: int, trail: int) -> Way:
        return way._replace(held=0, trail=trail, runs=(*way.runs, (way.start, end, way.out)), out="", since=0)


def _at_end(char: str) -> float:
    """What a guess costs at the end of a line, which mostly ends in a stop."""
    return 0.0 if char in "。！？”」』）》…：" else -5.0 if char in MARKS else -2.0


def _shift(text: str, at: int) -> str:
    """The reading behind a question mark, if there is one."""
    mark = MARK.match(text, at)
    return (mark and mark["shifted"]) or ""


def _last_byte(text: str, at: int) -> int:
    raw = pairs().raw.get(text[at - 1 : at])
    return raw[1] if raw else 0
