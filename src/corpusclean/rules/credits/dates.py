r"""Dates as pages write them, in ISO 8601 where they can be read in one way only."""

import re

from corpusclean.patterns import lazy
from corpusclean.rules.credits.months import month

__all__ = ["iso", "read"]

#: What may stand before a date: a weekday, "am", "le", "el", "em", "on", "от".
_PREPOSITION = r"(?:(?:on|am|vom|den|le|du|el|il|em|от|dnia|op)\s{1,2})?"
_LEAD = lazy(
    _PREPOSITION
    + r"(?:(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|don?|fr|sams|son|so|lun|mar|mer|mié|mie|jeu|jue|gio|ven|vie|vier|sam"
    r"|dim|sáb|sab|dom|seg|ter|qua|qui|sex|pon|wt|śro|czw|pią|nie|paz|pzt|sal|çar|per|cum|пон|втор|сред|чет|пят|субб"
    r"|воскр)[^\W\d_]{0,9}[.,]{0,2}\s{1,2})?" + _PREPOSITION,
    re.IGNORECASE,
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_BEFORE_NOON = "上午|午前|오전|凌晨|早上"
_AFTER_NOON = "下午|午後|오후|晚上"
#: A time of day, with the half of the day before or behind it, and its zone.
_HOURS = (
    rf"(?:(?P<half>{_BEFORE_NOON}|{_AFTER_NOON})\s?)?(?P<hour>\d{{1,2}})"
    r"(?:\s?[:：]\s?(?P<minute>\d\d)(?:[:：](?P<second>\d\d)(?:[.,]\d{1,9})?)?(?!\d)"
    r"|(?:h|\s?[时時点點시])\s?(?P<minute2>\d\d)(?!\d)\s?[分분]?"
    r"|\.(?P<minute3>\d\d)(?=\s?Uhr\b))"
    r"(?:\s?(?P<noon>[ap]\.?m\b\.?))?"
    r"(?:\s?(?P<zone>Z\b|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d\d)?)?(?![\w+-]))|(?P<offset>\+\d\d:\d\d(?!\d)"
    r"|(?<=:\d\d:\d\d)\s?[+-](?:\d\d:\d\d|\d{4})(?!\d)|(?<=\.\d\d\d)-\d\d:\d\d(?!\d)))?"
)
_CLOCK = lazy(
    rf"[T\s,|·•–—-]{{0,4}}(?:(?:at|um|à|às|a las|alle(?: ore)?|ore|kl\.?|klo|o|в|г\.,?(?: в)?|saat|@)\s)?{_HOURS}",
    re.IGNORECASE,
)
_CLOCK_FIRST = lazy(rf"{_HOURS}(?:\s?\(?[A-Z]{{2,4}}\)?)?(?:\s?Uhr)?[\s,|-]{{1,3}}", re.IGNORECASE)
_WEEKDAY = (
    r"(?:\s?[(（]?(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일"
    r"|(?<=[(（])[月火水木金土日월화수목금토일])[)）]?)?"
)

_YEAR_FIRST = lazy(
    rf"{_YEAR}(?:(?P<sep>\s?[-/.])\s?(?P<month>\d{{1,2}})(?P=sep)\s?(?P<day>\d{{1,2}})(?!\d)(?:\.(?!\d))?"
    r"|\s?[年년]\s?(?P<month2>\d{1,2})\s?[月월]\s?(?P<day2>\d{1,2})(?!\d)\s?[日号號일]?)" + _WEEKDAY
)
_ERA = lazy(
    r"(?P<era>令和|平成|昭和|(?:中[华華])?民[国國])\s?(?P<year>\d{1,3}|元)\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
    + _WEEKDAY
)
#: The year before the first, and the days from which and to which the era is counted.
_ERAS = {
    "令和": (2018, "2019-05-01", "2100-01-01"),
    "平成": (1988, "1989-01-08", "2019-04-30"),
    "昭和": (1925, "1926-12-25", "1989-01-07"),
    "民": (1911, "1912-01-01", "2100-01-01"),
}
_YEAR_LAST = lazy(rf"(?P<one>\d{{1,2}})(?P<sep>[-/]|\.\s?)(?P<other>\d{{1,2}})(?P=sep){_YEAR}(?!\d)(?!\.\d)")
_NAMED = lazy(
    r"(?:(?P<word>[^\W\d_]{3,12}\.?)\s?(?P<after>\d{1,2})(?:st|nd|rd|th)?(?!\d)"  # May 28th, 2024
    r"|(?P<before>\d{1,2})(?P<dot>\.?|st|nd|rd|th|er|º|ª)[\s-]{0,2}(?:(?:de|of|di)\s)?(?P<name>[^\W\d_]{3,12}\.?))"
    rf"\s{{0,2}}[,-]?\s{{0,2}}(?:(?:de|del|do)\s)?{_YEAR}(?!\d)(?:\s?г\.?)?"
)
_MONTH = lazy(r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月(?!\d)")
#: From one day to another, or from one hour to another: an event, a row of a table.
_RANGE = lazy(r"\s?(?:-|–|—|~|～|〜|至|到|bis|to|until)\s?(?=\d|[A-Z])")


def iso(value: str, *, day_first: bool = False) -> str:
    """The date a value begins with, in ISO 8601 where it is unambiguous, as written otherwise; "" where there is none.

    Names of months in a dozen languages, Chinese, Japanese and Korean forms, the years of an era or of the Republic.
    ``05/06/2024`` stays as it is; so does ``05.06.2024``, unless ``day_first`` says that the text is in a language
    that puts the day before a full stop.  A zone is written where the page gives it as an offset, as UTC or GMT: other
    names of zones mean several.  Midnight to the second is what a content system writes when it knows no time.  Not
    dates: years of two digits, "yesterday", the 30th of February, a span of days.

    >>> iso("2024-05-28 00:00:00"), iso("2024年5月28日 10:30"), iso("May 28, 2024"), iso("28/05/2024")
    ('2024-05-28', '2024-05-28T10:30', '2024-05-28', '2024-05-28')
    >>> iso("05/06/2024"), iso("30.02.2024"), iso("2 hours ago"), iso("1. – 3. Mai 2024")
    ('05/06/2024', '', '', '')
    """
    return read(value, day_first=day_first)[0]


def read(value: str, *, day_first: bool = False) -> tuple[str, int]:
    """What `iso` says, and where in the value the date ends.

    >>> read("28. Mai 2024, 10:30 Uhr | Kultur")
    ('2024-05-28T10:30', 19)
    """
    start = len(value) - len(value.lstrip(" \t\u00a0\u3000:：[(（"))
    value = value[: start + 80]
    if not ("20" in value or "19" in value or "年" in value):  # every form has a year of four digits, or of an era
        return "", 0
    try:
        said, end = _read(value, start, day_first)
        if (
            said
            and (to := _RANGE.match(value, end))
            and (
                _read(value, to.end(), day_first)[0]
                or re.match(r"\d{1,2}(?:[:：]\d\d(?!\d)|\s?[日月]|\.(?!\d))", value[to.end() :])
            )
        ):
            return "", 0
    except ValueError:
        return "", 0
    return said, end


def _read(value: str, start: int, day_first: bool) -> tuple[str, int]:
    lead = _LEAD.match(value, start)
    if lead and lead.end() > start:
        said = _day(value, lead.end(), day_first)
        if said[0]:
            return _timed(value, *said)
    said = _day(value, start, day_first)
    if said[0]:
        return _timed(value, *said)
    if clock := _CLOCK_FIRST.match(value, lead.end() if lead else start):  # Sat 8:31 PM, Feb 17, 2018
        at = lead.end() if (lead := _LEAD.match(value, clock.end())) else clock.end()
        day, end = _day(value, at, day_first)
        if day:
            return (_joined(day, clock), end)
    return "", 0


def _day(value: str, start: int, day_first: bool) -> tuple[str, int]:
    """The day at this place, and where it ends; raises ValueError where it is none of the calendar."""
    from datetime import date  # most lines have no date

    if found := _YEAR_FIRST.match(value, start):
        day = date(int(found["year"]), int(found["month"] or found["month2"]), int(found["day"] or found["day2"]))
        return day.isoformat(), found.end()
    if found := _YEAR_LAST.match(value, start):
        one, other = int(found["one"]), int(found["other"])
        if one <= 12 and other <= 12 and one != other and not (day_first and found["sep"][0] == "."):
            return (found[0] if min(one, other) else ""), found.end()
        if one <= 12 < other:
            one, other = other, one
        return date(int(found["year"]), other, one).isoformat(), found.end()
    if found := _NAMED.match(value, start):
        word = found["word"] or found["name"]
        number = month(word)
        if number and not (found["dot"] == "." and word.lower() == "listopada"):
            day = date(int(found["year"]), number, int(found["after"] or found["before"]))
            return day.isoformat(), found.end()
        return "", start
    if found := _ERA.match(value, start):
        before, first, last = _ERAS[found["era"] if found["era"] in _ERAS else "民"]
        year = 1 if found["year"] == "元" else int(found["year"])
        said = date(before + year, int(found["month"]), int(found["day"])).isoformat()
        return (said if first <= said <= last else ""), found.end()
    written = _MONTH.match(value, start)
    return (written[0], written.end()) if written else ("", start)


def _timed(value: str, day: str, end: int) -> tuple[str, int]:
    """The day with the time of day behind it."""
    clock = _CLOCK.match(value, end)
    if not clock or len(day) != 10 or day[4] != "-":
        return day, end
    return _joined(day, clock), clock.end()


def _joined(day: str, clock: "re.Match[str]") -> str:
    """Day and time; a day as written takes none."""
    if day[4] != "-":
        return day
    from datetime import time

    hour, minute = int(clock["hour"]), int(clock["minute"] or clock["minute2"] or clock["minute3"])
    noon = (clock["noon"] or "").lower()[:1] or ("a" if (clock["half"] or "-") in _BEFORE_NOON.split("|") else "")
    noon = noon or ("p" if clock["half"] else "")
    if noon and hour <= 12:
        hour = hour % 12 + (12 if noon == "p" else 0)
    told = time(hour, minute, int(clock["second"] or 0))
    if told == time(0):
        return day
    return f"{day}T{told.isoformat('seconds' if clock['second'] else 'minutes')}{_zone(clock)}"


def _zone(clock: "re.Match[str]") -> str:
    """The zone in ISO 8601, where it is an offset or UTC."""
    written = (clock["offset"] or clock["zone"] or "").strip().upper()
    if written in ("Z", "UTC", "GMT"):
        return "Z"
    digits = re.sub(r"\D", "", written)
    if not digits:
        return ""
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes not in (0, 30, 45):
        return ""
    return f"{written[0] if written[0] in '+-' else written[3]}{hours:02}:{minutes:02}"
