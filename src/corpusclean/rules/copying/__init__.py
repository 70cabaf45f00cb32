"""What copying sites put into the pages they copy, or swap in them: readings, random hanzi, synonyms.

The modules are imported one by one: every Chinese text has stops, few have readings.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpusclean.rules.copying.noise import random_hanzi
    from corpusclean.rules.copying.pinyin import word_pinyin
    from corpusclean.rules.copying.spelling import OPENINGS, spells
    from corpusclean.rules.copying.synonyms import SPUN, spun_synonyms

__all__ = ["OPENINGS", "SPUN", "random_hanzi", "spells", "spun_synonyms", "word_pinyin"]

_HOMES = {
    "OPENINGS": "spelling",
    "SPUN": "synonyms",
    "random_hanzi": "noise",
    "spells": "spelling",
    "spun_synonyms": "synonyms",
    "word_pinyin": "pinyin",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
