"""Chinese, Japanese and Korean in their own code pages, read as a single-byte one."""

import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from corpusclean.edits import Edit, Patch
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.about import spared
from corpusclean.rules.mojibake.legacy.hints import LEGACY, suspicious
from corpusclean.rules.mojibake.legacy.readings import ENOUGH, NATURAL, Reading, confirmed, mostly_utf8, readings
from corpusclean.rules.mojibake.legacy.views import WAKE, Page, pages_of
from corpusclean.rules.mojibake.lines import hinted

__all__ = ["legacy_cjk_as_single_byte"]

#: How natural a reading of fewer than four characters must be, in nats a character; longer ones as `NATURAL`.
SHORT = {"zh": -7.0, "ja": -5.5, "ko": -7.5}
#: ... of so many characters and more may be less natural by so much: a list of names is Chinese, too.
LONG, LONGER = 40, 2.0
#: ... in a text that is otherwise known to be in this code page.
KNOWN = {"zh": -10.0, "ja": -9.0, "ko": -10.0}
#: By how much it must be more likely than the second best, in nats, and for each character.
MARGIN, EACH = 3.0, 0.5

#: The pages whose text is told from damage by ftfy; for the others their own characters are counted.
WESTERN = frozenset({"Latin-1", "Windows-1252", "Windows-1250"})

_BEYOND = lazy("[^\x00-\x7f]")
_BESIDE = lazy("[^\x00-\x7f]{2}")
_LETTER = lazy("[A-Za-z]")
_WINDOWS = lazy("[Œœ†‡‰ŠšƒˆŸŽž‹›˜‚€]")
# A vowel or tone mark that stands on nothing, a digit between letters, a vowel before what takes none.
_NO_THAI = lazy(
    "(?<![ก-ฮ\u0e31-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[ก-ฮ][๐-๙]|[๐-๙][ก-ฮ]|[เ-ไ][^ก-ฮ]"
)
_OTHER = lazy("[^\u3041-\u30fe\u3400-\u9fff\uac00-\ud7a3]")
#: After so many characters of a text its usual code page is known.
SURE = 400
#: In so many characters two bytes beyond ASCII stand side by side, in any of the code pages.
ALONE = 40
#: So often a line is gone over.
ROUNDS = 4

# A word of UTF-8 among Western letters: é in ``cafÃ©``.
_WORD_IN_UTF8 = lazy(rb"[A-Za-z]{2}\xc3[\xa0-\xbf](?![\x80-\xff])")
# A character that is no byte of the page at hand and still was one: one of another page, or half decoded.
_BYTE = lazy("[\x80-\x9f€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ\xa1-\u1fff\u20a0-\u25ff]|[‘’“”•–—…][\x80-\x9f\xc0-\u02ff\u0370-\u07ff]")


class _Run(NamedTuple):
    """A run of the characters of one page, and its readings."""

    start: int
    end: int
    page: Page
    raw: bytes
    found: list[Reading]


def _odd(page: Page, run: str) -> int:
    """How many places of a run no text in the page has: a small letter before a capital, a sign between letters."""
    from ftfy.badness import badness

    if page.name in WESTERN:
        return badness(run)
    if page.name.startswith("Windows-874"):
        return len(page.own.findall(run)) + len(_NO_THAI.findall(run))
    if page.name == "code page 437":
        return len(page.own.findall(run))
    return sum(
        one > "\x7f" < other and ((one.islower() and other.isupper()) or one.isalpha() != other.isalpha())
        for one, other in pairwise(run)
    )


def _sequence(raw: bytes) -> bool:
    """Whether a third of the bytes are each the next of the byte before: a table of characters."""
    steps = sum(other - one == 1 for one, other in pairwise(raw[:128]))
    return steps * 3 >= len(raw[:128])


def _runs(line: str, usual: frozenset[str] = frozenset()) -> list[tuple[_Run, Reading]]:
    """The runs of a line that surely are Chinese, Japanese or Korean in some page, with what they read as.

    Where that is the whole line, pages that have only parts of it are not asked.
    """
    pages = pages_of(line)
    whole = [page for page in pages if page.run.fullmatch(line)]
    found = [one for page in whole for one in _runs_in(page, line, usual)]
    return found or [one for page in pages if page not in whole for one in _runs_in(page, line, usual)]


def _runs_in(page: Page, line: str, usual: frozenset[str]) -> Iterator[tuple[_Run, Reading]]:
    if page.name == "Latin-1" and _WINDOWS.search(line):
        return
    whole = False  # asked when there is a run that may be something, since it takes longest
    for match in page.run.finditer(line):
        start, end = match.span()
        if end - start < 3 or not _wide(match[0], page) or _half(line, start, end):
            continue
        raw = page.encode(match[0])
        if mostly_utf8(raw) or _sequence(raw) or _WORD_IN_UTF8.search(raw):
            continue
        whole = whole or not page.half.search(line)
        if not whole:
            return
        found = confirmed(raw, usual) if end - start == len(line) else []
        run = _Run(start, end, page, raw, found or readings(raw))
        if run.found and (reading := _settled(run, line, usual)):
            yield run, reading


def _wide(run: str, page: Page) -> bool:
    """Whether a run may hold a character of two bytes, and a second one or an unusual character."""
    return bool(WAKE.search(run) and page.own.search(run)) and (len(run) <= ALONE or bool(_BESIDE.search(run)))


def _half(line: str, start: int, end: int) -> bool:
    """Whether what touches the run was a byte, too: a letter or sign that is none of the page, or a dash before one."""
    before, behind = line[max(0, start - 2) : start][::-1], line[end : end + 2]
    return bool(_BYTE.match(before) or _BYTE.match(behind))


