"""What people and services ask of the backlog."""

from functools import lru_cache
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from projections import cursor as cursors
from projections.backlog.filters import BacklogFilter, Shape, chosen, conditions, has_link
from projections.backlog.tables import BACKLOG_ITEM, UNRANKED
from projections.page import Page
from projections.prepared import Prepared

_ITEM = BACKLOG_ITEM.c


def page(
    connection: sa.Connection, wanted: BacklogFilter, *, limit: int = 50, cursor: str | None = None
) -> Page:
    """The items in order: product, then rank (unranked last), then number.

    Raises:
        CursorMismatch: The cursor was given out for another filter.
        CursorRefused: It is no cursor.
    """
    picked = chosen(wanted)
    values = picked.values | {"limit": limit + 1}
    if cursor is not None:
        place = cursors.read(cursor, wanted, tuple[str, str, int])
        values |= dict(zip(_PLACE, place, strict=True))
    statement = page_statement(connection.dialect, picked.shape, cursor is not None)
    rows = statement.rows(connection, values)
    items = [row[0].encode() for row in rows[:limit]]
    more = len(rows) > limit
    return Page(items, cursors.write(wanted, tuple(rows[limit - 1][1:])) if more else None)


def count(connection: sa.Connection, wanted: BacklogFilter) -> int:
    """How many items there are."""
    picked = chosen(wanted)
    counted = sa.select(sa.func.count()).select_from(BACKLOG_ITEM)
    found = connection.execute(counted.where(*conditions(picked.shape)), picked.values)
    return found.scalar_one()


def item(connection: sa.Connection, key: str) -> bytes | None:
    """One item's JSON by its key; None when there is no such item."""
    found = connection.execute(sa.select(_ITEM.json).where(_ITEM.key == key)).scalar_one_or_none()
    return None if found is None else found.encode()


def next_number(connection: sa.Connection, product_key: str) -> int:
    """The number that the product's next item will most likely get; its claim has the last word."""
    highest = sa.select(sa.func.max(_ITEM.number)).where(_ITEM.product_key == product_key)
    return (connection.execute(highest).scalar_one_or_none() or 0) + 1


def last_rank(connection: sa.Connection, product_key: str) -> str | None:
    """The rank behind which a new item goes; None when nothing is ranked."""
    ranked = sa.and_(_ITEM.product_key == product_key, _ITEM.rank < UNRANKED)
    last = sa.select(_ITEM.rank).where(ranked).order_by(_ITEM.rank.desc()).limit(1)
    return connection.execute(last).scalar_one_or_none()


def unlinked(
    connection: sa.Connection,
    product_key: str,
    connection_id: UUID,
    label: str | None = None,
    limit: int = 100,
) -> list[UUID]:
    """Items, not archived, that a selection covers and that have no link at the connection yet."""
    picked = chosen(BacklogFilter(product=product_key, label=(label,) if label else ()))
    statement = (
        sa.select(_ITEM.id)
        .where(*conditions(picked.shape), ~has_link(sa.literal(str(connection_id))))
        .order_by(_ITEM.number)
        .limit(limit)
    )
    return [UUID(found) for found in connection.execute(statement, picked.values).scalars()]


_PLACE = ("at_product", "at_rank", "at_number")


@lru_cache(maxsize=256)
def page_statement(dialect: Dialect, shape: Shape, behind: bool) -> Prepared:  # noqa: FBT001  # part of the key
    """The statement of a page for filters of one shape, from the start or ``behind`` a place."""
    statement = (
        sa.select(_ITEM.json, _ITEM.product_key, _ITEM.rank, _ITEM.number)
        .where(*conditions(shape))
        .order_by(_ITEM.product_key, _ITEM.rank, _ITEM.number)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )
    if behind:
        statement = statement.where(_behind(dict(shape)))
    return Prepared(statement, dialect)


def _behind(shape: dict[str, int]) -> sa.ColumnElement[bool]:
    """Rows behind the place; without the product where it is fixed, so that the index serves."""
    columns = (_ITEM.product_key, _ITEM.rank, _ITEM.number)
    place = [
        sa.bindparam(name, type_=each.type) for name, each in zip(_PLACE, columns, strict=True)
    ]
    first = 1 if "product" in shape else 0
    return sa.tuple_(*columns[first:]) > sa.tuple_(*place[first:])
