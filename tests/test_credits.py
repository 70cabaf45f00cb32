"""Credits: what a page says of itself is read for the metadata, and nothing else is."""
# ruff: noqa: E501 - a page stands on one line of its table

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.edits import Field
from corpusclean.gate import Gate
from corpusclean.rule import Trigger
from corpusclean.rules import credits
from corpusclean.rules.chrome import marks
from corpusclean.rules.chrome.labels import BY_FORMS, DATED_FORMS, pairs
from corpusclean.rules.chrome.lexicon import Mark
from corpusclean.rules.chrome.lines import Line, split
from corpusclean.rules.chrome.marks import marks_of
from corpusclean.rules.credits import credit_fields, head_date, rights_fields, title, title_line
from corpusclean.rules.credits import fields as credit_lines
from corpusclean.rules.credits.bylines import BARE, OPENERS
from corpusclean.rules.credits.page import Page, by_itself, edges, labels_in
from corpusclean.testing import fields

SEEDS = Path(__file__).parent.parent / "seeds"
NAMES = {"title", "author", "editor", "publisher", "source", "published", "modified", "url", "licence"}
LONG = "老桥重新开放了，湖边挤满了人"
ZH = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。"
EN = "The old bridge over the lake was opened again on Sunday, after three years of careful work by two firms."

TOKENS = [
    *("\n", "\n\n", "\r\n", "\u2028", " ", "\u3000", "：", ":", "|", "/", ",", "（", "）", "\x00", "\ufffd", "• "),
    *(
        "作者",
        "来源",
        "時間",
        "发布时间",
        "责任编辑",
        "文",
        "By ",
        "Mary Major",
        "Published on ",
        "Updated",
        "Source",
        "url",
    ),
    *(
        "李四",
        "海湾日报",
        "网络整理",
        "2024-05-28",
        "10:30",
        "2024年13月40日",
        "May 28, 2024",
        "https://example.org/a?b=1",
        ZH,
        EN,
    ),
    *(
        "Von ",
        "\nVon",
        "Par ",
        "Publié le ",
        "Stand: ",
        "記者李四／台北報導",
        "기자",
        "28. Mai 2024",
        "05.06.2024",
        "令和6年5月28日",
    ),
    *(
        "© 2008 ",
        "CopyRight 2012 ",
        "CC BY-SA 4.0",
        "cc-by",
        "本作品采用",
        "知识共享署名 4.0",
        "许可协议",
        "Originally published by ",
    ),
    *("民國113年5月28日", "Licensed under the ", "creativecommons.org/licenses/by/4.0/", "首页 > ", "#老桥开放| "),
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(TOKENS), max_size=25).map("".join))


RULES: list[tuple[Callable[[str], Iterator[Field]], Trigger]] = [
    (title_line, Trigger(chars=credits.LINE_ENDS)),
    (credit_fields, credits.CREDITS),
    (head_date, credits.DATES),
    (rights_fields, credits.LICENCES),
]


@pytest.mark.parametrize("filter_", [filter_ for filter_, _ in RULES])
@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_fields_are_inside_and_sorted_and_each_name_comes_once(
    filter_: Callable[[str], Iterator[Field]], text: str
) -> None:
    found = list(filter_(text))
    assert found == list(filter_(text))
    assert all(0 <= field.start < field.end <= len(text) for field in found)
    assert [field.start for field in found] == sorted(field.start for field in found)
    assert len({field.name for field in found}) == len(found)
    assert {field.name for field in found} <= NAMES
    assert all(field.value.strip() == field.value != "" for field in found)


@pytest.mark.parametrize(("filter_", "trigger"), RULES)
@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_without_its_trigger_nothing_is_read(
    filter_: Callable[[str], Iterator[Field]], trigger: Trigger, text: str
) -> None:
    if not Gate([trigger]).wake(text):
        assert list(filter_(text)) == []


