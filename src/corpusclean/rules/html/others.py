"""The main content as other extractors choose it: segments whose text their output holds."""

import re
from typing import Any

from corpusclean.errors import ConfigError, DocumentError
from corpusclean.rules.html.skeleton import MISSING
from corpusclean.rules.html.tree import Page

__all__ = ["chosen"]

_BLANKS = re.compile(r"\s+")


def chosen(page: Page, extractor: str) -> list[bool]:
    """For each segment whether the extractor has it; all where it finds no main content at all.

    Raises `ConfigError` for an extractor that is not known or not installed.
    """
    if extractor == "resiliparse":
        found = _resiliparse(page.source)
    elif extractor == "trafilatura":
        found = _trafilatura(page.source)
    else:
        raise ConfigError(f"extractor = {extractor!r}: known are own, resiliparse, trafilatura")
    lines = [_bare(line) for line in found.splitlines()]
    whole = "".join(lines)
    if not whole:
        return [True] * len(page.segments)
    single = set(lines)
    kept: list[bool] = []
    at = 0
    for segment in page.segments:
        text = _bare(segment.text)
        # A short text may stand anywhere by chance: it must be a line, or come next.
        place = whole.find(text, at, at + 4000 + 2 * len(text))
        kept.append(text in single or whole.startswith(text, at) or (place >= 0 and len(text) > 12))
        if kept[-1] and place >= 0 and (place == at or len(text) > 12):
            at = place + len(text)
    return kept


def _bare(text: str) -> str:
    """A text without blanks and without the mark of a list item."""
    return _BLANKS.sub("", text.strip().removeprefix("•").removeprefix("- "))


def _resiliparse(source: str) -> str:
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError as error:
        raise DocumentError(MISSING) from error
    text: Any = extract_plain_text(source, main_content=True, alt_texts=False)
    return str(text)


def _trafilatura(source: str) -> str:
    try:
        from trafilatura import extract
    except ImportError as error:
        raise ConfigError("extractor = 'trafilatura' needs the package trafilatura; install it") from error
    text: Any = extract(source, include_comments=False, include_tables=True)
    return str(text or "")
