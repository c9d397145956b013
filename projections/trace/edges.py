"""Keeps what hangs on what: the references that a thing holds by now, and every cause it ever had.

A reference leads up: who names another thing follows from it. A few words lead down.
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from projections.bulk import Row, append, delete_with, upsert
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
    connection: sa.Connection,
    held: Sequence[tuple[str, list[tuple[str, str]]]],
    known: Iterable[str],
) -> None:
    """Replace the references of each thing.

    Args:
        connection: The runner's transaction.
        held: ``(key, [(relation, key of the other), ...])``, each reference once; no relation is
            called as a cause is.
        known: The keys of those that may have had some before.
    """
    delete_with(connection, PLAN_EDGE.c.said_by, known, f"rel <> '{CAUSE}'")
    append(
        connection,
        PLAN_EDGE,
        [_edge(key, *each) for key, references in held for each in references],
    )


def keep_causes(connection: sa.Connection, causes: Iterable[tuple[str, str]]) -> None:
    """Add what things happened because of: ``(key, key of the cause)``."""
    upsert(connection, PLAN_EDGE, [(key, CAUSE, key, up) for key, up in sorted(set(causes))])


def _edge(key: str, rel: str, other: str) -> Row:
    down, up = (other, key) if rel in LEADS_DOWN else (key, other)
    return (key, rel, down, up)
