r"""Bylines and lines of dates without a colon, in the languages that the labels do not reach.

``Von Erika Muster``, ``Publié le 28 mai 2024``, ``記者李四／台北報導``, ``홍길동 기자``.  The forms are the trigger of
the rule too, so they count only behind a line feed, with a few blanks at most.
"""

import re

from corpusclean.patterns import lazy
from corpusclean.rules.credits.dates import read
from corpusclean.rules.credits.months import month

__all__ = ["BARE", "INDENTS", "OPENERS", "TRIGGERS", "bare_byline", "name_end", "other_byline", "other_datelines"]

#: A line that begins so may go on with the name of its author.
_BY = (
    *("Von", "von", "VON", "Ein Beitrag von", "Geschrieben von", "Verfasst von", "Erstellt von", "Text von"),
    *("Par", "par", "PAR", "Publié par", "Écrit par", "Rédigé par", "Propos recueillis par"),
    *("Por", "por", "POR", "Escrito por", "Publicado por", "Redactado por"),
    *("Di", "di", "DI", "A cura di", "Scritto da", "Pubblicato da"),
    *("Door", "Geschreven door", "Av", "Af", "by"),
)
#: A line that begins so may go on with a date, and whether it is the one of the last change.
_DATED = {
    "published": (
        *("Veröffentlicht am", "Publiziert am", "Erschienen am", "Erstellt am", "Publié le"),
        *("Publie le", "Publicado el", "Publicado em", "Publicado en", "Publicado", "Pubblicato il", "Pubblicato"),
        *("Опубликовано", "Opublikowano"),
        *("Data publikacji", "Yayınlanma", "Yayın Tarihi", "Yayınlanma Tarihi", "Gepubliceerd op"),
        *("Publicerad",),
        *("发布于", "发表于", "發佈於", "發表於", "发布时间", "發佈時間", "掲載日", "公開日"),
        *("入力", "입력", "등록", "기사입력", "승인"),
    ),
    "modified": (
        *("Aktualisiert am", "Zuletzt aktualisiert am", "Letzte Aktualisierung", "Stand", "Mis à jour le"),
        *("Dernière mise à jour le", "Actualizado el", "Actualizado", "Atualizado em", "Aggiornato il"),
        *("Ultima modifica",),
        *("Обновлено", "Zaktualizowano", "Güncelleme", "Güncellenme Tarihi", "Laatst bijgewerkt op", "Uppdaterad"),
        *("更新于", "更新於", "更新时间", "更新時間", "最终更新", "最終更新", "更新日", "수정", "최종수정"),
    ),
}  # fmt: skip
_REPORTERS = ("记者", "記者", "기자")
#: Lines of authors without a name: it stands on the next one.
BARE = ("Von", "Par", "Por", "By", "by")
#: The blanks before such a line.
INDENTS = ("", "  ", "    ", "      ")
_BY_SPACED = tuple(f"{form} " for form in _BY)
#: How these lines begin, but for those of reporters, and for those that are nothing but this word.
OPENERS = (*_BY_SPACED, *(form for forms in _DATED.values() for form in forms))
TRIGGERS = (
    *(f"\n{indent}{form} " for form in _BY for indent in INDENTS),
    *(f"\n{indent}{form}{end}" for form in BARE for end in "\r\n" for indent in INDENTS),
    *(f"\n{indent}{form}" for forms in _DATED.values() for form in forms for indent in INDENTS),
    *_REPORTERS,
    *("riginally published", "riginally appeared", "irst published", "irst appeared"),
)

_BYLINE = lazy(rf"(?:{'|'.join(sorted(_BY, key=len, reverse=True))}) (?=[^\W\d_])")
_DATELINE = lazy(
    rf"(?P<form>{'|'.join(sorted((form for forms in _DATED.values() for form in forms), key=len, reverse=True))})"
    r"(?:[:：]|\s?\|)?\s{0,3}(?=[^\W_])"
)
_KIND = {form: name for name, forms in _DATED.items() for form in forms}
_WORD = lazy(r"[^\W\d_][\w.'’-]{0,24}")
_PARTICLES = frozenset(
    ("de", "del", "della", "di", "da", "do", "dos", "la", "le", "du", "van", "von", "vom", "zu", "der", "den", "ten")
)
_AND = frozenset(("und", "and", "et", "y", "e", "i", "og", "en", "&"))
#: Words in capitals that are no part of a name: what the person does, and what begins something else.
_ENDS = frozenset(
    word.lower()
    for word in (
        *("Editor", "Executive", "Senior", "Staff", "Contributor", "Reporter", "Writer", "Correspondent", "Author"),
        *("Director", "Chief", "Associate", "Managing", "Digital", "Columnist", "Contributing", "Special", "Guest"),
        *(
            "Gardener",
            "Blog",
            "Photography",
            "Photos",
            "Updated",
            "Published",
            "Posted",
            "Veröffentlicht",
            "Publiziert",
        ),
        *("Aktualisiert", "Redakteur", "Redakteurin", "Journaliste", "Publié", "Pubblicato", "Publicado", "Uhr"),
        *(
            "From",
            "In",
            "On",
            "At",
            "For",
            "The",
            "To",
            "With",
            "By",
            "Only",
            "Appointment",
            "Date",
            "Law",
            "Und",
            "And",
        ),
        *("Die", "Das", "Dem", "Nach", "Bis", "Les", "Los", "Las", "El"),
    )
)
#: A comma between the names of a list.
_LIST = lazy(r", [^|–—•\d]{2,60}?,? (?:and|und|et|y|e|&) [^\W\d_]")
#: What may stand behind the name: a sign, a date, a few words that lead to a date.
_BEHIND = lazy(
    r"\s*(?:$|(?=[A-Z][a-z]{2,8}\.? \d)|[|,;·•–—(/\[]|-\s|\d|(?:am|um|vom|le|el|em|il|on|op|dnia|publiziert"
    r"|veröffentlicht|aktualisiert|publié|publicado|pubblicato|posted|published|updated)\s)"
)
_GOES_ON = lazy(
    r"\.?, (?!(?:dpa|afp|apa|sid|epd|kna|reuters)\b|le \d|el \d|il \d|am \d|on \d|um \d|vom \d|dnia \d)[a-z]{2}"
)
_HANZI = r"[\u4e00-\u9fff]"
_REPORTER = lazy(
    rf"[（(【〔\[]?\s?(?:(?:本报|本報|本刊|本网|本網|特约|特約|实习|實習|见习|見習|驻[^\W\d_]{{2,4}}){{0,2}}(?:记者|記者)"
    rf"[ \u3000]?"
    rf"(?P<name>{_HANZI}{{2,4}}(?:[、 \u3000]{_HANZI}{{2,4}}){{0,3}})"
    rf"(?:[ \u3000]?[／/][ \u3000]?{_HANZI}{{2,8}}(?:报导|報導|报道|報道|電|专电|專電|特稿))?[）)】〕\]]?"
    rf"|(?P<korean>[가-힣]{{2,4}})\s?(?:선임|수습|인턴|전문|객원)?기자(?:\s*[(（]?[\w.]{{1,40}}@[\w.]{{1,40}}[)）]?)?)\s*$"
)
#: 記者李四／台北報導 also opens the first line of the report.
_TAIWAN = lazy(
    rf"[（(【〔\[]?\s?(?:記者|记者)(?P<name>{_HANZI}{{2,4}}(?:、{_HANZI}{{2,4}}){{0,3}})[／/]{_HANZI}{{2,8}}"
    r"(?:報導|报导|報道|报道|電)[）)】〕\]]?"
)


