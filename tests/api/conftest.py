"""The API on a database of each kind."""

from collections.abc import Iterator

import pytest
from api_house import House, api_house
from clock import FakeClock

from ledger.database import Database
from ledger.ledger import Ledger


@pytest.fixture
def house(database: Database, ledger: Ledger, clock: FakeClock) -> Iterator[House]:
    """The API on SQLite and on PostgreSQL."""
    with api_house(database, ledger, clock) as made:
        yield made


@pytest.fixture
def small_house(sqlite_url: str, clock: FakeClock) -> Iterator[House]:
    """The API on SQLite only, where the database makes no difference."""
    database = Database.open(sqlite_url)
    ledger = Ledger(database, clock=clock)
    try:
        with api_house(database, ledger, clock) as made:
            yield made
    finally:
        ledger.close()
        database.close()
