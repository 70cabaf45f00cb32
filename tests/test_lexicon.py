"""The words of chrome: every file holds what its head says, each language has its share, both Chinese scripts agree."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from corpusclean.rules import chrome
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.lexicon import BESIDE, SURE, terms
from corpusclean.rules.chrome.lines import core, forms, split
from corpusclean.rules.chrome.marks import marks_of
from corpusclean.rules.chrome.triggers import CHARS, trigger
from corpusclean.rules.chrome.words import KINDS, words

DATA = Path(chrome.__file__).parent / "data"
#: The files of whole-line terms, first come first: a term belongs to the first file that has it.
WHOLE = ("comments", "related", "buttons", "navigation")
#: Terms of each file by language, a little under what there is.
FLOORS = {
    "zh": (100, 700, 1500, 1500),
    "en": (50, 750, 1400, 1450),
    "ja": (20, 190, 220, 300),
    "ko": (20, 160, 270, 310),
    "de": (30, 250, 380, 380),
    "fr": (20, 160, 300, 290),
    "es": (20, 180, 330, 310),
    "pt": (15, 140, 290, 240),
    "it": (12, 125, 280, 215),
    "nl": (10, 125, 240, 170),
    "ru": (20, 250, 360, 380),
    "pl": (12, 120, 230, 220),
    "cs": (12, 75, 180, 175),
    "tr": (10, 100, 175, 195),
    "id": (8, 90, 150, 150),
    "vi": (8, 90, 130, 145),
    "ar": (8, 90, 160, 170),
}


def sections(file: str) -> Iterator[tuple[str, str, str]]:
    """The lines of a file sorted by language: list, language (``# ja``), term."""
    group = language = ""
    for line in (DATA / f"{file}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            group, language = line.strip("[]"), ""
        elif line.startswith("# ") and line[2:] in FLOORS:
            language = line[2:]
        elif line and not line.startswith("#"):
            yield group, language, line


def bare(term: str) -> str:
    """A term without its mark."""
    return term.removeprefix("! ").removeprefix("= ")


# --- every file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(path.stem for path in DATA.glob("*.txt")))
def test_every_file_parses(file: str) -> None:
    raw = (DATA / f"{file}.txt").read_bytes()
    text = raw.decode("utf-8")
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert "\r" not in text and "\t" not in text and "\ufeff" not in text
    assert text.startswith("#")
    if file != "triggers":  # the pieces may begin or end with a blank
        assert all(line == line.strip() for line in text.splitlines())
        assert all(term not in ("!", "=") for found in listed(file).values() for term in found)


@pytest.mark.parametrize("file", [*WHOLE, "neighbours"])
def test_terms_stand_once(file: str) -> None:
    """Not twice in one file, whatever the case, the list or the mark."""
    counts = Counter(bare(term).lower() for _, _, term in sections(file))
    twice = {term for term, count in counts.items() if count > 1}
    if file == "neighbours":  # "下一篇" opens a line and "= 下一篇" is one
        marked = {bare(term) for _, _, term in sections(file) if term.startswith("= ")}
        twice -= marked
    assert twice == set()


def test_no_term_hides_behind_another_file() -> None:
    """What an earlier file says of a term in all its forms, a later file need not repeat."""
    taken: dict[str, str] = {}
    hidden = []
    for file in WHOLE:
        mine = {core(form): file for _, _, term in sections(file) for form in forms(bare(term))}
        for _, _, term in sections(file):
            keys = {core(form) for form in forms(bare(term))}
            if keys <= taken.keys():
                hidden.append((file, term, taken[min(keys)]))
        taken = mine | taken
    assert hidden == []


@pytest.mark.parametrize("file", WHOLE)
def test_each_language_has_its_share(file: str) -> None:
    counts = Counter(language for _, language, _ in sections(file))
    assert "" not in counts, "a term stands before the first language"
    floors = {language: floor[WHOLE.index(file)] for language, floor in FLOORS.items()}
    assert {language: counts[language] for language in floors if counts[language] < floors[language]} == {}


def test_neighbours_speak_every_language() -> None:
    counts = Counter(language for _, language, _ in sections("neighbours"))
    assert {language for language in FLOORS if counts[language] < 8} == set()


# --- Chinese --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [*WHOLE, "neighbours"])
def test_both_chinese_scripts(file: str) -> None:
    """A term in one script has the forms of the other, in the same list and with the same mark."""
    to_hans = [OpenCC(name) for name in ("t2s", "tw2sp")]
    to_hant = [OpenCC(name) for name in ("s2t", "s2tw", "s2hk")]
    marks = {(group, bare(term)): term[:2] in ("! ", "= ") for group, _, term in sections(file)}
    elsewhere = set(terms()) if file in WHOLE else set()
    missing = []
    for group, language, term in sections(file):
        if language != "zh":
            continue
        word, mark = bare(term), marks[group, bare(term)]
        hans = {convert.convert(word) for convert in to_hans}
        wanted = {convert.convert(word) for convert in to_hant} if word in hans else set()
        near = {other for other in wanted if (group, other) not in marks and core(other) not in elsewhere}
        missing += sorted(near)
        if not any((group, other) in marks or core(other) in elsewhere for other in hans):
            missing.append(word)
        assert all(marks.get((group, other), mark) == mark for other in wanted), term
    assert missing == []


# --- what the marks mean --------------------------------------------------------------------------------------------


def mark(line: str) -> object:
    page = f"x\n{line}\ny\n"
    return marks_of(page, split(page))[1]


@given(st.sampled_from([(file, bare(term)) for file in WHOLE for _, _, term in sections(file)]))
def test_every_term_is_read(case: tuple[str, str]) -> None:
    """In each of its forms, but where a number opens the line: such lines are headings."""
    _, term = case
    for form in forms(term):
        assert core(form) in terms()


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "Leave a Comment",
        "Terms and Conditions",
        "LEAVE A REPLY",
        "Terms of Use",
        "Don't have an account?",
        "為您推薦",
        "爲您推薦",
        "为您推荐",
        "分享到臉書",
        "列印",
        "關注我們",
        "あわせて読みたい",
        "많이 본 뉴스",
        "Das könnte Sie auch interessieren",
        "À lire aussi",
        "También te puede interesar",
        "Leia também",
        "Potrebbe interessarti anche",
        "Lees ook",
        "Читайте также",
        "Czytaj także",
        "Mohlo by vás zajímat",
        "İlginizi Çekebilir",
        "Baca juga",
        "Có thể bạn quan tâm",
        "اقرأ أيضا",
    ],
)
def test_sites_of_each_language(line: str) -> None:
    assert mark(line) is not None


