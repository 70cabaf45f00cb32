"""Pages of HTML become lines: no visible text is lost, every character has its place, other texts are left alone."""
# ruff: noqa: E501 - a page stands on one line of its table

import re
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.decoding import decode
from corpusclean.document import Document
from corpusclean.edits import Patch
from corpusclean.errors import ConfigError, CorpuscleanError, DocumentError
from corpusclean.pipeline import Pipeline
from corpusclean.rule import Rule
from corpusclean.rules import html
from corpusclean.rules.html import tree
from corpusclean.rules.html.pages import is_page
from corpusclean.rules.html.tokens import attributes, tokenize
from corpusclean.testing import assert_lawful, fields, fix, texts

FIELDS = Rule("HTM101", html.page_fields, html.TRIGGER)
CHROME = Rule("HTM102", html.page_chrome, html.TRIGGER)
MARKUP = Rule("HTM103", html.page_markup, html.TRIGGER)
RULES = (FIELDS, CHROME, MARKUP)

NAMES = "a b i div p span ul ol li table tr td th tbody caption h1 h2 section article nav pre br hr img em font form dl dt dd blockquote svg math code button"
ODD = "select option textarea title script style noscript template iframe xmp noframes plaintext frameset frame body html head svg x-y"
PIECES = [
    *(f"<{name}>" for name in NAMES.split()),
    *(f"</{name}>" for name in NAMES.split()),
    *(
        "<p class='a>b'>",
        '<div id="x" hidden>',
        "<a href=/x>",
        "<br/>",
        "<!-- note -->",
        "<!-->",
        "&amp;",
        "&lt;",
        "&nbsp;",
        "&#20320;",
    ),
    *(
        " ",
        "\n",
        "\t",
        "\u3000",
        "<",
        ">",
        "<1",
        "</ >",
        "<!x>",
        "<?php x ?>",
        "<![CDATA[x]]>",
        "<!DOCTYPE html>",
        "<html>",
    ),
]
RARE = [
    *(f"<{name}>" for name in ODD.split()),
    *(f"</{name}>" for name in ODD.split()),
    "<!--",
    "-->",
    "<p title='",
    "\0",
    "\ufeff",
]
WORDS = st.integers(0, 999).map(lambda number: f"w{number:03}w")
SOUP = st.lists(st.one_of(st.sampled_from(PIECES), WORDS, WORDS), max_size=40).map("".join)
FOUL = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(RARE), WORDS), max_size=40).map("".join)
PAGES = st.one_of(SOUP, FOUL).map("<html><body>{}</body></html>".format)

#: Prose of a page, of some length.
EN = "<p>The old bridge over the lake was opened again on Sunday, after three years of careful work by two firms.</p>"
ZH = "<p>湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。</p>"
MENU = "<ul class='nav menu'>" + "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(12)) + "</ul>"
FOOT = "<div class=footer><a href=/about>About us</a> <a href=/privacy>Privacy policy</a> © 2024 The Bay. All rights reserved.</div>"


def shown(page: str) -> str:
    """What stays of the page after both rules."""
    return fix(html.page_markup, fix(html.page_chrome, page))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@given(st.data())
@settings(max_examples=60)
def test_laws(rule: Rule, data: st.DataObject) -> None:
    assert_lawful(rule, data.draw(st.one_of(PAGES, SOUP, texts(rule))))


@given(st.one_of(SOUP, FOUL, st.text("<>/!-='\" ab\n&;", max_size=60)))
def test_tokens_tile_the_source(source: str) -> None:
    at = 0
    for token in tokenize(source):
        assert token.start == at < token.end
        at = token.end
    assert at == len(source)


@given(SOUP.map("<html><body>{}".format))
@settings(max_examples=150)
def test_no_visible_text_is_lost(source: str) -> None:
    """Whatever words resiliparse shows of tag soup, we show, each where it stands in the source."""
    from resiliparse.extract.html2text import extract_plain_text

    theirs = extract_plain_text(source, main_content=False, form_fields=True)
    ours = fix(html.page_markup, source)
    have = re.findall(r"w\d{3}w", ours)
    assert set(re.findall(r"w\d{3}w", theirs)) <= set(have)
    written = iter(re.findall(r"w\d{3}w", source))
    assert all(word in written for word in have)