def name_end(text: str, start: int) -> int:
    """Where a name of two to four words in capitals ends that begins here, or several such; 0 where none stands.

    >>> name_end("Erika van Muster and Max Muster, Berlin", 0), name_end("Hamburg nach", 0)
    (31, 0)
    """
    end, words, total, at = 0, 0, 0, start
    while word := _WORD.match(text, at):
        total += 1
        small = word[0] in _PARTICLES or word[0] in _AND
        if not small and (not word[0][0].isupper() or word[0].lower().rstrip(".") in _ENDS):
            break
        if month(word[0]) and words >= 2 and re.match(r"[ \u00a0]\d", text[word.end() : word.end() + 2]):
            break
        words += not small
        at = word.end()
        if not small:
            end = at
        if total > 9 or text[at : at + 1] not in (" ", "\u00a0", ","):
            break
        if text[at] == "," and (words < 2 or not _LIST.match(text, at)):  # behind the last name stands a place, a title
            break
        at += 3 if text.startswith(" & ", at) else 2 if text[at] == "," else 1
    names = text[start:end].count(",") + sum(f" {word} " in text[start:end] for word in _AND) + 1
    return end if 2 * names <= words <= 4 * names and end - start <= 80 else 0


def other_byline(line: str, *, fresh: bool = True) -> tuple[int, int] | None:
    """Where the author stands in a line such as ``Von Erika Muster, Berlin``.

    Names of reporters count in a line that is not ``fresh``, too: their words are triggers themselves.
    """
    if len(line) > 160:
        return None
    if fresh and line.startswith(_BY_SPACED) and (found := _BYLINE.match(line)):
        end = name_end(line, found.end())
        first = line[found.end() : found.end() + 24].split(" ", 1)[0]
        # "… was first put together / by Erika Muster, later maintained by …": a sentence that was broken.
        broken = line.endswith(".") or _GOES_ON.match(line, end)
        if end and not broken and first[0].isupper() and _BEHIND.match(line, end):
            return found.end(), end
        return None
    if not ("记者" in line or "記者" in line or "기자" in line):  # one of which both patterns need
        return None
    if found := _REPORTER.match(line) or _TAIWAN.match(line):
        groups = found.groupdict()
        return found.span("korean" if groups.get("korean") else "name")
    return None


def bare_byline(line: str, following: str) -> bool:
    """Whether a line says only "Von" or "By" and the next one only a name."""
    if line not in BARE:
        return False
    return len(following) <= 60 and name_end(following, 0) == len(following)


def other_datelines(line: str, *, day_first: bool) -> list[tuple[str, str, int, int]]:
    """Name, date and place of what such a line says: ``Publié le 28 mai 2024, mis à jour le 29 mai 2024``."""
    found = _DATELINE.match(line) if len(line) <= 160 else None
    if not found:
        return []
    said, end = read(line[found.end() :], day_first=day_first)
    rest = line[found.end() + end :]
    second = re.search(r"\S", rest) and next(iter(_DATELINE.finditer(rest)), None)
    tail = rest[: second.start()] if second else rest
    if not said or len(tail) > 50 or re.match(r"\s?(?!(?:von|by|par|por|um|uhr|in|h|г)\b)[a-zа-я]{2}", tail):
        return []
    told = [(_KIND[found["form"]], said, found.end(), found.end() + end)]
    if second:
        later, stop = read(rest[second.end() :], day_first=day_first)
        at = found.end() + end + second.end()
        if later:
            told.append((_KIND[second["form"]], later, at, at + stop))
    return told
