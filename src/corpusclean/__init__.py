r"""Composable filters that clean web text and can say of every character where it came from.

>>> import corpusclean
>>> corpusclean.clean("在行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,因?yàn)榕c過去對(duì)比。 \n")
'在行業還在探討時,它正加速向超級公司進化,因為與過去對比。\n'
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from corpusclean import registry
from corpusclean.decoding import Decoded, decode
from corpusclean.document import Document, Segment, Source
from corpusclean.edits import Edit, Field, Flag, Patch
from corpusclean.errors import CorpuscleanError
from corpusclean.pipeline import Finding, Pipeline, Result, findings
from corpusclean.rule import Rule, Trigger
from corpusclean.version import VERSION

__all__ = [
    "CorpuscleanError",
    "Decoded",
    "Document",
    "Edit",
    "Field",
    "Finding",
    "Flag",
    "Patch",
    "Pipeline",
    "Result",
    "Rule",
    "Segment",
    "Source",
    "Trigger",
    "__version__",
    "check",
    "clean",
    "decode",
    "findings",
    "restore",
]


__version__ = VERSION


def clean(
    text: str,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    unsafe: bool | Iterable[str] = False,
    **settings: Any,
) -> str:
    r"""The text after the chosen rules; the default rules where none is chosen.

    ``select`` and ``ignore`` take codes or prefixes; ``unsafe`` is True, or the codes of unsafe rules to apply;
    ``settings`` are options of rules by name, such as ``script="hans"``.  Raises `RuleError` and `ConfigError` for
    what does not exist.

    >>> clean("電腦 \n", script="hans")
    '电脑\n'
    >>> clean("電腦 \n", select=["GBK"])
    '電腦 \n'
    """
    return _run(text, select, ignore, unsafe, settings, propose=False).text


def check(
    text: str,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    unsafe: bool | Iterable[str] = False,
    **settings: Any,
) -> list[Finding]:
    r"""What the chosen rules find, by place; edits of unsafe rules are reported too, and not ``applied``.

    >>> [(finding.rule, finding.line, finding.column) for finding in check("一行 \n")]
    [('SPC101', 1, 3)]
    """
    return findings(_run(text, select, ignore, unsafe, settings, propose=True))


def restore(record: Mapping[str, Any]) -> bytes:
    """The source of a record, byte for byte; see `corpusclean.records.restore`."""
    from corpusclean import records  # imports orjson, which `check` can do without

    if not isinstance(record, Mapping):
        raise TypeError(f"a record is a dict, not {type(record).__name__}; of a line: corpusclean.records.load(line)")
    return records.restore(record)


def _plain(names: Any) -> Any:
    """Names that can be read twice, and be the key of a cache."""
    return names if isinstance(names, str | bool) else tuple(names)


def _pipeline(select: Any, ignore: Any, unsafe: Any, settings: dict[str, Any]) -> Pipeline:
    """The pipeline for these arguments, made once: making it takes as long as cleaning a page."""
    types = tuple((name, type(value)) for name, value in settings.items())  # 1 is no True
    key = (registry.all_rules(), select, ignore, unsafe, types, tuple(settings.items()))
    try:
        hash(key)
    except TypeError:
        return Pipeline.of(select=select, ignore=ignore, unsafe=unsafe, **settings)
    return _cached(*key)


@lru_cache(maxsize=32)
def _cached(_rules: Any, select: Any, ignore: Any, unsafe: Any, _types: Any, settings: Any) -> Pipeline:
    return Pipeline.of(select=select, ignore=ignore, unsafe=unsafe, **dict(settings))


def _run(
    text: str,
    select: Iterable[str],
    ignore: Iterable[str],
    unsafe: bool | Iterable[str],
    settings: dict[str, Any],
    propose: bool,
) -> Result:
    if not isinstance(text, str):
        raise TypeError(f"text is {type(text).__name__}, not str; for bytes: corpusclean.decode(raw).text")
    pipeline = _pipeline(_plain(select), _plain(ignore), _plain(unsafe), settings)
    try:
        source = Source.of(text)
    except UnicodeEncodeError:  # lone surrogates: each becomes three undecodable bytes
        source = decode(text.encode("utf-8", "surrogatepass"), encoding="utf-8").source
    return pipeline.run(Document.of(source), propose=propose)