@given(PAGES)
def test_every_character_that_stays_has_its_place(source: str) -> None:
    edits = list(html.page_markup(source))
    patch = Patch.of(source, edits)
    after = patch.apply(source)
    for at in [n for n, char in enumerate(after) if char == "w"]:
        start, end = patch.origin(at, at + 1)
        assert source[start:end] == "w"
    assert patch.invert(source).apply(after) == source


@given(SOUP.map("<html><body>{}</body></html>".format), st.lists(st.booleans(), min_size=60, max_size=60))
def test_a_cut_takes_what_it_says_and_nothing_else(source: str, choice: list[bool]) -> None:
    """Whatever is cut, the text that stays is the same as before, and none of it changes its place for a reader."""
    from corpusclean.rules.html.cuts import cuts
    from corpusclean.rules.html.shapes import shapes

    page = tree.parse(source)
    stays = (choice * (1 + len(page.segments) // 60))[: len(page.segments)]
    after = Patch.of(source, cuts(page, stays, shapes(page))).apply(source)
    kept = " ".join(segment.text for segment, stay in zip(page.segments, stays, strict=True) if stay)
    assert " ".join(segment.text for segment in tree.parse(after).segments).split() == kept.split()


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<p>one  \n two</p>", "one two"),
        ("<p>one<b> two</b>three</p>", "one twothree"),
        ("<p><b>one</b>\n<i>two</i></p>", "one two"),
        ("<p>one<br>two<br/>three</p>", "one\ntwo\nthree"),
        ("<p>one<br><br>two</p>", "one\n\ntwo"),
        ("<h1>Title</h1>text<h2>Part</h2>more", "Title\n\ntext\n\nPart\n\nmore"),
        ("<ul><li>one<li>two<ul><li>three</ul></ul>", "• one\n• two\n\n• three"),
        ("<ol><li>one<li><p>two</p></ol>", "1. one\n\n2. two"),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("<table>stray<tr><td>cell</table>", "stray\n\ncell"),
        ("<pre>\n  one\n    two &lt;b&gt;\n</pre>", "  one\n    two <b>"),
        ("<pre><span>one</span>\n<span>two</span></pre>", "one\ntwo"),
        ("<p>AT&amp;T &lt; &#20320;&#x597D; &copy &nope; &</p>", "AT&T < 你好 © &nope; &"),
        ("<p>one<!-- no -->two<!-->three<!--->four</p>", "onetwothreefour"),
        ("<p title='a > b'>one</p><p data-x=\"</p>\">two</p>", "one\n\ntwo"),
        ("<script>if (a < b) { '<p>' }</script><p>one</p><style>p > a {}</style>", "one"),
        ("<p>one</p><noscript>Enable it</noscript><template><p>x</p></template><iframe>y</iframe>", "one"),
        ("<p>one<select><option>a<option>b</select>two</p>", "one\ntwo"),
        ("<p>one <textarea><b>raw</b></textarea></p>", "one <b>raw</b>"),
        ("<p>one</p><plaintext><p>two</p>", "one\n\n<p>two</p></body></html>"),
        ("<p hidden>one</p><p style='display:none'>two</p>", "one\n\ntwo"),
        ("<svg><path d='m 1'/><path/><text>label</text></svg>after", "labelafter"),
        ("<p>one</p><!--[if IE]><p>old</p><![endif]--><p>two</p>", "one\n\ntwo"),
        ("<p>one</p><![if !IE]><p>two</p><![endif]>", "one\n\ntwo"),
        ("<p>one</p><![CDATA[ two ]]><p>three</p>", "one\n\nthree"),
        ("<p>one</p></body></html>two", "one\n\ntwo"),
        ("<button>Go</button><label>Name</label>", "GoName"),
        ("<p>漢<ruby>字<rt>じ</rt></ruby></p>", "漢字じ"),
        ("<p>one</p>" + "<p>a <b title='x", "one\n\na"),
        ("<p>a<b title=\"x>c</b></p>", "ac"),
        ("<p></p><div> &nbsp; </div><p>one</p>", "one"),
        ("", ""),
    ],
)  # fmt: skip
def test_page_markup(source: str, lines: str) -> None:
    assert (
        fix(html.page_markup, f"<!DOCTYPE html><html><head><title>T</title></head><body>{source}</body></html>")
        == lines
    )


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE html><p>x",
        "<!doctype html>\n<html lang=en><body>x</body></html>",
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd"><html></html>',
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        "\ufeff  <HTML><BODY>x</BODY></HTML>",
        "<!-- saved from -->\n<html><head></head>x",
        "<!--<![endif]--><head>\n<title>x</title></head>",
        "<body><p>x</p>",
        "<div><p>one</p></div>",
        "<p>one</p>\n<p>two <b>three</b></p>\n",
        "<table><tr><td>1</td></tr></table><!-- end -->",
    ],
)
def test_pages(source: str) -> None:
    assert is_page(source)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<",
        "plain",
        "a < b and c > d</p>",
        "The <html> tag opens a page, <body> its text, </html> ends it.",
        "<html> is the root element. <body> holds the text.",
        "# Title\n\n<p align=center><img src=x></p>\n\nText.",
        "<p align=center><img src=x></p>\n\n# Title\n\nSome text.\n\n<details><summary>x</summary>y</details>",
        "<div align=center>\n\n<b>Name</b>\n\n</div>\n\nWhat it does.\n",
        "```html\n<html><body></body></html>\n```\n",
        "    <p>code</p>\n\nWhat the example shows: </p>\n",
        "<?xml version='1.0'?><article xmlns='http://docbook.org/ns/docbook'><para>x</para></article>",
        "<article><front><article-meta/></front><body>x</body></article>",
        "<section><para>DocBook</para></section>",
        "<note><to>You</to></note>",
        "<p>one</p> said he",
        "<b>bold</b>",
        "<span>x</span>",
        "<3 you</p>",
        "<?php echo '<html>'; ?>\nrest",
        "<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg>",
        "from x import y\nprint('<html></html>')",
        "<HtMl><BoDy>",
        "<!-- a comment -->\ntext</p>",
        "<p>one<p>two",
    ],
)
def test_texts_that_are_no_pages_are_left_alone(source: str) -> None:
    assert not is_page(source)
    for rule in RULES:
        assert rule(source) == ([], [], [])


