from threading import Event, Thread

import pytest

from ledger.database import Database
from ledger.turns import Turns


def test_who_asks_first_writes_first():
    turns, order, threads = Turns(), [], []

    def write(number: int) -> None:
        with turns.turn():
            order.append(number)

    with turns.turn():
        for number in range(5):
            thread = Thread(target=write, args=(number,))
            thread.start()
            threads.append(thread)
            while turns.waiting <= number:
                Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_a_write_inside_a_write_is_refused_rather_than_waited_for(sqlite_url: str):
    database = Database.open(sqlite_url)
    with database.begin(), pytest.raises(RuntimeError, match="a write inside a write"):
        database.begin().__enter__()
    database.close()


def test_a_turn_is_given_on_when_the_block_raises():
    turns = Turns()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns.turn():
            raise ZeroDivisionError
