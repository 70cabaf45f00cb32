"""What copying sites put into the pages they copy, or swap in them: readings, random hanzi, synonyms."""

from corpusclean.rules.copying.noise import random_hanzi
from corpusclean.rules.copying.pinyin import word_pinyin
from corpusclean.rules.copying.spelling import OPENINGS, spells
from corpusclean.rules.copying.synonyms import SPUN, spun_synonyms

__all__ = ["OPENINGS", "SPUN", "random_hanzi", "spells", "spun_synonyms", "word_pinyin"]
