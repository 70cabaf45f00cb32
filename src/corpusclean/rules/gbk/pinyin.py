"""Pinyin that was inserted into raw GBK bytes, and the text that was read one byte off behind it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpusclean.edits import Edit, Flag
from corpusclean.rules.gbk.beam import GIVEN_UP, Search
from corpusclean.rules.gbk.codec import pairs, single
from corpusclean.rules.gbk.detection import Damage, detect
from corpusclean.rules.gbk.rounds import repeated
from corpusclean.rules.gbk.ways import Run

__all__ = ["inserted_pinyin", "undone"]


def inserted_pinyin(text: str) -> Iterator[Edit | Flag]:
    """Pinyin in parentheses that software put behind Traditional hanzi, on raw GBK bytes.

    Copying sites convert Simplified pages to Traditional hanzi and run a replacement over the *bytes* that appends
    the reading to each hanzi of a table: ``行業(yè)還在``.  Where a trail byte and the next lead byte happen to make
    such a hanzi, the reading falls between the two halves of a character, and what follows is read one byte off:
    ``因為與奧`` becomes ``因?yàn)榕c奧``.

    Both are undone exactly.  An annotation is deleted; a shifted run is read again from its bytes.  The lost byte
    must complete a hanzi with that reading, the word model picks among the few that do, and the damage, done again
    to the repaired run, must give the text as it stands.  Where a run has lost further bytes, they are guessed: the
    second byte of the last hanzi and an ASCII character that the decoder ate with it (``列/欄`` came as ``?欄``), or a
    private-use character that somebody took out of the run.  A guess is a likely one, no more; the edit's note says
    how many characters were filled in.  A digit that was eaten is never made up: it stays ``?``.

    Glosses stay.  The software annotates every occurrence of a hanzi, only Traditional ones, everyday ones too, with
    the first reading of the dictionary, in the middle of sentences.  A person annotates rare hanzi, once, or the
    readings of a polyphone, or, in a primer, every hanzi.  The rule looks at the text as a whole: with few annotations
    these must stand in sentences, not in lists, definitions, quotes, short lines or verse; where there are fewer than
    four kinds, there must be two at least, in 40 characters, none of them unlike the software's, and the text must not
    speak of readings.  One shifted run is proof by itself: nobody writes ``?yàn)`` with the right bytes around it.

    What is left alone: a heading, a single annotation.  What cannot be told apart: a few sentences of a reader that
    annotates several everyday Traditional hanzi, and these only, wherever they occur.

    In text made to waste time the search gives up, reads no run again, and flags the first.

    >>> print(fix(inserted_pinyin, "行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,因?yàn)榕c過去對(duì)比。"))
    行業還在探討時,它正加速向超級公司進化,因為與過去對比。
    >>> print(fix(inserted_pinyin, "「長」讀作長(zhǎng)，鎵(jiā)、銦(yīn)、鉈(tā)、鍺(zhě)、釙(pō)都是元素。"))
    「長」讀作長(zhǎng)，鎵(jiā)、銦(yīn)、鉈(tā)、鍺(zhě)、釙(pō)都是元素。
    """
    return repeated(text, undone)


@lru_cache(maxsize=2)  # the rules whose evidence it is ask before
def undone(text: str) -> tuple[Edit | Flag, ...]:
    """What undoes the damage, in one round; a flag where a search was given up."""
    damage = detect(text)
    return tuple(_undone(text, damage)) if damage is not None else ()


def _undone(text: str, damage: Damage) -> Iterator[Edit | Flag]:
    search = Search(text, damage.table, damage.counts)
    aligned: list[Edit] = []
    runs: list[Run] = []
    flags: list[Flag] = []
    done = 0  # so many runs end before the mark
    for mark in damage.marks():
        start, end = mark.span()
        while done < len(runs) and runs[done].end <= start:
            done += 1
        if done < len(runs) and runs[done].start <= start:
            continue  # inside a run that was repaired
        if mark["shifted"]:
            found = search.find(start)
            if found is not None:
                runs += found.runs
            elif search.given_up and not search.spent:
                flags.append(Flag(start, end, GIVEN_UP))
        elif damage.table.get(mark["hanzi"] or "") == mark["reading"] is not None or _across(text, mark, search):
            aligned.append(Edit(start + 1, end, ""))
    if search.spent:  # all or nothing: with what is left the next call would go on
        runs, flags = [], [Flag(*next(mark.span() for mark in damage.marks() if mark["shifted"]), GIVEN_UP)]
    items: list[Edit | Flag] = [*aligned, *(run.edit() for run in runs), *flags]
    yield from sorted(items, key=lambda item: item.start)


def _across(text: str, mark: re.Match[str], search: Search) -> bool:
    """Whether the pinyin stands behind a trail byte and an ASCII one that together are a hanzi with this reading."""
    raw = pairs().raw.get(text[mark.start() - 1 : mark.start()])
    key = pairs().chars.get(raw[1:] + single(mark["trail"])) if raw and mark["trail"] else None
    return key is not None and search.fits(key, mark["half"])