def _settled(run: _Run, line: str, known: frozenset[str]) -> Reading | None:
    """The reading of a run, where it is certain."""
    top = run.found[0]
    count = len(top.judged)
    if count < 2:
        return None
    ahead = top.log - max((reading.log for reading in run.found[1:] if reading.judged != top.judged), default=-math.inf)
    if top.encoding in known and top.natural >= KNOWN[top.language] and ahead > 0:
        return top
    if ahead < MARGIN + EACH * count or (top.stray and count < 8):
        return None
    piece = line[run.start : run.end][:512]
    western = run.page.name in WESTERN
    odd = 0 if western and count >= 8 else _odd(run.page, piece[:128])
    if count < 4:
        # ``ÖÖÖÖ`` is 种种, and a shout
        fits = len(set(_BEYOND.findall(piece))) > 2 and not _OTHER.search(top.judged)
        fits = fits and not _LETTER.search(run.raw.decode(top.encoding, "ignore"))
        if run.page.name == "code page 437":  # four lines of a box are bytes, too
            fits = fits and any(map(str.isalpha, piece))
        least = SHORT[top.language] + (0 if odd else 1)
    else:
        fits = len(set(_BEYOND.findall(piece))) > 3
        least = NATURAL[top.language] - (LONGER if count >= LONG else 0)
    if not fits or top.natural < least:
        return None
    if western:
        return top if odd or count >= 8 or not _LETTER.search(piece) else None
    return top if odd * 6 >= (count if count < 24 else 1) else None


def _edits(run: _Run, reading: Reading, line: str) -> list[Edit]:
    """The edits of a run, if they lead back to it."""
    edits = []
    for start, end, piece in reading.pieces(run.raw):
        old = line[run.start + start : run.start + end]
        try:
            back = run.page.decode(piece.encode(reading.encoding))
        except UnicodeEncodeError:
            return []
        if back != old:
            return []
        if piece != old:
            edit = Edit.between(run.start + start, old, piece)
            edits.append(edit._replace(note=f"{reading.encoding} as {run.page.name}"))
    return edits


def _once(line: str, usual: frozenset[str]) -> list[Edit]:
    """The edits of a line; of runs that overlap the one is taken that explains more."""
    good = sorted(_runs(line, usual), key=lambda item: (-len(item[1].judged) * (item[1].natural + 12), item[0].start))
    edits: list[Edit] = []
    taken: list[_Run] = []
    for run, reading in good:
        if all(run.end <= other.start or other.end <= run.start for other in taken):
            taken.append(run)
            edits += _edits(run, reading, line)
    return sorted(edits)


def _repairs(line: str, usual: frozenset[str]) -> list[Edit]:
    """The edits of a line, again and again until there are none: one repair may part two pages in one line."""
    first = edits = _once(line, usual)
    new = line
    for again in range(ROUNDS):
        if not edits:
            break
        new = Patch.of(new, edits).apply(new)
        edits = _once(new, usual) if WAKE.search(new) else []
        if edits and not again:
            first = []
    return first if first or new == line else [Edit.between(0, line, new)]


def legacy_cjk_as_single_byte(text: str) -> Iterator[Edit]:
    r"""Chinese, Japanese or Korean in GBK, Big5, Shift JIS, EUC-JP or EUC-KR that was read as a single-byte code page.

    你好 is ``C4 E3 BA C3`` in GBK; a program that takes the bytes for Latin-1 shows ``ÄãºÃ``, for Windows-1251
    ``ДгєГ``, for code page 437, as in file names out of archives, ``─π║├``.  Old pages without a declaration, mail,
    tags of music files and zip archives are full of it.

    Each stretch of characters of one such page is turned into bytes again, and these are read in the five code pages.
    A reading is taken if the language model finds it as natural as real text, and clearly more so than the other
    readings, and if encoding it gives the stretch back.  Four characters are enough, two or three where they are an
    unusual sight in the page (a small letter before a capital, a sign between letters) or a usual word.  Where a text
    has more of one code page than of the others, shorter and less natural lines in it follow.

    Left alone: Western, Greek, Cyrillic and Thai text, lists of letters (``ÄÖÜ äöü``), repeated letters, tables of
    characters; bytes that are UTF-8 (`single_byte_mojibake`); stretches that touch letters of another page, which are
    half decoded (`half_decoded_cjk`); lines about encodings, unless they are damaged throughout; a stretch with words
    such as ``cafÃ©``.  Names and rare words of two or three characters are not certain, and stay.  What stays and
    reads as Chinese is flagged by `undecoded_cjk`.

    >>> fix(legacy_cjk_as_single_byte, "标题：ÄãºÃ£¬ÊÀ½ç")
    '标题：你好，世界'
    >>> fix(legacy_cjk_as_single_byte, "¤³¤ó¤Ë¤Á¤Ï\nДгєГ")
    'こんにちは\n你好'
    >>> fix(legacy_cjk_as_single_byte, "ÄÖÜ äöü, ÇÑ, élève, ÀÉÎÕÜ; ÐÞ ðþ, Привет, Γειά")
    'ÄÖÜ äöü, ÇÑ, élève, ÀÉÎÕÜ; ÐÞ ðþ, Привет, Γειά'
    """
    since = suspicious(text)
    if since < 0:
        return
    known: Counter[str] = Counter()
    for _, line in hinted(text, LEGACY, since):
        for _, reading in _runs(line):
            known[reading.encoding] += len(reading.judged)
        if known.total() >= SURE:
            break
    if not known:
        return
    most = {encoding for encoding, count in known.items() if count * 2 > known.total() and count >= ENOUGH}
    for start, line in hinted(text, WAKE):
        edits = _repairs(line, frozenset(most))
        yield from spared(text, [edit._replace(start=start + edit.start, end=start + edit.end) for edit in edits])
