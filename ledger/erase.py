"""Takes whole streams out of the ledger: only ever what was made up, such as a product to look at.

What happened is never taken back. The positions of what is erased are given to nobody else, and
whoever calls this has to build the read models anew.
"""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from ledger.database import Database

_EVENTS = sa.table("events", sa.column("originator_id", sa.Uuid))
_SNAPSHOT = sa.table("snapshot", sa.column("stream_id", sa.Uuid))


def erase(database: Database, streams: Collection[UUID]) -> int:
    """Delete every fact and snapshot of ``streams`` in one transaction; answers how many facts."""
    facts = sa.delete(_EVENTS).where(_EVENTS.c.originator_id.in_(streams))
    states = sa.delete(_SNAPSHOT).where(_SNAPSHOT.c.stream_id.in_(streams))
    with database.begin() as connection:
        connection.execute(states)
        return connection.execute(facts).rowcount
