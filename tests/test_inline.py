"""Chrome inside a line: what is glued to prose goes, and the prose stays to the letter."""
# ruff: noqa: E501 - a case stands on one line of its table

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.edits import Edit
from corpusclean.rule import Rule
from corpusclean.rules import inline
from corpusclean.rules.inline import captions, glued, marks, notices
from corpusclean.rules.inline.lines import lines, lines_at
from corpusclean.rules.inline.settled import ROUNDS, settled
from corpusclean.testing import assert_lawful, fix, texts

SEEDS = Path(__file__).parent.parent / "seeds"
CODES = {
    "CHR111": "glued_credit",
    "CHR112": "copy_notice",
    "CHR201": "footnote_mark",
    "CHR202": "hashtag",
    "CHR203": "stock_code",
    "CHR204": "caption",
}
RULES = [Rule(code, getattr(inline, name), inline.TRIGGERS[name], safe=code < "CHR2") for code, name in CODES.items()]
ZH = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。"
TW = "湖邊的老橋在星期天重新開放，三年的修繕終於結束，市民們排起了長隊，都想第一個走過去看看。"
EN = "The old bridge over the lake was opened again on Sunday, after three years of careful work by two firms."
JA = "湖にかかる古い橋が日曜日に再び開通し、三年にわたる修繕がようやく終わり、市民が長い列を作った。"
KO = "호수의 오래된 다리가 삼 년의 공사를 마치고 일요일에 다시 열렸다. 시민들은 길게 줄을 섰다."

PIECES = [
    *("\n", "\n\n", "\r\n", " ", "\u3000", "。", "，", "（", "）", "[", "]", "“", "”", '"', ":", "#", "$", "\u2028"),
    *(
        "时间:2024-05-28 00:00:00",
        "来自:海湾日报",
        "字号:T  T",
        "来源：海湾日报",
        "责任编辑：李四",
        "（责编：李四）",
        "(0)",
        "阅读原文",
    ),
    *(
        "点击：12 ",
        "2024-05-28 10:30 ",
        "赞(12)",
        "【打印】【关闭】",
        "홍길동 기자 hong@example.com",
        "続きを読む",
        "Read more »",
    ),
    *(
        "（本文来源：www.example.com）",
        "未经允许不得转载。",
        "手机用户请浏览m.example.com阅读",
        "转载请注明出处",
        "版权",
        "请记住本站网址：",
    ),
    *(
        "[2]",
        "①",
        "［注1］",
        "参考资料",
        "#话题#",
        "#one #two",
        "$某某股份(SH600000)$",
        "(600000.SH)",
        "（600000）",
        "股",
        "图源：某某",
    ),
    *("▲ 老桥", "Photo: Mary Major", "(Photo by Mary Major/AFP)", " 李四 摄", ZH, ZH, EN, EN, "短句。", "Short."),
]


