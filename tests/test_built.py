"""What is shipped ready to be read says what the table of rules says."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from corpusclean import built
from corpusclean.document import Document, Source
from corpusclean.filters import line_rule
from corpusclean.gate import Gate
from corpusclean.pipeline import Pipeline
from corpusclean.rule import Rule, Trigger
from corpusclean.rules import RULES
from corpusclean.testing import fix

ROOT = Path(__file__).parent.parent


def test_the_file_is_what_the_table_gives() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "docs" / "make_table.py", "--print"], capture_output=True, encoding="utf-8", check=True
    )
    assert built.FILE.read_text(encoding="utf-8") == made.stdout, "run docs/make_table.py"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_name_says_what_the_filter_is(rule: Rule) -> None:
    own = Rule(rule.code, rule.filter, rule.trigger, safe=rule.safe, report=rule.report, together=rule.together)
    assert not own.shipped
    assert (own.name, own.corpus, own.kind, own.options) == (rule.name, rule.corpus, rule.kind, rule.options)


def test_no_rule_is_imported_before_a_text_needs_it() -> None:
    program = """
import sys
from corpusclean.pipeline import Pipeline
gate = Pipeline.of(script="hans").gate
gate.wake("一句话。")
print(sorted(name for name in sys.modules if name.startswith("corpusclean.rules.")))
heavy = ("numpy", "regex", "ftfy", "opencc", "orjson", "ahocorasick_rs", "charset_normalizer", "duckdb")
print([name for name in heavy if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert found.stdout.splitlines() == ["[]", "[]"], found.stdout


def test_a_gate_of_shipped_rules_and_others_finds_both() -> None:
    own = Rule("PUN701", fix, Trigger(literals=("!!",), chars="☃"))
    some = [rule for rule in RULES if rule.stage in ("GBK", "UNI", "CHR")]
    text = "行業(yè)還。\ufeff相关推荐 !! \U0002f81a"
    codes = [rule.code for rule in (*some, own)]
    for rules in ([*some, own], some, [own]):
        gate, plain = Gate.of(rules), Gate([rule.trigger for rule in rules])
        assert gate.wake(text) == plain.wake(text)
        assert gate.wake(text * 20000) == plain.wake(text * 20000) == gate.wake(text), "the tables find the same"
        assert gate.wake("plain") == set()
    assert {"GBK101", "UNI101", "UNI108", "PUN701"} <= {codes[index] for index in Gate.of([*some, own]).wake(text)}


def test_rules_can_be_sent_to_another_process() -> None:
    for rule in RULES:
        again = pickle.loads(pickle.dumps(rule))
        assert (again, again.trigger) == (rule, rule.trigger)


def test_rules_with_one_code_are_both_woken() -> None:
    one, other = line_rule("PUN801", "^aaa$", ["aaa"]), line_rule("PUN801", "^bbb$", ["bbb"])
    assert Gate.of([one, other]).wake("aaa") == {0}
    assert Gate.of([one, other]).wake("bbb") == {1}


def test_a_name_of_somebody_else_takes_nothing_of_a_shipped_rule() -> None:
    rule = Rule("SPC101", "corpusclean.testing.fix", Trigger(chars="Z"))
    assert not rule.shipped
    assert rule.options == {}
    assert Gate.of([rule]).wake("a \n") == set()


def test_a_pipeline_can_be_sent_to_another_process_after_a_long_text() -> None:
    pipeline = Pipeline.of(select=["SPC", "UNI"])
    pipeline.run(Document.of(Source.of("漢字 x \n" * 5000)))
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline
