"""Whether the audit log is whole: a row for each fact, a reason for each governed change."""

from itertools import islice

import sqlalchemy as sa
from msgspec import Struct

from projections.audit.query import END, Span, counted, facts
from projections.audit.wanted import Wanted
from projections.history.tables import HISTORY
from projections.tables import LOG

SHOWN = 50


class Coverage(Struct, frozen=True):
    """What the audit log covers.

    Attributes:
        facts: Facts in the ledger.
        rows: Facts in the audit log.
        governed: Changes that need a reason by their rules.
        with_reason: Those of them that have one.
        without_reason: Positions of the first of those that have none.
    """

    facts: int
    rows: int
    governed: int
    with_reason: int
    without_reason: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.facts == self.rows and self.governed == self.with_reason


def coverage(connection: sa.Connection) -> Coverage:
    """Count what there is and what is covered."""
    rows = connection.execute(sa.select(sa.func.count()).select_from(HISTORY)).scalar_one()
    stored = connection.execute(sa.select(sa.func.count()).select_from(LOG)).scalar_one()
    governed = counted(connection, Wanted(governed=True))
    reasoned = counted(connection, Wanted(governed=True, has_reason=True))
    bare: list[int] = []
    if governed != reasoned:
        missing = facts(connection, Wanted(governed=True, has_reason=False), Span(0, END, False))  # noqa: FBT003  # oldest first
        bare = [position for _, position in islice(missing, SHOWN)]
    return Coverage(stored, rows, governed, reasoned, tuple(bare))
