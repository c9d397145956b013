"""SQLAlchemy engines for the two databases, set up the way the ledger needs them."""

import select
import sqlite3
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

_BUSY_TIMEOUT_MS = 30_000
_BEYOND = 16
"""Connections of one way beyond its pool, given up when idle; settings.md adds them all up."""
_DERIVED_CACHE_KIB = 32_768
_DERIVED_PAGES = 8_000
_ANY_THREAD = {"check_same_thread": False}
_CONNECT = {
    "application_name": "trueline",
    "connect_timeout": 5,  # seconds
    "keepalives_idle": 30,  # seconds; a silent line is noticed
    "tcp_user_timeout": 20_000,  # milliseconds; so is one that swallows what is sent
}


class Engines(NamedTuple):
    """The three ways to a database.

    Attributes:
        reader: Connections that can only read; on PostgreSQL each statement stands alone, which
            saves two round trips, and sees what is committed by then, as in any transaction there.
        writer: What it commits survives a power cut.
        deriver: For rows that follow from the ledger. Its commits do not wait for the disk, and
            both databases write one log in order: what a power cut takes is the newest of them,
            and the next commit of ``writer`` brings everything before it to the disk.
    """

    reader: sa.Engine
    writer: sa.Engine
    deriver: sa.Engine


def sqlite(url: sa.URL, pool_size: int) -> Engines:
    """Readers, each block seeing one state of the file; and two connections that write in turns.

    Source: https://www.sqlite.org/pragma.html#pragma_synchronous (in WAL mode NORMAL keeps the
    file consistent; a commit with FULL syncs the log, and with it every frame before its own).
    """
    reader = sa.create_engine(
        url,
        pool_size=pool_size,
        max_overflow=_BEYOND,
        hide_parameters=True,
        connect_args=_ANY_THREAD,
    )
    sa.event.listen(reader, "connect", _set_up_sqlite)
    sa.event.listen(reader, "connect", _forbid_writing)
    sa.event.listen(reader, "begin", lambda c: c.exec_driver_sql("BEGIN"))
    deriver = _sqlite_writer(url)
    sa.event.listen(deriver, "connect", _trust_the_file_system)
    return Engines(reader, _sqlite_writer(url), deriver)


def postgresql(url: sa.URL, pool_size: int) -> Engines:
    """Connections that notice, without asking the server, that it has hung up on them.

    Source: https://www.postgresql.org/docs/current/wal-async-commit.html (a crash loses recent
    transactions whole, and none that a later waiting commit has seen).
    """
    reader = _postgresql(
        url, pool_size, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True
    )
    sa.event.listen(reader, "connect", _only_read)
    writer = _postgresql(url, pool_size)
    deriver = _postgresql(url, 2)  # a rebuild writes two batches at a time
    sa.event.listen(deriver, "connect", _commit_at_once)
    return Engines(reader, writer, deriver)


def _sqlite_writer(url: sa.URL) -> sa.Engine:
    """One connection, each of its writes in BEGIN IMMEDIATE."""
    engine = sa.create_engine(
        url, poolclass=StaticPool, hide_parameters=True, connect_args=_ANY_THREAD
    )
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _postgresql(url: sa.URL, pool_size: int, **options: Any) -> sa.Engine:
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        hide_parameters=True,  # what people write stays out of error texts, and so out of logs
        max_overflow=_BEYOND,
        pool_timeout=10,
        use_native_hstore=False,
        connect_args=_CONNECT,
        **options,
    )
    sa.event.listen(engine, "connect", _speak_utc)
    sa.event.listen(engine, "checkout", _drop_when_hung_up)
    return engine


def has_hung_up(connection: Any) -> bool:  # noqa: ANN401  # psycopg's, without importing it
    """Whether an idle connection has something to read: it has been closed, or is about to be."""
    if connection.closed:
        return True
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _set_up_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    connection.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA secure_delete=ON")  # a key that is destroyed leaves no trace
    connection.execute("PRAGMA synchronous=FULL")  # an acknowledged fact survives a power cut


def _forbid_writing(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA query_only=ON")


def _trust_the_file_system(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA cache_size={-_DERIVED_CACHE_KIB}")  # a batch fits: nothing spills
    connection.execute(f"PRAGMA wal_autocheckpoint={_DERIVED_PAGES}")  # pages written often, once


def _speak_utc(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    _say(connection, "set time zone 'UTC'")


def _only_read(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    _say(connection, "set default_transaction_read_only = on")


def _commit_at_once(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    _say(connection, "set synchronous_commit = off")


def _say(connection: DBAPIConnection, statement: str) -> None:
    cursor = connection.cursor()
    cursor.execute(statement)
    cursor.close()
    connection.commit()


def _drop_when_hung_up(
    connection: DBAPIConnection, _entry: ConnectionPoolEntry, _proxy: object
) -> None:
    if has_hung_up(connection):
        msg = "the server closed an idle connection"
        raise sa.exc.DisconnectionError(msg)
