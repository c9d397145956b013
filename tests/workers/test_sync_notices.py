"""What waits for a person in the sync: conflicts, links, connections and deliveries."""

import pytest
import sqlalchemy as sa
from delivered import a_delivery
from desk import Desk, linked

from domain.connection.commands import ReportTrouble, ReportUnauthorised
from domain.link.commands import FindConflict, Lose, Park, SettleConflict
from workers import inbox


def test_a_conflict_waits_until_it_is_settled(desk: Desk) -> None:
    link = linked(desk)
    desk.plan.settle(link, FindConflict("title", "A", "Ours", "Theirs"))
    [told] = desk.waits()
    assert (told.kind, told.key, told.who) == ("conflict", "ACME-1", "bob")
    assert told.next == f"trueline sync resolve {link} title --choose ours --reason WHY"
    desk.plan.settle(link, SettleConflict("title", "ours"), "Ours is newer.")
    assert desk.waits() == []


def test_a_link_whose_issue_is_gone_waits(desk: Desk) -> None:
    desk.plan.settle(linked(desk), Lose())
    [told] = desk.waits()
    assert (told.kind, told.key) == ("broken_link", "ACME-1")
    assert told.text == "#7 at ada/repo1 is gone."


def test_a_parked_link_waits_with_its_reason(desk: Desk) -> None:
    link = linked(desk)
    desk.plan.settle(link, Park("not allowed"))
    [told] = desk.waits()
    assert (told.kind, told.text) == ("parked_link", "#7 at ada/repo1: not allowed")
    assert told.next == f"trueline sync rearm {link}"


@pytest.mark.parametrize("trouble", [ReportTrouble("it answers 503"), ReportUnauthorised("no")])
def test_a_connection_that_does_not_work_waits(desk: Desk, trouble: object) -> None:
    desk.plan.tell(desk.plan.connect(), trouble)
    [told] = desk.waits()
    assert (told.kind, told.key) == ("connection", "ada/repo1")
    assert told.next == "trueline connections resume ada/repo1"
    assert told.since.startswith("2026-03-02T12:00")


def test_a_parked_delivery_waits(desk: Desk) -> None:
    connection_id = desk.plan.connect()
    desk.runner.catch_up()
    with desk.database.begin() as connection:
        inbox.keep(connection, a_delivery(connection_id), desk.clock())
        park(connection)
    [told] = desk.waits(product="ACME")
    assert (told.kind, told.text) == ("parked_delivery", "A delivery about 1: not understood")
    assert told.next == "trueline sync replay ada/repo1 d-1"
    assert desk.waits(product="OTHER") == []


def park(connection: sa.Connection) -> None:
    statement = "update inbox set state = 'parked', reason = 'not understood'"
    connection.execute(sa.text(statement))
