"""Dates: what a page writes comes back in ISO 8601 where it can be read in one way, and nothing else does."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.rules.credits import iso
from corpusclean.rules.credits.dates import read
from corpusclean.rules.credits.fields import day_first
from corpusclean.rules.credits.months import month

EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DE = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
FR = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
ES = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
PT = (
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
)
IT = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
RU = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
PL = (
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
)
TR = ("Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık")
HAN = "一二三四五六日"
KANA = "月火水木金土日"
HANGUL = "월화수목금토일"

#: A day as each language writes it.
DAYS: dict[str, Callable[[date], str]] = {
    "iso": date.isoformat,
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "dots": lambda d: f"{d.year}.{d.month:02}.{d.day:02}",
    "zh": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "zh, spaced": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "zh, weekday": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日 星期{HAN[d.weekday()]}",
    "zh-Hant, Minguo": lambda d: f"民國{d.year - 1911}年{d.month}月{d.day}日",
    "ja": lambda d: f"{d.year}年{d.month}月{d.day}日({KANA[d.weekday()]})",
    "ko": lambda d: f"{d.year}년 {d.month}월 {d.day}일",
    "ko, weekday": lambda d: f"{d.year}년 {d.month}월 {d.day}일 ({HANGUL[d.weekday()]})",
    "ko, dots": lambda d: f"{d.year}.{d.month:02}.{d.day:02}.",
    "en": lambda d: f"{EN[d.month - 1]} {d.day}, {d.year}",
    "en, weekday": lambda d: f"{d:%A}, {EN[d.month - 1]} {d.day}, {d.year}",
    "en, British": lambda d: f"{d.day} {EN[d.month - 1]} {d.year}",
    "en, short": lambda d: f"{EN[d.month - 1][:3]}. {d.day}, {d.year}",
    "en, hyphens": lambda d: f"{d.day:02}-{EN[d.month - 1][:3]}-{d.year}",
    "de": lambda d: f"{d.day}. {DE[d.month - 1]} {d.year}",
    "de, am": lambda d: f"am {d.day:02}. {DE[d.month - 1]} {d.year}",
    "fr": lambda d: f"{'1er' if d.day == 1 else d.day} {FR[d.month - 1]} {d.year}",
    "fr, le": lambda d: f"le {d.day} {FR[d.month - 1]} {d.year}",
    "es": lambda d: f"{d.day} de {ES[d.month - 1]} de {d.year}",
    "pt": lambda d: f"{d.day} de {PT[d.month - 1]} de {d.year}",
    "it": lambda d: f"{d.day} {IT[d.month - 1]} {d.year}",
    "ru": lambda d: f"{d.day} {RU[d.month - 1]} {d.year} г.",
    "pl": lambda d: f"{d.day} {PL[d.month - 1]} {d.year}",
    "tr": lambda d: f"{d.day} {TR[d.month - 1]} {d.year}",
}
days = st.dates(date(1950, 1, 1), date(2049, 12, 31))
minutes = st.times().map(lambda t: t.replace(second=0, microsecond=0)).filter(lambda t: t != time(0))


@pytest.mark.parametrize("language", DAYS)
@settings(max_examples=60, deadline=None)
@given(day=days)
def test_a_day_comes_back(language: str, day: date) -> None:
    assert iso(DAYS[language](day)) == day.isoformat()


@pytest.mark.parametrize("language", DAYS)
@settings(max_examples=40, deadline=None)
@given(day=days, clock=minutes)
def test_a_day_and_its_time_come_back(language: str, day: date, clock: time) -> None:
    said = datetime.combine(day, clock).isoformat(timespec="minutes")
    written = f"{DAYS[language](day)} {clock:%H:%M}"
    assert read(written) == (said, len(written))
    assert iso(f"{DAYS[language](day)} {clock:%H:%M}:00") == f"{said}:00"


@settings(max_examples=100, deadline=None)
@given(day=days)
def test_german_days_with_dots(day: date) -> None:
    for written in (f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}", f"{day.day}. {day.month}. {day.year}"):
        assert iso(written, day_first=True) == day.isoformat()
        plain = iso(written)
        assert plain == (day.isoformat() if day.day > 12 or day.day == day.month else written)


@settings(max_examples=100, deadline=None)
@given(day=days)
def test_slashes_are_read_where_one_part_can_only_be_the_day(day: date) -> None:
    for written in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"):
        clear = day.day > 12 or day.day == day.month
        assert iso(written) == (day.isoformat() if clear else written)


@settings(max_examples=60, deadline=None)
@given(day=days, clock=minutes)
def test_clocks_of_twelve_hours(day: date, clock: time) -> None:
    said = datetime.combine(day, clock).isoformat(timespec="minutes")
    hour = (clock.hour - 1) % 12 + 1
    noon = "pm" if clock.hour >= 12 else "am"
    for mark in (noon, noon.upper(), f" {noon[0]}.m."):
        assert iso(f"{EN[day.month - 1]} {day.day}, {day.year} at {hour}:{clock.minute:02}{mark}") == said
    for early, late in (("上午", "下午"), ("午前", "午後"), ("오전 ", "오후 ")):
        half = late if clock.hour >= 12 else early
        assert iso(f"{day.year}年{day.month}月{day.day}日 {half}{hour}:{clock.minute:02}") == said


@settings(max_examples=60, deadline=None)
@given(day=days, clock=minutes, minutes_off=st.integers(-48, 56).map(lambda n: n * 15))
def test_zones(day: date, clock: time, minutes_off: int) -> None:
    said = datetime.combine(day, clock).isoformat(timespec="seconds")
    sign, off = "-" if minutes_off < 0 else "+", timedelta(minutes=abs(minutes_off))
    zone = f"{sign}{off.seconds // 3600:02}:{off.seconds // 60 % 60:02}"
    known = abs(minutes_off) % 60 != 15
    assert iso(f"{said}{zone}") == said + (zone if known else "")
    assert iso(f"{said} {zone.replace(':', '')}") == said + (zone if known else "")
    for utc in ("Z", " UTC", " GMT"):
        assert iso(said + utc) == f"{said}Z"
    for several in (" EST", " CET", " IST", " MSK"):
        assert iso(said + several) == said


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text("0123456789./-年月日: TZ+MayMai", max_size=30)))
def test_whatever_stands_there(value: str) -> None:
    for first in (False, True):
        said, end = read(value, day_first=first)
        assert 0 <= end <= len(value)
        assert bool(said) <= bool(end)
        if len(said) >= 10 and said[4] == "-" and said[:4].isascii() and said[:4].isdigit():
            assert datetime.fromisoformat(said)
        else:
            assert said == "" or said in value


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-05-28 00:00:00", "2024-05-28"),
        ("2024-05-28T10:30:15.123Z", "2024-05-28T10:30:15Z"),
        ("2024-05-28 10:30 GMT+8", "2024-05-28T10:30+08:00"),
        ("2024年5月28日10时30分", "2024-05-28T10:30"),
        ("2024年5月", "2024年5月"),
        ("令和6年5月28日", "2024-05-28"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("中華民國113年5月28日 10:30", "2024-05-28T10:30"),
        ("28. Mai 2024, 10:30 Uhr", "2024-05-28T10:30"),
        ("Di., 28. Mai 2024 um 10.30 Uhr", "2024-05-28T10:30"),
        ("28 mai 2024 à 10h30", "2024-05-28T10:30"),
        ("martes, 28 de mayo de 2024 a las 10:30", "2024-05-28T10:30"),
        ("28 мая 2024 г., 10:30", "2024-05-28T10:30"),
        ("Tuesday, May 28th, 2024 at noon", "2024-05-28"),
        ("11:11 PM EST May 28, 2024", "2024-05-28T23:11"),
        ("Sat 8:31 PM, Feb 17, 2018", "2018-02-17T20:31"),
        ("10:30 28/05/2024", "2024-05-28T10:30"),
        ("05/28/2024", "2024-05-28"),
        ("28/05/2024", "2024-05-28"),
        ("May 13, 2024, 12:50 IST- 4 min read", "2024-05-13T12:50"),
        ("2024-05-28 - 4 min read", "2024-05-28"),
        # in two ways
        ("05/06/2024", "05/06/2024"),
        ("05.06.2024", "05.06.2024"),
        # not dates
        ("2024-13-40", ""),
        ("2023-02-29", ""),
        ("30.02.2024", ""),
        ("99.99.2024", ""),
        ("2024-05-28 25:00", ""),
        ("平成31年5月28日", ""),
        ("令和0年5月28日", ""),
        ("28.05.24", ""),
        ("24-05-28", ""),
        ("yesterday", ""),
        ("昨天", ""),
        ("3小时前", ""),
        ("2 hours ago", ""),
        ("May be 2024", ""),
        ("Teil 3 2024", ""),
        ("28. listopada 2024", ""),
        ("2024", ""),
        ("20240528", ""),
        ("1.2.2024.1", ""),
        ("2024-05-28 - 2024-06-01", ""),
        ("2024年5月28日至6月1日", ""),
        ("2024-05-28 10:30-12:00", ""),
        ("May 28-30, 2024", ""),
        ("vor dem 28. Mai 2024", ""),
        ("", ""),
    ],
)
def test_dates(written: str, read: str) -> None:
    assert iso(written) == read


def test_no_month_is_another_one() -> None:
    for names in (EN, DE, FR, ES, PT, IT, RU, PL, TR):
        assert [month(name) for name in names] == list(range(1, 13))
        assert [month(name.upper()) for name in names] == list(range(1, 13))
    assert not any(map(month, ("", "Monat", "week", "M", "маяк", "一月")))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Die Brücke ist am Sonntag und nicht am Montag offen.", True),
        ("Это озеро, что и мост", True),
        ("Most nie jest otwarty", True),
        ("The bridge is open to all of us.", False),
        ("湖边的老桥", False),
        ("", False),
    ],
)
def test_languages_with_the_day_first(text: str, first: bool) -> None:
    assert day_first(text) is first
