"""White space: what goes and, above all, what stays."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpusclean.edits import Edit, Patch
from corpusclean.rules.whitespace import (
    ODD_SPACES,
    blank_lines,
    ideographic_indents,
    line_ends,
    odd_spaces,
    spaced_out_hanzi,
    spaces_between_hanzi,
    trailing_whitespace,
)
from corpusclean.testing import fix

SEEDS = Path(__file__).parents[1] / "seeds"
Filter = Callable[[str], list[Edit]]
FILTERS = [
    blank_lines,
    ideographic_indents,
    line_ends,
    odd_spaces,
    spaced_out_hanzi,
    spaces_between_hanzi,
    trailing_whitespace,
]

CLAUSE = "他毕业于一所大学的人工智能实验室"
FRAME = f"{CLAUSE},%s,专攻深度学习和计算机视觉,后来还担任了这所大学第一门深度学习课程的主要讲师。"
TOKENS = [
    *(" ", "  ", "\t", "\n", "\r", "\r\n", "\u2028", "\u2029", "\u0085", "\u00a0", "\u3000", "\u3000\u3000", "\u2009"),
    *(
        "中",
        "文",
        "的 ",
        "是 ",
        "全 部 内 容 ",
        "の ",
        "で き る こ と が あ り ま す 。 ",
        "本 文 的 全 部 内 容 都 在 这 里",
        "，",
        "。",
        ",",
        "a",
        "1",
        "\x00",
        "\ufffd",
    ),
    *("　　这是第一段,它说了一件事情,大家都听说过。\n", FRAME % "博士 师从 华人科学家李飞飞教授", "か"),
]
TEXTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(TOKENS), max_size=30).map("".join))


@pytest.mark.parametrize("filter_", FILTERS)
@given(text=TEXTS)
@example(text="")
@example(text="\r")
@example(text=" \n \n")
def test_laws(filter_: Filter, text: str) -> None:
    patch = Patch.of(text, filter_(text))
    assert patch == Patch.of(text, filter_(text))
    once = patch.apply(text)
    assert not list(filter_(once))
    assert [c for c in once if not c.isspace()] == [c for c in text if not c.isspace()]


@given(text=TEXTS)
def test_hard_breaks_are_idempotent(text: str) -> None:
    once = fix(trailing_whitespace, text, keep_hard_breaks=True)
    assert fix(trailing_whitespace, once, keep_hard_breaks=True) == once


@given(text=TEXTS, keep=st.booleans())
def test_what_ends_a_line_is_what_its_lines_say_one_by_one(text: str, keep: bool) -> None:
    edits, place = [], 0
    lines = text.replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        kept = len(line.rstrip(f" \t\u3000{ODD_SPACES}"))
        hard = keep and kept and line[kept:] == "  " and number < len(lines)
        if kept < len(line) and not hard:
            edits.append(Edit(place + kept, place + len(line), ""))
        place += len(line) + 1
    assert list(trailing_whitespace(text, keep_hard_breaks=keep)) == edits


@given(st.text(" \t\nab"))
def test_blank_lines_are_those_of_all_line_ends(text: str) -> None:
    assert fix(blank_lines, text).replace("\n", "\r") == fix(blank_lines, text.replace("\n", "\r"))


GOES = [
    (trailing_whitespace, "a \nb\t \r\nc  ", "a\nb\r\nc"),
    (trailing_whitespace, "a\u3000\nb\u00a0\r", "a\nb\r"),
    (trailing_whitespace, "   ", ""),
    (trailing_whitespace, " \n\t\n", "\n\n"),
    (line_ends, "a\r\n\r\nb\rc\u2028d\u2029e\u0085", "a\n\nb\nc\nd\ne\n"),
    (line_ends, "a\n\rb", "a\n\nb"),
    (line_ends, "a\x85\x85b\xa0\x85", "a\n\nb\xa0\n"),
    (odd_spaces, "有限公司\u00a0北京", "有限公司 北京"),
    (odd_spaces, "a\u2003b\u202f!\u205f", "a b ! "),
    (odd_spaces, "\u00a0\u00a0a", "  a"),
    (odd_spaces, "Hello\u3000world", "Hello world"),
    (blank_lines, "\n\n\na\n\n\n\nb\n\n", "a\n\nb\n"),
    (blank_lines, "a\r\n\r\n\r\nb", "a\r\n\r\nb"),
    (blank_lines, "a\n\n\n\nb", "a\n\nb"),
    (blank_lines, "a\n \n\t\n    b", "a\n \n    b"),
    (blank_lines, " \n  a", "  a"),
    (blank_lines, "\n\n", ""),
    (spaces_between_hanzi, FRAME % "博士 师从 华人科学家李飞飞教授", FRAME % "博士师从华人科学家李飞飞教授"),
    (spaces_between_hanzi, FRAME % "毕业后他到了 硅谷 工作", FRAME % "毕业后他到了硅谷工作"),
    (spaced_out_hanzi, "本 文 的 全 部 内 容", "本 文 的 全 部 内 容"),  # seven: no proof
    (spaced_out_hanzi, "（ 本 文 的 全 部 内 容 已 经 公 开 ）", "（本文的全部内容已经公开）"),
    # no grammar, or runs that Latin letters part: the line reads on
    (spaced_out_hanzi, "中 央 政 府 副 主 任 、 最 高 人 民 检 察 院 检 察 长", "中央政府副主任、最高人民检察院检察长"),
    (
        spaced_out_hanzi,
        "当 使 用EPOLL标 志 位（边 缘 触 发 行 为）时 ， 应 当 读 取 。",
        "当使用EPOLL标志位（边缘触发行为）时，应当读取。",
    ),
    (
        spaced_out_hanzi,
        "こ の フ ァ イ ル が あ る と き 、 2 つ の 別々の 表 示 を し ま す",
        "このファイルがあるとき、 2 つの別々の表示をします",
    ),
    (spaced_out_hanzi, "本 文 的 ⼯ 作 内 容 ， 都 已 经 公 开 。", "本文的⼯作内容，都已经公开。"),
    # before any other rule for white space: other spaces, line ends, blanks around it
    (spaced_out_hanzi, "本\xa0文\u2009的 全 部 内 容 已 经 公 开", "本文的全部内容已经公开"),
    (spaced_out_hanzi, "作 者 ： 李 四 \r\n本 文 的 内 容 已 经 公 开 \t\r", "作者：李四 \r\n本文的内容已经公开 \t\r"),
    (spaced_out_hanzi, "　　本 文 的 全 部 内 容 已 经 公 开　", "　　本文的全部内容已经公开　"),
    (spaced_out_hanzi, "会 议 纪 要\n会 议 指 出 ， 要 在 今 年 完 成 。", "会议纪要\n会议指出，要在今年完成。"),
]  # fmt: skip


@pytest.mark.parametrize(("filter_", "text", "right"), GOES)
def test_goes(filter_: Filter, text: str, right: str) -> None:
    assert fix(filter_, text) == right


def test_hard_breaks() -> None:
    text = "verse  \nverse   \n  \nend  "
    assert fix(trailing_whitespace, text, keep_hard_breaks=True) == "verse  \nverse\n\nend"


STAYS = [
    (trailing_whitespace, "  indented\n\tcode\n"),
    (trailing_whitespace, "a  b\tc"),
    (line_ends, "a\n\nb\n"),
    (line_ends, "Ö\x85\xfc bytes of another code page"),
    (odd_spaces, "第一章　总则\n　　段落\n"),
    (odd_spaces, "えっ！　そんな"),
    (odd_spaces, "東京　2020"),
    (odd_spaces, "表　1　结果"),
    (odd_spaces, "a\u3000"),
    (odd_spaces, "zero\u200bwidth and \ufeff are no spaces"),
    (blank_lines, "a\n\nb"),
    (blank_lines, "a\n\nb\n"),
    (blank_lines, "    a\n    b"),
    (blank_lines, "a\r\n\r\nb\r\n"),
    (ideographic_indents, "　　面朝大海\n　　　　春暖花开\n"),
    (ideographic_indents, "　　只有一段话是这样缩进的,别的都没有这样做。\n别的段落。\n"),
    (ideographic_indents, "　　题目\n　　作者\n　　日期\n"),
    (ideographic_indents, "    def f():\n        return 1\n"),
    (ideographic_indents, "姓名　年龄　地址\n张三　18　　北京\n"),
    # headings, names, tables, verse, addresses, keys and values, captions
    *(
        (spaces_between_hanzi, line)
        for line in (
            "第64集 陷入低谷",
            "第一章 总则 一般规定",
            "张三 李四 王五 赵六",
            "床前明月光 疑是地上霜 举头望明月 低头思故乡",
            "春满人间 福临门第",
            "姓名 年龄 地址",
            "地址:北京市 海淀区 中关村大街",
            "声明: 该内容为作者独立观点",
            "上一篇 下一篇 返回首页",
            "上一篇 2023年12月13日",
            "新华社记者 李梦馨 摄",
            "京ICP备12044478号 版权所有 复制必究",
            "没人能复制 您所在的位置 网站首页",
            "公司简介 联系我们 今日新闻",
            "わたし 東京 大学",
        )
    ),
    # the same inside a line of prose
    *(
        (spaces_between_hanzi, FRAME % clause)
        for clause in (
            "参加的有 张三 李四等人",
            "导师 张三 李四王五等同志参加了会议",
            "法国作家让 雅克 卢梭也到过这里",
            "北京 上海 广州三地都有分部设立",
            "苹果 香蕉 橘子",
            "富强 民主 文明",
            "今天真的非常累 不想去 但是他还是去了",
            "也就会告诉家长爱孩子 重视孩子 教育孩子是每个父母的天赋",
            "加油 加油 加油加油加油加油",
            "本报记者 田野 报道了这一个消息",
            "中文 空格后面只有一个",
            "这一句话有 三个 空格在 同一个分句",
            "这里包括 苹果 这样的水果和蔬菜",
            "见第三章 总论 和第四章的内容说明",
        )
    ),
    (spaces_between_hanzi, FRAME % "毕业后他到了 硅谷 工作" + "另一句,也有 空格,不好说。"),
    (spaces_between_hanzi, FRAME % "东京の大学,博士 师从 华人科学家李飞飞教授"),
    *(
        (spaced_out_hanzi, line)
        for line in (
            "春 夏 秋 冬",
            "东 南 西 北",
            "人 大 天 上 下 左 右 男 女 的 了 在 有 我 你 他",
            "的 一 是 了 我 不 人 在 他 有 这 个 上 们 来 到 时 大 地 为 子 中 你 说 生 国",
            "我会认：在 的 了 有 我 你 他 是 这 那 么 也 和 不 来 去",
            "阿 啊 呵 哀 埃 挨 癌 矮 艾 爱 碍 安 岸 按 案 的",
            "wǒ zài běi jīng de xué xiào lǐ dú shū\n我 在 北 京 的 学 校 里 读 书 ， 也 学 习",
            "[CLS] 我 来 到 北 京 清 华 大 学 的 校 园 里 [SEP]",
            "经过分词以后变成：\n我 爱 自 然 语 言 处 理 的 方 法",
            "日 一 二 三 四 五 六",
            "甲 乙 丙 丁 戊 己 庚 辛 壬 癸",
            "赵 钱 孙 李 周 吴 郑 王",
            "金 木 水 火 土",
            "有 无 有 无 有 无 有 无 有 无",
            "姓 名",
            "目 录",
            "静 夜 思",
            "生字:春 冬 风 雪 花 飞 入 什 双 国 方 青 清 气 晴 情 请",
            "公 司 简 介",
            "こ れ は 日 本 語",
            "あ い う え お か き く け こ さ し す せ そ た ち つ て と",
            "い ろ は に ほ へ と ち り ぬ る を わ か よ た れ そ つ ね な ら む",
            "ア 、 イ 、 ウ 、 エ 、 オ 、 カ 、 キ 、 ク 、 ケ 、 コ 、 サ 、 シ",
            "わたし は がっこう へ いきました 。 とても たのしい ひ でした 。",
            "甲 、 乙 、 丙 、 丁 、 戊 、 己 、 庚 、 辛 、 壬 、 癸 、 子 、 丑",
            "鸡 鸭 鹅 猪 ， 狗 牛 羊 马 ， 兔 虎 蛇 龙 ， 猴 鼠 鱼 虾",
            "锄 禾 日 当 午",
            "张 三  男  28\n李 四  女  31",
            "春 夏 秋 冬\n东 西 南 北",
            "本文 的 全部 内容 都 是 由 作者 提供",  # segmented text
            "A B C D E F G H I J",
        )
    ),
]


@pytest.mark.parametrize(("filter_", "text"), STAYS)
def test_stays(filter_: Filter, text: str) -> None:
    assert fix(filter_, text) == text


def test_proof_elsewhere_does_not_touch_series() -> None:
    text = "春 夏 秋 冬\n本 文 的 全 部 内 容 已 经 公 开\n一 二 三 四\n目 录\n"
    assert fix(spaced_out_hanzi, text) == "春 夏 秋 冬\n本文的全部内容已经公开\n一 二 三 四\n目 录\n"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_proof_is_of_a_line(end: str) -> None:
    text = end.join(["春 夏 秋 冬", "本 文 的 全 部 内 容 已 经 公 开", "目 录", ""])
    assert fix(spaced_out_hanzi, text) == end.join(["春 夏 秋 冬", "本文的全部内容已经公开", "目 录", ""])


@given(text=TEXTS)
def test_spaced_out_hanzi_need_no_other_rule(text: str) -> None:
    def rest(text: str) -> str:
        return fix(trailing_whitespace, fix(odd_spaces, fix(line_ends, text)))

    assert rest(fix(spaced_out_hanzi, text)) == fix(spaced_out_hanzi, rest(text))


def test_seeds() -> None:
    found = {}
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for filter_ in FILTERS:
            for edit in filter_(text):
                found.setdefault((path.name[:3], filter_.__name__), []).append(text[edit.start - 2 : edit.end + 2])
    assert found.pop(("000", "spaces_between_hanzi")) == ["博士 师从", "师从 华人"]
    assert {name for _, name in found} <= {"trailing_whitespace", "odd_spaces", "blank_lines"}


@pytest.mark.parametrize("filter_", FILTERS)
@pytest.mark.parametrize("piece", [" ", "\n", " \n", "\u3000", "中", "中 ", ",中 中 ", "\u00a0中", "\r"])
def test_linear_time(filter_: Filter, piece: str) -> None:
    started = time.process_time()
    list(filter_(piece * 50_000 + "x"))
    assert time.process_time() - started < 2
