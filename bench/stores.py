"""The databases that a measurement runs on, and how it opens them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.servers import postgresql
from ledger.database import Database
from ledger.ledger import Ledger


@contextmanager
def both_databases() -> Iterator[tuple[tuple[str, str], ...]]:
    """The name and URL of an empty database of each kind, gone at the end of the block."""
    with TemporaryDirectory(prefix="trueline-bench-") as folder, postgresql() as url:
        yield (("sqlite", f"sqlite:///{Path(folder) / 'ledger.db'}"), ("postgresql", url))


@contextmanager
def opened(url: str, *, migrate: bool = True) -> Iterator[tuple[Database, Ledger]]:
    """A database and its ledger, closed at the end of the block.

    Args:
        url: Where it is.
        migrate: False where it is known to have its tables, and the memory is measured.
    """
    database = Database.open(url)
    if migrate:
        database.migrate()
    ledger = Ledger(database)
    try:
        yield database, ledger
    finally:
        ledger.close()
        database.close()
