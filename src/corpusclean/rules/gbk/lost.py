"""Byte pairs that vanished whole from raw GBK bytes: they can be seen at times, and not restored."""

import re
from collections.abc import Iterator

from corpusclean.edits import Flag
from corpusclean.language import simplified, words
from corpusclean.patterns import lazy
from corpusclean.rules.gbk.evidence import evidence

__all__ = ["lost_byte_pairs"]

#: The hanzi that foreign names are written with, those left out that are common words of a sentence as well.
SOUNDS = frozenset(
    "阿埃艾爱安昂奥澳巴拜班邦保鲍贝本比彼毕别宾波玻伯勃博布采查茨达戴丹道德登狄迪蒂丁顿多厄恩尔法凡范菲费芬丰弗福夫"
    "富盖甘冈高戈格葛根古圭哈海汉豪赫亨洪胡华怀惠霍基吉季加贾简杰金津卡凯坎康考柯科可克肯库夸奎拉莱赖兰朗劳勒雷蕾里"
    "丽利莉莲列林琳龙卢鲁伦罗洛吕马玛迈麦曼芒毛梅门蒙米密明缪摩莫默姆穆纳娜奈南内尼妮涅宁纽努诺欧帕派潘佩彭皮平珀普"
    "奇齐契恰乔切钦琼丘让热仁日荣茹瑞若撒萨塞赛桑瑟森沙莎山尚舍圣施史舒朔斯丝松苏索塔泰坦汤唐陶特腾提汀廷图托瓦万旺威"
    "薇韦维魏温文翁沃乌武西希席夏香肖谢辛欣休许雅亚延扬耶叶伊易因英尤约泽扎詹哲珍芝朱茱兹佐"
)

#: So many hanzi make two names; three may be one (``洛杉磯``).
SHORTEST = 4

_NAMES = lazy(
    r"""(?P<hanzi>[一-鿿]{4,20}) [(（] [ ]?
    [A-Z][a-zéèáíóöü]+  (?: [ ][A-Z][.] )?  (?: [ ][A-Z][A-Za-z'’éèáíóöü]+ ){1,2}
    [)）]""",
    re.VERBOSE,
)
_DOT = lazy("[·・‧•∙⋅]")


def lost_byte_pairs(text: str) -> Iterator[Flag]:
    """The dot between the parts of a foreign name, where ``A1 A4`` was deleted from raw GBK bytes.

    The software that leaves the damage of `deleted_byte_pairs` also takes whole marks of row A1 away: ``·`` and
    ``——``.  Nothing remains of them.  A dot is known to be lost where hanzi that foreign names are written with are
    followed by a name of two words or three: ``薩姆奧特曼(Sam Altman)``.  Its place is not known, so this is a
    flag, never an edit.  A lost dash is not flagged: it leaves two words side by side, and to a model of words one by
    one no boundary that could be put between them makes a text more likely.

    Only in a text where `inserted_pinyin` finds its annotations, and that has no such dot at all: the software took
    every one.  Names that the dictionary has in one piece (``摩根士丹利``) have no dot.

    >>> evidence = "在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。"
    >>> flags(lost_byte_pairs, evidence + "教授阿賈伊阿格拉沃爾(Ajay Agrawal)說。")
    [('阿賈伊阿格拉沃爾', 'a · between the names is lost; its place is not known')]
    >>> flags(lost_byte_pairs, "教授阿賈伊阿格拉沃爾(Ajay Agrawal)說。")
    []
    >>> flags(lost_byte_pairs, evidence + "摩根士丹利(Morgan Stanley)與機器學習(Machine Learning)。")
    []
    """
    other = evidence(text)
    if other is None or _DOT.search(text):
        return
    patch = other.patch
    spans = list(_names(patch.apply(text)))
    for start, end in patch.origins(spans):
        yield Flag(start, end, "a · between the names is lost; its place is not known")


def _names(text: str) -> Iterator[tuple[int, int]]:
    """The foreign names in hanzi that have lost their dot, in a text without annotations."""
    for match in _NAMES.finditer(text):
        run = simplified(match["hanzi"])
        size = next((size for size, char in enumerate(reversed(run)) if char not in SOUNDS), len(run))
        known = any(run[-length:] in words().counts for length in range(SHORTEST, len(run) + 1))
        if size >= SHORTEST and not known:
            yield match.end("hanzi") - size, match.end("hanzi")
