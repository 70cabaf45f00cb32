"""What the head of a page says: the tags that hold a field, by the order in which they are trusted."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from corpusclean.edits import Field
from corpusclean.patterns import lazy
from corpusclean.rules.credits import iso
from corpusclean.rules.html.tokens import Token, attributes
from corpusclean.rules.html.tree import Page

__all__ = ["found"]

#: The names of meta elements for each field, the most trusted first.
_METAS = {
    "title": "og:title twitter:title dc.title dcterms.title citation_title headline",
    "author": "author article:author dc.creator dcterms.creator citation_author parsely-author sailthru.author byl",
    "publisher": "og:site_name publisher article:publisher dc.publisher dcterms.publisher citation_publisher",
    "published": "article:published_time og:published_time datepublished date.published dc.date.issued dcterms.created "
    "citation_publication_date parsely-pub-date sailthru.date publishdate pubdate publish-date publication_date "
    "weibo:article:create_at dc.date dcterms.date date",
    "modified": "article:modified_time og:updated_time datemodified dcterms.modified last-modified lastmod "
    "weibo:article:update_at",
    "url": "og:url",
    "licence": "dcterms.license dc.rights.license dcterms.rights license",
}
_FIELD_OF = {name: (field, rank) for field, names in _METAS.items() for rank, name in enumerate(names.split())}
_HOLDERS = frozenset({"meta", "link", "a", "title", "h1", "time", "script"})
#: Things of schema.org that are the text of a page, and those that hold one.
_TEXTS = ("article", "posting", "report", "webpage", "question", "creativework", "recipe", "review")
#: So much of JSON-LD is read, and so many of its things; more of it is a catalogue.
_JSON, _THINGS = 400_000, 400
_SPACE = lazy(r"\s+")
_PARTED = lazy(r"\s+[-–—|｜·•:»«]\s+|\s*[|｜_]\s*")
_ADDRESS = lazy(r"https?://\S{3,500}")
_TITLE, _NAME = 300, 80


class _Said(NamedTuple):
    """A value that a tag says of a field; the lower the rank, the more it is trusted."""

    field: str
    rank: int
    start: int
    end: int
    value: str


def found(page: Page) -> Iterator[Field]:
    """One value for each field that the page tells of itself."""
    said: dict[str, _Said] = {}
    titles: list[_Said] = []
    for one in _all(page.source, page.tokens):
        if one.field in ("title", "h1", "head"):
            titles.append(one)
        elif one.field not in said or one.rank < said[one.field].rank:
            said[one.field] = one
    site = said["publisher"].value if "publisher" in said else ""
    if title := _title(titles, site):
        said["title"] = title
    for name in ("title", "author", "publisher", "published", "modified", "url", "licence"):
        if name in said:
            one = said[name]
            yield Field(one.start, one.end, name, one.value)


def _all(source: str, tokens: list[Token]) -> Iterator[_Said]:
    """Every value that may be one, cleaned; others are left out."""
    heads = 0
    for number, token in enumerate(tokens):
        if token.kind != "open" or token.name not in _HOLDERS:
            continue
        if token.name in ("title", "h1", "script"):
            heads += token.name == "h1"
            if heads <= 3:
                yield from _held(source, tokens, number)
        elif token.name != "a" or "license" in source[token.start : token.end]:
            field, rank, value = _told(token.name, attributes(source, token))
            yield from _clean(source, field, rank, token.start, token.end, value)


def _told(name: str, has: Mapping[str, str]) -> tuple[str, int, str]:
    """The field, the rank and the value of a tag that holds it in its attributes."""
    if name == "meta":
        key = has.get("property") or has.get("name") or has.get("itemprop") or has.get("http-equiv") or ""
        return *_FIELD_OF.get(key.lower(), ("", 0)), has.get("content", "")
    if name == "time":
        prop = has.get("itemprop", "").lower()
        known = prop in ("datepublished", "datemodified") or "pubdate" in has
        field = "modified" if prop == "datemodified" else "published"
        return field if known else "", 50, has.get("datetime", "")
    rels = has.get("rel", "").lower().split()
    field = "licence" if "license" in rels else "url" if "canonical" in rels and name == "link" else ""
    return field, -1, has.get("href", "")


def _held(source: str, tokens: list[Token], number: int) -> Iterator[_Said]:
    """The values in the content of an element."""
    name = tokens[number].name
    if name == "script":
        if attributes(source, tokens[number]).get("type", "").lower() == "application/ld+json":
            start, end, text = _content(source, tokens, number)
            for field, value in _linked(text):
                yield from _clean(source, field, 20, start, end, value)
    else:
        start, end, text = _content(source, tokens, number)
        yield from _clean(source, "head" if name == "title" else "h1", 0, start, end, text)


def _content(source: str, tokens: list[Token], number: int) -> tuple[int, int, str]:
    """The text of a short element, up to its end tag."""
    from html import unescape

    start = end = tokens[number].end
    parts: list[str] = []
    for token in tokens[number + 1 : number + 40]:
        if token.kind == "close" and token.name == tokens[number].name:
            break
        end = token.end
        if token.kind == "text" or token.name == "script":
            parts.append(source[token.start : token.end])
    text = "".join(parts)
    return start, end, text if tokens[number].name == "script" else unescape(text)


def _clean(source: str, field: str, rank: int, start: int, end: int, value: str) -> Iterator[_Said]:
    """The value where it is credible, with its own span where it can be found."""
    value = _SPACE.sub(" ", value[:2000]).strip() if value else ""
    written = value
    if not field or not value:
        return
    if field in ("published", "modified"):
        value = iso(value)
    elif field in ("url", "licence"):
        value = value if _ADDRESS.fullmatch(value) or (field == "licence" and len(value) <= _NAME) else ""
    elif field in ("author", "publisher"):
        value = value if _credible(value) else ""
    elif len(value) > _TITLE:
        value = ""
    if value:
        at = source.find(written, start, end)
        yield _Said(field, rank, *((at, at + len(written)) if at >= 0 else (start, end)), value)


def _credible(value: str) -> bool:
    """Whether a name names somebody."""
    from corpusclean.rules.chrome.files import listed

    return (
        len(value) <= _NAME
        and any(map(str.isalpha, value))
        and not _ADDRESS.match(value)
        and "@" not in value
        and value.lower() not in listed("nobody")[""]
    )


def _title(titles: list[_Said], site: str) -> _Said | None:
    """The title: a heading of the page that its other titles hold, else the first of them without the site's name."""
    metas = sorted((one for one in titles if one.field == "title"), key=lambda one: one.rank)
    heads = [one for one in titles if one.field == "head"][:1]
    headings = [one for one in titles if one.field == "h1"]
    others = " ".join(one.value for one in (*metas[:1], *heads)).casefold()
    for one in headings:
        if len(one.value) > 3 and one.value.casefold() in others and one.value.casefold() != site.casefold():
            return one._replace(field="title")
    for one in (*metas, *heads):
        value = _bare(one.value, site)
        at = one.value.find(value)
        exact = one.end - one.start == len(one.value)
        span = (one.start + at, one.start + at + len(value)) if exact else (one.start, one.end)
        return _Said("title", 0, *span, value)
    return headings[0] if len(headings) == 1 else None


