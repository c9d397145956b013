"""How current an answer is: where its read model stands, and where the ledger does.

A question asks for both beside its rows: one statement tells all, from one state of the database.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from ledger.head import HEAD
from projections.prepared import Prepared, Question
from projections.tables import POSITION

At = tuple[int, int]
"""The position of a read model, and the ledger's; equal when nothing is missing."""

_OWN = sa.select(POSITION.c.position).where(POSITION.c.name == sa.bindparam("read_model"))
COLUMNS = (sa.func.coalesce(_OWN.scalar_subquery(), 0).label("at"), HEAD.label("head"))
"""The last columns of a question; the value ``read_model`` is the name of the one it asks."""


def freshness(connection: sa.Connection, read_model: str) -> At:
    """Read it before the rows: rows may then be newer than it says, never older."""
    [(at, head)] = freshness_statement(connection.dialect).rows(
        connection, {"read_model": read_model}
    )
    return at, head


def rows_with_freshness(
    connection: sa.Connection, question: Question
) -> tuple[At, Sequence[tuple[Any, ...]]]:
    """The rows of a question that ends in ``COLUMNS``, without these, and what they tell.

    An answer without rows tells nothing: it is asked for again, behind how far the model is.
    """
    found = question.rows(connection)
    if found:
        at, head = found[0][-2:]
        return (at, head), [row[:-2] for row in found]
    before = freshness(connection, question.values["read_model"])
    return before, [row[:-2] for row in question.rows(connection)]


@cache
def freshness_statement(dialect: Dialect) -> Prepared:
    """The statement that asks for nothing else."""
    return Prepared(sa.select(*COLUMNS), dialect)
