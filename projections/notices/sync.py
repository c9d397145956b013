"""What waits for a person between us and the trackers: conflicts, links and connections."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from domain.identity import product_id
from projections.backlog.listing import BACKLOG_ITEM
from projections.notices.notice import Changed, Kind, Notice, Wanted, command
from projections.sync.tables import CONFLICT_VIEW, CONNECTION_VIEW, LINK_VIEW

_ITEM, _LINK, _CONFLICT, _CONNECTION = (
    each.c for each in (BACKLOG_ITEM, LINK_VIEW, CONFLICT_VIEW, CONNECTION_VIEW)
)


def conflicts(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Fields that both sides changed."""
    chosen = sa.select(
        _CONFLICT.link_id, _CONFLICT.field, _CONFLICT.found_at, _ITEM.key, _ITEM.assignee
    ).where(_CONFLICT.state == "open", _CONFLICT.item_id == _ITEM.id, *_of_product(wanted))
    for row in connection.execute(chosen.order_by(_CONFLICT.id).limit(wanted.limit)):
        words = ("resolve", row.link_id, row.field, "--choose", "ours", "--reason", "WHY")
        text = f"Both sides changed {row.field}."
        since, next_ = moment(row.found_at), command("sync", *words)
        yield Notice("conflict", row.key, text, since, row.assignee, next_)


def links(connection: sa.Connection, wanted: Wanted, state: str) -> Iterator[Notice]:
    """Links that are ``broken`` or ``parked``."""
    chosen = sa.select(
        _LINK.id,
        _LINK.remote_key,
        _LINK.parked_reason,
        _LINK.changed_at,
        _ITEM.key,
        _ITEM.assignee,
        _CONNECTION.remote_name,
    ).where(
        _LINK.state == state,
        _LINK.item_id == _ITEM.id,
        _LINK.connection_id == _CONNECTION.id,
        *_of_product(wanted),
    )
    for row in connection.execute(chosen.order_by(_LINK.changed_at).limit(wanted.limit)):
        yield _link(row, state)


def _link(row: Any, state: str) -> Notice:  # noqa: ANN401  # a row of the query above
    there = f"{row.remote_key or 'Its issue'} at {row.remote_name}"
    kind: Kind = "broken_link"
    text, next_ = f"{there} is gone.", command("history", row.key)
    if state == "parked":
        kind = "parked_link"
        text, next_ = f"{there}: {row.parked_reason}", command("sync", "rearm", row.id)
    return Notice(kind, row.key, text, moment(row.changed_at), row.assignee, next_)


def connections(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Connections in trouble, or whose credentials are refused."""
    chosen = sa.select(_CONNECTION.remote_name, _CONNECTION.trouble, _CONNECTION.json).where(
        _CONNECTION.state.in_(("degraded", "needs_auth"))
    )
    if wanted.product is not None:
        chosen = chosen.where(_CONNECTION.product_id == str(product_id(wanted.product)))
    for row in connection.execute(chosen.limit(wanted.limit)):
        next_ = command("connections", "resume", row.remote_name)
        text = row.trouble or "Its credentials are refused."
        since = msgspec.json.decode(row.json, type=Changed).changed_at
        yield Notice("connection", row.remote_name, text, since, None, next_)


def moment(seconds: float) -> str:
    """Seconds since the epoch as a time that sorts as text."""
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")


def _of_product(wanted: Wanted) -> tuple[sa.ColumnElement[bool], ...]:
    return () if wanted.product is None else (_ITEM.product_key == wanted.product,)
