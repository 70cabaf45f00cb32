r"""A rule: a filter with a code, a stage and a safety; triggers; options read from signatures.

>>> from collections.abc import Iterator
>>> def tabs(text: str, *, width: int = 4) -> Iterator[Edit]:
...     '''Tabs inside a line.
...
...     They look different everywhere.
...     '''
...     for match in re.finditer("\t", text):
...         yield Edit(*match.span(), " " * width)
>>> rule = Rule("XYZ101", tabs, trigger=Trigger(chars="\t"))
>>> rule.name, rule.summary, rule.stage
('tabs', 'Tabs inside a line.', 'XYZ')
>>> rule.options
{'width': Option(name='width', default=4, type='int')}
>>> rule("a\tb", {"width": 1})
([Edit(start=1, end=2, replacement=' ', rule='XYZ101', note='')], [], [])
"""

import inspect
import re
from ast import literal_eval
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, cast, get_args, runtime_checkable

from corpusclean import built
from corpusclean.document import Document
from corpusclean.edits import Edit, Field, Flag
from corpusclean.errors import RuleError

__all__ = ["ALWAYS", "KEY", "ROUNDS", "STAGES", "CorpusFilter", "Fact", "Filter", "Found", "Option", "Rule", "Trigger"]

#: The stages in running order: prefix of the codes, name, and what the stage is for.
STAGES: Mapping[str, tuple[str, str]] = {
    "ENC": ("decode", "bytes to text"),
    "HTM": ("html", "a page of HTML to lines of text"),
    "MRK": ("markup", "entities and escapes left in text"),
    "MOJ": ("mojibake", "text that someone else decoded wrongly"),
    "GBK": ("gbk", "damage done to raw GBK bytes before they were decoded"),
    "CPY": ("copying", "what copying sites put in or swap: readings behind words, random hanzi, synonyms"),
    "UNI": ("unicode", "controls, invisible characters, normalisation"),
    "MET": ("credits", "title, author, source, date and address, for the metadata"),
    "CHR": ("chrome", "navigation, buttons, related lists, disclaimers, footers"),
    "SPC": ("whitespace", "line ends, blanks, spaces between hanzi"),
    "SCR": ("script", "Simplified, Traditional, regional and Japanese forms"),
    "PUN": ("punctuation", "full-width punctuation that was folded to ASCII"),
    "REP": ("repeats", "paragraphs repeated inside a document"),
    "BPL": ("boilerplate", "lines that recur across the documents of a site"),
    "DUP": ("duplicates", "documents that stand in the corpus twice"),
}

#: What a corpus rule says under a key: bytes, which sort, travel and wait on disk as they are.
Fact = bytes
#: So many rounds a corpus rule has at most; what speaks on hears nothing further, and is asked for its findings.
ROUNDS = 100
#: The length of a key: keys are digests, so that any number of them can be brought together.
KEY = 16
Found = tuple[list[Edit], list[Flag], list[Field]]


class Filter(Protocol):
    """A plain function from a text to edits, flags and fields; keyword-only parameters are its options."""

    __name__: str

    def __call__(self, text: str, /, **options: Any) -> Iterable[Edit | Flag | Field]:
        """The findings in the text, sorted."""


@runtime_checkable
class CorpusFilter(Protocol):
    """A rule over many documents, in rounds: map, bring equal keys together, bring the answers back.

    `facts` sees a document and what the earlier rounds answered (one mapping a round), and yields keys with facts;
    ``None`` only asks.  Keys are digests of 16 bytes, facts are bytes.  A document that yields nothing is finished.
    `combine` must be associative, commutative and idempotent: then the result is the same for any sharding and any
    number of workers.

    An answer holds those keys of the round that at least one other document named too and that somebody gave a fact
    for, each with all facts combined, the document's own among them.  A document that shares no key of its first
    round with another one is finished, and `edits` is not asked.

    Two more methods may be there, for speed.  ``prepare(texts)`` is given the texts of which `facts` will be asked
    next, to do for all at once what is slow for each.  ``unread(said, answers)`` stands for `facts` and `edits` while
    a document need not be read again: from what it said in the first round it gives what it says next, nothing for a
    document that is finished and has no findings, or None where `facts` must be asked.
    """

    def facts(self, document: Document, answers: Sequence[Mapping[bytes, Fact]]) -> Iterable[tuple[bytes, Fact | None]]:
        """Keys and facts of this round; nothing when the document is finished."""

    def combine(self, one: Fact, other: Fact) -> Fact:
        """What two documents say under one key, as one."""

    def edits(self, document: Document, answers: Sequence[Mapping[bytes, Fact]]) -> Iterable[Edit | Flag]:
        """The findings in the document, given all answers."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What must be present in a text for a rule to have anything to do: any of the characters, or any of the literals.

    A rule whose trigger is absent is not run, so a trigger must be a *necessary* condition; the test suite runs
    every rule without its gate and compares.
    """

    chars: str = ""
    literals: tuple[str, ...] = ()
    always: bool = False

    def __post_init__(self) -> None:
        if not (self.chars or self.literals or self.always):
            raise RuleError("a trigger needs characters or literals; say ALWAYS for a rule that must see every text")
        if any(len(literal) < 2 for literal in self.literals):
            raise RuleError("a literal has at least two characters; a single one goes into chars")


#: The trigger of a rule that must see every text.  Keep these few.
ALWAYS = Trigger(always=True)


class Option(NamedTuple):
    """An option of a rule: a keyword-only parameter of its filter."""

    name: str
    default: Any
    type: str


#: How a table says which filter a rule has, and what wakes it, without importing either.
Named = str
Asked = Callable[[], Trigger]


