"""What must stand in a text for the rules of credits to have anything to do."""

from corpusclean.rule import Trigger
from corpusclean.rules.chrome.triggers import trigger
from corpusclean.rules.credits.bylines import TRIGGERS
from corpusclean.rules.credits.rights import RIGHTS

__all__ = ["CREDITS", "DATES", "LICENCES"]

_LABELS = trigger("credit")
CREDITS: Trigger = Trigger(_LABELS.chars, (*_LABELS.literals, *TRIGGERS))
DATES: Trigger = Trigger(literals=("19", "20"))
LICENCES: Trigger = Trigger("©", RIGHTS)
