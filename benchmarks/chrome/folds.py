"""Cross-validation: each page cleaned with weights that were learnt without the pages of its site.

``train.py --folds FOLDER`` writes such weights for lines, ``0.txt`` to ``4.txt``: those of a fold are learnt from the
other four.  ``train_html.py --folds FOLDER/html`` writes those for pages of HTML.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from peers import stages_and_options

Filter = Callable[..., Iterator[Any]]


def cleaners(setting: str, folder: Path, tags: bool) -> Callable[[int], Callable[[str], str]]:
    """From a fold to what cleans its pages, of lines or of HTML (``tags``), with the weights of a folder."""
    from corpusclean import registry
    from corpusclean.document import Document, Source
    from corpusclean.pipeline import Pipeline
    from corpusclean.rule import Rule
    from corpusclean.rules import chrome, html

    stages, options = stages_and_options(setting, tags)

    @cache
    def of_fold(number: int) -> Callable[[str], str]:
        learnt = {chrome.furniture: _furniture(folder / str(number))}
        if tags:
            learnt[html.page_chrome] = _page_chrome(folder / "html" / f"{number}.txt")
        rules = [
            Rule(rule.code, learnt[rule.filter], rule.trigger, together=rule.together)
            if rule.filter in learnt
            else rule
            for rule in registry.select(stages)
        ]
        pipeline = Pipeline.from_rules(rules, **options)
        return lambda text: pipeline.run(Document.of(Source.of(text))).text

    return of_fold


def _furniture(path: Path) -> Filter:
    """The model of lines with the weights in a file (without its suffix)."""
    from corpusclean.edits import Edit
    from corpusclean.rules.chrome.files import listed
    from corpusclean.rules.chrome.model import Weights, read
    from corpusclean.rules.chrome.model_cuts import furniture_spans

    lists = listed(str(path.resolve()))  # an absolute path stands for itself
    weights = Weights(*(read(lists[name]) for name in ("first", "second")))

    def learnt(text: str, *, chrome: Any = "safe") -> Iterator[Edit]:
        """Lines that the model of one fold takes."""
        for start, end, why in furniture_spans(text, chrome, weights):
            yield Edit(start, end, "", note=why)

    return learnt


def _page_chrome(path: Path) -> Filter:
    """The model of blocks of HTML with the weights in a file."""
    from corpusclean.edits import Edit
    from corpusclean.rules.html.cuts import MARK, cuts
    from corpusclean.rules.html.model import evidence, read_weights, stays
    from corpusclean.rules.html.pages import is_page
    from corpusclean.rules.html.tree import parse

    weights = read_weights(path)

    def learnt(text: str, *, extractor: Any = "own") -> Iterator[Edit]:
        """Blocks that the model of one fold takes."""
        if is_page(text) and MARK not in text:
            page = parse(text)
            read = evidence(page)
            yield from cuts(page, stays(read, weights), read.figures)

    return learnt
