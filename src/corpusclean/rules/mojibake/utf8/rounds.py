"""Two rounds of damage: what was lost in the second leaves several ways to read the first.

Where a pair was lost in the second round, one character of the text after the first round is not known.  Each that can
have stood there is two bytes of the text before, and most of these are no UTF-8 between the bytes around them.
"""

import re
from collections.abc import Iterator, Sequence
from heapq import nlargest

from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.utf8.choice import MOST, choose, commonness, fill, ranked
from corpusclean.rules.mojibake.utf8.codecs import Page
from corpusclean.rules.mojibake.utf8.holes import Filling, Hole, doubtful, fillings, holes, lost
from corpusclean.rules.mojibake.utf8.style import Style
from corpusclean.rules.steps import Steps

__all__ = ["known_text", "lost_in", "twice"]

#: What does not tell by itself how it is read: it may belong to a character that began in the hole.
_UNSURE = lazy(rb"[\x80-\xbf?\xff]*")
#: The beginning of a character at the end of a piece.
_BEGUN = lazy(rb"(?:[\xe2-\xef][\x80-\xbf]?|[\xc2-\xdf]|\xf0[\x80-\xbf]{0,2})\Z")
#: Whole characters, lost pairs, and the beginning of a character.
_VALID = lazy(
    rb"""(?:[\x00-\x7f] | [\xc2-\xdf][\x80-\xbf] | [\xe1-\xef][\x80-\xbf]{2} | \xf0[\x80-\xbf]{3}
    | (?:[\xe2-\xef][\x80-\xbf]? | [\xc2-\xdf]) [?\xff] [\x80-\xbf]{0,2})*+
    (?:[\xe2-\xef][\x80-\xbf]? | [\xc2-\xdf] | \xf0[\x80-\xbf]{0,2})?\Z""",
    re.VERBOSE,
)
#: Stands for an ASCII character that was lost.
_ASCII = "\x1a"
#: So many holes of the second round in a row are looked at, so many ways to read them, ...
_TOGETHER, _WAYS = 3, 2000
_LOOK_BACK = 200
#: ... and so many characters for a pair that was lost in the first round beside them.
_FIRST = 24


def known_text(known: Sequence[str], page: Page) -> str:
    """What can be read of the text under two rounds without any guess."""
    return "\ufffd".join(page.raw(piece).decode("utf-8", "ignore") for piece in known)


def lost_in(known: Sequence[str], page: Page) -> int:
    """At how many places something was lost in the first round, in what is left of the second."""
    return sum(lost(page.raw(piece)) for piece in known)


def twice(
    known: Sequence[str], found: Sequence[Hole], pages: tuple[Page, Page], style: Style, after: str, steps: Steps
) -> str:
    """The text under two rounds of damage, given what is left of the second; empty where there is no way to read it.

    ``pages`` is the code page with all characters, and what the software knew of them.
    """
    page, done = pages
    text: list[str] = []
    before = ""
    begun = b""  # the first bytes of a character that a hole interrupts
    unsure: list[Sequence[bytes]] = []  # what can stand between there and the next place that is sure
    for index, piece in enumerate(known):
        raw = page.raw(piece)
        last = index == len(known) - 1
        start = 0
        if index:
            start = _UNSURE.match(raw).end()  # type: ignore[union-attr]
            unsure += [tuple(_raws(page, done, found[index - 1])), (raw[:start],)]
            if start == len(raw) and not last:
                continue
        rest = raw[start:]
        match = None if last else _BEGUN.search(rest)
        inner = holes(rest[: match.start()] if match else rest)
        if inner is None:
            return ""
        if unsure:
            behind = inner[0][0] or (after if last else "")
            block = _between(before, begun, unsure, behind, done, style, last and not rest, steps)
            if block is None:
                return ""
            text.append(block)
            unsure = []
            before = (before + block)[-_LOOK_BACK:]
        sure = fill([before + inner[0][0], *inner[0][1:]], inner[1], done, style, after)
        text.append(sure[len(before) :])
        before = sure[-_LOOK_BACK:]
        begun = match[0] if match else b""
    return "".join(text)


def _raws(page: Page, done: Page, hole: Hole) -> Iterator[bytes]:
    """What a character that was lost in the second round can be, in bytes."""
    for filling in fillings(done, hole, True):
        raw = page.raw(filling.text)
        if filling.eats:
            yield raw + b"?"  # a pair that was lost in the first round, ...
            yield raw + _ASCII.encode()  # ... or any ASCII
        else:
            yield raw


def _between(
    before: str,
    begun: bytes,
    unsure: Sequence[Sequence[bytes]],
    behind: str,
    page: Page,
    style: Style,
    final: bool,
    steps: Steps,
) -> str | None:
    """The most likely way to read what stands between two sure places."""
    if len(unsure) > 2 * _TOGETHER:
        return None
    ways = [begun]
    for options in unsure:
        if not steps.take(len(ways) * len(options)):
            return None
        ways = [way + option for way in ways for option in options if _VALID.match(way + option)]
        if len(ways) > _WAYS:
            return None
    read: list[Filling] = []
    for way in dict.fromkeys(ways):
        parsed = holes(way)
        if parsed:
            some = _readings(*parsed, page, before, behind, style, final)
            read += [_with_ascii(one, before, behind, style) for one in some] if _ASCII.encode() in way else some
    if not read or not steps.take(len(read)):
        return None
    if len(read) > 2 * MOST:
        read = nlargest(2 * MOST, read, key=lambda option: commonness(option.text, style.language))
    return choose(before, read, behind, style, final)


def _with_ascii(option: Filling, before: str, behind: str, style: Style) -> Filling:
    """A reading with the ASCII characters that were most likely lost in it."""
    first, *others = option.text.split(_ASCII)
    for other in others:
        eaten, _ = style.eaten(first[-1:].isalnum(), before + first, other or behind)
        first += (eaten or " ") + other
    return Filling(first, option.eats)


def _readings(
    known: Sequence[str], found: Sequence[Hole], page: Page, before: str, behind: str, style: Style, final: bool
) -> list[Filling]:
    """The texts that some bytes of the first round can be."""
    read = [Filling(known[0], False)]
    for index, hole in enumerate(found, 1):
        following = known[index] or (behind if index == len(found) else "")
        options = ranked(page, hole._replace(final=hole.final and final), style.language)[:_FIRST]
        marked = [option._replace(text=doubtful(option.text)) for option in options]
        longer: list[Filling] = []
        for text, _ in read:
            if len(longer) >= 4 * MOST:
                break
            for option in marked:
                if option.eats and (known[index] or index < len(found)):
                    eaten, _ = style.eaten(option.text[-1:].isalnum(), before + text, following)
                    longer.append(Filling(text + option.text + eaten + known[index], False))
                else:
                    longer.append(Filling(text + option.text + known[index], option.eats))
        read = longer[: 4 * MOST]
    return read
