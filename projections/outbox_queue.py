"""The outbox as the workers use it: take a link, and give it back in a named state.

A claim is held by its lease: whoever comes back with another one is too late, and changes nothing.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from msgspec import Struct

from projections.outbox_table import OUTBOX


class OutboxRow(Struct, frozen=True):
    """A claimed link.

    Attributes:
        dirty_position: The newest fact that made it dirty when it was claimed.
        attempts: Tries that counted so far, this one included.
        lease_until: The claim itself, as seconds since the epoch.
        reason: Why it was postponed the last time, if it was.
    """

    link_id: UUID
    item_id: UUID
    connection_id: UUID
    dirty_position: int
    attempts: int
    lease_until: float
    reason: str | None = None


def claim(
    connection: sa.Connection, link_id: UUID, now: datetime, lease_s: float
) -> OutboxRow | None:
    """Take one due link for ``lease_s`` seconds; None when it is idle, taken or not due yet."""
    claimed = connection.execute(
        sa.update(OUTBOX)
        .where(OUTBOX.c.link_id == str(link_id), *_is_due(now))
        .values(lease_until=now.timestamp() + lease_s, attempts=OUTBOX.c.attempts + 1)
        .returning(*[OUTBOX.c[name] for name in OutboxRow.__struct_fields__])
    ).one_or_none()
    if claimed is None:
        return None
    link, item, tracker, *rest = claimed
    return OutboxRow(UUID(link), UUID(item), UUID(tracker), *rest)


def dirty_position(connection: sa.Connection, link_id: UUID, now: datetime) -> int | None:
    """The newest fact that made a link dirty; None when it is idle, taken or not due yet."""
    return connection.execute(
        sa.select(OUTBOX.c.dirty_position).where(OUTBOX.c.link_id == str(link_id), *_is_due(now))
    ).scalar_one_or_none()


def dismiss(connection: sa.Connection, link_id: UUID, seen: int, now: datetime) -> bool:
    """Call a due link idle without a claim: it was looked at as of the fact at ``seen``.

    Returns:
        False when it was claimed, or marked dirty again, meanwhile.
    """
    done = connection.execute(
        sa.update(OUTBOX)
        .where(OUTBOX.c.link_id == str(link_id), OUTBOX.c.dirty_position == seen, *_is_due(now))
        .values(state="idle", attempts=0, reason=None, not_before=0.0)
    )
    return done.rowcount == 1


def finish(connection: sa.Connection, row: OutboxRow) -> bool:
    """End a claim: idle, or due again when the link was marked dirty meanwhile.

    Returns:
        Whether the claim was still held.
    """
    is_clean = OUTBOX.c.dirty_position == row.dirty_position
    state = sa.case((is_clean, "idle"), else_="due")
    return _give_back(connection, row, state=state, attempts=0, reason=None, not_before=0.0)


def postpone(
    connection: sa.Connection,
    row: OutboxRow,
    not_before: datetime,
    reason: str,
    *,
    counts: bool = True,
) -> bool:
    """Give the link back, to be taken again at ``not_before``.

    Args:
        connection: The caller's transaction.
        row: The claim.
        not_before: When to try again.
        reason: What a person reads meanwhile.
        counts: Whether this was a try; waiting for a limit is none.

    Returns:
        Whether the claim was still held.
    """
    attempts = row.attempts if counts else row.attempts - 1
    at = not_before.timestamp()
    return _give_back(connection, row, not_before=at, attempts=attempts, reason=reason)


def park(connection: sa.Connection, row: OutboxRow, reason: str) -> bool:
    """Leave the link for a person, with the reason; False when the claim was lost."""
    return _give_back(connection, row, state="parked", reason=reason)


def rearm(connection: sa.Connection, link_id: UUID, now: datetime) -> bool:
    """Make a parked link due again; False when there is no such parked link."""
    done = connection.execute(
        sa.update(OUTBOX)
        .where(OUTBOX.c.link_id == str(link_id), OUTBOX.c.state == "parked")
        .values(state="due", reason=None, attempts=0, not_before=now.timestamp(), lease_until=0.0)
    )
    return done.rowcount == 1


def due(connection: sa.Connection, now: datetime, limit: int) -> list[UUID]:
    """The links that wait for a worker, longest wait first."""
    found = connection.execute(
        sa.select(OUTBOX.c.link_id)
        .where(*_is_due(now))
        .order_by(OUTBOX.c.not_before, OUTBOX.c.dirty_position)
        .limit(limit)
    )
    return [UUID(link_id) for link_id in found.scalars()]


def next_due(connection: sa.Connection) -> float | None:
    """When the next link falls due, as seconds since the epoch; None when every link is quiet."""
    later = sa.case(
        (OUTBOX.c.lease_until > OUTBOX.c.not_before, OUTBOX.c.lease_until),
        else_=OUTBOX.c.not_before,
    )
    earliest = sa.select(sa.func.min(later)).where(OUTBOX.c.state == "due")
    at: float | None = connection.execute(earliest).scalar_one()
    return at


def counts(connection: sa.Connection) -> dict[UUID, dict[str, int]]:
    """How many links stand in each state, by connection."""
    by = (OUTBOX.c.connection_id, OUTBOX.c.state)
    found: dict[UUID, dict[str, int]] = {}
    for connection_id, state, count in connection.execute(
        sa.select(*by, sa.func.count()).group_by(*by)
    ):
        found.setdefault(UUID(connection_id), {})[state] = count
    return found


def waiting(connection: sa.Connection, limit: int) -> list[dict[str, Any]]:
    """The links that wait or are parked with a reason, for people to look at."""
    rows = connection.execute(
        sa.select(OUTBOX)
        .where(OUTBOX.c.reason.is_not(None), OUTBOX.c.state.in_(("due", "parked")))
        .order_by(OUTBOX.c.not_before)
        .limit(limit)
    )
    return [dict(row._mapping) for row in rows]


def _is_due(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    at = now.timestamp()
    return OUTBOX.c.state == "due", OUTBOX.c.not_before <= at, OUTBOX.c.lease_until <= at


def _give_back(connection: sa.Connection, row: OutboxRow, **values: Any) -> bool:  # columns
    done = connection.execute(
        sa.update(OUTBOX)
        .where(
            OUTBOX.c.link_id == str(row.link_id),
            OUTBOX.c.state == "due",
            OUTBOX.c.lease_until == row.lease_until,
        )
        .values(lease_until=0.0, **values)
    )
    return done.rowcount == 1
