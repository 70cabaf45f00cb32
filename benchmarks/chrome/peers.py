"""What is measured: corpusclean and its peers, each as a function from a page and its language to text.

Readers of tags get the page's HTML, the others its lines.  This module is loaded by other Pythons, too: what a function
needs is imported when it is made.
"""

import html
import re
from collections.abc import Callable
from typing import Any, NamedTuple

#: From a page and its language to the text that is left.
Cleaner = Callable[[str, str], str]
#: Languages by the names of jusText's lists of stop words; it has none for Chinese and Japanese.
STOP_WORDS = {
    "ar": "Arabic",
    "cs": "Czech",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "id": "Indonesian",
    "it": "Italian",
    "ko": "Korean",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
}
#: What jusText is asked where it has no stop words: none, and paragraphs are short and long in fewer characters.
WITHOUT_STOP_WORDS = {"length_low": 20, "length_high": 60, "stopwords_low": 0.0, "stopwords_high": 0.0}
#: Elements that begin and end a line of text.
BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li "
        "main nav ol p pre section table td th tr ul",
    )
)


class MissingError(RuntimeError):
    """A setting that the corpusclean at hand does not have."""


class Tool(NamedTuple):
    """A cleaner: its name, the package that has it (empty for our own lines), whether it reads tags; how to make it.

    ``setting`` is that of corpusclean.
    """

    name: str
    package: str
    tags: bool
    make: Callable[[], Cleaner]
    setting: str = ""

    @property
    def ours(self) -> bool:
        """Whether it is corpusclean."""
        return self.package == "corpusclean"


def ours(setting: str, tags: bool) -> Cleaner:
    """Corpusclean's rules of chrome with a setting, behind its reader of HTML where the page has tags.

    Raises `MissingError` where the rules or the setting do not exist.
    """
    from corpusclean import clean

    stages, options = stages_and_options(setting, tags)
    return lambda page, _: clean(page, select=stages, **options)


def stages_and_options(setting: str, tags: bool) -> tuple[list[str], dict[str, Any]]:
    """What `corpusclean.clean` is asked.  Raises `MissingError` where the rules or the setting do not exist."""
    from corpusclean import registry

    rules = registry.all_rules()
    stages = ["HTM", "CHR"] if tags else ["CHR"]
    if missing := [stage for stage in stages if not any(rule.stage == stage for rule in rules)]:
        raise MissingError(f"there are no rules {missing[0]}")
    if setting == "safe":  # the default
        return stages, {}
    if not any("chrome" in rule.options for rule in rules):
        raise MissingError("no rule has the option chrome")
    return stages, {"chrome": setting}


def _nothing() -> Cleaner:
    return lambda page, _: page


def _short() -> Cleaner:
    return lambda page, _: "\n".join(line for line in page.split("\n") if len(line.strip()) >= 20)


def _c4() -> Cleaner:
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter

    # The rules for lines only: those for documents would drop a page for a brace, or for fewer than five sentences.
    rules = C4QualityFilter(min_num_sentences=-1, filter_lorem_ipsum=False, filter_curly_bracket=False)

    def clean(page: str, _: str) -> str:
        document = Document(text=page, id="")
        rules.filter(document)
        return str(document.text)

    return clean


def _c4_chinese() -> Cleaner:
    marks = re.compile(r"[.?!\"'。？！…”’」』）]$")
    word = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")
    policy = ("javascript", "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies")

    def stays(line: str) -> bool:
        ended = marks.search(line) is not None and not line.endswith("...")
        return ended and len(word.findall(line)) >= 3 and not any(term in line.lower() for term in policy)

    return lambda page, _: "\n".join(line for line in map(str.strip, page.split("\n")) if stays(line))


def _jionlp() -> Cleaner:
    import jionlp

    return lambda page, _: "\n".join(jionlp.clean_text(line) for line in page.split("\n"))


def _as_paragraphs(page: str) -> str:
    """Lines as HTML that says nothing but where they end."""
    lines = (html.escape(line) for line in page.split("\n") if line.strip())
    return "<html><body>" + "".join(f"<p>{line}</p>\n" for line in lines) + "</body></html>"


def _justext() -> Cleaner:
    import justext

    def clean(page: str, language: str) -> str:
        name = STOP_WORDS.get(language, "" if language in ("ja", "zh") else "English")
        stops, options = (justext.get_stoplist(name), {}) if name else (frozenset[str](), WITHOUT_STOP_WORDS)
        return "\n".join(one.text for one in justext.justext(page, stops, **options) if not one.is_boilerplate)

    return clean


def _boilerpy() -> Cleaner:
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor(raise_on_failure=False)
    return lambda page, _: extractor.get_content(page)


def _on_lines(make: Callable[[], Cleaner]) -> Callable[[], Cleaner]:
    def made() -> Cleaner:
        clean = make()
        return lambda page, language: clean(_as_paragraphs(page), language)

    return made


def _trafilatura(**options: Any) -> Callable[[], Cleaner]:
    def made() -> Cleaner:
        from trafilatura import extract

        return lambda page, _: extract(page, **options) or ""

    return made


def _readability() -> Cleaner:
    from lxml.html import fromstring
    from readability import Document

    def text(element: Any, parts: list[str]) -> None:
        block = element.tag in BLOCKS
        parts.extend(("\n" * block, re.sub(r"\s+", " ", element.text or "") if isinstance(element.tag, str) else ""))
        for child in element:
            text(child, parts)
        parts.extend(("\n" * block, re.sub(r"\s+", " ", element.tail or "")))

    def clean(page: str, _: str) -> str:
        parts: list[str] = []
        text(fromstring(Document(page).summary()), parts)
        return "".join(parts)

    return clean


def _resiliparse() -> Cleaner:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page, _: extract_plain_text(page, main_content=True)


def _gne() -> Cleaner:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()
    return lambda page, _: str(extractor.extract(page).get("content") or "")


TOOLS = (
    Tool("corpusclean", "corpusclean", False, lambda: ours("safe", False), "safe"),
    Tool("corpusclean, balanced", "corpusclean", False, lambda: ours("balanced", False), "balanced"),
    Tool("nothing", "", False, _nothing),
    Tool("lines under 20", "", False, _short),
    Tool("C4 lines", "datatrove", False, _c4),
    Tool("C4 lines, Chinese", "", False, _c4_chinese),
    Tool("JioNLP", "jionlp", False, _jionlp),
    Tool("jusText on lines", "jusText", False, _on_lines(_justext)),
    Tool("boilerpy3 on lines", "boilerpy3", False, _on_lines(_boilerpy)),
    Tool("corpusclean, HTML", "corpusclean", True, lambda: ours("safe", True), "safe"),
    Tool("corpusclean, HTML, balanced", "corpusclean", True, lambda: ours("balanced", True), "balanced"),
    Tool("trafilatura", "trafilatura", True, _trafilatura()),
    Tool("trafilatura, precision", "trafilatura", True, _trafilatura(favor_precision=True)),
    Tool("trafilatura, recall", "trafilatura", True, _trafilatura(favor_recall=True)),
    Tool("readability-lxml", "readability-lxml", True, _readability),
    Tool("resiliparse", "resiliparse", True, _resiliparse),
    Tool("jusText", "jusText", True, _justext),
    Tool("boilerpy3", "boilerpy3", True, _boilerpy),
    Tool("GNE", "gne", True, _gne),
)
