"""Punctuation marks of vertical setting in horizontal text."""

import re
from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.codepoints.lines import HAN, KANA, NAMED, lines_with

__all__ = ["VERTICAL", "vertical_punctuation"]

_STOPS = dict(zip("︐︑︒︓︔︕︖︙︰", "，、。：；！？…：", strict=True))
_OPEN = dict(zip("︗︵︷︹︻︽︿﹁﹃﹇", "〖（｛〔【《〈「『［", strict=True))
_CLOSE = dict(zip("︘︶︸︺︼︾﹀﹂﹄﹈", "〗）｝〕】》〉」』］", strict=True))
_TABLE = _STOPS | _OPEN | _CLOSE
#: So many times a line is gone over at most.
ROUNDS = 50
#: Marks that have a horizontal form; dashes and underlines of vertical setting (``︱``) are used as separators.
VERTICAL = "".join(_TABLE)
_ANY = lazy(f"[{VERTICAL}]")
# What stands before a stop or inside brackets: letters, digits, and marks that end or begin something.
_WORD = f"0-9A-Za-zα-ω０-９Ａ-Ｚａ-ｚ{HAN}{KANA}"
_BEFORE = f"{_WORD}…—·％%℃”’\"'）〉》」』】〕〗］)\\]>。！？，、；：.,/*~～︐︑︒︓︔︕︖︙"
_INSIDE = f"{_WORD}…—“‘”’\"'（〈《「『【〔［(\\[</.,*$￥~～-"
_OPENING, _CLOSING = "".join(_OPEN), "".join(_CLOSE)
# One stop behind an ideograph, or between other text and one, proves a line; a stop alone in its line is how vertical
# text is imitated.
_PROOF = lazy(f"(?<=[{HAN}{KANA}])[︐︑︒︓︔︕︖]|(?<=[0-9A-Za-z%）〉》」』】〕〗］)\\]])[︐︑︒︓︔︕︖](?=[{HAN}])")
_CONVERTED = lazy(f"[︐︑︒︓︔︕︖]|(?<=[{_BEFORE}])[︰︙{_CLOSING}]++|(?<![{_OPENING}])[{_OPENING}]++(?=[{_INSIDE}])")
# What stands between brackets of a kind.  That there are words inside is asked of the first and last character, since
# classes of all ideographs take a millisecond each to compile.
_SPANS = lazy(
    "|".join(f"{left}(?=([^\n{left}{right}]{{1,80}}+){right})" for left, right in zip(_OPEN, _CLOSE, strict=True))
)
_LETTER, _ENDS, _WORDS = lazy(f"[{HAN}{KANA}]"), lazy(f"[{_BEFORE}]\\Z"), lazy(f"[{_WORD}]")
_COLON = lazy(f"(?<=[{HAN}{KANA}])︰(?=[ 　{_INSIDE}])")
_ABOUT = lazy("[竖豎直纵縱][排书書写寫]|縦書|縦組|[标標][点點]符[号號]|vertical|[颜顏]文字|顔文字|表情", re.IGNORECASE)
# GBK has the brackets too: lines of UTF-8 that was read as GBK, not repaired, hold them, and more often these.
_UNDECODED = lazy("[\ue000-\uf8ff€\N{REPLACEMENT CHARACTER}]")


def vertical_punctuation(text: str) -> Iterator[Edit]:
    r"""Punctuation marks of vertical setting in horizontal text: ``︐`` for ``，``, ``﹁`` for ``「``.

    Where text runs downwards, commas and brackets are turned; a few of the turned shapes are characters of their own
    (U+FE10 to U+FE19, U+FE30 to U+FE48), for round trips with GB 18030 and Big5.  Text copied out of vertically set
    PDF files or converted from old encodings has ``EF B8 90`` where ``EF BC 8C`` is meant.  Each becomes the
    full-width mark of horizontal setting; compatibility decomposition would make ASCII commas of them.

    A stop behind an ideograph proves its line.  In other lines only brackets around words are taken, and ``︰`` in the
    place of a colon, as Hong Kong and Taiwan type it.  Faces such as ``(︶︿︶)``, lines about vertical setting, a
    stop that stands alone in its line, and the dash ``︱``, which parts names and titles, stay.

    >>> fix(vertical_punctuation, "相隔两年︐我又来︽邱县︾︒"), fix(vertical_punctuation, "他說﹁你好﹂就走了")
    ('相隔两年，我又来《邱县》。', '他說「你好」就走了')
    >>> fix(vertical_punctuation, "春\n眠\n︐\n不 (︶︿︶)"), fix(vertical_punctuation, "首页︱新闻")
    ('春\n眠\n︐\n不 (︶︿︶)', '首页︱新闻')
    """
    for start, line in lines_with(text, _ANY):
        if _ABOUT.search(line) or NAMED.search(line) or _UNDECODED.search(line):
            continue
        right = _horizontal(line)
        for match in _ANY.finditer(line):
            at = match.start()
            if right[at] != line[at]:
                yield Edit(start + at, start + at + 1, right[at])


def _horizontal(line: str) -> str:
    """The line with its marks turned, until there is none to turn: one that is turned says what its neighbours are.

    Within 80 characters brackets nest 40 times; a line that needs more rounds is made to waste time, and stays.
    """
    right, proved = line, False  # once proved, for what is turned proves nothing any more
    for _ in range(ROUNDS):
        proved = proved or bool(_PROOF.search(right))
        places = {at for match in (_CONVERTED if proved else _COLON).finditer(right) for at in range(*match.span())}
        for match in _SPANS.finditer(right):
            inside = match[match.lastindex or 0]
            # Brackets around words prove themselves; those of faces, as in (︶︿︶) and ﹁_﹁, have no word inside.
            # In a proved line they go in pairs, whatever stands inside with a letter or a digit.
            if _WORDS.search(inside) if proved else _LETTER.match(inside) and _ENDS.search(inside):
                places |= {match.start(), match.end(match.lastindex or 0)}
        if not places:
            return right
        pieces, done = [], 0
        for at in sorted(places):
            pieces += [right[done:at], _TABLE[right[at]]]
            done = at + 1
        right = "".join([*pieces, right[done:]])
    return line
