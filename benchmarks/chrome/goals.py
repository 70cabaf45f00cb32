"""What corpusclean's removal of chrome is to reach, line by line, and how each figure is worked out."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from labels import ARTICLES, CHINESE, ENGLISH, FORUMS, SEEDS, SHOPS, WCXB, WCXB_FORUMS, Page
from scoring import Figures, Row, figures


class Scores(NamedTuple):
    """All that was measured of a tool: its pages and rows by set, MB/s by set, its cost on text without chrome."""

    tool: str
    pairs: Mapping[str, list[tuple[Page, Row]]]
    speeds: Mapping[str, float]
    scans: float | None = None

    def of(self, name: str, *groups: str) -> Figures | None:
        """The figures of some groups of a set, or of the whole set; None where there are no pages."""
        rows = [row for page, row in self.pairs.get(name, []) if not groups or page.group in groups]
        return figures(rows) if rows else None


class Goal(NamedTuple):
    """A line of the table: its figure, what it must be at least or at most, and how it is printed."""

    title: str
    figure: Callable[[Scores], float | None]
    bound: float
    most: bool = False
    tags: bool = False
    form: str = "{:.2f}"

    def met(self, figure: float) -> bool:
        """Whether a figure is good enough."""
        return figure <= self.bound if self.most else figure >= self.bound

    @property
    def reach(self) -> str:
        """What is asked, in signs."""
        return ("≤ " if self.most else "≥ ") + f"{self.bound:g}"


def _part(field: str, name: str, *groups: str) -> Callable[[Scores], float | None]:
    def figure(scores: Scores) -> float | None:
        found = scores.of(name, *groups)
        return None if found is None else getattr(found, field)

    return figure


def _speed(name: str) -> Callable[[Scores], float | None]:
    return lambda scores: scores.speeds.get(name)


#: Shares are in percent, by characters.  A goal with ``tags`` is asked of readers of HTML, the others are of lines.
GOALS = (
    Goal("main, articles in Chinese: lost", _part("lost", "main", CHINESE), 0.3, most=True),
    Goal("… removed", _part("removed", "main", CHINESE), 78),
    Goal("… pages that lost over 5 %", _part("bad", "main", CHINESE), 3, most=True),
    Goal("main, articles in English: lost", _part("lost", "main", ENGLISH), 0.3, most=True),
    Goal("… removed", _part("removed", "main", ENGLISH), 25),
    Goal("main, WCXB articles: lost", _part("lost", "main", WCXB), 0.25, most=True),
    Goal("… removed", _part("removed", "main", WCXB), 18),
    Goal("full, articles in Chinese: lost", _part("lost", "full", CHINESE), 0.4, most=True),
    Goal("… removed", _part("removed", "full", CHINESE), 88),
    Goal("full, articles in English: lost", _part("lost", "full", ENGLISH), 0.4, most=True),
    Goal("… removed", _part("removed", "full", ENGLISH), 65),
    Goal("main, forums: lost", _part("lost", "main", FORUMS), 1, most=True),
    Goal("main, WCXB forums: lost", _part("lost", "main", WCXB_FORUMS), 1, most=True),
    Goal("main, WCXB shops, services, lists: lost", _part("lost", "main", SHOPS), 1, most=True),
    Goal("full, forums: lost", _part("lost", "full", FORUMS), 1, most=True),
    Goal("main, worst page over 2,000 characters: lost", _part("worst", "main"), 25, most=True),
    Goal("full, worst page over 2,000 characters: lost", _part("worst", "full"), 25, most=True),
    Goal("seeds: lost", _part("lost", "seeds", SEEDS), 0, most=True),
    Goal("seeds: removed", _part("removed", "seeds", SEEDS), 100),
    Goal("HTML, articles: F1", _part("f1", "html", *ARTICLES), 96.5, tags=True),
    Goal("HTML, articles: lost", _part("lost", "html", *ARTICLES), 1.5, most=True, tags=True),
    Goal("main: MB/s", _speed("main"), 5),
    Goal("full: MB/s", _speed("full"), 5),
    # The scan alone is one; what is above it is the fixed cost of a document.
    Goal("text without chrome, times the scan", lambda scores: scores.scans, 1.5, most=True),
)
