"""Byte pairs that were deleted from raw GBK bytes, and what that made of the characters around them."""

import re
from collections.abc import Iterator
from functools import cache

from corpusclean.edits import Edit, Flag
from corpusclean.language import simplified, traditional
from corpusclean.rules.gbk.detection import MARK
from corpusclean.rules.gbk.evidence import evidence
from corpusclean.rules.gbk.splits import STEPS, STEPS_EACH, Split, deleted, halves, splits
from corpusclean.rules.mojibake.lines import around
from corpusclean.rules.steps import Steps

__all__ = ["deleted_byte_pairs"]

#: For each pair that stands whole in a text, so many must be found deleted: a site puts lines of its own around an
#: article.  News has a pair in 1,600 characters, reviews in 2,500, manuals in 9,400.
SPARED = 4


def deleted_byte_pairs(text: str) -> Iterator[Edit | Flag]:
    """Two characters that became one, because ``A1 A1`` between them was deleted from raw GBK bytes.

    Software that strips the ideographic space (``A1 A1``) from bytes also hits the place where one character ends in
    ``A1`` and a mark of row A1 (``、。「」“”《》``) begins: of ``小`` (D0 A1) and ``、`` (A1 A2) remains D0 A2,
    ``孝``.  So ``更小、更高效`` becomes ``更孝更高效``, and ``留住「`` becomes ``留贅`` once converted; ``！”``
    (A3 A1, A1 B1) becomes ``１``.

    Each character has at most one pair it can come from, and the damage done to the pair gives the character back.
    Whether it was a pair is weighed: what the word model gains, where the marks around it are, whether an enumeration
    goes on, whether a sentence begins behind it.  The edit's note gives the log-odds.  A bracket or quote is put in
    only where its partner stands alone in the line.

    No threshold is safe by itself (``更孝順`` and ``累贅`` are words).  So the rule acts only where the text shows,
    independently, that its bytes were mistreated: where `inserted_pinyin` finds annotations of four hanzi and more.
    And the software spares no place: a text where such pairs stand whole (``市场。``) has not met it, and is left
    alone, unless four times as many are found deleted.

    In clean text behind such evidence it makes 0 to 10 false repairs a million characters, without it none; of the
    pairs lost from news, reviews and manuals it puts back .88, .83 and .96.  It cannot see ``省、`` in ``１２个盛市``,
    nor stops between names.  Lost ``，`` and ``？`` are out of reach: their bytes are in another row.

    It runs before `inserted_pinyin`, whose annotations are the evidence.

    >>> evidence = "在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。"
    >>> print(fix(deleted_byte_pairs, evidence + "讓模型變孝變專業(yè)。"))
    在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。讓模型變小、變專業(yè)。
    >>> print(fix(deleted_byte_pairs, "讓模型變孝變專業。"))
    讓模型變孝變專業。
    >>> print(fix(deleted_byte_pairs, evidence + "孝是美德,要更孝順父母。"))
    在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。孝是美德,要更孝順父母。
    """
    other = evidence(text)
    if other is None:
        return
    patch, table = other
    plain = simplified(patch.apply(text))
    steps = Steps(STEPS + int(STEPS_EACH * len(plain)))
    found = [split for split in splits(plain, steps) if deleted(split.first + split.mark) == plain[split.at]]
    if steps.taken >= steps.limit:
        yield Flag(0, len(text), "search for deleted byte pairs given up: too many places look like one")
        return
    if len(found) < SPARED * sum(1 for _ in _intact().finditer(plain)):
        return
    for split, (start, end) in zip(found, patch.origins((one.at, one.at + 1) for one in found), strict=True):
        if end - start != 1:
            continue  # inside a run that was read one byte off
        mark = MARK.match(text, start)
        annotated = mark and table.get(mark["hanzi"] or "") == mark["reading"]
        first = _written(split, around(text, start, end))
        if first in table:
            first += f"({table[first]})"  # as everywhere in this text
        # An annotation of the hanzi that never was goes with it.
        stop = mark.end() if mark and annotated else end
        yield Edit(start, stop, first + split.mark, note=f"log-odds {split.odds:.1f}")


@cache
def _intact() -> re.Pattern[str]:
    """Two characters that the software would have made one; a text that has them met no such software."""
    firsts = "".join({first for first, _ in halves().values()})
    marks = "".join(re.escape(mark) for mark in {mark for _, mark in halves().values()})
    return re.compile(f"[{marks}](?<=[{firsts}].)")


def _written(split: Split, line: str) -> str:
    """The first half in the script of its line: the copying site converted it afterwards."""
    return traditional(split.first) if simplified(line) != line else split.first
