"""Profiles: the costs of a run, and that they add up."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusclean.cli import main
from corpusclean.document import Document, Source
from corpusclean.pipeline import Pipeline
from corpusclean.profile import Cost, Profile
from corpusclean.report import profile as report
from corpusclean.report.profile import lines

costs = st.dictionaries(
    st.sampled_from(["gate", "read", "GBK101", "SPC101", "MOJ101"]),
    st.builds(Cost, st.floats(0, 9), st.integers(0, 9999), st.integers(0, 9999)),
)


@given(costs, costs)
def test_profiles_of_processes_add_up(one: dict[str, Cost], other: dict[str, Cost]) -> None:
    both = Profile(dict(one))
    both.merge(Profile(other))
    assert both.costs.keys() == one.keys() | other.keys()
    assert abs(both.seconds - Profile(one).seconds - Profile(other).seconds) < 1e-6
    assert sum(cost.edits for cost in both.costs.values()) == sum(
        cost.edits for profile in (one, other) for cost in profile.values()
    )


@given(costs, st.floats(0, 9), st.integers(1, 8))
def test_the_rows_add_up_to_the_run(found: dict[str, Cost], more: float, processes: int) -> None:
    profile = Profile(found)
    seconds = (profile.seconds + more) / processes
    head, *rows, total = lines(profile, seconds, processes)
    assert head.split() == ["seconds", "share", "runs", "edits"]
    figures = [float(re.match(r" *(-?[\d.]+)", row)[1]) for row in rows]  # type: ignore[index]
    assert abs(sum(figures) - float(total.split()[0])) < 0.011 * (len(rows) + 1)


def test_what_each_rule_costs_is_counted() -> None:
    profile = Profile()
    pipeline = Pipeline.of(select=["SPC", "GBK"])
    document = Document.of(
        Source.of("行業(yè)還在探討時(shí),它正加速向超級(jí)公司進(jìn)化,因為與過去對(duì)比。 \n\n\n二\n")
    )
    result = pipeline.run(document, profile=profile)
    assert result == pipeline.run(document)
    assert profile.costs["GBK101"].edits == 5
    assert profile.costs["SPC101"].edits == 1
    assert profile.costs["gate"].runs > 1
    assert "SPC105" not in profile.costs
    assert profile.seconds > 0


def test_time_inside_is_not_counted_twice() -> None:
    profile = Profile()
    with profile.timed("read"):
        profile.add("decode", 1000)
    assert profile.costs["read"].seconds < 0
    assert profile.seconds < 1000


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_profile_of_a_run_adds_up(
    jobs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "LEAST", 0)  # no row is too small to be told
    plain, measured = tmp_path / "plain.jsonl", tmp_path / "measured.jsonl"
    assert main(["seeds", "-o", str(plain), "--no-state", "-q", "-j", jobs]) == 0
    assert main(["seeds", "-o", str(measured), "--no-state", "-q", "-j", jobs, "--profile"]) == 0
    assert measured.read_bytes() == plain.read_bytes(), "to be measured changes nothing"
    told = capsys.readouterr().err.splitlines()
    start = next(number for number, row in enumerate(told) if row.split() == ["seconds", "share", "runs", "edits"])
    rows = [row.split() for row in told[start + 1 :]]
    assert abs(sum(float(row[0]) for row in rows[:-1]) - float(rows[-1][0])) < 0.011 * len(rows)
    assert "GBK201" in {word for row in rows for word in row}  # what is cheap may be told with others
    edits = sum(len(json.loads(line)["provenance"]["edits"]) for line in plain.read_text("utf-8").splitlines())
    assert edits >= sum(int(row[3].replace(",", "")) for row in rows if row[4:5] == ["GBK201"]) > 0


def test_a_cluster_has_no_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seeds", "-o", str(tmp_path / "out.jsonl"), "--profile", "--engine", "ray"]) == 2
    assert "--profile: counts what one machine does" in capsys.readouterr().err
