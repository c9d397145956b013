"""Placeholder: the ledger follows within minutes."""

from collections.abc import Callable
from datetime import datetime

from ledger.database import Database


class Transaction:
    """Follows."""


class Ledger:
    """Follows."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] | None = None) -> None:
        """Follows."""
        self.database = database

    def close(self) -> None:
        """Follows."""
