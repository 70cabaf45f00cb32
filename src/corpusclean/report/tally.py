"""The counts of a run; they add up from the entries of its documents."""

import hashlib
from collections import Counter

from corpusclean.engines.entry import Entry
from corpusclean.formats.files import Listing

__all__ = ["Tally"]


#: So many failures are named; all are counted, and all were told while the run went on.
NAMED = 1000


class Tally:
    """What a run did, document by document, in the order of the documents."""

    def __init__(self, listing: Listing) -> None:
        self.left_alone = dict(listing.left_alone)
        self.failed = len(listing.problems)
        self.named = [(problem.id, problem.message) for problem in listing.problems[:NAMED]]
        self.read = self.kept = 0
        self.characters_read = self.characters_kept = 0
        self.encodings: Counter[str] = Counter()
        self.edits: Counter[str] = Counter()
        self.flags: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        self._sources = hashlib.sha256()

    def add(self, entry: Entry) -> None:
        """Count one document."""
        if entry.error:
            self.failed += 1
            if len(self.named) < NAMED:
                self.named.append((entry.id, entry.error))
            return
        self.read += 1
        self.characters_read += entry.before
        self.encodings[entry.encoding] += 1
        self.edits.update(entry.edits)
        self.flags.update(entry.flags)
        self._sources.update(f"{entry.sha256}  {entry.id}\n".encode())
        if entry.reason:
            self.dropped[entry.reason[0]] += 1
        else:
            self.kept += 1
            self.characters_kept += entry.after

    @property
    def input(self) -> str:
        """The hash over the hashes and ids of all documents that were read, in their order."""
        return f"sha256:{self._sources.hexdigest()}"