@pytest.mark.parametrize("filter_", [filter_ for filter_, _ in RULES])
@pytest.mark.parametrize(
    "text", ["作者：" * 200_000, "a\n" * 100_000, "Von " * 100_000, "© 2008 " * 100_000, "2024-05-" * 100_000]
)
def test_hostile_texts_are_quick(filter_: Callable[[str], Iterator[Field]], text: str) -> None:
    assert list(filter_(text)) == []


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("文 | 李四", [("author", "李四")]),
        ("文/李四 编辑/王五", [("author", "李四"), ("editor", "王五")]),
        ("作者：李四", [("author", "李四")]),
        ("（责任编辑：李四）", [("editor", "李四")]),
        ("【責任編輯：李四】", [("editor", "李四")]),
        ("来源：海湾日报", [("source", "海湾日报")]),
        ("来源：海湾日报2024-05-28 08:49", [("source", "海湾日报")]),
        ("時間：2024-05-28 來源：海灣日報", [("published", "2024-05-28"), ("source", "海灣日報")]),
        (
            "本文来自微信公众号:湖畔 (ID:lakeside),作者:李四,编辑:王五",
            [("source", "湖畔"), ("author", "李四"), ("editor", "王五")],
        ),
        (
            "来源:湖畔App,作者: 李四,(https://example.org/1/2)",
            [("source", "湖畔App"), ("author", "李四"), ("url", "https://example.org/1/2")],
        ),
        ("发布时间：2024-05-28 10:30", [("published", "2024-05-28T10:30")]),
        ("更新时间：2024-05-28", [("modified", "2024-05-28")]),
        ("原文链接：https://example.org/a", [("url", "https://example.org/a")]),
        ("By Mary Major", [("author", "Mary Major")]),
        ("By Mary Major | Daily Gulf", [("author", "Mary Major")]),
        ("Published on May 28, 2024", [("published", "2024-05-28")]),
        ("Last updated May 28, 2024", [("modified", "2024-05-28")]),
        ("Source: Daily Gulf", [("source", "Daily Gulf")]),
        ("Editor: Mary Major", [("editor", "Mary Major")]),
        ("Quelle: Seezeitung", [("source", "Seezeitung")]),
        ("Von Erika Muster", [("author", "Erika Muster")]),
        ("Von Erika Muster und Max Muster, dpa", [("author", "Erika Muster und Max Muster")]),
        ("Von Erika Muster publiziert am 28. Mai 2024", [("author", "Erika Muster")]),
        ("Par Jeanne Dupont, le 28 mai 2024", [("author", "Jeanne Dupont")]),
        ("Por María Pérez | Redacción", [("author", "María Pérez")]),
        ("di Maria Rossi", [("author", "Maria Rossi")]),
        ("Автор: Иван Иванов", [("author", "Иван Иванов")]),
        ("記者李四／台北報導", [("author", "李四")]),
        ("〔記者李四、王五／台北報導〕", [("author", "李四、王五")]),
        ("本报记者 李四 王五", [("author", "李四 王五")]),
        ("홍길동 기자", [("author", "홍길동")]),
        ("홍길동 기자 hong@example.org", [("author", "홍길동")]),
        ("责任编辑：李四 NN042", [("editor", "李四")]),
        ("Written By: Mary Major Executive Digital Editor", [("author", "Mary Major")]),
        ("by Mary Jane Major July 10, 2015", [("author", "Mary Jane Major")]),
        ("Veröffentlicht am 5.6.2024", [("published", "5.6.2024")]),
        ("Stand: 28. Mai 2024, 10:30 Uhr", [("modified", "2024-05-28T10:30")]),
        ("Publié le 28 mai 2024 à 10h30", [("published", "2024-05-28T10:30")]),
        (
            "Pubblicato il 28 Maggio 2024 Ultima modifica 29 Maggio 2024 12:02",
            [("published", "2024-05-28"), ("modified", "2024-05-29T12:02")],
        ),
        ("입력 2024.05.28. 10:30", [("published", "2024-05-28T10:30")]),
        ("发表于2024年05月28日 11:57 AM", [("published", "2024-05-28T11:57")]),
        ("Originally published by Daily Gulf.", [("source", "Daily Gulf")]),
        ("This article was first published in the Daily Gulf on May 28, 2024", [("source", "Daily Gulf")]),
        # nobody, nothing, not a date
        ("来源：网络整理", []),
        ("#老桥开放| 来源: 网络整理| 查看: 265", []),
        ("作者：佚名", []),
        ("Author: admin", []),
        ("来源：互联网综合", []),
        ("发布时间：昨天", []),
        # other labels, and words that are no labels
        ("图片来源：海湾日报", []),
        ("资金来源：银行", []),
        ("时间：2024年5月28日", []),
        ("Data source: Lake Survey", []),
        ("Open source: yes", []),
        ("By the lake we sat down.", []),
        ("Von Hamburg nach München", []),
        ("Von Anfang An Dabei Und Noch Immer Nicht Müde", []),
        ("Par Avion", []),
        ("by Erika Muster, later maintained by others and now by nobody", []),
        ("By Science & Astronomy", []),
        ("BY APPOINTMENT ONLY.", []),
        ("By May 2024 it will be done", []),
        ("Originally published in May 2024", []),
        ("Originally posted by Mary View Post", []),
        ("Stand der Technik 2024", []),
        ("Publicado por la editorial en 2024", []),
        ("记者李四看到，桥上有很多人", []),
        ("Quelle: (Strandfoto)", []),
        ("Author: mary7 on 29.12.2010, 13:36", []),
        ("来源：https://example.org/", []),
        ("Published: 28.05.24", []),
        ("发布时间：2024-05-28至2024-06-01", []),
        ("By 2030 it will be wider.", []),
        ("BY APPLICABLE LAW, LICENSOR MAKES NO REPRESENTATIONS", []),
        ("Updated to Standard as of 2004-03-08 (Newsletter 6);", []),
        ("来源：作者计算", []),
        ("他说，作者：“不知道。”", []),
        ("来源：这句话的意思是，没有人知道水从哪里来。", []),
    ],
)
def test_lines_of_credits(line: str, read: list[tuple[str, str]]) -> None:
    assert fields(credit_fields, f"老桥开放\n{line}\n\n{ZH}\n") == read
    assert fields(credit_fields, f"老桥开放\r\n  {line}\r\n\r\n{ZH}") == read


