"""What is known of Chinese (readings, Simplified forms), and word models of Chinese, Japanese and Korean.

Nothing here is read from disk before the first damaged text asks for it.
"""

from typing import TYPE_CHECKING

from corpusclean.packages import names

if TYPE_CHECKING:
    from corpusclean.language.pinyin import TONED, readings
    from corpusclean.language.script import simplified, traditional
    from corpusclean.language.segmentation import Words, words

__all__ = ["TONED", "Words", "readings", "simplified", "traditional", "words"]

__getattr__ = names(
    __name__,
    {
        "pinyin": ("TONED", "readings"),
        "script": ("simplified", "traditional"),
        "segmentation": ("Words", "words"),
    },
)
