"""How much chrome goes, and how little text: floors over pages built by a fixed seed, and texts without any chrome.

The parts of the pages are in ``data/chrome_parts.toml``, the texts in ``data/chrome_clean.toml``.  None comes from a
page of the web: the figures say that nothing got worse, not how good the rules are, which ``benchmarks/chrome`` does.
"""

import random
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import pytest

from corpusclean import check, clean

DATA = Path(__file__).parent / "data"
PARTS: dict[str, dict[str, Any]] = tomllib.loads((DATA / "chrome_parts.toml").read_text(encoding="utf-8"))
for name in ("titles", "article"):
    PARTS["zh-Hant"][name] = [opencc.OpenCC("s2twp").convert(text) for text in PARTS["zh-Hans"][name]]
TEXTS = tomllib.loads((DATA / "chrome_clean.toml").read_text(encoding="utf-8"))["text"]
PAGES = 12
#: How much of the chrome's letters goes at least, in percent.  These may only rise.
REMOVED = {
    "zh-Hans": 93,
    "zh-Hant": 79,
    "en": 95,
    "ja": 91,
    "ko": 81,
    "de": 93,
    "fr": 92,
    "es": 91,
    "ru": 72,
    "pt": 75,
}

#: The lines of a page, and what each is: ``title``, ``text`` or ``chrome``.
Lines = list[tuple[str, str]]
in_every_language = pytest.mark.parametrize("language", PARTS)


def article(language: str, draw: random.Random) -> list[str]:
    """A title and four to six paragraphs, each of some sentences."""
    parts = PARTS[language]
    sentences = list(parts["article"])
    draw.shuffle(sentences)
    space = "" if language in ("zh-Hans", "zh-Hant", "ja") else " "
    count = draw.randint(4, 6)
    return [draw.choice(parts["titles"]), *(space.join(sentences[at::count]) for at in range(count))]


def page(language: str, seed: int) -> Lines:
    """A page: a head, the article, and what stands below it, in a usual order."""
    draw = random.Random(f"{language} {seed}")
    parts = PARTS[language]
    title, *paragraphs = article(language, draw)
    bullet = draw.choice(["", "• ", "  "])
    cards = draw.sample(parts["cards"], draw.randint(3, len(parts["cards"])))
    dated = draw.random() < 0.5
    head = [draw.choice(parts["breadcrumb"])] if draw.random() < 0.7 else []
    byline = [draw.choice(parts["byline"])] if draw.random() < 0.8 else []
    tail = [
        draw.sample(parts["share"], draw.randint(1, 3)),
        [draw.choice(parts["disclaimer"])],
        parts["neighbours"],
        [draw.choice(parts["related"])],
        [line for card in cards for line in (bullet + card[0], card[1], card[2])[: 3 if dated else 1]],
        [draw.choice(parts["comments_heading"])],
        [line for one in parts["comments"] for line in (*one, parts["reply"])],
        [draw.choice(parts["cookie"])],
        parts["footer"],
    ]
    there = [draw.random() < 0.7 for _ in tail]
    there[4], there[6] = there[3], there[5]  # cards go with their heading, comments with theirs
    below = [line for part, drawn in zip(tail, there, strict=True) for line in part if drawn]
    lines = [
        *((line, "chrome") for line in head),
        (title, "title"),
        *((line, "chrome") for line in byline),
        *((line, "text") for line in paragraphs),
        *((line, "chrome") for line in below),
    ]
    if draw.random() < 0.4:
        return [pair for line in lines for pair in (line, ("", "text"))]
    return lines


def gone(lines: Lines) -> Counter[str]:
    """Letters and digits of each kind of line, and under ``title gone`` and so on how many of them are cut."""
    text = "\n".join(line for line, _ in lines)
    cut = {
        place
        for found in check(text, select=["CHR"])
        if found.applied and found.after is not None
        for place in range(found.start, found.end)
    }
    counts: Counter[str] = Counter()
    at = 0
    for line, kind in lines:
        for place, char in enumerate(line, at):
            counts[kind] += char.isalnum()
            counts[f"{kind} gone"] += char.isalnum() and place in cut
        at += len(line) + 1
    return counts


@cache
def counted(language: str) -> Counter[str]:
    """The counts of all pages in a language."""
    return sum((gone(page(language, seed)) for seed in range(PAGES)), Counter())


@in_every_language
def test_text_stays(language: str) -> None:
    assert counted(language)["text gone"] == 0


@in_every_language
def test_titles_stay(language: str) -> None:
    """A short line between a breadcrumb and a byline, with no full stop."""
    assert counted(language)["title gone"] == 0


@in_every_language
def test_chrome_goes(language: str) -> None:
    counts = counted(language)
    assert 100 * counts["chrome gone"] >= REMOVED[language] * counts["chrome"]


@in_every_language
def test_nothing_is_cut_from_an_article_alone(language: str) -> None:
    for seed in range(PAGES):
        for gap in ("\n", "\n\n"):
            text = gap.join(article(language, random.Random(f"alone {seed}")))
            assert clean(text, select=["CHR"]) == text


@in_every_language
def test_a_second_run_finds_nothing(language: str) -> None:
    for seed in range(PAGES):
        once = clean("\n".join(line for line, _ in page(language, seed)), select=["CHR"])
        assert clean(once, select=["CHR"]) == once


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["kind"])
def test_nothing_is_cut_from_text_of_other_kinds(text: dict[str, str]) -> None:
    assert clean(text["text"], select=["CHR"]) == text["text"]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["kind"])
def test_nothing_is_cut_from_two_such_texts_on_one_page(text: dict[str, str]) -> None:
    """Behind an article a list or a table looks most like what a site puts there."""
    for language in ("zh-Hans", "en"):
        both = "\n".join([*article(language, random.Random(text["kind"])), "", text["text"]])
        assert clean(both, select=["CHR"]) == both