@pytest.mark.parametrize(
    "text",
    [
        f"记者：李四\n老人：王五\n记者：赵六\n老人：好的\n记者：谢谢\n{ZH}",
        f"湖上的桥\n作者：李四\n出版社：湖畔出版社\n页数：320\n定价：45\n{ZH}",
        f"{ZH}\n" * 20 + "作者：李四\n" + f"{ZH}\n" * 20,
        f"{EN}\n" * 20 + "Von Erika Muster\n" + f"{EN}\n" * 20,
        f"The first version of the song was put together\nby Erika Muster.\n{EN}",
    ],
)
def test_what_is_no_credit(text: str) -> None:
    assert fields(credit_fields, text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"From: max@example.org\nTo: erika@example.org\nDate: Tue, 28 May 2024 10:30:00 +0200\nSubject: bridge\n\n{EN}",
        f"Lebenslauf\nErika Muster\n01.05.2010 – 30.06.2014\nSeezeitung, Redaktion\n01.07.2014 – 28.05.2024\n{EN}",
        "§ 1\nDieses Gesetz tritt am 1. Januar 2024 in Kraft und am 31. Dezember 2030 außer Kraft, so ist es beschlossen.",
        f"Apfelkuchen\nZeit: 30 Minuten\nMenge: 12 Stück\nVon Oma Erna, die ihn sonntags backt\n{EN}",
        f"2024-05-28  Max Muster  <max@example.org>\n\n\t* lake.c (bridge): New.\n\n2024-05-29  Max Muster\n\n{EN}",
        f"第一条 为了保护湖泊，制定本条例。\n第二条 本条例自2024年5月28日起施行。\n{ZH}",
        f"湖上的桥\n书名：湖上的桥\n作者：李四\n出版社：湖畔出版社\n出版时间：2024-05-28\nISBN：9787000000000\n{ZH}",
        f"Q: Who built it?\nA: Two firms.\nQ: When?\nA: On May 28, 2024.\n{EN}",
        f"Termine\n28.05.2024, 19 Uhr\nLesung\n29.05.2024, 19 Uhr\nKonzert\n{EN}",
        f"Copyright (C) 2008 Max Muster\nPermission is granted to copy and distribute verbatim copies of this text.\n{EN}",
        f"[1] Muster, Max: Die alte Brücke. Seezeitung, 28.05.2024. https://example.org/a/b\n{EN}",
    ],
)
def test_texts_that_are_no_pages(text: str) -> None:
    for rule in (credit_fields, head_date, rights_fields):
        assert fields(rule, text) == []


def test_the_first_one_of_a_name_counts() -> None:
    text = f"作者：李四\n{ZH}\n（作者：王五）\n"
    assert fields(credit_fields, text) == [("author", "李四")]


