"""Paragraphs that are the beginning of a later one."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.rules.paragraphs import BEGINNING, ENDINGS, drop, paragraphs_of, weight

__all__ = ["teaser"]


def teaser(text: str) -> Iterator[Edit]:
    r"""A paragraph of 20 hanzi or more that is the beginning of a later, fuller one.

    A teaser above the article, a list of answers cut short, a caption that repeats: nothing is lost with it but its
    place.  Unsafe, as speeches and poems begin again on purpose.  Marks at its end (``。``, ``…``) are not compared.
    The note says which line goes on, and how.

    >>> start = "研究人员上周在一份报告中公布了这一项发现,引起"
    >>> fix(teaser, f"{start}……\n{start}广泛讨论。\n") == f"{start}广泛讨论。\n"
    True
    >>> fix(teaser, "第一条 总则\n第一条 总则适用于全文\n")
    '第一条 总则\n第一条 总则适用于全文\n'
    """
    paragraphs = paragraphs_of(text)
    counts = Counter(one.text[:16] for one in paragraphs)
    if len(counts) == len(paragraphs):
        return
    stems: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(paragraphs):
        if counts[one.text[:16]] > 1:
            stems[one.text.rstrip(ENDINGS)].append(index)
    # Sorted, a text stands directly before those that it begins: the open beginnings are a stack, and each text is
    # compared with its top alone.  ``furthest`` is the last paragraph that the beginning of that height is part of.
    stack: list[str] = []
    furthest: list[int] = []
    found: dict[int, str] = {}

    def close() -> None:
        stem, fuller = stack.pop(), furthest.pop()
        if weight(stem) >= BEGINNING:
            for index in stems[stem]:
                if index < fuller:
                    other = paragraphs[fuller]
                    found[index] = f"beginning of line {other.line}: …{other.text[len(stem) :][:12]}"
        if stack:
            furthest[-1] = max(furthest[-1], fuller, stems[stem][-1])

    for stem in sorted(stems):
        while stack and not stem.startswith(stack[-1]):
            close()
        stack.append(stem)
        furthest.append(-1)
    while stack:
        close()
    yield from drop(text, paragraphs, found)
