"""What the line model takes that no rule of its own names, as spans of whole lines."""

from collections.abc import Mapping

from corpusclean.rules.chrome.around import Ints, Page
from corpusclean.rules.chrome.lines import core, split
from corpusclean.rules.chrome.model import SETTINGS, Care, Decision, Setting, Weights, decide, reasons, score
from corpusclean.rules.chrome.plan import Cut, Plan, plan, plan_of, whole_lines
from corpusclean.rules.chrome.view import BODY

__all__ = ["KIND", "furniture_spans", "page_of"]

KIND = "furniture"
#: More lines than this (not blank) are no page.
LINES = 20_000
#: So much (bytes of UTF-8) may go when the page is looked at again, or half of what went the first time.
LATER = 200
#: So often the page is looked at again without what went; text made to need more stays as it is.
ROUNDS = 8


def page_of(found: Plan) -> Page:
    """The page as the model sees it: what the other rules take is gone from the start."""
    gone = {i for cut in found.cuts for i in range(cut.first, cut.last + 1)}
    return Page(found.lines, found.marks, gone)


def furniture_spans(text: str, setting: Setting, table: Weights | None = None) -> tuple[tuple[int, int, str], ...]:
    """The cuts of the model as spans of whole lines, with their evidence.

    What is left is looked at again until nothing is found, so that a second run finds nothing.  Where one cut
    uncovers the next again and again, and where much would go from the midst of the prose, it is done with more care.
    ``table`` are other weights than those shipped.
    """
    judge = _Judge(text, setting, table)
    gone: dict[int, str] = {}
    for _ in range(ROUNDS):
        for care in Care:
            found, trusted = judge.until_nothing(gone, care)
            if trusted:
                break
        gone |= found
        if not found or care is Care.NONE:
            break
    else:
        return ()
    lines = judge.whole.lines
    if "\r" in text:
        rest = "".join(text[line.start : line.end] for i, line in enumerate(lines) if i not in gone)
        if len(split(rest)) != len(lines) - len(gone):
            return ()  # a lone carriage return met a line feed
    spans: list[tuple[int, int, str]] = []
    for i in sorted(gone):
        line, why = lines[i], gone[i]
        if spans and spans[-1][1:] == (line.start, why):
            spans[-1] = (spans[-1][0], line.end, why)
        else:
            spans.append((line.start, line.end, why))
    return tuple(spans)


class _Judge:
    """The model with its setting on one text."""

    def __init__(self, text: str, setting: Setting, table: Weights | None) -> None:
        self.text, self.caution, self.table = text, SETTINGS[setting], table
        self.whole = plan(text)

    def until_nothing(self, gone: Mapping[int, str], care: Care) -> tuple[dict[int, str], bool]:
        """The lines that go beside those that have gone, with the evidence; and whether that is to be trusted.

        Empty where no end is found.
        """
        fresh: dict[int, str] = {}
        midst, sizes = 0, [0]
        for _ in range(ROUNDS):
            left = [i for i in range(len(self.whole.lines)) if i not in gone and i not in fresh]
            found = self.whole if not gone and not fresh else plan_of(self.text, [self.whole.lines[i] for i in left])
            cuts, decision = self._cuts(found, care)
            if not decision or not cuts:
                return fresh, midst <= 2 * self.caution.cap and sum(sizes[2:]) <= max(
                    LATER, *(one // 2 for one in sizes[:2])
                )
            midst += decision.midst
            sizes.append(decision.others)
            for start, stop, why in whole_lines(found.lines, cuts):
                fresh.update(dict.fromkeys(left[start : stop + 1], why))
        return {}, False

    def _cuts(self, found: Plan, care: Care) -> tuple[list[Cut], Decision | None]:
        """Runs of lines that the model takes and no other rule does."""
        if not any(mark and mark.strength for mark in found.marks):
            return [], None  # not one line that is known for itself: no page of a site
        page = page_of(found)
        if len(page.at) > LINES or page.weights[page.prose].sum() < BODY:
            return [], None
        scores = score(page, self.table)
        decision = decide(page, scores, self.caution, care)
        cuts: list[Cut] = []
        run: list[int] = []
        for p, going in enumerate([*decision.drop, False]):
            if going and not page.gone[p]:
                run.append(p)
            elif run:
                cuts.append(Cut(KIND, page.at[run[0]], page.at[run[-1]], _why(page, scores, run, self.table)))
                run = []
        return cuts, decision


def _why(page: Page, scores: Ints, run: list[int], table: Weights | None) -> str:
    """The evidence: how many lines, their mean log-odds, what opened the tail, and what speaks most against them."""
    count = f"{len(run)} {'line' if len(run) == 1 else 'lines'}"
    said = [f"{count} at log-odds {int(scores[run].sum()) / len(run) / 100:.1f}"]
    if (opener := int(page.opener[run[0]])) >= 0:
        said.append(f"behind {core(page.lines[opener].text)[:40]}")
    return "; ".join([*said, *(one for one in reasons(page, table, run) if one != "behind an opener")])
