"""What people and workers ask about sync."""

from collections.abc import Iterable
from typing import Any, Literal
from uuid import UUID

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.link.facts import Value
from projections.backlog.listing import BACKLOG_ITEM
from projections.sync.tables import CONFLICT_VIEW, CONNECTION_VIEW, LINK_VIEW


class ConnectionView(Struct, frozen=True):
    """A connection as it stands; ``json`` is the whole of it, ready to send."""

    id: UUID
    product_id: UUID
    tracker: str
    remote_name: str
    state: str
    trouble: str | None
    json: bytes


class LinkView(Struct, frozen=True):
    """A link as people read it; the item's key is None while the backlog is behind."""

    id: UUID
    item_id: UUID
    item_key: str | None
    connection_id: UUID
    tracker: str | None
    state: str
    remote_id: str | None
    remote_key: str | None
    remote_url: str | None
    parked_reason: str | None
    open_conflicts: int
    version: int


class ConflictView(Struct, frozen=True):
    """Both sides changed a field; times are seconds since the epoch."""

    id: int
    link_id: UUID
    item_id: UUID
    item_key: str | None
    connection_id: UUID
    field: str
    base: Value
    ours: Value
    theirs: Value
    state: Literal["open", "settled"]
    choice: str | None
    value: Value
    settled_by: str | None
    reason: str | None
    found_at: float
    settled_at: float | None


def connections(connection: sa.Connection) -> list[ConnectionView]:
    """Every connection, oldest change first."""
    columns = [CONNECTION_VIEW.c[name] for name in ConnectionView.__struct_fields__]
    rows = connection.execute(sa.select(*columns).order_by(CONNECTION_VIEW.c.position))
    return [_connection(row) for row in rows]


def connection_of(connection: sa.Connection, connection_id: UUID) -> ConnectionView | None:
    """One connection; None when there is no such one."""
    return next((each for each in connections(connection) if each.id == connection_id), None)


def links(
    connection: sa.Connection,
    *,
    connection_id: UUID | None = None,
    state: str | None = None,
    after: UUID | None = None,
    limit: int = 200,
) -> list[LinkView]:
    """Links by id, those behind ``after`` first; narrowed by connection and state."""
    statement = _links().order_by(LINK_VIEW.c.id).limit(limit)
    if connection_id is not None:
        statement = statement.where(LINK_VIEW.c.connection_id == str(connection_id))
    if state is not None:
        statement = statement.where(LINK_VIEW.c.state == state)
    if after is not None:
        statement = statement.where(LINK_VIEW.c.id > str(after))
    return [_link(row) for row in connection.execute(statement)]


def links_of(connection: sa.Connection, item_id: UUID) -> list[LinkView]:
    """The links of one item."""
    return links_of_items(connection, [item_id]).get(item_id, [])


def links_of_items(
    connection: sa.Connection, item_ids: Iterable[UUID]
) -> dict[UUID, list[LinkView]]:
    """The links of many items, by item, in one query."""
    wanted = LINK_VIEW.c.item_id.in_([str(item_id) for item_id in item_ids])
    found: dict[UUID, list[LinkView]] = {}
    for row in connection.execute(_links().where(wanted).order_by(LINK_VIEW.c.id)):
        found.setdefault(UUID(row.item_id), []).append(_link(row))
    return found


def link_by_remote(
    connection: sa.Connection, connection_id: UUID, remote_id: str
) -> LinkView | None:
    """The link of an issue at a connection; None when it is not linked."""
    wanted = sa.and_(
        LINK_VIEW.c.connection_id == str(connection_id), LINK_VIEW.c.remote_id == remote_id
    )
    row = connection.execute(_links().where(wanted).limit(1)).one_or_none()
    return None if row is None else _link(row)


def link_states(connection: sa.Connection) -> dict[UUID, dict[str, int]]:
    """How many links stand in each state, by connection."""
    by = (LINK_VIEW.c.connection_id, LINK_VIEW.c.state)
    found: dict[UUID, dict[str, int]] = {}
    for connection_id, state, count in connection.execute(
        sa.select(*by, sa.func.count()).group_by(*by)
    ):
        found.setdefault(UUID(connection_id), {})[state] = count
    return found


def conflicts(
    connection: sa.Connection, *, open_only: bool = True, limit: int = 500
) -> list[ConflictView]:
    """Conflicts, newest first."""
    columns = [CONFLICT_VIEW.c[name] for name in _CONFLICT if name != "item_key"]
    statement = (
        sa.select(*columns, BACKLOG_ITEM.c.key.label("item_key"))
        .outerjoin_from(CONFLICT_VIEW, BACKLOG_ITEM, BACKLOG_ITEM.c.id == CONFLICT_VIEW.c.item_id)
        .order_by(CONFLICT_VIEW.c.id.desc())
        .limit(limit)
    )
    if open_only:
        statement = statement.where(CONFLICT_VIEW.c.state == "open")
    return [_conflict(row) for row in connection.execute(statement)]


_LINK = LinkView.__struct_fields__
_CONFLICT = ConflictView.__struct_fields__


def _links() -> sa.Select[Any]:
    own = [LINK_VIEW.c[name] for name in _LINK if name not in ("item_key", "tracker")]
    joined = LINK_VIEW.outerjoin(BACKLOG_ITEM, BACKLOG_ITEM.c.id == LINK_VIEW.c.item_id)
    joined = joined.outerjoin(CONNECTION_VIEW, CONNECTION_VIEW.c.id == LINK_VIEW.c.connection_id)
    borrowed = (BACKLOG_ITEM.c.key.label("item_key"), CONNECTION_VIEW.c.tracker)
    return sa.select(*own, *borrowed).select_from(joined)


def _connection(row: sa.Row[*tuple[Any, ...]]) -> ConnectionView:
    return ConnectionView(
        id=UUID(row.id),
        product_id=UUID(row.product_id),
        tracker=row.tracker,
        remote_name=row.remote_name,
        state=row.state,
        trouble=row.trouble,
        json=row.json.encode(),
    )


def _link(row: sa.Row[*tuple[Any, ...]]) -> LinkView:
    return msgspec.convert(_by_name(row), LinkView)


def _conflict(row: sa.Row[*tuple[Any, ...]]) -> ConflictView:
    values = _by_name(row)
    for name in ("base", "ours", "theirs", "value"):
        values[name] = None if values[name] is None else msgspec.json.decode(values[name])
    return msgspec.convert(values, ConflictView)


def _by_name(row: sa.Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """Plain names: SQLAlchemy's own kind of text is none to msgspec."""
    return {str(name): value for name, value in row._mapping.items()}
