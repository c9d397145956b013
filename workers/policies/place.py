"""How far the policies have read the ledger, and what they had to leave out."""

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.dialects import postgresql, sqlite

from workers.tables import POLICY_PLACE, POLICY_SKIPPED

PLACE = "policies"


class Skipped(Struct, frozen=True):
    """A fact that a policy could not deal with.

    Attributes:
        key: Of the thing that it could not be done for.
        position: The fact's.
        skipped_at: In seconds since the epoch.
    """

    policy: str
    key: str
    position: int
    error: str
    skipped_at: float


def reached(connection: sa.Connection) -> int:
    """The position of the last fact that is dealt with; 0 before the first."""
    wanted = sa.select(POLICY_PLACE.c.position).where(POLICY_PLACE.c.name == PLACE)
    return connection.execute(wanted).scalar_one_or_none() or 0


def move(connection: sa.Connection, seen: int, position: int) -> bool:
    """Go on from ``seen``; False when another one has moved it from there."""
    if not seen:
        _insert(connection, POLICY_PLACE, {"name": PLACE, "position": 0})
    here = (POLICY_PLACE.c.name == PLACE, POLICY_PLACE.c.position == seen)
    moved = connection.execute(sa.update(POLICY_PLACE).where(*here).values(position=position))
    return moved.rowcount == 1


def skip(connection: sa.Connection, left_out: Skipped) -> bool:
    """Remember what was left out; False when it is remembered already."""
    values = {name: getattr(left_out, name) for name in Skipped.__struct_fields__}
    return _insert(connection, POLICY_SKIPPED, values)


def skipped(connection: sa.Connection, since: float, limit: int) -> list[Skipped]:
    """What was left out since a time (seconds since the epoch), newest first."""
    columns = [POLICY_SKIPPED.c[name] for name in Skipped.__struct_fields__]
    chosen = sa.select(*columns).where(POLICY_SKIPPED.c.skipped_at >= since)
    newest = chosen.order_by(POLICY_SKIPPED.c.skipped_at.desc()).limit(limit)
    return [Skipped(*row) for row in connection.execute(newest)]


def _insert(connection: sa.Connection, table: sa.Table, values: dict[str, object]) -> bool:
    """Insert a row that may be there; whether it was not."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = insert(table).values(**values).on_conflict_do_nothing()
    return connection.execute(row).rowcount == 1
