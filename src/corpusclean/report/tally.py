"""The counts of a run; they add up from the entries of its documents."""

import hashlib
from collections import Counter

from corpusclean.engines.local import Entry
from corpusclean.formats.files import Listing

__all__ = ["Tally"]


class Tally:
    """What a run did, document by document."""

    def __init__(self, listing: Listing) -> None:
        self.left_alone = dict(listing.left_alone)
        self.failed = [(problem.id, problem.message) for problem in listing.problems]
        self.read = self.kept = 0
        self.characters_read = self.characters_kept = 0
        self.encodings: Counter[str] = Counter()
        self.edits: Counter[str] = Counter()
        self.flags: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        self._sources: list[str] = []

    def add(self, entry: Entry) -> None:
        """Count one document."""
        if entry.error:
            self.failed.append((entry.id, entry.error))
            return
        self.read += 1
        self.characters_read += entry.before
        self.encodings[entry.encoding] += 1
        self.edits.update(entry.edits)
        self.flags.update(entry.flags)
        self._sources.append(f"{entry.sha256}  {entry.id}\n")
        if entry.reason:
            self.dropped[entry.reason[0]] += 1
        else:
            self.kept += 1
            self.characters_kept += entry.after

    @property
    def input(self) -> str:
        """The hash over the hashes and ids of all documents that were read."""
        return f"sha256:{hashlib.sha256(''.join(sorted(self._sources)).encode()).hexdigest()}"
