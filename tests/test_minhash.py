"""The sketch against its definition, against datasketch, and against itself of yesterday."""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.errors import ConfigError
from corpusclean.rules.duplicates import folding
from corpusclean.rules.duplicates.minhash import SCHEME, Bands, bands, keys, mixed, sketch

WORD = (1 << 64) - 1


def scattered(word: int, throw: int = 0) -> int:
    """SplitMix64 as its authors wrote it, one word at a time."""
    word = (word + (throw + 1) * 0x9E3779B97F4A7C15) & WORD
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 & WORD
    word = (word ^ word >> 27) * 0x94D049BB133111EB & WORD
    return word ^ word >> 31


def by_definition(words: set[int], bins: int) -> list[int]:
    """Fast similarity sketching, a bin and a word at a time."""
    found: list[int | None] = [None] * bins
    for throw in range(2 * bins):
        thrown: dict[int, int] = {}
        for word in words:
            value = scattered(word, throw) if throw else word
            place = value * bins >> 64 if throw < bins else throw - bins
            thrown[place] = min(value, thrown.get(place, WORD))
        for place, value in thrown.items():
            if found[place] is None:
                found[place] = value
        if None not in found:
            break
    return [value for value in found if value is not None]


def hashes(values: set[int] | range) -> np.ndarray:
    """Well-mixed words, as shingles are."""
    return np.sort(mixed(np.array(sorted(values), dtype=np.uint64)))


sets = st.sets(st.integers(0, WORD), max_size=60)
many = st.integers(1, 40)


def test_mixed_is_splitmix64() -> None:
    # the first outputs of the published generator, seeded with 0
    assert [int(mixed(np.zeros(1, dtype=np.uint64), n)[0]) for n in range(3)] == [
        0xE220A8397B1DCDAF,
        0x6E789E6AA1B965F4,
        0x06C45D188009454F,
    ]


@given(st.lists(st.integers(0, WORD), min_size=1), st.integers(0, 1000))
def test_mixed_by_definition(words: list[int], throw: int) -> None:
    array = np.array(words, dtype=np.uint64)
    assert mixed(array, throw).tolist() == [scattered(word, throw) for word in words]
    assert array.tolist() == words  # which is left as it was


@settings(deadline=None)
@given(sets, many)
def test_sketch_by_definition(values: set[int], bins: int) -> None:
    array = hashes(values)
    assert sketch(array, bins).tolist() == by_definition(set(array.tolist()), bins)


@settings(deadline=None)
@given(sets, sets, many)
def test_sketch_of_a_union_comes_from_its_parts(one: set[int], other: set[int], bins: int) -> None:
    whole, *parts = (sketch(hashes(values), bins).tolist() for values in (one | other, one, other))
    for place, value in enumerate(whole):
        assert value in [part[place] for part in parts if part]


@given(st.sets(st.integers(0, WORD), min_size=1, max_size=60), many)
def test_sketch_has_no_empty_bin(values: set[int], bins: int) -> None:
    assert len(sketch(hashes(values), bins)) == bins


def test_sketch_of_nothing() -> None:
    nothing = np.empty(0, dtype=np.uint64)
    assert len(sketch(nothing, 60)) == 0
    assert keys(nothing) == []


# Pinned: SCHEME goes up with any change here.  In hexadecimal, the first four bins and the sum of all 60 modulo 2**64.
GOLDEN = {
    1: "e5360a9ecf64b689 76e2f477f2c1546 bdbd9f1815c1f2c 44f2575499dafdef 7611bf96768f2a42",
    50: "40a2076f607ff23 6ca0a95b7e825c7 b95f66d327e8d78 f7971690f3f5f00 f153413caf92a2f2",
    1000: "169261cf68af73 4604492a18789c9 8b3a87604e9130e d2b650569914a95 8f9b8786d92e9de7",
}
GOLDEN_KEYS = ("c867099068a4bda1a3f582fb8f34c5f9", "b3109354778ba7cbcad4d02611ab596c")


@pytest.mark.parametrize("count", GOLDEN)
def test_the_scheme_is_frozen(count: int) -> None:
    words = sketch(hashes(range(count)), 60).tolist()
    assert " ".join(f"{word:x}" for word in [*words[:4], sum(words) & WORD]) == GOLDEN[count]


def test_the_keys_are_frozen() -> None:
    assert (SCHEME, folding.SCHEME) == (1, 1)
    first, *_, last = keys(hashes(range(1000)))
    assert (first.hex(), last.hex()) == GOLDEN_KEYS


@pytest.mark.parametrize("count", [30, 100, 400])
def test_no_worse_than_datasketch(count: int) -> None:
    minhash = pytest.importorskip("datasketch").MinHash
    bins, mine, theirs, bias = 60, [], [], []
    for trial in range(120):
        chance = random.Random(trial)
        shared = chance.randrange(count + 1)
        pool = hashes({chance.getrandbits(64) for _ in range(2 * count - shared)})
        chance.shuffle(words := pool.tolist())
        one, other = (np.sort(np.array(some, dtype=np.uint64)) for some in (words[:count], words[-count:]))
        true = len(np.intersect1d(one, other)) / len(pool)
        bias.append(float(np.mean(sketch(one, bins) == sketch(other, bins))) - true)
        mine.append(abs(bias[-1]))
        pair = [minhash(num_perm=bins, seed=trial) for _ in range(2)]
        for peer, array in zip(pair, (one, other), strict=True):
            peer.update_batch([word.to_bytes(8, "little") for word in array.tolist()])
        theirs.append(abs(pair[0].jaccard(pair[1]) - true))
    assert sum(mine) <= 1.2 * sum(theirs)  # 2 standard deviations of the ratio
    assert abs(sum(bias)) / len(bias) < 0.015  # 3 standard deviations


@pytest.mark.parametrize("similarity", [0.5, 0.6, 0.7, 0.8, 0.9])
def test_bands_find_what_they_are_for(similarity: float) -> None:
    cut = bands(similarity)
    assert cut.chance(similarity) > 0.99
    assert cut.chance(0.1) < 0.2
    assert cut.chance(0.02) < 0.01


def test_bands_at_the_default() -> None:
    assert bands(0.8) == bands(0.85) == (12, 5)
    assert round(bands(0.8).chance(0.8), 4) == 0.9915
    assert all(one <= other for one, other in pairwise(bands(0.8).chance(n / 100) for n in range(101)))


@pytest.mark.parametrize("similarity", [-1, 0, 0.49, 1.01, 80, float("nan")])
def test_bands_refuse(similarity: float) -> None:
    with pytest.raises(ConfigError, match=r"0\.8 is usual"):
        bands(similarity)


def test_keys_are_found_as_often_as_reckoned() -> None:
    found = 0
    for trial in range(300):
        pool = mixed(np.arange(1000, dtype=np.uint64), trial)
        one, other = np.sort(pool[:900]), np.sort(pool[100:])  # .8
        found += bool(set(keys(one)) & set(keys(other)))
    assert found >= 292  # 297.4 are expected; three standard deviations less


@given(st.sets(st.integers(0, WORD), min_size=1, max_size=60))
def test_keys(values: set[int]) -> None:
    found = keys(hashes(values))
    assert len(set(found)) == 12
    assert {len(key) for key in found} == {16}
    assert not set(found) & set(keys(hashes(values), Bands(12, 6)))


def test_a_band_is_no_other_band() -> None:
    # the same bins in another place say nothing
    assert not set(keys(hashes(range(100)))[:6]) & set(keys(hashes(range(100)))[6:])
