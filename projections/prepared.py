"""A statement compiled once for its database and run by the driver alone.

SQLAlchemy writes the SQL, as everywhere; composing and compiling it anew costs more than a page of
rows does, so the statements that are asked all day are kept.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from projections.bulk import without_waiting


class Prepared:
    """A query and the names of its values."""

    def __init__(self, statement: sa.SelectBase, dialect: Dialect) -> None:
        """Compile ``statement``, whose values are all named bind parameters."""
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._fixed = {k: v for k, v in compiled.params.items() if v is not None}
        self._order: list[str] | None = getattr(compiled, "positiontup", None)

    def bound(self, values: Mapping[str, object]) -> tuple[str, Any]:
        """The SQL and its parameters, as the driver takes them."""
        named = {**self._fixed, **values}
        if self._order is None:
            return self._sql, named
        return self._sql, [named[name] for name in self._order]

    def rows(
        self, connection: sa.Connection, values: Mapping[str, object]
    ) -> list[tuple[Any, ...]]:
        """Run it with ``values`` by name."""
        cursor = connection.connection.cursor()
        try:
            cursor.execute(*self.bound(values))
            return list(cursor.fetchall())
        finally:
            cursor.close()


class Question(NamedTuple):
    """A query with its values by name."""

    query: Prepared
    values: Mapping[str, Any]

    def rows(self, connection: sa.Connection) -> list[tuple[Any, ...]]:
        """Ask it by itself."""
        return self.query.rows(connection, self.values)


def rows_of_all(
    connection: sa.Connection, asked: Sequence[Question]
) -> list[list[tuple[Any, ...]]]:
    """The rows of several questions, which PostgreSQL is sent without waiting in between.

    Args:
        connection: Where to ask.
        asked: None of them needs another one's answer; they are answered in this order.
    """
    driver: Any = connection.connection.driver_connection
    with without_waiting(connection):
        cursors = [driver.execute(*each.query.bound(each.values)) for each in asked]
    return [cursor.fetchall() for cursor in cursors]
