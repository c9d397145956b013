"""The runner: each fact exactly once, whatever fails, and visible when it does."""

import threading

import msgspec
import pytest
import sqlalchemy as sa
from plan import Plan

from domain.backlog_item.commands import AddAcceptance, EditItem
from ledger.errors import DatabaseUnavailable
from ledger.ledger import Ledger
from projections import positions
from projections.all import all_projections
from projections.backlog.tables import BACKLOG_ITEM
from projections.backlog.view import BacklogView
from projections.batches import Batches
from projections.lease import LEASE_S
from projections.runner import Runner
from projections.track import RETRY_AFTER_S, Track


class Tally:
    """A projection that counts in the database what it was given, and fails where it is told."""

    version = 1
    tables = (BACKLOG_ITEM,)

    def __init__(self, name="tally", *, on_error="stop", fails_on=()):
        self.name, self.on_error, self.fails_on = name, on_error, set(fails_on)
        self.batches: list[list[int]] = []

    def apply(self, connection, entries):
        taken = [entry.position for entry in entries]
        for entry in entries:
            connection.execute(_ONCE_MORE, {"name": f"{self.name}:{entry.position}"})
        if self.fails_on.intersection(taken):
            raise ValueError("it does not fit")
        self.batches.append(taken)
        return ()

    def clear(self, connection):
        connection.execute(sa.text("delete from projection_lease where name like :own"), self._own)

    def counts(self, database):
        """How often each position was taken in, as far as it is committed."""
        query = sa.text("select name, lease_until from projection_lease where name like :own")
        with database.read() as connection:
            rows = connection.execute(query, self._own)
            return {int(name.split(":")[1]): int(count) for name, count in rows}

    @property
    def _own(self):
        return {"own": f"{self.name}:%"}


# any table with a name and a number does to count in
_ONCE_MORE = sa.text(
    "insert into projection_lease (name, owner, lease_until) values (:name, '', 1)"
    " on conflict (name) do update set lease_until = projection_lease.lease_until + 1"
)


@pytest.fixture
def running(database, ledger, clock):
    """A runner by hand over the given projections."""
    return lambda *projections: Runner(database, ledger, projections, clock=clock)


@pytest.fixture
def five(plan: Plan):
    """Five facts of one item; their positions."""
    item = plan.add(1, "0")
    for number in range(1, 5):
        plan.ask(item, EditItem(title=str(number)))
    return [entry.position for entry in plan.ledger.entries(0, 99)]


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


def test_a_failure_in_the_middle_leaves_neither_rows_nor_position(running, database, five):
    tally = Tally(fails_on=five[:1])
    running(tally).catch_up()
    assert tally.counts(database) == {}
    assert standing(database, "tally").position == 0


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


def test_one_failing_fact_does_not_hold_back_those_before_it(running, database, five):
    tally = Tally(fails_on=five[3:4])
    running(tally).catch_up()
    assert tally.counts(database) == dict.fromkeys(five[:3], 1)
    assert standing(database, "tally").state == "retrying"


def test_one_failing_projection_does_not_hold_back_the_others(running, database, five):
    well, ill = Tally("well"), Tally("ill", fails_on=five[:1])
    running(ill, well).catch_up()
    assert well.counts(database) == dict.fromkeys(five, 1)


def test_a_batch_rolled_back_and_taken_in_again_counts_once(running, database, clock, plan):
    item, view = plan.add(1, "A", labels=("a",)), BacklogView()
    plan.ask(item, AddAcceptance("It survives a restart."))
    ill = Tally("ill")
    runner = running(view, ill)
    runner.catch_up()
    position = plan.ask(item, AddAcceptance("It survives a crash.")).position
    ill.fails_on.add(position)
    runner.catch_up()
    plan.ask(item, AddAcceptance("It survives a rollback."))
    runner.catch_up()
    with database.read() as connection:
        stored = connection.execute(sa.select(BACKLOG_ITEM.c.json)).scalar_one()
    assert len(msgspec.json.decode(stored)["acceptance"]) == 3


def test_a_passing_failure_is_retried_after_a_pause(running, database, clock, five):
    tally = Tally(fails_on=five[2:3])
    runner = running(tally)
    runner.catch_up()
    tally.fails_on.clear()
    assert runner.run_once() == 0
    clock.advance(RETRY_AFTER_S[0])
    runner.catch_up()
    assert tally.counts(database) == dict.fromkeys(five, 1)
    assert (standing(database, "tally").state, standing(database, "tally").error) == (
        "running",
        None,
    )


def exhaust(runner, clock):
    """Let every retry fail."""
    runner.catch_up()
    for pause in RETRY_AFTER_S:
        clock.advance(pause)
        runner.catch_up()


def test_a_poison_fact_stops_its_projection_and_says_why(running, database, clock, five):
    runner = running(Tally(fails_on=five[2:3]))
    exhaust(runner, clock)
    [status] = runner.status()
    assert (status.state, status.position, status.lag) == ("stopped", five[1], 3)
    assert status.error == f"fact {five[2]}: ValueError: it does not fit"


def test_a_poison_fact_is_left_out_where_the_policy_says_so(running, database, clock, five):
    tally = Tally(on_error="skip", fails_on=five[2:3])
    runner = running(tally)
    exhaust(runner, clock)
    assert sorted(tally.counts(database)) == [p for p in five if p != five[2]]
    with database.read() as connection:
        assert positions.skipped(connection) == [("tally", five[2], "ValueError: it does not fit")]
    assert [(s.state, s.lag, s.skipped) for s in runner.status()] == [("running", 0, 1)]


