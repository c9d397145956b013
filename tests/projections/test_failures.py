"""When a fact fails: what is before it stays, it is retried, and then the policy rules."""

import msgspec
import pytest
import sqlalchemy as sa
from counting import Tally

from domain.backlog_item.commands import AddAcceptance
from ledger.errors import DatabaseUnavailable
from ledger.ledger import Ledger
from projections import positions
from projections.all import all_projections
from projections.backlog.listing import BACKLOG, BACKLOG_ITEM
from projections.lease import LEASE_S
from projections.listed import ListedView
from projections.runner import Runner
from projections.track import RETRY_AFTER_S


def standing(database, name):
    with database.read() as connection:
        return positions.standings(connection)[name]


def exhaust(runner, clock):
    """Let every retry fail."""
    runner.catch_up()
    for pause in RETRY_AFTER_S:
        clock.advance(pause)
        runner.catch_up()


def test_a_failure_in_the_middle_leaves_neither_rows_nor_position(running, database, five):
    tally = Tally(fails_on=five[:1])
    running(tally).catch_up()
    assert tally.counts(database) == {}
    assert standing(database, "tally").position == 0


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
    item, view = plan.add(1, "A", labels=("a",)), ListedView(BACKLOG)
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


def test_a_failing_announcement_does_not_stop_the_projection(database, ledger, clock, plan):
    def announce(_name, _ids):
        raise OSError("no broker")

    plan.link(plan.add(1), plan.connect())
    runner = Runner(database, ledger, all_projections(), announce=announce, clock=clock)
    runner.catch_up()
    assert {status.lag for status in runner.status()} == {0}


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