@pytest.mark.parametrize(
    "source",
    [
        "<html><body>&lt;html&gt;&lt;body&gt;x&lt;/body&gt;</body></html>",
        "<html><body><textarea><!DOCTYPE html><p>x</p></textarea></body></html>",
        "<p>&lt;p&gt;x&lt;/p&gt;</p>",
        "<p>&#60;p>x&lt;/p></p>",
    ],
)
def test_a_page_that_shows_the_source_of_a_page(source: str) -> None:
    after = fix(html.page_markup, source)
    assert after.startswith("&lt;")
    assert not is_page(after)
    assert_lawful(MARKUP, source)


def test_attributes() -> None:
    source = "<a href = 'x&amp;y' HREF=z title=\"a > b\" checked data-a=b/c>"
    assert attributes(source, tokenize(source)[0]) == {"href": "x&y", "title": "a > b", "checked": "", "data-a": "b/c"}


@pytest.mark.parametrize("prose", [EN, ZH], ids=["en", "zh"])
def test_menu_and_footer_go_and_the_article_stays(prose: str) -> None:
    page = f"<html><body>{MENU}<div class='article-content'><h1>The bridge</h1>{prose * 6}</div>{FOOT}</body></html>"
    lines = shown(page).splitlines()
    assert "Section 3" not in "".join(lines)
    assert "rights reserved" not in "".join(lines)
    assert lines.count(prose[3:-4]) == 6


