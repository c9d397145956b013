"""How current an answer is: where its read model stands, and where the ledger does."""

import msgspec
import sqlalchemy as sa

from ledger.head import HEAD
from projections.freshness import freshness
from projections.tables import POSITION


class Positions(msgspec.Struct, frozen=True):
    """Positions in the ledger; equal when nothing is missing."""

    projection: int
    head: int

    def headers(self) -> dict[str, str]:
        """The headers that tell it."""
        return {
            "X-Projection-Position": str(self.projection),
            "X-Head-Position": str(self.head),
        }


def positions(connection: sa.Connection, projection: str) -> Positions:
    """Read it before the rows: rows may then be newer than it says, never older."""
    return Positions(*freshness(connection, projection))


def slowest(connection: sa.Connection) -> Positions:
    """Where the read model stands that is behind most: for an answer out of several."""
    at, head = connection.execute(sa.select(sa.func.min(POSITION.c.position), HEAD)).one()
    return Positions(at or 0, head)
