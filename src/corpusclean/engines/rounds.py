"""The rounds of a corpus rule: facts out, equal keys together, answers back, until nobody has more to say.

What a rule learns of other documents it learns through keys that they share.  So a document none of whose keys
another one named in the first round is alone: it is finished, and nothing is changed in it.  Only the others are
loaded again.  (A corpus rule therefore leaves a document alone that is alone in its corpus, and names in its first
round every key that needs no answer.)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from corpusclean.document import Document
from corpusclean.edits import Edit, Flag
from corpusclean.errors import CorpuscleanError, RuleError
from corpusclean.pipeline import Pipeline
from corpusclean.rule import CorpusFilter, Fact, Rule

__all__ = ["Facts", "all_facts", "bound", "first_facts", "play"]

Facts = Sequence[tuple[bytes, Fact | None]]


def bound(rule: Rule, pipeline: Pipeline) -> CorpusFilter:
    """The filter of a corpus rule with the options that were set."""
    assert isinstance(rule.filter, CorpusFilter)
    options = pipeline.options[rule.code]
    return type(rule.filter)(**options) if options else rule.filter


def all_facts(rules: Iterable[Rule], pipeline: Pipeline, document: Document) -> tuple[Facts, ...]:
    """What a document says in the first round of each of some rules."""
    return tuple(first_facts(bound(rule, pipeline), rule.code, document) for rule in rules)


def first_facts(corpus: CorpusFilter, code: str, document: Document) -> Facts:
    """What a document says in the first round; nothing where it has no text left."""
    try:
        return tuple(corpus.facts(document, ())) if document.text else ()
    except CorpuscleanError:
        raise
    except Exception as error:
        raise RuleError(f"{code} failed: {type(error).__name__}: {error}") from error


def play(
    rule: Rule, pipeline: Pipeline, first: Iterable[tuple[int, Facts]], load: Callable[[int], Document]
) -> Iterator[tuple[int, Document, list[Edit | Flag]]]:
    """Each document that is not alone, with its findings, stamped; ``load`` brings the document at a position.

    Raises `RuleError` where the rule fails: the other documents' answers hang on it, so nothing can be kept.
    """
    corpus = bound(rule, pipeline)
    answers: dict[int, list[Mapping[bytes, Fact | None]]] = {}
    said = {position: facts for position, facts in first if facts}
    while said:
        table, shared = _together(corpus, said)
        following: dict[int, Facts] = {}
        for position, facts in said.items():
            if position not in answers and not any(key in shared for key, _ in facts):
                continue
            heard = answers.setdefault(position, [])
            heard.append({key: table[key] for key, _ in facts})
            document = load(position)
            try:
                more = tuple(corpus.facts(document, heard))
                found = (
                    []
                    if more
                    else [
                        item if item.rule else item._replace(rule=rule.code) for item in corpus.edits(document, heard)
                    ]
                )
            except Exception as error:
                raise RuleError(f"{rule.code} failed on {document.id}: {type(error).__name__}: {error}") from error
            if more:
                following[position] = more
            else:
                yield position, document, found
        said = following


def _together(corpus: CorpusFilter, said: Mapping[int, Facts]) -> tuple[dict[bytes, Fact | None], set[bytes]]:
    """What is known under each key, and the keys that more than one document named."""
    table: dict[bytes, Fact | None] = {}
    shared: set[bytes] = set()
    for facts in said.values():
        known = [key for key in {key for key, _ in facts} if key in table]
        shared.update(known)
        for key, fact in facts:
            other = table.get(key)
            table[key] = other if fact is None else fact if other is None else corpus.combine(other, fact)
    return table, shared