def test_readers_comments_under_an_article_go_with_a_reason() -> None:
    remark = (
        "<li class='comment comment-item'><div class=comment-meta><a href=/u>Guest</a><div class=comment-date>May 28, 2024</div></div>"
        "<p>Nice.</p><div class=comment-reply><a href=#>Reply</a> <a href=#>Like</a></div></li>"
    )
    page = (
        "<html><head><meta property='og:type' content='article'></head><body>" + MENU
        + f"<article class=post-content>{EN * 12}</article><div id=comments><h3>4 comments</h3><ol>{remark * 4}</ol></div></body></html>"
    )  # fmt: skip
    edits, _, _ = CHROME(page)
    assert "Nice." not in shown(page)
    assert edits[-1].note.startswith("ol li div div; 17 lines")


FORUM = "<div class='post'><div class='post-author user'>Guest 7</div><div class='post-message'>{}</div></div>"
KEPT = {
    "fragment": EN * 3,
    "short page": "<html><body><p>Closed on Sunday.</p></body></html>",
    "one paragraph": f"<html><body><div>{ZH}</div></body></html>",
    "thread": "<html><body class=forum><div class=thread>" + FORUM.format(EN) * 8 + "</div></body></html>",
    "short answers": "<html><body id=phpbb class=viewtopic><div class=topic>" + FORUM.format(EN) * 4 + FORUM.format("Thank you, that was it.") * 4 + "</div></body></html>",
    "table": "<html><body>" + EN * 3 + "<table>" + "<tr><td>Lake<td>12 m<td>1,204" * 9 + "</table>" + EN * 3 + "</body></html>",
    "list": "<html><body><div class=content>" + EN * 3 + "<ul>" + "<li>A loaf of bread and two pounds of flour.</li>" * 8 + "</ul>" + EN * 3 + "</div></body></html>",
    "code": "<html><body><div class=content>" + EN * 3 + "<pre>def bridge(lake):\n    return lake.cross()\n</pre>" + EN * 3 + "</div></body></html>",
    "poem": "<html><body><div class=content>" + "<p>The lake lies still,<br>the bridge is long,<br>and over the hill<br>I hear your song.</p>" * 8 + "</div></body></html>",
    "dialogue": "<html><body><div class=content>" + "<p>“Who is there?”</p><p>“Only me,” he said, and came in.</p>" * 12 + "</div></body></html>",
    "references": "<html><body><div class=content>" + EN * 12 + "<ol class=references>" + "<li>^ <a href=/x>The bridge of the lake</a>. The Bay, 2014.</li>" * 6 + "</ol></div></body></html>",
    "manual": "<html><head><title>3. Tools</title></head><body><h1>3. Tools</h1>" + EN * 4 + "<h2>3.1. Size</h2><table><tr><th>name<th>size<tr><td>bridge<td>12 kB<tr><td>lake<td>9 kB</table><dl><dt>bridge</dt><dd>Goes over the lake, from the town to the hill, in both directions.</dd></dl>" + EN * 4 + "</body></html>",
    "places to link to": "<html><body>" + (EN + "<a name=x /><table><tr><td>one<td>two<tr><td>three<td>four</table>") * 4 + EN + "</body></html>",
    "law": "<html><body><div class=content>" + "<p>§ 3. The bridge may be crossed by day and by night, in either direction, by all.</p>" * 12 + "</div></body></html>",
}  # fmt: skip


@pytest.mark.parametrize("source", KEPT.values(), ids=KEPT)
def test_what_is_no_chrome_stays(source: str) -> None:
    gone = {line.strip() for line in fix(html.page_markup, source).splitlines()} - {
        line.strip() for line in shown(source).splitlines()
    }
    assert not {line for line in gone if line != "Guest 7"}


def test_a_page_that_has_been_through_is_left_alone() -> None:
    page = f"<html><body>{MENU}{EN * 6}{FOOT}</body></html>"
    once = fix(html.page_chrome, page)
    assert "<!-- page chrome -->" in once
    assert fix(html.page_chrome, once) == once


