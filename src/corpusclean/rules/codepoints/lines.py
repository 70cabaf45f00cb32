"""The lines that hold a character, and whether they speak of it: what the rules of this package judge by."""

import re
from collections.abc import Iterator, Mapping

from corpusclean.patterns import lazy
from corpusclean.rules.facts import HAN, KANA

__all__ = ["HAN", "KANA", "NAMED", "lines_with", "spoken_of"]

_ENDS = "\n\r\v\f\x85\u2028\u2029"
_END = lazy(f"[{_ENDS}]")
#: A line with one of these names code points; in the characters of all scripts, as the script stage comes later.
NAMED = lazy(r"\bU\+[0-9A-F]{4}|\bcode ?points?\b|[码碼][位点點]|コードポイント", re.IGNORECASE)
# Text about forms and codes; tables of characters and manuals speak of them as well, so these words alone say little.
_FORMS = lazy("[编編][码碼]|字[形型体體符]|[异異][体體]|別字|别字|Unicode|新旧|旧字|舊字", re.IGNORECASE)


def lines_with(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    r"""Start and text of each line with a match; every kind of line end ends a line.

    >>> list(lines_with("one\rtwo\u2028three", re.compile("e")))
    [(0, 'one'), (8, 'three')]
    """
    done = 0
    while match := pattern.search(text, done):
        start = max(text.rfind(end, done, match.start()) for end in _ENDS) + 1 or done
        stop = _END.search(text, match.end())
        done = stop.start() if stop else len(text)
        yield start, text[start:done]


def spoken_of(line: str, odd: re.Pattern[str], table: Mapping[str, str]) -> bool:
    """Whether a line speaks of the odd characters in it: it names code points, or sets one beside what it stands for.

    >>> kangxi = re.compile("[⼀⼈]"), {"⼀": "一", "⼈": "人"}
    >>> spoken_of("⼈和人在Unicode里是两个字符。", *kangxi), spoken_of("⼀个⼈写的Unicode手册。", *kangxi)
    (True, False)
    """
    if NAMED.search(line):
        return True
    return bool(_FORMS.search(line)) and any(table[char] in line for char in {match[0] for match in odd.finditer(line)})
