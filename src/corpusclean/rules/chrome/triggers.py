r"""What must be in a text for a rule of chrome to have anything to do.

The words of a kind run into the thousands with all their cases; ``data/triggers.txt`` has for each kind short pieces
of which every word contains one, chosen to be rare in clean text and shared by the kinds.  It is made by
``benchmarks/chrome/make_triggers.py``, and a test holds that it still covers every word.  Every process reads it at
its start, so it is read as lists, not line by line.

>>> "相关推荐" in trigger("related").literals or any(piece in "相关推荐" for piece in trigger("related").literals)
True
"""

from functools import cache

from corpusclean.rule import Trigger
from corpusclean.rules.chrome.files import DATA

__all__ = ["CHARS", "trigger", "triggers"]

#: Words of one character, and the signs of a path.
CHARS = {"breadcrumb": ">›»＞", "buttons": "赞顶踩贊頂讚", "notice": "©"}


@cache
def _lists() -> dict[tuple[str, ...], list[str]]:
    """The pieces by the kinds that need them."""
    _, *lists = (DATA / "triggers.txt").read_text(encoding="utf-8").split("\n[")
    parts = (part.rstrip("\n").split("\n") for part in lists)
    return {tuple(name.rstrip("]").split(" ")): [piece.replace("\\n", "\n") for piece in rest] for name, *rest in parts}


def trigger(kind: str) -> Trigger:
    """The trigger of the rule that cuts this kind."""
    return Trigger(
        CHARS.get(kind, ""), tuple(piece for kinds, rest in _lists().items() if kind in kinds for piece in rest)
    )


def triggers() -> Trigger:
    """The trigger of a rule that works on pages where any line is known for chrome."""
    return Trigger("".join(CHARS.values()), tuple(piece for rest in _lists().values() for piece in rest))
