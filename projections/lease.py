"""One runner at a time: a row that its holder renews and that others wait out.

The lease saves work, it does not guard the rows: a position only moves from where its runner saw
it, so two runners that both believe to hold the lease still apply nothing twice. So it need not
wait for the disk either (``derived``): a power cut ends a lease early at worst.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ledger.database import Database
from projections.tables import LEASE

LEASE_S = 6.0


class Lease:
    """The right to run the projections, for ``LEASE_S`` seconds at a time."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], name: str = "runner"
    ) -> None:
        """Ask for nothing yet."""
        self.is_held = False
        self._database = database
        self._clock = clock
        self._name = name
        self._owner = str(uuid4())
        self._until = 0.0

    def hold(self) -> bool:
        """Take or renew the lease; False while another runner holds it.

        It is renewed when half of it is over, and another's is asked about again when it ends.
        """
        now = self._clock().timestamp()
        left = self._until - now
        if left > LEASE_S / 2 or (left > 0 and not self.is_held):
            return self.is_held
        with self._database.begin(derived=True) as connection:
            owner, self._until = self._take(connection, now)
        self.is_held = owner == self._owner
        return self.is_held

    def release(self) -> None:
        """Let the next runner start at once."""
        if not self.is_held:
            return
        self.is_held, self._until = False, 0.0
        with self._database.begin(derived=True) as connection:
            connection.execute(sa.delete(LEASE).where(LEASE.c.owner == self._owner))

    def _take(self, connection: sa.Connection, now: float) -> tuple[str, float]:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        wish = {"owner": self._owner, "lease_until": now + LEASE_S}
        is_free = sa.or_(LEASE.c.owner == self._owner, LEASE.c.lease_until <= now)
        connection.execute(
            insert(LEASE)
            .values(name=self._name, **wish)
            .on_conflict_do_update(index_elements=["name"], set_=wish, where=is_free)
        )
        found = sa.select(LEASE.c.owner, LEASE.c.lease_until).where(LEASE.c.name == self._name)
        owner, until = connection.execute(found).one()
        return owner, until
