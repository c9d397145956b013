"""What people and services ask of the backlog."""

from uuid import UUID

import sqlalchemy as sa

from projections import page as pages
from projections.backlog.filters import BacklogFilter, wanted_of
from projections.backlog.listing import BACKLOG, BACKLOG_ITEM, UNRANKED, has_link
from projections.page import Page, narrowed

_ITEM = BACKLOG_ITEM.c


def page(
    connection: sa.Connection, asked: BacklogFilter, *, limit: int = 50, cursor: str | None = None
) -> Page:
    """The items in order: product, then rank (unranked last), then number.

    Raises:
        CursorMismatch: The cursor was given out for another filter.
        CursorRefused: It is no cursor.
    """
    return pages.page(connection, BACKLOG, wanted_of(asked), limit=limit, cursor=cursor)


def count(connection: sa.Connection, asked: BacklogFilter) -> int:
    """How many items there are."""
    counted = sa.select(sa.func.count()).where(*narrowed(BACKLOG, wanted_of(asked)))
    return connection.execute(counted.select_from(BACKLOG_ITEM)).scalar_one()


def item(connection: sa.Connection, key: str) -> bytes | None:
    """One item's JSON by its key; None when there is no such item."""
    return pages.one(connection, BACKLOG, key)


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
    asked = BacklogFilter(product=product_key, label=(label,) if label else ())
    statement = (
        sa.select(_ITEM.id)
        .where(*narrowed(BACKLOG, wanted_of(asked)), ~has_link(sa.literal(str(connection_id))))
        .order_by(_ITEM.number)
        .limit(limit)
    )
    return [UUID(found) for found in connection.execute(statement).scalars()]
