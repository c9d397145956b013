"""Turns what the database drivers raise into the ledger's own errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from ledger.errors import DatabaseUnavailable, DiskFull, LedgerError

_DISK_FULL = "53100"
_NO_ROOM = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"})
"""What SQLite says when the disk, a quota or a file's largest size leaves no room."""

_DAMAGED = frozenset({"SQLITE_NOTADB", "SQLITE_CORRUPT"})


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Raise ``DiskFull`` or ``DatabaseUnavailable`` for what the drivers say in their own words.

    Args:
        url: The database as people may see it, without a password.

    Raises:
        DiskFull: There is no room left.
        DatabaseUnavailable: The connection could not be made, or broke.
    """
    try:
        yield
    except Exception as error:
        known = _known(error, url)
        if known is None:
            raise
        raise known from error


def _known(error: BaseException, url: str) -> LedgerError | None:
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) and error.orig else error
    text = str(cause).strip()
    if _is_full(cause):
        message = f"No room left for {url} ({text}): free some space, then try again."
        return DiskFull(message)
    if isinstance(cause, sqlite3.OperationalError) and "locked" in text:
        message = f"{url} is busy ({text}): another process writes to it; wait for it, or stop it."
        return DatabaseUnavailable(message)
    if isinstance(cause, sqlite3.DatabaseError) and cause.sqlite_errorname in _DAMAGED:
        message = f"{url} is damaged, or no SQLite database ({text}): restore a copy of it."
        return DatabaseUnavailable(message)
    if _is_lost(error):
        message = f"Cannot reach {url} ({text}): start it or check the address, then try again."
        return DatabaseUnavailable(message)
    return None


def _is_lost(error: BaseException) -> bool:
    """Whether the connection is gone, rather than the statement wrong."""
    if isinstance(error, sa.exc.TimeoutError):
        return True
    if isinstance(error, sa.exc.DBAPIError):
        return error.connection_invalidated or (error.orig is not None and _is_lost(error.orig))
    if isinstance(error, sqlite3.OperationalError):
        return any(word in str(error) for word in ("unable to open", "disk I/O"))
    if not _is_psycopg(error):
        return False
    state = getattr(error, "sqlstate", None)
    names = {base.__name__ for base in type(error).__mro__}
    if not names & {"OperationalError", "InterfaceError"}:
        return False
    return state is None or state.startswith(("08", "57P"))


def _is_full(error: BaseException) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorname in _NO_ROOM
    return getattr(error, "sqlstate", None) == _DISK_FULL


def _is_psycopg(error: BaseException) -> bool:
    return type(error).__module__.startswith("psycopg")
