"""Opens the store behind a process: database, ledger and trackers, from the settings."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from integrations.budget import Budget, MemoryBudget, RedisBudget
from ledger.database import Database
from ledger.ledger import Ledger
from trueline.settings import Settings
from workers.secrets import Secrets
from workers.trackers import Trackers

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The system's time, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Store:
    """What every process works with."""

    database: Database
    ledger: Ledger
    trackers: Trackers
    budget: Budget
    clock: Clock


@contextmanager
def open_store(
    settings: Settings,
    *,
    migrate: bool = False,
    exclusive: bool = False,
    clock: Clock = utc_now,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Store]:
    """Open the store; it is closed with the block.

    Args:
        settings: Which database, and how trackers may be reached.
        migrate: Bring the schema up to date first; otherwise an old one is refused.
        exclusive: Be the one long-running writer of a SQLite file.
        clock: Answers aware UTC times.
        environment: Where secrets are read by name; the process's own by default.

    Raises:
        LedgerError: The database cannot be reached, or has not been migrated.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database.open(settings.database_url, exclusive=exclusive)
    try:
        if migrate:
            database.migrate()
        database.require_migrated()
        # the database stamps facts itself: the clocks of several machines never agree
        ledger = Ledger(database, clock=None if clock is utc_now else clock)
        try:
            secrets = Secrets(os.environ if environment is None else environment)
            trackers = Trackers(ledger, secrets, allow_private=settings.allow_private_trackers)
            yield Store(database, ledger, trackers, _budget(settings), clock)
        finally:
            ledger.close()
    finally:
        database.close()


def _budget(settings: Settings) -> Budget:
    return RedisBudget(settings.redis_url) if settings.redis_url else MemoryBudget()
