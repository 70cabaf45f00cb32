"""The licence of a page, and who holds its rights, from the lines at its head and foot."""

import re
from collections.abc import Iterator

from corpusclean.edits import Field
from corpusclean.patterns import lazy
from corpusclean.rules.credits.page import Page, edges, page_of

__all__ = ["RIGHTS", "rights_fields", "spdx"]

#: Literals of which every line that is read holds one.
_LICENCES = (
    *("creativecommons.org/", "Creative Commons", "creative commons", "Creative commons", "CREATIVE COMMONS"),
    *("CC BY", "CC-BY", "cc by", "cc-by", "CC BY", "CC0", "知识共享", "知識共享", "创作共用", "創用CC", "創用 CC"),
    *("クリエイティブ・コモンズ", "licensed under", "Licensed under", "许可协议", "許可協議", "授權條款"),
)  # fmt: skip
RIGHTS = (*_LICENCES, "opyright", "opyRight", "OPYRIGHT")
#: So many lines at the head and the foot may hold the licence, and at the foot the holder of the rights.
HEAD, FOOT, LAST = 8, 25, 6

_BY = r"by(?:[- ](?:nc|sa|nd)){0,2}"
_CODE = lazy(
    rf"(?:creativecommons\.org/licenses/(?P<path>{_BY})/(?P<at>\d\.\d)(?:/(?P<port>[a-z]{{2,3}})\b)?"
    r"|creativecommons\.org/publicdomain/(?P<zero>zero)/1\.0"
    rf"|\bCC[- \u00a0]?(?P<code>{_BY})\b(?:[- \u00a0]v?(?P<version>\d\.\d)"
    r"(?P<tail>[- ](?:de|at|ch|fr|es|it|jp|tw|cn|us|uk|au|ca|br|international|unported|generic|intl)\b)?)?"
    rf"|\bCreative[- ]Commons[- ](?P<long>{_BY})\b(?:[- ]v?(?P<longversion>\d\.\d))?"
    r"|\b(?P<cc0>CC0)\b(?:[- ]1\.0)?)",
    re.IGNORECASE,
)
_SEP = r"[\s\u00a0–—·./-]{0,3}"
#: The elements of a licence by their names: attribution, then what else it asks for.
_ELEMENTS = {
    "nc": r"non-?\s?commercial|nicht-?\s?kommerziell|keine kommerzielle nutzung|非商业性使用|非商业性|非商业使用"
    r"|非商業性使用|非商業性|非営利"
    r"|pas d['’]utilisation commerciale|no ?comercial|não ?comercial|non commerciale",
    "sa": r"share-?\s?alike|weitergabe unter gleichen bedingungen|相同方式共享|相同方式分享|継承"
    r"|partage dans les mêmes conditions|compartir ?igual|compartilha ?igual|condividi allo stesso modo",
    "nd": r"no-?\s?deriv(?:ative)?s?(?: works)?|keine ?bearbeitung(?:en)?|禁止演绎|禁止改作|改変禁止"
    r"|pas de modification|sin ?derivadas?|sem ?derivações|non opere derivate",
}
_NAMED = lazy(
    r"(?:creative commons )?"
    r"(?:attribution|namensnennung|署名|姓名標示|表示|atribución|reconocimiento|atribuição|attribuzione)"
    rf"(?P<rest>(?:{_SEP}(?:{'|'.join(_ELEMENTS.values())})){{0,2}})"
    rf"(?:(?:\slicen[sc]e)?{_SEP}(?:v|version )?(?P<version>\d\.\d))?"
    r"(?P<port>\s?(?:or (?:any )?later|or newer|deutschland|germany|österreich|austria|schweiz|switzerland|france"
    r"|españa|spain|italia|italy|japan|taiwan|china|united states|us\b|uk\b|australia|canada|brasil|brazil"
    r"|中国大陆|中國大陸|台灣|日本))?",
    re.IGNORECASE,
)
_COMMONS = lazy(r"creative[- ]commons|\bCC\b|知[识識]共享|创作共用|創用 ?CC|クリエイティブ・?コモンズ", re.IGNORECASE)
_WHOLE = ("international", "unported", "generic", "intl")
#: A licence of a picture, of the code, of the theme, or of many things: not the page's.
_OTHER = lazy(
    r"\bfotos?\b|photo|image|imagen|\bbild|titelbild|screenshot|picture|\blogo\b|\bicons?\b|video|wikimedia|flickr|unsplash"
    r"|cover|abb\.|abbildung|gra[fp]hi[ck]|illustration|图|圖|照片|写真|摄影|攝影|code\b|software|theme"
    r"|design by|designed by|template|powered by|podcast|music|fonts?\b|dataset|data set|\bmap|plugin"
    r"|source file|article by",
    re.IGNORECASE,
)
_SUBJECT = lazy(r"\b(?:content|contents|contributions|text|inhalte?|contenus?|contenidos?)\b|内容|內容", re.IGNORECASE)
#: "This work is licensed under the … License": as written, where no element is named.
_PROSE = lazy(
    r"(?:this|the|all|our) (?:work|content|contents|article|text|page|site|website|document|post|tutorial|book)s?\b"
    r"[^.]{0,60}?"
    r"licen[sc]ed under (?:an? |the )?(?P<name>[A-Z][^.;,:\n]{2,60}? Licen[sc]e(?: \(\w{2,12}\))?(?: \d\.\d)?)",
    re.IGNORECASE,
)
_ADOPTED = lazy(
    r"(?:本作品|本文章?|本站|本页面?|本頁面?|本文档|内容|內容)[^。\n]{0,16}?(?:采用|採用|遵循|使用)\s?[「“《]?"
    r"(?P<name>[^。，,\n「」“”《》]{2,50}?(?:许可协议|許可協議|授權條款|协议))"
)
#: © 2008-2024 Daily Gulf. All rights reserved.  Without a year it stands under pictures.
_HOLDER = lazy(
    r"(?:(?-i:[cC]opy[rR]ight|COPYRIGHT)\s{0,2}(?:(?:©|\(c\))\s{0,2})?|©\s{0,2}(?:copyright\s{0,2})?)"
    r"(?:19|20)\d\d(?:\s?[-–—,/]\s?(?:(?:19|20)\d\d|\d\d))?[\s,.:]{0,3}(?:(?:by|bei)[ :]{1,2})?"
    r"(?P<name>[^\W\d_][^|｜·•;:\n©@]{2,60})",
    re.IGNORECASE,
)
#: What ends the name of the holder.
_RESERVED = lazy(
    r"\s*(?:,?\s?(?:all rights?|alle rechte|todos (?:los|os)|tous droits|tutti i diritti|wszelkie prawa|her hakk)"
    r"|版[权權]所有|保留|[\u4e00-\u9fff]ICP|powered by|built with|theme\b|unless\b|proudly"
    r"|privacy|terms\b|about\b|contact\b|legal\b|impressum|datenschutz|kontakt|\s[-–—]\s|\.\s(?!V\b|KG\b)"
    r"|,\s(?-i:[a-z])(?!nc\b|lc\b|td\b))",
    re.IGNORECASE,
)
#: No holder, or only a part of one: a list of names, an address behind the name, the maker of the software.
_NO_HOLDER = lazy(
    r"[/<>]|\d|,\s(?!inc\b|llc\b|ltd\b|gmbh\b)|copyright|rights|rechte|derechos|direitos|creative commons|author"
    r"|\bdba\b|vbulletin|phpbb|xenforo|discuz|invision|wordpress|^(?:\w\.)+\w?$|\.[a-z]{2,3}(?-i:[A-Z])|(?-i:[a-z])impressum",
    re.IGNORECASE,
)