@pytest.mark.parametrize(
    "word",
    [
        "summary",
        "contact",
        "advertising",
        "newsletter",
        "keyboard shortcuts",
        "functional cookies",
        "cookies policy of the sea",
        "推荐阅读",
        "延伸阅读",
        "排行榜",
        "朋友圈",
        "清晰度",
        "验证码",
        "评论",
        "讨论区",
        "ランキング",
        "広告",
        "コメント",
        "関連リンク",
        "댓글",
        "광고",
        "Werbung",
        "Kommentare",
        "Weitere Informationen",
        "publicité",
        "commentaires",
        "publicidad",
        "más información",
        "veja também",
        "pubblicità",
        "per approfondire",
        "реклама",
        "комментарии",
        "смотрите также",
        "reklama",
        "komentarze",
        "zobacz też",
    ],
)
def test_words_of_authors_are_never_sure_headings(word: str) -> None:
    """Lemmas of an encyclopaedia and headings that authors write get the careful strength, or none."""
    for form in forms(word):
        term = terms().get(core(form))
        assert term is None or term.strength != SURE or term.kind == "navigation"


@pytest.mark.parametrize(
    "line",
    [
        "Germany",
        "He left a reply.",
        "Introduction",
        "Methods",
        "第一章",
        "引言",
        "北京",
        "我们分享了这个故事",
        "Einleitung",
        "Введение",
        "日本の歴史",
        "서론",
        "System requirements",
        "Step 1",
    ],
)
def test_words_that_are_no_terms(line: str) -> None:
    assert mark(line) is None


@pytest.mark.parametrize("word", ["更多", "more", "next", "go", "name", "yes", "经济", "energy", "Politik"])
def test_common_words_prove_nothing_alone(word: str) -> None:
    found = [terms()[core(form)] for form in forms(word) if core(form) in terms()]
    assert found and all(term.strength == BESIDE or term.kind == "related" for term in found)


# --- triggers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_triggers_cover_all_words(kind: str) -> None:
    pieces = trigger(kind).literals
    single = CHARS.get(kind, "")
    missed = [w for w in words(kind) if not any(c in w for c in single) and not any(p in w for p in pieces)]
    assert missed == [], "run benchmarks/chrome/make_triggers.py"


def test_every_term_says_something() -> None:
    """A number alone would make a term of every line of punctuation."""
    assert "" not in terms()
