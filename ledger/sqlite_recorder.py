"""Appends on SQLite: one writer at a time, durable before the answer (WAL, synchronous=FULL)."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from eventsourcing.persistence import IntegrityError, StoredEvent
from sqlalchemy.pool import PoolProxiedConnection

from ledger.database import Database
from ledger.driver_errors import translated
from ledger.fact_mapper import StoredFact
from ledger.recorder import Clock, LedgerRecorder, Logged, Param, Row
from ledger.spare import Spare

_INSERT = (
    "insert into events (originator_id, originator_version, topic, state, event_id, metadata,"
    " recorded_at) values (?, ?, ?, ?, ?, ?, ?)"
)
_LOG = (
    "insert into command_log (command_id, fingerprint, position, receipt, recorded_at)"
    " values (?, ?, ?, ?, ?)"
)
_NEWEST = "select notification_id, recorded_at from events order by notification_id desc limit 1"


class SqliteRecorder(LedgerRecorder):
    """The recorder contract on a SQLite file."""

    placeholder = "?"
    chosen = "in (select value from json_each(?))"

    def __init__(
        self, database: Database, clock: Clock | None, on_append: Callable[[int], None]
    ) -> None:
        """Share the database's connections and its writers' turns."""
        super().__init__(clock, on_append)
        self._database = database
        self._now = clock or _utc_now
        self._reading = _spare(database.reader)
        self._writing = _spare(database.writer)

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        logged: Logged | None = None,
        **_kwargs: object,
    ) -> Sequence[int]:
        """Store facts, and the command they answer, in one transaction.

        Raises:
            IntegrityError: A version is taken, or the command has been answered before.
            DiskFull: There is no room left; nothing was written.
            DatabaseUnavailable: The file cannot be written.
        """
        database = self._database
        with (
            translated(database.location),
            database.turns.turn(),
            self._writing.handle() as connection,
        ):
            positions = self._store(connection, stored_events, logged)
        if positions:
            self._on_append(positions[-1])
        return positions

    def rows(self, statement: str, *params: Param) -> list[Row]:
        """Run one named reading statement."""
        texts = [_as_text(param) for param in params]
        with translated(self._database.location), self._reading.handle() as connection:
            return connection.execute(self._statements[statement], texts).fetchall()

    def close(self) -> None:
        """Give the connections back."""
        self._reading.close()
        with self._database.turns.turn():
            self._writing.close()

    def _store(
        self,
        connection: sqlite3.Connection,
        stored_events: Sequence[StoredEvent],
        logged: Logged | None,
    ) -> Sequence[int]:
        try:
            connection.execute("begin immediate")
            positions = self._insert(connection, stored_events, logged)
            connection.execute("commit")
        except sqlite3.IntegrityError as error:
            raise IntegrityError(error) from error
        finally:
            if connection.in_transaction:
                connection.execute("rollback")
        return positions

    def _insert(
        self,
        connection: sqlite3.Connection,
        stored_events: Sequence[StoredEvent],
        logged: Logged | None,
    ) -> Sequence[int]:
        newest, last = connection.execute(_NEWEST).fetchone() or (0, "")
        recorded = max(self._now().isoformat(timespec="microseconds"), last)
        positions = _insert_all(connection, [(*_row(event), recorded) for event in stored_events])
        if logged is not None:
            at = positions[-1] if positions else newest
            row = (logged.id.hex, logged.fingerprint, at, logged.answer, recorded)
            connection.execute(_LOG, row)
        return positions


def _insert_all(
    connection: sqlite3.Connection, rows: Sequence[tuple[object, ...]]
) -> Sequence[int]:
    """Insert facts; answers their positions, which follow each other: there is one writer."""
    if not rows:
        return []
    connection.executemany(_INSERT, rows[:-1])
    last = connection.execute(_INSERT, rows[-1]).lastrowid or 0
    return range(last - len(rows) + 1, last + 1)


def _as_text(param: Param) -> str | int:
    """Ids as the tables keep them; many of them, and many tags, as a JSON array."""
    if isinstance(param, list):
        return json.dumps([each.hex if isinstance(each, UUID) else each for each in param])
    return param.hex if isinstance(param, UUID) else param


def _row(event: StoredEvent) -> tuple[object, ...]:
    if not isinstance(event, StoredFact) or isinstance(event.originator_id, str):
        msg = f"not a row of this ledger: {event!r}"
        raise TypeError(msg)
    return (
        event.originator_id.hex,
        event.originator_version,
        event.topic,
        event.state,
        event.event_id.hex,
        event.metadata.decode(),
    )


def _spare(engine: sa.Engine) -> Spare[PoolProxiedConnection, sqlite3.Connection]:
    return Spare(
        engine.raw_connection,
        set_up=lambda pooled: pooled.driver_connection,
        is_usable=lambda _: True,
    )


def _utc_now() -> datetime:
    return datetime.now(UTC)
