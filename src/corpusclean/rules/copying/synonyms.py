"""Synonyms swapped in by a table, inside words too: the forms that are no Chinese are flagged."""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpusclean.edits import Flag

__all__ = ["SPUN", "spun_synonyms"]

#: What the swap makes of words that hold a word of the table, with the words: 则 has become 那么, 基础 根底, 安全 平安,
#: 发展 开展, 部分 局部, 服务 效劳, 比较 比拟, 若 假设.  None of them stands in 36 million clean characters.
#: One of these is enough.
SURE = {
    "根底设施": "基础设施",
    "根底知识": "基础知识",
    "根底理论": "基础理论",
    "平安隐患": "安全隐患",
    "平安系数": "安全系数",
    "不平安因素": "不安全因素",
    "开展中国家": "发展中国家",
    "科学开展观": "科学发展观",
    "绝大局部": "绝大部分",
    "组成局部": "组成部分",
    "效劳器": "服务器",
    "售后效劳": "售后服务",
    "效劳意识": "服务意识",
    "四那么运算": "四则运算",
    "假设干": "若干",
    "美中缺乏": "美中不足",
}
#: Of these there must be two, or one of the others: somebody may have meant them.
LIKELY = {
    "原那么": "原则",
    "规那么": "规则",
    "法那么": "法则",
    "准那么": "准则",
    "否那么": "否则",
    "细那么": "细则",
    "总那么": "总则",
    "根底工程": "基础工程",
    "根底教育": "基础教育",
    "根底建设": "基础建设",
    "根底课": "基础课",
    "根底数据": "基础数据",
    "打下根底": "打下基础",
    "奠定根底": "奠定基础",
    "物质根底": "物质基础",
    "平安生产": "安全生产",
    "平安事故": "安全事故",
    "平安检查": "安全检查",
    "平安防护": "安全防护",
    "平安措施": "安全措施",
    "食品平安": "食品安全",
    "可持续开展": "可持续发展",
    "开展趋势": "发展趋势",
    "开展前景": "发展前景",
    "开展战略": "发展战略",
    "大局部": "大部分",
    "效劳业": "服务业",
    "效劳员": "服务员",
    "效劳质量": "服务质量",
    "公共效劳": "公共服务",
    "比拟好": "比较好",
    "比拟大": "比较大",
    "比拟高": "比较高",
    "比拟多": "比较多",
    "比拟简单": "比较简单",
    "缺乏之处": "不足之处",
    "不可防止": "不可避免",
    "本钱核算": "成本核算",
    "本钱控制": "成本控制",
}
#: The forms with their words; one of them must be in a text that the rule concerns.
SPUN = {**SURE, **LIKELY}


@lru_cache(maxsize=64)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """The forms, the longest first.

    Behind 那么 something must end or go on as behind a noun: ``草原那么美`` and ``是否那么难`` are Chinese.
    """
    return re.compile(
        "|".join(
            rf"(?<![草高中平复還还是办想说方]){form}(?=[，。、；：:,.）)和与及上为]|\s)"
            if form.endswith("那么")
            else form
            for form in sorted(forms, key=len, reverse=True)
        )
    )


def spun_synonyms(text: str) -> Iterator[Flag]:
    """Synonyms swapped in by a table, inside words too, which leaves forms that are no Chinese.

    Sites that share documents change what they copy with a list of synonyms, applied without finding the words first:
    则 becomes 那么, so that 原则 is ``原那么``; 基础 becomes 根底, 安全 平安, 发展 开展, 部分 局部, 服务 效劳.  Most of
    what comes out is Chinese of a sort (``平安`` is a word), so the text cannot be told from what was written, and
    nothing is changed.  A form that is never written is flagged, with the word it was: the whole text is suspect.

    One form is enough where nobody could mean it (``根底设施``, ``效劳器``); of the others there must be two.

    >>> flags(spun_synonyms, "遵循设计的原那么，注意平安生产。")
    [('原那么', 'a swapped synonym: 原则'), ('平安生产', 'a swapped synonym: 安全生产')]
    >>> flags(spun_synonyms, "草原那么美，祝你平安。根底要打牢，活动可持续开展下去。")
    []
    """
    there = tuple(form for form in SPUN if form in text)
    if not there:
        return
    pattern = _pattern(there)
    forms = {match[0] for match in pattern.finditer(text)}
    if len(forms) > 1 or forms & SURE.keys():
        for match in pattern.finditer(text):
            yield Flag(*match.span(), f"a swapped synonym: {SPUN[match[0]]}")
