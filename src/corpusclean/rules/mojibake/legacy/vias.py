"""UTF-8 of Chinese, Japanese or Korean that was read as a page which ftfy does not know, or does not dare to undo."""

import re
from collections.abc import Iterator
from functools import cache

from corpusclean.edits import Edit
from corpusclean.language import likelihood
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.about import spared
from corpusclean.rules.mojibake.badness import is_bad
from corpusclean.rules.mojibake.legacy.hints import UTF8, suspicious
from corpusclean.rules.mojibake.legacy.readings import sample
from corpusclean.rules.mojibake.legacy.views import Page, page, pages_of
from corpusclean.rules.mojibake.lines import hinted

__all__ = ["utf8_cjk_as_single_byte"]

#: How natural the text must be in Chinese, Japanese or Korean, in nats a character, and how long.  That bytes are valid
#: UTF-8 is most of the evidence: of clean Thai and Greek nothing longer than two characters is.
NATURAL, LEAST = -9.0, 2

#: What is decoded may have parted two pages in one line.
ROUNDS = 4

_SEQUENCES = lazy(rb"(?:[\xe3-\xed\xef][\x80-\xbf]{2}|\xe2[\x80-\x9d][\x80-\xbf]|\xc2\xb7)+")
_WORDS = lazy("[^ ]*[^\x00-\x7f ][^ ]*(?: +[^ ]*[^\x00-\x7f ][^ ]*)*")
_CJK = lazy("[\u3041-\u30fe\u3400-\u9fff\uac00-\ud7a3]")


@cache
def _begun(name: str) -> re.Pattern[str]:
    """The three characters of a page that a kana, hanzi or syllable is: half of what is decoded is such."""
    chars = {byte: re.escape(chr(char)) for char, byte in page(name).to_bytes.items()}
    leads, trails = ("".join(chars.get(byte, "") for byte in some) for some in (range(0xE3, 0xEE), range(0x80, 0xC0)))
    return re.compile(f"[{leads}][{trails}]{{2}}")


def _decoded(raw: bytes) -> str | None:
    """The text, if all bytes beyond ASCII are whole characters that Chinese, Japanese or Korean is written with."""
    if not _SEQUENCES.sub(b"", raw).isascii():
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError:  # what is reserved for surrogates
        return None
    part = sample(text)
    if len(_CJK.findall(part)) * 2 < len(part) or len(part) < LEAST:
        return None
    natural = max(likelihood.logprob(part, language) for language in likelihood.LANGUAGES) / len(part)
    return text if natural >= NATURAL else None


def _repaired(page: Page, run: str) -> str:
    """A run of the characters of a page with those of its words decoded that are UTF-8."""
    if not _begun(page.name).search(run) or (page.name.startswith(("Latin", "Windows-12")) and is_bad(run)):
        return run  # ftfy does it, and more

    def decoded(words: re.Match[str]) -> str:
        found = _decoded(page.encode(words[0]))
        return found if found and page.decode(found.encode()) == words[0] else words[0]

    return _WORDS.sub(decoded, run)


def utf8_cjk_as_single_byte(text: str) -> Iterator[Edit]:
    r"""Chinese, Japanese or Korean in UTF-8 that was read as Thai, Greek, Cyrillic or another code page.

    Where a program guessed the code page, 로그 (``EB A1 9C EA B7 B8``) comes out as ``๋กœ๊ทธ`` in the Thai one
    (Windows-874) and 데이터 as Greek letters.  ftfy does not know the Thai page, and spares words in others that it
    takes for good ones.  Here stretches of words are decoded that are valid UTF-8 throughout, hold nothing but
    characters that Chinese, Japanese or Korean is written with, and read naturally.  Text about encodings stays.

    Exact only: where controls were dropped on the way (``EB B0`` for ``EB 8D B0``) nothing is done.

    >>> fix(utf8_cjk_as_single_byte, "๋กœ๊ทธ, ok")
    '로그, ok'
    >>> fix(utf8_cjk_as_single_byte, "ไกด์นำเที่ยว και μία ημέρα, что это")
    'ไกด์นำเที่ยว και μία ημέρα, что это'
    """
    since = suspicious(text)
    if since < 0:
        return
    for start, old in hinted(text, UTF8, since):
        line = old
        for _ in range(ROUNDS):
            before = line
            for one in pages_of(line):
                if _begun(one.name).search(line):
                    line = one.run.sub(lambda run, one=one: _repaired(one, run[0]), line)  # type: ignore[misc]
            if line == before:
                break
        if line != old:
            yield from spared(text, [Edit.between(start, old, line)])
