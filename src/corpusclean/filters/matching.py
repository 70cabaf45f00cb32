r"""Lines that a regular expression matches, looked for only where one of its literals stands.

The usual boilerplate list has hundreds of patterns, and a text holds what two of them need.  A pattern comes with its
*literals*: strings of which every line that it matches must hold one.  `line_rule` makes a rule of one pattern, whose
trigger are the literals; `matching_any` makes one filter of a whole list, which looks for all literals in one scan.

>>> rule = line_rule("CHR801", r"^\s*Page\s+\d+\s*$", ["Page"], "Page numbers.")
>>> rule.trigger.literals, rule.summary
(('Page',), 'Page numbers.')
>>> fix(rule.filter, "text\nPage 7\nPage numbers stay")
'text\nPage numbers stay'
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import compress
from typing import Any

from corpusclean.edits import Edit, Span
from corpusclean.errors import RuleError
from corpusclean.filters.first import first
from corpusclean.filters.lines import cuts, holding, line_at, numbered
from corpusclean.patterns import lazy
from corpusclean.rule import ALWAYS, Rule, Trigger

__all__ = ["LinePattern", "LinePatterns", "line_rule", "matching_any", "matching_lines"]

#: Says whether a line matches.
Test = Callable[[str], object]
#: So many characters are scanned for literals in one call: a text of nothing but literals gives a match a character.
STEP = 1 << 17
_SURROGATE = lazy("[\ud800-\udfff]")


@dataclass(frozen=True)
class LinePattern:
    """The filter that `matching_lines` makes; it can be pickled, as workers need."""

    pattern: str
    literals: tuple[str, ...]
    summary: str

    def __post_init__(self) -> None:
        _check(self.pattern, self.literals)
        object.__setattr__(self, "__doc__", self.summary)

    @property
    def __name__(self) -> str:
        return "matching_lines"

    def __reduce__(self) -> tuple[Any, ...]:
        return LinePattern, (self.pattern, self.literals, self.summary)  # not what is compiled

    @cached_property
    def _test(self) -> Test:
        return _test(self.pattern)

    @cached_property
    def _free(self) -> "_Free":
        return _Free([self.pattern])

    def __call__(self, text: str) -> list[Edit]:
        """The edits that cut the lines that match."""
        if not self.literals:
            return cuts(text, self._free(text))
        found: dict[int, int] = {}
        for literal in self.literals:
            for start, end in holding(text, partial(_find, literal)):
                if start not in found:
                    found[start] = end if self._test(text[start:end]) else -1
        return cuts(text, sorted((start, end) for start, end in found.items() if end >= 0)) if found else []


def _find(literal: str, text: str, start: int) -> int:
    return text.find(literal, start)


@dataclass(frozen=True)
class LinePatterns:
    """The filter that `matching_any` makes; it can be pickled, as workers need."""

    patterns: tuple[tuple[str, tuple[str, ...]], ...]
    summary: str

    def __post_init__(self) -> None:
        for pattern, literals in self.patterns:
            _check(pattern, literals)
        object.__setattr__(self, "__doc__", self.summary)

    @property
    def __name__(self) -> str:
        return "matching_any"

    def __reduce__(self) -> tuple[Any, ...]:
        return LinePatterns, (self.patterns, self.summary)

    @cached_property
    def trigger(self) -> Trigger:
        """All literals, for a rule; `ALWAYS` where a pattern has none."""
        some = [literals for _, literals in self.patterns]
        return _trigger(dict.fromkeys(literal for literals in some for literal in literals)) if all(some) else ALWAYS

    @cached_property
    def _free(self) -> "_Free":
        return _Free([pattern for pattern, literals in self.patterns if not literals])

    @cached_property
    def _automaton(self) -> tuple[Any, list[list[Test]], int]:
        """All literals, the patterns of each, and how far a literal reaches behind its first character."""
        from ahocorasick_rs import AhoCorasick, Implementation

        owners: dict[str, list[str]] = {}
        for pattern, literals in self.patterns:
            for literal in dict.fromkeys(literals):
                owners.setdefault(literal, []).append(pattern)
        reach = max(map(len, owners), default=1) - 1
        automaton = AhoCorasick(list(owners), implementation=Implementation.DFA)  # a third faster than the default
        return automaton, [_tests(patterns) for patterns in owners.values()], reach

    def __call__(self, text: str) -> list[Edit]:
        """The edits that cut the lines that match one of the patterns."""
        found = self._hits(text)
        found += self._free(text)
        return cuts(text, sorted(set(found))) if found else []

    def _hits(self, text: str) -> list[Span]:
        """The lines that a pattern matches one of whose literals stands in them."""
        automaton, tests, reach = self._automaton
        found: list[Span] = []
        start = end = done = -1  # the line, and the end of what need not be looked at any more
        tried: set[int] = set()  # the literals whose patterns have seen the line: it may hold one a million times
        line = ""
        for step in range(0, len(text), STEP):
            piece = text[step : step + STEP + reach] if len(text) > STEP else text
            for index, at, _ in _matches(automaton, piece):
                if at >= STEP or step + at < done:  # the next piece has it, too; the line is cut
                    continue
                if step + at >= end:
                    start, end = line_at(text, step + at)
                    line = text[start:end]
                    tried = set()
                elif index in tried:
                    continue
                tried.add(index)
                for test in tests[index]:
                    if test(line):
                        found.append((start, end))
                        done = end
                        break
        return found


def _matches(automaton: Any, text: str) -> list[tuple[int, int, int]]:
    """The matches in a text; a lone surrogate, which no automaton reads, is in no literal."""
    try:
        found: list[tuple[int, int, int]] = automaton.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:
        return _matches(automaton, _SURROGATE.sub("?", text))
    return found


def matching_lines(pattern: str, literals: Iterable[str] = (), summary: str = "") -> LinePattern:
    r"""A filter: whole lines in which ``re.search(pattern, line)`` finds something.

    Lines are what ``text.split("\n")`` gives, and what is left is the others joined by ``"\n"``.  Only lines that
    hold one of the ``literals`` are looked at, so every line that matches must hold one; this is not checked.
    Without literals each line is looked at, which is quickest where the pattern begins with ``^``.

    Raises `RuleError` for a literal that no line can hold, and, when a text first needs it, for a pattern that does not
    compile: compiling hundreds takes longer than cleaning a page.

    >>> cut = matching_lines(r"^.{0,10}[阅閱][读讀]\(\d+\)", ["阅读", "閱讀"])
    >>> fix(cut, "正文\n阅读(12) 评论(3)\n"), fix(cut, "正文和阅读\n")
    ('正文\n', '正文和阅读\n')
    """
    return LinePattern(pattern, tuple(literals), summary or f"Lines that match {pattern!r}.")


def matching_any(patterns: Iterable[tuple[str, Iterable[str]]], summary: str = "") -> LinePatterns:
    r"""A filter: whole lines in which any of the patterns, each with its literals, finds something.

    What the `matching_lines` of all patterns, one after another, would do; all literals are looked for in one scan.

    >>> cut = matching_any([(r"^\d+$", ()), (r"^Page \d", ["Page"])])
    >>> fix(cut, "text\n7\nPage 7\nPages\n")
    'text\nPages\n'
    """
    some = tuple((pattern, tuple(literals)) for pattern, literals in patterns)
    return LinePatterns(some, summary or f"Lines that match one of {len(some)} patterns.")


def line_rule(code: str, pattern: str, literals: Iterable[str] = (), summary: str = "", *, safe: bool = True) -> Rule:
    """A rule of one pattern: `matching_lines`, run only on texts that hold one of the literals."""
    found = matching_lines(pattern, literals, summary)
    return Rule(code, found, _trigger(found.literals) if found.literals else ALWAYS, safe=safe)


def _trigger(literals: Iterable[str]) -> Trigger:
    some = tuple(literals)
    return Trigger("".join(one for one in some if len(one) == 1), tuple(one for one in some if len(one) > 1))


def _check(pattern: str, literals: tuple[str, ...]) -> None:
    if any("\n" in literal or not literal for literal in literals):
        raise RuleError(f"{pattern!r}: a literal is part of a line, so it is not empty and holds no line end")


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise RuleError(f"{pattern!r} is no regular expression: {error}") from error


def _anchored(pattern: str) -> bool:
    """Whether a pattern can only match at the beginning of a line: it begins with ``^``, and that holds for all of it.

    `re.search` tries such a pattern at every character all the same, `re.match` once.
    """
    if not pattern.startswith("^") or re.search(r"\(\?(?:#|[a-zA-Z-]*x)", pattern):  # comments hold anything
        return False
    bare = re.sub(r"\\.|\[\^?\]?(?:[^]\\]|\\.)*\]", "", pattern, flags=re.DOTALL)  # no escapes and no classes
    depth = 0
    for sign in bare:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            return False
    return True


def _test(pattern: str) -> Test:
    compiled = _compiled(pattern)
    return compiled.match if _anchored(pattern) else compiled.search


def _tests(patterns: Iterable[str]) -> list[Test]:
    """As few tests as possible that tell whether one of the patterns finds something in a line.

    Patterns without groups and flags become one, since nothing in it can refer to a part by its number.
    """
    joined: dict[bool, list[str]] = {True: [], False: []}
    alone: list[Test] = []
    for pattern in patterns:
        if _compiled(pattern).groups or re.match(r"\(\?[a-zA-Z]", pattern):
            alone.append(_test(pattern))
        else:
            joined[_anchored(pattern)].append(f"(?:{pattern})")
    return [
        *(re.compile("|".join(some)).match for some in (joined[True],) if some),
        *(re.compile("|".join(some)).search for some in (joined[False],) if some),
        *alone,
    ]


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    """The lines of a text; one filter after another asks about the same one."""
    return text.split("\n")


class _Free:
    """The lines that one of some patterns without literals matches; no Python code runs between two lines.

    Of patterns whose first character is known only the lines that begin so are looked at, a sixth of all or less.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        begun: list[str] = []
        others: list[str] = []
        insides = []
        for pattern in patterns:
            inside = first(_compiled(pattern).pattern) if _anchored(pattern) else None
            if inside is None:
                others.append(pattern)
            else:
                begun.append(pattern)
                insides.append(inside)
        self._each = _tests(others)
        self._begun = _tests(begun)
        self._beginning = re.compile(rf"\n(?!\n)([{''.join(insides)}][^\n]*)") if begun else None

    def __call__(self, text: str) -> list[Span]:
        found: set[Span] = set()
        if self._each:
            lines = _lines(text)
            numbers = {number for test in self._each for number in compress(range(len(lines)), map(test, lines))}
            found.update(numbered(lines, sorted(numbers)) if numbers else ())
        if self._beginning:
            lined = "\n" + text
            some = self._beginning.findall(lined)
            if hit := {line for test in self._begun for line in filter(test, some)}:
                found.update((m.start(), m.end() - 1) for m in self._beginning.finditer(lined) if m[1] in hit)
        return sorted(found)
