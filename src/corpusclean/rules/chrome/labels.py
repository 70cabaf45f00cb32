r"""Lines of credits: ``label: value`` pairs of author, source, time and counters, and bylines.

>>> [(pair.name, pair.value) for pair in pairs("时间:2024-05-28 00:00:00来自:海湾日报字号:T  T")]
[('published', '2024-05-28 00:00:00'), ('publisher', '海湾日报'), ('furniture', 'T  T')]
>>> pairs("图片来源:海湾日报")
[]
"""

import re
from functools import cache
from typing import NamedTuple

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.lines import DATE, forms

__all__ = [
    "BARRED",
    "BY_FORMS",
    "DATED_FORMS",
    "OWN",
    "Pair",
    "byline",
    "dateline",
    "name_like",
    "pairs",
    "signed",
]

#: Labels that take a bar or a slash for the colon: ``文 | 李四``, ``编辑丨李四``.
BARRED = frozenset(
    (
        "文",
        "图文",
        "撰文",
        "撰稿",
        "作者",
        "编辑",
        "編輯",
        "责编",
        "責編",
        "责任编辑",
        "責任編輯",
        "来源",
        "來源",
        "采写",
        "採寫",
        "记者",
        "記者",
    )
)
_SIGN = lazy(r"[:：|｜丨/／]\s*")
_LETTER = lazy(r"\s?[^\W\d_]")
#: A label is no longer than this.
LONGEST = 24
_AROUND = " \t\u00a0\u3000|｜丨,，、;；·()（）【】[]<>"
_NAME = lazy(
    r"(?:[\u3400-\u9fff·]{2,8}(?:[、 ]{1,2}[\u3400-\u9fff·]{2,4}){0,4}"  # 李四、王五
    r"|[^\W\d_][\w.'’-]{0,20}(?: [\w.'’&-]{1,20}){0,4})"  # mary, Mary-Ann O'Neil
)
#: How a byline begins.
BY_FORMS = ("By ", "BY ", "by: ", "By: ", "By\u00a0", "Written by ", "Story by ", "Words by ", "Posted by ")
_BY = lazy(
    rf"(?:{'|'.join(BY_FORMS)})"
    r"(?P<name>[A-Z][\w.'’-]{0,20}(?: (?:[A-Z][\w.'’-]{0,20}|de|van|von|der|da|and|&)){1,6})"
    r"(?=\s*(?:$|[|,·•–—(/]|\bon\b|\d))"
)
#: What stands before a date without a colon: ``Updated on May 28, 2024``.
DATED_FORMS = tuple(
    form
    for word in ("first published", "published", "posted", "updated", "last updated", "last modified")
    for form in (word.capitalize(), word.title(), word.upper())
)
_DATELINE = lazy(rf"(?P<word>{'|'.join(DATED_FORMS)})(?: on| ON| at|:)?[ \u00a0]{{1,3}}(?P<rest>\S.{{0,60}})$")

#: Capitals of a licence, not of a name.
_LEGAL = lazy(r"\b(?:LAWS?|LICEN[SC]\w*|AGREEMENT|TERMS|COPYRIGHT\w*|WARRANT\w*|STATUTE|USE|USING)\b")
#: A source that is the author's own hand stands below a table or a figure.
OWN = ("作者", "本文", "笔者", "筆者", "本报告", "自制", "自製", "根据", "根據")
#: The date begins what follows the label, behind a weekday or a time at most.
_WHEN = lazy(
    r"(?:\d{1,2}[:.]\d\d(?:[: ]?[AaPp]\.?[Mm]\.?)?(?: \(?[A-Z]{2,4}\)?)?,? (?:on )?)?(?:[A-Z][a-z]{1,8}\.?,? )?"
    rf"(?:{DATE})"
)
#: A sentence goes on behind the date.
_GOES_ON = lazy(r"\S?\s+(?!(?:at|by|in|on|am|pm|and|to|last|updated|um|à)\b)[a-z]{2}|.*[;；]")


