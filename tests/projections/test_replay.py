"""A replay gives the rows that a runner gives, and leaves to one whatever it cannot do."""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest
import sqlalchemy as sa
from kept import kept
from plan import Plan

from bench.plan_log import write_plan
from domain.backlog_item.commands import Edit
from domain.identity import link_id
from domain.link.commands import Park
from projections import batches, bulk, positions, replay
from projections.all import all_projections
from projections.history.apart import FIRST_BATCH, Ahead, HistoryApart, Span
from projections.positions import Moved
from projections.rebuild import rebuild_all
from projections.replay import Replay

PATIENCE_S = 60.0


def nobody(_done: int, _until: int) -> None:
    """Nobody is told how far it is."""


@pytest.fixture
def live(database, runner, plan: Plan, monkeypatch):
    """All that a runner keeps of a log that is several batches long, which then begins anew."""
    monkeypatch.setattr(replay, "BATCH", 7)
    place = plan.connect("1")
    for number in range(1, 6):
        thing = plan.add(number)
        plan.link(thing, place)
        for title in "abc":
            plan.ask(thing, Edit(title=title))
        plan.settle(link_id(thing, place), Park("gone"), "because")
    runner.catch_up()
    runner.stop()
    found = kept(database)
    begin_anew(database)
    return found


def begin_anew(database) -> None:
    """Nothing is taken in so far."""
    with database.begin() as connection:
        for each in all_projections():
            positions.start_at_zero(connection, each, time.time())


@pytest.fixture
def apart(database):
    """The process that works the history out, ready to begin."""
    with closing(HistoryApart(database.url)) as history:
        assert history.is_ready(PATIENCE_S)
        yield history


@pytest.fixture(params=[batches.STREAMED, 1])
def streamed(request, monkeypatch):
    """Rows go one way as they do in short batches, and as they do in long ones."""
    monkeypatch.setattr(batches, "STREAMED", request.param)
    monkeypatch.setattr(bulk, "MANY", 1)


@pytest.mark.usefixtures("streamed")
def test_a_replay_gives_the_rows_that_a_runner_gives(database, ledger, runner, live, apart):
    told: list[tuple[int, int]] = []
    Replay(database, ledger, all_projections(), apart).run(
        lambda: True, lambda *at: told.append(at)
    )
    assert {status.lag for status in runner.status()} == {0}
    assert kept(database) == live
    assert [done for done, _ in told] == list(range(0, ledger.head(), 7))
    assert {until for _, until in told} == {ledger.head()}


def test_every_kind_of_thing_comes_out_the_same(database, ledger, runner, apart, monkeypatch):
    monkeypatch.setattr(replay, "BATCH", 300)
    write_plan(ledger, hundredths=1)
    runner.catch_up()
    runner.stop()
    live = kept(database)
    begin_anew(database)
    Replay(database, ledger, all_projections(), apart).run(lambda: True, nobody)
    assert kept(database) == live


def test_who_no_longer_leads_stops_where_it_is(database, ledger, runner, live, apart):
    turns = iter((True, True, False))
    with pytest.raises(Moved):
        Replay(database, ledger, all_projections(), apart).run(lambda: next(turns), nobody)
    assert {status.position for status in runner.status()} == {14}
    runner.catch_up()
    assert kept(database) == live


def test_what_another_runner_moved_is_not_taken_in_twice(database, ledger, runner, live, apart):
    def leads() -> bool:
        runner.run_once()  # as one does that believes to lead as well
        return True

    with pytest.raises(Moved):
        Replay(database, ledger, all_projections(), apart).run(leads, nobody)
    runner.catch_up()
    assert kept(database) == live


def test_it_keeps_the_connections_that_it_writes_with(database, ledger, live, apart):
    made: list[object] = []
    sa.event.listen(database._deriver, "connect", lambda *each: made.append(each))
    Replay(database, ledger, all_projections(), apart).run(lambda: True, nobody)
    assert len(made) <= 2


def test_without_the_other_process_a_runner_does_it(database, ledger, live, monkeypatch):
    class Gone(HistoryApart):
        def batches(self, span: Span) -> Iterator[Ahead]:
            self.close()
            return super().batches(span)

    monkeypatch.setattr(replay, "HistoryApart", Gone)
    told: list[tuple[int, int]] = []
    assert rebuild_all(database, ledger, lambda *at: told.append(at))
    assert kept(database) == live
    assert told == [(ledger.head(), ledger.head())]


def test_what_comes_behind_the_span_is_left_out(ledger, plan: Plan, apart):
    plan.add(1)
    span = Span(0, ledger.head(), 2)
    plan.add(2)
    log = [row[0] for ahead in apart.batches(span) for row in ahead.log]
    assert log == [each.position for each in ledger.entries(0, 99) if each.position <= span.until]
    assert log[-1] == span.until


def test_it_begins_with_few_so_that_there_is_soon_something_to_write(ledger, apart):
    write_plan(ledger, hundredths=1)
    span = Span(0, ledger.head(), 3 * FIRST_BATCH)
    sizes = [len(ahead.log) for ahead in apart.batches(span)]
    assert sizes[:3] == [FIRST_BATCH, FIRST_BATCH, 2 * FIRST_BATCH]
    assert sum(sizes) == span.until
