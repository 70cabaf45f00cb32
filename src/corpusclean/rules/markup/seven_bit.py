"""Chinese and Japanese in codes of seven bits, whose switches to and from ASCII are no longer understood."""

import re
from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.patterns import lazy
from corpusclean.rules.markup.evidence import Limits, Run, repairs
from corpusclean.rules.markup.signs import marked_up, strictly

__all__ = ["seven_bit_chinese", "seven_bit_japanese"]

_LIMITS = Limits(alone=2, letters=3, beside=2)
_HIGH = bytes(byte | 0x80 for byte in range(256))
_TILDE = lazy("~\\{")
# A first byte is never a tilde, so that pairs end where they must.
# ... Both kinds begin with one, so that `re` looks for these alone; doubled ones may not have another before them.
_HZ = lazy("~(?:\\{(?P<pairs>(?:[!-w][!-~]){1,5000})~\\}|(?<!~~)~(?:~~){0,499}+(?=[^~{}]|~\\{|\\Z))")
_LONE = lazy("(?<!~)~(?![~{}])")
_DOLLAR = lazy("\\$[@B]")
# No character of JIS X 0208 is at the place of (B or (J, so that pairs end where they must.
_JIS = lazy("\\$[@B](?P<pairs>(?:(?!\\([BIJ])[!-~]{2}){1,5000})(?P<close>\\([BJ])?")
#: Cells of a spreadsheet: ``$B$3``, ``$B$3:$B$12``.
_CELLS = lazy("\\$[0-9](?:\\$[A-Z]\\$[0-9])*")
#: First bytes of the marks, kana and everyday ideographs.
_EVERYDAY_HZ = frozenset(b"!\"#$%&'()" + bytes(range(0x30, 0x58)))
_EVERYDAY_JIS = frozenset(b"!\"#$%&'()" + bytes(range(0x30, 0x50)))


def _decoded(pairs: str, encoding: str) -> str | None:
    return strictly(pairs.encode("ascii").translate(_HIGH), encoding)


def _rare(pairs: str, everyday: frozenset[int]) -> bool:
    """Whether more than three in ten pairs are rare characters, as with letters that only look like pairs."""
    firsts = pairs[:2000:2].encode("ascii")
    return sum(first in everyday for first in firsts) * 10 < len(firsts) * 7


def _markup(text: str, runs: re.Pattern[str]) -> bool:
    """Whether there are tags outside the runs; within, ``<U>`` is half of two characters."""
    return marked_up(text) and marked_up(runs.sub(" ", text))


def _hz(text: str, start: int, end: int) -> Iterator[Run]:
    lone = bool(_LONE.search(_HZ.sub(" ", text[start:end])))  # then tildes were not doubled
    for match in _HZ.finditer(text, start, end):
        if pairs := match["pairs"]:
            yield Run(*match.span(), _decoded(pairs, "gb2312"), _rare(pairs, _EVERYDAY_HZ))
        elif not lone:
            yield Run(*match.span(), match[0][::2])


def _jis(text: str, start: int, end: int) -> Iterator[Run]:
    for match in _JIS.finditer(text, start, end):
        if match["close"]:
            pairs = match["pairs"]
            meant = bool(_CELLS.fullmatch(pairs)) or _rare(pairs, _EVERYDAY_JIS)
            yield Run(*match.span(), _decoded(pairs, "euc_jp"), meant)


def seven_bit_chinese(text: str) -> Iterator[Edit]:
    r"""Chinese in HZ (RFC 1843), the code of newsgroups and mail: ``~{VPND~}`` is 中文.

    Between ``~{`` and ``~}`` each character is two bytes of GB 2312 without their eighth bits; 中 is 56 50, written
    ``VP``.  Every pair between the switches must be a character, seven in ten of them everyday ones, and in a line two
    (three beside Latin letters) must stand outside quotation marks.  HZ doubles a tilde that is meant; in such lines
    it is made one again, unless a single one stands there too.

    Left alone: pairs whose tildes are lost, since they cannot be told from words in capitals; lines that speak of HZ
    or of encodings; texts with tags in them.

    >>> fix(seven_bit_chinese, "~{VPND~} and ~{Dc:C~}")
    '中文 and 你好'
    >>> fix(seven_bit_chinese, "HZ编码以~{开始，以~}结束, ~{x~}, set ~{name~}")
    'HZ编码以~{开始，以~}结束, ~{x~}, set ~{name~}'
    """
    if "~}" in text and _TILDE.search(text) and not _markup(text, _HZ):
        yield from repairs(text, _TILDE, lambda start, end, _: _hz(text, start, end), _LIMITS)


def seven_bit_japanese(text: str) -> Iterator[Edit]:
    r"""Japanese in ISO-2022-JP (RFC 1468), the code of mail, without its ESC bytes: ``$B$3$s(B`` is こん.

    The switches are 1B 24 42 and 1B 28 42; a filter of controls took the 1B, and ``$B`` and ``(B`` are left.  Between
    them each character is two bytes of JIS X 0208.  Every pair must be a character, seven in ten of them kana, marks
    or everyday kanji, and in a line two (three beside Latin letters) must stand outside quotation marks.

    Left alone: text whose closing switch is missing, half-width katakana (``(I``), lines that speak of encodings, texts
    with tags in them.

    >>> fix(seven_bit_japanese, "tune2fs(8) $B%3%^%s%I$G$9!#(B")
    'tune2fs(8) コマンドです。'
    >>> fix(seven_bit_japanese, "US$Billion, echo $B$A(B), ($B)(B)")
    'US$Billion, echo $B$A(B), ($B)(B)'
    """
    if ("(B" in text or "(J" in text) and _DOLLAR.search(text) and not _markup(text, _JIS):
        yield from repairs(text, _DOLLAR, lambda start, end, _: _jis(text, start, end), _LIMITS)
