"""Chinese, Japanese and Korean in their own code pages, read as a single-byte one."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from corpusclean.edits import Edit, Patch
from corpusclean.rules.mojibake.about import spared
from corpusclean.rules.mojibake.legacy.hints import LEGACY, hinted
from corpusclean.rules.mojibake.legacy.readings import Reading, mostly_utf8, readings
from corpusclean.rules.mojibake.legacy.undecoded import BREAK
from corpusclean.rules.mojibake.legacy.views import WAKE, Page, pages_of
from corpusclean.rules.mojibake.lines import line_around

__all__ = ["legacy_cjk_as_single_byte"]

#: How natural a reading must be, in nats a character.  On the benchmark true readings have -7.2 and more (Korean, the
#: longest words of which are cut), while 4.6 million characters of pages in Western languages reach -10.0 with four
#: characters (soft hyphens in German are Big5) and -8.3 with three.  Rerun benchmarks/damage.
NATURAL = {"zh": -7.2, "ja": -6.0, "ko": -7.5}
#: ... with fewer than four characters.
SHORT = {"zh": -7.0, "ja": -5.5, "ko": -7.5}
#: ... in a text that is otherwise known to be in this code page.
KNOWN = {"zh": -10.0, "ja": -9.0, "ko": -10.0}
#: By how much it must be more likely than the second best, in nats, and for each character.
MARGIN, EACH = 3.0, 0.5

#: The pages whose text is told from damage by ftfy; for the others their own characters are counted.
WESTERN = frozenset({"Latin-1", "Windows-1252", "Windows-1250"})

_BEYOND = re.compile("[^\x00-\x7f]")
_BESIDE = re.compile("[^\x00-\x7f]{2}")
_LETTER = re.compile("[A-Za-z]")
_WINDOWS = re.compile("[Œœ†‡‰ŠšƒˆŸŽž‹›˜‚€]")
# A vowel or tone mark that stands on nothing, a digit between letters, a vowel before what takes none.
_NO_THAI = re.compile(
    "(?<![ก-ฮ\u0e31-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[ก-ฮ][๐-๙]|[๐-๙][ก-ฮ]|[เ-ไ][^ก-ฮ]"
)
_OTHER = re.compile("[^\u3041-\u30fe\u3400-\u9fff\uac00-\ud7a3]")
#: So many characters in one code page make it the usual one of a text.
ENOUGH = 8
#: In so many characters two bytes beyond ASCII stand side by side, in any of the code pages.
ALONE = 40
#: So often a line is gone over.
ROUNDS = 4

# A word of UTF-8 among Western letters: é in ``cafÃ©``.
_WORD_IN_UTF8 = re.compile(rb"[A-Za-z]{2}\xc3[\xa0-\xbf](?![\x80-\xff])")
# A character that is no byte of the page at hand and still was one: one of another page, or half decoded.
_BYTE = re.compile(
    "[\x80-\x9f€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ\xa1-\u1fff\u20a0-\u25ff]|[‘’“”•–—…][\x80-\x9f\xc0-\u02ff\u0370-\u07ff]"
)


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
    steps = sum(other - one == 1 for one, other in pairwise(raw[:512]))
    return steps * 3 >= len(raw[:512])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that may hold damage, and where they start."""
    start = done = 0
    for match in WAKE.finditer(text):
        if match.start() >= done:
            start, done = line_around(text, match.start(), start, BREAK)
            yield start, text[start:done]


def _runs(line: str) -> list[_Run]:
    """The runs of a line that read as Chinese, Japanese or Korean in some page."""
    found = []
    for page in pages_of(line):
        if page.half.search(line):
            continue
        for run in page.run.finditer(line):
            if run[0].isascii() or not page.own.search(run[0]) or _half(line, *run.span()):
                continue
            if page.name == "Latin-1" and _WINDOWS.search(line):
                continue
            if len(run[0]) > ALONE and not _BESIDE.search(run[0]):
                continue
            raw = page.encode(run[0])
            if mostly_utf8(raw) or _sequence(raw) or _WORD_IN_UTF8.search(raw):
                continue
            if judged := readings(raw):
                found.append(_Run(*run.span(), page, raw, judged))
    return found


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
    odd = _odd(run.page, piece)
    if count < 4:
        # ``ÖÖÖÖ`` is 种种, and a shout
        fits = len(set(_BEYOND.findall(piece))) > 2 and not _OTHER.search(top.judged)
        fits = fits and not _LETTER.search(run.raw.decode(top.encoding, "ignore"))
        if run.page.name == "code page 437":  # four lines of a box are bytes, too
            fits = fits and any(map(str.isalpha, piece))
        least = SHORT[top.language] + (0 if odd else 1)
    else:
        fits = len(set(_BEYOND.findall(piece))) > 3
        least = NATURAL[top.language]
    if not fits or top.natural < least:
        return None
    if run.page.name in WESTERN:
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
    good = [(reading, run) for run in _runs(line) if (reading := _settled(run, line, usual))]
    good.sort(key=lambda item: (-len(item[0].judged) * (item[0].natural + 12), item[1].start))
    edits: list[Edit] = []
    taken: list[_Run] = []
    for reading, run in good:
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
    known: Counter[str] = Counter()
    for _, line in hinted(text, LEGACY):
        for run in _runs(line):
            if reading := _settled(run, line, frozenset()):
                known[reading.encoding] += len(reading.judged)
    if not known:
        return
    most = {encoding for encoding, count in known.items() if count * 2 > sum(known.values()) and count >= ENOUGH}
    for start, line in _lines(text):
        edits = _repairs(line, frozenset(most))
        yield from spared(text, [edit._replace(start=start + edit.start, end=start + edit.end) for edit in edits])
