"""One scheduler leads."""

import sqlalchemy as sa
from clock import FakeClock

from workers.leader import lead, resign


def test_the_second_stands_by(tables: sa.Connection, clock: FakeClock) -> None:
    assert lead(tables, "scheduler", "a", clock(), 10)
    assert not lead(tables, "scheduler", "b", clock(), 10)


def test_the_leader_stays_the_leader(tables: sa.Connection, clock: FakeClock) -> None:
    lead(tables, "scheduler", "a", clock(), 10)
    clock.advance(5)
    assert lead(tables, "scheduler", "a", clock(), 10)


def test_a_silent_leader_is_replaced(tables: sa.Connection, clock: FakeClock) -> None:
    lead(tables, "scheduler", "a", clock(), 10)
    clock.advance(10)
    assert lead(tables, "scheduler", "b", clock(), 10)
    assert not lead(tables, "scheduler", "a", clock(), 10)


def test_a_leader_that_resigns_is_replaced_at_once(tables: sa.Connection, clock: FakeClock) -> None:
    lead(tables, "scheduler", "a", clock(), 10)
    resign(tables, "scheduler", "a")
    assert lead(tables, "scheduler", "b", clock(), 10)
