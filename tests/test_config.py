"""The configuration: where it is found, what overrides what, and that every mistake is named with its place."""

import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import acme
from corpusclean import config, records, registry
from corpusclean.config import Config, load, locate
from corpusclean.errors import ConfigError
from corpusclean.formats.encodings import AUTO, Orders
from corpusclean.formats.files import INCLUDED, matcher


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acme.install(monkeypatch)
    monkeypatch.chdir(tmp_path)


def test_defaults() -> None:
    assert load() == Config()
    assert Config().include == INCLUDED


def test_no_option_of_a_rule_has_the_name_of_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for rule in registry.all_rules():
        assert not set(config.CHECKS) & set(rule.options), rule.code


def test_the_levels_of_provenance_are_those_of_records() -> None:
    assert config.PROVENANCE == records.LEVELS


def test_the_nearest_file_wins_and_corpusclean_toml_goes_first(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.corpusclean]\njobs = 1\n")
    assert locate(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert locate(inner) == tmp_path / "pyproject.toml", "a pyproject.toml that says nothing of us is passed by"
    (tmp_path / "corpusclean.toml").write_text("jobs = 2\n")
    assert load(folder=inner).jobs == 2
    (inner / "pyproject.toml").write_text("[tool.corpusclean]\njobs = 3\n")
    assert load(folder=inner).jobs == 3
    assert load(folder=inner, file=tmp_path / "corpusclean.toml").jobs == 2


def test_the_command_line_goes_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "corpusclean.toml"
    path.write_text('select = ["SPC", "DUP"]\nwidth = 3\njobs = 2\n')
    found = load({"jobs": 1})
    assert (found.select, found.jobs, found.options) == (("SPC", "DUP"), 1, {"width": 3})
    assert found.origins == {"select": "corpusclean.toml", "width": "corpusclean.toml", "jobs": "command line"}
    assert [rule.code for rule in found.pipeline().rules] == ["SPC981", "DUP101", "DUP901"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", r"selct: unknown key; did you mean select\?"),
        ("widht = 3", r"widht: unknown key; did you mean width\?"),
        ("xyzzy = 3", r"xyzzy: unknown key$"),
        ('select = "SPC"', r"select: 'SPC' is no list of strings"),
        ("select = [1]", r"select: \[1\] is no list of strings"),
        ('ignore = ["SPC110"]', r"ignore: unknown rule or prefix 'SPC110'; did you mean SPC"),
        ('unsafe = ["PUN1O1"]', r"unsafe: unknown rule or prefix 'PUN1O1'; did you mean PUN"),
        ("unsafe = 1", r"unsafe: 1 is no list of strings"),
        ('provenance = "ful"', r"provenance: 'ful' is none of full, spans, none; did you mean full\?"),
        ('encoding = "gb18031"', r"encoding: unknown encoding 'gb18031'; did you mean gb18030"),
        ('encoding = "rot13"', r"encoding: unknown encoding 'rot13'"),
        ("encoding = 936", r"encoding: 936 is no name of an encoding"),
        ('encoding = ""', r"encoding: unknown encoding ''"),
        ('encoding = "aut"', r"encoding: unknown encoding 'aut'; did you mean auto\?"),
        ('encoding = "AUTO"', r"encoding: unknown encoding 'AUTO'; did you mean auto\?"),
        ('encoding = "punycode"', r"encoding: unknown encoding 'punycode'"),
        ('encoding = "undefined"', r"encoding: unknown encoding 'undefined'"),
        ('[encoding]\n"*.txt" = "gbk"', r"encoding: .* is no name of .*; patterns go into the table encodings"),
        ('encodngs = { "*.txt" = "gbk" }', r"encodngs: unknown key; did you mean encodings\?"),
        ('encodings = "gbk"', r"encodings: 'gbk' is no table; write it as { .* }"),
        ('encodings = ["gbk"]', r"encodings: \['gbk'\] is no table"),
        ('[encodings]\n"old/*" = "gbkk"', r'encodings: "old/\*": unknown encoding \'gbkk\'; did you mean gbk'),
        ('[encodings]\n"old/*" = 936', r'encodings: "old/\*": 936 is no name of an encoding'),
        ('[encodings]\nold.txt = "gbk"', r"encodings: old: .* patterns stand in quotes"),
        ('[encodings]\n"[z-a]" = "gbk"', r"encodings: '\[z-a\]' is no pattern: bad character range"),
        ('include = ["[z-a]"]', r"include: '\[z-a\]' is no pattern: bad character range"),
        ('jobs = "2"', r"jobs: '2' is no number of processes"),
        ("jobs = -1", r"jobs: -1 is no number of processes"),
        ("jobs = true", r"jobs: True is no number of processes"),
        ('width = "3"', r"width: '3' is no int; the default is 1"),
        ("width = true", r"width: True is no int"),
        ("greedy = 1", r"greedy: 1 is no bool; the default is False"),
        ("jobs = ", r"no valid TOML"),
        ("jobs = 1\njobs = 2", r"no valid TOML"),
    ],
)
def test_mistakes_name_the_file_the_key_and_the_right_one(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "corpusclean.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=message) as caught:
        load()
    assert str(caught.value).startswith("corpusclean.toml: ")


def test_a_file_that_is_not_there_or_no_table(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nope\.toml: No such file"):
        load(file=tmp_path / "nope.toml")
    (tmp_path / "pyproject.toml").write_text("[tool]\ncorpusclean = 3\n")
    with pytest.raises(ConfigError, match=r"\[tool\.corpusclean\] is 3; write it as a table"):
        load()
    (tmp_path / "corpusclean.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="no valid TOML"):
        load()


def test_an_option_is_tried_before_the_first_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The real table: `script` is a string, and only its rule knows which."""
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert load({"script": "hans"}).options == {"script": "hans"}
    with pytest.raises(ConfigError, match=r"command line: script: .*'hns' is unknown; did you mean 'hans'"):
        load({"script": "hns"})


@pytest.mark.parametrize(
    ("annotation", "value", "good"),
    [
        ("Literal['a', 'b']", "a", True),
        ("Literal['a', 'b']", "c", False),
        ("Literal[1, 2]", 2, True),
        ("Literal[1, 2]", True, False),
        ("float", 1, True),
        ("float", True, False),
        ("tuple[str, ...]", ["x"], True),
        ("tuple[str, ...]", "x", False),
    ],
)
def test_types_of_options(annotation: str, value: Any, good: bool) -> None:
    defaults = {"Literal['a', 'b']": "a", "Literal[1, 2]": 1, "float": 0.5, "tuple[str, ...]": ()}
    option = config.Option("name", defaults[annotation], annotation)
    if good:
        config._typed(option, value)
        return
    with pytest.raises(ConfigError):
        config._typed(option, value)


# what files are said to be in

_GLOBS = st.sampled_from(["*", "*.txt", "a/*", "a/**", "b?", "[ab]", "**/b", "none"])
_ORDERS = st.sampled_from(["gbk", "big5", AUTO])


@given(st.lists(st.tuples(_GLOBS, _ORDERS), max_size=6), _ORDERS, st.sampled_from(["a", "b", "a/b", "a/b.txt", "c/b1"]))
def test_the_last_pattern_that_matches_wins(globs: list[tuple[str, str]], every: str, name: str) -> None:
    """The law, in the words of the documentation: from the top, and each match replaces the last."""
    said = every
    for glob, encoding in globs:
        if matcher([glob])(name):
            said = encoding
    assert Orders(every, tuple(globs))(name) == (None if said == AUTO else said)


def test_patterns_say_what_files_are_in(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.corpusclean]\nencoding = "gb18030"\n\n[tool.corpusclean.encodings]\n'
        '"seeds/tw/**" = "big5"\n"*.new" = "auto"\n"./one.txt" = "utf-16-le"\n'
    )
    orders = load().orders
    said = {
        "seeds/a.txt": "gb18030",
        "tw/a.txt": "gb18030",
        "x/seeds/tw/a.txt": "gb18030",
        "seeds/tw": "gb18030",
        "seeds/tw/a.txt": "big5",
        "seeds/tw/deep/a.txt": "big5",
        "seeds/tw/a.new": None,
        "seeds/a.new": None,
        "one.txt": "utf-16-le",
        "x/one.txt": "gb18030",
    }
    assert {name: orders(name) for name in said} == said
    assert [Config().orders(name) for name in said] == [None] * len(said)


def test_an_encoding_of_the_command_line_is_for_all_files(tmp_path: Path) -> None:
    (tmp_path / "corpusclean.toml").write_text('encoding = "big5"\n[encodings]\n"a.txt" = "gbk"\n')
    assert [load().orders(name) for name in ("a.txt", "b.txt")] == ["gbk", "big5"]
    assert [load({"jobs": 1}).orders(name) for name in ("a.txt", "b.txt")] == ["gbk", "big5"]
    found = load({"encoding": "euc-jp"})
    assert [found.orders(name) for name in ("a.txt", "b.txt")] == ["euc-jp", "euc-jp"]
    assert found.origins == {"encoding": "command line", "encodings": "command line"}
    assert [load({"encoding": "auto"}).orders(name) for name in ("a.txt", "b.txt")] == [None, None]


def test_a_configuration_pickles() -> None:
    found = load({"select": ["SPC"], "width": 2, "encodings": {"*.txt": "gbk"}})
    assert found.orders("a.txt") == "gbk"
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.orders("a.txt") == "gbk"


def test_the_digest_is_of_what_determines_the_output() -> None:
    base = load().digest()
    assert base.startswith("sha256:")
    assert load().digest() == base
    for same in (
        {"encoding": "auto"},
        {"encodings": {}},
        {"jobs": 4},
        {"include": ["*"]},
        {"exclude": ["x"]},
        {"width": 1},
    ):
        assert load(same).digest() == base, same
    others = [
        {"width": 2},
        {"unsafe": True},
        {"ignore": ["SPC"]},
        {"encoding": "gbk"},
        {"provenance": "none"},
        {"encodings": {"a": "gbk", "*": "big5"}},
        {"encodings": {"*": "big5", "a": "gbk"}},
    ]
    assert len({base, *(load(other).digest() for other in others)}) == len(others) + 1
