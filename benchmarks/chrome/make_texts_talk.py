"""Texts without chrome that stand ready in packages of data: stories, talk, a constitution, an encyclopaedia.

Each reader knows one package; `strings` also gives the sentences that `make_texts_pools` draws from.
"""

import bz2
import gettext
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from make_texts_books import Text, shuffled, texts

__all__ = ["cantonese", "encyclopaedia", "fish", "korean_law", "stories", "strings"]

#: Documents of a kind that the story game gives, and the languages that give so many.
_STORIES = {14: "en zh_CN zh_TW", 10: "ja", 8: "ko", 6: "ru de fr", 5: "es it pt_BR", 4: "pl cs", 3: "hu uk vi sv fi"}
_FISH = {"cs", "de", "fr", "es", "it", "nl", "pl", "ru", "sl", "sv", "eo", "bg"}
_WIKI = "enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2"
#: Signs of a wiki's source and what is read instead, in turn.
_MARKUP = (
    (r"(?s)<ref[^>]*/>|<ref.*?</ref>|<!--.*?-->|<math.*?</math>", ""),
    *[(r"\{\{[^{}]*\}\}|\{\|[^{}]*\|\}", "")] * 6,
    (r"\[\[(?:File|Image|Category|[a-z-]{2,12}):[^\[\]]*(?:\[\[[^\]]*\]\][^\[\]]*)*\]\]", ""),
    (r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1"),
    (r"'{2,}|<[^>]+>", ""),
    (r"\[https?:\S+ ([^\]]*)\]", r"\1"),
    (r"(?m)^=+\s*(.*?)\s*=+$", r"\1"),
    (r"(?m)^[*:]+\s*", "• "),
    (r"\n{3,}", "\n\n"),
)


def strings(package: Path, code: str) -> list[str]:
    """The sentences that a game says in a language; those it is written in for "en"."""
    found: dict[str, None] = {}
    for path in sorted(package.glob(f"usr/share/games/wesnoth/*/locale/{'de' if code == 'en' else code}/*/*.mo")):
        with path.open("rb") as file:
            catalogue: Mapping[Any, Any] = vars(gettext.GNUTranslations(file))["_catalog"]
        for key, value in catalogue.items():
            said = key if code == "en" else value
            if key and isinstance(said, str) and 30 < len(said) < 1500 and "<" not in said:
                found[said] = None
    return list(found)


def stories(package: Path) -> Iterator[Text]:
    """Tales and talk of a game about a war."""
    for code, count in [(code, count) for count, codes in _STORIES.items() for code in codes.split()]:
        lang, said = code[:2], shuffled(strings(package, code), code)
        pages = ["\n\n".join(said[n * 25 : n * 25 + 25]) for n in range(count)]
        yield from texts(f"wesnoth-{code}", "novel", lang, pages)
        short = [one for one in said if len(one) < 160 and "\n" not in one]
        talks = []
        for n in range(count):
            lines = short[n * 30 : n * 30 + 30]
            talks.append("\n".join(f"{'ABC'[k % 3]}: {one}" if n % 2 else f"— {one}" for k, one in enumerate(lines)))
        yield from texts(f"wesnoth-{code}", "dialogue", lang, talks)


def fish(package: Path) -> Iterator[Text]:
    """What two fish say to each other in a game."""
    found: dict[str, list[str]] = {}
    for path in sorted(package.glob("usr/share/games/fillets-ng/script/*/dialogs_*.lua")):
        code = path.stem.removeprefix("dialogs_")
        lines = re.findall(r'dialogStr\("(.*)"\)', path.read_text(encoding="utf-8", errors="replace"))
        if code[:2] in _FISH and lines and len(found.setdefault(code, [])) < 14:
            found[code].append("\n".join(("– ", "A: ", "")[len(lines) % 3] + line for line in lines))
    for code, talks in sorted(found.items()):
        yield from texts(f"fillets-{code}", "dialogue", code[:2], talks)


def cantonese(package: Path) -> Iterator[Text]:
    """Talk in Cantonese, written down."""
    talks = []
    for path in sorted(package.glob("pycantonese/data/hkcancor/*.cha"))[:45]:
        said = [line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("*")]
        marks = str.maketrans({".": "。", ",": "，", "?": "？"})
        talks.append("\n".join(f"{who[3]}：{''.join(words.split()).translate(marks)}" for who, _, words in said))
    yield from texts("cantonese", "dialogue", "zh", talks)


def korean_law(package: Path) -> Iterator[Text]:
    """The constitution of Korea, some articles to a document."""
    parts = (package / "konlpy/data/corpus/kolaw/constitution.txt").read_text(encoding="utf-8").split("\n\n")
    yield from texts("kolaw", "law", "ko", ["\n\n".join(parts[n : n + 12]) for n in range(0, len(parts), 12)])


def encyclopaedia(package: Path) -> Iterator[Text]:
    """Articles of an encyclopaedia, without its markup."""
    with bz2.open(package / "gensim/test/test_data" / _WIKI, "rt", encoding="utf-8", errors="replace") as file:
        source = file.read()
    articles = []
    for match in re.finditer(r"(?s)<title>(.*?)</title>.*?<text[^>]*>(.*?)</text>", source):
        text = match[2].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
        if len(text) < 3000 or text.lower().startswith("#redirect"):
            continue
        for pattern, words in _MARKUP:
            text = re.sub(pattern, words, text)
        articles.append(f"{match[1]}\n\n{text}")
    yield from texts("wiki-en", "encyclopaedia", "en", articles[:50])
