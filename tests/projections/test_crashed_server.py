"""A PostgreSQL server that crashes takes derived rows back at most: they are taken in again.

A fact is on the disk when its command is answered; what follows from it need not be.
"""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from clock import FakeClock
from crashing import PostgresServer, crashing
from plan import Plan

from bench.servers import postgresql_server
from ledger.database import Database
from ledger.ledger import Ledger
from projections.backlog.listing import BACKLOG, BACKLOG_ITEM
from projections.listed import ListedView
from projections.runner import Runner


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    with postgresql_server() as started:
        yield started


@pytest.fixture
def database_url(server: PostgresServer) -> str:
    """A migrated database on the server that will crash."""
    opened = Database.open(server.get_uri())
    opened.migrate()
    opened.close()
    return server.get_uri()


@pytest.fixture
def runner(database: Database, ledger: Ledger, clock: FakeClock) -> Runner:
    return Runner(database, ledger, [ListedView(BACKLOG)], clock=clock)


def test_rows_that_a_crash_took_back_are_taken_in_again(
    server: PostgresServer, database: Database, plan: Plan, runner: Runner
) -> None:
    plan.add(1)
    runner.catch_up()
    plan.add(2)
    with crashing(server):
        runner.catch_up()
        assert _keys(database) == ["ACME-1", "ACME-2"]
    assert _keys(database) == ["ACME-1"]
    assert plan.ledger.head() == 2
    runner.catch_up()
    assert _keys(database) == ["ACME-1", "ACME-2"]


def _keys(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(connection.execute(sa.select(BACKLOG_ITEM.c.key)).scalars())
