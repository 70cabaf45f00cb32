"""Markup and escapes that were left in the text."""

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
