"""Full-width punctuation that a site folded to ASCII."""

from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.language.detect import HAN, count, japanese
from corpusclean.patterns import lazy

__all__ = ["folded_punctuation"]

#: Commas between hanzi that prove the fold.  One author who types on a Western keyboard writes a few by mistake; ten in
#: a text with full stops 。 and without a single ， is a program.
EVIDENCE = 10

_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_CLOSING = "”’」』》〉）】〕…。、"
_OPENING = "“‘「『《〈（【〔"
_COMMA = lazy(f",(?<=[{HAN}],)(?=[{HAN}])")
# An address, and the Chinese that belongs to it where it is not encoded.
_ADDRESS = lazy(f"(?:https?:|www\\.)[!-~]*(?:(?<=[/=])[{HAN}][^\\s，。“”]*)?|[\\w.+-]{{1,64}}@[\\w.-]{{1,255}}")
_MARKS = lazy("[,:;]|[?!]+")
_LEFT = lazy(f"[{HAN}{_CLOSING}]")
_RIGHT = lazy(f"[{HAN}{_OPENING}]")
# A name in Latin letters at the end of a Chinese sentence: 未知的AGI?
_NAME = lazy(f"[{HAN}{_CLOSING}][A-Za-z0-9.+-]{{1,20}}\\Z")
_END = lazy(f"\\Z|[\r\n{_CLOSING}]")


def _wide(text: str, start: int, end: int) -> bool:
    """Whether the marks at a place belong to Chinese and not to a number, a time or something in Latin letters."""
    left, right = text[start - 1 : start] if start else "", text[end : end + 1]
    if _LEFT.match(left):
        return True
    if not left.isalnum():
        return False
    if _RIGHT.match(right):
        return True
    name = text[start] in "?!" and _END.match(text, end) and _NAME.search(text[max(0, start - 22) : start])
    return bool(name)


def folded_punctuation(text: str) -> Iterator[Edit]:
    r"""ASCII commas, colons, semicolons, question and exclamation marks where Chinese has its full-width ones.

    Some sites fold ``，：；？！`` to ASCII and leave ``。、“”``, which ASCII does not have.  A model trained on that
    writes so, too.  They are restored where the text shows the fold: at least ten commas between two hanzi, a
    full stop ``。``, and not one full-width comma.  Marks that follow hanzi or a closing mark, or stand between a Latin
    word and hanzi, are Chinese; in numbers, times, addresses and between Latin words they stay.

    Parentheses stay: much that they hold is Latin, and either width is good Chinese typography.  Straight quotes stay:
    nothing says which of them open.  Unsafe, an option: the text was readable before.

    >>> text = "今天,我说:天气很好,大家,都,来,了,吗?在10:30,有1,000人,来,看,了,ACME,Inc.,的,人。"
    >>> fix(folded_punctuation, text)
    '今天，我说：天气很好，大家，都，来，了，吗？在10:30，有1,000人，来，看，了，ACME,Inc.,的，人。'
    >>> fix(folded_punctuation, "他说,好。")
    '他说,好。'
    """
    if "，" in text or "。" not in text or len(_COMMA.findall(text)) < EVIDENCE:
        return
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    inside = _Spans(addresses)
    if sum(not inside(match.start()) for match in _COMMA.finditer(text)) < EVIDENCE:
        return
    counts = count(text)
    if japanese(counts.han, counts.kana):
        return
    inside = _Spans(addresses)
    for match in _MARKS.finditer(text):
        start, end = match.span()
        if not inside(start) and _wide(text, start, end):
            yield Edit(start, end, "".join(_WIDE[mark] for mark in match[0]))


class _Spans:
    """Whether a position lies in one of some sorted spans; to be asked in rising order."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._rest = iter(spans)
        self._span = next(self._rest, None)

    def __call__(self, at: int) -> bool:
        while self._span and self._span[1] <= at:
            self._span = next(self._rest, None)
        return self._span is not None and self._span[0] <= at
