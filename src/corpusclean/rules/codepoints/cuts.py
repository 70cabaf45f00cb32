"""Half characters where a text was cut."""

from collections.abc import Iterator

from corpusclean.edits import Edit
from corpusclean.patterns import lazy

__all__ = ["half_characters"]

# At most three: a character of UTF-8 has four bytes, and a cut leaves one to three of them.
_HEAD = lazy("\\A\\s*(\N{REPLACEMENT CHARACTER}{1,3})(?!\N{REPLACEMENT CHARACTER})")
_TAIL = lazy(
    "(?<!\N{REPLACEMENT CHARACTER})(\N{REPLACEMENT CHARACTER}{1,3})"
    "(?:…{1,2}|\\.{3,6}|。{3,6})?[\\s”’」』\"')）]{0,40}\\Z"
)


def half_characters(text: str) -> Iterator[Edit]:
    r"""U+FFFD at the very end or start of a text, where it was cut in the middle of a character.

    A field of fixed length is cut by bytes: of ``E6 96 87`` (文) the first two are left, and a decoder makes U+FFFD of
    them.  One to three U+FFFD go, also before a final ellipsis, if the text has no others: elsewhere they stand for
    characters that are lost, and a text with several may have lost its last ones too.  What was cut off is not in the
    text either way; that something was stays in the record, as this edit and as the flag of `replacement_debris`.

    >>> fix(half_characters, "第二天到货了，价格\ufffd"), fix(half_characters, "\ufffd的手机很好，价格\ufffd...")
    ('第二天到货了，价格', '的手机很好，价格...')
    >>> fix(half_characters, "价格\ufffd\ufffd元，到货\ufffd") == "价格\ufffd\ufffd元，到货\ufffd"
    True
    """
    if text.count("\N{REPLACEMENT CHARACTER}") > 6:  # three at each end
        return
    # What the second pattern matches is no longer than that.
    matches = _HEAD.match(text), _TAIL.search(text, max(0, len(text) - 50))
    spans = [match.span(1) for match in matches if match]
    if sum(end - start for start, end in spans) != text.count("\N{REPLACEMENT CHARACTER}") or len(set(spans)) < len(
        spans
    ):
        return
    for start, end in spans:
        yield Edit(start, end, "", note="a character cut in two")
