"""Documents that are in the corpus already, by its fingerprints."""

__all__ = ["known_document"]


def known_document() -> None:
    """A new document that is a copy of one in the fingerprints, or much like it.

    Whoever collects by hand adds the same article twice: from another site, in the other script, with another first
    line.  `clean --fingerprints FILE` writes a small index of the documents of a corpus, to be committed beside them;
    `check --fingerprints FILE`, in a hook above all, then reports a document that is not in the index, or not as it is
    now, and is the same as another one there, or similar to it by 0.8 or more.  The note names that one.

    Exact copies are found as DUP101 finds them.  Likeness is estimated from a sketch of 128 bytes, since the text of
    the other document is not at hand: it is right to .035 or so, and the note says "about".  Texts of fewer than 50
    different shingles are compared for exact copies only.  Nothing is changed: this is reported by `check`.

    >>> from corpusclean.formats.fingerprints import Index
    >>> story = " ".join(f"{n} sheep went over the hill and {n + 1} came back before night." for n in range(20))
    >>> index = Index.of({"a.txt": story})
    >>> index.told("b.txt", story.upper()), index.told("b.txt", "BREAKING NEWS! " + story)
    ('same as a.txt', 'about 0.99 similar to a.txt')
    >>> index.told("a.txt", story), index.told("b.txt", story.replace("sheep", "geese"))
    ('', '')
    """
