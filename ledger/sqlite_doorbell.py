"""Hears other processes' commits to a SQLite file by its data version, 50 times a second."""

from typing import Any

from ledger.database import Database
from ledger.doorbell import Doorbell

_POLL_S = 0.02


class SqliteDoorbell(Doorbell):
    """This process's appends ring at once; other processes' within 20 ms."""

    def __init__(self, database: Database) -> None:
        """Listen on a reading connection of the database."""
        super().__init__()
        self._database = database
        self._rung_for = -1
        """The newest fact that all were woken for: a lower one was there before it."""

    def appended(self, position: int) -> None:
        """Ring at once; the listening thread need not ring again for it."""
        self._rung_for = max(self._rung_for, position)
        self.ring()

    def listen(self) -> None:
        """Ring when the file has changed and holds a newer fact."""
        pooled = self._database.reader.raw_connection()
        connection: Any = pooled.driver_connection
        try:
            seen = None
            while not self.stopped.wait(_POLL_S):
                [file] = connection.execute("pragma data_version").fetchone()
                if file == seen:
                    continue
                seen = file
                [head] = connection.execute("select max(notification_id) from events").fetchone()
                if (head or 0) > self._rung_for:
                    self.appended(head or 0)
        finally:
            pooled.close()
