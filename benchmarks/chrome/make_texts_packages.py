"""Texts without chrome from unpacked Debian packages: manuals, manual pages, sayings, changelogs, licences, code, data.

One package a folder; ``make_texts.py`` calls this.  Handbooks in HTML need ``lxml``, manual pages ``groff``.
"""

import bz2
import gzip
import hashlib
import itertools
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["build"]

#: Characters of a document at most; a longer one is cut behind a paragraph.
LONGEST = 60_000

#: Packages that say the same in many languages, on pages all alike: their share is smaller.
_ALIKE = {"debian-handbook", "gnome-user-docs", "linux-doc-6.1"}
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINKS = re.compile(r"(?m)^[ \t]*(?:Previous \| Contents \| Index \| Next|Download the ebook|View page source)[ \t]*\n")
_FIXED = {"COPYING", "LICENSE", "LICENCE", "copyright"}
_CODE = re.compile("c|cc|cpp|h|hpp|py|js|ts|lua|el|scm|p[lm]|rb|sh|go|rs|java|cs|php|sql|vim|css|tcl|r|m4|mk|ps")
_DATA = re.compile("json|csv|tsv|toml|ya?ml|ini|conf|cfg|xml|desktop")
_SCRIPTS = (("ja", r"[\u3041-\u30ff]"), ("ko", r"[\uac00-\ud7a3]"), ("zh", r"[\u4e00-\u9fff]"), ("ru", r"[а-яё]"))
#: Elements that begin a line.
_BLOCKS = "self::p or self::div or self::li or self::dt or self::dd or self::tr or self::pre or self::br or self::table"
_BLOCKS += " or self::ul or self::ol or self::dl or self::section or self::blockquote or starts-with(name(), 'h')"
#: Languages that the name of a folder or file can tell.
_NAMED = re.compile(
    "bg|ca|cs|da|de|el|en|eo|es|et|eu|fa|fi|fr|ga|gl|hi|hr|hu|id|it|ja|kn|ko|lt|lv|nb|nl|nn|oc|pa|pl|pt|ro|ru|sk|sl|sr"
    "|sv|ta|th|tr|uk|vi|zh"
)
#: Elements and classes of a packaged manual that are the furniture of its pages.
_FURNITURE = re.compile(
    "navheader|navfooter|docnav|related|sphinxsidebar|headerlink|product_title"
    "|script|style|nav|header|footer|aside|button|input"
)


def read(path: Path) -> str:
    """The text of a file, unpacked; "" where it is no UTF-8."""
    opened: dict[str, Any] = {".gz": gzip.open, ".dz": gzip.open, ".bz2": bz2.open}
    try:
        with opened.get(path.suffix, open)(path, "rb") as file:
            return str(file.read(4_000_000).decode())
    except (OSError, EOFError, ValueError):
        return ""