def test_a_stopped_projection_goes_on_when_a_person_says_so(running, database, clock, five):
    tally = Tally(fails_on=five[2:3])
    runner = running(tally)
    exhaust(runner, clock)
    tally.fails_on.clear()
    assert runner.catch_up() == 0
    runner.resume("tally")
    runner.catch_up()
    assert tally.counts(database) == dict.fromkeys(five, 1)


def test_a_stopped_projection_is_tried_again_by_the_next_process(running, database, clock, five):
    exhaust(running(Tally(fails_on=five[2:3])), clock)
    clock.advance(LEASE_S)
    tally = Tally()
    running(tally).catch_up()
    assert tally.counts(database) == dict.fromkeys(five, 1)


def test_a_fact_that_cannot_be_read_stops_every_projection(database, ledger, clock, running, five):
    blind = Ledger(database, clock=clock, facts={})
    runner = Runner(database, blind, [Tally()], clock=clock)
    exhaust(runner, clock)
    blind.close()
    [status] = runner.status()
    assert (status.state, status.position) == ("stopped", 0)
    assert "item.added" in str(status.error)


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


def test_a_rebuild_by_another_process_is_noticed(running, database, clock, plan, five):
    tally = Tally()
    leading = running(tally)
    leading.catch_up()
    running(tally).rebuild("tally")
    plan.add(2)
    leading.catch_up()
    assert set(tally.counts(database).values()) == {1}
    assert len(tally.counts(database)) == 6


def test_a_second_runner_idles_while_the_first_has_the_lease(running, clock, five):
    first, second = Tally(), Tally()
    leading, idle = running(first), running(second)
    leading.catch_up()
    assert idle.catch_up() == 0
    assert second.batches == []


def test_a_second_runner_takes_over_when_the_lease_is_over(running, clock, plan, five):
    first, second = Tally(), Tally()
    running(first).catch_up()
    idle = running(second)
    idle.catch_up()
    plan.add(2)
    clock.advance(LEASE_S)
    assert idle.catch_up() == 1


def test_a_stopped_runner_gives_the_lease_back(running, plan, five):
    leading, idle = running(Tally()), running(Tally())
    leading.catch_up()
    leading.stop()
    plan.add(2)
    assert idle.catch_up() == 1


def test_two_runners_at_once_take_nothing_in_twice(database, ledger, clock, five):
    tally = Tally()
    with database.begin() as connection:
        positions.start_at_zero(connection, tally, 0.0)
    both = threading.Barrier(2)
    lost: list[positions.Moved] = []

    def run():
        batches = Batches(database, ledger, lambda _name, _ids: None, clock)
        both.wait()
        try:
            batches.advance([Track(tally, 0)])
        except positions.Moved as moved:
            lost.append(moved)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lost) == 1
    assert tally.counts(database) == dict.fromkeys(five, 1)


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


def test_a_failing_announcement_does_not_stop_the_projection(database, ledger, clock, plan):
    def announce(_name, _ids):
        raise OSError("no broker")

    plan.link(plan.add(1), plan.connect())
    runner = Runner(database, ledger, all_projections(), announce=announce, clock=clock)
    runner.catch_up()
    assert {status.lag for status in runner.status()} == {0}


def test_a_started_runner_makes_a_write_visible(database, ledger, plan):
    runner = Runner(database, ledger, all_projections())
    runner.start()
    try:
        receipt = plan.ask(plan.add(1, "A"), EditItem(title="B"))
        assert runner.wait(receipt.position)
        with database.read() as connection:
            assert connection.execute(sa.select(BACKLOG_ITEM.c.title)).scalar_one() == "B"
    finally:
        runner.stop()


def test_another_process_can_wait_for_a_write(database, ledger, plan):
    leading = Runner(database, ledger, [BacklogView()])
    leading.start()
    try:
        receipt = plan.ask(plan.add(1, "A"), EditItem(title="B"))
        assert positions.wait_for(database, receipt.position, ["backlog"])
        assert Runner(database, ledger, [BacklogView()]).wait(receipt.position)
    finally:
        leading.stop()


def test_waiting_ends_at_its_time(running, database, plan):
    position = plan.ask(plan.add(1, "A"), EditItem(title="B")).position
    runner = running(Tally())
    assert not runner.wait(position, timeout_s=0.0)
    runner.run_once()
    assert runner.wait(position, timeout_s=0.0)
    assert not runner.wait(position + 1, timeout_s=0.0)
    assert not positions.wait_for(database, position + 1, [], timeout_s=0.01)


def test_trouble_with_the_database_is_no_failure_of_a_fact(running, database, five):
    class Cut(Tally):
        def apply(self, connection, entries):
            if not self.batches:
                self.batches.append([])
                raise DatabaseUnavailable("the connection broke")
            return super().apply(connection, entries)

    tally = Cut()
    runner = running(tally)
    with pytest.raises(DatabaseUnavailable):
        runner.run_once()
    assert standing(database, "tally").error is None
    runner.catch_up()
    assert tally.counts(database) == dict.fromkeys(five, 1)


def test_a_started_runner_outlives_trouble_with_the_database(database, ledger, plan, clock):
    class Cut(Tally):
        def apply(self, connection, entries):
            self.batches.append([])
            if len(self.batches) == 1:
                raise DatabaseUnavailable("the connection broke")
            return super().apply(connection, entries)

    plan.add(1)
    runner = Runner(database, ledger, [Cut()], clock=clock)
    runner.start()
    try:
        assert positions.wait_for(database, 1, ["tally"])
    finally:
        runner.stop()
