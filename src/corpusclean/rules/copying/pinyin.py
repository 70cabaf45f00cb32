"""The pinyin of whole words in parentheses, as sites that share documents put it into running text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from corpusclean.edits import Edit
from corpusclean.language import TONED, readings, simplified, words
from corpusclean.patterns import lazy
from corpusclean.rules.copying.spelling import LONGEST, OPENINGS, SHORTEST, plain, spells, untoned

__all__ = ["word_pinyin"]

# What makes toned annotations those of a site.  Set by reasoning on how glosses differ, checked on both seeds of the
# benchmark and on the negatives of tests/test_copying.py.  38 million clean characters (news, reviews, manuals, 1,437
# web pages) hold no gloss of two hanzi at all, so they cannot tune it.

#: A word that needs no gloss: each of its hanzi has this share of all hanzi, and is read as it mostly is.
EVERYDAY = 3e-5
#: ... and where there is one annotation only, a larger share.
EVERYDAY_ALONE = 1e-4
#: A text that has one annotation for sure is no longer than this; with more, so many are needed for each such length.
LENGTH = 1000
#: Fewer than three say nothing in a text shorter than this: a heading, a line about a brand.
PASSAGE = 30
#: Of all toned annotations this part must be of everyday words,
EVERYDAY_PLACES = 0.5
#: ... at most this part of the hanzi of the text may be annotated: a primer annotates everything,
PRIMER = 0.5
#: ... and so many of the words, the first aside, follow another word: what is listed follows a mark or a parenthesis.
RUNNING = 0.3
#: A hanzi rarer than this was annotated by a person, even in a text of many annotations.
RARE = 2e-6
#: The word model has counted a common word so many times.
USUAL = 200

#: Fewer are no proof where a word is spoken of, so near to it.
FEW, NEAR = 3, 15
#: ... and of one annotation only, so many times: names and dishes are glossed, hardly ever a word as common as this,
COMMON = 800
#: ... unless it is spoken of, or a place.
_TOLD = lazy(
    "意思|[叫称稱][做作为為]|名[字叫为為]|翻[译譯]|[英中日韩韓法德]文|[英日韩韓法德][语語]|[单單生]?[词詞][语語汇彙]?|怎[么麼][说說]|[学學][习習中]"
)
_PLACE = "在从從到去来來叫是名吃喝"

#: So many annotations are enough to judge a text by.
LOOK = 20_000

_READING = rf"([a-zü’'{TONED} ]{{2,60}})[)）]"
_FOUND = lazy(rf"([(（])(?<=[一-鿿)）].){_READING}")
# One parenthesis each: a single character first is four times as quick to look for as a class of two.
_ANY = tuple(lazy(rf"{bracket}(?<=[一-鿿)）].){_READING}") for bracket in (r"\(", "（"))
_BEFORE = lazy(f"[一-鿿]{{1,{LONGEST}}}\\Z")
_TONED = lazy(f"[{TONED}]")
_HANZI = lazy("[一-鿿]")
_STARTS = frozenset(OPENINGS)

#: A line that speaks of readings shows them because they are its matter.
_ABOUT = lazy(
    "[拼注][音]|[读讀念唸][音作做法成为為错錯准準]|[发發][音]|[声聲][调調母]|[韵韻]母|多音|[汉漢][语語]|[简簡缩縮][拼写寫]|首字母|[华華][语語]"
    "|生[词詞字]|第[一二三四五六七八九十0-9]{1,3}[课課]|[课課]文|pinyin|Pinyin"
)


def word_pinyin(text: str) -> Iterator[Edit]:
    """The pinyin of whole words in parentheses, with tones or with its toned vowels lost.

    Sites that share documents put the pinyin of random words behind them, so that copies are told from the original:
    ``恐怖(kǒngbù)和暴力``.  Where the page went through a character set without ``ǐ``, the vowels are gone, and
    ``电子商务(diàn zǐ shāng wù)`` has become ``电子商务(din z shn w)``.

    An annotation is removed where it spells the two to eight hanzi before it: syllable by syllable, any reading of
    each hanzi, with the neutral tone and the sandhi of 一 and 不.  That is the proof; ``地图(dt)``, ``守护(guard)``
    and ``中国(PRC)`` spell nothing.

    The form without vowels is nobody's gloss.  The one with tones often is, so the text must show that software wrote
    it: annotations of everyday words with everyday readings, in the middle of sentences, more than one in each
    thousand characters; or, in a short text, a single one behind a very common word that is not spoken of and names no
    place.  Glosses of rare hanzi (``囹圄(língyǔ)``), of names with a capital, of single hanzi (``长(zhǎng)``), primers
    that annotate every word, lists, and lines that speak of readings stay.

    What cannot be told apart: a reader for learners that explains a few common words in each paragraph.

    >>> print(fix(word_pinyin, "学习电子商务(din z shn w)，发展网络(wng lu)经济。"))
    学习电子商务，发展网络经济。
    >>> print(fix(word_pinyin, "我们坚决反对任何形式的(de)恐怖(kǒngbù)和暴力，相信政府(zhèngfǔ)能解决问题(wèntí)。"))
    我们坚决反对任何形式的(de)恐怖和暴力，相信政府能解决问题。
    >>> print(fix(word_pinyin, "囹圄(língyǔ)是监狱，饕餮(tāotiè)是怪兽；在地图(dt)上，重慶(Chóngqìng)位於西南。"))
    囹圄(língyǔ)是监狱，饕餮(tāotiè)是怪兽；在地图(dt)上，重慶(Chóngqìng)位於西南。
    """
    if not any(pattern.search(text) for pattern in _ANY):
        return
    found = _annotations(text)
    first = list(islice(found, LOOK))
    part = text if len(first) < LOOK else text[: first[-1].end]
    size = len(part) - sum(one.end - one.start for one in first)
    hanzi = len(part) - len(_HANZI.sub("", part)) if first else 0
    styles: dict[tuple[str, bool], list[_Annotation]] = defaultdict(list)
    for one in first:
        if one.toned:
            styles[one.style].append(one)
    written = {style for style, some in styles.items() if _by_software(some, size, hanzi) and not _told(text, some)}
    bare = [one for one in first if not one.toned]
    stripped = any(one.opening in _STARTS for one in bare) and (len(bare) > 1 or bool(written) or bare[0].sure)
    for one in chain(first, found):
        if (one.style in written and one.rarest >= RARE) if one.toned else stripped:
            yield Edit(one.start, one.end, "", note=f"spells {one.word}")


class _Annotation(NamedTuple):
    """A reading in parentheses that spells the word before it."""

    start: int
    end: int
    word: str
    bracket: str
    reading: str
    before: str  # what stands before the word in its line, a few characters of it, other annotations aside

    @property
    def toned(self) -> bool:
        """Whether it has tones; else its toned vowels are gone."""
        return _TONED.search(self.reading) is not None

    @property
    def opening(self) -> str:
        """How it begins."""
        return f"{self.bracket}{self.reading.partition(' ')[0]} "

    @property
    def style(self) -> tuple[str, bool]:
        """What all annotations of a site share: the kind of parentheses, and whether the syllables are apart."""
        return self.bracket, " " in self.reading

    @property
    def sure(self) -> bool:
        """Whether it is more than a letter for each hanzi, as coordinates may be, or the word is a common one."""
        letters = len(self.reading.replace(" ", ""))
        return letters > len(self.word) or words().counts.get(simplified(self.word), 0) >= USUAL

    @property
    def runs(self) -> bool:
        """Whether the word follows another."""
        return self.before.rstrip()[-1:].isalnum()

    @property
    def rarest(self) -> float:
        """The share of the rarest hanzi of the word among all hanzi."""
        return min(words().characters.get(char, 0.0) for char in simplified(self.word))

    @property
    def everyday(self) -> bool:
        """Whether nobody would explain the word: common hanzi, read as they mostly are, give or take a tone."""
        return self.rarest >= EVERYDAY and untoned(self.reading) == "".join(map(plain, self.word))

    @property
    def alone(self) -> bool:
        """Whether it is no gloss, for sure, even where no other annotation supports it.

        Every tone is the usual one, and the word is a very common one that does not begin its line, as the subject of
        an article does, nor follow what names a place, a person or a dish.
        """
        mostly = {readings(char)[0] for char in self.word}
        tones = all(any(syllable in self.reading for syllable in (one, untoned(one))) for one in mostly)
        before = self.before.strip()
        common = words().counts.get(simplified(self.word), 0) >= COMMON and self.rarest >= EVERYDAY_ALONE
        return self.everyday and common and tones and bool(before) and before[-1] not in _PLACE


def _annotations(text: str) -> Iterator[_Annotation]:
    """The readings that spell the word before them, but for those in lines that speak of readings.

    An annotation between two hanzi does not part them, so that removing one finds no others.
    """
    from corpusclean.rules.mojibake.lines import around  # most texts that come so far have none

    since, tail = -1, ""  # up to where hanzi were read, and the last of them
    begin = 0  # where these begin
    for match in _FOUND.finditer(text):
        start, end = match.span()
        hanzi = _BEFORE.search(text, max(0, start - LONGEST, since), start)
        if hanzi is None and start != since:
            continue
        if hanzi is None or hanzi.start() == since:
            tail += text[since:start]
        else:
            tail, begin = hanzi[0], hanzi.start()
        tail = tail[-LONGEST:]
        size = spells(tail, match[2])
        if size >= SHORTEST and not _ABOUT.search(around(text, end, end)):
            before = tail[:-size] or re.split("[\r\n]", text[max(0, begin - 4) : begin])[-1]
            yield _Annotation(start, end, tail[-size:], match[1], match[2], before)
            since = end


def _told(text: str, found: list[_Annotation]) -> bool:
    """Whether there are few annotations, and one is spoken of."""
    near = (text[max(0, one.start - NEAR) : one.start] + "\n" + text[one.end : one.end + NEAR] for one in found)
    return len(found) < FEW and any(map(_TOLD.search, near))


def _by_software(found: list[_Annotation], size: int, hanzi: int) -> bool:
    """Whether a site has put in the toned annotations of one style; else they may all be somebody's glosses."""
    if len(found) < 3 and size < PASSAGE:
        return False
    if len(found) == 1:
        return found[0].alone and size <= LENGTH
    everyday = sum(one.everyday for one in found)
    return (
        everyday >= max(1, EVERYDAY_PLACES * len(found), size / LENGTH)
        and sum(one.runs for one in found) >= RUNNING * (len(found) - 1)
        and sum(len(one.word) for one in found) <= PRIMER * hanzi
    )