def spdx(code: str, version: str) -> str:
    """The identifier of a Creative Commons licence; "" for elements that go not together or a version that is none.

    >>> spdx("sa nc by", "4.0"), spdx("by-sa-nd", "4.0"), spdx("by", "4.5")
    ('CC-BY-NC-SA-4.0', '', '')
    """
    elements = set(re.findall(r"[a-z]{2}", code.lower()))
    if "by" not in elements or {"sa", "nd"} <= elements or version not in ("1.0", "2.0", "2.5", "3.0", "4.0"):
        return ""
    return "-".join(("CC", *(e.upper() for e in ("by", "nc", "sa", "nd") if e in elements), version))


def rights_fields(text: str) -> Iterator[Field]:
    r"""The licence of a page and the holder of its rights, from lines at its head or foot.

    The identifier of SPDX for a Creative Commons licence with its version (``CC-BY-SA-4.0``), as written without a
    version or with the name of a country, and for other licences.  ``© 2008 … 版权所有`` is no licence; in
    the last lines of a page it names the publisher, where nothing better does.  Left alone:
    the licence of a picture, of code, of a theme; pages that name several licences or speak of them; the text of a
    licence.

    >>> page = "老桥开放\n湖边的老桥在星期天重新开放，市民们排起了长队，都想第一个走过去看看。\n"
    >>> fields(rights_fields, page + "本作品采用知识共享署名-相同方式共享 4.0 国际许可协议进行许可。\n")
    [('licence', 'CC-BY-SA-4.0')]
    >>> fields(rights_fields, page + "© 2008-2024 海湾日报 版权所有\n")
    [('publisher', '海湾日报')]
    >>> fields(rights_fields, page + "Photo: Mary Major, CC BY-SA 4.0\n© Mary Major\n")
    []
    """
    near = edges(text, HEAD, FOOT)
    together = "".join(near)
    # A licence must stand near the edge; only then is it looked for elsewhere.
    licensed = any(word in together for word in _LICENCES)
    if not licensed and not any(_HOLDER.match(line.strip()) for line in near[-LAST:]):
        return
    page = page_of(text)
    found: list[Field] = []
    others = 0
    for n in _naming(page) if licensed else ():
        line = page[n]
        if line.weight > 900:
            continue
        said = _licence(line.text)
        if said is None or not (n < HEAD or n >= len(page) - FOOT):
            others += said is None or said[0] not in {field.value for field in found}
            continue
        where = line.start + line.indent
        found.append(Field(where + said[1], where + said[2], "licence", said[0]))
    fields = found[:1] if len({_key(field.value) for field in found}) == 1 and others <= 2 else []
    holders = []
    for n in reversed(range(max(0, len(page) - LAST), len(page))):
        line = page[n]
        held = _HOLDER.match(line.text) if line.weight <= 300 else None
        if held and (field := _holder(held, line.start + line.indent)):
            holders.append(field)
        elif line.prose and not held:
            break  # a document that goes on: its own notice, not the page's
    if len({field.value for field in holders}) == 1:
        fields.append(holders[-1])
    yield from sorted(fields)