class Pair(NamedTuple):
    """A label with its value: where the value stands in the line, and whether the label opens the line."""

    name: str
    label: str
    value: str
    start: int
    end: int
    first: bool


@cache
def _names() -> dict[str, str]:
    return {form: name for name, labels in listed("labels").items() for label in labels for form in forms(label)}


@cache
def _last_letters() -> frozenset[str]:
    return frozenset(label[-1] for label in _names())


def signed() -> set[str]:
    """The labels that make a pair by themselves, with what may stand right behind them."""
    labels = {label for label, name in _names().items() if name != "other"}
    barred = {label + gap + bar for label in BARRED for gap in ("", " ") for bar in "|｜丨/／"}
    return {label + gap + colon for label in labels for gap in ("", " ") for colon in ":："} | barred


def name_like(value: str) -> bool:
    """Whether a value could be the name of a person or a house."""
    return len(value) <= 40 and _NAME.fullmatch(value) is not None


def pairs(line: str) -> list[Pair]:
    """The pairs of a line.

    A label may follow another value without a gap, but the first one stands at the start of the line, or behind a
    mark such as a bar or a bracket: ``资金来源`` is no source.
    """
    if len(line) > 400 or not _SIGN.search(line):
        return []
    names, last_letters = _names(), _last_letters()
    heads: list[tuple[int, int, str, bool]] = []  # where a label starts, where its value may, the label, a bar
    for sign in _SIGN.finditer(line):
        stop = sign.start()
        spaced = line[stop - 1 : stop] == " "
        stop -= spaced
        if line[stop - 1 : stop] not in last_letters:
            continue
        char = line[sign.start()]
        barred = char not in ":："
        if char in "/／" and not _LETTER.match(line, sign.start() + 1):
            continue
        label = next((line[at:stop] for at in range(max(0, stop - LONGEST), stop) if line[at:stop] in names), "")
        start = stop - len(label)
        before = line[:start].rstrip()[-1:]
        if not label or (heads and start < heads[-1][1]):
            continue
        if (
            sign[0] == ":" and not spaced and label[0].isascii() and line[stop + 1 : stop + 2].isalpha()
        ):  # "Autor:in", "date:time"
            continue
        if barred and (label not in BARRED or not (start == 0 or line[start - 1].isspace())):
            continue
        if (
            (label[0].isascii() or not heads)
            and before
            and line[start - 1] == before
            and (before.isalnum() or before in "./_-")
        ):
            continue
        heads.append((start, sign.end(), label, barred))
    found: list[Pair] = []
    for n, (start, at, label, barred) in enumerate(heads):
        raw = line[at : heads[n + 1][0] if n + 1 < len(heads) else len(line)]
        value = raw.strip(_AROUND).split(" (ID", 1)[0].split("（ID", 1)[0]
        if barred and not name_like(value):
            continue
        place = at + (raw.find(value) if value else 0)
        first = not line[:start].strip(" #(（【[•·")
        found.append(Pair(names[label], label, value, place, place + len(value), first))
    return [pair for pair in found if pair.name != "other"]


def byline(line: str) -> re.Match[str] | None:
    """An English byline at the start of a line: ``By Mary Major | Daily Gulf``; the group is ``name``."""
    found = _BY.match(line) if len(line) <= 200 and line.startswith(BY_FORMS) else None
    if found and found["name"].isupper() and (line.startswith(",", found.end()) or _LEGAL.search(found["name"])):
        return None  # "BY APPLICABLE LAW, LICENSOR MAKES NO …"
    return found


def dateline(line: str) -> re.Match[str] | None:
    """A line that says when the page was published or changed: ``word`` and, with the date, ``rest``."""
    found = _DATELINE.match(line) if len(line) <= 120 else None
    when = _WHEN.match(found["rest"]) if found else None
    if not found or not when or line.endswith((";", ":", ",")):
        return None
    return None if _GOES_ON.match(found["rest"], when.end()) else found