def test_the_span_is_the_value() -> None:
    text = f"老桥开放\n  来源：海湾日报2024-05-28\n{ZH}"
    (field,) = credit_fields(text)
    assert text[field.start : field.end] == "海湾日报"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("老桥开放", ZH),
        ("老桥开放：三年之后", ZH),
        ("是谁修好了老桥？", ZH),
        ("The old bridge is open again", EN),
        ("Is the old bridge really open again?", EN),
    ],
)
def test_titles(title: str, body: str) -> None:
    assert fields(title_line, f"{title}\n\n{body}\n") == [("title", title)]
    assert fields(title_line, f"\n  {title}\r\n时间：2024-05-28 来源：海湾日报\r\n{body}") == [("title", title)]
    assert fields(title_line, f"首页 > 新闻 > 正文\n2024-05-28 10:30\n{title}\n文 | 李四\n{body}") == [("title", title)]


@pytest.mark.parametrize(
    "text",
    [
        f"老桥重新开放了 您所在的位置:网站首页 > 新闻 > 老桥重新开放了\n\n老桥重新开放了\n\n#老桥重新开放了| 来源: 网络整理\n{ZH}",
        f"海湾日报\n首页 > 社会 > 老桥重新开放了\n热线\n老桥重新开放了\n{ZH}",
        f"老桥重新开放了_社会频道_海湾日报\n海湾日报\n老桥重新开放了\n{ZH}",
        f"海湾日报\n老桥重新开放了\n2024-05-28 10:30\n{ZH}".replace("老桥重新开放了", LONG),
    ],
)
def test_titles_that_are_said_twice_or_stand_above_a_date(text: str) -> None:
    assert fields(title_line, text) == [("title", LONG if LONG in text else "老桥重新开放了")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "老桥开放",
        f"{ZH}\n{ZH}",
        f"文 | 李四\n{ZH}",
        f"首页 > 新闻\n{ZH}",
        f"老桥开放 - 海湾日报 | 新闻\n{ZH}",
        f"分享到\n{ZH}",
        f"• 老桥开放\n{ZH}",
        f"亲爱的读者：\n{ZH}",
        f"Dear reader,\n{EN}",
        f"“倾听每个人的意见。”\n{ZH}",
        f"October 9, 2018 at 4:02 pm\n{EN}",
        "The old bridge over the lake was opened\nagain on Sunday, after three years of careful work by two firms of the town.",
        "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡",
        f"海湾日报\n老桥开放\n{ZH}",
        f"#include <lake.h>\n{EN}",
        f"Pittsburgh\n{EN}",
        f"© Daily Gulf\n{EN}",
        f"Sign up for our newsletter\n{EN}",
        f"Skip to the main content\n{EN}",
        f"An offer that nobody should miss\n{EN}",
        f"(L-R) Mary Major, Max Muster\n{EN}",
        f"Articles /Trends / Air Travel\n{EN}",
        f"Daily Gulf Online\nThe old bridge\n{EN}",
        f"Never miss a bridge again!\n{EN}",
        f"# The old bridge of the lake\n{EN}",
        f"-- the old bridge of the lake\n{EN}",
        f'.TH "bridge" 7 "the old bridge"\n{EN}',
        f"old, lake, old, lake, bridge, lake, old\n{EN}",
    ],
)
def test_unclear_titles(text: str) -> None:
    assert fields(title_line, text) == []


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("000_62fa4ef69336c545.txt", {}),
        ("001_3517408501c73077.txt", {"published": "2024-05-28", "publisher": "第一财经"}),
        ("002_efe78675cb7f1fbf.txt", {"author": "肖余林", "editor": "高宇雷", "source": "电厂"}),
        ("003_c70fbdd5eb5ff8cb.txt", {"author": "kiki"}),
        (
            "004_e52ef0fd8177b4fb.txt",
            {"author": "丁山猎人", "source": "雪球App", "url": "https://xueqiu.com/5369439966/245307281"},
        ),
    ],
)
def test_the_seeds(name: str, read: dict[str, str]) -> None:
    text = (SEEDS / name).read_text(encoding="utf-8")
    assert dict(fields(credit_fields, text)) == read
    titled = {"001_3517408501c73077.txt", "002_efe78675cb7f1fbf.txt", "004_e52ef0fd8177b4fb.txt"}
    assert (fields(title_line, text) != []) == (name in titled)


