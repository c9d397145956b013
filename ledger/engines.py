"""SQLAlchemy engines for the two databases, set up the way the ledger needs them."""

import select
import sqlite3
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

_BUSY_TIMEOUT_MS = 30_000
_CONNECT = {
    "application_name": "trueline",
    "connect_timeout": 5,  # seconds
    "keepalives_idle": 30,  # seconds; a silent line is noticed
    "tcp_user_timeout": 20_000,  # milliseconds; so is one that swallows what is sent
}


def sqlite_writer(url: sa.URL) -> sa.Engine:
    """One connection on which every write of this process happens, each in BEGIN IMMEDIATE."""
    engine = sa.create_engine(
        url,
        poolclass=StaticPool,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
    )
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def sqlite_readers(url: sa.URL, pool_size: int) -> sa.Engine:
    """Connections that can read only, each block seeing one state of the file."""
    engine = sa.create_engine(
        url,
        pool_size=pool_size,
        hide_parameters=True,  # what people write stays out of error texts, and so out of logs
        max_overflow=16,
        connect_args={"check_same_thread": False},
    )
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "connect", _forbid_writing)
    sa.event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))
    return engine


def postgresql(url: sa.URL, pool_size: int) -> sa.Engine:
    """Connections that notice, without asking the server, that it has hung up on them."""
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        hide_parameters=True,  # what people write stays out of error texts, and so out of logs
        max_overflow=16,
        pool_timeout=10,
        use_native_hstore=False,
        connect_args=_CONNECT,
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
    connection.execute("PRAGMA synchronous=FULL")  # an acknowledged fact survives a power cut


def _forbid_writing(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA query_only=ON")


def _speak_utc(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("set time zone 'UTC'")
    cursor.close()
    connection.commit()


def _drop_when_hung_up(
    connection: DBAPIConnection, _entry: ConnectionPoolEntry, _proxy: object
) -> None:
    if has_hung_up(connection):
        msg = "the server closed an idle connection"
        raise sa.exc.DisconnectionError(msg)
