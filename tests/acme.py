"""A plugin as its author would write it: a rule of each kind, so that tests of the rim do not hang on the table."""

import hashlib
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from corpusclean import registry
from corpusclean.document import Document
from corpusclean.edits import Edit, Flag
from corpusclean.rule import Fact, Rule, Trigger

SELECT = "ENC,ACME"


def trailing_tilde(text: str, *, width: int = 1, greedy: bool = False) -> Iterator[Edit]:
    """Tildes at the end of a line."""
    for match in re.finditer(r"~+(?=\r?\n|\Z)", text):
        if greedy or len(match[0]) >= width:
            yield Edit(*match.span(), "")


def lost_word(text: str) -> Iterator[Flag]:
    """A word that is lost."""
    for match in re.finditer("锟斤拷", text):
        yield Flag(*match.span(), "nobody knows")


def bold_comma(text: str) -> Iterator[Edit]:
    """A comma that may be wrong."""
    for match in re.finditer("(?<=[一-鿿]),", text):
        yield Edit(*match.span(), "\N{FULLWIDTH COMMA}")


def dashes(text: str) -> Iterator[Edit]:
    """Two hyphens that are a dash."""
    for match in re.finditer("--", text):
        yield Edit(*match.span(), "—")


def explosive(text: str) -> Iterator[Edit]:
    """A rule with a bug."""
    raise ZeroDivisionError("boom")
    yield


def sleepy(text: str) -> Iterator[Edit]:
    """A rule that takes its time."""
    time.sleep(0.3)
    yield from ()


class Reader:
    """A last line that another document with the same first line has too: a corpus rule of two rounds.

    In the first round documents meet by their first line; in the second the one with the smallest id tells the
    others its last line, which they drop where they have it too.
    """

    def facts(self, document: Document, answers: Sequence[Mapping[bytes, Fact]]) -> Iterator[tuple[bytes, Fact | None]]:
        lines = document.text.splitlines()
        if not answers:
            yield key(lines[0]), document.id.encode()
        elif len(answers) == 1:
            (keeper,) = answers[0].values()
            yield key(keeper.decode()), lines[-1].encode() if keeper == document.id.encode() else None

    def combine(self, one: Fact, other: Fact) -> Fact:
        return min(one, other)

    def edits(self, document: Document, answers: Sequence[Mapping[bytes, Fact]]) -> Iterator[Edit | Flag]:
        (keeper,) = (fact.decode() for fact in answers[0].values())
        line = b"".join(answers[1].values()).decode()
        if keeper != document.id and line and document.text.endswith(line):
            yield Edit(len(document.text) - len(line), len(document.text), "", note=f"as in {keeper}")


def key(text: str) -> bytes:
    """A key of the rounds."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


RULES = [
    Rule("SPC981", trailing_tilde, trigger=Trigger(chars="~")),
    Rule("GBK982", lost_word, trigger=Trigger(literals=("锟斤拷",))),
    Rule("PUN983", bold_comma, trigger=Trigger(chars=","), safe=False),
    Rule("PUN984", dashes, trigger=Trigger(literals=("--",))),
    Rule("UNI985", explosive, trigger=Trigger(literals=("explode",))),
    Rule("UNI986", sleepy, trigger=Trigger(literals=("sleep",))),
    Rule("BPL987", Reader(), safe=False),
]
CODES = [rule.code for rule in RULES]


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make these the only rules besides those of decoding and DUP101, in this process and those it forks."""
    rules = [*(rule for rule in registry.RULES if rule.report or rule.code == "DUP101"), *RULES]
    order = list(registry.STAGES)
    table = tuple(sorted(rules, key=lambda rule: order.index(rule.stage)))
    monkeypatch.setattr(registry, "all_rules", lambda: table)


def environment(folder: Path, base: Mapping[str, str]) -> dict[str, Any]:
    """An environment in which these rules are installed as a plugin, for processes of their own."""
    info = folder / "acme-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[corpusclean.rules]\nacme = acme:RULES\n")
    source = Path(__file__).parent
    paths = [str(folder), str(source), *filter(None, [base.get("PYTHONPATH")])]
    return {**base, "PYTHONPATH": ":".join(paths), "PYTHONUTF8": "1"}
