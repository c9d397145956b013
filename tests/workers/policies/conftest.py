"""A plan that policies look at, on each kind of database."""

from datetime import UTC, datetime

import pytest
from clock import FakeClock
from policed import Policed

from ledger.database import Database
from ledger.ledger import Ledger


@pytest.fixture
def policed(database: Database, ledger: Ledger, clock: FakeClock) -> Policed:
    clock.now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    made = Policed(database, ledger, clock)
    made.begin()
    return made
