"""Percent escapes, the ones of addresses, left in text."""

from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.markup.evidence import Limits, Run, repairs, together
from corpusclean.rules.markup.octets import Octets
from corpusclean.rules.markup.signs import URL, allowed, marked_up

__all__ = ["percent_escapes"]

_LIMITS = Limits(alone=4, letters=6, beside=8)
#: Escaped up to four times: each time ``%`` becomes ``%25``.
_PERCENT = "%(?:25){0,3}"
_HEX = "[0-9A-Fa-f]"
_SIGN = lazy(f"%(?:25){{0,3}}(?:u{_HEX}{{4}}|[89A-Fa-f]{_HEX})")
_UNITS = lazy(f"{URL.pattern}|(?P<run>(?:{_PERCENT}u{_HEX}{{4}}){{1,200}})")
_DIGITS = lazy(f"u({_HEX}{{4}})")
#: ASCII that comes escaped as well: blanks and marks, but nothing that could make another escape.
_ASCII = f"{_PERCENT}(?:2[0-27-9A-Fa-f]|3[AaCcDdEeFf]|40|5[BbDdEeFf]|60)"
_OCTETS = Octets(_PERCENT, trail="[A-Z_a-z~]", ascii=_ASCII)
#: What makes a form, or of the word before an escape an address or a path.
_PATH = lazy(r"[=&@\\]|^[^%]*[/?:#]")
#: An address before it was broken, or what makes a link in Markdown.
_BROKEN = lazy(r"(?:https?://|www\.)[!-~]*[/=?&#]\s{1,3}\Z|\]\([!-'*-~]*\Z")
_BLANK = lazy("[\\s\"'<>(),;]|[^\x00-\x7f]")


def _path(text: str, line: int, start: int, end: int) -> bool:
    """Whether a run stands in an address without its beginning, or in a form: ``wiki/%E4``, ``?q=%E4``, ``](%E4``."""
    if _BROKEN.search(text[max(0, start - 80) : start]):
        return True
    word = _BLANK.split(text[max(line, start - 80) : start])[-1]
    return bool(word and _PATH.search(word)) or text[end : end + 1] in ("=", "&")


def _decoded(run: str) -> str | None:
    raw = b"".join(int(digits, 16).to_bytes(2, "big") for digits in _DIGITS.findall(run))
    try:
        text = raw.decode("utf-16-be")
    except UnicodeDecodeError:
        return None
    return text if all(map(allowed, set(text))) else None


def _units(text: str, start: int, end: int) -> Iterator[Run]:
    for match in _UNITS.finditer(text, start, end):
        if match["run"]:
            yield Run(*match.span(), _decoded(match[0]), _path(text, start, *match.span()))


def percent_escapes(text: str) -> Iterator[Edit]:
    r"""Escapes of addresses left in prose: ``%E4%BD%A0``, ``%C4%E3``, ``%u4F60``.

    A form or a script escaped a text for an address and nobody took it back.  你 is ``%E4%BD%A0`` in UTF-8, ``%C4%E3``
    in GBK, and ``%u4F60`` by the old ``escape`` of JavaScript.  A line is decoded as a whole: when at least four
    characters (six beside Latin letters, eight beside Chinese that is not escaped) stand in prose and come to natural
    text; blanks and marks of ASCII beside them are decoded too.  The bytes are UTF-8 where all are, or else in the
    code page of Chinese, Japanese or Korean in which they look most natural.

    Left alone: addresses, and words that look like a part of one (``wiki/%E4%BD%A0``, ``q=%E4%BD%A0``); strings in
    quotation marks; numbers (``50%``); lines that speak of escapes or encodings; texts with tags in them.

    >>> fix(percent_escapes, "%E4%BD%A0%E5%A5%BD, %E4%B8%96%E7%95%8C%21")
    '你好, 世界!'
    >>> fix(percent_escapes, "https://example.com/%E4%BD%A0%E5%A5%BD?q=%E4%B8%AD, 打折100%中, %d%%E4")
    'https://example.com/%E4%BD%A0%E5%A5%BD?q=%E4%B8%AD, 打折100%中, %d%%E4'
    """
    if not _SIGN.search(text) or marked_up(text):
        return
    shared = _OCTETS.code_page(text, 0, len(text))

    def runs(start: int, end: int, sure: bool) -> Iterator[Run]:
        octets = _OCTETS.runs(text, start, end, _path, shared if sure else None)
        return together(_units(text, start, end), octets)

    yield from repairs(text, _SIGN, runs, _LIMITS)
