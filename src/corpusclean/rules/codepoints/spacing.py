"""A space behind every character: whether a text was set so, or lists characters, by what it reads like without.

The second half of `corpusclean.rules.whitespace.spaced_out_hanzi`, which few texts come to.
"""

import re
from collections.abc import Iterator
from itertools import islice

from corpusclean.edits import Edit
from corpusclean.language.script import simplified
from corpusclean.language.segmentation import words
from corpusclean.patterns import lazy
from corpusclean.rules.codepoints.lines import HAN, KANA, lines_with
from corpusclean.rules.whitespace import ODD_SPACES, SPACE, UNIT

__all__ = ["closed_up", "meant", "reads_on", "runs_on", "several"]

#: So much of a line is looked at.
_SAMPLE = 4000
_LETTER = lazy(f"[{HAN}{KANA}]")
_IDEOGRAPH = lazy(f"[{HAN}]")
# Not the mark of repetition: programs that know ideographs by their blocks put no space beside it.
_TOGETHER = lazy(f"(?!々)[{HAN}{KANA}](?!々)(?=[{HAN}{KANA}])")
_SPACE = lazy("[ \u00a0\u2000-\u200a\u202f\u205f]")
_APART = lazy(f"[{HAN}{KANA}](?={_SPACE.pattern}[{HAN}{KANA}])")
_KANA = lazy("[\u3041-\u3096\u30a1-\u30fa]")
_MARK = lazy("[，。；：！？、]")
# Endings, and particles behind words in other letters: any twenty letters of running Japanese hold one of them, and
# charts of the syllabary none.
_JAPANESE = lazy(
    "する|した|して|され|ます|まし|ませ|です|でき|ない|なっ|なる|なり|あり|ある|いる|いて|てい|こと|もの|ため|から|まで"
    "|よう|など|れる|れば|られ|には|では|とは|への|のは|にも|とき|また|この|その|これ|それ|った|って|おり|だけ"
    "|という|しく|しい|[\u30a1-\u30fa\u30fc\u4e00-\u9fff][のをはがにでとも]"
)
#: Ideographs, also as radicals (`corpusclean.rules.codepoints.radicals` comes later), and kana: the inside of a class.
_LETTERS = f"{HAN}\u2e81-\u2ef3\u2f00-\u2fd5{KANA}"
# A line of pinyin, which the characters below it stand apart for; and the words of those who cut text into characters.
_ON_PURPOSE = lazy(
    "(?:[a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,3}[ ,.?!]{1,4}){3}"
    r"|\[CLS\]|\[SEP\]|</s>|分[词詞]|[按逐]字|[字词詞]表|\btoken",
    re.IGNORECASE,
)
_STOP = lazy("[，。；：！？]")
#: Words without which no sentence is written.
_GRAMMAR = lazy("[的了是在和与與及或被把从從对對将將而于於为為其之这這那等也不有]")
#: What is listed character by character: numbers, days, elements, signs, seasons, directions, surnames.
_SERIES = lazy(
    "[〇零一二三四五六七八九十百千万亿壹贰叁肆日月火水木金土甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥春夏秋冬东南西北中左右上下"
    "大小是否有无男女天地玄黄赵钱孙李周吴郑王億萬東無趙錢孫吳鄭]"
)


def meant(text: str) -> bool:
    r"""Whether a text sets characters apart on purpose.

    >>> meant("wǒ shì xué shēng\n我 是 学 生"), meant("本 文 的 内 容")
    (True, False)
    """
    return bool(_ON_PURPOSE.search(text))


