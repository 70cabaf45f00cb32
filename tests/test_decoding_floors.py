"""How often bytes are read right: floors over windows of the seed documents, drawn by a fixed seed.

The full figures, with Japanese, Korean and forty other languages, are those of ``benchmarks/decoding``.
"""

import random
import re
from collections.abc import Callable
from pathlib import Path

import opencc
import pytest

from corpusclean import decode

SEEDS = [path.read_bytes().decode() for path in sorted(Path("seeds").glob("*.txt"))]
HANS = "\n".join(opencc.OpenCC("t2s").convert(text) for text in SEEDS)
HANT = "\n".join(opencc.OpenCC("s2t").convert(text) for text in SEEDS)
HANZI = re.compile("[一-鿿]")
CODECS = {"gbk": HANS, "gb18030": HANT, "big5hkscs": HANT, "utf-16-le": HANS, "utf-16-be": HANT, "utf-8": HANS}


def windows(encoding: str, size: int, number: int = 60) -> list[str]:
    """Windows of at most so many bytes, of characters that the encoding has."""
    draw = random.Random(f"{encoding} {size}")
    text = "".join(char for char in CODECS[encoding] if char.encode(encoding, "ignore").decode(encoding) == char)
    found: list[str] = []
    while len(found) < number:
        start = draw.randrange(len(text) - size)
        window = text[start : start + size].encode(encoding)[:size].decode(encoding, "ignore")
        if len(HANZI.findall(window)) >= max(4, len(window) // 5):
            found.append(window)
    return found


def right(cases: list[tuple[bytes, str]], holds: Callable[[str, str], bool] = str.__eq__) -> float:
    """The share of cases that are read right."""
    return sum(holds(decode(raw).text, text) for raw, text in cases) / len(cases)


@pytest.mark.parametrize("encoding", CODECS)
@pytest.mark.parametrize("size", [24, 64, 256, 2048])
def test_windows(encoding: str, size: int) -> None:
    assert right([(text.encode(encoding), text) for text in windows(encoding, size)]) == 1


@pytest.mark.parametrize("encoding", CODECS)
def test_windows_cut_inside_a_character(encoding: str) -> None:
    """Most misses have a Latin name behind the cut character: in GBK and Big5 its first letter may be a second byte."""
    cases = []
    for size in (64, 256):
        for window in windows(encoding, size):
            first, last = [match.start() for match in HANZI.finditer(window)][:: len(HANZI.findall(window)) - 1]
            text = window[first : last + 1]
            cases.append((text.encode(encoding)[1:-1], text[1:-1]))
    assert right(cases, lambda found, text: text in found and len(found) <= len(text) + 6) >= 0.95


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "big5hkscs", "utf-8"])
@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "big5", "iso-8859-1", "shift_jis"])
def test_few_hanzi_in_much_markup(encoding: str, declared: str) -> None:
    """Three to eight characters in a page; what the page declares changes nothing."""
    draw = random.Random(encoding)
    meta = f'<meta charset="{declared}">' if declared else ""
    cases = []
    for window in windows(encoding, 256):
        hanzi = "".join(HANZI.findall(window))[: draw.randrange(3, 9)]
        page = f'<html>{meta}<a href="/item/1.html" title="">{hanzi}</a>\n' + "<p>and some more words</p>\n" * 40
        cases.append((page.encode(encoding), page))
    assert right(cases) >= 0.96


@pytest.mark.parametrize("others", [("utf-8", "gbk"), ("utf-8", "big5hkscs"), ("gbk", "big5hkscs")])
def test_lines_in_two_encodings(others: tuple[str, str]) -> None:
    lines = [
        (encoding, window.replace("\n", " ").strip())
        for pair in zip(*([(name, window) for window in windows(name, 60)] for name in others), strict=True)
        for encoding, window in pair
    ]
    random.Random(1).shuffle(lines)
    found = decode(b"\n".join(text.encode(encoding) for encoding, text in lines)).text.split("\n")
    assert sum(one == text for one, (_, text) in zip(found, lines, strict=True)) / len(lines) >= 0.99


@pytest.mark.parametrize("encoding", CODECS)
def test_whole_documents_are_in_one_encoding(encoding: str) -> None:
    for seed in SEEDS:
        text = "".join(char for char in seed if char.encode(encoding, "ignore"))
        decoded = decode(text.encode(encoding))
        assert decoded.text == text
        assert not {flag.rule for flag in decoded.source.flags} & {"ENC101", "ENC102", "ENC104"}
