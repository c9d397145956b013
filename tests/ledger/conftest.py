"""The ledger's own tests use a small aggregate of their own."""

from collections.abc import Iterator

import pytest
from clock import FakeClock
from tally import FACTS

from ledger.database import Database
from ledger.ledger import Ledger


@pytest.fixture
def ledger(database: Database, clock: FakeClock) -> Iterator[Ledger]:
    opened = Ledger(database, clock=clock, facts=FACTS)
    yield opened
    opened.close()