def reads_on(line: str) -> bool:
    """Whether twelve letters or more, nearly none of them together, read as prose once they are closed up.

    In Chinese there must be a mark, and words: by the word model the best segmentation of prose gains 1.6 nats a
    character over its characters one by one, in 98 of 100 passages; that of lists of characters, half of it.  Where
    the parts between marks are longer, 40 hanzi need no such test.  In Japanese there must be endings and particles.
    The bounds were set on the damage benchmark (clean and spaced Chinese passages, seeds 1 and 2) and on lists, some of
    which stand in the tests; rerun both after a change.

    >>> reads_on("中 央 综 治 委 副 主 任 、 最 高 人 民 检 察 院 检 察 长")
    True
    >>> reads_on("鸡 鸭 鹅 猪 ， 狗 牛 羊 马 ， 兔 虎 蛇 龙 ， 猴 鼠 鱼 虾")
    False
    >>> reads_on("フ ァ イ ル を 開 く こ と が で き ま す 。"), reads_on("あ い う え お か き く け こ さ し す")
    (True, False)
    """
    line = line[:_SAMPLE]
    most = len(_SPACE.findall(line)) // 20  # so many may stand together at most
    if sum(1 for _ in islice(_TOGETHER.finditer(line), most + 1)) > most:
        return False
    letters = "".join(_LETTER.findall(line))
    if len(letters) < 12 or len(_TOGETHER.findall(line)) * 20 > len(_APART.findall(line)):
        return False
    marks = len(_MARK.findall(line))
    if len(_KANA.findall(letters)) * 10 >= len(letters):
        found = len(_JAPANESE.findall(letters))
        return found > 1 and (found + marks) * 20 >= len(letters)
    if not 0 < marks * 2 <= len(letters):
        return False
    return len(letters) >= 40 or (len(letters) >= 16 and _gain(letters) >= 1.6)


def _gain(letters: str) -> float:
    """How much more likely hanzi are as words than one by one, in nats a character; other letters do not count."""
    letters = "".join(_IDEOGRAPH.findall(letters[:_SAMPLE]))
    if not letters:
        return 0.0
    model = words()
    plain = simplified(letters)
    alone = sum(model.logs.get(char, model.unknown) for char in plain)
    return (model.score(plain) - alone) / len(plain)


def several(run: str, least: int, letter: str = _LETTERS) -> bool:
    """Whether a run has so many letters, and they are no series and not a few that repeat."""
    run = run[:_SAMPLE]
    letters = re.findall(f"[{letter}]", run)
    return (
        len(letters) >= least
        and len(_SERIES.findall(run)) * 5 < len(letters) * 4
        and len(set(letters)) * 2 > min(len(letters), 20)
        and letters != sorted(letters)
    )


def runs_on(run: str) -> bool:
    """Whether a run has eight hanzi or more, with grammar among them, and reads as words and not as a list."""
    run = run[:_SAMPLE]
    if len(run) < 8 or not several(run, 8, HAN) or len(_GRAMMAR.findall(run)) * 20 < len(run) // 2:
        return False
    # Lists have up to 1.4 where they are short, up to 1.1 beyond, and no marks; prose more (the benchmark's passages).
    return _gain(run) >= (1.5 if len(run) < 32 else 0.9 if _STOP.search(run) else 1.2)


_NO_SPACES = dict.fromkeys(map(ord, " " + ODD_SPACES))
# Possessive: a line of millions would otherwise remember every step of it.
_SPACED = lazy(f"(?<![{_LETTERS}]){UNIT}(?:{SPACE}{UNIT}(?![{_LETTERS}]))++")
# What stands in every run.
_PAIR = lazy(f"{SPACE}{UNIT}(?![{_LETTERS}])(?<={UNIT}..)")
# ... in a line that is proved as a whole, with letters that stand together between them.
_MOSTLY_SPACED = lazy(f"{UNIT}++(?:{SPACE}{UNIT}++)++")


def closed_up(text: str) -> Iterator[Edit]:
    r"""The runs of a text that was set so, without their spaces.

    >>> [edit.replacement for edit in closed_up("本 文 的 全 部 内 容 ， 都 是 由 作 者 提 供 。")]
    ['文的全部内容，都是由作者提供']
    """
    runs: list[tuple[int, re.Match[str], bool]] = []  # where its line begins, the run, whether the line is proved
    for start, line in lines_with(text, _PAIR):
        if found := [*_SPACED.finditer(line)]:
            whole = reads_on(line)
            proved = whole or any(runs_on(match[0]) for match in found)
            found = [*_MOSTLY_SPACED.finditer(line)] if whole else found
            runs += ((start, match, proved) for match in found)
    if any(proved for _, _, proved in runs) and not meant(text):
        for start, match, proved in runs:
            if proved or several(match[0], 4):
                yield Edit.between(start + match.start(), match[0], match[0].translate(_NO_SPACES))
