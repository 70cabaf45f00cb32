"""Text that someone else decoded wrongly."""

from corpusclean.rules.mojibake.debris import DEBRIS, replacement_debris
from corpusclean.rules.mojibake.legacy import TRIGGER, legacy_cjk, undecoded_cjk
from corpusclean.rules.mojibake.lines import LINE_END, line_around
from corpusclean.rules.mojibake.single_byte import single_byte_mojibake

__all__ = [
    "DEBRIS",
    "LINE_END",
    "TRIGGER",
    "legacy_cjk",
    "line_around",
    "replacement_debris",
    "single_byte_mojibake",
    "undecoded_cjk",
]
