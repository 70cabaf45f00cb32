"""The characters of which bytes were lost, and what can have stood there."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.utf8.codecs import LEADS, REST, Page, missing

__all__ = ["Filling", "Hole", "certain", "doubtful", "fillings", "holes", "lost"]

#: Lost pairs with the bytes before them that begin a character, and those behind that end one, or that go on to another
#: lost pair.  In code page 932 the first two bytes of a character may be lost, so that there is nothing before.
_HOLE = lazy(
    rb"""(?:([\xe2-\xef][\x80-\xbf]? | [\xc2-\xdf] | \xf0[\x80-\xbf]{1,2}) | (?=[?\xff]{1,2}[\x80-\xbf]))
    ([?\xff]{1,2})
    ([\x80-\xbf][?\xff] | [\x80-\xbf]{0,2})""",
    re.VERBOSE,
)
# What stands in running text; the part of that which is looked for where several characters are to be found; and the
# part which is common enough to be looked for where several pairs are lost.
_WRITTEN = lazy(
    "[\xa0\xb0\xb1\xb7\xd7\u2010-\u2027\u2030-\u203b\u2103\u2116\u2160-\u2188\u2190-\u22ff\u2460-\u24ff\u2500-\u266f"
    "\u3000-\u301f\u3041-\u3096\u30a1-\u30fe\u318d\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e\U0001f300-\U0001faff]"
)
_SEVERAL = lazy("[\u2010-\u2027\u3000-\u3011\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]*")
_COMMON = lazy("[\u3001\u3002\u300c\u300d\u3041-\u3093\u30a1-\u30f4\u30fc]")


#: Stands before a number that is no more than likely; a noncharacter, so no text has it.
_DOUBT = "\ufdd0"
_NUMBER = lazy("[\xb2\xb3\xb9\xbc-\xbe\u2070-\u2089\u2150-\u218b\u2460-\u24ff\u2776-\u2793\uff10-\uff19]")


class Hole(NamedTuple):
    """Lost pairs: the bytes before them, how many they are, and the bytes behind that belong to the same characters."""

    head: bytes
    pairs: int
    tail: bytes
    #: Nothing follows: one byte may have been lost, not two.
    final: bool = False


class Filling(NamedTuple):
    """Something that can have stood at a hole; ``eats`` says that an ASCII character that is not known follows it."""

    text: str
    eats: bool


def holes(raw: bytes) -> tuple[list[str], list[Hole]] | None:
    """The text between the holes, and the holes; None where this is no UTF-8."""
    known: list[str] = []
    found: list[Hole] = []
    done = 0
    try:
        for match in _HOLE.finditer(raw):
            known.append(raw[done : match.start()].decode("utf-8"))
            head, lost, tail = match.groups()
            found.append(Hole(head or b"", len(lost), tail, match.end() == len(raw)))
            done = match.end()
        known.append(raw[done:].decode("utf-8"))
    except UnicodeDecodeError:
        return None
    return known, found


def lost(raw: bytes) -> int:
    """At how many places something was lost."""
    return len(_HOLE.findall(raw))


def doubtful(filling: str) -> str:
    """What was filled in, with its numbers marked: which number it was cannot be told."""
    return _NUMBER.sub(lambda found: _DOUBT + found[0], filling) if filling > "\x7f" else filling


def certain(text: str, number: str = "") -> str:
    """The text with its numbers as they are most likely, or with a ``number`` for each that is in doubt."""
    if _DOUBT not in text:
        return text
    return re.sub(f"{_DOUBT}(.)", number or "\\1", text)


@lru_cache(maxsize=8192)
def fillings(page: Page, hole: Hole, again: bool = False) -> tuple[Filling, ...]:
    """What can have stood at a hole: each pair that was lost is none in the code page, and the whole is UTF-8.

    That is text as people write it, or ``again`` characters of the code page, where there was another round before.
    """
    written = page.member if again else _written
    if hole.tail[-1:] in (b"?", b"\xff"):
        found = _two_ends(page, hole, written, again)
    elif hole.pairs > 1:
        found = _several(page, hole, written)
    else:
        found = _one(page, hole, written)
    return tuple(dict.fromkeys(found))


def _one(page: Page, hole: Hole, written: Callable[[str], bool]) -> Iterator[Filling]:
    """One pair: inside a character, across two, or the end of a character and ASCII; or only that end."""
    ends = page.eaters if not hole.tail else ()
    for byte in ends:
        if text := _decoded(hole.head + bytes((byte,)), written):
            yield Filling(text, True)
    for pair in page.fitting(missing(hole.head), len(hole.tail)):
        if text := _decoded(hole.head + pair + hole.tail, written):
            yield Filling(text, False)
    if hole.final and not hole.tail:
        for byte in REST:
            if byte not in page.single and (text := _decoded(hole.head + bytes((byte,)), written)):
                yield Filling(text, False)


def _two_ends(page: Page, hole: Hole, written: Callable[[str], bool], again: bool) -> Iterator[Filling]:
    """A pair across two characters, the second of which has lost its end as well."""
    for pair in page.lost:
        if pair[1] in LEADS and (text := _decoded(hole.head + pair[:1], written)):
            for filling in fillings(page, Hole(pair[1:] + hole.tail[:-1], 1, b"", hole.final), again):
                yield Filling(text + filling.text, filling.eats)


def _several(page: Page, hole: Hole, written: Callable[[str], bool]) -> Iterator[Filling]:
    """Pairs in a row; the marks behind the first may also be question marks."""
    if not hole.tail:
        for byte in page.eaters:
            if text := _decoded(hole.head + bytes((byte,)), written):
                yield Filling(text + " " + "?" * (hole.pairs - 1), False)
    for pair in page.lost:
        if begun := _begun(hole.head + pair):
            text, rest = begun
            for filling in fillings(page, Hole(rest, hole.pairs - 1, hole.tail, hole.final)):
                if _COMMON.match(filling.text):
                    yield Filling(text + filling.text, filling.eats)


def _begun(raw: bytes) -> tuple[str, bytes] | None:
    """The common characters that some bytes begin with, and those of the character that is not complete."""
    for end in range(max(0, len(raw) - 2), len(raw)):
        text = _decoded(raw[:end], _written)
        if text and _HOLE.match(raw[end:] + b"?") and all(map(_COMMON.match, text)):
            return text, raw[end:]
    return None


def _decoded(raw: bytes, written: Callable[[str], bool]) -> str:
    """The text, if it is such as can have stood there."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if written(text) else ""


def _written(text: str) -> bool:
    """Whether this is such as people write."""
    return bool((_WRITTEN if len(text) < 2 else _SEVERAL).fullmatch(text))
