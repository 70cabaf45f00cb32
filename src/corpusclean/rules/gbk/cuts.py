"""Raw GBK bytes that were cut at ``！`` and ``？`` in the middle of characters, and read one byte off behind it."""

from collections import Counter
from collections.abc import Iterator

from corpusclean.edits import Edit, Flag
from corpusclean.rules.gbk.beam import ANCHOR, GIVEN_UP, Search
from corpusclean.rules.gbk.detection import detect
from corpusclean.rules.gbk.fluency import CLOSERS
from corpusclean.rules.gbk.marks import hanzi
from corpusclean.rules.gbk.rounds import repeated
from corpusclean.rules.gbk.ways import Found

__all__ = ["unaligned_cuts"]

#: So much more likely than the text as it stands must a repair be, in nats, where nothing else shows the damage.  Of
#: 334 true ones in generated damage one in 40 gains less; of ``?！`` and ``?？`` that people typed, in chats, quizzes
#: and clean text whose ``？！`` were made ``?！``, none gains so much in a run of which not half is guessed.
ALONE = 20.0
#: ... where the text has inserted pinyin, or half of the run is guessed and another repair shows the damage, ...
BESIDE = 12.0
#: ... while a run of which half is guessed must gain more, and be two hanzi at least, to show it, ...
MUCH = 24.0
#: ... in a text where another repair shows it, ...
AMONG = 4.0
#: ... and where there are but marks behind the cut, so that a person may have typed ``?！?``.
MARKS_ALONE = 20.0


def unaligned_cuts(text: str) -> Iterator[Edit | Flag]:
    """Hanzi read one byte off behind ``?！`` or ``?？``, where raw GBK bytes were cut in the middle of characters.

    Software of the sites that insert pinyin cuts the bytes at ``！`` (A3 A1) and ``？`` (A3 BF), wherever these two
    bytes meet, and reads the pieces alone.  ``。“十四`` is A1 A3, A1 B0, CA AE, CB C4: it was cut behind the first A1,
    which alone became ``?``; then came ``！``, and B0 CA, AE CB ... became other hanzi: ``?！笆``.  The run ends where
    a trail byte is ASCII, or at the next ``?``, which stands for a trail byte that was left over.

    The lost byte is the first of a character that ends in A3, mostly ``。``; the rest is read again from its bytes.
    The word model picks the character, and says whether the result is text at all, where before there was none.  The
    damage, done again to it, must give the text as it stands.  Private-use characters that were taken out of a run
    are guessed, if it reads better with one.  The edit's note says how many characters were filled in for lost bytes; a
    digit is never made up, and stays ``?``.  Pinyin inside a run goes with it.

    A genuine ``?！`` stays: nothing behind it becomes text, and a repair of which half is guessed shows no damage by
    itself.  Where but marks stand behind it, as in ``?！?``, the
    page must have a clear run, or the repair must close a quote that is open.  What is folded to ASCII (``??``) is
    left alone.

    It runs before `inserted_pinyin`, whose table it uses.

    >>> print(fix(unaligned_cuts, "報告?！笆奈濉币?guī)劃，合作?？h域"))
    報告。“十四五”規劃，合作。縣域
    >>> print(fix(unaligned_cuts, "真的?！我不信?！?"))
    真的?！我不信?！?
    """
    return repeated(text, _once)


def _once(text: str) -> Iterator[Edit | Flag]:
    if not ANCHOR.search(text):
        return
    damage = detect(text)
    search = Search(text, damage.table if damage else {}, damage.counts if damage else Counter(text))
    finds: list[Found] = []
    flags: list[Flag] = []
    done = 0
    for anchor in ANCHOR.finditer(text):
        if anchor.start() < done:
            continue
        found = search.find(anchor.start(), AMONG)
        if found is not None:
            finds.append(found)
            done = found.runs[-1].end
            if found.gain < BESIDE or _bare(text, found):
                search.fail()  # it may be of no use
        elif search.given_up and not flags:
            flags.append(Flag(anchor.start(), anchor.end() + 1, GIVEN_UP))
        if search.spent:  # all or nothing: with what is left the next call would go on
            yield Flag(anchor.start(), anchor.end() + 1, GIVEN_UP)
            return
    enough = BESIDE if damage else ALONE
    shown = any(found.gain >= enough and not _bare(text, found) and (damage or not _vague(found)) for found in finds)
    items: list[Edit | Flag] = [run.edit() for found in finds if _accepted(text, found, shown) for run in found.runs]
    yield from sorted([*items, *(flags if damage or shown else ())], key=lambda item: item.start)


def _accepted(text: str, found: Found, shown: bool) -> bool:
    """Whether a repair is to be made, in a text that shows the damage or not."""
    if _bare(text, found):
        return _closing(found) or (shown and _stops(found))
    return shown and (found.gain >= BESIDE or not _vague(found))


def _vague(found: Found) -> bool:
    """Whether half of the repair, or more, is guessed, and what comes out is little."""
    new = "".join(run.text for run in found.runs)
    guessed = sum(run.filled for run in found.runs) * 2 >= len(new)
    return guessed and (found.gain < MUCH or sum(map(hanzi, new)) < 2)


def _bare(text: str, found: Found) -> bool:
    """Whether a run has but the marks that a person may have typed."""
    return any(not text[start:end].strip("?！？") for start, end, *_ in found.runs)


def _stops(found: Found) -> bool:
    """Whether a repair makes marks of the marks."""
    return all(not hanzi(char) for run in found.runs for char in run.text)


def _closing(found: Found) -> bool:
    """Whether a repair of marks alone closes a quote that is open."""
    new = found.runs[-1].text  # with the beginning of the tag that the decoder ate, perhaps
    closing = new[:1] == "。" and len(new.rstrip("<")) == 2 and found.open.endswith(CLOSERS.get(new[1], " "))
    return closing and found.gain >= (BESIDE if new.endswith("<") else MARKS_ALONE)
