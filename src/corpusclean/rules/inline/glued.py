"""Credits, counters and buttons glued to prose on one line: what stands before the first sentence or behind the last.

From each end of a line one piece after another is read off, within a window; what cannot be read whole is the text's.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from corpusclean.edits import Edit, Span
from corpusclean.patterns import lazy
from corpusclean.rules.chrome.labels import pairs
from corpusclean.rules.inline.hints import glued_words
from corpusclean.rules.inline.lines import BLANKS, CLOSERS, lines, lines_at, sentence, weight
from corpusclean.rules.inline.values import SIZES, credit, ours, valid, value
from corpusclean.rules.inline.words import GLUED, WORDS

__all__ = ["Piece", "credits_glued", "glued"]

#: So far a piece may reach into the line.
REACH = 200
#: So far from the end of a line the outermost piece begins: what `_bracket`, `_button` and `_credits` look at.
NEAR = 160
#: The least that must stay for a line to be prose (bytes of UTF-8: 12 hanzi), and to open with credits (24 hanzi).
LEAST, PROSE = 36, 72
#: So many pieces at one end of a line in one look, and so many openers tried for one piece: more is no page of ours.
PIECES, TRIES = 8, 6
#: So many lines with credits before their prose are a digest of many reports; the credits are its text.
DIGEST = 3

_BUTTONS, _SHARED, _COUNTED, _ONWARD = ("|".join(WORDS[name]) for name in ("buttons", "shared", "counted", "onward"))
_STAMP = lazy(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{0,2}\d{1,2}:\d\d(?::\d\d)?[\s|]{1,4}")
_BETWEEN = lazy(rf"[\s|｜】）)\]]{{0,8}}(?:[【\[（(](?:{_BUTTONS})[】\]）)][\s|｜]{{0,4}}){{0,6}}")
#: What opens the credits behind a sentence; the piece is then read by the labels of chrome.
_OPENER = lazy(
    r"(?:(?:本文|文章|信息|消息|新闻|稿件)?[来來]源|[来來]自|[稿转轉]自|[转轉][载載]自|稿源|[责責]任[编編][辑輯]"
    r"|本文[来來转轉]|[责責][编編]|(?:本文|[网網][络絡络路]|[实實][习習]|值班)?[编編][辑輯]|作者|[发發]布|[发發]佈|[发發]表|更新[时時于於]"
    r"|时间|時間|日期|[点點][击擊]|[浏瀏][览覽]|[阅閱][读讀]|[访訪][问問]|人[气氣]|[审審校][核对對]|微信公[众眾衆])"
)
_BUTTON = lazy(
    rf"(?:{_SHARED})\s?[:：]\s?(?:(?:微信|微博|新浪微博|腾讯微博|QQ|QQ空间|QQ好友|朋友圈|微信好友|微信朋友圈|人人网|豆瓣"
    r"|人人網|豆瓣網|LINE|Line|Facebook|Twitter|X|Telegram|WhatsApp|更多|邮件|郵件|[+，,、/|\s]){1,24})$"
    rf"|(?:[【\[](?:{_BUTTONS}|字[体體号號][：:]?\s?(?:{SIZES}))[】\]][\s|]{{0,3}}){{2,8}}$"
    rf"|[【\[（(]字[体體号號][：:]?\s?[\[【]?(?:{SIZES})[\]】]?[】\]）)]$"
    rf"|(?:(?:{_COUNTED})\s?[(（]\d{{1,6}}[)）]\s{{0,3}}){{1,6}}$|[(（]0[)）]$"
    rf"|(?:返回[^\s，,。]{{1,6}}[，,]\s?|[点點][击擊])?(?:{_ONWARD})(?:[\s\u00a0>»›→…]|\.{{3}}){{0,4}}$"
    r"|(?:[\[(=]?\s?[가-힣]{2,4}\s?(?:선임|인턴|객원|수습)?\s?기자[\s=(]{0,3}[\w.+-]{2,30}@[\w.-]{4,40}[\])]{0,2})$"
    r"|[<\[(〈]?\s?(?:저작권자\s?)?(?:ⓒ|©|\([cC]\)|Copyright)[^\n。]{0,60}무단 ?전재[^\n。]{0,14}금지\.?\s?[>\])〉]?$"
)
#: Ends of sentences with which no button ends: most lines are done with that.
_NO_BUTTON = ("。", "！", "？", "；", "”")
#: Openers that stand for themselves; "编辑：李四" may also be a speaker or a line of a table.
_DUTY = lazy(r"[责責]|[点點浏瀏阅閱访訪人]")
_SIGNED = lazy(r"[（(][^（()）]{2,18}[）)]$")
_CLOSING = {"）": "（", ")": "(", "】": "【", "]": "[", "〕": "〔"}


class Piece(NamedTuple):
    """A span that is no prose, what it says of itself, and whether the page must speak for it: see `glued`."""

    start: int
    end: int
    why: str
    doubtful: bool


def credits_glued(text: str) -> Iterator[Edit]:
    """The cuts of one look at the page."""
    for piece in glued(text):
        yield Edit(piece.start, piece.end, "", note=piece.why)


@lru_cache(maxsize=2)
def glued(text: str) -> tuple[Piece, ...]:
    """The pieces of a page that go, in order; of the last text they are kept: one rule cuts them, another reads them.

    A source, a time, an author behind a sentence is the page's only where nothing of the kind stands elsewhere and no
    prose follows: else it belongs to a quotation, a table, one of many items.
    """
    found: list[list[Piece]] = []
    heads: list[Piece] = []
    left: dict[int, Span] = {}  # of the lines that were read, by their starts
    places = glued_words(text)
    hint = _hint()
    for start, end in lines_at(text, places):
        if end - start < 14:
            continue
        begin, stop, tails = start, end, list[Piece]()
        reach = min(end, start + REACH)
        if _any(places, start, reach) and hint.search(text, start, reach):
            while len(heads) < DIGEST and (head := _head(text, begin, end)):
                heads.append(head)
                begin = head.end
        if _any(places, max(start, end - NEAR), end) and hint.search(text, max(start, end - REACH), end):
            tails, stop = _tails(text, begin, end)
        left[start] = begin, stop
        rest = text[max(begin, stop - REACH) : stop]
        if tails and _ended(rest) and weight(rest) >= LEAST:
            found.append(tails)
    doubtful = sum(any(piece.doubtful for piece in tails) for tails in found)
    last = _last(text, left) if doubtful == 1 else -1
    out = heads if len(heads) < DIGEST else []
    for tails in found:
        for piece in tails:
            if piece.doubtful and (doubtful > 1 or tails[0].end < last):
                break
            out.append(piece)
    return tuple(sorted(out))


def _any(places: Sequence[int], low: int, high: int) -> bool:
    """Whether one of the places lies between these."""
    at = bisect_left(places, low)
    return at < len(places) and places[at] < high


def _last(text: str, left: Mapping[int, Span]) -> int:
    """Where the last line of prose ends, by what is left of it; -1 where there is none."""
    for start, end in reversed([*lines(text)]):
        begin, stop = left.get(start, (start, end))
        rest = text[max(begin, stop - REACH) : stop]
        if end - start >= 14 and weight(rest) >= PROSE and _ended(rest):
            return end
    return -1


@cache
def _hint() -> "re.Pattern[str]":
    """What must stand in the window: a literal of the trigger, or the first two characters of a wide one."""
    wide = {literal for literal in GLUED if literal[0] >= "\u3000"}
    first, second = ("".join(sorted({re.escape(literal[n]) for literal in wide})) for n in (0, 1))
    return re.compile(f"[{first}][{second}]|" + "|".join(sorted(re.escape(word) for word in {*GLUED} - wide)))


def _head(text: str, start: int, end: int) -> Piece | None:
    """The credits that a line opens with, if prose follows on it."""
    window = text[start : min(end, start + REACH)]
    stamp = _STAMP.match(window)
    skip = stamp.end() if stamp else 0
    read = pairs(window[skip:])
    if not read or not read[0].first or window[skip : skip + read[0].start].strip(" #(（【[•·").find(read[0].label):
        return None
    at, labels, timely = skip, [], stamp is not None
    for n, pair in enumerate(read):
        if not ours(pair):
            break
        whole = n + 1 < len(read) and valid(pair)
        stop = pair.end if whole else value(pair, window, skip + pair.start)
        if not stop:
            break
        at = skip + pair.end if whole else stop
        labels.append(pair.label)
        if pair.name == "source" and ":" in window[skip + pair.start : at]:  # "来源：海湾日报2024-05-28 08:49"
            labels.append("time")
        timely = timely or labels[-1] == "time" or pair.name in ("published", "modified", "furniture")
        if not whole:
            break
    if not timely or len(labels) + (stamp is not None) < 2:
        return None
    between = _BETWEEN.match(window, at)
    at = between.end() if between else at
    rest = text[start + at : min(end, start + at + REACH)]
    tail = text[max(start + at, end - REACH) : end]
    if (
        weight(rest) < PROSE
        or not (_ended(tail) or re.search(r"[。！？]", rest))
        or not (rest[0].isalnum() or rest[0] in '“"「『《（(【')
    ):
        return None
    return Piece(start, start + at, f"credits before prose: {', '.join(labels[:4])}", False)


def _tails(text: str, start: int, end: int) -> tuple[list[Piece], int]:
    """What a line ends with behind its last sentence, the outermost first, and where that sentence ends."""
    found: list[Piece] = []
    while end > start and len(found) < PIECES:
        window = text[max(start, end - REACH) : end]
        read = _bracket(window) or _button(window) or _credits(window)
        if not read:
            break
        at, why, doubtful = read
        stop = end
        end -= len(window) - at
        found.append(Piece(end, stop, why, doubtful))
    return found, end


Read = tuple[int, str, bool]


def _behind(window: str, at: int) -> int | None:
    """Where the sentence before the place ends, or ``None`` if none does."""
    rest = window[:at].rstrip(BLANKS)
    return len(rest) if _ended(rest) or _closed(rest) else None


def _ended(rest: str) -> bool:
    """Whether a sentence ends here, or the name of who wrote or reported stands in brackets behind one."""
    if sentence(rest):
        return True
    signed = _SIGNED.search(rest, max(0, len(rest) - 24))
    return signed is not None and sentence(rest[: signed.start()])


def _closed(rest: str) -> bool:
    """Whether another piece in brackets stands before, which the next turn reads."""
    return bool(rest) and rest[-1] in _CLOSING and _bracket(rest) is not None


def _bracket(window: str) -> Read | None:
    """``（责编：李四、王五）``, ``[编辑 李四]``, ``（来源：海湾日报）``."""
    opening = _CLOSING.get(window[-1:])
    at = window.rfind(opening, max(0, len(window) - 90)) if opening else -1
    if at < 1:
        return None
    inner = window[at + 1 : -1].strip(BLANKS)
    read = credit(inner)
    if not read or "author" in read[1]:
        return None
    stop = window[:at].rstrip(BLANKS)
    if not (_ended(stop) or (stop and stop[-1] in _CLOSING and _bracket(stop))):
        return None
    return len(stop), read[0], "source" in read[1]


def _button(window: str) -> Read | None:
    """A button, a counter, a row of them."""
    short = window[-120:]
    if short[-1:] in _NO_BUTTON:
        return None
    for match in _BUTTON.finditer(short):
        at = len(window) - len(short) + match.start()
        stop = _behind(window, at)
        latin = short[match.start()].isascii() and short[match.start()].isalpha()
        if stop is None or (latin and at == stop and window[stop - 1 : stop] not in "….。"):
            return None
        if match[0] in ("(0)", "（0）") and not window[:stop].rstrip(CLOSERS).endswith(("。", "！", "？")):
            return None
        return stop, f"behind the last sentence: {match[0][:24]}", False
    return None


def _credits(window: str) -> Read | None:
    """``责任编辑：李四``, ``本文来自微信公众号：某某（ID：abc），作者：李四``: labels with their values to the end."""
    for match in islice(_OPENER.finditer(window, max(0, len(window) - NEAR)), TRIES):
        before = window[: match.start()].rstrip(BLANKS)
        if not _ended(before) and not _button(before):
            continue
        read = credit(window[match.start() :].rstrip("。" + BLANKS))
        if read:
            names = read[1]
            if names == {"author"}:
                return None
            return len(before), read[0], bool(names - {"editor", "furniture"}) or not _DUTY.match(match[0])
    return None
