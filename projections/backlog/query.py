"""What people and services ask of the backlog."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from msgspec import Struct

from domain.backlog_item.facts import Kind, Moscow, Priority, Status
from projections import cursor as cursors
from projections.backlog.tables import BACKLOG_ITEM, UNRANKED
from projections.sync.tables import LINK_VIEW

_ITEM = BACKLOG_ITEM.c


class BacklogFilter(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which items: several values of one name mean any of them, several names mean all of them.

    Attributes:
        connection: Only items with a link at this connection.
        archived: None for both, archived or not.
        q: Text in the key or the title, in any case.
    """

    product: str | None = None
    status: tuple[Status, ...] = ()
    kind: tuple[Kind, ...] = ()
    priority: tuple[Priority, ...] = ()
    moscow: tuple[Moscow, ...] = ()
    assignee: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    blocked: bool | None = None
    connection: UUID | None = None
    archived: bool | None = False
    q: str | None = None


class BacklogPage(Struct, frozen=True):
    """Some items, each as its JSON, and where the next ones are."""

    items: list[bytes]
    next: str | None


def page(
    connection: sa.Connection, wanted: BacklogFilter, *, limit: int = 50, cursor: str | None = None
) -> BacklogPage:
    """The items in order: product, then rank (unranked last), then number.

    Raises:
        CursorMismatch: The cursor was given out for another filter.
        CursorRefused: It is no cursor.
    """
    chosen = _chosen(wanted)
    if cursor is not None:
        chosen.append(_behind(cursors.read(cursor, wanted, tuple[str, str, int]), wanted))
    rows = connection.execute(
        sa.select(_ITEM.json, _ITEM.product_key, _ITEM.rank, _ITEM.number)
        .where(*chosen)
        .order_by(_ITEM.product_key, _ITEM.rank, _ITEM.number)
        .limit(limit + 1)
    ).all()
    items = [row[0].encode() for row in rows[:limit]]
    more = len(rows) > limit
    return BacklogPage(items, cursors.write(wanted, tuple(rows[limit - 1][1:])) if more else None)


def count(connection: sa.Connection, wanted: BacklogFilter) -> int:
    """How many items there are."""
    statement = sa.select(sa.func.count()).select_from(BACKLOG_ITEM).where(*_chosen(wanted))
    return connection.execute(statement).scalar_one()


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
    chosen = _chosen(BacklogFilter(product=product_key, label=(label,) if label else ()))
    statement = (
        sa.select(_ITEM.id)
        .where(*chosen, ~_has_link(connection_id))
        .order_by(_ITEM.number)
        .limit(limit)
    )
    return [UUID(found) for found in connection.execute(statement).scalars()]


def _chosen(wanted: BacklogFilter) -> list[sa.ColumnElement[bool]]:
    lists: tuple[tuple[sa.Column[Any], tuple[str, ...]], ...] = (
        (_ITEM.status, wanted.status),
        (_ITEM.kind, wanted.kind),
        (_ITEM.priority, wanted.priority),
        (_ITEM.moscow, wanted.moscow),
        (_ITEM.assignee, wanted.assignee),
    )
    chosen: list[sa.ColumnElement[bool]] = [
        column.in_(values) for column, values in lists if values
    ]
    if wanted.product is not None:
        chosen.append(_ITEM.product_key == wanted.product)
    if wanted.label:
        chosen.append(
            sa.or_(*(_ITEM.labels.contains(f" {x} ", autoescape=True) for x in wanted.label))
        )
    if wanted.blocked is not None:
        chosen.append(_ITEM.blocked == wanted.blocked)
    if wanted.archived is not None:
        chosen.append(_ITEM.archived == wanted.archived)
    if wanted.connection is not None:
        chosen.append(_has_link(wanted.connection))
    if wanted.q:
        chosen.append(_ITEM.search.contains(wanted.q.casefold(), autoescape=True))
    return chosen


def _behind(place: tuple[str, str, int], wanted: BacklogFilter) -> sa.ColumnElement[bool]:
    """Rows behind the place; without the product where it is fixed, so that the index serves."""
    if wanted.product is not None:
        return sa.tuple_(_ITEM.rank, _ITEM.number) > sa.tuple_(*map(sa.literal, place[1:]))
    here = sa.tuple_(_ITEM.product_key, _ITEM.rank, _ITEM.number)
    return here > sa.tuple_(*map(sa.literal, place))


def _has_link(connection_id: UUID) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        LINK_VIEW.c.item_id == _ITEM.id, LINK_VIEW.c.connection_id == str(connection_id)
    )
