"""What a single line of credits is by its words: author, source, time and counters, and how much it proves."""

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.labels import BY_FORMS, DATED_FORMS, OWN, byline, dateline, name_like, pairs
from corpusclean.rules.chrome.lexicon import ALONE, SURE, Mark
from corpusclean.rules.chrome.lines import Line, dated

__all__ = ["OPENINGS", "SOURCE", "STAMP", "YEARS", "credit"]

#: A time of day makes a bare date the line of a page; a date alone may head a day of a diary.
YEARS = range(1995, 2040)
#: The evidence of a line that is a date with a time.
STAMP = "date and time"
_STAMP = lazy(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{0,2}\d{1,2}:\d\d(?::\d\d)?[ ·•|\u3000\u00a0]{0,3}")
_UNDATED = lazy(r"\s*(?:发布于|發佈於)?\s*(?:19|20)\d\d[-/.年].{0,20}")
#: Labels of the time alone also head the programme of an event, labels of topics a paper: they need company.
_COMPANY = frozenset(
    ("时间", "時間", "日期", "date", "Date", "DATE", "文", "文字", "字数", "字數", "更新", "更新于", "更新於")
)
_TOPICS = frozenset(
    (
        "tag",
        "tags",
        "category",
        "categories",
        "分类",
        "分類",
        "所属分类",
        "所屬分類",
        "栏目",
        "欄目",
        "标签",
        "標籤",
        "文章标签",
        "文章標籤",
        "关键字",
        "關鍵字",
        *("kategorie", "kategorien", "schlagwörter", "schlagworte", "stichwörter", "themen", "rubrik"),
        *("catégorie", "catégories", "mots-clés", "étiquettes", "rubrique", "categoría", "categorías", "etiquetas"),
        *("categoria", "categorias", "categorie", "etichette", "argomenti", "trefwoorden", "категория", "категории"),
        *(
            "теги",
            "метки",
            "рубрика",
            "рубрики",
            "категорія",
            "теґи",
            "kategoria",
            "kategorie",
            "tagi",
            "słowa kluczowe",
        ),
        *(
            "štítky",
            "rubriky",
            "kategori",
            "kategoriler",
            "etiketler",
            "chuyên mục",
            "từ khóa",
            "thẻ",
            "تصنيف",
            "الوسوم",
        ),
        *(
            "カテゴリ",
            "カテゴリー",
            "タグ",
            "キーワード",
            "카테고리",
            "분류",
            "태그",
            "키워드",
            "keyword",
            "keywords",
            "topic",
            "topics",
        ),
    )
)
#: Sources alone on a line stand below tables and figures too: ``来源：作者计算``.
_BARE_SOURCES = frozenset(
    (
        *("来源", "來源", "source", "sources", "quelle", "quellen", "fuente", "fuentes", "fonte", "fontes", "fonti"),
        *("источник", "источники", "джерело", "źródło", "źródła", "zdroj", "zdroje", "bron", "bronnen", "kaynak"),
        *("sumber", "nguồn", "المصدر", "出典", "引用元", "情報元", "提供元", "출처", "자료"),
    )
)
#: The evidence of such a line.
SOURCE = "a source alone"
#: How a time of publication begins: a date, its month and day, or a time of day.
_TIMELY = lazy(
    r"(?:[^\W\d_]{2,9},? )?(?:(?:19|20)\d\d|\d{1,2}[-/.月]\s?\d{1,2}|\d{1,2}:\d\d|\d{1,2}(?:st|nd|rd|th)?\.? [A-Z]"
    r"|[A-Z][a-z]{2,8}\.? \d)|\d{1,4}\s?(?:分钟|分鐘|小时|小時|天|周|个月|月|年)前|(?:昨|今|前)(?:天|日)"
    r"|\d{1,2} (?:minute|min|hour|day|week|month|year)s? ago|(?:[Yy]ester|[Tt]o)day"
)
#: The first characters of bylines and of lines of the time: without one, and without a label, a line is no credit.
OPENINGS = frozenset("12" + "".join(form[0] for form in (*BY_FORMS, *DATED_FORMS)))
#: Speakers of an interview: sure only where the rest of the page says so.
_SPEAKERS = frozenset(("编辑", "編輯", "记者", "記者"))


def credit(line: Line, fresh: bool, signs: bool) -> Mark | None:
    """Author, source, time and counters; a bare time only where the line begins right behind a line feed.

    ``signs`` says whether a sign that could follow a label stands in the line.
    """
    text = line.text
    if fresh and text.startswith(("19", "20")) and (stamp := _STAMP.match(text)):
        near = int(text[:4]) in YEARS and len(text) <= stamp.end() + 24
        return Mark("credit", ALONE, STAMP) if near and not line.sentence else None
    if byline(text):
        return Mark("credit", SURE, "byline") if line.weight <= 120 else None
    if dateline(text):
        return Mark("credit", SURE, "date line") if not line.sentence else None
    found = pairs(text) if signs else []
    if not found or (line.sentence and len(found) < 3):
        return None
    why = ", ".join(pair.label for pair in found[:4])
    if any(p.name in ("published", "modified") and p.value and not _TIMELY.match(p.value) for p in found):
        return None  # "时间：30分钟 来源：奶奶" is a recipe's
    known = [p for p in found if p.label not in _COMPANY or (p.name != "published" and name_like(p.value))]
    if len(found) > 1 and known:
        return Mark("credit", SURE, why)
    pair = found[0]
    if not (pair.first and known):
        return None
    if pair.name in ("published", "modified"):
        good = dated(pair.value)
    elif pair.name == "furniture":
        good = pair.label.lower() not in _TOPICS and len(pair.value) <= 60
    else:
        good = name_like(_UNDATED.sub("", pair.value).strip()) or (pair.name == "url" and "/" in pair.value)
    if pair.name == "source" and (pair.value[:1].islower() or pair.value.startswith(OWN)):
        return None
    if pair.name == "source" and pair.label.lower() in _BARE_SOURCES and not dated(pair.value):
        return Mark("credit", ALONE, SOURCE) if good else None
    return Mark("credit", ALONE if pair.label in _SPEAKERS else SURE, why) if good else None
