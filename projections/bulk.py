"""Many rows in one statement: what makes a projection fast on both databases.

On PostgreSQL a batch travels as one array per column (``unnest``), on SQLite as ``executemany``;
both cost a fraction of a statement per row. The statements are made of table definitions only.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

Row = tuple[Any, ...]


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Write whole rows, one value per column of ``table``; a row with a known key is replaced.

    Args:
        connection: The runner's transaction.
        table: Where to.
        rows: No two with the same primary key.
    """
    if not rows:
        return
    statement = upsert_statement(table, connection.dialect.name)
    if connection.dialect.name == "postgresql":
        by_column = tuple(list(column) for column in zip(*rows, strict=True))
        connection.exec_driver_sql(statement, by_column)
    else:
        connection.exec_driver_sql(statement, list(rows))


def rows_with(
    connection: sa.Connection,
    key: sa.Column[Any],
    values: Iterable[str],
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
    parameter: Any = wanted
    if connection.dialect.name == "postgresql":
        chosen = f"{key.name} = ANY(%s::text[])"
        chosen += f" ORDER BY {key.table.primary_key.columns[0].name} FOR UPDATE" if lock else ""
    else:
        chosen = f"{key.name} IN (SELECT value FROM json_each(?))"  # noqa: S608  # a column's name
        parameter = msgspec.json.encode(wanted).decode()
    statement = f"SELECT {names} FROM {key.table} WHERE {chosen}"  # noqa: S608  # names of columns
    return [tuple(row) for row in connection.exec_driver_sql(statement, (parameter,))]


_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]  # the library has no types here


@cache
def upsert_statement(table: sa.Table, dialect: str) -> str:
    """The driver's statement behind ``upsert``: one array per column, or one value per column."""
    names = [column.name for column in table.columns]
    key = [column.name for column in table.primary_key]
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    if dialect == "postgresql":
        # %b is binary: as text, every quote in every JSON would have to be escaped
        arrays = ", ".join(f"%b::{_type(column)}[]" for column in table.columns)
        source = f"SELECT * FROM unnest({arrays})"  # noqa: S608  # names of types
    else:
        source = f"VALUES ({', '.join('?' * len(names))})"
    target = f"INSERT INTO {table.name} ({', '.join(names)}) {source}"
    known = f"DO UPDATE SET {changes}" if changes else "DO NOTHING"
    return f"{target} ON CONFLICT ({', '.join(key)}) {known}"


def _type(column: sa.Column[Any]) -> str:
    return column.type.compile(dialect=_POSTGRESQL)
