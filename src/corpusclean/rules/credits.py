r"""Credits: what the page says of itself, for the metadata; these rules change nothing.

They run before the stage that cuts such lines (`corpusclean.rules.chrome`) and read the same labels.  The first field
of a name wins in the record, so each name is yielded once, the first credible one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import TYPE_CHECKING

from corpusclean.edits import Field
from corpusclean.patterns import lazy

if TYPE_CHECKING:
    from corpusclean.rules.chrome.labels import Pair
    from corpusclean.rules.chrome.lines import Line

__all__ = ["LINE_ENDS", "credit_fields", "iso", "title_line"]

#: What ends a line for `str.splitlines`: a title needs another line behind it.
LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

#: So many lines from the head and from the foot of a page are looked at for a label that stands alone.
HEAD, FOOT = 12, 15

_HEARSAY = lazy(r"网络|網絡|網路|互联网|互聯網|网友|網友|不详|不詳")
_URL = lazy(r"https?://[^\s<>\"'()（）【】「」，。、；]{4,300}")
_PART = lazy(r"\s{2,}|[,，;；|｜丨\t]|\s*(?=(?:19|20)\d\d\s?[-/.年])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?:[T\s,]{0,3}(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?)?"
_NUMERIC = lazy(
    r"(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})日?(?!\d)" + _CLOCK
)
_NAMED = lazy(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?"
    r"(?:(?P<word>[A-Z][a-z]{2,8})\.? (?P<after>\d{1,2})(?:st|nd|rd|th)?"
    r"|(?P<before>\d{1,2})(?:st|nd|rd|th)? (?P<name>[A-Z][a-z]{2,8})\.?)"
    r",? (?P<year>(?:19|20)\d\d)(?!\d)"
)
#: No title has these: paths, code, addresses, times, speech, an unfinished sentence, labels without their values.
_NO_TITLE = lazy(
    r"[>›»|｜{}<=@\\]|://|\d:\d\d|^[「“\"『].*[」”\"』]$|[,，;；:：、-]$|^\W*(?:(?:last )?updated|posted|published)\b",
    re.IGNORECASE,
)
_FIELD = lazy(r"[^\W\d_]{1,12}\s?[:：]")


def iso(value: str) -> str:
    """The date a value begins with, in ISO 8601 where it is unambiguous, as written otherwise; "" where there is none.

    Midnight to the second is what a content system writes when it knows no time.

    >>> iso("2024-05-28 00:00:00"), iso("2024年5月28日 10:30"), iso("May 28, 2024"), iso("28/05/2024")
    ('2024-05-28', '2024-05-28T10:30', '2024-05-28', '28/05/2024')
    """
    value = value.strip(" \t\u00a0\u3000:：")
    try:
        if found := _NUMERIC.match(value):
            day = date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
            if found["hour"] is None:
                return day
            clock = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
            if clock == time(0):
                return day
            return f"{day}T{clock.isoformat('seconds' if found['second'] else 'minutes')}"
        if found := _NAMED.match(value):
            month = _MONTHS.index((found["word"] or found["name"])[:3].lower()) + 1
            return date(int(found["year"]), month, int(found["after"] or found["before"])).isoformat()
    except ValueError:
        return ""
    written = re.match(r"\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d)|(?:19|20)\d\d年\d{1,2}月(?!\d)", value)
    return written[0] if written else ""


def credit_fields(text: str) -> Iterator[Field]:
    r"""Author, editor, publisher, source, dates and address from lines of credits.

    ``来源：…``, ``文 | …``, ``(责任编辑：…)``, ``By …``, ``Published on …``: at the head and the foot of a page, and
    anywhere where two labels share a line.  Not read: a value that names nobody (``网络整理``, ``佚名``, ``admin``),
    a label that comes back (the speakers of an interview), the fields of a record (of a book, say), dates that are
    none.  Dates come in ISO 8601 where they can be read in one way only.

    >>> fields(credit_fields, "老桥开放\n时间：2024-05-28 00:00:00 来源：海湾日报 作者：李四\n")
    [('published', '2024-05-28'), ('source', '海湾日报'), ('author', '李四')]
    >>> fields(credit_fields, "老桥开放\n来源：网络整理\n图片来源：海湾日报\n")
    []
    """
    # The labels are read when they are first needed: a hook on clean text must start fast.
    from corpusclean.rules.chrome.labels import byline, dateline, pairs
    from corpusclean.rules.chrome.lines import split

    lines = [line for line in split(text) if line.text]
    read = [pairs(line.text) if line.weight <= 400 else [] for line in lines]
    openers = Counter(found[0].label for found in read if found)
    done: set[str] = set()
    for n, (line, found) in enumerate(zip(lines, read, strict=True)):
        near = n < HEAD or n >= len(lines) - FOOT
        where = line.start + line.indent
        fresh: list[Field] = []
        if near and (who := byline(line.text)):
            fresh.append(Field(where + who.start("name"), where + who.end("name"), "author", who["name"]))
        if near and (when := dateline(line.text)) and (day := iso(when["rest"])):
            name = "modified" if when["word"].lower().endswith(("updated", "modified")) else "published"
            fresh.append(Field(where + when.start("rest"), where + when.end("rest"), name, day))
        alone = len(found) == 1
        if found and not line.sentence and openers[found[0].label] < 3 and not (alone and _record(lines, read, n)):
            fresh += _values(line.text, found, where) if not alone or (near and found[0].first) else ()
        for field in sorted(fresh):
            if field.value and field.name not in done:
                done.add(field.name)
                yield field


def _values(line: str, found: Sequence["Pair"], where: int) -> Iterator[Field]:
    """The credible values of the pairs of one line, and an address beside them."""
    from corpusclean.rules.chrome.files import listed
    from corpusclean.rules.chrome.labels import OWN, name_like

    for pair in found:
        value = _PART.split(pair.value, maxsplit=1)[0].strip(" \t\u00a0\u3000()（）[]【】") if pair.value else ""
        if pair.name in ("published", "modified"):
            # "时间：… 来源：…" is a page's; "时间：…" alone may be an event's.
            good = iso(pair.value) if len(found) > 1 or len(pair.label) > 2 or pair.label.isascii() else ""
        elif (
            pair.name == "url"
            or value.lower() in listed("nobody")[""]
            or _HEARSAY.search(value)
            or not any(map(str.isalpha, value))
        ):
            good = ""
        elif pair.name in ("author", "editor"):
            good = value if name_like(value) else ""
        elif pair.name in ("source", "publisher"):
            strange = re.search(r"[。！？!?：:]", value) or _URL.match(value) or value.startswith(OWN)
            good = value if len(value) <= 30 and not strange else ""
        else:
            good = ""
        if good:
            yield Field(
                where + pair.start, where + (pair.end if good != value else pair.start + len(value)), pair.name, good
            )
    if address := _URL.search(line):
        yield Field(where + address.start(), where + address.end(), "url", address[0].rstrip(".,;"))


def _record(lines: Sequence["Line"], read: Sequence[Sequence["Pair"]], n: int) -> bool:
    """Whether the lines around are fields with labels that we do not know: the page of a book, a contact sheet."""
    around = [j for j in range(max(0, n - 3), min(len(lines), n + 4)) if j != n]
    return sum(1 for j in around if not read[j] and _FIELD.match(lines[j].text)) > 1


def title_line(text: str) -> Iterator[Field]:
    r"""The title, where it is clear: a short first line that is no sentence, with prose soon behind it.

    Left alone: a first line that is a byline, a path, a button, a list item, ends like a sentence or a greeting, or
    goes on in the next line; pages without prose.

    >>> fields(title_line, "老桥开放\n\n" + "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队。")
    [('title', '老桥开放')]
    >>> fields(title_line, "文 | 李四\n" + "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队。")
    []
    """
    from corpusclean.rules.chrome.lines import dated, split
    from corpusclean.rules.chrome.marks import Marks

    head = text[:4000]
    lines = split(head)
    solid = [i for i, line in enumerate(lines) if line.text][:5]
    if len(solid) < 2 or (len(text) > len(head) and len(lines) <= solid[1]):
        return
    first, following = lines[solid[0]], lines[solid[1]]
    title = first.text
    if not 6 <= first.weight <= 150 or first.bulleted or (first.sentence and title[-1] not in "?？"):
        return
    if _NO_TITLE.search(title) or dated(title) or not any(map(str.isalpha, title)):
        return
    if solid[1] == solid[0] + 1 and following.text[0].islower():
        return
    marks = Marks(lines, head)
    if marks.of(solid[0]) is not None:
        return
    for i in solid[1:]:
        line = lines[i]
        if marks.of(i) is not None:
            continue
        if (line.prose or (line.weight >= 40 and line.text[-1] in ":：,，;；")) and not line.bulleted:
            start = first.start + first.indent
            yield Field(start, start + len(title), "title", title)
        return
