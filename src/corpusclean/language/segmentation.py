"""How likely a run of hanzi is, by words: a unigram model with the best segmentation (Viterbi).

The counts are those of jieba's dictionary (MIT, see NOTICE), pruned to a frequency of 10 and more: 105,157 words,
half a megabyte, read when the first damaged text asks for them.  It was the only one of the models tried whose false
positives stay bounded on news, reviews and technical text alike.

The words are Simplified Chinese; give it text that went through `corpusclean.language.simplified`.

The Japanese words are those of Mozc's dictionary, with their shares on the Web as its language model gives them;
common sequences of words are words too (``ます。``, ``している``), so are the marks ``、。「」`` and each character.
The Korean ones are the pieces of XLM-R's vocabulary and words of mecab-ko-dic, with and without the space before
them, and each syllable.  `corpusclean.language.likelihood` scores any text with them.

>>> model = words()
>>> model.score("第一步据台媒报道") > model.score("第一部踞台媒报到")
True
>>> round(model.score("的"), 1)
-5.2
>>> model.score("")
0.0
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

__all__ = ["LONGEST", "Words", "words"]

#: No word of more hanzi is looked up; longer ones are names and sayings whose parts are words too.
LONGEST = 8


class Words:
    """Words with their counts; ``total`` also counts the words that were pruned."""

    def __init__(self, counts: Mapping[str, int], total: int) -> None:
        self.counts, self.total = counts, total

    @cached_property
    def logs(self) -> dict[str, float]:
        """The log-probability of each word."""
        base = math.log(self.total)
        of_count = {count: math.log(count) - base for count in set(self.counts.values())}
        return {word: of_count[count] for word, count in self.counts.items()}

    @cached_property
    def unknown(self) -> float:
        """The log-probability of a hanzi that is in no word that fits: seen once."""
        return -math.log(self.total)

    @cached_property
    def reach(self) -> dict[str, int]:
        """The length of the longest word that starts with two hanzi, at most `LONGEST`."""
        found: dict[str, int] = {}
        for word in self.counts:
            pair, size = word[:2], len(word)
            if size > found.get(pair, 1):
                found[pair] = min(size, LONGEST)
        return found

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        """The words of two hanzi and more that are looked up, by the first one."""
        found: dict[str, list[str]] = {}
        for word in self.counts:
            if 1 < len(word) <= LONGEST:
                found.setdefault(word[0], []).append(word)
        return found

    @cached_property
    def _begun(self) -> dict[str, Mapping[str, Sequence[tuple[str, float]]]]:
        """What `begun` has looked up: at most the beginnings of all words, and each character."""
        return {}

    def begun(self, start: str) -> Mapping[str, Sequence[tuple[str, float]]]:
        """The words that begin so and go on: by the next hanzi, what is behind that, and the log of the word.

        >>> dict(words().begun("图书"))["馆"][0][0]
        ''
        """
        found = self._begun.get(start)
        if found is None:
            found = self._going_on(start)
            if found or len(start) == 1:
                self._begun[start] = found
        return found

    def _going_on(self, start: str) -> Mapping[str, Sequence[tuple[str, float]]]:
        logs = self.logs
        some: Iterable[tuple[str, float]]
        if len(start) > 1:
            some = self.begun(start[:-1]).get(start[-1], ())
        else:
            some = [(word[1:], logs[word]) for word in self._by_first.get(start, ())]
        found: dict[str, list[tuple[str, float]]] = {}
        for rest, log in some:
            if rest:
                found.setdefault(rest[0], []).append((rest[1:], log))
        return found

    @cached_property
    def characters(self) -> dict[str, float]:
        """The share of each hanzi among all hanzi of all words."""
        seen: dict[str, int] = {}
        for word, count in self.counts.items():
            for character in word:
                seen[character] = seen.get(character, 0) + count
        everything = sum(seen.values())
        return {character: count / everything for character, count in seen.items()}

    def forward(self, text: str) -> list[float]:
        """For each position, the log-probability of the best segmentation of the text before it."""
        logs, reach, unknown, size = self.logs, self.reach, self.unknown, len(text)
        best = [-math.inf] * (size + 1)
        best[0] = 0.0
        for start, first in enumerate(text):
            here = best[start]
            alone = here + logs.get(first, unknown)
            if alone > best[start + 1]:
                best[start + 1] = alone
            longest = reach.get(text[start : start + 2])
            if longest:
                for end in range(start + 2, min(start + longest, size) + 1):
                    log = logs.get(text[start:end])
                    if log is not None and here + log > best[end]:
                        best[end] = here + log
        return best

    def backward(self, text: str) -> list[float]:
        """For each position, the log-probability of the best segmentation of the text behind it."""
        logs, reach, unknown, size = self.logs, self.reach, self.unknown, len(text)
        best = [0.0] * (size + 1)
        for start in range(size - 1, -1, -1):
            top = logs.get(text[start], unknown) + best[start + 1]
            longest = reach.get(text[start : start + 2])
            if longest:
                for end in range(start + 2, min(start + longest, size) + 1):
                    log = logs.get(text[start:end])
                    if log is not None and log + best[end] > top:
                        top = log + best[end]
            best[start] = top
        return best

    def ending(self, text: str, before: list[float], end: int, last: str) -> float:
        """The best segmentation of ``text[:end] + last``, given ``before = forward(text)``."""
        top = before[end] + self.logs.get(last, self.unknown)
        for start in range(max(0, end + 1 - LONGEST), end):
            log = self.logs.get(text[start:end] + last)
            if log is not None and before[start] + log > top:
                top = before[start] + log
        return top

    def score(self, text: str) -> float:
        """The log-probability of the best segmentation of the text."""
        return self.forward(text)[-1]


#: The file of each language.
_FILES = {"zh": "words.txt.gz", "ja": "words_ja.txt.gz", "ko": "words_ko.txt.gz"}


@cache
def words(language: str = "zh") -> Words:
    """The shipped model of a language (``zh``, ``ja``, ``ko``); read once, on first use.

    >>> words("ja").score("東京都に住んでいます") > words("ja").score("柬亰部仁任んてぃます")
    True
    """
    return _read(language)  # of its own: ``words()`` and ``words("zh")`` are one


@cache
def _read(language: str) -> Words:
    import gzip

    raw = gzip.decompress(Path(__file__).with_name("data").joinpath(_FILES[language]).read_bytes())
    head, *lines = raw.decode("utf-8").splitlines()
    counts: dict[str, int] = {}
    for line in lines:
        count, *some = line.split(" ")
        counts.update(dict.fromkeys([word.replace("_", " ") for word in some] if "_" in line else some, int(count)))
    return Words(counts, int(head))
