"""The Japanese words and how often each stands, from the dictionary of Mozc.

That dictionary holds a language model of the Web: a word's cost is -500 ln P(word | class), that of a pair of classes
-500 ln P(class | class before).  So the share of each word in running text can be worked out (`_model`), and that of
each sequence of words.  Sequences that are more than twice as common as their parts make them (ます。 は、 している)
become words of their own: with them a model of single words knows what follows what.
"""

import math
import re
from collections import defaultdict
from operator import add, mul
from pathlib import Path
from typing import NamedTuple

from mecab import Row, matrix, rows

__all__ = ["KANJI_AND_KANA", "shares"]

#: What the words are made of: `corpusclean.language.likelihood` has the same; 、。「」 for what they follow.
WORD = re.compile("[、。「」々〆〇一-鿿ぁ-ゖゝゞァ-ヺー-ヾ]+")
#: No word of more characters is looked up.
LONGEST = 8
#: The scale of the costs, see Mozc's data.
SCALE = 500
#: The shares stand still by then: the rest is below one in a hundred thousand.
ITERATIONS = 12
#: A sequence has at least this share, at most so many words, and is so much likelier than its parts.  More sequences
#: (1e-6, four words) found fewer lost characters: they take the place of words.
RARE, WORDS, GAIN = 2e-6, 3, 2.0


def _plane() -> list[str]:
    """The kanji of JIS X 0208 and the kana: what gets a share of its own, in a word or not."""
    pairs = (bytes((lead, trail)) for lead in range(0xB0, 0xF5) for trail in range(0xA1, 0xFF))
    kana = [chr(code) for code in range(0x3041, 0x30FF) if WORD.match(chr(code))]
    return [char for pair in pairs if (char := pair.decode("euc_jp", "ignore"))] + [*kana, *"々〆〇、。「」"]


KANJI_AND_KANA = _plane()


class _Model(NamedTuple):
    """For each word its share; for each left class the chance after each right class."""

    words: list[Row]
    shares: list[float]
    chances: list[list[float]]


def _model(folder: Path) -> _Model:
    words = [row for row in rows(folder / "sys.dic") if row.feature]
    power = [math.exp(-cost / SCALE) for cost in range(0x8000)]
    chances = [[power[cost] for cost in column] for column in matrix(folder / "matrix.bin")]
    size = len(chances[0])
    chances[0] = [0.0] * size  # the end of a text
    sums = [0.0] * size
    for column in chances:
        sums = list(map(add, sums, column))
    # A class after which everything is certain is one that Mozc says nothing of.
    known = [float(index > 0 and one < 1.5) for index, one in enumerate(sums)]
    here = [1 / size] * size
    for _ in range(ITERATIONS + 1):
        entered = [math.fsum(map(mul, column, map(mul, known, here))) for column in chances]
        shares = [entered[row.left] * power[row.cost] for row in words]
        here = [0.0] * size
        for row, share in zip(words, shares, strict=True):
            here[row.right] += share
        total = math.fsum(shares)
        here = [one / total for one in here]
    return _Model(words, [share / total for share in shares], [list(map(mul, known, column)) for column in chances])


def _sequences(model: _Model) -> dict[str, float]:
    """The share of each sequence of two and three words that is common enough."""
    weights: dict[int, dict[tuple[str, int], float]] = defaultdict(lambda: defaultdict(float))
    firsts: dict[tuple[str, int], float] = defaultdict(float)
    for row, share in zip(model.words, model.shares, strict=True):
        if share > RARE and WORD.fullmatch(row.feature):
            weights[row.left][row.feature, row.right] += math.exp(-row.cost / SCALE)
            firsts[row.feature, row.right] += share
    seconds = {left: sorted(some.items(), key=lambda one: (-one[1], one[0])) for left, some in weights.items()}
    found: dict[str, float] = {}
    for _ in range(WORDS - 1):
        groups = defaultdict(list)
        for (word, right), share in firsts.items():
            groups[right].append((word, share))
        firsts = defaultdict(float)
        for right, group in groups.items():
            group.sort(key=lambda one: (-one[1], one[0]))
            for left, others in seconds.items():
                _join(group, others, model.chances[left][right], firsts)
        longer: dict[str, float] = defaultdict(float)
        for (word, _), share in firsts.items():
            longer[word] += share
        for word, share in longer.items():
            found[word] = max(found.get(word, 0.0), share)
    return found


def _join(
    group: list[tuple[str, float]],
    others: list[tuple[tuple[str, int], float]],
    chance: float,
    joined: dict[tuple[str, int], float],
) -> None:
    """Add the sequences of a first and a second word, both sorted by how common they are, as far as they are common."""
    for word, share in group:
        if share * chance * others[0][1] < RARE:
            return
        for (other, right), weight in others:
            if share * chance * weight < RARE:
                break
            if len(word) + len(other) <= LONGEST:
                joined[word + other, right] += share * chance * weight


def _in_parts(word: str, logs: dict[str, float]) -> float:
    """The best a word comes to when it is put together of shorter ones."""
    top = [0.0] + [-math.inf] * len(word)
    for start in range(len(word)):
        for end in range(start + 1, len(word) + 1):
            if end - start < len(word):
                top[end] = max(top[end], top[start] + logs.get(word[start:end], -math.inf))
    return top[-1]


def shares(folder: Path) -> dict[str, float]:
    """The share of each word, and of each sequence that is worth having, in the dictionary's folder."""
    model = _model(folder)
    words: dict[str, float] = defaultdict(float)
    for row, share in zip(model.words, model.shares, strict=True):
        words[row.feature] += share
    logs = {word: math.log(share) for word, share in words.items() if share > 0}
    for word, share in sorted(_sequences(model).items(), key=lambda one: (len(one[0]), one[0])):
        log = math.log(share)
        if log - max(_in_parts(word, logs), logs.get(word, -math.inf)) > math.log(GAIN):
            words[word] += share
            logs[word] = log
    return {word: share for word, share in words.items() if WORD.fullmatch(word) and len(word) <= LONGEST}
