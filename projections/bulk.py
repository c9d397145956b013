"""Many rows in one statement: what makes a projection fast on both databases.

On PostgreSQL a batch travels as one array per column (``unnest``), on SQLite as ``executemany``;
both cost a fraction of a statement per row. The statements are made of table definitions only.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

Row = tuple[Any, ...]
Key = str | int

MANY = 16
"""So many rows are worth a stream."""


@contextmanager
def without_waiting(connection: sa.Connection) -> Iterator[None]:
    """Send what the block writes without waiting for PostgreSQL's answers; they come at its end.

    A live fact is a handful of small statements, and on the way there and back each would cost more
    than its work. In the block nothing but the driver's own statements may be used, as in this
    module. What fails raises the driver's own error, at the latest at the end of the block.
    """
    is_ours = connection.dialect.name == "postgresql"
    with _driver(connection).pipeline() if is_ours else nullcontext():
        yield


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Write whole rows, one value per column of ``table``; a row with a known key is replaced.

    Args:
        connection: The runner's transaction.
        table: Where to.
        rows: No two with the same primary key.
    """
    if not rows:
        return
    if len(rows) == 1:  # as for a fact that comes alone: arrays would cost more than they save
        execute(connection, upsert_statement(table), rows[0])
    elif connection.dialect.name == "postgresql":
        by_column = tuple(list(column) for column in zip(*rows, strict=True))
        _driver(connection).execute(upsert_from_arrays(table), by_column)
    else:
        _driver(connection).executemany(upsert_statement(table), rows)


def append(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Write whole rows with new keys: what ``upsert`` does, at half the cost on PostgreSQL.

    They go there as a stream (``COPY``), but for a few, and within ``without_waiting``, where no
    stream can be sent.
    """
    driver = _driver(connection)
    is_few = len(rows) < MANY
    if is_few or connection.dialect.name == "sqlite" or driver.info.pipeline_status:
        upsert(connection, table, rows)
        return
    names = ", ".join(column.name for column in table.columns)
    types = [_name_of(column) for column in table.columns]
    form = "BINARY" if set(types) <= _BINARY else "TEXT"
    with driver.cursor().copy(f"COPY {table} ({names}) FROM STDIN (FORMAT {form})") as stream:
        if form == "BINARY":
            stream.set_types(types)
        for row in rows:
            stream.write_row(row)


def execute(connection: sa.Connection, statement: str, values: Sequence[Any]) -> Any:  # noqa: ANN401  # a cursor
    """Run one statement for each database's own driver, ``?`` for each value; answers its cursor.

    Within ``without_waiting``, what the cursor tells is there once the block is left.
    """
    if connection.dialect.name == "postgresql":
        statement = statement.replace("?", "%s")
    return _driver(connection).execute(statement, values)


def rows_with(
    connection: sa.Connection,
    key: sa.Column[Any],
    values: Iterable[Key],
    columns: Sequence[sa.Column[Any]],
    *,
    lock: bool = False,
) -> list[Row]:
    """The rows whose ``key`` is one of ``values``, as plain tuples, in one query.

    Args:
        connection: The runner's transaction.
        key: The column to look at.
        values: What it may hold.
        columns: What to bring, all of ``key``'s table.
        lock: Keep other writers off these rows until the transaction ends (on SQLite they are
            kept off anyway).
    """
    wanted = list(values)
    if not wanted:
        return []
    names = ", ".join(column.name for column in columns)
    chosen, parameter = _one_of(connection, key, wanted)
    if lock and connection.dialect.name == "postgresql":
        chosen += f" ORDER BY {key.table.primary_key.columns[0].name} FOR UPDATE"
    statement = f"SELECT {names} FROM {key.table} WHERE {chosen}"  # noqa: S608  # names of columns
    found: list[Row] = _driver(connection).execute(statement, (parameter,)).fetchall()
    return found


def delete_with(
    connection: sa.Connection, key: sa.Column[Any], values: Iterable[str], also: str
) -> None:
    """Delete the rows whose ``key`` is one of ``values``, in one statement.

    Args:
        connection: The runner's transaction.
        key: The column to look at.
        values: What it may hold.
        also: What else such a row fulfils, as SQL without any values from outside.
    """
    wanted = list(values)
    if not wanted:
        return
    chosen, parameter = _one_of(connection, key, wanted)
    statement = f"DELETE FROM {key.table} WHERE {chosen} AND {also}"  # noqa: S608  # constants
    _driver(connection).execute(statement, (parameter,))


def _driver(connection: sa.Connection) -> Any:  # noqa: ANN401  # of the one driver or the other
    """The driver's own connection: the toolkit's way costs more than a small statement does."""
    return connection.connection.driver_connection


def _one_of(
    connection: sa.Connection, key: sa.Column[Any], values: Sequence[Key]
) -> tuple[str, Sequence[Key] | str]:
    """The condition that a column holds one of some values, and its parameter."""
    if connection.dialect.name == "postgresql":
        return f"{key.name} = ANY(%s::{_type(key)}[])", values
    listed = msgspec.json.encode(values).decode()
    return f"{key.name} IN (SELECT value FROM json_each(?))", listed  # noqa: S608  # a column's name


_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]  # the library has no types here


@cache
def upsert_statement(table: sa.Table) -> str:
    """The statement behind ``upsert`` with one value, marked ``?``, per column."""
    return _upsert(table, f"VALUES ({', '.join('?' * len(table.columns))})")


@cache
def upsert_from_arrays(table: sa.Table) -> str:
    """The statement for PostgreSQL with one array per column."""
    # %b is binary: as text, every quote in every JSON would have to be escaped
    arrays = ", ".join(f"%b::{_type(column)}[]" for column in table.columns)
    return _upsert(table, f"SELECT * FROM unnest({arrays})")  # noqa: S608  # names of types


def _upsert(table: sa.Table, source: str) -> str:
    names = [column.name for column in table.columns]
    key = [column.name for column in table.primary_key]
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    target = f"INSERT INTO {table.name} ({', '.join(names)}) {source}"
    known = f"DO UPDATE SET {changes}" if changes else "DO NOTHING"
    return f"{target} ON CONFLICT ({', '.join(key)}) {known}"


_BINARY = {"text", "bigint", "integer", "float8", "boolean", "bytea"}
"""Types that the driver writes in binary, which is the quickest way."""


def _name_of(column: sa.Column[Any]) -> str:
    """The type of a column, as the driver knows it."""
    name = _type(column).lower()
    return "float8" if name == "float" else name


@cache
def _type(column: sa.Column[Any]) -> str:
    return column.type.compile(dialect=_POSTGRESQL)
