"""What the documents of one shard say in one round of one corpus rule, flat, so that it can be shuffled by the million.

>>> said = Facts.of([(0, {b"k" * 16: b"fact"}), (3, {b"q" * 16: None})])
>>> [(int(ordinal), fact) for ordinal, fact in zip(said.ordinals, said.facts)]
[(0, b'fact'), (3, None)]
>>> Facts.load(said.dump()).facts
[b'fact', None]
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from corpusclean.document import Document
from corpusclean.errors import CorpuscleanError, RuleError
from corpusclean.rule import KEY, CorpusFilter, Fact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Answers", "Facts", "Said", "said_by"]

#: What one document says: its keys, each with its fact; None only asks.
Said = Mapping[bytes, Fact | None]
#: What the documents of one shard are answered, by ordinal.
Answers = Mapping[int, Mapping[bytes, Fact]]


def said_by(
    corpus: CorpusFilter, code: str, document: Document, answers: Iterable[Mapping[bytes, Fact]] = ()
) -> dict[bytes, Fact | None]:
    """What a document says in a round; nothing where it has no text left.

    Raises `RuleError` where the rule fails, or names what is no key.
    """
    found: dict[bytes, Fact | None] = {}
    if not document.text:
        return found
    try:
        for key, fact in corpus.facts(document, tuple(answers)):
            if len(key) != KEY or not isinstance(fact, bytes | None):
                raise RuleError(f"{key!r}: {fact!r} is no key of {KEY} bytes with a fact of bytes, or None to ask")
            other = found.get(key)
            found[key] = other if fact is None else fact if other is None else corpus.combine(other, fact)
    except CorpuscleanError as error:
        raise RuleError(f"{code} failed on {document.id}: {error}") from error
    except Exception as error:
        raise RuleError(f"{code} failed on {document.id}: {type(error).__name__}: {error}") from error
    return found


@dataclass(frozen=True)
class Facts:
    """Rows of an ordinal (which document of the shard), a key and a fact.

    ``keys`` has two unsigned numbers of 64 bits a row: numbers sort and group faster than bytes.
    """

    ordinals: "NDArray[np.uint32]"
    keys: "NDArray[np.uint64]"
    facts: list[Fact | None]

    @classmethod
    def of(cls, said: Iterable[tuple[int, Said]]) -> "Facts":
        """What some documents say, by ordinal."""
        import numpy as np

        ordinals: list[int] = []
        keys: list[bytes] = []
        facts: list[Fact | None] = []
        for ordinal, pairs in said:
            ordinals.extend([ordinal] * len(pairs))
            keys.extend(pairs)
            facts.extend(pairs.values())
        return cls(np.array(ordinals, np.uint32), np.frombuffer(b"".join(keys), ">u8").reshape(-1, 2), facts)

    @cached_property
    def _rows(self) -> "tuple[list[int], bytes]":
        """The first row of each document, up to one behind the last, and the keys as bytes."""
        import numpy as np

        count = int(self.ordinals[-1]) + 2 if len(self.ordinals) else 1
        return np.searchsorted(self.ordinals, np.arange(count)).tolist(), self.keys.astype(">u8").tobytes()

    def said(self, ordinal: int) -> "dict[bytes, Fact | None]":
        """What one document says; the rows are in the order of the documents."""
        firsts, raw = self._rows
        if ordinal >= len(firsts) - 1:
            return {}
        first, stop = firsts[ordinal], firsts[ordinal + 1]
        keys = [raw[at : at + KEY] for at in range(first * KEY, stop * KEY, KEY)]
        return dict(zip(keys, self.facts[first:stop], strict=True))

    def only(self, keep: "NDArray[np.bool_]") -> "Facts":
        """The rows that are marked."""
        if keep.all():
            return self
        return Facts(
            self.ordinals[keep],
            self.keys[keep],
            [fact for fact, kept in zip(self.facts, keep.tolist(), strict=True) if kept],
        )

    def joined(self, more: "Facts") -> "Facts":
        """These rows and more, of other documents."""
        import numpy as np

        ordinals = np.concatenate((self.ordinals, more.ordinals))
        return Facts(ordinals, np.concatenate((self.keys, more.keys)), [*self.facts, *more.facts])

    def dump(self) -> bytes:
        """As bytes."""
        import numpy as np

        lengths = np.array([-1 if fact is None else len(fact) for fact in self.facts], "<i4")
        return b"".join(
            (
                len(self.facts).to_bytes(8, "little"),
                self.ordinals.astype("<u4").tobytes(),
                self.keys.astype(">u8").tobytes(),
                lengths.tobytes(),
                *(fact for fact in self.facts if fact),
            )
        )

    @classmethod
    def load(cls, raw: bytes) -> "Facts":
        """From bytes."""
        import numpy as np

        count = int.from_bytes(raw[:8], "little")
        at = 8
        ordinals = np.frombuffer(raw, "<u4", count, at)
        at += 4 * count
        keys = np.frombuffer(raw, ">u8", 2 * count, at).reshape(-1, 2)
        at += KEY * count
        lengths = np.frombuffer(raw, "<i4", count, at)
        at += 4 * count
        ends = accumulate(np.maximum(lengths, 0).tolist(), initial=at)
        next(ends)
        facts = [raw[end - size : end] if size >= 0 else None for size, end in zip(lengths.tolist(), ends, strict=True)]
        return cls(ordinals, keys, facts)
