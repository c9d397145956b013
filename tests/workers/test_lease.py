"""One worker at a time has a link."""

from uuid import uuid4

import sqlalchemy as sa
from clock import FakeClock

from workers import lease

LEASE_S = 60.0


def test_a_taken_link_is_not_given_to_another(tables: sa.Connection, clock: FakeClock) -> None:
    link = uuid4()
    assert lease.take(tables, link, clock(), LEASE_S)
    assert lease.take(tables, link, clock(), LEASE_S) is None


def test_a_lease_ends_by_itself(tables: sa.Connection, clock: FakeClock) -> None:
    link = uuid4()
    lease.take(tables, link, clock(), LEASE_S)
    clock.advance(LEASE_S)
    assert lease.take(tables, link, clock(), LEASE_S)


def test_who_comes_back_too_late_ends_nobody_elses_lease(
    tables: sa.Connection, clock: FakeClock
) -> None:
    link = uuid4()
    late = lease.take(tables, link, clock(), LEASE_S)
    clock.advance(LEASE_S)
    lease.take(tables, link, clock(), LEASE_S)
    assert late is not None
    assert not lease.give_back(tables, late)
    assert lease.take(tables, link, clock(), LEASE_S) is None


def test_the_holder_hears_that_others_wait(tables: sa.Connection, clock: FakeClock) -> None:
    link = uuid4()
    held = lease.take(tables, link, clock(), LEASE_S)
    assert held is not None
    assert lease.want(tables, link, clock())
    assert lease.give_back(tables, held)


def test_nobody_waits_for_a_free_link(tables: sa.Connection, clock: FakeClock) -> None:
    link = uuid4()
    held = lease.take(tables, link, clock(), LEASE_S)
    assert held is not None
    assert not lease.give_back(tables, held)
    assert not lease.want(tables, link, clock())


def test_the_next_holder_learns_when_it_was_read_and_written(
    tables: sa.Connection, clock: FakeClock
) -> None:
    link = uuid4()
    held = lease.take(tables, link, clock(), LEASE_S)
    assert held is not None
    read = clock()
    clock.advance(1)
    lease.give_back(tables, held, read_at=read, written_at=clock())
    again = lease.take(tables, link, clock(), LEASE_S)
    assert again is not None
    assert (again.read_at, again.written_at) == (read, clock())
