"""What waits for a person is told, the oldest first, and asked for by kind, owner and product."""

import pytest
from desk import MEETING, RISK, Desk, linked

from domain.link.commands import Lose
from domain.meeting.commands import AssignAction
from domain.risk.commands import (
    AddAction,
)
from projections.notices.notice import Kind
from workers.notices import SOURCES, Notices
from workers.policies import place


def test_nothing_waits_in_a_new_plan(desk: Desk) -> None:
    desk.risk()
    assert desk.found() == Notices([], {}, more=False)


def test_what_a_policy_left_out_waits_for_a_month(desk: Desk) -> None:
    at = desk.clock().timestamp()
    with desk.database.begin() as connection:
        place.skip(connection, place.Skipped("roadmap-slip", RISK, 7, "ValueError: no", at))
    [told] = desk.waits(product="ACME")
    assert (told.kind, told.text) == ("policy", "roadmap-slip left fact 7 out: ValueError: no")
    desk.pass_days(31)
    assert desk.waits() == []


def test_the_oldest_come_first_and_each_kind_is_counted(desk: Desk) -> None:
    desk.risk()
    for day in ("2026-03-05", "2026-03-04"):
        desk.ask(RISK, AddAction(f"By {day}", "bob", day))
    desk.meeting()
    desk.ask(MEETING, AssignAction("Minutes", "ana", "2026-03-03"))
    desk.pass_days(9)
    found = desk.found()
    assert [each.since for each in found.rows] == ["2026-03-03", "2026-03-04", "2026-03-05"]
    assert found.counts == {"risk_action": 2, "meeting_action": 1}


def test_one_may_ask_for_what_somebody_has_to_do(desk: Desk) -> None:
    desk.risk()
    desk.ask(RISK, AddAction("Call them", "bob", "2026-03-05"))
    desk.ask(RISK, AddAction("Write to them", "ana", "2026-03-05"))
    desk.pass_days(9)
    assert [each.text for each in desk.waits(owners=("bob",))] == ["Call them"]


def test_one_may_ask_for_one_product(desk: Desk) -> None:
    desk.plan.settle(linked(desk), Lose())
    assert desk.waits(product="OTHER") == []
    assert len(desk.waits(product="ACME")) == 1


def test_a_kind_that_has_more_than_is_looked_at_says_so(desk: Desk) -> None:
    for number in (1, 2):
        desk.risk(f"ACME-K{number}")
    desk.pass_days(365)
    assert desk.found(limit=2).more
    assert not desk.found(limit=3).more


@pytest.mark.parametrize("kind", SOURCES)
def test_every_kind_can_be_asked_for_alone(desk: Desk, kind: Kind) -> None:
    assert desk.waits(kind, product="ACME") == []
