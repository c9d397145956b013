"""Webhook deliveries, kept before they are answered and until they end in a named state.

States: ``due`` (to be worked on), ``applied``, ``nothing`` (nothing was new), ``parked`` (a person
has to look) and ``rejected`` (not for us). A row never disappears.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workers.tables import INBOX

DONE = ("applied", "nothing", "rejected")


class Arrived(msgspec.Struct, frozen=True):
    """One delivery as it came in.

    Attributes:
        id: The tracker's delivery id; the same one again is the same delivery.
        unreadable: Why the body could not be read, or None. Such a delivery is kept, and parked.
    """

    id: str
    connection_id: UUID
    tracker: str
    event: str
    action: str
    issue_key: str | None
    issue_id: str | None
    comment_id: str | None
    deleted: bool
    headers: dict[str, str]
    body: bytes
    unreadable: str | None = None


class Delivery(msgspec.Struct, frozen=True):
    """A claimed delivery: what its actor needs to know."""

    id: str
    connection_id: UUID
    event: str
    action: str
    issue_key: str | None
    issue_id: str | None
    comment_id: str | None
    deleted: bool
    attempts: int
    reason: str | None
    received_at: float


def keep(connection: sa.Connection, arrived: Arrived, now: datetime) -> bool:
    """Store a delivery; False when its id is known already. Runs in the caller's transaction."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = {
        "connection_id": str(arrived.connection_id),
        "delivery_id": arrived.id,
        "tracker": arrived.tracker,
        "event": arrived.event,
        "action": arrived.action,
        "issue_key": arrived.issue_key,
        "issue_id": arrived.issue_id,
        "comment_id": arrived.comment_id,
        "deleted": arrived.deleted,
        "headers": msgspec.json.encode(arrived.headers).decode(),
        "body": arrived.body,
        "state": "parked" if arrived.unreadable else "due",
        "reason": arrived.unreadable,
        "attempts": 0,
        "received_at": now.timestamp(),
        "not_before": now.timestamp(),
        "lease_until": 0.0,
    }
    kept = insert(INBOX).values(row).on_conflict_do_nothing().returning(INBOX.c.delivery_id)
    return connection.execute(kept).one_or_none() is not None


def claim(
    connection: sa.Connection, connection_id: UUID, delivery_id: str, now: datetime, lease_s: float
) -> Delivery | None:
    """Take one due delivery for ``lease_s`` seconds; None when it is done, taken or not due yet."""
    at = now.timestamp()
    claimed = connection.execute(
        sa.update(INBOX)
        .where(
            _is(connection_id, delivery_id),
            INBOX.c.state == "due",
            INBOX.c.not_before <= at,
            INBOX.c.lease_until <= at,
        )
        .values(lease_until=at + lease_s, attempts=INBOX.c.attempts + 1)
        .returning(*[INBOX.c[name] for name in _DELIVERY])
    ).one_or_none()
    if claimed is None:
        return None
    return _delivery(claimed)


def claim_others(
    connection: sa.Connection, delivery: Delivery, now: datetime, lease_s: float
) -> list[Delivery]:
    """Take the other due deliveries about the same issue: one look at it answers them all.

    One that another worker is taking at this moment is left to it: two workers that waited for each
    other's would wait for ever.
    """
    if delivery.issue_id is None:
        return []
    at = now.timestamp()
    is_ours = INBOX.c.connection_id == str(delivery.connection_id)
    waiting = (
        sa.select(INBOX.c.delivery_id)
        .where(
            is_ours,
            INBOX.c.issue_id == delivery.issue_id,
            INBOX.c.state == "due",
            INBOX.c.not_before <= at,
            INBOX.c.lease_until <= at,
        )
        .with_for_update(skip_locked=True)
    )
    claimed = connection.execute(
        sa.update(INBOX)
        .where(is_ours, INBOX.c.delivery_id.in_(waiting))
        .values(lease_until=at + lease_s, attempts=INBOX.c.attempts + 1)
        .returning(*[INBOX.c[name] for name in _DELIVERY])
    )
    return [_delivery(row) for row in claimed]


