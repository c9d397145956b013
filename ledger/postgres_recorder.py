"""Appends on PostgreSQL: one call per append, in one round trip (``ledger_append``)."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, LiteralString

import psycopg
from eventsourcing.persistence import IntegrityError, StoredEvent
from psycopg.types.numeric import Int8BinaryLoader
from psycopg.types.string import ByteaBinaryLoader
from sqlalchemy.pool import PoolProxiedConnection

from ledger.database import Database
from ledger.driver_errors import translated
from ledger.engines import has_hung_up
from ledger.fact_mapper import StoredFact
from ledger.recorder import Clock, LedgerRecorder, Logged, Param, Row
from ledger.spare import Spare

_TYPES = ("uuid", "bigint", "text", "bytea", "uuid", "text")
_FEW = 8

Cursor = psycopg.Cursor[Row]


class PostgresRecorder(LedgerRecorder):
    """The recorder contract on a PostgreSQL database."""

    placeholder = "%s"
    chosen = "= any(%s)"

    def __init__(
        self, database: Database, clock: Clock | None, on_append: Callable[[int], None]
    ) -> None:
        """Share the database's connections."""
        super().__init__(clock, on_append)
        self._database = database
        self._spare = Spare(
            database.writer.raw_connection,
            set_up=_set_up,
            is_usable=_is_usable,
            tear_down=_tear_down,
        )

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
            DatabaseUnavailable: The connection broke; whether the facts are stored is unknown.
        """
        columns = list(zip(*map(_row, stored_events), strict=True)) or [()] * len(_TYPES)
        count = len(stored_events)
        few = count <= _FEW
        params: list[Any] = [v for c in columns for v in c] if few else [list(c) for c in columns]
        params.append(self.clock() if self.clock else None)
        params += [logged.id, logged.fingerprint, logged.answer] if logged else [None] * 3
        try:
            [(positions,)] = self._run(_append_statement(count if few else None), params)
        except psycopg.errors.UniqueViolation as error:
            raise IntegrityError(str(error)) from error
        if positions:
            self._on_append(positions[-1])
        return positions or []

    def rows(self, statement: str, *params: Param) -> list[Row]:
        """Run one named reading statement."""
        return self._run(self._statements[statement], params)

    def close(self) -> None:
        """Give the connections back."""
        self._spare.close()

    def _run(self, statement: LiteralString, params: Sequence[Any]) -> list[Row]:
        with translated(self._database.location), self._spare.handle() as cursor:
            return cursor.execute(statement, params, prepare=True).fetchall()


def _set_up(pooled: PoolProxiedConnection) -> Cursor:
    connection: Any = pooled.driver_connection
    connection.autocommit = True  # one statement is its own transaction
    cursor: Cursor = connection.cursor(binary=True)
    # As they are sent, 16 bytes and microseconds since 2000, which is how ``Sealed`` has them: to
    # make ids and times of them took twice as long as all else of a row.
    cursor.adapters.register_loader("uuid", ByteaBinaryLoader)
    cursor.adapters.register_loader("timestamptz", Int8BinaryLoader)
    return cursor


def _is_usable(cursor: Cursor) -> bool:
    return not has_hung_up(cursor.connection)


def _tear_down(cursor: Cursor) -> None:
    cursor.close()
    cursor.connection.autocommit = False


@cache
def _append_statement(count: int | None) -> LiteralString:
    """One parameter per value up to a few facts (cheap to bind), one array per column beyond."""
    if count is None:
        arrays = ", ".join(f"%s::{kind}[]" for kind in _TYPES)
    else:
        arrays = ", ".join(f"array[{', '.join(['%s'] * count)}]::{kind}[]" for kind in _TYPES)
    rest = "%s::timestamptz, %s::uuid, %s::text, %s::text"
    return f"call ledger_append({arrays}, {rest}, null)"


def _row(event: StoredEvent) -> tuple[object, ...]:
    if not isinstance(event, StoredFact):
        msg = f"not a row of this ledger: {event!r}"
        raise TypeError(msg)
    return (
        event.originator_id,
        event.originator_version,
        event.topic,
        event.state,
        event.event_id,
        event.metadata.decode(),
    )