@pytest.mark.parametrize("extractor", ["resiliparse", "trafilatura"])
def test_other_extractors(extractor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    article = "\n".join([EN[3:-4]] * 6)
    monkeypatch.setitem(sys.modules, "trafilatura", SimpleNamespace(extract=lambda source, **options: article))
    page = f"<html><body><nav>{MENU}</nav><article><h1>The bridge</h1>{EN * 6}</article><footer>{FOOT}</footer></body></html>"
    after = fix(html.page_markup, fix(html.page_chrome, page, extractor=extractor))
    assert after.count("three years of careful work") == 6
    assert "Section 3" not in after


def test_an_extractor_that_finds_nothing_cuts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", SimpleNamespace(extract=lambda source, **options: None))
    page = f"<html><body>{MENU}{EN}</body></html>"
    assert fix(html.page_chrome, page, extractor="trafilatura") == page


def test_an_extractor_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ConfigError, match="needs the package trafilatura"):
        fix(html.page_chrome, f"<html><body>{EN}</body></html>", extractor="trafilatura")


def test_an_unknown_extractor_is_refused() -> None:
    with pytest.raises(ConfigError, match="known are own, resiliparse, trafilatura"):
        fix(html.page_chrome, f"<html><body>{EN}</body></html>", extractor="magic")


HEAD = """<html><head><title>The old bridge is open | The Bay</title>
<meta property="og:site_name" content="The Bay"><meta property=og:title content="The old bridge is open - The Bay">
<meta name=author content="Mary Major"><link rel=canonical href="https://example.org/bridge">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Open", "datePublished": "2024-05-28",
"dateModified": "2024-05-29", "author": [{"name": "Other One"}], "license": "https://example.org/licence"}]}</script>
</head><body><h1>The old bridge is open</h1></body></html>"""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (HEAD, {"title": "The old bridge is open", "author": "Mary Major", "publisher": "The Bay", "published": "2024-05-28",
                "modified": "2024-05-29", "url": "https://example.org/bridge", "licence": "https://example.org/licence"}),
        ("<html><head><title>老桥开放_海湾网</title><meta property=og:site_name content=海湾网></head>", {"title": "老桥开放", "publisher": "海湾网"}),
        ("<html><body><time itemprop=datePublished datetime=2024-05-28>in May</time><a rel='license' href='https://e.org/by'>x</a>", {"published": "2024-05-28", "licence": "https://e.org/by"}),
        ("<html><head><meta name=author content=admin><meta name=author content='https://e.org/me'><meta name=date content=soon>", {}),
        ("<html><head><script type='application/ld+json'>{broken</script><link rel=canonical href=/bridge></head>", {}),
        ("<html><body><time datetime=2024-05-28>an event</time><h1></h1>", {}),
        ("<html><head><script type='application/ld+json'>[{\"@type\": \"Person\", \"name\": \"A\"}, 3, null]</script></head>", {}),
    ],
)  # fmt: skip
def test_fields(source: str, said: dict[str, str]) -> None:
    assert dict(fields(html.page_fields, source)) == said
    assert_lawful(FIELDS, source)


def test_a_field_points_at_its_value() -> None:
    edits = {item.name: HEAD[item.start : item.end] for item in html.page_fields(HEAD)}
    assert edits["author"] == "Mary Major"
    assert edits["published"] == "2024-05-28"


def test_a_page_that_lies_about_its_charset_comes_out_right() -> None:
    page = f"<html><head><meta charset=iso-8859-1><title>x</title></head><body>{ZH * 3}</body></html>"
    raw = page.encode("gb18030")
    document = Document.of(decode(raw).source, "page.html")
    after = Pipeline.from_rules(RULES).run(document).document
    assert after.text == "\n\n".join([ZH[3:-4]] * 3)
    assert after.source.raw == raw
    start, end = after.origin(0, 4)
    assert after.source.text[start:end] == "湖边的老"


def test_without_the_parser_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resiliparse.parse.html", None)
    tree.parse.cache_clear()
    for rule in RULES:
        with pytest.raises(DocumentError, match=r"install corpusclean\[html\]"):
            rule("<html><body>new page</body></html>")
        assert rule("a text that is no page, with </p> in it") == ([], [], [])
    with pytest.raises(CorpuscleanError, match=r"install corpusclean\[html\]"):
        Pipeline.from_rules(RULES).run(Document.of(decode(b"<html><body>x</body></html>").source))
