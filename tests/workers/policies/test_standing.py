"""What grows by itself fires a trigger without anybody doing anything."""

import pytest
from policed import Policed

from domain.backlog_item.commands import AddItem, Assign, Block, Link, Unblock
from domain.release.commands import AddScope, Plan
from domain.risk.commands import Close
from domain.values import Window

DAY_S = 86_400
RELEASE = "ACME-REL1"


@pytest.fixture
def working(policed: Policed) -> Policed:
    """Two items that implement the roadmap item."""
    for number in (1, 2):
        add(policed, f"ACME-{number}")
    return policed


def add(policed: Policed, key: str, *, implements: str | None = "ACME-R1", **more) -> None:
    policed.ask(key, AddItem(key=key, kind="technical_issue", title=f"Part {key}", **more))
    if implements:
        policed.ask(key, Link("implements", implements))


def pass_days(policed: Policed, days: int) -> None:
    policed.clock.advance(days * DAY_S)


def test_an_item_that_stays_blocked_fires(working: Policed) -> None:
    working.arm("blocked_days", "3")
    working.ask("ACME-1", Block(), "The vendor is silent.")
    pass_days(working, 3)
    assert working.glance() == 0
    pass_days(working, 1)
    assert working.glance() == 1
    assert working.fired() == ["4"]


def test_the_longest_blocked_item_counts(working: Policed) -> None:
    working.arm("blocked_days", "3")
    working.ask("ACME-1", Block(), "The vendor is silent.")
    pass_days(working, 2)
    working.ask("ACME-2", Block(), "It waits for the other.")
    pass_days(working, 3)
    working.glance()
    assert working.fired() == ["5"]


def test_one_item_can_be_watched(working: Policed) -> None:
    working.arm("blocked_days", "0", ref="ACME-2")
    working.ask("ACME-1", Block(), "The vendor is silent.")
    pass_days(working, 1)
    assert working.glance() == 0
    working.ask("ACME-2", Block(), "It waits for the other.")
    pass_days(working, 1)
    assert working.glance() == 1


def test_what_goes_on_again_fires_nothing(working: Policed) -> None:
    working.arm("blocked_days", "3")
    working.ask("ACME-1", Block(), "The vendor is silent.")
    pass_days(working, 9)
    working.ask("ACME-1", Unblock())
    assert working.glance() == 0


def test_it_counts_from_the_last_time_it_was_blocked(working: Policed) -> None:
    working.arm("blocked_days", "3")
    working.ask("ACME-1", Block(), "The vendor is silent.")
    pass_days(working, 9)
    working.ask("ACME-1", Unblock())
    working.ask("ACME-1", Block(), "The vendor is silent again.")
    pass_days(working, 1)
    assert working.glance() == 0


def test_armed_again_it_fires_again_the_next_day_and_not_before(working: Policed) -> None:
    working.arm("blocked_days", "3")
    working.ask("ACME-1", Block(), "The vendor is silent.")
    pass_days(working, 4)
    working.glance()
    working.arm("blocked_days", "3")
    assert working.glance() == 0
    pass_days(working, 1)
    assert working.glance() == 1
    assert working.fired() == ["4", "5"]


def test_the_firing_follows_from_the_fact_that_blocked_it(working: Policed) -> None:
    working.arm("blocked_days", "0")
    working.ask("ACME-1", Block(), "The vendor is silent.")
    pass_days(working, 1)
    working.glance()
    blocked = working.ask.entries("ACME-1")[-1]
    assert working.ask.entries("ACME-K1")[-1].origin.causation_id == blocked.event_id


def test_musts_that_nobody_works_on_fire(working: Policed) -> None:
    working.arm("unassigned_must", "0")
    assert working.glance() == 0
    add(working, "ACME-3", moscow="must")
    add(working, "ACME-4", moscow="must", assignee="bob")
    assert working.glance() == 1
    assert working.fired() == ["1"]


def test_a_must_that_somebody_took_fires_nothing(working: Policed) -> None:
    add(working, "ACME-3", moscow="must")
    working.ask("ACME-3", Assign("bob"))
    working.arm("unassigned_must", "0")
    assert working.glance() == 0


def test_the_musts_of_a_release_are_those_of_its_scope(working: Policed) -> None:
    dates = Window.read("2026-05-01")
    working.ask(RELEASE, Plan(key=RELEASE, name="A", version_name="1", kind="beta", target=dates))
    add(working, "ACME-3", implements=None, moscow="must")
    working.watch("ACME-K2", RELEASE)
    working.arm("unassigned_must", "0", "ACME-K2")
    assert working.glance() == 0
    working.ask(RELEASE, AddScope("ACME-3"))
    assert working.glance() == 1


def test_a_closed_risk_watches_no_more(working: Policed) -> None:
    working.arm("unassigned_must", "0")
    add(working, "ACME-3", moscow="must")
    working.ask("ACME-K1", Close("avoided"), "We changed the vendor.")
    assert working.glance() == 0
