"""Words inside a line by which it is known, as tuples: what a prefilter looks for is what the marks read."""

from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.lines import forms

__all__ = ["COUNTED", "HOMES", "OPENED", "PATHS", "REGISTERED"]

#: What a path begins with.
HOMES = tuple(listed("breadcrumbs")["homes"])
#: A path with slashes must begin with a home: fractions, dates and file names have slashes too.
PATHS = tuple(home + sign for home in HOMES for sign in ("/", " /", "\u00a0/", "→", " →"))

#: The heading of readers' comments, with their number before or behind.
_COUNTABLE = ("comment", "response", "replies", "thought", "kommentar", "commentaire", "comentario", "комментари")
COUNTED = (*(form for word in _COUNTABLE for form in sorted({word, *forms(word)})), "评论", "評論", "留言", "跟帖")

#: The registration of a site in China: 京ICP备, 京公网安备.
REGISTERED = tuple(name + mark for name in ("ICP", "网安", "網安") for mark in "备備证證号號")

#: The name of a notice with the sign behind it.
OPENED = tuple(opener + sign for opener in listed("notices")["openers"] for sign in (":", "：", "】", "]", "）", ")"))
