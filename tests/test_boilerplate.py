"""Lines that recur on a site: the laws of the rounds, what goes, and above all what stays."""

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.document import Document, Place, Source
from corpusclean.edits import Edit, Field, Patch
from corpusclean.rules.boilerplate import RecurringFolderLine, RecurringLine
from corpusclean.rules.boilerplate.sites import folder, host
from corpusclean.rules.boilerplate.witnesses import WITNESS, WITNESSES, union
from corpusclean.testing import play

#: Articles of their own; no two share a line.
ARTICLES = (
    (
        "老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。桥下的渡船从此停开，"
        "船工们把船拖上了岸，说是要留给孩子们看。\n沿岸的店铺挂出了灯笼，卖起了热汤，老人们讲起从前的洪水。"
    ),
    (
        "今年的收成比往年来得早，雨水还没有来，粮食已经入了仓，村里的人都松了一口气，开始商量修路的事情。"
        "会计把账目贴在墙上，谁都可以去看。\n有人提议先修学校的屋顶，大家举手表示同意，第二天便动了工。"
    ),
    (
        "图书馆搬进了旧火车站，阅览室里还留着当年的时刻表，孩子们在候车的长椅上读书，一坐就是一个下午。"
        "馆长说，这里的钟从来没有停过。\n借书的人比去年多了一倍，书架也添了两排，都是附近的木匠做的。"
    ),
    (
        "The harbour froze for the first time in forty years, and the fishermen walked out to their boats with coffee. "
        "Nobody remembered how thick the ice has to be before it carries a cart.\n"
        "The mayor measured it twice a day and wrote the number on the door of the town hall."
    ),
    (
        "An orchard that everybody had given up bears fruit again, since a neighbour pruned the trees out of boredom. "
        "He now gives lessons on Saturdays, and the waiting list is longer than the row of trees.\n"
        "Most of the apples go to the school, which bakes them into something nobody will describe."
    ),
)
MENU = "今日要闻\n一周图片\n读者来信\n花园与菜地"
FOOT = "Letters to the editor\nThe week in pictures\nOur gardening year"


def page(text: str, number: int = 0, site: str = "example.org", title: str = "") -> Document:
    fields = [Field(0, 0, "url", f"https://{site}/{number}")] if site else []
    fields += [Field(0, 0, "title", title)] if title else []
    return Document.of(Source.of(text), f"{number}.txt").marked(fields)


def left(texts: Sequence[str], rule: RecurringLine | RecurringFolderLine | None = None, **options: str) -> list[str]:
    """What is left of the pages of one site."""
    corpus = [page(text, number, **options) for number, text in enumerate(texts)]
    return after(rule or RecurringLine(), corpus)


def after(rule: RecurringLine | RecurringFolderLine, corpus: Sequence[Document]) -> list[str]:
    found = play(rule, corpus)
    return [
        Patch.of(document.text, [item for item in items if isinstance(item, Edit)]).apply(document.text)
        for document, items in zip(corpus, found, strict=True)
    ]


# What goes


def test_a_footer_goes_with_the_blank_line_before_it() -> None:
    assert left([f"{one}\n\n{FOOT}\n" for one in ARTICLES[:2]]) == [f"{one}\n" for one in ARTICLES[:2]]


def test_a_menu_goes_with_the_blank_line_behind_it() -> None:
    assert left([f"{MENU}\n\n{one}\n" for one in ARTICLES[:2]]) == [f"{one}\n" for one in ARTICLES[:2]]


def test_line_ends_of_windows() -> None:
    texts = [f"{MENU}\n\n{one}\n\n{FOOT}\n".replace("\n", "\r\n") for one in ARTICLES[:2]]
    assert left(texts) == [f"{one}\n".replace("\n", "\r\n") for one in ARTICLES[:2]]


def test_no_line_end_at_the_end() -> None:
    assert left([f"{one}\n{FOOT}" for one in ARTICLES[:2]]) == list(ARTICLES[:2])


def test_the_note_says_on_how_many_articles_and_of_which_site() -> None:
    found = play(RecurringLine(), [page(f"{one}\n{FOOT}", n) for n, one in enumerate(ARTICLES)])
    assert [[item.note for item in items] for items in found] == [["on 5 or more articles of example.org"]] * 5


