"""What copying sites put into the pages they copy, or swap in them: readings, random hanzi, synonyms.

The modules are imported one by one: every Chinese text has stops, few have readings.
"""

from typing import TYPE_CHECKING

from corpusclean.packages import names

if TYPE_CHECKING:
    from corpusclean.rules.copying.noise import random_hanzi
    from corpusclean.rules.copying.pinyin import word_pinyin
    from corpusclean.rules.copying.spelling import OPENINGS, spells
    from corpusclean.rules.copying.synonyms import SPUN, spun_synonyms

__all__ = ["OPENINGS", "SPUN", "random_hanzi", "spells", "spun_synonyms", "word_pinyin"]

__getattr__ = names(
    __name__,
    {
        "noise": ("random_hanzi",),
        "pinyin": ("word_pinyin",),
        "spelling": ("OPENINGS", "spells"),
        "synonyms": ("SPUN", "spun_synonyms"),
    },
)