@given(st.lists(st.sampled_from(TOKENS)).map("".join))
def test_lines_made_one_by_one_are_those_of_the_whole_text(text: str) -> None:
    page = Page(text)
    solid = [line for line in split(text) if line.text]
    assert [page[n] for n in range(len(page))] == solid
    assert [page.at(line.start + line.indent) for line in solid] == [*range(len(solid))]
    for line in solid:
        alone = by_itself(text[line.start : line.end])
        assert (alone.text, alone.weight, alone.prose) == (line.text, line.weight, line.prose)


@given(st.lists(st.sampled_from([*TOKENS, "note", "記者", " :", "｜", "丨", "／", "Autor"])).map("".join))
def test_every_pair_has_a_label_that_the_scan_finds(text: str) -> None:
    page = Page(text)
    found = Counter(map(page.at, labels_in(text)))
    for n in range(len(page)):
        assert len(pairs(page[n].text)) <= found[n]


@given(st.lists(st.sampled_from(["\n", "\r\n", " ", "\u2028", "a", "b" * 300, ZH]), max_size=400).map("".join))
def test_the_edges_of_a_long_text_are_those_of_all_its_lines(text: str) -> None:
    raw = Page(text).raw
    assert edges(text, 12, 15) == (raw if len(raw) <= 27 else [*raw[:12], *raw[-15:]])


@given(
    st.lists(
        st.sampled_from(
            (
                *("a", "1", "٣", ":", " ", "/", "--", ",", "-", "「", "」", '"', "跳", ".AB ", "#", "last ", "updated"),
                *("Posted", "sign up", "log in", "LOG IN", "back to ", "(l-r", "Photos:", "ſign up", "coo\u212aies"),
                *("foto", "_", "©"),
            )
        ),
        min_size=1,
    )
    .map("".join)
    .map(str.strip)
    .filter(bool)
)
def test_what_no_title_has_is_what_the_long_patterns_find(line: str) -> None:
    unfit = re.compile(
        r"[>›»|｜{}<=@\\©]|://|\s/\S|^(?:[#;%*]|--|//|\.[A-Z]{2} )|(?:,[^,]*){5}|\d:\d\d|^[「“\"『].*[」”\"』]$"
        r"|[,，;；:：、-]$|^\W*(?:(?:last )?updated|posted|published)\b",
        re.IGNORECASE,
    )
    assert title._unfit(line) == (unfit.search(line) is not None)
    assert title._plate(line) == (title._PLATE.search(line) is not None)


@given(
    st.lists(st.sampled_from([*TOKENS, *BARE, *OPENERS, *BY_FORMS, *DATED_FORMS, "The article was first "])).map(
        "".join
    )
)
def test_how_a_line_opens_is_what_one_long_pattern_finds(text: str) -> None:
    forms = "|".join(map(re.escape, sorted({*BY_FORMS, *DATED_FORMS, *OPENERS}, key=len, reverse=True)))
    pattern = re.compile(rf"{forms}|(?:{'|'.join(BARE)})$|{credit_lines._FIRST.pattern}")
    for line in map(str.strip, text.split("\n")):
        assert credit_lines._opens(line) == (pattern.match(line) is not None)


def test_a_page_that_opens_with_prose_is_hardly_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(head: str, lines: Sequence[Line]) -> list[Mark | None]:
        asked.append(len(lines))
        return marks_of(head, lines)

    monkeypatch.setattr(marks, "marks_of", counted)
    assert fields(title_line, f"{ZH}\n" * 80) == []
    assert asked == []
    assert fields(title_line, f"{ZH}\n老桥开放\n" + f"{ZH}\n" * 80) == []
    assert asked == [1]  # only whether the first line is a text, not a notice


def test_no_line_is_made_of_clean_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"湖边\n他说：{ZH}\n\n10:30 a/b\n" * 100

    def none(page: Page, n: int) -> Line:
        raise AssertionError(f"line {n} of {len(page)} is asked for")

    monkeypatch.setattr(Page, "__getitem__", none)
    assert [fields(rule, text) for rule in (credit_fields, head_date, rights_fields)] == [[], [], []]


def test_a_date_on_the_last_line_is_not_of_the_head() -> None:
    assert fields(head_date, f"老桥\n{ZH}\nMay 28, 2024") == []
