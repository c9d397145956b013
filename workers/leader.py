"""One leader at a time for work that must not be done twice at once, such as the sweep."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workers.tables import LEADER


def lead(connection: sa.Connection, name: str, holder: str, now: datetime, lease_s: float) -> bool:
    """Become or stay the leader of ``name`` for ``lease_s`` seconds; False when another one is."""
    at = now.timestamp()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    ours = {"holder": holder, "lease_until": at + lease_s}
    taken = connection.execute(
        insert(LEADER)
        .values(name=name, **ours)
        .on_conflict_do_update(
            index_elements=["name"],
            set_=ours,
            where=sa.or_(LEADER.c.lease_until <= at, LEADER.c.holder == holder),
        )
        .returning(LEADER.c.name)
    )
    return taken.one_or_none() is not None


def resign(connection: sa.Connection, name: str, holder: str) -> None:
    """Let another one lead at once."""
    connection.execute(
        sa.update(LEADER)
        .where(LEADER.c.name == name, LEADER.c.holder == holder)
        .values(lease_until=0.0)
    )
