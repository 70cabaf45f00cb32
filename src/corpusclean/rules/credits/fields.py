"""Author, editor, publisher, source, dates and address, from the lines of credits."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from corpusclean.edits import Field
from corpusclean.patterns import lazy
from corpusclean.rules.credits.bylines import (
    BARE,
    INDENTS,
    OPENERS,
    bare_byline,
    name_end,
    other_byline,
    other_datelines,
)
from corpusclean.rules.credits.dates import iso
from corpusclean.rules.credits.months import month
from corpusclean.rules.credits.page import Page, edges, labels_in, page_of

if TYPE_CHECKING:
    from corpusclean.rules.chrome.labels import Pair

__all__ = ["credit_fields", "day_first", "dotted", "values"]

#: So many lines from the head and from the foot of a page are looked at for a label that stands alone.
HEAD, FOOT = 12, 15

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
_FIRST_TWO = ("Th", "wa", "is", "Or", "or", "Fi", "fi")
_DOTS = lazy(r"(?<!\d)[01]?\d\.\s?[01]?\d\.\s?(?:19|20)\d\d")
_LOCAL = frozenset(
    (
        *("und", "der", "die", "das", "ist", "nicht", "mit", "что", "это", "для", "nie", "się", "jest", "ve", "bir"),
        *("için", "je", "och", "att", "og", "het", "een"),
    )
)
_ENGLISH = frozenset(("the", "and", "of", "is", "to", "was"))
_WORD = lazy(r"\w+")


def dotted(value: str, text: str) -> bool:
    """Whether a date with full stops stands there that only the language of the text can tell."""
    return value.count(".") > 1 and _DOTS.search(value) is not None and day_first(text[:3000])


@lru_cache(maxsize=4)
def day_first(text: str) -> bool:
    """Whether the text is in a language that writes the day before a full stop: ``5.6.2024`` is in June.

    >>> day_first("Die Brücke ist am Sonntag und nicht am Montag offen."), day_first("The bridge is open.")
    (True, False)
    """
    words = _WORD.findall(text)
    return sum(map(_LOCAL.__contains__, words)) > sum(map(_ENGLISH.__contains__, words))


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
    places = labels_in(text)
    if not (places or _opened(edges(text, HEAD, FOOT))):
        return
    page = page_of(text)
    edge = [*range(min(HEAD, len(page))), *range(max(HEAD, len(page) - FOOT), len(page))]
    near = frozenset(edge)
    signs = Counter(map(page.at, places))
    # A label alone counts near the edge only, and what stands without a label is looked for nowhere else.
    said = {n for n, count in signs.items() if count > 1 or n in near}
    said.update(edge[k] for k in _opened([page.raw[n] for n in edge]))
    read_pairs = _Pairs(page)
    done: set[str] = set()
    for n in sorted(said):
        line, found = page[n], read_pairs[n]
        where = line.start + line.indent
        fresh = _unlabelled(page, n) if n in near else []
        alone = len(found) == 1
        if (
            found
            and (not alone or (n in near and found[0].first and not line.bulleted))
            and not line.sentence
            and not (alone and _record(page, read_pairs, n))
            and not _recurs(found[0].label, signs, read_pairs)
        ):
            fresh += values(line.text, found, where, text)
        for field in sorted(fresh):
            if field.value and field.name not in done:
                done.add(field.name)
                yield field


def _opened(lines: Sequence[str]) -> list[int]:
    """Which of these lines may say something without a label, by their numbers."""
    openers = _openers()
    found = [n for n, line in enumerate(map(str.strip, lines)) if line[:2] in openers and _opens(line)]
    together = "".join(lines)
    for reporter in ("记者", "記者", "기자"):
        if reporter in together:
            found += [n for n, line in enumerate(lines) if reporter in line]
    return found


class _Pairs(dict[int, Sequence["Pair"]]):
    """The pairs of the lines by their numbers, read when they are asked for."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def __missing__(self, n: int) -> Sequence["Pair"]:
        from corpusclean.rules.chrome.labels import pairs

        line = self._page[n]
        self[n] = found = pairs(line.text) if line.weight <= 400 else []
        return found


def _recurs(label: str, signs: Iterable[int], read_pairs: _Pairs) -> bool:
    """Whether three lines of the page begin with the label, as those of a speaker do."""
    openers = (found[0].label for found in map(read_pairs.__getitem__, signs) if found)
    return sum(1 for _ in islice(filter(label.__eq__, openers), 3)) == 3


@cache
def _openers() -> dict[str, tuple[str, ...]]:
    """How a line begins that says something without a label, by its first two characters."""
    from corpusclean.rules.chrome.labels import BY_FORMS, DATED_FORMS

    found: dict[str, tuple[str, ...]] = dict.fromkeys((*BARE, *_FIRST_TWO), ())
    for form in sorted({*BY_FORMS, *DATED_FORMS, *OPENERS}):
        found[form[:2]] = (*found.get(form[:2], ()), form)
    return found


def _opens(line: str) -> bool:
    """Whether a line without blanks around it begins so."""
    two = line[:2]
    forms = _openers().get(two)
    if forms is None:
        return False
    return line.startswith(forms) or line in BARE or (two in _FIRST_TWO and _FIRST.match(line) is not None)


def _unlabelled(page: Page, n: int) -> list[Field]:
    """What a line near the edge says without a label: a byline, a date line, the place of the first publication."""
    from corpusclean.rules.chrome.labels import byline, dateline

    line, text = page[n], page.text
    where = line.start + line.indent
    if line.weight > 160 and (line.weight > 400 or line.prose) and not line.text.startswith(_REPORTED):
        return []
    if not (_opens(line.text) or "记者" in line.text or "記者" in line.text or "기자" in line.text):
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
        day = iso(when["rest"], day_first=dotted(when["rest"], text))
        return [Field(where + when.start("rest"), where + when.end("rest"), name, day)] if day else []
    if house := _FIRST.match(line.text):
        name = house["name"].rstrip(".")
        start = where + house.start("name")
        return [] if month(name.split(" ", 1)[0]) else [Field(start, start + len(name), "source", name)]
    fresh = line.start > 0 and text[line.start - 1] == "\n" and text[line.start : where] in INDENTS
    if span := other_byline(line.text, fresh=fresh):
        # A heading may begin so ("Von Hamburg nach München"): at the head, before the prose.
        early = n > 0 and not any(page[j].prose for j in range(max(0, n - HEAD), n))
        if early or not fresh or line.text[span[1] :].strip(" )）】]〕") == "":
            name = line.text[slice(*span)]
            return [Field(where + span[0], where + span[1], "author", name)] if early or name[0] >= "\u4e00" else []
        return []
    behind = text[where + len(line.text) : where + len(line.text) + 1]
    if fresh and n < min(HEAD, len(page) - 1) and behind in "\r\n " and bare_byline(line.text, page[n + 1].text):
        at = page[n + 1].start + page[n + 1].indent
        return [Field(at, at + len(page[n + 1].text), "author", page[n + 1].text)]
    if fresh:
        return [
            Field(where + start, where + end, name, day)
            for name, day, start, end in other_datelines(line.text, day_first=dotted(line.text, text))
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
            good = iso(pair.value, day_first=dotted(pair.value, text)) if company else ""
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


def _record(page: Page, read_pairs: _Pairs, n: int) -> bool:
    """Whether the lines around are fields with labels that we do not know: the page of a book, a contact sheet."""
    around = [j for j in range(max(0, n - 3), min(len(page), n + 4)) if j != n]
    return sum(1 for j in around if _FIELD.match(page[j].text) and not read_pairs[j]) > 1
