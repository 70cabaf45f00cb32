"""Paragraphs that a page shows twice: digests before the article, copies, teasers.

A paragraph is a line that is not blank.  Line numbers in the notes are those of the text the rule was given, which
earlier rules may have shortened.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, repeat
from typing import NamedTuple

from corpusclean.edits import Edit
from corpusclean.rules.facts import lines_of
from corpusclean.rules.paragraphs import (
    BEGINNING,
    ENDINGS,
    LONG,
    Paragraph,
    drop,
    is_long,
    is_prose,
    long_texts,
    paragraphs_of,
    weight,
)
from corpusclean.rules.teasers import teaser

__all__ = [
    "LONG",
    "Paragraph",
    "digest",
    "drop",
    "paragraphs_of",
    "recurring_paragraph",
    "repeated_paragraph",
    "teaser",
]

#: A digest starts among the first paragraphs, below title, date and author, and is not endless.
HEAD, DIGEST = 12, 60
#: So many letters a paragraph of the weight of `BEGINNING` has at least.
LEAST = BEGINNING // 3
#: So much of a paragraph is looked for in the text.
NEEDLE = 80
#: Long paragraphs in a row that make a repetition mechanical.  Pages seen: with three, terms that hold for two offers
#: and notes on two functions were taken; from five on only whole articles and posts that were there twice.
PASSAGE = 5


def _target(
    one: Paragraph, after: int, where: dict[str, list[int]], paragraphs: Sequence[Paragraph]
) -> tuple[int, bool] | None:
    """The first paragraph behind ``after`` that begins with this one, and whether it goes on."""
    places = where[one.text[:6]]
    stem = one.text.rstrip(ENDINGS)
    exact = weight(one.text) < BEGINNING  # short ones prove nothing unless they are equal
    first = bisect_right(places, after)
    for index in places[first : first + 16]:
        other = paragraphs[index].text
        if other == one.text or (not exact and other.startswith(stem) and len(other) > len(one.text)):
            return index, len(other) > len(one.text)
    return None


def _block(start: int, order: Sequence[int], where: dict[str, list[int]], all_: Sequence[Paragraph]) -> list[int]:
    """The targets of the digest that begins at ``order[start]``; empty where there is none."""
    targets: list[int] = []
    proof: list[int] = []  # members that are the beginning of something fuller
    solid = 0  # members up to the last long one
    for index in order[start : start + DIGEST]:
        if targets and index >= targets[0]:
            break
        found = _target(all_[index], targets[-1] if targets else index, where, all_)
        if found is None:
            break
        heavy = _heavy(all_[index].text)
        if not targets and not heavy:
            return []
        targets.append(found[0])
        if heavy:
            solid = len(targets)
            if found[1]:
                proof.append(index)
    return targets[:solid] if solid >= 3 and len(proof) >= 2 else []


def _heavy(text: str) -> bool:
    """Whether a paragraph can prove a digest, which short ones and questions do not."""
    return weight(text) >= BEGINNING and not text.endswith(("?", "？"))


def _may_begin(text: str) -> bool:
    """Whether a digest may begin here: a heavy paragraph and the two behind it begin, but for their ends, later ones.

    What is heavy has 60 letters of ASCII or 20 others, so that few lines need be looked at.
    """
    lines = lines_of(text)
    heads = [*islice(filter(None, map(str.strip, lines)), HEAD + 2)]
    starts = []
    start = 0
    while start < len(heads) - 2:
        if len(heads[start]) >= (BEGINNING if heads[start].isascii() else LEAST):
            # Each of the three stands in the text once more.  The longest is looked for, which is quick: where it does
            # not, nothing begins before it or with it.
            longest = max(heads[start : start + 3], key=len)
            stem = longest.rstrip(ENDINGS)[:NEEDLE]
            if text.find(stem, text.find(stem) + 1) < 0:
                start = heads.index(longest, start) + 1
                continue
            if _heavy(heads[start]):
                starts.append(start)
        start += 1
    if not starts:
        return False
    texts = [*filter(None, map(str.strip, lines))]

    def again(place: int) -> bool:
        return any(map(str.startswith, islice(texts, place + 1, None), repeat(texts[place].rstrip(ENDINGS))))

    return any(all(map(again, range(start, start + 3))) for start in starts)


def digest(text: str) -> Iterator[Edit]:
    r"""A digest before the article: extracts that all stand again, fuller and in the same order, further down.

    Publishing systems put the first sentences of some sections between title and text.  Left in, a model reads them
    twice and learns to repeat itself.  A digest starts among the first twelve paragraphs and has at least three, each
    the beginning of a later one (but for its last full stop) or, if short, equal to it; at least two of 20 hanzi or
    more, no questions, must be cut from something fuller.  All their words stay, in the article; the note says where.

    A table of contents stays: its lines equal the headings and are not cut.  So does a summary in words of its own,
    and a single teaser.

    >>> one = "第一段的开头说了一件很要紧的事情,后来人们常提起它。"
    >>> two = "第二段的开头又说了另外一件事情,大家也都记得住它。"
    >>> page = f"题目\n{one}\n小标题\n{two}\n正文由此开始。\n{one}然后又说。\n小标题\n{two}如此而已。\n"
    >>> print(fix(digest, page))
    题目
    正文由此开始。
    第一段的开头说了一件很要紧的事情,后来人们常提起它。然后又说。
    小标题
    第二段的开头又说了另外一件事情,大家也都记得住它。如此而已。
    <BLANKLINE>
    >>> fix(digest, "目录\n一\n二\n三\n一\n正文\n二\n正文\n三\n正文\n").startswith("目录\n一\n二\n三\n")
    True
    """
    if not _may_begin(text):
        return
    paragraphs = paragraphs_of(text)
    where: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(paragraphs):
        where[one.text[:6]].append(index)
    order = list(range(len(paragraphs)))
    notes: dict[int, str] = {}
    start = 0
    while start < min(HEAD, len(order)):
        if targets := _block(start, order, where, paragraphs):
            for index, target in zip(order[start:], targets, strict=False):
                other = paragraphs[target]
                rest = other.text[len(paragraphs[index].text) :][:12]
                where[paragraphs[index].text[:6]].remove(index)
                notes[index] = f"beginning of line {other.line}: …{rest}" if rest else f"same as line {other.line}"
            del order[start : start + len(targets)]
            start = 0  # what was apart may be together now
        else:
            start += 1
    yield from drop(text, paragraphs, notes)


class _Kept(NamedTuple):
    """A paragraph that stays so far, and the run of copies it would be part of."""

    at: int  # in the list of paragraphs
    source: int  # in the list of those kept: what this one is a copy of; -1 if of nothing
    first: int  # where in that list the run began
    longs: int  # how many long paragraphs the run has


def _with_heading(texts: Sequence[str], source: int, copy: int) -> tuple[int, int]:
    """The beginnings of a passage and its copy, moved up while the lines above them are equal, too."""
    stop = source
    while source and copy - 1 > stop and texts[source - 1] == texts[copy - 1]:
        source, copy = source - 1, copy - 1
    return source, copy


def _copies(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Index of each copy, and of what it copies.

    Paragraphs are laid on a stack one by one; a run of copies that has grown to `PASSAGE` is taken off again, and what
    continues it never gets on.  Whatever is decided depends on what lies on the stack alone, so that the text that is
    left has nothing to be taken off; and each paragraph gets on and off once.
    """
    kept: list[_Kept] = []
    texts: list[str] = []  # of those kept
    first: dict[str, int] = {}  # where on the stack a long paragraph lies
    copies: dict[int, int] = {}
    running = -1  # while a copied passage goes on, what is expected next on the stack
    for index, (_, _, _, text) in enumerate(paragraphs):
        if 0 <= running < len(kept) and texts[running] == text:
            copies[index] = kept[running].at
            running += 1
            continue
        running = -1
        if texts and texts[-1] == text and is_long(text) and is_prose(text):
            copies[index] = kept[-1].at
            continue
        source, begun, longs = first.get(text, -1), len(kept), 0
        if kept and 0 <= kept[-1].source < kept[-1].first - 1 and texts[kept[-1].source + 1] == text:
            _, source, begun, longs = kept[-1]
            source += 1
        longs += text in first and texts[-1] != text  # a line sung over and over is no passage
        kept.append(_Kept(index, source, begun, longs))
        texts.append(text)
        if source < 0 and is_long(text):
            first[text] = len(kept) - 1
        if longs >= PASSAGE:
            above, begun = _with_heading(texts, kept[begun].source, begun)
            copies.update({one.at: kept[above + place].at for place, one in enumerate(kept[begun:])})
            running = source + 1
            del kept[begun:], texts[begun:]
    return copies


