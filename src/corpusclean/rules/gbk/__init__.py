"""Damage done to raw GBK bytes before they were decoded."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

#: Where each name stands.  A module is imported when one of its names is asked for: most texts need few of them.
_HOME = {
    "codec": ("annotate",),
    "cuts": ("unaligned_cuts",),
    "deletion": ("deleted_byte_pairs",),
    "detection": ("Damage", "detect"),
    "lost": ("lost_byte_pairs",),
    "pinyin": ("inserted_pinyin",),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
