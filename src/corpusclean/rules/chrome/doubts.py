"""What of a page speaks against its marks: interviews, records, logs, licences, pages about notices."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.lines import Line, dated
from corpusclean.rules.chrome.marks import SOURCE, STAMP, Mark

__all__ = ["doubted"]

_LABEL = lazy(r"[^\W\d_](?:[^\W\d_]|-){0,17}[:：]")
_YEAR = lazy(r"19\d\d|20\d\d")
_COPYRIGHT = lazy(r"©|copyright|版[权權]所有|著作[权權]所有|\([cC]\) ?(?:19|20)\d\d", re.IGNORECASE)
#: One of these stands in every line of copyright, of those in every line of a licence; lower case.
_SIGNED = ("©", "copyright", "所有", "(c)")
_LEGAL = (
    *("permission to use", "permission is", "redistribut", "warrant", "general public licen", "free software", "gpl"),
    *("free documentation", "licence to use", "license to use", "verbatim cop", "copying and dist", "自由软", "自由軟"),
)
_FIELDS = ("Files:", "Copyright:", "License:")
#: A sentence is at least so heavy (bytes of UTF-8: eight hanzi), and opens at most so many items of a list.
OPENING, ITEMS = 24, 12
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


def doubted(lines: Sequence[Line], marked: Sequence[Mark | None], gone: Mapping[int, object]) -> list[Mark | None]:
    """The marks, without those that the rest of what is left speaks against."""
    left = [i for i, line in enumerate(lines) if line.text and i not in gone]
    claims = [i for i in left if (mark := marked[i]) and mark.kind == "credit"]
    notices = [i for i in left if (mark := marked[i]) and mark.kind == "notice"]
    marks = list(marked)
    for i in _owned(lines, marked, left):
        marks[i] = None
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


def _owned(lines: Sequence[Line], marked: Sequence[Mark | None], left: list[int]) -> set[int]:
    """The items of lists that a sentence opens with its colon, and what it quotes: they are the text's own."""
    found: set[int] = set()
    for n, i in enumerate(left):
        if lines[i].text[-1] not in ":：" or marked[i] or lines[i].weight < OPENING:
            continue
        items = left[n + 1 : n + 1 + ITEMS]
        for previous, j in pairwise([i, *items]):
            apart = previous != i and any(not lines[k].text for k in range(previous + 1, j))
            if apart or lines[j].bulleted != lines[items[0]].bulleted:
                break  # a blank line may stand behind the colon, not in the list
            found.add(j)
    return found


def _record(lines: Sequence[Line], marked: Sequence[Mark | None], at: int, left: list[int]) -> bool:
    """Whether the lines around are fields of a record, such as a book's."""
    place = bisect_left(left, at)
    near = [*left[max(0, place - 3) : place], *left[place + 1 : place + 4]]
    fields = [j for j in near if not marked[j] and _LABEL.match(lines[j].text)]
    beside = left[max(0, place - 1) : place + 2]
    return len(fields) > 1 or any(j in beside and dated(lines[j].text) for j in fields)


def _about_notices(lines: Sequence[Line], marked: Sequence[Mark | None], left: list[int]) -> bool:
    """Whether the page itself speaks of copyright, privacy or disclaimers: in its title, or again and again."""
    titles = [lines[i].text.lower() for n, i in enumerate(left[:4]) if n == 0 or not marked[i]]
    if any(word in title for title in titles if len(title) < 60 for word in _SUBJECTS):
        return True
    prose = [lines[i].text.lower() for i in left if not marked[i] and lines[i].prose]
    together = "\n".join(prose)
    subjects = [word for word in _SUBJECTS if word in together]
    return bool(subjects) and sum(any(word in text for word in subjects) for text in prose) > 2


def _copyrights(lines: Sequence[Line], left: list[int]) -> bool:
    """Whether the copyright notices are the text's own: a licence, records of files, notices all over the page."""
    fields = {text.partition(":")[0] for i in left if (text := lines[i].text).startswith(_FIELDS)}
    if len(fields) > 1:
        return True
    texts = [lines[i].text for i in left]
    together = "\n".join(texts).lower()
    if not any(word in together for word in _SIGNED):
        return False
    noted = sum(map(_noted, texts))
    if noted >= COPYRIGHTS or not noted:
        return noted > 0
    return any(word in together for word in _LEGAL) and any(map(_licensed, texts))


def _noted(text: str) -> bool:
    """Whether a line is of copyright with a year."""
    return _YEAR.search(text) is not None and _COPYRIGHT.search(text) is not None


@lru_cache(maxsize=4096)
def _licensed(text: str) -> bool:
    """Whether a line says what licences say."""
    return _LICENCE.search(text) is not None
