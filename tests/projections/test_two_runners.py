"""Two runners: one idles, and whatever happens nothing is taken in twice."""

import threading

from counting import Tally

from projections import positions
from projections.batches import Batches
from projections.lease import LEASE_S
from projections.track import Track


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
