"""A projection for tests: counts in the database what it takes in, and fails where it is told."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from ledger.database import Database
from ledger.entry import Entry
from projections.projection import OnError


class Tally:
    """Counts each position under its own name."""

    tables: Sequence[sa.Table] = ()

    def __init__(
        self, name: str = "tally", *, on_error: OnError = "stop", fails_on: Iterable[int] = ()
    ) -> None:
        self.name, self.version = name, 1
        self.on_error: OnError = on_error
        self.fails_on = set(fails_on)
        self.batches: list[list[int]] = []
        self._own = {"own": f"{self.name}:%"}

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        taken = [entry.position for entry in entries]
        for position in taken:
            connection.execute(_ONCE_MORE, {"name": f"{self.name}:{position}"})
        if self.fails_on.intersection(taken):
            raise ValueError("it does not fit")
        self.batches.append(taken)
        return ()

    def clear(self, connection: sa.Connection) -> None:
        connection.execute(sa.text("delete from projection_lease where name like :own"), self._own)

    def counts(self, database: Database) -> dict[int, int]:
        """How often each position was taken in, as far as it is committed."""
        query = sa.text("select name, lease_until from projection_lease where name like :own")
        with database.read() as connection:
            rows = connection.execute(query, self._own)
            return {int(name.split(":")[1]): int(count) for name, count in rows}


# any table with a name and a number does to count in
_ONCE_MORE = sa.text(
    "insert into projection_lease (name, owner, lease_until) values (:name, '', 1)"
    " on conflict (name) do update set lease_until = projection_lease.lease_until + 1"
)
