"""What of a page speaks against its marks: interviews, records, logs, licences, pages about notices."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.lines import Line, dated
from corpusclean.rules.chrome.marks import SOURCE, STAMP, Mark
from corpusclean.rules.chrome.sheet import Sheet, colons

__all__ = ["Doubts"]

_LABEL = lazy(r"[^\W\d_](?:[^\W\d_]|-){0,17}[:：]")
_YEAR = lazy(r"19\d\d|20\d\d")
_COPYRIGHT = lazy(r"©|copyright|版[权權]所有|著作[权權]所有|\([cC]\) ?(?:19|20)\d\d", re.IGNORECASE)
#: What the pattern needs, in lower case.
_COPYRIGHT_SAYS = ("©", "copyr", "所有", "(c)")
#: One of these stands in every line of copyright, of those in every line of a licence; lower case.
_SIGNED = ("©", "copyright", "所有", "(c)")
_LEGAL = (
    *("permission to use", "permission is", "redistribut", "warrant", "general public licen", "free software", "gpl"),
    *("free documentation", "licence to use", "license to use", "verbatim cop", "copying and dist", "自由软", "自由軟"),
)
_FIELDS = ("Files:", "Copyright:", "License:")
#: A sentence with a colon opens at most so many items of a list.
ITEMS = 12
#: So many lines of copyright are the text's own.
COPYRIGHTS = 3
#: What licences say.
_LICENCE = lazy(
    r"permission (?:to use|is (?:hereby )?granted)|redistribut(?:e|ion)\b|warrant(?:y|ies)\b|general public licen[sc]e"
    r"|free (?:software|documentation)|licen[sc]e to use|verbatim cop|copying and distribution"
    r"|自由(?:软|軟)(?:件|體)|\bGPL",
    re.IGNORECASE,
)
#: A page that speaks of these is about notices; lower case.
_SUBJECTS = (
    "版权",
    "版權",
    "著作权",
    "著作權",
    "免责",
    "免責",
    "转载",
    "轉載",
    "隐私",
    "隱私",
    "copyright",
    "disclaimer",
    "privacy",
    "cookie",
    "newsletter",
    "affiliate",
    "urheberrecht",
    "datenschutz",
    "저작권",
    "개인정보",
    "이용약관",
    "利用規約",
    "プライバシー",
    "個人情報",
    "derechos de autor",
    "aviso legal",
    "privacidad",
    "mentions légales",
    "données personnelles",
    "авторск",
    "конфиденциальн",
    "prywatno",
    "terms of",
)


class Doubts:
    """What speaks against the marks of a page; what single lines say is read once."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._credits = [i for i in sheet.marked if (mark := sheet.marks[i]) and mark.kind == "credit"]
        self._notices = [i for i in sheet.marked if (mark := sheet.marks[i]) and mark.kind == "notice"]

    def doubted(self, gone: Container[int], left: list[int]) -> list[Mark | None]:
        """The marks, without those that the rest of what is left speaks against."""
        sheet = self._sheet
        lines, marked = sheet.lines, sheet.marks
        marks = list(marked)
        for i in self._owned(gone, left):
            marks[i] = None
        if claims := [i for i in self._credits if i not in gone]:
            # A label that opens three lines or more is a speaker or a field of a record; a time that comes back, a log.
            labels = Counter(mark.why for i in claims if (mark := marked[i]))
            for i in claims:
                mark = marked[i]
                repeated = mark and labels[mark.why] > (1 if mark.why in (STAMP, SOURCE) else 2)
                if repeated or _record(lines, marked, i, left):
                    marks[i] = None
        notices = [i for i in self._notices if i not in gone]
        if notices and (self._about_notices(gone, left) or self._copyrights(gone)):
            for i in notices:
                marks[i] = None
        return marks

    def _owned(self, gone: Container[int], left: list[int]) -> set[int]:
        """The items of lists that a sentence opens with its colon, and what it quotes: they are the text's own."""
        lines, marked = self._sheet.lines, self._sheet.marks
        found: set[int] = set()
        for i in sorted(self._sheet.places(colons)):
            if marked[i] or i in gone:
                continue
            n = bisect_left(left, i)
            items = left[n + 1 : n + 1 + ITEMS]
            for previous, j in pairwise([i, *items]):
                apart = previous != i and any(not lines[k].text for k in range(previous + 1, j))
                if apart or lines[j].bulleted != lines[items[0]].bulleted:
                    break  # a blank line may stand behind the colon, not in the list
                found.add(j)
        return found

    def _about_notices(self, gone: Container[int], left: list[int]) -> bool:
        """Whether the page itself speaks of copyright, privacy or disclaimers: in its title, or again and again."""
        sheet = self._sheet
        marked = sheet.marks
        titles = [sheet.lower[i] for n, i in enumerate(left[:4]) if n == 0 or not marked[i]]
        if any(word in title for title in titles if len(title) < 60 for word in _SUBJECTS):
            return True
        return sum(not marked[i] and i not in gone for i in sheet.places(_subjects)) > 2

    def _copyrights(self, gone: Container[int]) -> bool:
        """Whether the copyright notices are the text's own: a licence, records of files, notices all over the page."""
        sheet = self._sheet
        if len({sheet.texts[i].partition(":")[0] for i in sheet.places(_fields) if i not in gone}) > 1:
            return True
        if all(i in gone for i in sheet.places(_signed)):
            return False
        noted = sum(i not in gone for i in sheet.places(_noted))
        if noted >= COPYRIGHTS or not noted:
            return noted > 0
        return all(any(i not in gone for i in sheet.places(find)) for find in (_legal, _licensed))


def _subjects(sheet: Sheet) -> Iterable[int]:
    """The lines of prose that speak of notices."""
    return [i for i in sheet.saying(_SUBJECTS) if sheet.prose[i]]


def _fields(sheet: Sheet) -> list[int]:
    return [i for i, text, _ in sheet.items if text.startswith(_FIELDS)]


def _signed(sheet: Sheet) -> Iterable[int]:
    return sheet.saying(_SIGNED)


def _noted(sheet: Sheet) -> list[int]:
    """The lines of copyright with a year."""
    signed = ((i, sheet.texts[i]) for i in sheet.saying(_COPYRIGHT_SAYS))
    return [i for i, text in signed if _YEAR.search(text) and _COPYRIGHT.search(text)]


def _legal(sheet: Sheet) -> Iterable[int]:
    return sheet.saying(_LEGAL)


def _licensed(sheet: Sheet) -> list[int]:
    """The lines that say what licences say."""
    return [i for i, text, _ in sheet.items if _LICENCE.search(text)]


def _record(lines: Sequence[Line], marked: Sequence[Mark | None], at: int, left: list[int]) -> bool:
    """Whether the lines around are fields of a record, such as a book's."""
    place = bisect_left(left, at)
    near = [*left[max(0, place - 3) : place], *left[place + 1 : place + 4]]
    fields = [j for j in near if not marked[j] and _LABEL.match(lines[j].text)]
    beside = left[max(0, place - 1) : place + 2]
    return len(fields) > 1 or any(j in beside and dated(lines[j].text) for j in fields)
