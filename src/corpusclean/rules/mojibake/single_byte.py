"""UTF-8 that someone else decoded as a single-byte code page."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category

from corpusclean.edits import Edit, Patch
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.about import spared
from corpusclean.rules.mojibake.badness import TRIGGERS, is_bad
from corpusclean.rules.mojibake.legacy.undecoded import legacy_cjk, lines
from corpusclean.rules.mojibake.lines import LINE_END

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

__all__ = ["single_byte_mojibake"]

# What no single-byte code page has: Chinese around a damaged word would keep ftfy from decoding the word as a whole,
# and U+FFFD would become a control character.
_RUN = lazy("[^\n\r\v\f\u2028\u2029\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff9f\ufffd\U00020000-\U0003ffff]+")
# U+FFFD, misread in each code page that ftfy knows.
_LOST = lazy("ï¿½|пїЅ|ďż˝|οΏ½|ļæ½|ÔøΩ|∩┐╜")
_LOST_OR_SPACE = lazy(f"({_LOST.pattern}| )")
_C0 = lazy("[\\x00-\\x1f\\x7f]")
# A letter that no Latin or Greek text has; marks that stand on a letter are none.
_FOREIGN = "(?:[^\\W\\d_\\x00-\u0482\u1e00-\u1fff]|[\u0400-\u0482Ǆ-ǌǱ-ǳ])"
_FOREIGNERS = lazy(_FOREIGN)
_LATIN = "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"
# ... alone, beside a Latin one.
_STRANGERS = lazy(f"(?<={_LATIN}){_FOREIGN}(?!{_FOREIGN})|(?<!{_FOREIGN}){_FOREIGN}(?={_LATIN})")
# The squared and cubed times sign; in Hebrew these stand behind letters.
_HEBREW, _YIDDISH = lazy("[א-ת]"), frozenset("ײ׳")


def _decodable(text: str) -> Iterator[tuple[int, str]]:
    """Lines that ftfy may call bad and that do not read as undecoded Chinese, and where they start."""
    for start, line in lines(text):
        if not legacy_cjk(line):
            yield start, line
        elif "\x85" in line:  # those that stay will end lines, and what is behind them will be judged by itself
            ends = [match.span() for match in LINE_END.finditer(line)]
            for first, last in zip(
                [0, *(end for _, end in ends)], [*(begin for begin, _ in ends), len(line)], strict=True
            ):
                if not legacy_cjk(line[first:last]):
                    yield start + first, line[first:last]


@cache
def _config() -> "TextFixerConfig":
    """Only the encoding, and of that nothing that loses a byte.

    The other fixes of ftfy rewrite healthy Chinese (width, quotes) or are rules of their own here.
    """
    import ftfy

    return ftfy.TextFixerConfig(replace_lossy_sequences=False, explain=False)


def _recoded(run: str) -> str:
    """What ftfy makes of a run of text, without what loses a U+FFFD: that becomes a control character in its hands."""
    if not is_bad(run):  # ftfy asks the same, but slowly
        return run
    import ftfy

    fixed = ftfy.fix_encoding(run, _config())
    if _C0.findall(fixed) == _C0.findall(run):
        return fixed
    pieces = _LOST_OR_SPACE.split(run)
    if len(pieces) == 1:
        return run
    return "".join("\N{REPLACEMENT CHARACTER}" if _LOST.fullmatch(piece) else _recoded(piece) for piece in pieces)


def _without_blanks(run: str) -> str:
    """What becomes of a run in which ftfy found nothing, if the blanks around and in it are no bytes.

    ftfy takes no-break spaces, and some plain ones, for bytes.  First those before the run are left out, then the run
    is read as it will be when `odd_spaces` and `trailing_whitespace` have been over it.  Where the words correspond,
    the blanks stay.
    """
    core = run.lstrip("\xa0")
    lead = run[: len(run) - len(core)]
    if lead and (fixed := _recoded(core)) != core:
        return lead + fixed
    for core in (run, run.strip(" \xa0")):
        plain = core.replace("\xa0", " ")
        fixed = _recoded(plain)
        if fixed != plain:
            words, news = re.split("([ \xa0])", core), fixed.split(" ")
            if len(news) * 2 - 1 == len(words):  # otherwise one of the blanks was a byte
                words[::2] = news
                fixed = "".join(words)
            start = run.find(core)
            return run[:start] + fixed + run[start + len(core) :]
    return run


def _repaired(run: str) -> str:
    """What becomes of a run, and of what is left of it between the Chinese that came out."""
    fixed = _recoded(run)
    if fixed == run and (run[0] in " \xa0" or run[-1] == " " or "\xa0" in run):
        fixed = _without_blanks(run)
    if fixed == run:
        return run
    return _RUN.sub(lambda found: _repaired(found[0]) if TRIGGERS.search(found[0]) else found[0], fixed)


def _edits(start: int, old: str, new: str) -> Iterator[Edit]:
    """Word by word where the words correspond; otherwise one edit without what is equal at both ends."""
    olds, news = old.split(" "), new.split(" ")
    if len(olds) != len(news):
        olds, news = [old], [new]
    for one, other in zip(olds, news, strict=True):
        if one != other:
            yield Edit.between(start, one, other)
        start += len(one) + 1


def _believable(line: str, start: int, edits: list[Edit]) -> list[Edit]:
    """The edits without those that make lone foreign letters in Latin words, or characters that do not exist.

    ``«clé«Žiri»`` and ``DÝ²`` hold bytes of UTF-8 by chance: 髎, ݲ.
    """
    local = [edit._replace(start=edit.start - start, end=edit.end - start) for edit in edits]
    fixed = Patch.of(line, local).apply(line)
    strange = len(_STRANGERS.findall(fixed)) == len(_FOREIGNERS.findall(fixed))
    hebrew = _HEBREW.search(fixed)
    return [
        edit
        for edit in edits
        if not (strange and _FOREIGNERS.search(edit.replacement))
        and (hebrew or edit.replacement not in _YIDDISH)
        and not any(char < "\U00010000" and category(char) == "Cn" for char in edit.replacement)
    ]


def single_byte_mojibake(text: str) -> Iterator[Edit]:
    r"""UTF-8 that was read as Latin-1, Windows-1252 or another single-byte code page, once or several times.

    ``cafÃ©`` was ``café``, ``ä½\xa0å¥½`` was ``你好``.  ftfy finds and undoes it, here word by word and with nothing
    but its repair of encodings: by default ftfy also makes Chinese punctuation ASCII and straightens quotes.  Within a
    Chinese line each stretch without Chinese is repaired by itself.  C1 controls, which only wrong decoding makes,
    become what Windows-1252 has in their place, as in HTML.

    Text *about* mojibake stays: in a line that speaks of encodings or 乱码 within 200 characters, and where all that a
    line has of it is single sequences in quotation marks (``'â€°'``) or words in code ticks.  A line that is damaged
    throughout, with a dozen characters of Chinese, Japanese or Korean or more, is no example.  No repair loses a
    U+FFFD, and none makes a single letter of another script within a Latin word (``DÝ²``, ``clé«Žiri``).

    A line whose characters read as bytes of GBK, Big5, Shift JIS or EUC stays whole (`undecoded_cjk` flags it): ftfy
    would decode the pairs that look like UTF-8 by chance (谢 becomes л) and so destroy what can still be repaired.

    >>> fix(single_byte_mojibake, "他去了 cafÃ© 喝咖啡,donâ€™t worry")
    '他去了 café 喝咖啡,don’t worry'
    >>> fix(single_byte_mojibake, "ÄãºÃ£¬ÊÀ½ç，naïve “café”")
    'ÄãºÃ£¬ÊÀ½ç，naïve “café”'
    """
    for start, line in _decodable(text):
        edits: list[Edit] = []
        for run in _RUN.finditer(line):
            if TRIGGERS.search(run[0]) and (fixed := _repaired(run[0])) != run[0]:
                edits += _edits(start + run.start(), run[0], fixed)
        if edits:
            yield from spared(text, _believable(line, start, edits))
