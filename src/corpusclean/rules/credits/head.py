"""The date of a page that stands without a label at its head."""

from collections.abc import Iterator

from corpusclean.edits import Field
from corpusclean.patterns import lazy
from corpusclean.rules.credits.page import Page, by_itself

__all__ = ["head_date"]

#: So many characters and lines are the head in which a bare date is the page's.
TOP, TOP_LINES = 3000, 8
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
    page = Page(text[:TOP])
    dated = [n for n, raw in enumerate(page.raw[: TOP_LINES * 4]) if "20" in raw or "19" in raw]
    if not dated:
        return
    prose = next((n for n, raw in enumerate(page.raw[: TOP_LINES + 1]) if len(raw) > 17 and by_itself(raw).prose), 0)
    if not prose:
        return
    # Many texts have a number that may be a year; few lines of dates need what reads them.
    dated = [n for n in dated if page[n].weight <= 140 and not page[n].prose]
    if not dated:
        return
    from corpusclean.rules.chrome.credit_lines import YEARS
    from corpusclean.rules.credits.bylines import name_end
    from corpusclean.rules.credits.dates import read
    from corpusclean.rules.credits.fields import dotted

    told: list[tuple[int, Field]] = []
    for n in dated:
        line = page[n]
        before = _BEFORE.match(line.text)
        for at in (0, before.end() if before else 0):
            day, end = read(line.text[at:], day_first=dotted(line.text, text))
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
    if n >= prose:
        return
    line = page[n]
    who = line.text[: field.start - line.start - line.indent]
    stamped = _CLOCKED.search(line.text) or name_end(who, 0)  # the first line may be the date of today
    # A day of the week with its day and no time above a title is the date of today as well.
    today = not stamped and line.text[0].isalpha() and not page[n + 1].prose and page[n + 1].weight >= HEAVY
    if (n > 0 or stamped) and not today and not line.bulleted and not line.sentence:
        yield field
