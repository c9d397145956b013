"""Hears every append on PostgreSQL through LISTEN, and looks again each second in case it did not.

Source: https://www.postgresql.org/docs/current/sql-listen.html (LISTEN works from its commit on,
so the bell rings once after it, for what was written before).
"""

import select
import socket

import psycopg

from ledger.database import Database
from ledger.doorbell import Doorbell

_POLL_S = 1.0
_RECONNECT_S = 0.5


class PostgresDoorbell(Doorbell):
    """One connection of its own, made again when it breaks."""

    def __init__(self, database: Database) -> None:
        """Listen on a connection of its own to the database."""
        super().__init__()
        self._url = database.url
        self._wake, self._woken = socket.socketpair()

    def appended(self, position: int) -> None:
        """Nothing to do: the append's NOTIFY rings here like everywhere else."""

    def listen(self) -> None:
        """Ring on every notification, after every reconnect and once a second."""
        while not self.stopped.is_set():
            try:
                with psycopg.connect(self._url, autocommit=True) as connection:
                    connection.execute("listen trueline_ledger")
                    self.ring()
                    self._follow(connection)
            except psycopg.OperationalError:
                self.stopped.wait(_RECONNECT_S)

    def interrupt(self) -> None:
        """Wake the thread from its wait for the server."""
        self._wake.send(b"x")

    def close(self) -> None:
        """Stop listening and close both ends of the wake-up."""
        super().close()
        self._wake.close()
        self._woken.close()

    def _follow(self, connection: psycopg.Connection) -> None:
        while not self.stopped.is_set():
            select.select([connection.fileno(), self._woken.fileno()], [], [], _POLL_S)
            for _ in connection.notifies(timeout=0):
                pass  # drained; what was written is read on another connection
            self.ring()
