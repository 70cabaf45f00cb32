"""Markup: references that are decoded, texts that mean them, tags."""

import html
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpusclean.edits import Edit, Patch
from corpusclean.rules.markup import character_references, leftover_tags
from corpusclean.testing import fix

SEEDS = Path(__file__).parents[1] / "seeds"
Filter = Callable[[str], list[Edit]]
TOKENS = [
    *(
        "&amp;",
        "&",
        "amp;",
        "#38;",
        "&#38;",
        "&#x26;",
        "lt;",
        "&lt;",
        "&#59;",
        "#59;",
        ";",
        "&sum;",
        "&#0;",
        "&#128;",
        "&#13;",
    ),
    *(
        "&nbsp;",
        "&#x4e2d;",
        "&#55357;",
        "&#xfffe;",
        "&#9999999;",
        "&copy;",
        "copy;",
        "a",
        " ",
        "中",
        "\n",
        "“",
        "”",
        "`",
    ),
    *("http://x.cn/?a", "<b>", "</b>", "<", ">", "/", "b", "<br>", "<p", "p>", "</", " class=x", "\x00", "HTML"),
]
TEXTS = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(TOKENS), max_size=16).map("".join))


@pytest.mark.parametrize("filter_", [character_references, leftover_tags])
@given(text=TEXTS)
@example(text="&amp#59;lt;")
@example(text="&#38;#38;#38;lt;")
@example(text="<<b>b>")
@example(text="<<b><i>b>")
@example(text="<b<br>r>")
@example(text="</<b>p>")
def test_laws(filter_: Filter, text: str) -> None:
    patch = Patch.of(text, filter_(text))
    assert patch == Patch.of(text, filter_(text))
    assert not list(filter_(patch.apply(text)))


@given(st.lists(st.sampled_from(["中", " ", "x", "<", "é", "…", "&", "©"]), max_size=8).map("".join), st.integers(1, 3))
def test_escaped_text_comes_back(text: str, times: int) -> None:
    escaped = text
    for _ in range(times):
        escaped = html.escape(escaped, quote=False)
    assert fix(character_references, escaped) == text


GOES = [
    (character_references, "&#x4e2d;&#20013;&#X4E2D;", "中中中"),
    (character_references, "A&nbsp;B&nbsp;&nbsp;C", "A\xa0B\xa0\xa0C"),
    (character_references, "&ldquo;引用&rdquo;&mdash;&hellip;", "“引用”—…"),
    (character_references, "R&amp;D, AT&amp;amp;T, &amp;amp;amp;", "R&D, AT&T, &"),
    (character_references, "1 &amp;lt; 2 &#38;gt; 1 &#x26;#38;", "1 < 2 > 1 &"),
    (character_references, "it&#146;s &#133;", "it’s …"),
    (character_references, "a&#10;b&#13;", "a\nb\r"),
    (character_references, "http://x.cn/?a=1&amp;b=2&amp;amp;copy=3 ok", "http://x.cn/?a=1&b=2&copy=3 ok"),
    (character_references, "&#128512;", "😀"),
    (
        character_references,
        "in its entirety &auml;, by reference to a character&nbsp;",
        "in its entirety ä, by reference to a character\xa0",
    ),
    *(
        (character_references, f"HTML &lt;{end}&lt;", f"HTML &lt;{end}<")
        for end in ("\n", "\r", "\r\n", "\v", "\f", "\u2028", "\u2029", "\x85")
    ),
    (character_references, "&apos;&quot;", "'\""),
    (leftover_tags, "一<br>二<BR />三", "一\n二\n三"),
    (leftover_tags, "<p>段落</p>\n<p>段落</p>", "段落\n段落"),
    (leftover_tags, '<a href="http://x.cn">链接</a>和<font color=red>红</font>', "链接和红"),
    (leftover_tags, "一</div>二", "一\n二"),
    (leftover_tags, "H<sub>2</sub>O", "H2O"),
]


@pytest.mark.parametrize(("filter_", "text", "right"), GOES)
def test_goes(filter_: Filter, text: str, right: str) -> None:
    assert fix(filter_, text) == right


STAYS = [
    # no reference
    "AT&T R&D a && b; x & y;",
    "?a=1&copy=2&reg=3",
    "https://x.cn/?a=1&copy=2;b&sect;ion=3",
    "&unknown; &hellipse; &; &#; &#x; &#xZZ;",
    "&nbsp &amp &lt",
    "a && b; c &d;",
    "x = &sum; y = &int; z(&image, &real;)",
    "用 &lt; 代替 <，用 &gt; 代替 >",
    "| &lt; | less than |\n| &amp; | ampersand |",
    "小于号：&lt; 大于号：&gt;",
    "q = &copy;\nfloat *p = &pi;  // pi\nlet x = &rho;",
    # what it stands for has no place in text
    "&#0; &#1; &#x7f; &#xd83d;&#xde00; &#55357; &#xfffe; &#xFFFF; &#1114112; &#9999999; &#129;",
    # texts that mean it
    "用&lt;表示小于号,要转义。",
    "The entity &amp; stands for an ampersand.",
    "在 HTML 里写 &nbsp; 即可",
    "在HTML里写&#20320;&#22909;会显示“你好”。",
    "Some Entitys like &Ouml; are not matched",
    "The entities &auml; and &ouml;, and character references such as &#228;",
    "写作“&lt;”或者 `&amp;` 或 '&gt;'",
    "<p>正文 &nbsp; 正文</p>",
    "<!-- &amp; -->",
    '<?xml version="1.0"?> &amp;',
    "<![CDATA[ &lt; ]]>",
    "前面 <br> 后面 &nbsp; 都不动",
    "",
    "&",
    ";",
]


@pytest.mark.parametrize("text", STAYS)
def test_stays(text: str) -> None:
    assert fix(character_references, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d",
        "a<b && c>d",
        "List<String> x = new ArrayList<>();",
        "<张三> <thing> <foo-bar> <h7> <brx>",
        "<user@example.org> <https://x.cn/p>",
        "-> <- <> </> < p>",
        "《书名》<1>",
        "<b",
        "p>",
        "",
    ],
)
def test_no_tags(text: str) -> None:
    assert fix(leftover_tags, text) == text


def test_one_edit_a_reference() -> None:
    assert [edit[:3] for edit in character_references("a&amp;amp;&#x4e2d;b")] == [(1, 10, "&"), (10, 18, "中")]


def test_seeds_are_clean() -> None:
    for path in SEEDS.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert not list(character_references(text))
        assert not list(leftover_tags(text))


@pytest.mark.parametrize("filter_", [character_references, leftover_tags])
@pytest.mark.parametrize("piece", ["&", "&;", "&amp;", "&#", "<", "<p ", "<b>", "<<b>", "</", "&lt;\n", "a&b;"])
def test_linear_time(filter_: Filter, piece: str) -> None:
    started = time.process_time()
    list(filter_(piece * 20_000))
    assert time.process_time() - started < 2
