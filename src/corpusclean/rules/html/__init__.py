r"""A page of HTML becomes the lines that a reader sees, as edits on its source.

Every character that stays has its place in the HTML, and `restore` gives the HTML back.  These rules look only at
texts that are pages (or whole pieces of one): text that quotes tags, Markdown and XML are left alone.

The parser is resiliparse, an extra: ``pip install corpusclean[html]``.  Without it a page raises `DocumentError`,
which says so; other texts do not need it.

>>> fix(page_markup, "<!DOCTYPE html><html><body><p>AT&amp;T <b>bold</b><p>two<br>three</body></html>")
'AT&T bold\n\ntwo\nthree'
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from corpusclean.edits import Edit, Field
from corpusclean.rule import Trigger
from corpusclean.rules.html.pages import LITERALS, is_page

__all__ = ["TRIGGER", "is_page", "page_chrome", "page_fields", "page_markup"]

#: What every page has.
TRIGGER: Trigger = Trigger(literals=LITERALS)


def page_fields(text: str) -> Iterator[Field]:
    r"""What a page of HTML says of itself: title, author, publisher, dates, address, licence.

    From the tags that are made for it: ``<meta>`` (Open Graph, article, Dublin Core, citation), JSON-LD, ``<title>``,
    ``<h1>``, ``<time>``, ``<link rel=canonical>``, ``rel=license``.  The title is taken without the name of the site,
    dates come in ISO 8601 where they can be read in one way only.  Names that name nobody are left out.

    >>> page = '<html><head><title>The bridge - The Bay</title><meta property="og:site_name" content="The Bay">'
    >>> fields(page_fields, page + '<meta property="article:published_time" content="2024-05-28T10:30:00Z"></head>')
    [('title', 'The bridge'), ('publisher', 'The Bay'), ('published', '2024-05-28T10:30:00Z')]
    >>> fields(page_fields, "A page has a title: <title>My page</title>.")
    []
    """
    if is_page(text):
        from corpusclean.rules.html.fields import found
        from corpusclean.rules.html.tree import parse

        yield from found(parse(text))


def page_chrome(text: str, *, extractor: Literal["own", "resiliparse", "trafilatura"] = "own") -> Iterator[Edit]:
    r"""Blocks of a page of HTML that are not its text: menus, related lists, share bars, footers, readers' comments.

    A linear model weighs for each line its words, its length and its links, the elements around it and their names,
    and what stands beside it; neighbours go together.  What goes leaves an empty comment, ``<!-- page chrome -->``, and
    the tags whose other half stays; a page with such a comment has been through and is left alone.

    Little is cut from pages where many people talk (forums, questions and answers), and from pages of which little
    prose would be left: there only what is chrome beyond doubt.  Lists of references stay.

    ``extractor`` lets resiliparse or trafilatura choose the main content instead.

    >>> menu = "<ul class=nav>" + "<li><a href=/>Sport</a><li><a href=/>Arts</a><li><a href=/>Login</a>" * 3 + "</ul>"
    >>> prose = "<p>The old bridge was opened again on Sunday, after three years of work, and all went to see it.</p>"
    >>> page = f"<html><body>{menu}<div class=article>{prose * 5}</div><div class=footer>© The Bay</div></body></html>"
    >>> fix(page_markup, fix(page_chrome, page)).count("\n\n"), "Login" in fix(page_chrome, page)
    (4, False)
    >>> fix(page_chrome, prose * 5) == prose * 5
    True
    """
    if not is_page(text):
        return
    from corpusclean.rules.html.cuts import MARK, cuts
    from corpusclean.rules.html.tree import parse

    if MARK in text:
        return
    page = parse(text)
    if extractor == "own":
        from corpusclean.rules.html.model import evidence, stays

        read = evidence(page)
        kept = stays(read)
        figures = read.figures
    else:
        from corpusclean.rules.html.others import chosen
        from corpusclean.rules.html.shapes import shapes

        kept = chosen(page, extractor)
        figures = shapes(page)
    yield from cuts(page, kept, figures)


def page_markup(text: str) -> Iterable[Edit]:
    r"""All of a page of HTML that is not text to read: tags, comments, scripts, styles, its head.

    Blocks come to stand on lines of their own, paragraphs, headings, lists and tables with a blank line between;
    ``<br>`` ends a line, the cells of a table are parted by tabs, items of lists begin with ``•`` or their number,
    ``<pre>`` keeps its blanks.  Elsewhere blanks and line ends become one space.  Character references become their
    characters.  Text that a style sheet or script may hide stays: many pages show it by script.

    Gone with the tags: what a form offers to choose from (``<select>``), ``<noscript>``, ``<iframe>``, ``<template>``.

    >>> fix(page_markup, "<ul><li>one<li>two</ul><table><tr><td>a<td>b &lt; c</table><!-- x --><pre>\n  x\n y</pre>")
    '• one\n• two\n\na\tb < c\n\n  x\n y'
    >>> fix(page_markup, "In HTML, <p> opens a paragraph and </p> closes it.")
    'In HTML, <p> opens a paragraph and </p> closes it.'
    """
    if not is_page(text):
        return ()
    from corpusclean.rules.html.lines import visible
    from corpusclean.rules.html.tree import parse

    return visible(parse(text))
