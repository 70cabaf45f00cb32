"""UTF-8 that was read in pairs, as GBK, GB 18030 or Shift JIS: where it is damage, and what it was."""

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpusclean.edits import Edit, Patch
from corpusclean.language.likelihood import logprob
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.about import ENCODINGS
from corpusclean.rules.mojibake.debris import CLOSING, QUOTES
from corpusclean.rules.mojibake.lines import line_around
from corpusclean.rules.mojibake.utf8.choice import fill, language
from corpusclean.rules.mojibake.utf8.codecs import Page
from corpusclean.rules.mojibake.utf8.holes import Hole, certain, holes
from corpusclean.rules.mojibake.utf8.rounds import known_text, lost_in, twice
from corpusclean.rules.mojibake.utf8.style import SAMPLE, Style
from corpusclean.rules.steps import Steps

__all__ = ["repairs"]

# What makes a run damage.  Chosen with a margin: rerun benchmarks/damage and the clean sets after a change.
#: The repaired text is so much more likely than the text as it stands, in nats, ...
GAIN = 16.0
#: ... and so likely by itself, a character; rare hanzi that happen to be UTF-8 make rare hanzi, or other scripts.
LIKELY = -11.0
#: It has so many letters at least, and nine characters in ten are letters or marks of Chinese, Japanese or Korean.
LEAST = 2
#: What is said about encodings is an example, if it is shorter than this.
EXAMPLE = 20
#: Letters have three bytes each, and a character of damage has two at most.
_SHORTEST = LEAST * 3 // 2
#: So much of a run is judged.
_JUDGED = 80
#: In text that is damage itself every so many-th character, or more, begins one of three bytes; in Chinese one in 200.
_DENSE = 7
#: ... and so many characters on either side, for what it would become together with them.
_NEAR = 40
#: So many times the repaired text is looked at again.
LOOKS = 4
#: So many ways to read what two rounds have left are tried in a text, and so many more for each character of it.  The
#: benchmark's passages take five a character.
STEPS, STEPS_EACH = 100_000, 50
_LETTER = lazy("[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]")
_PLAIN = lazy(
    "[\xa0-\xff\u2010-\u2030\u2460-\u2473\u3000-\u301f\u3041-\u30fe\u318d\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]"
)
_ASCII = lazy("[\x00-\x7f]+")


class _Run(NamedTuple):
    """A run of damage: where it is, what can be read of it, and how many rounds there were."""

    start: int
    end: int
    known: list[str]
    holes: list[Hole]
    rounds: int
    sample: str


@cache
def _starts(page: Page) -> re.Pattern[str]:
    return re.compile(f"[{page.kinds['start']}]")


def _dense(text: str, page: Page) -> bool:
    """Whether a text is damage itself."""
    wide = _ASCII.sub("", text)
    return len(_starts(page).findall(wide)) * _DENSE > len(wide)


@cache
def _hint(page: Page) -> re.Pattern[str]:
    """What each run of damage begins with; quick to look for."""
    kinds = page.kinds
    behind = kinds["next"] + kinds["ascii"] + kinds["alone"] + kinds["small_next"] + kinds["large_next"]
    return re.compile(f"[{kinds['start']}{kinds['large']}](?=[{behind}{kinds['rest']}{re.escape(page.marks)}])")


def _matches(text: str, page: Page) -> Iterator[re.Match[str]]:
    """The runs in which every character is accounted for."""
    hint, done = _hint(page), 0
    while found := hint.search(text, done):
        match = page.run.match(text, found.start())
        if match:
            yield match
        done = match.end() if match else found.end()


def _runs(text: str, page: Page, least: int = 0) -> Iterator[_Run]:
    """The runs that read as UTF-8, of so many characters and more."""
    for match in _matches(text, page):
        start, end = match.span()
        if end - start < least:
            continue
        found = holes(page.raw(match[0]))
        if found is None:
            continue
        known, lost = found
        if not _dense("".join(known), page):
            yield _Run(start, end, known, lost, 1, "\ufffd".join(known))
            continue
        if text[end : end + 1] in tuple(page.marks) and not (lost and lost[-1].final):
            # The first round ended in a mark of its own.
            known, end = [*known[:-1], known[-1] + "?"], end + 1
        if all(map(page.member, _ASCII.sub("", "".join(known)))):
            sample = known_text(known, page)
            yield _Run(start, end, known, lost, 3 if _dense(sample, page) else 2, sample)


