"""Marks of a site or an editor inside prose: footnotes without notes, hashtags, stock codes."""

import re
from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.lines import core
from corpusclean.rules.inline.lines import BLANKS, CODE, lines, lines_at, sentence, whole_line
from corpusclean.rules.inline.words import WORDS

__all__ = ["footnotes", "hashtags", "stocks"]

#: Tags at the end of a line reach so far into it; a mark is looked at with so much of its line around it.
REACH = 240
AROUND = 80

_NOTE = r"(?:[\[［〔](?:注|註)?\s?\d{1,3}[\]］〕])"
_NOTES = lazy(rf"{_NOTE}+|[①-⑳]")
_NOTE_OPENERS = lazy("[\\[［〔①-⑳]")
_ENTRY = lazy(rf"[{BLANKS}]{{0,12}}(?:[-•*]\s?)?(?:{_NOTE}|[①-⑳])")
#: A circled number that opens an item: nothing, a blank or a mark before it, words behind.
_ITEM = lazy(r"(?:^|[\s：:；;。，,、（(])([①-⑳])(?=\s?\w)", re.MULTILINE)
_BEFORE = lazy(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3”」』）》。！？，；…]$")
_LATIN = lazy(r"[^\W\d_]{3,}[\"'”’)]?$")
_STOPPED = lazy(r"[a-zà-ÿ]{2}[)\"'”’]{0,2}[.,;:!?][\"'”’)]{0,2}$")
_BEHIND = lazy(r"[\s\u3000-\uffef.,;!?)\"'”’—]|$")
_PUNCTUATION = frozenset("，。；：！？、”」』）\n\r")

