"""Fixtures every test may ask for: fresh databases of both kinds, a Redis, a ledger and a clock."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis as redis_client
from clock import FakeClock
from servers import PostgresTemplate, postgres_template, redis_server

from ledger.database import Database
from ledger.ledger import Ledger


@pytest.fixture(scope="session")
def postgres_template_server() -> Iterator[PostgresTemplate]:
    """The session's PostgreSQL server, started by the first test that needs it."""
    with postgres_template() as template:
        yield template


@pytest.fixture
def postgres_url(postgres_template_server: PostgresTemplate) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database."""
    with postgres_template_server.copy() as url:
        yield url


@pytest.fixture(scope="session")
def redis_server_url() -> Iterator[str]:
    """The session's Redis, started by the first test that needs it."""
    with redis_server() as url:
        yield url


@pytest.fixture
def redis_url(redis_server_url: str) -> str:
    """An empty Redis."""
    with redis_client.Redis.from_url(redis_server_url) as client:
        client.flushdb()
    return redis_server_url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that others are copied from."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database.open(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite file."""
    path = tmp_path / "trueline.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database of each kind in turn."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An opened, migrated database of each kind in turn."""
    opened = Database.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still until it is advanced."""
    return FakeClock()


@pytest.fixture
def ledger(database: Database, clock: FakeClock) -> Iterator[Ledger]:
    """A ledger on each kind of database in turn, on the test's clock."""
    opened = Ledger(database, clock=clock)
    yield opened
    opened.close()
