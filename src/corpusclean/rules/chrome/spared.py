"""Lines that stay whatever the model makes of them: titles, rows of tables, references, fields of records."""

import numpy as np

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.around import KNOWN, OTHER, Flags, Ints, Page
from corpusclean.rules.chrome.looks import BULLETED, DATED, SOLID
from corpusclean.rules.chrome.marks import SOURCE, Mark
from corpusclean.rules.chrome.sheet import back_matter

__all__ = ["spared", "titles"]

#: A title stands so many lines at most above the prose, and weighs so much (bytes of UTF-8).
HEAD, LIGHT, HEAVY = 20, 9, 200
#: Prose without an opener before it goes only with a score below this.
FAR = -300
#: Lines with no blank line between them are one block, up to so many.
BLOCK = 12
_FIELD = lazy(r"[^\W\d_]{1,12}(?: [^\W\d_]{1,12})?\s?[:：]\s?[^\s/]")


def titles(page: Page, scores: Ints) -> list[int]:
    """What may be the title: of the short lines above the first prose the best, the last above a credit, and the first
    behind a path.

    Known lines, items of lists and dates are none.
    """
    first = np.flatnonzero(page.prose & (scores > 0))[:1].tolist()
    if not first:
        return []
    begin = max(0, first[0] - HEAD)
    head = slice(begin, first[0])
    others = [p for p, kind in enumerate(page.kinds[head].tolist(), begin) if kind == OTHER]
    weights, listed = page.weights[head].tolist(), (page.looks[BULLETED, head] | page.looks[DATED, head]).tolist()
    found = [p for p in others if LIGHT <= weights[p - begin] <= HEAVY and not listed[p - begin]]
    credited = [p for p in found if (mark := page.marks[p + 1]) and mark.kind == "credit"]
    led = [p for p in others if p and (mark := page.marks[p - 1]) and mark.kind == "breadcrumb" and page.gone[p - 1]]
    return [*led[:1], *credited[-1:], *sorted(found, key=lambda p: (scores[p], p))[-1:]]


def spared(page: Page, taken: Flags, scores: Ints) -> Flags:
    """For each line whether it stays although it is taken.

    Rows of tables and titles of works; what stands under a heading of references; fields of a record above the prose; a
    source alone, which may stand under a table; headings that an author may write too; prose without a sure opener
    before it, unless it is far from text; and what no blank line parts from prose that stays.
    """
    solid = page.looks[SOLID] > 0
    at = np.array([-2, *page.at])
    blocks = np.cumsum(at[1:] - at[:-1] > 1)
    sizes = np.bincount(blocks)
    stays = np.zeros(len(sizes), dtype=bool)
    stays[blocks[page.prose & ~taken]] = True
    doubtful = np.zeros(len(solid), dtype=bool)
    doubtful[[p for p, mark in page.known if _doubtful(mark)]] = True
    others = (page.kinds != KNOWN) & (solid | (stays & (sizes <= BLOCK))[blocks])
    found: Flags = (others | doubtful | (page.prose & ~page.opened & (scores > FAR)) | _listed(page)) & ~page.gone
    return found


def _doubtful(mark: Mark) -> bool:
    """Whether the rules know better than the model: a source alone, the heading of a list that may be the author's."""
    return mark.why == SOURCE or (mark.kind in ("related", "comments") and not mark.sure)


def _listed(page: Page) -> Flags:
    """Lines under a heading of references up to the next known line, and fields of a record above the prose."""
    found = np.zeros(len(page.at), dtype=bool)
    if headings := page.sheet.places(back_matter):
        opens = np.fromiter(map(headings.__contains__, page.at), bool, len(page.at)) & ~page.gone
        ends = ((page.kinds == KNOWN) | page.gone) & ~opens
        place = np.arange(len(found))
        last = np.maximum.accumulate(np.where(opens | ends, place, -1))
        found = opens[last] & (last >= 0)
    prose = np.flatnonzero(page.prose)
    first = int(prose[0]) if len(prose) else 0
    fields = [p for p in np.flatnonzero(page.kinds[:first] == OTHER).tolist() if _FIELD.match(page.texts[p])]
    if len(fields) > 1:
        found[fields] = True
    return found
