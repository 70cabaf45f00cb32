r"""Which of several equal documents stays: an order of documents as bytes that sort.

The keeper is the smallest by (run, rank, path, row).  An earlier run always wins, so that nothing already written
changes when a corpus grows; the rank is the policy that is asked for; path and row make the order total.

`order` turns a document into bytes so that comparing the bytes compares these four.  They are facts of corpus rules:
they sort, travel and wait on disk as they are, and the smaller of two is the keeper.  `name` gives the id back.

>>> from corpusclean.document import Place, Source
>>> old, new = (Document.of(Source.of("x"), id, place=Place(run, id)) for run, id in ((1, "b.txt"), (2, "a.txt")))
>>> name(min(order(new), order(old)))
'b.txt'
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from corpusclean.document import Document
from corpusclean.errors import ConfigError

__all__ = ["Keep", "check", "name", "order", "run"]

Keep = Literal["first", "longest", "earliest", "preferred"]
_KEEP = ("first", "longest", "earliest", "preferred")

#: Ends a string inside an order.  A NUL in the string is followed by 0xFF, so a string sorts before all it begins.
_END = b"\0\0"
_ROW = 8
_RUN = 4
_DATE = re.compile(r"\d{4}(?:-\d\d|\Z)")


def check(keep: str, prefer: Sequence[str]) -> None:
    """Refuse bad options.  Raises `ConfigError`.

    >>> check("preferred", ("books/*",))
    >>> check("newest", ())
    Traceback (most recent call last):
    ...
    corpusclean.errors.ConfigError: keep = 'newest' is none of first, longest, earliest, preferred
    """
    if keep not in _KEEP:
        raise ConfigError(f"keep = {keep!r} is none of {', '.join(_KEEP)}")
    if isinstance(prefer, str) or not all(isinstance(pattern, str) and pattern for pattern in prefer):
        raise ConfigError(f'prefer = {prefer!r} is no list of patterns; write it as ["books/*", "example.org"]')
    if keep == "preferred" and not prefer:
        raise ConfigError('keep = "preferred" needs prefer: a list of patterns, the best source first')


def order(document: Document, keep: str = "first", prefer: Sequence[str] = ()) -> bytes:
    """The place of a document in the order of keepers; the smaller of two stays.

    ``keep`` is the rank among documents of one run:

    - ``first``: none; the smallest path, then the smallest row;
    - ``longest``: the most letters as `folding.folded` counts them, so that spaces and marks win nothing;
    - ``earliest``: the smallest ``published`` of the metadata, compared as ISO text (a day sorts before its hours);
      documents without a date come last;
    - ``preferred``: the first pattern of ``prefer`` that fits; documents that none fits come last.  A pattern fits
      the path, the host of the metadata's ``url`` or a domain above it, the ``publisher`` or the ``source``.  ``*``
      stands for any characters, ``/`` among them, ``?`` for one, ``[ab]`` for one of these; upper and lower case are
      one.

    Sizes that do not fit are cut: runs beyond 2³², rows beyond 2⁶⁴.
    """
    place = document.place
    return b"".join(
        (
            min(max(place.run, 0), (1 << 8 * _RUN) - 1).to_bytes(_RUN, "big"),
            _string(_rank(document, keep, prefer)),
            _string(place.path.encode("utf-8", "surrogatepass")),
            min(max(place.row, 0), (1 << 8 * _ROW) - 1).to_bytes(_ROW, "big"),
            document.id.encode("utf-8", "surrogatepass"),
        )
    )


def name(order: bytes) -> str:
    """The id of the document that an order was made of."""
    rank = order.index(_END, _RUN) + len(_END)
    path = order.index(_END, rank) + len(_END)
    return order[path + _ROW :].decode("utf-8", "surrogatepass")


def run(order: bytes) -> int:
    """The run of the document that an order was made of."""
    return int.from_bytes(order[:_RUN], "big")


def _string(raw: bytes) -> bytes:
    return raw.replace(b"\0", b"\0\xff") + _END


def _rank(document: Document, keep: str, prefer: Sequence[str]) -> bytes:
    if keep == "longest":
        from corpusclean.rules.duplicates.folding import folded

        return ((1 << 64) - 1 - len(folded(document.text))).to_bytes(8, "big")
    if keep == "earliest":
        published = (document.metadata["published"] or "").strip()
        return b"\1" + published.encode() if _DATE.match(published) else b"\2"
    if keep == "preferred":
        metadata = document.metadata
        names = [document.place.path, metadata["publisher"], metadata["source"], *_hosts(metadata["url"])]
        fits = _patterns(tuple(prefer))
        rank = next((n for n, fit in enumerate(fits) if any(fit.fullmatch(one) for one in names if one)), len(fits))
        return rank.to_bytes(4, "big")
    return b""


def _hosts(url: str | None) -> list[str]:
    """The host of an address and the domains above it, but for the last."""
    try:
        labels = (urlsplit(url or "").hostname or "").split(".")
    except ValueError:  # "http://[": no address after all
        return []
    return [".".join(labels[at:]) for at in range(max(1, len(labels) - 1))]


@lru_cache(maxsize=16)
def _patterns(prefer: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    from fnmatch import translate

    return tuple(re.compile(translate(pattern), re.IGNORECASE) for pattern in prefer)
