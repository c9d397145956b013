"""How far a connection has been read, by the tracker's own clock (``sync.md`` F17).

The mark moves only when a whole pass is complete, to the server time at the pass's beginning;
webhooks never move it.
"""

from datetime import UTC, datetime
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workers.tables import WATERMARK


class Watermark(msgspec.Struct, frozen=True):
    """A claimed reconciliation: read everything from ``seen_until`` on (all of it when None).

    Attributes:
        etag: The tracker's tag of the first page, valid for a question from ``etag_since``.
        sweep_at: When the next deep sweep is due; None before the first pass.
        redeliver_at: When to ask for failed webhooks again; None means now.
    """

    connection_id: UUID
    seen_until: datetime | None
    etag: str | None
    etag_since: datetime | None
    attempts: int
    sweep_at: datetime | None = None
    redeliver_at: datetime | None = None

    @property
    def is_first(self) -> bool:
        """Whether no pass over the connection has been complete yet."""
        return self.seen_until is None


_COLUMNS = [WATERMARK.c[name] for name in Watermark.__struct_fields__]


def ensure(connection: sa.Connection, connection_ids: list[UUID], now: datetime) -> None:
    """Give each connection a row, due now, unless it has one."""
    if not connection_ids:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    rows = [
        {
            "connection_id": str(each),
            "not_before": now.timestamp(),
            "lease_until": 0.0,
            "attempts": 0,
        }
        for each in connection_ids
    ]
    connection.execute(insert(WATERMARK).values(rows).on_conflict_do_nothing())


def known(connection: sa.Connection) -> set[UUID]:
    """The connections that have a row."""
    return {
        UUID(each) for each in connection.execute(sa.select(WATERMARK.c.connection_id)).scalars()
    }


def claim(
    connection: sa.Connection, connection_id: UUID, now: datetime, lease_s: float
) -> Watermark | None:
    """Take a connection's reconciliation for ``lease_s`` seconds; None when not due or taken."""
    at = now.timestamp()
    found = connection.execute(
        sa.update(WATERMARK)
        .where(
            WATERMARK.c.connection_id == str(connection_id),
            WATERMARK.c.not_before <= at,
            WATERMARK.c.lease_until <= at,
        )
        .values(lease_until=at + lease_s, attempts=WATERMARK.c.attempts + 1)
        .returning(*_COLUMNS)
    ).one_or_none()
    if found is None:
        return None
    _, seen, etag, etag_since, attempts, *later = found
    times = [_time(each) for each in later]
    return Watermark(connection_id, _time(seen), etag, _time(etag_since), attempts, *times)


def go_on(connection: sa.Connection, mark: Watermark, now: datetime, lease_s: float) -> None:
    """Keep a long pass for another ``lease_s`` seconds."""
    connection.execute(
        sa.update(WATERMARK)
        .where(WATERMARK.c.connection_id == str(mark.connection_id))
        .values(lease_until=now.timestamp() + lease_s)
    )


def complete(
    connection: sa.Connection,
    mark: Watermark,
    *,
    now: datetime,
    next_at: datetime,
) -> None:
    """Keep a complete pass: ``mark`` holds the new values; the next pass is due at ``next_at``."""
    connection.execute(
        sa.update(WATERMARK)
        .where(WATERMARK.c.connection_id == str(mark.connection_id))
        .values(
            seen_until=_seconds(mark.seen_until),
            etag=mark.etag,
            etag_since=_seconds(mark.etag_since),
            sweep_at=_seconds(mark.sweep_at),
            redeliver_at=_seconds(mark.redeliver_at),
            checked_at=now.timestamp(),
            not_before=next_at.timestamp(),
            lease_until=0.0,
            attempts=0,
            error=None,
        )
    )


def postpone(connection: sa.Connection, mark: Watermark, not_before: datetime, reason: str) -> None:
    """Give up this pass without moving the mark; the next one starts at ``not_before``."""
    connection.execute(
        sa.update(WATERMARK)
        .where(WATERMARK.c.connection_id == str(mark.connection_id))
        .values(not_before=not_before.timestamp(), lease_until=0.0, error=reason)
    )


def hasten(connection: sa.Connection, connection_id: UUID, now: datetime) -> None:
    """Make a connection's reconciliation due now."""
    connection.execute(
        sa.update(WATERMARK)
        .where(WATERMARK.c.connection_id == str(connection_id))
        .values(not_before=now.timestamp())
    )


def due(connection: sa.Connection, now: datetime) -> list[UUID]:
    """The connections whose reconciliation waits for a worker."""
    at = now.timestamp()
    rows = connection.execute(
        sa.select(WATERMARK.c.connection_id).where(
            WATERMARK.c.not_before <= at, WATERMARK.c.lease_until <= at
        )
    )
    return [UUID(each) for each in rows.scalars()]


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()


def _time(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, tz=UTC)
