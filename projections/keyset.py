"""Any statement page by page: the next page begins behind the last row of this one."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from msgspec import Struct

from projections import cursor as cursors

Place = Sequence[sa.ColumnElement[Any]]
Row = TypeVar("Row")


class Some(Struct, Generic[Row], frozen=True):
    """Some rows of an answer, and the cursor that goes on behind them."""

    rows: list[Row]
    next: str | None


def some_of(  # a statement, its order, and where to go on
    connection: sa.Connection,
    statement: sa.Select[Any],
    place: Place,
    *,
    question: object,
    limit: int,
    cursor: str | None,
) -> tuple[Sequence[Sequence[Any]], str | None]:
    """Some rows in the order of ``place``, each with its place at the end, and the next cursor.

    Args:
        connection: Where to read.
        statement: What to read, without an order.
        place: The columns it is sorted by, which no two rows have in common.
        question: What is asked; a cursor belongs to it.
        limit: How many rows at most.
        cursor: Where to go on.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    ordered = statement.add_columns(*place).order_by(*place).limit(limit + 1)
    if cursor is not None:
        kinds: Any = tuple.__class_getitem__(tuple(each.type.python_type for each in place))
        ordered = ordered.where(sa.tuple_(*place) > cursors.read(cursor, question, kinds))
    rows = connection.execute(ordered).all()
    return cursors.cut(rows, limit, question, -len(place))
