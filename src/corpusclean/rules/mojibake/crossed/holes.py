r"""What stood in the holes: characters that the other code page lacks, found again by the words around them.

A lost character is never seen in damaged text, and a character that is seen was never lost.  So the words of a
dictionary with a hole for each character that can be lost are what the damaged text is made of, and the most likely
segmentation of the text with holes names the words, and with them the characters.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from corpusclean.language import words
from corpusclean.language.detect import only_hans, only_hant
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.crossed.codecs import HOLE, Crossing

__all__ = ["filled"]

#: No longer word is looked up.
_LONGEST = 8
_LETTERS = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fe\u3400-\u9fff\uac00-\ud7a3"
_STOPS = "，。；：！？、,.;:!“"
_PIECE = lazy(f"[{_LETTERS}{_STOPS}]*[?][{_LETTERS}{_STOPS}?]*")
#: The log-probability of a stop, and that a question mark is one.
_STOP = -3.5
_GENUINE = -9.0
#: ... and of a pair of words that often stand together.
_TOGETHER = -9.0
#: Where more than one character in so many is lost, words do not tell: seen on reviews that were damaged twice.
_MOST_HOLES = 4
#: Everyday pairs around single characters that code pages lose, and words younger than the dictionary's counts: a
#: unigram model knows no neighbours, and would put 人 and 到 everywhere.  Written with the failing rows of
#: benchmarks/damage, seeds 1 and 2, in view: measure a change of them on another seed.
_PAIRS = """
让我 让你 让他 让她 让它 让人 让您 让我们 让他们 让大家 让更多 让所有 让孩子 让自己 让世界 让人们 让用户 让群众 能让
会让 就让 要让 都让 也让 可以让 ，让 让人不 让人难以 我去 不去 没去 再去 要去 想去 去看 去买 去找 去了 去吃 去过 去掉
去做 去住 就去 才去 下次去 ，去 网上去 日电 日讯 日晚 日上午 日下午 日在 日至 的人 些人 多人 很多人 人的 人， ，却
却是 却不 却没 却有 却在 却被 却又 却连 却能 全是 全都 全新 不全 全屏 ，如 ，比如 比如， 正如 ，正如 没有任何 的任何
以任何 有任何 对任何 与任何 在任何 为任何 受任何 任何人 任何一 任书记 任主任 三是 三个 三天 三次 三楼 三大 三种 三位
第三 这三 ，三 前三 取名 可取 若是 若有 ，若 若要 若不 若无 若能 缺省 缺省的 缺省值 是缺省 ，缺省 默认 默认的
默认值 是默认 ，默认 新任 仍是 仍在 仍有 ，仍 期权 所有权 权限 人群 群众 认为 ，认 单人房 双人房 标准间 较热 热水 肉类
燃气 ，但 。但 ！但 ；但 、但 ,但 .但 但在 但我 但不 但也 但没 但有 但它 但对 但从 但如 但是 但这 但其 但要 但由于
但后 但仍 但中国 更多 更大 更高 更好 更是 更不 更要 更有 更少 更远 更深 更具 会更 的更 要更 能更 就更 ，更 更长 更容易
更为 更加 ，并 并不 并在 并对 并以 并有 并将 并能 并从 并为 并且 并与 并由 并使 并被 此字 此时 此前 此外 在此 因此
如此 此类 此次 由此 于此 此命令 此选项 此函数 此文件 此软件 此参数 将此 对此 与此 此表 ，此 。此 到此 栏位 位元 位元组
伺服器 补全 八位 各位 一位 几位 两位 那位 这位 位于 位在 校验位 归档位 保持位 位和 大于 小于 高于 低于 相对于 等于
多于 少于 不同于 住了 住在 住到 住过 入住 住的 住得 住着 住店 住一 来自 自我 先在 先从 先要 ，先 不光 光是 不仅 一份
这份 放在 放到 放进 放了 充满水 更改 受到 存取 快取 拿到 看到 收到 找到 得到 感到 到了 到的 等到 走到 来到 回到 直到
达到 遇到 想到 做到 提到 到一 到目前 ，到 从到
"""
_DIGITS = "０-９"
#: Digits of full width that Big5 keeps where GBK has nothing: only 0 and 1 can be lost, and in a year of the last
#: century or before a 月 with a day it must be 1.  Elsewhere a hole beside a digit stays: a year or an amount that is
#: made up is worse than one that is missing.
_LOST_DIGITS = lazy(f"(?<![{_DIGITS}?])[?](?=９[{_DIGITS}?]{{2}}年|月[{_DIGITS}])")
_BESIDE_DIGITS = lazy(f"[?]+(?=[{_DIGITS}])|(?<=[{_DIGITS}])[?]+")
#: Stands for such a hole meanwhile; a noncharacter, so no text that is repaired has it.
_KEPT = "\ufdd1"
#: The day of a month: what stands behind its number, if that goes no further.
_DAY = lazy("(?:(?<=月[0-9０-９])|(?<=月[0-9０-９][0-9０-９])|(?<=于[１-３][０-９]))[?](?![0-9０-９日号號?])")
#: Numbers in hanzi; where more than one of these is lost, none is made up.
_NUMERALS = "一二三四五六七八九十"
_DATED = lazy(f"[{_NUMERALS}]+[年月日号號]")


#: The middle dot of Korean lists stands between syllables, where no question mark does.
_BETWEEN = lazy("(?<=[가-힣])[?](?=[가-힣])")
#: Numbers of items; where a sentence begins, a hole before a syllable is one, if those before it are counted from ①.
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_NUMBER = lazy(f"[{_NUMBERS}]|(?:(?<![^\\n.])|(?<=[.] ))[?](?=[가-힣])")


def _numbered(text: str, before: str) -> str:
    """Holes where a number stands, counted on from the number before it."""
    seen = re.findall(f"[{_NUMBERS}]", before)
    last = _NUMBERS.index(seen[-1]) if seen else -1

    def number(found: re.Match[str]) -> str:
        nonlocal last
        if found[0] != HOLE:
            last = _NUMBERS.index(found[0])
        elif 1 < last < len(_NUMBERS) - 1:
            last += 1
            return _NUMBERS[last]
        return found[0]

    return _NUMBER.sub(number, text)


class _Masked(NamedTuple):
    """For each word with holes the likeliest such word, with its log; the length of the longest by two characters."""

    words: Mapping[str, tuple[float, str]]
    longest: Mapping[str, int]
    unknown: float


@cache
def _masked(between: Crossing, language: str, conversion: str) -> _Masked:
    """The words of a language, in the script of the text, with a hole for each character that can be lost."""
    model = words(language)
    logs: Mapping[str, float] = model.logs
    if language == "zh":
        logs = {**logs, **{pair: max(_TOGETHER, logs.get(pair, _TOGETHER)) for pair in _PAIRS.split()}}
    forms = "\n".join(logs)
    if conversion:
        from opencc import OpenCC

        forms = OpenCC(conversion).convert(forms)
    holes = dict.fromkeys(map(ord, between.lost), HOLE)
    table: dict[str, tuple[float, str]] = {HOLE: (_GENUINE, HOLE)}
    longest: dict[str, int] = {}
    several = sum(numeral in between.lost for numeral in _NUMERALS) > 1
    masks = forms.translate(holes).split("\n")
    for log, form, masked in zip(logs.values(), forms.split("\n"), masks, strict=True):
        size = len(masked)
        if size > _LONGEST or (several and HOLE in masked and _DATED.fullmatch(form)):
            continue
        known = table.get(masked)
        if known is None or known[0] < log:
            table[masked] = log, form
        pair = masked[:2]
        if size > longest.get(pair, 1):
            longest[pair] = size
    return _Masked(table, longest, model.unknown)


def _segmented(piece: str, masked: _Masked) -> str:
    """The likeliest words for a piece with holes."""
    table, longest, unknown = masked
    size = len(piece)
    best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(float("-inf"), 0, "")] * size
    for start, first in enumerate(piece):
        here = best[start][0]
        log, form = table.get(first) or (_STOP if first in _STOPS else unknown, first)
        if here + log > best[start + 1][0]:
            best[start + 1] = here + log, start, form
        for end in range(start + 2, min(start + longest.get(piece[start : start + 2], 1), size) + 1):
            found = table.get(piece[start:end])
            if found and here + found[0] > best[end][0]:
                best[end] = here + found[0], start, found[1]
    out = []
    at = size
    while at:
        _, at, form = best[at]
        out.append(form)
    return "".join(reversed(out))


def filled(text: str, between: Crossing, language: str, conversion: str, before: str = "") -> str:
    """The text with its holes filled where a word tells; ``conversion`` makes the words those of the text's script.

    ``before`` is what stands before the text, in which items are numbered.
    """
    if HOLE not in text:
        return text
    if language == "ko":
        text = _numbered(_BETWEEN.sub("ㆍ", text) if "ㆍ" in between.lost else text, before)
    if "１" in between.lost:
        text = _BESIDE_DIGITS.sub(lambda found: _KEPT * len(found[0]), _LOST_DIGITS.sub("１", text))
    elif "日" in between.lost:
        text = _DAY.sub("日", text)
    if between.true == "gbk" and len(only_hant().findall(text)) > len(only_hans().findall(text)):
        conversion = "s2t"
    if text.count(HOLE) * _MOST_HOLES > len(text):
        return text.replace(_KEPT, HOLE)
    masked = _masked(between, language, conversion)
    return _PIECE.sub(lambda piece: _segmented(piece[0], masked), text).replace(_KEPT, HOLE)
