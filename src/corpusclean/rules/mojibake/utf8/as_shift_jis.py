"""UTF-8 that was read as Shift JIS."""

from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.rules.mojibake.utf8.codecs import shift_jis

__all__ = ["MISREAD_AS_SHIFT_JIS", "utf8_as_shift_jis"]

#: E380 to E383 in Shift JIS: what the first two bytes of marks and kana are.
MISREAD_AS_SHIFT_JIS = "縲縺繧繝"


def utf8_as_shift_jis(text: str) -> Iterator[Edit]:
    r"""UTF-8 that was read as Shift JIS (code page 932): ``縺薙ｓ縺ｫ縺｡縺ｯ`` was こんにちは.

    こん is E3 81 93 E3 82 93 in UTF-8.  Software that takes it for Shift JIS reads E381 93E3 82 ..., ``縺薙ｓ``: pairs,
    and half-width katakana, which are one byte.  The characters are read back into bytes, and the bytes as UTF-8.

    Code page 932 lacks many pairs: about fourteen in a hundred characters became ``?`` (``・`` or U+FFFD elsewhere),
    with both bytes.  は, の, 。 and ー are lost most often.  What is left of the bytes allows about thirty characters,
    of which the most likely one among its neighbours is taken; so three texts in four keep a wrong character, where all
    were unreadable; the edit's note says at how many places something was filled in.  A text without such a place comes
    back exactly.

    A repair is made only if the damage, done to it again, gives the text as it stands, and if what it says is far more
    likely than that text.  縺, 繧 and 繝 in their own right stay (縺れる, 繧繝縁), as does text about encodings.
    Text that has neither kana nor Japanese marks is not looked for.

    >>> print(fix(utf8_as_shift_jis, "縺薙ｓ縺ｫ縺｡縺ｯ縲∵律譛ｬ隱槭〒縺吶°縲"))
    こんにちは、日本語ですか縲
    >>> print(fix(utf8_as_shift_jis, "縺と繧は漢字です。縺れる、繧繝縁。"))
    縺と繧は漢字です。縺れる、繧繝縁。
    """
    from corpusclean.rules.mojibake.utf8.double_byte import repairs

    yield from repairs(text, MISREAD_AS_SHIFT_JIS, shift_jis(), shift_jis())
