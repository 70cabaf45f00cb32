"""What copying sites put into paragraphs: where it was first printed, which address to remember, what is forbidden.

A notice is a bracket, a sentence or a formula with an address, and is taken whole; a sentence that goes on is prose.
"""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.inline.lines import BLANKS, lines, weight, whole_line
from corpusclean.rules.inline.words import WORDS

__all__ = ["Notice", "notices", "notices_copied"]

#: A notice is a sentence of at most so many characters.
REACH = 100
#: Prose beside a notice on its line, and on the page of a line that is one (bytes of UTF-8).
LEAST, BODY = 36, 200
#: So many places are looked at in twice that reach: where the words crowd, there is no page of ours.
CROWD = 8
#: A page that speaks of rights elsewhere, in so many places, may mean what it says.
SUBJECT = 2

# An address, also in full-width letters or with the dots that a site hides it with.
_A = r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９_-]"
_HOST = (
    rf"(?:(?:[hｈ][tｔ]{{2}}[pｐ][sｓ]?[:：][/／]{{2}})?(?:[wｗWＷ]{{3}}|[mｍMＭ]|wap)(?:[.．。·]{_A}{{2,30}}){{2,3}}"
    rf"|https?://[A-Za-z0-9_./?=&%#~-]{{4,120}}"
    rf"|[A-Za-z0-9-]{{2,30}}\.(?:com|net|org|cc|cn|info|la|me|tv|tw|hk|xyz|top|vip|co)(?![A-Za-z0-9]))[/／]?"
)
_SITE = r"[^\s，。！？；：:,;“”\"「」『』（）()【】]{2,14}"
_NAMED = rf"(?:[\[【《]?{_SITE}[\]】》]?)"
_SOURCE = r"[出來来][处處源]|原文(?:地址|链接|鏈接)|作者(?:和|及|与|與|、)?(?:出[处處])?"
_PRINT = r"[转轉][载載][发發]?|[复複]制|摘[编編]|[转轉]贴|[转轉]发|翻印|使用|[刊登]载|[刊登]載|[传傳]播|引用|[盗盜]用"
_FORBID = (
    r"(?:版[权權][归歸屬属][^，。“”\"]{1,14}[，,]\s?)?(?:未[经經][^，。“”\"]{0,14}?(?:允许|允許|许可|許可|授[权權]|同意|书面[^，。]{0,6})[，,]?\s?)"
    rf"(?:任何[^，。“”\"]{{1,10}}?(?:均|都)?)?(?:不得|禁止|[严嚴]禁|[请請]勿|[谢謝][绝絕])(?:擅自|以任何[^，。]{{1,6}})?"
    rf"(?:{_PRINT})(?:(?:[、或及和])?(?:{_PRINT}|建立[镜鏡]像)){{0,5}}(?:本文|全文|[内內]容|本[站网網][内內]容)?"
)
_CREDITED = (
    rf"(?:(?:本文|本篇|文章)(?:[为為]|[系係]|[来來]自|[来來]源[于於]?|[转轉]自|[转轉][载載]自|首[发發][于於自]?|"
    rf"由|原[创創](?:[于於])?)[:：]?\s?{_NAMED}(?:原[创創]|首[发發]|整理|[发發]布)?[，,。；\s]\s?)?"
    rf"(?:[欢歡]迎[转轉][载載]|如需[转轉][载載]|若需[转轉][载載]|[转轉][载載])?[，,]?\s?(?:[请請][务務]?必?|[须須]|[敬]?[请請])"
    rf"[注註][明](?:{_SOURCE})(?:[:：]\s?{_NAMED})?(?:及本文[链鏈]接|和本文[链鏈]接)?(?:[，,]\s?(?:[谢謝]{{2}}(?:合作)?|[违違]者必究))?"
)
_MORE = (
    r"(?:想[了看]解?)?更多(?:精彩|好看|相[关關]|最新|[优優][质質])?(?:的)?(?:[内內]容|[资資][讯訊]|小[说說]|新[闻聞]|文章|章[节節]|[报報]道)"
    rf"[，,]?\s?(?:[请敬尽盡][请請]?(?:在)?(?:[关關]注|搜索|[访訪][问問]|登[录錄]|浏览|瀏覽|下[载載]|[点點][击擊])|[尽盡]在)"
    rf"(?:我[们們]的?)?(?:微信|微信公[众眾衆][号號]|公[众眾衆][号號]|微博|[网網]站)?[:：]?\s?(?:[“\"「]{_SITE}[”\"」]|{_HOST}|{_NAMED})"
)
_ORIGIN = (
    r"(?:(?:本文|本[书書]|本小[说說]|本章)(?:[来來]源|[来來]自|首[发發][于於自]?|[转轉]自|由)"
    r"|首[发發][于於自]|首[发發](?:地址|[网網]址|域名))"
)
#: What a whole sentence or bracket says.
_WHOLE = lazy(
    rf"(?:{_FORBID}(?:[，,]\s?(?:{_CREDITED}|[违違]者(?:必究|将?依法追究[^，。]{{0,12}})|否[则則][^，。]{{2,20}}))?"
    rf"|{_CREDITED}(?:[，,；]\s?{_FORBID})?|{_MORE}"
    rf"|{_ORIGIN}\s?[:：]?\s?{_NAMED}?\s?[（(]?{_HOST}[）)]?\s?(?:首[发發]|提供|整理|最快更新|[发發]布)?(?:[，,。]\s?{_CREDITED})?"
    rf"|{_NAMED}?\s?[（(]?{_HOST}[）)]?\s?(?:首[发發]|最快更新)(?:[，,]\s?{_CREDITED})?"
    rf"|(?:本文|本[书書]|本小[说說])(?:[来來]源|首[发發])[:：]\s?{_NAMED}"
    rf"|本章未完[，,]?(?:[请請]?[点點][击擊](?:下一[页頁])(?:[继繼][续續][阅閱][读讀])?|[请請]翻[页頁])(?:[，,].{{0,12}})?"
    rf"|無断(?:転載|複製)(?:[・、/／](?:無断)?(?:転載|複製|複写|転用)){{0,3}}(?:等)?を?(?:固く|堅く)?(?:禁止|禁じ|お断り)(?:します|ます|いたします)?"
    rf"|무단\s?전재(?:\s?(?:및|-|,|·)\s?(?:재)?배포)?(?:를|을)?\s?금지(?:합니다)?"
    r")\s?[。！!.]?"
)
#: Formulas with an address; those known from both ends (``free``) are taken out of the middle of a sentence as well.
_FORMULA = lazy(
    rf"(?P<free>手[机機]用[户戶][请請](?:到|[浏瀏][览覽]|[访訪][问問]|登[录錄陆陸])?\s?{_HOST}\s?(?:[阅閱][读讀]|[观觀]看)"
    rf"(?:[，,]\s?更[优優][质質]的[阅閱][读讀][体體][验驗])?"
    rf"|(?:天才)?一秒[记記]住(?:本站|{_NAMED})?(?:地址|[网網]址)?[:：]?\s?{_NAMED}?\s?{_HOST}(?:[，,]?\s?最快更新[！!。]?)?"
    rf"(?:[无無][广廣]告)?"
    rf"|喜[欢歡][^，。]{{1,30}}[请請]大家收藏[:：]?\s?[（(]{_HOST}[）)][^，。]{{0,24}}(?:更新速度最快|最快更新))[。！!]?"
    rf"|手[机機]用[户戶][请請](?:到|[浏瀏][览覽]|[访訪][问問]|登[录錄陆陸])\s?{_HOST}[。！!]?"
    rf"|[请請]?(?:[记記]住|收藏|牢[记記])(?:本站|本[书書]|我[们們]的?)(?:首[发發]|最新|永久)?(?:[网網]址|域名|地址)[:：]?\s?{_HOST}[。！!]?"
    rf"|最新(?:[网網]址|章[节節]|域名)[:：]\s?{_HOST}[。！!]?"
)
_READ_AT = lazy(
    rf"(?<=[.!?…”\"])\s{{1,2}}Read more(?: at|:)\s(?:the )?{_HOST}\.?(?=[{BLANKS}]{{0,4}}(?:[\r\n]|$))", re.ASCII
)
_RIGHTS = lazy(r"版[权權]|著作[权權]|[转轉][载載]|侵[权權]|copyright|授[权權]|許諾|저작권|無断", re.IGNORECASE)
_ADDRESS = lazy(_HOST)
_LETTER = lazy("[A-Za-zＡ-Ｚａ-ｚ]")
_LEFT = lazy(r"[。！？!?；;\n\r…”」』）)】]")
#: A sentence may end at each of the next few of these: an address may hold a full stop.
_RIGHT = lazy(r"[。！？!?]|(?=[\n\r])|$")
_OPEN = {"（": "）", "(": ")", "【": "】", "[": "]", "『": "』", "〔": "〕"}
_OPENING = lazy(r"[（(【\[『〔\n\r。！？]")
#: Right before a notice that is only spoken of.
_SPOKEN = lazy(
    r"[:：“\"「『‘'《]$|(?:[写寫印标標注註][着著有明]|[标標]注|字[样樣]|例如|比如|[诸諸]如|如|[声聲]明|[题題][为為]|[规規]定|要求)[，,]?$"
)


