"""Rules one after another on a document; what they found; the rounds of corpus rules.

`check` and `clean` are one computation: both run the pipeline, one prints what it found, the other takes the text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from corpusclean import registry
from corpusclean.document import Document
from corpusclean.edits import Edit, Flag, Span, apart, moved
from corpusclean.errors import ConfigError, CorpuscleanError
from corpusclean.gate import Gate
from corpusclean.profile import Profile
from corpusclean.rule import Rule
from corpusclean.stream import Streamed, each
from corpusclean.watch import Watch

__all__ = ["Finding", "Pipeline", "Proposal", "Result", "findings"]


#: Stages that are run again until they find nothing: one repair uncovers another.  An entity decodes to a byte of
#: mojibake, a zero-width space stood inside one, a repaired word ends in a control character.  They also have the last
#: word: an odd space that became a plain one may have parted a byte from the next.
REPAIRS = frozenset({"MRK", "MOJ", "GBK", "CPY", "UNI"})
#: A stage that runs once, before all others: what it leaves is another kind of text.
FIRST = "HTM"
#: Stages that cut lines.  All rules are run again on what they leave: a copy of the article behind a footer makes the
#: footer the foot of the page once it is gone.
CUTS = frozenset({"CHR", "REP"})
#: So often at most; two are needed in practice, and text made to need more stays as it is then.
REPEATS = 4


class Finding(NamedTuple):
    """What a rule found, in terms of the source: code points, and line and column from one.

    ``before`` is the text the rule saw there and ``after`` what it put in; both are None for a flag.  ``applied`` is
    False for a flag, and for the edit of an unsafe rule that was not asked for.
    """

    rule: str
    start: int
    end: int
    line: int
    column: int
    before: str | None
    after: str | None
    note: str
    applied: bool


class Proposal(NamedTuple):
    """An edit of an unsafe rule that nobody asked for: the layers under it, the edit, and the text it would replace."""

    depth: int
    edit: Edit
    before: str


class Result(NamedTuple):
    """A document after a run, and what unsafe rules would do to it; or with an error, the document as it came."""

    document: Document
    proposed: tuple[Proposal, ...] = ()
    error: CorpuscleanError | None = None

    @property
    def text(self) -> str:
        """The text that is left."""
        return self.document.text


@dataclass(frozen=True)
class Pipeline:
    r"""The rules to run, those of them whose edits are made, and the options they are given.

    ``unsafe`` is True, or the codes of the unsafe rules to apply.  ``settings`` are options by name; each goes to all
    rules that have an option of that name.

    >>> pipeline = Pipeline.of(select=["GBK", "SPC"])
    >>> from corpusclean.document import Source
    >>> pipeline.run(Document.of(Source.of("行業 \n"))).text
    '行業\n'
    """

    rules: tuple[Rule, ...]
    applied: frozenset[str]
    options: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(
        cls,
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        unsafe: bool | Iterable[str] = False,
        **settings: Any,
    ) -> "Pipeline":
        """The pipeline of the chosen rules.  Raises `RuleError` and `ConfigError` for what does not exist."""
        return cls.from_rules(registry.select(select, ignore), unsafe=unsafe, **settings)

    @classmethod
    def from_rules(cls, rules: Iterable[Rule], *, unsafe: bool | Iterable[str] = False, **settings: Any) -> "Pipeline":
        """The pipeline of these rules, in this order."""
        rules = tuple(rules)
        if isinstance(unsafe, bool):
            asked = {rule.code for rule in rules if unsafe}
        else:
            asked = registry.matching(unsafe, rules)
        known = {name for rule in (*registry.all_rules(), *rules) for name in rule.options} if settings else set()
        for name, value in settings.items():
            if name not in known:
                raise ConfigError(f"unknown option {name!r}{registry.nearest(name, known)}")
            for rule in rules:
                option = rule.options.get(name)
                if option and isinstance(option.default, bool | int | str) and type(value) is not type(option.default):
                    raise ConfigError(f"{name} = {value!r} is no {option.type}; the default is {option.default!r}")
        options: dict[str, dict[str, Any]] = {rule.code: {} for rule in rules}
        if settings:
            options = {rule.code: {name: settings[name] for name in rule.options if name in settings} for rule in rules}
        applied = {rule.code for rule in rules if rule.safe} | asked
        return cls(rules, frozenset(applied), options)

    def __reduce__(self) -> tuple[Any, ...]:
        return Pipeline, (self.rules, self.applied, self.options)  # not what a run prepared

    @cached_property
    def gate(self) -> Gate:
        """Which of the text rules a text can concern; made when the first text comes."""
        return Gate.of(self.text_rules)

    @cached_property
    def text_rules(self) -> tuple[Rule, ...]:
        """The rules that need one document only."""
        return tuple(rule for rule in self.rules if _runs(rule))

    @property
    def corpus_rules(self) -> tuple[Rule, ...]:
        """The rules that need to see other documents."""
        return tuple(rule for rule in self.rules if rule.corpus)

    def run(
        self, document: Document, *, propose: bool = False, gated: bool = True, profile: Profile | None = None
    ) -> Result:
        """The document after all text rules; with ``propose`` also what unsafe rules would do.

        ``gated=False`` runs every rule whether its trigger is present or not: same result, slower; for tests.
        ``profile`` takes what each rule costs.
        """
        if any(mark.item.rule not in self._codes for mark in document.marks):  # of decoding, and not asked for
            document = replace(document, marks=tuple(mark for mark in document.marks if mark.item.rule in self._codes))
        watch = Watch(self.gate if gated else None, profile)
        watch.woken.update(() if gated else range(len(self.text_rules)))
        watch.look(document.text)
        text = document.text
        document, early = self._pass(self._first, document, watch, propose)
        if document.text is not text and gated:  # of HTML; what its tags woke sleeps again
            watch.woken.clear()
            watch.look(document.text)
        done = len(document.history)
        document, proposed = self._round(document, watch, propose)
        proposed = [*early, *proposed]
        for _ in range(REPEATS):
            fresh = {layer.patch.edits[0].rule[:3] for layer in document.history[done:]}
            if fresh <= REPAIRS:
                break
            done = len(document.history)
            repaired = self._repaired(document, watch)
            if repaired is document and not fresh & CUTS:
                break
            document, _ = self._round(repaired, watch, again=True)
        return Result(document, tuple(proposed))

    def run_many(self, documents: Streamed, *, errors: Literal["keep", "raise"] = "keep") -> Iterator[Result]:
        r"""A result for each of some documents, in their order, one at a time; a stream may be endless.

        A document is a text, bytes (whose encoding is found), a pair of id and text, a mapping with ``text`` and maybe
        ``id``, or a `Document`; without an id it is named by its number, from one.  One that fails stops no other: its
        result has an ``error``, and the document as it came.  ``errors="raise"`` raises it instead; `ConfigError`,
        the same for all, always is.  Rules that compare documents (`corpus_rules`) **do not run**: a stream is never
        there as a whole, so copies stay.

        >>> results = Pipeline.of(select=["SPC"]).run_many(["one \n", ("b", "two"), {"id": "c", "text": None}])
        >>> [(result.document.id, result.text, str(result.error or "")) for result in results]
        [('1', 'one\n', ''), ('b', 'two', ''), ('c', '', 'c: no text but NoneType')]
        """
        return each(documents, self.run, lambda document, error: Result(document, (), error), errors)

    def _round(
        self, document: Document, watch: Watch, propose: bool = False, again: bool = False
    ) -> tuple[Document, list[Proposal]]:
        """The document after all rules once, and the repairs as often as they find something."""
        before = document.text
        document, proposed = self._pass(self._repairs, document, watch, propose, again)
        if document.text is not before:
            document = self._repaired(document, watch)
        document, more = self._pass(self._others, document, watch, propose, again)
        return document, [*proposed, *more]

    def _repaired(self, document: Document, watch: Watch) -> Document:
        """The document after the repairs, again and again until they find nothing; itself where they find nothing."""
        for _ in range(REPEATS):
            before = document
            document, _ = self._pass(self._repairs, document, watch, again=True)
            if document.text is before.text:
                return before
        return document

    @cached_property
    def _codes(self) -> frozenset[str]:
        """The codes of all rules; of no rule is what a row says beside its text."""
        return frozenset({"", *(rule.code for rule in self.rules)})

    @cached_property
    def _first(self) -> list[list[int]]:
        return [[index] for index, rule in enumerate(self.text_rules) if rule.stage == FIRST]

    @cached_property
    def _repairs(self) -> list[list[int]]:
        return [[index] for index, rule in enumerate(self.text_rules) if rule.stage in REPAIRS]

    @cached_property
    def _others(self) -> list[list[int]]:
        """The rules that are no repairs, in running order; those that answer on one text together."""
        groups: list[list[int]] = []
        for index, rule in enumerate(self.text_rules):
            if rule.together and groups and self.text_rules[groups[-1][-1]].together:
                groups[-1].append(index)
            elif rule.stage not in REPAIRS and rule.stage != FIRST:
                groups.append([index])
        return groups

    def _pass(
        self,
        groups: Iterable[list[int]],
        document: Document,
        watch: Watch,
        propose: bool = False,
        again: bool = False,
    ) -> tuple[Document, list[Proposal]]:
        """The document after those of the rules that are awake, and wake what their edits concern.

        ``again`` keeps edits only: what there was to flag or to say was found the first time.
        """
        proposed: list[Proposal] = []
        marks = document.marks
        woken, quiet = watch.woken, watch.quiet
        for group in groups:
            if woken.isdisjoint(group):
                continue
            text, depth = document.text, len(document.history)
            asked: list[list[Edit]] = []
            for index in group:
                if index not in woken or quiet.get(index) is text:
                    continue
                rule = self.text_rules[index]
                applied = rule.code in self.applied
                if (applied or propose) and not (again and rule.kind in ("flag", "field")):
                    document, edits = watch.run(rule, document, self.options[rule.code])
                    if not edits:
                        quiet[index] = text
                    elif applied:
                        asked.append(edits)
                    else:
                        proposed.extend(Proposal(depth, edit, text[edit.start : edit.end]) for edit in edits)
            taken: list[Edit] = []
            for edits in asked:
                fresh = apart(edits, taken) if taken else edits
                if fresh:
                    document = watch.edited(document, moved(fresh, taken) if taken else fresh)
                    taken = sorted([*taken, *fresh]) if len(asked) > 1 else taken
        if again and document.marks is not marks:
            document = replace(document, marks=marks)
        return document, proposed


def _runs(rule: Rule) -> bool:
    return not (rule.corpus or rule.report)


def findings(result: Result) -> list[Finding]:
    """All findings of a run in terms of the source, sorted by place."""
    document, proposed = result[:2]
    source = document.source
    found: list[Finding] = []

    def add(item: Edit | Flag, span: Span, before: str | None, applied: bool) -> None:
        line, column = source.position(span[0])
        after = item.replacement if isinstance(item, Edit) else None
        found.append(Finding(item.rule, *span, line, column, before, after, item.note, applied))

    for depth, layer in enumerate(document.history):
        spans = document.origins([edit[:2] for edit in layer.patch.edits], depth)
        for edit, replaced, span in zip(layer.patch.edits, layer.replaced, spans, strict=True):
            add(edit, span, replaced, True)
    for depth, group in groupby(proposed, key=attrgetter("depth")):
        proposals = list(group)
        for one, span in zip(proposals, document.origins([one.edit[:2] for one in proposals], depth), strict=True):
            add(one.edit, span, one.before, False)
    for item, span in document.mark_origins():
        if isinstance(item, Flag):
            add(item, span, None, False)
    found.sort(key=lambda finding: (finding.start, finding.end, finding.rule))
    return found
