"""Make ``data/terms.dat`` and ``data/inner.dat`` of the chrome rules: words in all their cases, ready to be looked up.

    python benchmarks/chrome/make_terms.py

``terms.dat`` has the terms of whole lines by their lower case: a line with the core of a form, then a line with the
terms that have such a form, parted by tabs: the kind (its number), the strength, and the term where it is another
string.  ``inner.dat`` has the words that the line model counts inside lines.  A term stands in some five forms, and
working them out for all takes longer than cleaning a page.
"""

import sys

from corpusclean.rules.chrome import cells, lexicon

if __name__ == "__main__":
    for path, text in ((lexicon.TERMS, lexicon.made()), (cells.INNER, cells.made())):
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{path.name}: {path.stat().st_size} bytes", file=sys.stderr)
