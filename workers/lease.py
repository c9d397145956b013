"""One worker at a time reads or writes the issue of a link, and what it read is never out of order.

Whoever fetches an issue in order to settle its link holds the lease meanwhile: so a slow reader can
never settle an older state after a newer one, even where a tracker's times are too coarse to tell.
"""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workers.tables import LINK_LEASE


class Lease(msgspec.Struct, frozen=True):
    """A link that is ours until ``lease_until``.

    Attributes:
        read_at: When the last look at the issue began that was settled; epoch when never.
        written_at: When we last wrote to the issue.
    """

    link_id: UUID
    holder: str
    read_at: datetime
    written_at: datetime


def take(connection: sa.Connection, link_id: UUID, now: datetime, lease_s: float) -> Lease | None:
    """Take a link for ``lease_s`` seconds; None when another worker has it."""
    at = now.timestamp()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    holder = str(uuid4())
    ours = {"holder": holder, "lease_until": at + lease_s, "wanted": False}
    taken = connection.execute(
        insert(LINK_LEASE)
        .values(link_id=str(link_id), read_at=0.0, written_at=0.0, **ours)
        .on_conflict_do_update(
            index_elements=["link_id"], set_=ours, where=LINK_LEASE.c.lease_until <= at
        )
        .returning(LINK_LEASE.c.read_at, LINK_LEASE.c.written_at)
    ).one_or_none()
    if taken is None:
        return None
    return Lease(link_id, holder, _time(taken.read_at), _time(taken.written_at))


def want(connection: sa.Connection, link_id: UUID, now: datetime) -> bool:
    """Ask the link's holder to wake those who wait; False when nobody holds it any more."""
    done = connection.execute(
        sa.update(LINK_LEASE)
        .where(LINK_LEASE.c.link_id == str(link_id), LINK_LEASE.c.lease_until > now.timestamp())
        .values(wanted=True)
    )
    return done.rowcount == 1


def give_back(
    connection: sa.Connection,
    lease: Lease,
    *,
    read_at: datetime | None = None,
    written_at: datetime | None = None,
) -> bool:
    """End the lease and keep when the issue was read and written; True when others wait for it."""
    times = {
        name: at.timestamp()
        for name, at in (("read_at", read_at), ("written_at", written_at))
        if at is not None
    }
    ended = connection.execute(
        sa.update(LINK_LEASE)
        .where(LINK_LEASE.c.link_id == str(lease.link_id), LINK_LEASE.c.holder == lease.holder)
        .values(lease_until=0.0, **times)
        .returning(LINK_LEASE.c.wanted)
    ).scalar_one_or_none()
    return bool(ended)


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