@pytest.mark.parametrize("rule", RULES, ids=CODES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_laws(rule: Rule, data: st.DataObject) -> None:
    text = data.draw(st.one_of(texts(rule), st.lists(st.sampled_from(PIECES), max_size=9).map("".join)))
    assert_lawful(rule, text)


@settings(max_examples=50, deadline=None)
@given(st.text("()ab", max_size=20 * ROUNDS))
def test_cuts_settle_or_nothing_is_cut(text: str) -> None:
    def pair(left: str) -> list[Edit]:
        at = left.find("()")
        return [Edit(at, at + 2, "")] if at >= 0 else []

    once = fix(lambda whole: settled(whole, pair), text)
    assert fix(lambda whole: settled(whole, pair), once) == once
    if once != text:
        assert "()" not in once


# CHR111: (before the prose, prose, behind the prose) - the prose is what stays
GLUED = [
    ("时间:2024-05-28 00:00:00来自:海湾日报字号:T  T", ZH, ""),
    ("发布时间：2024-05-28 10:30 浏览次数：123 【字体：大 中 小】 ", ZH, ""),
    ("2024-05-28 10:30:00　来源：海湾日报　", ZH, ""),
    ("来源：海湾日报 发布时间：2024-05-28 10:30　点击：123次  ", ZH, ""),
    ("来源：海湾日报2024-05-28 08:49", ZH, ""),
    ("日期：2024年5月28日　作者：李四　", ZH, ""),
    ("發布時間：2024-05-28　瀏覽：12　", TW, ""),
    ("", ZH, "责任编辑：李四"),
    ("", ZH, " 责任编辑 李四 校对 王五"),
    ("", ZH, "（责编：李四、王五）"),
    ("", ZH + "（记者 赵六）", "（责编：李四）"),
    ("", ZH, "[编辑 李四]"),
    ("", ZH, "【责任编辑：李四】"),
    ("", ZH, "(0)"),
    ("", ZH, "赞(12) 踩(0)"),
    ("", ZH, "阅读原文"),
    ("", ZH, "返回某站，查看更多 责任编辑：李四"),
    ("", ZH, "点击量：123"),
    ("", ZH, "来源：海湾日报 作者：李四 编辑：王五"),
    ("", ZH, "来源：《海湾日报》2024年5月28日"),
    ("", ZH, "（来源：海湾日报 责任编辑：李四）"),
    ("", ZH, "本文来自微信公众号：某某（ID：abc），作者：李四"),
    ("", ZH, "本文来自微信公众号“某某”（ID：abc），作者：李四，某某经授权发布。"),
    ("", ZH, "【打印】【关闭】"),
    ("", ZH, "分享到：微信 微博 QQ空间"),
    ("", TW, "（責任編輯：李四）"),
    ("", TW, "責任編輯：李四 校對：王五"),
    ("", JA, "続きを読む"),
    ("", KO, " 홍길동 기자 hong@example.com"),
    ("", KO, " <저작권자 ⓒ 해안일보, 무단전재 및 재배포 금지>"),
    ("", EN, " Read more »"),
    ("", EN, " Continue reading →"),
    ("", EN, " Share this: Facebook Twitter"),
    ("", "Die alte Brücke über den See ist seit Sonntag wieder offen.", " Weiterlesen ..."),
]


@pytest.mark.parametrize(("head", "prose", "tail"), GLUED, ids=lambda part: part[-16:])
@pytest.mark.parametrize("page", ["{}", "老桥开放\n\n{}\r\n", "{}\n\n相关推荐"])
def test_what_is_glued_goes_and_the_prose_stays(head: str, prose: str, tail: str, page: str) -> None:
    assert fix(inline.glued_credit, page.format(head + prose + tail)) == page.format(prose)


NOT_GLUED = [
    # values that do not end where prose begins
    "发布时间：2024-05-28日本首相到访湖边。" + ZH,
    "来源：海湾日报 点击：12人们排起了长队。" + ZH,
    "来源：海湾日报 浏览：312年前，湖边还没有桥。" + ZH,
    "来源：海湾日报 " + ZH,
    "时间：5月28日上午。" + ZH,
    "时间：2024-05-28 地点：湖边。" + ZH,
    "作者：李四 责任编辑：王五 " + ZH,
    "时间：30分钟 来源：奶奶 " + ZH,
    # authors, reporters, photographers, agencies
    ZH + "（作者：李四，系大学教授）",
    ZH + "（作者：李四）",
    ZH + "作者：李四",
    ZH + "（海湾日报记者 李四）",
    ZH + "（李四 摄）",
    ZH + "（完）",
    EN + " (Reporting by Mary Major; Editing by John Minor)",
    EN + " Source: Daily Gulf",
    EN + " You can read more about it here.",
    EN + " Learn more about the bridge.",
    EN + " Read more.",
    # sources of data, many of them, or with prose behind
    ZH + "来源：海湾日报\n" + ZH + "来源：山谷日报\n",
    ZH + "（来源：国家统计局）\n" + ZH,
    ZH + "资料来源：海湾日报",
    ZH + "来源：根据公开资料整理",
    ZH + "来源：作者计算",
    # no sentence before, or a word of one
    "他是海湾日报的责任编辑：李四",
    "下面请看编辑：李四",
    ZH + "编辑：不用客气，请坐下来慢慢说。",
    ZH + "审核：通过",
    ZH + "请点击阅读原文，了解更多。",
    ZH + "他在文末写下“阅读原文”。",
    ZH + "（关闭）",
    ZH + "【关闭】",
    ZH + "(1)",
    ZH + "式中的系数如下：(0)",
    "returns zero on success. (0)",
    "责任编辑：李四",
    "短。责任编辑：李四",
    ZH + "赞",
    ZH + "标签：老桥 湖边",
    ZH + "\n责任编辑：李四\n" + ZH,
    ZH + "홍길동 기자",
    KO + " 홍길동 기자",
    # items of a digest
    "\n".join(["时间：2024-05-28 来源：海湾日报  " + ZH] * 3),
    # an interview
    ZH + "编辑：李四\n" + ZH + "编辑：王五\n",
]


@pytest.mark.parametrize("text", NOT_GLUED, ids=lambda text: text[-20:])
def test_what_is_the_texts_stays(text: str) -> None:
    assert fix(inline.glued_credit, text) == text


NOTICES = [
    "（本文来源：www.example.com）",
    "本文来自某某网，转载请注明出处。",
    "本文为某某网原创，转载请注明出处。",
    "【某某小说网 www.example.com 首发】",
    "（首发于www.example.com）",
    "本书由www.example.com首发。",
    "未经允许不得转载。",
    "未经本站授权，任何单位和个人不得转载、摘编。",
    "版权归作者所有，未经授权禁止转载。",
    "如需转载，请注明出处：某某网。",
    "请记住本站网址：www.example.com。",
    "天才一秒记住本站地址：www.example.com。",
    "最新网址：www.example.com。",
    "手机用户请浏览m.example.com阅读。",
    "手机用户请浏览ｍ．ｅｘａｍｐｌｅ．ｃｏｍ阅读",
    "喜欢某某书请大家收藏：(www.example.com)某某书更新速度最快。",
    "（更多好看的小说请访问某某小说网）",
    "更多精彩内容请关注微信公众号：某某。",
    "(本章未完，请翻页)",
    "無断転載を禁じます。",
]


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize(("before", "after"), [(ZH, ZH), (ZH, ""), (ZH, "\n" + ZH)])
def test_notices_between_sentences_go(notice: str, before: str, after: str) -> None:
    assert fix(inline.copy_notice, before + notice + after) == before + after


def test_a_formula_goes_out_of_a_sentence() -> None:
    assert (
        fix(inline.copy_notice, "他从湖边的长椅上站起来手机用户请浏览m.example.com阅读走了出去。")
        == "他从湖边的长椅上站起来走了出去。"
    )
    text = EN + " Read more at www.example.com\n" + EN
    assert fix(inline.copy_notice, text) == EN + "\n" + EN


def test_a_line_that_is_a_notice_goes_only_with_an_address_and_from_a_page_of_prose() -> None:
    page = ZH * 2 + "\n{}\n" + ZH + "\n"
    assert fix(inline.copy_notice, page.format("请记住本站网址：www.example.com。")) == ZH * 2 + "\n" + ZH + "\n"
    for alone in ("未经允许不得转载。", "转载请注明出处", "更多精彩内容请关注微信公众号：某某"):
        assert fix(inline.copy_notice, page.format(alone)) == page.format(alone)
        assert fix(inline.copy_notice, alone) == alone
    assert fix(inline.copy_notice, "请记住本站网址：www.example.com。") == "请记住本站网址：www.example.com。"


NOT_NOTICES = [
    "“未经允许不得转载。”" + ZH,
    "文末写着：未经允许不得转载。" + ZH,
    "许多网站会插入诸如“请记住本站网址：www.example.com”的句子。" + ZH,
    "例如，手机用户请浏览m.example.com阅读。" + ZH,
    "合同规定未经允许不得转载他人的文章。" + ZH,
    "他说自己的文章未经允许就被转载了。" + ZH,
    "未经修缮的老桥不得通行。" + ZH,
    "未经许可，任何人不得进入施工现场。" + ZH,
    "《著作权法》规定，转载应当支付报酬。未经允许不得转载。授权由作者书面给出。" + ZH,
    "转载是什么意思\n" + ZH + "转载请注明出处。\n转载要写清作者。\n",
    "这本书首发于上海，很快就卖完了。" + ZH,
    "本文来自作者的课堂笔记，讨论老桥的结构。" + ZH,
    "本文来源于一次谈话。" + ZH,
    "更多内容请看下一章。" + ZH,
    "更多的小说请他写序，他都答应了。" + ZH,
    "请记住本站的名字，下一班车在这里停。" + ZH,
    "记住网址www.example.com并不难。" + ZH,
    "请记住官方网址：www.example.com，谨防假冒。" + ZH,
    "手机用户请登录m.example.com查询车次。" + ZH,
    "该报最新网址：www.example.com。" + ZH,
    "他收藏了许多老桥的照片。" + ZH,
    "详情见网站（www.example.com）。" + ZH,
    "See the guide (https://www.example.com/guide) for more. " + EN,
    EN + " Originally published at www.example.com.",
    EN + " You can read more at www.example.com or in print.",
    "All rights reserved. This paper may not be copied. " + EN,
]


@pytest.mark.parametrize("text", NOT_NOTICES, ids=lambda text: text[:20])
def test_who_speaks_of_notices_is_left_alone(text: str) -> None:
    assert fix(inline.copy_notice, text) == text


FOOTNOTES = [
    ("想到这一点。[2]这个学生找到了路线[3]。", "想到这一点。这个学生找到了路线。"),
    ("做点好事[3]。”", "做点好事。”"),
    ("看过这座桥［注1］，", "看过这座桥，"),
    ("老桥的结构①，", "老桥的结构，"),
    ("the bridge was opened.[1] It was full.[2]", "the bridge was opened. It was full."),
]
NOT_FOOTNOTES = [
    "想到这一点[2]。\n参考资料\n李四《老桥》",
    "想到这一点[2]。\n[2] 李四《老桥》",
    "想到这一点[2]。\n注1：李四《老桥》\n①《新桥》",
    "步骤如下：①看桥；②拍照①。",
    "①看桥②拍照",
    "the list a[2] and b[3], word[1].",
    "items[0] and items[1].",
    "see [2](link) and [2]: http://www.example.com",
    "于2019年[2019]。",
    "x = 序列[2];",
    "H₂O[2]",
    "路线[2](http://www.example.com)",
    "[2]",
]
HASHTAGS = [
    ("老桥开放了。#湖边的老桥# #周末去哪儿#", "老桥开放了。"),
    (EN + " #bridge #lake\nEnd.", EN + "\nEnd."),
    ("一。\n#话题一# $某某股份(SH600000)$ #话题二#\n二。", "一。\n二。"),
    ("#one #two #three\nText.", "Text."),
]
NOT_HASHTAGS = [
    "# 标题\n## 二\n",
    "#include <stdio.h>\n#define A 1\n#ifdef B #endif\n",
    "The #bridge tag is used by many.",
    "It fixes #123.\n#123 #124\n",
    "color: #fff #00ff00\n#ffffff #000000\n",
    "#debug\n#verbose\n",
    "C# 和 F# 是语言。",
    "#yyyy-mm-dd#\n",
    "他说#老桥#开放了。",
    "cost of $5 and $6$",
    "run it. # a comment",
]
STOCKS = [
    ("某某股份(600000.SH)上涨", "某某股份上涨"),
    ("某某（00001.HK）与某某（NASDAQ：EXMP）", "某某与某某"),
    ("Example Corp. (NYSE: EXMP) fell.", "Example Corp. fell."),
    ("买入$某某股份(SH600000)$的人", "买入某某股份的人"),
    ("某某股份（600000）的股价", "某某股份的股价"),
    ("某某(600000.SH；00001.HK)上涨", "某某上涨"),
]
NOT_STOCKS = [
    "f(600000)",
    "邮编（600000）",
    "代码为600000.SH的公司",
    "(SHA256)",
    "(NYSE: EXMP)",
    "NYSE: EXMP fell",
    "一共（300000）人",
    "$x(t)$ 与 $y$",
    "见（SH文献）",
]
CAPTIONS = [
    ("一。\n图源：某某\n二。", "一。\n二。"),
    ("一。\n▲ 重新开放的老桥\n二。", "一。\n二。"),
    ("A.\nPhoto: Mary Major/AFP\nB.", "A.\nB."),
    ("A.\nImage credit: Example Studio\nB.", "A.\nB."),
    ("The bridge on Sunday. (Photo by Mary Major/AFP)", "The bridge on Sunday."),
    ("重新开放的老桥 图源：某某", "重新开放的老桥"),
    ("重新开放的老桥。 海湾日报记者 李四 摄", "重新开放的老桥。"),
    ("重新开放的老桥（图/某某）", "重新开放的老桥"),
]
NOT_CAPTIONS = [
    "图1：老桥的结构",
    "图 2 老桥的照片",
    "Figure 1: The bridge",
    "image: nginx:1.14\n",
    "Picture this: a bridge without a river, and a river without a bridge, and so on and on. Then think of it. Then stop.",
    "Images of the bridge were shown.",
    "- Photo: how to take one",
    "▲ 3.5%",
    "他喜欢摄影：一年四季都在湖边。他也喜欢写作。他还喜欢走路。",
    "（图穷匕见）",
    "Open Image/Canvas Size to change it.",
    "拍摄",
]


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        *(("footnote_mark", *case) for case in FOOTNOTES),
        *(("footnote_mark", text, text) for text in NOT_FOOTNOTES),
        *(("hashtag", *case) for case in HASHTAGS),
        *(("hashtag", text, text) for text in NOT_HASHTAGS),
        *(("stock_code", *case) for case in STOCKS),
        *(("stock_code", text, text) for text in NOT_STOCKS),
        *(("caption", *case) for case in CAPTIONS),
        *(("caption", text, text) for text in NOT_CAPTIONS),
    ],
)
def test_optional_rules(name: str, text: str, wanted: str) -> None:
    assert fix(getattr(inline, name), text) == wanted


