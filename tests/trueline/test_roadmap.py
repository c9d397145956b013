"""The roadmap on the command line: the first day's steps, and what is drawn in 80 columns."""

from typing import Any

import pytest
from shell import Shell

from trueline import roadmap_board, roadmap_timeline

CARD: dict[str, Any] = {
    "key": "ACME-R1",
    "title": "Offline mode",
    "status": "planned",
    "commitment": "committed",
    "window": {"start": "2026-07-01", "end": "2026-09-30", "resolution": "quarter"},
    "health": None,
    "score": 800.0,
    "slip_days": None,
    "blocked_by": [],
}
LONG = "Security review of everything before anything else is even thought of"


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A roadmap after the first day's steps."""
    shell = Shell(tmp_path_factory.mktemp("roadmap"))
    shell.run("product", "create", "ACME", "Acme Notes")
    shell.run("roadmap", "add", "Offline mode", "--owner", "ana")
    shell.run("roadmap", "add", "Security review", "--horizon", "next")
    for words in (
        ("move", "R1", "--horizon", "now"),
        ("schedule", "R1", "2026-Q3"),
        ("expect", "R1", "activation", "0.2", "0.3", "2026-12-31"),
        ("commit", "R1"),
    ):
        told = shell.run("roadmap", *words)
        assert told.code == 0, told.err
    return shell


def drawn(draw, found, capsys: pytest.CaptureFixture[str]) -> list[str]:
    draw(found)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_a_score_is_told(shell: Shell):
    told = shell.run("roadmap", "score", "R1", "--rice", "2000,2,0.8,4")
    assert "Score 800." in told.out


def test_a_promise_is_refused_until_nothing_is_missing(shell: Shell):
    told = shell.run("roadmap", "commit", "R2")
    assert told.code == 3
    for name in ("owner", "window", "expected_outcomes"):
        assert f"{name} is missing: trueline roadmap " in told.err


def test_a_promise_is_moved_because_of_something(shell: Shell):
    assert shell.run("roadmap", "reschedule", "R1", "2026-Q4").code == 3
    told = shell.run("roadmap", "reschedule", "R1", "2026-Q4", "--because", "R2")
    assert "window.end 2026-09-30 -> 2026-12-31 | slip +92 days" in told.out
    why = shell.run("history", "ACME-R1", "--json").json["data"]
    assert "ACME-R2: Security review" in {each.get("reason") for each in why}


def test_the_board_is_what_is_shown_first(shell: Shell):
    assert shell.run("roadmap").out == shell.run("roadmap", "board").out
    assert shell.run("roadmap", "--json").json["data"]["now"][0]["key"] == "ACME-R1"


def test_the_board_takes_filters(shell: Shell):
    out = shell.run("roadmap", "board", "--owner", "ana").out
    assert "ACME-R1" in out
    assert "ACME-R2" not in out


def test_a_baseline_is_named_and_compared_with(shell: Shell):
    assert shell.run("product", "name-baseline", "ACME", "spring").code == 0
    assert shell.run("roadmap", "board", "--baseline", "spring").code == 0
    assert shell.run("roadmap", "board", "--baseline", "autumn").code == 2


def test_churn_is_told_in_a_sentence(shell: Shell):
    shell.run("roadmap", "move", "R2", "--horizon", "later")
    assert "say why" in shell.run("roadmap", "churn").out


def test_the_board_fits_80_columns(capsys: pytest.CaptureFixture[str]):
    card = CARD | {"title": LONG, "slip_days": 92, "blocked_by": ["ACME-R2"], "health": "at_risk"}
    lines = drawn(roadmap_board.draw, {"now": [card], "next": [], "later": [CARD]}, capsys)
    assert max(map(len, lines)) <= 80
    said = " ".join(" ".join(line[:27] for line in lines).split())
    assert "2026-Q3, committed, score 800 at risk, slip +92 days, after ACME-R2" in said


def test_an_empty_board_names_the_next_command(capsys: pytest.CaptureFixture[str]):
    [line] = drawn(roadmap_board.draw, {"now": [], "next": [], "later": []}, capsys)
    assert "trueline roadmap add" in line


def test_the_timeline_fits_80_columns(capsys: pytest.CaptureFixture[str]):
    later = {"start": "2029-01-01", "end": "2029-12-31", "resolution": "year"}
    cards = [CARD | {"title": LONG}, CARD | {"window": later, "slip_days": -1000}]
    lines = drawn(roadmap_timeline.draw, {"items": cards, "unscheduled": 1}, capsys)
    assert max(map(len, lines)) <= 80
    assert lines[-1] == "1 without a window: trueline roadmap schedule KEY 2026-Q3"


def test_a_fuzzy_window_is_drawn_as_one(capsys: pytest.CaptureFixture[str]):
    day = CARD | {"window": {"start": "2026-07-01", "end": "2026-09-30", "resolution": "day"}}
    lines = drawn(roadmap_timeline.draw, {"items": [CARD, day], "unscheduled": 0}, capsys)
    bars = [line for line in lines if line.lstrip().startswith("ACME")]
    assert ["▒" * 30 in bars[0], "█" * 30 in bars[1]] == [True, True]


def test_an_empty_timeline_names_the_next_command(capsys: pytest.CaptureFixture[str]):
    [line] = drawn(roadmap_timeline.draw, {"items": [], "unscheduled": 0}, capsys)
    assert "trueline roadmap add" in line
