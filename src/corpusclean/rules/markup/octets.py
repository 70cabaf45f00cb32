r"""Bytes written as escapes, ``%E4`` or ``\xe4``: runs of them, and the code page they are in."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from urllib.parse import unquote_to_bytes

from corpusclean.patterns import lazy
from corpusclean.rules.markup.evidence import Run
from corpusclean.rules.markup.signs import URL, strictly

__all__ = ["Octets"]

#: The code page of a line is judged by so many characters from its first escape on, and needs so many to be told.
_SAMPLE = 20_000
_FEW = 4
#: Whether a program or an address was meant: asked with the text, the start of the line, and the span of a run.
Meant = Callable[[str, int, int, int], bool]
_HEX = "[0-9A-Fa-f]"


class Octets:
    r"""One way to write bytes beyond ASCII.

    ``prefix`` is a pattern for what stands before the two hexadecimal digits, ``ascii`` one for escapes of ASCII beside
    the others, and ``trail`` one for second bytes of a character in GBK that are not escaped since they are ASCII.
    """

    def __init__(self, prefix: str, *, trail: str, ascii: str = "") -> None:  # noqa: A002 - the word for it
        low, high = f"{prefix}[89ABab]{_HEX}", f"{prefix}[89A-Fa-f]{_HEX}"
        utf8 = f"{prefix}[CDcd]{_HEX}{low}|{prefix}[Ee]{_HEX}(?:{low}){{2}}|{prefix}[Ff][0-4](?:{low}){{3}}"
        pair = f"{high}(?:{prefix}[4-9A-Fa-f]{_HEX}|{trail})"
        more = f"|{ascii}" if ascii else ""
        self._prefix = lazy(f"{prefix}(?={_HEX}{{2}})")
        self.sign = lazy(high)
        # The pieces of a run have a bound, so that no run is too long for memory; none cuts a character.
        self._utf8 = f"(?P<run>(?:{utf8})(?:{utf8}{more}){{0,300}})"
        self._pairs = f"(?P<run>(?:{pair})(?:{pair}{more}){{0,300}})"
        self._text = lazy(self._utf8)

    @cached_property
    def _runs(self) -> dict[bool, re.Pattern[str]]:
        return {
            utf8: re.compile(f"{URL.pattern}|{pattern}|(?P<stray>{self.sign.pattern})")
            for utf8, pattern in ((True, self._utf8), (False, self._pairs))
        }

    def _raw(self, run: str) -> bytes:
        return unquote_to_bytes(self._prefix.sub("%", run))

    def code_page(self, text: str, start: int, end: int) -> str | None:
        """The encoding that the bytes of a line are in; None if they look natural in none, or are too few to tell."""
        first = self.sign.search(text, start, end)
        if not first:
            return None
        sample = URL.sub(" ", text[first.start() : min(end, first.start() + _SAMPLE)])
        covered = sum(len(self.sign.findall(run[0])) for run in self._text.finditer(sample))
        if covered * 10 >= len(self.sign.findall(sample)) * 9:
            return "utf-8"
        raw = b" ".join(self._raw(match["run"]) for match in self._runs[False].finditer(sample) if match["run"])
        if len(raw) < 2 * _FEW or len(set(raw)) < _FEW or raw == bytes(sorted(raw)):  # a table of bytes
            return None
        from corpusclean.decoding.readings import MULTIBYTE, prices  # few texts have escaped bytes

        best = prices(raw, MULTIBYTE)[0]
        return best.encoding if best.natural and not best.lost else None

    def runs(self, text: str, start: int, end: int, meant: Meant, shared: str | None) -> Iterator[Run]:
        """The runs of a line; one beside a byte that belongs to no character does not decode.

        ``shared`` is the encoding for lines that are too short to tell theirs.
        """
        encoding = self.code_page(text, start, end) or shared
        if not encoding:
            for match in self._runs[True].finditer(text, start, end):
                if match["run"] or match["stray"]:
                    yield Run(*match.span(), None)
                    return
            return
        last = -1
        for match in self._runs[encoding == "utf-8"].finditer(text, start, end):
            first = match.start()
            if match["stray"]:
                if first == last or self._text.match(text, match.end()):
                    yield Run(first, match.end(), None)
            elif match["run"]:
                yield Run(
                    first, match.end(), strictly(self._raw(match[0]), encoding), meant(text, start, first, match.end())
                )
            last = match.end()
