"""Half-width kana in Japanese prose."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.codepoints.lines import HAN, NAMED, lines_with

__all__ = ["HALF_WIDTH", "half_width_kana"]

#: Katakana and their marks in half width.
HALF_WIDTH = "".join(map(chr, range(0xFF61, 0xFFA0)))
_HALF = lazy("[\uff66-\uff6f\uff71-\uff9d]+")
_FULL = lazy("[\u30a1-\u30fa]+")
_HIRAGANA = "\u3041-\u3096"
_RUN = lazy("[\uff61-\uff9f]+")
_MARKS = lazy("[\uff61-\uff65]+")
# A letter with its mark is one character; a mark alone stays.
_PIECE = lazy("[\uff73\uff76-\uff84\uff8a-\uff8e]\uff9e|[\uff8a-\uff8e]\uff9f|[\uff61-\uff9d]")
# Hiragana in three places make a sentence, or a title.
_PROSE = lazy(f"[{_HIRAGANA}](?:[^{_HIRAGANA}]*[{_HIRAGANA}]){{2}}")
# UTF-8 that was read as Shift JIS: the lead bytes of kana with the byte behind them.
_UNDECODED = lazy("[縺繧繝]|\N{REPLACEMENT CHARACTER}")
_ABOUT = lazy(
    "半角|全角|半形|全形|ハンカク|ﾊﾝｶｸ|(?:half|full)-?width|ﾌﾘｶﾞﾅ|フリガナ|ふりがな|[（(]ｶﾅ|ｶﾅで|口座名義|(?<![ｦ-ﾟ])(?:ｶ|ﾕ|ﾄﾞ)[)）]",
    re.IGNORECASE,
)
# Who chats writes half width on purpose: faces with marks of half width or in brackets, laughter, shouts.
_CHAT = lazy(
    f"[(（][^()（）\\n]{{0,2}}[´｀･・ﾟ＾]{{1,2}}[^()（）\\nｦ-ﾝ]{{0,2}}[´｀ω∀Дд▽⊿_ー][^()（）\\n]{{0,4}}[)）]|ｷﾀ━|[（(]笑[）)]"
    f"|(?<=[{_HIRAGANA}ー！])[ｗw]{{2}}(?![A-Za-z.])"
)
# Two letters, or one with a long vowel.
_WORD = lazy("[\uff66-\uff6f\uff71-\uff9d][\uff9e\uff9f]?[\uff66-\uff9d]")
# A sentence around a single word: eight hiragana and a comma or full stop.
_SENTENCE = lazy(f"(?=[^、。､｡，．]*[、。､｡，．])(?:[^{_HIRAGANA}]*[{_HIRAGANA}]){{8}}")
# What faces are made of: beside it, kana are their hands and mouths.
_FACE = "∀Д´｀^ω∇⌒＾◇□▽゜_＿＊━│┃≡┐┌┘└∩⊂"
_IN_SENTENCE = lazy(f"[{HAN}{_HIRAGANA}ー・、。「」『』，．,./0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")


@cache
def _wide() -> Mapping[str, str]:
    """Full-width characters of the pieces; for voiced letters there is one character."""
    letters = [chr(code) for code in range(0xFF61, 0xFF9E)]
    marked = [letter + mark for letter in letters for mark in "\uff9e\uff9f"]
    wide = {piece: unicodedata.normalize("NFKC", piece) for piece in (*letters, *marked)}
    return {piece: one for piece, one in wide.items() if len(one) == 1}


def half_width_kana(text: str) -> Iterator[Edit]:
    r"""Half-width kana in Japanese prose: ``ﾌｧｲﾙ`` for ``ファイル``.

    The single-byte half of Shift JIS (``CC A7 B2 D9``) was for machines that could do no more; today mail gateways,
    databases and programs that fold width leave it.  Every such word is another one than its full-width form, and
    ``ｶﾞ`` two characters.  They become full-width letters, joined with their marks, and ``｡｢｣､･`` full-width marks.

    The proof is that the text has nearly no full-width katakana (one for four in half width at most), since those who
    write half width on purpose mix both, and two different words in it, or one of four characters.  Then lines with
    hiragana are converted.  Chats stay, which one knows by faces such as ``(ﾟДﾟ)`` and ``ｷﾀ━(ﾟ∀ﾟ)━!`` and by laughter;
    so do lines about half width and the readings of names, and names on forms and tickets without hiragana.

    >>> fix(half_width_kana, "ﾊﾟｽ名が六個の X で終わる場合は、ﾌｧｲﾙを開きます。")
    'パス名が六個の X で終わる場合は、ファイルを開きます。'
    >>> fix(half_width_kana, "ｶﾀｶﾅは半角でも書けます。"), fix(half_width_kana, "（笑）　(^_^)v　ﾟДﾟ")
    ('ｶﾀｶﾅは半角でも書けます。', '（笑）　(^_^)v　ﾟДﾟ')
    """
    if not _HALF.search(text) or _count(_FULL, text) * 4 > _count(_HALF, text) or _CHAT.search(text):
        return
    lines = [
        (start, line)
        for start, line in lines_with(text, _RUN)
        if _PROSE.search(line) and not any(spared.search(line) for spared in (_ABOUT, NAMED, _UNDECODED))
    ]
    if not _words([line for _, line in lines]):
        return
    wide = _wide()
    for start, line in lines:
        for match in _RUN.finditer(line):
            if _in_sentence(line, match):
                right = _PIECE.sub(lambda piece: wide[piece[0]], match[0])
                if right != match[0]:
                    yield Edit(start + match.start(), start + match.end(), right)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(match.end() - match.start() for match in pattern.finditer(text))


def _words(lines: list[str]) -> bool:
    """Whether there are two different words, one of four characters, or one in a whole sentence."""
    seen = ""
    for line in lines:
        sentence = bool(_SENTENCE.match(line))
        for match in _RUN.finditer(line):
            if _WORD.search(match[0]) and _in_sentence(line, match):
                if sentence or len(match[0]) > 3 or seen not in ("", match[0]):
                    return True
                seen = match[0]
    return False


def _in_sentence(line: str, match: re.Match[str]) -> bool:
    """Whether kana stand in a sentence, and are no part of a face: a single letter needs a word on both sides."""
    before, behind = line[max(0, match.start() - 1) : match.start()], line[match.end() : match.end() + 1]
    if (before and before in _FACE) or (behind and behind in _FACE):
        return False
    if _WORD.search(match[0]):
        return True
    beside = [bool(_IN_SENTENCE.match(char)) for char in (before, behind) if char]
    return any(beside) if _MARKS.fullmatch(match[0]) else bool(beside) and all(beside)