def test_a_notice_in_sentences_goes_from_three_articles_on() -> None:
    notice = "本刊文章由作者本人负责，转述时请写明出处与日期，图片不在此列，另有约定的从其约定。"
    texts = [f"{one}\n{notice}\n" for one in ARTICLES]
    assert left(texts[:3]) == [f"{one}\n" for one in ARTICLES[:3]]
    assert left(texts[:2]) == texts[:2]


def test_blank_lines_and_rules_do_not_part_neighbours() -> None:
    texts = [
        f"{one}\n\n{foot}\n" for one, foot in zip(ARTICLES, (FOOT, FOOT.replace("\n", "\n\n----\n")), strict=False)
    ]
    assert left(texts) == [f"{one}\n" for one in ARTICLES[:2]]


def test_lists_in_the_midst_go_on_three_articles() -> None:
    texts = [one.replace("\n", f"\n\n{MENU}\n\n") * 3 for one in ARTICLES[:3]]
    assert left(texts) == texts  # three times on the page: the head of a table
    texts = [f"{one}\n\n{MENU}\n\n{one[::-1]}\n" for one in ARTICLES[:3]]
    assert left(texts[:2]) == texts[:2]
    assert left(texts) == [f"{one}\n\n{one[::-1]}\n" for one in ARTICLES[:3]]


# What stays


KEPT = {
    "heading": ("{0}\n注释\n{1}\n", 3),
    "headings at the end": ("{0}\n{1}\n参考文献\n", 3),
    "two headings at the end": ("{0}\n{1}\nSee also\nReferences\n", 3),
    "dateline": ("BAAR, SWITZERLAND\n{0}\n{1}\n", 3),
    "salutation": ("各位老师：\n{0}\n{1}\n", 3),
    "title and salutation": ("讲话{n}\n各位代表，各位来宾，女士们、先生们：\n{0}\n{1}\n此致\n敬礼\n", 3),
    "speakers": ("记者：\n{0}\n馆长：\n{1}\n", 3),
    "stock phrase": ("据本报记者报道\n{0}\n{1}\n（完）\n", 3),
    "editor's note": ("{n}\n编者按：从今天起，本刊连续刊登读者写来的故事，一共十篇，讲的都是身边的人。\n{0}\n{1}\n", 2),
    "refrain": ("{0}\n长亭外，古道边，\n芳草碧连天。\n{1}\n长亭外，古道边，\n芳草碧连天。\n", 2),
    "cells": ("{0}\n项目\n金额\n是\n0\n合计\n{1}\n", 2),
    "zeros at the end": ("{0}\n{1}\n合计\n0\n0\n0\n0\n0\n", 3),
    "numbers of a case": ("（2019）京字第{n}号\n民事判决书\n{0}\n{1}\n审判长 张三\n", 3),
    "code in the midst": ("{0}\nfor item in items:\n    if not item:\n        return 0;\n    }}\n}}\n{1}\n", 3),
    "code at the end": ("{0}\n{1}\nint main(void) {{\n    return 0;\n}}\nint more(void) {{\n    return 1;\n}}\n", 3),
    "steps": ("{n}\nIngredients\nMethod\n{0}\n{1}\n", 3),
    "questions": ("{0}\n您是否吸烟？\n否\n您是否饮酒？\n{1}\n", 3),
    "clause": ("{0}\n本合同一式两份，甲乙双方各执一份，自双方签字之日起生效，未尽事宜另行商定。\n{1}\n", 3),
}


@pytest.mark.parametrize(("form", "count"), KEPT.values(), ids=KEPT)
def test_what_recurs_and_is_text_stays(form: str, count: int) -> None:
    texts = [form.format(*one.split("\n"), n=n) for n, one in enumerate(ARTICLES[:count], 1)]
    assert left(texts) == texts
    assert left(texts, RecurringFolderLine(), site="") == texts


def test_the_title_stays_though_other_pages_list_it() -> None:
    listed = [f"今日要闻\n老桥重新开放\n读者来信\n花园与菜地\n{one}\n" for one in ARTICLES[:2]]
    corpus = [page(text, n, title="老桥重新开放" if not n else "") for n, text in enumerate(listed)]
    assert after(RecurringLine(), corpus) == [f"老桥重新开放\n{ARTICLES[0]}\n", f"{ARTICLES[1]}\n"]