def test_safe_rules_leave_the_seeds_and_the_optional_ones_find_their_marks() -> None:
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for rule in RULES:
            for edit in rule(text)[0]:
                found.setdefault((path.name[:3], rule.code), []).append(text[edit.start : edit.end])
    assert not any(code < "CHR2" for _, code in found)
    assert found["001", "CHR201"] == ["[2]", "[2]"]
    assert found["004", "CHR201"] == ["[3]", "[7]"]
    assert len(found["004", "CHR202"]) == 1


@pytest.mark.parametrize("rule", RULES, ids=CODES)
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a\n",
        "。(0)",
        "。来源：李四",
        ZH + "责任编辑：李四\n",
        "转载请注明出处",
        "记住",
        "[1]a",
        "#a ",
        "a(SH600000)",
        "图：",
        "(Photo by A) ",
    ],
)
def test_hostile_text_takes_time_in_proportion(rule: Rule, unit: str) -> None:
    def seconds(size: int) -> float:
        taken = []
        for n in range(3):  # the first one compiles patterns, any may be held up; a text that was read is kept
            text = unit * (size // len(unit)) + "\n" * n
            started = time.process_time()
            rule(text)
            taken.append(time.process_time() - started)
        return min(taken)

    assert seconds(16_000) < 16 * max(seconds(4_000), 0.005)


GLUED_PIECES = [
    *PIECES,
    *(
        "来源",
        "编辑",
        "分享到",
        "赞",
        "\u3000（3)",
        "【打印】",
        "(0）",
        "（0)",
        "来自微信公众号“某某”",
        "조회 수: 12",
        "[字体大 中 小]",
    ),
    *("Share on\u3000: X", "2024-05-28 10:30  ", "湖边的老桥在星期天重新开放，三年的修缮终于结束。", "\x85", "\x0b"),
]


@given(st.lists(st.sampled_from(GLUED_PIECES)).map("".join), st.lists(st.integers(0, 400)))
def test_lines_at_places_are_those_of_all_lines(text: str, places: list[int]) -> None:
    inside = sorted(at for at in places if at < len(text) and text[at].splitlines() == [text[at]])
    every = [*lines(text)]
    found = [*lines_at(text, inside)]
    assert found == [line for line in every if line in found]
    for at in inside:
        assert all(any(low <= at < high for low, high in found) for start, end in every if start <= at < end)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(GLUED_PIECES), min_size=2).map("".join))
