"""A second opinion, for the person who has to decide: what charset-normalizer makes of bytes that a guess is unsure of.

It is told and not followed: of 499 unsure guesses on benchmark files, 455 were right and 264 of charset-normalizer's.
"""

__all__ = ["second_opinion"]

#: charset-normalizer is shown so many bytes: its own sampling is finer, but it copies what it is given.
SHOWN = 1 << 16


def second_opinion(raw: bytes) -> str | None:
    """The encoding that charset-normalizer names; None where it names none.

    >>> second_opinion("Zażółć gęślą jaźń, a potem idź do domu. ".encode("cp1250") * 9)
    'cp1250'
    """
    import codecs

    from charset_normalizer import from_bytes  # slow to import; few files need it

    found = from_bytes(raw[:SHOWN]).best()
    return None if found is None else codecs.lookup(found.encoding).name
