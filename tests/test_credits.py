"""Credits: what a page says of itself is read for the metadata, and nothing else is."""
# ruff: noqa: E501 - a page stands on one line of its table

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.edits import Field
from corpusclean.rules import chrome
from corpusclean.rules.credits import credit_fields, iso, title_line
from corpusclean.testing import fields

SEEDS = Path(__file__).parent.parent / "seeds"
NAMES = {"title", "author", "editor", "publisher", "source", "published", "modified", "url"}
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
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(TOKENS), max_size=25).map("".join))


@pytest.mark.parametrize("filter_", [credit_fields, title_line])
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


@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_without_its_trigger_nothing_is_read(text: str) -> None:
    if not any(literal in text for literal in chrome.trigger("credit").literals):
        assert list(credit_fields(text)) == []
    if len(text.splitlines()) < 2:
        assert list(title_line(text)) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-05-28 00:00:00", "2024-05-28"),
        ("2024-05-28 10:30", "2024-05-28T10:30"),
        ("2024-05-28T10:30:15", "2024-05-28T10:30:15"),
        ("2024/5/8", "2024-05-08"),
        ("2024.05.08 9:05", "2024-05-08T09:05"),
        ("2024年5月28日 10:30", "2024-05-28T10:30"),
        ("2024年5月", "2024年5月"),
        ("May 28, 2024", "2024-05-28"),
        ("Tuesday, May 28, 2024 at noon", "2024-05-28"),
        ("28 May 2024", "2024-05-28"),
        ("28/05/2024", "28/05/2024"),
        ("03.04.2024", "03.04.2024"),
        ("2024-13-40", ""),
        ("2023-02-29", ""),
        ("yesterday", ""),
        ("May be 2024", ""),
        ("", ""),
    ],
)
def test_dates(written: str, read: str) -> None:
    assert iso(written) == read


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
    ],
)
def test_what_is_no_credit(text: str) -> None:
    assert fields(credit_fields, text) == []


def test_the_first_one_of_a_name_counts() -> None:
    text = f"作者：李四\n{ZH}\n（作者：王五）\n"
    assert fields(credit_fields, text) == [("author", "李四")]


def test_the_span_is_the_value() -> None:
    text = f"老桥开放\n  来源：海湾日报2024-05-28\n{ZH}"
    (field,) = credit_fields(text)
    assert text[field.start : field.end] == "海湾日报"


@pytest.mark.parametrize(
    "title", ["老桥开放", "老桥开放：三年之后", "是谁修好了老桥？", "The old bridge is open again"]
)
def test_titles(title: str) -> None:
    assert fields(title_line, f"{title}\n\n{ZH}\n") == [("title", title)]
    assert fields(title_line, f"\n  {title}\r\n时间：2024-05-28 来源：海湾日报\r\n{ZH}") == [("title", title)]


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
    titled = {"001_3517408501c73077.txt", "002_efe78675cb7f1fbf.txt"}
    assert (fields(title_line, text) != []) == (name in titled)
