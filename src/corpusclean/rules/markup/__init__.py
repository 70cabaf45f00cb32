"""Markup and escapes that were left in the text."""

from typing import TYPE_CHECKING

from corpusclean.packages import names

if TYPE_CHECKING:
    from corpusclean.rules.markup.backslashes import backslash_escapes
    from corpusclean.rules.markup.bare import bare_references
    from corpusclean.rules.markup.percent import percent_escapes
    from corpusclean.rules.markup.references import character_references
    from corpusclean.rules.markup.seven_bit import seven_bit_chinese, seven_bit_japanese
    from corpusclean.rules.markup.tags import leftover_tags

__all__ = [
    "backslash_escapes",
    "bare_references",
    "character_references",
    "leftover_tags",
    "percent_escapes",
    "seven_bit_chinese",
    "seven_bit_japanese",
]

__getattr__ = names(
    __name__,
    {
        "backslashes": ("backslash_escapes",),
        "bare": ("bare_references",),
        "percent": ("percent_escapes",),
        "references": ("character_references",),
        "seven_bit": ("seven_bit_chinese", "seven_bit_japanese"),
        "tags": ("leftover_tags",),
    },
)
