"""Captions and credits of pictures that are not there: lines of their own, and credits behind a caption."""

from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.inline.lines import BLANKS, CODE, lines_at, weight, whole_line
from corpusclean.rules.inline.words import WORDS

__all__ = ["captions"]

#: A caption is a line of at most so many bytes of UTF-8; a credit behind it starts in the last characters of the line.
SHORT = 240
REACH = 100

_WIDE = "|".join(sorted(WORDS["drawn"], key=len, reverse=True))
_NARROW = (
    r"(?:(?:Top|Main|Cover|Featured|Feature|Header|Left|Right) )?"
    rf"(?:{'|'.join(WORDS['pictures'])})(?: (?:{'|'.join(WORDS['courtesy'])}))?"
)
_ALONE = lazy(
    rf"(?:[（(【\[]\s?)?(?:{_WIDE})\s?(?:[:：/／|丨])\s?[^\s。！？].{{0,60}}$"
    rf"|[▲△▼▽]\s?[^\s\d+\-(（%].{{3,90}}$"
    rf"|(?:[(\[]\s?)?{_NARROW}(?:\s?:\s?| by )[©@]?\s?(?:[A-ZÀ-ÞА-Я]|www\.|via ).{{0,110}}$"
    r"|(?:[A-Z][\w.'’-]{0,20}[ /]){0,6}(?:via )?(?:Getty Images|GETTY IMAGES|Shutterstock|Reuters|AFP|iStock|Alamy)\.?$"
)
_BEHIND = lazy(
    rf"[\s\u3000]{{0,2}}[（(【\[]\s?(?:{_WIDE})(?:\s?[:：/／|丨]\s?[^（()）。]{{1,40}})?\s?[）)】\]]$"
    rf"|\s{{1,2}}[(\[]\s?(?:AP |File |)(?:{_NARROW})(?:\s?:\s?| by |/)[^()]{{1,80}}[)\]]$"
    r"|\s{1,2}[(\[][^()]{0,40}(?:Getty(?: Images)?|GETTY(?: IMAGES)?|Reuters|AFP|Shutterstock|dpa)\s?[)\]]$"
    r"|[\s\u3000]{1,2}[图圖](?:源|片来源|片來源)\s?[:：]\s?[^\s。，！？]{1,20}$"
    r"|[\s\u3000]{1,2}(?:[\u3400-\u9fff]{2,8}[\s\u3000]?)?(?:记者|記者)?[\s\u3000]?[\u3400-\u9fff]{2,4}[\s\u3000][摄攝]$"
)


#: What a caption or a credit has besides the words for a picture.
_SIGNS = (*"▲△▼▽图圖摄攝", "Getty", "GETTY", "Shutterstock", "Reuters", "AFP", "iStock", "Alamy", "dpa")


@cache
def _words() -> AhoCorasick:
    """The words of which one stands in each line that the patterns find."""
    return AhoCorasick([*_SIGNS, *WORDS["drawn"], *WORDS["pictures"]])


def captions(text: str) -> Iterator[Edit]:
    """Captions that stand alone, and the credits behind others."""
    for start, end in lines_at(text, (at for _, at, _ in _words().find_matches_as_indexes(text))):
        if text.startswith(("•", "-", "*"), start):
            continue
        if end - start <= SHORT and _ALONE.match(text, start, end):
            line = text[start:end]
            if weight(line) <= SHORT and not CODE.search(line.replace("|", "").replace("=", "")) and _single(line):
                yield Edit(*whole_line(text, start, end), "", note=f"caption: {line[:24]}")
                continue
        low = max(start, end - REACH)
        if (match := _BEHIND.search(text, low, end)) and text[start : match.start()].strip(BLANKS):
            yield Edit(match.start(), end, "", note=f"credit of a picture: {match[0].strip(BLANKS)[:24]}")


def _single(line: str) -> bool:
    """Whether the line is one phrase, or one sentence, and no paragraph."""
    return sum(line.count(end) for end in ("。", "！", "？")) + line.count(". ") <= 1
