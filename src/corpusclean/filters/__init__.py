r"""Filters that do exactly what a library does, for chains of your own.

The rules of the table are careful; a corpus that was cleaned with something else needs what that did.  These filters
give the text that ftfy, OpenCC or a list of regular expressions gives, to the character, and edits that say where.
They find by a scan that there is nothing to do, so clean text costs next to nothing.

None of these libraries leaves its own output alone, so to be equal they must be asked once.  A pipeline repeats the
stages of repairs (MRK, MOJ, GBK, CPY, UNI) until they find nothing, and everything after a stage that cuts (CHR, REP):
give these filters codes of another stage.

>>> from corpusclean.document import Document, Source
>>> from corpusclean.pipeline import Pipeline
>>> from corpusclean.rule import Rule
>>> chain = Pipeline.from_rules(
...     [
...         Rule("SPC801", ftfy_fixes),
...         Rule("SCR801", opencc_conversion),
...         line_rule("PUN801", r"^第\d+[页頁]$", ["页", "頁"], "Page numbers."),
...         Rule("DUP801", SeenLines()),
...     ]
... )
>>> chain.run(Document.of(Source.of("cafÃ©\n第12頁\n漢字"))).text
'café\n汉字'
"""

from corpusclean.filters.conversion import opencc_conversion
from corpusclean.filters.fixes import ftfy_fixes
from corpusclean.filters.matching import line_rule, matching_any, matching_lines
from corpusclean.filters.seen import SeenLines

__all__ = ["SeenLines", "ftfy_fixes", "line_rule", "matching_any", "matching_lines", "opencc_conversion"]