def _bare(title: str, site: str) -> str:
    """A title without the name of the site before or behind it."""
    parts = list(_PARTED.finditer(title))
    if site and parts:
        if title[parts[-1].end() :].casefold() == site.casefold():
            return title[: parts[-1].start()]
        if title[: parts[0].start()].casefold() == site.casefold():
            return title[parts[0].end() :]
    return title


def _linked(text: str) -> Iterator[tuple[str, str]]:
    """Fields of the first thing of JSON-LD that is a text."""
    if len(text) > _JSON:
        return
    try:
        wanted: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_THINGS):
        if not wanted:
            return
        thing = wanted.pop(0)
        if isinstance(thing, list):
            wanted[:0] = thing[:_THINGS]
        elif isinstance(thing, dict):
            kinds = thing.get("@type") or ""
            if any(kind in str(kinds).lower() for kind in _TEXTS):
                yield from _of_thing(thing)
            wanted.extend(thing[key] for key in ("@graph", "mainEntity") if key in thing)


def _of_thing(thing: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, field in (
        ("headline", "title"),
        ("datePublished", "published"),
        ("dateModified", "modified"),
        ("license", "licence"),
    ):
        if isinstance(thing.get(key), str):
            yield field, thing[key]
    for key in ("author", "publisher"):
        if names := ", ".join(_names(thing.get(key))):
            yield key, names


def _names(value: Any) -> Iterable[str]:
    """The names in what may be a name, a thing with a name, or a list of either."""
    for one in value[:8] if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name:
            yield name
