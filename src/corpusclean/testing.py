r"""The laws of rules, for this package and for the authors of plugins.

`fix`, `flags` and `fields` run one filter on one text and show what it does; the examples of every rule use them.
`assert_lawful` holds one rule to all laws on one text, and `texts` makes texts that concern it, for Hypothesis::

    from hypothesis import given
    from corpusclean.testing import assert_lawful, texts

    @given(texts(MY_RULE))
    def test_laws(text):
        assert_lawful(MY_RULE, text)

>>> from corpusclean.registry import find
>>> fix(find("SPC101").filter, "one \n")
'one\n'
>>> assert_lawful(find("SPC101"), "one \n two")
"""

import ast
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from corpusclean.document import FIELDS, Document, Source
from corpusclean.edits import Edit, Field, Flag, Patch
from corpusclean.errors import RuleError
from corpusclean.gate import Gate
from corpusclean.rule import KEY, ROUNDS, CorpusFilter, Fact, Filter, Rule

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["assert_lawful", "fields", "fix", "flags", "play", "texts"]


def fix(filter: Filter, text: str, **options: Any) -> str:  # noqa: A002 - the word for it
    """The text with all edits of the filter made."""
    return Patch.of(text, (item for item in filter(text, **options) if isinstance(item, Edit))).apply(text)


def flags(filter: Filter, text: str, **options: Any) -> list[tuple[str, str]]:  # noqa: A002
    """What the filter flags, each with its note."""
    return [(text[item.start : item.end], item.note) for item in filter(text, **options) if isinstance(item, Flag)]


def fields(filter: Filter, text: str, **options: Any) -> list[tuple[str, str]]:  # noqa: A002
    """Name and value of what the filter says of the document."""
    return [(item.name, item.value) for item in filter(text, **options) if isinstance(item, Field)]


def play(filter: CorpusFilter, documents: Iterable[Document]) -> list[list[Edit | Flag]]:  # noqa: A002
    """What a corpus filter finds in each of some documents: the rounds in their simplest form, in memory.

    The engines do the same with more documents than memory holds, and are tested against this.
    Raises `RuleError` for a key that is no digest of 16 bytes and for a fact that is no bytes.
    """
    corpus = list(documents)
    heard: list[list[dict[bytes, Fact]]] = [[] for _ in corpus]
    speaking = {number for number, document in enumerate(corpus) if document.text}
    concerned: set[int] = set()
    for turn in range(ROUNDS):
        table: dict[bytes, Fact | None] = {}
        named: dict[bytes, set[int]] = {}
        for number in sorted(speaking):
            for key, fact in filter.facts(corpus[number], heard[number]):
                if len(key) != KEY or not isinstance(fact, bytes | None):
                    raise RuleError(f"{key!r}: {fact!r} is no key of {KEY} bytes with a fact of bytes, or None to ask")
                named.setdefault(key, set()).add(number)
                other = table.get(key)
                table[key] = other if fact is None else fact if other is None else filter.combine(other, fact)
        speaking &= set().union(*named.values())
        if not turn:
            speaking = set().union(*(who for who in named.values() if len(who) > 1))
            concerned = set(speaking)
        for number in speaking:
            heard[number].append({})
        for key, who in named.items():
            if len(who) > 1 and (said := table[key]) is not None:
                for number in who & speaking:
                    heard[number][-1][key] = said
        if not speaking:
            break
    return [
        list(filter.edits(document, heard[number])) if number in concerned else []
        for number, document in enumerate(corpus)
    ]


def assert_lawful(rule: Rule, text: str, **options: Any) -> None:
    """Hold a rule to the laws on one text; raises `RuleError` that names the law and the text.

    Its edits are sorted, inside, disjoint, and none changes nothing; the same text gives the same findings; a second
    run finds nothing to edit; without its trigger it finds nothing; its patch inverts and leads back to the origin;
    its flags and fields lie inside the text and its fields have names that the record knows.
    """

    def broken(law: str) -> RuleError:
        return RuleError(f"{rule.code} breaks the law {law!r} on {text!r} with {options!r}")

    edits, flagged, said = rule(text, options)
    marks: list[Flag | Field] = [*flagged, *said]
    if rule(text, options) != (edits, flagged, said):
        raise broken("same text, same findings")
    if not Gate([rule.trigger]).wake(text) and (edits or marks):
        raise broken("nothing without the trigger")
    if any(not 0 <= item.start <= item.end <= len(text) for item in marks):
        raise broken("flags and fields lie inside the text")
    if any(item.name not in FIELDS for item in said):
        raise broken(f"a field is one of {', '.join(FIELDS)}")
    try:
        patch = Patch.of(text, edits)
    except ValueError as error:
        raise broken(f"edits are sorted, inside, disjoint and no no-op: {error}") from error
    after = patch.apply(text)
    if patch.invert(text).apply(after) != text:
        raise broken("a patch inverts")
    _assert_origins(patch, text, after, broken)
    if again := rule(after, options)[0]:
        raise broken(f"a second run changes nothing, not {again[:3]} on {after!r}")
    document = Document.of(Source.of(text)).edited(edits)
    if document.text != after:
        raise broken("a document takes the edits")


def _assert_origins(patch: Patch, text: str, after: str, broken: Any) -> None:
    """Every unchanged character comes back as itself."""
    places = range(len(after))
    changed = {at + offset for at, edit in patch.places() for offset in range(len(edit.replacement))}
    for place, (start, end) in zip(places, patch.origins([(place, place + 1) for place in places]), strict=True):
        if place not in changed and text[start:end] != after[place]:
            raise broken("unchanged text comes back as itself")


#: Pieces that most rules must live with.
PIECES = (
    *("", " ", "\n", "\r\n", "\t", "\u3000", "，", "。", "的", "中文", "word", "7", "(", ")", "A", "\0"),
    *("\ufffd", "é", "カ", "한"),
)


def texts(rule: Rule) -> "SearchStrategy[str]":
    """Texts made of a rule's triggers, the words of its examples and common pieces, for Hypothesis."""
    from hypothesis import strategies

    examples = [
        value
        for source in re.findall(r"^>>> (.*(?:\n\.\.\. .*)*)", rule.page, re.MULTILINE)
        for value in _strings(source.replace("\n... ", "\n"))
    ]
    words = [word for example in examples for word in re.findall(r"\w+|\W", example)]
    pieces = [*PIECES, *rule.trigger.chars[:64], *rule.trigger.literals[:64], *examples, *words]
    piece = strategies.one_of(strategies.sampled_from(sorted(set(pieces))), strategies.text(max_size=6))
    return strategies.lists(piece, max_size=24).map("".join)


def _strings(source: str) -> list[str]:
    """The string literals of an example."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str)]
