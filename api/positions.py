"""How current an answer is: where its read model stands, and where the ledger does."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from ledger.head import HEAD
from projections.prepared import Prepared, Question, rows_of_all
from projections.tables import POSITION

_OWN = sa.select(POSITION.c.position).where(POSITION.c.name == sa.bindparam("name"))
_AT = sa.select(sa.func.coalesce(_OWN.scalar_subquery(), 0), HEAD)


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
    [(at, head)] = position_statement(connection.dialect).rows(connection, {"name": projection})
    return Positions(at, head)


def with_positions(
    connection: sa.Connection, projection: str, question: Question
) -> tuple[Positions, Sequence[tuple[Any, ...]]]:
    """How far a read model is, and the rows that answer a question to it, asked in one go."""
    at = Question(position_statement(connection.dialect), {"name": projection})
    [(own, head)], rows = rows_of_all(connection, [at, question])
    return Positions(own, head), rows


def slowest(connection: sa.Connection) -> Positions:
    """Where the read model stands that is behind most: for an answer out of several."""
    at, head = connection.execute(sa.select(sa.func.min(POSITION.c.position), HEAD)).one()
    return Positions(at or 0, head)


@cache
def position_statement(dialect: Dialect) -> Prepared:
    """The statement that asks for a projection's position and the ledger's, in one go."""
    return Prepared(_AT, dialect)