def test_verse_and_lists_lose_nothing() -> None:
    poems = ["湖上\n风来了\n又去了\n只有水还记得一切\n", "山中\n云来了\n又散了\n没有人看见它走过\n"]
    assert left([poem + MENU for poem in poems]) == [poem + MENU for poem in poems]
    assert left([MENU, f"{MENU}\n其他"]) == [MENU, f"{MENU}\n其他"]


def test_a_poem_in_two_anthologies() -> None:
    poem = "".join(f"{one}来兮{one}去，{one}在水中央。\n" for one in "风云雨雪霜露")
    texts = [f"第{n}集\n{poem}{one}\n" for n, one in enumerate(ARTICLES[:2])]
    assert left(texts) == texts


def test_a_table_of_figures_at_the_foot() -> None:
    texts = [f"{one}\n项目\n0\n本期\n0\n0\n上期\n0\n合计\n0\n" for one in ARTICLES[:2]]
    assert left(texts) == texts


def test_wrapped_prose_in_the_midst() -> None:
    prose = "\n".join(
        f"and what the {one} had told him about the winter he told the" for one in ("miller", "smith", "cook", "maid")
    )
    texts = [f"{one * 3}\n{prose}\n{one[::-1] * 9}\n" for one in ARTICLES[:3]]
    assert left(texts) == texts


def test_contents_that_versions_of_one_book_share() -> None:
    contents = "\n".join(f"第{n}章 关于第{n}件事情的来历" for n in range(100))
    texts = [f"{contents}\n{one}\n" for one in ARTICLES]
    assert left(texts[:4]) == texts[:4]
    assert left(texts) == [f"{one}\n" for one in ARTICLES]


def test_versions_that_share_paragraphs() -> None:
    shared = "\n".join(f"{one}先生后来在信里说，他从来没有忘记过那一天的事情" for one in "赵钱孙李")
    texts = [f"{FOOT}\n{one}\n{shared}\n{one[::-1]}\n" for one in ARTICLES[1:3]]
    assert left(texts) == texts
    texts = [text.replace(f"{shared}\n", "") for text in texts]
    assert left(texts) == [text.removeprefix(f"{FOOT}\n") for text in texts]


def test_a_book_and_its_chapters() -> None:
    tail = ("另一位作者在这里写了很长的后话，" * 9, "出版者在这里写了更长的一段说明，" * 9)
    chapters = [f"第{n}章\n{one}\n" for n, one in enumerate(ARTICLES)]
    book = "".join(chapters) + "后记写在这一年的冬天，" * 10
    assert left([book, *chapters]) == [book, *chapters]
    parts = [f"{chapter}{n}{end}" for n, chapter in enumerate(chapters) for end in tail]
    assert left([book, *parts])[0] == book


def test_an_edition_with_a_longer_line_is_the_same_article() -> None:
    correction = "更正：前文所说的日期有误，谨此说明，并向读者致歉。" * 8
    texts = [f"{MENU}\n{FOOT}\n{ARTICLES[0]}\n{more}" for more in ("", correction)]
    assert left(texts)[0] == texts[0]
    assert left(texts)[1] == f"{ARTICLES[0]}\n{correction}"
    texts = [f"{MENU}\n{FOOT}\n{ARTICLES[0]}\n{more}" for more in ("", correction[:95])]
    assert left(texts) == texts


def test_one_in_fifty() -> None:
    few = [f"{one}\n{FOOT}" for one in ARTICLES[:2]]
    rest = [f"{n} 天的日记，写的是天气、饭菜和邻居家的猫，没有什么特别的事情发生。" * 3 for n in range(600)]
    assert left([*few, *rest])[:2] == few
    assert left([*few, *rest[:20]])[:2] == list(ARTICLES[:2])