def test_lines_that_are_not_read_hold_nothing(text: str) -> None:
    every = [start for start, _ in lines(text)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(glued, "glued_words", lambda _: every)
        patch.setattr(glued, "_any", lambda *_: True)
        glued.glued.cache_clear()
        slow = glued.glued(text)
    glued.glued.cache_clear()
    assert glued.glued(text) == slow
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(captions, "lines_at", lambda text, _: lines(text))
        shown = [*captions.captions(text)]
        patch.setattr(notices, "_LETTER", re.compile(""))
        copied = notices.notices(text)
    assert [*captions.captions(text)] == shown
    assert notices.notices(text) == copied


@given(
    st.lists(
        st.sampled_from(
            ["[1]", "[", "2", "]", "①", "［注3］", "(600000)", "$某某", "(SH600000)", "$", "(", "；", "NYSE: A)"]
        )
    ).map("".join)
)
def test_marks_found_by_their_first_character_are_all(text: str) -> None:
    for pattern, openers in ((marks._NOTES, marks._NOTE_OPENERS), (marks._STOCK, marks._STOCK_OPENERS)):
        assert [m.span() for m in marks._at(pattern, openers, text)] == [m.span() for m in pattern.finditer(text)]


def test_clean_lines_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise AssertionError("a line is read")

    for module, name in ((glued, "_head"), (glued, "_tails"), (glued, "_last"), (notices, "_sentence")):
        monkeypatch.setattr(module, name, none)
    text = f"{ZH}他说，来源不明的编辑和时间都没有人知道，分数也是。\n{EN}\n\n" * 50
    assert fix(inline.glued_credit, text) == text
    assert fix(inline.copy_notice, text) == text
