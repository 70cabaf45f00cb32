"""What a file holds, by its name: the format and how it is packed; or by its first bytes where it has no name."""

from functools import lru_cache
from typing import NamedTuple

from corpusclean.errors import ConfigError

__all__ = ["FORMATS", "INCLUDED", "ROWS", "Kind", "bare", "guessed", "kind", "unpacked"]


class Kind(NamedTuple):
    """A format, and ``gz``, ``zst`` or nothing."""

    format: str
    compression: str = ""


#: The formats, and how names of their files end.
FORMATS = {
    "text": (".txt", ".text"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "jsonl": (".jsonl", ".ndjson", ".jsonlines"),
    "parquet": (".parquet",),
    "warc": (".warc", ".wet"),
}
#: Formats whose files hold many documents.
ROWS = frozenset({"jsonl", "parquet", "warc"})
_ENDINGS = {ending: name for name, endings in FORMATS.items() for ending in endings}
_PACKED = {".gz": "gz", ".zst": "zst"}

#: What is a document in a folder, where nobody says otherwise; the same names with .gz and .zst are, too.  Markdown is
#: not: what stands in folders of texts is mostly README.md, which is about the documents and none of them.
INCLUDED = ("*.txt", "*.text", "*.html", "*.htm", "*.jsonl", "*.ndjson", "*.parquet", "*.warc", "*.wet")


def unpacked(name: str) -> str:
    """The name a packed file has unpacked; the same name where it is not packed, or is Parquet, which never is.

    >>> unpacked("a.txt.gz"), unpacked("a.txt"), unpacked("a.parquet.gz")
    ('a.txt', 'a.txt', 'a.parquet.gz')
    """
    for ending in _PACKED:
        if name.lower().endswith(ending):
            stem = name[: -len(ending)]
            return name if kind(stem).format == "parquet" else stem
    return name


@lru_cache(maxsize=64)  # each step of a run asks again about the file at hand
def kind(path: str, forced: str | None = None) -> Kind:
    """The kind of a file by the end of its name; one that says nothing is text.

    ``forced`` is a format that a person names; how the file is packed is then still seen by its name.  Raises
    `ConfigError` for a format that is none.

    >>> kind("crawl/a.jsonl.gz"), kind("CC-MAIN.warc.wet.gz"), kind("notes"), kind("dump.gz", "jsonl")
    (Kind(format='jsonl', compression='gz'), Kind(format='warc', compression='gz'), Kind(format='text', compression=''), Kind(format='jsonl', compression='gz'))
    """  # noqa: E501
    stem, compression = path.lower(), ""
    for ending, name in _PACKED.items():
        if stem.endswith(ending):
            stem, compression = stem.removesuffix(ending), name
            break
    if forced is not None:
        if forced not in FORMATS:
            raise ConfigError(f"unknown format {forced!r}; there are {', '.join(FORMATS)}")
        return Kind(forced, compression)
    found = next((name for ending, name in _ENDINGS.items() if stem.endswith(ending)), "text")
    return Kind(found, compression)


def bare(name: str) -> str:
    """The name of a file without the endings that say what it holds.

    >>> bare("clean.jsonl.gz"), bare("CC-MAIN.warc.wet.gz"), bare("notes.v2")
    ('clean', 'CC-MAIN', 'notes.v2')
    """
    while True:
        ending = next((one for one in (*_PACKED, *_ENDINGS) if name.lower().endswith(one)), "")
        if not ending:
            return name
        name = name[: -len(ending)]


def guessed(head: bytes) -> str:
    r"""The format of bytes without a name, by the first of them.

    JSON lines begin with an object that ends on its line; whoever has text that looks so says that it is text.

    >>> guessed(b'{"text": "one"}\n{"te'), guessed(b"WARC/1.0\r\n"), guessed(b"One.\n")
    ('jsonl', 'warc', 'text')
    """
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    first, end, _ = head.lstrip(b"\xef\xbb\xbf\r\n\t ").partition(b"\n")
    if first.startswith(b"{"):
        import orjson

        try:
            return "jsonl" if isinstance(orjson.loads(first), dict) else "text"
        except ValueError:
            # A first line longer than what is seen of it.
            return "text" if end else "jsonl" if b'":' in first and len(head) >= 1 << 16 else "text"
    return "text"
