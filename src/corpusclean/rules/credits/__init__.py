r"""Credits: what the page says of itself, for the metadata; these rules change nothing.

They run before the stage that cuts such lines (`corpusclean.rules.chrome`) and read the same labels.  The first field
of a name wins in the record, so each name is yielded once, the first credible one; a value that is not credible is
left out, since a false one is worse than none.
"""

from typing import TYPE_CHECKING

from corpusclean.packages import names

if TYPE_CHECKING:
    from corpusclean.rules.credits.dates import iso
    from corpusclean.rules.credits.fields import credit_fields
    from corpusclean.rules.credits.glued import glued_fields
    from corpusclean.rules.credits.head import head_date
    from corpusclean.rules.credits.rights import rights_fields
    from corpusclean.rules.credits.title import LINE_ENDS, title_line
    from corpusclean.rules.credits.triggers import CREDITS, DATES, LICENCES

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

__getattr__ = names(
    __name__,
    {
        "dates": ("iso",),
        "fields": ("credit_fields",),
        "glued": ("glued_fields",),
        "head": ("head_date",),
        "rights": ("rights_fields",),
        "title": ("LINE_ENDS", "title_line"),
        "triggers": ("CREDITS", "DATES", "LICENCES"),
    },
)
