r"""Credits: what the page says of itself, for the metadata; these rules change nothing.

They run before the stage that cuts such lines (`corpusclean.rules.chrome`) and read the same labels.  The first field
of a name wins in the record, so each name is yielded once, the first credible one; a value that is not credible is
left out, since a false one is worse than none.
"""

from corpusclean.rule import Trigger
from corpusclean.rules.chrome.triggers import trigger
from corpusclean.rules.credits.bylines import TRIGGERS
from corpusclean.rules.credits.dates import iso
from corpusclean.rules.credits.fields import credit_fields
from corpusclean.rules.credits.glued_fields import glued_fields
from corpusclean.rules.credits.head import head_date
from corpusclean.rules.credits.rights import RIGHTS, rights_fields
from corpusclean.rules.credits.title import LINE_ENDS, title_line

__all__ = [
    "CREDITS",
    "DATES",
    "LICENCES",
    "LINE_ENDS",
    "credit_fields",
    "glued_fields",
    "head_date",
    "iso",
    "rights_fields",
    "title_line",
]

_LABELS = trigger("credit")
#: The triggers of the rules.
CREDITS: Trigger = Trigger(_LABELS.chars, (*_LABELS.literals, *TRIGGERS))
DATES: Trigger = Trigger(literals=("19", "20"))
LICENCES: Trigger = Trigger("©", RIGHTS)
