"""Thirteen kinds of damage for the corpus that speed is measured on: each makes a text and its encoding of a text.

They are for having damage in a corpus at all; `benchmarks/damage` measures how much of it is undone.
"""

import random
import re
import unicodedata
from collections.abc import Callable

__all__ = ["COPIES", "DAMAGES", "Damage"]

Damage = Callable[[str, random.Random], tuple[str, str]]

#: Lines of chrome, our own, as pages have them above, between and below their text.
CHROME = (
    "上一篇：返回列表",
    "下一页",
    "分享到：微博 微信 QQ空间",
    "点击阅读全文",
    "责任编辑：小周",
    "来源：本站整理",
    "版权所有，未经允许不得转载",
    "您当前的位置：首页 > 资料 > 正文",
    "第 2 页，共 8 页",
    "回到顶部",
    "登录 | 注册 | 忘记密码",
    "阅读(512) 评论(3)",
    "2019-03-12 08:15:00",
    "京ICP备00000000号-1",
    "扫码关注我们的公众号",
    "相关阅读",
    "版權所有 © 2020 請勿轉載",
    "返回首頁",
    "Copyright © 2002-2021 All rights reserved.",
    "Page 2 of 8",
    "Share this: Facebook Twitter",
    "Read more »",
    "Home | About Us | Contact Us",
    "Posted by admin on March 12, 2019",
    "Back to top",
    "----------------------------------------",
    "[1] [2] [3] [4]",
)
#: Frequent characters, each with its reading behind it.
READINGS = (
    "的de 一yī 是shì 不bù 了le 人rén 我wǒ 在zài 有yǒu 他tā 这zhè 中zhōng 大dà 来lái 上shàng 个gè 国guó 到dào 说shuō "
    "们men 为wéi 子zǐ 和hé 你nǐ 地dì 出chū 道dào 也yě 时shí 年nián 要yào 就jiù 這zhè 來lái 個gè 國guó 說shuō "
    "們men 為wéi 時shí"
)
PINYIN = {pair[0]: pair[1:] for pair in READINGS.split()}


def misread(text: str, encoding: str) -> str:
    """UTF-8 read in a single-byte page; bytes it has no character for stay what they are in Latin-1."""
    return "".join(_char(byte, encoding) for byte in text.encode())


def _char(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


def mojibake(encoding: str) -> Damage:
    """All lines of one document, a fifth of those of the next."""

    def damage(text: str, chance: random.Random) -> tuple[str, str]:
        share = chance.choice((1.0, 0.2))
        lines = (misread(line, encoding) if chance.random() < share else line for line in text.split("\n"))
        return "\n".join(lines), "utf-8"

    return damage


def curly_quotes(text: str, _: random.Random) -> tuple[str, str]:
    """Quotes and dashes made typographic, and then all of it read as Windows-1252."""
    text = re.sub(r'"([^"\n]*)"', "“\\1”", text).replace("'", "’").replace(" - ", " — ")
    return misread(text, "cp1252"), "utf-8"


def pinyin(text: str, chance: random.Random) -> tuple[str, str]:
    """The reading in brackets behind a third of the frequent characters."""
    chars = (f"{char}({PINYIN[char]})" if char in PINYIN and chance.random() < 0.3 else char for char in text)
    return "".join(chars), "utf-8"


def repeated_lines(text: str, chance: random.Random) -> tuple[str, str]:
    """Lines that stand twice or three times, at once or further down."""
    found: list[str] = []
    for line in text.split("\n"):
        found += [line] * (1 + (chance.random() < 0.3) * chance.randint(1, 2))
        if chance.random() < 0.1:
            found.append(chance.choice(found))
    return "\n".join(found), "utf-8"


def chrome(text: str, chance: random.Random) -> tuple[str, str]:
    """Lines of chrome above, below, and one for twenty lines between."""
    lines = text.split("\n")
    for _ in range(len(lines) // 20):
        lines.insert(chance.randrange(len(lines)), chance.choice(CHROME))
    head, foot = (chance.choices(CHROME, k=chance.randint(*some)) for some in ((2, 5), (3, 8)))
    return "\n".join([*head, *lines, *foot]) + "\n", "utf-8"


def near_copy(text: str, chance: random.Random) -> tuple[str, str]:
    """A copy in which one line of forty ends otherwise."""
    lines = text.split("\n")
    for number in chance.sample(range(len(lines)), max(1, len(lines) // 40)):
        lines[number] += " (changed)"
    return "\n".join(lines), "utf-8"


def mess(text: str, chance: random.Random) -> tuple[str, str]:
    """In half of the lines one of: odd spaces and ligatures, entities, loose accents, full width, controls, escapes."""
    changes: tuple[Callable[[str], str], ...] = (
        lambda line: line.replace(" ", "\N{NO-BREAK SPACE}").replace("fi", "\N{LATIN SMALL LIGATURE FI}"),
        lambda line: line.replace("&", "&amp;").replace("<", "&lt;") + " &nbsp;&mdash;&hellip;",
        lambda line: unicodedata.normalize("NFD", line.replace("e", "é", 1)),
        lambda line: "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in line),
        lambda line: f"{line[: len(line) // 2]}\N{ZERO WIDTH SPACE}\a\ufeff{line[len(line) // 2 :]}",
        lambda line: f"\x1b[31m{line}\x1b[0m\ufffd\r",
    )
    lines = (chance.choice(changes)(line) if chance.random() < 0.48 else line for line in text.split("\n"))
    return "\n".join(lines), "utf-8"


def stored_in(encoding: str) -> Damage:
    """No damage, but bytes in another encoding."""
    return lambda text, _: (text, encoding)


#: All kinds by name; the copies are made of documents that are there.
DAMAGES: dict[str, Damage] = {
    "mojibake_1252": mojibake("cp1252"),
    "mojibake_latin1": mojibake("latin-1"),
    "curly_quotes_1252": curly_quotes,
    "pinyin": pinyin,
    "repeated_lines": repeated_lines,
    "chrome": chrome,
    "copy": stored_in("utf-8"),
    "near_copy": near_copy,
    "mess": mess,
    "gb18030": stored_in("gb18030"),
    "big5": stored_in("big5"),
    "utf16": stored_in("utf-16"),
    "utf8_mark": stored_in("utf-8-sig"),
}
COPIES = frozenset(("copy", "near_copy"))
