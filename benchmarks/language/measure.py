"""How well the models of `corpusclean.language` tell languages and code pages apart, and find lost characters.

    python benchmarks/language/measure.py ROWS.jsonl [ROWS]

The rows are those of the damage benchmark: ``{"kind": "clean_ja", "lang": "ja", "clean": ...}``; only clean ones are
used, so many of each language (300).  They measure; nothing is trained on them.
"""

import json
import random
import sys
from collections import defaultdict
from pathlib import Path

from corpusclean.language.likelihood import LANGUAGES, best, choices, per_character

PAGES = {"zh": ("gbk", "big5"), "ja": ("euc_jp", "cp932"), "ko": ("euc_kr", "cp949")}
#: So many characters on either side of the lost one are known, and so many places are tried.
WINDOW, PLACES = 8, 1500


def right_page(text: str, page: str) -> bool | None:
    """Whether the text is likelier than its bytes in any other page; None if the page lacks a character of it."""
    try:
        raw = text.encode(page)
    except UnicodeEncodeError:
        return None
    clean = raw.decode(page)  # some characters do not come back as they went
    mine = best(clean)[1]
    others = {raw.decode(other, "replace") for pages in PAGES.values() for other in pages} - {clean}
    return all(best(other)[1] < mine for other in others)


def rank(text: str, at: int, language: str) -> int:
    """The rank of a character among those that share the first two of its three bytes."""
    raw = text[at].encode()
    candidates = [(raw[:2] + bytes((last,))).decode("utf-8", "ignore") for last in range(0x80, 0xC0)]
    candidates = [one for one in candidates if one]
    scores = choices(text[max(0, at - WINDOW) : at], candidates, text[at + 1 : at + 1 + WINDOW], language)
    return sorted(scores, reverse=True).index(scores[candidates.index(text[at])])


def main(arguments: list[str]) -> int:
    """Print the figures of each language."""
    texts = defaultdict(list)
    for line in Path(arguments[0]).read_text(encoding="utf-8").split("\n")[:-1]:
        row = json.loads(line)
        if row["kind"] == f"clean_{row['lang']}":
            texts[row["lang"]].append(row["clean"])
    for language in LANGUAGES:
        chance = random.Random(1)
        sample = chance.sample(texts[language], min(int((arguments[1:] or ["300"])[0]), len(texts[language])))
        print(f"{language}: {sum(per_character(text, language) for text in sample) / len(sample):.2f} nats a character")
        print(f"  itself the best in {sum(best(text)[0] == language for text in sample)} of {len(sample)}")
        for page in PAGES[language]:
            found = [one for text in sample if (one := right_page(text, page)) is not None]
            print(f"  right page {page}: {sum(found)} of {len(found)}")
        places = [(text, at) for text in sample for at, char in enumerate(text) if len(char.encode()) == 3]
        ranks = [rank(*place, language) for place in chance.sample(places, min(PLACES, len(places)))]
        first, three = (sum(one < most for one in ranks) / len(ranks) for most in (1, 3))
        print(f"  lost character found: {first:.1%}, among the first three: {three:.1%}, of {len(ranks)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