class Notice(NamedTuple):
    """A span that goes and its evidence; ``legal`` where it only speaks of rights."""

    start: int
    end: int
    why: str
    legal: bool


def notices_copied(text: str) -> Iterator[Edit]:
    """The cuts of one look at the page: beside prose on the same line, or lines with an address on a page of prose."""
    found = notices(text)
    if not found:
        return
    rest = weight(text) - sum(weight(text[notice.start : notice.end]) for notice in found)
    spans = lines(text)
    start, end, beside = 0, -1, 0
    for notice in found:
        while notice.start >= end:
            start, end = next(spans, (notice.start, notice.end))
            beside = weight(text[start:end])
            beside -= sum(weight(text[one.start : one.end]) for one in _within(found, start, end))
        if beside >= LEAST:
            yield Edit(notice.start, notice.end, "", note=notice.why)
        elif not notice.legal and rest >= BODY:
            whole = (start, end) == (notice.start, notice.end)
            yield Edit(*(whole_line(text, start, end) if whole else notice[:2]), "", note=notice.why)


def _within(found: list[Notice], start: int, end: int) -> list[Notice]:
    """The notices of a line."""
    return found[bisect_left(found, (start,)) : bisect_left(found, (end,))]


def notices(text: str) -> list[Notice]:
    """The notices of a page, in order, without those that the rest of the page speaks against."""
    found: list[Notice] = []
    done = read = 0  # where the last notice ends, and the last sentence that was read and is none
    tried: deque[int] = deque(maxlen=CROWD)
    for _, at, stop in _anchors().find_matches_as_indexes(text):
        if at < done or (len(tried) == CROWD and at - tried[0] < 2 * REACH):
            continue
        tried.append(at)
        # A formula has an address, a few words behind the anchor at most.
        addressed = _LETTER.search(text, at, at + REACH)
        notice = (_formula(text, at, done) if addressed else None) or _bracket(text, at, done)
        if not notice and at >= read:
            notice, read = _sentence(text, at, stop, done)
        if notice:
            found.append(notice)
            done = notice.end
    if (first := text.find("Read more")) >= 0:
        matches = _READ_AT.finditer(text, max(0, first - 2))
        found += [Notice(*match.span(), "where to read on", False) for match in matches]
    if any(notice.legal for notice in found):
        inside = sum(len(_RIGHTS.findall(text, notice.start, notice.end)) for notice in found)
        if sum(1 for _ in islice(_RIGHTS.finditer(text), inside + SUBJECT)) - inside >= SUBJECT:
            found = [notice for notice in found if not notice.legal]
    return sorted(found)


