"""Lines that come back on other pages of the same site: menus, boxes and footers that no page shows to be furniture.

What recurs is counted by pairs of neighbouring lines: a heading, a refrain, the name of a speaker or a cell of a table
comes back alone, in other company each time; furniture comes back with its neighbours.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpusclean.document import Document
from corpusclean.edits import Edit
from corpusclean.rules.boilerplate.lines import Line, letters, split
from corpusclean.rules.boilerplate.runs import cut_lines
from corpusclean.rules.boilerplate.sites import folder, host
from corpusclean.rules.boilerplate.witnesses import Answers, others, said, union

__all__ = ["RecurringFolderLine", "RecurringLine"]


class RecurringLine:
    r"""Lines that come back, in the same company, on other pages of the same site.

    What no single page shows to be furniture, several do: a box for letters to the editor, a list of the day's
    headlines, a notice in full sentences.  Rules of chrome run before; what recurs of the rest is what they missed.
    The site is the host of the address in the metadata, ``www.`` and the like aside; subdomains are sites of their own,
    since platforms give one to each user.  Documents without an address are left alone.

    A line goes in a run of neighbours that recurs as it stands, numbers included: three lines at the edge of the page
    (one long line is enough there), five outside its body, four short ones on three articles in the midst of it.
    Copies are one article, told by their longest line or by half of their prose in common; versions, which share long
    lines in the midst of their text, do not speak for each other.  What may have been written for two pages, a sentence
    or a long line, needs three articles or two other lines beside it; on a large site a pair of lines must stand on one
    article in fifty.

    Single headings, refrains, datelines, salutations and speakers stay, and so do the title, tables of figures,
    programs, verse and all pages with little text of their own; what goes is never more prose than what stays.  A page
    of more than 800 lines is looked at from both ends.

    The note says on how many articles each of the lines stands at least; eight is the most it says.

    >>> from corpusclean.document import Source
    >>> from corpusclean.edits import Field
    >>> foot = "\n\nLetters to the editor\nThe week in pictures\nOur gardening year\n"
    >>> def page(number, text, foot=foot):
    ...     address = Field(0, 0, "url", f"https://www.example.org/{number}")
    ...     return Document.of(Source.of(f"{text} " * 3 + text + foot), f"{number}.txt").marked([address])
    >>> one = page(1, "The old bridge opens again on Sunday, and half the town wants to be first.")
    >>> two = page(2, "Nobody had expected the harvest to be over before the rains came this year.")
    >>> (edit,), _ = play(RecurringLine(), [one, two])
    >>> one.text[edit.start : edit.end] == foot[:-1], edit.note
    (True, 'on 2 or more articles of example.org')
    >>> copy = page(3, "The old bridge opens again on Sunday, and half the town wants to be first.")
    >>> play(RecurringLine(), [one, copy])
    [[], []]
    """

    def facts(self, document: Document, answers: Answers) -> Iterator[tuple[bytes, bytes]]:
        """One round: each pair of neighbouring lines of the host, and the host itself, with the article."""
        return said(host(document), document, answers)

    def combine(self, one: bytes, other: bytes) -> bytes:
        """The smallest witnesses of both."""
        return union(one, other)

    def edits(self, document: Document, answers: Answers) -> Iterator[Edit]:
        """The runs of recurring lines."""
        site = host(document)
        return findings(site, f"articles of {site}", document, answers)


class RecurringFolderLine:
    r"""Lines that come back, in the same company, on other pages of the same folder or file, where no address is known.

    As `recurring_line`, with the folder in the place of the site: the one the document's file lies in, or the file
    whose row the document is.  People sort downloads by where they come from; but chapters of one book, contracts and
    minutes lie in one folder, too, and what they have in common is their text.  Unsafe.

    >>> from corpusclean.document import Source
    >>> foot = "\n\nLetters to the editor\nThe week in pictures\nOur gardening year\n"
    >>> def page(name, text):
    ...     return Document.of(Source.of(f"{text} " * 3 + text + foot), name)
    >>> one = page("paper/1.txt", "The old bridge opens again on Sunday, and half the town wants to be first.")
    >>> two = "Nobody had expected the harvest to be over before the rains came this year."
    >>> [edit.note for edit in play(RecurringFolderLine(), [one, page("paper/2.txt", two)])[0]]
    ['on 2 or more articles of paper']
    >>> play(RecurringFolderLine(), [one, page("other/2.txt", two)])
    [[], []]
    """

    def facts(self, document: Document, answers: Answers) -> Iterator[tuple[bytes, bytes]]:
        """One round: each pair of neighbouring lines of the folder, and the folder itself, with the article."""
        return said(_shelf(document), document, answers)

    def combine(self, one: bytes, other: bytes) -> bytes:
        """The smallest witnesses of both."""
        return union(one, other)

    def edits(self, document: Document, answers: Answers) -> Iterator[Edit]:
        """The runs of recurring lines."""
        return findings(_shelf(document), f"articles of {folder(document)}", document, answers)


def _shelf(document: Document) -> str:
    """The folder as a site, apart from hosts of that name; empty where the host is known."""
    return "" if host(document) else f"/{folder(document)}"


def findings(site: str, of: str, document: Document, answers: Answers) -> Iterator[Edit]:
    """Edits that take the furniture of a page out, a run each, and the blank lines that are left over."""
    if not (site and answers and answers[0]) or not (lines := split(document.text)):
        return
    pairs = others(site, lines, answers[0])
    title = letters(document.metadata.get("title") or "")
    cut = [at for at in sorted(cut_lines(lines, pairs)) if lines[at].key != title]
    text = document.text
    ends = {one for one, other in pairwise([*cut, len(lines) + 1]) if other != one + 1}
    start = -1
    for at in cut:
        start = at if start < 0 else start
        if at not in ends:
            continue
        count = 1 + min(max(pairs[one], pairs[one + 1]) for one in range(start, at + 1))
        yield Edit(*_span(text, lines, start, at), "", note=f"on {count} or more {of}")
        start = -1


def _span(text: str, lines: Sequence[Line], first: int, last: int) -> tuple[int, int]:
    """Whole lines; the blank ones behind them too if others stand before, and at the foot those before instead."""
    start, end = lines[first].start, lines[last].end
    if not text[end:].strip():  # the foot: the line end behind stays, as the last of what is left
        kept = len(text[:start].rstrip())
        stop = text.find("\n", kept, start)
        stop = start if stop < 0 else stop - (text[stop - 1] == "\r")
        return (stop, lines[last].shown) if kept else (0, len(text))
    before = text[:start].rstrip(" \t\u3000")
    if not before.strip() or before.endswith(("\n\n", "\n\r\n")):
        rest = text[end:]
        end += rest.rfind("\n", 0, len(rest) - len(rest.lstrip())) + 1
    return start, end
