"""Make ``data/terms.dat`` of the chrome rules: the terms of whole lines by their lower case, ready to be looked up.

    python benchmarks/chrome/make_terms.py

A line with the core of a form in lower case, then a line with the terms that have such a form, parted by tabs: the
kind (its number), the strength, and the term where it is another string.  A term stands in some five forms, and working
them out for all takes longer than cleaning a page.
"""

import sys

from corpusclean.rules.chrome.lexicon import TERMS, made

if __name__ == "__main__":
    TERMS.write_text(made(), encoding="utf-8", newline="\n")
    print(f"{TERMS.name}: {TERMS.stat().st_size} bytes", file=sys.stderr)
