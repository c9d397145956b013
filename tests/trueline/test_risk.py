"""``trueline risk``: a newcomer's first risk, drawn, watched and not accepted by just anyone."""

from pathlib import Path

import pytest
from shell import Shell

IF_THEN = ("--if", "vendor slips", "--then", "beta moves")
ASSESS = ("risk", "assess", "K1", "4", "5", "--rationale", "Twice before.", "--owner", "ana")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    shell.run("product", "create", "ACME", "Acme Notes")
    return shell


def told(shell: Shell, *words: str) -> str:
    """What a command that goes well prints."""
    answer = shell.run(*words)
    assert answer.code == 0, answer.err
    return answer.out


def test_a_first_risk_goes_from_its_two_halves_to_its_cell(shell: Shell):
    assert "ACME-K1: risk.identified" in told(shell, "risk", "add", *IF_THEN)
    assert "Cell 4x5: level 20, extreme" in told(shell, *ASSESS)
    drawn = told(shell, "risk", "matrix")
    assert "1e" in drawn
    assert "Inherent: 1 extreme" in drawn
    assert "\x1b" not in drawn
    assert max(map(len, drawn.splitlines())) <= 80


def test_the_matrix_is_written_for_a_slide_too(shell: Shell, tmp_path: Path):
    path = tmp_path / "matrix.svg"
    told(shell, "risk", "matrix", "--svg", str(path))
    assert "almost certain" in path.read_text()


def test_the_refusals_name_what_is_missing(shell: Shell):
    told(shell, "risk", "add", *IF_THEN)
    unowned = shell.run("risk", "assess", "K1", "4", "5")
    assert (unowned.code, "--owner ana" in unowned.err) == (3, True)
    told(shell, *ASSESS)
    idle = shell.run("risk", "plan-treatment", "K1", "reduce")
    assert (idle.code, "--action" in idle.err) == (3, True)
    accepted = shell.run("risk", "accept", "K1", "2099-01-01")
    assert (accepted.code, "180 days" in accepted.err) == (3, True)


@pytest.mark.parametrize(
    "words",
    [
        ("load_ratio > 1.1",),
        ("load_ratio", ">", "1.1"),
        ("--signal", "load_ratio", "--op", ">", "--threshold", "1.1"),
    ],
)
def test_a_trigger_is_armed_as_people_write_it(shell: Shell, words: tuple[str, ...]):
    told(shell, "risk", "add", *IF_THEN)
    told(shell, "risk", "arm-trigger", "K1", *words)
    [armed] = shell.run("risk", "show", "K1", "--json").json["data"]["triggers"]
    assert (armed["signal"], armed["op"], armed["threshold"]) == ("load_ratio", "gt", "1.1")


def test_the_trend_and_what_is_due_are_tables(shell: Shell):
    told(shell, "risk", "add", *IF_THEN)
    told(shell, *ASSESS)
    assert "\N{FULL BLOCK}" in told(shell, "risk", "trend")
    assert "review" in told(shell, "risk", "due", "--within", "30")
    [line] = shell.run("risk", "due", "--within", "30", "--json").json["data"]
    assert (line["key"], line["what"], line["days_late"]) == ("ACME-K1", "review", -14)


@pytest.mark.parametrize("view", ["matrix", "trend", "due"])
def test_what_is_empty_names_the_next_command(shell: Shell, view: str):
    assert "trueline risk" in told(shell, "risk", view)


def test_a_filter_takes_short_keys_and_an_empty_answer_names_the_whole_list(shell: Shell):
    told(shell, "roadmap", "add", "Offline mode")
    told(shell, "risk", "add", *IF_THEN, "--threatens", "R1")
    assert "ACME-K1" in told(shell, "risk", "list", "--threatens", "R1")
    assert "trueline risk list" in told(shell, "risk", "list", "--band", "extreme")
