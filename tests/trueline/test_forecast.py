"""``trueline flow`` and ``trueline forecast`` as a person sees them."""

import sys
from datetime import date
from pathlib import Path

import pytest
from clock import FakeClock
from shell import Shell
from worked import MONDAY, Worked, on

from domain.values import days_between
from projections.flow.weeks import week_of
from trueline.settings import read_settings
from trueline.store import open_store

WIDE = 80
TODAY = date.today().isoformat()  # noqa: DTZ011  # as the command itself says it
RUNNING = days_between(MONDAY, week_of(TODAY))
"""The Monday of this week, in days."""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A product with nine weeks of work behind it, and an item that is worked on."""
    found = Shell(tmp_path)
    clock = FakeClock()
    with open_store(read_settings(found.environment), migrate=True, clock=clock) as store:
        worked = Worked(store.ledger, clock)
        worked.weeks(1, 3, 5, 2, 6, 4, 1, 7, 4, since=RUNNING - 63)
        worked.add(90, on(RUNNING - 5), title="Still on its way")
        worked.start(90, on(RUNNING - 4))
    found.told("product", "create", "ACME", "Acme Notes")
    return found


def test_the_flow_is_drawn_with_its_figures(shell: Shell) -> None:
    drawn = shell.told("flow")
    assert "Done per week" in drawn
    assert "Cumulative flow" in drawn
    assert "P50 2, P70 2, P85 2, P95 2 days, of 33 items" in drawn
    assert "Still on its way" in drawn
    assert "\x1b" not in drawn
    assert max(map(len, drawn.splitlines())) <= WIDE


def test_the_flow_of_another_kind_is_empty_and_names_the_next_command(shell: Shell) -> None:
    assert "trueline item add" in shell.told("flow", "--kind", "spike")


def test_a_forecast_tells_its_dates_and_what_it_counted(shell: Shell) -> None:
    told = shell.told("forecast", "items", "40", "--weeks", "8", "--counted")
    assert "40 items left; 8 weeks counted, 32 items done in them" in told
    assert f"P85  {date.fromordinal(date.fromisoformat(TODAY).toordinal() + 84)} (84 days)" in told
    assert on(RUNNING - 56) in told
    assert max(map(len, told.splitlines())) <= WIDE


def test_a_target_has_a_probability(shell: Shell) -> None:
    assert "By 2099-01-01: 100%" in shell.told("forecast", "backlog", "--target", "2099-01-01")


def test_a_release_is_named_by_its_version(shell: Shell) -> None:
    shell.told("release", "plan", "Autumn", "2.0", "minor", "2099-Q4")
    shell.told("release", "add-scope", "REL1", "ACME-90", "--reason", "It goes first.")
    for named in ("2.0", "REL1", "ACME-REL1"):
        found = shell.run("forecast", "release", named, "--json").json["data"]["scope"]
        assert (found["key"], found["counted"]) == ("ACME-REL1", 1)
    assert "trueline release list" in shell.run("forecast", "release", "9.9").err


def test_a_risk_is_shown_with_what_it_costs(shell: Shell) -> None:
    shell.told("risk", "add", "--if", "vendor slips", "--then", "beta moves", "--owner", "ana")
    shell.told("risk", "assess", "K1", "4", "5", "--effect", "7,14,21 days")
    told = shell.told("forecast", "items", "40", "--risk-adjusted")
    assert "with risks" in told
    assert "7 / 14 / 21" in told


def test_an_item_is_asked_for_by_its_key(shell: Shell) -> None:
    found = shell.run("forecast", "item", "ACME-90", "--json").json["data"]
    assert found["scope"]["counted"] == 1


def test_the_backtest_prints_how_often_each_percentile_held(shell: Shell) -> None:
    told = shell.told("forecast", "backtest", "--items", "2", "--weeks", "8")
    assert "P85 held" in told


def test_too_little_history_is_said(acme: Shell) -> None:
    assert "6 more whole weeks" in acme.told("forecast", "items", "5")
    assert "No past week" in acme.told("forecast", "backtest")
    assert "trueline item add" in acme.told("flow")


@pytest.mark.parametrize(
    "words", [("flow",), ("forecast", "items", "9"), ("forecast", "backtest", "--items", "2")]
)
def test_the_same_chart_is_written_for_a_slide(
    shell: Shell, tmp_path: Path, words: tuple[str, ...]
) -> None:
    path = tmp_path / "chart.svg"
    told = shell.run(*words, "--svg", str(path))
    assert (told.code, str(path) in told.err) == (0, True)
    assert path.read_text().rstrip().endswith("</svg>")


def test_without_the_extra_the_command_that_installs_it_is_named(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    told = shell.run("flow", "--svg", str(tmp_path / "chart.svg"))
    assert (told.code, "pip install 'trueline[charts]'" in told.err) == (2, True)
