"""Creates that may have reached a tracker: written before the request, so that none is repeated.

A row without ``remote`` means that the outcome is unknown: the create is looked up by its marker
before anything else is sent (``sync.md`` F1, F3).
"""

from datetime import UTC, datetime
from uuid import UUID

import msgspec
import sqlalchemy as sa

from integrations.issue import RemoteRef
from workers.tables import SENT_INTENT


class SentIntent(msgspec.Struct, frozen=True):
    """A create that went out at ``sent_at`` and was looked up ``lookups`` times since."""

    intent: UUID
    link_id: UUID
    sent_at: datetime
    lookups: int
    remote: RemoteRef | None


def find(connection: sa.Connection, intent: UUID) -> SentIntent | None:
    """The record of an intent, if a create was ever sent for it."""
    row = connection.execute(
        sa.select(SENT_INTENT).where(SENT_INTENT.c.intent == str(intent))
    ).one_or_none()
    if row is None:
        return None
    remote = msgspec.json.decode(row.remote, type=RemoteRef) if row.remote else None
    sent_at = datetime.fromtimestamp(row.sent_at, tz=UTC)
    return SentIntent(UUID(row.intent), UUID(row.link_id), sent_at, row.lookups, remote)


def record(connection: sa.Connection, intent: UUID, link_id: UUID, now: datetime) -> None:
    """Note that a create is about to be sent."""
    connection.execute(
        sa.insert(SENT_INTENT).values(
            intent=str(intent), link_id=str(link_id), sent_at=now.timestamp(), lookups=0
        )
    )


def answered(connection: sa.Connection, intent: UUID, remote: RemoteRef) -> None:
    """Note what the tracker created."""
    connection.execute(
        sa.update(SENT_INTENT)
        .where(SENT_INTENT.c.intent == str(intent))
        .values(remote=msgspec.json.encode(remote).decode())
    )


def looked_up(connection: sa.Connection, intent: UUID) -> None:
    """Count one look-up that found nothing."""
    connection.execute(
        sa.update(SENT_INTENT)
        .where(SENT_INTENT.c.intent == str(intent))
        .values(lookups=SENT_INTENT.c.lookups + 1)
    )


def forget(connection: sa.Connection, intent: UUID) -> None:
    """Drop the record: the create is known not to have happened."""
    connection.execute(sa.delete(SENT_INTENT).where(SENT_INTENT.c.intent == str(intent)))
