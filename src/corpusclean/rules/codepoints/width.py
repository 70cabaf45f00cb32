"""Full-width letters and digits."""

from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.patterns import lazy

__all__ = ["FULL_WIDTH", "fullwidth_alphanumerics"]

#: Letters and digits of ASCII in full width.
FULL_WIDTH = "".join(chr(code + 0xFEE0) for code in range(0x7F) if chr(code).isalnum())
_NARROW = {ord(char): ord(char) - 0xFEE0 for char in FULL_WIDTH + "．"}
_RUN = lazy("[０-９Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ]*(?:．(?=[０-９])(?<=[０-９]．)[０-９]+)*")


def fullwidth_alphanumerics(text: str) -> Iterator[Edit]:
    r"""Letters and digits in full width: ``ＣＰＵ`` for ``CPU``, ``１９９８`` for ``1998``.

    Chinese and Japanese double-byte sets have ASCII a second time, as wide as a hanzi (in GBK ``A3 C3`` for ``43``).
    Newspapers and forms were set so, and a corpus has the same word twice.  Each run becomes ASCII, with the full
    stop between two digits.  This is a matter of style and not damage: ``第１章`` is how Japanese sets a heading.
    Full-width punctuation is the ordinary one of both languages and stays.

    >>> fix(fullwidth_alphanumerics, "重１６．５公斤，ＬＥＤ显示")
    '重16.5公斤，LED显示'
    >>> fix(fullwidth_alphanumerics, "你好，世界！①")
    '你好，世界！①'
    """
    for match in _RUN.finditer(text):
        yield Edit(*match.span(), match[0].translate(_NARROW))
