"""A plan, and a runner by hand over every projection, on each kind of database."""

import pytest
from clock import FakeClock
from plan import Plan

from ledger.database import Database
from ledger.ledger import Ledger
from projections.all import all_projections
from projections.runner import Runner


@pytest.fixture
def plan(ledger: Ledger) -> Plan:
    return Plan(ledger)


@pytest.fixture
def runner(database: Database, ledger: Ledger, clock: FakeClock) -> Runner:
    return Runner(database, ledger, all_projections(), clock=clock)
