"""All words of which one must stand in what a rule cuts; the pieces of its trigger are made from these and tested."""

from corpusclean.rules.chrome.credit_lines import YEARS
from corpusclean.rules.chrome.files import listed
from corpusclean.rules.chrome.inside import COUNTED, OPENED, PATHS, REGISTERED
from corpusclean.rules.chrome.labels import BARRED, BY_FORMS, DATED_FORMS
from corpusclean.rules.chrome.lexicon import BESIDE, entries, terms
from corpusclean.rules.chrome.lines import core

__all__ = ["KINDS", "words"]

KINDS = ("breadcrumb", "credit", "buttons", "related", "neighbours", "notice", "navigation", "comments")
_BARS = ("|", "｜", "丨", "/", "／", " |", " ｜", " 丨", " /", " ／")


def words(kind: str) -> set[str]:
    """The words of a kind in all their forms."""
    match kind:
        case "breadcrumb":
            return {*listed("breadcrumbs")["markers"], *PATHS}
        case "credit":
            labelled = {label + sign for label in entries("labels") for sign in (":", "：", " :", " ：")}
            barred = {label + bar for label in BARRED for bar in _BARS}
            return (
                labelled
                | barred
                | {*BY_FORMS, *DATED_FORMS, *(f"\n{year}{sign}" for year in YEARS for sign in "-/.年")}
            )
        case "neighbours":
            return set(entries("neighbours"))
        case "notice":
            notices = (word for group in ("starts", "anchors", "consent") for word in listed("notices")[group])
            return {*notices, *listed("footers")["marks"], *listed("footers")["signs"], *REGISTERED, *OPENED}
        case "navigation" | "buttons":  # what only goes beside another of its kind is found by the other
            return {word for word, term in terms().items() if term.kind == kind and term.strength != BESIDE}
        case _:
            return {core(word) for word in entries(kind)} | (set(COUNTED) if kind == "comments" else set())
