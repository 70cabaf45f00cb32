"""The pipeline: what runs, what is applied, and that the gate changes nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusclean
from corpusclean import testing
from corpusclean.decoding import decode
from corpusclean.document import Document, Source
from corpusclean.edits import Edit, Field, Flag
from corpusclean.errors import ConfigError, RuleError
from corpusclean.pipeline import Pipeline, findings
from corpusclean.rule import Rule, Trigger
from corpusclean.rules import RULES

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
TEXT_RULES = [rule for rule in RULES if not (rule.corpus or rule.report)]


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: rule.code)
@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_the_laws_of_every_rule(rule: Rule, data: st.DataObject) -> None:
    testing.assert_lawful(rule, data.draw(testing.texts(rule)))


def any_text() -> st.SearchStrategy[str]:
    """Texts that concern many rules at once."""
    return st.lists(st.sampled_from(TEXT_RULES).flatmap(testing.texts), max_size=4).map("\n".join)


@given(any_text(), st.sampled_from(["keep", "hans", "hant", "tw"]), st.booleans())
@settings(deadline=None, max_examples=60)
def test_a_gated_run_equals_a_run_of_every_rule(text: str, script: str, unsafe: bool) -> None:
    pipeline = Pipeline.of(unsafe=unsafe, script=script)
    document = Document.of(Source.of(text))
    assert pipeline.run(document, propose=True) == pipeline.run(document, propose=True, gated=False)


@given(any_text(), st.sampled_from(["keep", "hans", "hant", "tw"]), st.booleans())
@settings(deadline=None, max_examples=60)
def test_cleaning_twice_is_cleaning_once(text: str, script: str, unsafe: bool) -> None:
    once = corpusclean.clean(text, script=script, unsafe=unsafe)
    assert corpusclean.clean(once, script=script, unsafe=unsafe) == once


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
@pytest.mark.parametrize("options", [{}, {"script": "hans", "unsafe": ["PUN101"]}, {"script": "hant", "unsafe": True}])
def test_the_laws_on_the_seeds(path: Path, options: dict[str, object]) -> None:
    text = path.read_text(encoding="utf-8")
    once = corpusclean.clean(text, **options)  # type: ignore[arg-type]
    assert corpusclean.clean(once, **options) == once  # type: ignore[arg-type]
    pipeline = Pipeline.of(**options)  # type: ignore[arg-type]
    document = Document.of(decode(path.read_bytes()).source)
    assert pipeline.run(document) == pipeline.run(document, gated=False)
    for rule in TEXT_RULES:
        testing.assert_lawful(rule, text)


def doubled_letters(text: str, *, letter: str = "x") -> Iterator[Edit | Flag | Field]:
    """A letter twice in a row.

    >>> doubled_letters("xx") and doubled_letters("x")
    """
    for match in re.finditer(f"({letter}){letter}+", text):
        yield Edit(*match.span(), letter, note="doubled")
        yield Flag(*match.span(), "seen")
        yield Field(*match.span(), "title", letter)


def failing(text: str) -> Iterator[Edit]:
    """A rule that fails.

    >>> failing("") and failing("")
    """
    raise ZeroDivisionError("of course")


SAFE = Rule("SPC901", doubled_letters, trigger=Trigger(chars="x"))
UNSAFE = Rule("SPC902", doubled_letters, trigger=Trigger(chars="x"), safe=False)


def run(*rules: Rule, text: str, **options: object) -> corpusclean.Result:
    return Pipeline.from_rules(rules, **options).run(Document.of(Source.of(text)), propose=True)  # type: ignore[arg-type]


def test_findings_are_in_terms_of_the_source() -> None:
    result = run(Rule("SPC900", deletes_dashes, trigger=Trigger(chars="-")), SAFE, text="-\n-xx-")
    assert result.text == "\nx"
    assert [(f.rule, f.start, f.end, f.line, f.column, f.before, f.after, f.applied) for f in findings(result)] == [
        ("SPC900", 0, 1, 1, 1, "-", "", True),
        ("SPC900", 2, 3, 2, 1, "-", "", True),
        ("SPC901", 3, 5, 2, 2, "xx", "x", True),
        ("SPC901", 3, 5, 2, 2, None, None, False),
        ("SPC900", 5, 6, 2, 4, "-", "", True),
    ]
    assert result.document.metadata["title"] == "x"


def deletes_dashes(text: str) -> Iterator[Edit]:
    """Dashes.

    >>> deletes_dashes("-") and deletes_dashes("")
    """
    for match in re.finditer("-", text):
        yield Edit(*match.span(), "")


def test_unsafe_rules_are_reported_and_applied_only_where_asked() -> None:
    result = run(UNSAFE, text="axx")
    assert result.text == "axx"
    assert [(f.before, f.after, f.applied) for f in findings(result) if f.after is not None] == [("xx", "x", False)]
    assert run(UNSAFE, text="axx", unsafe=True).text == "ax"
    assert run(UNSAFE, text="axx", unsafe=["SPC902"]).text == "ax"
    assert run(UNSAFE, text="axx", unsafe=iter(())).text == "axx"
    assert run(SAFE, text="xayy", letter="y").text == "xay"


def test_a_rule_that_fails_is_named_with_its_document() -> None:
    rule = Rule("SPC903", failing)
    with pytest.raises(RuleError, match=r"SPC903 failed on a\.txt: ZeroDivisionError: of course"):
        Pipeline.from_rules([rule]).run(Document.of(Source.of("x"), "a.txt"))


@pytest.mark.parametrize(
    "found", [Flag(5, 9, "far"), Field(0, 0, "colour", "red"), Edit(0, 1, "\ud800"), Edit(0, 9, ""), Edit(0, 0, "")]
)
def test_what_no_record_could_hold_is_refused(found: Edit | Flag | Field) -> None:
    def bad(text: str) -> Iterator[Edit | Flag | Field]:
        """Bad."""
        yield found

    with pytest.raises(RuleError, match=r"SPC904 failed on a\.txt"):
        Pipeline.from_rules([Rule("SPC904", bad)]).run(Document.of(Source.of("x"), "a.txt"))


def test_options_have_types() -> None:
    with pytest.raises(ConfigError, match="keep_hard_breaks = 'no' is no bool; the default is False"):
        corpusclean.clean("x", keep_hard_breaks="no")
    with pytest.raises(ConfigError, match="did you mean 'hans'"):
        corpusclean.clean("x", script="HANS")


ARTICLE = "\n".join(
    f"第{number}段说的是湖边的老桥，它在三年的修缮之后重新开放，市民们排起了长队，都想第一个走过去看看。后来呢？没有人再说起。"
    for number in "一二三四五"
)


@pytest.mark.parametrize(
    "text",
    [
        f"题\n{ARTICLE}\n相关推荐\n题\n{ARTICLE}\n",
        f"题\n{ARTICLE}\n上一篇：没有了\n题\n{ARTICLE}\n",
        f"老桥\n{ARTICLE}\nAT&amp;T\n© 2008 海湾日报 <br>\n",
        "&nbsp;Ã©",
        "Â\x1f\x91",
        "&nbsp;AT&amp;amp;T这叫转义",
        "这叫乱码'â€°'",
        "Â\u3000(",
        "”é$`cafÃ©`&nbsp;",
    ],
)
@pytest.mark.parametrize("script", ["keep", "hans", "hant", "jp"])
def test_what_one_rule_uncovers_another_finds(text: str, script: str) -> None:
    once = corpusclean.clean(text, script=script)
    assert corpusclean.clean(once, script=script) == once


def test_unknown_options_and_codes_name_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"unknown option 'scrip'; did you mean script\?"):
        Pipeline.of(scrip="hans")
    with pytest.raises(RuleError, match=r"did you mean PUN101\?"):
        Pipeline.of(unsafe=["PUN110"])


def test_wrong_types_are_named() -> None:
    with pytest.raises(TypeError, match=r"text is bytes, not str; for bytes: corpusclean.decode"):
        corpusclean.clean(b"x")  # type: ignore[arg-type]
    for name in ("select", "ignore", "unsafe"):
        with pytest.raises(RuleError, match=r"'SPC' is a string, not a list of codes; write \['SPC'\]"):
            corpusclean.clean("x", **{name: "SPC"})  # type: ignore[arg-type]
    assert corpusclean.clean("x \n", select=(code for code in ["SPC101"])) == "x\n"
    assert corpusclean.clean("x \n", unsafe=(code for code in ["PUN101"])) == "x\n"


def test_the_front_door() -> None:
    assert corpusclean.clean("a \ud800b \n").encode()
    assert corpusclean.check("", select=["ENC"]) == []
    assert [finding.rule for finding in corpusclean.check("行業 \n", select=["SPC"])] == ["SPC101"]


def test_flags_of_decoding_are_ignored_like_others() -> None:
    document = Document.of(decode(b"").source)
    assert [mark.item.rule for mark in Pipeline.of().run(document).document.marks] == ["ENC103"]
    assert Pipeline.of(ignore=["ENC103"]).run(document).document.marks == ()


def test_lawless_rules_are_caught() -> None:
    def overlapping(text: str) -> Iterator[Edit]:
        """Bad."""
        yield Edit(0, 2, "")
        yield Edit(1, 3, "")

    def never_done(text: str) -> Iterator[Edit]:
        """Bad."""
        yield Edit(0, 0, "x")

    def beside_its_trigger(text: str) -> Iterator[Edit]:
        """Bad."""
        yield Edit(0, 1, "")

    def outside(text: str) -> Iterator[Flag]:
        """Bad."""
        yield Flag(0, 99, "far")

    def unknown_field(text: str) -> Iterator[Field]:
        """Bad."""
        yield Field(0, 0, "colour", "red")

    for filter_, trigger, message in [
        (overlapping, Trigger(always=True), "overlaps"),
        (never_done, Trigger(always=True), "second run"),
        (beside_its_trigger, Trigger(chars="z"), "without the trigger"),
        (outside, Trigger(always=True), "inside the text"),
        (unknown_field, Trigger(always=True), "a field is one of"),
    ]:
        with pytest.raises(RuleError, match=message):
            testing.assert_lawful(Rule("SPC999", filter_, trigger=trigger), "abcd")


def test_references_in_undecoded_text_wait_for_its_repair() -> None:
    clean = "我很喜欢《哈利·波特》啊，终于盼到大结局了。"
    damaged = clean.replace("·", "&#183;").encode("gbk").decode("latin-1")
    assert corpusclean.clean(damaged) == clean
    assert corpusclean.clean("caf&Atilde;&copy;") == "café"
    assert corpusclean.clean("ä½&#160;å¥½") == "你好"
