r"""What must be in a text for a rule of chrome to have anything to do.

The words of a kind run into the thousands with all their cases; ``data/triggers.txt`` has for each kind a few short
pieces of which every word contains one, chosen to be rare in clean text.  It is made by
``benchmarks/chrome/make_triggers.py``, and a test holds that it still covers every word.

>>> "相关推荐" in trigger("related").literals or any(piece in "相关推荐" for piece in trigger("related").literals)
True
"""

from corpusclean.rule import Trigger
from corpusclean.rules.chrome.files import listed

__all__ = ["CHARS", "trigger"]

#: Words of one character, and the signs of a path.
CHARS = {"breadcrumb": ">›»＞", "buttons": "赞顶踩贊頂讚", "notice": "©"}


def trigger(kind: str) -> Trigger:
    """The trigger of the rule that cuts this kind."""
    return Trigger(CHARS.get(kind, ""), tuple(piece.replace("\\n", "\n") for piece in listed("triggers")[kind]))
