r"""The edits that take everything from a page but what a reader sees, in lines.

Between two runs of text stands one edit, whatever tags, comments and blanks lie there; inside a run, character
references and blanks are edited where they stand.
"""

from collections.abc import Iterator
from html import unescape

from corpusclean.edits import Edit, Patch
from corpusclean.patterns import lazy
from corpusclean.rules.html.pages import is_page
from corpusclean.rules.html.tree import CELL, LINE, PARAGRAPH, Page, Run, Segment

__all__ = ["BULLET", "visible"]

#: What parts a segment from the one before it.
_PARTS = {CELL: "\t", LINE: "\n", PARAGRAPH: "\n\n"}
#: As resiliparse writes it, and as the rules of chrome and most extractors know it.
BULLET = "• "

_BLANKS = " \t\n\f\r"
_REFERENCE = r"&(?:\#[0-9]+;?|\#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]{1,31};?)"
_INNER = lazy(rf"[ \t\n\f\r]+|{_REFERENCE}")
_KEPT = lazy(_REFERENCE)
_LISTS = frozenset({"ul", "ol", "menu", "dir"})


def visible(page: Page) -> list[Edit]:
    """The edits, sorted; what they leave is no page any more."""
    source = page.source
    edits = [edit for edit in _edits(page) if source[edit.start : edit.end] != edit.replacement]
    patch = Patch.of(source, edits)
    after = patch.apply(source)
    if not is_page(after):
        return edits
    # A page that shows the source of a page: its first sign stays a reference, so that it is not read as one again.
    start, end = patch.origin(at := after.index("<"), at + 1)
    same = [n for n, edit in enumerate(edits) if (edit.start, edit.end) == (start, end)]
    if not same:
        return sorted([*edits, Edit(start, end, "&lt;")])
    edit = edits[same[0]]
    shown = edit._replace(replacement=edit.replacement.replace("<", "&lt;", 1))
    return [
        *edits[: same[0]],
        *([shown] if source[start:end] != shown.replacement else []),
        *edits[same[0] + 1 :],
    ]


def _edits(page: Page) -> Iterator[Edit]:
    """All edits, with those that change nothing."""
    source = page.source
    items = _items(page)
    done = 0  # the source up to here is settled
    owed = ""  # what stands between it and what comes next
    for segment in page.segments:
        parts = _PARTS[segment.breaks] if done or owed else ""
        before: Run | None = None
        for start, end, run in _spans(page, segment):
            if before is None:
                owed = (parts if done else "") + items.pop(segment.block, "")
            elif run is not before:
                owed = _between(page, before, run, source[done:start])
            if start > done or owed:
                yield Edit(done, start, owed)
            yield from _inside(source, start, end, run.kept)
            done, owed, before = end, "", run
    if done < len(source):
        yield Edit(done, len(source), "")


def _spans(page: Page, segment: Segment) -> Iterator[tuple[int, int, Run]]:
    """The runs of a segment that show something, without the blanks at their ends."""
    last = len(segment.runs) - 1
    for n, run in enumerate(segment.runs):
        _, start, end, _ = page.tokens[run.token]
        text = page.source[start:end]
        if run.kept:  # the blank lines around what is preformatted go, its indent stays
            if n == 0:
                lead = len(text) - len(text.lstrip(_BLANKS))
                start += max(text.rfind("\n", 0, lead), text.rfind("\r", 0, lead)) + 1
            end -= len(text) - len(text.rstrip(_BLANKS)) if n == last else 0
        else:
            start += len(text) - len(text.lstrip(_BLANKS))
            end -= len(text) - len(text.rstrip(_BLANKS))
        if start < end:
            yield start, end, run


def _between(page: Page, before: Run, run: Run, gap: str) -> str:
    """What stands between two runs of one line."""
    if before.kept and run.kept:
        kinds = page.tokens[before.token + 1 : run.token]
        return "".join(page.source[token.start : token.end] for token in kinds if token.kind == "text")
    blank = gap[:1] in _BLANKS or gap[-1:] in _BLANKS
    if not blank and run.token > before.token + 2:
        blank = any(token.kind == "text" and not token.name for token in page.tokens[before.token + 1 : run.token])
    return " " if blank else ""


def _inside(source: str, start: int, end: int, kept: bool) -> Iterator[Edit]:
    """Character references, and blanks where they do not count."""
    for found in (_KEPT if kept else _INNER).finditer(source, start, end):
        text = found[0]
        if text[0] == "&":
            shown = unescape(text)
            if not kept and shown and shown in _BLANKS:
                shown = " "
            yield Edit(found.start(), found.end(), shown)
        elif text != " ":
            yield Edit(found.start(), found.end(), " ")


def _items(page: Page) -> dict[int, str]:
    """For the block of the first segment of each item of a list, the mark before it: a bullet or its number."""
    marks: dict[int, str] = {}
    counts: dict[int, int] = {}
    for number, node in enumerate(page.nodes):
        if node.name == "li":
            counts[node.parent] = counts.get(node.parent, 0) + 1
            ordered = node.parent >= 0 and page.nodes[node.parent].name == "ol"
            marks[number] = f"{counts[node.parent]}. " if ordered else BULLET
    if not marks:
        return {}
    around = [-1] * (len(page.nodes) + 1)  # the nearest item, up to the list that it stands in
    for number, node in enumerate(page.nodes):
        around[number] = number if number in marks else -1 if node.name in _LISTS else around[node.parent]
    found: dict[int, str] = {}
    for segment in page.segments:
        item = around[segment.block]
        if item >= 0 and item in marks:
            found.setdefault(segment.block, marks.pop(item))
    return found