def page_text(html: str) -> str:
    """The text of a page of a packaged manual, a block a line, without the furniture of its pages."""
    import lxml.html

    tree = lxml.html.fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    body = next(iter([*tree.xpath("//*[@id='DisplayArea' or @role='main' or @itemprop='articleBody']"), tree]))
    for element in body.xpath(".//*"):
        names = (str(element.tag), *element.get("class", "").split(), element.get("id", ""))
        if any(map(_FURNITURE.fullmatch, names)):
            element.drop_tree()
    for element in body.xpath(f".//*[{_BLOCKS}]"):
        words = element.text or ""
        element.text = "\n" + (words if element.tag == "pre" else re.sub(r"\s+", " ", words)).lstrip()
        element.tail = "\n" + (element.tail or "").lstrip()
    for element in body.xpath(".//td|.//th"):
        element.tail = "\t" + (element.tail or "").lstrip()
    text = _LINKS.sub("", re.sub(r"(?<=\S)\n(?=[a-z，。])", " ", body.text_content()))
    return re.sub(r"[ \t]*\n(?:[ \t]*\n)+", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip()


def manual_page(path: Path) -> str:
    """A manual page as a terminal shows it; "" where there is no groff."""
    raw = read(path).encode()
    if not raw or not shutil.which("groff"):
        return ""
    call = ["groff", "-Kutf8", "-man", "-t", "-Tutf8", "-P-cbou"]
    return subprocess.run(call, input=raw, capture_output=True, check=False, timeout=60).stdout.decode(
        "utf-8", "replace"
    )


def help_topic(xml: str) -> str:
    """A topic of a desktop's help (Mallard): titles, paragraphs and items, a block a line."""
    import lxml.etree

    try:
        root = lxml.etree.fromstring(xml.encode())
    except lxml.etree.XMLSyntaxError:
        return ""
    lines = []
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in ("title", "p", "screen", "code", "desc") and element.getparent().tag.rpartition("}")[2] != "info":
            words = " ".join("".join(element.itertext()).split())
            item = element.getparent().tag.rpartition("}")[2] == "item" and name == "p"
            lines.append(("• " if item else "\n" if name == "title" else "") + words)
    return "\n".join(lines).strip()


def sayings(text: str) -> Iterator[str]:
    """The entries of a file of sayings, some to a document: one, then five, then twenty."""
    entries = iter([entry.strip("\n") for entry in re.split(r"(?m)^%\s*$", text) if entry.strip()])
    for size in itertools.cycle((1, 5, 20)):
        group = [*itertools.islice(entries, size)]
        if not group:
            return
        yield "\n\n".join(group)


def kind_of(path: Path) -> str:
    """What kind of document a file is, by its name and folders; "" where it is none."""
    name = re.sub(r"\.(?:gz|dz|bz2)$", "", path.name)
    low, ending = name.lower(), name.rpartition(".")[2] if "." in name else ""
    kinds = {
        "manual page": "/man/" in path.as_posix() and re.search(r"\.[1-9]\w*$", name),
        "poem": "fortunes" in path.parts and re.match(r"(?:tang|song)\d+$", name),
        "sayings": "fortunes" in path.parts and ending not in ("dat", "u8", "html", "gz"),
        "changelog": low.startswith(("changelog", "news", "changes")),
        "licence": name in _FIXED or "common-licenses" in path.parts,
        "questions": "faq" in low and ending in ("", "txt"),
        "readme": low.startswith("readme"),
        "calendar": name.startswith("calendar."),
        "dictionary": ending == "dict",
        "tutorial": ending == "page",
        "web manual": ending in ("html", "htm"),
        "manual": ending in ("txt", "rst", "md", "pod", "text") or name.startswith("TUTORIAL"),
        "code": _CODE.fullmatch(ending),
        "data": _DATA.fullmatch(ending),
    }
    return next((kind for kind, fits in kinds.items() if fits), "")


def documents(path: Path) -> Iterator[tuple[str, str]]:
    """Kind and text of what a file holds; nothing for files that are no documents."""
    kind = kind_of(path)
    text = read(path) if kind and kind != "manual page" else ""
    match kind:
        case "manual page":
            yield kind, manual_page(path)
        case "poem" | "sayings":
            yield from ((kind, group) for group in sayings(text))
        case "tutorial":
            yield kind, help_topic(text)
        case "web manual":
            yield kind, page_text(text) if text else ""
        case "calendar":
            yield kind, re.sub(r"(?m)^(?:#|/\*|LANG|SEQUENCE).*\n", "", text)
        case "dictionary" | "manual" | "changelog":
            step = 6000 if kind == "dictionary" else LONGEST
            yield from ((kind, text[at : at + step]) for at in range(0, min(len(text), 60 * step), step))
        case "":
            return
        case _:
            yield kind, text


def tidy(text: str) -> str:
    """A text cut behind a paragraph, with made-up mail addresses."""
    text = text.replace("\r\n", "\n").strip("\n")
    if len(text) > LONGEST:
        end = text.rfind("\n\n", LONGEST // 2, LONGEST)
        text = text[: end if end > 0 else text.rfind("\n", 0, LONGEST) + 1 or LONGEST]
    return _ADDRESS.sub("name@mail.example", text)


def language(path: Path, text: str) -> str:
    """The language of a text by its letters, or by the folder or ending that names one; English else."""
    letters = max(1, sum(map(str.isalpha, text)))
    for code, pattern in _SCRIPTS:
        if len(re.findall(pattern, text.lower())) > 0.08 * letters:
            return code
    for part in reversed(path.parts):
        if found := re.fullmatch(
            r"([a-z]{2})(?:[-_](?:[A-Z]{2}|\w{6}))?(?:@\w+)?|.+[-.]([a-z]{2})(?:[-_][a-z]{2})?(?:\.\w{1,4})?(?:\.gz)?",
            part,
        ):
            code = found[1] or found[2]
            if _NAMED.fullmatch(code):
                # A page in the folder of another script, without its letters, is not translated.
                return "en" if text and code in dict(_SCRIPTS) else code
    return "en"


def most(package: str, lang: str) -> tuple[int, int]:
    """How many documents and characters of one kind in a language a package may give."""
    dense = lang in ("zh", "ja", "ko")
    letters = 450_000 if dense else 260_000 if lang == "en" else 130_000
    if package in _ALIKE:
        return (30 if dense else 18 if lang == "en" else 5), letters
    return (60 if dense or lang == "en" else 20), letters


def build(folder: Path) -> list[dict[str, str]]:
    """Documents of an unpacked package, few enough that no package decides what a text is."""
    seen: set[str] = set()
    taken: Counter[tuple[str, str]] = Counter()
    letters: Counter[tuple[str, str]] = Counter()
    made = []
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    for path in sorted(files, key=lambda path: hashlib.sha1(path.relative_to(folder).as_posix().encode()).digest()):
        named, kind = language(path, ""), kind_of(path)
        documents_most, letters_most = most(folder.name, named)
        if not kind or taken[kind, named] >= documents_most or letters[kind, named] >= 0.9 * letters_most:
            continue
        for n, (kind, raw) in enumerate(documents(path)):
            text = tidy(raw)
            lang = language(path, text[:4000])
            documents_most, letters_most = most(folder.name, lang)
            mark = hashlib.sha1(text.encode("utf-8", "replace")).hexdigest()
            if len(text) < 80 or "\0" in text or mark in seen or taken[kind, lang] >= documents_most:
                continue
            if letters[kind, lang] + len(text) <= letters_most:
                seen.add(mark)
                taken[kind, lang] += 1
                letters[kind, lang] += len(text)
                name = path.relative_to(folder).as_posix()
                made.append({"id": f"{folder.name}/{name}#{n}", "kind": kind, "lang": lang, "text": text})
    return made