# Sites


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.Example.org:8080/a/1.html", "example.org"),
        ("//m.example.org./x", "example.org"),
        ("example.org/x", "example.org"),
        ("https://user@news.example.org/", "news.example.org"),
        ("https://例子.example/", "例子.example"),
        ("", ""),
        ("https://[::1", ""),
        ("not an address", ""),
        ("file:///a/b", ""),
        ("https://m.org/", "m.org"),
        ("/a/b.html", ""),
    ],
)
def test_hosts(address: str, name: str) -> None:
    assert host(Document.of(Source.of("x")).marked([Field(0, 0, "url", address)])) == name


def test_folders() -> None:
    def of(place: Place) -> str:
        return folder(Document.of(Source.of("x"), "x", place=place))

    assert of(Place(path="a/b/c.txt")) == "a/b"
    assert of(Place(path="c.txt")) == "."
    assert of(Place(path="a/rows.jsonl", row=3)) == "a/rows.jsonl"


def test_documents_with_an_address_are_left_to_the_host() -> None:
    texts = [f"{one}\n{FOOT}" for one in ARTICLES[:2]]
    assert left(texts, RecurringFolderLine()) == texts
    assert left(texts, RecurringFolderLine(), site="") == list(ARTICLES[:2])
    assert left(texts, site="") == texts


# Laws

LINES = st.sampled_from([*MENU.split("\n"), *FOOT.split("\n"), "", "注释", "0", "—", "据本报记者报道"])
TEXTS = st.builds(
    lambda head, article, foot: "\n".join([*head, article, *foot]),
    st.lists(LINES, max_size=6),
    st.sampled_from(ARTICLES),
    st.lists(LINES, max_size=6),
)


@given(st.lists(TEXTS, min_size=1, max_size=7), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_is_of_no_account(texts: list[str], chance: random.Random) -> None:
    order = list(range(len(texts)))
    chance.shuffle(order)
    plain = left(texts)
    shuffled = after(RecurringLine(), [page(texts[n], n) for n in order])
    assert [shuffled[order.index(n)] for n in range(len(texts))] == plain


@given(st.lists(TEXTS, min_size=1, max_size=7))
@settings(max_examples=60)
def test_articles_stay(texts: list[str]) -> None:
    for text, rest in zip(texts, left(texts), strict=True):
        article = next(one for one in ARTICLES if one in text)
        assert article in rest


@given(st.lists(TEXTS, min_size=2, max_size=7))
@settings(max_examples=60)
def test_a_second_run_finds_nothing(texts: list[str]) -> None:
    once = left(texts)
    assert left(once) == once


@given(TEXTS, st.integers(1, 5))
@settings(max_examples=30)
def test_copies_are_one_article(text: str, count: int) -> None:
    assert left([text] * count) == [text] * count


@given(st.lists(TEXTS, min_size=1, max_size=5))
@settings(max_examples=30)
def test_hosts_do_not_see_each_other(texts: list[str]) -> None:
    corpus = [page(text, n, f"{n}.example.org") for n, text in enumerate(texts)]
    assert after(RecurringLine(), corpus) == texts


FACTS = st.sets(st.binary(min_size=WITNESS, max_size=WITNESS), min_size=1, max_size=WITNESSES + 2).map(
    lambda witnesses: union(b"".join(sorted(witnesses)[:1]), b"".join(sorted(witnesses)[:WITNESSES]))
)


@given(FACTS, FACTS, FACTS)
def test_facts_combine_in_any_order_and_stay_small(one: bytes, two: bytes, three: bytes) -> None:
    assert union(one, two) == union(two, one)
    assert union(union(one, two), three) == union(one, union(two, three))
    assert union(one, one) == one
    assert len(union(one, two)) <= WITNESS * WITNESSES


@pytest.mark.parametrize(
    "make",
    [
        lambda: "",
        lambda: "\n" * 1000,
        lambda: "—\n" * 1000,
        lambda: "桥" * 1_000_000,
        lambda: "a\n" * 200_000,
        lambda: "\u0301" * 200_000,
        lambda: "({" * 200_000,
        lambda: "\n".join(map(str, range(20_000))),
    ],
)
def test_hostile_pages(make: Callable[[], str]) -> None:
    text = make()
    rule = RecurringLine()
    facts = dict(rule.facts(page(text), []))
    assert len(facts) < 1000
    assert list(rule.edits(page(text), [facts])) == []
    assert left([text, text + "\n" + ARTICLES[0]])[0] == text
