"""The search that reads a damaged passage again: every way the bytes can be taken, the likely ones followed.

A way goes through the text as it stands.  It is *aligned*, and takes the characters as they are, or *shifted*: then it
holds the first byte of a character, which the first byte of the next one that stands there completes.
"""

from collections import ChainMap
from collections.abc import Mapping

from corpusclean.patterns import lazy
from corpusclean.rules.gbk.codec import annotate, pairs
from corpusclean.rules.gbk.fluency import START, Fluency, everyday, grown
from corpusclean.rules.gbk.marks import MARK
from corpusclean.rules.gbk.moves import PENDING, Moves
from corpusclean.rules.gbk.straight import straight
from corpusclean.rules.gbk.ways import WORSE, Found, Way, best
from corpusclean.rules.steps import Steps

__all__ = ["ANCHOR", "GIVEN_UP", "Search"]

#: ... and so likely where no character need be put in.
FLUENT = -4.5
#: ... or where none was, and all of the run are characters with this share in print.
CERTAIN = -7.0
COMMON = 2e-5
#: A way is right when it still is the best so many characters after it is aligned again.
SETTLED = 6
#: A shifted run ends where a trail byte is ASCII, which about one Traditional hanzi in three has; in Simplified text it
#: may go on to the end of the line.
LONGEST_RUN = 1500
#: So many characters before it are scored with a run, and looked at for open quotes.
CONTEXT = 100
#: So many steps may be taken for one run, ...
RUN_STEPS = 40_000
#: ... for all runs of a text that are not found: so many, and so many a character, which is more than a page needs on
#: which somebody typed ``?！`` in each paragraph, ...
TEXT_STEPS = 200_000
STEPS_A_CHARACTER = 2
#: ... and for all: passages that are cut every hundred characters need 17 a character.
MOST_A_CHARACTER = 30
GIVEN_UP = "search given up: too many ways to read what follows"

#: Where the bytes were cut: a question mark that stands for half a character, before the mark they were cut at.
ANCHOR = lazy("[?](?=[！？])")
PRIVATE = lazy("[\ue000-\uf8ff]")


class Search:
    """The searches in one text, which share what is known of it and its steps."""

    def __init__(self, text: str, table: dict[str, str], counts: Mapping[str, int], *, cuts: bool = True) -> None:
        self.text = text
        self.table = table
        self.cuts = cuts  # whether the bytes may have been cut
        self.moves = Moves(text, table, counts, cuts=cuts)
        self.moves.steps = self.steps = Steps(TEXT_STEPS + MOST_A_CHARACTER * len(text))
        self.failures = Steps(TEXT_STEPS + STEPS_A_CHARACTER * len(text))
        self._taken = 0
        self.spent = False  # whether no search can be made any more
        self.lost = False  # whether private-use characters may have vanished
        self._stripped = not PRIVATE.search(text)
        self._done = 0, ""  # where the last run ended, and its text

    @property
    def given_up(self) -> bool:
        """Whether the last search was."""
        return self.moves.given_up

    def fits(self, key: str, reading: str) -> bool:
        """Whether the table may hold this hanzi with this reading."""
        return self.moves.fits(key, reading)

    def find(self, start: int, least: float = 0.0) -> Found | None:
        """The best way to read on from a place where a run may begin, if the damage makes the text of it again
        and that is more likely by so many nats.

        Private-use characters that stand in the text are a sign that none vanished; then that is tried last.
        """
        self.moves.given_up = self.spent
        self._taken = self.steps.taken
        found = None if self.spent else self._best(start)
        if found is not None and found.gain < least:
            found = None
        if found is None:
            self.fail()
        self.spent |= self.steps.taken + RUN_STEPS > self.steps.limit
        return found

    def fail(self) -> None:
        """Count the last search among those that found nothing."""
        self.spent |= not self.failures.take(self.steps.taken - self._taken)
        self.moves.given_up |= self.spent

    def _best(self, start: int) -> Found | None:
        if not self.moves.take(CONTEXT // 4):
            return None
        before = self._before(start)
        found = straight(self.moves, before, start)
        if found is not None and _certain(found) and self._proved(found):
            self._done = found.runs[-1][1:3]
            return found
        for self.lost in (False, True):
            found = self._find(before, start, self.steps.taken + RUN_STEPS)
            if found is None or not found.good or not self._proved(found):
                continue
            if self.lost or not self._stripped or found.score >= FLUENT * found.length or _certain(found):
                self._done = found.runs[-1][1:3]
                return found
        return None

    def _proved(self, found: Found) -> bool:
        """Whether the damage, done to the runs, gives the text as it stands, but for characters that vanished."""
        table = ChainMap(dict(found.keys), self.table)
        for start, end, text, _ in found.runs:
            first = start if ANCHOR.match(self.text, start) else start - 1
            both = (annotate(self.text[first:start] + text, table, cuts=cuts) for cuts in (self.cuts, False))
            if not any((PRIVATE.sub("", one) if found.lost else one) == self.text[first:end] for one in both):
                return False
        return True

    def _find(self, before: Fluency, start: int, limit: int) -> Found | None:
        moves = self.moves
        first = Way(before, 0, last_byte(self.text, start), start, "", (), (), 0.0)
        front = {start: [first]}
        while front:
            at = min(front)
            ways = best(front.pop(at))
            if at > start and self._settled(ways, at):
                return self._found(first, ways[0], start, at)
            if at >= len(self.text) or at - start > LONGEST_RUN:
                aligned = [way for way in ways if not way.held and way.runs and at >= len(self.text)]
                return self._found(first, aligned[0], start, at) if aligned else None
            if self.steps.taken > limit or not moves.take(len(ways)):
                moves.given_up = True
                return None
            for way in ways[:3] if self.lost else ():
                for there, more in moves.vanished(way, at, ways[0].score - WORSE):
                    front.setdefault(there, []).append(more)
            for way in ways:
                for there, more in moves.shifted(way, at) if way.held else moves.aligned(way, at):
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
        char = self.text[at]
        if char == "?":
            return bool(self.moves.shift(at)) or (self.cuts and self.text[at + 1 : at + 2] in PENDING)
        return char in "\r\n"


def _certain(found: Found) -> bool:
    """Whether nothing was guessed, and nothing looks as if it should have been."""
    plain = all(not run.filled and min(map(everyday, run.text)) >= COMMON for run in found.runs)
    return plain and found.score >= CERTAIN * found.length and found.gain > 0


def last_byte(text: str, at: int) -> int:
    """The second byte of the character before a place, if it has two."""
    raw = pairs().raw.get(text[at - 1 : at])
    return raw[1] if raw else 0
