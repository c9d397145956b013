"""A risk's trigger fires by itself once more is asked of an iteration than it can take."""

import pytest
from policed import RISK, Policed

from domain.backlog_item.commands import AddItem, Estimate, MarkReady
from domain.iteration.commands import (
    Cancel,
    Commit,
    EstimateCapacity,
    OverrideCapacity,
    Plan,
    PlanAbsence,
    Withdraw,
)
from domain.risk.facts import RiskTriggerFired
from domain.team.commands import AddHoliday, Form
from domain.team.words import Member
from domain.values import Window

TEAM, ITERATION, ITEM = "ACME-T1", "ACME-I1", "ACME-1"
WEEK = Window.read("2026-03-09..2026-03-13")


@pytest.fixture
def sprint(policed: Policed) -> Policed:
    """28 hours of Ana, and an item of 27 hours."""
    policed.ask(TEAM, Form(TEAM, "Notes", (Member("ana"),), estimate_unit="hours"))
    policed.ask(ITERATION, Plan(ITERATION, TEAM, "First", WEEK))
    policed.ask(ITEM, AddItem(ITEM, "bug", "It creaks"))
    policed.ask(ITEM, Estimate("27"))
    policed.ask(ITEM, MarkReady())
    return policed


def test_an_absence_that_makes_it_too_much_fires(sprint: Policed) -> None:
    sprint.arm("load_ratio", "1", ref=ITERATION)
    sprint.ask(ITERATION, Commit(ITEM))
    assert sprint.look() == 0
    sprint.ask(ITERATION, PlanAbsence("ana", Window.read("2026-03-10")))
    assert sprint.look() == 1
    assert sprint.fired() == ["1.2054"]


def test_an_overridden_commitment_fires_all_the_same(sprint: Policed) -> None:
    sprint.watch("ACME-K2", ITERATION)
    sprint.arm("load_ratio", "1", "ACME-K2")
    sprint.ask(ITERATION, OverrideCapacity("1.5"), "The fair.")
    sprint.ask(ITERATION, Commit(ITEM, "42"))
    sprint.look()
    assert sprint.fired("ACME-K2") == ["1.5"]


def test_who_watches_the_team_is_told_of_any_of_its_iterations(sprint: Policed) -> None:
    sprint.arm("load_ratio", "0.9", ref=TEAM)
    sprint.ask(ITERATION, Commit(ITEM))
    assert sprint.look() == 1
    assert sprint.fired() == ["0.9643"]
    [fired] = [e for e in sprint.ask.entries(RISK) if isinstance(e.fact, RiskTriggerFired)]
    assert fired.origin.reason == (
        "ACME-T1 has ACME-I1, which is at 96.4 % of its capacity, 27 of 28 hours."
    )


def test_a_holiday_of_the_team_fires_too(sprint: Policed) -> None:
    sprint.arm("load_ratio", "1", ref=ITERATION)
    sprint.ask(ITERATION, Commit(ITEM))
    sprint.ask(TEAM, AddHoliday("2026-03-11", "Storm"))
    assert sprint.look() == 1


def test_a_lower_load_fires_nothing(sprint: Policed) -> None:
    sprint.ask(ITERATION, Commit(ITEM))
    sprint.look()
    sprint.arm("load_ratio", "0.1", ref=ITERATION)
    sprint.ask(ITERATION, Withdraw(ITEM))
    assert sprint.look() == 0


def test_what_is_cancelled_or_unknown_tells_nothing(sprint: Policed) -> None:
    sprint.arm("load_ratio", "0", ref=ITERATION)
    sprint.ask(ITERATION, Cancel())
    sprint.ask(TEAM, AddHoliday("2026-03-11", "Storm"))
    sprint.ask("ACME-T2", Form("ACME-T2", "Core", (Member("ben"),)))
    sprint.ask("ACME-I2", Plan("ACME-I2", "ACME-T2", "First", WEEK))
    sprint.arm("load_ratio", "0", ref="ACME-I2")
    sprint.ask("ACME-I2", Commit(ITEM))
    assert sprint.look() == 0
    sprint.ask("ACME-I2", EstimateCapacity("54"))
    assert sprint.look() == 1
    assert sprint.fired() == ["0.5"]
