"""What the workers' own tables are tested on."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from clock import FakeClock
from desk import Desk

from ledger.database import Database
from ledger.ledger import Ledger


@pytest.fixture
def tables(database: Database) -> Iterator[sa.Connection]:
    """A write transaction on each kind of database in turn."""
    with database.begin() as connection:
        yield connection


@pytest.fixture
def desk(database: Database, ledger: Ledger, clock: FakeClock) -> Desk:
    """A desk in March, where nothing waits yet."""
    clock.now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    made = Desk(database, ledger, clock)
    made.plan.create()
    return made
