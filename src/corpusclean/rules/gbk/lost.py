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


#: ``據台媒報道`` and ``根據外媒報道`` begin a clause, and something stands before them: a mark, or one of these.
_BEFORE = "根证證依占佔數数收凭憑论論票单單引窃竊割盘盤电電讯訊另但而是又也还還可经經再曾只都如并並却卻因"
_REPORTED = lazy(
    f"(?<=[一-鿿])(?:(?<![{_BEFORE}])[據据][一-鿿]{{2,8}}|(?<![{_BEFORE}须須应應要能会會就若将將已不未])根[據据][一-鿿]{{1,6}})"
    "(?:[报報][道導导]|透露|介[绍紹]|[统統][计計])"
)


def lost_byte_pairs(text: str) -> Iterator[Flag]:
    """The dot between the parts of a foreign name, or a dash, that was deleted from raw GBK bytes.

    The software that leaves the damage of `deleted_byte_pairs` also takes whole marks of row A1 away: ``·`` (``A1 A4``)
    and ``——`` (``A1 AA``, twice).  Nothing remains of them.  A dot is known to be lost where hanzi that foreign names
    are written with are followed by a name of two words or three: ``薩姆奧特曼(Sam Altman)``; a dash, or another mark,
    before ``據台媒報道`` inside a sentence.  Most lost dashes leave no sign, since to a model of words one by one no
    boundary that could be put between two words makes a text more likely; those are not flagged.  What stood there, and
    where, is not known for sure: this is a flag, never an edit.

    Only in a text where `inserted_pinyin` finds its annotations, and that has no such dot, or dash, at all: the
    software took every one.  Names that the dictionary has in one piece (``摩根士丹利``) have no dot.

    >>> evidence = "在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,發(fā)布產(chǎn)品。"
    >>> flags(lost_byte_pairs, evidence + "教授阿賈伊阿格拉沃爾(Ajay Agrawal)說。")
    [('阿賈伊阿格拉沃爾', 'a · between the names is lost; its place is not known')]
    >>> flags(lost_byte_pairs, "教授阿賈伊阿格拉沃爾(Ajay Agrawal)說。")
    []
    >>> flags(lost_byte_pairs, evidence + "邁出第一步據台媒報道,公司開始招人。")
    [('據台媒報道', 'a mark before it is lost, perhaps ——')]
    >>> flags(lost_byte_pairs, evidence + "摩根士丹利(Morgan Stanley)與機器學習(Machine Learning)。另據媒體報道。")
    []
    """
    other = evidence(text)
    if other is None:
        return
    patch = other.patch
    clean = patch.apply(text)
    found: list[Flag] = []
    if not _DOT.search(text):
        spans = list(_names(clean))
        found += [Flag(*span, "a · between the names is lost; its place is not known") for span in patch.origins(spans)]
    if "—" not in text:
        spans = [match.span() for match in _REPORTED.finditer(clean)]
        found += [Flag(*span, "a mark before it is lost, perhaps ——") for span in patch.origins(spans)]
    yield from sorted(found)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """The foreign names in hanzi that have lost their dot, in a text without annotations."""
    for match in _NAMES.finditer(text):
        run = simplified(match["hanzi"])
        size = next((size for size, char in enumerate(reversed(run)) if char not in SOUNDS), len(run))
        known = any(run[-length:] in words().counts for length in range(SHORTEST, len(run) + 1))
        if size >= SHORTEST and not known:
            yield match.end("hanzi") - size, match.end("hanzi")
