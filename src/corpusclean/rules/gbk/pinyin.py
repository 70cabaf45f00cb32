"""Pinyin that was inserted into raw GBK bytes, and the text that was read one byte off behind it."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from corpusclean.edits import Edit
from corpusclean.language import readings, simplified, words
from corpusclean.rules.gbk.codec import annotate, pairs, single
from corpusclean.rules.gbk.detection import MARK, Damage, detect, hanzi, plain_reading

__all__ = ["inserted_pinyin", "repairs"]

#: A shifted run is followed for so many characters; it ends where a trail byte is ASCII, which about one Traditional
#: hanzi in three has, so that a longer one is a run whose end was lost.
LONGEST_RUN = 120
#: So many hanzi are tried for a reading on one lead byte; most readings have three or fewer, ``yì`` on D2 has 36.
BEAM = 8
#: So many ways to read a run are compared (it has such a hanzi at its beginning, and may have one at its end).
WAYS = 16
#: After so many runs that nothing came of, the rest of the text is left as it is: it is made to waste time.
FAILURES = 2000
#: So many hanzi on either side of a repaired run are scored with it.
CONTEXT = 6
#: So likely must a repaired run be, a character, with its neighbours, in nats by the word model.  Right repairs of
#: generated damage lie above (median -6), runs that went wrong below; rerun benchmarks/gbk after a change.
LIKELY = -11.0
#: What the model gives to a character that is neither hanzi, nor punctuation, nor ASCII: kana, Greek, private use.
STRANGE = -25.0
#: ... and to punctuation and ASCII, which break a run of words.
COMMON = -5.0

_COMMON = re.compile(r"[\t\n\r -~。、，；：？！「」『』“”‘’（）《》〈〉【】—…·　％～]")


def inserted_pinyin(text: str) -> Iterator[Edit]:
    """Pinyin in parentheses that software put behind Traditional hanzi, on raw GBK bytes.

    Copying sites convert Simplified pages to Traditional hanzi and run a replacement over the *bytes* that appends
    the reading to each hanzi of a table: ``行業(yè)還在``.  Where a trail byte and the next lead byte happen to make
    such a hanzi, the reading falls between the two halves of a character, and what follows is read one byte off:
    ``因為與奧`` becomes ``因?yàn)榕c奧``.

    Both are undone exactly.  An annotation is deleted; a shifted run is read again from its bytes.  The lost byte
    must complete a hanzi with that reading, the word model picks among the few that do, and the damage, done again
    to the repaired run, must give the text as it stands.  Where a run has lost further bytes, a ``?`` remains.

    Glosses stay: the rule looks at the text as a whole.  The software annotates every occurrence of a hanzi, only
    Traditional ones, everyday ones too, with the first reading of the dictionary, in the middle of sentences.  A
    person annotates rare hanzi, once, or the readings of a polyphone, or, in a primer, every hanzi.  A text with
    fewer than four annotated hanzi is never touched.

    >>> print(fix(inserted_pinyin, "行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,因?yàn)榕c過去對(duì)比。"))
    行業還在探討時,它正加速向超級公司進化,因為與過去對比。
    >>> print(fix(inserted_pinyin, "「長」讀作長(zhǎng)，鎵(jiā)、銦(yīn)、鉈(tā)、鍺(zhě)、釙(pō)都是元素。"))
    「長」讀作長(zhǎng)，鎵(jiā)、銦(yīn)、鉈(tā)、鍺(zhě)、釙(pō)都是元素。
    """
    damage = detect(text)
    if damage is not None:
        yield from repairs(text, damage)


def repairs(text: str, damage: Damage) -> Iterator[Edit]:
    """The edits that undo the damage."""
    done = failures = 0
    for mark in damage.marks:
        if mark.start() < done:
            continue  # inside a run that was repaired
        if mark["shifted"]:
            run = _repaired(text, mark, damage) if failures < FAILURES else None
            if run is None:
                failures += 1
            else:
                done = run.end
                yield Edit(mark.start(), run.end, run.text)
        elif damage.table.get(mark["hanzi"] or "") == mark["reading"] is not None or _across(text, mark, damage):
            yield Edit(mark.start() + 1, mark.end(), "")


def _across(text: str, mark: re.Match[str], damage: Damage) -> bool:
    """Whether the pinyin stands behind a trail byte and an ASCII one that together are a hanzi with this reading."""
    raw = pairs().raw.get(text[mark.start() - 1 : mark.start()])
    key = pairs().chars.get(raw[1:] + single(mark["trail"])) if raw and mark["trail"] else None
    return key is not None and _read(key, mark["half"], damage)


def _read(key: str, reading: str, damage: Damage) -> bool:
    """Whether the table may hold this hanzi with this reading: as it does, or since the text never has it bare."""
    known = damage.table.get(key)
    return plain_reading(reading) in readings(key) and (known == reading if known else not damage.counts.get(key))


class _Run(NamedTuple):
    """A way to read the bytes behind a mark: up to where, the text, and the hanzi that were matched unaligned."""

    end: int
    text: str
    keys: tuple[tuple[str, str], ...]
    lost: str = ""  # something that is read as the question mark behind the run, for the proof


@cache
def _candidates(lead: int, reading: str) -> tuple[str, ...]:
    """The hanzi on a lead byte that have the reading, the more usual ones first."""
    chars = pairs().chars
    row = (chars.get(bytes((lead, trail)), "") for trail in range(0x40, 0xFF))
    found = [char for char in row if char and reading in readings(char)]
    share = words().characters
    return tuple(sorted(found, key=lambda char: -share.get(simplified(char), 0.0))[:BEAM])


def _repaired(text: str, mark: re.Match[str], damage: Damage) -> _Run | None:
    """The best reading of the run behind ``?yè)``, if there is one that the damage turns into the text again."""
    before = text[mark.start() - 1 : mark.start()]
    raw = pairs().raw.get(before)
    if raw is None:
        return None
    runs = (
        run._replace(keys=((key, mark["shifted"]), *run.keys))
        for key in _candidates(raw[1], plain_reading(mark["shifted"]))
        # The lost byte stood before an ASCII one or a trail: it is a lead byte.
        if (lost := pairs().raw[key][1]) >= 0x81 and _read(key, mark["shifted"], damage)
        for run in _runs(text, mark.end(), lost, damage)
        if all(_read(*key, damage) for key in run.keys)
    )
    ways = list(islice(runs, WAYS))
    left = _unmarked(text[max(0, mark.start() - 8 * CONTEXT) : mark.start()])[-CONTEXT:]
    right = {end: _unmarked(text[end : end + 8 * CONTEXT])[:CONTEXT] for end in {run.end for run in ways}}
    likely = [(_likelihood(left, run.text, right[run.end]), run) for run in ways]
    ranked = sorted((found for found in likely if found[0] >= LIKELY), key=lambda found: -found[0])
    return next((run for _, run in ranked if _proved(text, mark.start(), run, damage)), None)


def _proved(text: str, start: int, run: _Run, damage: Damage) -> bool:
    """Whether the damage, done to the run and the character before it, gives the text as it stands."""
    damaged = text[start - 1 : run.end + bool(run.lost)]
    return annotate(text[start - 1] + run.text + run.lost, {**damage.table, **dict(run.keys)}) == damaged


def _runs(text: str, start: int, lost: int, damage: Damage) -> Iterator[_Run]:
    """The ways to read the text from ``start`` on, where the byte ``lost`` stands before it."""
    chars, raw_of = pairs()
    out: list[str] = []
    at, pending = start, lost
    while len(out) < LONGEST_RUN and at < len(text):
        mark = MARK.match(text, at)
        if mark and mark["shifted"]:
            # A hanzi of the table whose lead byte is pending: its trail byte became this question mark.
            for key in _candidates(pending, plain_reading(mark["shifted"])):
                yield _Run(mark.end(), "".join(out) + key, ((key, mark["shifted"]),))
            return
        char = text[at]
        if char == "?" and out:
            # Two bytes that made no character: the trail byte of a hanzi, and most likely ASCII behind it.
            any_hanzi = next(chars[pair] for trail in range(254, 128, -1) if (pair := bytes((pending, trail))) in chars)
            yield _Run(at, "".join(out), (), any_hanzi + " ")
            return
        raw = raw_of.get(char) or single(char)
        found = raw and chars.get(bytes((pending, raw[0])))
        if not raw or not found:
            return
        out.append(found)
        if len(raw) == 1:
            # The run ends with a hanzi whose trail byte is ASCII; it may be one of the table itself.
            if mark and mark["half"] and _read(found, mark["half"], damage):
                yield _Run(mark.end(), "".join(out), ((found, mark["half"]),))
            else:
                yield _Run(at + 1, "".join(out), ())
            return
        at = mark.end() if mark and damage.table.get(char) == mark["reading"] else at + 1
        pending = raw[1]
        if pending < 0x80:
            yield _Run(at, "".join(out) + chr(pending), ())
            return


def _unmarked(text: str) -> str:
    """The text without annotations."""
    return MARK.sub(lambda mark: mark["hanzi"] or mark["trail"] or "?", text)


def _likelihood(left: str, run: str, right: str) -> float:
    """The log-probability of a run a character, between the characters around it."""
    return (_score(left + run + right) - _score(left) - _score(right)) / len(run)


@lru_cache(maxsize=1024)  # the ways to read one run share their surroundings
def _score(text: str) -> float:
    score = 0.0
    for part in re.finditer(r"[一-鿿]+|[^一-鿿]", simplified(text)):
        if hanzi(part[0][0]):
            score += words().score(part[0])
        else:
            score += COMMON if _COMMON.match(part[0]) else STRANGE
    return score