_WORD = r"#(?=[^\W_])[\w·-]{1,40}"
_TOPIC = r"#[^#\n\r]{1,60}#"
_TICKER = r"\$[^$\n\r(（]{1,30}[(（](?:(?:SH|SZ|BJ|HK)?\d{4,6}|[A-Z.]{1,6})[)）]\$"
_TAGS = lazy(rf"(?:(?:{_TOPIC}(?!\w)|{_TICKER}|{_WORD})\s{{0,3}})+$")
_TAG = lazy(rf"{_TOPIC}(?!\w)|{_TICKER}|{_WORD}")
_DIRECTIVE = frozenset(
    (
        *(
            "include",
            "define",
            "undef",
            "if",
            "ifdef",
            "ifndef",
            "else",
            "elif",
            "elifdef",
            "endif",
            "error",
            "warning",
        ),
        *("pragma", "line", "import", "region", "endregion", "using", "require", "include_once", "noqa", "type", "fmt"),
    )
)
_WIDE = lazy(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_COLOUR = lazy(r"(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$")

_MARKET = "|".join(WORDS["markets"])
_CODE = (
    r"(?:\d{6}\.(?:SH|SZ|BJ|SS|XSHG|XSHE)|(?:SH|SZ|BJ)[.:]?\d{6}|\d{4,5}\.HK|HK[.:]?\d{4,5}"
    rf"|(?:{_MARKET})\s?[:：]\s{{0,2}}[A-Z0-9.]{{1,8}}(?:\.[A-Z]{{1,2}})?)"
)
_STOCK = lazy(
    rf"(?P<name>\$[^$\n\r(（]{{1,30}})?(?P<code>[(（]{_CODE}(?:\s?[,，、;；/]\s?{_CODE}){{0,4}}\s?[)）])(?P<dollar>\$)?"
    r"|(?P<bare>[(（](?:60|68|00|30)\d{4}[)）])"
)
_STOCK_OPENERS = lazy("[$(（]")
_TAG_SIGN = lazy("[#$]")


def footnotes(text: str) -> Iterator[Edit]:
    """Marks that point to notes which are not there."""
    found = [*_pointing(text)]
    if found and not _noted(text):
        yield from found


def _noted(text: str) -> bool:
    """Whether the page has notes: a heading of theirs, or a line that begins with a mark."""
    for start, end in lines(text):
        bare = core(text[start:end]) if end - start <= 24 else ""
        if _ENTRY.match(text, start, end) or (bare and bare in _headings()):
            return True
    return False


def _at(pattern: "re.Pattern[str]", openers: "re.Pattern[str]", text: str) -> Iterator["re.Match[str]"]:
    """What a pattern finds in the text; the openers, with one of which it begins, are found faster."""
    done = 0
    for opener in openers.finditer(text):
        if opener.start() >= done and (match := pattern.match(text, opener.start())):
            done = match.end()
            yield match


def _pointing(text: str) -> Iterator[Edit]:
    """Marks behind a word or a sentence."""
    marks = [*_at(_NOTES, _NOTE_OPENERS, text)]
    numbers = {number for match in marks for number in re.findall(r"\d+", match[0])}
    # An index of code begins at zero; where the marks stand behind sentences, they may also stand behind words.
    noted = sum(_STOPPED.search(text, max(0, match.start() - 8), match.start()) is not None for match in marks)
    words = noted > 2 and "0" not in numbers
    circled = any("①" <= match[0][0] <= "⑳" for match in marks)
    items = {match[1] for match in _ITEM.finditer(text)} if circled else frozenset[str]()
    for match in marks:
        low, high = max(0, match.start() - AROUND), match.end() + AROUND
        before = text[max(low, text.rfind("\n", low, match.start()) + 1) : match.start()]
        after = text[match.end() : high].partition("\n")[0].rstrip("\r")
        if not before or CODE.search(before) or CODE.search(after):
            continue
        if match[0][0] >= "①" and match[0][0] <= "⑳":
            good = bool(_BEFORE.search(before)) and match[0] not in items and (not after or after[0] in _PUNCTUATION)
        elif _BEFORE.search(before):
            good = after[:1] not in tuple("(（:：[=") or not after
        else:
            good = len(numbers) > 1 and bool((words and _LATIN.search(before)) or _STOPPED.search(before))
            good = good and _BEHIND.match(after) is not None
        if good:
            yield Edit(match.start(), match.end(), "", note=f"mark {match[0][:12]} without a note on the page")


def _headings() -> frozenset[str]:
    return frozenset(listed("back_matter")[""])


def hashtags(text: str) -> Iterator[Edit]:
    """Lines of hashtags, and hashtags behind the last sentence of a line."""
    for start, end in lines_at(text, (sign.start() for sign in _TAG_SIGN.finditer(text))):
        if "#" not in text[max(start, end - REACH) : end] and text[end - 1] != "$":
            continue
        if (
            all(map(_tag, tags := _TAG.findall(text, start, min(end, start + 2 * REACH))))
            and tags
            and end - start <= 2 * REACH
        ):
            enough = len(tags) > 1 or (tags[0][-1] in "#$" and _WIDE.search(tags[0]) is not None)
            if enough and _TAGS.fullmatch(text, start, end):
                yield Edit(*whole_line(text, start, end), "", note=f"a line of {len(tags)} tags")
                continue
        low = max(start, end - REACH)
        at = text.find("#", low, end)
        while at >= 0:
            before = text[low:at].rstrip(BLANKS)
            if sentence(before) and (match := _TAGS.match(text, at, end)) and match.end() == end:
                found = _TAG.findall(match[0])
                if all(map(_tag, found)) and not CODE.search(before):
                    yield Edit(low + len(before), end, "", note=f"{len(found)} tags behind the last sentence")
                break
            at = text.find("#", at + 1, end)


def _tag(tag: str) -> bool:
    """Whether the word behind ``#`` is no number, colour or directive."""
    word = tag.strip("#")
    return not (word.isdigit() or word.lower() in _DIRECTIVE or _COLOUR.match(word))


def stocks(text: str) -> Iterator[Edit]:
    """Codes of stocks in brackets behind a name."""
    listed_ = "股" in text
    for match in _at(_STOCK, _STOCK_OPENERS, text):
        at = match.start("code") if match["code"] else match.start()
        note = f"stock code {text[at : match.end()][:24]}"
        if match["name"] and match["dollar"]:
            yield Edit(match.start(), match.start() + 1, "", note=note)
            yield Edit(at, match.end(), "", note=note)
            continue
        before = text[max(0, at - 1) : at]
        gap = before == " "
        before = text[max(0, at - 2) : at - 1] if gap else before
        if not (before.isalpha() or before in tuple("”》」.")) or match["dollar"]:
            continue
        if match["bare"] and not (listed_ and "\u3400" <= before <= "\u9fff"):
            continue
        yield Edit(at - gap, match.end(), "", note=note)
