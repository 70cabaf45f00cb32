"""What of a page speaks against its marks: interviews, records, logs, licences, pages about notices."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.lines import Line
from corpusclean.rules.chrome.marks import SOURCE, STAMP, Mark

__all__ = ["doubted"]

_LABEL = lazy(r"[^\W\d_](?:[^\W\d_]|-){0,17}[:：]")
_YEAR = lazy(r"(?:19|20)\d\d")
_COPYRIGHT = lazy(r"©|copyright|版[权權]所有|著作[权權]所有|\([cC]\) ?(?:19|20)\d\d", re.IGNORECASE)
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
    "terms of",
)


def doubted(lines: Sequence[Line], marked: Sequence[Mark | None], gone: Mapping[int, object]) -> list[Mark | None]:
    """The marks, without those that the rest of what is left speaks against."""
    left = [i for i, line in enumerate(lines) if line.text and i not in gone]
    claims = [i for i in left if (mark := marked[i]) and mark.kind == "credit"]
    notices = [i for i in left if (mark := marked[i]) and mark.kind == "notice"]
    marks = list(marked)
    if claims:
        # A label that opens three lines or more is a speaker or a field of a record; a time that comes back, a log.
        labels = Counter(mark.why for i in claims if (mark := marked[i]))
        for i in claims:
            mark = marked[i]
            repeated = mark and labels[mark.why] > (1 if mark.why in (STAMP, SOURCE) else 2)
            if repeated or _record(lines, marked, i, left):
                marks[i] = None
    if notices and (_about_notices(lines, marked, left) or _copyrights(lines, left)):
        for i in notices:
            marks[i] = None
    return marks


def _record(lines: Sequence[Line], marked: Sequence[Mark | None], at: int, left: list[int]) -> bool:
    """Whether the lines around are fields of a record, such as a book's."""
    place = bisect_left(left, at)
    near = [*left[max(0, place - 3) : place], *left[place + 1 : place + 4]]
    return sum(1 for j in near if not marked[j] and _LABEL.match(lines[j].text)) > 1


def _about_notices(lines: Sequence[Line], marked: Sequence[Mark | None], left: list[int]) -> bool:
    """Whether the page itself speaks of copyright, privacy or disclaimers: in its title, or again and again."""
    titles = [lines[i].text.lower() for i in left[:4] if not marked[i]]
    if any(word in title for title in titles if len(title) < 60 for word in _SUBJECTS):
        return True
    prose = (lines[i].text.lower() for i in left if not marked[i] and lines[i].prose)
    return sum(any(word in text for word in _SUBJECTS) for text in prose) > 2


def _copyrights(lines: Sequence[Line], left: list[int]) -> bool:
    """Whether the copyright notices are the text's own: a licence, records of files, notices all over the page."""
    noted, licensed, fields = 0, False, set()
    for i in left:
        text = lines[i].text
        noted += _COPYRIGHT.search(text) is not None and _YEAR.search(text) is not None
        licensed = licensed or _LICENCE.search(text) is not None
        fields |= {name for name in ("Files:", "Copyright:", "License:") if text.startswith(name)}
    return noted >= COPYRIGHTS or (noted > 0 and licensed) or len(fields) > 1
