"""Traditional to Simplified and back, hanzi by hanzi, for scoring and for the odd hanzi that is put in.

One character stays one character, so positions stay what they are.  A conversion that people read is another matter:
it needs phrases, and belongs to the rules of the script stage.

>>> simplified("第一步據臺媒報道, OK")
'第一步据台媒报道, OK'
"""

from functools import cache

from corpusclean.language.opencc import converter

__all__ = ["simplified", "traditional"]


@cache
def _table() -> dict[int, str]:
    hanzi = [chr(code) for code in range(0x4E00, 0xA000)]
    plain = converter("t2s")("\n".join(hanzi)).split("\n")
    return {ord(one): other for one, other in zip(hanzi, plain, strict=True) if one != other and len(other) == 1}


def simplified(text: str) -> str:
    """The text with each Traditional hanzi replaced by its Simplified form; the length stays."""
    return text.translate(_table())


@cache
def traditional(char: str) -> str:
    """The usual Traditional form of one hanzi.

    >>> traditional("选"), traditional("住")
    ('選', '住')
    """
    form = converter("s2t")(char)
    return form if len(form) == 1 else char
