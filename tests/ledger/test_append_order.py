"""A reader that follows the log by position misses nothing, however many writers there are."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

from clock import FakeClock
from tally import FACTS, TALLY, Count, Counted, a_stream, an_origin
from together import in_processes, in_threads
from writers import write

from ledger.database import Database
from ledger.entry import Entry
from ledger.ledger import Ledger


def _read_while(ledger: Ledger, writing: Callable[[], object]) -> list[Entry]:
    """Follow the log, never looking back, until everything has been written and read."""
    seen: list[Entry] = []
    done = Event()

    def follow() -> None:
        subscription = ledger.subscribe()
        finished = False
        while True:
            page = ledger.entries(seen[-1].position if seen else 0, 7)
            seen.extend(page)
            if not page and finished:
                break
            finished = done.is_set()
            if not page:
                subscription.wait(0.05)
        subscription.close()

    reader = Thread(target=follow)
    reader.start()
    writing()
    done.set()
    reader.join()
    return seen


def _writer(ledger: Ledger, count: int) -> Callable[[], None]:
    def work() -> None:
        for _ in range(count):
            ledger.execute(TALLY, a_stream(), Count(1), an_origin())

    return work


def test_a_reader_misses_nothing_of_four_writing_threads(ledger: Ledger):
    seen = _read_while(ledger, lambda: in_threads(*[_writer(ledger, 40)] * 4))
    assert len(seen) == 160
    assert len({entry.stream_id for entry in seen}) == 160


def test_a_reader_misses_nothing_of_four_writing_processes(postgres_url: str):
    database = Database.open(postgres_url)
    ledger = Ledger(database, facts=FACTS)
    seen = _read_while(ledger, lambda: in_processes(write, [(postgres_url, 40)] * 4))
    ledger.close()
    database.close()
    assert len({entry.stream_id for entry in seen}) == len(seen) == 160


def test_the_recorded_time_never_decreases_with_the_position(database: Database):
    ledger = Ledger(database, facts=FACTS)
    in_threads(*[_writer(ledger, 25)] * 4)
    times = [entry.recorded_at for entry in ledger.entries(0, 1000)]
    ledger.close()
    assert times == sorted(times)
    assert all(time.utcoffset() == timedelta(0) for time in times)


def test_the_recorded_time_stands_still_while_the_clock_goes_back(ledger: Ledger, clock: FakeClock):
    ledger.execute(TALLY, a_stream(), Count(1), an_origin())
    before = clock.now
    clock.advance(-3600)
    ledger.execute(TALLY, a_stream(), Count(1), an_origin())
    assert [entry.recorded_at for entry in ledger.entries(0, 9)] == [before, before]


def test_positions_that_were_rolled_back_are_gaps_and_nothing_else(ledger: Ledger):
    stream, runs = a_stream(), []

    def work(transaction) -> None:
        transaction.execute(TALLY, stream, Count(1))
        runs.append(1)
        if len(runs) == 1:
            ledger.execute(TALLY, stream, Count(5), an_origin())

    receipt = ledger.transact(work, an_origin())
    entries = ledger.entries(0, 9)
    assert [entry.fact for entry in entries] == [Counted(5), Counted(1)]
    assert receipt.position == entries[-1].position == ledger.head()
