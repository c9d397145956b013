"""How current an answer is: where its read model stands, and where the ledger does."""

import msgspec
import sqlalchemy as sa

from projections.tables import POSITION

_AT = sa.select(POSITION.c.position).where(POSITION.c.name == sa.bindparam("name"))


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


def positions(connection: sa.Connection, projection: str, head: int) -> Positions:
    """Read it before the rows: rows may then be newer than it says, never older."""
    at = connection.execute(_AT, {"name": projection}).scalar_one_or_none()
    return Positions(at or 0, max(head, at or 0))
