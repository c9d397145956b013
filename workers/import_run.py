"""An import's progress: where it stands survives any crash, and starting again repeats nothing."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa

from domain.refusal import Unknown
from workers.tables import IMPORT_RUN


class ImportRun(msgspec.Struct, frozen=True):
    """One import of a connection's issues.

    Attributes:
        state: ``running``, ``done`` or ``failed`` (``error`` says why; it may be started again).
        cursor: The tracker's cursor of the next page; None before the first.
        imported: Items added by this run; ``known`` were here already; ``skipped`` are no issues.
    """

    id: str
    connection_id: UUID
    state: str
    cursor: str | None
    imported: int
    known: int
    skipped: int
    total: int | None
    error: str | None
    attempts: int
    started_at: float
    finished_at: float | None


_COLUMNS = [IMPORT_RUN.c[name] for name in ImportRun.__struct_fields__]


def start(connection: sa.Connection, connection_id: UUID, now: datetime) -> ImportRun:
    """Begin an import, or give the one that is running already."""
    current = latest(connection, connection_id)
    if current is not None and current.state == "running":
        return current
    run = ImportRun(
        id=str(uuid4()),
        connection_id=connection_id,
        state="running",
        cursor=None,
        imported=0,
        known=0,
        skipped=0,
        total=None,
        error=None,
        attempts=0,
        started_at=now.timestamp(),
        finished_at=None,
    )
    row = msgspec.structs.asdict(run) | {"connection_id": str(connection_id)}
    connection.execute(
        sa.insert(IMPORT_RUN).values(row | {"not_before": now.timestamp(), "lease_until": 0.0})
    )
    return run


def latest(connection: sa.Connection, connection_id: UUID) -> ImportRun | None:
    """The newest import of a connection."""
    found = connection.execute(
        sa.select(*_COLUMNS)
        .where(IMPORT_RUN.c.connection_id == str(connection_id))
        .order_by(IMPORT_RUN.c.started_at.desc())
        .limit(1)
    ).one_or_none()
    return None if found is None else _run(found)


def find(connection: sa.Connection, run_id: str) -> ImportRun:
    """An import by its id; raises ``Unknown``."""
    found = connection.execute(sa.select(*_COLUMNS).where(IMPORT_RUN.c.id == run_id)).one_or_none()
    if found is None:
        raise Unknown("import", run_id)
    return _run(found)


def claim(
    connection: sa.Connection, run_id: str, now: datetime, lease_s: float
) -> ImportRun | None:
    """Take a running import for ``lease_s`` seconds; None when it is not due or taken."""
    at = now.timestamp()
    found = connection.execute(
        sa.update(IMPORT_RUN)
        .where(
            IMPORT_RUN.c.id == run_id,
            IMPORT_RUN.c.state == "running",
            IMPORT_RUN.c.not_before <= at,
            IMPORT_RUN.c.lease_until <= at,
        )
        .values(lease_until=at + lease_s, attempts=IMPORT_RUN.c.attempts + 1)
        .returning(*_COLUMNS)
    ).one_or_none()
    return None if found is None else _run(found)


def advance(
    connection: sa.Connection, run: ImportRun, cursor: str | None, now: datetime, lease_s: float
) -> None:
    """Keep the counts of a finished page, and the next page's cursor (None ends the run)."""
    ended = cursor is None
    connection.execute(
        sa.update(IMPORT_RUN)
        .where(IMPORT_RUN.c.id == run.id)
        .values(
            state="done" if ended else "running",
            cursor=cursor,
            imported=run.imported,
            known=run.known,
            skipped=run.skipped,
            attempts=0,
            error=None,
            finished_at=now.timestamp() if ended else None,
            lease_until=0.0 if ended else now.timestamp() + lease_s,
        )
    )


def postpone(connection: sa.Connection, run: ImportRun, not_before: datetime, reason: str) -> None:
    """Give the run back, to go on from its cursor at ``not_before``."""
    connection.execute(
        sa.update(IMPORT_RUN)
        .where(IMPORT_RUN.c.id == run.id)
        .values(not_before=not_before.timestamp(), error=reason, lease_until=0.0)
    )


def fail(connection: sa.Connection, run: ImportRun, reason: str, now: datetime) -> None:
    """End the run with the reason a person reads."""
    connection.execute(
        sa.update(IMPORT_RUN)
        .where(IMPORT_RUN.c.id == run.id)
        .values(state="failed", error=reason, finished_at=now.timestamp(), lease_until=0.0)
    )


def due(connection: sa.Connection, now: datetime) -> list[str]:
    """Ids of the runs that wait for a worker."""
    at = now.timestamp()
    rows = connection.execute(
        sa.select(IMPORT_RUN.c.id).where(
            IMPORT_RUN.c.state == "running",
            IMPORT_RUN.c.not_before <= at,
            IMPORT_RUN.c.lease_until <= at,
        )
    )
    return list(rows.scalars())


def _run(row: sa.Row[tuple[object, ...]]) -> ImportRun:
    values = dict(zip(ImportRun.__struct_fields__, row, strict=True))
    return msgspec.convert(values, ImportRun)
