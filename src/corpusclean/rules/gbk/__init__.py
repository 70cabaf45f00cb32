"""Damage done to raw GBK bytes before they were decoded."""

from typing import TYPE_CHECKING

from corpusclean.packages import names

if TYPE_CHECKING:
    from corpusclean.rules.gbk.codec import annotate
    from corpusclean.rules.gbk.cuts import unaligned_cuts
    from corpusclean.rules.gbk.deletion import deleted_byte_pairs
    from corpusclean.rules.gbk.detection import Damage, detect
    from corpusclean.rules.gbk.lost import lost_byte_pairs
    from corpusclean.rules.gbk.pinyin import inserted_pinyin

__all__ = [
    "Damage",
    "annotate",
    "deleted_byte_pairs",
    "detect",
    "inserted_pinyin",
    "lost_byte_pairs",
    "unaligned_cuts",
]

__getattr__ = names(
    __name__,
    {
        "codec": ("annotate",),
        "cuts": ("unaligned_cuts",),
        "deletion": ("deleted_byte_pairs",),
        "detection": ("Damage", "detect"),
        "lost": ("lost_byte_pairs",),
        "pinyin": ("inserted_pinyin",),
    },
)
