"""What shows that the bytes of a text were mistreated, for the rules whose own damage proves nothing by itself."""

from collections.abc import Mapping
from typing import NamedTuple

from corpusclean.edits import Edit, Patch
from corpusclean.rules.gbk.detection import detect
from corpusclean.rules.gbk.pinyin import undone

__all__ = ["Evidence", "evidence"]


class Evidence(NamedTuple):
    """Other damage of the same software: the patch that undoes it, and the hanzi it annotates, with the readings."""

    patch: Patch
    table: Mapping[str, str]


def evidence(text: str) -> Evidence | None:
    """The evidence in a text, if there is any: its inserted pinyin.

    A few annotations, or one shifted run, prove themselves, and say too little of a whole article.
    """
    damage = detect(text)
    if damage is None or not damage.ample:
        return None
    return Evidence(Patch.of(text, (edit for edit in undone(text) if isinstance(edit, Edit))), damage.table)