def _is_damage(run: _Run, text: str) -> bool:
    """Whether what the run says is so likely that it is no accident."""
    said = run.sample[: _JUDGED + 1].replace("\ufffd", "")
    wide = _ASCII.sub("", said)
    if len(_LETTER.findall(wide)) < LEAST or len(_PLAIN.findall(wide)) * 10 < len(wide) * 9:
        return False
    likely = logprob(wide, language(wide))
    stands = _ASCII.sub("", text[run.start : min(run.end, run.start + 2 * len(said))])
    damaged = logprob(stands[: 3 * len(wide) // 2], "zh")
    return likely - damaged >= GAIN and likely >= LIKELY * len(wide)


def _spared(text: str, run: _Run, line: tuple[int, int], runs: list[_Run]) -> bool:
    """Whether the run is an example in text about encodings, or stands in quotation marks by itself."""
    said = len(_ASCII.sub("", run.sample))
    start, end = run.start, run.end
    if said < 5 and text[start - 1 : start] in QUOTES and text[end : end + 1] in CLOSING:
        return True
    if said >= EXAMPLE * 5:
        return False
    left, right = max(line[0], start - 200), min(line[1], end + 200)
    parts, done = [], left
    for other in runs:
        if other.end > left and other.start < right:
            parts.append(text[done : max(done, other.start)])
            done = min(right, other.end)
    around = "\n".join([*parts, text[done:right]])
    if not ENCODINGS.search(around):
        return False
    return said < EXAMPLE or bool(re.search("[^\x00-\x7f]", around))


@cache
def _any_of(chars: str) -> re.Pattern[str]:
    return re.compile(f"[{chars}]")


def repairs(text: str, chars: str, read: Page, done: Page) -> Iterator[Edit]:
    """The edits that undo the damage; ``read`` has all characters, ``done`` is what the software knew of them.

    Text without any of the ``chars`` has none.  What would be found in the repaired text is done at once: a run can be
    judged otherwise when those around it are read.
    """
    if not _any_of(chars).search(text):
        return
    edits = list(_repairs(text, read, done))
    for _ in range(LOOKS):
        if not edits:
            return
        patch = Patch.of(text, edits)
        further = list(_repairs(patch.apply(text), read, done))
        if not further:
            yield from edits
            return
        edits = _together(patch, further)


def _together(patch: Patch, further: list[Edit]) -> list[Edit]:
    """The edits of a patch and those of the text it makes; where these touch, neither."""
    edits = list(patch.edits)
    for (start, end), edit in zip(patch.origins(edit[:2] for edit in further), further, strict=True):
        index = bisect(edits, start, key=lambda one: one.end)
        touched = index < len(edits) and edits[index].start < end
        edits[index : bisect_left(edits, end, lo=index, key=lambda one: one.start)] = []
        if not touched:
            edits.insert(index, edit._replace(start=start, end=end))
    return edits


def _repairs(text: str, read: Page, done: Page) -> Iterator[Edit]:
    """What one look finds."""
    if not any(run.rounds < 3 and _is_damage(run, text) for run in _runs(text, read, _SHORTEST)):
        return
    runs = list(_runs(text, read))
    sample = "\ufffd".join(run.sample for run in runs[:2000])[:SAMPLE]
    style = cache(lambda tongue: Style.of(sample, tongue))
    steps = Steps(STEPS + STEPS_EACH * len(text))
    line = 0, 0
    for index, run in enumerate(runs):
        if run.rounds > 2 or not _is_damage(run, text):
            continue
        line = line_around(text, run.start, line[0])
        if _spared(text, run, line, runs[max(0, index - 20) : index + 20]):
            continue
        tongue = style(language(run.sample))
        whole = _undone(text, run, tongue, (read, done), steps)
        if whole:
            yield whole
        elif steps.take():
            # One place that is not what it seems must not keep all the others.
            for part in _parts(text, run, read):
                if edit := _undone(text, part, tongue, (read, done), steps):
                    yield edit


def _parts(text: str, run: _Run, page: Page) -> Iterator[_Run]:
    """The parts of a run between ASCII characters, each a run of its own."""
    for match in page.part.finditer(text, run.start, run.end):
        found = holes(page.raw(match[0])) if match.span() != (run.start, run.end) else None
        if found:
            yield _Run(*match.span(), *found, run.rounds, "")


def _undone(text: str, run: _Run, style: Style, pages: tuple[Page, Page], steps: Steps) -> Edit | None:
    """The repair of a run; nothing where it cannot be proved, or does not make clean text."""
    read, done = pages
    damaged, after = text[run.start : run.end], text[run.end : run.end + 1]
    if run.rounds == 1:
        fixed = fill(run.known, run.holes, done, style, after)
    else:
        fixed = twice(run.known, run.holes, pages, style, after, steps)
    if not fixed or not _proved(certain(fixed), damaged, run.rounds, read, done):
        return None
    fixed = certain(fixed, "?")
    if not _is_clean(text, run, fixed, read):
        return None
    return Edit.between(run.start, damaged, fixed)._replace(note=_note(run, fixed, read))


def _note(run: _Run, fixed: str, page: Page) -> str:
    """How much of the repair is no more than likely."""
    lost = len(run.holes) + (lost_in(run.known, page) if run.rounds > 1 else 0)
    return f"{lost} lost {'places' if lost > 1 else 'place'} filled in, {len(fixed)} characters in all" if lost else ""


def _proved(fixed: str, damaged: str, rounds: int, read: Page, done: Page) -> bool:
    """Whether the damage, done to the repaired text, gives the text as it stands."""
    for page in dict.fromkeys((done, read)):
        again = fixed
        for _ in range(rounds):
            again = page.misread(again)
        if _marked(again, page) == _marked(damaged, page):
            return True
    return False


def _is_clean(text: str, run: _Run, fixed: str, page: Page) -> bool:
    """Whether the repaired text is no damage again, so that a second look finds nothing."""
    before = text[max(0, run.start - _NEAR) : run.start]
    whole = before + fixed + text[run.end : run.end + _NEAR]
    return not any(
        _is_damage(again, whole)
        for again in _runs(whole, page)
        if again.end > len(before) and again.start < len(before) + len(fixed)
    )


def _marked(text: str, page: Page) -> str:
    """The text with one mark for all that stand for a lost pair."""
    return re.sub(f"[{re.escape(page.marks)}]", "?", text)