def _naming(page: Page) -> list[int]:
    """The lines that name a licence."""
    found = set[int]()
    for word in _LICENCES:
        at = page.text.find(word)
        while at >= 0:
            found.add(page.at(at))
            at = page.text.find(word, at + 1)
    return sorted(found)


def _key(value: str) -> str:
    return value.upper().replace(" ", "-")


def _holder(found: "re.Match[str]", where: int) -> Field | None:
    """The house that a line of copyright with a year names."""
    name = _RESERVED.split(found["name"], maxsplit=1)[0].strip(" \u00a0\u3000,–—-")
    name = name.rstrip(".")
    if name.endswith(("Inc", "Ltd", "Co", "B.V", "S.A", "e.V")) and found["name"].startswith(f"{name}."):
        name += "."
    if not 2 <= len(name) <= 40 or (name[0].islower() and "." not in name) or _NO_HOLDER.search(name):
        return None
    return Field(where + found.start("name"), where + found.start("name") + len(name), "publisher", name)


def _licence(line: str) -> tuple[str, int, int] | None:
    """The licence that a line gives to the page, with its place; None where it gives one to something else."""
    if match := _CODE.search(line):
        span, said = match.span(), _coded(match)
    elif _COMMONS.search(line) and (match := _NAMED.search(line)):
        rest = match["rest"].lower()
        code = "by " + " ".join(e for e, words in _ELEMENTS.items() if re.search(words, rest))
        said = "" if match["port"] else spdx(code, match["version"] or "")
        span = match.span()
        said = said or match[0].strip()
    elif match := _PROSE.search(line) or _ADOPTED.search(line):
        span = match.span("name")
        said = match["name"].strip()
    else:
        return None
    before = line[: span[0]]
    if _OTHER.search(before) and not _SUBJECT.search(before):
        return None
    behind = line[span[1] : span[1] + 40]
    if re.match(r"[\]）)]|,? (?:via|by) ", behind) or len(before) > 300:
        return None
    return (said, *span) if said and len(said) <= 80 else None


def _coded(match: "re.Match[str]") -> str:
    if match["zero"] or match["cc0"]:
        return "CC0-1.0"
    code = match["path"] or match["code"] or match["long"]
    version = match["at"] or match["version"] or match["longversion"] or ""
    port = (match["port"] or (match["tail"] or "").strip(" -")).lower()
    said = spdx(code, version) if not port or port in _WHOLE else ""
    return said or match[0].strip().rstrip("-")
