"""Keeps what hangs on what: the references that a thing holds by now, and every cause it ever had.

A reference leads up: who names another thing follows from it. A few words lead down.
"""

from collections.abc import Iterable, Sequence

import msgspec
import sqlalchemy as sa

from projections.bulk import Row, upsert
from projections.trace.tables import PLAN_EDGE

CAUSE = "because_of"
LEADS_DOWN = frozenset(
    {
        "affects",
        "blocks",
        "children",
        "evidences",
        "outcomes",
        "release",
        "split_into",
        "superseded_by",
    }
)
"""Relations and fields whose target follows from who names it."""


def keep_references(
    connection: sa.Connection, held: Sequence[tuple[str, list[tuple[str, str]]]]
) -> None:
    """Replace the references of each thing: ``(key, [(relation, key of the other), ...])``."""
    if not held:
        return
    _forget(connection, [key for key, _ in held])
    rows = [_edge(key, *each) for key, references in held for each in references]
    upsert(connection, PLAN_EDGE, rows)


def keep_causes(connection: sa.Connection, causes: Iterable[tuple[str, str]]) -> None:
    """Add what things happened because of: ``(key, key of the cause)``."""
    upsert(connection, PLAN_EDGE, [(key, CAUSE, key, up) for key, up in sorted(set(causes))])


def _edge(key: str, rel: str, other: str) -> Row:
    down, up = (other, key) if rel in LEADS_DOWN else (key, other)
    return (key, rel, down, up)


def _forget(connection: sa.Connection, keys: list[str]) -> None:
    chosen, these = (
        "said_by IN (SELECT value FROM json_each(?))",
        msgspec.json.encode(keys).decode(),
    )
    if connection.dialect.name == "postgresql":
        chosen, these = "said_by = ANY(%s::text[])", keys  # type: ignore[assignment]  # as it has it
    statement = f"DELETE FROM plan_edge WHERE {chosen} AND rel <> '{CAUSE}'"  # noqa: S608  # constants
    connection.exec_driver_sql(statement, (these,))
