"""Whatever dies or fails on the way: nothing that was to fire is lost, and nothing fires twice."""

import pytest
import sqlalchemy as sa
from policed import ITEM, RISK, Policed

from domain.keys import stream_of
from domain.roadmap_item.commands import Propose, RecordCost, Reschedule, SetBudget
from domain.roadmap_item.facts import RoadmapItemRescheduled
from domain.values import Money, Window
from ledger.errors import DatabaseUnavailable
from workers.policies import place
from workers.policies.catalogue import POLICIES, Policy
from workers.policies.follow import follow


@pytest.fixture
def slipped(policed: Policed) -> Policed:
    policed.arm("slip_days", "5")
    policed.ask(ITEM, Reschedule(Window.read("2026-07-10")))
    return policed


def failing(error: BaseException) -> Policy:
    """A policy that fails at every move."""

    def read(_life: object) -> None:
        raise error

    return Policy("failing", "metric", (RoadmapItemRescheduled,), read)


def again(policed: Policed, day: str) -> None:
    policed.ask(ITEM, Reschedule(Window.read(day)))


def test_who_dies_before_the_place_moves_does_not_fire_again(slipped: Policed) -> None:
    slipped.look()
    slipped.forget()
    slipped.arm("slip_days", "5")
    assert slipped.look() == 0
    assert slipped.fired() == ["10"]


def test_who_dies_before_the_firing_is_stored_fires_it_later(slipped: Policed) -> None:
    with pytest.raises(KeyboardInterrupt):
        slipped.look([failing(KeyboardInterrupt()), *POLICIES])
    assert slipped.look() == 1


def test_an_absent_database_leaves_nothing_out(slipped: Policed) -> None:
    with pytest.raises(DatabaseUnavailable):
        slipped.look([failing(DatabaseUnavailable()), *POLICIES])
    assert slipped.left_out() == []
    assert slipped.look() == 1


def test_another_leader_at_the_same_time_fires_nothing_twice(slipped: Policed) -> None:
    def meanwhile(_life: object) -> None:
        follow(slipped.context)

    late = Policy("late", "metric", (RoadmapItemRescheduled,), meanwhile)
    assert slipped.look([late, *POLICIES]) == 0
    assert slipped.fired() == ["10"]


def test_a_fact_waits_until_the_register_knows_who_watches(slipped: Policed) -> None:
    assert follow(slipped.context) == 0
    assert slipped.look() == 1


def test_nothing_is_read_twice(slipped: Policed) -> None:
    slipped.look()
    with slipped.database.read() as connection:
        before = place.reached(connection)
    slipped.look()
    with slipped.database.read() as connection:
        assert place.reached(connection) >= before > 0


def test_a_policy_that_fails_is_noted_and_stops_no_other(slipped: Policed) -> None:
    assert slipped.look([failing(ValueError("cannot be read")), *POLICIES]) == 1
    assert [policy for policy, _ in slipped.left_out()] == ["failing"]


def test_a_fact_that_cannot_be_read_is_noted_and_stops_no_other(slipped: Policed) -> None:
    slipped.ask(ITEM, SetBudget(Money("100", "EUR")), "It was agreed.", [RISK])
    slipped.arm("budget_used", "0.9", "ACME-K1")
    slipped.runner.catch_up()
    spoil(slipped, "roadmap_item.rescheduled")
    slipped.ask("ACME-R2", Propose(key="ACME-R2", title="Another"))
    assert follow(slipped.context) == 0
    assert {policy for policy, _ in slipped.left_out()} == {"all", "budget-used"}


def test_a_risk_that_cannot_be_read_keeps_no_other_from_it(slipped: Policed) -> None:
    slipped.watch("ACME-K2")
    slipped.arm("slip_days", "5", "ACME-K2")
    again(slipped, "2026-07-12")
    slipped.runner.catch_up()
    spoil(slipped, "risk.identified", once=True)
    assert follow(slipped.context) == 1
    assert slipped.fired("ACME-K2") == ["12"]
    assert set(slipped.left_out()) == {("roadmap-slip", RISK), ("all", str(stream_of(RISK)))}


def test_money_and_dates_are_looked_at_beside_each_other(slipped: Policed) -> None:
    slipped.ask(ITEM, SetBudget(Money("100", "EUR")), "It was agreed.", [RISK])
    slipped.arm("budget_used", "0.9")
    slipped.ask(ITEM, RecordCost(Money("95", "EUR")))
    assert slipped.look() == 2


def spoil(policed: Policed, tag: str, *, once: bool = False) -> None:
    """Make stored facts unreadable, behind everybody's back."""
    found = "select min(notification_id) from events where topic = :tag"
    where = f"notification_id = ({found})" if once else "topic = :tag"
    statement = f"update events set topic = 'risk.unheard_of' where {where}"
    with policed.database.begin() as connection:
        connection.execute(sa.text(statement), {"tag": tag})
