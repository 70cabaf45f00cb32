"""Conversion between Chinese scripts exactly as OpenCC does it, where there is something to convert."""

from corpusclean.edits import Edit
from corpusclean.filters.lines import holding, replaced
from corpusclean.language.opencc import changing, converter, described

__all__ = ["opencc_conversion"]

#: With more than so many characters to change in the `SAMPLE` behind the first, most lines change, and one call for
#: the whole text is twice as fast as one for the lines.  Simplified text with a Traditional name has below ten, text
#: in the other script some hundred (t2s, manuals and news).
DENSE = 20
SAMPLE = 400


def opencc_conversion(text: str, *, config: str = "t2s") -> list[Edit]:
    r"""Characters and phrases that OpenCC replaces.

    The text becomes ``opencc.OpenCC(config).convert(text)``, character for character, harm included: OpenCC does not
    look at what a text is written in (`corpusclean.rules.script.other_script` does).  One edit a line that changes.  A
    text without a character that could change costs one scan, and OpenCC is not loaded.

    That scan knows ``t2s``, ``s2t``, ``t2tw``, ``t2hk``, ``tw2s`` and ``t2jp`` of OpenCC 1.4.2.  With any other
    configuration or version the whole text is converted and compared: the same result, slower.
    In one thing it is not OpenCC's: behind a NUL, where ``tw2s`` loses the text.  Raises `ValueError` for a
    configuration that OpenCC does not have.

    >>> fix(opencc_conversion, "漢字\nplain\n")
    '汉字\nplain\n'
    >>> fix(opencc_conversion, "汉字\n")
    '汉字\n'
    """
    find = changing(config)
    if find and not described(text):
        first = find.search(text)
        if not first:
            return []
        if len(find.findall(text, first.start(), first.start() + SAMPLE)) <= DENSE:
            search = find.search
            spans = holding(text, lambda text, start: found.start() if (found := search(text, start)) else -1)
            some = [(start, end, text[start:end]) for start, end in spans]
            new = converter(config)("\n".join(line for _, _, line in some)).split("\n")
            return [
                Edit(start, end, other) for (start, end, line), other in zip(some, new, strict=True) if line != other
            ]
    whole = converter(config)(text)
    return replaced(text, whole) if whole != text else []