def finish(
    connection: sa.Connection, delivery: Delivery, state: str, reason: str | None = None
) -> None:
    """End a delivery in a named state, with the reason a person reads."""
    connection.execute(
        sa.update(INBOX)
        .where(_is(delivery.connection_id, delivery.id))
        .values(state=state, reason=reason, lease_until=0.0)
    )


def postpone(
    connection: sa.Connection,
    delivery: Delivery,
    not_before: datetime,
    reason: str,
    *,
    counts: bool = True,
) -> None:
    """Give the delivery back, to be taken again at ``not_before``; a limit does not ``count``."""
    connection.execute(
        sa.update(INBOX)
        .where(_is(delivery.connection_id, delivery.id))
        .values(
            not_before=not_before.timestamp(),
            reason=reason,
            attempts=delivery.attempts if counts else delivery.attempts - 1,
            lease_until=0.0,
        )
    )


def due(connection: sa.Connection, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
    """The deliveries that wait for a worker, oldest first, as (connection id, delivery id)."""
    at = now.timestamp()
    rows = connection.execute(
        sa.select(INBOX.c.connection_id, INBOX.c.delivery_id)
        .where(INBOX.c.state == "due", INBOX.c.not_before <= at, INBOX.c.lease_until <= at)
        .order_by(INBOX.c.received_at)
        .limit(limit)
    )
    return [(connection_id, delivery_id) for connection_id, delivery_id in rows]


def waiting(connection: sa.Connection, connection_id: UUID, issue_id: str) -> str | None:
    """One delivery about this issue that waits for a worker, or None."""
    found = connection.execute(
        sa.select(INBOX.c.delivery_id)
        .where(
            INBOX.c.connection_id == str(connection_id),
            INBOX.c.issue_id == issue_id,
            INBOX.c.state == "due",
        )
        .limit(1)
    ).scalar_one_or_none()
    return None if found is None else str(found)


def counts(connection: sa.Connection) -> dict[str, dict[str, int]]:
    """How many deliveries stand in each state, per connection id."""
    rows = connection.execute(
        sa.select(INBOX.c.connection_id, INBOX.c.state, sa.func.count()).group_by(
            INBOX.c.connection_id, INBOX.c.state
        )
    )
    found: dict[str, dict[str, int]] = {}
    for connection_id, state, count in rows:
        found.setdefault(connection_id, {})[state] = count
    return found


def parked(connection: sa.Connection, limit: int) -> list[dict[str, Any]]:
    """The deliveries a person has to look at, newest first, without their bodies."""
    columns = [INBOX.c[name] for name in (*_DELIVERY, "tracker")]
    rows = connection.execute(
        sa.select(*columns)
        .where(INBOX.c.state == "parked")
        .order_by(INBOX.c.received_at.desc())
        .limit(limit)
    )
    return [dict(row._mapping) for row in rows]


def body_of(connection: sa.Connection, connection_id: UUID, delivery_id: str) -> bytes | None:
    """The raw body of a kept delivery."""
    return connection.execute(
        sa.select(INBOX.c.body).where(_is(connection_id, delivery_id))
    ).scalar_one_or_none()


def replay(connection: sa.Connection, connection_id: UUID, delivery_id: str, now: datetime) -> bool:
    """Make a parked delivery due again; False when there is no such parked delivery."""
    done = connection.execute(
        sa.update(INBOX)
        .where(_is(connection_id, delivery_id), INBOX.c.state == "parked")
        .values(state="due", reason=None, attempts=0, not_before=now.timestamp(), lease_until=0.0)
    )
    return done.rowcount == 1


_DELIVERY = (
    "delivery_id",
    "connection_id",
    "event",
    "action",
    "issue_key",
    "issue_id",
    "comment_id",
    "deleted",
    "attempts",
    "reason",
    "received_at",
)


def _delivery(claimed: sa.Row[Any]) -> Delivery:
    row = dict(zip(_DELIVERY, claimed, strict=True))
    return Delivery(id=row.pop("delivery_id"), connection_id=UUID(row.pop("connection_id")), **row)


def _is(connection_id: UUID, delivery_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(INBOX.c.connection_id == str(connection_id), INBOX.c.delivery_id == delivery_id)
