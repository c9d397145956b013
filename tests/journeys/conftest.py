"""Whole worlds for the journeys: on each database, and on each broker where it matters."""

from collections.abc import Iterator

import pytest
from plain_log import log_plainly
from world import World, open_world


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """A world on each kind of database in turn, with the broker inside the process."""
    with open_world(database_url) as made:
        yield made


@pytest.fixture
def small_world(sqlite_url: str) -> Iterator[World]:
    """A world on SQLite only, where the database makes no difference."""
    with open_world(sqlite_url) as made:
        yield made


@pytest.fixture(autouse=True, scope="session")
def plain_log() -> None:
    """A failed test shows one line for each outcome."""
    log_plainly()


@pytest.fixture
def redis_world(postgres_url: str, redis_url: str) -> Iterator[World]:
    """A world as in production: PostgreSQL, and Dramatiq and budgets on Redis."""
    with open_world(postgres_url, redis_url=redis_url) as made:
        yield made
