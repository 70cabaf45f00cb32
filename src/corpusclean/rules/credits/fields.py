"""Author, editor, publisher, source, dates and address, from the lines of credits."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpusclean.edits import Field
from corpusclean.patterns import lazy
from corpusclean.rules.credits.bylines import INDENTS, OPENERS, bare_byline, name_end, other_byline, other_datelines
from corpusclean.rules.credits.dates import iso, read
from corpusclean.rules.credits.months import month

if TYPE_CHECKING:
    from corpusclean.rules.chrome.labels import Pair
    from corpusclean.rules.chrome.lines import Line

__all__ = ["credit_fields", "day_first", "head_date", "values"]

#: So many lines from the head and from the foot of a page are looked at for a label that stands alone.
HEAD, FOOT = 12, 15
#: So many characters and lines are the head in which a bare date is the page's.
TOP, TOP_LINES = 3000, 8

_HEARSAY = lazy(r"网络|網絡|網路|互联网|互聯網|网友|網友|不详|不詳")
_URL = lazy(r"https?://[^\s<>\"'()（）【】「」，。、；]{4,300}")
_PART = lazy(
    r"\s{2,}|[,，;；|｜丨\t]|\s*(?=(?:19|20)\d\d\s?[-/.年])|\s(?:am|on|le|el|em|vom|um)\s(?=\d)|[_\s][A-Z]{1,3}\d{2,6}$"
)
#: 記者李四／台北報導 opens the first line of the report.
_REPORTED = ("記者", "记者", "（記者", "(記者", "〔記者", "【記者", "［記者", "[記者")
#: How a comment is signed: "Author: mary on 29.12.2010".
_SIGNED = lazy(r"\s(?:am|on|le|el)\s\d")
_FIELD = lazy(r"[^\W\d_]{1,12}\s?[:：]")
#: A name of a section with an "and" in it: "By Science & Astronomy".
_SECTION = lazy(r"[^\W\d_]+ (?:&|and|und|et|y) [^\W\d_]+")
_FIRST = lazy(
    r"(?:(?:This|The) (?:article|post|story|piece|essay|column) )?(?:(?:was|is) )?(?:[Oo]riginally|[Ff]irst) "
    r"(?:published|appeared) (?:by|in|on|at) (?:the )?(?P<name>[A-Z][\w.'’&-]{0,20}(?: [A-Z&][\w.'’-]{0,20}){0,4})"
    r"(?=\.?$|,? (?:on|in|under|and)\b|,)"
)
_DOTS = lazy(r"(?<!\d)[01]?\d\.\s?[01]?\d\.\s?(?:19|20)\d\d")
_LOCAL = lazy(r"\b(?:und|der|die|das|ist|nicht|mit|что|это|для|nie|się|jest|ve|bir|için|je|się|och|att|og|het|een)\b")
_ENGLISH = lazy(r"\b(?:the|and|of|is|to|was)\b")


def _dotted(value: str, text: str) -> bool:
    """Whether a date with full stops stands there that only the language of the text can tell."""
    return _DOTS.search(value) is not None and day_first(text[:3000])


@lru_cache(maxsize=4)
def day_first(text: str) -> bool:
    """Whether the text is in a language that writes the day before a full stop: ``5.6.2024`` is in June.

    >>> day_first("Die Brücke ist am Sonntag und nicht am Montag offen."), day_first("The bridge is open.")
    (True, False)
    """
    return len(_LOCAL.findall(text)) > len(_ENGLISH.findall(text))


def credit_fields(text: str) -> Iterator[Field]:
    r"""Author, editor, publisher, source, dates and address from lines of credits.

    ``来源：…``, ``文 | …``, ``(责任编辑：…)``, ``By …``, ``Von …``, ``Published on …``: at the head and the foot of a
    page, and anywhere where two labels share a line.  The account of a platform that a text was taken from
    (``本文来自微信公众号：…``) is its source; its publisher is who puts this page out.  Not read: a value that names
    nobody (``网络整理``, ``佚名``, ``admin``), a label that comes back (the speakers of an interview), the fields of a
    record (of a book, say), dates that are none.  Dates come in ISO 8601 where they can be read in one way only.

    >>> fields(credit_fields, "老桥开放\n时间：2024-05-28 00:00:00 来源：海湾日报 作者：李四\n")
    [('published', '2024-05-28'), ('source', '海湾日报'), ('author', '李四')]
    >>> fields(credit_fields, "老桥开放\n来源：网络整理\n图片来源：海湾日报\n")
    []
    """
    # The labels are read when they are first needed: a hook on clean text must start fast.
    from corpusclean.rules.chrome.labels import pairs
    from corpusclean.rules.chrome.lines import split

    lines = [line for line in split(text) if line.text]
    read_pairs = [pairs(line.text) if line.weight <= 400 else [] for line in lines]
    openers = Counter(found[0].label for found in read_pairs if found)
    done: set[str] = set()
    for n, (line, found) in enumerate(zip(lines, read_pairs, strict=True)):
        near = n < HEAD or n >= len(lines) - FOOT
        where = line.start + line.indent
        fresh = _unlabelled(lines, n, text) if near else []
        alone = len(found) == 1
        if (
            found
            and not line.sentence
            and openers[found[0].label] < 3
            and not (alone and _record(lines, read_pairs, n))
        ):
            company = not alone or (near and found[0].first and not line.bulleted)
            fresh += values(line.text, found, where, text) if company else ()
        for field in sorted(fresh):
            if field.value and field.name not in done:
                done.add(field.name)
                yield field


@cache
def _openers() -> "re.Pattern[str]":
    """How any line begins that says something without a label: one look instead of five at every line."""
    from corpusclean.rules.chrome.labels import BY_FORMS, DATED_FORMS

    forms = sorted({*BY_FORMS, *DATED_FORMS, *OPENERS}, key=len, reverse=True)
    return re.compile(rf"{'|'.join(map(re.escape, forms))}|{_FIRST.pattern}")


def _unlabelled(lines: Sequence["Line"], n: int, text: str) -> list[Field]:
    """What a line near the edge says without a label: a byline, a date line, the place of the first publication."""
    from corpusclean.rules.chrome.labels import byline, dateline

    line = lines[n]
    where = line.start + line.indent
    if line.weight > 160 and (line.weight > 400 or line.prose) and not line.text.startswith(_REPORTED):
        return []
    if not (_openers().match(line.text) or "记者" in line.text or "記者" in line.text or "기자" in line.text):
        return []
    if who := byline(line.text):
        name = who["name"]
        stop = name_end(name + line.text[who.end("name") :], 0)
        if _SECTION.fullmatch(name) or month(name.split(" ", 1)[0]) or not 0 < stop <= len(name):
            return []
        start = where + who.start("name")
        return [Field(start, start + stop, "author", name[:stop])]
    if when := dateline(line.text):
        name = "modified" if when["word"].lower().endswith(("updated", "modified")) else "published"
        day = iso(when["rest"], day_first=_dotted(when["rest"], text))
        return [Field(where + when.start("rest"), where + when.end("rest"), name, day)] if day else []
    if house := _FIRST.match(line.text):
        name = house["name"].rstrip(".")
        start = where + house.start("name")
        return [] if month(name.split(" ", 1)[0]) else [Field(start, start + len(name), "source", name)]
    fresh = line.start > 0 and text[line.start - 1] == "\n" and text[line.start : where] in INDENTS
    if span := other_byline(line.text, fresh=fresh):
        # A heading may begin so ("Von Hamburg nach München"): at the head, before the prose.
        early = n > 0 and not any(other.prose for other in lines[max(0, n - HEAD) : n])
        if early or not fresh or line.text[span[1] :].strip(" )）】]〕") == "":
            name = line.text[slice(*span)]
            return [Field(where + span[0], where + span[1], "author", name)] if early or name[0] >= "\u4e00" else []
        return []
    behind = text[where + len(line.text) : where + len(line.text) + 1]
    if fresh and n < min(HEAD, len(lines) - 1) and behind in "\r\n " and bare_byline(line.text, lines[n + 1].text):
        at = lines[n + 1].start + lines[n + 1].indent
        return [Field(at, at + len(lines[n + 1].text), "author", lines[n + 1].text)]
    if fresh:
        return [
            Field(where + start, where + end, name, day)
            for name, day, start, end in other_datelines(line.text, day_first=_dotted(line.text, text))
        ]
    return []


def values(line: str, found: Sequence["Pair"], where: int, text: str) -> Iterator[Field]:
    """The credible values of the pairs of one line, and an address beside them; ``where`` is its place in the text."""
    from corpusclean.rules.chrome.files import listed
    from corpusclean.rules.chrome.labels import OWN

    for pair in found:
        value = _PART.split(pair.value, maxsplit=1)[0].strip(" \t\u00a0\u3000()（）[]【】") if pair.value else ""
        if pair.name in ("published", "modified"):
            # "时间：… 来源：…" is a page's; "时间：…" alone may be an event's.
            company = len(found) > 1 or len(pair.label) > 2 or pair.label.isascii()
            good = iso(pair.value, day_first=_dotted(pair.value, text)) if company else ""
        elif (
            pair.name == "url"
            or value.lower() in listed("nobody")[""]
            or _HEARSAY.search(value)
            or not any(map(str.isalpha, value))
        ):
            good = ""
        elif pair.name in ("author", "editor"):
            signed = len(found) == 1 and " " not in value and value.isascii() and _SIGNED.search(pair.value)
            good = "" if signed else _named(value)
        elif pair.name in ("source", "publisher"):
            strange = re.search(r"[。！？!?：:]", value) or _URL.match(value) or value.startswith(OWN)
            pictured = pair.start > 0 and line[pair.start - 1] in "(（"  # "Quelle: (…)" stands under a picture
            good = re.sub(r"/[a-z]{2,3}$", "", value) if len(value) <= 30 and not strange and not pictured else ""
        else:
            good = ""
        if good:
            end = pair.end if pair.name in ("published", "modified") else pair.start + len(good)
            yield Field(where + pair.start, where + end, pair.name, good)
    if address := _URL.search(line):
        url = address[0].rstrip(".,;/") if address[0].count("/") < 4 else address[0].rstrip(".,;")
        if url.count("/") > 2 and ".." not in url:  # a whole site is no address of a page
            yield Field(where + address.start(), where + address.start() + len(url), "url", url)


def _named(value: str) -> str:
    """The name that a value begins with, without what the person does; "" for no name."""
    from corpusclean.rules.chrome.labels import name_like

    if " " in value and value[0].isupper() and value[0] < "\u2000" and (stop := name_end(value, 0)):
        return value[:stop].rstrip(",") if value[stop : stop + 1] in ("", " ", ",") else ""
    return value if name_like(value) and value.count(" ") < 4 else ""


def _record(lines: Sequence["Line"], read_pairs: Sequence[Sequence["Pair"]], n: int) -> bool:
    """Whether the lines around are fields with labels that we do not know: the page of a book, a contact sheet."""
    around = [j for j in range(max(0, n - 3), min(len(lines), n + 4)) if j != n]
    return sum(1 for j in around if not read_pairs[j] and _FIELD.match(lines[j].text)) > 1


#: What may stand before a bare date: a name or two with a sign behind, and behind it: a sign, a zone, who wrote it.
_BEFORE = lazy(r"[^\d\n:：]{1,40}?(?:\s?[|｜,·•–—/]\s{0,2}|\s-\s|\s{2,})(?=\D{0,14}\d)")
_AFTER = lazy(
    r"(?:\s?(?:Uhr|[A-Z]{2,4}\b|г\.))?\s*(?:$|[-|｜,·•–—(（\[@/]|\s{2}|\d{1,3} (?:min|Min)"
    r"|(?:by|von|par|por|BY|来源|來源|作者|编辑|編輯)\b|(?<=:\d\d)\s{0,2}[\u4e00-\u9fff]{2,12}(?:$|[:：\s]))"
)
#: A line as heavy as this (bytes of UTF-8) may be a title.
HEAVY = 18
_CLOCKED = lazy(r"\d[:h]\d\d")


def head_date(text: str) -> Iterator[Field]:
    r"""The date of a page that stands without a label on a line of its head.

    ``2024-05-28 10:30``, ``12. Januar 2022``, ``Mary Major | Oct 9, 2018``: before the first prose, under another line
    or with a time of day.  Left alone: a first line that is a bare day (a diary), a day above what may be a title (the
    date of today), dates of several posts or events, spans of days, pages without prose, dates that can be read in two
    ways.

    >>> body = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。"
    >>> fields(head_date, "老桥开放\n2024-05-28 10:30\n" + body)
    [('published', '2024-05-28T10:30')]
    >>> fields(head_date, "2024年5月28日\n" + body), fields(head_date, "老桥\n2024-05-28\n老桥\n2024-05-29\n" + body)
    ([], [])
    """
    from corpusclean.rules.chrome.credit_lines import YEARS
    from corpusclean.rules.chrome.lines import split

    head = text[:TOP]
    lines = [line for line in split(head) if line.text][: TOP_LINES * 4]
    prose = next((n for n, line in enumerate(lines) if line.prose), 0)
    if not 0 < prose <= TOP_LINES:
        return
    told: list[tuple[int, Field]] = []
    for n, line in enumerate(lines):
        if line.weight > 140 or not ("19" in line.text or "20" in line.text) or line.prose:
            continue
        before = _BEFORE.match(line.text)
        for at in (0, before.end() if before else 0):
            day, end = read(line.text[at:], day_first=_dotted(line.text, text))
            if not day:
                continue
            stop = at + end
            if day[4] == "-" and int(day[:4]) in YEARS and _AFTER.match(line.text, stop):
                start = line.start + line.indent
                told.append((n, Field(start + at, start + stop, "published", day)))
            break
    days = {field.value[:10] for _, field in told}
    if not told or len(days) > 1 or len(told) > 2:
        return
    n, field = told[0]
    line = lines[n]
    who = line.text[: field.start - line.start - line.indent]
    stamped = _CLOCKED.search(line.text) or name_end(who, 0)  # the first line may be the date of today
    # A day of the week with its day and no time above a title is the date of today as well.
    today = not stamped and line.text[0].isalpha() and not lines[n + 1].prose and lines[n + 1].weight >= HEAVY
    if n < prose and (n > 0 or stamped) and not today and not line.bulleted and not line.sentence:
        yield field
