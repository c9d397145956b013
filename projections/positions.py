"""How far each projection is: the rows that the runner moves and that everybody may read."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Literal, TypedDict

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.dialects import postgresql, sqlite

from ledger.database import Database
from projections.bulk import execute
from projections.projection import Projection
from projections.tables import ERROR, LOG, POSITION

RunState = Literal["running", "retrying", "stopped"]


class _Lag(TypedDict):
    lag: int
    lag_s: float


class Moved(Exception):
    """Another runner moved a projection from the position this one saw."""


class Standing(Struct, frozen=True):
    """A projection's own row.

    Attributes:
        error: Why it is retrying or has stopped.
        moved_at: When it last moved, as seconds since the epoch.
    """

    name: str
    version: int
    position: int
    state: RunState
    error: str | None
    moved_at: float


def standings(connection: sa.Connection) -> dict[str, Standing]:
    """Every projection's row by name."""
    return {row.name: Standing(*row) for row in connection.execute(sa.select(POSITION))}


def start_at_zero(connection: sa.Connection, projection: Projection, now: float) -> None:
    """Clear a projection, so that it takes in every fact again."""
    projection.clear(connection)
    connection.execute(sa.delete(ERROR).where(ERROR.c.name == projection.name))
    fresh = {
        "version": projection.version,
        "position": 0,
        "state": "running",
        "error": None,
        "moved_at": now,
    }
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(
        insert(POSITION)
        .values(name=projection.name, **fresh)
        .on_conflict_do_update(index_elements=["name"], set_=fresh)
    )


def move(
    connection: sa.Connection,
    projections: Sequence[Projection],
    seen: int,
    position: int,
    now: float,
) -> None:
    """Advance projections from ``seen`` to ``position``.

    Raises:
        Moved: One of them is not at ``seen``; roll back.
    """
    moving(connection, projections, seen, position, now)()


def moving(
    connection: sa.Connection,
    projections: Sequence[Projection],
    seen: int,
    position: int,
    now: float,
) -> Callable[[], None]:
    """Do what ``move`` does, for which the answer need not be waited for: ask before the commit."""
    each = [value for one in projections for value in (one.name, one.version)]
    statement = _move(len(projections))
    cursor = execute(connection, statement, (position, now, seen, *each))

    def check() -> None:
        if cursor.rowcount != len(projections):
            raise Moved

    return check


@cache
def _move(count: int) -> str:
    mine = ", ".join(["(?, ?)"] * count)
    return (
        f"UPDATE {POSITION.name} SET position = ?, moved_at = ?, state = 'running', error = NULL"  # noqa: S608  # marks
        f" WHERE position = ? AND (name, version) IN (VALUES {mine})"
    )


def note_trouble(connection: sa.Connection, name: str, state: RunState, error: str) -> None:
    """Make a failure visible."""
    row = POSITION.c.name == name
    connection.execute(sa.update(POSITION).where(row).values(state=state, error=error))


def note_skipped(
    connection: sa.Connection, name: str, position: int, error: str, now: float
) -> None:
    """Remember a fact that was left out."""
    connection.execute(
        sa.insert(ERROR).values(name=name, position=position, error=error, skipped_at=now)
    )


def skipped(connection: sa.Connection) -> list[tuple[str, int, str]]:
    """The facts that were left out, as (projection, position, error)."""
    rows = connection.execute(sa.select(ERROR.c.name, ERROR.c.position, ERROR.c.error))
    return [(name, position, error) for name, position, error in rows]


class ProjectionStatus(Struct, frozen=True):
    """How a projection is doing.

    Attributes:
        head: The ledger's newest position.
        lag: Facts it has not taken in yet.
        lag_s: How long the oldest of them has been waiting, in seconds; 0 when there is none.
        skipped: Facts it left out because they failed every time.
    """

    name: str
    version: int
    position: int
    head: int
    lag: int
    lag_s: float
    state: RunState
    error: str | None
    skipped: int


def status_of(database: Database, now: datetime | None = None) -> list[ProjectionStatus]:
    """How every projection is doing; ``now`` is the present time unless given."""
    at = now or datetime.now(UTC)
    with database.read() as connection:
        head = connection.execute(sa.select(sa.func.max(LOG.c.notification_id))).scalar() or 0
        left_out = [name for name, _, _ in skipped(connection)]
        return [
            ProjectionStatus(
                name=each.name,
                version=each.version,
                position=each.position,
                head=head,
                **_lag(connection, each.position, at),
                state=each.state,
                error=each.error,
                skipped=left_out.count(each.name),
            )
            for each in standings(connection).values()
        ]


def wait_for(
    database: Database, position: int, names: Iterable[str], timeout_s: float = 5.0
) -> bool:
    """Wait until the projections have taken in ``position``, for processes without a runner.

    Args:
        database: Where they stand.
        position: A receipt's position.
        names: Which ones; all that exist when empty.
        timeout_s: How long at most, in seconds.

    Returns:
        Whether they have.
    """
    wanted, pause = tuple(names), 0.001
    deadline = time.monotonic() + timeout_s
    while not _have_reached(database, position, wanted):
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        time.sleep(min(pause, left))
        pause = min(pause * 1.5, 0.02)
    return True


def _have_reached(database: Database, position: int, names: Sequence[str]) -> bool:
    with database.read() as connection:
        rows = {row.name: row.position for row in connection.execute(_WHERE)}
    return bool(rows) and all(rows.get(name, -1) >= position for name in names or rows)


def _lag(connection: sa.Connection, position: int, now: datetime) -> _Lag:
    ahead = LOG.c.notification_id > position
    count = sa.select(sa.func.count()).select_from(LOG).where(ahead)
    oldest = sa.select(LOG.c.recorded_at).where(ahead).order_by(LOG.c.notification_id).limit(1)
    waiting = connection.execute(oldest).scalar()
    if waiting is None:
        return {"lag": 0, "lag_s": 0.0}
    since = datetime.fromisoformat(waiting) if isinstance(waiting, str) else waiting
    lag_s = max(0.0, (now - since).total_seconds())
    return {"lag": connection.execute(count).scalar_one(), "lag_s": lag_s}


_WHERE = sa.select(POSITION.c.name, POSITION.c.position)
