"""The index of documents that are there already: a small file, to be committed beside them.

A line of JSON a document, sorted by id, so that a change of one document is a change of one line: the key by which
exact copies are found, and a sketch of 128 bytes by which similar ones are.  No text can be made of it.

>>> index = Index.of({"a.txt": "这篇讲了后来的事，说得很长，也很清楚，没有留下疑问。" * 3})
>>> index.told("b.txt", "這篇講了後來的事，說得很長，也很清楚，沒有留下疑問。" * 3)
'same as a.txt'
>>> index.told("a.txt", "这篇讲了后来的事，说得很长，也很清楚，没有留下疑问。" * 3), index.told("b.txt", "第二篇")
('', '')
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corpusclean.errors import ConfigError
from corpusclean.formats.files import shown
from corpusclean.formats.folder import write_whole
from corpusclean.rules.duplicates import folding, minhash
from corpusclean.rules.duplicates.exact import key
from corpusclean.rules.duplicates.near import LEAST
from corpusclean.rules.duplicates.shingles import shingles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Fingerprint", "Index"]

#: Bins of a sketch.  Each keeps one byte: two texts of no likeness agree in one bin of 256.
BINS = 128
#: What the first line says; another scheme of keys or sketches is another form, and cannot be compared.
HEAD = {"fingerprints": 1, "folding": folding.SCHEME, "minhash": minhash.SCHEME}
#: How alike two documents are that are told, as `NearDuplicate` has it.  With 128 bins the estimate is .035 off.
SIMILAR = 0.8


class Fingerprint(NamedTuple):
    """What is kept of a text: the key of exact copies, and the sketch; that is empty for texts too short to compare."""

    exact: bytes
    sketch: bytes

    @classmethod
    def of(cls, text: str) -> "Fingerprint":
        """The fingerprint of a cleaned text."""
        found = shingles(text)
        words = minhash.sketch(found, BINS).astype("u1").tobytes() if len(found) >= LEAST else b""
        return cls(key(text), words)


@dataclass(frozen=True)
class Index:
    """Fingerprints by id."""

    found: Mapping[str, Fingerprint]

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Index":
        """The index of some cleaned texts."""
        return cls({name: Fingerprint.of(text) for name, text in texts.items()})

    @classmethod
    def load(cls, path: Path) -> "Index":
        """Read an index.  Raises `ConfigError` for a file that is none, or one of another version."""
        try:
            head, *lines = path.read_text("utf-8").split("\n")  # an id may hold what else is called a line end
            if json.loads(head) != HEAD:
                raise ConfigError(f"{shown(str(path))}: fingerprints of another version; make them anew")
            return cls(dict(_entry(json.loads(line)) for line in lines if line))
        except OSError as error:
            raise ConfigError(f"{shown(str(path))}: {error.strerror or error}") from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            if isinstance(error, ConfigError):
                raise
            raise ConfigError(f"{shown(str(path))}: no fingerprints: {error}") from error

    def write(self, path: Path) -> None:
        """Write the index, as a whole or not at all.  Raises `OutputError`."""
        lines = [HEAD, *({"id": name, **_shown(one)} for name, one in sorted(self.found.items()))]
        write_whole(path, "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode())

    def told(self, name: str, text: str) -> str:
        """Which other document a new or changed one is a copy of, or much like; nothing where there is none.

        A document that is in the index as it is now is not new.
        """
        mine = Fingerprint.of(text)
        before = self.found.get(name)
        if not text or (before is not None and before.exact == mine.exact):
            return ""
        same = [other for other in self._exact.get(mine.exact, ()) if other != name]
        if same:
            return f"same as {same[0]}"
        best = max(self._similar(name, mine.sketch), default=(0.0, ""))
        return f"about {best[0]:.2f} similar to {best[1]}" if best[0] >= SIMILAR else ""

    @cached_property
    def _exact(self) -> dict[bytes, list[str]]:
        names: dict[bytes, list[str]] = {}
        for name, one in sorted(self.found.items()):
            names.setdefault(one.exact, []).append(name)
        return names

    @cached_property
    def _sketches(self) -> "tuple[list[str], NDArray[np.uint8]]":
        import numpy as np

        names = [name for name, one in sorted(self.found.items(), reverse=True) if one.sketch]
        raw = b"".join(self.found[name].sketch for name in names)
        return names, np.frombuffer(raw, np.uint8).reshape(-1, BINS)

    def _similar(self, name: str, sketch: bytes) -> Iterable[tuple[float, str]]:
        import numpy as np

        names, rows = self._sketches
        if not sketch or not names:
            return
        equal = (rows == np.frombuffer(sketch, np.uint8)).mean(1)
        for row in np.flatnonzero(equal >= SIMILAR).tolist():
            if names[row] != name:
                yield max(0.0, (float(equal[row]) - 1 / 256) / (1 - 1 / 256)), names[row]


def _shown(one: Fingerprint) -> dict[str, str]:
    return {"exact": one.exact.hex(), "sketch": base64.b64encode(one.sketch).decode()}


def _entry(line: Mapping[str, Any]) -> tuple[str, Fingerprint]:
    one = Fingerprint(bytes.fromhex(line["exact"]), base64.b64decode(line["sketch"], validate=True))
    if len(one.exact) != 16 or len(one.sketch) not in (0, BINS):
        raise ValueError(f"{line['id']!r} has a key or sketch of another length")
    return str(line["id"]), one
