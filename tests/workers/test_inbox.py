"""A delivery is kept once, worked on by one, and never disappears."""

from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from clock import FakeClock

from ledger.database import Database
from workers import inbox
from workers.inbox import Arrived

LEASE_S = 60.0
HERE = UUID(int=7)


def arrived(name: str = "d1", **values: Any) -> Arrived:
    stock: dict[str, Any] = {
        "id": name,
        "connection_id": HERE,
        "tracker": "github",
        "event": "issues",
        "action": "edited",
        "issue_key": "12",
        "issue_id": "900012",
        "comment_id": None,
        "deleted": False,
        "headers": {"X-GitHub-Event": "issues"},
        "body": b"{}",
    }
    return Arrived(**stock | values)


def test_the_same_id_again_is_the_same_delivery(tables: sa.Connection, clock: FakeClock) -> None:
    assert inbox.keep(tables, arrived(), clock())
    assert not inbox.keep(tables, arrived(), clock())
    assert inbox.keep(tables, arrived(connection_id=uuid4()), clock())


def test_one_worker_gets_it(tables: sa.Connection, clock: FakeClock) -> None:
    inbox.keep(tables, arrived(), clock())
    claimed = inbox.claim(tables, HERE, "d1", clock(), LEASE_S)
    assert claimed is not None
    assert (claimed.issue_id, claimed.attempts) == ("900012", 1)
    assert inbox.claim(tables, HERE, "d1", clock(), LEASE_S) is None


def test_a_dead_workers_delivery_comes_back(tables: sa.Connection, clock: FakeClock) -> None:
    inbox.keep(tables, arrived(), clock())
    inbox.claim(tables, HERE, "d1", clock(), LEASE_S)
    clock.advance(LEASE_S)
    assert inbox.due(tables, clock(), 10) == [(str(HERE), "d1")]
    again = inbox.claim(tables, HERE, "d1", clock(), LEASE_S)
    assert again is not None
    assert again.attempts == 2


def test_deliveries_about_one_issue_are_taken_together(
    tables: sa.Connection, clock: FakeClock
) -> None:
    for name in ("d1", "d2", "d3"):
        inbox.keep(tables, arrived(name), clock())
    inbox.keep(tables, arrived("other", issue_id="900013"), clock())
    first = inbox.claim(tables, HERE, "d2", clock(), LEASE_S)
    assert first is not None
    others = inbox.claim_others(tables, first, clock(), LEASE_S)
    assert {each.id for each in others} == {"d1", "d3"}


def test_a_finished_delivery_is_counted_and_not_due(
    tables: sa.Connection, clock: FakeClock
) -> None:
    inbox.keep(tables, arrived(), clock())
    claimed = inbox.claim(tables, HERE, "d1", clock(), LEASE_S)
    assert claimed is not None
    inbox.finish(tables, claimed, "applied")
    assert inbox.due(tables, clock(), 10) == []
    assert inbox.counts(tables) == {str(HERE): {"applied": 1}}


def test_a_postponed_delivery_waits(tables: sa.Connection, clock: FakeClock) -> None:
    inbox.keep(tables, arrived(), clock())
    claimed = inbox.claim(tables, HERE, "d1", clock(), LEASE_S)
    assert claimed is not None
    later = clock().replace(minute=59)
    inbox.postpone(tables, claimed, later, "busy", counts=False)
    assert inbox.claim(tables, HERE, "d1", clock(), LEASE_S) is None
    clock.now = later
    again = inbox.claim(tables, HERE, "d1", clock(), LEASE_S)
    assert again is not None
    assert (again.attempts, again.reason) == (1, "busy")


def test_an_unreadable_delivery_is_parked_with_its_body_until_it_is_replayed(
    tables: sa.Connection, clock: FakeClock
) -> None:
    inbox.keep(tables, arrived(body=b"\xff", unreadable="no JSON"), clock())
    assert [row["reason"] for row in inbox.parked(tables, 10)] == ["no JSON"]
    assert inbox.body_of(tables, HERE, "d1") == b"\xff"
    assert inbox.replay(tables, HERE, "d1", clock())
    assert not inbox.replay(tables, HERE, "d1", clock())
    assert inbox.due(tables, clock(), 10) == [(str(HERE), "d1")]


def test_two_workers_never_wait_for_each_others_deliveries(
    postgres_url: str, clock: FakeClock
) -> None:
    database = Database.open(postgres_url)
    with database.begin() as connection:
        for name in ("d1", "d2", "d3"):
            inbox.keep(connection, arrived(name), clock())
    with database.begin() as one, database.begin() as other:
        one.exec_driver_sql("set local lock_timeout = '2s'")
        first = inbox.claim(one, HERE, "d1", clock(), LEASE_S)
        second = inbox.claim(other, HERE, "d2", clock(), LEASE_S)
        assert first is not None
        assert second is not None
        assert [each.id for each in inbox.claim_others(one, first, clock(), LEASE_S)] == ["d3"]
        assert inbox.claim_others(other, second, clock(), LEASE_S) == []
    database.close()
