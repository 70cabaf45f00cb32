"""The naive chain's work of corpusclean's parts: a pipeline of filters that do what the libraries do."""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path

from corpusclean.document import UTF8, Document, Reading, Segment, Source
from corpusclean.filters import SeenLines, ftfy_fixes, matching_any, opencc_conversion
from corpusclean.pipeline import Pipeline
from corpusclean.records import dump, to_record
from corpusclean.rule import Rule

__all__ = ["pipeline", "run", "source"]


def pipeline(rules: Iterable[tuple[str, tuple[str, ...]]], least: int) -> Pipeline:
    """ftfy, OpenCC, line rules, lines that stood before: each once, in this order.

    The codes are of a stage that is run once.  That of mojibake, which ftfy would belong to, is run until nothing is
    found, and what ftfy finds in its own answer the naive chain never sees.
    """
    filters = (ftfy_fixes, opencc_conversion, matching_any(rules), SeenLines(least))
    return Pipeline.from_rules(Rule(f"PUN{800 + number}", filter_) for number, filter_ in enumerate(filters))


def source(raw: bytes, guessed: Callable[[bytes], tuple[str, str]]) -> Source:
    """The source of bytes: UTF-8 where they are, else what ``guessed`` says."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text, encoding = guessed(raw)
        kept = None if _encodes(text, encoding, raw) else raw
        reading = Reading(encoding, 0.5, "charset-normalizer says so")
        return Source(raw, text, (Segment(0, len(raw), len(text), encoding, kept),), reading=reading)
    encoding = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"
    return Source(raw, text, (Segment(0, len(raw), len(text), encoding),) if raw else (), reading=UTF8)


def _encodes(text: str, encoding: str, raw: bytes) -> bool:
    try:
        return text.encode(encoding) == raw
    except UnicodeEncodeError:
        return False


def run(
    contents: Iterable[tuple[str, bytes]],
    guessed: Callable[[bytes], tuple[str, str]],
    out: Path,
    rules: Iterable[tuple[str, tuple[str, ...]]],
    least: int,
    *,
    records: bool = False,
) -> None:
    """All documents through the pipeline; those whose text stood before are left out.

    What is written is id and text, as the naive chain does, or with ``records`` the whole history too.
    """
    chain, texts = pipeline(rules, least), set[bytes]()
    with out.open("wb") as file:
        for name, raw in contents:
            document = chain.run(Document.of(source(raw, guessed), name)).document
            digest = blake2b(document.text.encode(), digest_size=16).digest()
            if digest not in texts:
                texts.add(digest)
                file.write(dump(to_record(document) if records else {"id": name, "text": document.text}))