@cache
def _anchors() -> AhoCorasick:
    """Where a notice is looked for; of two words at one place the first in their order, as in a pattern."""
    return AhoCorasick(sorted(WORDS["anchors"]), matchkind=MatchKind.LeftmostFirst)


def _formula(text: str, at: int, done: int) -> Notice | None:
    """A formula with an address; the anchor is one of its first words.

    Those that a house may give its own readers ("手机用户请访问…") count only as a sentence of their own.
    """
    liked = max(text.rfind("喜欢", max(done, at - 40), at), text.rfind("喜歡", max(done, at - 40), at))
    for start in (*range(max(done, at - 4), at + 1), *([liked] if liked >= 0 else [])):
        match = _FORMULA.match(text, start)
        if match and not _spoken(text, start):
            end = match.end()
            whole = text[end - 1] in "。！!" or text[end : end + 1] in ("", "\n", "\r")
            if match["free"] or (whole and (start == 0 or _LEFT.match(text, start - 1))):
                return Notice(start, end, f"address to remember: {match[0][:24]}", False)
    return None


def _bracket(text: str, at: int, done: int) -> Notice | None:
    """A bracket that is a notice from end to end, behind or inside prose."""
    start = max(done, at - 30)
    for opening in _OPENING.finditer(text, start, at + 1):
        start = opening.start()
    char = text[start : start + 1]
    if char not in _OPEN:
        return None
    end = text.find(_OPEN[char], at, start + REACH)
    inner = text[start + 1 : end].strip(BLANKS) if end > 0 else ""
    if inner and _WHOLE.fullmatch(inner) and not _spoken(text, start):
        return Notice(start, end + 1, f"notice in brackets: {inner[:24]}", _legal(inner))
    return None


def _sentence(text: str, at: int, stop: int, done: int) -> tuple[Notice | None, int]:
    """A sentence that is a notice from end to end, and up to where the text was read."""
    low = max(done, at - REACH)
    start = low
    for left in _LEFT.finditer(text, low, at):
        start = left.end()
    if start == low and start != done and start:
        return None, stop
    end = stop
    for right in islice(_RIGHT.finditer(text, stop, stop + REACH), 3):
        end = right.end()
        whole = text[start:end]
        inner = whole.strip(BLANKS)
        if _WHOLE.fullmatch(inner):
            start += whole.find(inner)
            return (None if _spoken(text, start) else Notice(start, end, f"notice: {inner[:24]}", _legal(inner))), end
        if text[end : end + 1] in ("", "\n", "\r"):
            break
    return None, end


def _spoken(text: str, start: int) -> bool:
    """Whether the words before only speak of the notice, or a quotation is open."""
    before = text[max(0, start - 60) : start]
    line = re.split(r"[\n\r]", before)[-1]
    return (
        _SPOKEN.search(line.rstrip(BLANKS)) is not None
        or any(line.count(one) > line.count(other) for one, other in ("“”", "「」", "『』", "《》"))
        or line.count('"') % 2 == 1
    )


def _legal(inner: str) -> bool:
    """Whether there is no address: then the page must not speak of rights."""
    return _ADDRESS.search(inner) is None
