"""The runner: each fact exactly once, visible soon, and rebuilt when asked."""

import threading
import time
from typing import Any

import pytest
import sqlalchemy as sa
from counting import Tally

from domain.backlog_item.commands import Edit
from projections import positions
from projections.all import all_projections
from projections.backlog.listing import BACKLOG, BACKLOG_ITEM
from projections.lease import LEASE_S
from projections.listed import ListedView
from projections.runner import Runner
from projections.tables import LEASE


def standing(database, name):
    with database.read() as connection:
        return positions.standings(connection)[name]


def test_every_fact_is_taken_in_once(running, database, five):
    tally = Tally()
    running(tally).catch_up()
    assert tally.counts(database) == dict.fromkeys(five, 1)


def test_projections_at_the_same_place_share_a_batch(running, database, five):
    one, other = Tally("one"), Tally("other")
    assert running(one, other).run_once() == 2 * len(five)
    assert one.batches == other.batches == [five]


def test_after_a_crash_nothing_is_repeated(database, ledger, clock, running, five):
    crash = RuntimeError("killed")

    class Killed(Tally):
        def apply(self, connection, entries):
            super().apply(connection, entries)
            raise KeyboardInterrupt from crash

    killed = Killed()
    with pytest.raises(KeyboardInterrupt):
        running(killed).run_once()
    tally = Tally()
    clock.advance(LEASE_S)
    running(tally).catch_up()
    assert tally.counts(database) == dict.fromkeys(five, 1)


def test_a_new_version_starts_from_the_first_fact(running, database, clock, five):
    old, new = Tally(), Tally()
    running(old).catch_up()
    clock.advance(LEASE_S)
    new.version = 2
    running(new).catch_up()
    assert new.batches == [five]
    assert new.counts(database) == dict.fromkeys(five, 1)


def test_a_rebuild_takes_every_fact_in_again(running, database, five):
    tally = Tally()
    runner = running(tally)
    runner.catch_up()
    runner.rebuild("tally")
    assert tally.batches == [five, five]
    assert tally.counts(database) == dict.fromkeys(five, 1)


def test_only_a_known_projection_can_be_rebuilt(running):
    with pytest.raises(KeyError):
        running(Tally()).rebuild("tale")


def test_the_lag_counts_facts_and_seconds(running, clock, plan):
    runner = running(Tally())
    plan.add(1)
    runner.catch_up()
    plan.add(2)
    clock.advance(3)
    plan.add(3)
    clock.advance(4)
    [status] = runner.status()
    assert (status.lag, status.lag_s) == (2, 7.0)
    runner.catch_up()
    [status] = runner.status()
    assert (status.lag, status.lag_s, status.position) == (0, 0.0, status.head)


def test_a_started_runner_makes_a_write_visible(database, ledger, plan):
    runner = Runner(database, ledger, all_projections())
    runner.start()
    try:
        receipt = plan.ask(plan.add(1, "A"), Edit(title="B"))
        assert runner.wait(receipt.position)
        with database.read() as connection:
            assert connection.execute(sa.select(BACKLOG_ITEM.c.search)).scalar_one() == "acme-1 b"
    finally:
        runner.stop()


class Watched:
    """A ledger that counts how often it is read, and whose bell only the test rings."""

    def __init__(self, ledger):
        self.reads, self.waits = 0, threading.Semaphore(0)
        self._ledger, self._rung = ledger, threading.Semaphore(0)

    def entries(self, after, limit):
        self.reads += 1
        return self._ledger.entries(after, limit)

    def subscribe(self):
        return self

    def wait(self, _timeout_s):
        self.waits.release()
        return self._rung.acquire(timeout=30)

    def ring(self):
        self._rung.release()

    def close(self):
        pass


@pytest.mark.parametrize(("limit", "batches"), [(500, [5]), (2, [2, 2, 1])])
def test_a_runner_looks_again_only_when_the_bell_rings_or_a_batch_was_full(
    database, ledger, five, monkeypatch, limit, batches
):
    monkeypatch.setattr("projections.batches.LIVE_BATCH", limit)
    monkeypatch.setattr("projections.batches.FAR_BEHIND_BATCH", limit)
    watched: Any = Watched(ledger)
    tally = Tally()
    runner = Runner(database, watched, [tally])
    runner.start()
    try:
        assert watched.waits.acquire(timeout=30)
        assert [len(each) for each in tally.batches] == batches
        assert watched.reads == len(batches)
    finally:
        runner.stop()


def test_a_runner_that_has_nothing_to_do_wakes_who_came_before_it_knew(database, ledger, five):
    Runner(database, ledger, [ListedView(BACKLOG)]).catch_up()
    with database.begin() as connection:
        connection.execute(sa.delete(LEASE))
    may_look = threading.Event()

    class Sought(str):
        """A name that lets the runner look at the positions once a waiter has looked in vain."""

        __slots__ = ()

        def __hash__(self):
            may_look.set()
            return super().__hash__()

    class Gated:
        """The database, at which positions cannot be read before ``may_look``."""

        has_lease = threading.Event()
        begin = database.begin

        def read(self):
            self.has_lease.set()
            may_look.wait(30)
            return database.read()

    gated: Any = Gated()
    runner = Runner(gated, ledger, [ListedView(BACKLOG)])
    runner.start()
    try:
        assert Gated.has_lease.wait(30)
        began = time.monotonic()
        assert runner.wait(five[-1], [Sought("backlog")], timeout_s=30)
        assert time.monotonic() - began < 30, "it was there, but nobody told"
    finally:
        may_look.set()
        runner.stop()


def test_another_process_can_wait_for_a_write(database, ledger, plan):
    leading = Runner(database, ledger, [ListedView(BACKLOG)])
    leading.start()
    try:
        receipt = plan.ask(plan.add(1, "A"), Edit(title="B"))
        assert positions.wait_for(database, receipt.position, ["backlog"])
        assert Runner(database, ledger, [ListedView(BACKLOG)]).wait(receipt.position)
    finally:
        leading.stop()


def test_waiting_ends_at_its_time(running, database, plan):
    position = plan.ask(plan.add(1, "A"), Edit(title="B")).position
    runner = running(Tally())
    assert not runner.wait(position, timeout_s=0.0)
    runner.run_once()
    assert runner.wait(position, timeout_s=0.0)
    assert not runner.wait(position + 1, timeout_s=0.0)
    assert not positions.wait_for(database, position + 1, [], timeout_s=0.01)
