"""The laws of patches; adjacent, empty and repeated edits first."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpusclean.edits import MANY, Edit, Patch
from corpusclean.errors import PatchError


@st.composite
def patched(draw: st.DrawFn) -> tuple[str, Patch]:
    """A text and a patch for it, with touching, empty and repeated edits more often than chance would have them."""
    text = draw(st.text(alphabet="ab中\n", max_size=12))
    edits: list[Edit] = []
    at = 0
    while at <= len(text) and draw(st.booleans()):
        start = draw(st.integers(at, min(len(text), at + 2)))
        end = draw(st.integers(start, min(len(text), start + 3)))
        replacement = draw(st.text(alphabet="xyz", max_size=3))
        if text[start:end] != replacement:
            edits.append(Edit(start, end, replacement))
        at = end
    return text, Patch.of(text, edits)


HARD = [
    ("", ()),
    ("", (Edit(0, 0, "x"),)),
    ("a", (Edit(0, 0, "x"), Edit(0, 0, "y"), Edit(0, 1, ""), Edit(1, 1, "z"))),
    ("abc", (Edit(0, 1, ""), Edit(1, 2, ""), Edit(2, 3, ""))),
    ("abc", (Edit(0, 1, "x"), Edit(1, 1, "y"), Edit(1, 2, "z"), Edit(2, 2, "y"))),
    ("aa", (Edit(0, 1, "bb"), Edit(1, 2, "bb"))),
]
hard = pytest.mark.parametrize(("text", "patch"), [(text, Patch.of(text, edits)) for text, edits in HARD])


def inverts(text: str, patch: Patch) -> None:
    after = patch.apply(text)
    undo = patch.invert(text)
    assert undo.apply(after) == text
    assert undo.invert(after).apply(text) == after


@hard
def test_hard_cases_invert(text: str, patch: Patch) -> None:
    inverts(text, patch)


@given(patched())
def test_every_patch_inverts(case: tuple[str, Patch]) -> None:
    inverts(*case)


def naive_origin(patch: Patch, start: int, end: int) -> tuple[int, int]:
    """The definition, by looking at every edit and every character, however slowly."""
    places = list(patch.places())
    inside = []
    for at, edit in places:
        stop = at + len(edit.replacement)
        if at == stop:
            inside.append(start == end == at or start < at < end)
        elif start == end:
            inside.append(at < start < stop)
        else:
            inside.append(at < end and start < stop)
    kept: list[tuple[int, int]] = []  # (new place, old place) of every unchanged character
    old = new = 0
    for at, edit in places:
        while new < at:
            kept.append((new, old))
            new, old = new + 1, old + 1
        new, old = at + len(edit.replacement), edit.end
    kept.extend((new + more, old + more) for more in range(patch.length - old))
    bounds = [span for (_, edit), hit in zip(places, inside, strict=True) if hit for span in (edit.start, edit.end)]
    bounds += [old + side for new, old in kept if start <= new < end for side in (0, 1)]
    return (min(bounds), max(bounds)) if bounds else (-1, -1)


@hard
def test_hard_cases_have_the_defined_origin(text: str, patch: Patch) -> None:
    after = patch.apply(text)
    for start in range(len(after) + 1):
        for end in range(start, len(after) + 1):
            expected = naive_origin(patch, start, end)
            if expected != (-1, -1) and not _runs_of_deletions_apart(patch, start, end):
                assert patch.origin(start, end) == expected, (start, end)


@given(patched(), st.data())
def test_every_origin_is_the_defined_one(case: tuple[str, Patch], data: st.DataObject) -> None:
    text, patch = case
    after = patch.apply(text)
    start = data.draw(st.integers(0, len(after)))
    end = data.draw(st.integers(start, len(after)))
    found = patch.origin(start, end)
    assert 0 <= found[0] <= found[1] <= len(text)
    expected = naive_origin(patch, start, end)
    if expected != (-1, -1) and not _runs_of_deletions_apart(patch, start, end):
        assert found == expected
    elif expected == (-1, -1):
        assert start == end
        assert found[0] == found[1]


def _runs_of_deletions_apart(patch: Patch, start: int, end: int) -> bool:
    """Whether an empty span stands at deletions with a replacement of other edits between them: either is right."""
    return start == end and sum(at == start for at, _ in patch.places()) > 1


@given(patched())
def test_unchanged_text_comes_back_as_itself(case: tuple[str, Patch]) -> None:
    text, patch = case
    after = patch.apply(text)
    new = {at + more for at, edit in patch.places() for more in range(len(edit.replacement))}
    for at, char in enumerate(after):
        if at not in new:
            start, end = patch.origin(at, at + 1)
            assert text[start:end] == char


@given(patched())
def test_many_origins_are_the_single_ones(case: tuple[str, Patch]) -> None:
    text, patch = case
    size = len(patch.apply(text))
    spans = [(start, end) for start in range(size + 1) for end in range(start, size + 1)]
    assert patch.origins(spans) == [patch.origin(*span) for span in spans]
    for length in range(4):  # sorted at both ends, and many for each edit: they are led back together
        spans = [(start, start + length) for start in range(size + 1 - length) for _ in range(MANY * 12)]
        assert patch.origins(spans) == [patch.origin(*span) for span in spans]


def test_an_empty_span_at_touching_deletions_covers_them_all() -> None:
    assert Patch.of("abcd", [Edit(1, 2, ""), Edit(2, 3, "")]).origin(1, 1) == (1, 3)


def test_a_span_that_cuts_a_replacement_widens_to_the_edit() -> None:
    patch = Patch.of("abcd", [Edit(1, 3, "XYZ")])
    assert patch.origin(2, 3) == (1, 3)
    assert patch.origin(2, 2) == (1, 3)
    assert patch.origin(0, 2) == (0, 3)
    assert patch.origin(1, 1) == (1, 1)


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ([Edit(0, 2, "x"), Edit(1, 3, "y")], "overlaps or precedes"),
        ([Edit(2, 3, "x"), Edit(0, 1, "y")], "overlaps or precedes"),
        ([Edit(1, 1, "x"), Edit(0, 1, "y")], "overlaps or precedes"),
        ([Edit(3, 5, "")], "does not fit a text of 4 code points"),
        ([Edit(2, 1, "x")], "does not fit"),
        ([Edit(-1, 1, "x")], "does not fit"),
        ([Edit(1, 1, "")], "changes nothing"),
        ([Edit(1, 2, "b")], "changes nothing"),
    ],
)
def test_what_is_no_patch_is_refused(edits: list[Edit], message: str) -> None:
    with pytest.raises(PatchError, match=message):
        Patch.of("abcd", edits)


def test_a_patch_does_not_fit_another_text() -> None:
    with pytest.raises(PatchError, match="fits a text of 2 code points, this one has 3"):
        Patch.of("ab", [Edit(0, 1, "")]).apply("abc")


@example("a\ud800")
@given(st.text())
def test_an_empty_patch_changes_nothing(text: str) -> None:
    assert Patch.of(text, []).apply(text) is text or Patch.of(text, []).apply(text) == text