def _may_repeat(long: Sequence[str]) -> bool:
    """Whether there may be copies: nothing is one before one stands right after itself, or `PASSAGE` are there again.

    What stands between two long ones is not looked at, so that this says yes too often.
    """
    if len({*long}) == len(long):
        return False
    again = sum(count - 1 for one, count in Counter(long).items() if count > 1 and is_long(one))
    return again >= PASSAGE or any(
        one == other and is_long(one) and is_prose(one) for one, other in pairwise(long) if again
    )


def repeated_paragraph(text: str) -> Iterator[Edit]:
    r"""A long paragraph that stands there twice by machine: right after itself, or in a passage of five that repeats.

    Pages hold an article twice, once for each width of screen, and posts quote whole posts.  The first copy stays;
    the note names it.  A long paragraph has at least 40 hanzi, or 120 letters in scripts with spaces, a sentence mark,
    and is no row of figures or code.  One right after itself must be prose: two different sentences or more, and a
    clause of more than 12 hanzi or 36 letters.  Short paragraphs and headings go only in a passage that repeats.

    A single paragraph that recurs elsewhere stays: an answer that serves two questions, a clause of two contracts, a
    refrain, an epigraph quoted again; and so does the line of a song, a verse or a chant that is sung twice in a row.
    `recurring_paragraph` reports these.

    >>> long = "这一段很长。它说明了为什么同一句话在同一页上出现两次对谁都没有好处,而且读者也会觉得奇怪,不再读下去。"
    >>> fix(repeated_paragraph, f"题\n{long}\n\n{long}\n完\n") == f"题\n{long}\n\n完\n"
    True
    >>> fix(repeated_paragraph, f"问一?\n{long}\n问二?\n{long}\n").count(long)
    2
    """
    if _may_repeat(long_texts(text)):
        paragraphs = paragraphs_of(text)
        notes = {index: f"same as line {paragraphs[source].line}" for index, source in _copies(paragraphs).items()}
        yield from drop(text, paragraphs, notes)


def recurring_paragraph(text: str) -> Iterator[Edit]:
    r"""A long paragraph that stood in the text before, wherever it is.

    What `repeated_paragraph` is careful to leave: the copy in another place.  On pages of shops and forums it is
    furniture or a quotation; in contracts, manuals and lists of questions it belongs where it is.  Unsafe.  The first
    one stays; the note names it.

    >>> long = "这是一个相当长的段落,它说明了为什么同一句话在同一页上出现两次对谁都没有好处,而且读者也会觉得奇怪。"
    >>> fix(recurring_paragraph, f"{long}\n二\n{long}\n三\n") == f"{long}\n二\n三\n"
    True
    >>> fix(recurring_paragraph, "长亭外,古道边。\n芳草碧连天。\n长亭外,古道边。\n").count("长亭外")
    2
    """
    long = long_texts(text)
    if len(set(long)) == len(long):
        return
    paragraphs = paragraphs_of(text)
    first: dict[str, int] = {}
    notes = {}
    for index, one in enumerate(paragraphs):
        if len(one.text) >= LONG // 3 and (source := first.setdefault(one.text, index)) != index and is_long(one.text):
            notes[index] = f"same as line {paragraphs[source].line}"
    yield from drop(text, paragraphs, notes)
