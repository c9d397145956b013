"""``trueline metric``: measured by hand or from a file, drawn, corrected, and looked at."""

from pathlib import Path

import pytest
from shell import Shell

LINES = ("period,value", "2025-10-01,30", "2025-11-01,35", "2025-12-01,41")


@pytest.fixture
def measuring(acme: Shell, tmp_path: Path) -> Shell:
    words = ("Notes found", "Searches that end in a click", "%")
    acme.told("metric", "define", *words, "--cadence", "month", "--owner", "ana")
    (tmp_path / "found.csv").write_text("\n".join(LINES))
    return acme


def test_a_file_is_brought_in_and_drawn(measuring: Shell, tmp_path: Path):
    file = str(tmp_path / "found.csv")
    assert "Kept 3 of 3, knew 0 already." in measuring.told("metric", "import", "X1", file)
    assert "Kept 0 of 3, knew 3 already." in measuring.told("metric", "import", "X1", file)
    measuring.told("metric", "correct-observation", "X1", "2025-11-01", "36", "--reason", "Typed")
    measuring.told("metric", "set-target", "X1", "2026-12-31", "50")
    measuring.told("metric", "set-alert", "X1", "< 36")
    drawn = measuring.told("metric", "series", "X1", "--since", "2025-01-01")
    assert "was 35" in drawn
    assert "Target: 50 by 2026-12-31" in drawn
    assert "Alert: < 36" in drawn
    assert [line.split()[0] for line in drawn.splitlines() if "breach" in line] == ["2025-10-01"]
    assert max(map(len, drawn.splitlines())) <= 80
    assert "\x1b" not in drawn


def test_a_file_with_a_bad_line_is_refused_and_the_line_is_named(measuring: Shell, tmp_path: Path):
    file = tmp_path / "found.csv"
    file.write_text("\n".join((*LINES, "2025-09-01,NaN")))
    refused = measuring.run("metric", "import", "X1", str(file))
    assert refused.code == 3
    assert "line 5: value is 'NaN'" in refused.err
    kept = measuring.run("metric", "import", "X1", str(file), "--partial")
    assert "Kept 3 of 4, knew 0 already, left 1 out." in kept.out
    assert "line 5: value is 'NaN'" in kept.err


def test_a_series_as_json_is_the_answer_of_the_api(measuring: Shell):
    measuring.told("metric", "record-observations", "X1", "2025-12-01=41")
    answer = measuring.run("metric", "series", "X1", "--json").json
    assert [each["value"] for each in answer["data"]["points"]] == ["41"]


def test_a_series_is_written_for_a_slide_with_what_it_is_held_against(
    measuring: Shell, tmp_path: Path
):
    path = tmp_path / "chart.svg"
    nothing = measuring.run("metric", "series", "X1", "--svg", str(path))
    assert (path.exists(), "was not written" in nothing.err) == (False, True)
    measuring.told("metric", "record-observations", "X1", "2025-12-01=41")
    measuring.told("metric", "set-alert", "X1", "< 42")
    measuring.told("metric", "series", "X1", "--since", "2025-01-01", "--svg", str(path))
    drawn = path.read_text()
    assert ("Alert" in drawn, "breach" in drawn, "2025-12-01" in drawn) == (True, True, True)


def test_definitions_are_told_apart_where_the_series_breaks(measuring: Shell):
    measuring.told("metric", "record-observations", "X1", "2025-12-01=41")
    measuring.told("metric", "redefine", "X1", "--definition", "Opened", "--reason", "Clicks lie")
    measuring.told("metric", "record-observations", "X1", "2025-12-01=20")
    drawn = measuring.told("metric", "series", "X1", "--since", "2025-01-01")
    assert "Definition 1 from 2025-12-01: Searches that end in a click" in drawn
    assert "Definition 2 from 2025-12-01: Opened" in drawn


def test_an_empty_series_and_no_outcome_name_the_next_command(measuring: Shell):
    assert "trueline metric import" in measuring.told("metric", "series", "X1")
    assert "trueline roadmap expect" in measuring.told("metric", "outcomes")
