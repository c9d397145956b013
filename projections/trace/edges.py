"""Keeps what hangs on what: the references that a thing holds by now, and every cause it ever had.

A reference leads up: who names another thing follows from it. A few words lead down.
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from projections.bulk import Row, delete_with, upsert
from projections.trace.tables import PLAN_EDGE

CAUSE = "because_of"
LEADS_DOWN = frozenset(
    {
        "affects",
        "blocks",
        "children",
        "evidences",
        "iteration",
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
    said_by = [key for key, _ in held]
    delete_with(connection, PLAN_EDGE.c.said_by, said_by, f"rel <> '{CAUSE}'")
    rows = [_edge(key, *each) for key, references in held for each in references]
    upsert(connection, PLAN_EDGE, rows)


def keep_causes(connection: sa.Connection, causes: Iterable[tuple[str, str]]) -> None:
    """Add what things happened because of: ``(key, key of the cause)``."""
    upsert(connection, PLAN_EDGE, [(key, CAUSE, key, up) for key, up in sorted(set(causes))])


def _edge(key: str, rel: str, other: str) -> Row:
    down, up = (other, key) if rel in LEADS_DOWN else (key, other)
    return (key, rel, down, up)
