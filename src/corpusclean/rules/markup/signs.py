"""What text with escapes is made of: markup, addresses, words about escapes, and what an escape may come to."""

import re
import unicodedata
from functools import lru_cache

from corpusclean.language.detect import HAN, HANGUL, KANA
from corpusclean.patterns import lazy

__all__ = [
    "ABOUT",
    "ABOUT_REFERENCES",
    "CJK",
    "LETTERS_OF_CJK",
    "TAG",
    "URL",
    "allowed",
    "marked_up",
    "natural",
    "strictly",
    "terms",
]

#: Elements of HTML whose tags nobody writes by chance.
ELEMENTS = (
    "a|abbr|article|aside|b|blockquote|body|br|center|code|dd|del|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|"
    "head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|ol|option|p|pre|script|section|select|small|span|"
    "strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul|video"
)
_REST = rf"/?(?:{ELEMENTS})(?:\s{{1,9}}[A-Za-z:-]{{1,40}}=[^<>]{{0,1000}})?\s{{0,9}}/?>"
TAG = lazy(f"<{_REST}", re.IGNORECASE)
_MARKUP = lazy(rf"<(?:{_REST}|!--|\?xml|!DOCTYPE)", re.IGNORECASE)
URL = lazy("(?:(?:https?|ftp|file)://|www\\.|mailto:|magnet:)[!-~]+")
#: Letters of Chinese, Japanese and Korean, and their marks.
CJK = lazy(f"[{HAN}{KANA}{HANGUL}\u3001-\u3011\u3014-\u301f\uff01-\uff5e]")

# In the characters of all scripts: the script stage comes later, and must not make another line of one that stays.
ABOUT_REFERENCES = lazy("[转轉転][义義]|[实實実][体體]|字符引用|字元[参參]照|源代[码碼]|エスケープ")
# The first characters of all of them are looked for first: five times as fast.
ABOUT = lazy(
    f"(?=[转轉転实實実字源变變看エ编編解译譯乱亂代输輸打写寫显顯正文デ문인이유])(?:{ABOUT_REFERENCES.pattern}"
    "|[编編解译譯乱亂代][码碼]|字符|字元|字串|[输輸]出|打印|[写寫][作成法]|[显顯][示]|[正][则則]|"
    "[变變转轉][成为為](?:中文|[汉漢]字)|看到的[是都]|文字コード|文字列|文字化け|エンコード|デコード|문자|인코딩|이스케이프|유니코드)"
)
_WORD = lazy("[a-z]{2,12}")
_TERMS = frozenset(
    {"html", "xml", "json", "url", "urls", "uri", "uris", "ascii", "unicode", "utf", "gbk", "hz", "jis", "iso"}
    | {"escape", "escaped", "escapes", "escaping", "unescape", "unescaped", "codepoint", "codepoints", "percent"}
    | {"encode", "encoded", "encoder", "encodes", "encoding", "encodings", "string", "strings", "regex", "regexp"}
    | {"convert", "converts", "converted", "converting"}
    | {"decode", "decoded", "decoder", "decodes", "decoding", "print", "println", "printf", "echo"}
)
_SCRIPTS = (
    "\u0370-\u03ff\u1f00-\u1fff",
    "\u0400-\u052f",
    "\u0590-\u05ff",
    "\u0600-\u06ff",
    "\u0900-\u097f",
    "\u0e00-\u0e7f",
)
_OTHERS = [lazy(f"[{script}]") for script in _SCRIPTS]
#: The letters alone.
LETTERS_OF_CJK = lazy(f"[{HAN}{KANA}{HANGUL}]")
_MARKS = lazy("[\xb7\u2013-\u2026]")
_PICTURES = lazy("[\U0001f000-\U0001faff\ufe0f\u200d]")
_BEYOND = lazy("[^\x00-\x7f]+")
#: Standards that hold the characters of everyday text; ``shift_jis`` and not ``euc_jp``, which has rare ones too.
_STANDARDS = ("gb2312", "big5", "shift_jis", "euc_kr")


@lru_cache(maxsize=4)
def marked_up(text: str) -> bool:
    """Whether a text speaks of markup or is some, with tags, comments or declarations: what it escapes is meant so."""
    return ("<" in text and _MARKUP.search(text) is not None) or "]]>" in text


def allowed(char: str) -> bool:
    """Whether an escape may become this character: no controls, private or unassigned ones, and no line ends.

    Of ASCII only what cannot make another escape of its neighbours: no letters, digits, or signs of escapes.
    """
    if char < "\x7f":
        return char in " !\"'()*+,-./:<=>?@[]^_`|"
    return unicodedata.category(char) not in ("Cc", "Co", "Cn", "Cs", "Zl", "Zp")


def strictly(raw: bytes, encoding: str) -> str | None:
    """The text of bytes in an encoding, if encoding it gives them back and all of it may come out of escapes."""
    try:
        text = raw.decode(encoding)
        if text.encode(encoding) != raw:
            return None
    except UnicodeError:
        return None
    return text if all(map(allowed, set(text))) else None


def terms(text: str) -> bool:
    """Whether English words of programs and escapes stand in a text."""
    return not _TERMS.isdisjoint(_WORD.findall(text.lower()))


def natural(sample: str) -> bool:
    """Whether text reads as one language: hanzi, kana and syllables of one standard, or letters of one other script.

    >>> natural("你好,世界"), natural("привет"), natural("\u1234\u5678\u9abc")
    (True, True, False)
    """
    beyond = "".join(_PICTURES.sub("", "".join(_BEYOND.findall(sample))).split())
    if not beyond:
        return False
    letters = len(CJK.findall(beyond)) + len(_MARKS.findall(beyond))
    if letters * 2 >= len(beyond):
        most = max(len(beyond.encode(name, "ignore").decode(name)) for name in _STANDARDS)
        return most * 100 >= len(beyond) * 85
    return len(beyond) >= 4 and any(len(script.findall(beyond)) * 5 >= len(beyond) * 4 for script in _OTHERS)
