"""Documents and paragraphs that stand in the corpus twice."""

from corpusclean.rules.duplicates.contained import ContainedDocument
from corpusclean.rules.duplicates.exact import ExactDuplicate
from corpusclean.rules.duplicates.known import known_document
from corpusclean.rules.duplicates.near import NearDuplicate
from corpusclean.rules.duplicates.paragraphs import DuplicateParagraph

__all__ = ["ContainedDocument", "DuplicateParagraph", "ExactDuplicate", "NearDuplicate", "known_document"]
