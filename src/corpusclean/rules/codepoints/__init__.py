"""Wrong code points: the right characters to look at, and others to a program; and what is left where text was cut."""

from typing import TYPE_CHECKING

from corpusclean.packages import names

if TYPE_CHECKING:
    from corpusclean.rules.codepoints.cuts import half_characters
    from corpusclean.rules.codepoints.ideographs import COMPATIBILITY, RADICALS, compatibility_ideographs, radicals
    from corpusclean.rules.codepoints.kana import HALF_WIDTH, half_width_kana
    from corpusclean.rules.codepoints.private import PRIVATE, mapped_private_use
    from corpusclean.rules.codepoints.vertical import VERTICAL, vertical_punctuation
    from corpusclean.rules.codepoints.width import FULL_WIDTH, fullwidth_alphanumerics

__all__ = [
    "COMPATIBILITY",
    "FULL_WIDTH",
    "HALF_WIDTH",
    "PRIVATE",
    "RADICALS",
    "VERTICAL",
    "compatibility_ideographs",
    "fullwidth_alphanumerics",
    "half_characters",
    "half_width_kana",
    "mapped_private_use",
    "radicals",
    "vertical_punctuation",
]

__getattr__ = names(
    __name__,
    {
        "cuts": ("half_characters",),
        "ideographs": ("COMPATIBILITY", "RADICALS", "compatibility_ideographs", "radicals"),
        "kana": ("HALF_WIDTH", "half_width_kana"),
        "private": ("PRIVATE", "mapped_private_use"),
        "vertical": ("VERTICAL", "vertical_punctuation"),
        "width": ("FULL_WIDTH", "fullwidth_alphanumerics"),
    },
)