class Rule:
    """A filter with a code, a stage (the prefix of the code), a safety and a trigger.

    ``safe`` rules run by default: they undo damage exactly, or change what no reader of the page would call a loss.
    The others are reported, and applied only where asked.  ``filter`` is a function from text to findings, a
    `CorpusFilter`, or for the codes that `corpusclean.decoding` reports a function that documents them (``report``).
    Neighbours in the table that are ``together`` all answer on one text: what one takes is evidence for the others.

    The filter may be given by its dotted name (of a class, to have a `CorpusFilter` made of it) and the trigger as a
    function: both are then looked up when they are first needed, since a hook on clean text must start fast.  A name
    that begins with a dot is relative to `corpusclean.rules`.  Two rules are equal that were made of the same parts.
    """

    def __init__(
        self,
        code: str,
        filter: Callable[..., Iterable[Edit | Flag | Field] | None] | CorpusFilter | Named,  # noqa: A002 - its name
        trigger: Trigger | Asked = ALWAYS,
        *,
        safe: bool = True,
        report: bool = False,
        together: bool = False,
    ) -> None:
        self.code, self.safe, self.report, self.together = code, safe, report, together
        self._filter, self._trigger = filter, trigger
        if not re.fullmatch(r"[A-Z]{3}[0-9]{3}", code):
            raise RuleError(f"{code!r} is no code: three capital letters and three digits, such as SPC101")
        if not isinstance(filter, str) and not inspect.getdoc(filter):
            raise RuleError(f"{code} has no docstring; it is the rule's page")

    def __repr__(self) -> str:
        return f"<Rule {self.code} {self.name}>"

    def __reduce__(self) -> tuple[Any, ...]:
        flags = {"safe": self.safe, "report": self.report, "together": self.together}
        return partial(Rule, self.code, self._filter, self.trigger, **flags), ()

    @property
    def _parts(self) -> tuple[object, ...]:
        return self.code, self._filter, self.safe, self.report, self.together

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rule) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash(self._parts)

    @property
    def shipped(self) -> bool:
        """Whether the rule stands in our table, so that `built` knows its trigger and its options."""
        ours = isinstance(self._filter, str) and self._filter.startswith(".")
        return ours and self.code in built.table().options

    @cached_property
    def filter(self) -> Callable[..., Iterable[Edit | Flag | Field] | None] | CorpusFilter:
        """The filter itself."""
        if not isinstance(self._filter, str):
            return self._filter
        module, _, name = self._filter.rpartition(".")
        found = getattr(import_module(module, "corpusclean.rules"), name)
        return cast(CorpusFilter, found()) if isinstance(found, type) else cast(Filter, found)

    @cached_property
    def trigger(self) -> Trigger:
        """What must be in a text for the rule to have anything to do."""
        return self._trigger if isinstance(self._trigger, Trigger) else self._trigger()

    @cached_property
    def corpus(self) -> bool:
        """Whether the rule needs to see other documents."""
        if isinstance(self._filter, str):
            return self._filter.rpartition(".")[2][0].isupper()
        return isinstance(self._filter, CorpusFilter)

    @cached_property
    def kind(self) -> str:
        """How the rule acts: its edits are safe or unsafe, it flags, it yields fields, or decoding reports it."""
        if self.report:
            return "report"
        found = get_args(getattr(self.filter, "__annotations__", {}).get("return"))
        return "flag" if found == (Flag,) else "field" if found == (Field,) else "safe" if self.safe else "unsafe"

    @property
    def stage(self) -> str:
        """The prefix of the code."""
        return self.code[:3]

    @cached_property
    def name(self) -> str:
        """The name of the filter: the defect it finds."""
        if isinstance(self._filter, str):
            name: str | None = self._filter.rpartition(".")[2]
        else:
            name = getattr(self._filter, "__name__", None)
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name or type(self._filter).__name__).lower()

    @cached_property
    def page(self) -> str:
        """The docstring: the rule's web page and the text of `explain`."""
        return inspect.getdoc(self.filter) or ""

    @property
    def summary(self) -> str:
        """The first line of the docstring, with single backticks."""
        return self.page.partition("\n")[0].replace("``", "`")

    @cached_property
    def options(self) -> dict[str, Option]:
        """The keyword-only parameters of the filter."""
        if self.shipped:
            known = built.table().options[self.code]
            return {name: Option(name, literal_eval(default), kind) for name, default, kind in known}
        call: Callable[..., Any] = type(self.filter) if isinstance(self.filter, CorpusFilter) else self.filter
        return {
            name: Option(name, parameter.default, inspect.formatannotation(parameter.annotation))
            for name, parameter in inspect.signature(call).parameters.items()
            if parameter.kind is parameter.KEYWORD_ONLY
        }

    def __call__(self, text: str, options: Mapping[str, Any] = MappingProxyType({})) -> Found:
        """The findings of the rule on one text, each stamped with its code, flags and fields apart from edits."""
        code = self.code
        filter_ = cast("Callable[..., Iterable[Any] | None]", self.filter)
        items = list(filter_(text, **options) or ())
        if not items:
            return [], [], []
        by_type: dict[type, list[Any]] = {Edit: items, Flag: [], Field: []}
        if set(map(type, items)) != {Edit}:  # a conversion of a text yields thousands of edits, and nothing else
            by_type[Edit] = []
            for item in items:
                by_type[type(item)].append(item if item.rule else item._replace(rule=code))
        edits = [
            Edit(start, end, replacement, rule or code, note) for start, end, replacement, rule, note in by_type[Edit]
        ]
        return edits, by_type[Flag], by_type[Field]
