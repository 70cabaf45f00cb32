"""Rules, the table, the registry, and the order of imports."""

import ast
import importlib
from collections.abc import Iterator
from importlib import metadata
from importlib.machinery import PathFinder
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import corpusclean
from corpusclean import plugins, registry
from corpusclean.edits import Edit
from corpusclean.errors import RuleError
from corpusclean.rule import STAGES, Rule, Trigger
from corpusclean.rules import RULES

SOURCE = Path(corpusclean.__file__).parent

#: A module imports from those above it, never from below.
LAYERS = (
    ("errors", "packages", "patterns", "version", "built", "profile", "plugins"),
    ("edits",),
    ("document",),
    ("rule",),
    ("language",),
    ("decoding",),
    ("rules",),
    ("registry",),
    ("filters",),
    ("gate", "stream"),
    ("watch",),
    ("pipeline",),
    ("records",),
    ("formats",),
    ("checks",),
    ("testing", "config"),
    ("engines",),
    ("adapters",),
    ("report",),
    ("__init__",),
    ("cli",),
    ("__main__",),
)
HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "corpusclean":
            if node.module == "corpusclean":
                yield from (alias.name for alias in node.names)
            else:
                yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("corpusclean."))


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    for name in imported(path):
        if name in HEIGHT and name != own:
            assert HEIGHT[name] < HEIGHT[own], f"{own} imports {name}"


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_module_asks_to_be_two(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 320


def test_all_names_exist() -> None:
    for path in SOURCE.rglob("*.py"):
        if path.name == "__main__.py":
            continue
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        module = importlib.import_module(f"corpusclean.{name}" if name else "corpusclean")
        public = getattr(module, "__all__", None)
        if public is None:  # a package that is only a folder and a docstring
            assert path.name == "__init__.py"
            assert len(ast.parse(path.read_text(encoding="utf-8")).body) == 1
            continue
        assert sorted(set(public)) == sorted(public)
        assert all(hasattr(module, item) for item in public), name


def test_codes_are_unique_and_in_running_order() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(registry.RETIRED)
    stages = [rule.stage for rule in RULES]
    assert stages == sorted(stages, key=list(STAGES).index)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_page_with_examples(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert "\n" in rule.page, "the first line says what it is, the rest why anyone cares"
    if not rule.report:
        assert rule.page.count(">>> ") >= 2, "one example that changes, one that does not"
    for option in rule.options.values():
        assert option.default is not Ellipsis


def test_no_rule_names_the_seeds() -> None:
    """Rules hold on pages never seen: no site, person or company of the seeds stands in the code or its data."""
    names = [
        "第一财经",
        "济安金信",
        "新零售资讯",
        "雪球",
        "丁山猎人",
        "肖余林",
        "高宇雷",
        "电厂",
        "kiki",
        "实验室设备网",
    ]
    names += ["合富永道", "youzan", "wonder-capsule", "OpenAI"]
    for path in SOURCE.rglob("*"):
        if path.suffix in {".py", ".txt", ".toml"}:
            text = path.read_text(encoding="utf-8")
            assert not [name for name in names if name in text], path


def test_rules_are_chosen_by_code_and_prefix() -> None:
    assert {rule.stage for rule in registry.select(["ENC", "dup"])} == {"ENC", "DUP"}
    assert registry.select(ignore=["DUP101"]) == tuple(rule for rule in registry.all_rules() if rule.code != "DUP101")
    with pytest.raises(RuleError, match=r"unknown rule or prefix 'DUP110'; did you mean DUP10"):
        registry.select(["DUP110"])
    with pytest.raises(RuleError, match="unknown rule"):
        registry.select([""])
    with pytest.raises(RuleError, match=r"unknown rule ENC999"):
        registry.find("ENC999")


def shouting(text: str) -> Iterator[Edit]:
    """Exclamation marks in a row.

    One is enough.
    """
    yield from ()


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ([Rule("DUP101", shouting)], "takes the code DUP101"),
        ([Rule("XYZ101", shouting)], "XYZ101 has no stage"),
        (["no rule"], "which is no Rule"),
    ],
)
def test_a_bad_plugin_is_named(rules: list[object], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _plug(rules, monkeypatch)
    with pytest.raises(RuleError, match=message):
        registry.all_rules()


def test_a_plugin_runs_at_the_end_of_its_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    _plug([Rule("PUN701", shouting, trigger=Trigger(literals=("!!",)))], monkeypatch)
    codes = [rule.code for rule in registry.all_rules()]
    stages = [code[:3] for code in codes]
    assert stages == sorted(stages, key=list(STAGES).index)
    assert codes[stages.index("PUN") + stages.count("PUN") - 1] == "PUN701"


def _plug(rules: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry(EntryPoint):
        def load(self) -> object:
            return rules

    entry = Entry("mine", "mine:RULES", "corpusclean.rules")
    monkeypatch.setattr(plugins, "entries", lambda: [entry])
    registry.all_rules.cache_clear()


PACKAGE = {"METADATA": "Name: mine\nVersion: 1\n", "entry_points.txt": "[corpusclean.rules]\nmine = mine:RULES\n"}


def test_a_plugin_is_found_where_packages_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins.sys, "meta_path", [finder for finder in plugins.sys.meta_path if finder is PathFinder])
    monkeypatch.setattr(plugins.sys, "path", [str(tmp_path / "none"), str(tmp_path)])
    assert plugins.entries() == []
    for name, files in {"other-1.dist-info": {"METADATA": "Name: other\n"}, "mine-1.dist-info": PACKAGE}.items():
        folder = tmp_path / name
        folder.mkdir()
        for file, content in files.items():
            (folder / file).write_text(content, encoding="utf-8")
    assert [entry.value for entry in plugins.entries()] == ["mine:RULES"]
    (tmp_path / "mine-1.dist-info").rename(tmp_path / "mine-1.DIST-INFO")
    assert plugins._any(), "names of folders are in any case"


@pytest.mark.parametrize("change", ["a finder of packages", "a path that is no folder"])
def test_what_cannot_be_seen_is_asked(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(metadata, "entry_points", lambda group: asked.append(group) or [])
    if change == "a finder of packages":
        monkeypatch.setattr(plugins.sys, "meta_path", [metadata.MetadataPathFinder])
    else:
        (tmp_path / "packages.zip").touch()
        monkeypatch.setattr(plugins.sys, "path", [str(tmp_path / "packages.zip")])
    assert plugins.entries() == []
    assert asked == ["corpusclean.rules"]


@pytest.fixture(autouse=True)
def _fresh_registry() -> Iterator[None]:
    yield
    registry.all_rules.cache_clear()


@pytest.mark.parametrize(
    ("code", "message"), [("spc101", "is no code"), ("SPC1", "is no code"), ("SPCX101", "is no code")]
)
def test_a_bad_code_is_refused(code: str, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        Rule(code, shouting)


def test_a_rule_without_a_page_is_refused() -> None:
    with pytest.raises(RuleError, match="has no docstring"):
        Rule("SPC999", lambda text: ())
