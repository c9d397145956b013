"""``trueline team``, ``iteration`` and ``capacity``: a first iteration up to its last percent."""

from pathlib import Path

import pytest
from rich.console import Console
from shell import Shell

from trueline import capacity_chart

TEAM = ("team", "add", "Notes", "--estimate-unit", "hours", "--member", "ana", "--member")
PLAN = ("iteration", "plan", "T1", "First", "2026-01-05..2026-01-16", "--goal", "Offline")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    shell.told("product", "create", "ACME", "Acme Notes")
    shell.told(*TEAM, "ben 0.5")
    shell.told(*PLAN)
    shell.told("iteration", "plan-absence", "I1", "ana", "2026-01-08..2026-01-09")
    return shell


def item(shell: Shell, points: str) -> str:
    key = str(shell.run("item", "add", "ACME", "It creaks", "--json").json["key"])
    shell.told("item", "estimate", key, points)
    shell.told("item", "mark-ready", key)
    return key


def test_a_commitment_tells_how_it_stands(shell: Shell) -> None:
    said = shell.told("iteration", "commit", "I1", item(shell, "39.2"), "--assignee", "ana")
    assert "Load 39.2 of 72.8 hours, 53.8 %, ok." in said


def test_the_hundred_and_first_percent_is_refused_with_names_and_numbers(shell: Shell) -> None:
    shell.told("iteration", "commit", "I1", item(shell, "44.8"), "--assignee", "ana")
    refused = shell.run("iteration", "commit", "I1", item(shell, "29"), "--assignee", "ben")
    assert refused.code == 3
    assert "ana 44.8 of 44.8 (100 %), ben 29 of 28 (103.6 %)" in refused.err
    silent = shell.run("iteration", "override-capacity", "I1", "1.1")
    assert (silent.code, "needs a reason" in silent.err) == (3, True)
    said = shell.told("iteration", "override-capacity", "I1", "1.1", "--reason", "The fair")
    assert "Load 44.8 of 72.8 hours, 61.5 %, ok." in said


def test_capacity_is_drawn_with_bars(shell: Shell) -> None:
    shell.told("iteration", "commit", "I1", item(shell, "14"), "--assignee", "ben")
    drawn = shell.told("capacity")
    assert "ACME-I1  First  (ACME-T1, 2026-01-05..2026-01-16, planned)" in drawn
    assert "██████████░░░░░░░░░░" in drawn
    assert "\x1b" not in drawn
    assert max(map(len, drawn.splitlines())) <= 80


def test_one_iteration_tells_its_story(shell: Shell) -> None:
    key = item(shell, "14")
    shell.told("team", "change-member", "T1", "ben", "--skills", "back end")
    shell.told("iteration", "commit", "I1", key, "--assignee", "ben")
    shell.told("iteration", "vote-confidence", "I1", "4", "--person", "ana")
    shell.told("iteration", "start", "I1")
    shell.told("iteration", "withdraw", "I1", key, "--reason", "It can wait")
    drawn = shell.told("capacity", "I1")
    assert f"{key} withdrawn after the start, 14 hours, ben" in drawn
    assert "Confidence 4 of 5: ana 4" in drawn
    assert "Began with 1 item: 14 of 72.8 hours." in drawn
    assert "back end: 5 person-days of ben" in drawn


@pytest.mark.parametrize("words", [("capacity",), ("capacity", "I1")])
def test_capacity_is_written_for_a_slide(
    shell: Shell, tmp_path: Path, words: tuple[str, ...]
) -> None:
    shell.told("iteration", "commit", "I1", item(shell, "14"), "--assignee", "ben")
    path = tmp_path / "chart.svg"
    shell.told(*words, "--svg", str(path))
    drawn = path.read_text()
    assert "ACME-I1  First  (ACME-T1, 2026-01-05..2026-01-16, planned)" in drawn
    assert "ben 50 %" in drawn


def test_a_capacity_that_nobody_knows_is_written_as_a_load(shell: Shell, tmp_path: Path) -> None:
    shell.told("team", "add", "Points", "--member", "cleo")
    shell.told("iteration", "plan", "T2", "Second", "2026-01-05..2026-01-16")
    path = tmp_path / "chart.svg"
    shell.told("capacity", "I2", "--svg", str(path))
    assert "points" in path.read_text()


def test_no_chart_is_written_where_there_is_no_iteration(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    told = shell.run("capacity", "--state", "closed", "--svg", str(path))
    assert (told.code, "was not written" in told.err) == (0, True)
    assert not path.exists()


def test_json_is_what_the_api_says(shell: Shell) -> None:
    [found] = shell.run("capacity", "--team", "T1", "--not-over", "--json").json["data"]
    assert (found["key"], found["capacity"]) == ("ACME-I1", "72.8")
    assert shell.run("capacity", "I1", "--json").json["data"]["scope_changes"] == []
    assert shell.run("capacity", "--over", "--json").json["data"] == []


def test_an_empty_answer_names_the_next_command(shell: Shell) -> None:
    assert "trueline iteration plan T1" in shell.told("capacity", "--state", "closed")
    assert "trueline iteration close I1" in shell.told("team", "velocity", "T1")


def test_velocity_is_told_per_person_day(shell: Shell) -> None:
    key = item(shell, "14")
    shell.told("iteration", "commit", "I1", key, "--assignee", "ben")
    shell.told("iteration", "start", "I1")
    shell.told("iteration", "override-capacity", "I1", "1.1", "--reason", "The fair")
    shell.told("iteration", "close", "I1", "--carry", key)
    told = shell.told("team", "velocity", "T1")
    assert "Overridden 1, of which 1 carried something over; of the other 0, 0 did." in told


def drawn(capsys: pytest.CaptureFixture[str], **other: object) -> str:
    found = {
        "key": "ACME-I1",
        "name": "First",
        "team": "ACME-T1",
        "status": "closed",
        "goal": "",
        "window": {"start": "2026-01-05", "end": "2026-01-16", "resolution": "day"},
        "unit": "points",
        "person_days": "30",
        "hours": "168",
        "points": "18",
        "load": "25",
        "capacity": "18",
        "ratio": "1.3889",
        "band": "over",
        "unassigned": "2",
        "people": [],
        "method": "availability",
        "points_per_day": "0.6",
        "basis": ["ACME-I7", "ACME-I8"],
        "overcommit": None,
        "confidence": None,
        "votes": [],
        "points_done": "20",
        "items": 4,
        "items_added": 1,
        "items_withdrawn": 2,
        "person_days_given": "29",
        "carried_over": ["ACME-3"],
    }
    capacity_chart.draw([{**found, **other}], Console(highlight=False, width=80))
    return capsys.readouterr().out


def test_what_is_beyond_is_drawn_beyond(capsys: pytest.CaptureFixture[str]) -> None:
    told = drawn(capsys)
    assert "████████████████████▓▓▓▓▓" in told
    assert "138.9 %" in told
    assert "nobody yet" in told
    assert "Since the start 1 item came and 2 went" in told
    assert "Done 20 points in 29 person-days; 1 carried over" in told
    assert "0.6 points per person-day in the last 2 iterations (ACME-I7, ACME-I8)" in told


def test_what_nobody_knows_is_said_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    nothing = dict.fromkeys(("capacity", "ratio", "band", "method", "points_per_day", "points"))
    told = drawn(capsys, **nothing, basis=[])
    assert "trueline iteration estimate-capacity ACME-I1 20" in " ".join(told.split())


def test_an_estimate_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "somebody said 18 points" in drawn(capsys, method="estimate")
