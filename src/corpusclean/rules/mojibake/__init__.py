"""Text that someone else decoded wrongly."""

from typing import TYPE_CHECKING

from corpusclean.packages import names

if TYPE_CHECKING:
    from corpusclean.rules.mojibake.badness import TRIGGER
    from corpusclean.rules.mojibake.crossed.kana import HALF_KANA, euc_jp_as_shift_jis
    from corpusclean.rules.mojibake.crossed.rules import (
        CHINESE_TRIGGER,
        JAPANESE_TRIGGER,
        KOREAN_TRIGGER,
        crossed_chinese,
        crossed_japanese,
        crossed_korean,
    )
    from corpusclean.rules.mojibake.debris import DEBRIS, replacement_debris
    from corpusclean.rules.mojibake.legacy.as_single_byte import legacy_cjk_as_single_byte
    from corpusclean.rules.mojibake.legacy.half_decoded import half_decoded_cjk
    from corpusclean.rules.mojibake.legacy.undecoded import legacy_cjk, undecoded_cjk
    from corpusclean.rules.mojibake.legacy.vias import utf8_cjk_as_single_byte
    from corpusclean.rules.mojibake.legacy.views import WAKING
    from corpusclean.rules.mojibake.lines import LINE_END, line_around
    from corpusclean.rules.mojibake.single_byte import single_byte_mojibake
    from corpusclean.rules.mojibake.utf8.as_gbk import MISREAD_AS_GBK, utf8_as_gbk
    from corpusclean.rules.mojibake.utf8.as_shift_jis import MISREAD_AS_SHIFT_JIS, utf8_as_shift_jis
    from corpusclean.rules.mojibake.utf8.lost import MISREAD, misread_utf8

__all__ = [
    "CHINESE_TRIGGER",
    "DEBRIS",
    "HALF_KANA",
    "JAPANESE_TRIGGER",
    "KOREAN_TRIGGER",
    "LINE_END",
    "MISREAD",
    "MISREAD_AS_GBK",
    "MISREAD_AS_SHIFT_JIS",
    "TRIGGER",
    "WAKING",
    "crossed_chinese",
    "crossed_japanese",
    "crossed_korean",
    "euc_jp_as_shift_jis",
    "half_decoded_cjk",
    "legacy_cjk",
    "legacy_cjk_as_single_byte",
    "line_around",
    "misread_utf8",
    "replacement_debris",
    "single_byte_mojibake",
    "undecoded_cjk",
    "utf8_as_gbk",
    "utf8_as_shift_jis",
    "utf8_cjk_as_single_byte",
]

__getattr__ = names(
    __name__,
    {
        "badness": ("TRIGGER",),
        "crossed.kana": ("HALF_KANA", "euc_jp_as_shift_jis"),
        "crossed.rules": (
            "CHINESE_TRIGGER",
            "JAPANESE_TRIGGER",
            "KOREAN_TRIGGER",
            "crossed_chinese",
            "crossed_japanese",
            "crossed_korean",
        ),
        "debris": ("DEBRIS", "replacement_debris"),
        "legacy.as_single_byte": ("legacy_cjk_as_single_byte",),
        "legacy.half_decoded": ("half_decoded_cjk",),
        "legacy.undecoded": ("legacy_cjk", "undecoded_cjk"),
        "legacy.vias": ("utf8_cjk_as_single_byte",),
        "legacy.views": ("WAKING",),
        "lines": ("LINE_END", "line_around"),
        "single_byte": ("single_byte_mojibake",),
        "utf8.as_gbk": ("MISREAD_AS_GBK", "utf8_as_gbk"),
        "utf8.as_shift_jis": ("MISREAD_AS_SHIFT_JIS", "utf8_as_shift_jis"),
        "utf8.lost": ("MISREAD", "misread_utf8"),
    },
)
