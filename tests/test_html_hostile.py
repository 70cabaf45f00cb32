"""Pages made to waste time or memory cost what their length costs."""

import time

import pytest

from corpusclean.rules import html
from corpusclean.testing import fix

BODY = "<html><body>"
HOSTILE = {
    "deep": BODY + "<div>" * 100_000 + "x",
    "formatting": BODY + "<p><b><i><u>x" * 5_000,
    "one tag": BODY + "<p title='" + "x" * 10_000_000 + "'>x",
    "many attributes": BODY + "<p " + "a=b " * 300_000 + ">x",
    "comment": BODY + "x<!-- " + "-- > <p>y " * 300_000,
    "script": BODY + "x<script>" + "</scrip <b>" * 100_000,
    "nul": BODY + "x" + "\0" * 100_000,
    "angles": "<html><" + "<" * 300_000 + "</html>",
    "empty tags": BODY + "<p></p>" * 40_000 + "x",
    "tables": BODY + "<table><tr><td>" * 5_000 + "x",
    "moved": BODY + "<table>x<b>x" * 5_000,
    "references": BODY + "&amp;" * 50_000 + "x",
    "ampersands": BODY + "&" * 300_000 + "x",
    "blanks": BODY + "<p>" + " \n" * 300_000 + "x",
    "blocks": BODY + "<p>x</p>" * 8_000,
    "end tags": BODY + "<span>" * 20_000 + "</p></i>" * 20_000 + "x",
    "lists": BODY + "<ul><li>x" * 5_000,
    "linked data": "<html><head><script type='application/ld+json'>" + "[" * 100_000 + "</script></head><body>x",
    "lead": "<!-- y -->" * 20_000 + BODY + "x",
    "frames": "<html><frameset><frame src=x>" + "<noframes>x</noframes>" + "</frameset></html>",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_cost_linear_time(source: str) -> None:
    started = time.process_time()
    said = list(html.page_fields(source))
    after = fix(html.page_markup, fix(html.page_chrome, source))
    assert time.process_time() - started < 5
    assert not said
    assert "x" in after or "<" in after
